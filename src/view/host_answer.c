#include "view/host.h"
#include "view/text.h"

#include <stdio.h>
#include <string.h>

/* "“3、2、1，开始！”" as the next thing to say. */
static void next_go(const struct contest *c, struct sentence *next)
{
    char go[64];
    struct sentence call;
    sentence_begin(&call, go, sizeof go, next->w);
    sentence_add_go(&call, contest_policy(c));
    sentence_add(next, TR(next->w, "发令：“%s”"), go);
}

void host_open(const struct contest *c, struct sentence *now, struct sentence *next)
{
    (void)c;
    sentence_add(now, "%s", TR(now->w, "（等待抢答，不说话）"));
    sentence_add(next, "%s", TR(next->w, "无人抢答时：时间到，本题无人抢答。"));
}

void host_tie(const struct contest *c, struct sentence *now, struct sentence *next)
{
    static const char *const follows[] = {
        [TIE_HOST] = N_("请裁判组裁定。"),
        [TIE_REPRESS] = N_("请这几支代表队重新抢答，其他队请不要按。"),
        [TIE_DISCARD] = N_("本次不计，各队重新抢答，请听口令。"),
        [TIE_BOTH] = N_("先后作答。"),
    };
    const struct policy *p = contest_policy(c);
    sentence_add_seats(now, c->state.tied_mask);
    sentence_add(now, "%s%s", TR(now->w, "同时按下，分不出先后。"), TR(now->w, follows[p->tie]));
    if (p->tie == TIE_REPRESS || p->tie == TIE_DISCARD)
        next_go(c, next);
}

static void foul_words(const struct contest *c, int seat, int32_t cp, struct sentence *now)
{
    static const char *const then[] = {
        [FOUL_CONTINUE] = N_("，仍可抢答本题。"),
        [FOUL_BAR] = N_("，本题停抢。"),
        [FOUL_VOID] = N_("，本题作废。"),
        [FOUL_AUDIENCE] = N_("，本题转由观众作答。"),
    };
    sentence_add(now, TR(now->w, "%d 号台抢答犯规"), seat);
    if (cp) {
        sentence_add(now, "%s", TR(now->w, "，"));
        sentence_add_points(now, cp, "");
    }
    sentence_add(now, "%s", TR(now->w, then[contest_policy(c)->foul_then]));
}

void host_foul(const struct contest *c, struct sentence *now, struct sentence *next)
{
    foul_words(c, c->state.outcome_seat, c->state.outcome_cp, now);
    sentence_add(now, "%s", TR(now->w, "请听口令。"));
    next_go(c, next);
}

/* Who pressed first and by how much, when somebody pressed later. */
static bool add_lead(const struct contest *c, const char *team, struct sentence *now)
{
    int winner = press_winner(c), next = press_runner_up(c);
    if (winner < 0 || next < 0 || c->state.presses[winner].verdict != VERDICT_WON)
        return false;
    char margin[32];
    struct press_result m = contest_margin(c, winner, next);
    if (m.margin_us <= 0) /* the host gave it to a later one: nothing to boast of */
        return false;
    text_margin(m.margin_us, m.uncertainty_us, now->w, margin, sizeof margin);
    sentence_add(now, TR(now->w, "%s抢到，领先 %d 号台 %s 秒。请回答。"), team,
                 c->state.presses[next].seat, margin);
    return true;
}

static void add_right_next(const struct contest *c, struct sentence *next)
{
    sentence_add(next, "%s", TR(next->w, "判对后：回答正确"));
    if (contest_right_cp(c)) {
        sentence_add(next, "%s", TR(next->w, "，"));
        sentence_add_points(next, contest_right_cp(c), "");
    }
    sentence_add(next, "%s", TR(next->w, "。"));
}

static void answer_faults(const struct contest *c, struct sentence *now, struct sentence *next)
{
    const struct policy *p = contest_policy(c);
    const struct state *t = &c->state;
    sentence_add_team(now, c, t->seat);
    if (!t->correction.found_count && p->answer_seconds)
        sentence_add(now, TR(now->w, "，请指出其中的错误，限时 %d 秒。"), p->answer_seconds);
    else if (!t->correction.found_count)
        sentence_add(now, "%s", TR(now->w, "，请指出其中的错误。"));
    else
        sentence_add(now, TR(now->w, "，已找出 %d 处，请继续。"), t->correction.found_count);
    sentence_add(next, "%s", TR(next->w, "时间到后：逐处公布没有找出的错误。"));
}

/* Nobody in particular answers, or a clock says more than the answer. */
static bool answer_special(const struct contest *c, struct sentence *now, struct sentence *next)
{
    const struct policy *p = contest_policy(c);
    const struct state *t = &c->state;
    const struct show_clock *k = &t->clock;
    const struct question *q = contest_question(c);
    if (p->round_seconds && q) {
        sentence_add(now, TR(now->w, "请听题：%s"), q->text);
        sentence_add(next, "%s", TR(next->w, "判定后，下一题自动出现。"));
    } else if (!t->seat) {
        sentence_add(now, "%s",
                     p->who == WHO_AUDIENCE ? TR(now->w, "现场观众，请举手回答。")
                                            : TR(now->w, "请各代表队作答。"));
        sentence_add(next, "%s", TR(next->w, "请亮答案。"));
    } else if (p->value == VALUE_JUDGED) {
        sentence_add(now, "%s", TR(now->w, "请 "));
        sentence_add_team(now, c, t->seat);
        sentence_add(now, "%s", TR(now->w, "开始。"));
        sentence_add(next, "%s", TR(next->w, "结束后：请各位评委打分。"));
    } else if (k->kind == CLOCK_ANSWER && !k->running && k->length_us && !k->left_us) {
        sentence_add(now, TR(now->w, "时间到，%d 号台请停止作答。"), t->seat);
        add_right_next(c, next);
    } else if (k->kind == CLOCK_THINK) {
        sentence_add(now, TR(now->w, "%d 号台请思考，限时 %d 秒。"), t->seat,
                     (int)(k->length_us / 1000000));
        sentence_add(next, "%s", TR(next->w, "时间到后：请回答。"));
    } else {
        return false;
    }
    return true;
}

void host_answer(const struct contest *c, struct sentence *now, struct sentence *next)
{
    const struct state *t = &c->state;
    bool pressed = t->winner_press >= 0;
    if (answer_special(c, now, next))
        return;
    if (contest_policy(c)->value == VALUE_FAULTS) {
        answer_faults(c, now, next);
        return;
    }
    char team[PHRASE];
    struct sentence name;
    sentence_begin(&name, team, sizeof team, now->w);
    sentence_add_team(&name, c, t->seat);
    if (t->rebound)
        sentence_add(now, TR(now->w, "%s补答。请回答。"), team);
    else if (t->interrupt)
        sentence_add(now, TR(now->w, "%s打断读题抢到。请回答。"), team);
    else if (pressed && !add_lead(c, team, now))
        sentence_add(now, TR(now->w, "%s抢到。请回答。"), team);
    else if (!pressed && *text_player(c, t->seat, t->player))
        sentence_add(now, TR(now->w, "%s，%d 号队员%s，请回答。"), team, t->player,
                     text_player(c, t->seat, t->player));
    else if (!pressed && t->player)
        sentence_add(now, TR(now->w, "%s，%d 号队员，请回答。"), team, t->player);
    else if (!pressed)
        sentence_add(now, TR(now->w, "%s，请回答。"), team);
    add_right_next(c, next);
}

static const char *const outcome_says[OUTCOME_NUMBER] = {
    [OUTCOME_NONE] = "",
    [OUTCOME_RIGHT] = N_("回答正确"),
    [OUTCOME_WRONG] = N_("回答错误"),
    [OUTCOME_TIMEOUT] = N_("时间到，没有完成作答"),
    [OUTCOME_PASS] = N_("放弃作答"),
    [OUTCOME_INCOMPLETE] = N_("回答不完整"),
    [OUTCOME_VOID] = N_("本题作废，已有的得分取消"),
    [OUTCOME_NOBODY] = N_("时间到，本题无人抢答"),
    [OUTCOME_DONE] = "",
};

static void ruled_sum(const struct contest *c, struct sentence *now)
{
    const struct state *t = &c->state;
    char points[16];
    points_text(t->outcome_cp, false, points, sizeof points);
    if (!t->outcome_seat)
        sentence_add(now, "%s", TR(now->w, "请看各队得分。"));
    else if (contest_policy(c)->held_reveal && !t->published)
        sentence_add(now, TR(now->w, "%s。"), TR(now->w, "得分由主持人统一公布"));
    else if (contest_policy(c)->value == VALUE_JUDGED)
        sentence_add(now, TR(now->w, "%d 号台最后得分 %s 分。"), t->outcome_seat, points);
    else
        sentence_add(now, TR(now->w, "%d 号台找出 %d 处错误，本题得 %s 分。"), t->outcome_seat,
                     t->correction.found_count, points);
}

/* A team pressed after the one that answered and has not answered yet. */
static bool somebody_behind(const struct state *t)
{
    for (int i = t->winner_press + 1; t->winner_press >= 0 && i < t->press_count; i++) {
        const struct press *p = &t->presses[i];
        const struct team_state *team = &t->teams[p->seat - 1];
        if ((p->verdict == VERDICT_LATER || p->verdict == VERDICT_TIED) && p->seat != t->seat &&
            !team->failed_question && !team->out)
            return true;
    }
    return false;
}

/* What may still happen to the question after a wrong answer. */
static bool next_rebound(const struct contest *c, struct sentence *next)
{
    const struct policy *p = contest_policy(c);
    const struct state *t = &c->state;
    bool wrong = t->outcome == OUTCOME_WRONG || t->outcome == OUTCOME_TIMEOUT;
    if (!wrong || t->answer_shown || t->rebounds >= p->rebounds_max)
        return false;
    switch (p->after_wrong) {
    case AFTER_NEXT_PRESS:
        if (!somebody_behind(t))
            return false;
        sentence_add(next, "%s", TR(next->w, "按抢答先后，由下一队补答。"));
        return true;
    case AFTER_REOPEN:
        sentence_add(next, "%s", TR(next->w, "其余各队可以抢答，请听口令。"));
        return true;
    case AFTER_BID:
        sentence_add(next, "%s", TR(next->w, "哪支代表队愿意补答？请举手。"));
        return true;
    case AFTER_AUDIENCE:
        sentence_add(next, "%s", TR(next->w, "现场观众，谁来回答？"));
        return true;
    default:
        return false;
    }
}

static bool add_answer(const struct contest *c, struct sentence *s)
{
    const struct question *q = contest_question(c);
    bool topic = contest_policy(c)->value == VALUE_JUDGED && c->state.phase == PHASE_RULED;
    if (!q || !q->answer[0] || topic)
        return false;
    sentence_add(s, "%s", TR(s->w, "正确答案是："));
    for (int i = 0; i < q->option_count; i++)
        if (q->answer_options >> i & 1)
            sentence_add(s, TR(s->w, "%c，%s。"), 'A' + i, q->options[i]);
    if (!q->option_count || !q->answer_options)
        sentence_add(s, TR(s->w, "%s。"), q->answer);
    return true;
}

/* What the present question's last foul took: under a floor less than the rule says. */
static int32_t foul_cp(const struct contest *c)
{
    const struct state *t = &c->state;
    for (int i = t->ledger_count - 1; i >= t->question_ledger; i--)
        if (t->ledger[i].cause == CAUSE_FOUL)
            return t->ledger[i].points_cp;
    return 0;
}

/* A foul that ended the question: the ruling is the foul's. */
static bool ruled_foul(const struct contest *c, struct sentence *now, struct sentence *next)
{
    const struct state *t = &c->state;
    const struct policy *p = contest_policy(c);
    const struct press *last = t->press_count ? &t->presses[t->press_count - 1] : NULL;
    bool ended = (p->foul_then == FOUL_VOID && t->outcome == OUTCOME_VOID) ||
                 (p->foul_then == FOUL_AUDIENCE && t->outcome == OUTCOME_NOBODY);
    if (!ended || !last || last->verdict != VERDICT_EARLY_FOUL)
        return false;
    foul_words(c, last->seat, t->outcome == OUTCOME_NOBODY ? t->outcome_cp : foul_cp(c), now);
    host_what_follows(c, next);
    return true;
}

static void ruled_answer(const struct contest *c, struct sentence *now)
{
    const struct state *t = &c->state;
    bool counted = t->outcome != OUTCOME_VOID && t->outcome != OUTCOME_NOBODY;
    if (t->outcome == OUTCOME_PASS && t->outcome_seat)
        sentence_add(now, TR(now->w, "%d 号台"), t->outcome_seat);
    if (t->outcome == OUTCOME_VOID && t->void_reason[0])
        sentence_add(now, TR(now->w, "%s，本题作废，已有的得分取消"), TR(now->w, t->void_reason));
    else if (outcome_says[t->outcome][0])
        sentence_add(now, "%s", TR(now->w, outcome_says[t->outcome]));
    if (counted && t->outcome_seat) {
        sentence_add(now, "%s", TR(now->w, "，"));
        sentence_add_points(now, t->outcome_cp,
                            t->outcome == OUTCOME_RIGHT ? TR(now->w, "不加分")
                                                        : TR(now->w, "不扣分"));
    }
    sentence_join(now, TR(now->w, "。"));
}

void host_ruled(const struct contest *c, struct sentence *now, struct sentence *next)
{
    const struct state *t = &c->state;
    if (ruled_foul(c, now, next))
        return;
    if (t->outcome == OUTCOME_DONE)
        ruled_sum(c, now);
    else
        ruled_answer(c, now);
    if (t->answer_shown && t->outcome != OUTCOME_VOID)
        add_answer(c, now);
    if (next_rebound(c, next))
        return;
    if (t->answer_shown || t->outcome == OUTCOME_VOID || !add_answer(c, next))
        host_what_follows(c, next);
}

void host_reveal(const struct contest *c, struct sentence *now, struct sentence *next)
{
    const struct question *q = contest_question(c);
    const struct state *t = &c->state;
    if (q && q->fault_count) {
        int shown = t->correction.found_count + t->correction.revealed, n = q->fault_count;
        sentence_add(now, TR(now->w, "共有 %d 处错误，已公布 %d 处。"), n, shown > n ? n : shown);
    } else if (add_answer(c, now) && q->article[0]) {
        sentence_add(now, TR(now->w, "依据：%s。"), q->article);
    }
    host_what_follows(c, next);
}
