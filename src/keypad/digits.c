/* What the digits 1 to 9 do in each state. */
#include "contest/standings.h"
#include "keypad/internal.h"

#include <stdio.h>
#include <string.h>

static struct action ask_seat(const char *text)
{
    struct action a = act(text, KEY_PLAIN, COMMAND_SEAT, 0);
    a.asks = "s";
    return a;
}

/* Where all digits are seats: this one begins the number. */
static struct action seat_digit(const char *text, int digit)
{
    struct action a = ask_seat(text);
    a.types = true;
    a.digit = digit;
    return a;
}

struct action keypad_void(void)
{
    struct action a = act(N_("本题作废"), KEY_WARN, COMMAND_VOID, 0);
    a.asks = "v";
    return a;
}

/* Digits that mean the same in many states. */
static struct action common_digit(const struct contest *c, int digit)
{
    const struct state *s = &c->state;
    switch (digit) {
    case 3:
        return s->question >= 0 ? keypad_void() : dead;
    case 5:
        return act(s->muted ? N_("取消静音") : N_("静音"), KEY_PLAIN, COMMAND_MUTE, 0);
    case 9:
        return screen(s->screen == SCREEN_SCORES ? N_("回到画面") : N_("计分榜"), SCREEN_SCORES);
    default:
        return dead;
    }
}

static struct action video_digit(const struct contest *c, int digit)
{
    const struct question *q = contest_question(c);
    const struct correction *k = &c->state.correction;
    if (!q || q->type != QUESTION_VIDEO)
        return dead;
    switch (digit) {
    case 4:
        return k->media == MEDIA_PLAY ? act(N_("暂停视频"), KEY_PLAIN, COMMAND_MEDIA, MEDIA_PAUSE)
                                      : act(N_("播放视频"), KEY_PLAIN, COMMAND_MEDIA, MEDIA_PLAY);
    case 6:
        return act(N_("逐帧"), KEY_PLAIN, COMMAND_MEDIA, MEDIA_STEP);
    case 7:
        return act(N_("重放"), KEY_PLAIN, COMMAND_MEDIA, MEDIA_REPLAY);
    default:
        return dead;
    }
}

/* Minutes are typed; Enter alone: as many as the contest says. */
static struct action break_digit(const struct contest *c)
{
    struct action a = act(N_("休息"), KEY_PLAIN, COMMAND_BREAK, 0);
    a.number = BREAK_BEGIN;
    a.asks = "n";
    return c->state.screen == SCREEN_BREAK ? keypad_break_over() : a;
}

static struct action title_digit(const struct contest *c, int digit)
{
    static const struct {
        const char *text;
        enum screen screen;
    } keys[10] = {[1] = {N_("代表队"), SCREEN_TEAMS},
                  [2] = {N_("抢答器检查"), SCREEN_CHECK},
                  [3] = {N_("测试图"), SCREEN_TEST},
                  [9] = {N_("计分榜"), SCREEN_SCORES}};
    if (digit == 4)
        return break_digit(c);
    if (digit == 6)
        return act(N_("抽签定台号"), KEY_PLAIN, COMMAND_DRAW, 0);
    if (!keys[digit].text)
        return dead;
    bool on = c->state.screen == keys[digit].screen;
    return screen(on ? N_("回到画面") : keys[digit].text, keys[digit].screen);
}

static struct action select_digit(const struct contest *c, int digit)
{
    const struct state *s = &c->state;
    const struct policy *p = contest_policy(c);
    if (s->rebound)
        return seat_digit(N_("补答台号"), digit);
    if (p->value == VALUE_MENU && digit <= p->menu_count) {
        bool taken = p->menu_no_repeat && s->turn_seat &&
                     (s->teams[s->turn_seat - 1].menu_taken >> (digit - 1) & 1);
        if (contest_menu_left(c, digit - 1) < 1 || taken)
            return dead;
        struct action a =
            act(N_("选分值"), s->menu == digit ? KEY_NEXT : KEY_PLAIN, COMMAND_CHOOSE, digit);
        char points[16];
        snprintf(a.detail, sizeof a.detail, TR(c->words, "%s 分"),
                 points_text(p->menu_cp[digit - 1], false, points, sizeof points));
        return a;
    }
    if (digit == 7 && p->may_pass)
        return act(N_("放弃"), KEY_WARN, COMMAND_PASS, 0);
    if (digit == 8 && p->assign)
        return ask_seat(N_("指定台号"));
    if (digit == 6 && p->stake == STAKE_DOUBLE)
        return act(s->doubled ? N_("取消加倍") : N_("加倍"), KEY_PLAIN, COMMAND_DOUBLE, 0);
    return common_digit(c, digit);
}

static struct action read_digit(const struct contest *c, int digit)
{
    const struct question *q = contest_question(c);
    struct action v = video_digit(c, digit);
    if (v.text)
        return v;
    if (q && q->type == QUESTION_PICTURE) {
        struct action a = act(N_("放大"), KEY_PLAIN, COMMAND_ZOOM, ZOOM_GRID + digit);
        if (c->state.correction.zoom == ZOOM_GRID + digit)
            a.text = N_("看全图");
        return a;
    }
    if (contest_policy(c)->who == WHO_ANY)
        return seat_digit(N_("指定台号"), digit);
    if (digit == 8)
        return contest_policy(c)->who == WHO_PRESS ? ask_seat(N_("指定台号")) : dead;
    if (digit == 6 && contest_policy(c)->stake == STAKE_DOUBLE)
        return act(c->state.doubled ? N_("取消加倍") : N_("加倍"), KEY_PLAIN, COMMAND_DOUBLE, 0);
    return common_digit(c, digit);
}

static struct action buzz_digit(const struct contest *c, int digit)
{
    if (digit == 7) {
        struct action a = act(N_("重新发令"), KEY_WARN, COMMAND_REGO, 0);
        if (keypad_video_key(c, KEY_MINUS).text) /* the key that replays a video elsewhere */
            snprintf(a.detail, sizeof a.detail, "%s", TR(c->words, "重放按 * −"));
        return a;
    }
    if (digit == 8)
        return ask_seat(N_("指定抢到队"));
    struct action v = video_digit(c, digit);
    return v.text ? v : common_digit(c, digit);
}

static struct action tie_digit(const struct contest *c, int digit)
{
    const struct state *s = &c->state;
    int n = 0;
    for (int i = 0; i < s->press_count; i++)
        if (s->presses[i].verdict == VERDICT_TIED &&
            (s->tied_mask >> (s->presses[i].seat - 1) & 1) && ++n == digit) {
            struct action a = act(N_("先作答"), KEY_PLAIN, COMMAND_CHOOSE, digit);
            snprintf(a.detail, sizeof a.detail, TR(c->words, "%d号"), s->presses[i].seat);
            return a;
        }
    return buzz_digit(c, digit);
}

static bool found(const struct correction *k, int fault)
{
    for (int i = 0; i < k->found_count; i++)
        if (k->found[i] == fault)
            return true;
    return false;
}

/* From ten faults on, 1 begins the number of one: 1, 10, 11, 12; Enter ends it. */
static struct action first_of_two(const struct contest *c)
{
    const struct question *q = contest_question(c);
    struct action a = act(N_("找出"), KEY_GOOD, COMMAND_CHOOSE, 1);
    while (a.value <= q->fault_count && found(&c->state.correction, a.value))
        a.value += a.value == 1 ? 9 : 1; /* 10, 11, …: one that is left, for asking beforehand */
    if (a.value > q->fault_count)
        return dead;
    a.asks = "f";
    a.types = true;
    snprintf(a.detail, sizeof a.detail, TR(c->words, "1、10 至 %d"), q->fault_count);
    return a;
}

static struct action fault_digit(const struct contest *c, int digit)
{
    const struct question *q = contest_question(c);
    if (q && q->fault_count >= 10 && digit == 1)
        return first_of_two(c);
    if (!q || digit > q->fault_count) {
        /* above the faults, where there is room: play on 8, step on 6, replay on 7; always behind *
         */
        struct action v = q ? video_digit(c, digit == 8 ? 4 : digit == 4 ? 0 : digit) : dead;
        return v.text ? v : common_digit(c, digit);
    }
    if (found(&c->state.correction, digit))
        return dead;
    struct action a = act(N_("找出"), KEY_GOOD, COMMAND_CHOOSE, digit);
    words_copy(a.detail, sizeof a.detail, q->faults[digit - 1].title);
    return a;
}

static struct action answer_digit(const struct contest *c, int digit)
{
    const struct state *s = &c->state;
    const struct policy *p = contest_policy(c);
    const struct question *q = contest_question(c);
    if (p->who == WHO_ALL)
        return seat_digit(N_("答对的台号"), digit);
    if (p->value == VALUE_FAULTS)
        return fault_digit(c, digit);
    if (q && digit <= question_choices(q)) {
        struct action a = act(N_("选项"), s->chosen_option == digit ? KEY_NEXT : KEY_PLAIN,
                              COMMAND_CHOOSE, digit);
        char option[160];
        if (q->type == QUESTION_TRUE_FALSE)
            snprintf(option, sizeof option, "%s",
                     digit == 1 ? TR(c->words, "对") : TR(c->words, "错"));
        else
            snprintf(option, sizeof option, "%c %s", 'A' + digit - 1, q->options[digit - 1]);
        words_copy(a.detail, sizeof a.detail, option);
        return a;
    }
    if (p->who == WHO_PRESS && !(q && question_choices(q)) && digit <= 2 &&
        contest_next_press(c, digit) >= 0) {
        struct action a = act(N_("转给"), KEY_PLAIN, COMMAND_CHOOSE, digit);
        snprintf(a.detail, sizeof a.detail, TR(c->words, "%d号"),
                 s->presses[contest_next_press(c, digit)].seat);
        return a;
    }
    switch (digit) {
    case 1:
        return p->may_pass ? act(N_("放弃"), KEY_WARN, COMMAND_PASS, 0) : dead;
    case 4: {
        struct action a = act(N_("加时"), KEY_PLAIN, COMMAND_ADD_TIME, 0);
        snprintf(a.detail, sizeof a.detail, TR(c->words, "%d 秒"), p->extra_seconds);
        return s->clock.kind != CLOCK_NONE ? a : dead;
    }
    case 6:
        return s->answer_shown ? dead : act(N_("亮答案"), KEY_PLAIN, COMMAND_REVEAL, 0);
    case 7:
        if (p->who == WHO_PRESS)
            return act(N_("重新发令"), KEY_WARN, COMMAND_REGO, 0);
        if (p->lifelines_max)
            return act(N_("求助"), KEY_PLAIN, COMMAND_LIFELINE, 0);
        return p->may_pass ? act(N_("放弃"), KEY_WARN, COMMAND_PASS, 0) : dead; /* as in select */
    case 8:
        return ask_seat(p->who == WHO_PRESS ? N_("改抢到队") : N_("改作答队"));
    default:
        return common_digit(c, digit);
    }
}

/* Whether a key of the host's will show people what they wait for: then the roll may be held. */
static struct action roll_digit(void)
{
    struct action a = act(N_("鼓点"), KEY_PLAIN, COMMAND_NONE, 0);
    a.roll = true;
    return a;
}

/* A fault that was found, by the number it bears on the screen; from ten on as in first_of_two. */
static struct action see_fault(const struct contest *c, int digit)
{
    const struct question *q = contest_question(c);
    const struct correction *k = &c->state.correction;
    struct action a = dead;
    if (contest_policy(c)->value != VALUE_FAULTS || !q || digit > k->found_count)
        return a;
    if (q->type == QUESTION_PICTURE)
        a = act(N_("放大错误"), KEY_PLAIN, COMMAND_ZOOM, k->found[digit - 1]);
    if (q->type == QUESTION_VIDEO) {
        a = act(N_("看错误处"), KEY_PLAIN, COMMAND_MEDIA, MEDIA_JUMP);
        a.number = k->found[digit - 1];
    }
    if (a.text && digit == 1 && k->found_count >= 10) {
        a.asks = "w";
        a.types = true;
        snprintf(a.detail, sizeof a.detail, TR(c->words, "1、10 至 %d"), k->found_count);
    }
    return a;
}

static struct action ruled_digit(const struct contest *c, int digit)
{
    const struct state *s = &c->state;
    const struct question *q = contest_question(c);
    bool faults = contest_policy(c)->value == VALUE_FAULTS && q;
    struct action see = see_fault(c, digit);
    if (see.text)
        return see;
    switch (digit) {
    case 1:
        return contest_policy(c)->packets ? keypad_lots_change() : dead;
    case 4:
        if (!s->published && !s->press_count && s->screen == SCREEN_SHOW)
            return roll_digit();
        if (s->screen == SCREEN_PRESSES)
            return screen(N_("回到画面"), SCREEN_PRESSES);
        return s->press_count ? screen(N_("按键次序"), SCREEN_PRESSES) : dead;
    case 6:
        return !faults && s->answer_shown ? dead : act(N_("亮答案"), KEY_PLAIN, COMMAND_REVEAL, 0);
    case 7:
        return s->published ? dead : act(N_("公布分数"), KEY_PLAIN, COMMAND_PUBLISH, 0);
    case 8: {
        struct action a = act(N_("改判"), KEY_WARN, COMMAND_REVERSE, 0);
        a.asks = "lo";
        return a;
    }
    default:
        return common_digit(c, digit);
    }
}

int keypad_missing_judge(const struct contest *c)
{
    const struct state *s = &c->state;
    for (int j = 0; s->seat && j < contest_policy(c)->judges; j++)
        if (s->marks_cp[s->seat - 1][j] == MARK_NONE)
            return j + 1;
    return 0;
}

static struct action judge_digit(const struct contest *c)
{
    struct action a = act(N_("评委分"), KEY_PLAIN, COMMAND_JUDGE, 0);
    a.number = keypad_missing_judge(c); /* 0: all are in; a wrong one is undone, not overtyped */
    a.asks = "m";
    a.types = true;
    return a;
}

static struct action prizes_digit(const struct contest *c, int digit)
{
    struct standings all;
    if (digit != 4)
        return common_digit(c, digit);
    standings_compute(c, false, &all);
    return c->state.screen == SCREEN_SHOW &&
                   c->state.prizes_shown < standings_prize_count(&all, c->def)
               ? roll_digit()
               : dead;
}

static struct action standings_digit(const struct contest *c, int digit)
{
    struct action a;
    switch (digit) {
    case 1:
        return c->state.phase == PHASE_STANDINGS
                   ? act(N_("加赛"), KEY_PLAIN, COMMAND_TIE_BREAK, 0)
                   : act(N_("总排名"), KEY_PLAIN, COMMAND_STANDINGS, 0);
    case 2:
        a = act(N_("决定并列"), KEY_WARN, COMMAND_DECIDE_TIE, 0);
        a.asks = "sr";
        return a;
    case 3:
        a = act(N_("直接颁奖"), KEY_WARN, COMMAND_PRIZES, 0);
        a.confirm = true;
        return c->state.phase == PHASE_STANDINGS ? a : dead;
    case 4:
        return c->state.screen == SCREEN_SHOW ? roll_digit() : dead;
    case 7:
        return c->state.published ? dead : act(N_("公布分数"), KEY_PLAIN, COMMAND_PUBLISH, 0);
    default:
        return common_digit(c, digit);
    }
}

struct action keypad_digit(const struct contest *c, int digit)
{
    switch (c->state.phase) {
    case PHASE_TITLE:
        return title_digit(c, digit);
    case PHASE_RULES:
        return digit == 1 && contest_policy(c)->packets
                   ? act(N_("题包抽签"), KEY_PLAIN, COMMAND_DRAW, 0)
                   : common_digit(c, digit);
    case PHASE_DRAW:
        return keypad_lots_digit(c, digit);
    case PHASE_SELECT:
        return select_digit(c, digit);
    case PHASE_READ:
        return read_digit(c, digit);
    case PHASE_COUNT:
    case PHASE_OPEN:
    case PHASE_FOUL:
        return buzz_digit(c, digit);
    case PHASE_TIE:
        return tie_digit(c, digit);
    case PHASE_ANSWER:
        return answer_digit(c, digit);
    case PHASE_JUDGE:
        return judge_digit(c);
    case PHASE_RULED:
    case PHASE_REVEAL:
        return ruled_digit(c, digit);
    case PHASE_ROUND_END:
    case PHASE_STANDINGS:
        return standings_digit(c, digit);
    case PHASE_PRIZES:
        return prizes_digit(c, digit);
    default:
        return common_digit(c, digit);
    }
}
