/* The main thread's part of the status strip, once a second. */
#include "run/internal.h"
#include "catalogue/catalogue.h"

#include <sys/statvfs.h>

enum { LOW_DISK_MB = 200 };

static void report_sound(struct run *r, const struct words *w)
{
    const struct stage_config *c = &r->options.folder->stage;
    bool ready = r->sound && sound_ready(r->sound);
    bool muted = (r->view && r->view->contest.state.muted) || c->volume_percent == 0;
    char names[NAME_TEXT], text[NAME_TEXT] = "";
    int off = cue_mix_list(&c->sounds, w, names, sizeof names);
    if (off == 1)
        snprintf(text, sizeof text, TR(w, "静音：%.36s"), names);
    else if (off)
        snprintf(text, sizeof text, TR(w, "静音 %d 项"), off);
    words_mend(text);
    engine_status(r->engine, HOUSE_SOUND, ready && !muted && !off ? LIGHT_GOOD : LIGHT_WARN,
                  !ready  ? TR(w, "无声音设备")
                  : muted ? TR(w, "已静音")
                  : off   ? text
                          : TR(w, "声音"));
}

void status_report(struct run *r)
{
    const struct words *w = catalogue_words(r->options.folder->stage.operator_language);
    char text[NAME_TEXT];
    const char *display = r->audience_window ? window_display(r->audience_window) : "";
    snprintf(text, sizeof text, TR(w, "观众屏 %.30s"), display[0] ? display : TR(w, "未接"));
    engine_status(r->engine, HOUSE_AUDIENCE, display[0] ? LIGHT_GOOD : LIGHT_BAD, text);
    bool own = grab_holds(r->grab), heard = own || SDL_GetKeyboardFocus() != NULL;
    engine_status(r->engine, HOUSE_KEYPAD, heard ? LIGHT_GOOD : LIGHT_WARN,
                  own     ? TR(w, "小键盘专用")
                  : heard ? TR(w, "小键盘")
                          : TR(w, "小键盘：点一下窗口"));
    report_sound(r, w);
    struct statvfs fs;
    if (!r->options.folder->stage.mirror[0] && statvfs(r->options.folder->dir, &fs) == 0) {
        unsigned long long mb = (unsigned long long)fs.f_bavail * fs.f_frsize >> 20;
        snprintf(text, sizeof text, TR(w, "磁盘余 %llu MB"), mb);
        engine_status(r->engine, HOUSE_DISK, mb > LOW_DISK_MB ? LIGHT_GOOD : LIGHT_BAD,
                      mb > LOW_DISK_MB ? "" : text);
    }
}
