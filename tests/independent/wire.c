/* The cable of the independent box: messages as lists of fields, frames, COBS and CRC. */
#include "wire.h"

#include <inttypes.h>
#include <string.h>

/* Fields: u unsigned, i signed, x bytes; size in bytes (§5, §6). */
static const struct message messages[] = {
    {HELLO, 47, "HELLO",
     "u1 minor u1 n_buttons u1 n_lamps u1 reserved u8 uid u4 boot_id u4 caps u2 model u2 max_ppm "
     "u2 stamp_unc u2 ev_first x3 fw x16 name"},
    {PRESS, 12, "PRESS", "u4 t u2 ev_no u2 round u1 button u1 flags u2 levels"},
    {SYNC_RSP, 14, "SYNC_RSP", "u4 token u4 t2 u4 t3 u2 ev_last"},
    {STATUS, 26, "STATUS",
     "u4 t u4 boot_id u2 round u2 levels u2 lamps u1 state u1 ev_pending u2 crc_errors "
     "u2 rx_overruns u2 ev_lost u2 battery_mv i1 temperature_c i1 rssi_dbm"},
    {ACK, 3, "ACK", "u1 of_type u1 of_seq u1 result"},
    {LOG, 0, "LOG", "u0 len x0 text"}, /* the length of the payload, and all of it */
    {CFG_VALUE, 6, "CFG_VALUE", "u2 key u4 value"},
    {HELLO_REQ, 10, "HELLO_REQ", "u1 major_min u1 major_max x8 nonce"},
    {SYNC_REQ, 14, "SYNC_REQ", "u4 token x10 pad"},
    {ARM, 11, "ARM", "u2 round u2 mask u4 at u2 debounce_us u1 flags"},
    {LOCK, 6, "LOCK", "u2 round u2 mask u2 duration_ms"},
    {LAMP, 6, "LAMP", "u2 mask u1 pattern u1 level u2 duration_ms"},
    {TONE, 5, "TONE", "u2 hz u2 duration_ms u1 volume"},
    {EV_ACK, 2, "EV_ACK", "u2 ev_no"},
    {CFG_SET, 6, "CFG_SET", "u2 key u4 value"},
    {CFG_GET, 2, "CFG_GET", "u2 key"},
    {IDENTIFY, 1, "IDENTIFY", "u1 seconds"},
};

const struct message *message_of(uint8_t type)
{
    for (size_t i = 0; i < sizeof messages / sizeof *messages; i++)
        if (messages[i].type == type)
            return &messages[i];
    return NULL;
}

struct field {
    char kind, name[16];
    int bytes;
};

static const char *field_next(const char *list, struct field *d)
{
    int used = 0;
    sscanf(list, "%c%d %15s %n", &d->kind, &d->bytes, d->name, &used);
    return used ? list + used : NULL;
}

/* ---- frames (§3) ---- */

/* Payload from values, one for each field; the value of bytes is their address. */
void frame_fill(struct frame *f, const uint64_t *v)
{
    struct field d;
    for (const char *p = message_of(f->type)->fields; (p = field_next(p, &d)); v++) {
        int bytes = d.kind == 'x' && !d.bytes ? (int)v[-1] : d.bytes;
        for (int i = 0; i < bytes; i++)
            f->payload[f->n++] =
                d.kind == 'x' ? ((const uint8_t *)(uintptr_t)*v)[i] : (uint8_t)(*v >> 8 * i);
    }
}

/* Values from a payload that is long enough; `words`, if any, gets " name value" each. */
void frame_read(const struct frame *f, uint64_t *v, FILE *words)
{
    const uint8_t *at = f->payload;
    struct field d;
    for (const char *p = message_of(f->type)->fields; (p = field_next(p, &d)); v++) {
        int bytes = d.kind == 'x' && !d.bytes ? f->n : d.bytes;
        *v = bytes ? 0 : f->n;
        for (int i = bytes; d.kind != 'x' && i-- > 0;)
            *v = *v << 8 | at[i];
        if (d.kind == 'i')
            *v = (uint64_t)(int8_t)*v;
        if (words)
            fprintf(words, " %s %s", d.name, d.kind == 'x' ? "x" : "");
        if (words && d.kind != 'x')
            fprintf(words, "%" PRId64, (int64_t)*v);
        for (int i = 0; words && d.kind == 'x' && i < bytes; i++)
            fprintf(words, "%02x", at[i]);
        at += bytes;
    }
}

uint16_t crc_of(const uint8_t *bytes, int n)
{
    uint16_t crc = 0xffff;
    for (int i = 0; i < n; i++) {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; bit++)
            crc = (uint16_t)(crc & 1 ? crc >> 1 ^ 0x8408 : crc >> 1);
    }
    return (uint16_t)~crc;
}

int frame_raw(const struct frame *f, uint8_t raw[64])
{
    memcpy(raw, (uint8_t[]){f->ver_flags, f->type, f->seq, f->addr}, 4);
    memcpy(raw + 4, f->payload, f->n);
    uint16_t crc = crc_of(raw, f->n + 4);
    raw[f->n + 4] = (uint8_t)crc;
    raw[f->n + 5] = (uint8_t)(crc >> 8);
    return f->n + 6;
}

int frame_stuff(const uint8_t *raw, int n, uint8_t wire[66])
{
    int head = 0, at = 1;
    for (int i = 0; i <= n; i++) {
        if (i < n && raw[i]) {
            wire[at++] = raw[i];
        } else { /* a zero, or the one thought of behind the end */
            wire[head] = (uint8_t)(at - head);
            head = at++;
        }
    }
    wire[head] = 0;
    return head + 1;
}

/* One byte of the cable: "" nothing yet, NULL a frame is in `frame`, else what was wrong. */
const char *intake_byte(struct intake *in, uint8_t byte)
{
    uint8_t raw[65];
    int n = in->n, length = 0;
    if (byte) {
        if (n < 66) /* 66 means: too long, wait for the next 00 */
            in->n++;
        if (n < 65)
            in->bytes[n] = byte;
        return "";
    }
    in->n = 0;
    if (n == 0)
        return "";
    if (n > 65)
        return "LONG";
    for (int i = 0; i < n;) {
        int piece = in->bytes[i++] - 1;
        if (i + piece > n)
            return "COBS";
        memcpy(raw + length, in->bytes + i, (size_t)piece);
        length += piece;
        i += piece;
        if (i < n)
            raw[length++] = 0;
    }
    if (length < 6)
        return "SHORT";
    if (crc_of(raw, length - 2) != (raw[length - 2] | raw[length - 1] << 8))
        return "CRC";
    in->frame = (struct frame){raw[0], raw[1], raw[2], raw[3], (uint8_t)(length - 6), {0}};
    memcpy(in->frame.payload, raw + 4, in->frame.n);
    return NULL;
}
