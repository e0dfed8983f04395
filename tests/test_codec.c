/* rooms: codec */
/*
 * The codec against the vectors that any other implementation can read too
 * (tests/vectors/protocol.txt), then against noise.
 */
#include <check.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "leitai_proto.h"

#define VECTORS "tests/vectors/protocol.txt"

static uint32_t random_state = 20240601;

static uint32_t random_next(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 17;
    random_state ^= random_state << 5;
    return random_state;
}

/* ---- names of fields, for the vectors ---------------------------------------------------- */

struct name {
    uint8_t type;
    uint8_t size; /* > 8 or of fw: bytes */
    uint8_t is_bytes;
    size_t offset;
    const char *name;
};

#define N(type, member, field)                                                                     \
    {                                                                                              \
        type, sizeof(((struct lp_message *)0)->member.field), 0,                                   \
            offsetof(struct lp_message, member.field), #field                                      \
    }
#define B(type, member, field, n)                                                                  \
    {                                                                                              \
        type, n, 1, offsetof(struct lp_message, member.field), #field                              \
    }

/* clang-format off */
static const struct name names[] = {
    N(LP_HELLO, hello, minor), N(LP_HELLO, hello, n_buttons), N(LP_HELLO, hello, n_lamps),
    N(LP_HELLO, hello, reserved), N(LP_HELLO, hello, uid), N(LP_HELLO, hello, boot_id),
    N(LP_HELLO, hello, caps), N(LP_HELLO, hello, model), N(LP_HELLO, hello, max_ppm),
    N(LP_HELLO, hello, stamp_unc), N(LP_HELLO, hello, ev_first), B(LP_HELLO, hello, fw, 3),
    B(LP_HELLO, hello, name, 16), N(LP_PRESS, press, t), N(LP_PRESS, press, ev_no),
    N(LP_PRESS, press, round), N(LP_PRESS, press, button), N(LP_PRESS, press, flags),
    N(LP_PRESS, press, levels), N(LP_SYNC_RSP, sync_rsp, token), N(LP_SYNC_RSP, sync_rsp, t2),
    N(LP_SYNC_RSP, sync_rsp, t3), N(LP_SYNC_RSP, sync_rsp, ev_last), N(LP_STATUS, status, t),
    N(LP_STATUS, status, boot_id), N(LP_STATUS, status, round), N(LP_STATUS, status, levels),
    N(LP_STATUS, status, lamps), N(LP_STATUS, status, state), N(LP_STATUS, status, ev_pending),
    N(LP_STATUS, status, crc_errors), N(LP_STATUS, status, rx_overruns),
    N(LP_STATUS, status, ev_lost), N(LP_STATUS, status, battery_mv),
    N(LP_STATUS, status, temperature_c), N(LP_STATUS, status, rssi_dbm), N(LP_ACK, ack, of_type),
    N(LP_ACK, ack, of_seq), N(LP_ACK, ack, result), N(LP_LOG, log, len), B(LP_LOG, log, text, 0),
    N(LP_CFG_VALUE, cfg, key), N(LP_CFG_VALUE, cfg, value), N(LP_CFG_SET, cfg, key),
    N(LP_CFG_SET, cfg, value), N(LP_HELLO_REQ, hello_req, major_min),
    N(LP_HELLO_REQ, hello_req, major_max), B(LP_HELLO_REQ, hello_req, nonce, 8),
    N(LP_SYNC_REQ, sync_req, token), B(LP_SYNC_REQ, sync_req, pad, 10), N(LP_ARM, arm, round),
    N(LP_ARM, arm, mask), N(LP_ARM, arm, at), N(LP_ARM, arm, debounce_us), N(LP_ARM, arm, flags),
    N(LP_LOCK, lock, round), N(LP_LOCK, lock, mask), N(LP_LOCK, lock, duration_ms),
    N(LP_LAMP, lamp, mask), N(LP_LAMP, lamp, pattern), N(LP_LAMP, lamp, level),
    N(LP_LAMP, lamp, duration_ms), N(LP_TONE, tone, hz), N(LP_TONE, tone, duration_ms),
    N(LP_TONE, tone, volume), N(LP_EV_ACK, ev_ack, ev_no), N(LP_CFG_GET, cfg_get, key),
    N(LP_IDENTIFY, identify, seconds),
};
/* clang-format on */
#define N_NAMES (sizeof names / sizeof names[0])

static const uint8_t types[] = {
    LP_HELLO,     LP_PRESS,     LP_SYNC_RSP, LP_STATUS,  LP_ACK,      LP_LOG,
    LP_CFG_VALUE, LP_HELLO_REQ, LP_SYNC_REQ, LP_ARM,     LP_LOCK,     LP_LAMP,
    LP_TONE,      LP_EV_ACK,    LP_CFG_SET,  LP_CFG_GET, LP_IDENTIFY,
};
#define N_TYPES (sizeof types / sizeof types[0])

/* The value of a field as the vector file writes it. */
static void field_print(const struct name *name, const struct lp_message *msg, char *out)
{
    const uint8_t *at = (const uint8_t *)msg + name->offset;
    if (name->is_bytes) {
        unsigned n = name->size ? name->size : msg->log.len;
        *out++ = 'x';
        *out = 0;
        for (unsigned i = 0; i < n; i++)
            out += sprintf(out, "%02x", at[i]);
        return;
    }
    uint64_t v = 0;
    for (unsigned i = 0; i < name->size; i++)
        v |= (uint64_t)at[i] << 8 * i;
    if (strstr(name->name, "_c") || strstr(name->name, "rssi"))
        if (name->size == 1) {
            sprintf(out, "%d", (int8_t)v);
            return;
        }
    sprintf(out, "%" PRIu64, v);
}

/* ---- the vector file ----------------------------------------------------------------------- */

struct vector {
    char name[64];
    int is_bad;
    int oneway;
    int has_session;
    struct lp_session session;
    unsigned from_host, counter;
    uint8_t raw[128];
    size_t n_raw;
    uint8_t wire[160];
    size_t n_wire;
    char error[16];
    struct {
        char name[32];
        char value[128];
    } fields[16];
    size_t n_fields;
};

static size_t hex_append(const char *text, uint8_t *out, size_t n, size_t cap)
{
    int used;
    unsigned byte;
    while (sscanf(text, "%2x%n", &byte, &used) == 1) {
        ck_assert(n < cap);
        out[n++] = (uint8_t)byte;
        text += used;
    }
    return n;
}

/* Next vector of the file, or 0 at its end. */
static int vector_read(FILE *file, struct vector *v)
{
    char line[256];
    memset(v, 0, sizeof *v);
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "#;\n")] = 0;
        char word[16] = "", rest[200] = "";
        if (sscanf(line, " %15s %199[^\n]", word, rest) < 1)
            continue;
        if (!strcmp(word, "vector") || !strcmp(word, "bad")) {
            v->is_bad = word[0] == 'b';
            sscanf(rest, "%63s", v->name);
        } else if (!strcmp(word, "raw")) {
            v->n_raw = hex_append(rest, v->raw, v->n_raw, sizeof v->raw);
        } else if (!strcmp(word, "wire")) {
            v->n_wire = hex_append(rest, v->wire, v->n_wire, sizeof v->wire);
        } else if (!strcmp(word, "oneway")) {
            v->oneway = 1;
        } else if (!strcmp(word, "session")) {
            char key[40], nonce[20];
            ck_assert_int_eq(sscanf(rest, "%39s %19s %" SCNu32 " %u %u", key, nonce,
                                    &v->session.boot_id, &v->from_host, &v->counter),
                             5);
            ck_assert_uint_eq(hex_append(key, v->session.key, 0, 16), 16);
            ck_assert_uint_eq(hex_append(nonce, v->session.nonce, 0, 8), 8);
            v->has_session = 1;
        } else if (!strcmp(word, "error")) {
            sscanf(rest, "%15s", v->error);
        } else if (!strcmp(word, "field")) {
            ck_assert_uint_lt(v->n_fields, 16);
            sscanf(rest, "%31s %127s", v->fields[v->n_fields].name, v->fields[v->n_fields].value);
            v->n_fields++;
        } else if (!strcmp(word, "end")) {
            return 1;
        } else {
            ck_abort_msg("%s: a line that is none: %s", VECTORS, line);
        }
    }
    return 0;
}

static void check_fields(const struct vector *v, const struct lp_message *msg)
{
    for (size_t f = 0; f < v->n_fields; f++) {
        size_t i = 0;
        while (i < N_NAMES &&
               (names[i].type != msg->type || strcmp(names[i].name, v->fields[f].name)))
            i++;
        ck_assert_msg(i < N_NAMES, "%s: no field %s", v->name, v->fields[f].name);
        char value[128];
        field_print(&names[i], msg, value);
        ck_assert_msg(!strcmp(value, v->fields[f].value), "%s: %s is %s, must be %s", v->name,
                      v->fields[f].name, value, v->fields[f].value);
    }
}

static void check_raw(const struct vector *v, const struct lp_frame *frame)
{
    uint8_t head[4] = {(uint8_t)(frame->major << 4 | frame->flags), frame->type, frame->seq,
                       frame->addr};
    unsigned tag = frame->flags & LP_FLAG_MAC ? LP_TAG_LEN : 0;
    ck_assert_msg(v->n_raw == 4u + frame->len + tag + 2u, "%s: length", v->name);
    ck_assert_msg(!memcmp(v->raw + 4 + frame->len, frame->tag, tag), "%s: tag", v->name);
    ck_assert_msg(!memcmp(v->raw, head, 4), "%s: header", v->name);
    ck_assert_msg(!memcmp(v->raw + 4, frame->payload, frame->len), "%s: payload", v->name);
    uint16_t crc = lp_crc16(v->raw, (uint8_t)(v->n_raw - 2));
    ck_assert_msg(v->raw[v->n_raw - 2] == (crc & 0xff) && v->raw[v->n_raw - 1] == crc >> 8,
                  "%s: CRC", v->name);
}

/* The tag must fit, and come out again. */
static void check_signed(const struct vector *v, const struct lp_frame *frame)
{
    uint8_t from_host = (uint8_t)v->from_host;
    uint32_t next = v->counter;
    struct lp_frame again = *frame;
    ck_assert_msg(lp_frame_verify(frame, &v->session, from_host, &next) == 1, "%s: tag", v->name);
    ck_assert_uint_eq(next, v->counter + 1);
    memset(again.tag, 0, sizeof again.tag);
    again.flags &= (uint8_t)~LP_FLAG_MAC;
    lp_frame_sign(&again, &v->session, from_host, v->counter);
    ck_assert_msg(!memcmp(again.tag, frame->tag, LP_TAG_LEN) && again.seq == frame->seq, "%s: sign",
                  v->name);
}

static void check_good(const struct vector *v)
{
    struct lp_decoder dec;
    struct lp_frame frame;
    size_t used;
    lp_decoder_init(&dec);
    ck_assert_msg(lp_decoder_feed(&dec, v->wire, v->n_wire, &used, &frame) == LP_FRAME, "%s",
                  v->name);
    ck_assert_uint_eq(used, v->n_wire);
    check_raw(v, &frame);

    uint8_t wire[LP_WIRE_MAX];
    ck_assert_msg(lp_frame_encode(&frame, wire) == v->n_wire && !memcmp(wire, v->wire, v->n_wire),
                  "%s: encoding the frame", v->name);

    if (v->has_session)
        check_signed(v, &frame);
    struct lp_message msg;
    enum lp_error error = lp_message_decode(&frame, &msg);
    if (frame.type >= LP_VENDOR_FIRST) {
        ck_assert_int_eq(error, LP_ERR_TYPE);
        return;
    }
    ck_assert_msg(error == LP_OK, "%s: %d", v->name, error);
    check_fields(v, &msg);
    if (!v->oneway)
        ck_assert_msg(lp_encode(&msg, wire) == v->n_wire && !memcmp(wire, v->wire, v->n_wire),
                      "%s: encoding the message", v->name);
}

static const char *error_name(uint8_t error)
{
    switch (error) {
    case LP_ERR_LONG:
        return "LONG";
    case LP_ERR_COBS:
        return "COBS";
    case LP_ERR_SHORT:
        return "SHORT";
    case LP_ERR_CRC:
        return "CRC";
    default:
        return "?";
    }
}

/* A known-good frame, to see that a decoder has found its feet again. */
static uint8_t good_frame(uint8_t *wire)
{
    struct lp_message msg = {.type = LP_PRESS, .seq = 9, .press = {.t = 77, .ev_no = 5}};
    return lp_encode(&msg, wire);
}

static void check_bad(const struct vector *v)
{
    struct lp_decoder dec;
    struct lp_frame frame;
    size_t used;
    lp_decoder_init(&dec);
    ck_assert_msg(lp_decoder_feed(&dec, v->wire, v->n_wire, &used, &frame) == LP_BROKEN, "%s",
                  v->name);
    ck_assert_uint_eq(used, v->n_wire);
    ck_assert_msg(!strcmp(error_name(dec.error), v->error), "%s: %s", v->name,
                  error_name(dec.error));
    uint8_t wire[LP_WIRE_MAX];
    uint8_t n = good_frame(wire);
    ck_assert_int_eq(lp_decoder_feed(&dec, wire, n, &used, &frame), LP_FRAME);
    ck_assert_uint_eq(frame.seq, 9);
}

START_TEST(test_vectors)
{
    FILE *file = fopen(VECTORS, "r");
    ck_assert_msg(file != NULL, "run from the top folder: no %s", VECTORS);
    struct vector v;
    uint8_t seen[256] = {0};
    int n = 0;
    while (vector_read(file, &v)) {
        n++;
        if (v.is_bad) {
            check_bad(&v);
        } else {
            check_good(&v);
            seen[v.raw[1]] = 1;
        }
    }
    fclose(file);
    ck_assert_int_ge(n, 40);
    for (size_t i = 0; i < N_TYPES; i++)
        ck_assert_msg(seen[types[i]], "no vector for type 0x%02x", types[i]);
}
END_TEST

/* ---- properties ------------------------------------------------------------------------------ */

START_TEST(test_crc_check_value)
{
    ck_assert_uint_eq(lp_crc16((const uint8_t *)"123456789", 9), 0x906e);
    ck_assert_uint_eq(lp_crc16(NULL, 0), 0x0000);
}
END_TEST

START_TEST(test_sync_frames_cost_the_same)
{
    ck_assert_int_eq(lp_payload_len(LP_SYNC_REQ), lp_payload_len(LP_SYNC_RSP));
    for (int i = 0; i < 20000; i++) {
        struct lp_message req = {.type = LP_SYNC_REQ, .seq = (uint8_t)random_next()};
        struct lp_message rsp = {.type = LP_SYNC_RSP, .seq = (uint8_t)random_next()};
        req.sync_req.token = i % 3 ? random_next() : 0;
        rsp.sync_rsp.t2 = i % 5 ? random_next() : 0;
        rsp.sync_rsp.t3 = random_next() & random_next() & random_next();
        uint8_t wire[LP_WIRE_MAX];
        ck_assert_uint_eq(lp_encode(&req, wire), LP_SYNC_WIRE_LEN);
        ck_assert_uint_eq(lp_encode(&rsp, wire), LP_SYNC_WIRE_LEN);
    }
}
END_TEST

START_TEST(test_every_length)
{
    for (uint8_t mac = 0; mac < 2; mac++) {
        uint8_t max = mac ? LP_PAYLOAD_MAX_MAC : LP_PAYLOAD_MAX;
        for (uint8_t len = 0; len <= max + 1; len++) {
            struct lp_frame frame = {.major = LP_MAJOR, .type = 0x80, .len = len};
            frame.flags = mac ? LP_FLAG_MAC : 0;
            memset(frame.payload, 0xff, sizeof frame.payload);
            memset(frame.tag, 0x5a, mac ? sizeof frame.tag : 0);
            uint8_t wire[LP_WIRE_MAX];
            uint8_t n = lp_frame_encode(&frame, wire);
            if (len > max) {
                ck_assert_uint_eq(n, 0);
                continue;
            }
            ck_assert_uint_eq(n, LP_WIRE_LEN(len) + (mac ? LP_TAG_LEN : 0));
            struct lp_decoder dec;
            struct lp_frame back;
            size_t used;
            lp_decoder_init(&dec);
            ck_assert_int_eq(lp_decoder_feed(&dec, wire, n, &used, &back), LP_FRAME);
            ck_assert_uint_eq(back.len, len);
            ck_assert(!memcmp(back.payload, frame.payload, len));
            ck_assert(!memcmp(back.tag, frame.tag, sizeof frame.tag));
        }
    }
}
END_TEST

START_TEST(test_strict_lengths)
{
    for (size_t i = 0; i < N_TYPES; i++) {
        int8_t want = lp_payload_len(types[i]);
        ck_assert_int_ge(want, 0);
        for (uint8_t len = 0; len <= LP_PAYLOAD_MAX; len++) {
            struct lp_frame frame = {.major = LP_MAJOR, .type = types[i], .len = len};
            struct lp_message msg;
            ck_assert_int_eq(lp_message_decode(&frame, &msg), len < want ? LP_ERR_LENGTH : LP_OK);
        }
    }
    ck_assert_int_eq(lp_payload_len(0x03), -1);
}
END_TEST

START_TEST(test_other_major_is_named)
{
    struct lp_frame frame = {.major = 2, .type = LP_STATUS, .len = 58}, back;
    struct lp_message msg;
    uint8_t wire[LP_WIRE_MAX];
    size_t used;
    struct lp_decoder dec;
    lp_decoder_init(&dec);
    uint8_t n = lp_frame_encode(&frame, wire);
    ck_assert_int_eq(lp_decoder_feed(&dec, wire, n, &used, &back), LP_FRAME);
    ck_assert_uint_eq(back.major, 2);
    ck_assert_int_eq(lp_message_decode(&back, &msg), LP_ERR_VERSION);
    for (size_t i = 0; i < N_TYPES; i++) { /* three types are the same in every major */
        bool same = types[i] == LP_HELLO || types[i] == LP_HELLO_REQ || types[i] == LP_ACK;
        back.type = types[i];
        ck_assert_int_eq(lp_message_decode(&back, &msg), same ? LP_OK : LP_ERR_VERSION);
    }
}
END_TEST

/* The example of the SipHash paper, appendix A. */
START_TEST(test_siphash)
{
    static const uint8_t want[LP_TAG_LEN] = {0xe5, 0x45, 0xbe, 0x49, 0x61, 0xca, 0x29, 0xa1};
    uint8_t bytes[16], tag[LP_TAG_LEN];
    for (uint8_t i = 0; i < 16; i++)
        bytes[i] = i;
    lp_siphash(bytes, bytes, 15, tag);
    ck_assert_mem_eq(tag, want, sizeof want);
}
END_TEST

START_TEST(test_signed_frames)
{
    struct lp_session session = {.key = {1, 2, 3}, .nonce = {4, 5}, .boot_id = 7};
    struct lp_message msg = {.type = LP_PRESS, .press = {.t = 5, .ev_no = 1}};
    struct lp_frame frame;
    uint32_t next = 0;
    for (uint32_t counter = 0; counter < 1000; counter += 1 + counter % 200) {
        ck_assert_int_eq(lp_message_encode(&msg, &frame), LP_OK);
        lp_frame_sign(&frame, &session, 0, counter);
        struct lp_frame forged = frame;
        forged.payload[0] ^= 1;
        ck_assert_uint_eq(lp_frame_verify(&forged, &session, 0, &next), 0);
        for (int bit = 0; bit < 8 * LP_TAG_LEN; bit += 7) { /* every byte of the tag counts */
            forged = frame;
            forged.tag[bit / 8] ^= (uint8_t)(1 << bit % 8);
            ck_assert_uint_eq(lp_frame_verify(&forged, &session, 0, &next), 0);
        }
        ck_assert_uint_eq(lp_frame_verify(&frame, &session, 1, &next), 0); /* reflected */
        ck_assert_uint_eq(lp_frame_verify(&frame, &session, 0, &next), 1);
        ck_assert_uint_eq(next, counter + 1);
        ck_assert_uint_eq(lp_frame_verify(&frame, &session, 0, &next), 0); /* replayed */
    }
    session.boot_id++;
    next = 0;
    ck_assert_uint_eq(lp_frame_verify(&frame, &session, 0, &next), 0);
}
END_TEST

START_TEST(test_wrapping_arithmetic)
{
    ck_assert(lp_time_before(0xfffffff0u, 5));
    ck_assert(!lp_time_before(5, 0xfffffff0u));
    ck_assert(!lp_time_before(7, 7));
    ck_assert(lp_ev_after(0, 0xffff));
    ck_assert(!lp_ev_after(0xffff, 0));
    ck_assert(!lp_ev_after(3, 3));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("codec");
    TCase *tc = tcase_create("codec");
    tcase_set_timeout(tc, 120);
    tcase_add_test(tc, test_vectors);
    tcase_add_test(tc, test_crc_check_value);
    tcase_add_test(tc, test_sync_frames_cost_the_same);
    tcase_add_test(tc, test_every_length);
    tcase_add_test(tc, test_strict_lengths);
    tcase_add_test(tc, test_other_major_is_named);
    tcase_add_test(tc, test_siphash);
    tcase_add_test(tc, test_signed_frames);
    tcase_add_test(tc, test_wrapping_arithmetic);
    suite_add_tcase(suite, tc);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
