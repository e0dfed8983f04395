/* rooms: vbox codec */
/*
 * The virtual box in virtual time: that it keeps the protocol, since every test of the host that
 * uses it leans on that.
 */
#include "conformance.h"
#include "virtual_bench.h"

START_TEST(test_hello_until_heard_then_status)
{
    bench_start(0, 0, 2);
    run_for(2500000);
    ck_assert_uint_eq(heard_count(LP_HELLO), 3);
    const struct lp_hello *hello = &heard_nth(LP_HELLO, 0)->msg.hello;
    ck_assert_int_eq(heard_nth(LP_HELLO, 0)->at_us, START_US);
    ck_assert(hello->uid == 0x1122334455667788);
    ck_assert_uint_eq(hello->n_buttons, 2);
    ck_assert_uint_eq(hello->ev_first, 1);
    ck_assert_str_eq(hello->name, "box");
    ck_assert_uint_eq(heard_count(LP_STATUS), 0);

    host_asks_hello();
    run_for(2000000);
    ck_assert_uint_eq(heard_count(LP_HELLO), 4);
    ck_assert_uint_eq(heard_count(LP_STATUS), 2);

    run_for(4000000); /* silence: the box looks for a host again */
    ck_assert_uint_gt(heard_count(LP_HELLO), 4);
}
END_TEST

START_TEST(test_wrong_version_is_refused)
{
    bench_start(0, 0, 1);
    host_send(
        (struct lp_message){.type = LP_HELLO_REQ, .hello_req = {.major_min = 2, .major_max = 3}});
    run_for(1000);
    ck_assert_uint_eq(heard_last(LP_ACK)->msg.ack.of_type, LP_HELLO_REQ);
    ck_assert_uint_eq(heard_last(LP_ACK)->msg.ack.result, LP_ERR_VERSION);
}
END_TEST

START_TEST(test_versions_addresses_and_tags)
{
    bench_start(0, 0, 1);
    host_asks_hello();
    run_for(10000);
    for (size_t i = 0; i < CONFORMANCE_ROWS; i++) {
        const struct conformance *row = &conformance[i];
        struct lp_frame frame = conformance_frame(row, (uint8_t)(100 + i));
        unsigned before = bench.n_heard;
        host_send_frame(&frame);
        run_for(10000);
        unsigned answers = (row->answers != 0) + (row->also_answered != 0);
        ck_assert_msg(bench.n_heard == before + answers, "%s: %u answers", row->what,
                      bench.n_heard - before);
        if (!answers)
            continue;
        const struct lp_message *last = &bench.heard[bench.n_heard - 1].msg;
        ck_assert_msg(bench.heard[before].msg.type == row->answers, "%s", row->what);
        if (last->type == LP_ACK) {
            ck_assert_msg(last->ack.result == row->result, "%s: %u", row->what, last->ack.result);
            ck_assert_uint_eq(last->ack.of_type, row->msg.type);
            ck_assert_uint_eq(last->ack.of_seq, 100 + i);
        }
    }
}
END_TEST

START_TEST(test_press_is_stamped_and_repeated_until_acknowledged)
{
    bench_start(2000, 0, 2);
    int64_t at_us = START_US + 500123;
    rig_hold(&bench.rig, at_us, 1);
    run_until(at_us + 50000);
    ck_assert_uint_eq(heard_count(LP_PRESS), 3);
    uint32_t truth = 0xffff0000u + 500123 + 1000; /* 2000 ppm of 0.5 s */
    for (unsigned i = 0; i < 3; i++) {
        const struct heard *heard = heard_nth(LP_PRESS, i);
        ck_assert_int_eq(heard->at_us, at_us + 20000 * i);
        ck_assert_uint_eq(heard->msg.press.t, truth);
        ck_assert_uint_eq(heard->msg.press.ev_no, 1);
        ck_assert_uint_eq(heard->msg.press.button, 1);
        ck_assert_uint_eq(heard->msg.press.levels, 2);
        ck_assert_uint_eq(heard->msg.press.flags, 0);
        ck_assert_uint_eq(heard->msg.flags, i ? LP_FLAG_REPEAT : 0);
    }
    host_send((struct lp_message){.type = LP_EV_ACK, .ev_ack.ev_no = 9}); /* never given */
    run_for(20000);
    ck_assert_uint_eq(heard_count(LP_PRESS), 4);
    host_send((struct lp_message){.type = LP_EV_ACK, .ev_ack.ev_no = 1});
    run_for(200000);
    ck_assert_uint_eq(heard_count(LP_PRESS), 4);
}
END_TEST

START_TEST(test_acknowledgement_is_cumulative)
{
    bench_start(0, 0, 4);
    for (uint8_t i = 0; i < 4; i++)
        rig_hold(&bench.rig, START_US + 1000 * i, i);
    run_for(10000);
    ck_assert_uint_eq(heard_count(LP_PRESS), 4);
    host_send((struct lp_message){.type = LP_EV_ACK, .ev_ack.ev_no = 3});
    run_for(15000);
    ck_assert_uint_eq(heard_count(LP_PRESS), 5);
    ck_assert_uint_eq(heard_last(LP_PRESS)->msg.press.ev_no, 4);
    host_asks_hello();
    run_for(10);
    ck_assert_uint_eq(heard_last(LP_HELLO)->msg.hello.ev_first, 4);
}
END_TEST

START_TEST(test_full_ring_keeps_the_first_and_tells)
{
    bench_start(0, 0, 16);
    for (int i = 0; i < 20; i++)
        rig_hold(&bench.rig, START_US + 1000 * i, (uint8_t)(i % 16));
    for (int i = 0; i < 4; i++)
        rig_release(&bench.rig, START_US + 30000 + 1000 * i, (uint8_t)i);
    run_for(40000);
    host_asks_hello();
    run_for(1000000);
    ck_assert_uint_eq(heard_last(LP_STATUS)->msg.status.ev_pending, 16);
    ck_assert_uint_eq(heard_last(LP_STATUS)->msg.status.ev_lost, 4);
    bench.acknowledges = true;
    host_send((struct lp_message){.type = LP_EV_ACK, .ev_ack.ev_no = 16});
    rig_hold(&bench.rig, bench.now_us + 5000, 0);
    run_for(10000);
    const struct lp_press *press = &heard_last(LP_PRESS)->msg.press;
    ck_assert_uint_eq(press->ev_no, 17);
    ck_assert_uint_eq(press->flags, LP_PRESS_OVERFLOW);
}
END_TEST

START_TEST(test_arm_lock_flags)
{
    bench_start(0, 0, 3);
    bench.acknowledges = true;
    run_for(1000);
    struct lp_message arm = {.type = LP_ARM, .arm = {.round = 5, .mask = 0xffff}};
    arm.arm.flags = LP_ARM_AT;
    arm.arm.at = vbox_clock(&bench.rig.vbox, START_US + 100000);
    host_send(arm);
    rig_press(&bench.rig, START_US + 99999, 0);  /* early by 1 us */
    rig_press(&bench.rig, START_US + 100000, 1); /* the first microsecond that counts */
    rig_press(&bench.rig, START_US + 100001, 2);
    run_until(START_US + 110000);
    ck_assert_uint_eq(heard_nth(LP_STATUS, 0)->msg.status.state, LP_STATE_WAITING);
    ck_assert_uint_eq(heard_nth(LP_PRESS, 0)->msg.press.flags, LP_PRESS_EARLY);
    ck_assert_uint_eq(heard_nth(LP_PRESS, 1)->msg.press.flags, LP_PRESS_ARMED | LP_PRESS_FIRST);
    ck_assert_uint_eq(heard_nth(LP_PRESS, 2)->msg.press.flags, LP_PRESS_ARMED);
    ck_assert_uint_eq(heard_nth(LP_PRESS, 2)->msg.press.round, 5);
    run_for(200000);
    ck_assert_uint_eq(heard_last(LP_PRESS)->msg.press.flags, LP_PRESS_RELEASE);

    struct lp_message lock = {.type = LP_LOCK, .lock = {.round = 5, .mask = 1, .duration_ms = 100}};
    host_send(lock);
    int64_t locked_us = bench.now_us;
    rig_press(&bench.rig, locked_us + 1000, 0);
    run_for(2000);
    ck_assert_uint_eq(heard_last(LP_PRESS)->msg.press.flags, 0); /* reported all the same */
    rig_press(&bench.rig, locked_us + 300000, 0);
    run_until(locked_us + 301000);
    ck_assert_uint_eq(heard_last(LP_PRESS)->msg.press.flags, LP_PRESS_ARMED);
}
END_TEST

START_TEST(test_new_round_opens_again)
{
    bench_start(0, 0, 1);
    bench.acknowledges = true;
    for (uint16_t round = 65535; round != 3; round++) {
        if (round == 0)
            continue;
        host_arms(round, 1);
        host_arms(round, 1); /* repeated: nothing changes */
        run_for(1000);
        rig_press(&bench.rig, bench.now_us + 1, 0);
        run_for(500000);
        rig_press(&bench.rig, bench.now_us + 1, 0);
        run_for(500000);
        unsigned n = heard_count(LP_PRESS);
        ck_assert_uint_eq(heard_nth(LP_PRESS, n - 4)->msg.press.flags,
                          LP_PRESS_ARMED | LP_PRESS_FIRST);
        ck_assert_uint_eq(heard_nth(LP_PRESS, n - 2)->msg.press.flags, LP_PRESS_ARMED);
        ck_assert_uint_eq(heard_nth(LP_PRESS, n - 2)->msg.press.round, round);
    }
}
END_TEST

START_TEST(test_answers_and_refusals)
{
    static const struct {
        struct lp_message msg;
        uint8_t result;
    } table[] = {
        {{.type = LP_ARM, .arm = {.round = 0, .mask = 1}}, LP_ERR_VALUE},
        {{.type = LP_ARM, .arm = {.round = 4, .mask = 1}}, LP_OK},
        {{.type = LP_LOCK, .lock = {.round = 3, .mask = 1}}, LP_ERR_STALE},
        {{.type = LP_LOCK, .lock = {.round = 4, .mask = 1}}, LP_OK},
        {{.type = LP_LAMP, .lamp = {.mask = 1, .pattern = 9}}, LP_ERR_VALUE},
        {{.type = LP_LAMP, .lamp = {.mask = 1, .pattern = LP_LAMP_ON}}, LP_OK},
        {{.type = LP_TONE, .tone = {.hz = 440}}, LP_ERR_UNSUPPORTED},
        {{.type = LP_CFG_SET, .cfg = {.key = LP_CFG_DEBOUNCE_US, .value = 8000}}, LP_OK},
        {{.type = LP_CFG_SET, .cfg = {.key = LP_CFG_DEBOUNCE_US, .value = 1}}, LP_ERR_VALUE},
        {{.type = LP_CFG_GET, .cfg_get = {.key = 999}}, LP_ERR_UNSUPPORTED},
        {{.type = LP_IDENTIFY, .identify = {.seconds = 1}}, LP_OK},
        {{.type = LP_STATUS}, LP_ERR_TYPE}, /* a box's own message */
    };
    bench_start(0, 0, 2);
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct lp_message msg = table[i].msg;
        msg.flags = LP_FLAG_ACK;
        uint8_t seq = bench.seq;
        unsigned before = heard_count(LP_ACK);
        host_send(msg);
        run_for(100);
        ck_assert_uint_eq(heard_count(LP_ACK), before + 1);
        ck_assert_uint_eq(heard_last(LP_ACK)->msg.ack.of_seq, seq);
        ck_assert_uint_eq(heard_last(LP_ACK)->msg.ack.of_type, msg.type);
        ck_assert_msg(heard_last(LP_ACK)->msg.ack.result == table[i].result, "row %u: %u",
                      (unsigned)i, heard_last(LP_ACK)->msg.ack.result);
        msg.flags = 0;
        host_send(msg);
        run_for(100);
        ck_assert_uint_eq(heard_count(LP_ACK), before + 1); /* not asked, not answered */
    }
    host_send((struct lp_message){.type = LP_CFG_GET, .cfg_get.key = LP_CFG_DEBOUNCE_US});
    run_for(100);
    ck_assert_uint_eq(heard_last(LP_CFG_VALUE)->msg.cfg.value, 8000);
}
END_TEST

START_TEST(test_lamps)
{
    bench_start(0, 0, 3);
    host_send((struct lp_message){.type = LP_LAMP,
                                  .lamp = {.mask = 6, .pattern = LP_LAMP_ON, .duration_ms = 50}});
    host_send((struct lp_message){.type = LP_LAMP, .lamp = {.mask = 1, .pattern = LP_LAMP_BLINK}});
    run_for(1000);
    ck_assert_uint_eq(vbox_lamps(&bench.rig.vbox, bench.now_us), 7);
    run_for(1100000);
    ck_assert_uint_eq(heard_last(LP_STATUS)->msg.status.lamps, 1);
    host_send((struct lp_message){.type = LP_LAMP, .lamp = {.mask = 0xffff}});
    run_for(1000);
    ck_assert_uint_eq(vbox_lamps(&bench.rig.vbox, bench.now_us), 0);
}
END_TEST

START_TEST(test_bouncing_contact_gives_the_first_edge)
{
    bench_start(0, 0, 1);
    bench.acknowledges = true;
    int64_t at_us = START_US + 10000;
    for (int i = 0; i < 40; i++) { /* 4 ms of chatter, then down */
        rig_hold(&bench.rig, at_us + 100 * i, 0);
        rig_release(&bench.rig, at_us + 100 * i + 50, 0);
    }
    rig_hold(&bench.rig, at_us + 4000, 0);
    run_for(50000);
    ck_assert_uint_eq(heard_count(LP_PRESS), 1);
    ck_assert_uint_eq(heard_nth(LP_PRESS, 0)->msg.press.t, vbox_clock(&bench.rig.vbox, at_us));

    /* A tap shorter than the quiet time: its end is reported when that time is over. */
    rig_release(&bench.rig, bench.now_us, 0);
    run_for(20000);
    at_us = bench.now_us;
    rig_hold(&bench.rig, at_us, 0);
    rig_release(&bench.rig, at_us + 2000, 0);
    run_for(20000);
    ck_assert_uint_eq(heard_count(LP_PRESS), 4);
    const struct heard *release = heard_nth(LP_PRESS, 3);
    ck_assert_uint_eq(release->msg.press.flags, LP_PRESS_RELEASE);
    ck_assert_uint_eq(release->msg.press.t, vbox_clock(&bench.rig.vbox, at_us + VBOX_DEBOUNCE_US));
}
END_TEST

START_TEST(test_same_microsecond_is_merged)
{
    bench_start(0, 0, 3);
    host_arms(1, 7);
    rig_hold(&bench.rig, START_US + 5000, 0);
    rig_hold(&bench.rig, START_US + 5000, 1);
    rig_hold(&bench.rig, START_US + 5001, 2);
    run_for(10000);
    ck_assert_uint_eq(heard_nth(LP_PRESS, 0)->msg.press.t, heard_nth(LP_PRESS, 1)->msg.press.t);
    ck_assert_uint_eq(heard_nth(LP_PRESS, 0)->msg.press.flags,
                      LP_PRESS_ARMED | LP_PRESS_FIRST | LP_PRESS_MERGED);
    ck_assert_uint_eq(heard_nth(LP_PRESS, 1)->msg.press.flags,
                      LP_PRESS_ARMED | LP_PRESS_FIRST | LP_PRESS_MERGED);
    ck_assert_uint_eq(heard_nth(LP_PRESS, 2)->msg.press.flags, LP_PRESS_ARMED);
}
END_TEST

START_TEST(test_stuck_button_is_seen_at_arm)
{
    bench_start(0, 0, 3);
    bench.acknowledges = true;
    rig_stick(&bench.rig, START_US + 10, 2);
    run_for(100000);
    rig_release(&bench.rig, bench.now_us, 2);
    run_for(100000);
    host_arms(1, 7);
    run_for(1000);
    ck_assert_uint_eq(heard_last(LP_STATUS)->msg.status.levels, 4);
    rig_unstick(&bench.rig, bench.now_us, 2);
    run_for(1000);
    ck_assert_uint_eq(heard_last(LP_PRESS)->msg.press.levels, 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("virtual box");
    TCase *tc = tcase_create("virtual box");
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, test_hello_until_heard_then_status);
    tcase_add_test(tc, test_wrong_version_is_refused);
    tcase_add_test(tc, test_versions_addresses_and_tags);
    tcase_add_test(tc, test_press_is_stamped_and_repeated_until_acknowledged);
    tcase_add_test(tc, test_acknowledgement_is_cumulative);
    tcase_add_test(tc, test_full_ring_keeps_the_first_and_tells);
    tcase_add_test(tc, test_arm_lock_flags);
    tcase_add_test(tc, test_new_round_opens_again);
    tcase_add_test(tc, test_answers_and_refusals);
    tcase_add_test(tc, test_lamps);
    tcase_add_test(tc, test_bouncing_contact_gives_the_first_edge);
    tcase_add_test(tc, test_same_microsecond_is_merged);
    tcase_add_test(tc, test_stuck_button_is_seen_at_arm);
    suite_add_tcase(suite, tc);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
