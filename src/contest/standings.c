#include "contest/internal.h"

/* Negative: a before b. 0: equal. `decided`: by seat - 1, place within a decided tie. */
static int compare(const int decided[TEAMS_MAX], const struct standing *a, const struct standing *b)
{
    if (a->out != b->out)
        return a->out ? 1 : -1;
    if (a->score_cp != b->score_cp)
        return a->score_cp > b->score_cp ? -1 : 1;
    return decided[a->seat - 1] - decided[b->seat - 1];
}

/* A decision holds among the teams it was made between. When a ruling brings another team to their
 * score, nobody has decided that tie: none of them is put before the newcomer. */
static void read_decisions(const struct contest *c, const struct standing *rows, int count,
                           int decided[TEAMS_MAX])
{
    for (int i = 0; i < count; i++) {
        const struct team_state *t = &c->state.teams[rows[i].seat - 1];
        bool holds = true;
        for (int k = 0; k < count; k++)
            if (k != i && rows[k].score_cp == rows[i].score_cp && rows[k].out == rows[i].out)
                holds &= (t->tie_mates & seat_bit(rows[k].seat)) != 0;
        decided[rows[i].seat - 1] = holds ? t->tie_rank : 0;
    }
    /* all of a score or none: one undecided newcomer undoes the order of the others */
    for (int i = 0; i < count; i++)
        for (int k = 0; k < count; k++) {
            const struct team_state *t = &c->state.teams[rows[k].seat - 1];
            if (rows[k].score_cp == rows[i].score_cp && rows[k].out == rows[i].out && t->tie_rank &&
                !decided[rows[k].seat - 1])
                decided[rows[i].seat - 1] = 0;
        }
}

static bool all_ranks_matter(const struct contest *c)
{
    int round = flow_tie_break_round(c);
    return round >= 0 && c->def->rounds[round].policy.tie_scope == SCOPE_ALL;
}

static int prize_of_place(const struct definition *d, int place)
{
    for (int i = 0, end = 0; i < d->prize_count; i++) {
        end += d->prizes[i].count;
        if (place < end)
            return i;
    }
    return -1;
}

static void flag_ties(const struct contest *c, struct standings *out)
{
    for (int i = 0; i < out->count;) {
        int end = i + 1;
        while (end < out->count && out->row[end].rank == out->row[i].rank)
            end++;
        bool tied = end - i > 1;
        bool matters =
            tied && (all_ranks_matter(c) || out->row[i].prize != out->row[end - 1].prize);
        for (int k = i; k < end; k++) {
            out->row[k].tied = tied;
            out->row[k].tie_matters = matters;
        }
        out->undecided |= matters;
        i = end;
    }
}

static struct standing row_of(const struct contest *c, int seat, bool public_only)
{
    return (struct standing){.seat = seat,
                             .score_cp = public_only ? contest_public_score_cp(c, seat)
                                                     : contest_score_cp(c, seat),
                             .out = c->state.teams[seat - 1].out};
}

void standings_compute(const struct contest *c, bool public_only, struct standings *out)
{
    struct standing rows[TEAMS_MAX];
    int decided[TEAMS_MAX] = {0}, count = 0;
    memset(out, 0, sizeof *out);
    for (int seat = 1; seat <= TEAMS_MAX; seat++)
        if (contest_team(c, seat))
            rows[count++] = row_of(c, seat, public_only);
    read_decisions(c, rows, count, decided);
    for (int i = 0; i < count; i++) {
        int at = out->count++;
        for (; at > 0 && compare(decided, &rows[i], &out->row[at - 1]) < 0; at--)
            out->row[at] = out->row[at - 1];
        out->row[at] = rows[i];
    }
    for (int i = 0; i < out->count; i++) {
        struct standing *r = &out->row[i];
        bool equal = i > 0 && compare(decided, &out->row[i - 1], r) == 0;
        r->rank = equal ? out->row[i - 1].rank : i + 1;
        r->prize = prize_of_place(c->def, i);
        bool mate = (i > 0 && out->row[i - 1].score_cp == r->score_cp) ||
                    (i + 1 < out->count && out->row[i + 1].score_cp == r->score_cp);
        r->by_tie_break = mate && decided[r->seat - 1] != 0;
    }
    /* the better of two equal teams may not have been decided itself, only the other */
    flag_ties(c, out);
}

int standings_prize_count(const struct standings *s, const struct definition *def)
{
    (void)def;
    int n = 0;
    for (int i = 0; i < s->count; i++)
        n += s->row[i].prize >= 0;
    return n;
}

const struct standing *standings_prize_at(const struct standings *s, const struct definition *def,
                                          int n)
{
    int count = standings_prize_count(s, def);
    return n >= 0 && n < count ? &s->row[count - 1 - n] : NULL;
}
