/* The buzzers: go call, presses, fouls, ties. Verdicts rest on press time, never on arrival. */
#include "contest/internal.h"

static const struct policy *policy(const struct step_context *x)
{
    return contest_policy(x->c);
}

bool contest_may_press(const struct contest *c, int seat)
{
    const struct policy *p = contest_policy(c);
    if (!flow_active(c, seat) || p->who != WHO_PRESS)
        return false;
    const struct team_state *t = &c->state.teams[seat - 1];
    if (p->tie == TIE_REPRESS && c->state.tied_mask && !(c->state.tied_mask & seat_bit(seat)))
        return false; /* pressed again between the tied only */
    return !t->barred && !t->failed_question && !t->disabled && t->box != BOX_HELD &&
           !(p->wins_max && t->wins >= p->wins_max) &&
           !(p->failed_max && t->failed >= p->failed_max);
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
        if (contest_may_press(c, seat))
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

/* "3-2-1" or the word itself. A button held down now would win without a press. */
void buzzer_go_call(struct step_context *x)
{
    struct state *s = S(x);
    const struct policy *p = policy(x);
    if (p->held_blocks)
        for (int seat = 1; seat <= TEAMS_MAX; seat++)
            if (flow_active(x->c, seat) && s->teams[seat - 1].box == BOX_HELD &&
                !s->teams[seat - 1].disabled && !s->teams[seat - 1].barred) {
                refuse(x, TR(W(x), "%d号 的按钮按住未松开：请先松开，或按 * 停用这个按钮"), seat);
                return;
            }
    stage_clear(x);
    s->seat = SEAT_NONE;
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
    flow_phase(x, PHASE_OPEN);
    clock_start(x, CLOCK_WINDOW, policy(x)->window_seconds);
    say(x, TR(W(x), "第 %d 次口令：开放抢答"), s->go_calls);
}

/* ---- keeping presses
 * ------------------------------------------------------------------------------- */

static int keep(struct step_context *x, enum verdict verdict)
{
    struct state *s = S(x);
    const struct input *in = x->in;
    if (s->press_count == PRESSES_MAX) {
        s->presses_dropped++;
        return -1;
    }
    /* sorted by press time within the go call, so that "next in press order" is what it says */
    int at = s->press_count;
    while (at > 0 && s->presses[at - 1].go_call == s->go_calls &&
           s->presses[at - 1].press_us > in->press_us)
        at--;
    memmove(&s->presses[at + 1], &s->presses[at],
            (size_t)(s->press_count - at) * sizeof *s->presses);
    s->press_count++;
    if (s->winner_press >= at)
        s->winner_press++;
    s->presses[at] = (struct press){.press_us = in->press_us,
                                    .lo_us = in->lo_us,
                                    .hi_us = in->hi_us,
                                    .box = in->box,
                                    .seat = (uint8_t)in->seat,
                                    .verdict = (uint8_t)verdict,
                                    .go_call = s->go_calls,
                                    .flags = (uint8_t)in->flags};
    return at;
}

static bool pressed_before(const struct state *s, int seat)
{
    for (int i = 0; i < s->press_count; i++) {
        const struct press *p = &s->presses[i];
        bool counted = p->verdict == VERDICT_WON || p->verdict == VERDICT_LATER ||
                       p->verdict == VERDICT_TIED || p->verdict == VERDICT_LATE;
        if (p->seat == seat && p->go_call == s->go_calls && counted)
            return true;
    }
    return false;
}

struct press_result contest_margin(const struct contest *c, int a, int b)
{
    const struct press *pa = &c->state.presses[a], *pb = &c->state.presses[b];
    int64_t ua = (pa->hi_us - pa->lo_us) / 2, ub = (pb->hi_us - pb->lo_us) / 2;
    return (struct press_result){.verdict = (enum verdict)pb->verdict,
                                 .margin_us = pb->press_us - pa->press_us,
                                 .uncertainty_us = ua + ub};
}

static bool dead_heat(const struct contest *c, int a, int b)
{
    const struct press *pa = &c->state.presses[a], *pb = &c->state.presses[b];
    struct press_result m = contest_margin(c, a, b);
    int64_t margin = m.margin_us < 0 ? -m.margin_us : m.margin_us;
    bool overlap = pa->lo_us <= pb->hi_us && pb->lo_us <= pa->hi_us;
    return overlap || margin <= contest_policy(c)->tie_window_us;
}

/* ---- winning
 * --------------------------------------------------------------------------------------- */

void buzzer_win(struct step_context *x, int press)
{
    struct state *s = S(x);
    struct press *p = &s->presses[press];
    p->verdict = VERDICT_WON;
    s->winner_press = press;
    s->win_seat = p->seat;
    team_at(s, p->seat)->wins++;
    if (contest_question(x->c) && contest_question(x->c)->type == QUESTION_VIDEO)
        s->correction.media = MEDIA_PAUSE; /* the video stops on a buzz */
    flow_answer(x, p->seat, policy(x)->answer_start == START_AUTO);
    x->point = true;
}

int buzzer_next_press(const struct contest *c, int n)
{
    const struct state *s = &c->state;
    for (int i = s->winner_press + 1; s->winner_press >= 0 && i < s->press_count; i++) {
        const struct press *p = &s->presses[i];
        bool counts = p->verdict == VERDICT_LATER || p->verdict == VERDICT_TIED;
        if (counts && p->seat != s->seat && !s->teams[p->seat - 1].failed_question &&
            flow_active(c, p->seat) && --n == 0)
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
        if (p->verdict == VERDICT_WON) {
            team_at(s, p->seat)->wins--;
            s->win_seat = 0;
        }
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

/* ---- early presses
 * --------------------------------------------------------------------------------- */

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
    if (t->fouls_question > 0 && s->phase == PHASE_FOUL && s->outcome_seat == seat) {
        keep(x, VERDICT_REPEATED); /* bouncing or hammering is one foul */
        result->verdict = VERDICT_REPEATED;
        say(x, TR(W(x), "%d号 同一题再次抢按，一题只记一次犯规"), seat);
        return;
    }
    bool first_here = t->fouls_question == 0;
    bool repeat = fouls_in_scope(t, (enum foul_scope)p->foul_scope) > 0;
    int32_t cp = repeat && p->early_repeat_cp != AS_FIRST ? p->early_repeat_cp : p->early_cp;
    if (!first_here && p->foul_scope != FOUL_QUESTION)
        cp = 0; /* once per team and question, whatever it does on the next go call */
    if (!first_here && p->foul_scope == FOUL_QUESTION && p->early_repeat_cp == AS_FIRST)
        cp = 0;
    t->fouls_question++;
    t->fouls_round++;
    t->fouls_contest++;
    keep(x, VERDICT_EARLY_FOUL);
    x->point = true;
    if (s->go_at_us > x->in->press_us && (s->phase == PHASE_OPEN || s->phase == PHASE_COUNT))
        say(x, TR(W(x), "%d号 早于口令 %s 秒按下，抢答犯规 %s"), seat,
            SECONDS_TEXT(s->go_at_us - x->in->press_us), points_text(cp, true, (char[16]){0}, 16));
    else
        say(x, TR(W(x), "%d号 在口令之前按下，抢答犯规 %s"), seat,
            points_text(cp, true, (char[16]){0}, 16));
    if (cp || first_here)
        ledger_add(x, seat, cp, CAUSE_FOUL);
    s->outcome_seat = (uint8_t)seat;
    s->outcome_cp = cp;
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

static void early(struct step_context *x, enum early_press what, struct press_result *result)
{
    struct state *s = S(x);
    struct team_state *t = team_at(s, x->in->seat);
    switch (what) {
    case EARLY_IGNORE:
        result->verdict = VERDICT_EARLY_IGNORED;
        keep(x, result->verdict);
        say(x, TR(W(x), "%d号 提前按下，按规则不计"), x->in->seat);
        break;
    case EARLY_LOCK:
        result->verdict = VERDICT_EARLY_LOCKED;
        t->locked_until_us = x->in->press_us + (int64_t)policy(x)->early_lock_ms * 1000;
        keep(x, result->verdict);
        say(x, TR(W(x), "%d号 提前按下，锁定 %d 毫秒"), x->in->seat, policy(x)->early_lock_ms);
        break;
    case EARLY_FOUL:
        foul(x, result);
    }
}

static void reading(struct step_context *x, struct press_result *result)
{
    struct state *s = S(x);
    switch (policy(x)->reading_press) {
    case READING_IGNORE:
        result->verdict = VERDICT_EARLY_IGNORED;
        keep(x, result->verdict);
        say(x, TR(W(x), "%d号 读题时按下，按规则不计"), x->in->seat);
        break;
    case READING_FOUL:
        foul(x, result);
        break;
    case READING_INTERRUPT:
        s->interrupt = true;
        result->verdict = VERDICT_INTERRUPT;
        int at = keep(x, VERDICT_INTERRUPT);
        if (at >= 0) {
            say(x, TR(W(x), "%d号 打断读题，停止读题，由其作答"), x->in->seat);
            buzzer_win(x, at);
            s->presses[at].verdict = VERDICT_INTERRUPT;
        }
    }
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
    if (x->in->seat < 1 && x->in->box >= 0) {
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
    int64_t window_end = s->go_at_us + s->clock.length_us;
    if (t->locked_until_us > x->in->press_us) {
        early(x, EARLY_LOCK, result); /* each press while locked locks anew */
        return;
    }
    if (s->clock.kind == CLOCK_WINDOW && s->clock.running && !s->clock.held) {
        window_end = s->clock.anchor_us + s->clock.left_us;
        if (x->in->press_us > window_end) {
            result->verdict = VERDICT_AFTER_TIME;
            keep(x, result->verdict);
            say_barred(x, result->verdict);
            return;
        }
    }
    result->verdict = VERDICT_WON;
    int at = keep(x, VERDICT_WON);
    if (at < 0)
        return;
    say(x, TR(W(x), "%d号 抢到，口令后 %s 秒"), x->in->seat,
        SECONDS_TEXT(x->in->press_us - s->go_at_us));
    if (x->in->flags & PRESS_UNCERTAIN)
        say(x, TR(W(x), "注意：判定时有抢答器没有应答，结果已按收到的按下时间作出"));
    s->tied_mask = 0;
    buzzer_win(x, at);
}

static void after_winner(struct step_context *x, struct press_result *result)
{
    struct state *s = S(x);
    int seat = x->in->seat;
    if (pressed_before(s, seat)) {
        result->verdict = VERDICT_REPEATED;
        say_barred(x, result->verdict);
        return;
    }
    const struct press *w = &s->presses[s->winner_press];
    bool earlier = x->in->press_us < w->press_us;
    int at = keep(x, earlier ? VERDICT_LATE : VERDICT_LATER);
    if (at < 0)
        return;
    struct press_result m = contest_margin(x->c, s->winner_press, at);
    bool fresh =
        s->phase == PHASE_ANSWER && x->in->at_us - s->answer_at_us <= TIE_STILL_US && !s->interrupt;
    *result = m;
    if (fresh && dead_heat(x->c, s->winner_press, at)) {
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
    if (pressed_before(s, x->in->seat)) {
        result->verdict = VERDICT_REPEATED;
        return;
    }
    int at = keep(x, VERDICT_LATER);
    result->verdict = VERDICT_LATER;
    for (int i = 0; at >= 0 && i < s->press_count; i++)
        if (s->presses[i].verdict == VERDICT_TIED && i != at && dead_heat(x->c, i, at)) {
            s->presses[at].verdict = VERDICT_TIED;
            s->tied_mask |= seat_bit(x->in->seat);
            result->verdict = VERDICT_TIED;
            say(x, TR(W(x), "%d号 也在同时之列"), x->in->seat);
            return;
        }
}

void buzzer_press(struct step_context *x, struct press_result *result)
{
    struct state *s = S(x);
    const struct policy *p = policy(x);
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
            keep(x, bar);
        say_barred(x, bar);
        return;
    }
    /* a lock from before the go call runs on by press time, in every phase */
    switch (s->phase) {
    case PHASE_READ:
        if (s->reading_done && x->in->press_us >= s->read_done_us)
            early(x, (enum early_press)p->early_press, result);
        else
            reading(x, result);
        return;
    case PHASE_COUNT:
        if (s->read_done_us && x->in->press_us < s->read_done_us && s->go_calls == 1)
            reading(x, result);
        else
            early(x, (enum early_press)p->early_press, result);
        return;
    case PHASE_FOUL: /* all wait for the next go call; a second team may be as early as the first */
        early(x, (enum early_press)p->early_press, result);
        return;
    case PHASE_OPEN:
        if (x->in->press_us < s->go_at_us)
            early(x, (enum early_press)p->early_press, result);
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
        keep(x, result->verdict);
    say_barred(x, result->verdict);
}
