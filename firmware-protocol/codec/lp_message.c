/*
 * Messages as tables: each type is a list of fields in wire order, each field a place in its
 * struct. The same list encodes and decodes, so the two cannot disagree.
 */
#include "leitai_proto.h"
#include <string.h>

struct field {
    uint8_t offset; /* in struct lp_message */
    uint8_t size;   /* 1, 2, 4, 8: a number; with RAW: so many bytes */
};

#define RAW 0x80

#define NUMBER(member, name)                                                                       \
    {                                                                                              \
        offsetof(struct lp_message, member.name), sizeof(((struct lp_message *)0)->member.name)    \
    }
#define BYTES(member, name, n)                                                                     \
    {                                                                                              \
        offsetof(struct lp_message, member.name), RAW | (n)                                        \
    }

static const struct field hello[] = {
    NUMBER(hello, minor),
    NUMBER(hello, n_buttons),
    NUMBER(hello, n_lamps),
    NUMBER(hello, reserved),
    NUMBER(hello, uid),
    NUMBER(hello, boot_id),
    NUMBER(hello, caps),
    NUMBER(hello, model),
    NUMBER(hello, max_ppm),
    NUMBER(hello, stamp_unc),
    NUMBER(hello, ev_first),
    BYTES(hello, fw, 3),
    BYTES(hello, name, LP_NAME_LEN),
};
static const struct field press[] = {
    NUMBER(press, t),      NUMBER(press, ev_no), NUMBER(press, round),
    NUMBER(press, button), NUMBER(press, flags), NUMBER(press, levels),
};
static const struct field sync_rsp[] = {
    NUMBER(sync_rsp, token),
    NUMBER(sync_rsp, t2),
    NUMBER(sync_rsp, t3),
    NUMBER(sync_rsp, ev_last),
};
static const struct field status[] = {
    NUMBER(status, t),          NUMBER(status, boot_id),    NUMBER(status, round),
    NUMBER(status, levels),     NUMBER(status, lamps),      NUMBER(status, state),
    NUMBER(status, ev_pending), NUMBER(status, crc_errors), NUMBER(status, rx_overruns),
    NUMBER(status, ev_lost),    NUMBER(status, battery_mv), NUMBER(status, temperature_c),
    NUMBER(status, rssi_dbm),
};
static const struct field ack[] = {
    NUMBER(ack, of_type),
    NUMBER(ack, of_seq),
    NUMBER(ack, result),
};
static const struct field cfg[] = {
    NUMBER(cfg, key),
    NUMBER(cfg, value),
};
static const struct field hello_req[] = {
    NUMBER(hello_req, major_min),
    NUMBER(hello_req, major_max),
    BYTES(hello_req, nonce, 8),
};
static const struct field sync_req[] = {
    NUMBER(sync_req, token),
    BYTES(sync_req, pad, 10),
};
static const struct field arm[] = {
    NUMBER(arm, round),       NUMBER(arm, mask),  NUMBER(arm, at),
    NUMBER(arm, debounce_us), NUMBER(arm, flags),
};
static const struct field lock[] = {
    NUMBER(lock, round),
    NUMBER(lock, mask),
    NUMBER(lock, duration_ms),
};
static const struct field lamp[] = {
    NUMBER(lamp, mask),
    NUMBER(lamp, pattern),
    NUMBER(lamp, level),
    NUMBER(lamp, duration_ms),
};
static const struct field tone[] = {
    NUMBER(tone, hz),
    NUMBER(tone, duration_ms),
    NUMBER(tone, volume),
};
static const struct field ev_ack[] = {
    NUMBER(ev_ack, ev_no),
};
static const struct field cfg_get[] = {
    NUMBER(cfg_get, key),
};
static const struct field identify[] = {
    NUMBER(identify, seconds),
};

struct layout {
    uint8_t type;
    uint8_t n_fields;
    const struct field *fields;
};

#define LAYOUT(type, fields)                                                                       \
    {                                                                                              \
        type, sizeof(fields) / sizeof(fields)[0], fields                                           \
    }

static const struct layout layouts[] = {
    LAYOUT(LP_HELLO, hello),       LAYOUT(LP_PRESS, press),
    LAYOUT(LP_SYNC_RSP, sync_rsp), LAYOUT(LP_STATUS, status),
    LAYOUT(LP_ACK, ack),           {LP_LOG, 0, NULL}, /* text: all of the payload */
    LAYOUT(LP_CFG_VALUE, cfg),     LAYOUT(LP_HELLO_REQ, hello_req),
    LAYOUT(LP_SYNC_REQ, sync_req), LAYOUT(LP_ARM, arm),
    LAYOUT(LP_LOCK, lock),         LAYOUT(LP_LAMP, lamp),
    LAYOUT(LP_TONE, tone),         LAYOUT(LP_EV_ACK, ev_ack),
    LAYOUT(LP_CFG_SET, cfg),       LAYOUT(LP_CFG_GET, cfg_get),
    LAYOUT(LP_IDENTIFY, identify),
};

static const struct layout *layout_find(uint8_t type)
{
    for (uint8_t i = 0; i < sizeof layouts / sizeof layouts[0]; i++) {
        if (layouts[i].type == type)
            return &layouts[i];
    }
    return NULL;
}

static uint8_t layout_len(const struct layout *layout)
{
    uint8_t n = 0;
    for (uint8_t i = 0; i < layout->n_fields; i++)
        n = (uint8_t)(n + (layout->fields[i].size & ~RAW));
    return n;
}

/* Between memory and little-endian wire; the copy is its own inverse. */
static void field_copy(uint8_t *to, const uint8_t *from, uint8_t size)
{
    uint8_t n = size & (uint8_t)~RAW;
    const uint16_t probe = 1;
    uint8_t little_endian = *(const uint8_t *)&probe;
    if (little_endian || size & RAW) {
        memcpy(to, from, n);
    } else {
        for (uint8_t i = 0; i < n; i++)
            to[i] = from[n - 1 - i];
    }
}

int8_t lp_payload_len(uint8_t type)
{
    const struct layout *layout = layout_find(type);
    return layout ? (int8_t)layout_len(layout) : -1;
}

static void log_decode(const struct lp_frame *frame, struct lp_log *log)
{
    log->len = frame->len < LP_TEXT_MAX ? frame->len : LP_TEXT_MAX;
    memcpy(log->text, frame->payload, log->len);
}

static void log_encode(const struct lp_log *log, struct lp_frame *frame)
{
    frame->len = log->len < LP_TEXT_MAX ? log->len : LP_TEXT_MAX;
    memcpy(frame->payload, log->text, frame->len);
}

/* How two sides find out that they do not understand each other must never change. */
static uint8_t in_every_major(uint8_t type)
{
    return type == LP_HELLO || type == LP_HELLO_REQ || type == LP_ACK;
}

enum lp_error lp_message_decode(const struct lp_frame *frame, struct lp_message *msg)
{
    if (frame->major != LP_MAJOR && !in_every_major(frame->type))
        return LP_ERR_VERSION;
    const struct layout *layout = layout_find(frame->type);
    if (!layout)
        return LP_ERR_TYPE;
    if (frame->len < layout_len(layout))
        return LP_ERR_LENGTH;
    memset(msg, 0, sizeof *msg);
    msg->type = frame->type;
    msg->flags = frame->flags;
    msg->seq = frame->seq;
    msg->addr = frame->addr;
    const uint8_t *from = frame->payload;
    for (uint8_t i = 0; i < layout->n_fields; i++) {
        const struct field *field = &layout->fields[i];
        field_copy((uint8_t *)msg + field->offset, from, field->size);
        from += field->size & ~RAW;
    }
    if (frame->type == LP_LOG)
        log_decode(frame, &msg->log);
    return LP_OK;
}

enum lp_error lp_message_encode(const struct lp_message *msg, struct lp_frame *frame)
{
    const struct layout *layout = layout_find(msg->type);
    if (!layout)
        return LP_ERR_TYPE;
    memset(frame, 0, sizeof *frame);
    frame->major = LP_MAJOR;
    frame->flags = msg->flags;
    frame->type = msg->type;
    frame->seq = msg->seq;
    frame->addr = msg->addr;
    frame->len = layout_len(layout);
    uint8_t *to = frame->payload;
    for (uint8_t i = 0; i < layout->n_fields; i++) {
        const struct field *field = &layout->fields[i];
        field_copy(to, (const uint8_t *)msg + field->offset, field->size);
        to += field->size & ~RAW;
    }
    if (msg->type == LP_LOG)
        log_encode(&msg->log, frame);
    return LP_OK;
}

uint8_t lp_encode(const struct lp_message *msg, uint8_t *wire)
{
    struct lp_frame frame;
    if (lp_message_encode(msg, &frame) != LP_OK)
        return 0;
    return lp_frame_encode(&frame, wire);
}
