/* COMMAND_NEXT: the natural next step of each phase. */
#include "contest/internal.h"

static void from_title(struct step_context *x)
{
    for (int i = 0; i < x->c->def->round_count; i++)
        if (x->c->def->rounds[i].kind != ROUND_TIE_BREAK) {
            if (!x->ask)
                flow_enter_round(x, i);
            return;
        }
    refuse(x, TR(W(x), "竞赛里没有环节"));
}

static void from_rules(struct step_context *x)
{
    if (drawing_due(x->c))
        drawing_draw(x);
    else if (!x->ask)
        flow_next_question(x);
}

static void from_draw(struct step_context *x)
{
    if (contest_draw_next(x->c))
        refuse(x, TR(W(x), "还没有抽完签"));
    else if (!x->ask && S(x)->round < 0)
        flow_phase(x, PHASE_TITLE);
    else if (!x->ask)
        flow_next_question(x);
}

/* A team has bid for the missed question, or none wants it. */
static void bid_over(struct step_context *x)
{
    struct state *s = S(x);
    if (x->ask)
        return;
    if (s->seat) {
        say(x, TR(W(x), "由 %d号 补答"), s->seat);
        flow_answer(x, s->seat, policy(x)->answer_start == START_AUTO);
        return;
    }
    s->outcome = OUTCOME_NOBODY;
    s->answer_shown = true;
    flow_phase(x, PHASE_REVEAL);
    say(x, TR(W(x), "无人补答，亮答案"));
}

static void from_select(struct step_context *x)
{
    struct state *s = S(x);
    if (s->rebound) {
        bid_over(x);
        return;
    }
    if (!s->seat && s->turn_seat) {
        refuse(x, TR(W(x), "先选作答的台号"));
        return;
    }
    int menu = policy(x)->value == VALUE_MENU ? s->menu - 1 : -1;
    if (policy(x)->value == VALUE_MENU && menu < 0) {
        refuse(x, TR(W(x), "先按数字选分值"));
        return;
    }
    int q = flow_pick(x->c, menu);
    if (q < 0) {
        refuse(x, TR(W(x), "这个分值的题已用完"));
        return;
    }
    if (x->ask)
        return;
    if (menu >= 0 && s->taken_count < TAKEN_MAX) {
        s->taken[s->taken_count++] = (struct taken){.seat = s->seat, .menu = (uint8_t)menu};
        if (s->turn_seat)
            team_at(s, s->turn_seat)->menu_taken |= (uint8_t)(1u << menu);
        char points[16];
        points_text(policy(x)->menu_cp[menu], false, points, sizeof points);
        if (s->turn_seat && s->seat && s->turn_seat != s->seat)
            say(x, TR(W(x), "%d号 为 %d号 选 %s 分题"), s->turn_seat, s->seat, points);
        else if (s->seat)
            say(x, TR(W(x), "%d号 选 %s 分题"), s->seat, points);
    }
    flow_question_begin(x, q);
}

/* Slips during the reading and early presses after it are treated differently, and the go call is a
 * key: the host marks the end of the reading with a key of its own. */
static bool marks_end(const struct policy *p)
{
    enum early_press as = p->reading_press == READING_FOUL ? EARLY_FOUL : EARLY_IGNORE;
    return p->who == WHO_PRESS && p->go == GO_KEY && p->reading_press != READING_INTERRUPT &&
           as != (enum early_press)p->early_press;
}

static void from_read(struct step_context *x)
{
    struct state *s = S(x);
    const struct policy *p = policy(x);
    bool only_read = marks_end(p) && !s->reading_done;
    if (p->who == WHO_ANY && !s->seat) {
        refuse(x, TR(W(x), "先选作答的台号"));
        return;
    }
    if ((p->who == WHO_PRESS && !only_read && !buzzer_may_call(x)) || x->ask)
        return;
    if (only_read) {
        s->reading_done = true;
        s->read_done_us = x->in->at_us;
        say(x, TR(W(x), "读题完毕，等待口令"));
    } else if (s->reading_done && p->who == WHO_PRESS) {
        buzzer_go_call(x);
    } else {
        flow_reading_over(x);
    }
}

static void from_count(struct step_context *x)
{
    struct state *s = S(x);
    if (s->clock.running && !s->clock.held)
        refuse(x, TR(W(x), "正在倒数"));
    else if (!x->ask)
        clock_run(&s->clock, x->in->at_us);
}

static void from_open(struct step_context *x)
{
    struct state *s = S(x);
    if (x->ask)
        return;
    if (s->clock.kind == CLOCK_WINDOW && (!s->clock.running || s->clock.held)) {
        clock_run(&s->clock, x->in->at_us);
        say(x, TR(W(x), "抢答继续计时"));
        return;
    }
    say(x, TR(W(x), "无人抢答，本题结束"));
    buzzer_nobody(x);
}

static void from_tie(struct step_context *x)
{
    struct state *s = S(x);
    int tie = policy(x)->tie;
    if (((tie == TIE_REPRESS || tie == TIE_DISCARD) && !buzzer_may_call(x)) ||
        (x->ask && (tie == TIE_REPRESS || tie == TIE_DISCARD)))
        return;
    switch (tie) {
    case TIE_REPRESS:
        say(x, TR(W(x), "同时按下的队重抢"));
        buzzer_go_call(x);
        break;
    case TIE_DISCARD:
        s->tied_mask = 0;
        say(x, TR(W(x), "本次抢答不计，全体重抢"));
        buzzer_go_call(x);
        break;
    default:
        refuse(x, TR(W(x), "同时按下：按数字选先作答的队"));
    }
}

static void from_foul(struct step_context *x)
{
    if (!buzzer_may_call(x) || x->ask)
        return;
    S(x)->outcome = OUTCOME_NONE;
    buzzer_go_call(x);
}

/* The answer is not one right or wrong: it is over when the host says so. */
static bool is_counted(const struct step_context *x)
{
    return policy(x)->value == VALUE_FAULTS || policy(x)->who == WHO_ALL ||
           (policy(x)->value == VALUE_JUDGED && S(x)->seat);
}

static void answer_over(struct step_context *x)
{
    if (!is_counted(x))
        refuse(x, TR(W(x), "请判定：+ 答对，− 答错"));
    else if (x->ask)
        return;
    else if (policy(x)->value == VALUE_FAULTS)
        correction_finish(x);
    else if (policy(x)->value == VALUE_JUDGED && S(x)->seat)
        flow_phase(x, PHASE_JUDGE);
    else
        rule_all(x);
}

static void from_answer(struct step_context *x)
{
    struct state *s = S(x);
    struct show_clock *k = &s->clock;
    bool runs = k->running && !k->held;
    bool starts = k->kind == CLOCK_ANSWER && !runs && (k->held || k->left_us == k->length_us);
    if (x->ask) {
        if (k->kind != CLOCK_THINK && !starts && !(k->kind == CLOCK_ANSWER && runs))
            answer_over(x);
        return;
    }
    if (k->kind == CLOCK_THINK) {
        if (k->running && !k->held) {
            clock_start(x, CLOCK_ANSWER, policy(x)->answer_seconds);
            say(x, TR(W(x), "思考结束，开始作答"));
        } else {
            clock_run(k, x->in->at_us);
        }
    } else if (k->kind == CLOCK_ANSWER && k->running && !k->held) {
        clock_stop(k, x->in->at_us);
        say(x, TR(W(x), "回答完毕，停表"));
        if (is_counted(x) && policy(x)->who != WHO_ALL) /* boards are marked first */
            answer_over(x);
    } else if (starts) {
        clock_run(k, x->in->at_us);
        say(x, TR(W(x), "答题计时 %d 秒开始"), (int)(k->length_us / SECOND));
    } else {
        answer_over(x);
    }
}

static void from_ruled(struct step_context *x)
{
    rule_next(x);
}

static void from_round_end(struct step_context *x)
{
    if (!x->ask)
        flow_after_round(x);
}

static void from_standings(struct step_context *x)
{
    struct standings st;
    if (x->ask)
        return;
    standings_compute(x->c, false, &st);
    ledger_publish(S(x));
    if (contest_tie_break_due(x->c)) {
        tie_break_begin(x);
        return;
    }
    flow_phase(x, PHASE_PRIZES);
    S(x)->prizes_shown = 0;
    say(x, TR(W(x), "开始颁奖，从最后一名揭晓"));
    if (st.undecided)
        say(x, TR(W(x), "注意：有影响奖项的并列尚未决定"));
}

static void from_prizes(struct step_context *x)
{
    struct state *s = S(x);
    struct standings st;
    if (x->ask)
        return;
    standings_compute(x->c, false, &st);
    const struct standing *row = standings_prize_at(&st, x->c->def, s->prizes_shown);
    if (!row) {
        flow_phase(x, PHASE_END);
        say(x, TR(W(x), "竞赛结束"));
        return;
    }
    s->prizes_shown++;
    say(x, TR(W(x), "%s：%d号 %s，%s 分"), x->c->def->prizes[row->prize].name, row->seat,
        contest_team(x->c, row->seat)->name, VALUE_TEXT(row->score_cp));
    if (row->tie_matters)
        say(x, TR(W(x), "注意：%d号 所在的并列影响奖项，尚未决定"), row->seat);
}

static void from_end(struct step_context *x)
{
    refuse(x, TR(W(x), "竞赛已结束"));
}

void next_step(struct step_context *x)
{
    static void (*const step[PHASE_NUMBER])(struct step_context *) = {
        [PHASE_TITLE] = from_title,
        [PHASE_RULES] = from_rules,
        [PHASE_SELECT] = from_select,
        [PHASE_READ] = from_read,
        [PHASE_COUNT] = from_count,
        [PHASE_OPEN] = from_open,
        [PHASE_TIE] = from_tie,
        [PHASE_FOUL] = from_foul,
        [PHASE_ANSWER] = from_answer,
        [PHASE_JUDGE] = judges_finish,
        [PHASE_RULED] = from_ruled,
        [PHASE_REVEAL] = from_ruled,
        [PHASE_ROUND_END] = from_round_end,
        [PHASE_STANDINGS] = from_standings,
        [PHASE_PRIZES] = from_prizes,
        [PHASE_END] = from_end,
        [PHASE_DRAW] = from_draw,
    };
    step[S(x)->phase](x);
}
