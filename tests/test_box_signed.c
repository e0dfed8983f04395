/* rooms: vbox box arbiter codec */
/*
 * Boxes that sign and a host that knows their secrets, in a show: as fair as without, through
 * restarts and pulled cables; and somebody else on the channel who gets nothing for it.
 */
#include "box_stage.h"

static const uint8_t secrets[3][16] = {"the first secret", "another secret..", "and a third one."};

static void signed_boxes(size_t count)
{
    stage_start(count);
    for (size_t i = 0; i < count; i++) {
        stage.config.box[i].has_secret = true;
        memcpy(stage.config.box[i].secret, secrets[i], 16);
        stage.config.box[i].baud = i == 1 ? 250000 : 115200;
        stage.secret = secrets[i];
        stage_box(i, 0xA0 + i, i == 1 ? -450 : 2021, i == 1 ? BYTE_250K : BYTE_115K);
    }
    stage_open();
    stage_run(12000000);
    for (size_t i = 0; i < count; i++)
        ck_assert_int_eq(stage_health((int)i).presence, BOX_PRESENCE_LIVE);
    boxes_arm(stage.boxes, 3, 0xfff, stage.now_us);
    stage_run(100000);
}

static void nothing_forged(size_t count)
{
    for (size_t i = 0; i < count; i++) {
        ck_assert_uint_eq(stage_health((int)i).forged, 0);
        ck_assert_uint_eq(stage.box[i].rig.vbox.refused, 0);
    }
    ck_assert_uint_eq(stage_count(BOX_EVENT_MESSAGE, -1), 0);
}

START_TEST(as_fair_as_without)
{
    signed_boxes(3);
    size_t pairs = 0;
    for (int k = 0; k < 200; k++) {
        int first = k % 3, second = (k + 1 + k / 3 % 2) % 3;
        int64_t t = stage.now_us + 1000 + k * 37 % 900;
        rig_press(&stage.box[first].rig, t, 0);
        rig_press(&stage.box[second].rig, t + 400, 0);
        stage_run(300000);
        const struct arbiter_press *a = stage_press(2 * pairs), *b = stage_press(2 * pairs + 1);
        ck_assert_ptr_nonnull(b);
        ck_assert_int_eq(a->source, first);
        ck_assert_int_eq(b->source, second);
        ck_assert(a->lo_us <= t && t <= a->hi_us);
        ck_assert(arbiter_may_win(a));
        ck_assert_int_le(a->hi_us - a->lo_us, 400);
        pairs++;
    }
    printf("signed: ±%lld and ±%lld µs, press to verdict %lld µs\n",
           (long long)stage_health(0).uncertainty_us, (long long)stage_health(1).uncertainty_us,
           (long long)(stage_press(0)->released_us - stage_press(0)->t_us));
    nothing_forged(3);
    stage_end();
}
END_TEST

START_TEST(restarts_and_pulled_cables)
{
    signed_boxes(2);
    for (int k = 0; k < 6; k++) {
        if (k % 2)
            rig_reboot(&stage.box[0].rig, stage.now_us);
        else
            link_mem_unplug(stage.mem, "b0");
        stage_run(200000);
        link_mem_plug(stage.mem, "b0");
        stage_run(2500000);
        ck_assert_int_eq(stage_health(0).presence, BOX_PRESENCE_LIVE);
        stage.logged = 0;
        int64_t t = stage.now_us + 1000;
        rig_press(&stage.box[0].rig, t, 0);
        stage_run(300000);
        ck_assert_ptr_nonnull(stage_press(0));
        ck_assert(stage_press(0)->lo_us <= t && t <= stage_press(0)->hi_us);
        ck_assert(arbiter_may_win(stage_press(0)));
        ck_assert_uint_eq(stage_count(BOX_EVENT_MESSAGE, BOX_MESSAGE_FORGED), 0);
    }
    stage_end();
}
END_TEST

START_TEST(somebody_else_on_the_channel)
{
    signed_boxes(2);
    struct rig *rig = &stage.box[0].rig;
    rig_press(rig, stage.now_us + 1000, 0);
    stage_run(300000);
    size_t presses = 0;
    while (stage_press(presses))
        presses++;
    ck_assert_uint_eq(presses, 1);
    for (int k = 0; k < 20; k++) {
        rig_forge(rig, stage.now_us, 1); /* two frames */
        rig_replay(rig, stage.now_us);
        stage_run(150000);
    }
    ck_assert_ptr_null(stage_press(1));
    ck_assert_uint_eq(stage_health(0).forged, 60);
    ck_assert_uint_eq(stage_count(BOX_EVENT_MESSAGE, BOX_MESSAGE_FORGED), 1);
    ck_assert_uint_eq(stage_count(BOX_EVENT_LOST, -1), 0);
    int64_t t = stage.now_us + 1000; /* and the box itself plays on */
    rig_press(rig, t, 1);
    stage_run(300000);
    ck_assert_ptr_nonnull(stage_press(1));
    ck_assert(stage_press(1)->lo_us <= t && t <= stage_press(1)->hi_us);
    ck_assert(arbiter_may_win(stage_press(1)));
    stage_end();
}
END_TEST

/* stage.yaml names the secret of another box, or of none. */
START_TEST(secrets_that_do_not_fit)
{
    for (int box_signs = 0; box_signs < 2; box_signs++) {
        stage_start(1);
        stage.config.box[0].has_secret = true;
        memcpy(stage.config.box[0].secret, secrets[0], 16);
        stage.secret = box_signs ? secrets[1] : NULL;
        stage_box(0, 0xA0, 0, BYTE_115K);
        stage_open();
        stage_run(2500000);
        rig_press(&stage.box[0].rig, stage.now_us, 0);
        stage_run(300000);
        ck_assert_int_ne(stage_health(0).presence, BOX_PRESENCE_LIVE);
        ck_assert_ptr_null(stage_press(0));
        ck_assert_uint_eq(stage_count(BOX_EVENT_MESSAGE, BOX_MESSAGE_FORGED), 1);
        stage_end();
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("box_signed");
    TCase *tc = tcase_create("signed");
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, as_fair_as_without);
    tcase_add_test(tc, restarts_and_pulled_cables);
    tcase_add_test(tc, somebody_else_on_the_channel);
    tcase_add_test(tc, secrets_that_do_not_fit);
    suite_add_tcase(suite, tc);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
