/*
 * vbox - a buzzer box that exists only in memory: bytes and button edges in, frames out.
 *
 * It keeps PROTOCOL.md to the letter, as the reference firmware does, but reads no clock and owns
 * no file: time is an argument, int64_t microseconds of whatever clock the caller has, and frames
 * leave through a call-back. So a test can step hours of it in virtual time. The caller owns the
 * struct; one thread; nothing is allocated.
 *
 * Driving it:
 *
 *   vbox_press(&box, edge_us, button, down);   // all edges up to now, in order
 *   vbox_receive(&box, now_us, data, n);       // what has arrived
 *   vbox_tick(&box, now_us);                   // sends what is due
 *   sleep until vbox_next_wake(&box)           // or until bytes or an edge come
 *
 * The fence (rule 2) holds as long as no edge older than the last tick is handed in afterwards.
 */
#ifndef VBOX_H
#define VBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "leitai_proto.h"

#define VBOX_BUTTONS     16
#define VBOX_EVENTS      16 /* unacknowledged ones kept */
#define VBOX_ANSWERS     8
#define VBOX_DEBOUNCE_US 5000
#define VBOX_REPEAT_US   20000
#define VBOX_NEVER       INT64_MAX

struct vbox_config {
    uint64_t uid;
    uint32_t boot_id;      /* another one for every vbox_init */
    uint32_t clock_offset; /* box clock at start_us */
    int32_t ppm;           /* > 0: the box clock runs fast */
    uint16_t max_ppm;      /* declared in HELLO; at least |ppm|, or the host is deceived */
    uint8_t n_buttons;     /* 1..16; as many lamps */
    int64_t byte_ns;       /* wire time of a byte, 86806 at 115200; 0 = native USB */
    bool has_secret;       /* signs, and obeys signed frames only (PROTOCOL.md 11) */
    uint8_t secret[16];
    uint32_t debounce_us; /* 0: 5000 */
    char name[LP_NAME_LEN + 1];
    /* A frame starts to leave at first_byte_us; it is complete LP_WIRE_LEN * byte_ns later. */
    void (*send)(void *ctx, int64_t first_byte_us, const uint8_t *wire, uint8_t n);
    /* Optional: every frame received, before it is obeyed; frame NULL for a broken one. */
    void (*heard)(void *ctx, int64_t now_us, const struct lp_frame *frame);
    void *ctx;
};

struct vbox_event {
    struct lp_press press;
    int64_t sent_us; /* INT64_MIN: never yet */
};

struct vbox_lamp {
    uint8_t pattern; /* enum lp_lamp_pattern */
    uint8_t level;
    int64_t until_us;
};

struct vbox {
    struct vbox_config config;
    int64_t start_us;
    struct lp_decoder decoder;

    /* buttons */
    uint16_t raw_levels; /* contacts as they are */
    uint16_t levels;     /* as reported */
    int64_t quiet_until_us[VBOX_BUTTONS];
    uint32_t debounce_us;

    /* settings; they last over a restart (vbox_stored) */
    uint8_t secret_set[16]; /* counts from the next start */

    /* round */
    uint16_t round, mask, locked;
    bool has_at, at_passed, first_taken;
    uint32_t at;
    uint32_t arm_debounce_us; /* 0: debounce_us */
    int64_t lock_until_us;

    /* events: ring[(ev_no - 1) % VBOX_EVENTS], ev_first..ev_last pending */
    struct vbox_event ring[VBOX_EVENTS];
    uint16_t ev_first, ev_last;
    bool overflow; /* tell it with the next event */

    /* out */
    uint8_t seq;
    struct lp_session session;
    bool has_nonce; /* of a HELLO_REQ since the start */
    uint32_t tx_counter, rx_next;
    unsigned refused; /* frames unsigned, forged or old */
    int64_t line_free_us;
    int64_t last_fence_us;
    struct lp_message answers[VBOX_ANSWERS];
    unsigned n_answers;
    struct {
        uint32_t token;
        uint32_t t2;
    } syncs[VBOX_ANSWERS];
    unsigned n_syncs;
    bool hello_wanted, status_wanted;
    int64_t heard_us;  /* last valid frame of the host; INT64_MIN: never */
    int64_t beacon_us; /* next HELLO or STATUS by the second */

    struct vbox_lamp lamps[VBOX_BUTTONS];
    int64_t identify_until_us;
    uint16_t crc_errors, rx_overruns, ev_lost;
};

/* Power-up at now_us: all state forgotten, HELLO due at once. */
void vbox_init(struct vbox *box, const struct vbox_config *config, int64_t now_us);

/* What its EEPROM holds now, for the next vbox_init. */
struct vbox_config vbox_stored(const struct vbox *box);

/* Bytes whose last one has arrived at now_us. */
void vbox_receive(struct vbox *box, int64_t now_us, const uint8_t *data, size_t n);

/* A contact changed at edge_us. Returns the event number, or 0 if nothing is reported: the same
 * level again, inside the debounce time, no such button, or the ring full. */
uint16_t vbox_press(struct vbox *box, int64_t edge_us, uint8_t button, bool down);

/* Sends what is due and what the line has room for. */
void vbox_tick(struct vbox *box, int64_t now_us);

/* When vbox_tick must be called again. */
int64_t vbox_next_wake(const struct vbox *box);

/* The box clock at now_us, and back (the instant nearest to near_us). */
uint32_t vbox_clock(const struct vbox *box, int64_t now_us);
int64_t vbox_instant(const struct vbox *box, uint32_t t, int64_t near_us);

/* Lamps a person would see lit, blinking included. */
uint16_t vbox_lamps(const struct vbox *box, int64_t now_us);

enum lp_state vbox_state(const struct vbox *box, int64_t now_us);

/* Nothing valid has come from a host for 3 s, or never: HELLO is sent instead of STATUS. */
bool vbox_host_silent(const struct vbox *box, int64_t now_us);

/* Puts a line for the host's log into the queue; false if it is full. */
bool vbox_log(struct vbox *box, const char *text);

#endif
