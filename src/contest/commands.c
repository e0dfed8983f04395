/* The host's commands: one table says in which phases each has a meaning and whether undo goes back
 * to it. */
#include "contest/internal.h"

enum { HOUR = 3600 };

static void on_award(struct step_context *x)
{
    rule_right(x);
}

static void on_deduct(struct step_context *x)
{
    if (policy(x)->value == VALUE_FAULTS)
        correction_false_claim(x);
    else
        rule_wrong(x);
}

/* A clock counts in the phase it belongs to; behind a ruling it only shows how long the answer
 * took. */
static bool clock_counts(const struct state *s, const struct show_clock *k)
{
    static const uint32_t phases[] = {[CLOCK_CHOOSE] = 1u << PHASE_SELECT,
                                      [CLOCK_THINK] = 1u << PHASE_ANSWER,
                                      [CLOCK_COUNTDOWN] = 1u << PHASE_COUNT,
                                      [CLOCK_WINDOW] = 1u << PHASE_OPEN,
                                      [CLOCK_ANSWER] = 1u << PHASE_ANSWER,
                                      [CLOCK_ROUND] = 1u << PHASE_ANSWER | 1u << PHASE_SELECT};
    return k->kind != CLOCK_NONE && (phases[k->kind] >> s->phase & 1);
}

static void on_pause(struct step_context *x)
{
    struct state *s = S(x);
    struct show_clock *clocks[2] = {&s->clock, &s->round_clock};
    bool any = false, running = false;
    for (int i = 0; i < 2; i++) {
        any |= clock_counts(s, clocks[i]);
        running |= clocks[i]->running && !clocks[i]->held;
    }
    if (!any) {
        refuse(x, TR(W(x), "没有计时在走"));
        return;
    }
    if (x->ask)
        return;
    for (int i = 0; i < 2; i++)
        if (clock_counts(s, clocks[i]) && running)
            clock_stop(clocks[i], x->in->at_us);
        else if (clock_counts(s, clocks[i]))
            clock_run(clocks[i], x->in->at_us);
    say(x, "%s", running ? TR(W(x), "暂停计时") : TR(W(x), "继续计时"));
}

/* The question's clock, or the turn's where that is the only one. */
static struct show_clock *clock_in_use(struct state *s)
{
    return s->clock.kind != CLOCK_NONE ? &s->clock : &s->round_clock;
}

static void add_seconds(struct step_context *x, int32_t seconds)
{
    struct show_clock *k = clock_in_use(S(x));
    k->left_us += (int64_t)seconds * SECOND;
    if (k->length_us < k->left_us)
        k->length_us = k->left_us;
}

static void on_add_time(struct step_context *x)
{
    int32_t seconds = x->in->value > 0 ? x->in->value : policy(x)->extra_seconds;
    if (clock_in_use(S(x))->kind == CLOCK_NONE) {
        refuse(x, TR(W(x), "没有计时可加"));
        return;
    }
    if (seconds > HOUR) {
        refuse(x, TR(W(x), "一次最多加时 %d 秒"), HOUR);
        return;
    }
    if (x->ask)
        return;
    add_seconds(x, seconds);
    say(x, TR(W(x), "加时 %d 秒"), seconds);
}

static void on_rego(struct step_context *x)
{
    struct state *s = S(x);
    if (policy(x)->who != WHO_PRESS) {
        refuse(x, TR(W(x), "本环节不用抢答"));
        return;
    }
    if (!buzzer_may_call(x) || x->ask)
        return;
    buzzer_not_won(x);
    s->winner_press = -1;
    s->rebound = false;
    s->tied_mask = 0;
    s->outcome = OUTCOME_NONE;
    say(x, TR(W(x), "重新发令"));
    buzzer_go_call(x);
}

static void on_void(struct step_context *x)
{
    if (S(x)->question < 0 && policy(x)->value != VALUE_JUDGED) {
        refuse(x, TR(W(x), "没有可作废的题"));
        return;
    }
    if (S(x)->outcome == OUTCOME_VOID) {
        refuse(x, TR(W(x), "本题已作废"));
        return;
    }
    bool failure = x->in->command == COMMAND_EQUIPMENT;
    if (failure && !valid_seat(x))
        return;
    if (x->ask)
        return;
    if (failure)
        say(x, TR(W(x), "%d号 设备故障，只影响本题"), x->in->seat);
    rule_void(x, failure);
}

static void on_false_claim(struct step_context *x)
{
    if (policy(x)->value == VALUE_FAULTS)
        correction_false_claim(x);
    else
        refuse(x, TR(W(x), "只有纠错题才有误指"));
}

static void on_reveal(struct step_context *x)
{
    struct state *s = S(x);
    if (s->question < 0 || s->outcome == OUTCOME_VOID) {
        refuse(x, TR(W(x), "没有题目"));
    } else if (policy(x)->value == VALUE_FAULTS) {
        if (s->phase == PHASE_ANSWER)
            refuse(x, TR(W(x), "作答中不亮答案：先结束作答"));
        else if (correction_all_shown(x->c))
            refuse(x, TR(W(x), "全部错误已亮出"));
        else if (!x->ask)
            correction_reveal(x);
    } else if (s->answer_shown) {
        refuse(x, TR(W(x), "答案已在屏上"));
    } else if (!x->ask) {
        s->answer_shown = true;
        say(x, TR(W(x), "亮答案"));
    }
}

static void on_judge(struct step_context *x)
{
    struct state *s = S(x);
    const struct policy *p = policy(x);
    int n = x->in->number, mark = x->in->value;
    if (n < 1 || n > p->judges) {
        refuse(x, TR(W(x), "没有第 %d 位评委"), n);
    } else if (mark != MARK_ABSTAIN && (mark < 0 || mark > p->judge_max_cp)) {
        refuse(x, TR(W(x), "评委分须在 0 到 %s 之间"), VALUE_TEXT(p->judge_max_cp));
    } else if (!x->ask) {
        s->marks_cp[s->seat - 1][n - 1] = mark;
        if (mark == MARK_ABSTAIN)
            say(x, TR(W(x), "评委 %d 回避"), n);
        else
            say(x, TR(W(x), "评委 %d 打 %s"), n, VALUE_TEXT(mark));
    }
}

static void on_double(struct step_context *x)
{
    struct state *s = S(x);
    int seat = s->turn_seat ? s->turn_seat : s->seat;
    if (policy(x)->stake != STAKE_DOUBLE || !seat) {
        refuse(x, TR(W(x), "本环节没有加倍"));
    } else if (x->ask && (s->doubled || team_at(s, seat)->doubles < policy(x)->doubles_max)) {
        return;
    } else if (s->doubled) {
        s->doubled = false;
        team_at(s, seat)->doubles--;
        say(x, TR(W(x), "%d号 取消加倍"), seat);
    } else if (team_at(s, seat)->doubles >= policy(x)->doubles_max) {
        refuse(x, TR(W(x), "%d号 的加倍已用完"), seat);
    } else {
        s->doubled = true;
        team_at(s, seat)->doubles++;
        say(x, TR(W(x), "%d号 本题加倍"), seat);
    }
}

static void on_lifeline(struct step_context *x)
{
    struct state *s = S(x);
    if (!policy(x)->lifelines_max || !s->seat) {
        refuse(x, TR(W(x), "本环节没有求助"));
    } else if (team_at(s, s->seat)->lifelines >= policy(x)->lifelines_max) {
        refuse(x, TR(W(x), "%d号 的求助已用完"), s->seat);
    } else if (clock_in_use(s)->kind == CLOCK_NONE) {
        refuse(x, TR(W(x), "没有计时可加"));
    } else if (!x->ask) {
        team_at(s, s->seat)->lifelines++;
        add_seconds(x, policy(x)->lifeline_seconds);
        say(x, TR(W(x), "%d号 求助，加时 %d 秒"), s->seat, policy(x)->lifeline_seconds);
    }
}

static void on_player(struct step_context *x)
{
    const struct team *t = S(x)->seat ? contest_team(x->c, S(x)->seat) : NULL;
    if (!t || x->in->number < 0 || x->in->number > t->player_count) {
        refuse(x, TR(W(x), "没有第 %d 名队员"), x->in->number);
        return;
    }
    if (x->ask)
        return;
    S(x)->player = (uint8_t)x->in->number;
    say(x, TR(W(x), "%d号 由 %d 号队员作答"), S(x)->seat, x->in->number);
}

static void on_end_round(struct step_context *x)
{
    if (S(x)->round < 0) /* the seats are being drawn */
        refuse(x, TR(W(x), "还没有进入环节"));
    else if (!x->ask)
        flow_end_round(x);
}

static void on_round(struct step_context *x)
{
    int i = x->in->value - 1;
    if (i < 0 || i >= x->c->def->round_count)
        refuse(x, TR(W(x), "没有第 %d 个环节"), x->in->value);
    else if (x->c->def->rounds[i].kind == ROUND_TIE_BREAK)
        refuse(x, TR(W(x), "加赛从总排名进入"));
    else if (!x->ask)
        flow_enter_round(x, i);
}

static void on_standings(struct step_context *x)
{
    if (x->ask)
        return;
    ledger_publish(S(x));
    flow_phase(x, PHASE_STANDINGS);
    say(x, TR(W(x), "公布总排名"));
}

static void on_prizes(struct step_context *x)
{
    struct standings st;
    if (x->ask)
        return;
    standings_compute(x->c, false, &st);
    ledger_publish(S(x));
    S(x)->prizes_shown = 0;
    flow_phase(x, PHASE_PRIZES);
    say(x, TR(W(x), "开始颁奖，从最后一名揭晓"));
    if (st.undecided)
        say(x, TR(W(x), "注意：有影响奖项的并列尚未决定"));
}

/* ---- the table
 * ------------------------------------------------------------------------------------- */

#define IN(phase) (1u << PHASE_##phase)
enum {
    ANYWHERE = (1 << PHASE_NUMBER) - 1,
    QUESTION = IN(READ) | IN(COUNT) | IN(OPEN) | IN(TIE) | IN(FOUL) | IN(ANSWER) | IN(JUDGE) |
               IN(RULED) | IN(REVEAL),
    BETWEEN = IN(TITLE) | IN(DRAW) | IN(RULES) | IN(ROUND_END) | IN(STANDINGS),
};

struct entry {
    void (*apply)(struct step_context *x);
    uint32_t phases;
    bool no_point; /* undo does not go back to it */
    const char *label;
};

static const struct entry table[COMMAND_COUNT] = {
    [COMMAND_NEXT] = {next_step, ANYWHERE, false, N_("下一步")},
    [COMMAND_AWARD] = {on_award, IN(ANSWER), false, N_("判对")},
    [COMMAND_DEDUCT] = {on_deduct, IN(ANSWER), false, N_("判错")},
    [COMMAND_PASS] = {rule_pass, IN(SELECT) | IN(ANSWER), false, N_("放弃")},
    [COMMAND_INCOMPLETE] = {rule_incomplete, IN(ANSWER), false, N_("答不完整")},
    [COMMAND_PAUSE] = {on_pause, ANYWHERE, true, N_("暂停")},
    [COMMAND_ADD_TIME] = {on_add_time, IN(SELECT) | IN(OPEN) | IN(ANSWER), false, N_("加时")},
    [COMMAND_CHOOSE] = {choose, IN(SELECT) | IN(TIE) | IN(ANSWER), false, N_("选择")},
    [COMMAND_SEAT] = {choose_seat,
                      IN(SELECT) | IN(READ) | IN(COUNT) | IN(OPEN) | IN(TIE) | IN(FOUL) |
                          IN(ANSWER),
                      false, N_("指定台号")},
    [COMMAND_REGO] = {on_rego, IN(COUNT) | IN(OPEN) | IN(TIE) | IN(FOUL) | IN(ANSWER), false,
                      N_("重新发令")},
    [COMMAND_VOID] = {on_void, QUESTION, false, N_("本题作废")},
    [COMMAND_EQUIPMENT] = {on_void, QUESTION, false, N_("设备故障")},
    [COMMAND_FALSE_CLAIM] = {on_false_claim, IN(ANSWER), false, N_("误指")},
    [COMMAND_ZOOM] = {edit_zoom, QUESTION, true, N_("放大")},
    [COMMAND_REVEAL] = {on_reveal, IN(ANSWER) | IN(RULED) | IN(REVEAL), false, N_("亮答案")},
    [COMMAND_PUBLISH] = {edit_publish, ANYWHERE, false, N_("公布分数")},
    [COMMAND_ADJUST] = {edit_points, ANYWHERE, false, N_("改分")},
    [COMMAND_CONDUCT] = {edit_points, ANYWHERE, false, N_("纪律分")},
    [COMMAND_REVERSE] = {reverse_ruling, ANYWHERE, false, N_("改判")},
    [COMMAND_JUDGE] = {on_judge, IN(JUDGE), false, N_("评委分")},
    [COMMAND_SUBSTITUTE] = {edit_substitute, ANYWHERE, false, N_("换人")},
    [COMMAND_DOUBLE] = {on_double, IN(SELECT) | IN(READ), false, N_("加倍")},
    [COMMAND_LIFELINE] = {on_lifeline, IN(ANSWER), false, N_("求助")},
    [COMMAND_PLAYER] = {on_player, IN(SELECT) | IN(READ) | IN(ANSWER), false, N_("指定队员")},
    [COMMAND_END_ROUND] = {on_end_round, QUESTION | IN(RULES) | IN(SELECT) | IN(DRAW), false,
                           N_("结束环节")},
    [COMMAND_ROUND] = {on_round, BETWEEN, false, N_("进入环节")},
    [COMMAND_STANDINGS] = {on_standings, BETWEEN, false, N_("总排名")},
    [COMMAND_TIE_BREAK] = {tie_break_begin, IN(STANDINGS), false, N_("加赛")},
    [COMMAND_MEDIA] = {edit_media, QUESTION, true, N_("视频")},
    [COMMAND_SCREEN] = {edit_screen, ANYWHERE, true, N_("画面")},
    [COMMAND_MUTE] = {edit_mute, ANYWHERE, true, N_("静音")},
    [COMMAND_DISABLE] = {stage_disable, ANYWHERE, false, N_("停用按钮")},
    [COMMAND_SEAT_DRAW] = {edit_seat_draw, IN(TITLE), false, N_("抽签")},
    [COMMAND_PRIZES] = {on_prizes, IN(STANDINGS), false, N_("颁奖")},
    [COMMAND_ACCEPT_BOX] = {stage_accept_box, ANYWHERE, true, N_("接受抢答器")},
    [COMMAND_DECIDE_TIE] = {tie_break_decide, IN(STANDINGS) | IN(ROUND_END), false, N_("决定并列")},
    [COMMAND_BIND] = {stage_bind, ANYWHERE, true, N_("绑定按钮")},
    [COMMAND_BREAK] = {edit_break, ANYWHERE, false, N_("休息")},
    [COMMAND_DRAW] = {drawing_draw, IN(TITLE) | IN(RULES) | IN(DRAW), false, N_("抽签")},
    [COMMAND_REDRAW] = {drawing_change, QUESTION | IN(RULES) | IN(SELECT) | IN(DRAW), false,
                        N_("抽签更改")},
};

void command_apply(struct step_context *x)
{
    const struct entry *e =
        x->in->command > 0 && x->in->command < COMMAND_COUNT ? &table[x->in->command] : NULL;
    if (!e || !e->apply || !(e->phases & 1u << S(x)->phase)) {
        refuse(x, TR(W(x), "“%s”此时没有作用"), e && e->label ? TR(W(x), e->label) : "?");
        return;
    }
    x->point = !e->no_point;
    if (x->ask) {
        e->apply(x);
        return;
    }
    e->apply(x);
    if (x->point && !x->dead && x->in->command != COMMAND_DISABLE)
        S(x)->bind_seat = S(x)->bind_several = 0; /* the host has moved on */
    if (!x->dead && x->in->command == COMMAND_NEXT)
        stage_clear(x);
    if (!x->dead && !x->says->count)
        say(x, "%s", TR(W(x), e->label));
}
