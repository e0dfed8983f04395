/* Standings with points by round, and how ties were decided. */
#include "report/internal.h"

#include <stdarg.h>
#include <string.h>

static void derive_teams(struct report *r)
{
    const struct contest *c = r->contest;
    standings_compute(c, false, &r->standings);
    for (int i = 0; i < r->standings.count; i++) {
        struct report_team *t = &r->teams[i];
        t->standing = r->standings.row[i];
        int seat = t->standing.seat;
        t->team = contest_team(c, seat);
        t->start_cp = r->def->base_cp + t->team->carry_in_cp;
        t->other_cp = t->standing.score_cp - t->start_cp;
        for (int k = 0; k < r->def->round_count; k++) {
            t->round_cp[k] = contest_round_points_cp(c, seat, k);
            t->other_cp -= t->round_cp[k];
        }
    }
    r->team_count = r->standings.count;
}

struct sentence_end {
    char *out;
    size_t size, length;
};

__attribute__((format(printf, 2, 3))) static void add(struct sentence_end *s, const char *format,
                                                      ...)
{
    va_list args;
    va_start(args, format);
    int n = vsnprintf(s->out + s->length, s->size - s->length, format, args);
    va_end(args);
    size_t room = s->size - s->length - 1;
    s->length += n < 0 ? 0 : (size_t)n < room ? (size_t)n : room;
}

static const struct tie_decision *decision_for(const struct tie_decision *d, size_t count, int seat)
{
    for (size_t i = count; i > 0; i--)
        if (d[i - 1].seat == seat && !d[i - 1].undone_by)
            return &d[i - 1];
    return NULL;
}

/* One sentence on the teams [from, end), whose scores are equal. */
static void tie_sentence(struct report *r, int from, int end, const struct tie_decision *d,
                         size_t count)
{
    struct report_tie *tie = &r->ties[r->tie_count++];
    struct sentence_end s = {tie->text, sizeof tie->text, 0};
    char points[16];
    bool undecided = false, by_hand = false;
    for (int i = from; i < end; i++) {
        const struct report_team *t = &r->teams[i];
        add(&s, "%s%d 号%s", i > from ? "、" : "", t->standing.seat, t->team->name);
        undecided |= t->standing.tied;
        tie->matters |= t->standing.tie_matters;
        by_hand |= decision_for(d, count, t->standing.seat) != NULL;
    }
    tie->decided = !undecided;
    add(&s, "同为 %s 分", points_text(r->teams[from].standing.score_cp, false, points, 16));
    if (undecided)
        add(&s, "，并列第 %d 名%s。", r->teams[from].standing.rank,
            tie->matters ? "，影响奖项，尚未决定" : "");
    else
        add(&s, "。经%s，", by_hand ? "裁定" : "加赛");
    for (int i = from; !undecided && i < end; i++) {
        struct standing *row = &r->teams[i].standing;
        row->by_tie_break = true; /* for all of them, not only who was named */
        add(&s, "%s%d 号居第 %d 名", i > from ? "，" : "", row->seat, row->rank);
    }
    for (int i = from; i < end; i++) {
        const struct tie_decision *why = decision_for(d, count, r->teams[i].standing.seat);
        if (why && why->reason[0])
            add(&s, "；%d 号居前的依据：%s", why->seat, why->reason);
    }
    if (!undecided)
        add(&s, "。");
}

static bool equal_scores(const struct report_team *a, const struct report_team *b)
{
    return a->standing.score_cp == b->standing.score_cp && a->standing.out == b->standing.out;
}

void report_derive(struct report *r, const struct tie_decision *decisions, size_t count)
{
    derive_teams(r);
    for (int i = 0; i < r->team_count;) {
        int end = i + 1;
        while (end < r->team_count && equal_scores(&r->teams[i], &r->teams[end]))
            end++;
        if (end - i > 1)
            tie_sentence(r, i, end, decisions, count);
        i = end;
    }
}
