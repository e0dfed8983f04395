/* Tie-break: only the tied teams play, until the ranks that matter are decided. */
#include "contest/internal.h"

enum { FIRST_PLACE = -100, LAST_PLACE = 100 };

static void decide(struct step_context *x, int seat, bool won)
{
    struct state *s = S(x);
    int16_t level = (int16_t)s->tie_break_level++;
    team_at(s, seat)->tie_rank = (int16_t)(won ? FIRST_PLACE + level : LAST_PLACE - level);
    s->tie_break_mask &= ~seat_bit(seat);
    say(x, won ? TR(W(x), "%d号 加赛胜出") : TR(W(x), "%d号 加赛落败"), seat);
}

void tie_break_ruled(struct step_context *x, bool right)
{
    enum sudden sudden = (enum sudden)contest_policy(x->c)->sudden;
    if ((sudden == SUDDEN_FIRST_RIGHT && right) || (sudden == SUDDEN_FIRST_WRONG && !right))
        decide(x, S(x)->outcome_seat, right);
}

void tie_break_begin(struct step_context *x)
{
    struct state *s = S(x);
    struct standings st;
    int round = flow_tie_break_round(x->c);
    standings_compute(x->c, false, &st);
    uint32_t mask = 0;
    int rank = 0;
    for (int i = 0; i < st.count; i++)
        if (st.row[i].tie_matters && (!mask || st.row[i].rank == rank)) {
            mask |= seat_bit(st.row[i].seat);
            rank = st.row[i].rank;
        }
    if (!mask) {
        refuse(x, TR(W(x), "没有影响奖项的并列，不用加赛"));
        return;
    }
    if (round < 0) {
        refuse(x, TR(W(x), "竞赛里没有加赛环节：按 * 由裁判决定并列"));
        return;
    }
    flow_enter_round(x, round);
    s->tie_break_mask = mask;
    say(x, TR(W(x), "第 %d 名并列，相关队加赛"), rank);
}

void tie_break_decide(struct step_context *x)
{
    struct state *s = S(x);
    int seat = x->in->seat;
    struct standings st;
    standings_compute(x->c, false, &st);
    for (int i = 0; i < st.count; i++)
        if (st.row[i].seat == seat && st.row[i].tied) {
            s->tie_break_mask |= seat_bit(seat);
            decide(x, seat, true);
            s->tie_break_mask = 0;
            if (x->in->text[0])
                say(x, TR(W(x), "依据：%s"), x->in->text);
            return;
        }
    refuse(x, TR(W(x), "%d号 没有并列"), seat);
}
