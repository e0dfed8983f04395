/*
 * SipHash-2-4 (Aumasson and Bernstein, 2012) over what must not be forged or replayed. Only radio
 * boxes need it; a linker that drops unused sections leaves it out of the others.
 */
#include "leitai_proto.h"
#include <string.h>

struct sip {
    uint64_t v[4];
    uint64_t word; /* bytes not yet mixed in, least significant first */
    uint8_t n;     /* bytes so far, modulo 256 */
};

static uint64_t rotate(uint64_t x, uint8_t bits)
{
    return x << bits | x >> (64 - bits);
}

static void sip_round(uint64_t *v)
{
    v[0] += v[1];
    v[2] += v[3];
    v[1] = rotate(v[1], 13) ^ v[0];
    v[3] = rotate(v[3], 16) ^ v[2];
    v[0] = rotate(v[0], 32);
    v[2] += v[1];
    v[0] += v[3];
    v[1] = rotate(v[1], 17) ^ v[2];
    v[3] = rotate(v[3], 21) ^ v[0];
    v[2] = rotate(v[2], 32);
}

static uint64_t load(const uint8_t *bytes)
{
    uint64_t word = 0;
    for (uint8_t i = 8; i-- > 0;)
        word = word << 8 | bytes[i];
    return word;
}

static void sip_init(struct sip *sip, const uint8_t *key)
{
    uint64_t k0 = load(key), k1 = load(key + 8);
    sip->v[0] = k0 ^ 0x736f6d6570736575;
    sip->v[1] = k1 ^ 0x646f72616e646f6d;
    sip->v[2] = k0 ^ 0x6c7967656e657261;
    sip->v[3] = k1 ^ 0x7465646279746573;
    sip->word = 0;
    sip->n = 0;
}

static void sip_word(struct sip *sip)
{
    sip->v[3] ^= sip->word;
    sip_round(sip->v);
    sip_round(sip->v);
    sip->v[0] ^= sip->word;
    sip->word = 0;
}

static void sip_add(struct sip *sip, const uint8_t *data, uint8_t len)
{
    for (uint8_t i = 0; i < len; i++) {
        sip->word |= (uint64_t)data[i] << 8 * (sip->n % 8);
        if (++sip->n % 8 == 0)
            sip_word(sip);
    }
}

static void sip_finish(struct sip *sip, uint8_t *tag)
{
    sip->word |= (uint64_t)sip->n << 56;
    sip_word(sip);
    sip->v[2] ^= 0xff;
    for (uint8_t i = 0; i < 4; i++)
        sip_round(sip->v);
    uint64_t sum = sip->v[0] ^ sip->v[1] ^ sip->v[2] ^ sip->v[3];
    for (uint8_t i = 0; i < LP_TAG_LEN; i++)
        tag[i] = (uint8_t)(sum >> 8 * i);
}

void lp_siphash(const uint8_t *key, const uint8_t *data, uint8_t len, uint8_t *tag)
{
    struct sip sip;
    sip_init(&sip, key);
    sip_add(&sip, data, len);
    sip_finish(&sip, tag);
}

static void add_u32(struct sip *sip, uint32_t value)
{
    uint8_t bytes[4] = {(uint8_t)value, (uint8_t)(value >> 8), (uint8_t)(value >> 16),
                        (uint8_t)(value >> 24)};
    sip_add(sip, bytes, sizeof bytes);
}

static void frame_tag(const struct lp_frame *frame, const struct lp_session *session,
                      uint8_t from_host, uint32_t counter, uint8_t *tag)
{
    struct sip sip;
    uint8_t head[5] = {from_host, (uint8_t)(frame->major << 4 | (frame->flags & 0x0f)), frame->type,
                       frame->seq, frame->addr};
    sip_init(&sip, session->key);
    sip_add(&sip, session->nonce, sizeof session->nonce);
    add_u32(&sip, session->boot_id);
    add_u32(&sip, counter);
    sip_add(&sip, head, sizeof head);
    sip_add(&sip, frame->payload, frame->len);
    sip_finish(&sip, tag);
}

void lp_frame_sign(struct lp_frame *frame, const struct lp_session *session, uint8_t from_host,
                   uint32_t counter)
{
    frame->flags |= LP_FLAG_MAC;
    frame->seq = (uint8_t)counter;
    frame_tag(frame, session, from_host, counter, frame->tag);
}

uint8_t lp_frame_verify(const struct lp_frame *frame, const struct lp_session *session,
                        uint8_t from_host, uint32_t *next)
{
    uint8_t tag[LP_TAG_LEN], difference = 0;
    if (!(frame->flags & LP_FLAG_MAC))
        return 0;
    /* The seq is the counter's low byte; the rest follows, since it only grows. */
    uint32_t counter = *next + (uint8_t)(frame->seq - (uint8_t)*next);
    if (counter < *next)
        return 0; /* four thousand million frames: a new session is due */
    frame_tag(frame, session, from_host, counter, tag);
    for (uint8_t i = 0; i < LP_TAG_LEN; i++)
        difference |= (uint8_t)(tag[i] ^ frame->tag[i]);
    if (difference)
        return 0;
    *next = counter + 1;
    return 1;
}
