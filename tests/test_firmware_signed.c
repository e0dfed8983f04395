/* rooms: codec */
/* pkgs: simavr */
/*
 * The reference firmware with a secret in its EEPROM: it signs, it obeys nothing else, and it stays
 * as exact and as quick as it was. GPL simulator: this program is for testing only.
 */
#include <stdio.h>
#include "firmware_bench.h"

static const uint8_t secret[16] = "a secret by wire";

static void host_begins(uint8_t nonce)
{
    struct lp_message msg = {.type = LP_HELLO_REQ, .hello_req = {.major_min = 1, .major_max = 1}};
    msg.hello_req.nonce[0] = nonce;
    bench.session.nonce[0] = nonce;
    bench.tx_counter = bench.rx_next = 0;
    bench.secured = true;
    host_send(msg);
}

static void power_on(uint32_t baud)
{
    struct sim_identity identity = bench_identity;
    identity.baud = baud;
    memcpy(identity.secret, secret, sizeof secret);
    bench_start_as(&identity);
    memcpy(bench.session.key, secret, sizeof secret);
    bench.session.boot_id = identity.boots + 1;
}

static void begin(void)
{
    run_for(50 * MS);
    ck_assert_uint_eq(heard_count(LP_HELLO), 1); /* unsigned: it has no nonce yet */
    ck_assert_uint_ne(heard_nth(LP_HELLO, 0)->msg.hello.caps & LP_CAP_MAC, 0);
    host_begins(1);
    run_for(30 * MS);
    ck_assert_uint_eq(heard_count(LP_HELLO), 2); /* and this one is signed */
}

static void start(uint32_t baud)
{
    power_on(baud);
    begin();
}

static void lamp(uint8_t pattern)
{
    host_send((struct lp_message){
        .type = LP_LAMP, .flags = LP_FLAG_ACK, .lamp = {.mask = 0xff, .pattern = pattern}});
    run_for(30 * MS);
}

static struct lp_frame signed_lamp(uint8_t pattern)
{
    struct lp_message msg = {.type = LP_LAMP, .lamp = {.mask = 0xff, .pattern = pattern}};
    struct lp_frame frame;
    ck_assert_int_eq(lp_message_encode(&msg, &frame), LP_OK);
    lp_frame_sign(&frame, &bench.session, 1, bench.tx_counter++);
    return frame;
}

/* Unsigned, forged, old: none of it lights a lamp, and each is answered only if it asks. */
START_TEST(test_obeys_signed_frames_only)
{
    start(115200);
    lamp(LP_LAMP_ON);
    ck_assert_uint_eq(sim_box_lamps(bench.sim), 0xff);
    ck_assert_uint_eq(heard_last(LP_ACK)->msg.ack.result, LP_OK);
    struct lp_frame old = signed_lamp(LP_LAMP_ON);
    host_send_frame(&old);
    run_for(30 * MS);
    lamp(LP_LAMP_OFF);
    ck_assert_uint_eq(sim_box_lamps(bench.sim), 0);
    unsigned heard = heard_count(LP_ACK);

    host_send_frame(&old); /* a recording */
    run_for(30 * MS);
    struct lp_frame forged = signed_lamp(LP_LAMP_ON);
    forged.payload[0] ^= 1;
    host_send_frame(&forged);
    run_for(30 * MS);
    struct lp_frame bare = signed_lamp(LP_LAMP_ON);
    bare.flags = 0;
    host_send_frame(&bare);
    run_for(30 * MS);
    ck_assert_uint_eq(sim_box_lamps(bench.sim), 0);
    ck_assert_uint_eq(heard_count(LP_ACK), heard);
    bare.flags = LP_FLAG_ACK;
    host_send_frame(&bare);
    run_for(30 * MS);
    ck_assert_uint_eq(heard_last(LP_ACK)->msg.ack.result, LP_ERR_AUTH);
    lamp(LP_LAMP_ON); /* the real host has lost some frames, and goes on */
    ck_assert_uint_eq(sim_box_lamps(bench.sim), 0xff);

    host_begins(2);
    run_for(30 * MS);
    lamp(LP_LAMP_OFF);
    ck_assert_uint_eq(sim_box_lamps(bench.sim), 0);
    host_send_frame(&old); /* of another session */
    run_for(30 * MS);
    ck_assert_uint_eq(sim_box_lamps(bench.sim), 0);
    ck_assert_uint_eq(bench.n_forged, 0);
}
END_TEST

/* Every repeat has its own tag, and all that the box says fits, a thousand frames long. */
START_TEST(test_what_it_says_is_signed)
{
    start(115200);
    sim_box_edge(bench.sim, now() + MS, 3, true);
    run_for(10000 * MS); /* 480 repeats, with nobody to acknowledge, beside the heartbeat */
    ck_assert_uint_gt(heard_count(LP_PRESS), 400);
    ck_assert_uint_eq(heard_last(LP_PRESS)->msg.press.ev_no, 1);
    ck_assert_uint_gt(bench.rx_next, 400);
    ck_assert_uint_eq(bench.n_forged, 0);
}
END_TEST

/* As exact as without: the interrupt is not touched by it, and a fence holds. */
START_TEST(test_presses_and_fences_on_a_busy_line)
{
    enum { PAIRS = 150 };
    static uint64_t gaps[PAIRS];
    start(250000);
    bench.acknowledges = true;
    for (unsigned i = 0; i < PAIRS; i++) {
        uint64_t at = now() + 15 * MS + random_below(2 * MS);
        gaps[i] = 20 * US + random_below(400 * US);
        sim_box_edge(bench.sim, at, 1, true);
        sim_box_edge(bench.sim, at + gaps[i], 2, true);
        sim_box_edge(bench.sim, at + 20 * MS, 1, false);
        sim_box_edge(bench.sim, at + 20 * MS, 2, false);
        for (int s = 0; s < 5; s++) {
            host_send((struct lp_message){.type = LP_SYNC_REQ, .sync_req.token = i});
            run_for(11 * MS);
        }
    }
    run_for(200 * MS);
    unsigned n = 0;
    uint16_t newest = 0;
    uint32_t fence = 0, first = 0;
    double worst = 0;
    for (unsigned i = 0; i < bench.n_heard; i++) {
        const struct lp_message *msg = &bench.heard[i].msg;
        if (msg->type == LP_SYNC_RSP) {
            fence = msg->sync_rsp.t3;
            ck_assert_uint_eq(msg->sync_rsp.ev_last, newest);
        }
        if (msg->type != LP_PRESS || msg->press.ev_no != (uint16_t)(newest + 1))
            continue;
        newest++;
        ck_assert(!fence || !lp_time_before(msg->press.t, fence));
        if (msg->press.flags & LP_PRESS_RELEASE)
            continue;
        if (msg->press.button == 1)
            first = msg->press.t;
        else {
            double error = (double)(msg->press.t - first) - (double)gaps[n++] / US;
            worst = error > worst ? error : -error > worst ? -error : worst;
        }
    }
    printf("%u pairs, signed: gap error at most %.1f us\n", n, worst);
    ck_assert_uint_eq(n, PAIRS);
    ck_assert(worst <= 10);
    ck_assert_uint_ge(heard_count(LP_SYNC_RSP), PAIRS * 5 - 2);
    ck_assert_uint_eq(bench.n_forged, 0);
}
END_TEST

/* What the host says when a question is decided comes at once: six frames, none is lost. */
START_TEST(test_a_burst_of_commands)
{
    static const uint32_t bauds[] = {115200, 250000};
    for (size_t i = 0; i < 2; i++) {
        start(bauds[i]);
        for (int k = 0; k < 20; k++) {
            unsigned acks = heard_count(LP_ACK), fences = heard_count(LP_SYNC_RSP);
            host_send((struct lp_message){.type = LP_SYNC_REQ});
            host_send((struct lp_message){
                .type = LP_ARM, .flags = LP_FLAG_ACK, .arm = {.round = 1, .mask = 0xff}});
            host_send((struct lp_message){
                .type = LP_LAMP, .flags = LP_FLAG_ACK, .lamp = {.mask = 1, .pattern = 1}});
            host_send((struct lp_message){
                .type = LP_LAMP, .flags = LP_FLAG_ACK, .lamp = {.mask = 0xfe, .pattern = 0}});
            host_send((struct lp_message){
                .type = LP_LOCK, .flags = LP_FLAG_ACK, .lock = {.round = 1, .mask = 0xff}});
            host_send((struct lp_message){.type = LP_EV_ACK, .ev_ack = {1}});
            run_for(60 * MS);
            ck_assert_uint_eq(heard_count(LP_ACK), acks + 4);
            ck_assert_uint_eq(heard_count(LP_SYNC_RSP), fences + 1);
        }
        sim_box_destroy(bench.sim);
        bench.sim = NULL;
    }
}
END_TEST

static void set_secret(const uint8_t *key)
{
    for (uint8_t i = 0; i < 4; i++) {
        uint32_t part = 0;
        for (unsigned b = 0; b < 4; b++)
            part |= (uint32_t)key[4 * i + b] << 8 * b;
        host_send((struct lp_message){.type = LP_CFG_SET,
                                      .flags = LP_FLAG_ACK,
                                      .cfg = {(uint16_t)(LP_CFG_SECRET_0 + i), part}});
        run_for(60 * MS);
        ck_assert_uint_eq(heard_last(LP_ACK)->msg.ack.result, LP_OK);
    }
}

START_TEST(test_secret_is_written_by_cable)
{
    bench_start(115200);
    run_for(50 * MS);
    host_send((struct lp_message){.type = LP_HELLO_REQ, .hello_req = {1, 1, {0}}});
    run_for(50 * MS);
    ck_assert_uint_eq(heard_last(LP_HELLO)->msg.hello.caps & LP_CAP_MAC, 0);
    set_secret(secret);
    lamp(LP_LAMP_ON); /* until the next start nothing is different */
    ck_assert_uint_eq(heard_last(LP_ACK)->msg.ack.result, LP_OK);

    struct sim_box *before = bench.sim;
    start(115200);
    sim_box_destroy(bench.sim);
    bench.sim = sim_box_create(ELF, &bench_identity, 115200, 115200);
    bench.sim->on_byte = bench_hear;
    sim_eeprom_copy(bench.sim, before);
    sim_box_destroy(before);
    bench.secured = false;
    bench.session.boot_id = bench_identity.boots + 2;
    run_for(50 * MS);
    host_begins(9);
    run_for(50 * MS);
    lamp(LP_LAMP_ON);
    ck_assert_uint_eq(sim_box_lamps(bench.sim), 0xff);
    uint8_t none[16] = {0};
    set_secret(none); /* and taken away again, signed with what it is until then */
    ck_assert_uint_eq(bench.n_forged, 0);
}
END_TEST

/* The chip has 2048 bytes. What the stack has never touched in all of this is spare. */
START_TEST(test_memory_to_spare)
{
    enum { RAM = 0x100, RAM_END = 0x900, PAINT = 0xa5 };
    power_on(250000);
    memset(bench.sim->avr->data + RAM, PAINT, RAM_END - RAM); /* the start sets its variables */
    begin();
    bench.acknowledges = true;
    for (int i = 0; i < 60; i++) {
        sim_box_edge(bench.sim, now() + random_below(3 * MS), (uint8_t)(i % 8), i / 8 % 2 == 0);
        host_send((struct lp_message){.type = LP_SYNC_REQ, .sync_req.token = 7});
        lamp(LP_LAMP_ON);
        host_send((struct lp_message){
            .type = LP_CFG_SET, .flags = LP_FLAG_ACK, .cfg = {LP_CFG_NAME_0, 0x41424344}});
        host_send((struct lp_message){.type = LP_CFG_GET, .cfg_get = {LP_CFG_NAME_0}});
        run_for(60 * MS);
    }
    unsigned spare = 0, top = 0;
    for (unsigned at = RAM, run = 0; at < RAM_END; at++) {
        run = bench.sim->avr->data[at] == PAINT ? run + 1 : 0;
        if (run > spare)
            spare = run, top = at;
    }
    printf("stack: %u bytes deep, %u bytes of RAM never touched\n", RAM_END - 1 - top, spare);
    ck_assert_uint_ge(spare, 150);
}
END_TEST

static void tear_down(void)
{
    sim_box_destroy(bench.sim);
    bench.sim = NULL;
}

int main(void)
{
    Suite *suite = suite_create("firmware, signed");
    TCase *tc = tcase_create("firmware");
    tcase_set_timeout(tc, 300);
    tcase_add_checked_fixture(tc, NULL, tear_down);
    tcase_add_test(tc, test_obeys_signed_frames_only);
    tcase_add_test(tc, test_what_it_says_is_signed);
    tcase_add_test(tc, test_presses_and_fences_on_a_busy_line);
    tcase_add_test(tc, test_a_burst_of_commands);
    tcase_add_test(tc, test_secret_is_written_by_cable);
    tcase_add_test(tc, test_memory_to_spare);
    suite_add_tcase(suite, tc);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
