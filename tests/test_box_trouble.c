/* rooms: vbox box arbiter codec */
/*
 * What goes wrong with cables, boxes and the host in mid-show: said once, nothing pressed is lost
 * or put at a wrong time, and everything comes back by itself.
 */
#include "box_stage.h"

START_TEST(unplug_is_told_once_and_replug_restores)
{
    stage_three_boxes();
    boxes_lamp(stage.boxes, 0x1, 0);
    boxes_arm(stage.boxes, 3, 0xfff, stage.now_us);
    stage_run(100000);
    link_mem_unplug(stage.mem, "b0");
    stage_run(10000);
    ck_assert_uint_eq(stage_count(BOX_EVENT_LOST, BOX_CAUSE_UNPLUGGED), 1);
    ck_assert_int_eq(stage_health(0).presence, BOX_PRESENCE_ABSENT);
    struct box_binding of[2];
    uint32_t live = 1;
    ck_assert_uint_eq(boxes_seat_buttons(stage.boxes, 4, of, 2, &live), 1);
    ck_assert_int_eq(of[0].box, 0);
    ck_assert_int_eq(of[0].button, 1);
    ck_assert_uint_eq(live, 0);
    stage_run(20000000);
    ck_assert_uint_eq(stage_count(BOX_EVENT_LOST, -1), 1); /* not every 2 s */
    /* Others are not held up. */
    int64_t t = stage.now_us + 1000;
    rig_press(&stage.box[1].rig, t, 0);
    stage_run(30000);
    ck_assert_ptr_nonnull(stage_press(0));
    ck_assert_uint_eq(stage_press(0)->flags & ARBITER_DECIDED_LATE, 0);
    link_mem_plug(stage.mem, "b0");
    stage_run(3000000);
    ck_assert_int_eq(stage_health(0).presence, BOX_PRESENCE_LIVE);
    ck_assert_uint_eq(stage_health(0).reconnects, 1);
    ck_assert_int_eq(vbox_state(&stage.box[0].rig.vbox, stage.now_us), LP_STATE_ARMED);
    ck_assert_uint_eq(vbox_lamps(&stage.box[0].rig.vbox, stage.now_us), 1);
    stage_end();
}
END_TEST

START_TEST(press_during_a_reconnect_is_told_with_its_true_time)
{
    stage_three_boxes();
    stage_run(3000000);
    link_mem_unplug(stage.mem, "b0");
    stage_run(100000);
    int64_t t = stage.now_us;
    rig_press(&stage.box[0].rig, t, 0);
    rig_press(&stage.box[1].rig, t + 5000, 0);
    stage_run(100000);
    ck_assert_int_eq(stage_press(0)->source, 1); /* decided: box 0 was known to be gone */
    link_mem_plug(stage.mem, "b0");
    stage_run(3000000);
    const struct arbiter_press *p = stage_press(1);
    ck_assert_ptr_nonnull(p);
    ck_assert_int_eq(p->source, 0);
    ck_assert(p->flags & ARBITER_LATE);
    ck_assert(arbiter_may_win(p)); /* the contest decides what a late one means */
    ck_assert(p->lo_us <= t && t <= p->hi_us);
    ck_assert_int_lt(p->hi_us - p->lo_us, 5000);
    ck_assert_ptr_null(stage_press(2));
    stage_end();
}
END_TEST

START_TEST(box_silent_in_mid_question)
{
    stage_three_boxes();
    boxes_arm(stage.boxes, 3, 0xfff, stage.now_us);
    stage_run(100000);
    rig_stall(&stage.box[2].rig, stage.now_us, 10000000);
    int64_t t = stage.now_us + 1000;
    rig_press(&stage.box[0].rig, t, 0);
    stage_run(100000);
    const struct arbiter_press *p = stage_press(0);
    ck_assert_ptr_nonnull(p);
    ck_assert(p->flags & ARBITER_DECIDED_LATE);
    ck_assert_uint_eq(p->silent, 1u << 2);
    ck_assert_int_le(p->released_us - p->arrived_us, 50000 + 2000);
    ck_assert_uint_eq(stage_count(BOX_EVENT_MESSAGE, BOX_MESSAGE_SILENT), 1);
    stage_run(3500000);
    ck_assert_uint_eq(stage_count(BOX_EVENT_LOST, BOX_CAUSE_SILENT), 1);
    rig_press(&stage.box[1].rig, stage.now_us + 1000, 0);
    stage_run(60000);
    ck_assert_uint_eq(stage_press(1)->flags & ARBITER_DECIDED_LATE, 0);
    stage_run(20000000); /* it comes to itself */
    ck_assert_int_eq(stage_health(2).presence, BOX_PRESENCE_LIVE);
    stage_end();
}
END_TEST

START_TEST(reboot_is_noticed_and_the_clock_learned_anew)
{
    stage_three_boxes();
    rig_press(&stage.box[0].rig, stage.now_us + 1000, 0);
    stage_run(100000);
    rig_reboot(&stage.box[0].rig, stage.now_us);
    stage_run(2000000);
    ck_assert_uint_eq(stage_count(BOX_EVENT_MESSAGE, BOX_MESSAGE_REBOOTED), 1);
    ck_assert_int_eq(stage_health(0).presence, BOX_PRESENCE_LIVE);
    int64_t t = stage.now_us + 1000;
    rig_press(&stage.box[0].rig, t, 0); /* ev_no 1 again, and no repeat of the old one */
    stage_run(100000);
    const struct arbiter_press *p = stage_press(1);
    ck_assert_ptr_nonnull(p);
    ck_assert(p->lo_us <= t && t <= p->hi_us);
    ck_assert_uint_eq(p->flags & ARBITER_NEVER_WINS, 0);
    stage_end();
}
END_TEST

/* While the computer sleeps its clock stands and those of the boxes run on. */
static void sleep_for(int64_t us)
{
    stage.stall_until_us = stage.now_us + us;
    stage_run(us - 1);
    stage.slept_us = us;
    stage.now_us = stage.stall_until_us;
    boxes_slept(stage.boxes, stage_clock(NULL));
}

START_TEST(after_a_sleep_no_clock_of_before_judges)
{
    stage_three_boxes();
    boxes_arm(stage.boxes, 7, 0xfff, stage.now_us + 100000);
    stage_run(300000);
    rig_press(&stage.box[0].rig, stage.now_us + 2500000, 0); /* asleep: told, without a time */
    sleep_for(3000000);
    int64_t t = stage.now_us + 1500; /* no exchange can have been answered yet */
    rig_press(&stage.box[2].rig, t, 0);
    rig_press(&stage.box[1].rig, t + 400, 0);
    stage_run(1000000);
    const struct arbiter_press *asleep = NULL, *awake[2] = {NULL, NULL};
    for (size_t i = 0, n = 0; stage_press(i); i++)
        if (stage_press(i)->source == 0)
            asleep = stage_press(i);
        else if (n < 2)
            awake[n++] = stage_press(i);
    ck_assert(asleep && awake[0] && awake[1]);
    ck_assert_uint_eq(asleep->flags & ARBITER_NEVER_WINS, ARBITER_UNTIMED);
    ck_assert_int_eq(awake[0]->source, 2);
    ck_assert_int_eq(awake[1]->source, 1);
    for (int i = 0; i < 2; i++) {
        int64_t truth = t - stage.slept_us + (i == 0 ? 0 : 400);
        ck_assert(awake[i]->lo_us <= truth && truth <= awake[i]->hi_us);
        ck_assert_uint_eq(awake[i]->flags & ARBITER_NEVER_WINS, 0);
    }
    ck_assert_uint_eq(stage_count(BOX_EVENT_LOST, -1), 0);
    ck_assert_uint_eq(stage_count(BOX_EVENT_MESSAGE, BOX_MESSAGE_BACKDATED), 0);
    stage_end();
}
END_TEST

START_TEST(flood_blocks_nobody)
{
    stage_three_boxes();
    boxes_arm(stage.boxes, 3, 0xfff, stage.now_us);
    rig_flood(&stage.box[0].rig, stage.now_us, 5000000);
    for (int k = 0; k < 20; k++) {
        int64_t t = stage.now_us + 50000;
        rig_press(&stage.box[1].rig, t, 0);
        stage_run(250000);
        bool found = false;
        for (size_t i = 0; stage_press(i); i++) {
            const struct arbiter_press *p = stage_press(i);
            if (p->source != 1 || llabs(p->t_us - t) > 1000)
                continue;
            found = true;
            ck_assert_int_lt(p->released_us - t, 60000);
        }
        ck_assert(found);
    }
    stage_run(3000000);
    ck_assert_int_eq(stage_health(0).presence, BOX_PRESENCE_LIVE);
    for (size_t i = 1; stage_press(i); i++)
        ck_assert(stage_press(i)->t_us >= stage_press(i - 1)->t_us ||
                  (stage_press(i)->flags & ARBITER_LATE));
    stage_end();
}
END_TEST

/* The host is started again in mid-show: what it had not acknowledged comes again, and its first
 * question is not taken for one that the box has locked already. */
START_TEST(host_is_restarted)
{
    stage_three_boxes();
    boxes_arm(stage.boxes, 1, 0xfff, stage.now_us);
    stage_run(100000);
    boxes_lock(stage.boxes, 1);
    stage_run(100000);
    int64_t t = stage.now_us + 1000;
    rig_press(&stage.box[0].rig, t, 0);
    boxes_destroy(stage.boxes); /* before it has read the press */
    link_mem_unplug(stage.mem, "b0"), link_mem_plug(stage.mem, "b0");
    link_mem_unplug(stage.mem, "b1"), link_mem_plug(stage.mem, "b1");
    link_mem_unplug(stage.mem, "b2"), link_mem_plug(stage.mem, "b2");
    stage.logged = 0;
    stage_open();
    stage_all_live(3);
    ck_assert_ptr_nonnull(stage_press(0));
    ck_assert(stage_press(0)->lo_us <= t && t <= stage_press(0)->hi_us);
    ck_assert_ptr_null(stage_press(1));
    boxes_arm(stage.boxes, 1, 0xfff, stage.now_us);
    stage_run(100000);
    ck_assert_int_eq(vbox_state(&stage.box[0].rig.vbox, stage.now_us), LP_STATE_ARMED);
    stage_end();
}
END_TEST

/* 1000 times: pull, press now and then while it is away, plug in again. Nothing that was pressed is
 * missing. */
START_TEST(a_thousand_replugs)
{
    stage_start(2);
    stage_box(0, 0xA0, 2000, BYTE_115K);
    stage_box(1, 0xA1, -2000, BYTE_250K);
    stage_open();
    stage_all_live(2);
    size_t told = 0, true_presses = 0, bad = 0, found = 0, lost = 0;
    for (int k = 0; k < 1000; k++) {
        stage.logged = stage.truths = 0;
        link_mem_unplug(stage.mem, "b0");
        int64_t t = stage.now_us + 30000;
        if (k % 3 == 0)
            rig_press(&stage.box[0].rig, t, (uint8_t)(k & 3));
        rig_press(&stage.box[1].rig, t + 400, 0);
        stage_run(150000);
        link_mem_plug(stage.mem, "b0");
        stage_run(700000 + (k * 7919) % 50000);
        for (size_t i = 0; stage_press(i); i++, told++) {
            const struct arbiter_press *p = stage_press(i);
            int64_t truth = p->source == 0 ? t : t + 400;
            bad += truth < p->lo_us || truth > p->hi_us || !arbiter_may_win(p);
        }
        true_presses += stage.truths;
        found += stage_count(BOX_EVENT_FOUND, -1);
        lost += stage_count(BOX_EVENT_LOST, -1);
    }
    ck_assert_uint_eq(told, true_presses);
    ck_assert_uint_eq(bad, 0);
    ck_assert_uint_eq(found, 1000);
    ck_assert_uint_eq(lost, 1000);
    ck_assert_uint_eq(stage_health(0).reconnects, 1000);
    printf("box: 1000 replugs, %zu presses, all told once with their true time\n", told);
    stage_end();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("box_trouble");
    TCase *tc = tcase_create("box");
    tcase_set_timeout(tc, 120);
    tcase_add_test(tc, unplug_is_told_once_and_replug_restores);
    tcase_add_test(tc, press_during_a_reconnect_is_told_with_its_true_time);
    tcase_add_test(tc, box_silent_in_mid_question);
    tcase_add_test(tc, reboot_is_noticed_and_the_clock_learned_anew);
    tcase_add_test(tc, after_a_sleep_no_clock_of_before_judges);
    tcase_add_test(tc, flood_blocks_nobody);
    tcase_add_test(tc, host_is_restarted);
    tcase_add_test(tc, a_thousand_replugs);
    suite_add_tcase(suite, tc);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
