/* Which questions of the round are left, and of each value. */
#include "contest/internal.h"

static bool is_used(const struct state *s, int q)
{
    return s->used[q / 8] >> (q % 8) & 1;
}

/* A menu value's questions are those of exactly that value; a question without a value fits any. */
static bool fits(const struct contest *c, int q, int menu)
{
    const struct policy *p = contest_policy(c);
    int32_t own = c->def->questions[q].points_cp;
    return p->value != VALUE_MENU || menu < 0 || own == 0 || own == p->menu_cp[menu];
}

int flow_pick(const struct contest *c, int menu)
{
    const struct round *r = contest_round(c);
    if (!r)
        return -1;
    for (int i = 0; i < r->question_count; i++) {
        int q = r->first_question + i;
        if (!is_used(&c->state, q) && fits(c, q, menu))
            return q;
    }
    return -1;
}

int contest_menu_total(const struct contest *c, int i)
{
    const struct round *r = contest_round(c);
    const struct policy *p = contest_policy(c);
    int total = 0;
    if (!r || i < 0 || i >= p->menu_count)
        return 0;
    if (i < p->menu_stock_count && p->menu_stock[i] > 0)
        return p->menu_stock[i];
    for (int k = 0; k < r->question_count; k++)
        total += fits(c, r->first_question + k, i);
    return total;
}

int contest_menu_left(const struct contest *c, int i)
{
    const struct round *r = contest_round(c);
    const struct policy *p = contest_policy(c);
    int questions = 0, taken = 0;
    if (!r || i < 0 || i >= p->menu_count)
        return 0;
    for (int k = 0; k < r->question_count; k++)
        questions +=
            !is_used(&c->state, r->first_question + k) && fits(c, r->first_question + k, i);
    for (int k = 0; k < c->state.taken_count; k++)
        taken += c->state.taken[k].menu == i && c->state.taken[k].outcome != OUTCOME_VOID;
    if (i < p->menu_stock_count && p->menu_stock[i] > 0) {
        int stock = p->menu_stock[i] > taken ? p->menu_stock[i] - taken : 0;
        return stock < questions ? stock : questions;
    }
    return questions;
}

int contest_question_number(const struct contest *c)
{
    return c->state.asked - c->state.voided - c->state.bonuses;
}

int contest_questions_left(const struct contest *c)
{
    const struct round *r = contest_round(c);
    if (!r)
        return 0;
    int left = r->planned - contest_question_number(c);
    return left > 0 ? left : 0;
}
