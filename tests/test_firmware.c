/* rooms: codec */
/* pkgs: simavr */
/*
 * The reference firmware, the very ELF that is flashed, cycle by cycle: stamps, fence, repetition,
 * lamps, configuration. GPL simulator: this program is for testing only.
 */
#include <stdio.h>
#include "conformance.h"
#include "firmware_bench.h"

static void host_arms(uint16_t round, uint16_t mask)
{
    host_send((struct lp_message){
        .type = LP_ARM, .flags = LP_FLAG_ACK, .arm = {.round = round, .mask = mask}});
}

START_TEST(test_hello_status_and_boot_counter)
{
    bench_start(115200);
    run_for(1500 * MS);
    ck_assert_uint_eq(heard_count(LP_HELLO), 2);
    const struct lp_hello *hello = &heard_nth(LP_HELLO, 0)->msg.hello;
    ck_assert(hello->uid == bench_identity.uid);
    ck_assert_uint_eq(hello->boot_id, 42);
    ck_assert_uint_eq(hello->n_buttons, 8);
    ck_assert_uint_eq(hello->ev_first, 1);
    ck_assert_str_eq(hello->name, "on the bench");
    host_send(
        (struct lp_message){.type = LP_HELLO_REQ, .hello_req = {.major_min = 1, .major_max = 1}});
    run_for(2000 * MS);
    ck_assert_uint_eq(heard_count(LP_HELLO), 3);
    ck_assert_uint_eq(heard_count(LP_STATUS), 2);
    run_for(3000 * MS);
    ck_assert_uint_gt(heard_count(LP_HELLO), 3); /* silence: looking for a host again */

    struct sim_box *before = bench.sim;
    bench_start(115200);
    sim_eeprom_copy(bench.sim, before);
    sim_box_destroy(before);
    run_for(50 * MS);
    ck_assert_uint_eq(heard_nth(LP_HELLO, 0)->msg.hello.boot_id, 43);
}
END_TEST

START_TEST(test_versions_addresses_and_tags)
{
    bench_start(115200);
    run_for(20 * MS);
    host_send((struct lp_message){.type = LP_HELLO_REQ, .hello_req = {1, 1, {0}}});
    run_for(20 * MS);
    for (size_t i = 0; i < CONFORMANCE_ROWS; i++) {
        const struct conformance *row = &conformance[i];
        struct lp_frame frame = conformance_frame(row, (uint8_t)(100 + i));
        unsigned before = bench.n_heard;
        host_send_frame(&frame);
        run_for(20 * MS);
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

START_TEST(test_new_chip_makes_itself_a_uid)
{
    bench_start(115200);
    struct sim_box *blank = sim_box_create(ELF, NULL, 115200, 115200);
    sim_box_destroy(bench.sim);
    bench.sim = blank;
    bench.sim->on_byte = bench_hear;
    run_for(400 * MS);
    ck_assert(heard_nth(LP_HELLO, 0)->msg.hello.uid != 0);
    ck_assert_uint_eq(heard_nth(LP_HELLO, 0)->msg.hello.boot_id, 1);
}
END_TEST

/* Two presses 0 to 40 us apart while the line is busy both ways: none lost, none reordered, and the
 * gap as it was. */
START_TEST(test_pairs_of_presses_on_a_busy_line)
{
    enum { PAIRS = 400 };
    static struct {
        uint64_t first, gap;
        uint8_t a, b;
    } pairs[PAIRS];
    bench_start(115200);
    bench.acknowledges = true;
    run_for(50 * MS);
    for (unsigned i = 0; i < PAIRS; i++) {
        pairs[i].a = (uint8_t)random_below(8);
        pairs[i].b = (uint8_t)((pairs[i].a + 1 + random_below(7)) % 8);
        pairs[i].first = now() + 15 * MS + random_below(2 * MS);
        pairs[i].gap = random_below(40 * US);
        sim_box_edge(bench.sim, pairs[i].first, pairs[i].a, true);
        sim_box_edge(bench.sim, pairs[i].first + pairs[i].gap, pairs[i].b, true);
        sim_box_edge(bench.sim, pairs[i].first + 20 * MS, pairs[i].a, false);
        sim_box_edge(bench.sim, pairs[i].first + 20 * MS, pairs[i].b, false);
        for (int s = 0; s < 5; s++) { /* the clock is being compared all the time */
            host_send((struct lp_message){.type = LP_SYNC_REQ, .sync_req.token = i});
            run_for(9 * MS);
        }
    }
    unsigned n = 0, merged = 0;
    uint16_t next = 1;
    double sum = 0, worst = 0;
    const struct lp_press *first = NULL;
    for (unsigned i = 0; i < bench.n_heard; i++) {
        const struct lp_press *it = &bench.heard[i].msg.press;
        if (bench.heard[i].msg.type != LP_PRESS || it->ev_no != next)
            continue;
        next++;
        if (it->flags & LP_PRESS_RELEASE)
            continue;
        if (!first) {
            first = it;
            continue;
        }
        int32_t gap_us = (int32_t)(it->t - first->t);
        ck_assert_int_ge(gap_us, 0);
        bool swapped = first->button == pairs[n].b;
        ck_assert_uint_eq(first->button, swapped ? pairs[n].b : pairs[n].a);
        ck_assert_uint_eq(it->button, swapped ? pairs[n].a : pairs[n].b);
        if (swapped) /* only if they cannot be told apart, and then it says so */
            ck_assert_uint_eq(it->flags & first->flags & LP_PRESS_MERGED, LP_PRESS_MERGED);
        merged += (it->flags & LP_PRESS_MERGED) != 0;
        double error = gap_us - (double)pairs[n].gap / US;
        error = error < 0 ? -error : error;
        sum += error;
        worst = error > worst ? error : worst;
        first = NULL;
        n++;
    }
    printf("%u pairs: gap error mean %.2f us, max %.1f us, %u merged\n", n, sum / n, worst, merged);
    ck_assert_uint_eq(n, PAIRS);
    ck_assert(worst <= 10);
    ck_assert(sum / n <= 2);
    ck_assert_uint_eq(bench.n_broken, 0);
}
END_TEST

/* Against the true instant, by the clock the firmware itself shows in t3: within what HELLO says.
 */
START_TEST(test_fence_and_honest_clock)
{
    enum { PRESSES = 150 };
    static uint64_t truth[PRESSES * 2];
    bench_start(250000);
    bench.acknowledges = true;
    run_for(50 * MS);
    unsigned n = 0;
    int64_t t2_least = INT64_MAX, t3_most = INT64_MIN; /* box clock minus true time, us */
    uint64_t asked[4] = {0};
    for (unsigned i = 0; i < PRESSES; i++) {
        uint8_t button = (uint8_t)random_below(8);
        truth[n++] = now() + random_below(20 * MS);
        sim_box_edge(bench.sim, truth[n - 1], button, true);
        truth[n++] = now() + 30 * MS + random_below(1000);
        sim_box_edge(bench.sim, truth[n - 1], button, false);
        for (unsigned s = 0; s < 4; s++) {
            asked[s] =
                host_send((struct lp_message){.type = LP_SYNC_REQ, .sync_req.token = i * 4 + s});
            run_for(random_below(10 * MS));
        }
        run_for(40 * MS);
        for (unsigned s = 0; s < 4; s++) {
            const struct heard *heard = heard_nth(LP_SYNC_RSP, i * 4 + s);
            ck_assert_msg(heard != NULL, "SYNC_REQ %u was not answered", i * 4 + s);
            ck_assert_uint_eq(heard->msg.sync_rsp.token, i * 4 + s);
            ck_assert_uint_eq(heard->end - heard->start,
                              LP_SYNC_WIRE_LEN * bench.sim->out_byte_cycles);
            int64_t t2 = heard->msg.sync_rsp.t2 - (int64_t)(asked[s] / US);
            int64_t t3 = heard->msg.sync_rsp.t3 - (int64_t)(heard->start / US);
            t2_least = t2 < t2_least ? t2 : t2_least;
            t3_most = t3 > t3_most ? t3 : t3_most;
        }
    }
    /* One line fits between all t2 and t3: the clock is possible, and tight. */
    ck_assert_int_le(t3_most, t2_least + 1);
    ck_assert_int_ge(t3_most, t2_least - 15);

    uint16_t newest = 0;
    uint32_t fence_t = 0;
    int64_t worst = 0;
    for (unsigned i = 0; i < bench.n_heard; i++) {
        const struct lp_message *msg = &bench.heard[i].msg;
        if (msg->type == LP_PRESS && msg->press.ev_no == (uint16_t)(newest + 1)) {
            ck_assert(!fence_t || !lp_time_before(msg->press.t, fence_t));
            int64_t error = msg->press.t - (int64_t)(truth[newest] / US) - t2_least;
            error = error < 0 ? -error : error;
            worst = error > worst ? error : worst;
            newest++;
        } else if (msg->type == LP_SYNC_RSP) {
            fence_t = msg->sync_rsp.t3;
            ck_assert_uint_eq(msg->sync_rsp.ev_last, newest);
        }
    }
    printf("stamps within %d us of the truth; t2 and t3 leave %d us\n", (int)worst,
           (int)(t2_least - t3_most));
    ck_assert_uint_eq(newest, PRESSES * 2);
    ck_assert_int_le(worst, 10 + (t2_least - t3_most));
}
END_TEST

START_TEST(test_repeated_until_acknowledged)
{
    bench_start(115200);
    run_for(50 * MS);
    sim_box_edge(bench.sim, now() + 1000, 3, true);
    run_for(70 * MS);
    unsigned sent = heard_count(LP_PRESS);
    ck_assert_uint_eq(sent, 4);
    for (unsigned i = 0; i < sent; i++) {
        const struct heard *heard = heard_nth(LP_PRESS, i);
        ck_assert_uint_eq(heard->msg.press.ev_no, 1);
        ck_assert_uint_eq(heard->msg.press.t, heard_nth(LP_PRESS, 0)->msg.press.t);
        ck_assert_uint_eq(heard->msg.press.levels, 8);
        ck_assert_uint_eq(heard->msg.flags, i ? LP_FLAG_REPEAT : 0);
        if (i)
            ck_assert_uint_lt(heard->start - heard_nth(LP_PRESS, i - 1)->start, 22 * MS);
    }
    host_send((struct lp_message){.type = LP_EV_ACK, .ev_ack.ev_no = 1});
    run_for(100 * MS);
    ck_assert_uint_le(heard_count(LP_PRESS), sent + 1);
}
END_TEST

START_TEST(test_full_ring)
{
    bench_start(115200);
    run_for(50 * MS);
    for (uint8_t i = 0; i < 24; i++)
        sim_box_edge(bench.sim, now() + (1 + i / 8 * 10) * MS + i * 200, i % 8, i / 8 != 1);
    run_for(200 * MS);
    host_send((struct lp_message){.type = LP_EV_ACK, .ev_ack.ev_no = 16});
    run_for(50 * MS);
    sim_box_edge(bench.sim, now(), 0, false);
    run_for(1000 * MS);
    ck_assert_uint_eq(heard_last(LP_PRESS)->msg.press.ev_no, 17);
    ck_assert_uint_eq(heard_last(LP_PRESS)->msg.press.flags, LP_PRESS_RELEASE | LP_PRESS_OVERFLOW);
    ck_assert_uint_eq(heard_last(LP_STATUS)->msg.status.ev_lost, 8);
}
END_TEST

START_TEST(test_arm_lock_and_flags)
{
    bench_start(115200);
    bench.acknowledges = true;
    run_for(50 * MS);
    sim_box_edge(bench.sim, now(), 7, true); /* held */
    run_for(10 * MS);
    host_arms(5, 0xff);
    run_for(20 * MS);
    ck_assert_uint_eq(heard_last(LP_ACK)->msg.ack.result, LP_OK);
    ck_assert_uint_eq(heard_last(LP_STATUS)->msg.status.levels, 0x80);
    ck_assert_uint_eq(heard_last(LP_STATUS)->msg.status.state, LP_STATE_ARMED);
    press(now(), 1);
    press(now() + MS, 2);
    run_for(20 * MS);
    ck_assert_uint_eq(heard_nth(LP_PRESS, 1)->msg.press.flags, LP_PRESS_ARMED | LP_PRESS_FIRST);
    ck_assert_uint_eq(heard_nth(LP_PRESS, 2)->msg.press.flags, LP_PRESS_ARMED);
    ck_assert_uint_eq(heard_nth(LP_PRESS, 2)->msg.press.round, 5);
    run_for(100 * MS);

    host_send((struct lp_message){.type = LP_LOCK, .lock = {.round = 5, .mask = 2}});
    run_for(10 * MS);
    press(now(), 1);
    run_for(10 * MS);
    ck_assert_uint_eq(heard_last(LP_PRESS)->msg.press.flags, 0);
    run_for(100 * MS);

    /* `at` is in box time: learn it from STATUS, and be early by 1 ms, then late by 1 ms. */
    uint32_t t = heard_last(LP_STATUS)->msg.status.t;
    int64_t offset = t - (int64_t)(heard_last(LP_STATUS)->start / US);
    uint64_t go = now() + 100 * MS;
    struct lp_message arm = {.type = LP_ARM, .arm = {.round = 6, .mask = 7, .flags = LP_ARM_AT}};
    arm.arm.at = (uint32_t)((int64_t)(go / US) + offset);
    host_send(arm);
    press(go - MS, 0);
    press(go + MS, 1);
    run_until(go + 20 * MS);
    unsigned n = heard_count(LP_PRESS);
    ck_assert_uint_eq(heard_nth(LP_PRESS, n - 2)->msg.press.flags, LP_PRESS_EARLY);
    ck_assert_uint_eq(heard_nth(LP_PRESS, n - 1)->msg.press.flags, LP_PRESS_ARMED | LP_PRESS_FIRST);

    host_send((struct lp_message){
        .type = LP_LOCK, .flags = LP_FLAG_ACK, .lock = {.round = 5, .mask = 2}});
    run_for(10 * MS);
    ck_assert_uint_eq(heard_last(LP_ACK)->msg.ack.result, LP_ERR_STALE);
}
END_TEST

START_TEST(test_bounce_gives_the_first_edge)
{
    bench_start(115200);
    bench.acknowledges = true;
    run_for(50 * MS);
    for (int round = 0; round < 10; round++) {
        uint64_t at = now() + MS;
        bool down = true;
        unsigned before = heard_count(LP_PRESS);
        for (uint64_t chatter = 0; chatter < 3 * MS; chatter += 30 * US + random_below(200 * US)) {
            sim_box_edge(bench.sim, at + chatter, 0, down);
            down = !down;
        }
        sim_box_edge(bench.sim, at + 4 * MS, 0, true);
        run_for(30 * MS);
        ck_assert_uint_eq(heard_count(LP_PRESS), before + 1);
        sim_box_edge(bench.sim, now(), 0, false);
        run_for(30 * MS);
    }
    /* A 2 ms tap: press, and release with the end of the quiet time. */
    sim_box_edge(bench.sim, now(), 4, true);
    sim_box_edge(bench.sim, now() + 2 * MS, 4, false);
    run_for(30 * MS);
    unsigned n = heard_count(LP_PRESS);
    ck_assert_uint_eq(n, 22);
    ck_assert_uint_eq(heard_nth(LP_PRESS, n - 1)->msg.press.t,
                      heard_nth(LP_PRESS, n - 2)->msg.press.t + 5000);
}
END_TEST

START_TEST(test_lamps_light_pins)
{
    bench_start(115200);
    run_for(50 * MS);
    ck_assert_uint_eq(sim_box_lamps(bench.sim), 0);
    host_send((struct lp_message){.type = LP_LAMP, .lamp = {.mask = 0x81, .pattern = LP_LAMP_ON}});
    host_send((struct lp_message){.type = LP_LAMP,
                                  .lamp = {.mask = 2, .pattern = LP_LAMP_ON, .duration_ms = 100}});
    run_for(20 * MS);
    ck_assert_uint_eq(sim_box_lamps(bench.sim), 0x83);
    run_for(120 * MS);
    ck_assert_uint_eq(sim_box_lamps(bench.sim), 0x81);
    host_send((struct lp_message){.type = LP_LAMP, .lamp = {.mask = 0xff, .pattern = LP_LAMP_OFF}});
    host_send(
        (struct lp_message){.type = LP_LAMP, .lamp = {.mask = 0x10, .pattern = LP_LAMP_FAST}});
    unsigned flashes = 0;
    uint8_t was = 0;
    for (int i = 0; i < 2000; i += 10) {
        run_for(10 * MS);
        uint8_t lit = sim_box_lamps(bench.sim);
        flashes += lit && !was;
        was = lit;
    }
    ck_assert_uint_ge(flashes, 4);
    ck_assert_uint_le(flashes, 6); /* in 2 s: never more than 3 a second */
}
END_TEST

START_TEST(test_configuration_survives)
{
    static const struct {
        uint16_t key;
        uint32_t value;
        uint8_t result;
    } table[] = {
        {LP_CFG_DEBOUNCE_US, 8000, LP_OK},     {LP_CFG_NAME_0, 0x41424344, LP_OK},
        {LP_CFG_UID_LOW, 0xcafe, LP_OK},       {LP_CFG_BAUD, 250000, LP_OK},
        {LP_CFG_DEBOUNCE_US, 1, LP_ERR_VALUE}, {999, 1, LP_ERR_UNSUPPORTED},
        {LP_CFG_VENDOR_FIRST, 2, LP_OK},
    };
    bench_start(115200);
    run_for(50 * MS);
    for (unsigned i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct lp_message set = {.type = LP_CFG_SET, .flags = LP_FLAG_ACK};
        set.cfg.key = table[i].key;
        set.cfg.value = table[i].value;
        host_send(set);
        run_for(40 * MS);
        ck_assert_uint_eq(heard_count(LP_ACK), i + 1);
        ck_assert_uint_eq(heard_last(LP_ACK)->msg.ack.result, table[i].result);
    }
    host_send((struct lp_message){.type = LP_CFG_GET, .cfg_get.key = LP_CFG_DEBOUNCE_US});
    run_for(20 * MS);
    ck_assert_uint_eq(heard_last(LP_CFG_VALUE)->msg.cfg.value, 8000);
    struct sim_box *before = bench.sim;
    bench_start(250000);
    sim_eeprom_copy(bench.sim, before);
    sim_box_destroy(before);
    run_for(50 * MS);
    const struct lp_hello *hello = &heard_nth(LP_HELLO, 0)->msg.hello;
    ck_assert(hello->uid == (0x1122334400000000 | 0xcafe));
    ck_assert_uint_eq(hello->n_buttons, 2);
    ck_assert_str_eq(hello->name, "DCBA"
                                  "he bench");
}
END_TEST

START_TEST(test_noise_on_the_line)
{
    bench_start(250000);
    bench.acknowledges = true;
    run_for(50 * MS);
    for (int i = 0; i < 60; i++) {
        uint8_t noise[90];
        size_t n = 20 + random_below(60);
        for (size_t b = 0; b < n; b++)
            noise[b] = (uint8_t)random_below(random_below(2) ? 256 : 6);
        noise[n++] = 0;
        sim_box_bytes(bench.sim, now(), noise, n);
        host_send((struct lp_message){.type = LP_SYNC_REQ, .sync_req.token = 1000u + (uint32_t)i});
        if (i % 10 == 0)
            press(now(), 5);
        run_for(15 * MS);
    }
    run_for(1500 * MS);
    unsigned answered = heard_count(LP_SYNC_RSP);
    ck_assert_uint_ge(answered, 55); /* a few requests may be swallowed by a full receiver */
    ck_assert_uint_ge(heard_last(LP_PRESS)->msg.press.ev_no, 12);
    ck_assert_uint_gt(heard_last(LP_STATUS)->msg.status.crc_errors, 50);
    ck_assert_uint_eq(bench.n_broken, 0);
}
END_TEST

static void tear_down(void)
{
    sim_box_destroy(bench.sim);
    bench.sim = NULL;
}

int main(void)
{
    Suite *suite = suite_create("firmware");
    TCase *tc = tcase_create("firmware");
    tcase_set_timeout(tc, 300);
    tcase_add_checked_fixture(tc, NULL, tear_down);
    tcase_add_test(tc, test_hello_status_and_boot_counter);
    tcase_add_test(tc, test_versions_addresses_and_tags);
    tcase_add_test(tc, test_new_chip_makes_itself_a_uid);
    tcase_add_test(tc, test_pairs_of_presses_on_a_busy_line);
    tcase_add_test(tc, test_fence_and_honest_clock);
    tcase_add_test(tc, test_repeated_until_acknowledged);
    tcase_add_test(tc, test_full_ring);
    tcase_add_test(tc, test_arm_lock_and_flags);
    tcase_add_test(tc, test_bounce_gives_the_first_edge);
    tcase_add_test(tc, test_lamps_light_pins);
    tcase_add_test(tc, test_configuration_survives);
    tcase_add_test(tc, test_noise_on_the_line);
    suite_add_tcase(suite, tc);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
