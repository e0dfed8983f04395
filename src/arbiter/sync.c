#include "arbiter/sync.h"

#include <assert.h>
#include <math.h>
#include <string.h>

enum {
    SLACK_US = 2,         /* stamps are whole microseconds on both sides */
    DEFAULT_PPM = 200,    /* a crystal that says nothing */
    GREATEST_PPM = 20000, /* worse than any resonator */
    GOLDEN_STEPS = 60,
};

void sync_init(struct sync *s, int max_ppm, int64_t wire_us)
{
    memset(s, 0, sizeof *s);
    if (max_ppm <= 0)
        max_ppm = DEFAULT_PPM;
    if (max_ppm > GREATEST_PPM)
        max_ppm = GREATEST_PPM;
    s->slope_max = max_ppm * 1e-6;
    sync_set_wire(s, wire_us, wire_us);
}

void sync_set_wire(struct sync *s, int64_t out_us, int64_t back_us)
{
    s->wire_out_us = out_us > 0 ? out_us : 0;
    s->wire_back_us = back_us > 0 ? back_us : 0;
    s->dirty = true;
}

void sync_forget(struct sync *s)
{
    s->first = s->count = 0;
    s->dirty = true;
    s->feasible = false;
}

bool sync_ready(const struct sync *s)
{
    return s->count > 0;
}

static struct sync_exchange *exchange_at(struct sync *s, int i)
{
    return &s->ring[(s->first + i) % SYNC_RING];
}

static const struct sync_exchange *exchange_newest(const struct sync *s)
{
    assert(s->count > 0);
    return &s->ring[(s->first + s->count - 1) % SYNC_RING];
}

/* The 64-bit value nearest to `near` whose low 32 bits are v. */
static int64_t unwrap(int64_t near, uint32_t v)
{
    return near + (int32_t)(v - (uint32_t)near);
}

/* Where the box clock should stand at host time t1: a pause longer than half a turn of the counter
 * (35 minutes) still unwraps, as long as its drift stays below that. */
static int64_t predict(const struct sync *s, int64_t t1_us)
{
    const struct sync_exchange *last = exchange_newest(s);
    return last->t3 + (t1_us - last->t4);
}

/* -- hulls: of the bounds only the corners that a line can touch matter -------------------------
 */

static double cross(struct sync_point a, struct sync_point b, struct sync_point c)
{
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/* Points come with x not falling (monotone chain). side +1: keep the lower hull, -1: the upper. */
static int hull_push(struct sync_point *hull, int n, struct sync_point p, double side)
{
    if (n > 0 && p.x <= hull[n - 1].x) {
        if ((p.y - hull[n - 1].y) * side >= 0)
            return n;
        n--;
    }
    while (n >= 2 && cross(hull[n - 2], hull[n - 1], p) * side <= 0)
        n--;
    hull[n] = p;
    return n + 1;
}

static void build_hulls(struct sync *s)
{
    const struct sync_exchange *newest = exchange_newest(s);
    s->x0 = newest->t3;
    s->y0 = newest->t4 - newest->t3;
    s->above_count = s->below_count = 0;
    for (int i = 0; i < s->count; i++) {
        const struct sync_exchange *e = exchange_at(s, i);
        struct sync_point low = {(double)(e->t2 - s->x0),
                                 (double)(e->t1 + s->wire_out_us - SLACK_US - e->t2 - s->y0)};
        struct sync_point high = {(double)(e->t3 - s->x0),
                                  (double)(e->t4 - s->wire_back_us + SLACK_US - e->t3 - s->y0)};
        s->below_count = hull_push(s->below, s->below_count, low, -1);
        s->above_count = hull_push(s->above, s->above_count, high, +1);
    }
}

/* Highest offset (at x0) of a line of this slope under all upper bounds; lowest over all lower
 * ones. */
static double offset_most(const struct sync *s, double slope)
{
    double best = INFINITY;
    for (int i = 0; i < s->above_count; i++)
        best = fmin(best, s->above[i].y - slope * s->above[i].x);
    return best;
}

static double offset_least(const struct sync *s, double slope)
{
    double best = -INFINITY;
    for (int i = 0; i < s->below_count; i++)
        best = fmax(best, s->below[i].y - slope * s->below[i].x);
    return best;
}

/* -- three concave functions of the slope, one search --------------------------------------------
 */

typedef double slope_fn(const struct sync *s, double slope, double x);

static double gap(const struct sync *s, double slope, double x)
{
    (void)x;
    return offset_most(s, slope) - offset_least(s, slope);
}

static double highest_at(const struct sync *s, double slope, double x)
{
    return offset_most(s, slope) + slope * x;
}

static double lowest_at_negated(const struct sync *s, double slope, double x)
{
    return -(offset_least(s, slope) + slope * x);
}

/* Golden-section search for the maximum of a concave f on [lo, hi]; returns the slope. */
static double golden(const struct sync *s, slope_fn *f, double x, double lo, double hi)
{
    const double ratio = 0.61803398874989485;
    double a = hi - ratio * (hi - lo), b = lo + ratio * (hi - lo);
    double fa = f(s, a, x), fb = f(s, b, x);
    for (int i = 0; i < GOLDEN_STEPS && hi - lo > 1e-13; i++) {
        if (fa < fb) {
            lo = a;
            a = b;
            fa = fb;
            b = lo + ratio * (hi - lo);
            fb = f(s, b, x);
        } else {
            hi = b;
            b = a;
            fb = fa;
            a = hi - ratio * (hi - lo);
            fa = f(s, a, x);
        }
    }
    return 0.5 * (lo + hi);
}

/* The last slope between a feasible and an infeasible one at which the gap is not negative. The
 * result is on the infeasible side of the edge by less than 1e-12, so an interval built on it is
 * never short. */
static double feasible_edge(const struct sync *s, double good, double bad)
{
    if (gap(s, bad, 0) >= 0)
        return bad;
    for (int i = 0; i < 50 && fabs(bad - good) > 1e-13; i++) {
        double mid = 0.5 * (good + bad);
        if (gap(s, mid, 0) >= 0)
            good = mid;
        else
            bad = mid;
    }
    return bad;
}

static void solve(struct sync *s)
{
    if (!s->dirty)
        return;
    s->dirty = false;
    s->feasible = false;
    if (s->count == 0)
        return;
    build_hulls(s);
    double m = s->slope_max;
    s->slope = golden(s, gap, 0, -m, m);
    s->gap_us = gap(s, s->slope, 0);
    if (s->gap_us < 0)
        return;
    s->offset = 0.5 * (offset_most(s, s->slope) + offset_least(s, s->slope));
    s->slope_lo = feasible_edge(s, s->slope, -m);
    s->slope_hi = feasible_edge(s, s->slope, m);
    s->feasible = true;
}

/* -- exchanges -----------------------------------------------------------------------------------
 */

static void push(struct sync *s, struct sync_exchange e)
{
    while (s->count > 0 &&
           (s->count == SYNC_RING || e.t4 - exchange_at(s, 0)->t4 > SYNC_WINDOW_US)) {
        s->first = (s->first + 1) % SYNC_RING;
        s->count--;
    }
    *exchange_at(s, s->count) = e;
    s->count++;
    s->dirty = true;
}

static bool possible_alone(const struct sync *s, const struct sync_exchange *e)
{
    double held_us = (double)(e->t3 - e->t2);
    double span_us = (double)(e->t4 - e->t1 - s->wire_out_us - s->wire_back_us + 2 * SLACK_US);
    return held_us >= 0 && span_us >= held_us * (1 - s->slope_max);
}

enum sync_result sync_add(struct sync *s, int64_t t1_us, uint32_t t2, uint32_t t3, int64_t t4_us)
{
    int64_t near = s->count > 0 ? predict(s, t1_us) : (int64_t)t2;
    struct sync_exchange e = {.t1 = t1_us, .t4 = t4_us, .t2 = unwrap(near, t2)};
    e.t3 = unwrap(e.t2, t3);
    if (!possible_alone(s, &e)) {
        s->rejected++;
        return SYNC_REJECTED;
    }
    bool backwards = s->count > 0 && e.t3 <= exchange_newest(s)->t3;
    if (!backwards)
        push(s, e);
    solve(s);
    if (!backwards && s->feasible)
        return SYNC_TAKEN;
    s->restarts++;
    sync_forget(s);
    push(s, e);
    return SYNC_RESTARTED;
}

/* -- queries
 * --------------------------------------------------------------------------------------- */

struct sync_estimate sync_host_time(struct sync *s, uint32_t dev_t)
{
    struct sync_estimate out = {0};
    solve(s);
    if (!s->feasible)
        return out;
    int64_t dev = unwrap(exchange_newest(s)->t3, dev_t);
    double x = (double)(dev - s->x0);
    double high = highest_at(s, golden(s, highest_at, x, s->slope_lo, s->slope_hi), x);
    double low =
        -lowest_at_negated(s, golden(s, lowest_at_negated, x, s->slope_lo, s->slope_hi), x);
    double mid = s->offset + s->slope * x;
    int64_t base = dev + s->y0;
    out.valid = true;
    out.t_us = base + llround(mid);
    out.lo_us = base + (int64_t)floor(low) - 1;
    out.hi_us = base + (int64_t)ceil(high) + 1;
    if (out.t_us < out.lo_us)
        out.t_us = out.lo_us;
    if (out.t_us > out.hi_us)
        out.t_us = out.hi_us;
    return out;
}

uint32_t sync_device_time(struct sync *s, int64_t host_us)
{
    solve(s);
    if (!s->feasible)
        return 0;
    /* host = dev + y0 + offset + slope * (dev - x0) */
    double from_x0 = ((double)(host_us - s->y0 - s->x0) - s->offset) / (1 + s->slope);
    return (uint32_t)(s->x0 + llround(from_x0));
}

int64_t sync_half_width_us(struct sync *s)
{
    if (s->count == 0)
        return -1;
    struct sync_estimate e = sync_host_time(s, (uint32_t)exchange_newest(s)->t3);
    return e.valid ? (e.hi_us - e.lo_us + 1) / 2 : -1;
}

int64_t sync_round_trip_us(const struct sync *s)
{
    int64_t best = -1;
    for (int i = 0; i < s->count; i++) {
        const struct sync_exchange *e = &s->ring[(s->first + i) % SYNC_RING];
        int64_t trip = (e->t4 - e->t1) - (e->t3 - e->t2);
        if (best < 0 || trip < best)
            best = trip;
    }
    return best;
}

double sync_skew_ppm(struct sync *s)
{
    solve(s);
    return s->feasible ? (1 / (1 + s->slope) - 1) * 1e6 : 0;
}
