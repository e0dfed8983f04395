/* rooms: codec */
/*
 * The codec against noise: random messages, random bytes, damaged streams. Fixed seed, and run
 * under the address sanitizer too.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "leitai_proto.h"

static uint32_t random_state = 20240601;

static uint32_t random_next(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 17;
    random_state ^= random_state << 5;
    return random_state;
}

/* As ck_assert, but cheap when true: check writes to a pipe for every assertion. */
#define MUST(what)                                                                                 \
    do {                                                                                           \
        if (!(what))                                                                               \
            ck_abort_msg("%s", #what);                                                             \
    } while (0)

static const uint8_t types[] = {
    LP_HELLO,     LP_PRESS,     LP_SYNC_RSP, LP_STATUS,  LP_ACK,      LP_LOG,
    LP_CFG_VALUE, LP_HELLO_REQ, LP_SYNC_REQ, LP_ARM,     LP_LOCK,     LP_LAMP,
    LP_TONE,      LP_EV_ACK,    LP_CFG_SET,  LP_CFG_GET, LP_IDENTIFY,
};
#define N_TYPES (sizeof types / sizeof types[0])

/* A known-good frame, to see that a decoder has found its feet again. */
static uint8_t good_frame(uint8_t *wire)
{
    struct lp_message msg = {.type = LP_PRESS, .seq = 9, .press = {.t = 77, .ev_no = 5}};
    return lp_encode(&msg, wire);
}

/* Any payload of the right length is a message, zeros in plenty: they are COBS's hard case. */
static void frame_random(struct lp_frame *frame)
{
    memset(frame, 0, sizeof *frame);
    frame->major = LP_MAJOR;
    frame->type = types[random_next() % N_TYPES];
    frame->flags = random_next() & (LP_FLAG_ACK | LP_FLAG_REPEAT);
    frame->seq = (uint8_t)random_next();
    frame->addr = (uint8_t)random_next();
    frame->len = (uint8_t)lp_payload_len(frame->type);
    if (frame->type == LP_LOG)
        frame->len = (uint8_t)(random_next() % (LP_TEXT_MAX + 1));
    unsigned zeros = random_next() % 3;
    for (unsigned i = 0; i < frame->len; i++)
        frame->payload[i] = random_next() % 3 < zeros ? 0 : (uint8_t)random_next();
}

START_TEST(test_random_messages_come_back)
{
    struct lp_decoder dec;
    lp_decoder_init(&dec);
    for (int i = 0; i < 200000; i++) {
        struct lp_message msg;
        struct lp_frame frame, back, again;
        uint8_t wire[LP_WIRE_MAX];
        size_t used;
        frame_random(&frame);
        uint8_t n = lp_frame_encode(&frame, wire);
        MUST(n > 0 && memchr(wire, 0, n) == wire + n - 1);
        size_t cut = random_next() % n; /* anywhere: a read may end inside a frame */
        MUST(lp_decoder_feed(&dec, wire, cut, &used, &back) == LP_INCOMPLETE && used == cut);
        MUST(lp_decoder_feed(&dec, wire + cut, n - cut, &used, &back) == LP_FRAME);
        MUST(memcmp(&frame, &back, sizeof frame) == 0);
        MUST(lp_message_decode(&back, &msg) == LP_OK);
        MUST(lp_message_encode(&msg, &again) == LP_OK);
        MUST(memcmp(&frame, &again, sizeof frame) == 0);
    }
}
END_TEST

/* CRC-16/X-25 has Hamming distance 4 at these lengths: up to three wrong bits are always seen.
 * The bits are flipped in the decoded frame; on the wire a flip may also move the framing. */
START_TEST(test_three_wrong_bits_are_seen)
{
    for (int i = 0; i < 200000; i++) {
        struct lp_frame frame;
        frame_random(&frame);
        uint8_t body[LP_FRAME_MAX];
        uint8_t n = frame.len;
        memcpy(body, frame.payload, n);
        uint16_t crc = lp_crc16(body, n);
        unsigned flips = 1 + random_next() % 3;
        for (unsigned f = 0; f < flips && n; f++)
            body[random_next() % n] ^= (uint8_t)(1u << random_next() % 8);
        if (n && memcmp(body, frame.payload, n))
            MUST(lp_crc16(body, n) != crc);
    }
}
END_TEST

/* Counts what a stream gives; exact heap blocks let the sanitizer see one byte too many. */
static unsigned feed_all(struct lp_decoder *dec, const uint8_t *data, size_t len, uint8_t want_seq)
{
    unsigned hits = 0;
    uint8_t *block = malloc(len ? len : 1);
    memcpy(block, data, len);
    for (size_t at = 0; at < len;) {
        struct lp_frame frame;
        struct lp_message msg;
        size_t used = 0;
        enum lp_feed got = lp_decoder_feed(dec, block + at, len - at, &used, &frame);
        MUST(used > 0 && used <= len - at);
        at += used;
        if (got == LP_FRAME) {
            MUST(frame.len <= LP_PAYLOAD_MAX);
            (void)lp_message_decode(&frame, &msg);
            hits += frame.type == LP_PRESS && frame.seq == want_seq && frame.len == 12;
        } else if (got == LP_INCOMPLETE) {
            MUST(at == len);
        }
    }
    free(block);
    return hits;
}

START_TEST(test_noise_never_hurts_and_the_next_frame_is_read)
{
    struct lp_decoder dec;
    lp_decoder_init(&dec);
    for (int i = 0; i < 200000; i++) {
        uint8_t noise[200];
        size_t n = random_next() % 150;
        unsigned shape = random_next() % 4;
        for (size_t b = 0; b < n; b++) {
            uint8_t byte = (uint8_t)random_next();
            noise[b] = shape == 0 ? byte : shape == 1 ? byte & 3 : shape == 2 ? byte | 1 : 1;
        }
        noise[n++] = 0; /* what a sender puts before its first frame */
        n += good_frame(noise + n);
        MUST(feed_all(&dec, noise, n, 9) >= 1);
    }
}
END_TEST

/* Real frames with bytes flipped, dropped or doubled: no false frame may change a press. */
START_TEST(test_corrupted_stream)
{
    struct lp_decoder dec;
    lp_decoder_init(&dec);
    unsigned wrong = 0, right = 0;
    for (int i = 0; i < 200000; i++) {
        uint8_t wire[LP_WIRE_MAX + 1], good[LP_WIRE_MAX];
        uint8_t n_good = good_frame(good), n = n_good;
        memcpy(wire, good, n);
        unsigned at = random_next() % n;
        switch (random_next() % 3) {
        case 0:
            wire[at] ^= (uint8_t)(1 + random_next() % 255);
            break;
        case 1:
            memmove(wire + at, wire + at + 1, n - at - 1);
            n--;
            break;
        default:
            memmove(wire + at + 1, wire + at, n - at);
            n++;
        }
        wire[n++] = 0;
        for (size_t pos = 0; pos < n;) {
            struct lp_frame frame;
            size_t used;
            if (lp_decoder_feed(&dec, wire + pos, n - pos, &used, &frame) == LP_FRAME) {
                uint8_t again[LP_WIRE_MAX];
                uint8_t m = lp_frame_encode(&frame, again);
                int same = m == n_good && !memcmp(again, good, m);
                wrong += !same;
                right += same;
            }
            pos += used;
        }
    }
    /* A doubled 0x00 leaves the frame whole. Of the rest 1 in 65536 may slip through a CRC. */
    MUST(right > 0);
    MUST(wrong <= 20);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("codec noise");
    TCase *tc = tcase_create("codec noise");
    tcase_set_timeout(tc, 120);
    tcase_add_test(tc, test_random_messages_come_back);
    tcase_add_test(tc, test_three_wrong_bits_are_seen);
    tcase_add_test(tc, test_noise_never_hurts_and_the_next_frame_is_read);
    tcase_add_test(tc, test_corrupted_stream);
    suite_add_tcase(suite, tc);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
