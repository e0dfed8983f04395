/* Rulings on an answer, and what follows from them. */
#include "contest/internal.h"

#include <stdio.h>

static void note_taken(struct state *s, enum outcome outcome)
{
    if (s->menu && s->taken_count && s->question >= 0)
        s->taken[s->taken_count - 1].outcome = (uint8_t)outcome;
}

static bool rapid_goes_on(struct step_context *x)
{
    struct state *s = S(x);
    return s->round_clock.running && !s->round_clock.held &&
           clock_left_us(&s->round_clock, x->in->at_us) > 0 && flow_pick(x->c, -1) >= 0 &&
           s->turn_questions < policy(x)->questions_per_turn;
}

/* The turn is over: by the clock, or because there is nothing left to ask. */
void rule_rapid_over(struct step_context *x)
{
    struct state *s = S(x);
    clock_stop(&s->round_clock, x->in->at_us);
    clock_clear(&s->clock);
    s->outcome = OUTCOME_DONE;
    s->outcome_seat = s->turn_seat;
    s->outcome_cp = contest_round_points_cp(x->c, s->turn_seat, s->round);
    s->ruled_at_us = x->in->at_us;
    s->turn_questions = 0;
    s->turn_again = false;
    flow_phase(x, PHASE_RULED);
}

static bool rapid(const struct step_context *x)
{
    return policy(x)->round_seconds > 0 && S(x)->round_clock.kind == CLOCK_ROUND && S(x)->turn_seat;
}

/* A rapid turn needs no key between its questions. A standing clock waits for the host. */
static void rapid_after(struct step_context *x)
{
    struct state *s = S(x);
    bool more = flow_pick(x->c, -1) >= 0 && s->turn_questions < policy(x)->questions_per_turn;
    if (rapid_goes_on(x)) {
        flow_next_question(x);
    } else if (!more || clock_left_us(&s->round_clock, x->in->at_us) == 0) {
        rule_rapid_over(x);
        say(x, TR(W(x), "%d号 本轮答完，得 %s"), s->turn_seat,
            points_text(s->outcome_cp, true, (char[16]){0}, 16));
    } else {
        flow_phase(x, PHASE_RULED);
    }
}

void rule(struct step_context *x, enum outcome outcome, int32_t cp, enum cause cause)
{
    struct state *s = S(x);
    int seat = s->seat;
    int32_t right_cp = rule_value_cp(x->c, OUTCOME_RIGHT);
    int32_t wrong_cp = rule_value_cp(x->c, OUTCOME_WRONG);
    clock_stop(&s->clock, x->in->at_us);
    struct ledger_entry *e = ledger_add(x, seat, cp, cause);
    if (e) { /* for a reversal, whatever may have changed by then */
        e->right_cp = ledger_weighted(policy(x), right_cp);
        e->wrong_cp = ledger_weighted(policy(x), wrong_cp);
    }
    s->outcome = outcome;
    s->outcome_cp = e ? e->points_cp : cp;
    s->outcome_seat = (uint8_t)seat;
    s->ruled_at_us = x->in->at_us;
    s->tied_mask &= ~seat_bit(seat);
    note_taken(s, outcome);
    if (outcome == OUTCOME_RIGHT)
        bonus_won(x, seat);
    if (rapid(x)) {
        rapid_after(x);
        return;
    }
    bool right = outcome == OUTCOME_RIGHT;
    flow_phase(x, PHASE_RULED);
    bool pending = rule_rebound_due(x->c) != AFTER_DEAD || rule_other_of_tie(x->c);
    enum reveal reveal = (enum reveal)policy(x)->reveal;
    if (policy(x)->value != VALUE_FAULTS && s->question >= 0)
        s->answer_shown = !pending && (reveal == REVEAL_RULED || (reveal == REVEAL_RIGHT && right));
    if (s->tie_break_mask)
        tie_break_ruled(x, outcome);
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
    if (!can_rule(x) || x->ask)
        return;
    int32_t cp = rule_value_cp(x->c, OUTCOME_RIGHT);
    say(x, TR(W(x), "%d号 答对 %s"), s->seat, POINTS_TEXT(cp));
    rule(x, OUTCOME_RIGHT, cp,
         s->interrupt && s->power ? CAUSE_INTERRUPT_RIGHT
         : s->rebounds            ? CAUSE_REBOUND_RIGHT
                                  : CAUSE_RIGHT);
}

void rule_incomplete(struct step_context *x)
{
    struct state *s = S(x);
    int32_t share = x->in->value;
    if (!can_rule(x))
        return;
    if (share < 0 || share > 100) {
        refuse(x, TR(W(x), "部分得分须在 0 到 100%% 之间"));
        return;
    }
    if (x->ask)
        return;
    int32_t cp = share ? rule_share(rule_value_cp(x->c, OUTCOME_RIGHT), share)
                       : rule_value_cp(x->c, OUTCOME_INCOMPLETE);
    say(x, TR(W(x), "%d号 答不完整 %s"), s->seat, points_text(cp, true, (char[16]){0}, 16));
    rule(x, OUTCOME_INCOMPLETE, cp, CAUSE_INCOMPLETE);
}

void rule_pass(struct step_context *x)
{
    struct state *s = S(x);
    if (!policy(x)->may_pass || !s->turn_seat || s->rebounds ||
        (s->phase == PHASE_ANSWER && !s->seat)) {
        refuse(x, TR(W(x), "本环节不可放弃"));
        return;
    }
    if (x->ask)
        return;
    if (s->phase == PHASE_SELECT) { /* passed instead of choosing: that was its question */
        s->asked++;
        s->turn_questions++;
        s->seat = s->turn_seat;
        flow_phase(x, PHASE_ANSWER);
    }
    int32_t cp = rule_value_cp(x->c, OUTCOME_PASS);
    say(x, TR(W(x), "%d号 放弃 %s"), s->seat, points_text(cp, true, (char[16]){0}, 16));
    rule(x, OUTCOME_PASS, cp, CAUSE_PASS);
}

/* "1、3、7号" */
static void seats_text(const struct step_context *x, uint32_t mask, char *out, size_t size)
{
    size_t n = 0;
    out[0] = '\0';
    for (int seat = 1; seat <= TEAMS_MAX; seat++)
        if (mask & seat_bit(seat))
            n += (size_t)snprintf(out + n, n < size ? size - n : 0, "%s%d", n ? TR(W(x), "、") : "",
                                  seat);
}

void rule_all(struct step_context *x)
{
    struct state *s = S(x);
    uint32_t right = 0, wrong = 0;
    for (int seat = 1; seat <= TEAMS_MAX; seat++)
        if (flow_active(x->c, seat))
            *(s->right_mask & seat_bit(seat) ? &right : &wrong) |= seat_bit(seat);
    s->outcome = OUTCOME_DONE;
    s->ruled_at_us = x->in->at_us;
    for (int i = 0; i < 2; i++) {
        uint32_t mask = i ? wrong : right;
        int32_t cp = rule_value_cp(x->c, i ? OUTCOME_WRONG : OUTCOME_RIGHT);
        char seats[128];
        if (!mask)
            continue;
        seats_text(x, mask, seats, sizeof seats);
        say(x, i ? TR(W(x), "%s号 答错 %s") : TR(W(x), "%s号 答对 %s"), seats,
            points_text(cp, true, (char[16]){0}, 16));
        for (int seat = 1; seat <= TEAMS_MAX; seat++) {
            struct ledger_entry *e = mask & seat_bit(seat)
                                         ? ledger_add(x, seat, cp, i ? CAUSE_WRONG : CAUSE_RIGHT)
                                         : NULL;
            if (e) {
                e->right_cp = ledger_weighted(policy(x), rule_value_cp(x->c, OUTCOME_RIGHT));
                e->wrong_cp = ledger_weighted(policy(x), rule_value_cp(x->c, OUTCOME_WRONG));
            }
        }
    }
    s->answer_shown = policy(x)->reveal != REVEAL_HOST;
    flow_phase(x, PHASE_RULED);
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
    enum after_wrong due = S(x)->phase == PHASE_RULED ? rule_rebound_due(x->c) : AFTER_DEAD;
    if (due == AFTER_REOPEN && s->interrupt && !s->reading_done)
        say(x, TR(W(x), "继续读题后，其余队可抢答"));
    else if (due != AFTER_DEAD)
        say(x, "%s", TR(W(x), then[due]));
}

void rule_wrong(struct step_context *x)
{
    struct state *s = S(x);
    if (!can_rule(x) || x->ask)
        return;
    char what[SAYS_TEXT / 2];
    char points[16];
    points_text(rule_value_cp(x->c, OUTCOME_WRONG), true, points, sizeof points);
    snprintf(what, sizeof what, TR(W(x), "%d号 答错 %s"), s->seat, points);
    missed(x, OUTCOME_WRONG,
           s->rebounds    ? CAUSE_REBOUND_WRONG
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

/* Under a floor deductions come back first: an award taken back before them would be clipped by
 * what they took. */
static bool taken_back_now(const struct policy *p, int pass, int32_t value_cp)
{
    return p->floor == FLOOR_NONE ? pass == 0 : (value_cp < 0) == (pass == 0);
}

static void take_back(struct step_context *x, bool fouls_too, const char *reason)
{
    struct state *s = S(x);
    int32_t first = s->question_ledger + 1, last = s->ledger_count;
    for (int pass = 0; pass < 2; pass++)
        for (int32_t seq = first; seq <= last; seq++) {
            const struct ledger_entry *e = ledger_find(s, seq);
            bool mine = e->question == s->asked && e->round == s->round && !e->corrects;
            bool kept = e->cause == CAUSE_ADJUST || e->cause == CAUSE_CONDUCT ||
                        (e->cause == CAUSE_FOUL && !fouls_too);
            int32_t value = mine && !kept ? ledger_value_cp(s, seq) : 0;
            if (!value || !taken_back_now(policy(x), pass, value))
                continue;
            say(x, TR(W(x), "%d号 收回 %s"), e->seat, POINTS_TEXT(-value));
            ledger_correct(x, e, -value, CAUSE_VOID, reason);
        }
}

/* What the screens say of it: the host's word, the failure, or the foul that ended the question. */
static const char *void_reason(const struct input *in)
{
    if (in->kind != INPUT_COMMAND)
        return in->kind == INPUT_PRESS ? N_("抢答犯规") : "";
    return in->text[0] ? in->text : in->command == COMMAND_EQUIPMENT ? N_("设备故障") : "";
}

void rule_void(struct step_context *x, bool fouls_too)
{
    struct state *s = S(x);
    const char *reason = x->in->kind == INPUT_COMMAND ? x->in->text : "";
    for (int i = 0; i < TEAMS_MAX; i++) {
        struct team_state *t = &s->teams[i];
        t->wins = (int16_t)(t->wins - (s->win_mask >> i & 1));
        t->failed = (int16_t)(t->failed - t->failed_question);
        if (fouls_too) {
            t->fouls_round = (int16_t)(t->fouls_round - t->fouls_question);
            t->fouls_contest = (int16_t)(t->fouls_contest - t->fouls_question);
            t->fouls_question = 0;
        }
    }
    take_back(x, fouls_too, reason);
    if (s->menu && s->turn_seat)
        team_at(s, s->turn_seat)->menu_taken &= (uint8_t) ~(1u << (s->menu - 1));
    if (s->doubled && (s->turn_seat || s->seat))
        team_at(s, s->turn_seat ? s->turn_seat : s->seat)->doubles--;
    if (s->turn_questions > 0)
        s->turn_questions--;
    bonus_void(s);
    clock_stop(&s->round_clock, x->in->at_us); /* rapid: the next question starts it again */
    note_taken(s, OUTCOME_VOID);
    clock_clear(&s->clock);
    s->win_seat = 0;
    s->win_mask = 0;
    s->voided++;
    s->outcome = OUTCOME_VOID;
    memset(s->void_reason, 0, sizeof s->void_reason);
    words_copy(s->void_reason, sizeof s->void_reason, void_reason(x->in));
    s->outcome_cp = 0;
    s->outcome_seat = s->seat;
    s->ruled_at_us = x->in->at_us;
    bool time_left = policy(x)->round_seconds == 0 || s->round_clock.left_us > 0;
    s->turn_again = s->turn_seat && time_left;
    flow_phase(x, PHASE_RULED);
    if (s->void_reason[0])
        say(x, TR(W(x), "第 %d 题作废：%s"), s->asked, TR(W(x), s->void_reason));
    else
        say(x, TR(W(x), "第 %d 题作废"), s->asked);
    if (flow_pick(x->c, s->menu ? s->menu - 1 : -1) < 0)
        say(x, TR(W(x), "没有备用题了，本环节少一题"));
}

static void begin_rebound(struct step_context *x, enum after_wrong how)
{
    struct state *s = S(x);
    bool interrupted = s->interrupt;
    int next = contest_next_press(x->c, 1), after = contest_next_press(x->c, 2);
    s->rebounds++;
    s->outcome = OUTCOME_NONE;
    s->interrupt = false;
    if (mended_in(s, 2))
        clock_clear(&s->clock); /* the answer it timed is over */
    switch (how) {
    case AFTER_NEXT_PRESS:
        s->rebound = true;
        s->winner_press = next;
        say(x, TR(W(x), "由 %d号 补答"), s->presses[next].seat);
        if (after >= 0 && buzzer_dead_heat(x->c, next, after))
            say(x, TR(W(x), "注意：%d号 与其分不出先后，可改由该队补答"), s->presses[after].seat);
        flow_answer(x, s->presses[next].seat, policy(x)->answer_start == START_AUTO);
        break;
    case AFTER_REOPEN:
        s->winner_press = -1;
        s->win_seat = 0;
        if (interrupted && !s->reading_done) { /* the others hear the question to its end first */
            s->seat = SEAT_NONE;
            s->read_from_us += x->in->at_us - s->answer_at_us;
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

/* The other team of the dead heat answers too, and its win counts as well. */
static void other_answers(struct step_context *x, int seat)
{
    struct state *s = S(x);
    s->answer_shown = false;
    s->win_seat = (uint8_t)seat;
    s->win_mask |= seat_bit(seat);
    team_at(s, seat)->wins++;
    say(x, TR(W(x), "同时按下的 %d号 作答"), seat);
    flow_answer(x, seat, policy(x)->answer_start == START_AUTO);
}

static void show_answer(struct step_context *x)
{
    S(x)->answer_shown = true;
    flow_phase(x, PHASE_REVEAL);
    say(x, TR(W(x), "亮答案"));
}

void rule_next(struct step_context *x)
{
    struct state *s = S(x);
    enum then then = contest_then(x->c);
    if (then == THEN_GO && !buzzer_may_call(x))
        return;
    if (x->ask)
        return;
    switch (then) {
    case THEN_TIED:
        other_answers(x, rule_other_of_tie(x->c));
        break;
    case THEN_PRESS:
    case THEN_READ:
    case THEN_GO:
    case THEN_BID:
    case THEN_AUDIENCE:
        begin_rebound(x, rule_rebound_due(x->c));
        break;
    case THEN_FAULT:
        correction_reveal(x);
        break;
    case THEN_ANSWER:
        show_answer(x);
        break;
    default:
        if (s->outcome != OUTCOME_VOID && s->tie_break_mask && tie_break_settled(x->c))
            flow_end_round(x);
        else
            flow_next_question(x);
    }
}
