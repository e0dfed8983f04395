/*
 * What a box must answer to frames that are not for it, or not of its major, or signed where it has
 * no secret (PROTOCOL.md 3, 9, 10, 11): one table for the virtual box and for the firmware.
 */
#ifndef CONFORMANCE_H
#define CONFORMANCE_H

#include "leitai_proto.h"

struct conformance {
    const char *what;
    uint8_t major, flags, addr;
    struct lp_message msg;
    uint8_t answers;       /* type that must come, 0: none */
    uint8_t result;        /* if that is ACK */
    uint8_t also_answered; /* a second one, 0: none */
};

#define VERSIONS(from, to)                                                                         \
    {                                                                                              \
        .type = LP_HELLO_REQ, .hello_req = {.major_min = from, .major_max = to }                   \
    }

static const struct conformance conformance[] = {
    {"the usual question", 1, 0, 0, VERSIONS(1, 1), LP_HELLO, 0, 0},
    {"a newer host that speaks ours too", 2, 0, 0, VERSIONS(1, 2), LP_HELLO, 0, 0},
    {"the same, asking for ACK", 2, LP_FLAG_ACK, 0, VERSIONS(1, 2), LP_HELLO, LP_OK, LP_ACK},
    {"an older host that speaks ours too", 0, 0, 0, VERSIONS(0, 1), LP_HELLO, 0, 0},
    {"a host that is too new", 2, 0, 0, VERSIONS(2, 3), LP_ACK, LP_ERR_VERSION, 0},
    {"the same in our major", 1, 0, 0, VERSIONS(2, 2), LP_ACK, LP_ERR_VERSION, 0},
    {"a host that is too old", 0, 0, 0, VERSIONS(0, 0), LP_ACK, LP_ERR_VERSION, 0},
    {"too new, to all", 2, 0, LP_ADDR_ALL, VERSIONS(2, 3), 0, 0, 0},
    {"who is there, to all", 1, 0, LP_ADDR_ALL, VERSIONS(1, 1), LP_HELLO, 0, 0},
    {"who is there, to another", 1, 0, 7, VERSIONS(1, 1), 0, 0, 0},
    {"another major, unasked", 2, 0, 0, {.type = LP_LAMP, .lamp = {.mask = 1}}, 0, 0, 0},
    {"another major, asked",
     2,
     LP_FLAG_ACK,
     0,
     {.type = LP_LAMP, .lamp = {.mask = 1}},
     LP_ACK,
     LP_ERR_VERSION,
     0},
    {"an ACK of another major", 2, LP_FLAG_ACK, 0, {.type = LP_ACK}, 0, 0, 0},
    {"the clock, asked of all", 1, 0, LP_ADDR_ALL, {.type = LP_SYNC_REQ}, 0, 0, 0},
    {"the same with ACK", 1, LP_FLAG_ACK, LP_ADDR_ALL, {.type = LP_SYNC_REQ}, 0, 0, 0},
    {"the clock, asked of another", 1, 0, 3, {.type = LP_SYNC_REQ}, 0, 0, 0},
    {"the clock", 1, 0, 0, {.type = LP_SYNC_REQ}, LP_SYNC_RSP, 0, 0},
    {"a setting, asked of all", 1, 0, LP_ADDR_ALL, {.type = LP_CFG_GET, .cfg_get = {3}}, 0, 0, 0},
    {"a setting", 1, 0, 0, {.type = LP_CFG_GET, .cfg_get = {3}}, LP_CFG_VALUE, 0, 0},
    {"a secret can't be read",
     1,
     LP_FLAG_ACK,
     0,
     {.type = LP_CFG_GET, .cfg_get = {LP_CFG_SECRET_0}},
     LP_ACK,
     LP_ERR_UNSUPPORTED,
     0},
    {"a tag that can't be checked",
     1,
     LP_FLAG_MAC | LP_FLAG_ACK,
     0,
     {.type = LP_SYNC_REQ},
     LP_ACK,
     LP_ERR_AUTH,
     0},
    {"the same, unasked", 1, LP_FLAG_MAC, 0, {.type = LP_SYNC_REQ}, 0, 0, 0},
    {"a signed HELLO_REQ is one all the same", 1, LP_FLAG_MAC, 0, VERSIONS(1, 1), LP_HELLO, 0, 0},
};
#define CONFORMANCE_ROWS (sizeof conformance / sizeof conformance[0])

/* The frame of a row. */
static inline struct lp_frame conformance_frame(const struct conformance *row, uint8_t seq)
{
    struct lp_frame frame;
    lp_message_encode(&row->msg, &frame);
    frame.major = row->major;
    frame.flags = row->flags;
    frame.addr = row->addr;
    frame.seq = seq;
    return frame;
}

#endif
