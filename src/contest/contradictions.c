/* Rule sets that contradict themselves: each check is a line of a table that any preset can be held
 * against. */
#include "contest/policy.h"
#include "words/words.h"

struct check {
    const char *key;
    bool (*bad)(const struct policy *p, enum round_kind kind);
    const char *message;
};

#define BAD(name) static bool name(const struct policy *p, enum round_kind kind)
#define UNUSED    (void)kind

BAD(cap_below_one)
{
    UNUSED;
    return p->round_points_max_cp && p->value == VALUE_FIXED &&
           p->round_points_max_cp < p->right_cp;
}
BAD(cap_below_menu)
{
    UNUSED;
    bool bad = false;
    for (int i = 0; i < p->menu_count && p->value == VALUE_MENU; i++)
        bad |= p->round_points_max_cp && p->round_points_max_cp < p->menu_cp[i];
    return bad;
}
BAD(menu_missing)
{
    UNUSED;
    return p->value == VALUE_MENU && p->menu_count == 0;
}
BAD(menu_unused)
{
    return p->value != VALUE_MENU && p->menu_count > 0 && kind != ROUND_RISK;
}
BAD(stock_length)
{
    UNUSED;
    return p->value == VALUE_MENU && p->menu_stock_count && p->menu_stock_count != p->menu_count;
}
BAD(press_without_window)
{
    UNUSED;
    return p->who == WHO_PRESS && p->window_seconds == 0;
}
BAD(window_without_press)
{
    UNUSED;
    return p->who != WHO_PRESS && p->window_seconds > 0;
}
BAD(countdown_zero)
{
    UNUSED;
    return p->who == WHO_PRESS && p->go == GO_COUNTDOWN && p->countdown_seconds == 0;
}
BAD(think_without_answer)
{
    UNUSED;
    return p->think_seconds > 0 && p->answer_seconds == 0;
}
BAD(timeout_without_clock)
{
    UNUSED;
    return p->timeout_cp && !p->answer_seconds && !p->round_seconds;
}
BAD(lock_without_time)
{
    UNUSED;
    return p->early_press == EARLY_LOCK && p->early_lock_ms == 0;
}
BAD(foul_never)
{
    UNUSED;
    return p->who == WHO_PRESS && p->early_cp && p->early_press != EARLY_FOUL &&
           p->reading_press != READING_FOUL;
}
BAD(repeat_milder)
{
    UNUSED;
    return p->early_repeat_cp != AS_FIRST && p->early_repeat_cp > p->early_cp;
}
BAD(tie_cannot_decide)
{
    UNUSED;
    return p->who == WHO_PRESS && p->tie == TIE_REPRESS && p->tie_window_us > 200000;
}
BAD(rebound_none)
{
    UNUSED;
    return p->after_wrong != AFTER_DEAD && p->rebounds_max == 0;
}
BAD(next_press_without_press)
{
    UNUSED;
    return (p->after_wrong == AFTER_NEXT_PRESS || p->after_wrong == AFTER_REOPEN) &&
           p->who != WHO_PRESS;
}
BAD(rebound_after_reveal)
{
    UNUSED;
    return p->rebound_seconds && p->after_wrong == AFTER_DEAD;
}
BAD(failed_cap_wins)
{
    UNUSED;
    return p->failed_max && p->wins_max && p->failed_max > p->wins_max &&
           p->after_wrong == AFTER_DEAD;
}
BAD(faults_without_points)
{
    UNUSED;
    return p->value == VALUE_FAULTS && !p->fault_cp && !p->all_bonus_cp;
}
BAD(faults_cap)
{
    UNUSED;
    return p->value == VALUE_FAULTS && p->question_points_max_cp &&
           p->question_points_max_cp < p->fault_cp;
}
BAD(min_without_penalty)
{
    UNUSED;
    return p->faults_min && !p->faults_min_cp;
}
BAD(judges_missing)
{
    UNUSED;
    return p->value == VALUE_JUDGED && p->judges == 0;
}
BAD(all_dropped)
{
    UNUSED;
    return p->value == VALUE_JUDGED && p->judges && p->drop_high + p->drop_low >= p->judges;
}
BAD(sudden_without_effect)
{
    return kind == ROUND_TIE_BREAK && p->sudden == SUDDEN_NONE;
}
BAD(double_none)
{
    UNUSED;
    return p->stake == STAKE_DOUBLE && p->doubles_max == 0;
}
BAD(double_off)
{
    UNUSED;
    return p->stake == STAKE_NONE && p->doubles_max > 0;
}
BAD(lifeline_zero)
{
    UNUSED;
    return p->lifelines_max && !p->lifeline_seconds;
}
BAD(rapid_without_turn)
{
    UNUSED;
    return p->round_seconds && p->who != WHO_TURN && p->who != WHO_PLAYER;
}
BAD(pass_points_without_pass)
{
    UNUSED;
    return p->pass_cp && !p->may_pass;
}
BAD(assign_without_turn)
{
    UNUSED;
    return p->assign && p->who != WHO_TURN && p->who != WHO_PLAYER;
}
BAD(packets_without_turn)
{
    return p->packets && ((p->who != WHO_TURN && p->who != WHO_PLAYER) || kind == ROUND_TIE_BREAK);
}
BAD(packets_assigned)
{
    UNUSED;
    return p->packets && p->assign;
}
BAD(packets_stocked)
{
    UNUSED;
    return p->packets && p->menu_stock_count;
}
BAD(audience_points)
{
    UNUSED;
    return p->who == WHO_AUDIENCE && (p->right_cp || p->wrong_cp);
}
BAD(wrong_gains)
{
    UNUSED;
    return p->value == VALUE_FIXED && p->right_cp && p->wrong_cp > 0 && p->wrong_cp >= p->right_cp;
}
BAD(elimination_in_tie_break)
{
    return kind == ROUND_TIE_BREAK && p->eliminate;
}

BAD(bonus_without_press)
{
    return p->bonus_questions && (p->who != WHO_PRESS || kind == ROUND_TIE_BREAK ||
                                  (p->value != VALUE_FIXED && p->value != VALUE_QUESTION));
}
BAD(bonus_without_points)
{
    UNUSED;
    return p->bonus_questions && !p->bonus_right_cp;
}
BAD(bonus_points_alone)
{
    UNUSED;
    return !p->bonus_questions && (p->bonus_right_cp || p->bonus_wrong_cp);
}
BAD(interrupt_never)
{
    UNUSED;
    return p->interrupt_right_cp != AS_FIRST &&
           (p->who != WHO_PRESS || p->reading_press != READING_INTERRUPT);
}
BAD(interrupt_seconds_alone)
{
    UNUSED;
    return p->interrupt_right_seconds && p->interrupt_right_cp == AS_FIRST;
}

static const struct check checks[] = {
    {"round_points_max", cap_below_one,
     N_("本环节得分上限低于一题的分：提高 round_points_max 或降低 right")},
    {"round_points_max", cap_below_menu,
     N_("本环节得分上限低于可选分值：提高 round_points_max 或改 menu")},
    {"menu", menu_missing, N_("value 是 menu，却没有可选分值：写 menu: [10, 20, 30]")},
    {"menu", menu_unused, N_("写了 menu，但 value 不是 menu，不会用到：改 value 或删去 menu")},
    {"menu_stock", stock_length, N_("menu_stock 的个数须与 menu 相同")},
    {"window_seconds", press_without_window,
     N_("抢答没有有效时间，无人抢答时不会结束：写 window_seconds")},
    {"window_seconds", window_without_press,
     N_("不是抢答，却有抢答有效时间，没有什么会开始它：删去 window_seconds")},
    {"countdown_seconds", countdown_zero,
     N_("口令是倒数，秒数却是 0：写 countdown_seconds 或 go: key")},
    {"answer_seconds", think_without_answer, N_("有思考时间而没有答题时间：写 answer_seconds")},
    {"timeout", timeout_without_clock, N_("有超时得分，却没有计时会到：写 answer_seconds")},
    {"early_lock_ms", lock_without_time, N_("提前按下要锁定，锁定时间却是 0：写 early_lock_ms")},
    {"early", foul_never,
     N_("有犯规扣分，但提前按下不算犯规：early_press 或 reading_press 写 foul")},
    {"early_repeat", repeat_milder, N_("再次犯规比首次扣得少：early_repeat 须不高于 early")},
    {"tie_window_us", tie_cannot_decide,
     N_("同时的范围大于 0.2 秒又要重抢，难以分出先后：减小 tie_window_us")},
    {"rebounds_max", rebound_none,
     N_("答错后可补答，补答次数却是 0：写 rebounds_max 或 after_wrong: dead")},
    {"after_wrong", next_press_without_press,
     N_("按下次序或重新抢答只适用于抢答：after_wrong 改为 dead、bid 或 audience")},
    {"rebound_seconds", rebound_after_reveal,
     N_("有补答时间，但答错后没有补答：写 after_wrong 或删去 rebound_seconds")},
    {"failed_max", failed_cap_wins,
     N_("答错次数上限高于抢到次数上限，永远到不了：减小 failed_max")},
    {"fault", faults_without_points, N_("纠错题找出错误不得分：写 fault 或 all_bonus")},
    {"question_points_max", faults_cap,
     N_("一题得分上限低于一处错误的分：提高 question_points_max")},
    {"faults_min", min_without_penalty,
     N_("有最少处数而没有后果：写 faults_min_points 或删去 faults_min")},
    {"judges", judges_missing, N_("评委打分却没有评委：写 judges")},
    {"drop_high", all_dropped, N_("去掉的分不少于评委人数，没有分剩下：减小 drop_high、drop_low")},
    {"sudden", sudden_without_effect, N_("加赛须写明如何决胜：sudden: first_right 或 first_wrong")},
    {"doubles_max", double_none, N_("可以加倍，次数却是 0：写 doubles_max")},
    {"doubles_max", double_off, N_("写了加倍次数，却没有加倍：写 stake: double")},
    {"lifeline_seconds", lifeline_zero, N_("可以求助，加时却是 0：写 lifeline_seconds")},
    {"round_seconds", rapid_without_turn, N_("总计时只适用于各队轮流：who 写 turn")},
    {"pass", pass_points_without_pass, N_("有放弃得分，却不可放弃：写 may_pass: yes")},
    {"assign", assign_without_turn, N_("指定他队作答只适用于轮流：who 写 turn")},
    {"packets", packets_without_turn, N_("抽题包只适用于各队轮流：who 写 turn 或 player")},
    {"packets", packets_assigned,
     N_("题目出自轮到的队的题包，不能再指定他队作答：删去 assign 或 packets")},
    {"menu_stock", packets_stocked, N_("每个分值的题数由题包定：删去 menu_stock")},
    {"right", audience_points, N_("观众题不计队分：right、wrong 须为 0")},
    {"wrong", wrong_gains, N_("答错得分不低于答对：检查 wrong 的正负号")},
    {"eliminate", elimination_in_tie_break, N_("加赛后不淘汰：删去 eliminate")},
    {"bonus_questions", bonus_without_press,
     N_("附加题只跟在判对错的抢答题之后：who 写 press，或删去 bonus_questions")},
    {"bonus_right", bonus_without_points, N_("附加题没有得分：写 bonus_right")},
    {"bonus_questions", bonus_points_alone, N_("写了附加题得分，却没有附加题：写 bonus_questions")},
    {"interrupt_right", interrupt_never,
     N_("读题时不能抢答，打断得分不会用到：reading_press 写 interrupt")},
    {"interrupt_right_seconds", interrupt_seconds_alone,
     N_("写了几秒内打断，却没有打断得分：写 interrupt_right")},
};

size_t policy_contradictions(const struct policy *p, enum round_kind kind,
                             void (*found)(void *ctx, const char *key, const char *message),
                             void *ctx)
{
    size_t n = 0;
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
        if (checks[i].bad(p, kind)) {
            n++;
            if (found)
                found(ctx, checks[i].key, checks[i].message);
        }
    return n;
}
