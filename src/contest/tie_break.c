/* Tie-break: only the tied teams play, until the ranks that matter are decided. */
#include "contest/internal.h"

enum { FIRST_PLACE = -100, LAST_PLACE = 100 };

static void decide(struct step_context *x, int seat, bool won)
{
    struct state *s = S(x);
    int16_t level = (int16_t)s->tie_break_level++;
    team_at(s, seat)->tie_rank = (int16_t)(won ? FIRST_PLACE + level : LAST_PLACE - level);
    s->tie_break_mask &= ~seat_bit(seat);
    if (x->in->command == COMMAND_DECIDE_TIE)
        say(x, TR(W(x), "%d号 由裁判定为并列中的胜者"), seat);
    else
        say(x, won ? TR(W(x), "%d号 加赛胜出") : TR(W(x), "%d号 加赛落败"), seat);
}

void tie_break_ruled(struct step_context *x, enum outcome outcome)
{
    enum sudden sudden = (enum sudden)contest_policy(x->c)->sudden;
    bool right = outcome == OUTCOME_RIGHT;
    bool missed = outcome == OUTCOME_WRONG || outcome == OUTCOME_TIMEOUT || outcome == OUTCOME_PASS;
    bool wins = right && sudden != SUDDEN_FIRST_WRONG && sudden != SUDDEN_NONE;
    bool loses = missed && (sudden == SUDDEN_FIRST_WRONG || sudden == SUDDEN_FIRST_DECIDES);
    if ((wins || loses) && (S(x)->tie_break_mask & seat_bit(S(x)->outcome_seat)))
        decide(x, S(x)->outcome_seat, right);
}

bool tie_break_settled(const struct contest *c)
{
    struct standings st;
    standings_compute(c, false, &st);
    for (int i = 0; i < st.count; i++)
        if (st.row[i].tie_matters && (c->state.tie_break_mask & seat_bit(st.row[i].seat)))
            return false;
    return true;
}

/* The best undecided tie that matters: its teams and their rank. */
static uint32_t tie_to_play(const struct contest *c, int *rank)
{
    struct standings st;
    uint32_t mask = 0;
    standings_compute(c, false, &st);
    *rank = 0;
    for (int i = 0; i < st.count; i++)
        if (st.row[i].tie_matters && (!mask || st.row[i].rank == *rank)) {
            mask |= seat_bit(st.row[i].seat);
            *rank = st.row[i].rank;
        }
    return mask;
}

static bool round_has_questions(const struct contest *c, int round)
{
    const struct round *r = &c->def->rounds[round];
    for (int i = 0; i < r->question_count; i++) {
        int q = r->first_question + i;
        if (!(c->state.used[q / 8] >> (q % 8) & 1))
            return true;
    }
    return false;
}

bool contest_tie_break_due(const struct contest *c)
{
    int rank, round = flow_tie_break_round(c);
    return round >= 0 && round_has_questions(c, round) && tie_to_play(c, &rank) != 0;
}

/* The decision to come is one among these teams, and replaces older ones between them. */
static void open_tie(struct state *s, uint32_t mask)
{
    for (int seat = 1; seat <= TEAMS_MAX; seat++)
        if ((mask & seat_bit(seat)) &&
            (team_at(s, seat)->tie_mates & mask) != (mask & ~seat_bit(seat))) {
            team_at(s, seat)->tie_rank = 0;
            team_at(s, seat)->tie_mates = mask & ~seat_bit(seat);
        }
}

void tie_break_begin(struct step_context *x)
{
    struct state *s = S(x);
    int rank, round = flow_tie_break_round(x->c);
    uint32_t mask = tie_to_play(x->c, &rank);
    if (!mask) {
        refuse(x, TR(W(x), "没有影响奖项的并列，不用加赛"));
    } else if (round < 0) {
        refuse(x, TR(W(x), "竞赛里没有加赛环节：按 * 由裁判决定并列"));
    } else if (!round_has_questions(x->c, round)) {
        refuse(x, TR(W(x), "加赛的题目已用完：由裁判决定并列"));
    } else if (!x->ask) {
        open_tie(s, mask);
        flow_enter_round(x, round);
        s->tie_break_mask = mask;
        flow_order_turns(x); /* of the tied alone */
        say(x, TR(W(x), "第 %d 名并列，相关队加赛"), rank);
    }
}

void tie_break_decide(struct step_context *x)
{
    struct state *s = S(x);
    int seat = x->in->seat, rank = 0;
    uint32_t mask = 0;
    struct standings st;
    standings_compute(x->c, false, &st);
    for (int i = 0; i < st.count; i++)
        if (st.row[i].seat == seat && st.row[i].tied)
            rank = st.row[i].rank;
    for (int i = 0; i < st.count; i++)
        if (rank && st.row[i].rank == rank)
            mask |= seat_bit(st.row[i].seat);
    if (!mask) {
        refuse(x, TR(W(x), "%d号 没有并列"), seat);
        return;
    }
    if (x->ask)
        return;
    open_tie(s, mask);
    decide(x, seat, true);
    if (x->in->text[0])
        say(x, TR(W(x), "依据：%s"), x->in->text);
    if (s->phase == PHASE_ROUND_END)
        flow_eliminate(x);
}
