/* rooms: vbox box arbiter codec */
/*
 * A box that sends whatever it likes: noise, and well-formed frames with absurd contents. It may
 * spoil its own presses; it must not stop, confuse or crash anyone else's. For the sanitizers as
 * much as for the asserts.
 */
#include "box_stage.h"

static uint32_t state = 4711;
static uint32_t rnd(void)
{
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state;
}

static void fill(void *data, size_t n)
{
    for (size_t i = 0; i < n; i++)
        ((uint8_t *)data)[i] = (uint8_t)rnd();
}

/* A frame with a correct checksum and wild fields, or plain noise. */
static void send_wild(const char *name)
{
    static const uint8_t types[] = {LP_HELLO,     LP_PRESS,  LP_PRESS, LP_PRESS,
                                    LP_SYNC_RSP,  LP_STATUS, LP_ACK,   LP_LOG,
                                    LP_CFG_VALUE, LP_ARM,    0x33,     0x90};
    uint8_t wire[LP_WIRE_MAX];
    struct lp_frame frame = {.major = rnd() % 20 ? LP_MAJOR : (uint8_t)(rnd() & 15),
                             .flags = rnd() % 3 ? 0 : rnd() & 3,
                             .seq = (uint8_t)rnd(),
                             .type = types[rnd() % (sizeof types)]};
    int len = lp_payload_len(frame.type);
    frame.len = (uint8_t)(len > 0 && rnd() % 8 ? len : (int)(rnd() % LP_PAYLOAD_MAX));
    fill(frame.payload, frame.len);
    if (frame.type == LP_PRESS && frame.len > 8)
        frame.payload[8] &= 31; /* sometimes a button that exists */
    uint8_t n = lp_frame_encode(&frame, wire);
    if (rnd() % 4 == 0)
        fill(wire, n = (uint8_t)(rnd() % LP_WIRE_MAX));
    link_mem_give(stage.mem, name, wire, n);
}

/* One that has said who it is and then sends presses and fences with wild times. */
static void send_plausible(const char *name, uint64_t uid, uint32_t boot_id)
{
    uint8_t wire[LP_WIRE_MAX];
    struct lp_message m = {.type = LP_HELLO};
    m.hello = (struct lp_hello){.uid = uid,
                                .boot_id = boot_id,
                                .n_buttons = (uint8_t)rnd(),
                                .n_lamps = (uint8_t)rnd(),
                                .max_ppm = (uint16_t)rnd(),
                                .stamp_unc = (uint16_t)rnd(),
                                .ev_first = (uint16_t)rnd()};
    if (rnd() % 4) {
        m = (struct lp_message){.type = LP_PRESS};
        m.press = (struct lp_press){.t = rnd(),
                                    .ev_no = (uint16_t)rnd(),
                                    .button = rnd() & 3,
                                    .flags = (uint8_t)rnd(),
                                    .levels = (uint16_t)rnd()};
    }
    link_mem_give(stage.mem, name, wire, lp_encode(&m, wire));
}

/* Box 0 is wild; 1 and 2 play. Their presses come out in order, in time, and can win. */
static size_t play(void (*wild)(void), int rounds)
{
    stage_start(3);
    stage_box(1, 0xC1, 900, BYTE_115K);
    stage_box(2, 0xC2, -900, BYTE_115K);
    link_mem_plug(stage.mem, "b0");
    stage_open();
    stage_run(1000000);
    size_t good = 0, wild_presses = 0;
    for (int k = 0; k < rounds; k++) {
        stage.logged = stage.truths = 0;
        boxes_arm(stage.boxes, (uint16_t)(k + 1), 0xfff, stage.now_us);
        int64_t t = stage.now_us + 20000;
        rig_press(&stage.box[1].rig, t + 1000, 0);
        rig_press(&stage.box[2].rig, t, 0);
        for (int i = 0; i < 100; i++) {
            wild();
            stage_run(1500);
        }
        const struct arbiter_press *last = NULL;
        for (size_t i = 0; stage_press(i); i++) {
            const struct arbiter_press *p = stage_press(i);
            if (p->source == 0) {
                wild_presses++;
                continue;
            }
            good++;
            ck_assert(arbiter_may_win(p));
            ck_assert(!last || last->t_us <= p->t_us);
            ck_assert_int_lt(p->released_us - p->arrived_us, 55000);
            last = p;
        }
        boxes_lamp(stage.boxes, rnd(), rnd());
    }
    ck_assert_uint_eq(good, 2 * (size_t)rounds);
    ck_assert_int_eq(stage_health(1).presence, BOX_PRESENCE_LIVE);
    ck_assert_int_eq(stage_health(2).presence, BOX_PRESENCE_LIVE);
    stage_end();
    return wild_presses;
}

static void wild_frames(void)
{
    for (int i = 0; i < 4; i++)
        send_wild("b0");
}

static void liar(void)
{
    send_plausible("b0", 0xC0, 7);
    uint8_t data[512];
    size_t n = link_mem_take(stage.mem, "b0", data, sizeof data);
    struct lp_decoder d;
    lp_decoder_init(&d);
    for (size_t used, at = 0; at < n; at += used) { /* answers sync requests with nonsense */
        struct lp_frame frame;
        struct lp_message m;
        uint8_t wire[LP_WIRE_MAX];
        if (lp_decoder_feed(&d, data + at, n - at, &used, &frame) != LP_FRAME ||
            lp_message_decode(&frame, &m) != LP_OK || m.type != LP_SYNC_REQ)
            continue;
        uint32_t t = (uint32_t)stage.now_us + (rnd() % 8 ? 0 : rnd());
        struct lp_message rsp = {.type = LP_SYNC_RSP,
                                 .sync_rsp = {.token = m.sync_req.token,
                                              .t2 = t,
                                              .t3 = t + rnd() % 700,
                                              .ev_last = (uint16_t)rnd()}};
        link_mem_give(stage.mem, "b0", wire, lp_encode(&rsp, wire));
    }
}

/* Says it is a box that is there already. */
static void impostor(void)
{
    send_plausible("b0", 0xC1 + (rnd() & 1), rnd());
    send_wild("b0");
}

START_TEST(noise_and_wild_frames)
{
    play(wild_frames, 200);
}
END_TEST

START_TEST(box_that_lies_about_times)
{
    ck_assert_uint_gt(play(liar, 200), 1000); /* they are all told */
}
END_TEST

START_TEST(box_that_claims_to_be_another)
{
    play(impostor, 200);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("box_noise");
    TCase *tc = tcase_create("wild");
    tcase_set_timeout(tc, 120);
    tcase_add_test(tc, noise_and_wild_frames);
    tcase_add_test(tc, box_that_lies_about_times);
    tcase_add_test(tc, box_that_claims_to_be_another);
    suite_add_tcase(suite, tc);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
