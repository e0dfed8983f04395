/*
 * box — one entry of the stage: its connection and, for a protocol box, the session that speaks
 * firmware-protocol/PROTOCOL.md. Private to this room; boxes.h is for everyone else.
 *
 * An entry (struct box) stays for the whole show. Its connection (struct box_conn) comes and goes,
 * and moves to another entry when a box turns up on another cable: a box is its uid, not its port.
 */
#ifndef BOX_BOX_H
#define BOX_BOX_H

#include "arbiter/arbiter.h"
#include "arbiter/sync.h"
#include "box/boxes.h"
#include "box/buzz_leds.h"
#include "box/ev_window.h"
#include "box/link.h"
#include "box/pads.h"
#include "leitai_proto.h"

enum {
    BOX_SILENT_US = 3000000,   /* protocol rule 5 */
    BOX_RECENT_US = 1500000,   /* heard from so lately that it is certainly there (STATUS is 1/s) */
    BOX_RETRY_MIN_US = 250000, /* reopening */
    BOX_RETRY_MAX_US = 2000000,
    BOX_HELLO_US = 400000, /* asking for HELLO again, the first times sooner */
    BOX_HELLO_MIN_US = 50000,
    BOX_DEAF_US = 1000000, /* a signing box that answers no SYNC_REQ for so long has lost count */
    BOX_RESEND_US = 60000, /* an unanswered command */
    BOX_TRIES = 5,
    BOX_SYNC_FAST_US = 50000, /* while armed, and in the first 10 s */
    BOX_SYNC_IDLE_US = 250000,
    BOX_SYNC_FIRST_US = 10000000,
    BOX_FENCE_US = 8000, /* asking for a fence again */
    BOX_HELD_US = 2000000,
    BOX_ASKED = 16,  /* sync requests under way */
    BOX_EARLY = 32,  /* presses kept until the clock is known */
    BOX_READ = 2048, /* bytes taken per step, so that a flood does not starve the others */
    BOX_LINE = 128,
};

struct box_conn {
    struct link link;
    struct lp_decoder decoder;
    uint8_t tx_seq, rx_seq;
    bool rx_any;
    unsigned attempt;
    int address; /* entry whose address it was opened with */
    bool jammed; /* the cable took nothing: wait for POLLOUT, do not spin */
    int64_t opened_us, heard_us;
    bool secured; /* both sides sign (PROTOCOL.md 11) */
    struct lp_session session;
    uint32_t tx_counter, rx_next;
    int64_t asked_us;      /* when HELLO_REQ went out last: it starts both counters */
    int64_t hello_wait_us; /* the next time after so long */
    int64_t answered_us;   /* a SYNC_RSP, or the HELLO that began the session */
    unsigned bad_hellos;   /* unsigned or forged ones in a row */
    char line[BOX_LINE];   /* ASCII boxes: the line so far */
    size_t line_len;
};

/* What the host wants a box to do: one slot per kind, the newest wins, repeated until acknowledged.
 */
enum box_slot { SLOT_ARM, SLOT_LOCK, SLOT_ON, SLOT_BLINK, SLOT_OFF, SLOT_IDENTIFY, SLOT_COUNT };
struct box_command {
    struct lp_message message;
    bool due;
    int tries;
    uint8_t seq;
    int64_t at_us; /* send (again) at */
};

struct box_asked { /* a sync request under way */
    uint32_t token;
    int64_t t1_us;
};

struct box_early { /* a press that came before the clock was known */
    struct lp_press press;
    uint8_t flags;
    int64_t arrived_us;
};

struct box_evdev;
struct box_joystick;

struct box {
    struct boxes *set;
    int index;
    struct box_config config;
    uint64_t uid; /* whose entry this is; 0: not decided yet */
    struct box_conn *conn;

    enum box_presence presence;
    bool accepted;
    enum box_cause cause; /* last reason told */
    bool cause_told;      /* since it was last live */
    int64_t retry_us, backoff_us, lost_us;
    uint64_t reconnects;

    /* identity and clock of the box last connected here; kept over a reconnect with the same
     * boot_id */
    struct lp_hello hello;
    bool known;
    struct sync sync;
    int max_ppm;
    int64_t hello_us; /* ask for HELLO (again) at */
    int64_t identified_us;
    int64_t sync_us; /* next request */
    struct box_asked asked[BOX_ASKED];
    unsigned asked_next;
    uint32_t token;
    bool fence_open;
    uint32_t fence_token;
    int64_t fence_asked_us;

    /* events */
    struct ev_window have; /* received */
    struct ev_window done; /* delivered to the engine, or needing no delivery */
    bool ack_due;          /* tell the box about `done` at the next step */
    struct box_early early[BOX_EARLY];
    size_t early_count;
    bool fence_waiting; /* a fence that holds once all up to fence_ev have come */
    uint16_t fence_ev;
    uint32_t fence_t3;
    bool fenced; /* fence_last_t3 is set */
    uint32_t fence_last_t3;

    /* buttons and lamps */
    int64_t down_us[BOX_BUTTONS]; /* since; 0 = up */
    uint32_t held_told, disabled;
    uint32_t want_on, want_blink; /* lamps */
    uint32_t told_on, told_blink;
    bool told_any;
    int64_t lamp_sent_us;
    struct box_command command[SLOT_COUNT];

    /* once a second */
    int64_t second_us;
    unsigned second_presses, second_broken, second_talk;
    bool flooding, noisy_told, lost_told, forged_told;
    uint64_t frames, presses, errors, forged;
    uint16_t battery_mv, ev_lost;

    /* legacy */
    uint16_t legacy_ev;
    struct box_evdev *evdev;       /* one of these at most; NULL: not open */
    struct box_joystick *joystick; /* BOX_JOYSTICK, or an evdev box that may not read its device */
};

/* -- session (box.c, box_receive.c) --------------------------------------------------------------
 */

void box_init(struct box *box, struct boxes *set, int index, const struct box_config *config);

/* The connection has just been opened. */
void box_opened(struct box *box);
/* Close, tell once, retry later. */
void box_lose(struct box *box, enum box_cause cause, int64_t value);
/* Read and handle what is there; loses the box itself if the link is gone. */
void box_receive(struct box *box);
void box_message(struct box *box, const struct lp_message *m, int64_t arrived_us);
/* Timers: hello, sync, silence, repeats, seconds. */
void box_tick(struct box *box);
int64_t box_next_wake_us(const struct box *box);

/* Its clock has to be learned anew. */
void box_slept(struct box *box);
/* Becomes a full member if it is accepted and its clock is known. */
void box_try_live(struct box *box);
void box_accept(struct box *box);

/* -- sending (box_send.c) -------------------------------------------------------------------------
 */

bool box_send(struct box *box, struct lp_message *m); /* false: not now */
bool box_say_hello(struct box *box);
bool box_ask_sync(struct box *box, bool fence);
void box_acknowledge(struct box *box);
void box_arm(struct box *box);
void box_lock(struct box *box);
void box_lamps(struct box *box, bool again);
void box_identify(struct box *box, int seconds);
void box_commands_tick(struct box *box);
void box_answered(struct box *box, const struct lp_ack *ack);
void box_restore(struct box *box); /* arm and lamps to a box that has just come (back) */

/* -- signed frames (box_sign.c) -----------------------------------------------------------------
 */

/* False: throw this frame away, it is not signed as it must be. HELLO has its own: it says which
 * secret it must be signed with, and a good one secures the connection. */
bool box_genuine(struct box *box, const struct lp_frame *frame);
bool box_hello_genuine(struct box *box, const struct lp_frame *frame, const struct lp_hello *hello);
/* May be taken in without being asked: on a cable, or signed. Tells if not. */
bool box_fair(struct box *box);
void box_new_session(struct box *box); /* HELLO_REQ, unless one has just gone out */
void box_session_tick(struct box *box);

/* -- presses (box_press.c)
 * -------------------------------------------------------------------------- */

void box_press_received(struct box *box, const struct lp_press *p, uint8_t frame_flags,
                        int64_t arrived_us);
void box_flush_early(struct box *box, bool untimed);
void box_fence(struct box *box, uint32_t t3, uint16_t ev_last);
void box_levels(struct box *box, uint32_t levels, int64_t now_us);
void box_let_go(struct box *box);
void box_delivered(struct box *box, uint16_t ev_no);
/* A press of a legacy source; stamp_us: what its latency counts back from (arrival, or a kernel
 * stamp). */
void box_legacy_press(struct box *box, int button, int64_t stamp_us, int64_t arrived_us);
/* The same where the press is known to lie between two instants. */
void box_bounded_press(struct box *box, int button, int64_t lo_us, int64_t hi_us,
                       int64_t arrived_us);

/* -- legacy (ascii.c, evdev.c, joystick.c)
 * ----------------------------------------------------------------------- */

void ascii_receive(struct box *box, const uint8_t *data, size_t len, int64_t arrived_us);
void ascii_lamps(struct box *box);
/* Button (0-based) that `line` names by `shape`, or -1. */
int ascii_match(const char *shape, const char *line);
size_t ascii_format(const char *shape, int button, char *out, size_t size);

int evdev_open(struct box *box); /* 0 or -errno */
void evdev_close(struct box *box);
int evdev_fd(const struct box *box);
int evdev_receive(struct box *box); /* 0, or -errno: gone */
void evdev_lamps(struct box *box);

int joystick_open(struct box *box); /* 0 or -errno */
void joystick_close(struct box *box);
int joystick_fd(const struct box *box);
int joystick_receive(struct box *box); /* 0, or -errno: gone */
void joystick_ask(struct box *box);    /* how far nothing more can come, as soon as it is known */
void joystick_lamps(struct box *box);
/* Its address also names a joystick, and this machine has some. */
bool joystick_stands_in(const struct box *box);

/* It is read as an input device, not as a line. */
static inline bool box_is_input(const struct box *box)
{
    return box->evdev || box->joystick;
}

/* -- what a session needs of the set (boxes.c)
 * ---------------------------------------------------------- */

struct boxes {
    struct boxes_config config;
    boxes_clock_fn *clock;
    boxes_event_fn *on_event;
    void *user;
    struct arbiter arbiter;
    size_t count;
    struct box box[BOXES_MAX];
    struct box_conn conn[BOXES_MAX];
    const char *addresses[BOXES_MAX];
    int64_t now_us;
    int64_t enumerate_us; /* not before: looking for ports costs ms */
    bool guarded, acks_held;
    bool slept;
    int64_t slept_us; /* nothing from before then has a time */
    bool armed;
    uint16_t round;        /* as the engine counts; on the wire see boxes_round_to_wire */
    uint16_t round_offset; /* a restarted host must not count as the one before it did */
    uint64_t arm_seats;
    int64_t arm_at_us;
    uint64_t seats_on, seats_blink;
    uint64_t rng;
};

int64_t boxes_clock(struct boxes *b);
uint32_t boxes_random(struct boxes *b, uint32_t below);
/* Fills in box and `t_us`, hands it to the engine. */
void boxes_emit(struct box *box, struct box_event event);
void boxes_tell(struct box *box, enum box_message message, int64_t value, const char *text);
/* The entry a uid belongs to, or NULL. */
struct box *boxes_owner(struct boxes *b, uint64_t uid);
uint16_t boxes_round_to_wire(const struct boxes *b, uint16_t round_no);
uint16_t boxes_round_from_wire(const struct boxes *b, uint16_t wire);
/* Buttons of this box whose seats are in the mask and that are not disabled. */
uint32_t boxes_buttons(const struct box *box, uint64_t seats, bool disabled_too);

#endif
