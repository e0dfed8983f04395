/* rooms: vbox box arbiter codec */
/*
 * Fairness through the whole path: virtual boxes that keep the protocol, bytes on cables, the
 * host's own sessions, clock sync and arbiter, a host that stalls. Every verdict is held against
 * the truth.
 */
#include <math.h>

#include "box_stage.h"
#include "support/sanitized.h"

enum { PAIRS = 10000 / LESS };

static uint32_t state;
static uint32_t below(uint32_t n)
{
    state = state * 1664525u + 1013904223u;
    return (uint32_t)((uint64_t)state * n >> 32);
}

static int64_t jitter_us(void)
{
    return 40 + (int64_t)(-100 * log(1 - below(1000000) / 1e6));
}

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

struct result {
    int wrong, outside, late, by_arrival;
    int64_t error[PAIRS], verdict[PAIRS];
};
static struct result result;

static void judge(int pair, const int64_t truth[], int first, int64_t gap_us)
{
    const struct arbiter_press *a = stage_press(0), *b = stage_press(1);
    ck_assert(a && b && !stage_press(2));
    result.wrong += a->source != first;
    result.outside += truth[a->source] < a->lo_us || truth[a->source] > a->hi_us;
    result.outside += truth[b->source] < b->lo_us || truth[b->source] > b->hi_us;
    result.late += (a->flags | b->flags) & ARBITER_LATE ? 1 : 0;
    int64_t margin = arbiter_margin(a, b).margin_us;
    result.error[pair] = llabs((a->source == first ? margin : -margin) - gap_us);
    result.verdict[pair] = a->released_us - truth[first];
    int came_first = a->arrival_no < b->arrival_no ? a->source : b->source;
    result.by_arrival += came_first != first;
}

static void play(size_t boxes, int64_t gap_us)
{
    static const int32_t ppm[] = {2021, -450, 5000, -5000};
    static const int64_t byte_ns[] = {BYTE_115K, BYTE_250K, BYTE_115K, BYTE_250K};
    memset(&result, 0, sizeof result);
    stage_start(boxes);
    for (size_t i = 0; i < boxes; i++) {
        stage_box(i, 0xB0 + i, ppm[i], byte_ns[i]);
        stage.config.box[i].baud = byte_ns[i] == BYTE_115K ? 115200 : 250000;
    }
    stage.jitter_us = jitter_us;
    stage_open();
    stage_run(3000000);
    boxes_arm(stage.boxes, 1, 0xffff, stage.now_us);
    for (int pair = 0; pair < PAIRS; pair++) {
        int64_t truth[STAGE_BOXES] = {0};
        size_t first = below((uint32_t)boxes),
               second = (first + 1 + below((uint32_t)boxes - 1)) % boxes;
        stage.logged = stage.truths = 0;
        int64_t t = stage.now_us + 5000 + below(20000);
        truth[first] = t;
        truth[second] = t + gap_us;
        rig_press(&stage.box[first].rig, t, 0);
        rig_press(&stage.box[second].rig, t + gap_us, 0);
        if (below(10) == 0) /* the host's thread sleeps around the presses */
            stage.stall_until_us = t + below(40000);
        /* and it is never quite on time */
        for (int64_t end_us = t + 130000; stage.now_us < end_us;) {
            stage_run(500 + below(3000));
            if (stage.now_us >= stage.stall_until_us)
                stage.stall_until_us = stage.now_us + below(400);
        }
        judge(pair, truth, (int)first, gap_us);
    }
    qsort(result.error, PAIRS, sizeof *result.error, by_value);
    qsort(result.verdict, PAIRS, sizeof *result.verdict, by_value);
    printf("whole path: %zu boxes, gap %4lld µs, %d pairs: wrong order %d (by arrival %d), outside "
           "the "
           "guaranteed interval %d, late %d; gap error p50 %lld p99 %lld max %lld µs; "
           "press to verdict p50 %.1f p99 %.1f ms\n",
           boxes, (long long)gap_us, PAIRS, result.wrong, result.by_arrival, result.outside,
           result.late, (long long)result.error[PAIRS / 2],
           (long long)result.error[PAIRS * 99 / 100], (long long)result.error[PAIRS - 1],
           (double)result.verdict[PAIRS / 2] / 1000,
           (double)result.verdict[PAIRS * 99 / 100] / 1000);
    ck_assert_int_eq(result.wrong, 0);
    ck_assert_int_eq(result.outside, 0);
    ck_assert_int_eq(result.late, 0);
    ck_assert_int_gt(result.by_arrival, 0);
    ck_assert_int_le(result.error[PAIRS * 99 / 100], 100);
    stage_end();
}

START_TEST(two_boxes_200_us)
{
    state = 1;
    play(2, 200);
}
END_TEST

START_TEST(four_boxes_1_ms)
{
    state = 2;
    play(4, 1000);
}
END_TEST

START_TEST(four_boxes_200_us)
{
    state = 3;
    play(4, 200);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("box_fairness");
    TCase *tc = tcase_create("pairs");
    tcase_set_timeout(tc, 400);
    tcase_add_test(tc, two_boxes_200_us);
    tcase_add_test(tc, four_boxes_1_ms);
    tcase_add_test(tc, four_boxes_200_us);
    suite_add_tcase(suite, tc);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
