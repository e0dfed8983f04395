/*
 * sync — one box clock seen from the host: a line with hard bounds.
 *
 * A box stamps with its own free-running 32-bit microsecond counter, which may be off by thousands
 * of ppm. Each exchange (t1 host sends, t2 box has received, t3 box sends, t4 host has received)
 * bounds the line
 *
 *     host(dev) = dev + c + s * (dev - x0),   |s| <= max_ppm
 *
 * by physics alone: it lies above (t2, t1 + w) and below (t3, t4 - w), w being the time a frame
 * spends on the wire. A late thread or a slow cable only loosens a bound, it can never falsify one.
 * The estimate is the line with the widest margin to both sides ("max-margin line"); the guaranteed
 * interval of a stamp is what *any* line within the bounds could say. See HARDWARE.md section 4.
 *
 * Pure: no clock, no allocation, no I/O. The caller owns the struct; copying it is allowed.
 * Not thread-safe (queries recompute lazily, so they write). All times in microseconds.
 */
#ifndef ARBITER_SYNC_H
#define ARBITER_SYNC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SYNC_RING      256      /* exchanges kept at most */
#define SYNC_WINDOW_US 10000000 /* and none older than this */

/* (x, y): x = box time - x0, y = host time - box time - y0 */
struct sync_point {
    double x, y;
};

struct sync_exchange {
    int64_t t1, t4; /* host clock */
    int64_t t2, t3; /* box clock, unwrapped */
};

enum sync_result {
    SYNC_TAKEN,
    SYNC_RESTARTED, /* it contradicted all that was known: the box clock jumped (reboot). Kept,
                       alone */
    SYNC_REJECTED,  /* impossible even alone (t4 < t1, box held it longer than it took): ignored */
};

struct sync {
    /* set by sync_init */
    double slope_max;    /* max_ppm * 1e-6 */
    int64_t wire_out_us; /* lower bounds of a frame's time on the wire, to the box and back */
    int64_t wire_back_us;
    /* exchanges, a ring */
    struct sync_exchange ring[SYNC_RING];
    int first, count;
    /* the solution; valid when !dirty */
    bool dirty;
    bool feasible;
    int64_t x0, y0; /* origins, so that doubles keep their µs */
    struct sync_point above[SYNC_RING], below[SYNC_RING]; /* hulls of the bounds */
    int above_count, below_count;
    double slope, offset; /* the midline */
    double slope_lo, slope_hi;
    double gap_us;
    unsigned restarts, rejected;
};

struct sync_estimate {
    int64_t t_us;         /* best estimate, host clock */
    int64_t lo_us, hi_us; /* the truth lies in here, ends included */
    bool valid;           /* false: no exchange yet, the rest is 0 */
};

/* max_ppm: how far off the crystal may be (0..20000; 0 means 200). wire_us: a LOWER bound of the
 * time the last byte of a SYNC frame needs behind the first (0 on native USB); a box whose baud
 * rate is 2 % fast sends in 2 % less, so callers pass the nominal time less 3 %. */
void sync_init(struct sync *s, int max_ppm, int64_t wire_us);

/* As sync_init's wire_us, but for each direction by itself. Forgets nothing. */
void sync_set_wire(struct sync *s, int64_t out_us, int64_t back_us);

/* One of the two clocks has jumped: forgets all exchanges, keeps what the box said of itself. */
void sync_forget(struct sync *s);

/* t1 taken before write(), t4 after read(): then every bound is honest. Call in order of t4. */
enum sync_result sync_add(struct sync *s, int64_t t1_us, uint32_t t2, uint32_t t3, int64_t t4_us);

/* Host time of a box stamp within 35 minutes of the last exchange. Outside the window it
 * extrapolates and the interval grows accordingly. At most 50 µs of work after a sync_add, far less
 * otherwise. */
struct sync_estimate sync_host_time(struct sync *s, uint32_t dev_t);

/* Box time at which the host clock will show host_us (for ARM "at"). 0 when not ready. */
uint32_t sync_device_time(struct sync *s, int64_t host_us);

bool sync_ready(const struct sync *s);

/* Half the guaranteed interval at the newest exchange, for display; -1 when not ready. */
int64_t sync_half_width_us(struct sync *s);

/* Shortest round trip in the window, box holding time taken out; -1 when not ready. */
int64_t sync_round_trip_us(const struct sync *s);

/* Box crystal against the host's, measured: +100 = the box clock runs 100 ppm fast. 0: not ready.
 */
double sync_skew_ppm(struct sync *s);

#endif
