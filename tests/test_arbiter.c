/* rooms: arbiter */
/*
 * The arbiter, as narrated traces and as a property: with honest watermarks the release order is
 * the press order, however the cables delay and interleave.
 */
#include <check.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arbiter/arbiter.h"

static struct arbiter arb;
static char story[8192];

static void tell(const char *format, ...)
{
    va_list args;
    size_t n = strlen(story);
    va_start(args, format);
    vsnprintf(story + n, sizeof story - n, format, args);
    va_end(args);
}

static void start(int fence_sources)
{
    arbiter_init(&arb, 0);
    story[0] = '\0';
    for (int i = 0; i < fence_sources; i++) {
        arbiter_source_add(&arb, i, ARBITER_FENCE, 0);
        arbiter_source_live(&arb, i);
    }
}

static struct arbiter_press press_of(int source, int64_t t_us, int64_t half_us, uint16_t ev_no)
{
    return (struct arbiter_press){.t_us = t_us,
                                  .lo_us = t_us - half_us,
                                  .hi_us = t_us + half_us,
                                  .own_us = 5,
                                  .arrived_us = t_us + 2000,
                                  .ev_no = ev_no,
                                  .source = (uint8_t)source,
                                  .seat = (uint8_t)(source + 1)};
}

static enum arbiter_result press(int source, int64_t t_us, int64_t half_us, uint16_t ev_no)
{
    static const char *const name[] = {"taken", "duplicate", "full"};
    struct arbiter_press p = press_of(source, t_us, half_us, ev_no);
    enum arbiter_result r = arbiter_press(&arb, &p);
    tell("box %d pressed at %lld: %s\n", source, (long long)t_us, name[r]);
    return r;
}

static void mark(int source, int64_t t_us)
{
    arbiter_watermark(&arb, source, t_us);
    tell("box %d: all before %lld\n", source, (long long)t_us);
}

static void flag_text(uint32_t flags, char *out, size_t size)
{
    static const struct {
        uint32_t bit;
        const char *name;
    } names[] = {{ARBITER_LATE, " late"},
                 {ARBITER_DECIDED_LATE, " decided-late"},
                 {ARBITER_BACKDATED, " backdated"},
                 {ARBITER_UNACCEPTED, " unaccepted"}};
    out[0] = '\0';
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (flags & names[i].bit)
            strncat(out, names[i].name, size - strlen(out) - 1);
}

static size_t release(int64_t now_us)
{
    struct arbiter_press out[ARBITER_WAITING];
    size_t n = arbiter_release(&arb, now_us, out, ARBITER_WAITING);
    char flags[80];
    for (size_t i = 0; i < n; i++) {
        flag_text(out[i].flags, flags, sizeof flags);
        tell("at %lld: box %d %lld%s silent %llx\n", (long long)now_us, out[i].source,
             (long long)out[i].t_us, flags, (unsigned long long)out[i].silent);
    }
    if (n == 0)
        tell("at %lld: wait\n", (long long)now_us);
    return n;
}

START_TEST(earlier_press_on_the_slower_cable_wins)
{
    start(2);
    press(1, 5000, 100, 1);
    mark(1, 7000);
    release(7000);
    ck_assert_uint_eq(arbiter_wants_fence(&arb), 1);
    press(0, 4000, 100, 1);
    mark(0, 7200);
    release(7300);
    ck_assert_str_eq(story, "box 1 pressed at 5000: taken\n"
                            "box 1: all before 7000\n"
                            "at 7000: wait\n"
                            "box 0 pressed at 4000: taken\n"
                            "box 0: all before 7200\n"
                            "at 7300: box 0 4000 silent 0\n"
                            "at 7300: box 1 5000 silent 0\n");
    ck_assert_uint_eq(arbiter_wants_fence(&arb), 0);
    ck_assert_int_eq(arbiter_next_wake_us(&arb), ARBITER_NEVER);
}
END_TEST

START_TEST(silent_box_delays_by_the_bound_only)
{
    start(3);
    press(0, 1000, 50, 1); /* arrives at 3000 */
    mark(0, 4000);
    mark(1, 4000);
    release(52999);
    ck_assert_int_eq(arbiter_next_wake_us(&arb), 53000);
    release(53000);
    press(2, 900, 50, 1);
    mark(2, 60000);
    release(60000);
    ck_assert_str_eq(story, "box 0 pressed at 1000: taken\n"
                            "box 0: all before 4000\n"
                            "box 1: all before 4000\n"
                            "at 52999: wait\n"
                            "at 53000: box 0 1000 decided-late silent 4\n"
                            "box 2 pressed at 900: taken\n"
                            "box 2: all before 60000\n"
                            "at 60000: box 2 900 late silent 0\n");
}
END_TEST

/* "All before 1050" leaves room for one at 1050: asked again, and named if it says no more. */
START_TEST(watermark_at_the_very_end_is_not_past_it)
{
    start(2);
    press(0, 1000, 50, 1);
    mark(0, 1051);
    mark(0, 900); /* an older answer that was late: what was said holds */
    mark(1, 1050);
    ck_assert_uint_eq(arbiter_wants_fence(&arb), 2);
    ck_assert_uint_eq(release(4000), 0);
    release(53000);
    ck_assert_ptr_nonnull(strstr(story, "at 53000: box 0 1000 decided-late silent 2\n"));
}
END_TEST

START_TEST(lost_box_is_not_waited_for)
{
    start(2);
    press(0, 1000, 50, 1);
    mark(0, 4000);
    ck_assert_uint_eq(release(4000), 0);
    arbiter_source_lost(&arb, 1);
    ck_assert_uint_eq(release(4001), 1);
    /* Back again, with a press from before: told with its true time, as late. */
    arbiter_source_live(&arb, 1);
    press(1, 900, 50, 7);
    mark(1, 9000);
    mark(0, 9000);
    release(9000);
    ck_assert_ptr_nonnull(strstr(story, "at 9000: box 1 900 late silent 0\n"));
}
END_TEST

START_TEST(dead_heat_is_released_whole)
{
    struct arbiter_press out[4];
    start(2);
    press(0, 1000, 100, 1);
    press(1, 1150, 100, 1); /* overlaps */
    mark(0, 1200);
    mark(1, 1200); /* past the first, not past the second */
    ck_assert_uint_eq(arbiter_release(&arb, 1300, out, 4), 0);
    mark(0, 1300);
    mark(1, 1300);
    ck_assert_uint_eq(arbiter_release(&arb, 1400, out, 4), 2);
    struct arbiter_margin m = arbiter_margin(&out[0], &out[1]);
    ck_assert_int_eq(m.margin_us, 150);
    ck_assert_int_eq(m.uncertainty_us, 200);
    ck_assert(m.overlap);
    ck_assert_int_eq(arbiter_margin(&out[1], &out[0]).margin_us, -150);
}
END_TEST

/* A wide interval behind two narrow ones spans both: neither goes before it is known. */
START_TEST(wide_interval_holds_what_it_spans)
{
    start(2);
    press(0, 1000, 10, 1);
    press(0, 3000, 10, 2);
    press(1, 5000, 4500, 1);
    mark(0, 6000);
    mark(1, 6000);
    ck_assert_uint_eq(release(6000), 0);
    mark(0, 9600);
    mark(1, 9600);
    ck_assert_uint_eq(release(9700), 3);
}
END_TEST

START_TEST(one_box_tells_its_own_presses_apart)
{
    struct arbiter_press a = press_of(0, 1000, 300, 1), b = press_of(0, 1012, 300, 2);
    ck_assert(!arbiter_margin(&a, &b).overlap);
    b.t_us = 1010;
    ck_assert(arbiter_margin(&a, &b).overlap);
    b.source = 1;
    b.t_us = 1500;
    b.lo_us = 1200, b.hi_us = 1800;
    ck_assert(arbiter_margin(&a, &b).overlap);
    b.lo_us = 1300; /* both say 1300 is possible */
    ck_assert(arbiter_margin(&a, &b).overlap);
    b.lo_us = 1301;
    ck_assert(!arbiter_margin(&a, &b).overlap);
}
END_TEST

START_TEST(repeats_are_counted_not_delivered)
{
    start(1);
    ck_assert_int_eq(press(0, 1000, 10, 65535), ARBITER_TAKEN);
    ck_assert_int_eq(press(0, 1000, 10, 65535), ARBITER_DUPLICATE);
    ck_assert_int_eq(press(0, 3000, 10, 1), ARBITER_TAKEN); /* wrapped; 0 still missing */
    ck_assert_int_eq(press(0, 2000, 10, 0), ARBITER_TAKEN);
    ck_assert_int_eq(press(0, 2000, 10, 0), ARBITER_DUPLICATE);
    ck_assert_int_eq(press(0, 1000, 10, 65535), ARBITER_DUPLICATE);
    ck_assert_uint_eq(arb.counters.duplicate, 3);
    mark(0, 9000);
    ck_assert_uint_eq(release(9000), 3);
    ck_assert_int_eq(press(0, 1000, 10, 65535), ARBITER_DUPLICATE); /* also after its release */
    arbiter_source_restarted(&arb, 0);
    ck_assert_int_eq(press(0, 9100, 10, 1), ARBITER_TAKEN);
    /* A great jump forward, and something from before it. */
    ck_assert_int_eq(press(0, 9200, 10, 2000), ARBITER_TAKEN);
    ck_assert_int_eq(press(0, 9190, 10, 1999), ARBITER_TAKEN);
    ck_assert_int_eq(press(0, 9100, 10, 1), ARBITER_DUPLICATE);
}
END_TEST

START_TEST(backdated_press_comes_out_but_never_wins)
{
    struct arbiter_press out[2];
    start(1);
    mark(0, 5000);
    press(0, 4000, 100, 1);
    mark(0, 9000);
    ck_assert_uint_eq(arbiter_release(&arb, 9000, out, 2), 1);
    ck_assert(out[0].flags & ARBITER_BACKDATED);
    ck_assert(!arbiter_may_win(&out[0]));
    press(0, 8950, 100, 2); /* its interval reaches over the fence: it may be honest */
    mark(0, 20000);
    ck_assert_uint_eq(arbiter_release(&arb, 20000, out, 2), 1);
    ck_assert(arbiter_may_win(&out[0]));
}
END_TEST

START_TEST(stamp_from_the_future_spoils_nothing)
{
    struct arbiter_press out[4], p = press_of(0, 600000000, 100, 1);
    start(2);
    p.arrived_us = 5000;
    ck_assert_int_eq(arbiter_press(&arb, &p), ARBITER_TAKEN);
    press(1, 6000, 100, 1);
    mark(0, 7000);
    mark(1, 7000);
    ck_assert_uint_eq(arbiter_release(&arb, 8000, out, 4), 2);
    ck_assert(out[0].flags & ARBITER_FUTURE);
    ck_assert(!arbiter_may_win(&out[0]));
    ck_assert_int_eq(out[0].t_us, 5000);
    ck_assert(arbiter_may_win(&out[1]));
    ck_assert_uint_eq(out[1].flags & ARBITER_LATE, 0);
    p = press_of(1, 9000, 300, 2); /* the interval reaches beyond the arrival: cut */
    p.arrived_us = 9100;
    ck_assert_int_eq(arbiter_press(&arb, &p), ARBITER_TAKEN);
    mark(0, 20000);
    mark(1, 20000);
    ck_assert_uint_eq(arbiter_release(&arb, 20000, out, 4), 1);
    ck_assert_int_eq(out[0].hi_us, 9100);
    ck_assert_int_eq(out[0].t_us, 9000);
    ck_assert(arbiter_may_win(&out[0]));
}
END_TEST

/* What can't win does not make others late. */
START_TEST(unaccepted_press_makes_nobody_late)
{
    struct arbiter_press out[2], p = press_of(9, 5000, 10, 1);
    start(1);
    p.flags = ARBITER_UNACCEPTED;
    arbiter_press(&arb, &p);
    ck_assert_uint_eq(arbiter_release(&arb, 60000, out, 2), 1);
    press(0, 4000, 10, 1);
    mark(0, 60000);
    ck_assert_uint_eq(arbiter_release(&arb, 60001, out, 2), 1);
    ck_assert_uint_eq(out[0].flags & ARBITER_LATE, 0);
}
END_TEST

START_TEST(unaccepted_box_is_told_and_never_wins)
{
    struct arbiter_press out[2], p = press_of(9, 1000, 10, 1);
    start(1);
    p.flags = ARBITER_UNACCEPTED;
    ck_assert_int_eq(arbiter_press(&arb, &p), ARBITER_TAKEN); /* source 9 is not even declared */
    mark(0, 5000);
    ck_assert_uint_eq(arbiter_release(&arb, 5000, out, 2), 1);
    ck_assert(!arbiter_may_win(&out[0]));
    ck_assert_int_eq(out[0].source, 9);
}
END_TEST

START_TEST(full_arbiter_refuses_aloud)
{
    start(2);
    for (unsigned i = 0; i < ARBITER_WAITING; i++) {
        struct arbiter_press p = press_of(0, 1000 + i * 10, 1, (uint16_t)i);
        ck_assert_int_eq(arbiter_press(&arb, &p), ARBITER_TAKEN);
    }
    ck_assert_int_eq(press(0, 90000, 1, 600), ARBITER_FULL);
    ck_assert_uint_eq(arb.counters.full, 1);
    ck_assert_uint_eq(release(60000), ARBITER_WAITING);       /* all have waited their bound */
    ck_assert_int_eq(press(0, 90000, 1, 600), ARBITER_TAKEN); /* the repeat gets in */
}
END_TEST

START_TEST(legacy_source_is_waited_for_by_its_latency)
{
    start(1);
    arbiter_source_add(&arb, 1, ARBITER_LEGACY, 16000);
    arbiter_source_live(&arb, 1);
    press(0, 1000, 100, 1);
    mark(0, 5000);
    ck_assert_int_eq(arbiter_next_wake_us(&arb), 17101);
    ck_assert_uint_eq(arbiter_wants_fence(&arb), 0); /* nothing to ask a legacy source */
    ck_assert_uint_eq(release(17100), 0);
    ck_assert_uint_eq(release(17101), 1);
}
END_TEST

/* -- property ---------------------------------------------------------------------------------- */

static uint64_t rng_state = 1;
static unsigned rnd(unsigned n)
{
    rng_state = rng_state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(rng_state >> 33) % n;
}

enum { SOURCES = 12, ITEMS = 40 };
struct item { /* a press or a watermark, in the order its source sent it */
    int64_t t_us, arrives_us;
    bool fence;
};
static struct item queue[SOURCES][ITEMS];

/* Per source: presses and fences in time order, on a cable that keeps their order but delays at
 * will. */
static void make_traffic(int sources, int64_t delay_us)
{
    for (int s = 0; s < sources; s++) {
        int64_t t = 1000 + rnd(3000), free_us = 0;
        for (int i = 0; i < ITEMS; i++) {
            t += 1 + rnd(2000);
            int64_t arrives = t + 100 + rnd((unsigned)delay_us);
            free_us = arrives > free_us ? arrives : free_us + 1;
            queue[s][i] = (struct item){t, free_us, i == ITEMS - 1 || rnd(2)};
        }
        queue[s][ITEMS - 1].t_us = 1000000000;
    }
}

static int64_t run_traffic(int sources, int64_t *first_wrong)
{
    int next[SOURCES] = {0};
    int64_t last = 0, released = 0, now;
    for (;;) {
        int best = -1;
        for (int s = 0; s < sources; s++)
            if (next[s] < ITEMS &&
                (best < 0 || queue[s][next[s]].arrives_us < queue[best][next[best]].arrives_us))
                best = s;
        if (best < 0)
            return released;
        struct item *it = &queue[best][next[best]++];
        now = it->arrives_us;
        if (it->fence) {
            arbiter_watermark(&arb, best, it->t_us);
        } else {
            struct arbiter_press p = press_of(best, it->t_us, rnd(50), (uint16_t)next[best]);
            p.arrived_us = now;
            ck_assert_int_eq(arbiter_press(&arb, &p), ARBITER_TAKEN);
        }
        struct arbiter_press out[8];
        size_t n;
        while ((n = arbiter_release(&arb, now, out, 8)) > 0) {
            for (size_t i = 0; i < n; i++) {
                if (out[i].t_us < last || (out[i].flags & (ARBITER_LATE | ARBITER_BACKDATED)))
                    *first_wrong = out[i].t_us;
                last = out[i].t_us;
            }
            released += (int64_t)n;
        }
    }
}

START_TEST(order_is_true_whenever_watermarks_are_honest)
{
    int64_t released = 0;
    for (int run = 0; run < 2000; run++) {
        int sources = 1 + (int)rnd(SOURCES);
        int64_t wrong = -1;
        start(sources);
        arb.bound_us = 1000000000000; /* all watermarks arrive: never give up waiting */
        make_traffic(sources, 30000);
        released += run_traffic(sources, &wrong);
        ck_assert_int_eq(wrong, -1);
        ck_assert_uint_eq(arb.waiting_count, 0);
        ck_assert_uint_eq(arb.counters.released, arb.counters.taken);
    }
    printf("arbiter: 2000 shows, %lld presses on up to %d cables, all in press order\n",
           (long long)released, SOURCES);
}
END_TEST

/* With a bound some are decided too soon; then each wrong one says so, and none is missing. */
START_TEST(what_the_bound_costs_is_flagged)
{
    int64_t late = 0, released = 0;
    for (int run = 0; run < 500; run++) {
        int64_t ignored = -1;
        start(SOURCES);
        arb.bound_us = 5000;
        make_traffic(SOURCES, 60000);
        released += run_traffic(SOURCES, &ignored);
        struct arbiter_press out[ARBITER_WAITING];
        released += (int64_t)arbiter_release(&arb, 2000000, out, ARBITER_WAITING);
        ck_assert_uint_eq(arb.waiting_count, 0);
        ck_assert_uint_eq(arb.counters.released, arb.counters.taken);
        ck_assert(arb.counters.late == 0 || arb.counters.decided_late > 0);
        late += (int64_t)arb.counters.late;
    }
    ck_assert_int_gt(late, 0);
    printf(
        "arbiter: bound 5 ms on cables of up to 60 ms: %lld of %lld told as late, none missing\n",
        (long long)late, (long long)released);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("arbiter");
    TCase *tc = tcase_create("arbiter");
    tcase_set_timeout(tc, 120);
    tcase_add_test(tc, earlier_press_on_the_slower_cable_wins);
    tcase_add_test(tc, silent_box_delays_by_the_bound_only);
    tcase_add_test(tc, watermark_at_the_very_end_is_not_past_it);
    tcase_add_test(tc, lost_box_is_not_waited_for);
    tcase_add_test(tc, dead_heat_is_released_whole);
    tcase_add_test(tc, wide_interval_holds_what_it_spans);
    tcase_add_test(tc, one_box_tells_its_own_presses_apart);
    tcase_add_test(tc, repeats_are_counted_not_delivered);
    tcase_add_test(tc, backdated_press_comes_out_but_never_wins);
    tcase_add_test(tc, stamp_from_the_future_spoils_nothing);
    tcase_add_test(tc, unaccepted_press_makes_nobody_late);
    tcase_add_test(tc, unaccepted_box_is_told_and_never_wins);
    tcase_add_test(tc, full_arbiter_refuses_aloud);
    tcase_add_test(tc, legacy_source_is_waited_for_by_its_latency);
    tcase_add_test(tc, order_is_true_whenever_watermarks_are_honest);
    tcase_add_test(tc, what_the_bound_costs_is_flagged);
    suite_add_tcase(suite, tc);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
