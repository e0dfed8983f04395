/* The main thread's part of the status strip, once a second. */
#include "run/internal.h"
#include "catalogue/catalogue.h"

#include <sys/statvfs.h>

enum { LOW_DISK_MB = 200 };

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
    bool muted = r->view && r->view->contest.state.muted;
    engine_status(r->engine, HOUSE_SOUND,
                  sound_ready(r->sound) && !muted && !sound_muted_any(r->sound) ? LIGHT_GOOD
                                                                                : LIGHT_WARN,
                  !sound_ready(r->sound) ? TR(w, "无声音设备")
                  : muted                ? TR(w, "已静音")
                                         : TR(w, "声音"));
    struct statvfs fs;
    if (!r->options.folder->stage.mirror[0] && statvfs(r->options.folder->dir, &fs) == 0) {
        unsigned long long mb = (unsigned long long)fs.f_bavail * fs.f_frsize >> 20;
        snprintf(text, sizeof text, TR(w, "磁盘余 %llu MB"), mb);
        engine_status(r->engine, HOUSE_DISK, mb > LOW_DISK_MB ? LIGHT_GOOD : LIGHT_BAD,
                      mb > LOW_DISK_MB ? "" : text);
    }
}
