#include "describe.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct item {
    uint8_t type;
    uint8_t size;
    uint8_t offset;
    char format; /* u d x s */
    const char *name;
};

#define ITEM(type, member, field, format)                                                          \
    {                                                                                              \
        type, sizeof(((struct lp_message *)0)->member.field),                                      \
            offsetof(struct lp_message, member.field), format, #field                              \
    }

static const struct item items[] = {
    ITEM(LP_HELLO, hello, uid, 'x'),
    ITEM(LP_HELLO, hello, boot_id, 'x'),
    ITEM(LP_HELLO, hello, n_buttons, 'u'),
    ITEM(LP_HELLO, hello, n_lamps, 'u'),
    ITEM(LP_HELLO, hello, caps, 'x'),
    ITEM(LP_HELLO, hello, max_ppm, 'u'),
    ITEM(LP_HELLO, hello, ev_first, 'u'),
    ITEM(LP_HELLO, hello, name, 's'),
    ITEM(LP_PRESS, press, t, 'u'),
    ITEM(LP_PRESS, press, ev_no, 'u'),
    ITEM(LP_PRESS, press, round, 'u'),
    ITEM(LP_PRESS, press, button, 'u'),
    ITEM(LP_PRESS, press, flags, 'x'),
    ITEM(LP_PRESS, press, levels, 'x'),
    ITEM(LP_SYNC_RSP, sync_rsp, token, 'x'),
    ITEM(LP_SYNC_RSP, sync_rsp, t2, 'u'),
    ITEM(LP_SYNC_RSP, sync_rsp, t3, 'u'),
    ITEM(LP_SYNC_RSP, sync_rsp, ev_last, 'u'),
    ITEM(LP_STATUS, status, t, 'u'),
    ITEM(LP_STATUS, status, round, 'u'),
    ITEM(LP_STATUS, status, levels, 'x'),
    ITEM(LP_STATUS, status, lamps, 'x'),
    ITEM(LP_STATUS, status, state, 'u'),
    ITEM(LP_STATUS, status, ev_pending, 'u'),
    ITEM(LP_STATUS, status, crc_errors, 'u'),
    ITEM(LP_STATUS, status, ev_lost, 'u'),
    ITEM(LP_ACK, ack, of_type, 'x'),
    ITEM(LP_ACK, ack, of_seq, 'u'),
    ITEM(LP_ACK, ack, result, 'u'),
    ITEM(LP_LOG, log, text, 's'),
    ITEM(LP_CFG_VALUE, cfg, key, 'u'),
    ITEM(LP_CFG_VALUE, cfg, value, 'u'),
    ITEM(LP_HELLO_REQ, hello_req, major_min, 'u'),
    ITEM(LP_HELLO_REQ, hello_req, major_max, 'u'),
    ITEM(LP_SYNC_REQ, sync_req, token, 'x'),
    ITEM(LP_ARM, arm, round, 'u'),
    ITEM(LP_ARM, arm, mask, 'x'),
    ITEM(LP_ARM, arm, at, 'u'),
    ITEM(LP_ARM, arm, debounce_us, 'u'),
    ITEM(LP_ARM, arm, flags, 'x'),
    ITEM(LP_LOCK, lock, round, 'u'),
    ITEM(LP_LOCK, lock, mask, 'x'),
    ITEM(LP_LOCK, lock, duration_ms, 'u'),
    ITEM(LP_LAMP, lamp, mask, 'x'),
    ITEM(LP_LAMP, lamp, pattern, 'u'),
    ITEM(LP_LAMP, lamp, level, 'u'),
    ITEM(LP_LAMP, lamp, duration_ms, 'u'),
    ITEM(LP_TONE, tone, hz, 'u'),
    ITEM(LP_TONE, tone, duration_ms, 'u'),
    ITEM(LP_EV_ACK, ev_ack, ev_no, 'u'),
    ITEM(LP_CFG_SET, cfg, key, 'u'),
    ITEM(LP_CFG_SET, cfg, value, 'u'),
    ITEM(LP_CFG_GET, cfg_get, key, 'u'),
    ITEM(LP_IDENTIFY, identify, seconds, 'u'),
};

static const struct {
    uint8_t type;
    const char *name;
} type_names[] = {
    {LP_HELLO, "HELLO"},
    {LP_PRESS, "PRESS"},
    {LP_SYNC_RSP, "SYNC_RSP"},
    {LP_STATUS, "STATUS"},
    {LP_ACK, "ACK"},
    {LP_LOG, "LOG"},
    {LP_CFG_VALUE, "CFG_VALUE"},
    {LP_HELLO_REQ, "HELLO_REQ"},
    {LP_SYNC_REQ, "SYNC_REQ"},
    {LP_ARM, "ARM"},
    {LP_LOCK, "LOCK"},
    {LP_LAMP, "LAMP"},
    {LP_TONE, "TONE"},
    {LP_EV_ACK, "EV_ACK"},
    {LP_CFG_SET, "CFG_SET"},
    {LP_CFG_GET, "CFG_GET"},
    {LP_IDENTIFY, "IDENTIFY"},
};

static const char *type_name(uint8_t type)
{
    for (size_t i = 0; i < sizeof type_names / sizeof type_names[0]; i++) {
        if (type_names[i].type == type)
            return type_names[i].name;
    }
    return "type";
}

static uint64_t item_value(const struct item *item, const uint8_t *at)
{
    uint8_t u8;
    uint16_t u16;
    uint32_t u32;
    uint64_t u64 = 0;
    switch (item->size) {
    case 1:
        return memcpy(&u8, at, 1), u8;
    case 2:
        return memcpy(&u16, at, 2), u16;
    case 4:
        return memcpy(&u32, at, 4), u32;
    default:
        return memcpy(&u64, at, 8), u64;
    }
}

static void item_print(const struct item *item, const struct lp_message *msg, char *out, size_t cap)
{
    const uint8_t *at = (const uint8_t *)msg + item->offset;
    if (item->format == 's')
        snprintf(out, cap, " %s=\"%s\"", item->name, (const char *)at);
    else if (item->format == 'x')
        snprintf(out, cap, " %s=0x%" PRIx64, item->name, item_value(item, at));
    else
        snprintf(out, cap, " %s=%" PRIu64, item->name, item_value(item, at));
}

static void append(char *out, size_t cap, const char *text)
{
    size_t n = strlen(out);
    snprintf(out + n, cap - n, "%s", text);
}

void describe_frame(const struct lp_frame *frame, char *out, size_t cap)
{
    struct lp_message msg;
    char part[80];
    enum lp_error error = lp_message_decode(frame, &msg);
    snprintf(out, cap, "%s", type_name(frame->type));
    if (error == LP_ERR_TYPE)
        snprintf(out, cap, "type 0x%02x", frame->type);
    snprintf(part, sizeof part, " seq=%u%s%s", frame->seq,
             frame->flags & LP_FLAG_REPEAT ? " repeat" : "",
             frame->flags & LP_FLAG_ACK ? " ack" : "");
    append(out, cap, part);
    if (error != LP_OK) {
        snprintf(part, sizeof part, " (error %d, %u bytes)", error, frame->len);
        append(out, cap, part);
        return;
    }
    for (size_t i = 0; i < sizeof items / sizeof items[0]; i++) {
        if (items[i].type != msg.type)
            continue;
        item_print(&items[i], &msg, part, sizeof part);
        append(out, cap, part);
    }
}

void describe_wire(const uint8_t *wire, uint8_t n, char *out, size_t cap)
{
    struct lp_decoder dec;
    struct lp_frame frame;
    size_t used;
    lp_decoder_init(&dec);
    if (lp_decoder_feed(&dec, wire, n, &used, &frame) == LP_FRAME)
        describe_frame(&frame, out, cap);
    else
        snprintf(out, cap, "no frame (%u bytes)", n);
}
