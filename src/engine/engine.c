#include "engine/internal.h"

#include "instant/instant.h"

#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

static int64_t wall_us(void *ctx)
{
    (void)ctx;
    return instant_wall_us();
}

static void remember(void *ctx, int64_t at_us, int64_t seq, const char *line)
{
    struct engine *e = ctx;
    size_t n = strlen(line);
    (void)at_us;
    (void)seq;
    pthread_mutex_lock(&e->view_lock);
    if (e->said_length + n + 2 > e->said_room) {
        size_t room = (e->said_room + n + 2) * 2;
        char *more = realloc(e->said, room);
        if (more) {
            e->said = more;
            e->said_room = room;
        }
    }
    if (e->said_length + n + 2 <= e->said_room) {
        memcpy(e->said + e->said_length, line, n);
        memcpy(e->said + e->said_length + n, "\n", 2);
        e->said_length += n + 1;
    }
    pthread_mutex_unlock(&e->view_lock);
}

char *engine_said(struct engine *e)
{
    pthread_mutex_lock(&e->view_lock);
    char *copy = strdup(e->said ? e->said : "");
    pthread_mutex_unlock(&e->view_lock);
    return copy;
}

struct engine *engine_create(const struct engine_options *options, struct journal_error *error)
{
    static const struct journal_error no_memory = {
        .kind = JOURNAL_IO, .what = "内存不足", .remedy = "关闭其他程序后再试"};
    struct engine *e = calloc(1, sizeof *e);
    *error = no_memory;
    if (!e)
        return NULL;
    e->options = *options;
    e->mailbox.fd = -1;
    struct show_options show = {.journal = options->journal,
                                .rehearsal = options->rehearsal,
                                .narration_words = options->narration_words,
                                .wall_us = wall_us};
    struct boxes_config *boxes = calloc(1, sizeof *boxes);
    bool ok = publish_init(e) && boxes && mailbox_init(&e->mailbox);
    if (ok)
        e->show = show_create(options->folder, &show, error);
    if (e->show) {
        house_boxes_config(&options->folder->stage, boxes);
        boxes->pads = options->pads;
        e->boxes = boxes_create(boxes, NULL, house_event, e);
        *error = e->boxes ? (struct journal_error){0} : no_memory;
        show_listen(e->show, remember, e);
    }
    free(boxes);
    if (!e->boxes) {
        engine_destroy(e);
        return NULL;
    }
    const char *mirror = options->folder->stage.mirror;
    if (options->journal && mirror && mirror[0])
        e->mirror = mirror_start(options->journal, mirror, options->operator_words);
    e->born_us = instant_mono_us();
    e->base_us = e->born_us - show_start_us(e->show);
    e->base_before_us = show_resumed(e->show)
                            ? show_zero_wall_us(e->show) - (instant_wall_us() - e->born_us)
                            : e->base_us;
    return e;
}

void engine_destroy(struct engine *e)
{
    if (!e)
        return;
    engine_stop(e);
    boxes_destroy(e->boxes);
    mirror_stop(e->mirror, MIRROR_WAIT_MS);
    show_destroy(e->show);
    mailbox_finish(&e->mailbox);
    publish_finish(e);
    free(e->said);
    free(e);
}

static void take_mail(struct engine *e, const struct mail *m)
{
    switch (m->kind) {
    case MAIL_KEY: {
        int64_t at = m->mono_us - e->base_us;
        if (show_key(e->show, (enum key)m->value, at) != SHOW_REFUSED)
            e->notice.until_us = 0; /* the host has moved on */
        break;
    }
    case MAIL_PRESS: {
        int64_t at = m->mono_us - e->base_us;
        struct input in = {.kind = INPUT_PRESS,
                           .at_us = at,
                           .seat = m->value,
                           .press_us = at,
                           .lo_us = at,
                           .hi_us = at,
                           .arrived_us = at,
                           .box = -1};
        show_input(e->show, &in);
        break;
    }
    case MAIL_STATUS:
        e->status[m->value].light = m->light;
        words_copy(e->status[m->value].text, sizeof e->status[m->value].text, m->text);
        e->dirty = true;
        break;
    case MAIL_PAGES:
        show_pages(e->show, m->value);
        break;
    case MAIL_NOTICE:
        house_notice(e, m->light, m->text, m->remedy);
        break;
    case MAIL_STOP:
        e->stopping = true;
        break;
    }
}

/* Returns when it was to end at the latest. */
static int64_t wait_for_something(struct engine *e, struct pollfd *fds, size_t n)
{
    int64_t now = instant_mono_us(), until = e->health_us + HEALTH_US;
    int64_t show = show_next_wake(e->show, now - e->base_us), boxes = boxes_next_wake_us(e->boxes);
    bool held = e->hold_us < INT64_MAX; /* it is the boxes that are waited for */
    if (!held && show < INT64_MAX && show + e->base_us < until)
        until = show + e->base_us;
    if (boxes < until)
        until = boxes;
    int64_t left = until > now ? until - now : 0;
    struct timespec t = {.tv_sec = left / 1000000, .tv_nsec = left % 1000000 * 1000};
    while (ppoll(fds, n, &t, NULL) < 0 && errno == EINTR)
        ;
    return until > now ? until : now;
}

static void take_all_mail(struct engine *e)
{
    struct mail m;
    mailbox_drain(&e->mailbox);
    while (mailbox_take(&e->mailbox, &m))
        take_mail(e, &m);
}

/* A decision doesn't wait for a frame to be drawn, nor for another program, where the system grants
 * that (a limit `rtprio` or `nice`, see README). It sleeps but for microseconds, and children don't
 * inherit it. */
static void take_precedence(void)
{
    struct sched_param first = {.sched_priority = 1};
    if (sched_setscheduler(0, SCHED_RR | SCHED_RESET_ON_FORK, &first) != 0)
        setpriority(PRIO_PROCESS, (id_t)gettid(), -10);
}

static void *loop(void *ctx)
{
    struct engine *e = ctx;
    struct pollfd fds[BOXES_MAX + 1];
    int64_t now = instant_mono_us();
    take_precedence();
    publish(e, now);
    while (!e->stopping || !mailbox_empty(&e->mailbox)) {
        bool held = e->hold_us < INT64_MAX; /* the boxes first */
        fds[0] = (struct pollfd){.fd = e->mailbox.fd, .events = held ? 0 : POLLIN};
        size_t n = boxes_pollfds(e->boxes, fds + 1, BOXES_MAX);
        bool stood = clocks_watch(e, wait_for_something(e, fds, n + 1));
        now = instant_mono_us();
        clocks_hold(e, now);
        if (stood || e->hold_us < INT64_MAX) /* what the wait saw may be older than `now` */
            poll(fds, n + 1, 0);
        clocks_run(e, now); /* clocks that ran out before what comes now */
        boxes_hold_acks(e->boxes, show_blocked(e->show, NULL));
        boxes_step(e->boxes, fds + 1, n, now);
        if (!boxes_deciding(e->boxes))
            e->hold_us = INT64_MAX;
        if (e->hold_us == INT64_MAX)
            take_all_mail(e);
        now = instant_mono_us();
        clocks_run(e, now);
        mirror_follow(e->mirror, show_entries(e->show));
        house_effects(e, now);
        bool health = now >= e->health_us + HEALTH_US;
        if (health)
            e->health_us = now;
        if (show_changed(e->show) || e->dirty || health)
            publish(e, now);
        e->awake_us = now;
    }
    return NULL;
}

bool engine_start(struct engine *e)
{
    e->health_us = instant_mono_us();
    clocks_start(e);
    e->started = pthread_create(&e->thread, NULL, loop, e) == 0;
    return e->started;
}

void engine_stop(struct engine *e)
{
    if (!e->started)
        return;
    struct mail stop = {.kind = MAIL_STOP};
    while (!mailbox_put(&e->mailbox, &stop)) {
        struct timespec t = {.tv_nsec = 1000000};
        nanosleep(&t, NULL);
    }
    pthread_join(e->thread, NULL);
    e->started = false;
}

bool engine_key(struct engine *e, enum key key, int64_t mono_us)
{
    struct mail m = {.kind = MAIL_KEY, .value = (int)key, .mono_us = mono_us};
    return mailbox_put(&e->mailbox, &m);
}

bool engine_press(struct engine *e, int seat, int64_t mono_us)
{
    struct mail m = {.kind = MAIL_PRESS, .value = seat, .mono_us = mono_us};
    return mailbox_put(&e->mailbox, &m);
}

void engine_status(struct engine *e, enum house_part part, enum light light, const char *text)
{
    struct mail m = {.kind = MAIL_STATUS, .value = (int)part, .light = light};
    words_copy(m.text, sizeof m.text, text);
    mailbox_put(&e->mailbox, &m);
}

void engine_pages(struct engine *e, int pages)
{
    struct mail m = {.kind = MAIL_PAGES, .value = pages};
    mailbox_put(&e->mailbox, &m);
}

void engine_tell(struct engine *e, enum light light, const char *what, const char *remedy)
{
    struct mail m = {.kind = MAIL_NOTICE, .light = light};
    words_copy(m.text, sizeof m.text, what);
    words_copy(m.remedy, sizeof m.remedy, remedy);
    mailbox_put(&e->mailbox, &m);
}

int64_t engine_show_us(const struct engine *e, int64_t mono_us)
{
    return mono_us - e->base_us;
}
