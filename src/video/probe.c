/* Is this a file that can be played? Decoded for real, without a window, a sound or a show. */
#include "instant/instant.h"
#include "video/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NEAR_END_US = 1000000 };

struct probe {
    mpv_handle *mpv;
    const char *path;
    int64_t until_us;
    char *why;
    size_t cap;
};

static bool fail(const struct probe *p, const char *what)
{
    snprintf(p->why, p->cap, "%.120s: %.120s", p->path, what);
    return false;
}

/* Waits for an event; an end of the file by error and running out of time are failures. */
static bool await(const struct probe *p, mpv_event_id wanted)
{
    for (;;) {
        int64_t left = p->until_us - instant_mono_us();
        if (left <= 0)
            return fail(p, "does not decode in time");
        mpv_event *e = libmpv()->wait_event(p->mpv, (double)left / 1e6);
        if (e->event_id == wanted)
            return true;
        if (e->event_id == MPV_EVENT_END_FILE) {
            const mpv_event_end_file *end = e->data;
            return fail(p, end->reason == MPV_END_FILE_REASON_ERROR
                               ? libmpv()->error_string(end->error)
                               : "ends at once");
        }
    }
}

static int64_t number(const struct probe *p, const char *name)
{
    int64_t n = 0;
    return libmpv()->get_property(p->mpv, name, MPV_FORMAT_INT64, &n) < 0 ? 0 : n;
}

static int64_t micro(const struct probe *p, const char *name)
{
    double s = 0;
    return libmpv()->get_property(p->mpv, name, MPV_FORMAT_DOUBLE, &s) < 0 ? 0 : (int64_t)(s * 1e6);
}

static bool has_track(const struct probe *p, const char *name)
{
    char *id = libmpv()->get_property_string(p->mpv, name);
    bool there = id && strcmp(id, "no") != 0;
    libmpv()->free(id);
    return there;
}

/* The first frame stands: its size is that of a decoded picture, not what a header claims. */
static bool first_frame(const struct probe *p, struct video_facts *facts)
{
    if (!await(p, MPV_EVENT_FILE_LOADED))
        return false;
    if (!has_track(p, "vid"))
        return fail(p, "there is no picture in it");
    if (!await(p, MPV_EVENT_PLAYBACK_RESTART))
        return false;
    facts->width = (int)number(p, "video-params/dw");
    facts->height = (int)number(p, "video-params/dh");
    facts->duration_us = micro(p, "duration");
    facts->audio = number(p, "track-list/count") > 1;
    if (facts->width <= 0 || facts->height <= 0)
        return fail(p, "no frame of it can be decoded");
    if (facts->duration_us <= 0)
        return fail(p, "a still picture, or a file that cannot be wound");
    if ((int64_t)facts->width * facts->height > VIDEO_PIXELS_MAX)
        return fail(p, "larger than 4096 x 2304");
    return true;
}

/* A copy that broke off shows it at the end, not at the beginning. */
static bool last_frame(const struct probe *p, struct video_facts *facts)
{
    int64_t at = facts->duration_us - NEAR_END_US;
    if (facts->audio && at > facts->duration_us / 10 * 9)
        at = facts->duration_us / 10 * 9; /* sound may go on after the last picture */
    char seconds[32];
    const char *args[] = {"seek", seconds, "absolute+exact", NULL};
    if (at <= 0) {
        facts->last_us = facts->duration_us;
        return true;
    }
    snprintf(seconds, sizeof seconds, "%.6f", (double)at / 1e6);
    if (libmpv()->command(p->mpv, args) < 0)
        return fail(p, "cannot be wound forward");
    if (!await(p, MPV_EVENT_PLAYBACK_RESTART))
        return false;
    facts->last_us = micro(p, "time-pos");
    int ended = 0;
    libmpv()->get_property(p->mpv, "eof-reached", MPV_FORMAT_FLAG, &ended);
    return (!ended && facts->last_us >= at - NEAR_END_US) || fail(p, "breaks off before its end");
}

bool video_probe(const char *folder, const char *path, int limit_ms, struct video_facts *facts,
                 char *why, size_t cap)
{
    char file[VIDEO_FILE_PATH];
    const char *args[] = {"loadfile", file, NULL};
    memset(facts, 0, sizeof *facts);
    if (!core_path(folder, path, file, why, cap))
        return false;
    struct probe p = {.path = path,
                      .until_us = instant_mono_us() + (int64_t)limit_ms * 1000,
                      .why = why,
                      .cap = cap,
                      .mpv = core_create("null", false, why, cap)};
    if (!p.mpv)
        return false;
    bool ok = libmpv()->command(p.mpv, args) >= 0 || fail(&p, "cannot be opened");
    ok = ok && first_frame(&p, facts) && last_frame(&p, facts);
    libmpv()->terminate_destroy(p.mpv);
    return ok;
}
