#include "preliminary/preliminary.h"

#include <assert.h>
#include <stdio.h>

/* Unweighted, in millionths. */
static int64_t mark(int32_t cp)
{
    return (int64_t)cp * 10000;
}

static int64_t member_total(const struct preliminary *p, const struct preliminary_member *m)
{
    int64_t sum = 0;
    for (int e = 0; e < p->exam_count; e++)
        if (!p->exams[e].team)
            sum += (int64_t)m->mark_cp[e] * p->exams[e].weight;
    return sum;
}

static int64_t member_value(const struct preliminary_member *m, int subject)
{
    return subject == SUBJECT_TOTAL ? m->total : mark(m->mark_cp[subject]);
}

/* Sum over the members of `t`: of all, or of the best so many. */
static int64_t sum_members(const struct preliminary *p, const struct preliminary_team *t,
                           int subject)
{
    int64_t top[COUNTED_MAX], sum = 0; /* descending */
    int n = 0;
    for (int i = t->first; i < t->first + t->count; i++) {
        int64_t v = member_value(&p->members[i], subject);
        int at;
        if (p->best == 0) {
            sum += v;
            continue;
        }
        for (at = n < p->best ? n++ : n; at > 0 && top[at - 1] < v; at--)
            if (at < p->best)
                top[at] = top[at - 1];
        if (at < p->best)
            top[at] = v;
    }
    for (int i = 0; i < n; i++)
        sum += top[i];
    return sum;
}

static void sum_team(struct preliminary *p, struct preliminary_team *t)
{
    t->total = sum_members(p, t, SUBJECT_TOTAL);
    t->best = t->lowest = t->count > 0 ? p->members[t->first].total : 0;
    t->missing = 0;
    for (int i = t->first; i < t->first + t->count; i++) {
        const struct preliminary_member *m = &p->members[i];
        t->best = m->total > t->best ? m->total : t->best;
        t->lowest = m->total < t->lowest ? m->total : t->lowest;
        for (int e = 0; e < p->exam_count; e++)
            t->missing += !p->exams[e].team && m->mark_cp[e] == 0;
    }
    for (int e = 0; e < p->exam_count; e++) {
        if (p->exams[e].team) {
            t->value[e] = mark(t->mark_cp[e]);
            t->total += (int64_t)t->mark_cp[e] * p->exams[e].weight;
        } else {
            t->value[e] = sum_members(p, t, e);
        }
    }
}

void preliminary_sum(struct preliminary *p)
{
    assert(p->best >= 0 && p->best <= COUNTED_MAX);
    for (int i = 0; i < p->member_count; i++)
        p->members[i].total = member_total(p, &p->members[i]);
    for (int i = 0; i < p->team_count; i++)
        sum_team(p, &p->teams[i]);
}

const char *preliminary_text(int64_t value, char out[PRELIMINARY_TEXT])
{
    int64_t a = value < 0 ? -value : value;
    int n = snprintf(out, PRELIMINARY_TEXT, "%s%lld.%06lld", value < 0 ? "-" : "",
                     (long long)(a / PRELIMINARY_POINT), (long long)(a % PRELIMINARY_POINT));
    while (out[n - 1] == '0')
        out[--n] = '\0';
    if (out[n - 1] == '.')
        out[--n] = '\0';
    return out;
}
