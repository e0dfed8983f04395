/*
 * Framing: COBS (Cheshire and Baker, 1999) with 0x00 as the only delimiter. Frames are shorter
 * than 254 bytes, so COBS adds exactly one byte whatever the content.
 */
#include "leitai_proto.h"
#include <string.h>

/* in[n] to out[n + 1]; n <= LP_FRAME_MAX. */
static uint8_t cobs_encode(const uint8_t *in, uint8_t n, uint8_t *out)
{
    uint8_t code_at = 0;
    uint8_t o = 1;
    for (uint8_t i = 0; i < n; i++) {
        if (in[i] == 0) {
            out[code_at] = (uint8_t)(o - code_at);
            code_at = o++;
        } else {
            out[o++] = in[i];
        }
    }
    out[code_at] = (uint8_t)(o - code_at);
    return o;
}

/* In place: the output is never longer than the input read so far. buf holds no 0x00.
 * Returns the decoded length, 0 if a code byte points behind the end. */
static uint8_t cobs_decode(uint8_t *buf, uint8_t n)
{
    uint8_t in = 0;
    uint8_t out = 0;
    while (in < n) {
        uint8_t code = buf[in++];
        uint8_t run = (uint8_t)(code - 1); /* code is never 0 here */
        if (run > n - in)                  /* by subtraction: in + run may wrap */
            return 0;
        memmove(buf + out, buf + in, run);
        in = (uint8_t)(in + run);
        out = (uint8_t)(out + run);
        if (in < n)
            buf[out++] = 0;
    }
    return out;
}

uint8_t lp_frame_encode(const struct lp_frame *frame, uint8_t *wire)
{
    uint8_t tag_len = frame->flags & LP_FLAG_MAC ? LP_TAG_LEN : 0;
    if (frame->len > LP_PAYLOAD_MAX - tag_len)
        return 0;
    uint8_t raw[LP_FRAME_MAX];
    raw[0] = (uint8_t)(frame->major << 4 | (frame->flags & 0x0f));
    raw[1] = frame->type;
    raw[2] = frame->seq;
    raw[3] = frame->addr;
    uint8_t n = LP_HEADER_LEN;
    memcpy(raw + n, frame->payload, frame->len);
    n = (uint8_t)(n + frame->len);
    memcpy(raw + n, frame->tag, tag_len);
    n = (uint8_t)(n + tag_len);
    uint16_t crc = lp_crc16(raw, n);
    raw[n++] = (uint8_t)(crc & 0xff);
    raw[n++] = (uint8_t)(crc >> 8);
    n = cobs_encode(raw, n, wire);
    wire[n++] = 0;
    return n;
}

static enum lp_error frame_parse(const uint8_t *raw, uint8_t n, struct lp_frame *frame)
{
    if (n < LP_HEADER_LEN + LP_CRC_LEN)
        return LP_ERR_SHORT;
    n = (uint8_t)(n - LP_CRC_LEN);
    uint16_t crc = (uint16_t)(raw[n] | raw[n + 1] << 8);
    if (crc != lp_crc16(raw, n))
        return LP_ERR_CRC;
    uint8_t tag_len = raw[0] & LP_FLAG_MAC ? LP_TAG_LEN : 0;
    if (n < LP_HEADER_LEN + tag_len)
        return LP_ERR_SHORT;
    frame->major = raw[0] >> 4;
    frame->flags = raw[0] & 0x0f;
    frame->type = raw[1];
    frame->seq = raw[2];
    frame->addr = raw[3];
    frame->len = (uint8_t)(n - LP_HEADER_LEN - tag_len);
    memset(frame->payload, 0, sizeof frame->payload);
    memcpy(frame->payload, raw + LP_HEADER_LEN, frame->len);
    memset(frame->tag, 0, sizeof frame->tag);
    memcpy(frame->tag, raw + LP_HEADER_LEN + frame->len, tag_len);
    return LP_OK;
}

void lp_decoder_init(struct lp_decoder *dec)
{
    memset(dec, 0, sizeof *dec);
}

/* A 0x00 has come: what was collected is a frame, or it is not. */
static enum lp_feed decoder_finish(struct lp_decoder *dec, struct lp_frame *frame)
{
    uint8_t n = dec->n;
    uint8_t too_long = dec->too_long;
    dec->n = 0;
    dec->too_long = 0;
    enum lp_error error;
    if (too_long) {
        error = LP_ERR_LONG;
    } else {
        uint8_t decoded = cobs_decode(dec->buf, n);
        error = decoded ? frame_parse(dec->buf, decoded, frame) : LP_ERR_COBS;
    }
    if (error == LP_OK)
        return LP_FRAME;
    dec->error = (uint8_t)error;
    return LP_BROKEN;
}

enum lp_feed lp_decoder_feed(struct lp_decoder *dec, const uint8_t *data, size_t len, size_t *used,
                             struct lp_frame *frame)
{
    for (size_t i = 0; i < len; i++) {
        if (data[i] != 0) {
            if (dec->n == sizeof dec->buf)
                dec->too_long = 1;
            else
                dec->buf[dec->n++] = data[i];
        } else if (dec->n > 0) {
            *used = i + 1;
            return decoder_finish(dec, frame);
        }
    }
    *used = len;
    return LP_INCOMPLETE;
}
