/* libmpv, stripped to what a stranger's file may be given to. */
#include "video/internal.h"

#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Set before initialising, so that no file of the user's is read. */
static const char *const options[][2] = {
    {"config", "no"},
    {"load-scripts", "no"},
    {"load-stats-overlay", "no"},
    {"load-osd-console", "no"},
    {"load-auto-profiles", "no"},
    {"ytdl", "no"},
    {"osc", "no"},
    {"osd-level", "0"},
    {"input-default-bindings", "no"},
    {"input-vo-keyboard", "no"},
    {"input-cursor", "no"},
    {"input-terminal", "no"},
    {"terminal", "no"},
    {"idle", "yes"},
    {"pause", "yes"},
    {"keep-open", "yes"},
    {"force-window", "no"},
    /* one local file: no play lists, no references from inside it, no files beside it */
    {"demuxer", "lavf"},
    {"demuxer-lavf-o", "protocol_whitelist=file"},
    {"access-references", "no"},
    {"load-unsafe-playlists", "no"},
    {"ordered-chapters", "no"},
    {"sub-auto", "no"},
    {"audio-file-auto", "no"},
    {"sid", "no"},
    {"sub-font-provider", "none"}, /* nothing is written over it: no fonts to look for */
    {"osd-font-provider", "none"},
    {"resume-playback", "no"},
    {"save-position-on-quit", "no"},
    /* bounded, and the same on every machine */
    {"hwdec", "no"},
    {"vd-lavc-threads", "2"},
    {"cache", "no"},
    {"demuxer-max-bytes", "32MiB"},
    {"demuxer-max-back-bytes", "16MiB"},
    {"hr-seek", "yes"},
    {"sws-fast", "yes"},
    {"audio-fallback-to-null", "yes"}, /* a busy device costs the sound, not the picture */
    {"audio-client-name", "leitai"},
    {"stop-screensaver", "no"},
};

static mpv_handle *fail(mpv_handle *mpv, char *why, size_t cap, const char *what)
{
    snprintf(why, cap, "%s", what);
    if (mpv)
        libmpv()->terminate_destroy(mpv);
    return NULL;
}

mpv_handle *core_create(const char *vo, bool audio, char *why, size_t cap)
{
    const char *numeric = setlocale(LC_NUMERIC, NULL);
    if (!numeric || strcmp(numeric, "C") != 0)
        return fail(NULL, why, cap, "LC_NUMERIC is not \"C\"");
    if (!libmpv())
        return fail(NULL, why, cap, libmpv_missing());
    mpv_handle *mpv = libmpv()->create();
    if (!mpv)
        return fail(NULL, why, cap, "libmpv cannot be started");
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        int e = libmpv()->set_option_string(mpv, options[i][0], options[i][1]);
        if (e < 0 && e != MPV_ERROR_OPTION_NOT_FOUND) { /* built without it: nothing to forbid */
            snprintf(why, cap, "libmpv: %s: %s", options[i][0], libmpv()->error_string(e));
            libmpv()->terminate_destroy(mpv);
            return NULL;
        }
    }
    libmpv()->set_option_string(mpv, "vo", vo);
    if (!audio) {
        libmpv()->set_option_string(mpv, "aid", "no");
        libmpv()->set_option_string(mpv, "ao", "null");
    }
    int e = libmpv()->initialize(mpv);
    return e < 0 ? fail(mpv, why, cap, libmpv()->error_string(e)) : mpv;
}

bool core_path(const char *folder, const char *path, char out[VIDEO_FILE_PATH], char *why,
               size_t cap)
{
    char joined[VIDEO_FILE_PATH], home[PATH_MAX], file[PATH_MAX];
    const char *dir = folder && folder[0] ? folder : ".";
    int n = snprintf(joined, sizeof joined, "%s/%s", dir, path);
    if (n < 0 || (size_t)n >= sizeof joined || !realpath(dir, home) || !realpath(joined, file)) {
        snprintf(why, cap, "%s: not found", path);
        return false;
    }
    size_t length = strlen(home);
    if (strncmp(file, home, length) != 0 || (length > 1 && file[length] != '/')) {
        snprintf(why, cap, "%s: outside the contest folder", path);
        return false;
    }
    snprintf(out, VIDEO_FILE_PATH, "%s", file);
    return true;
}
