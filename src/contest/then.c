/* What follows a ruling: asked by the host's key, and done by it. */
#include "contest/internal.h"

static bool others_may_answer(const struct contest *c)
{
    for (int seat = 1; seat <= TEAMS_MAX; seat++)
        if (flow_active(c, seat) && !c->state.teams[seat - 1].failed_question)
            return true;
    return false;
}

static bool others_may_press(const struct contest *c)
{
    for (int seat = 1; seat <= TEAMS_MAX; seat++)
        if (contest_may_press(c, seat))
            return true;
    return false;
}

enum after_wrong rule_rebound_due(const struct contest *c)
{
    const struct policy *p = contest_policy(c);
    const struct state *s = &c->state;
    bool missed = s->outcome == OUTCOME_WRONG || s->outcome == OUTCOME_TIMEOUT;
    if (!missed || s->answer_shown || s->rebounds >= p->rebounds_max)
        return AFTER_DEAD;
    switch (p->after_wrong) {
    case AFTER_NEXT_PRESS:
        return contest_next_press(c, 1) >= 0 ? AFTER_NEXT_PRESS : AFTER_DEAD;
    case AFTER_REOPEN:
        return others_may_press(c) ? AFTER_REOPEN : AFTER_DEAD;
    case AFTER_BID:
        return others_may_answer(c) ? AFTER_BID : AFTER_DEAD;
    case AFTER_AUDIENCE:
        return AFTER_AUDIENCE;
    default:
        return AFTER_DEAD;
    }
}

int rule_other_of_tie(const struct contest *c)
{
    const struct state *s = &c->state;
    if (contest_policy(c)->tie != TIE_BOTH || !s->tied_mask)
        return 0;
    for (int i = 0; i < s->press_count; i++)
        if (s->presses[i].verdict == VERDICT_TIED && (s->tied_mask & seat_bit(s->presses[i].seat)))
            return s->presses[i].seat;
    return 0;
}

static enum then then_rebound(const struct contest *c, enum after_wrong due)
{
    static const enum then all[] = {[AFTER_NEXT_PRESS] = THEN_PRESS,
                                    [AFTER_REOPEN] = THEN_GO,
                                    [AFTER_BID] = THEN_BID,
                                    [AFTER_AUDIENCE] = THEN_AUDIENCE};
    const struct state *s = &c->state;
    return due == AFTER_REOPEN && s->interrupt && !s->reading_done ? THEN_READ : all[due];
}

static enum then then_next(const struct contest *c)
{
    const struct policy *p = contest_policy(c);
    const struct state *s = &c->state;
    bool left = flow_pick(c, -1) >= 0; /* with packets: in this team's, or the reserve */
    bool used_up = !p->packets && p->value != VALUE_JUDGED && !left;
    bool bonus = s->bonus_left && left && flow_active(c, s->bonus_seat);
    return !bonus && (flow_round_over(c) || used_up) ? THEN_ROUND_END : THEN_QUESTION;
}

enum then contest_then(const struct contest *c)
{
    const struct state *s = &c->state;
    const struct policy *p = contest_policy(c);
    bool ruled = s->phase == PHASE_RULED;
    if (s->round < 0 || (!ruled && s->phase != PHASE_REVEAL))
        return THEN_NOTHING;
    if (s->outcome == OUTCOME_VOID)
        return then_next(c);
    if (ruled && rule_other_of_tie(c))
        return THEN_TIED;
    if (ruled && rule_rebound_due(c) != AFTER_DEAD)
        return then_rebound(c, rule_rebound_due(c));
    if (s->question >= 0 && p->value == VALUE_FAULTS && !correction_all_shown(c))
        return THEN_FAULT;
    if (s->question >= 0 && !s->answer_shown && p->round_seconds == 0)
        return THEN_ANSWER;
    return s->tie_break_mask && tie_break_settled(c) ? THEN_ROUND_END : then_next(c);
}
