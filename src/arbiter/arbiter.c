#include "arbiter/arbiter.h"

#include <assert.h>
#include <string.h>

/* A fence says at best "nothing older than when I was asked, less the rounding of both clocks". */
enum { FENCE_SLACK_US = 10 };

static bool valid_source(int source)
{
    return source >= 0 && source < ARBITER_SOURCES;
}

static uint64_t source_bit(int source)
{
    return UINT64_C(1) << source;
}

void arbiter_init(struct arbiter *a, int64_t bound_us)
{
    memset(a, 0, sizeof *a);
    a->bound_us = bound_us > 0 ? bound_us : ARBITER_BOUND_US;
    a->released_t_us = INT64_MIN;
    for (int i = 0; i < ARBITER_SOURCES; i++)
        a->source[i].watermark_us = INT64_MIN;
}

void arbiter_source_add(struct arbiter *a, int source, enum arbiter_kind kind, int64_t latency_us)
{
    assert(valid_source(source) && latency_us >= 0);
    a->source[source] =
        (struct arbiter_source){.kind = kind, .watermark_us = INT64_MIN, .latency_us = latency_us};
}

void arbiter_source_live(struct arbiter *a, int source)
{
    assert(valid_source(source) && a->source[source].kind != ARBITER_ABSENT);
    struct arbiter_source *s = &a->source[source];
    if (s->live)
        return;
    s->live = true;
    s->watermark_us = INT64_MIN;
}

void arbiter_source_lost(struct arbiter *a, int source)
{
    assert(valid_source(source));
    a->source[source].live = false;
}

void arbiter_source_restarted(struct arbiter *a, int source)
{
    assert(valid_source(source));
    struct arbiter_source *s = &a->source[source];
    s->seen_any = false;
    memset(s->seen, 0, sizeof s->seen);
    s->watermark_us = INT64_MIN;
}

void arbiter_tie_window(struct arbiter *a, int64_t tie_us)
{
    assert(tie_us >= 0);
    a->tie_us = tie_us < ARBITER_TIE_US ? tie_us : ARBITER_TIE_US;
}

void arbiter_watermark(struct arbiter *a, int source, int64_t t_us)
{
    assert(valid_source(source));
    if (t_us > a->source[source].watermark_us)
        a->source[source].watermark_us = t_us;
}

/* -- repeats -------------------------------------------------------------------------------------
 */

static bool seen_get(const struct arbiter_source *s, uint16_t ev_no)
{
    unsigned i = ev_no % ARBITER_SEEN;
    return (s->seen[i / 64] >> (i % 64)) & 1;
}

static void seen_put(struct arbiter_source *s, uint16_t ev_no, bool known)
{
    unsigned i = ev_no % ARBITER_SEEN;
    uint64_t bit = UINT64_C(1) << (i % 64);
    s->seen[i / 64] = known ? s->seen[i / 64] | bit : s->seen[i / 64] & ~bit;
}

/* A number behind the newest by less than the window is looked up; one further behind can only be a
 * very old repeat, since a box keeps far fewer presses than ARBITER_SEEN. */
static bool seen_before(const struct arbiter_source *s, uint16_t ev_no)
{
    if (!s->seen_any || (int16_t)(ev_no - s->seen_top) > 0)
        return false;
    uint16_t behind = (uint16_t)(s->seen_top - ev_no);
    return behind >= ARBITER_SEEN || seen_get(s, ev_no);
}

static void seen_note(struct arbiter_source *s, uint16_t ev_no)
{
    if (!s->seen_any) {
        memset(s->seen, 0, sizeof s->seen);
        s->seen_top = ev_no;
        s->seen_any = true;
    }
    uint16_t ahead = (uint16_t)(ev_no - s->seen_top);
    if (ahead != 0 && ahead < 0x8000) {
        for (unsigned n = ahead < ARBITER_SEEN ? ahead : ARBITER_SEEN; n > 0; n--)
            seen_put(s, (uint16_t)(ev_no - n + 1), false);
        s->seen_top = ev_no;
    }
    seen_put(s, ev_no, true);
}

/* -- presses in -------------------------------------------------------------------------------- */

/* Press time; on a tie nothing but a fixed order remains (the contest sees the overlap). */
static bool comes_before(const struct arbiter_press *p, const struct arbiter_press *q)
{
    if (p->t_us != q->t_us)
        return p->t_us < q->t_us;
    return p->arrival_no < q->arrival_no;
}

static void insert(struct arbiter *a, const struct arbiter_press *press)
{
    size_t i = a->waiting_count++;
    while (i > 0 && comes_before(press, &a->waiting[i - 1])) {
        a->waiting[i] = a->waiting[i - 1];
        i--;
    }
    a->waiting[i] = *press;
}

/* Nothing arrives before it happens. A stamp that says so for certain would, uncut, make every
 * press until then look late. */
static void cut_at_arrival(struct arbiter *a, struct arbiter_press *p)
{
    if (p->lo_us > p->arrived_us) {
        p->flags |= ARBITER_FUTURE;
        p->lo_us = p->arrived_us;
        a->counters.future++;
    }
    if (p->hi_us > p->arrived_us)
        p->hi_us = p->arrived_us;
    if (p->t_us > p->hi_us)
        p->t_us = p->hi_us;
}

enum arbiter_result arbiter_press(struct arbiter *a, const struct arbiter_press *press)
{
    assert(valid_source(press->source));
    assert(press->lo_us <= press->t_us && press->t_us <= press->hi_us);
    struct arbiter_source *s = &a->source[press->source];
    if (seen_before(s, press->ev_no)) {
        a->counters.duplicate++;
        return ARBITER_DUPLICATE;
    }
    if (a->waiting_count == ARBITER_WAITING) {
        a->counters.full++;
        return ARBITER_FULL;
    }
    seen_note(s, press->ev_no);
    struct arbiter_press p = *press;
    p.arrival_no = ++a->arrivals;
    p.released_us = 0;
    p.silent = 0;
    p.flags &= ~(uint32_t)(ARBITER_LATE | ARBITER_DECIDED_LATE);
    cut_at_arrival(a, &p);
    /* Its own source had promised that nothing from before its watermark would follow. */
    if (s->kind == ARBITER_FENCE && p.hi_us < s->watermark_us)
        p.flags |= ARBITER_BACKDATED;
    if (p.flags & ARBITER_BACKDATED)
        a->counters.backdated++;
    if (p.t_us < a->released_t_us) {
        p.flags |= ARBITER_LATE;
        a->counters.late++;
    }
    a->counters.taken++;
    insert(a, &p);
    return ARBITER_TAKEN;
}

/* -- presses out ------------------------------------------------------------------------------- */

/* Everything pressed at `s` before this has been handed in. */
static int64_t watermark_at(const struct arbiter_source *s, int64_t now_us)
{
    return s->kind == ARBITER_LEGACY ? now_us - s->latency_us : s->watermark_us;
}

/* Live sources from which something not after `hi_us` may still come. */
static uint64_t silent_sources(const struct arbiter *a, int64_t hi_us, int64_t now_us)
{
    uint64_t mask = 0;
    for (int i = 0; i < ARBITER_SOURCES; i++) {
        const struct arbiter_source *s = &a->source[i];
        if (s->live && watermark_at(s, now_us) <= hi_us)
            mask |= source_bit(i);
    }
    return mask;
}

/* Of the live sources but those in `without`. */
static int64_t lowest_watermark(const struct arbiter *a, int64_t now_us, uint64_t without)
{
    int64_t lowest = INT64_MAX;
    for (int i = 0; i < ARBITER_SOURCES; i++) {
        if (!a->source[i].live || (without & source_bit(i)))
            continue;
        int64_t mark = watermark_at(&a->source[i], now_us);
        if (mark < lowest)
            lowest = mark;
    }
    return lowest;
}

/* Until when another press would be judged together with this one. */
static int64_t end_us(const struct arbiter *a, const struct arbiter_press *p)
{
    return p->hi_us + a->tie_us;
}

/* It waits no longer than this: what is pressed last in its window has the bound to get here. */
static int64_t deadline_us(const struct arbiter *a, const struct arbiter_press *p)
{
    int64_t end = end_us(a, p);
    return (end > p->arrived_us ? end : p->arrived_us) + a->bound_us;
}

static void deliver(struct arbiter *a, struct arbiter_press *p, int64_t mark_us, int64_t now_us)
{
    /* Released before its own window is over, with one that it is tied with: then nobody is silent
     * who has nothing earlier to tell. */
    int64_t until_us = now_us >= deadline_us(a, p) ? end_us(a, p) : p->hi_us;
    p->released_us = now_us;
    if (mark_us <= until_us) {
        p->flags |= ARBITER_DECIDED_LATE;
        p->silent = silent_sources(a, until_us, now_us);
        a->counters.decided_late++;
    }
    if (arbiter_may_win(p) && p->t_us > a->released_t_us)
        a->released_t_us = p->t_us;
    a->counters.released++;
}

/* How many have waited their time, or lie before one that has; and with them those already here
 * that are tied with them and in order as far as the sources tell that have not been given up. */
static size_t expired_prefix(const struct arbiter *a, int64_t now_us)
{
    size_t expired = 0;
    int64_t reach_us = INT64_MIN, hi_us = INT64_MIN;
    for (size_t i = 0; i < a->waiting_count; i++) {
        if (now_us >= deadline_us(a, &a->waiting[i]))
            expired = i + 1;
    }
    for (size_t i = 0; i < expired; i++) {
        reach_us = end_us(a, &a->waiting[i]) > reach_us ? end_us(a, &a->waiting[i]) : reach_us;
        hi_us = a->waiting[i].hi_us > hi_us ? a->waiting[i].hi_us : hi_us;
    }
    if (expired == 0)
        return 0;
    int64_t mark_us = lowest_watermark(a, now_us, silent_sources(a, hi_us, now_us));
    while (expired < a->waiting_count && a->waiting[expired].lo_us <= reach_us &&
           a->waiting[expired].hi_us < mark_us) {
        int64_t end = end_us(a, &a->waiting[expired++]);
        reach_us = end > reach_us ? end : reach_us;
    }
    return expired;
}

/* How many of the waiting presses are final: those that all watermarks have passed, cut back to a
 * place that no interval spans, so that a dead heat is never torn apart; at least the expired ones.
 */
static size_t final_prefix(const struct arbiter *a, int64_t mark_us, int64_t now_us)
{
    int64_t reach_us[ARBITER_WAITING + 1]; /* [k]: latest end of the first k */
    size_t expired = expired_prefix(a, now_us);
    size_t k = 0;
    reach_us[0] = INT64_MIN;
    while (k < a->waiting_count && (k < expired || mark_us > end_us(a, &a->waiting[k]))) {
        int64_t hi_us = end_us(a, &a->waiting[k]);
        reach_us[k + 1] = hi_us > reach_us[k] ? hi_us : reach_us[k];
        k++;
    }
    int64_t behind_us = INT64_MAX; /* earliest start of those not taken */
    for (size_t i = k; i < a->waiting_count; i++) {
        if (a->waiting[i].lo_us < behind_us)
            behind_us = a->waiting[i].lo_us;
    }
    while (k > expired && behind_us <= reach_us[k]) {
        k--;
        if (a->waiting[k].lo_us < behind_us)
            behind_us = a->waiting[k].lo_us;
    }
    return k;
}

size_t arbiter_release(struct arbiter *a, int64_t now_us, struct arbiter_press *out, size_t max)
{
    int64_t mark_us = lowest_watermark(a, now_us, 0);
    size_t n = final_prefix(a, mark_us, now_us);
    if (n > max)
        n = max;
    for (size_t i = 0; i < n; i++) {
        out[i] = a->waiting[i];
        deliver(a, &out[i], mark_us, now_us);
    }
    a->waiting_count -= n;
    memmove(a->waiting, a->waiting + n, a->waiting_count * sizeof *a->waiting);
    return n;
}

/* -- what the caller must do for it --------------------------------------------------------------
 */

static int64_t last_end_us(const struct arbiter *a)
{
    int64_t last = INT64_MIN;
    for (size_t i = 0; i < a->waiting_count; i++) {
        if (end_us(a, &a->waiting[i]) > last)
            last = end_us(a, &a->waiting[i]);
    }
    return last;
}

uint64_t arbiter_wants_fence(const struct arbiter *a)
{
    uint64_t mask = 0;
    if (a->waiting_count == 0)
        return 0;
    int64_t last_us = last_end_us(a);
    for (int i = 0; i < ARBITER_SOURCES; i++) {
        const struct arbiter_source *s = &a->source[i];
        if (s->live && s->kind == ARBITER_FENCE && s->watermark_us <= last_us)
            mask |= source_bit(i);
    }
    return mask;
}

int64_t arbiter_fence_from_us(const struct arbiter *a)
{
    int64_t first = ARBITER_NEVER;
    if (a->waiting_count > 0 && a->tie_us == 0)
        return INT64_MIN;
    for (size_t i = 0; i < a->waiting_count; i++) {
        if (end_us(a, &a->waiting[i]) + FENCE_SLACK_US < first)
            first = end_us(a, &a->waiting[i]) + FENCE_SLACK_US;
    }
    return first;
}

int64_t arbiter_next_wake_us(const struct arbiter *a)
{
    int64_t wake = ARBITER_NEVER;
    int64_t latency_us = -1;
    for (int i = 0; i < ARBITER_SOURCES; i++) {
        const struct arbiter_source *s = &a->source[i];
        if (s->live && s->kind == ARBITER_LEGACY && s->latency_us > latency_us)
            latency_us = s->latency_us;
    }
    for (size_t i = 0; i < a->waiting_count; i++) {
        const struct arbiter_press *p = &a->waiting[i];
        int64_t due_us = deadline_us(a, p);
        if (due_us < wake)
            wake = due_us;
        if (latency_us >= 0 && end_us(a, p) + latency_us + 1 < wake)
            wake = end_us(a, p) + latency_us + 1;
    }
    return wake;
}

struct arbiter_margin arbiter_margin(const struct arbiter_press *a, const struct arbiter_press *b)
{
    struct arbiter_margin m = {.margin_us = b->t_us - a->t_us};
    if (a->source == b->source) {
        int64_t apart_us = m.margin_us < 0 ? -m.margin_us : m.margin_us;
        m.uncertainty_us = a->own_us + b->own_us;
        m.overlap = apart_us <= m.uncertainty_us;
        return m;
    }
    m.uncertainty_us = (a->hi_us - a->lo_us + b->hi_us - b->lo_us + 1) / 2;
    m.overlap = a->lo_us <= b->hi_us && b->lo_us <= a->hi_us;
    return m;
}
