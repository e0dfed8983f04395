/* pads — joysticks, gamepads and Buzz! sets that another thread hears, handed over to the boxes.
 *
 * For machines where the kernel's input devices may not be read: SDL hears a joystick, but only the
 * main thread may ask SDL, and it asks when it has time. So every press carries the bounds that
 * were measured for it: it came after the sweep before began, and before the sweep that found it
 * ended. One sweep looks at all joysticks.
 *
 *     main thread    pads_plug … { pads_press* pads_swept pads_lamps }* … pads_unplug
 *     engine thread  pads_claim … { poll pads_fd, pads_seen, pads_next, pads_ask, pads_light }* …
 *                    pads_release
 *
 * Each function locks, none waits for anything else. A pad is a number 0..PADS_MAX-1; the number of
 * one that is claimed is not given to another before it is released. Times: CLOCK_MONOTONIC µs.
 */
#ifndef BOX_PADS_H
#define BOX_PADS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PADS_MAX = 16, PADS_QUEUE = 128, PAD_NAME = 64, PAD_GUID = 33 };

struct pads;

struct pad_info {
    char name[PAD_NAME]; /* as the device says: make it harmless before a terminal sees it */
    char guid[PAD_GUID]; /* SDL's, 32 hex digits */
    int vid, pid;        /* 0: not told */
    int buttons;
    bool lamp; /* a light or a motor that can be told apart from the player's side */
};

struct pad_event {
    int button;           /* 0.. */
    bool down;            /* else it was let go */
    int64_t lo_us, hi_us; /* between these it was reported by the device */
};

struct pads *pads_create(void);    /* NULL: no memory or no descriptors */
void pads_destroy(struct pads *p); /* accepts NULL; after both threads are done with it */

/* -- main thread --------------------------------------------------------------------------------
 */

/* A number, or -1: too many. */
int pads_plug(struct pads *p, const struct pad_info *info);
void pads_unplug(struct pads *p, int pad);
void pads_press(struct pads *p, int pad, const struct pad_event *event);
/* A sweep that began at began_us is over; what happened before has been handed in. gap_us: since
 * the sweep before began. */
void pads_swept(struct pads *p, int64_t began_us, int64_t gap_us);
/* True: since the last call these buttons are to be lit, no others. */
bool pads_lamps(struct pads *p, int pad, uint32_t *lit);
/* Somebody plays with one of them: sweep often. */
bool pads_in_use(struct pads *p);

/* -- any thread ---------------------------------------------------------------------------------
 */

/* How many are plugged in; fills at most max. */
size_t pads_list(struct pads *p, struct pad_info *out, size_t max);
/* The longest gap between two sweeps of late, µs: what a press is uncertain by at most. */
int64_t pads_gap_us(struct pads *p);

/* -- engine thread ------------------------------------------------------------------------------
 */

/* What to look for: "VID:PID" or "VID:PID:N" (hex; the Nth of that kind, from 0), "guid=HEX" or
 * "name=PART". */
bool pads_wanted_valid(const char *wanted);
/* A pad that fits and that nobody has; -ENOENT none, -EBUSY all that fit are taken, -EINVAL. */
int pads_claim(struct pads *p, const char *wanted, struct pad_info *info);
void pads_release(struct pads *p, int pad);
int pads_fd(const struct pads *p, int pad); /* readable: something has come, or it is gone */
/* Calls that fd unreadable. Then take all with pads_next; what happened before *seen_us is among
 * it. False: unplugged. *lost: presses that found no room since the last call. */
bool pads_seen(struct pads *p, int pad, int64_t *seen_us, unsigned *lost);
bool pads_next(struct pads *p, int pad, struct pad_event *out); /* false: no more */
/* Makes the fd readable after the next sweep, even if nothing has happened. */
void pads_ask(struct pads *p, int pad);
void pads_light(struct pads *p, int pad, uint32_t lit);

#endif
