/* Reversing a ruling: the ledger is never edited, a correcting entry moves the difference. */
#include "contest/internal.h"

#include <stdio.h>

static int32_t percent_of(int32_t cp, int32_t of, int32_t from)
{
    return from ? (int32_t)((int64_t)cp * of / from) : 0;
}

static int32_t weighted(const struct policy *p, int32_t cp)
{
    return (int32_t)((int64_t)cp * p->weight_percent / 100);
}

static bool is_right(enum cause cause)
{
    return cause == CAUSE_RIGHT || cause == CAUSE_REBOUND_RIGHT;
}

static bool is_missed(enum cause cause)
{
    return cause == CAUSE_WRONG || cause == CAUSE_TIMEOUT || cause == CAUSE_REBOUND_WRONG ||
           cause == CAUSE_INTERRUPT_WRONG || cause == CAUSE_PASS || cause == CAUSE_INCOMPLETE;
}

/* What the ruling `e` would have brought had it been right / wrong, under the policy of its round.
 */
static int32_t other_way_cp(const struct policy *p, const struct ledger_entry *e, bool right)
{
    bool rebound = e->cause == CAUSE_REBOUND_RIGHT || e->cause == CAUSE_REBOUND_WRONG;
    bool scaled = p->value == VALUE_MENU || p->value == VALUE_QUESTION;
    if (right == is_right((enum cause)e->cause))
        return e->asked_cp;
    if (rebound && right && p->rebound_right_cp != AS_FIRST)
        return weighted(p, p->rebound_right_cp);
    if (rebound && !right && p->rebound_wrong_cp != AS_FIRST)
        return weighted(p, p->rebound_wrong_cp);
    if (!scaled)
        return weighted(p, right ? p->right_cp : p->wrong_cp);
    int32_t from = e->cause == CAUSE_TIMEOUT ? p->timeout_percent
                   : right                   ? p->wrong_percent
                                             : p->right_percent;
    return percent_of(e->asked_cp, right ? p->right_percent : p->wrong_percent, from);
}

void reverse_ruling(struct step_context *x)
{
    const struct ledger_entry *e = ledger_find(S(x), x->in->value);
    const char *to = x->in->text;
    if (!e || e->corrects || e->round < 0) {
        refuse(x, TR(W(x), "计分流水里没有可改判的第 %d 条"), x->in->value);
        return;
    }
    bool to_void = strcmp(to, "void") == 0, right = strcmp(to, "right") == 0;
    bool ruling = is_right((enum cause)e->cause) || is_missed((enum cause)e->cause);
    if (!to_void && !right && strcmp(to, "wrong") != 0) {
        refuse(x, TR(W(x), "改判只能改为答对、答错或作废"));
        return;
    }
    if (!to_void && !ruling) {
        refuse(x, TR(W(x), "第 %d 条不是对错判定，只能作废"), e->seq);
        return;
    }
    const struct policy *p = &x->c->def->rounds[e->round].policy;
    int32_t target = to_void ? 0 : other_way_cp(p, e, right);
    int32_t move = target - ledger_value_cp(S(x), e->seq);
    if (!move) {
        refuse(x, TR(W(x), "第 %d 条已经是这个结果"), e->seq);
        return;
    }
    say(x, TR(W(x), "裁判改判：%d号 第 %d 条（%s）改为%s，%s"), e->seat, e->seq,
        TR(W(x), cause_titles[e->cause]),
        to_void ? TR(W(x), "作废")
        : right ? TR(W(x), "答对")
                : TR(W(x), "答错"),
        points_text(move, true, (char[16]){0}, 16));
    ledger_correct(x, e, move, CAUSE_REVERSAL, to);
}
