/*
 * A virtual box on the bench, and a host that writes down all it hears; in virtual time.
 * For the test programs of the virtual box: everything is static, `bench` is the one instance.
 */
#ifndef VIRTUAL_BENCH_H
#define VIRTUAL_BENCH_H

#include "../firmware-protocol/virtual-box/cable.h"
#include "../firmware-protocol/virtual-box/faults.h"
#include "../firmware-protocol/virtual-box/script.h"
#include "../firmware-protocol/virtual-box/vbox.h"
#include "../firmware-protocol/virtual-box/rig.h"
#include <check.h>
#include <stdlib.h>
#include <string.h>
#define earlier rig_earlier

#define START_US  INT64_C(1000000000)
#define BYTE_115K 86806
#define HEARD     4096

struct heard {
    int64_t at_us;
    struct lp_message msg;
};

/* A rig, and a host that writes down all it hears. */
struct bench {
    struct rig rig;
    int64_t now_us;
    struct lp_decoder decoder;
    struct heard heard[HEARD];
    unsigned n_heard, n_broken;
    bool acknowledges;
    uint8_t seq;
};

static struct bench bench;

static uint32_t random_state;

static inline uint32_t random_below(uint32_t n)
{
    random_state = random_state * 1664525u + 1013904223u;
    return (uint32_t)((uint64_t)random_state * n >> 32);
}

static inline void host_send_frame(const struct lp_frame *frame)
{
    uint8_t wire[LP_WIRE_MAX];
    uint8_t n = lp_frame_encode(frame, wire);
    rig_from_host(&bench.rig, bench.now_us, wire, n);
}

static inline void host_send(struct lp_message msg)
{
    struct lp_frame frame;
    msg.seq = bench.seq++;
    ck_assert_int_eq(lp_message_encode(&msg, &frame), LP_OK);
    host_send_frame(&frame);
}

static inline bool host_hears(void *ctx, int64_t now_us, const uint8_t *data, size_t n)
{
    (void)ctx;
    while (n > 0) {
        struct lp_frame frame;
        size_t used;
        enum lp_feed got = lp_decoder_feed(&bench.decoder, data, n, &used, &frame);
        data += used;
        n -= used;
        bench.n_broken += got == LP_BROKEN;
        if (got != LP_FRAME)
            continue;
        struct heard *heard = &bench.heard[bench.n_heard];
        ck_assert_uint_lt(bench.n_heard, HEARD);
        ck_assert_int_eq(lp_message_decode(&frame, &heard->msg), LP_OK);
        heard->at_us = now_us;
        bench.n_heard++;
        if (bench.acknowledges && frame.type == LP_PRESS)
            host_send(
                (struct lp_message){.type = LP_EV_ACK, .ev_ack.ev_no = heard->msg.press.ev_no});
    }
    return true;
}

static inline void bench_start(int32_t ppm, int64_t byte_ns, uint8_t buttons)
{
    struct vbox_config config = {.uid = 0x1122334455667788, .boot_id = 77, .name = "box"};
    config.ppm = ppm;
    config.max_ppm = 5000;
    config.byte_ns = byte_ns;
    config.n_buttons = buttons;
    config.clock_offset = 0xffff0000u; /* wraps 65 ms after power-up */
    memset(&bench, 0, sizeof bench);
    random_state = 99;
    bench.now_us = START_US;
    lp_decoder_init(&bench.decoder);
    rig_init(&bench.rig, &config, NULL, START_US);
    bench.rig.deliver = host_hears;
}

static inline void run_until(int64_t until_us)
{
    int64_t wake_us;
    while ((wake_us = rig_next_wake(&bench.rig)) <= until_us) {
        if (wake_us > bench.now_us)
            bench.now_us = wake_us;
        rig_tick(&bench.rig, bench.now_us);
    }
    bench.now_us = until_us;
}

static inline void run_for(int64_t us)
{
    run_until(bench.now_us + us);
}

/* The n-th message of that type since the start, counting from 0; NULL if there is none. */
static inline const struct heard *heard_nth(uint8_t type, unsigned n)
{
    for (unsigned i = 0; i < bench.n_heard; i++) {
        if (bench.heard[i].msg.type == type && n-- == 0)
            return &bench.heard[i];
    }
    return NULL;
}

static inline unsigned heard_count(uint8_t type)
{
    unsigned n = 0;
    while (heard_nth(type, n))
        n++;
    return n;
}

static inline const struct heard *heard_last(uint8_t type)
{
    unsigned n = heard_count(type);
    ck_assert_msg(n > 0, "nothing of type %u was heard", type);
    return heard_nth(type, n - 1);
}

static inline void host_asks_hello(void)
{
    host_send(
        (struct lp_message){.type = LP_HELLO_REQ, .hello_req = {.major_min = 1, .major_max = 1}});
}

static inline void host_arms(uint16_t round, uint16_t mask)
{
    host_send((struct lp_message){
        .type = LP_ARM, .flags = LP_FLAG_ACK, .arm = {.round = round, .mask = mask}});
}

#endif
