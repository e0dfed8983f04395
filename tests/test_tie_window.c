/* rooms: vbox box arbiter codec */
/*
 * Tie windows of the rules that are longer than the arbiter's bound: all that are tied are told at
 * once, before anything can light a lamp. The arbiter alone, then the whole path.
 */
#include "box_stage.h"

static struct arbiter arb;

static void begin(int sources)
{
    arbiter_init(&arb, 0);
    for (int i = 0; i < sources; i++) {
        arbiter_source_add(&arb, i, ARBITER_FENCE, 0);
        arbiter_source_live(&arb, i);
    }
}

static struct arbiter_press press_of(int source, int64_t t_us, int64_t half_us, uint16_t ev_no)
{
    return (struct arbiter_press){.t_us = t_us,
                                  .lo_us = t_us - half_us,
                                  .hi_us = t_us + half_us,
                                  .arrived_us = t_us + 2000,
                                  .ev_no = ev_no,
                                  .source = (uint8_t)source,
                                  .seat = (uint8_t)(source + 1)};
}

static void hand_in(int source, int64_t t_us, int64_t half_us, uint16_t ev_no)
{
    struct arbiter_press p = press_of(source, t_us, half_us, ev_no);
    ck_assert_int_eq(arbiter_press(&arb, &p), ARBITER_TAKEN);
}

static void mark(int source, int64_t t_us)
{
    arbiter_watermark(&arb, source, t_us);
}

START_TEST(tie_window_of_the_rules_holds_the_first)
{
    begin(2);
    arbiter_tie_window(&arb, 1000);
    struct arbiter_press out[4];
    hand_in(0, 10000, 10, 1);
    mark(0, 12000);
    mark(1, 10500); /* nothing before, but a press within the window may still come */
    ck_assert_uint_eq(arbiter_release(&arb, 12000, out, 4), 0);
    ck_assert_uint_ne(arbiter_wants_fence(&arb), 0);
    hand_in(1, 10800, 10, 1);
    mark(1, 12500);
    ck_assert_uint_eq(arbiter_release(&arb, 12600, out, 4), 2);
    ck_assert_int_eq(out[0].t_us, 10000);
    ck_assert_int_eq(out[1].t_us, 10800);
}
END_TEST

/* The bound is 50 ms, the tie window 100: the second press is seen before the first is let go, with
 * all boxes answering and with one that is silent. */
START_TEST(tie_window_longer_than_the_bound)
{
    struct arbiter_press out[4];
    for (int silent = 0; silent < 2; silent++) {
        begin(3);
        arbiter_tie_window(&arb, 100000);
        hand_in(0, 10000, 10, 1); /* arrives at 12000 */
        ck_assert_int_eq(arbiter_fence_from_us(&arb), 110020);
        for (int64_t now = 12000; now <= 90000; now += 1000) {
            for (int i = 0; i < 3 - silent; i++)
                mark(i, now - 1000);
            ck_assert_uint_eq(arbiter_release(&arb, now, out, 4), 0);
        }
        hand_in(1, 105000, 10, 1);
        if (!silent) {
            mark(0, 111000), mark(1, 111000), mark(2, 111000);
            ck_assert_uint_eq(arbiter_release(&arb, 111000, out, 4),
                              0); /* a third may tie with it */
            mark(0, 159000), mark(1, 159000), mark(2, 159000);
        }
        ck_assert_int_eq(arbiter_next_wake_us(&arb), 160010);
        mark(0, 159000), mark(1, 159000);
        ck_assert_uint_eq(arbiter_release(&arb, 160009, out, 4), 0);
        ck_assert_uint_eq(arbiter_release(&arb, 160010, out, 4), 2);
        ck_assert_int_eq(out[0].t_us, 10000);
        ck_assert_int_eq(out[1].t_us, 105000);
        for (int i = 0; i < 2; i++) { /* told as decided without box 2 only if it was */
            ck_assert_uint_eq(out[i].silent, silent ? 4 : 0);
            ck_assert_uint_eq(out[i].flags & ARBITER_DECIDED_LATE,
                              silent ? ARBITER_DECIDED_LATE : 0);
        }
    }
}
END_TEST

START_TEST(tie_window_is_bounded_itself)
{
    struct arbiter_press out[2];
    begin(2);
    arbiter_tie_window(&arb, INT64_MAX);
    hand_in(0, 10000, 10, 1);
    mark(0, 20000);
    ck_assert_int_eq(arbiter_next_wake_us(&arb), 10010 + ARBITER_TIE_US + ARBITER_BOUND_US);
    ck_assert_uint_eq(arbiter_release(&arb, 10010 + ARBITER_TIE_US + ARBITER_BOUND_US, out, 2), 1);
}
END_TEST

/* One that comes late, after its window: it waits as ever, from its arrival. */
START_TEST(late_arrival_has_the_bound_from_its_arrival)
{
    struct arbiter_press out[2], p = press_of(0, 10000, 10, 1);
    begin(2);
    arbiter_tie_window(&arb, 100000);
    p.arrived_us = 500000;
    ck_assert_int_eq(arbiter_press(&arb, &p), ARBITER_TAKEN);
    ck_assert_uint_eq(arbiter_release(&arb, 549999, out, 2), 0);
    ck_assert_uint_eq(arbiter_release(&arb, 550000, out, 2), 1);
}
END_TEST

static unsigned fences_asked;

static void count_fences(void *ctx, int64_t at_us, const struct lp_frame *frame)
{
    (void)ctx, (void)at_us;
    fences_asked += frame && frame->type == LP_SYNC_REQ;
}

static void three_boxes(int64_t tie_us)
{
    stage_start(3);
    stage.config.box[0].baud = stage.config.box[2].baud = 115200;
    stage.config.box[1].baud = 250000;
    stage_box(0, 0xA0, 2000, BYTE_115K);
    stage_box(1, 0xA1, -450, BYTE_250K);
    stage_box(2, 0xA2, 4000, BYTE_115K)->witness.heard = count_fences;
    stage_open();
    stage_run(12000000);
    boxes_tie_window(stage.boxes, tie_us);
    boxes_arm(stage.boxes, 3, 0xfff, stage.now_us);
    stage_run(100000);
    stage.logged = 0;
    fences_asked = 0;
}

/* gap_us apart on two boxes; true when both are told in the same step. */
static bool told_at_once(int64_t gap_us, int64_t within_us)
{
    int64_t t = stage.now_us + 1000;
    rig_press(&stage.box[1].rig, t, 0);
    rig_press(&stage.box[0].rig, t + gap_us, 0);
    stage_run(within_us);
    const struct arbiter_press *a = stage_press(0), *b = stage_press(1);
    ck_assert_ptr_nonnull(a);
    ck_assert_int_eq(a->source, 1);
    return b && a->released_us == b->released_us;
}

START_TEST(both_are_seen_before_any_lamp)
{
    static const int64_t windows_us[] = {20000, 100000, 200000, 1000000};
    for (size_t i = 0; i < sizeof windows_us / sizeof *windows_us; i++) {
        int64_t tie_us = windows_us[i];
        three_boxes(tie_us);
        ck_assert(told_at_once(tie_us * 9 / 10, tie_us + 60000));
        ck_assert_uint_eq(stage_press(0)->flags & ARBITER_DECIDED_LATE, 0);
        stage_end();
        three_boxes(tie_us);
        ck_assert(!told_at_once(tie_us * 11 / 10, 2 * tie_us + 200000));
        /* alone in its window it is told as soon as that is over */
        ck_assert_int_le(stage_press(0)->released_us - stage_press(0)->t_us, tie_us + 12000);
        stage_end();
    }
}
END_TEST

START_TEST(also_with_a_silent_box)
{
    three_boxes(100000);
    rig_stall(&stage.box[2].rig, stage.now_us, 2000000);
    ck_assert(told_at_once(90000, 170000));
    ck_assert_uint_eq(stage_press(0)->silent, 4);
    ck_assert_int_le(stage_press(0)->released_us - stage_press(0)->t_us, 152000);
    stage_end();
}
END_TEST

/* No box is asked every 8 ms for a second: before the window is over no answer would help. */
START_TEST(nobody_is_asked_in_vain)
{
    three_boxes(1000000);
    int64_t t = stage.now_us + 1000;
    rig_press(&stage.box[1].rig, t, 0);
    stage_run(1100000);
    ck_assert_ptr_nonnull(stage_press(0));
    ck_assert_uint_le(fences_asked, 40); /* 20 a second for the clock, and a few */
    stage_end();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("tie_window");
    TCase *tc = tcase_create("tie window");
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, tie_window_of_the_rules_holds_the_first);
    tcase_add_test(tc, tie_window_longer_than_the_bound);
    tcase_add_test(tc, tie_window_is_bounded_itself);
    tcase_add_test(tc, late_arrival_has_the_bound_from_its_arrival);
    tcase_add_test(tc, both_are_seen_before_any_lamp);
    tcase_add_test(tc, also_with_a_silent_box);
    tcase_add_test(tc, nobody_is_asked_in_vain);
    suite_add_tcase(suite, tc);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
