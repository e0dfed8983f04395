/* rooms: vbox codec */
/*
 * The virtual box under stress, in virtual time: fence, clock exchange, bad cables, stalls,
 * reboots, and the lines that order them.
 */
#include "virtual_bench.h"

/* Rule 2 for every SYNC_RSP of a busy box: whatever is stamped before t3 was sent before it. */
START_TEST(test_fence)
{
    static const int64_t speeds[] = {0, 40000, BYTE_115K, 1041667}; /* native .. 9600 */
    for (size_t s = 0; s < sizeof speeds / sizeof speeds[0]; s++) {
        bench_start(-3000, speeds[s], 8);
        bench.acknowledges = true;
        for (int i = 0; i < 300; i++) {
            rig_press(&bench.rig, bench.now_us + random_below(20000), (uint8_t)random_below(8));
            if (random_below(2))
                host_send((struct lp_message){.type = LP_SYNC_REQ, .sync_req.token = (uint32_t)i});
            run_for(random_below(8000));
        }
        run_for(2000000);
        unsigned fences = 0;
        uint32_t fence_t = 0;
        uint16_t newest = 0;
        for (unsigned i = 0; i < bench.n_heard; i++) {
            const struct lp_message *msg = &bench.heard[i].msg;
            if (msg->type == LP_PRESS && lp_ev_after(msg->press.ev_no, newest)) {
                newest = msg->press.ev_no;
                ck_assert(!fences || !lp_time_before(msg->press.t, fence_t));
            } else if (msg->type == LP_SYNC_RSP) {
                fences++;
                fence_t = msg->sync_rsp.t3;
                ck_assert_uint_eq(msg->sync_rsp.ev_last, newest);
                ck_assert(!lp_time_before(msg->sync_rsp.t3, msg->sync_rsp.t2));
            }
        }
        ck_assert_uint_gt(fences, 20);
        ck_assert_uint_gt(newest, 25);
    }
}
END_TEST

/* The physics that clock sync builds on: t2 not before the last byte can have come, t4 not before
 * the last byte can have left. */
START_TEST(test_sync_is_honest_about_time)
{
    static const int32_t ppms[] = {-5000, 0, 5000};
    for (int p = 0; p < 3; p++) {
        bench_start(ppms[p], BYTE_115K, 1);
        int64_t wire_us = LP_SYNC_WIRE_LEN * BYTE_115K / 1000;
        for (unsigned i = 0; i < 100; i++) {
            run_for(random_below(40000));
            int64_t t1 = bench.now_us;
            host_send((struct lp_message){.type = LP_SYNC_REQ});
            run_for(20000);
            const struct heard *heard = heard_last(LP_SYNC_RSP);
            ck_assert_uint_eq(heard_count(LP_SYNC_RSP), i + 1);
            int64_t t2 = vbox_instant(&bench.rig.vbox, heard->msg.sync_rsp.t2, t1);
            int64_t t3 = vbox_instant(&bench.rig.vbox, heard->msg.sync_rsp.t3, t1);
            ck_assert_int_ge(t2, t1 + wire_us - 2);
            ck_assert_int_ge(t3, t2);
            ck_assert_int_le(t3, heard->at_us - wire_us + 2);
        }
    }
}
END_TEST

/* Whatever the cable does, the host has every press once it has listened long enough. */
START_TEST(test_faults_lose_nothing)
{
    bench_start(5000, BYTE_115K, 4);
    bench.acknowledges = true;
    uint32_t truth[200];
    for (int i = 0; i < 200; i++) {
        switch (random_below(5)) {
        case 0:
            bench.rig.faults.drop = random_below(3);
            break;
        case 1:
            bench.rig.faults.corrupt = random_below(3);
            break;
        case 2:
            bench.rig.faults.duplicate = random_below(3);
            break;
        case 3:
            bench.rig.faults.deaf = random_below(2);
            break;
        default:
            bench.rig.faults.delay_us = random_below(30000);
        }
        int64_t at_us = bench.now_us + random_below(5000);
        truth[i] = vbox_clock(&bench.rig.vbox, at_us);
        rig_press(&bench.rig, at_us, (uint8_t)(i % 4));
        run_for(400000);
    }
    uint16_t next = 1;
    int presses = 0;
    for (unsigned i = 0; i < bench.n_heard; i++) {
        const struct lp_press *press = &bench.heard[i].msg.press;
        if (bench.heard[i].msg.type != LP_PRESS || press->ev_no != next)
            continue;
        if (!(press->flags & LP_PRESS_RELEASE))
            ck_assert_uint_eq(press->t, truth[presses++]);
        next++;
    }
    ck_assert_int_eq(presses, 200);
    ck_assert_uint_gt(bench.n_broken, 10);
}
END_TEST

START_TEST(test_stall_keeps_the_instant)
{
    bench_start(0, 0, 1);
    run_for(10000);
    int64_t at_us = bench.now_us + 100000;
    rig_stall(&bench.rig, bench.now_us, 300000);
    rig_press(&bench.rig, at_us, 0);
    host_send((struct lp_message){.type = LP_SYNC_REQ});
    run_until(at_us + 100000);
    ck_assert_uint_eq(heard_count(LP_PRESS), 0);
    ck_assert_uint_eq(heard_count(LP_SYNC_RSP), 0);
    run_for(200000);
    ck_assert_uint_eq(heard_nth(LP_PRESS, 0)->msg.press.t, vbox_clock(&bench.rig.vbox, at_us));
    ck_assert_int_ge(heard_nth(LP_SYNC_RSP, 0)->at_us, heard_nth(LP_PRESS, 0)->at_us);
    ck_assert_uint_gt(heard_nth(LP_SYNC_RSP, 0)->msg.sync_rsp.ev_last, 0);
}
END_TEST

START_TEST(test_reboot_starts_a_new_life)
{
    bench_start(0, 0, 1);
    rig_press(&bench.rig, START_US + 1000, 0);
    run_for(500000);
    rig_reboot(&bench.rig, bench.now_us);
    rig_press(&bench.rig, bench.now_us + 1000, 0); /* no power, no press */
    run_for(400000);
    const struct lp_hello *hello = &heard_last(LP_HELLO)->msg.hello;
    ck_assert_uint_ne(hello->boot_id, 77);
    ck_assert_uint_eq(hello->ev_first, 1);
    unsigned before = heard_count(LP_PRESS);
    rig_press(&bench.rig, bench.now_us + 1000, 0);
    run_for(2000);
    ck_assert_uint_eq(heard_count(LP_PRESS), before + 1);
    ck_assert_uint_eq(heard_last(LP_PRESS)->msg.press.ev_no, 1);
    ck_assert_uint_eq(heard_last(LP_PRESS)->msg.press.round, 0);
}
END_TEST

START_TEST(test_frames_do_not_overlap_on_the_wire)
{
    bench_start(0, BYTE_115K, 8);
    for (uint8_t i = 0; i < 8; i++)
        rig_press(&bench.rig, START_US + 50000 + i, i);
    run_for(1000000);
    int64_t press_us = LP_WIRE_LEN(12) * BYTE_115K / 1000;
    for (unsigned i = 1; i < bench.n_heard; i++) {
        if (bench.heard[i].msg.type == LP_PRESS)
            ck_assert_int_ge(bench.heard[i].at_us - bench.heard[i - 1].at_us, press_us);
        ck_assert_uint_eq(bench.heard[i].msg.seq, (uint8_t)(bench.heard[i - 1].msg.seq + 1));
    }
}
END_TEST

START_TEST(test_flood_keeps_the_box_alive)
{
    bench_start(0, BYTE_115K, 1);
    bench.acknowledges = true;
    rig_flood(&bench.rig, START_US, 2000000);
    for (int i = 0; i < 20; i++) {
        host_send((struct lp_message){.type = LP_SYNC_REQ, .sync_req.token = (uint32_t)i});
        run_for(100000);
    }
    run_for(100000);
    ck_assert_uint_eq(heard_count(LP_SYNC_RSP), 20);
    ck_assert_uint_gt(heard_count(LP_LOG), 100);
}
END_TEST

START_TEST(test_armed_for_hours)
{
    bench_start(0, 0, 1);
    bench.acknowledges = true;
    struct lp_message arm = {.type = LP_ARM, .arm = {.round = 9, .mask = 1, .flags = LP_ARM_AT}};
    arm.arm.at = vbox_clock(&bench.rig.vbox, START_US + 5000000);
    host_send(arm);
    for (int i = 0; i < 3; i++) {
        bench.n_heard = 0; /* an hour of HELLO is not of interest */
        for (int m = 0; m < 60; m++) {
            run_for(60000000);
            bench.n_heard = 0;
        }
        rig_press(&bench.rig, bench.now_us, 0);
        run_for(1000);
        ck_assert_uint_eq(heard_last(LP_PRESS)->msg.press.flags & ~LP_PRESS_FIRST, LP_PRESS_ARMED);
    }
}
END_TEST

START_TEST(test_script_lines)
{
    static const struct {
        const char *line;
        int got;
        struct order order;
    } table[] = {
        {"press 3", 1, {VERB_PRESS, SCRIPT_NOW, 3, 0, 0}},
        {"1.5 press 3.2 # late", 1, {VERB_PRESS, 1.5, 3, 1, 0}},
        {"drop 4", 1, {VERB_DROP, SCRIPT_NOW, 0, 0, 4}},
        {"0 corrupt 1 2", 1, {VERB_CORRUPT, 0, 2, 0, 1}},
        {"delay 1 30", 1, {VERB_DELAY, SCRIPT_NOW, 1, 0, 30}},
        {"hangup 2 0.5", 1, {VERB_HANGUP, SCRIPT_NOW, 2, 0, 0.5}},
        {"reboot 1", 1, {VERB_REBOOT, SCRIPT_NOW, 1, 0, 0}},
        {"quit", 1, {VERB_QUIT, SCRIPT_NOW, 0, 0, 0}},
        {"", 0, {0}},
        {"  # nothing", 0, {0}},
        {"press", -1, {0}},
        {"press 1.0", -1, {0}},
        {"press 1.2.3", -1, {0}},
        {"hangup 2", -1, {0}},
        {"jump 1", -1, {0}},
        {"1.0", -1, {0}},
        {"press 1 2 3", -1, {0}},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct order order;
        const char *why = "";
        ck_assert_msg(script_parse(table[i].line, &order, &why) == table[i].got, "%s: %s",
                      table[i].line, why);
        if (table[i].got != 1)
            continue;
        ck_assert_int_eq(order.verb, table[i].order.verb);
        ck_assert(order.at_s == table[i].order.at_s);
        ck_assert_int_eq(order.box, table[i].order.box);
        ck_assert_uint_eq(order.button, table[i].order.button);
        ck_assert(order.amount == table[i].order.amount);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("virtual faults");
    TCase *tc = tcase_create("virtual faults");
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, test_fence);
    tcase_add_test(tc, test_sync_is_honest_about_time);
    tcase_add_test(tc, test_faults_lose_nothing);
    tcase_add_test(tc, test_stall_keeps_the_instant);
    tcase_add_test(tc, test_reboot_starts_a_new_life);
    tcase_add_test(tc, test_frames_do_not_overlap_on_the_wire);
    tcase_add_test(tc, test_flood_keeps_the_box_alive);
    tcase_add_test(tc, test_armed_for_hours);
    tcase_add_test(tc, test_script_lines);
    suite_add_tcase(suite, tc);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
