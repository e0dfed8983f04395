/* rooms: codec */
/*
 * Coverage-guided: bytes as they come from a line, in pieces of any length. Whatever they are, the
 * decoder gets on; each frame it takes survives encoding and decoding; each message it understands
 * is understood the same a second time; no frame passes for a signed one by chance.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "leitai_proto.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void codec_must(int true_or_bug)
{
    if (!true_or_bug)
        abort();
}

static void codec_again(const struct lp_frame *frame)
{
    struct lp_frame back;
    struct lp_decoder dec;
    uint8_t wire[LP_WIRE_MAX];
    size_t used;
    uint8_t n = lp_frame_encode(frame, wire);
    codec_must(n > 0 && n <= LP_WIRE_MAX && wire[n - 1] == 0);
    codec_must(!memchr(wire, 0, n - 1u));
    lp_decoder_init(&dec);
    codec_must(lp_decoder_feed(&dec, wire, n, &used, &back) == LP_FRAME && used == n);
    codec_must(back.type == frame->type && back.len == frame->len && back.seq == frame->seq &&
               memcmp(back.payload, frame->payload, frame->len) == 0);
}

static void codec_message(const struct lp_frame *frame)
{
    static const struct lp_session session = {.key = {1, 2, 3}, .boot_id = 7};
    struct lp_message m, same;
    struct lp_frame back;
    uint32_t next = 0;
    codec_must(!lp_frame_verify(frame, &session, 0, &next) && next == 0);
    memset(&m, 0, sizeof m);
    memset(&same, 0, sizeof same);
    memset(&back, 0, sizeof back);
    if (lp_message_decode(frame, &m) != LP_OK || lp_message_encode(&m, &back) != LP_OK)
        return;
    codec_must(lp_message_decode(&back, &same) == LP_OK && same.type == m.type);
    codec_must(back.len <= LP_PAYLOAD_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct lp_decoder dec;
    struct lp_frame frame;
    if (size > 4096)
        return 0;
    lp_decoder_init(&dec);
    size_t piece = size > 0 ? data[0] % 17u + 1 : 1;
    for (size_t at = 0; at < size;) {
        size_t used, n = size - at < piece ? size - at : piece;
        enum lp_feed got = lp_decoder_feed(&dec, data + at, n, &used, &frame);
        codec_must(used > 0 && used <= n);
        at += used;
        if (got != LP_FRAME)
            continue;
        codec_again(&frame);
        codec_message(&frame);
    }
    return 0;
}
