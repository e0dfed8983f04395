/*
 * boxes — every buzzer box of the stage behind one poll loop.
 *
 * Owns the links, one session per box, the clock syncs and the arbiter. The engine thread calls
 *
 *     n = boxes_pollfds(b, fds, max);  poll(fds, …, until boxes_next_wake_us(b));
 *     boxes_step(b, fds, n, now);      → on_event(…) zero or more times, from inside the step
 *
 * and nothing here ever waits: links are non-blocking, lamps are "latest wins", an unplugged box is
 * closed at once and reopened for ever (250 ms .. 2 s apart), reported once per cause.
 *
 * PRESS events come in true press-time order, each exactly once, also those that can't win (see the
 * flags in arbiter.h). A press is acknowledged to its box by the boxes_step AFTER the one that
 * delivered it: if the engine has committed it by then, a crash between the two loses nothing, the
 * box repeats it.
 *
 * Time: microseconds of CLOCK_MONOTONIC. `now` is passed in; the one clock function is used only
 * for the stamps right at write() and read() that clock sync lives on (tests give a virtual one).
 * Thread: the one that steps it. Memory: boxes_create allocates all; nothing grows later.
 * Seats are 1.., 0 is none; masks have bit (seat - 1).
 */
#ifndef BOX_BOXES_H
#define BOX_BOXES_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arbiter/arbiter.h"

#define BOXES_MAX   ARBITER_SOURCES
#define BOX_BUTTONS 32 /* per box, as the level mask of the protocol allows 16, Buzz! has 20 */
#define BOX_SEATS   64
#define BOX_NO_SEAT ARBITER_NO_SEAT
#define BOX_ADDRESS 128
#define BOX_NAME    40
#define BOX_SHAPES  8
#define BOX_SHAPE   32

struct boxes;
struct link_mem; /* box/link.h: named memory links, for tests */
struct pads;     /* box/pads.h */

enum box_kind {
    BOX_PROTOCOL, /* speaks firmware-protocol/PROTOCOL.md */
    BOX_ASCII,    /* prints a line per press */
    BOX_EVDEV,    /* keyboard, keypad, gamepad, Buzz!: a kernel input device */
    BOX_JOYSTICK, /* gamepad, Buzz! through SDL (pads.h): coarser, needs no right to /dev/input */
};

/* How an ASCII line names a button: a shape is text with one `%` place holder:
 *   %n  the button, counted from 1      %z  counted from 0      %c  a letter, A/a = first
 *   ?   any one character               *   anything (to the next literal)
 * e.g. "BUZZ%n", "%c", "P:%z,*". First shape that fits the whole line wins. */
struct box_config {
    char address[BOX_ADDRESS]; /* usb:VID:PID[:SERIAL] | usb:* | tty:/path | tcp:host:port |
                                * mem:name | evdev:/path | evdev:VID:PID[:N] | evdev:name=TEXT |
                                * joystick:VID:PID[:N] | joystick:guid=HEX | joystick:name=TEXT */
    char name[BOX_NAME];       /* for people; "" = what the box calls itself */
    enum box_kind kind;
    uint64_t uid;    /* the box that belongs here; 0 = the first that answers, see boxes_guard */
    bool has_secret; /* the box signs its frames (radio); unsigned ones are refused */
    uint8_t secret[16];
    int baud; /* 0 = 115200; stated, it also counts for clock sync on a pty or TCP */
    uint8_t seat[BOX_BUTTONS]; /* seat of each button, 0 = none */
    /* legacy kinds only: press to arrival takes between these; 0,0 = the kind's default */
    int64_t latency_min_us, latency_max_us;
    char shape[BOX_SHAPES][BOX_SHAPE]; /* BOX_ASCII; all "" = "%n" */
    char lamp_on[BOX_SHAPE],
        lamp_off[BOX_SHAPE];   /* BOX_ASCII: lines written, %n as above; "" none */
    uint16_t key[BOX_BUTTONS]; /* BOX_EVDEV: key code of each button; all 0 = digits, F-keys,
                                * joystick and Buzz! buttons in their natural order.
                                * BOX_JOYSTICK: number of each button from 1; all 0 = 1, 2, 3… */
};

struct boxes_config {
    size_t count;
    struct box_config box[BOXES_MAX];
    int64_t bound_us;     /* longest wait for a silent box, 0 = 50 ms */
    bool looks_only;      /* input devices stay with whoever else reads them: not grabbed */
    struct link_mem *mem; /* NULL but in tests */
    struct pads *pads;    /* joysticks of the main thread, outlive the set; NULL: none. An evdev box
                           * that may not read its device is played through one that fits */
    uint32_t seed;        /* random phase of sync requests; any number */
};

enum box_event_kind {
    BOX_EVENT_PRESS,    /* .press */
    BOX_EVENT_FOUND,    /* box is live: identity known, accepted */
    BOX_EVENT_LOST,     /* gone or silent; .code = enum box_cause, once per cause */
    BOX_EVENT_HELD,     /* button down since before arm, or for 2 s: .button, .seat */
    BOX_EVENT_RELEASED, /* a button told as held is up again, and so are the others of its seat */
    BOX_EVENT_UNKNOWN, /* a box that is not accepted answers: .uid; boxes_accept(uid) takes it in */
    BOX_EVENT_MESSAGE, /* .code = enum box_message, .value, .text */
};

enum box_cause {
    BOX_CAUSE_NONE,
    BOX_CAUSE_ABSENT, /* address not found (no such device, connection refused) */
    BOX_CAUSE_BUSY,   /* another program holds the port */
    BOX_CAUSE_DENIED, /* no permission */
    BOX_CAUSE_UNPLUGGED,
    BOX_CAUSE_SILENT, /* 3 s without a frame */
    BOX_CAUSE_ERROR,  /* any other errno, in .value */
};

enum box_message {
    BOX_MESSAGE_NONE,
    BOX_MESSAGE_REBOOTED,  /* same uid, new boot_id */
    BOX_MESSAGE_SAME_UID,  /* a second box answers with uid .uid: refused */
    BOX_MESSAGE_VERSION,   /* protocol major .value is not ours: refused */
    BOX_MESSAGE_NOISY,     /* damaged frames, .value of them in the last second */
    BOX_MESSAGE_FLOOD,     /* more presses per second than fingers make: .value */
    BOX_MESSAGE_BOX_LOST,  /* the box had to forget presses (its ring ran over) */
    BOX_MESSAGE_BACKDATED, /* a press stamped before the last fence was refused; .value = by µs */
    BOX_MESSAGE_SILENT,    /* a decision did not wait for this box any longer */
    BOX_MESSAGE_FULL,      /* arbiter full, box told to repeat */
    BOX_MESSAGE_LAMP,      /* lamp command unanswered after 5 tries */
    BOX_MESSAGE_COARSE,    /* an input device that may not be read is played as a joystick */
    BOX_MESSAGE_REFUSED,   /* the box refuses a command: result .value (PROTOCOL.md 10) */
    BOX_MESSAGE_RADIO,     /* by radio or signing, and there is no secret for it: not accepted */
    BOX_MESSAGE_FORGED, /* frames with a missing, wrong or old signature, thrown away; .value so far
                         */
    BOX_MESSAGE_TALK,   /* .text, what the box itself logged */
};

struct box_event {
    enum box_event_kind kind;
    int box;    /* index in boxes_config */
    int button; /* -1: does not apply */
    int seat;   /* 0: none */
    int64_t t_us;
    uint64_t uid;
    uint32_t
        boot_id; /* uid + boot_id + press->ev_no name a press for ever: after a crash between commit
                  * and acknowledgement the box tells it again, and the engine knows it by them */
    int code;
    int64_t value;
    const char *text; /* never NULL; valid inside the call-back only */
    const struct arbiter_press
        *press; /* BOX_EVENT_PRESS, else NULL; valid inside the call-back only */
};

/* The call-back may call boxes_lamp/arm/lock/accept/…, but not step or destroy. */
typedef void boxes_event_fn(void *user, const struct box_event *event);
typedef int64_t boxes_clock_fn(void *user);

/* NULL on no memory. config is copied. clock: NULL = CLOCK_MONOTONIC. Nothing is opened before the
 * first step. */
struct boxes *boxes_create(const struct boxes_config *config, boxes_clock_fn *clock,
                           boxes_event_fn *on_event, void *user);
void boxes_destroy(struct boxes *b);

/* The poll loop's part. max >= boxes_count(b) holds all of them. Give the same array back to
 * boxes_step. */
size_t boxes_pollfds(struct boxes *b, struct pollfd *fds, size_t max);
void boxes_step(struct boxes *b, const struct pollfd *fds, size_t n, int64_t now_us);
int64_t boxes_next_wake_us(const struct boxes *b);

/* Round number `round_no` (any number that tells questions apart) opens at at_us (host clock, may
 * lie ahead) for the seats of the mask. From now on syncs run at 20/s until boxes_lock. */
void boxes_arm(struct boxes *b, uint16_t round_no, uint64_t seats, int64_t at_us);
/* Lock all seats (lamps stay as they are). */
void boxes_lock(struct boxes *b, uint16_t round_no);
/* Steady on and slowly blinking (< 3 Hz) lamps; all others off. Never blocks; the latest call wins.
 */
void boxes_lamp(struct boxes *b, uint64_t seats_on, uint64_t seats_blink);

/* Presses closer than this are a tie by the rules of the round: the first waits until all of them
 * are in. */
void boxes_tie_window(struct boxes *b, int64_t tie_us);

/* While what was delivered can't be committed (disk full), acknowledgements wait: the boxes keep
 * their presses and tell them again, even after a crash. */
void boxes_hold_acks(struct boxes *b, bool held);
/* The computer has slept: its clock stood, those of the boxes ran on. What was learned of them is
 * void; presses wait until it has been learned anew. One made before now_us then comes flagged
 * ARBITER_UNTIMED: no clock says when it was. */
void boxes_slept(struct boxes *b, int64_t now_us);
/* Presses have been read that are not delivered yet: what they decide is still open. */
bool boxes_deciding(const struct boxes *b);
/* While guarded (a round runs) an entry with uid 0 does not take in a box it has not seen. */
void boxes_guard(struct boxes *b, bool guarded);
/* Take in the box that answers with uid; it blinks, so that the host sees which one it is. False
 * when none does. */
bool boxes_accept(struct boxes *b, uint64_t uid);
/* Give a button to a seat (BOX_NO_SEAT, 0: to none), at once. False when there is no such box or
 * button. */
bool boxes_bind(struct boxes *b, int box, int button, int seat);
/* The buttons the host has bound to seats in the show: such a seat is played with those buttons
 * alone, all else is as configured. The whole list each time, at most one entry per button. */
struct box_binding {
    int seat, box, button;
};
void boxes_bindings(struct boxes *b, const struct box_binding *list, size_t count);
/* The buttons a seat is played with: fills at most max, returns how many there are. *live (may be
 * NULL): those of live boxes, bit by place in the list. */
size_t boxes_seat_buttons(const struct boxes *b, int seat, struct box_binding *out, size_t max,
                          uint32_t *live);
/* Takes the buttons of exactly these seats out of the game (their presses come flagged
 * ARBITER_DISABLED, their lamps stay dark); after boxes_bindings say it again. */
void boxes_disable_seats(struct boxes *b, uint64_t seats);

enum box_presence {
    BOX_PRESENCE_ABSENT,  /* not connected, being retried */
    BOX_PRESENCE_OPENING, /* connected, not identified yet */
    BOX_PRESENCE_UNKNOWN, /* answers, not accepted */
    BOX_PRESENCE_REFUSED, /* second box with the uid of a live one, or a foreign protocol version */
    BOX_PRESENCE_SYNCING, /* accepted, no clock yet */
    BOX_PRESENCE_LIVE,
};

/* State of one box, or of the box and button a seat is played with. */
struct box_health {
    enum box_presence presence;
    enum box_kind kind;     /* as it is played: BOX_JOYSTICK where that stands in for evdev */
    enum box_cause cause;   /* why it is not live */
    int box, button;        /* button -1 in boxes_box_health */
    int64_t uncertainty_us; /* ± of a press now; -1 unknown */
    int64_t rtt_us;         /* -1 unknown */
    double skew_ppm;
    int64_t held_us; /* how long the button has been down, 0 = up */
    int64_t lost_us; /* how long it has been gone, 0 = live */
    bool lamp_on, disabled;
    uint64_t frames, presses, errors, reconnects;
    uint64_t forged; /* frames thrown away for their signature; errors counts them too */
    uint8_t fw[3];
    uint8_t buttons, lamps;
    uint16_t model;
    uint64_t uid;
    uint32_t boot_id;
    int battery_mv; /* 0 = does not say */
    char name[BOX_NAME];
    char address[BOX_ADDRESS];
    char port[BOX_ADDRESS]; /* where it is connected just now, "" = nowhere */
};

size_t boxes_count(const struct boxes *b);
bool boxes_box_health(const struct boxes *b, int box, int64_t now_us, struct box_health *out);
/* False when no button is bound to the seat. The first bound, if there are several. */
bool boxes_health(const struct boxes *b, int seat, int64_t now_us, struct box_health *out);

/* Teams play with sources of different fairness: the greatest ± of a live box is over 4 times the
 * least and over 1 ms. Both may be NULL. */
bool boxes_unequal(const struct boxes *b, int64_t *least_us, int64_t *greatest_us);

/* "已拔出", "没有应答"… for people: to be looked up in their language (words.h). */
const char *box_cause_text(enum box_cause cause);
const char *box_message_text(enum box_message message);
const char *box_presence_text(enum box_presence presence);

#endif
