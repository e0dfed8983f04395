/* The buzzers: go call, presses, fouls, ties. Verdicts rest on press time, never on arrival. */
#include "contest/internal.h"

/* By the rules; whatever its box is doing. */
static bool may_win(const struct contest *c, int seat)
{
    const struct policy *p = contest_policy(c);
    if (!flow_active(c, seat) || p->who != WHO_PRESS)
        return false;
    const struct team_state *t = &c->state.teams[seat - 1];
    if (p->tie == TIE_REPRESS && c->state.tied_mask && !(c->state.tied_mask & seat_bit(seat)))
        return false; /* pressed again between the tied only */
    return !t->barred && !t->failed_question && !t->disabled &&
           !(p->wins_max && t->wins >= p->wins_max) &&
           !(p->failed_max && t->failed >= p->failed_max);
}

bool contest_may_press(const struct contest *c, int seat)
{
    return may_win(c, seat) && c->state.teams[seat - 1].box != BOX_HELD;
}

uint32_t contest_armed(const struct contest *c)
{
    uint32_t mask = 0;
    if (c->state.phase == PHASE_OPEN ||
        (c->state.phase == PHASE_READ && contest_policy(c)->reading_press == READING_INTERRUPT))
        for (int seat = 1; seat <= TEAMS_MAX; seat++)
            mask |= contest_may_press(c, seat) ? seat_bit(seat) : 0;
    return mask;
}

static bool anybody_left(const struct contest *c)
{
    for (int seat = 1; seat <= TEAMS_MAX; seat++)
        if (may_win(c, seat))
            return true;
    return false;
}

void buzzer_nobody(struct step_context *x)
{
    struct state *s = S(x);
    clock_clear(&s->clock);
    s->seat = SEAT_NONE;
    s->outcome = OUTCOME_NOBODY;
    s->outcome_cp = 0;
    s->outcome_seat = SEAT_NONE;
    s->ruled_at_us = x->in->at_us;
    s->answer_shown = policy(x)->reveal == REVEAL_RULED;
    flow_phase(x, PHASE_RULED);
}

/* A button held down now would win without a press. */
bool buzzer_may_call(struct step_context *x)
{
    for (int seat = 1; seat <= TEAMS_MAX && policy(x)->held_blocks; seat++)
        if (may_win(x->c, seat) && S(x)->teams[seat - 1].box == BOX_HELD) {
            refuse(x, TR(W(x), "%d号 的按钮按住未松开：请先松开，或按 * 停用这个按钮"), seat);
            return false;
        }
    return true;
}

/* "3-2-1" or the word itself. */
void buzzer_go_call(struct step_context *x)
{
    struct state *s = S(x);
    const struct policy *p = policy(x);
    stage_clear(x);
    s->seat = SEAT_NONE;
    s->interrupt = false;
    if (!s->reading_done) { /* an interrupt stopped it */
        s->reading_done = true;
        s->read_done_us = x->in->at_us;
    }
    if (s->go_calls < UINT8_MAX)
        s->go_calls++;
    if (!anybody_left(x->c)) {
        say(x, TR(W(x), "没有可以抢答的队，本题结束"));
        buzzer_nobody(x);
        return;
    }
    if (p->go == GO_COUNTDOWN && p->countdown_seconds > 0) {
        clock_start(x, CLOCK_COUNTDOWN, p->countdown_seconds);
        s->go_at_us = x->in->at_us + s->clock.length_us; /* as planned; a pause moves it */
        flow_phase(x, PHASE_COUNT);
        say(x, TR(W(x), "第 %d 次口令：倒数 %d 秒"), s->go_calls, p->countdown_seconds);
    } else {
        buzzer_open(x, x->in->at_us);
    }
}

void buzzer_open(struct step_context *x, int64_t at_us)
{
    struct state *s = S(x);
    s->go_at_us = at_us;
    if (s->go_calls == 1)
        flow_show_video(x);
    flow_phase(x, PHASE_OPEN);
    clock_start(x, CLOCK_WINDOW, policy(x)->window_seconds);
    say(x, TR(W(x), "第 %d 次口令：开放抢答"), s->go_calls);
}

/* ---- winning
 * --------------------------------------------------------------------------------------- */

static void count_win(struct state *s, int seat)
{
    s->win_seat = (uint8_t)seat;
    s->win_mask |= seat_bit(seat);
    team_at(s, seat)->wins++;
}

void buzzer_not_won(struct step_context *x)
{
    struct state *s = S(x);
    if (s->win_seat) {
        team_at(s, s->win_seat)->wins--;
        s->win_mask &= ~seat_bit(s->win_seat);
    }
    s->win_seat = 0;
}

static bool has_won(const struct press *p)
{
    return p->verdict == VERDICT_WON || p->verdict == VERDICT_INTERRUPT;
}

void buzzer_give(struct step_context *x, int seat)
{
    struct state *s = S(x);
    int press = -1;
    buzzer_not_won(x);
    count_win(s, seat);
    if (s->winner_press >= 0 && has_won(&s->presses[s->winner_press]) &&
        s->presses[s->winner_press].seat != seat) {
        s->presses[s->winner_press].verdict = VERDICT_LATER;
        s->interrupt = false;
    }
    for (int i = 0; i < s->press_count; i++)
        if (s->presses[i].seat == seat && s->presses[i].go_call == s->go_calls &&
            (has_won(&s->presses[i]) || s->presses[i].verdict == VERDICT_LATER ||
             s->presses[i].verdict == VERDICT_TIED || s->presses[i].verdict == VERDICT_LATE))
            press = i;
    if (press >= 0 && s->presses[press].verdict != VERDICT_TIED && !has_won(&s->presses[press]))
        s->presses[press].verdict = VERDICT_WON;
    if (press >= 0)
        s->winner_press = press;
    if (policy(x)->tie != TIE_BOTH)
        s->tied_mask = 0; /* decided */
}

void buzzer_win(struct step_context *x, int press)
{
    struct state *s = S(x);
    struct press *p = &s->presses[press];
    p->verdict = VERDICT_WON;
    s->winner_press = press;
    count_win(s, p->seat);
    if (contest_question(x->c) && contest_question(x->c)->type == QUESTION_VIDEO)
        s->correction.media = MEDIA_PAUSE; /* the video stops on a buzz */
    flow_answer(x, p->seat, policy(x)->answer_start == START_AUTO);
    x->point = true;
}

int contest_next_press(const struct contest *c, int n)
{
    const struct state *s = &c->state;
    const struct policy *p = contest_policy(c);
    for (int i = 0; s->winner_press >= 0 && i < s->press_count; i++) {
        const struct press *e = &s->presses[i];
        const struct team_state *t = &s->teams[e->seat - 1];
        bool counts = e->verdict == VERDICT_LATER || e->verdict == VERDICT_TIED;
        bool may = e->seat != s->seat && !t->failed_question && !t->barred && !t->disabled &&
                   !(p->failed_max && t->failed >= p->failed_max) && flow_active(c, e->seat);
        if (counts && may && e->go_call == s->go_calls && --n == 0)
            return i;
    }
    return -1;
}

static void become_tie(struct step_context *x, int a, int b)
{
    struct state *s = S(x);
    static const char *const then[] = {N_("由主持人裁定"), N_("相关队重抢"),
                                       N_("本次作废，全体重抢"), N_("同时显示，先后作答")};
    struct press_result m = contest_margin(x->c, a, b);
    for (int i = 0; i < 2; i++) {
        struct press *p = &s->presses[i ? b : a];
        if (has_won(p))
            buzzer_not_won(x);
        p->verdict = VERDICT_TIED;
        s->tied_mask |= seat_bit(p->seat);
    }
    s->winner_press = -1;
    s->seat = SEAT_NONE;
    clock_clear(&s->clock);
    flow_phase(x, PHASE_TIE);
    x->point = true;
    say(x, TR(W(x), "%d号 与 %d号 相差 %s 秒，两台误差合计 ±%s 秒，算同时：%s"), s->presses[a].seat,
        s->presses[b].seat, SECONDS_TEXT(m.margin_us), SECONDS_TEXT(m.uncertainty_us),
        TR(W(x), then[policy(x)->tie]));
}

/* ---- a press
 * --------------------------------------------------------------------------------------- */

static enum verdict barred_because(const struct step_context *x)
{
    const struct contest *c = x->c;
    const struct policy *p = policy(x);
    int seat = x->in->seat;
    if (x->in->flags & PRESS_UNKNOWN_BOX)
        return VERDICT_UNKNOWN_BOX;
    if (x->in->flags & PRESS_BACKDATED)
        return VERDICT_BACKDATED;
    if (seat < 1 || seat > TEAMS_MAX || !contest_team(c, seat))
        return VERDICT_UNKNOWN_BOX;
    const struct team_state *t = &c->state.teams[seat - 1];
    if (t->disabled)
        return VERDICT_DISABLED;
    if (!flow_active(c, seat))
        return VERDICT_OUT;
    if (p->who != WHO_PRESS)
        return VERDICT_NOT_OPEN;
    if (t->barred || t->failed_question ||
        (p->tie == TIE_REPRESS && c->state.tied_mask && c->state.phase != PHASE_TIE &&
         !(c->state.tied_mask & seat_bit(seat))))
        return VERDICT_BARRED;
    if ((p->wins_max && t->wins >= p->wins_max && c->state.win_seat != seat) ||
        (p->failed_max && t->failed >= p->failed_max))
        return VERDICT_CAPPED;
    return VERDICT_NONE;
}

static void say_barred(struct step_context *x, enum verdict v)
{
    static const char *const why[VERDICT_COUNT] = {
        [VERDICT_UNKNOWN_BOX] = N_("%d号 的抢答器未获接受，不计"),
        [VERDICT_BACKDATED] = N_("%d号 的按下时间早于该抢答器已确认的时间，不可信，不计"),
        [VERDICT_DISABLED] = N_("%d号 的按钮已停用，不计"),
        [VERDICT_OUT] = N_("%d号 不参加本题，不计"),
        [VERDICT_BARRED] = N_("%d号 本题已停抢，不计"),
        [VERDICT_CAPPED] = N_("%d号 已达本环节抢答上限，不计"),
        [VERDICT_NOT_OPEN] = N_("%d号 按下，此时未开放抢答，不计"),
        [VERDICT_AFTER_TIME] = N_("%d号 在抢答时间结束后按下，不计"),
        [VERDICT_REPEATED] = N_("%d号 重复按下，不计"),
    };
    if (v == VERDICT_UNKNOWN_BOX && x->in->seat > 0 && (x->in->flags & PRESS_UNTIMED)) {
        say(x, TR(W(x), "%d号 按下，但抢答器当时没有对上时，时刻不明，不计"), x->in->seat);
    } else if (x->in->seat < 1 && x->in->box >= 0) {
        say(x, TR(W(x), "第 %d 盒第 %d 键没有绑定台号，不计"), x->in->box + 1, x->in->button + 1);
    } else if (why[v]) {
        const char *text = TR(W(x), why[v]);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        say(x, text, x->in->seat); /* from the table above, checked there by the catalogue */
#pragma GCC diagnostic pop
    }
}

static void open_press(struct step_context *x, struct press_result *result)
{
    struct state *s = S(x);
    struct team_state *t = team_at(s, x->in->seat);
    if (t->locked_until_us > x->in->press_us) {
        early_lock(x, result); /* each press while locked locks anew */
        return;
    }
    if (s->clock.kind == CLOCK_WINDOW && s->clock.running && !s->clock.held) {
        int64_t window_end = s->clock.anchor_us + s->clock.left_us;
        if (x->in->press_us > window_end) {
            result->verdict = VERDICT_AFTER_TIME;
            buzzer_keep(x, result->verdict);
            say_barred(x, result->verdict);
            return;
        }
    }
    result->verdict = VERDICT_WON;
    int at = buzzer_keep(x, VERDICT_WON);
    if (at < 0)
        return;
    say(x, TR(W(x), "%d号 抢到，口令后 %s 秒"), x->in->seat,
        SECONDS_TEXT(x->in->press_us - s->go_at_us));
    if (x->in->flags & PRESS_UNCERTAIN)
        say(x, TR(W(x), "注意：判定时有抢答器没有应答，结果已按收到的按下时间作出"));
    s->tied_mask = 0;
    buzzer_win(x, at);
}

/* It was before the go call, but the verdict had been given when it arrived: the foul is the
 * judges' to find, the question goes on. */
static void late_early_press(struct step_context *x, struct press_result *result)
{
    result->verdict = VERDICT_LATE;
    buzzer_keep(x, VERDICT_LATE);
    say(x, TR(W(x), "%d号 早于口令 %s 秒按下，到达时判定已生效：是否犯规请裁判定夺"), x->in->seat,
        SECONDS_TEXT(S(x)->go_at_us - x->in->press_us));
}

/* Pressed behind the window's end, or having heard the ruling: no claim to the question. */
static bool no_longer_counts(const struct step_context *x)
{
    const struct state *s = S(x);
    int64_t window_us = (int64_t)policy(x)->window_seconds * SECOND;
    if (s->phase == PHASE_RULED && x->in->press_us > s->ruled_at_us)
        return true;
    return window_us && s->go_at_us && !s->interrupt && x->in->press_us > s->go_at_us + window_us;
}

static void after_winner(struct step_context *x, struct press_result *result)
{
    struct state *s = S(x);
    int seat = x->in->seat;
    if (buzzer_pressed(s, seat)) {
        result->verdict = VERDICT_REPEATED;
        say_barred(x, result->verdict);
        return;
    }
    if (policy(x)->reading_press != READING_INTERRUPT && x->in->press_us < s->go_at_us) {
        late_early_press(x, result);
        return;
    }
    if (no_longer_counts(x)) {
        result->verdict = s->phase == PHASE_RULED ? VERDICT_NOT_OPEN : VERDICT_AFTER_TIME;
        buzzer_keep(x, result->verdict);
        say_barred(x, result->verdict);
        return;
    }
    const struct press *w = &s->presses[s->winner_press];
    bool earlier = x->in->press_us < w->press_us;
    int at = buzzer_keep(x, earlier ? VERDICT_LATE : VERDICT_LATER);
    if (at < 0)
        return;
    struct press_result m = contest_margin(x->c, s->winner_press, at);
    bool fresh = s->phase == PHASE_ANSWER && x->in->at_us - s->answer_at_us <= TIE_STILL_US;
    *result = m;
    if (fresh && buzzer_dead_heat(x->c, s->winner_press, at)) {
        become_tie(x, s->winner_press, at);
        result->verdict = VERDICT_TIED;
        return;
    }
    if (earlier)
        say(x, TR(W(x), "%d号 的按下早 %s 秒，但到达时判定已生效：请裁判定夺，可按键改为该队"),
            seat, SECONDS_TEXT(m.margin_us));
    else
        say(x, TR(W(x), "%d号 晚 %s 秒"), seat, SECONDS_TEXT(m.margin_us));
}

static void during_tie(struct step_context *x, struct press_result *result)
{
    struct state *s = S(x);
    if (buzzer_pressed(s, x->in->seat)) {
        result->verdict = VERDICT_REPEATED;
        say_barred(x, result->verdict);
        return;
    }
    int at = buzzer_keep(x, VERDICT_LATER);
    result->verdict = VERDICT_LATER;
    bool earlier = true;
    for (int i = 0; i < s->press_count; i++)
        if (s->presses[i].verdict == VERDICT_TIED)
            earlier &= x->in->press_us < s->presses[i].press_us;
    for (int i = 0; i < s->press_count; i++)
        if (s->presses[i].verdict == VERDICT_TIED && i != at && buzzer_dead_heat(x->c, i, at)) {
            s->presses[at].verdict = VERDICT_TIED;
            s->tied_mask |= seat_bit(x->in->seat);
            result->verdict = VERDICT_TIED;
            say(x, TR(W(x), "%d号 也在同时之列"), x->in->seat);
            return;
        }
    if (earlier)
        s->presses[at].verdict = VERDICT_LATE, result->verdict = VERDICT_LATE;
    say(x,
        earlier ? TR(W(x), "%d号 按下更早，但到达时已判同时：请裁判定夺")
                : TR(W(x), "%d号 按下，在同时的队之后"),
        x->in->seat);
}

void buzzer_press(struct step_context *x, struct press_result *result)
{
    struct state *s = S(x);
    *result = (struct press_result){.uncertainty_us = (x->in->hi_us - x->in->lo_us) / 2};
    if (s->go_at_us)
        result->margin_us = x->in->press_us - s->go_at_us;
    if (stage_press(x, result))
        return;
    enum verdict bar = barred_because(x);
    if (bar == VERDICT_BARRED && s->phase == PHASE_FOUL && x->in->seat == s->outcome_seat)
        bar = VERDICT_REPEATED;
    if (bar != VERDICT_NONE) {
        result->verdict = bar;
        if (bar != VERDICT_UNKNOWN_BOX && bar != VERDICT_NOT_OPEN && s->question >= 0)
            buzzer_keep(x, bar);
        say_barred(x, bar);
        return;
    }
    /* a lock from before the go call runs on by press time, in every phase */
    switch (s->phase) {
    case PHASE_READ:
        early_press(x, result);
        return;
    case PHASE_COUNT:
        early_press(x, result);
        return;
    case PHASE_FOUL: /* a second team may have been as early; who waited for the call did no wrong
                      */
        if (s->go_at_us && x->in->press_us >= s->go_at_us)
            break;
        early_press(x, result);
        return;
    case PHASE_OPEN:
        if (x->in->press_us < s->go_at_us)
            early_press(x, result);
        else
            open_press(x, result);
        return;
    case PHASE_ANSWER:
    case PHASE_RULED:
        if (s->winner_press >= 0 && !s->rebound) {
            after_winner(x, result);
            return;
        }
        break;
    case PHASE_TIE:
        during_tie(x, result);
        return;
    default:
        break;
    }
    result->verdict = s->phase == PHASE_RULED && s->outcome == OUTCOME_NOBODY ? VERDICT_AFTER_TIME
                                                                              : VERDICT_NOT_OPEN;
    if (s->question >= 0)
        buzzer_keep(x, result->verdict);
    say_barred(x, result->verdict);
}
