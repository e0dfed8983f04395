/*
 * leitai_proto.h - the language between a buzzer box and its host (PROTOCOL.md, version 1).
 *
 * One source for the host, the firmware and the virtual box. It allocates nothing, keeps no
 * state of its own, reads no clock and never blocks; every function may be called from any
 * thread as long as two threads do not share one struct. It needs <stdint.h>, <stddef.h> and
 * <string.h> only and compiles for an 8-bit AVR.
 *
 * Three layers, each usable alone:
 *
 *   bytes    lp_decoder_feed()      a stream of bytes in, frames out; finds its feet by itself
 *   frame    struct lp_frame        header and payload, CRC checked, payload not yet understood
 *   message  struct lp_message      one typed struct per message
 *
 * Reading:
 *
 *   struct lp_decoder dec;                  // one per link
 *   lp_decoder_init(&dec);                  // again after every (re)open
 *   while (len > 0) {
 *       struct lp_frame frame;
 *       size_t used;
 *       enum lp_feed got = lp_decoder_feed(&dec, data, len, &used, &frame);
 *       data += used, len -= used;
 *       if (got == LP_FRAME) {
 *           struct lp_message msg;
 *           if (lp_message_decode(&frame, &msg) == LP_OK)
 *               handle(&msg);               // switch (msg.type)
 *       } else if (got == LP_BROKEN) {
 *           errors++;                       // dec.error says why; just go on feeding
 *       }
 *   }
 *
 * Writing:
 *
 *   struct lp_message msg = {.type = LP_LAMP, .seq = seq++, .lamp = {.mask = 1, .pattern =
 * LP_LAMP_ON}}; uint8_t wire[LP_WIRE_MAX]; size_t n = lp_encode(&msg, wire);       // ends with
 * 0x00
 *
 * Units: times are microseconds of the BOX clock, 32 bits, wrapping every 71.6 minutes; compare
 * them by subtraction (lp_time_before). Masks: bit 0 is button or lamp 0. Everything on the wire
 * is little endian.
 */
#ifndef LEITAI_PROTO_H
#define LEITAI_PROTO_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define LP_MAJOR 1 /* another major is another language */
#define LP_MINOR 0 /* a newer minor only adds message types and fields at the end of a payload */

#define LP_HEADER_LEN      4
#define LP_CRC_LEN         2
#define LP_TAG_LEN         8
#define LP_FRAME_MAX       64 /* decoded: header + payload + tag + CRC */
#define LP_PAYLOAD_MAX     (LP_FRAME_MAX - LP_HEADER_LEN - LP_CRC_LEN) /* 58 */
#define LP_PAYLOAD_MAX_MAC (LP_PAYLOAD_MAX - LP_TAG_LEN)               /* 50 */
#define LP_WIRE_MAX        (LP_FRAME_MAX + 2) /* + COBS code byte + final 0x00 */

/* Bytes on the wire for a payload of n: constant for every content, which is what makes the
 * clock exchange symmetric. Wire time in us at 8N1 = LP_WIRE_LEN(n) * 10e6 / baud. */
#define LP_WIRE_LEN(n)   (LP_HEADER_LEN + (n) + LP_CRC_LEN + 2)
#define LP_SYNC_WIRE_LEN LP_WIRE_LEN(14) /* 22: SYNC_REQ and SYNC_RSP alike */

#define LP_NAME_LEN 16
#define LP_TEXT_MAX 48
#define LP_ADDR_BOX 0   /* the box at the end of this cable */
#define LP_ADDR_ALL 255 /* every node behind a hub; only HELLO_REQ is answered */

/* Header flags (low nibble of the first byte; the high nibble is the major version). */
enum lp_flag {
    LP_FLAG_ACK = 1,    /* the sender wants ACK with this frame's type and seq */
    LP_FLAG_REPEAT = 2, /* the content was sent before (the seq is new all the same) */
    LP_FLAG_MAC = 4,    /* an 8-byte SipHash tag stands between payload and CRC */
};

/* Message types. Below 0x40 the box speaks, from 0x40 the host; ACK and vendor types: both. */
enum lp_type {
    LP_HELLO = 0x01,
    LP_PRESS = 0x02,
    LP_SYNC_RSP = 0x04,
    LP_STATUS = 0x05,
    LP_ACK = 0x06,
    LP_LOG = 0x07,
    LP_CFG_VALUE = 0x08,
    LP_HELLO_REQ = 0x41,
    LP_SYNC_REQ = 0x42,
    LP_ARM = 0x43,
    LP_LOCK = 0x44,
    LP_LAMP = 0x45,
    LP_TONE = 0x46,
    LP_EV_ACK = 0x47,
    LP_CFG_SET = 0x48,
    LP_CFG_GET = 0x49,
    LP_IDENTIFY = 0x4A,
    LP_VENDOR_FIRST = 0x80, /* payload is yours: use struct lp_frame */
    LP_VENDOR_LAST = 0xBF,
};

/* Result of the codec, and the `result` byte of ACK. Never renumbered. */
enum lp_error {
    LP_OK = 0,
    LP_ERR_TYPE = 1,        /* type unknown to this side: ignore the frame, NAK if asked */
    LP_ERR_LENGTH = 2,      /* payload shorter than its type demands */
    LP_ERR_VERSION = 3,     /* other major, or no common major in HELLO_REQ */
    LP_ERR_VALUE = 4,       /* a field is out of its range */
    LP_ERR_BUSY = 5,        /* try again */
    LP_ERR_UNSUPPORTED = 6, /* known, but this box has no such part */
    LP_ERR_STALE = 7,       /* names a round that is not the box's current one */
    LP_ERR_AUTH = 8,        /* tag missing, wrong or replayed */
    LP_ERR_STORE = 9,       /* could not be written to EEPROM */
    /* Only in lp_decoder.error, never on the wire: */
    LP_ERR_LONG = 32,  /* more than a frame's bytes without 0x00 */
    LP_ERR_COBS = 33,  /* code byte points behind the end */
    LP_ERR_SHORT = 34, /* less than header and CRC */
    LP_ERR_CRC = 35,
};

/* ---- box to host ------------------------------------------------------------------------- */

enum lp_cap {
    LP_CAP_RELEASE = 1 << 0,    /* reports releases too */
    LP_CAP_TONE = 1 << 1,       /* has a sounder */
    LP_CAP_BRIGHTNESS = 1 << 2, /* LAMP.level counts */
    LP_CAP_CFG = 1 << 3,        /* CFG_SET / CFG_GET */
    LP_CAP_MAC = 1 << 4,        /* can sign frames */
    LP_CAP_NATIVE_USB = 1 << 5, /* no UART in the path: wire time 0 */
    LP_CAP_BATTERY = 1 << 6,
    LP_CAP_RADIO = 1 << 7,
    LP_CAP_HUB = 1 << 8,
};

/* Who am I. After power-up, then once a second until the host has spoken, and for HELLO_REQ. */
struct lp_hello {
    uint8_t minor;     /* LP_MINOR of the box */
    uint8_t n_buttons; /* 1..16 */
    uint8_t n_lamps;   /* 0..16 */
    uint8_t reserved;  /* 0 */
    uint64_t uid;      /* the box for ever; 0 is not allowed */
    uint32_t boot_id;  /* differs after every restart of the box */
    uint32_t caps;     /* enum lp_cap */
    uint16_t model;
    uint16_t max_ppm;   /* crystal error never exceeded, parts per million */
    uint16_t stamp_unc; /* +- of a time stamp, 0.1 us */
    uint16_t ev_first;  /* oldest event not yet acknowledged; lower ones never come again */
    uint8_t fw[3];      /* firmware major, minor, patch */
    char name[LP_NAME_LEN +
              1]; /* UTF-8, 16 bytes on the wire padded with 0; always ends with 0 here */
};

enum lp_press_flag {
    LP_PRESS_ARMED = 1 << 0,    /* in ARM's mask, not locked, t >= ARM's at */
    LP_PRESS_EARLY = 1 << 1,    /* ARM received, but t < at */
    LP_PRESS_FIRST = 1 << 2,    /* first armed press of this round in this box */
    LP_PRESS_RELEASE = 1 << 3,  /* the button was let go, not pressed */
    LP_PRESS_MERGED = 1 << 4,   /* shares its stamp with another button: a tie inside the box */
    LP_PRESS_OVERFLOW = 1 << 5, /* events before this one were lost: the ring was full */
};

/* A button moved. Repeated every 20 ms until EV_ACK covers ev_no. */
struct lp_press {
    uint32_t t;     /* first edge, us of the box clock */
    uint16_t ev_no; /* 1 after boot, then +1 per event (wraps through 0) */
    uint16_t round; /* of the last ARM; 0 = none since boot */
    uint8_t button;
    uint8_t flags;   /* enum lp_press_flag */
    uint16_t levels; /* all buttons right after this edge, bit set = down */
};

/* The answer to SYNC_REQ, and the fence: every event with stamp < t3 was sent before it. */
struct lp_sync_rsp {
    uint32_t token;   /* of the request */
    uint32_t t2;      /* last byte of the request received */
    uint32_t t3;      /* first byte of this answer leaves */
    uint16_t ev_last; /* newest event sent so far: the fence holds once the host has them all */
};

enum lp_state {
    LP_STATE_IDLE = 0,
    LP_STATE_WAITING = 1, /* ARM received, `at` not yet reached */
    LP_STATE_ARMED = 2,
    LP_STATE_LOCKED = 3, /* armed, but every armed button is locked */
    LP_STATE_FAULT = 4,  /* the box knows that it is broken; LOG says how */
};

#define LP_TEMPERATURE_UNKNOWN (-128)

/* Once a second. */
struct lp_status {
    uint32_t t;
    uint32_t boot_id;
    uint16_t round;
    uint16_t levels;
    uint16_t lamps; /* bit set = lit or blinking */
    uint8_t state;  /* enum lp_state */
    uint8_t ev_pending;
    uint16_t crc_errors;  /* frames the box threw away; counters wrap */
    uint16_t rx_overruns; /* bytes it lost */
    uint16_t ev_lost;     /* events that found the ring full */
    uint16_t battery_mv;  /* 0 = no battery */
    int8_t temperature_c; /* LP_TEMPERATURE_UNKNOWN = not measured */
    int8_t rssi_dbm;      /* 0 = a cable */
};

/* Answer to a frame with LP_FLAG_ACK; result != LP_OK is a refusal. Both directions. */
struct lp_ack {
    uint8_t of_type;
    uint8_t of_seq;
    uint8_t result; /* enum lp_error */
};

struct lp_log {
    uint8_t len;                /* 0..48; not on the wire */
    char text[LP_TEXT_MAX + 1]; /* UTF-8; ends with 0 here, not on the wire */
};

enum lp_cfg_key {
    LP_CFG_UID_LOW = 1, /* the uid in two halves; takes effect at the next boot */
    LP_CFG_UID_HIGH = 2,
    LP_CFG_DEBOUNCE_US = 3,
    LP_CFG_BAUD = 4,
    LP_CFG_NAME_0 = 16,           /* 16..19: the name, four bytes each */
    LP_CFG_SECRET_0 = 32,         /* 32..35: the secret, four bytes each; can't be read back */
    LP_CFG_VENDOR_FIRST = 0x4000, /* 0x4000..0x7fff are yours */
};

/* CFG_SET (host) and CFG_VALUE (box, the answer to CFG_GET). */
struct lp_cfg {
    uint16_t key;
    uint32_t value;
};

/* ---- host to box ------------------------------------------------------------------------- */

struct lp_hello_req {
    uint8_t major_min;
    uint8_t major_max;
    uint8_t nonce[8]; /* random; part of the MAC of this session */
};

/* As long on the wire as its answer. */
struct lp_sync_req {
    uint32_t token; /* anything; comes back unchanged */
    uint8_t pad[10];
};

enum lp_arm_flag {
    LP_ARM_AT = 1 << 0, /* `at` counts; without it the box is armed on receipt */
};

/* Presses count from here. The same round again changes nothing but mask, at and debounce. */
struct lp_arm {
    uint16_t round;       /* 1..65535, another for every opening */
    uint16_t mask;        /* buttons that count; 0 = disarm */
    uint32_t at;          /* box clock, at most 2^31 us away */
    uint16_t debounce_us; /* a button is ignored so long after an edge; 0 = the box's own (5000) */
    uint8_t flags;        /* enum lp_arm_flag */
};

/* Presses of these buttons are still reported, without LP_PRESS_ARMED. Replaces the last LOCK. */
struct lp_lock {
    uint16_t round;       /* must be the current one */
    uint16_t mask;        /* 0 = unlock all */
    uint16_t duration_ms; /* 0 = until the next ARM with a new round */
};

enum lp_lamp_pattern {
    LP_LAMP_OFF = 0,
    LP_LAMP_ON = 1,
    LP_LAMP_BLINK = 2, /* 1 Hz */
    LP_LAMP_FAST = 3,  /* 2.5 Hz: never more than 3 flashes a second */
};

/* Sets the lamps of the mask; the others stay. Always safe to repeat. */
struct lp_lamp {
    uint16_t mask;
    uint8_t pattern;      /* enum lp_lamp_pattern */
    uint8_t level;        /* brightness 1..255; 0 = full */
    uint16_t duration_ms; /* then off; 0 = until told otherwise */
};

struct lp_tone {
    uint16_t hz; /* 0 = silence */
    uint16_t duration_ms;
    uint8_t volume; /* 1..255; 0 = full */
};

/* The host has, safely, every event up to and including ev_no. */
struct lp_ev_ack {
    uint16_t ev_no;
};

struct lp_cfg_get {
    uint16_t key;
};

/* All lamps blink so that a person can see which box it is. */
struct lp_identify {
    uint8_t seconds; /* 0 = stop */
};

/* ---- frame ------------------------------------------------------------------------------- */

struct lp_frame {
    uint8_t major; /* 0..15 */
    uint8_t flags; /* enum lp_flag */
    uint8_t type;
    uint8_t seq; /* +1 per frame sent in this direction, repeats included: a gap is a loss */
    uint8_t addr;
    uint8_t len; /* of payload */
    uint8_t payload[LP_PAYLOAD_MAX];
    uint8_t tag[LP_TAG_LEN]; /* valid with LP_FLAG_MAC */
};

/* COBS + CRC of a frame into wire[LP_WIRE_MAX], final 0x00 included.
 * Returns the length, 0 if the frame is too long to exist. */
uint8_t lp_frame_encode(const struct lp_frame *frame, uint8_t *wire);

enum lp_feed {
    LP_BROKEN = -1,    /* bytes up to a 0x00 were no frame; decoder.error says why */
    LP_INCOMPLETE = 0, /* all bytes eaten, no frame finished */
    LP_FRAME = 1,      /* a frame was finished; feed the rest again */
};

struct lp_decoder {
    uint8_t buf[LP_FRAME_MAX + 1]; /* COBS bytes since the last 0x00 */
    uint8_t n;
    uint8_t too_long; /* skipping to the next 0x00 */
    uint8_t error;    /* enum lp_error of the last LP_BROKEN */
};

void lp_decoder_init(struct lp_decoder *dec);

/*
 * Eats bytes up to the first 0x00 that ends a frame, good or bad, or all of them.
 * *used is always set, and > 0 whenever len > 0; never more than len. `frame` is written only
 * with LP_FRAME. A frame of another major is delivered, so that it can be named.
 * Empty frames (0x00 0x00, the leading 0x00 after open) are skipped in silence.
 */
enum lp_feed lp_decoder_feed(struct lp_decoder *dec, const uint8_t *data, size_t len, size_t *used,
                             struct lp_frame *frame);

/* ---- message ----------------------------------------------------------------------------- */

struct lp_message {
    uint8_t type; /* enum lp_type: names the member of the union */
    uint8_t flags;
    uint8_t seq;
    uint8_t addr;
    union {
        struct lp_hello hello;
        struct lp_press press;
        struct lp_sync_rsp sync_rsp;
        struct lp_status status;
        struct lp_ack ack;
        struct lp_log log;
        struct lp_cfg cfg; /* LP_CFG_VALUE and LP_CFG_SET */
        struct lp_hello_req hello_req;
        struct lp_sync_req sync_req;
        struct lp_arm arm;
        struct lp_lock lock;
        struct lp_lamp lamp;
        struct lp_tone tone;
        struct lp_ev_ack ev_ack;
        struct lp_cfg_get cfg_get;
        struct lp_identify identify;
    };
};

/* LP_OK, LP_ERR_VERSION, LP_ERR_TYPE (vendor and unknown types) or LP_ERR_LENGTH. A payload
 * longer than known comes from a newer minor: the rest is ignored. Ranges are the caller's.
 * HELLO, HELLO_REQ and ACK are the same in every major and never refused for it: who cares which
 * one it was looks at frame->major. */
enum lp_error lp_message_decode(const struct lp_frame *frame, struct lp_message *msg);

/* LP_OK or LP_ERR_TYPE. The tag is left zero: with LP_FLAG_MAC call lp_frame_sign next. */
enum lp_error lp_message_encode(const struct lp_message *msg, struct lp_frame *frame);

/* Both steps: message to wire[LP_WIRE_MAX]. Returns the length, 0 for a type that it cannot. */
uint8_t lp_encode(const struct lp_message *msg, uint8_t *wire);

/* Payload length of a known type (LOG: 0, its minimum), or -1. */
int8_t lp_payload_len(uint8_t type);

/* ---- authentication, for radio boxes ------------------------------------------------------ */

/* Both sides know the key (set over a cable, never sent by radio); HELLO_REQ brings the nonce,
 * HELLO the boot_id. Both counters start at 0 with every HELLO_REQ. */
struct lp_session {
    uint8_t key[16];
    uint8_t nonce[8];
    uint32_t boot_id;
};

/* Sets LP_FLAG_MAC, seq and tag. counter: frames sent in this direction in this session. The
 * payload must leave room: len <= LP_PAYLOAD_MAX_MAC. */
void lp_frame_sign(struct lp_frame *frame, const struct lp_session *session, uint8_t from_host,
                   uint32_t counter);

/* 1 and *next moved behind it if the tag is right and not older than *next, the lowest counter
 * still acceptable; else 0 and nothing changed. Up to 255 lost frames in a row are bridged. */
uint8_t lp_frame_verify(const struct lp_frame *frame, const struct lp_session *session,
                        uint8_t from_host, uint32_t *next);

/* SipHash-2-4 of data with key[16] into tag[8]. */
void lp_siphash(const uint8_t *key, const uint8_t *data, uint8_t len, uint8_t *tag);

/* ---- arithmetic that is easy to get wrong -------------------------------------------------- */

/* a earlier than b on a clock that wraps; right while they are less than 2^31 us apart. */
static inline uint8_t lp_time_before(uint32_t a, uint32_t b)
{
    return (int32_t)(a - b) < 0;
}

/* Event number a is after b. */
static inline uint8_t lp_ev_after(uint16_t a, uint16_t b)
{
    return (int16_t)(uint16_t)(a - b) > 0;
}

/* CRC-16/X-25 (reflected 0x1021, init and xorout 0xFFFF); "123456789" gives 0x906E. */
uint16_t lp_crc16(const uint8_t *data, uint8_t len);

#ifdef __cplusplus
}
#endif
#endif
