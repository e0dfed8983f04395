/*
 * rig - a virtual box with its fingers, its cable and its faults; still without a file descriptor.
 *
 *   edges (scheduled) ─▶ vbox ─▶ faults ─▶ cable out ─▶ deliver()
 *                         ▲
 *   rig_from_host() ─▶ cable in
 *
 * Times are int64_t microseconds of the caller's clock. Edges take effect at exactly the instant
 * they were scheduled for, however late rig_tick comes, so the truth log is the truth.
 */
#ifndef RIG_H
#define RIG_H

#include "cable.h"
#include "faults.h"
#include "vbox.h"

#define RIG_EDGES    256
#define RIG_HOLD_US  120000 /* a finger stays so long on the button */
#define RIG_BOOT_US  200000 /* from reboot to HELLO */
#define RIG_FLOOD_US 5000

struct rig_edge {
    int64_t at_us;
    uint8_t button;
    bool down;
};

/* Everything worth telling; each member may be NULL. */
struct rig_witness {
    void (*edge)(void *ctx, int64_t at_us, uint8_t button, bool down, uint32_t t, uint16_t ev_no);
    void (*sent)(void *ctx, int64_t at_us, const uint8_t *wire, uint8_t n, enum faults_fate fate);
    void (*heard)(void *ctx, int64_t at_us, const struct lp_frame *frame); /* NULL: broken */
    void (*note)(void *ctx, int64_t at_us, const char *what);
    void *ctx;
};

struct rig {
    struct vbox vbox;
    struct vbox_config config;
    struct faults faults;
    struct cable in, out;
    struct rig_edge edges[RIG_EDGES]; /* sorted by at_us */
    unsigned n_edges;
    uint16_t stuck;         /* contacts welded shut */
    int64_t stall_until_us; /* contacts are seen, nothing else happens */
    int64_t off_until_us;   /* no power */
    int64_t flood_until_us, flood_next_us;
    uint8_t heard[LP_WIRE_MAX]; /* the last PRESS it has sent, as anybody near by may record it */
    uint8_t n_heard;
    bool powered;
    bool (*deliver)(void *ctx, int64_t now_us, const uint8_t *data,
                    size_t n); /* false: nobody took it */
    void *ctx;
    struct rig_witness witness;
};

/* config's send, heard and ctx are set here. */
void rig_init(struct rig *rig, const struct vbox_config *config, const struct rig_witness *witness,
              int64_t now_us);

/* Bytes the host has written, just read. */
void rig_from_host(struct rig *rig, int64_t now_us, const uint8_t *data, size_t n);

/* Contacts, now or later. False if too many are scheduled or there is no such button. */
bool rig_press(struct rig *rig, int64_t at_us, uint8_t button); /* down, and up RIG_HOLD_US later */
bool rig_hold(struct rig *rig, int64_t at_us, uint8_t button);
bool rig_release(struct rig *rig, int64_t at_us, uint8_t button);
void rig_stick(struct rig *rig, int64_t now_us, uint8_t button); /* until rig_unstick */
void rig_unstick(struct rig *rig, int64_t now_us, uint8_t button);

void rig_stall(struct rig *rig, int64_t now_us, int64_t for_us);
void rig_reboot(struct rig *rig, int64_t now_us);
void rig_flood(struct rig *rig, int64_t now_us, int64_t for_us); /* LOG and button 0, endlessly */

/* What somebody else sends on the same channel: presses in the name of this box, unsigned and
 * signed with a secret that is not its own; and a recording of its last PRESS, as it was. */
void rig_forge(struct rig *rig, int64_t now_us, uint8_t button);
void rig_replay(struct rig *rig, int64_t now_us);

void rig_tick(struct rig *rig, int64_t now_us);
int64_t rig_next_wake(const struct rig *rig);

#endif
