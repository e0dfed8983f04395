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

/* The sentence on the teams [from, end), whose scores are equal. */
struct tie_part {
    struct report *r;
    struct report_tie *tie;
    struct sentence_end s;
    int from, end;
};

static void tie_names(struct tie_part *t)
{
    const struct words *w = t->r->words;
    char points[16];
    for (int i = t->from; i < t->end; i++)
        add(&t->s, TR(w, "%s%d 号%s"), i > t->from ? TR(w, "、") : "", t->r->teams[i].standing.seat,
            t->r->teams[i].team->name);
    add(&t->s, TR(w, "同为 %s 分"),
        points_text(t->r->teams[t->from].standing.score_cp, false, points, 16));
}

/* Teams [from, end) of one rank: who stands there alone was put there by a decision. */
static void tie_rank(struct tie_part *t, int from, int end)
{
    const struct words *w = t->r->words;
    struct standing *first = &t->r->teams[from].standing;
    const char *open = first->tie_matters ? TR(w, "，影响奖项，尚未决定") : "";
    if (end - from == t->end - t->from) {
        add(&t->s, TR(w, "，并列第 %d 名%s"), first->rank, open);
        return;
    }
    for (int i = from; i < end; i++)
        add(&t->s, TR(w, "%s%d 号"),
            i > from         ? TR(w, "、")
            : from > t->from ? TR(w, "，")
                             : "",
            t->r->teams[i].standing.seat);
    if (end - from > 1) {
        add(&t->s, TR(w, "并列第 %d 名%s"), first->rank, open);
        return;
    }
    add(&t->s, TR(w, "居第 %d 名"), first->rank);
    first->by_tie_break = true; /* not only who was named */
}

static void tie_sentence(struct report *r, int from, int end, const struct tie_decision *d,
                         size_t count)
{
    struct report_tie *tie = &r->ties[r->tie_count++];
    struct tie_part t = {r, tie, {tie->text, sizeof tie->text, 0}, from, end};
    bool by_hand = false;
    tie->decided = true;
    for (int i = from; i < end; i++) {
        tie->decided &= !r->teams[i].standing.tied;
        tie->matters |= r->teams[i].standing.tie_matters;
        by_hand |= decision_for(d, count, r->teams[i].standing.seat) != NULL;
    }
    tie_names(&t);
    if (r->teams[from].standing.rank != r->teams[end - 1].standing.rank)
        add(&t.s, "%s", by_hand ? TR(r->words, "。经裁定，") : TR(r->words, "。经加赛，"));
    for (int i = from, next; i < end; i = next) {
        for (next = i + 1; next < end; next++)
            if (r->teams[next].standing.rank != r->teams[i].standing.rank)
                break;
        tie_rank(&t, i, next);
    }
    for (int i = from; i < end; i++) {
        const struct tie_decision *why = decision_for(d, count, r->teams[i].standing.seat);
        if (why && why->reason[0])
            add(&t.s, TR(r->words, "；%d 号居前的依据：%s"), why->seat, why->reason);
    }
    add(&t.s, "%s", TR(r->words, "。"));
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
