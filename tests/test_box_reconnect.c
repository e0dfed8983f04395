/* rooms: vbox box arbiter codec */
/*
 * How soon after a cable is back everything is as it was: the box known, its presses told, its lamp
 * right; also where the first frames are lost, as on a port that has just been opened.
 */
#include "box_stage.h"

static struct watch { /* what box 0 has heard since it was plugged in */
    int64_t hello_req_us, lamp_us, ev_ack_us;
} watch;

static void heard(void *ctx, int64_t at_us, const struct lp_frame *frame)
{
    (void)ctx;
    int64_t *first = !frame                                          ? NULL
                     : frame->type == LP_HELLO_REQ                   ? &watch.hello_req_us
                     : frame->type == LP_LAMP                        ? &watch.lamp_us
                     : frame->type == LP_EV_ACK && frame->payload[0] ? &watch.ev_ack_us
                                                                     : NULL;
    if (first && *first == 0)
        *first = at_us;
}

static int64_t found_us(void)
{
    for (size_t i = 0; i < stage.logged; i++)
        if (stage.log[i].event.kind == BOX_EVENT_FOUND)
            return stage.log[i].event.t_us;
    return INT64_MAX;
}

/* Box 0 is pulled out, pressed 10 ms before box 1, and put back so that its entry opens it at once;
 * its lamp has been switched on meanwhile. Returns when it was opened. */
static int64_t replug(unsigned deaf, unsigned drop, int64_t away_us)
{
    stage_start(2);
    stage_box(0, 0xA0, 2000, BYTE_115K)->witness.heard = heard;
    stage_box(1, 0xA1, -450, BYTE_115K);
    stage_open();
    stage_run(5000000);
    boxes_arm(stage.boxes, 3, 0xff, stage.now_us);
    stage_run(100000);
    link_mem_unplug(stage.mem, "b0");
    stage_run(1000);
    rig_press(&stage.box[0].rig, stage.now_us + 10000, 0);
    stage_run(away_us);
    boxes_lamp(stage.boxes, 1, 0);
    stage.logged = 0;
    memset(&watch, 0, sizeof watch);
    stage.box[0].rig.faults.deaf = deaf;
    link_mem_plug(stage.mem, "b0");
    while (stage_health(0).presence == BOX_PRESENCE_ABSENT)
        stage_run(100);
    stage.box[0].rig.faults.drop = drop;
    return stage.now_us;
}

START_TEST(back_at_once_whatever_was_lost)
{
    static const struct {
        const char *what;
        unsigned deaf, drop;
        int64_t within_us;
    } table[] = {
        {"nothing lost", 0, 0, 15000},
        {"HELLO_REQ lost", 1, 0, 70000},
        {"its HELLO lost, and what it says before", 0, 3, 70000},
        {"two of each lost", 2, 4, 260000},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        int64_t open_us = replug(table[i].deaf, table[i].drop, 300000);
        int64_t pressed_us = stage.truth[0].at_us;
        stage_run(table[i].within_us + 25000);
        printf("%s: live after %lld us, press told after %lld, lamp %lld, acknowledged %lld\n",
               table[i].what, (long long)(found_us() - open_us),
               stage_press(0) ? (long long)(stage_press(0)->released_us - open_us) : -1,
               (long long)(watch.lamp_us - open_us), (long long)(watch.ev_ack_us - open_us));
        ck_assert_int_le(found_us(), open_us + table[i].within_us);
        ck_assert_int_ne(watch.lamp_us, 0);
        ck_assert_int_le(watch.lamp_us, found_us() + 10000);
        ck_assert_ptr_nonnull(stage_press(0)); /* with its true time */
        ck_assert_int_le(stage_press(0)->lo_us, pressed_us);
        ck_assert_int_ge(stage_press(0)->hi_us, pressed_us);
        ck_assert_int_ne(watch.ev_ack_us, 0);
        stage_end();
    }
}
END_TEST

/* A question goes on while the box comes back: nobody's press waits for it, and its own are in
 * order with the others'. */
START_TEST(decisions_do_not_wait_for_who_comes_back)
{
    for (int k = 0; k < 60; k++) {
        replug((unsigned)k % 3, (unsigned)(k / 3) % 4, 250000 + k * 7001);
        stage.logged = 0;
        int64_t t = stage.now_us + (k % 20) * 4000; /* at any moment of its coming back */
        rig_press(&stage.box[1].rig, t, 0);
        rig_press(&stage.box[0].rig, t + 400, 1);
        stage_run(400000);
        const struct arbiter_press *p = NULL;
        for (size_t i = 0; stage_press(i); i++)
            if (stage_press(i)->source == 1 && stage_press(i)->lo_us <= t &&
                stage_press(i)->hi_us >= t)
                p = stage_press(i);
        ck_assert_ptr_nonnull(p);
        ck_assert_int_le(p->released_us - t, 50000 + 5000);
        stage_end();
    }
}
END_TEST

/* Another box on the same cable, pressed at once: its numbers are not those of the one before. */
START_TEST(presses_of_a_box_put_in_its_place_are_not_taken_for_repeats)
{
    stage_start(1);
    stage_box(0, 0xA0, 0, BYTE_115K);
    stage_open();
    stage_run(2000000);
    for (int i = 0; i < 3; i++) {
        rig_press(&stage.box[0].rig, stage.now_us + 1000, 0);
        stage_run(300000);
    }
    link_mem_unplug(stage.mem, "b0");
    stage_run(100000);
    stage_box(0, 0xB0, 0, BYTE_115K);
    link_mem_unplug(stage.mem, "b0");
    for (int i = 0; i < 4; i++) { /* eight events, more than the first box has told */
        rig_press(&stage.box[0].rig, stage.now_us + 1000, 1);
        stage_run(300000);
    }
    stage.logged = 0;
    link_mem_plug(stage.mem, "b0");
    stage_run(3000000);
    ck_assert_int_eq(stage_health(0).presence, BOX_PRESENCE_UNKNOWN);
    for (size_t i = 0; i < 4; i++) {
        ck_assert_ptr_nonnull(stage_press(i));
        ck_assert_int_eq(stage_press(i)->button, 1);
        ck_assert(stage_press(i)->flags & ARBITER_UNACCEPTED);
    }
    stage_end();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("box_reconnect");
    TCase *tc = tcase_create("reconnect");
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, back_at_once_whatever_was_lost);
    tcase_add_test(tc, decisions_do_not_wait_for_who_comes_back);
    tcase_add_test(tc, presses_of_a_box_put_in_its_place_are_not_taken_for_repeats);
    suite_add_tcase(suite, tc);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
