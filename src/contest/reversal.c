/* Reversing a ruling: the ledger is never edited, a correcting entry moves the difference. */
#include "contest/internal.h"

static bool is_right(enum cause cause)
{
    return cause == CAUSE_RIGHT || cause == CAUSE_REBOUND_RIGHT || cause == CAUSE_INTERRUPT_RIGHT;
}

static bool is_missed(enum cause cause)
{
    return cause == CAUSE_WRONG || cause == CAUSE_TIMEOUT || cause == CAUSE_REBOUND_WRONG ||
           cause == CAUSE_INTERRUPT_WRONG || cause == CAUSE_PASS || cause == CAUSE_INCOMPLETE;
}

/* What the ruling `e` brings when it is right / wrong after all, as it was worth then. An award
 * still respects the cap of the round's points; a deduction is never clipped. */
static int32_t other_way_cp(const struct contest *c, const struct ledger_entry *e, bool right)
{
    int32_t cap = c->def->rounds[e->round].policy.round_points_max_cp;
    int32_t cp = right ? e->right_cp : e->wrong_cp;
    if (!cap || cp <= 0)
        return cp;
    int32_t others =
        contest_round_points_cp(c, e->seat, e->round) - ledger_value_cp(&c->state, e->seq);
    int32_t room = others < cap ? cap - others : 0;
    return cp < room ? cp : room;
}

/* The bonus questions go with the ruling on the toss-up, as long as they have not begun. */
static void move_bonus(struct step_context *x, const struct ledger_entry *e, bool right)
{
    struct state *s = S(x);
    bool present = e->question == s->asked && e->round == s->round && !s->bonus &&
                   (s->phase == PHASE_RULED || s->phase == PHASE_REVEAL);
    if (present && right)
        bonus_won(x, e->seat);
    else if (present && e->seat == s->bonus_seat)
        bonus_lost(s);
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
    int32_t target = to_void ? 0 : other_way_cp(x->c, e, right);
    int32_t move = target - ledger_value_cp(S(x), e->seq);
    if (!ledger_floored(x->c, e->seat, e->round, move)) {
        refuse(x, TR(W(x), "第 %d 条已经是这个结果"), e->seq);
        return;
    }
    if (x->ask)
        return;
    say(x, TR(W(x), "裁判改判：%d号 第 %d 条（%s）改为%s，%s"), e->seat, e->seq,
        TR(W(x), cause_titles[e->cause]),
        to_void ? TR(W(x), "作废")
        : right ? TR(W(x), "答对")
                : TR(W(x), "答错"),
        points_text(move, true, (char[16]){0}, 16));
    move_bonus(x, e, right);
    /* kept in the state, so in one language whatever the narration is in */
    ledger_correct(x, e, move, CAUSE_REVERSAL,
                   to_void ? "改为作废"
                   : right ? "改为答对"
                           : "改为答错");
}
