/* Error correction: faults ticked off one by one, false claims, what was missed. */
#include "contest/internal.h"

static int32_t fault_points_cp(const struct contest *c, int fault)
{
    const struct question *q = contest_question(c);
    int32_t own = q->faults[fault].points_cp;
    return own ? own : contest_policy(c)->fault_cp;
}

int32_t contest_correction_cp(const struct contest *c)
{
    int32_t sum = 0;
    for (int i = c->state.question_ledger; i < c->state.ledger_count; i++) {
        const struct ledger_entry *e = &c->state.ledger[i];
        if (e->question == c->state.asked && e->round == c->state.round &&
            (e->cause == CAUSE_FAULT || e->cause == CAUSE_FALSE_CLAIM ||
             e->cause == CAUSE_ALL_FOUND || e->cause == CAUSE_TOO_FEW))
            sum += e->points_cp;
    }
    return sum;
}

/* A cap of the question's points clips awards, like the round's. */
static int32_t clip(const struct contest *c, int32_t cp)
{
    int32_t cap = contest_policy(c)->question_points_max_cp;
    int32_t room = cap - contest_correction_cp(c);
    if (!cap || cp <= 0)
        return cp;
    return room < 0 ? 0 : cp < room ? cp : room;
}

static bool found(const struct correction *k, int fault)
{
    for (int i = 0; i < k->found_count; i++)
        if (k->found[i] == fault + 1)
            return true;
    return false;
}

void correction_tick(struct step_context *x, int fault)
{
    struct state *s = S(x);
    struct correction *k = &s->correction;
    const struct question *q = contest_question(x->c);
    if (fault < 0 || fault >= q->fault_count) {
        refuse(x, TR(W(x), "这份材料只有 %d 处错误"), q->fault_count);
        return;
    }
    if (found(k, fault)) {
        refuse(x, TR(W(x), "第 %d 处已经找出；记错了按 . 撤销"), fault + 1);
        return;
    }
    if (x->ask)
        return;
    k->found[k->found_count++] = (uint8_t)(fault + 1);
    int32_t cp = clip(x->c, fault_points_cp(x->c, fault));
    say(x, TR(W(x), "%d号 找出“%s” %s"), s->seat, q->faults[fault].title, POINTS_TEXT(cp));
    ledger_add(x, s->seat, cp, CAUSE_FAULT);
    if (k->found_count == q->fault_count)
        correction_finish(x);
}

void correction_false_claim(struct step_context *x)
{
    struct state *s = S(x);
    const struct policy *p = contest_policy(x->c);
    if (x->ask)
        return;
    if (s->correction.false_claims < UINT8_MAX)
        s->correction.false_claims++;
    say(x, TR(W(x), "%d号 误指，第 %d 次 %s"), s->seat, s->correction.false_claims,
        points_text(p->false_cp, true, (char[16]){0}, 16));
    ledger_add(x, s->seat, p->false_cp, CAUSE_FALSE_CLAIM);
    if (p->false_max && s->correction.false_claims >= p->false_max) {
        say(x, TR(W(x), "误指已达 %d 次，本题结束"), p->false_max);
        correction_finish(x);
    }
}

void correction_finish(struct step_context *x)
{
    struct state *s = S(x);
    const struct policy *p = contest_policy(x->c);
    const struct question *q = contest_question(x->c);
    int n = s->correction.found_count;
    clock_stop(&s->clock, x->in->at_us);
    if (n > 0 && n == q->fault_count && p->all_bonus_cp) {
        int32_t cp = clip(x->c, p->all_bonus_cp);
        say(x, TR(W(x), "%d 处全部找出，另加 %s"), n, POINTS_TEXT(cp));
        ledger_add(x, s->seat, cp, CAUSE_ALL_FOUND);
    }
    if (n < p->faults_min && p->faults_min_cp) {
        say(x, TR(W(x), "只找出 %d 处，少于 %d 处，%s"), n, p->faults_min,
            POINTS_TEXT(p->faults_min_cp));
        ledger_add(x, s->seat, p->faults_min_cp, CAUSE_TOO_FEW);
    }
    s->outcome = OUTCOME_DONE;
    s->outcome_seat = s->seat;
    s->outcome_cp = contest_correction_cp(x->c);
    s->ruled_at_us = x->in->at_us;
    s->answer_shown = correction_all_shown(x->c);
    flow_phase(x, PHASE_RULED);
    say(x, TR(W(x), "%d号 找出 %d / %d 处，本题得 %s"), s->seat, n, q->fault_count,
        points_text(s->outcome_cp, true, (char[16]){0}, 16));
}

bool correction_all_shown(const struct contest *c)
{
    const struct question *q = contest_question(c);
    const struct correction *k = &c->state.correction;
    return !q || k->found_count + k->revealed >= q->fault_count;
}

/* Shows the next fault that was missed. */
void correction_reveal(struct step_context *x)
{
    struct state *s = S(x);
    struct correction *k = &s->correction;
    const struct question *q = contest_question(x->c);
    for (int i = 0, missed = 0; i < q->fault_count; i++) {
        if (found(k, i) || missed++ < k->revealed)
            continue;
        k->revealed++;
        say(x, TR(W(x), "亮出未找到的“%s”"), q->faults[i].title);
        break;
    }
    s->answer_shown = correction_all_shown(x->c);
    flow_phase(x, PHASE_REVEAL);
}
