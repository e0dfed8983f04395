/* rooms: vbox box arbiter codec */
/*
 * A radio box: everything it says is signed, and nothing that anybody else says in its name counts.
 * The box here is written from PROTOCOL.md section 11, for this test.
 */
#include "box_stage.h"

static const uint8_t secret[16] = "a secret by wire";

static struct radio {
    struct lp_session session;
    uint32_t tx, rx;
    struct lp_decoder decoder;
    bool has_nonce;
    uint32_t caps;
    unsigned refused, commands;
    uint16_t ev_no;
    struct lp_frame last; /* sent */
} radio;

static void transmit(const struct lp_frame *frame)
{
    uint8_t wire[LP_WIRE_MAX];
    link_mem_give(stage.mem, "b0", wire, lp_frame_encode(frame, wire));
}

static void radio_send(struct lp_message m, bool sign)
{
    ck_assert_int_eq(lp_message_encode(&m, &radio.last), LP_OK);
    radio.last.seq = (uint8_t)radio.tx;
    if (sign)
        lp_frame_sign(&radio.last, &radio.session, 0, radio.tx);
    radio.tx++;
    transmit(&radio.last);
}

static void radio_hello(void)
{
    struct lp_message m = {.type = LP_HELLO};
    m.hello = (struct lp_hello){.uid = 0xF0,
                                .boot_id = radio.session.boot_id,
                                .n_buttons = 1,
                                .n_lamps = 1,
                                .caps = radio.caps,
                                .max_ppm = 50,
                                .ev_first = 1,
                                .name = "radio"};
    radio_send(m, radio.has_nonce && (radio.caps & LP_CAP_MAC));
}

static void radio_press(bool sign)
{
    struct lp_message m = {.type = LP_PRESS};
    m.press = (struct lp_press){.t = (uint32_t)stage.now_us, .ev_no = ++radio.ev_no};
    radio_send(m, sign);
}

static void radio_obey(const struct lp_frame *frame)
{
    struct lp_message m;
    if (lp_message_decode(frame, &m) != LP_OK)
        return;
    if (m.type == LP_HELLO_REQ) {
        memcpy(radio.session.nonce, m.hello_req.nonce, 8);
        radio.tx = radio.rx = 0;
        radio.has_nonce = true;
        radio_hello();
        return;
    }
    if (radio.caps & LP_CAP_MAC && !lp_frame_verify(frame, &radio.session, 1, &radio.rx)) {
        radio.refused++;
        return;
    }
    radio.commands += m.type != LP_SYNC_REQ;
    if (m.type != LP_SYNC_REQ)
        return;
    struct lp_message rsp = {.type = LP_SYNC_RSP};
    rsp.sync_rsp = (struct lp_sync_rsp){.token = m.sync_req.token,
                                        .t2 = (uint32_t)stage.now_us,
                                        .t3 = (uint32_t)stage.now_us,
                                        .ev_last = radio.ev_no};
    radio_send(rsp, (radio.caps & LP_CAP_MAC) != 0);
}

static void radio_run(int64_t for_us)
{
    for (int64_t end_us = stage.now_us + for_us; stage.now_us < end_us;) {
        uint8_t data[512];
        size_t n = link_mem_take(stage.mem, "b0", data, sizeof data);
        for (size_t used, at = 0; at < n; at += used) {
            struct lp_frame frame;
            if (lp_decoder_feed(&radio.decoder, data + at, n - at, &used, &frame) == LP_FRAME)
                radio_obey(&frame);
        }
        stage_run(500);
    }
}

static void radio_start(bool host_knows, uint32_t caps)
{
    stage_start(1);
    memset(&radio, 0, sizeof radio);
    memcpy(radio.session.key, secret, 16);
    radio.session.boot_id = 5;
    radio.caps = caps;
    lp_decoder_init(&radio.decoder);
    stage.config.box[0].has_secret = host_knows;
    memcpy(stage.config.box[0].secret, secret, 16);
    link_mem_plug(stage.mem, "b0");
    stage_open();
    radio_run(1000000);
}

START_TEST(signed_box_plays)
{
    radio_start(true, LP_CAP_RADIO | LP_CAP_MAC);
    ck_assert_int_eq(stage_health(0).presence, BOX_PRESENCE_LIVE);
    ck_assert_uint_eq(radio.refused, 0);
    ck_assert(boxes_bind(stage.boxes, 0, 0, 1));
    boxes_lamp(stage.boxes, 1, 0);
    radio_press(true);
    radio_run(100000);
    ck_assert_ptr_nonnull(stage_press(0));
    ck_assert(arbiter_may_win(stage_press(0)));
    ck_assert_uint_gt(radio.commands, 0);
    ck_assert_uint_eq(stage_count(BOX_EVENT_MESSAGE, BOX_MESSAGE_FORGED), 0);
    stage_end();
}
END_TEST

START_TEST(forged_and_replayed_frames_are_thrown_away)
{
    radio_start(true, LP_CAP_RADIO | LP_CAP_MAC);
    radio_press(true);
    struct lp_frame recorded = radio.last;
    radio_run(100000);
    radio_press(false); /* unsigned */
    radio_run(10000);
    radio.session.key[0] ^= 1; /* wrong key */
    radio_press(true);
    radio.session.key[0] ^= 1;
    radio_run(10000);
    transmit(&recorded); /* a recording */
    recorded.payload[4] ^= 7;
    transmit(&recorded);
    radio_run(1000000);
    ck_assert_ptr_nonnull(stage_press(0));
    ck_assert_ptr_null(stage_press(1));
    ck_assert_uint_eq(stage_count(BOX_EVENT_MESSAGE, BOX_MESSAGE_FORGED), 1); /* told once */
    ck_assert_uint_eq(stage_health(0).forged, 4);
    ck_assert_int_eq(stage_health(0).presence, BOX_PRESENCE_LIVE);
    stage_end();
}
END_TEST

/* "I have restarted", "I am another box", "I don't sign any more": said by somebody else. */
START_TEST(forged_hello_changes_nothing)
{
    radio_start(true, LP_CAP_RADIO | LP_CAP_MAC);
    struct lp_message m = {.type = LP_HELLO};
    for (int i = 0; i < 3; i++) {
        m.hello = (struct lp_hello){.uid = i == 1 ? 0xBAD : 0xF0,
                                    .boot_id = i == 0 ? 99 : 5,
                                    .n_buttons = 1,
                                    .caps = i == 2 ? 0 : LP_CAP_RADIO | LP_CAP_MAC,
                                    .ev_first = 500};
        struct lp_frame frame;
        ck_assert_int_eq(lp_message_encode(&m, &frame), LP_OK);
        transmit(&frame);
        radio_run(600000);
        ck_assert_int_eq(stage_health(0).presence, BOX_PRESENCE_LIVE);
        ck_assert_uint_eq(stage_health(0).uid, 0xF0);
        ck_assert_uint_eq(stage_health(0).boot_id, 5);
    }
    radio_press(true);
    radio_run(100000);
    ck_assert(arbiter_may_win(stage_press(0)));
    ck_assert_uint_eq(stage_count(BOX_EVENT_LOST, -1), 0);
    stage_end();
}
END_TEST

/* Between plugging in and HELLO nothing is secured yet, and nobody may use that. */
START_TEST(unsigned_press_before_the_hello_does_not_count)
{
    radio_start(true, LP_CAP_RADIO | LP_CAP_MAC);
    link_mem_unplug(stage.mem, "b0");
    stage_run(100000);
    link_mem_plug(stage.mem, "b0");
    for (int i = 0; i < 300; i++) { /* the box itself says nothing yet */
        stage_run(1000);
        radio_press(false);
    }
    stage_run(100000);
    ck_assert_ptr_null(stage_press(0));
    radio_run(1000000);
    ck_assert_int_eq(stage_health(0).presence, BOX_PRESENCE_LIVE);
    stage_end();
}
END_TEST

START_TEST(wrong_secret_is_named)
{
    radio_start(true, LP_CAP_MAC);
    stage_end();
    radio_start(true, LP_CAP_MAC);
    radio.session.key[3] ^= 1;
    link_mem_unplug(stage.mem, "b0");
    stage_run(100000);
    link_mem_plug(stage.mem, "b0");
    stage.logged = 0;
    radio_run(2500000);
    ck_assert_int_ne(stage_health(0).presence, BOX_PRESENCE_LIVE);
    ck_assert_uint_eq(stage_count(BOX_EVENT_MESSAGE, BOX_MESSAGE_FORGED), 1);
    stage_end();
}
END_TEST

/* A box that has lost count of our frames believes none, and so answers none. */
START_TEST(lost_count_begins_a_new_session)
{
    radio_start(true, LP_CAP_RADIO | LP_CAP_MAC);
    radio.rx += 1000;
    radio_run(3000000);
    unsigned refused = radio.refused;
    ck_assert_uint_gt(refused, 0);
    radio_run(1000000);
    ck_assert_uint_eq(radio.refused, refused);
    radio_press(true);
    radio_run(100000);
    ck_assert(arbiter_may_win(stage_press(0)));
    stage_end();
}
END_TEST

/* It starts late, says HELLO by itself and has heard no nonce: both sides agree on one. */
START_TEST(restarted_radio_box_comes_back)
{
    radio_start(true, LP_CAP_RADIO | LP_CAP_MAC);
    radio.session.boot_id = 6;
    radio.has_nonce = false;
    radio.tx = radio.rx = 0;
    radio.ev_no = 0;
    radio_hello();
    radio_run(3000000);
    ck_assert_int_eq(stage_health(0).presence, BOX_PRESENCE_LIVE);
    ck_assert_uint_eq(stage_health(0).boot_id, 6);
    radio_press(true);
    radio_run(100000);
    ck_assert_ptr_nonnull(stage_press(0));
    stage_end();
}
END_TEST

START_TEST(signing_box_without_a_secret_is_not_taken_in)
{
    radio_start(false, LP_CAP_MAC);
    ck_assert_int_eq(stage_health(0).presence, BOX_PRESENCE_UNKNOWN);
    ck_assert_uint_eq(stage_count(BOX_EVENT_MESSAGE, BOX_MESSAGE_RADIO), 1);
    radio_press(true); /* its tag can't be checked */
    radio_run(100000);
    ck_assert_ptr_null(stage_press(0));
    stage_end();
}
END_TEST

START_TEST(radio_without_a_secret_is_not_taken_in)
{
    radio_start(false, LP_CAP_RADIO);
    ck_assert_int_eq(stage_health(0).presence, BOX_PRESENCE_UNKNOWN);
    ck_assert_uint_eq(stage_count(BOX_EVENT_MESSAGE, BOX_MESSAGE_RADIO), 1);
    radio_press(false);
    radio_run(100000);
    ck_assert(stage_press(0)->flags & ARBITER_UNACCEPTED);
    stage_end();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("box_radio");
    TCase *tc = tcase_create("radio");
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, signed_box_plays);
    tcase_add_test(tc, forged_and_replayed_frames_are_thrown_away);
    tcase_add_test(tc, restarted_radio_box_comes_back);
    tcase_add_test(tc, forged_hello_changes_nothing);
    tcase_add_test(tc, unsigned_press_before_the_hello_does_not_count);
    tcase_add_test(tc, wrong_secret_is_named);
    tcase_add_test(tc, lost_count_begins_a_new_session);
    tcase_add_test(tc, signing_box_without_a_secret_is_not_taken_in);
    tcase_add_test(tc, radio_without_a_secret_is_not_taken_in);
    suite_add_tcase(suite, tc);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
