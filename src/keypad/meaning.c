/* What each key does in each state; the digits are in digits.c. */
#include "contest/standings.h"
#include "keypad/internal.h"

#include <stdio.h>
#include <string.h>

static bool standing(const struct show_clock *k)
{
    return k->kind != CLOCK_NONE && (!k->running || k->held);
}

static struct action next_in_answer(const struct contest *c)
{
    const struct show_clock *k = &c->state.clock;
    const struct policy *p = contest_policy(c);
    if (k->kind == CLOCK_THINK)
        return act(standing(k) ? N_("开始思考") : N_("思考结束"), KEY_NEXT, COMMAND_NEXT, 0);
    if (k->kind == CLOCK_ANSWER && standing(k) && (k->held || k->left_us == k->length_us))
        return act(N_("开始计时"), KEY_NEXT, COMMAND_NEXT, 0);
    bool boards = p->who == WHO_ALL && p->value != VALUE_FAULTS;
    if (!(boards && k->kind == CLOCK_ANSWER && !standing(k)) &&
        (p->value == VALUE_FAULTS || p->value == VALUE_JUDGED || boards))
        return act(N_("作答结束"), KEY_NEXT, COMMAND_NEXT, 0);
    if (k->kind == CLOCK_ANSWER && !standing(k)) {
        struct action a = act(N_("回答完毕"), KEY_NEXT, COMMAND_NEXT, 0);
        snprintf(a.detail, sizeof a.detail, "%s", TR(c->words, "停表"));
        return a;
    }
    return dead;
}

struct action keypad_break_over(void)
{
    struct action a = act(N_("结束休息"), KEY_NEXT, COMMAND_BREAK, 0);
    a.number = BREAK_OVER;
    return a;
}

/* While buttons are being bound Enter ends that and nothing else: the show stays where it is. */
static struct action end_binding(const struct contest *c)
{
    const struct state *s = &c->state;
    struct action a =
        act(s->bind_several > 1 ? N_("绑定完毕") : N_("不绑定"), KEY_NEXT, COMMAND_BIND, 0);
    a.seat = s->bind_seat;
    snprintf(a.detail, sizeof a.detail, TR(c->words, "%d号"), s->bind_seat);
    return a;
}

/* A list or the test picture in the way of the show: it would stay there while the show goes on
 * behind it. Behind black, logo and a frozen picture the host goes on unseen on purpose; the
 * roll-call ends by itself. */
static bool covered(const struct state *s)
{
    return s->screen == SCREEN_TEAMS || s->screen == SCREEN_SCORES || s->screen == SCREEN_PRESSES ||
           s->screen == SCREEN_TEST;
}

static struct action next_after_ruling(const struct contest *c)
{
    static const char *const texts[] = {
        [THEN_QUESTION] = N_("下一题"),   [THEN_TIED] = N_("另一队作答"),
        [THEN_PRESS] = N_("下一队补答"),  [THEN_READ] = N_("继续读题"),
        [THEN_GO] = N_("重新发令"),       [THEN_BID] = N_("选补答队"),
        [THEN_AUDIENCE] = N_("转给观众"), [THEN_FAULT] = N_("亮漏找的"),
        [THEN_ANSWER] = N_("亮答案"),     [THEN_ROUND_END] = N_("结束本环节"),
    };
    enum then then = contest_then(c);
    bool turn = then == THEN_QUESTION && contest_policy(c)->value == VALUE_JUDGED;
    const char *text = turn ? N_("下一队") : texts[then];
    return text ? act(text, KEY_NEXT, COMMAND_NEXT, 0) : dead;
}

static struct action next(const struct contest *c)
{
    const struct state *s = &c->state;
    const struct policy *p = contest_policy(c);
    struct action a;
    if (s->bind_seat)
        return end_binding(c);
    if (s->screen == SCREEN_BREAK)
        return keypad_break_over();
    if (covered(s))
        return act(N_("回到画面"), KEY_NEXT, COMMAND_SCREEN, s->screen);
    switch (s->phase) {
    case PHASE_TITLE:
        return act(N_("开始竞赛"), KEY_NEXT, COMMAND_NEXT, 0);
    case PHASE_RULES:
        return act(N_("开始本环节"), KEY_NEXT, COMMAND_NEXT, 0);
    case PHASE_SELECT:
        if (s->rebound && !s->seat) {
            a = act(N_("无人补答"), KEY_WARN, COMMAND_NEXT, 0);
            a.confirm = true;
            return a;
        }
        return act(s->rebound ? N_("补答") : N_("出题"), KEY_NEXT, COMMAND_NEXT, 0);
    case PHASE_READ:
        if (p->who == WHO_PRESS)
            return act(p->go == GO_COUNTDOWN ? N_("倒数发令")
                       : s->reading_done     ? N_("发令")
                                             : N_("读完／发令"),
                       KEY_NEXT, COMMAND_NEXT, 0);
        if (p->who == WHO_AUDIENCE)
            return act(N_("亮答案"), KEY_NEXT, COMMAND_NEXT, 0);
        return p->who == WHO_ANY && !s->seat ? dead
                                             : act(N_("读完，开始作答"), KEY_NEXT, COMMAND_NEXT, 0);
    case PHASE_COUNT:
        return standing(&s->clock) ? act(N_("继续倒数"), KEY_NEXT, COMMAND_NEXT, 0) : dead;
    case PHASE_OPEN:
        if (standing(&s->clock))
            return act(N_("继续抢答"), KEY_NEXT, COMMAND_NEXT, 0);
        a = act(N_("无人抢答"), KEY_WARN, COMMAND_NEXT, 0);
        a.confirm = true;
        return a;
    case PHASE_TIE:
        return p->tie == TIE_REPRESS || p->tie == TIE_DISCARD
                   ? act(N_("重抢发令"), KEY_NEXT, COMMAND_NEXT, 0)
                   : dead;
    case PHASE_FOUL:
        return act(N_("重新发令"), KEY_NEXT, COMMAND_NEXT, 0);
    case PHASE_ANSWER:
        return next_in_answer(c);
    case PHASE_JUDGE:
        return act(N_("合成评委分"), KEY_NEXT, COMMAND_NEXT, 0);
    case PHASE_RULED:
    case PHASE_REVEAL:
        return next_after_ruling(c);
    case PHASE_ROUND_END:
        return act(contest_round_follows(c) ? N_("下一环节") : N_("总排名"), KEY_NEXT, COMMAND_NEXT,
                   0);
    case PHASE_STANDINGS:
        if (contest_tie_break_due(c))
            return act(N_("加赛"), KEY_NEXT, COMMAND_NEXT, 0);
        a = act(N_("进入颁奖"), KEY_NEXT, COMMAND_NEXT, 0);
        a.confirm = true;
        return a;
    case PHASE_PRIZES:
        return act(N_("揭晓下一个"), KEY_NEXT, COMMAND_NEXT, 0);
    case PHASE_DRAW:
        return keypad_lots_next(c);
    default:
        return dead;
    }
}

static struct action break_key(bool more)
{
    struct action a =
        act(more ? N_("延长休息") : N_("缩短休息"), KEY_PLAIN, COMMAND_BREAK, more ? 1 : -1);
    a.number = BREAK_MORE;
    return a;
}

struct action keypad_video_key(const struct contest *c, enum key key)
{
    const struct question *q = contest_question(c);
    bool plays = c->state.correction.media == MEDIA_PLAY;
    if (!q || q->type != QUESTION_VIDEO)
        return dead;
    switch (key) {
    case KEY_ENTER:
        return act(plays ? N_("暂停视频") : N_("播放视频"), KEY_NEXT, COMMAND_MEDIA,
                   plays ? MEDIA_PAUSE : MEDIA_PLAY);
    case KEY_PLUS:
        return act(N_("逐帧"), KEY_PLAIN, COMMAND_MEDIA, MEDIA_STEP);
    case KEY_MINUS:
        return act(N_("重放"), KEY_PLAIN, COMMAND_MEDIA, MEDIA_REPLAY);
    default:
        return dead;
    }
}

static struct action rule_key(const struct contest *c, bool right)
{
    const struct state *s = &c->state;
    const struct policy *p = contest_policy(c);
    if (s->screen == SCREEN_BREAK && s->phase != PHASE_ANSWER)
        return break_key(right);
    if (s->phase != PHASE_ANSWER || !s->seat || p->value == VALUE_JUDGED || p->who == WHO_ALL)
        return dead;
    struct action a;
    int32_t cp;
    if (p->value == VALUE_FAULTS) {
        if (right)
            return dead;
        a = act(N_("误指"), KEY_BAD, COMMAND_DEDUCT, 0);
        cp = p->false_cp;
    } else {
        a = act(right ? N_("判对") : N_("判错"), right ? KEY_GOOD : KEY_BAD,
                right ? COMMAND_AWARD : COMMAND_DEDUCT, 0);
        cp = right ? contest_right_cp(c) : contest_wrong_cp(c);
    }
    char points[16];
    snprintf(a.detail, sizeof a.detail, TR(c->words, "%d号 %s"), s->seat,
             points_text(cp, true, points, sizeof points));
    return a;
}

static struct action pause_key(const struct contest *c)
{
    const struct show_clock *k = &c->state.clock, *r = &c->state.round_clock;
    if (k->kind == CLOCK_NONE && r->kind == CLOCK_NONE)
        return dead;
    bool running = (k->running && !k->held) || (r->running && !r->held);
    return act(running ? N_("暂停计时") : N_("继续计时"), KEY_PLAIN, COMMAND_PAUSE, 0);
}

struct action keypad_action(const struct contest *c, enum key key)
{
    struct action a = keypad_wish(c, key);
    return !a.text || a.menu || keypad_possible(c, &a, NULL) ? a : dead;
}

struct action keypad_wish(const struct contest *c, enum key key)
{
    const struct state *s = &c->state;
    struct action a;
    if (key >= KEY_1 && key <= KEY_9)
        return keypad_digit(c, key - KEY_0);
    switch (key) {
    case KEY_0:
        return pause_key(c);
    case KEY_ENTER:
        return next(c);
    case KEY_PLUS:
        return rule_key(c, true);
    case KEY_MINUS:
        if (s->phase == PHASE_JUDGE && s->screen != SCREEN_BREAK) {
            a = act(N_("回避"), KEY_WARN, COMMAND_JUDGE, MARK_ABSTAIN);
            a.number = keypad_missing_judge(c);
            return a;
        }
        return rule_key(c, false);
    case KEY_DOT:
        a = act(N_("撤销"), KEY_PLAIN, COMMAND_UNDO, 0);
        return a;
    case KEY_STAR:
        a = act(N_("裁定改分"), KEY_PLAIN, COMMAND_NONE, 0);
        a.menu = true;
        if (keypad_video_key(c, KEY_ENTER).text)
            snprintf(a.detail, sizeof a.detail, "%s", TR(c->words, "和视频"));
        return a;
    case KEY_SLASH:
        return screen(s->screen == SCREEN_LOGO ? N_("回到画面") : N_("标志画面"), SCREEN_LOGO);
    case KEY_NUM:
        return screen(s->screen == SCREEN_BLACK ? N_("恢复画面") : N_("黑屏"), SCREEN_BLACK);
    default:
        return dead;
    }
}
