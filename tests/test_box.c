/* rooms: vbox box arbiter codec */
/*
 * Boxes on a stage in virtual time: identity, clocks, presses in order, lamps, and whose box is
 * taken in.
 */
#include "box_stage.h"

START_TEST(boxes_are_found_and_known)
{
    stage_three_boxes();
    ck_assert_uint_eq(stage_count(BOX_EVENT_FOUND, -1), 3);
    ck_assert_uint_eq(stage_count(BOX_EVENT_LOST, -1), 0);
    stage_run(5000000);
    for (int i = 0; i < 3; i++) {
        struct box_health h = stage_health(i);
        ck_assert_uint_eq(h.uid, 0xA0u + (unsigned)i);
        ck_assert_str_eq(h.name, "virtual");
        ck_assert_int_eq(h.buttons, 4);
        ck_assert_int_lt(h.uncertainty_us, 500);
        ck_assert_int_ge(h.rtt_us, 1000);
        ck_assert_uint_eq(h.errors, 0);
        printf("box %d: ±%lld µs, round trip %lld µs, %+.0f ppm\n", i, (long long)h.uncertainty_us,
               (long long)h.rtt_us, h.skew_ppm);
    }
    struct box_health h;
    ck_assert(boxes_health(stage.boxes, 5, stage.now_us, &h));
    ck_assert_int_eq(h.box, 1);
    ck_assert_int_eq(h.button, 1);
    ck_assert(!boxes_health(stage.boxes, 40, stage.now_us, &h));
    stage_end();
}
END_TEST

START_TEST(earliest_press_first_across_cables)
{
    stage_three_boxes();
    boxes_arm(stage.boxes, 7, 0xfff, stage.now_us + 100000);
    stage_run(300000);
    for (int i = 0; i < 3; i++)
        ck_assert_int_eq(vbox_state(&stage.box[i].rig.vbox, stage.now_us), LP_STATE_ARMED);
    int64_t t = stage.now_us + 10000;
    rig_press(&stage.box[2].rig, t + 1000, 0);
    rig_press(&stage.box[1].rig, t + 2000, 0); /* its cable is twice as quick */
    rig_press(&stage.box[0].rig, t, 1);
    stage_run(100000);
    ck_assert_ptr_null(stage_press(3));
    static const int order[] = {0, 2, 1};
    for (size_t i = 0; i < 3; i++) {
        const struct arbiter_press *p = stage_press(i);
        ck_assert_ptr_nonnull(p);
        ck_assert_int_eq(p->source, order[i]);
        int64_t truth = t + (int64_t)i * 1000;
        ck_assert(p->lo_us <= truth && truth <= p->hi_us);
        ck_assert_int_lt(llabs(p->t_us - truth), 100);
        ck_assert_uint_eq(p->flags, ARBITER_ARMED | ARBITER_BOX_FIRST);
        ck_assert_uint_eq(p->round, 7);
        ck_assert_uint_eq(p->ev_no, 1);
        ck_assert_int_lt(p->released_us - truth, 20000);
    }
    ck_assert_int_eq(stage_press(0)->seat, 4);
    /* Acknowledged: no box keeps repeating. */
    for (int i = 0; i < 3; i++) {
        struct vbox *v = &stage.box[i].rig.vbox;
        ck_assert_uint_eq((uint16_t)(v->ev_last + 1), v->ev_first);
    }
    boxes_lock(stage.boxes, 7);
    stage_run(100000);
    ck_assert_int_eq(vbox_state(&stage.box[0].rig.vbox, stage.now_us), LP_STATE_LOCKED);
    stage_end();
}
END_TEST

/* Rule 4: until the engine has had its step to commit, the box keeps the press. */
START_TEST(acknowledged_only_after_the_engine_could_commit)
{
    stage_three_boxes();
    struct lp_decoder decoder;
    int acks_before = 0, acks_after = 0, steps = 0;
    lp_decoder_init(&decoder);
    rig_press(&stage.box[0].rig, stage.now_us + 1000, 0);
    while (steps < 1) {
        uint8_t data[512];
        stage_exchange();
        bool before = stage_press(0) != NULL;
        ck_assert(!before || boxes_next_wake_us(stage.boxes) <= stage.now_us);
        boxes_step(stage.boxes, NULL, 0, stage.now_us);
        size_t n = link_mem_take(stage.mem, "b0", data, sizeof data);
        rig_from_host(&stage.box[0].rig, stage.now_us, data, n);
        for (size_t used, at = 0; at < n; at += used) {
            struct lp_frame frame;
            bool whole = lp_decoder_feed(&decoder, data + at, n - at, &used, &frame) == LP_FRAME;
            if (whole && frame.type == LP_EV_ACK)
                *(before ? &acks_after : &acks_before) += 1;
        }
        steps += before;
        stage.now_us += 50;
    }
    ck_assert_int_eq(acks_before, 0);
    ck_assert_int_eq(acks_after, 1);
    stage_run(50000);
    ck_assert_uint_eq(stage.box[0].rig.vbox.ev_first, 2);
    ck_assert_ptr_null(stage_press(1));
    stage_end();
}
END_TEST

START_TEST(damaged_frames_lose_and_reorder_nothing)
{
    stage_three_boxes();
    uint32_t x = 12345;
    int64_t wrong = 0;
    for (int k = 0; k < 150; k++) {
        for (int i = 0; i < 3; i++) {
            struct faults *f = &stage.box[i].rig.faults;
            x = x * 1664525u + 1013904223u;
            f->corrupt = x >> 28 & 1;
            f->drop = x >> 29 & 1;
            f->duplicate = x >> 30 & 1;
            rig_press(&stage.box[i].rig, stage.now_us + 20000 + (x >> 8) % 5000, (uint8_t)(x & 3));
        }
        stage_run(300000);
    }
    stage_run(200000);
    size_t n = 0;
    for (const struct arbiter_press *p, *last = NULL; (p = stage_press(n)); last = p, n++) {
        wrong += last && !(p->flags & ARBITER_LATE) && p->t_us < last->t_us;
        ck_assert_uint_eq(p->flags & ARBITER_BACKDATED, 0);
    }
    ck_assert_uint_eq(n, stage.truths);
    ck_assert_uint_eq(n, 450);
    ck_assert_int_eq(wrong, 0);
    size_t late = 0;
    for (size_t i = 0; i < n; i++)
        late += (stage_press(i)->flags & ARBITER_LATE) != 0;
    ck_assert_uint_eq(
        late, 0); /* a lost frame is repeated within the bound, and no fence holds without it */
    stage_end();
}
END_TEST

START_TEST(lamps_follow_and_never_block)
{
    stage_three_boxes();
    boxes_lamp(stage.boxes, 0x1 | 0x10, 0x4); /* seats 1, 5 (box 1, button 1) lit, 3 blinking */
    stage_run(50000);
    ck_assert_uint_eq(vbox_lamps(&stage.box[0].rig.vbox, stage.now_us), 1);
    ck_assert_uint_eq(vbox_lamps(&stage.box[1].rig.vbox, stage.now_us), 2);
    ck_assert_uint_eq(vbox_lamps(&stage.box[2].rig.vbox, stage.now_us), 1);
    struct box_health h;
    ck_assert(boxes_health(stage.boxes, 1, stage.now_us, &h) && h.lamp_on);
    /* A frame to the box is lost: said again until acknowledged. */
    stage.box[0].rig.faults.deaf = 1;
    boxes_lamp(stage.boxes, 0, 0);
    stage_run(200000);
    ck_assert_uint_eq(vbox_lamps(&stage.box[0].rig.vbox, stage.now_us), 0);
    /* A jammed cable: thousands of changes cost nothing, the last one arrives. */
    link_mem_jam(stage.mem, "b0", 0);
    for (int i = 0; i < 5000; i++)
        boxes_lamp(stage.boxes, i & 1, 0);
    stage_run(500000);
    boxes_lamp(stage.boxes, 0x1, 0);
    link_mem_jam(stage.mem, "b0", 8192);
    stage_run(200000);
    ck_assert_uint_eq(vbox_lamps(&stage.box[0].rig.vbox, stage.now_us), 1);
    ck_assert_uint_eq(stage_count(BOX_EVENT_LOST, -1), 0);
    stage_end();
}
END_TEST

START_TEST(what_is_read_is_being_decided_until_it_is_delivered)
{
    stage_three_boxes();
    ck_assert(!boxes_deciding(stage.boxes));
    rig_press(&stage.box[0].rig, stage.now_us + 1000, 0);
    bool deciding = false;
    while (!stage_press(0)) {
        stage_run(100);
        deciding |= boxes_deciding(stage.boxes);
    }
    ck_assert(deciding);
    ck_assert(!boxes_deciding(stage.boxes));
    stage_end();
}
END_TEST

START_TEST(unknown_box_waits_for_the_operator)
{
    stage_start(2);
    stage.config.box[0].uid = 0xA0;
    stage_box(0, 0xBAD, 0, BYTE_115K);
    stage_box(1, 0xA1, 0, BYTE_115K);
    stage_open();
    stage_run(1000000);
    ck_assert_int_eq(stage_health(0).presence, BOX_PRESENCE_UNKNOWN);
    ck_assert_uint_eq(stage_count(BOX_EVENT_UNKNOWN, -1), 1);
    rig_press(&stage.box[0].rig, stage.now_us + 1000, 0);
    stage_run(100000);
    ck_assert_ptr_nonnull(stage_press(0)); /* told, and can't win */
    ck_assert(stage_press(0)->flags & ARBITER_UNACCEPTED);
    ck_assert(!boxes_accept(stage.boxes, 0x123));
    ck_assert(boxes_accept(stage.boxes, 0xBAD));
    stage_run(100000);
    ck_assert_int_eq(stage_health(0).presence, BOX_PRESENCE_LIVE);
    rig_press(&stage.box[0].rig, stage.now_us + 1000, 0);
    stage_run(100000);
    ck_assert(arbiter_may_win(stage_press(1)));
    stage_end();
}
END_TEST

START_TEST(no_new_box_while_a_round_runs)
{
    stage_start(1);
    stage_open();
    boxes_guard(stage.boxes, true);
    stage_run(100000);
    stage_box(0, 0xA0, 0, BYTE_115K);
    stage_run(3000000);
    ck_assert_int_eq(stage_health(0).presence, BOX_PRESENCE_UNKNOWN);
    boxes_accept(stage.boxes, 0xA0);
    stage_run(100000);
    ck_assert_int_eq(stage_health(0).presence, BOX_PRESENCE_LIVE);
    stage_end();
}
END_TEST

START_TEST(second_box_with_one_uid_is_refused)
{
    stage_start(3);
    stage_box(0, 0xA0, 0, BYTE_115K);
    stage_open();
    stage_run(1000000);
    stage_box(1, 0xA0, 0, BYTE_115K);
    stage.box[1].rig.config.boot_id = 99;
    stage_run(4000000);
    ck_assert_int_eq(stage_health(0).presence, BOX_PRESENCE_LIVE);
    ck_assert_int_eq(stage_health(1).presence, BOX_PRESENCE_REFUSED);
    ck_assert_uint_eq(stage_count(BOX_EVENT_MESSAGE, BOX_MESSAGE_SAME_UID), 1);
    rig_press(&stage.box[1].rig, stage.now_us + 1000, 0);
    rig_press(&stage.box[0].rig, stage.now_us + 2000, 0);
    stage_run(100000);
    ck_assert(!arbiter_may_win(stage_press(0)));
    ck_assert(arbiter_may_win(stage_press(1)));
    /* The first one goes: the other is that box from now on, at its entry. */
    link_mem_unplug(stage.mem, "b0");
    stage.box[0].on = false;
    stage_run(4000000);
    ck_assert_int_eq(stage_health(0).presence, BOX_PRESENCE_LIVE);
    ck_assert_str_eq(stage_health(0).port, "mem:b1");
    stage_end();
}
END_TEST

START_TEST(box_on_another_cable_keeps_its_seats)
{
    stage_start(2);
    stage.config.box[0].uid = 0xA0;
    stage.config.box[1].uid = 0xA1;
    stage_box(0, 0xA1, 0, BYTE_115K); /* cables swapped */
    stage_box(1, 0xA0, 0, BYTE_115K);
    stage_open();
    stage_run(4000000);
    ck_assert_int_eq(stage_health(0).presence, BOX_PRESENCE_LIVE);
    ck_assert_int_eq(stage_health(1).presence, BOX_PRESENCE_LIVE);
    ck_assert_str_eq(stage_health(0).port, "mem:b1");
    rig_press(&stage.box[0].rig, stage.now_us + 1000, 0);
    stage_run(100000);
    ck_assert_int_eq(stage_press(0)->seat,
                     2); /* the box with uid A1 plays seat 2, wherever it hangs */
    stage_end();
}
END_TEST

START_TEST(held_button_is_named)
{
    stage_three_boxes();
    rig_stick(&stage.box[1].rig, stage.now_us + 1000, 2);
    stage_run(500000);
    ck_assert_uint_eq(stage_count(BOX_EVENT_HELD, -1), 0);
    struct box_health h;
    ck_assert(boxes_health(stage.boxes, 8, stage.now_us, &h) && h.held_us > 0);
    boxes_arm(stage.boxes, 3, 0xfff, stage.now_us);
    ck_assert_uint_eq(stage_count(BOX_EVENT_HELD, -1), 1);
    ck_assert_int_eq(stage.log[stage.logged - 1].event.seat, 8);
    stage_run(3000000);
    ck_assert_uint_eq(stage_count(BOX_EVENT_HELD, -1), 1);
    rig_unstick(&stage.box[1].rig, stage.now_us, 2);
    stage_run(200000);
    ck_assert_uint_eq(stage_count(BOX_EVENT_RELEASED, -1), 1);
    ck_assert(boxes_health(stage.boxes, 8, stage.now_us, &h) && h.held_us == 0);
    stage_end();
}
END_TEST

START_TEST(buttons_can_be_bound_and_disabled_in_the_show)
{
    stage_three_boxes();
    ck_assert(boxes_bind(stage.boxes, 0, 0, 9));
    boxes_disable_seats(stage.boxes, UINT64_C(1) << (2 - 1)); /* box 1, button 0 */
    ck_assert(!boxes_bind(stage.boxes, 9, 0, 1));
    ck_assert(boxes_bind(stage.boxes, 2, 0, BOX_NO_SEAT));
    rig_press(&stage.box[0].rig, stage.now_us + 1000, 0);
    rig_press(&stage.box[1].rig, stage.now_us + 2000, 0);
    rig_press(&stage.box[2].rig, stage.now_us + 3000, 0);
    stage_run(100000);
    ck_assert_int_eq(stage_press(0)->seat, 9);
    ck_assert(arbiter_may_win(stage_press(0)));
    ck_assert(stage_press(1)->flags & ARBITER_DISABLED);
    ck_assert(stage_press(2)->flags & ARBITER_UNBOUND);
    stage_end();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("box");
    TCase *tc = tcase_create("box");
    tcase_set_timeout(tc, 120);
    tcase_add_test(tc, boxes_are_found_and_known);
    tcase_add_test(tc, earliest_press_first_across_cables);
    tcase_add_test(tc, acknowledged_only_after_the_engine_could_commit);
    tcase_add_test(tc, damaged_frames_lose_and_reorder_nothing);
    tcase_add_test(tc, lamps_follow_and_never_block);
    tcase_add_test(tc, what_is_read_is_being_decided_until_it_is_delivered);
    tcase_add_test(tc, unknown_box_waits_for_the_operator);
    tcase_add_test(tc, no_new_box_while_a_round_runs);
    tcase_add_test(tc, second_box_with_one_uid_is_refused);
    tcase_add_test(tc, box_on_another_cable_keeps_its_seats);
    tcase_add_test(tc, held_button_is_named);
    tcase_add_test(tc, buttons_can_be_bound_and_disabled_in_the_show);
    suite_add_tcase(suite, tc);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
