/* rooms: vbox box arbiter codec */
/*
 * What the host does with a refusal (PROTOCOL.md 10), and with a box of another major. One box here
 * is written for this test: it answers a command as it is told to.
 */
#include "box_stage.h"

static struct stubborn {
    struct lp_decoder decoder;
    uint8_t seq, major, flags; /* of everything it says */
    uint8_t type, result;      /* this command is answered so; all others are obeyed */
    uint32_t first_token;
    unsigned asked[256]; /* frames heard, by type */
} box;

static void say(struct lp_message m)
{
    struct lp_frame frame;
    uint8_t wire[LP_WIRE_MAX];
    ck_assert_int_eq(lp_message_encode(&m, &frame), LP_OK);
    frame.major = box.major;
    frame.flags |= box.flags;
    frame.seq = box.seq++;
    link_mem_give(stage.mem, "b0", wire, lp_frame_encode(&frame, wire));
}

static void hear(const struct lp_frame *frame)
{
    struct lp_message m, hello = {.type = LP_HELLO}, rsp = {.type = LP_SYNC_RSP};
    ck_assert_int_eq(lp_message_decode(frame, &m), LP_OK);
    box.asked[m.type]++;
    uint8_t result = m.type == box.type ? box.result : LP_OK;
    hello.hello = (struct lp_hello){.uid = 0xF0, .boot_id = 5, .n_buttons = 2, .n_lamps = 2};
    hello.hello.max_ppm = 50;
    hello.hello.ev_first = 1;
    rsp.sync_rsp =
        (struct lp_sync_rsp){m.sync_req.token, (uint32_t)stage.now_us, (uint32_t)stage.now_us, 0};
    if (m.type == LP_HELLO_REQ && result == LP_OK)
        say(hello);
    if (m.type == LP_SYNC_REQ) {
        if (box.asked[LP_SYNC_REQ] == 1)
            box.first_token = m.sync_req.token;
        say(rsp);
    }
    if (m.flags & LP_FLAG_ACK || (m.type == LP_HELLO_REQ && result != LP_OK))
        say((struct lp_message){.type = LP_ACK, .ack = {m.type, m.seq, result}});
}

static void run(int64_t for_us)
{
    for (int64_t end_us = stage.now_us + for_us; stage.now_us < end_us;) {
        uint8_t data[512];
        size_t n = link_mem_take(stage.mem, "b0", data, sizeof data);
        for (size_t used, at = 0; at < n; at += used) {
            struct lp_frame frame;
            if (lp_decoder_feed(&box.decoder, data + at, n - at, &used, &frame) == LP_FRAME)
                hear(&frame);
        }
        stage_run(500);
    }
}

static void start(uint8_t major, uint8_t type, uint8_t result)
{
    stage_start(1);
    memset(&box, 0, sizeof box);
    lp_decoder_init(&box.decoder);
    box.major = major;
    box.type = type;
    box.result = result;
    link_mem_plug(stage.mem, "b0");
    stage_open();
    run(1000000);
}

START_TEST(every_refusal_has_its_consequence)
{
    static const struct {
        uint8_t type, result;
        unsigned times; /* sent */
        int message;    /* told, 0: none */
    } table[] = {
        {LP_LOCK, LP_OK, 1, 0},
        {LP_LOCK, LP_ERR_TYPE, 1, 0},
        {LP_LOCK, LP_ERR_LENGTH, 1, BOX_MESSAGE_REFUSED},
        {LP_LOCK, LP_ERR_VERSION, 1, BOX_MESSAGE_REFUSED},
        {LP_ARM, LP_ERR_VALUE, 1, BOX_MESSAGE_REFUSED},
        {LP_LOCK, LP_ERR_BUSY, 5, 0},
        {LP_LAMP, LP_ERR_BUSY, 5, BOX_MESSAGE_LAMP},
        {LP_LOCK, LP_ERR_UNSUPPORTED, 1, 0},
        {LP_LAMP, LP_ERR_UNSUPPORTED, 1, 0},
        {LP_LOCK, LP_ERR_STALE, 1, 0},
        {LP_LAMP, LP_ERR_STORE, 1, BOX_MESSAGE_REFUSED},
        {LP_LOCK, 77, 1, BOX_MESSAGE_REFUSED}, /* of a newer minor */
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        start(1, table[i].type, table[i].result);
        ck_assert_int_eq(stage_health(0).presence, BOX_PRESENCE_LIVE);
        memset(box.asked, 0, sizeof box.asked);
        stage.logged = 0;
        boxes_arm(stage.boxes, 3, 1, stage.now_us);
        run(100000);
        boxes_lock(stage.boxes, 3);
        boxes_lamp(stage.boxes, 3, 0);
        run(1000000);
        if (table[i].type == LP_LAMP) /* on, and off is not needed */
            ck_assert_uint_ge(box.asked[LP_LAMP], table[i].times);
        else
            ck_assert_msg(box.asked[table[i].type] == table[i].times, "row %zu: %u times", i,
                          box.asked[table[i].type]);
        ck_assert_msg(stage_count(BOX_EVENT_MESSAGE, -1) == (table[i].message != 0), "row %zu: %zu",
                      i, stage_count(BOX_EVENT_MESSAGE, -1));
        ck_assert_uint_eq(stage_count(BOX_EVENT_MESSAGE, table[i].message), table[i].message != 0);
        stage_end();
    }
}
END_TEST

static unsigned locks_heard;

static void count_locks(void *ctx, int64_t at_us, const struct lp_frame *frame)
{
    (void)ctx, (void)at_us;
    locks_heard += frame && frame->type == LP_LOCK;
}

static struct rig *real_box(void)
{
    stage_start(1);
    struct rig *rig = stage_box(0, 0xA0, 0, BYTE_115K);
    rig->witness.heard = count_locks;
    stage_open();
    stage_run(1000000);
    boxes_arm(stage.boxes, 3, 0xf, stage.now_us);
    stage_run(100000);
    locks_heard = 0;
    return rig;
}

/* After a restart the box is in no round: it says so once, and is left alone. */
START_TEST(stale_lock_is_not_repeated)
{
    struct rig *rig = real_box();
    boxes_lock(stage.boxes, 3);
    stage_run(500000);
    ck_assert_uint_eq(locks_heard, 1);
    rig_reboot(rig, stage.now_us);
    stage_run(3000000);
    ck_assert_int_eq(stage_health(0).presence, BOX_PRESENCE_LIVE);
    ck_assert_uint_eq(locks_heard, 2);
    ck_assert_uint_eq(stage_count(BOX_EVENT_MESSAGE, BOX_MESSAGE_REFUSED), 0);
    stage_end();
}
END_TEST

/* The ARM is lost, so the LOCK comes too soon: both are said again, in this order. */
START_TEST(stale_for_a_lost_arm_is_repeated_behind_it)
{
    struct rig *rig = real_box();
    boxes_arm(stage.boxes, 4, 0xf, stage.now_us);
    rig->faults.deaf = 1;
    stage_exchange();
    boxes_lock(stage.boxes, 4);
    stage_run(300000);
    ck_assert_uint_eq(locks_heard, 2);
    ck_assert_int_eq(vbox_state(&rig->vbox, stage.now_us), LP_STATE_LOCKED);
    stage_end();
}
END_TEST

START_TEST(foreign_major_is_refused_by_name)
{
    start(2, 0, 0); /* says HELLO in major 2 */
    ck_assert_int_eq(stage_health(0).presence, BOX_PRESENCE_REFUSED);
    ck_assert_uint_eq(stage_count(BOX_EVENT_MESSAGE, BOX_MESSAGE_VERSION), 1);
    box.major = 1; /* new firmware is flashed */
    run(2500000);
    ck_assert_int_eq(stage_health(0).presence, BOX_PRESENCE_LIVE);
    box.major = 3; /* stray frames of another major do not throw it out */
    say((struct lp_message){.type = LP_STATUS});
    box.major = 1;
    run(100000);
    ck_assert_int_eq(stage_health(0).presence, BOX_PRESENCE_LIVE);
    stage_end();
    start(1, LP_HELLO_REQ, LP_ERR_VERSION); /* refuses ours */
    ck_assert_int_eq(stage_health(0).presence, BOX_PRESENCE_REFUSED);
    ck_assert_uint_eq(stage_count(BOX_EVENT_MESSAGE, BOX_MESSAGE_VERSION), 1);
    stage_end();
}
END_TEST

/* Stamped before a fence that the box has given: told to the operator, and it never wins. */
START_TEST(backdated_press_is_told)
{
    start(1, 0, 0);
    run(500000);
    struct lp_message m = {.type = LP_PRESS};
    m.press = (struct lp_press){.t = (uint32_t)(stage.now_us - 400000), .ev_no = 1};
    say(m);
    run(100000);
    ck_assert_ptr_nonnull(stage_press(0));
    ck_assert(stage_press(0)->flags & ARBITER_BACKDATED);
    ck_assert_uint_eq(stage_count(BOX_EVENT_MESSAGE, BOX_MESSAGE_BACKDATED), 1);
    stage_end();
}
END_TEST

/* A tag that nobody can check is worth nothing. */
START_TEST(tag_without_a_secret_is_not_believed)
{
    start(1, 0, 0);
    struct lp_message m = {.type = LP_PRESS};
    for (uint16_t ev_no = 1; ev_no <= 2; ev_no++) {
        box.flags = ev_no == 1 ? LP_FLAG_MAC : 0;
        m.press = (struct lp_press){.t = (uint32_t)stage.now_us, .ev_no = ev_no};
        say(m);
        box.flags = 0;
        run(200000);
    }
    ck_assert_ptr_nonnull(stage_press(0));
    ck_assert_uint_eq(stage_press(0)->ev_no, 2);
    ck_assert_ptr_null(stage_press(1));
    stage_end();
}
END_TEST

/* Answers that were meant for a host that died must not pass for answers to the next one. */
START_TEST(restarted_host_counts_from_elsewhere)
{
    start(1, 0, 0);
    uint32_t first = box.first_token, asked = box.asked[LP_SYNC_REQ];
    ck_assert_uint_gt(asked, 5);
    boxes_destroy(stage.boxes);
    link_mem_unplug(stage.mem, "b0");
    link_mem_plug(stage.mem, "b0");
    memset(box.asked, 0, sizeof box.asked);
    stage.now_us += 2000000;
    stage_open();
    run(1000000);
    ck_assert_int_eq(stage_health(0).presence, BOX_PRESENCE_LIVE);
    ck_assert_uint_gt(box.first_token - first, 100000); /* nor just behind */
    ck_assert_uint_gt(first - box.first_token, 100000);
    stage_end();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("box_refusals");
    TCase *tc = tcase_create("refusals");
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, every_refusal_has_its_consequence);
    tcase_add_test(tc, stale_lock_is_not_repeated);
    tcase_add_test(tc, stale_for_a_lost_arm_is_repeated_behind_it);
    tcase_add_test(tc, foreign_major_is_refused_by_name);
    tcase_add_test(tc, backdated_press_is_told);
    tcase_add_test(tc, restarted_host_counts_from_elsewhere);
    tcase_add_test(tc, tag_without_a_secret_is_not_believed);
    suite_add_tcase(suite, tc);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
