#include "preliminary/preliminary.h"

#include <assert.h>

struct ranking {
    const struct preliminary *p;
    enum side side;
    int subject;
};

static int64_t value_of(const struct ranking *r, int who, int subject)
{
    if (r->side == SIDE_TEAMS) {
        const struct preliminary_team *t = &r->p->teams[who];
        return subject == SUBJECT_TOTAL ? t->total : t->value[subject];
    }
    const struct preliminary_member *m = &r->p->members[who];
    return subject == SUBJECT_TOTAL ? m->total : (int64_t)m->mark_cp[subject] * 10000;
}

static int missing(const struct ranking *r, int who)
{
    int n = 0;
    if (r->side == SIDE_TEAMS)
        return r->p->teams[who].missing;
    for (int e = 0; e < r->p->exam_count; e++)
        n += !r->p->exams[e].team && r->p->members[who].mark_cp[e] == 0;
    return n;
}

/* The higher is ahead. */
static int64_t key_of(const struct ranking *r, int who, struct tie_key k)
{
    const struct preliminary_team *t = r->side == SIDE_TEAMS ? &r->p->teams[who] : NULL;
    switch (k.by) {
    case BY_TOTAL:
        return value_of(r, who, SUBJECT_TOTAL);
    case BY_EXAM:
        return value_of(r, who, k.exam);
    case BY_BEST_MEMBER:
        return t ? t->best : 0;
    case BY_LOWEST_MEMBER:
        return t ? t->lowest : 0;
    case BY_FEWER_MISSING:
        return -missing(r, who);
    }
    return 0;
}

/* Positive: a is ahead. *by: what says so. */
static int compare(const struct ranking *r, int a, int b, int *by)
{
    int64_t va = value_of(r, a, r->subject), vb = value_of(r, b, r->subject);
    *by = PLACED_BY_VALUE;
    for (int k = 0; va == vb && k < r->p->tie_count[r->side]; k++) {
        va = key_of(r, a, r->p->ties[r->side][k]);
        vb = key_of(r, b, r->p->ties[r->side][k]);
        *by = k;
    }
    if (va == vb)
        *by = PLACED_LEVEL;
    return (va > vb) - (va < vb);
}

/* Order of the rows: level ones by index, so that there is one order only. */
static bool ahead(const struct ranking *r, int a, int b)
{
    int by, c = compare(r, a, b, &by);
    return c ? c > 0 : a < b;
}

/* Heap sort: in place, whatever comes. */
static void sift(const struct ranking *r, struct placing *rows, int from, int count)
{
    int who = rows[from].who;
    for (int child; (child = 2 * from + 1) < count; from = child) {
        if (child + 1 < count && ahead(r, rows[child].who, rows[child + 1].who))
            child++;
        if (ahead(r, rows[child].who, who))
            break;
        rows[from].who = rows[child].who;
    }
    rows[from].who = who;
}

static void sort(const struct ranking *r, struct placing *rows, int count)
{
    for (int i = count / 2 - 1; i >= 0; i--)
        sift(r, rows, i, count);
    for (int n = count - 1; n > 0; n--) {
        int who = rows[n].who;
        rows[n].who = rows[0].who;
        rows[0].who = who;
        sift(r, rows, 0, n);
    }
}

static int position_in(const struct tie_decision *d, int who)
{
    for (int i = 0; i < d->count; i++)
        if (d->order[i] == who)
            return i;
    return -1;
}

/* The decision that names all of rows[0..count), or -1. The last one made counts. */
static int decision_for(const struct ranking *r, const struct placing *rows, int count)
{
    for (int i = r->p->decision_count - 1; i >= 0; i--) {
        const struct tie_decision *d = &r->p->decisions[i];
        bool all = d->side == r->side && d->subject == r->subject && d->count >= count;
        for (int k = 0; k < count && all; k++)
            all = position_in(d, rows[k].who) >= 0;
        if (all)
            return i;
    }
    return -1;
}

static void order_by(const struct tie_decision *d, struct placing *rows, int count)
{
    for (int i = 1; i < count; i++) {
        int who = rows[i].who, at = position_in(d, who), k = i;
        for (; k > 0 && position_in(d, rows[k - 1].who) > at; k--)
            rows[k].who = rows[k - 1].who;
        rows[k].who = who;
    }
}

/* rows[0..count) are equal in value and by all rules; `before` stand ahead of them. */
static void place_level(const struct ranking *r, struct placing *rows, int count, int before,
                        int by)
{
    int decision = count > 1 ? decision_for(r, rows, count) : -1;
    if (decision >= 0)
        order_by(&r->p->decisions[decision], rows, count);
    for (int i = 0; i < count; i++) {
        struct placing *row = &rows[i];
        row->rank = before + 1 + (decision >= 0 ? i : 0);
        row->level = decision >= 0 ? 1 : count;
        row->value = value_of(r, row->who, r->subject);
        row->by = i == 0 ? by : decision >= 0 ? PLACED_BY_DECISION : PLACED_LEVEL;
        row->decision = decision;
    }
}

int preliminary_rank(const struct preliminary *p, enum side side, int subject, int team,
                     struct placing *out)
{
    struct ranking r = {p, side, subject};
    int count = 0, all = side == SIDE_TEAMS ? p->team_count : p->member_count;
    assert(subject >= SUBJECT_TOTAL && subject < p->exam_count);
    for (int i = 0; i < all; i++)
        if (side == SIDE_TEAMS || team < 0 || p->members[i].team == team)
            out[count++].who = i;
    sort(&r, out, count);
    for (int i = 0, n; i < count; i += n) {
        int by = PLACED_BY_VALUE, same;
        if (i > 0)
            compare(&r, out[i - 1].who, out[i].who, &by);
        for (n = 1; i + n < count && compare(&r, out[i].who, out[i + n].who, &same) == 0;)
            n++;
        place_level(&r, out + i, n, i, by);
    }
    return count;
}

static int band_at(int position, const struct band *bands, int count)
{
    for (int i = 0; i < count; i++) {
        if (position < bands[i].count)
            return i;
        position -= bands[i].count;
    }
    return count;
}

struct band_span band_of(const struct placing *row, const struct band *bands, int count)
{
    if (row->value <= 0)
        return (struct band_span){count, count};
    return (struct band_span){band_at(row->rank - 1, bands, count),
                              band_at(row->rank + row->level - 2, bands, count)};
}
