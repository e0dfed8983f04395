/* rooms: engine show box arbiter codec journal folder contest keypad view words layout script */
/* usage: soak FOLDER WORK SEED        a day of shows in virtual time
 *        soak FOLDER WORK SEED BOX-PROGRAM MINUTES   a real engine with boxes that fail
 * Memory, descriptors and threads must not grow, and the last hundred presses must be as fast as
 * the first. */
#include "../box_child.h"
#include "engine/engine.h"
#include "instant/instant.h"
#include "show/show.h"

#include <dirent.h>
#include <signal.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { HOURS_OF_SHOW = 3, SHOWS = 8, SPEED = 100, NO_ENTRY_US = 500000 };

static uint32_t dice(uint32_t *r, uint32_t below)
{
    *r ^= *r << 13;
    *r ^= *r >> 17;
    *r ^= *r << 5;
    return *r % below;
}

static int count_entries(const char *path)
{
    int n = 0;
    DIR *d = opendir(path);
    while (d && readdir(d))
        n++;
    if (d)
        closedir(d);
    return n;
}

struct footprint {
    int descriptors, threads;
    size_t heap; /* bytes in use */
};

/* Where a sanitizer keeps the heap, it is the one to ask. */
size_t __sanitizer_get_current_allocated_bytes(void) __attribute__((weak));

static struct footprint footprint(void)
{
    if (__sanitizer_get_current_allocated_bytes)
        return (struct footprint){.descriptors = count_entries("/proc/self/fd"),
                                  .threads = count_entries("/proc/self/task"),
                                  .heap = __sanitizer_get_current_allocated_bytes()};
    return (struct footprint){.descriptors = count_entries("/proc/self/fd"),
                              .threads = count_entries("/proc/self/task"),
                              .heap = mallinfo2().uordblks + mallinfo2().hblkhd};
}

static bool grew(const char *what, struct footprint was, struct footprint is)
{
    printf("%s: heap %zu → %zu KB, descriptors %d → %d, threads %d → %d\n", what, was.heap >> 10,
           is.heap >> 10, was.descriptors, is.descriptors, was.threads, is.threads);
    return is.descriptors > was.descriptors || is.threads > was.threads ||
           is.heap > was.heap + (2 << 20);
}

static enum key any_key(uint32_t *r, enum phase phase)
{
    uint32_t n = dice(r, 100);
    if (n < 25)
        return (enum key)dice(r, KEY_COUNT);
    if (phase == PHASE_ANSWER)
        return n < 60 ? KEY_PLUS : n < 80 ? KEY_MINUS : KEY_ENTER;
    return n < 30 ? KEY_DOT : KEY_ENTER;
}

/* ---- virtual time */

/* Score is base plus ledger, whatever has happened. */
static bool sound(const struct contest *c)
{
    for (int seat = 1; seat <= TEAMS_MAX; seat++) {
        int64_t sum = 0;
        for (int i = 0; i < c->state.ledger_count; i++)
            sum += c->state.ledger[i].seat == seat ? c->state.ledger[i].points_cp : 0;
        int32_t zero = 0;
        for (int i = 0; i < c->def->team_count; i++)
            zero = c->def->teams[i].seat == seat ? c->def->base_cp + c->def->teams[i].carry_in_cp
                                                 : zero;
        if (contest_team(c, seat) && contest_score_cp(c, seat) != zero + sum)
            return false;
    }
    return true;
}

static int64_t one_show(const struct folder *folder, const char *journal, uint32_t *r)
{
    struct journal_error e;
    struct show_options o = {.journal = journal};
    struct show *s = show_create(folder, &o, &e);
    int64_t at = 0, steps = 0;
    while (s && at < INT64_C(3600000000) * HOURS_OF_SHOW) {
        at += 100000 + dice(r, 12000000);
        for (int64_t wake; (wake = show_next_wake(s, at)) <= at;)
            show_wake(s, wake > 0 ? wake : 0);
        struct input press = {.kind = INPUT_PRESS,
                              .at_us = at,
                              .seat = 1 + (int)dice(r, 10),
                              .press_us = at - dice(r, 50000),
                              .arrived_us = at,
                              .box = (int)dice(r, 10)};
        press.lo_us = press.press_us - 100;
        press.hi_us = press.press_us + 100;
        struct input box = {.kind = INPUT_BOX,
                            .at_us = at,
                            .seat = 1 + (int)dice(r, 10),
                            .value = (int32_t)dice(r, 4)};
        uint32_t n = dice(r, 100);
        if (n < 20)
            show_input(s, &press);
        else if (n < 24)
            show_input(s, &box);
        else if (n < 25)
            show_input(s, &(struct input){.kind = dice(r, 2) ? INPUT_STANDSTILL : INPUT_CLOCK_SET,
                                          .at_us = at,
                                          .value = (int32_t)dice(r, 100000)});
        else
            show_key(s, any_key(r, show_contest(s)->state.phase), at);
        steps++;
    }
    if (!s || !sound(show_contest(s))) {
        fprintf(stderr, "soak: %s\n", s ? "score is not base plus ledger" : e.what);
        exit(1);
    }
    show_destroy(s);
    return steps;
}

static void forget(const char *journal)
{
    static const char *const parts[] = {"", "-wal", "-shm", ".lock"};
    char name[600];
    for (int i = 0; i < 4; i++) {
        snprintf(name, sizeof name, "%s%s", journal, parts[i]);
        unlink(name);
    }
}

static int virtual_day(const struct folder *folder, const char *journal, uint32_t r)
{
    struct footprint was = {0};
    int64_t steps = 0, start = instant_mono_us();
    for (int i = 0; i < SHOWS; i++) {
        steps += one_show(folder, journal, &r);
        struct show_replay replay;
        struct journal_error e;
        bool whole = show_replay(&replay, journal, NULL, NULL, NULL, &e);
        show_replay_finish(&replay);
        if (!whole) {
            fprintf(stderr, "soak: %s\n", e.what);
            return 1;
        }
        forget(journal);
        if (i == 0)
            was = footprint();
    }
    printf("%d shows of %d hours, %lld steps in %.0f s\n", SHOWS, HOURS_OF_SHOW, (long long)steps,
           (double)(instant_mono_us() - start) / 1e6);
    return grew("a day in virtual time", was, footprint());
}

/* ---- real time */

static void misfortune(FILE *boxes, uint32_t *r)
{
    static const char *const faults[] = {"drop 3",     "corrupt 3", "duplicate 3", "deaf 2",
                                         "stall 4 80", "reboot 5",  "hangup 6 1",  "flood 7 1",
                                         "delay 8 20", "delay 8 0"};
    fprintf(boxes, "%s\n", faults[dice(r, sizeof faults / sizeof *faults)]);
}

/* How long each of SPEED presses at a box takes until the view with it is out: from the order to
 * the finger to the published entry. The median is for people; what a busy machine
 * leaves alone is how long the best tenth takes. */
struct speed {
    int64_t best_us, median_us;
};

static int ascending(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static struct speed press_speed(struct engine *e, FILE *fingers)
{
    int64_t times[SPEED];
    for (int i = 0; i < SPEED; i++) {
        const struct view *v = engine_take(e);
        int64_t had = v ? v->house.entries : 0, start = instant_mono_us();
        fprintf(fingers, "press %d\n", 1 + i % 2); /* told in any state: an entry at least */
        while ((v = engine_take(e)) && v->house.entries <= had &&
               instant_mono_us() < start + NO_ENTRY_US)
            usleep(50);
        times[i] = instant_mono_us() - start;
        usleep(60000); /* debounced, released, acknowledged */
    }
    qsort(times, SPEED, sizeof *times, ascending);
    return (struct speed){times[SPEED / 10], times[SPEED / 2]};
}

static bool slower(struct speed first, struct speed last)
{
    printf("a press takes %lld us (best tenth %lld) at first, %lld us (%lld) at last\n",
           (long long)first.median_us, (long long)first.best_us, (long long)last.median_us,
           (long long)last.best_us);
    return last.best_us > first.best_us * 2 + 2000 || last.median_us >= NO_ENTRY_US;
}

static int real_time(const struct folder *folder, const char *work, const char *journal,
                     const char *program, double minutes, uint32_t r)
{
    struct box_child child;
    struct journal_error e;
    struct engine_options o = {.folder = folder, .journal = journal};
    struct engine *engine =
        box_child_start(&child, work, program, 10) ? engine_create(&o, &e) : NULL;
    FILE *boxes = child.fingers;
    if (!engine || !engine_start(engine))
        return 1;
    sleep(2);
    struct speed first = press_speed(engine, boxes);
    int64_t end = instant_mono_us() + (int64_t)(minutes * 60e6), actions = 0;
    for (int i = 0; i < 400; i++) { /* what is allocated once is allocated by now */
        engine_key(engine, any_key(&r, PHASE_READ), instant_mono_us());
        usleep(2000);
    }
    struct footprint was = footprint();
    for (; instant_mono_us() < end; actions++) {
        const struct view *v = engine_take(engine);
        uint32_t n = dice(&r, 100);
        if (n < 3)
            misfortune(boxes, &r);
        else if (n < 40)
            fprintf(boxes, "press %u\n", 1 + dice(&r, 10));
        else
            engine_key(engine, any_key(&r, v ? v->contest.state.phase : PHASE_TITLE),
                       instant_mono_us());
        usleep(dice(&r, 60000));
    }
    sleep(4); /* boxes that are out come back */
    struct footprint is = footprint();
    struct speed last = press_speed(engine, boxes);
    engine_stop(engine);
    engine_destroy(engine);
    box_child_stop(&child);
    printf("%lld actions in %.1f minutes\n", (long long)actions, minutes);
    bool slow = slower(first, last);
    /* every remembered step of the show is memory that was meant to grow */
    is.heap = is.heap > was.heap + (8 << 20) ? is.heap : was.heap;
    return grew("real time", was, is) || slow;
}

int main(int argc, char **argv)
{
    static const char *const presets[] = {"config/presets", NULL};
    char journal[500];
    struct folder_report report;
    if (argc != 4 && argc != 6)
        return 2;
    signal(SIGPIPE, SIG_IGN);
    folder_report_init(&report);
    struct folder *folder = folder_load(argv[1], presets, &report);
    if (!folder) {
        folder_report_print(&report, stderr);
        return 2;
    }
    snprintf(journal, sizeof journal, "%s/soak.journal", argv[2]);
    uint32_t seed = (uint32_t)atoi(argv[3]) * 2654435761u | 1;
    int status = argc == 4 ? virtual_day(folder, journal, seed)
                           : real_time(folder, argv[2], journal, argv[4], atof(argv[5]), seed);
    folder_destroy(folder);
    folder_report_finish(&report);
    return status;
}
