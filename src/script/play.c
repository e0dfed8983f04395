/* A script in virtual time. Presses go through the arbiter like those of real boxes: each seat is a
 * box whose cable delivers what the script says, when the script says it. */
#include "arbiter/arbiter.h"
#include "script/script.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct player {
    const struct script *script;
    struct show *show;
    const struct script_camera *camera;
    struct arbiter arbiter;
    size_t next; /* steps before it have been done */
    char *said;
    size_t said_length, said_room;
    bool refused;
    uint16_t ev_no[TEAMS_MAX];
};

static void remember(void *ctx, int64_t at_us, int64_t seq, const char *line)
{
    struct player *p = ctx;
    size_t n = strlen(line);
    (void)at_us;
    (void)seq;
    if (p->said_length + n + 2 > p->said_room) {
        size_t room = (p->said_room + n + 2) * 2;
        char *more = realloc(p->said, room);
        if (!more)
            return;
        p->said = more;
        p->said_room = room;
    }
    memcpy(p->said + p->said_length, line, n);
    memcpy(p->said + p->said_length + n, "\n", 2);
    p->said_length += n + 1;
}

/* A box has handed over everything older than its earliest press still to come; the script knows
 * that one, so nothing waits out a tie window in which nobody presses. */
static void watermarks(struct player *p, int64_t now_us)
{
    int64_t mark[TEAMS_MAX];
    int64_t tie_us = contest_policy(show_contest(p->show))->tie_window_us;
    arbiter_tie_window(&p->arbiter, tie_us);
    for (int i = 0; i < TEAMS_MAX; i++)
        mark[i] = now_us + tie_us + 1;
    for (size_t i = p->next; i < p->script->count; i++) {
        const struct script_step *s = &p->script->steps[i];
        if (s->at_us > now_us + ARBITER_BOUND_US * 2 + tie_us)
            break;
        if (s->verb == SCRIPT_PRESS && s->press_us < mark[s->seat - 1])
            mark[s->seat - 1] = s->press_us;
    }
    for (int i = 0; i < TEAMS_MAX; i++)
        arbiter_watermark(&p->arbiter, i, mark[i]);
}

static void deliver(struct player *p, int64_t now_us)
{
    struct arbiter_press out[16];
    watermarks(p, now_us);
    size_t n = arbiter_release(&p->arbiter, now_us, out, 16);
    for (size_t i = 0; i < n; i++) {
        int32_t flags = (out[i].flags & ARBITER_LATE ? PRESS_LATE : 0) |
                        (out[i].flags & ARBITER_DECIDED_LATE ? PRESS_UNCERTAIN : 0);
        struct input in = {.kind = INPUT_PRESS,
                           .at_us = now_us,
                           .seat = out[i].seat,
                           .press_us = out[i].t_us,
                           .lo_us = out[i].lo_us,
                           .hi_us = out[i].hi_us,
                           .arrived_us = out[i].arrived_us,
                           .box = out[i].source,
                           .flags = flags};
        show_input(p->show, &in);
    }
}

/* Lets time pass: clocks that run out and presses that become final, in order. */
static void advance(struct player *p, int64_t to_us)
{
    for (;;) {
        int64_t clock = contest_next_wake(show_contest(p->show));
        int64_t press = arbiter_next_wake_us(&p->arbiter);
        int64_t at = clock < press ? clock : press;
        if (at > to_us)
            break;
        if (press <= clock)
            deliver(p, at);
        else
            show_wake(p->show, at);
    }
    show_wake(p->show, to_us);
}

static void press(struct player *p, const struct script_step *s)
{
    struct arbiter_press in = {.t_us = s->press_us,
                               .lo_us = s->press_us,
                               .hi_us = s->press_us,
                               .arrived_us = s->at_us,
                               .ev_no = ++p->ev_no[s->seat - 1],
                               .source = (uint8_t)(s->seat - 1),
                               .seat = (uint8_t)s->seat};
    arbiter_press(&p->arbiter, &in);
    deliver(p, s->at_us);
}

static void box(struct player *p, const struct script_step *s, enum box_state state)
{
    struct input in = {
        .kind = INPUT_BOX, .at_us = s->at_us, .seat = s->seat, .value = (int32_t)state};
    show_input(p->show, &in);
}

static void act(struct player *p, const struct script_step *s)
{
    switch (s->verb) {
    case SCRIPT_KEY:
        p->refused = show_key(p->show, (enum key)s->value, s->at_us) == SHOW_REFUSED;
        break;
    case SCRIPT_PRESS:
        press(p, s);
        break;
    case SCRIPT_HOLD:
        box(p, s, BOX_HELD);
        break;
    case SCRIPT_RELEASE:
    case SCRIPT_PLUG:
        box(p, s, BOX_READY);
        break;
    case SCRIPT_UNPLUG:
        box(p, s, BOX_LOST);
        break;
    case SCRIPT_COMMAND: {
        struct input in = {.kind = INPUT_COMMAND,
                           .at_us = s->at_us,
                           .command = s->command,
                           .seat = s->seat,
                           .value = s->value};
        in.number = s->value;
        snprintf(in.text, sizeof in.text, "%s", s->text);
        p->refused = show_input(p->show, &in) == SHOW_REFUSED;
        break;
    }
    case SCRIPT_SHOT:
        if (p->camera)
            p->camera->shot(p->camera->ctx, p->show, s->text, s->at_us);
        break;
    default:
        break;
    }
}

bool script_play_filmed(const struct script *script, struct show *show,
                        const struct script_camera *camera, int *line, char message[SCRIPT_MESSAGE])
{
    struct player *p = calloc(1, sizeof *p);
    if (!p)
        return false;
    p->script = script;
    p->show = show;
    p->camera = camera;
    p->said = calloc(1, 1);
    arbiter_init(&p->arbiter, 0);
    for (int i = 0; i < TEAMS_MAX; i++) {
        arbiter_source_add(&p->arbiter, i, ARBITER_FENCE, 0);
        arbiter_source_live(&p->arbiter, i);
    }
    show_listen(show, remember, p);
    bool ok = p->said != NULL;
    for (size_t i = 0; ok && i < script->count; i++) {
        const struct script_step *s = &script->steps[i];
        p->next = i;
        advance(p, s->at_us);
        p->next = i + 1;
        act(p, s);
        *line = s->line;
        ok = script_expect(s, show_contest(show), p->said, p->refused, s->at_us, message);
    }
    show_listen(show, NULL, NULL);
    free(p->said);
    free(p);
    return ok;
}

bool script_play(const struct script *script, struct show *show, int *line,
                 char message[SCRIPT_MESSAGE])
{
    return script_play_filmed(script, show, NULL, line, message);
}
