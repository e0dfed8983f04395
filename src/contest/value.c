/* What a question is worth now, right, wrong and otherwise. */
#include "contest/internal.h"

/* Half a hundredth rounds away from zero, as in the judges' marks. */
int32_t rule_share(int32_t cp, int32_t of)
{
    int64_t n = (int64_t)cp * of;
    return (int32_t)((n + (n < 0 ? -50 : 50)) / 100);
}

/* Of the question itself: the chosen menu value, its own points, or 0 where the policy's fixed
 * points hold. */
static int32_t question_value_cp(const struct contest *c)
{
    const struct policy *p = contest_policy(c);
    const struct question *q = contest_question(c);
    if (p->value == VALUE_MENU)
        return c->state.menu ? p->menu_cp[c->state.menu - 1] : 0;
    if (p->value == VALUE_QUESTION)
        return q && q->points_cp ? q->points_cp : p->right_cp;
    return 0;
}

int32_t rule_value_cp(const struct contest *c, enum outcome outcome)
{
    const struct policy *p = contest_policy(c);
    const struct state *s = &c->state;
    bool scaled = p->value == VALUE_MENU || p->value == VALUE_QUESTION;
    int32_t v = question_value_cp(c), cp = 0;
    bool again = s->rebounds > 0; /* others had the question before */
    switch (outcome) {
    case OUTCOME_RIGHT:
        cp = scaled ? rule_share(v, p->right_percent) : p->right_cp;
        if (s->interrupt && s->power)
            cp = p->interrupt_right_cp;
        else if (again && p->rebound_right_cp != AS_FIRST)
            cp = p->rebound_right_cp;
        break;
    case OUTCOME_WRONG:
        cp = scaled ? rule_share(v, p->wrong_percent) : p->wrong_cp;
        if (again && p->rebound_wrong_cp != AS_FIRST)
            cp = p->rebound_wrong_cp;
        else if (s->interrupt && !again && p->interrupt_wrong_cp != AS_FIRST)
            cp = p->interrupt_wrong_cp;
        break;
    case OUTCOME_TIMEOUT:
        cp = scaled ? rule_share(v, p->timeout_percent) : p->timeout_cp;
        if (again && p->rebound_wrong_cp != AS_FIRST)
            cp = p->rebound_wrong_cp;
        break;
    case OUTCOME_INCOMPLETE:
        cp = scaled && p->incomplete_percent ? rule_share(v, p->incomplete_percent)
                                             : p->incomplete_cp;
        break;
    case OUTCOME_PASS:
        cp = p->pass_cp;
        break;
    default:
        break;
    }
    /* who doubled staked it alone: a team that bids for the missed question has staked nothing */
    return s->doubled && !(again && mended_in(s, 2)) ? cp * 2 : cp;
}

int32_t contest_right_cp(const struct contest *c)
{
    return rule_value_cp(c, OUTCOME_RIGHT);
}

int32_t contest_wrong_cp(const struct contest *c)
{
    return rule_value_cp(c, OUTCOME_WRONG);
}
