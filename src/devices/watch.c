/* Asks the boxes, and shows what they say as it happens. */
#include "devices/internal.h"
#include "devices/json.h"
#include "instant/instant.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <time.h>

enum { STEP_US = 200000, SETTLE_US = 1200000, SWEEP_US = 2000 };

static const char *time_text(int64_t mono_us, char *out, size_t size)
{
    struct tm tm;
    int64_t wall_us = instant_wall_us() - instant_mono_us() + mono_us;
    time_t s = (time_t)(wall_us / 1000000);
    char hms[16] = "";
    if (localtime_r(&s, &tm))
        strftime(hms, sizeof hms, "%H:%M:%S", &tm);
    snprintf(out, size, "%s.%06d", hms, (int)(wall_us % 1000000));
    return out;
}

static void line_begins(struct look *l, const struct box_event *ev)
{
    char when[40], name[64];
    struct box_health h;
    boxes_box_health(l->boxes, ev->box, l->now_us, &h);
    fprintf(l->o.out, TR(l->o.words, "%s  第 %d 盒 %s  "), time_text(ev->t_us, when, sizeof when),
            ev->box + 1, harmless(h.name, name, sizeof name));
}

/* The last one pressed is lit. */
static void show_lamp(struct look *l, const struct box_event *ev)
{
    if (ev->seat >= 1 && ev->seat <= BOX_SEATS)
        boxes_lamp(l->boxes, UINT64_C(1) << (ev->seat - 1), 0);
}

static void tell_press(struct look *l, const struct box_event *ev)
{
    const struct words *w = l->o.words;
    static const struct {
        uint32_t flag;
        const char *text;
    } flags[] = {{ARBITER_UNACCEPTED, N_("未接受")},
                 {ARBITER_UNTIMED, N_("还没有对时")},
                 {ARBITER_BACKDATED, N_("时间不可信")},
                 {ARBITER_REPEATED, N_("重发")}};
    const struct arbiter_press *p = ev->press;
    fprintf(l->o.out, TR(w, "第 %d 键  "), ev->button + 1);
    if (ev->seat)
        fprintf(l->o.out, TR(w, "%d号  "), ev->seat);
    else
        fprintf(l->o.out, "%s  ", TR(w, "没有台号"));
    fprintf(l->o.out, "±%.3f ms", (double)(p->hi_us - p->lo_us) / 2000);
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if (p->flags & flags[i].flag)
            fprintf(l->o.out, "  %s", TR(w, flags[i].text));
    show_lamp(l, ev);
}

void watch_event(void *user, const struct box_event *ev)
{
    static const char *const texts[] = {
        [BOX_EVENT_FOUND] = N_("就绪"),         [BOX_EVENT_LOST] = N_("失联"),
        [BOX_EVENT_HELD] = N_("按住未松"),      [BOX_EVENT_RELEASED] = N_("松开了"),
        [BOX_EVENT_UNKNOWN] = N_("未接受的盒"), [BOX_EVENT_MESSAGE] = NULL};
    struct look *l = user;
    const struct words *w = l->o.words;
    char text[96];
    if (!l->watching)
        return;
    if (l->o.json) {
        if (ev->kind == BOX_EVENT_PRESS)
            show_lamp(l, ev);
        json_event(l, ev);
        return;
    }
    line_begins(l, ev);
    if (ev->kind == BOX_EVENT_PRESS) {
        tell_press(l, ev);
    } else if (ev->kind == BOX_EVENT_MESSAGE) {
        fprintf(l->o.out, "%s%s", TR(w, box_message_text((enum box_message)ev->code)),
                harmless(ev->text, text, sizeof text));
    } else {
        if (ev->button >= 0)
            fprintf(l->o.out, TR(w, "第 %d 键  "), ev->button + 1);
        fprintf(l->o.out, "%s", TR(w, texts[ev->kind]));
        if (ev->kind == BOX_EVENT_LOST)
            fprintf(l->o.out, "  %s", TR(w, box_cause_text((enum box_cause)ev->code)));
    }
    fputs("\n", l->o.out);
    fflush(l->o.out);
}

static bool all_live(const struct look *l)
{
    for (size_t i = 0; i < boxes_count(l->boxes); i++) {
        struct box_health h;
        boxes_box_health(l->boxes, (int)i, l->now_us, &h);
        if (h.presence != BOX_PRESENCE_LIVE)
            return false;
    }
    return true;
}

/* The next instant at which something may have to be done, in ms from now. */
static int wait_ms(const struct look *l, int64_t until_us)
{
    int64_t next_us = boxes_next_wake_us(l->boxes), now_us = instant_mono_us();
    next_us = next_us < now_us + STEP_US ? next_us : now_us + STEP_US;
    next_us = next_us < until_us ? next_us : until_us;
    if (l->o.pads && pads_in_use(l->o.pads))
        next_us = next_us < now_us + SWEEP_US ? next_us : now_us + SWEEP_US;
    return next_us > now_us ? (int)((next_us - now_us + 999) / 1000) : 0;
}

void watch_run(struct look *l, int64_t until_us, bool until_all_live)
{
    struct pollfd fds[BOXES_MAX];
    int64_t live_us = INT64_MAX; /* since when all have been live */
    l->now_us = instant_mono_us();
    while (l->now_us < until_us && !(l->o.stop && *l->o.stop)) {
        size_t n = boxes_pollfds(l->boxes, fds, BOXES_MAX);
        if (poll(fds, n, wait_ms(l, until_us)) < 0)
            for (size_t i = 0; i < n; i++)
                fds[i].revents = 0; /* a signal: only timers are due */
        if (l->o.sweep)
            l->o.sweep(l->o.sweep_ctx);
        l->now_us = instant_mono_us();
        boxes_step(l->boxes, fds, n, l->now_us);
        if (!all_live(l))
            live_us = INT64_MAX;
        else if (live_us == INT64_MAX)
            live_us = l->now_us;
        if (until_all_live && live_us < INT64_MAX && l->now_us - live_us >= SETTLE_US)
            return;
    }
}
