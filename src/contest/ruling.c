/* Rulings on an answer, and what follows from them. */
#include "contest/internal.h"

#include <stdio.h>

static const struct policy *policy(const struct step_context *x)
{
    return contest_policy(x->c);
}

static int32_t percent(int32_t cp, int32_t of)
{
    return (int32_t)((int64_t)cp * of / 100);
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
    switch (outcome) {
    case OUTCOME_RIGHT:
        cp = scaled ? percent(v, p->right_percent) : p->right_cp;
        if (s->rebound && p->rebound_right_cp != AS_FIRST)
            cp = p->rebound_right_cp;
        break;
    case OUTCOME_WRONG:
        cp = scaled ? percent(v, p->wrong_percent) : p->wrong_cp;
        if (s->rebound && p->rebound_wrong_cp != AS_FIRST)
            cp = p->rebound_wrong_cp;
        else if (s->interrupt && !s->rebound && p->interrupt_wrong_cp != AS_FIRST)
            cp = p->interrupt_wrong_cp;
        break;
    case OUTCOME_TIMEOUT:
        cp = scaled ? percent(v, p->timeout_percent) : p->timeout_cp;
        if (s->rebound && p->rebound_wrong_cp != AS_FIRST)
            cp = p->rebound_wrong_cp;
        break;
    case OUTCOME_INCOMPLETE:
        cp = p->incomplete_cp;
        break;
    case OUTCOME_PASS:
        cp = p->pass_cp;
        break;
    default:
        break;
    }
    return s->doubled ? cp * 2 : cp;
}

int32_t contest_right_cp(const struct contest *c)
{
    return rule_value_cp(c, OUTCOME_RIGHT);
}

int32_t contest_wrong_cp(const struct contest *c)
{
    return rule_value_cp(c, OUTCOME_WRONG);
}

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

/* Who else may answer after a wrong answer; AFTER_DEAD: nobody. */
static enum after_wrong rebound_due(const struct contest *c)
{
    const struct policy *p = contest_policy(c);
    const struct state *s = &c->state;
    bool missed = s->outcome == OUTCOME_WRONG || s->outcome == OUTCOME_TIMEOUT;
    if (!missed || s->answer_shown || s->rebounds >= p->rebounds_max)
        return AFTER_DEAD;
    switch (p->after_wrong) {
    case AFTER_NEXT_PRESS:
        return buzzer_next_press(c, 1) >= 0 ? AFTER_NEXT_PRESS : AFTER_DEAD;
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

/* tie: both — the seat of the dead heat that has not answered yet, 0. */
static int other_of_tie(const struct contest *c)
{
    const struct state *s = &c->state;
    if (contest_policy(c)->tie != TIE_BOTH || !s->tied_mask)
        return 0;
    for (int i = 0; i < s->press_count; i++)
        if (s->presses[i].verdict == VERDICT_TIED && (s->tied_mask & seat_bit(s->presses[i].seat)))
            return s->presses[i].seat;
    return 0;
}

static void note_taken(struct state *s, enum outcome outcome)
{
    if (s->menu && s->taken_count)
        s->taken[s->taken_count - 1].outcome = (uint8_t)outcome;
}

static bool rapid_goes_on(struct step_context *x)
{
    struct state *s = S(x);
    return policy(x)->round_seconds > 0 && s->round_clock.running &&
           clock_left_us(&s->round_clock, x->in->at_us) > 0 && flow_pick(x->c, -1) >= 0;
}

void rule(struct step_context *x, enum outcome outcome, int32_t cp, enum cause cause)
{
    struct state *s = S(x);
    int seat = s->seat;
    clock_stop(&s->clock, x->in->at_us);
    ledger_add(x, seat, cp, cause);
    s->outcome = outcome;
    s->outcome_cp = s->ledger_count ? s->ledger[s->ledger_count - 1].points_cp : cp;
    s->outcome_seat = (uint8_t)seat;
    s->ruled_at_us = x->in->at_us;
    s->tied_mask &= ~seat_bit(seat);
    note_taken(s, outcome);
    if (rapid_goes_on(x)) {
        flow_next_question(x);
        return;
    }
    bool right = outcome == OUTCOME_RIGHT;
    flow_phase(x, PHASE_RULED);
    bool pending = rebound_due(x->c) != AFTER_DEAD || other_of_tie(x->c);
    enum reveal reveal = (enum reveal)policy(x)->reveal;
    if (policy(x)->value != VALUE_FAULTS && s->question >= 0)
        s->answer_shown = !pending && (reveal == REVEAL_RULED || (reveal == REVEAL_RIGHT && right));
    if (s->tie_break_mask)
        tie_break_ruled(x, right);
}

static bool can_rule(struct step_context *x)
{
    struct state *s = S(x);
    if (policy(x)->value == VALUE_FAULTS) {
        refuse(x, TR(W(x), "纠错题逐处计分：按数字记找出的错误，− 记误指，Enter 结束"));
        return false;
    }
    if (policy(x)->value == VALUE_JUDGED || policy(x)->who == WHO_ALL) {
        refuse(x, TR(W(x), "本题不用 + − 判定"));
        return false;
    }
    if (!s->seat) {
        refuse(x, TR(W(x), "还没有作答的队：先选台号"));
        return false;
    }
    return true;
}

void rule_right(struct step_context *x)
{
    struct state *s = S(x);
    if (!can_rule(x))
        return;
    int32_t cp = rule_value_cp(x->c, OUTCOME_RIGHT);
    say(x, TR(W(x), "%d号 答对 %s"), s->seat, POINTS_TEXT(cp));
    rule(x, OUTCOME_RIGHT, cp, s->rebound ? CAUSE_REBOUND_RIGHT : CAUSE_RIGHT);
}

static void missed(struct step_context *x, enum outcome outcome, enum cause cause, const char *what)
{
    struct state *s = S(x);
    int32_t cp = rule_value_cp(x->c, outcome);
    struct team_state *t = team_at(s, s->seat);
    say(x, "%s", what);
    t->failed++;
    t->failed_question = true;
    rule(x, outcome, cp, cause);
    static const char *const then[] = {
        [AFTER_NEXT_PRESS] = N_("可由下一个按下的队补答"),
        [AFTER_REOPEN] = N_("其余队可重新抢答，等待口令"),
        [AFTER_BID] = N_("可由一队补答，等待选台号"),
        [AFTER_AUDIENCE] = N_("本题转给观众"),
    };
    enum after_wrong due = S(x)->phase == PHASE_RULED ? rebound_due(x->c) : AFTER_DEAD;
    if (due != AFTER_DEAD)
        say(x, "%s", TR(W(x), then[due]));
}

void rule_wrong(struct step_context *x)
{
    struct state *s = S(x);
    if (!can_rule(x))
        return;
    char what[SAYS_TEXT / 2];
    char points[16];
    points_text(rule_value_cp(x->c, OUTCOME_WRONG), true, points, sizeof points);
    snprintf(what, sizeof what, TR(W(x), "%d号 答错 %s"), s->seat, points);
    missed(x, OUTCOME_WRONG,
           s->rebound     ? CAUSE_REBOUND_WRONG
           : s->interrupt ? CAUSE_INTERRUPT_WRONG
                          : CAUSE_WRONG,
           what);
}

void rule_timeout(struct step_context *x)
{
    struct state *s = S(x);
    char what[SAYS_TEXT / 2];
    char points[16];
    if (!s->seat)
        return;
    points_text(rule_value_cp(x->c, OUTCOME_TIMEOUT), true, points, sizeof points);
    snprintf(what, sizeof what, TR(W(x), "%d号 答题时间到，按超时计 %s"), s->seat, points);
    missed(x, OUTCOME_TIMEOUT, CAUSE_TIMEOUT, what);
}

static void take_back(struct step_context *x, bool fouls_too, const char *reason)
{
    struct state *s = S(x);
    for (int32_t seq = s->question_ledger + 1, last = s->ledger_count; seq <= last; seq++) {
        const struct ledger_entry *e = ledger_find(s, seq);
        bool mine = e->question == s->asked && e->round == s->round && !e->corrects;
        bool kept = e->cause == CAUSE_ADJUST || e->cause == CAUSE_CONDUCT ||
                    (e->cause == CAUSE_FOUL && !fouls_too);
        int32_t value = mine && !kept ? ledger_value_cp(s, seq) : 0;
        if (value) {
            say(x, TR(W(x), "%d号 收回 %s"), e->seat, POINTS_TEXT(-value));
            ledger_correct(x, e, -value, CAUSE_VOID, reason);
        }
    }
}

void rule_void(struct step_context *x, bool fouls_too)
{
    struct state *s = S(x);
    const char *reason = x->in->kind == INPUT_COMMAND ? x->in->text : "";
    if (s->win_seat)
        team_at(s, s->win_seat)->wins--;
    for (int i = 0; i < TEAMS_MAX; i++)
        if (s->teams[i].failed_question && s->teams[i].failed > 0)
            s->teams[i].failed--;
    take_back(x, fouls_too, reason);
    if (s->menu)
        team_at(s, s->turn_seat)->menu_taken &= (uint8_t) ~(1u << (s->menu - 1));
    note_taken(s, OUTCOME_VOID);
    clock_clear(&s->clock);
    s->win_seat = 0;
    s->voided++;
    s->outcome = OUTCOME_VOID;
    s->outcome_cp = 0;
    s->outcome_seat = s->seat;
    s->ruled_at_us = x->in->at_us;
    s->turn_again = policy(x)->who == WHO_TURN || policy(x)->who == WHO_PLAYER;
    flow_phase(x, PHASE_RULED);
    say(x, TR(W(x), "第 %d 题作废"), s->asked);
    if (flow_pick(x->c, s->menu ? s->menu - 1 : -1) < 0)
        say(x, TR(W(x), "没有备用题了，本环节少一题"));
}

static void begin_rebound(struct step_context *x, enum after_wrong how)
{
    struct state *s = S(x);
    bool interrupted = s->interrupt;
    s->rebounds++;
    s->outcome = OUTCOME_NONE;
    s->interrupt = false;
    switch (how) {
    case AFTER_NEXT_PRESS: {
        int next = buzzer_next_press(x->c, 1);
        s->rebound = true;
        s->winner_press = next;
        say(x, TR(W(x), "由 %d号 补答"), s->presses[next].seat);
        flow_answer(x, s->presses[next].seat, policy(x)->answer_start == START_AUTO);
        break;
    }
    case AFTER_REOPEN:
        s->winner_press = -1;
        s->win_seat = 0;
        if (interrupted && !s->reading_done) { /* the others hear the question to its end first */
            s->seat = SEAT_NONE;
            flow_phase(x, PHASE_READ);
            say(x, TR(W(x), "继续读题，其余队可抢答"));
        } else {
            buzzer_go_call(x);
        }
        break;
    case AFTER_BID:
        s->rebound = true;
        s->seat = SEAT_NONE;
        clock_clear(&s->clock);
        flow_phase(x, PHASE_SELECT);
        say(x, TR(W(x), "等待补答的队：选台号"));
        break;
    default:
        s->answer_shown = true;
        flow_phase(x, PHASE_REVEAL);
        say(x, TR(W(x), "本题由观众回答，不计队分"));
    }
}

static bool tie_break_settled(const struct contest *c)
{
    struct standings st;
    standings_compute(c, false, &st);
    for (int i = 0; i < st.count; i++)
        if (st.row[i].tie_matters && (c->state.tie_break_mask & seat_bit(st.row[i].seat)))
            return false;
    return true;
}

void rule_next(struct step_context *x)
{
    struct state *s = S(x);
    enum after_wrong due = rebound_due(x->c);
    int other = other_of_tie(x->c);
    if (s->outcome == OUTCOME_VOID) {
        flow_next_question(x);
    } else if (s->phase == PHASE_RULED && other) {
        s->answer_shown = false;
        say(x, TR(W(x), "同时按下的 %d号 作答"), other);
        flow_answer(x, other, policy(x)->answer_start == START_AUTO);
    } else if (s->phase == PHASE_RULED && due != AFTER_DEAD) {
        begin_rebound(x, due);
    } else if (s->question >= 0 && policy(x)->value == VALUE_FAULTS &&
               !correction_all_shown(x->c)) {
        correction_reveal(x);
    } else if (s->question >= 0 && !s->answer_shown && policy(x)->round_seconds == 0) {
        s->answer_shown = true;
        flow_phase(x, PHASE_REVEAL);
        say(x, TR(W(x), "亮答案"));
    } else if (s->tie_break_mask && tie_break_settled(x->c)) {
        flow_end_round(x);
    } else {
        flow_next_question(x);
    }
}
