/* Early presses: slips, locks, fouls and legal interrupts. */
#include "contest/internal.h"

static int fouls_in_scope(const struct team_state *t, enum foul_scope scope)
{
    return scope == FOUL_QUESTION ? t->fouls_question
           : scope == FOUL_ROUND  ? t->fouls_round
                                  : t->fouls_contest;
}

static void foul(struct step_context *x, struct press_result *result)
{
    struct state *s = S(x);
    const struct policy *p = policy(x);
    int seat = x->in->seat;
    struct team_state *t = team_at(s, seat);
    result->verdict = VERDICT_EARLY_FOUL;
    if (t->foul_go == s->go_calls + 1) {
        buzzer_keep(x, VERDICT_REPEATED); /* bouncing or hammering is one foul */
        result->verdict = VERDICT_REPEATED;
        say(x, TR(W(x), "%d号 同一题再次抢按，一题只记一次犯规"), seat);
        return;
    }
    bool first_here = t->fouls_question == 0;
    bool repeat = fouls_in_scope(t, (enum foul_scope)p->foul_scope) > 0;
    int32_t again_cp = p->early_repeat_cp != AS_FIRST ? p->early_repeat_cp : p->early_cp;
    int32_t cp = repeat ? again_cp : p->early_cp;
    /* once per team and question, whatever it does on the next go call, unless the rule set prices
     * a second foul in the same question by itself */
    if (!first_here && (p->foul_scope != FOUL_QUESTION || again_cp == p->early_cp))
        cp = 0;
    t->foul_go = (uint8_t)(s->go_calls + 1);
    t->fouls_question++;
    t->fouls_round++;
    t->fouls_contest++;
    buzzer_keep(x, VERDICT_EARLY_FOUL);
    x->point = true;
    if (!first_here && !cp)
        say(x, TR(W(x), "%d号 再次在口令之前按下，同一题只记一次犯规"), seat);
    else if (s->go_at_us > x->in->press_us && (s->phase == PHASE_OPEN || s->phase == PHASE_COUNT))
        say(x, TR(W(x), "%d号 早于口令 %s 秒按下，抢答犯规 %s"), seat,
            SECONDS_TEXT(s->go_at_us - x->in->press_us), points_text(cp, true, (char[16]){0}, 16));
    else
        say(x, TR(W(x), "%d号 在口令之前按下，抢答犯规 %s"), seat,
            points_text(cp, true, (char[16]){0}, 16));
    const struct ledger_entry *e = cp || first_here ? ledger_add(x, seat, cp, CAUSE_FOUL) : NULL;
    s->outcome_seat = (uint8_t)seat;
    s->outcome_cp = e && p->floor != FLOOR_NONE ? e->points_cp : cp; /* what was taken */
    s->ruled_at_us = x->in->at_us;
    if (p->foul_then == FOUL_BAR)
        t->barred = true;
    /* the countdown's clock says how early it was; then it stands */
    clock_clear(&s->clock);
    switch (p->foul_then) {
    case FOUL_VOID:
        rule_void(x, false);
        break;
    case FOUL_AUDIENCE:
        s->outcome = OUTCOME_NOBODY;
        flow_phase(x, PHASE_RULED);
        say(x, TR(W(x), "本题转给观众，不计队分"));
        break;
    default:
        flow_phase(x, PHASE_FOUL);
    }
}

void early_lock(struct step_context *x, struct press_result *result)
{
    struct team_state *t = team_at(S(x), x->in->seat);
    result->verdict = VERDICT_EARLY_LOCKED;
    t->locked_until_us = x->in->press_us + (int64_t)policy(x)->early_lock_ms * 1000;
    buzzer_keep(x, result->verdict);
    say(x, TR(W(x), "%d号 提前按下，锁定 %d 毫秒"), x->in->seat, policy(x)->early_lock_ms);
}

static void before_call(struct step_context *x, enum early_press what, struct press_result *result)
{
    switch (what) {
    case EARLY_IGNORE:
        result->verdict = VERDICT_EARLY_IGNORED;
        buzzer_keep(x, result->verdict);
        say(x, TR(W(x), "%d号 提前按下，按规则不计"), x->in->seat);
        break;
    case EARLY_LOCK:
        early_lock(x, result);
        break;
    case EARLY_FOUL:
        foul(x, result);
    }
}

/* Whether this interrupt is worth interrupt_right. */
static bool early_enough(const struct step_context *x)
{
    const struct policy *p = policy(x);
    int64_t within_us = (int64_t)p->interrupt_right_seconds * SECOND;
    return p->interrupt_right_cp != AS_FIRST &&
           (!within_us || x->in->press_us - S(x)->read_from_us <= within_us);
}

static void reading(struct step_context *x, struct press_result *result)
{
    struct state *s = S(x);
    switch (policy(x)->reading_press) {
    case READING_IGNORE:
        result->verdict = VERDICT_EARLY_IGNORED;
        buzzer_keep(x, result->verdict);
        say(x, TR(W(x), "%d号 读题时按下，按规则不计"), x->in->seat);
        break;
    case READING_FOUL:
        foul(x, result);
        break;
    case READING_INTERRUPT:
        s->interrupt = true;
        s->power = early_enough(x);
        result->verdict = VERDICT_INTERRUPT;
        int at = buzzer_keep(x, VERDICT_INTERRUPT);
        if (at >= 0) {
            say(x, TR(W(x), "%d号 打断读题，停止读题，由其作答"), x->in->seat);
            if (s->power)
                say(x, TR(W(x), "打断够早，答对得 %s"), VALUE_TEXT(policy(x)->interrupt_right_cp));
            buzzer_win(x, at);
            s->presses[at].verdict = VERDICT_INTERRUPT;
        }
    }
}

/* During the reading, or between its end and the go call: two different things. */
void early_press(struct step_context *x, struct press_result *result)
{
    const struct state *s = S(x);
    bool read = !s->reading_done || x->in->press_us < s->read_done_us;
    if (read && s->go_calls <= 1)
        reading(x, result);
    else
        before_call(x, (enum early_press)policy(x)->early_press, result);
}
