/*
 * arbiter — the presses of all sources as one stream in true press-time order.
 *
 * Cables deliver in any order; only press times count. Each source gives a *watermark*: "all that
 * was pressed here before t has been handed over". A press is released when the watermark of every
 * live source has passed the end of its interval, so nothing earlier (or tied) can still be on its
 * way; there is no fixed waiting window. Presses whose intervals overlap are released together, so
 * that a dead heat is complete when it is judged. A silent source delays a release by at most
 * `bound_us` after the press arrived; then it is released flagged ARBITER_DECIDED_LATE with the
 * sources that did not answer.
 *
 * Where the rules of the round call presses up to tie_us apart a tie, the first waits for its tie
 * window as well: it is released at most tie_us + bound_us after it was pressed, or bound_us after
 * it arrived if that is later. Those tied with it that have come until then are released with it,
 * also when they make a chain (first with second, second with third) longer than that.
 *
 * Where watermarks come from
 *   fence source   a protocol box: the t3 of a SYNC_RSP received without a gap in its frames, as
 * the LOWER end of its guaranteed interval (sync.h). legacy source  ASCII line boxes, keyboards,
 * gamepads: a declared greatest latency L; whatever happened before now - L has arrived.
 *
 * Nothing is ever silently dropped: every press handed in comes out once, with flags that say what
 * was wrong with it; the two exceptions are a repeat (ARBITER_DUPLICATE) and a full arbiter
 * (ARBITER_FULL: do not acknowledge, the box repeats it); both are counted.
 *
 * Policy is not here: who may win, and what a dead heat means, is the contest's. Pure: no clock,
 * no allocation, no I/O. The caller owns the struct. One thread (the engine's). Microseconds.
 */
#ifndef ARBITER_ARBITER_H
#define ARBITER_ARBITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ARBITER_SOURCES  64  /* numbered 0..63; masks of sources are uint64_t */
#define ARBITER_WAITING  512 /* presses held at once */
#define ARBITER_BOUND_US 50000
#define ARBITER_TIE_US   1000000 /* longest tie window */
#define ARBITER_NO_SEAT  0
#define ARBITER_NEVER    INT64_MAX /* as a wake time: nothing to wait for */

enum arbiter_flag {
    /* said by the box; for the record */
    ARBITER_ARMED = 1 << 0,     /* the box was armed */
    ARBITER_EARLY = 1 << 1,     /* the box saw it before its arm instant */
    ARBITER_BOX_FIRST = 1 << 2, /* first in its own box */
    ARBITER_MERGED = 1 << 3,    /* stands for several presses the box could not keep apart */
    ARBITER_BOX_LOST = 1 << 4,  /* the box had to forget presses before this one */
    ARBITER_REPEATED = 1 << 5,  /* came by retransmission */
    /* set by whoever hands it in: such a press never wins */
    ARBITER_UNACCEPTED = 1 << 8, /* box the operator has not accepted */
    ARBITER_DISABLED = 1 << 9,   /* button taken out by the operator */
    ARBITER_UNBOUND = 1 << 10,   /* button belongs to no seat */
    ARBITER_UNTIMED = 1 << 11,   /* no clock sync: the interval is only a bound from its arrival */
    ARBITER_BACKDATED = 1 << 12, /* stamped before that source's last fence; also set here */
    ARBITER_FUTURE = 1 << 13,    /* stamped after its arrival: the clock lies; also set here */
    /* set here */
    ARBITER_LATE = 1 << 16,         /* a later press had been released before this one arrived */
    ARBITER_DECIDED_LATE = 1 << 17, /* released by the bound, see `silent` */
};
#define ARBITER_NEVER_WINS                                                                         \
    (ARBITER_UNACCEPTED | ARBITER_DISABLED | ARBITER_UNBOUND | ARBITER_UNTIMED |                   \
     ARBITER_BACKDATED | ARBITER_FUTURE)

struct arbiter_press {
    int64_t t_us;         /* press time, best estimate, host clock */
    int64_t lo_us, hi_us; /* guaranteed: lo <= truth <= hi; lo <= t <= hi */
    int64_t own_us;       /* ± against another press of the same source (its stamp resolution) */
    int64_t arrived_us;
    int64_t released_us; /* out: the `now` of the release */
    uint64_t silent;     /* out: live sources that had not answered, if DECIDED_LATE */
    uint32_t flags;      /* enum arbiter_flag */
    uint32_t arrival_no; /* out: 1, 2, 3… in order of arrival, never reused */
    uint16_t ev_no;      /* the source's own number; wraps */
    uint16_t round;      /* round number the box believed in */
    uint8_t source;      /* 0..63 */
    uint8_t button;      /* 0.. */
    uint8_t seat;        /* 1.., or ARBITER_NO_SEAT */
};

enum arbiter_result {
    ARBITER_TAKEN,
    ARBITER_DUPLICATE, /* that ev_no of that source is known already: counted, not delivered */
    ARBITER_FULL,      /* no room: counted; do not acknowledge it, and release */
};

/* Numbers for the operator and the ledger. */
struct arbiter_counters {
    uint64_t taken, released, duplicate, full, late, decided_late, backdated, future;
};

enum arbiter_kind { ARBITER_ABSENT, ARBITER_FENCE, ARBITER_LEGACY };

#define ARBITER_SEEN 256 /* numbers remembered per source, to tell a repeat from a late one */
struct arbiter_source {
    enum arbiter_kind kind;
    bool live;
    int64_t watermark_us; /* fence sources; INT64_MIN: none yet */
    int64_t latency_us;   /* legacy sources */
    bool seen_any;
    uint16_t seen_top; /* greatest ev_no so far; bit (ev % 256) of seen = known */
    uint64_t seen[ARBITER_SEEN / 64];
};

struct arbiter {
    int64_t bound_us;
    int64_t tie_us;
    int64_t released_t_us; /* greatest press time released so far that could win */
    uint32_t arrivals;
    struct arbiter_counters counters;
    struct arbiter_source source[ARBITER_SOURCES];
    size_t waiting_count;
    struct arbiter_press waiting[ARBITER_WAITING]; /* sorted by press time */
};

/* bound_us: longest wait for a silent source after a press arrived; 0 means ARBITER_BOUND_US. */
void arbiter_init(struct arbiter *a, int64_t bound_us);

/* Declare a source, not live yet. latency_us: legacy sources only, the greatest time from press to
 * arrival. Declaring again forgets its numbers and watermark. */
void arbiter_source_add(struct arbiter *a, int source, enum arbiter_kind kind, int64_t latency_us);

/* Its presses count from now on and releases wait for it. Watermark starts unknown. */
void arbiter_source_live(struct arbiter *a, int source);

/* Gone (unplugged, 3 s silent): nothing waits for it any more; what it handed in stays. */
void arbiter_source_lost(struct arbiter *a, int source);

/* It restarted: its numbers begin anew, so the next ev_no is no repeat. */
void arbiter_source_restarted(struct arbiter *a, int source);

/* Hand in a press; reads all fields not marked "out". A press of a source that is not live is taken
 * too. */
enum arbiter_result arbiter_press(struct arbiter *a, const struct arbiter_press *press);

/* Presses up to tie_us apart are judged together by the rules of the round: hold the first until
 * none of them can still be on its way, so that no lamp lights for one of two. 0, the default: only
 * intervals that overlap; more than ARBITER_TIE_US counts as that. */
void arbiter_tie_window(struct arbiter *a, int64_t tie_us);

/* Everything pressed at `source` before t_us (host clock) has been handed in. Never goes back. */
void arbiter_watermark(struct arbiter *a, int source, int64_t t_us);

/* Presses that are final at now_us, in press-time order, into out[0..max). Returns how many; call
 * again while it returns max. Hand in all that has arrived before calling. */
size_t arbiter_release(struct arbiter *a, int64_t now_us, struct arbiter_press *out, size_t max);

/* Live fence sources whose watermark has not passed all waiting presses: send each a SYNC_REQ at
 * once. */
uint64_t arbiter_wants_fence(const struct arbiter *a);

/* A fence asked for before this instant can't pass any waiting press and its tie window; long past
 * where there is none. ARBITER_NEVER: nothing waits. */
int64_t arbiter_fence_from_us(const struct arbiter *a);

/* When arbiter_release must be called again even if nothing arrives; ARBITER_NEVER: not. */
int64_t arbiter_next_wake_us(const struct arbiter *a);

/* How far apart two presses are and whether that can be told. */
struct arbiter_margin {
    int64_t margin_us;      /* b - a; negative when b was first */
    int64_t uncertainty_us; /* sum of both half-widths (of own_us within one source) */
    bool overlap;           /* the intervals overlap: a dead heat, order not provable */
};
struct arbiter_margin arbiter_margin(const struct arbiter_press *a, const struct arbiter_press *b);

/* No flag that forbids it to win. A LATE press may still win where nothing has been decided yet. */
static inline bool arbiter_may_win(const struct arbiter_press *p)
{
    return (p->flags & (uint32_t)ARBITER_NEVER_WINS) == 0;
}

#endif
