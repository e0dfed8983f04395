/*
 * The real firmware on the bench, and a host that writes down all it hears. For the firmware's test
 * programs: everything is static, `bench` is the one instance. Time is in cycles of 1/16 us.
 */
#ifndef FIRMWARE_BENCH_H
#define FIRMWARE_BENCH_H

#include <check.h>
#include "leitai_proto.h"
#include "sim_box.h"

#define ELF   "build/avr/leitai-box.elf"
#define US    16ull
#define MS    16000ull
#define HEARD 16384

struct heard {
    uint64_t start, end; /* first bit of the frame, last stop bit */
    struct lp_message msg;
};

struct bench {
    struct sim_box *sim;
    struct lp_decoder decoder;
    struct heard heard[HEARD];
    unsigned n_heard, n_broken;
    uint64_t frame_start;
    bool in_frame, acknowledges;
    uint8_t seq;
    /* signed frames, both ways, once host_begins has said HELLO_REQ */
    bool secured;
    struct lp_session session;
    uint32_t tx_counter, rx_next;
    unsigned n_forged; /* heard and not genuine, HELLO aside */
};

static struct bench bench;

static uint32_t random_state = 7;

static inline uint32_t random_below(uint32_t n)
{
    random_state = random_state * 1664525u + 1013904223u;
    return (uint32_t)((uint64_t)random_state * n >> 32);
}

/* Returns the cycle at which its last bit has left. */
static inline uint64_t host_send_frame(const struct lp_frame *frame)
{
    uint8_t wire[LP_WIRE_MAX];
    uint8_t n = lp_frame_encode(frame, wire);
    sim_box_bytes(bench.sim, bench.sim->avr->cycle, wire, n);
    return bench.sim->line_in_free;
}

static inline uint64_t host_send(struct lp_message msg)
{
    struct lp_frame frame;
    msg.seq = bench.seq++;
    ck_assert_int_eq(lp_message_encode(&msg, &frame), LP_OK);
    if (bench.secured && msg.type != LP_HELLO_REQ)
        lp_frame_sign(&frame, &bench.session, 1, bench.tx_counter++);
    return host_send_frame(&frame);
}

static inline void bench_hear(void *ctx, uint8_t byte, uint64_t start, uint64_t end)
{
    (void)ctx;
    struct lp_frame frame;
    size_t used;
    if (!bench.in_frame && byte != 0) {
        bench.in_frame = true;
        bench.frame_start = start;
    }
    enum lp_feed got = lp_decoder_feed(&bench.decoder, &byte, 1, &used, &frame);
    if (byte == 0)
        bench.in_frame = false;
    bench.n_broken += got == LP_BROKEN;
    if (got != LP_FRAME)
        return;
    if (bench.secured && !lp_frame_verify(&frame, &bench.session, 0, &bench.rx_next)) {
        bench.n_forged += frame.type != LP_HELLO;
        return;
    }
    struct heard *heard = &bench.heard[bench.n_heard++];
    ck_assert_uint_lt(bench.n_heard, HEARD);
    ck_assert_int_eq(lp_message_decode(&frame, &heard->msg), LP_OK);
    heard->start = bench.frame_start;
    heard->end = end;
    if (bench.acknowledges && frame.type == LP_PRESS)
        host_send((struct lp_message){.type = LP_EV_ACK, .ev_ack.ev_no = heard->msg.press.ev_no});
}

static const struct sim_identity bench_identity = {.uid = 0x1122334455667788,
                                                   .boots = 41,
                                                   .baud = 115200,
                                                   .debounce_us = 5000,
                                                   .buttons = 8,
                                                   .name = "on the bench"};

static inline void bench_start_as(const struct sim_identity *identity)
{
    memset(&bench, 0, sizeof bench);
    lp_decoder_init(&bench.decoder);
    bench.sim = sim_box_create(ELF, identity, identity->baud, identity->baud);
    ck_assert_msg(bench.sim != NULL, "no %s: run make firmware", ELF);
    bench.sim->on_byte = bench_hear;
}

static inline void bench_start(uint32_t baud)
{
    struct sim_identity identity = bench_identity;
    identity.baud = baud;
    bench_start_as(&identity);
}

static inline void run_until(uint64_t cycle)
{
    ck_assert_msg(sim_box_run_until(bench.sim, cycle), "the firmware has stopped");
}

static inline void run_for(uint64_t cycles)
{
    run_until(bench.sim->avr->cycle + cycles);
}

static inline uint64_t now(void)
{
    return bench.sim->avr->cycle;
}

/* Down, and up 50 ms later. */
static inline void press(uint64_t cycle, uint8_t button)
{
    sim_box_edge(bench.sim, cycle, button, true);
    sim_box_edge(bench.sim, cycle + 50 * MS, button, false);
}

/* The n-th message of that type since `from`, counting from 0; NULL: none. */
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
    for (unsigned i = 0; i < bench.n_heard; i++)
        n += bench.heard[i].msg.type == type;
    return n;
}

static inline const struct heard *heard_last(uint8_t type)
{
    unsigned n = heard_count(type);
    ck_assert_msg(n > 0, "nothing of type %u was heard", type);
    return heard_nth(type, n - 1);
}

#endif
