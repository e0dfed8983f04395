/*
 * Frames and messages of firmware-protocol/PROTOCOL.md, written from that page alone: nothing of
 * the project is included or linked. "§" points into the page.
 */
#ifndef INDEPENDENT_WIRE_H
#define INDEPENDENT_WIRE_H

#include <stdint.h>
#include <stdio.h>

enum { HELLO = 1, PRESS, SYNC_RSP = 4, STATUS, ACK, LOG, CFG_VALUE }; /* §5 */
enum { HELLO_REQ = 0x41, SYNC_REQ, ARM, LOCK, LAMP, TONE, EV_ACK, CFG_SET, CFG_GET, IDENTIFY };
enum { WANT_ACK = 1, REPEAT = 2, MAC = 4 };                                                /* §3 */
enum { DONE, BAD_TYPE, BAD_LENGTH, BAD_VERSION, BAD_VALUE, UNSUPPORTED = 6, STALE, AUTH }; /* §10 */
enum { ARMED = 1, EARLY = 2, FIRST = 4, RELEASE = 8, MERGED = 16, OVERFLOW = 32 }; /* §5.2 */

/* A message: its least payload, and its fields ("u4 t u2 ev_no ..."). */
struct message {
    uint8_t type, size;
    const char *name, *fields;
};

/* A frame before its CRC; `n` bytes of payload. */
struct frame {
    uint8_t ver_flags, type, seq, addr, n, payload[58];
};

/* What has come of the frame that is arriving; starts as zeros. */
struct intake {
    uint8_t bytes[65];
    int n;
    struct frame frame;
};

/* NULL: a type that this page does not know. */
const struct message *message_of(uint8_t type);

/* Appends to the payload from values, one for each field; the value of bytes is their address. */
void frame_fill(struct frame *f, const uint64_t *v);

/* Values from a payload that is long enough; `words`, if any, gets " name value" each. */
void frame_read(const struct frame *f, uint64_t *v, FILE *words);

/* CRC-16/X-25 (§3). */
uint16_t crc_of(const uint8_t *bytes, int n);

/* Header, payload and CRC; returns how many bytes. */
int frame_raw(const struct frame *f, uint8_t raw[64]);

/* COBS and 00; returns how many bytes. */
int frame_stuff(const uint8_t *raw, int n, uint8_t wire[66]);

/* One byte of the cable: "" nothing yet, NULL a frame is in `frame`, else what was wrong. */
const char *intake_byte(struct intake *in, uint8_t byte);

/* Decodes and encodes every frame of a vector file (§12), prints the faults; 0 none. */
int vectors_check(const char *path);

#endif
