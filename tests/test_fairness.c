/* rooms: arbiter */
/*
 * Who pressed first? 10,000 pairs of presses on different boxes, 1 ms and 200 µs apart, through
 * modelled cables: crystals off by up to 5000 ppm, 115200 and 250000 baud, random delays both ways,
 * and a host that stalls for up to 40 ms. Clock sync and arbiter are the real ones; the truth is
 * known. The same run says what the order of arrival would have decided.
 */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arbiter/arbiter.h"
#include "arbiter/sync.h"
#include "support/sanitized.h"

enum { BOXES = 4, PAIRS = 10000 / LESS, EVENTS = 64 };

static uint64_t rng_state;
static double uniform(void)
{
    rng_state ^= rng_state << 13;
    rng_state ^= rng_state >> 7;
    rng_state ^= rng_state << 17;
    return (double)(rng_state >> 11) / 9007199254740992.0;
}
static double exponential(double mean)
{
    return -mean * log(1 - uniform());
}

struct box {
    double ppm, baud, turned_on; /* turned_on: box clock at host time 0 */
    struct sync sync;
    double line_free; /* when the last byte now under way to the host is through */
    double out_free;  /* and to the box */
    double read_last; /* when the host last read from it: bytes stay in order */
    uint16_t ev_no;
    double pressed; /* true time of a press not yet sent, < 0: none */
    bool asked;
};

enum what { PRESS_AT_BOX, ASK, ASKED_AT_BOX, PRESS_AT_HOST, ANSWER_AT_HOST };
struct event {
    double at;
    enum what what;
    int box;
    double t1, t2, t3, pressed;
};

static struct box boxes[BOXES];
static struct arbiter arb;
static struct event events[EVENTS];
static int event_count;
static double stall_until;
static int first_arrived;

static double wire_us(const struct box *b)
{
    return 22 * 10 * 1e6 / b->baud;
}

static uint32_t clock_of(const struct box *b, double host_us)
{
    return (uint32_t)(int64_t)floor(b->turned_on + host_us * (1 + b->ppm * 1e-6));
}

static void add(struct event e)
{
    ck_assert_int_lt(event_count, EVENTS);
    events[event_count++] = e;
}

/* When the host gets round to something that is ready at t: its thread may be asleep. */
static double host_wakes(double t)
{
    if (t >= stall_until && uniform() < 0.01)
        stall_until = t + 40000 * uniform();
    return (t < stall_until ? stall_until : t) + 20 + exponential(60);
}

static double to_host(struct box *b, double from)
{
    double start = from > b->line_free ? from : b->line_free;
    b->line_free = start + wire_us(b);
    b->read_last = fmax(b->read_last + 1, host_wakes(b->line_free + exponential(60)));
    return b->read_last;
}

static void send_press(int i)
{
    struct box *b = &boxes[i];
    double at = to_host(b, b->pressed + 20 + 200 * uniform());
    add((struct event){.at = at, .what = PRESS_AT_HOST, .box = i, .pressed = b->pressed});
    b->pressed = -1;
}

static void press_at_host(const struct event *e)
{
    struct box *b = &boxes[e->box];
    struct sync_estimate t = sync_host_time(&b->sync, clock_of(b, e->pressed));
    ck_assert(t.valid);
    ck_assert(t.lo_us <= e->pressed && e->pressed <= t.hi_us);
    struct arbiter_press p = {.t_us = t.t_us,
                              .lo_us = t.lo_us,
                              .hi_us = t.hi_us,
                              .own_us = 5,
                              .arrived_us = (int64_t)e->at,
                              .ev_no = ++b->ev_no,
                              .source = (uint8_t)e->box,
                              .seat = (uint8_t)(e->box + 1)};
    ck_assert_int_eq(arbiter_press(&arb, &p), ARBITER_TAKEN);
    if (first_arrived < 0)
        first_arrived = e->box;
}

static void answer_at_host(const struct event *e)
{
    struct box *b = &boxes[e->box];
    uint32_t t3 = clock_of(b, e->t3);
    ck_assert_int_eq(
        sync_add(&b->sync, (int64_t)floor(e->t1), clock_of(b, e->t2), t3, (int64_t)ceil(e->at)),
        SYNC_TAKEN);
    arbiter_watermark(&arb, e->box, sync_host_time(&b->sync, t3).lo_us);
    b->asked = false;
}

static void handle(struct event e)
{
    struct box *b = &boxes[e.box];
    switch (e.what) {
    case PRESS_AT_BOX:
        b->pressed = e.at;
        send_press(e.box);
        break;
    case ASK:
        b->asked = true;
        e.t1 = e.at;
        e.what = ASKED_AT_BOX;
        b->out_free = fmax(b->out_free, e.at + 20 + exponential(60)) + wire_us(b);
        e.at = b->out_free;
        add(e);
        break;
    case ASKED_AT_BOX:
        e.t2 = e.at;
        e.t3 = fmax(e.at + 600, b->line_free);
        e.what = ANSWER_AT_HOST;
        /* The fence: what was pressed before t3 has been put on the line before. PRESS_AT_BOX
         * events are handled in time order, so only those between t2 and t3 are still to come. */
        for (int i = 0; i < event_count; i++) {
            if (events[i].what == PRESS_AT_BOX && events[i].box == e.box && events[i].at < e.t3) {
                b->pressed = events[i].at;
                events[i] = events[--event_count];
                send_press(e.box);
                break;
            }
        }
        e.t3 = fmax(e.t3, b->line_free);
        e.at = to_host(b, e.t3);
        add(e);
        break;
    case PRESS_AT_HOST:
        press_at_host(&e);
        break;
    case ANSWER_AT_HOST:
        answer_at_host(&e);
        break;
    }
}

static int earliest(void)
{
    int best = 0;
    for (int i = 1; i < event_count; i++)
        if (events[i].at < events[best].at)
            best = i;
    return best;
}

/* Runs until nothing is under way; returns how many presses were released, in order, into out. */
static size_t run(struct arbiter_press *out, size_t max)
{
    size_t n = 0;
    while (event_count > 0) {
        int i = earliest();
        struct event e = events[i];
        events[i] = events[--event_count];
        handle(e);
        if (e.what != PRESS_AT_HOST && e.what != ANSWER_AT_HOST)
            continue;
        n += arbiter_release(&arb, (int64_t)e.at, out + n, max - n);
        uint64_t wanted = arbiter_wants_fence(&arb);
        for (int b = 0; b < BOXES; b++)
            if ((wanted >> b & 1) && !boxes[b].asked) {
                boxes[b].asked = true;
                add((struct event){.at = e.at + 10, .what = ASK, .box = b});
            }
    }
    return n;
}

static void set_up(int count)
{
    static const struct box kinds[BOXES] = {{.ppm = 2021, .baud = 115200, .turned_on = 4294.9e6},
                                            {.ppm = -450, .baud = 250000, .turned_on = 77e6},
                                            {.ppm = 5000, .baud = 115200, .turned_on = 3e9},
                                            {.ppm = -5000, .baud = 250000, .turned_on = 0}};
    arbiter_init(&arb, 0);
    event_count = 0;
    stall_until = 0;
    for (int i = 0; i < BOXES; i++) {
        boxes[i] = kinds[i];
        boxes[i].pressed = -1;
        sync_init(&boxes[i].sync, 5100, (int64_t)(wire_us(&boxes[i]) * 0.97));
        arbiter_source_add(&arb, i, ARBITER_FENCE, 0);
        if (i < count)
            arbiter_source_live(&arb, i);
    }
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void play(int count, double gap_us, double p99_limit_us)
{
    static double error[PAIRS];
    struct arbiter_press out[16];
    int wrong = 0, by_arrival = 0, unsure = 0, waited = 0;
    double longest = 0;
    set_up(count);
    double now = 1e6;
    for (int pair = -60; pair < PAIRS; pair++) {
        for (int i = 0; i < count; i++) /* two sync requests per box and pair: 20/s */
            for (int k = 0; k < 2; k++)
                add((struct event){.at = now + (k + uniform()) * 45000, .what = ASK, .box = i});
        ck_assert_uint_eq(run(out, 16), 0);
        int a = (int)(uniform() * count), b = (a + 1 + (int)(uniform() * (count - 1))) % count;
        now = fmax(now + 95000, stall_until + 1);
        first_arrived = -1;
        if (pair < 0)
            continue;
        double press = now + 3000 * uniform();
        add((struct event){.at = press, .what = PRESS_AT_BOX, .box = a});
        add((struct event){.at = press + gap_us, .what = PRESS_AT_BOX, .box = b});
        size_t n = run(out, 16);
        if (n == 1) { /* a host asleep for longer than the bound */
            n += arbiter_release(&arb, (int64_t)now + 1000000, out + 1, 15);
            waited++;
        }
        ck_assert_uint_eq(n, 2);
        wrong += out[0].source != a;
        by_arrival += first_arrived != a;
        struct arbiter_margin m = arbiter_margin(&out[0], &out[1]);
        unsure += m.overlap;
        error[pair] =
            fabs((out[0].source == a ? (double)m.margin_us : -(double)m.margin_us) - gap_us);
        longest = fmax(longest, (double)(out[0].released_us) - press);
        now = fmax(now + 5000, fmax((double)out[1].released_us, stall_until) + 1);
    }
    qsort(error, PAIRS, sizeof *error, by_value);
    printf("fairness: %d boxes, gap %4.0f µs, %d pairs: wrong order %d; by arrival %d (%.1f %%); "
           "gap error p50 %.1f p99 %.1f max %.1f µs; intervals overlap in %.1f %%; "
           "longest press to verdict %.1f ms\n",
           count, gap_us, PAIRS, wrong, by_arrival, 100.0 * by_arrival / PAIRS, error[PAIRS / 2],
           error[PAIRS * 99 / 100], error[PAIRS - 1], 100.0 * unsure / PAIRS, longest / 1000);
    ck_assert_int_eq(wrong, 0);
    ck_assert_int_gt(by_arrival, 0);
    ck_assert(error[PAIRS * 99 / 100] <= p99_limit_us);
}

START_TEST(one_millisecond_two_boxes)
{
    rng_state = 0x1234567;
    play(2, 1000, 100);
}
END_TEST

START_TEST(one_millisecond_four_boxes)
{
    rng_state = 0xABCDEF1;
    play(4, 1000, 100);
}
END_TEST

START_TEST(two_hundred_microseconds_two_boxes)
{
    rng_state = 0x55AA55AA;
    play(2, 200, 100);
}
END_TEST

START_TEST(two_hundred_microseconds_four_boxes)
{
    rng_state = 0x777;
    play(4, 200, 100);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fairness");
    TCase *tc = tcase_create("pairs");
    tcase_set_timeout(tc, 300);
    tcase_add_test(tc, one_millisecond_two_boxes);
    tcase_add_test(tc, one_millisecond_four_boxes);
    tcase_add_test(tc, two_hundred_microseconds_two_boxes);
    tcase_add_test(tc, two_hundred_microseconds_four_boxes);
    suite_add_tcase(suite, tc);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
