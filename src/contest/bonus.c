/* Bonus questions: who answers a toss-up right alone answers what follows it. They are played under
 * the round's `bonus` policy (see contest_policy) and are not among the questions planned. */
#include "contest/internal.h"

void bonus_won(struct step_context *x, int seat)
{
    struct state *s = S(x);
    int32_t n = policy(x)->bonus_questions;
    if (!n || policy(x)->who != WHO_PRESS || s->tie_break_mask || s->bonus_left)
        return;
    s->bonus_seat = (uint8_t)seat;
    s->bonus_left = (uint8_t)n;
    say(x, TR(W(x), "%d号 另有 %d 道附加题"), seat, n);
}

void bonus_lost(struct state *s)
{
    s->bonus_seat = s->bonus_left = 0;
}

void bonus_void(struct state *s)
{
    if (!s->bonus) {
        bonus_lost(s);
        return;
    }
    s->bonuses--;
    s->bonus_left++;
}

bool bonus_next(struct step_context *x)
{
    struct state *s = S(x);
    int seat = s->bonus_seat;
    s->bonus = false;
    if (!s->bonus_left || !flow_active(x->c, seat) || flow_pick(x->c, -1) < 0) {
        bonus_lost(s);
        return false;
    }
    int q = flow_pick(x->c, -1);
    s->bonus = true;
    s->bonus_left--;
    s->bonuses++;
    s->seat = (uint8_t)seat;
    s->doubled = false;
    flow_question_begin(x, q);
    say(x, TR(W(x), "附加题，只由 %d号 作答"), seat);
    return true;
}
