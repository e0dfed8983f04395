#include "contest/internal.h"

#include <stdio.h>

/* A record: label (LABEL bytes), then runs of {uint32 offset, uint32 length, length bytes of XOR},
 * then uint32 size of the whole record at both ends, so that either stack can be walked from its
 * top. */
enum { LABEL = 96, HEAD = 4, FOOT = 4, RUN_HEAD = 8, GAP = 16 };
enum { LEDGER_AT = offsetof(struct state, ledger) };

void undo_init(struct undo *u, unsigned char *memory, size_t size)
{
    memset(u, 0, sizeof *u);
    u->memory = memory;
    u->size = size;
    u->future_begin = size;
}

/* How many ledger entries two states share at least: entries are only ever appended, and each
 * carries the chain of all before it, so the longest common prefix is found by halving. */
static int32_t common_entries(const struct state *a, const struct state *b)
{
    int32_t low = 0, high = a->ledger_count < b->ledger_count ? a->ledger_count : b->ledger_count;
    if (high > 0 && a->ledger[high - 1].chain == b->ledger[high - 1].chain)
        return high;
    while (low < high) {
        int32_t mid = (low + high) / 2;
        if (a->ledger[mid].chain == b->ledger[mid].chain)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* The bytes from the ledger's beginning that two states are known to share. */
static size_t common_bytes(const struct state *a, const struct state *b)
{
    return (size_t)common_entries(a, b) * sizeof *a->ledger;
}

void state_copy(struct state *dst, const struct state *src)
{
    size_t used = state_used_bytes(src), had = state_used_bytes(dst);
    size_t from = LEDGER_AT + common_bytes(dst, src);
    memcpy((unsigned char *)dst + from, (const unsigned char *)src + from, used - from);
    memcpy(dst, src, LEDGER_AT);
    if (had > used)
        memset((unsigned char *)dst + used, 0, had - used);
}

static uint32_t get32(const unsigned char *p)
{
    uint32_t n;
    memcpy(&n, p, sizeof n);
    return n;
}

static void put32(unsigned char *p, uint32_t n)
{
    memcpy(p, &n, sizeof n);
}

/* Length of the difference starting at `at`, tolerating equal gaps shorter than a run header would
 * cost. */
static size_t run_length(const unsigned char *a, const unsigned char *b, size_t at, size_t n)
{
    size_t end = at, equal = 0;
    for (size_t i = at; i < n && equal < GAP; i++) {
        equal = a[i] == b[i] ? equal + 1 : 0;
        if (!equal)
            end = i + 1;
    }
    return end - at;
}

static size_t next_difference(const unsigned char *a, const unsigned char *b, size_t at, size_t n)
{
    while (at + 256 <= n && memcmp(a + at, b + at, 256) == 0)
        at += 256;
    while (at < n && a[at] == b[at])
        at++;
    return at;
}

/* A record being written. */
struct writer {
    unsigned char *out;
    size_t size, room;
    bool full;
};

static void write_runs(struct writer *w, const struct state *a, const struct state *b, size_t from,
                       size_t to)
{
    const unsigned char *pa = (const void *)a, *pb = (const void *)b;
    for (size_t at = next_difference(pa, pb, from, to); at < to && !w->full;) {
        size_t length = run_length(pa, pb, at, to);
        if (w->size + RUN_HEAD + length + FOOT > w->room) {
            w->full = true;
            return;
        }
        put32(w->out + w->size, (uint32_t)at);
        put32(w->out + w->size + 4, (uint32_t)length);
        for (size_t i = 0; i < length; i++)
            w->out[w->size + RUN_HEAD + i] = pa[at + i] ^ pb[at + i];
        w->size += RUN_HEAD + length;
        at = next_difference(pa, pb, at + length, to);
    }
}

/* Writes the record for a XOR b at `out` (room bytes); returns its size, or 0 when it does not fit.
 */
static size_t record_write(unsigned char *out, size_t room, const struct state *a,
                           const struct state *b, const char *label)
{
    size_t ua = state_used_bytes(a), ub = state_used_bytes(b), n = ua > ub ? ua : ub;
    struct writer w = {.out = out, .size = HEAD + LABEL, .room = room};
    if (w.size + FOOT > room)
        return 0;
    memset(out + HEAD, 0, LABEL);
    words_copy((char *)out + HEAD, LABEL, label);
    write_runs(&w, a, b, 0, LEDGER_AT);
    write_runs(&w, a, b, LEDGER_AT + common_bytes(a, b), n);
    if (w.full)
        return 0;
    w.size += FOOT;
    put32(out, (uint32_t)w.size);
    put32(out + w.size - FOOT, (uint32_t)w.size);
    return w.size;
}

static void record_apply(const unsigned char *record, struct state *s)
{
    size_t size = get32(record);
    unsigned char *p = (void *)s;
    for (size_t at = HEAD + LABEL; at < size - FOOT;) {
        size_t offset = get32(record + at), length = get32(record + at + 4);
        for (size_t i = 0; i < length; i++)
            p[offset + i] ^= record[at + RUN_HEAD + i];
        at += RUN_HEAD + length;
    }
}

static bool forget_oldest(struct undo *u)
{
    if (u->past < 1)
        return false;
    size_t size = get32(u->memory);
    memmove(u->memory, u->memory + size, u->past_end - size);
    u->past_end -= size;
    u->past--;
    return true;
}

static bool push_past(struct undo *u, const struct state *a, const struct state *b)
{
    for (;;) {
        size_t size =
            record_write(u->memory + u->past_end, u->future_begin - u->past_end, a, b, u->label);
        if (size) {
            u->past_end += size;
            u->past++;
            return true;
        }
        if (!forget_oldest(u))
            return false;
    }
}

void undo_mark(struct undo *u, const char *label)
{
    u->future = 0;
    u->future_begin = u->size;
    if (u->have_before && !push_past(u, &u->before, &u->prior))
        u->past = 0,
        u->past_end = 0; /* a step larger than the memory: nothing before it can be undone */
    state_copy(&u->before, &u->prior);
    u->have_before = true;
    words_copy(u->label, sizeof u->label, label);
}

/* Several steps back: the next redo leads from the state as it was restored, but since then clocks
 * were held and presses may have come. It is written anew from the state as it is. `prior` is free
 * while steps are taken back. */
static void rebase(struct undo *u, const struct state *s)
{
    char label[LABEL];
    unsigned char *record = u->memory + u->future_begin, *gap = u->memory + u->past_end;
    words_copy(label, sizeof label, (const char *)record + HEAD);
    state_copy(&u->prior, &u->base);
    record_apply(record, &u->prior);
    u->future_begin += get32(record);
    u->future--;
    size_t size = record_write(gap, u->future_begin - u->past_end, s, &u->prior, label);
    if (!size) {
        u->future = 0;
        u->future_begin = u->size;
        return;
    }
    memmove(u->memory + u->future_begin - size, gap, size);
    u->future_begin -= size;
    u->future++;
}

bool undo_back(struct undo *u, struct state *s)
{
    if (!u->have_before)
        return false;
    if (u->future)
        rebase(u, s);
    size_t room = u->future_begin - u->past_end;
    unsigned char *gap = u->memory + u->past_end;
    size_t size = record_write(gap, room, &u->before, s, u->label);
    if (size) {
        memmove(u->memory + u->future_begin - size, gap, size);
        u->future_begin -= size;
        u->future++;
    } else { /* no room to lead forward again; going back matters more */
        u->future = 0;
        u->future_begin = u->size;
    }
    state_copy(s, &u->before);
    state_copy(&u->base, s);
    u->have_before = u->past > 0;
    u->label[0] = '\0';
    if (u->past > 0) {
        size_t last = get32(u->memory + u->past_end - FOOT);
        const unsigned char *record = u->memory + u->past_end - last;
        record_apply(record, &u->before);
        snprintf(u->label, sizeof u->label, "%.*s", LABEL - 1, (const char *)record + HEAD);
        u->past_end -= last;
        u->past--;
    }
    return true;
}

bool undo_forward(struct undo *u, struct state *s)
{
    if (!u->future)
        return false;
    char label[LABEL];
    unsigned char *record = u->memory + u->future_begin;
    size_t size = get32(record);
    snprintf(label, sizeof label, "%.*s", LABEL - 1, (const char *)record + HEAD);
    if (u->have_before)
        push_past(u, &u->before, &u->base);
    state_copy(&u->before, &u->base);
    u->have_before = true;
    record_apply(record, &u->base);
    state_copy(s, &u->base);
    u->future_begin += size;
    u->future--;
    words_copy(u->label, sizeof u->label, label);
    return true;
}
