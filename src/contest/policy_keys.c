#include "contest/policy.h"
#include "words/words.h"

#include <string.h>

#define WORDS(...)                                                                                 \
    (const char *const[])                                                                          \
    {                                                                                              \
        __VA_ARGS__, NULL                                                                          \
    }
#define AT(field) offsetof(struct policy, field)
#define POINTS(name, field, lo, hi, text)                                                          \
    {                                                                                              \
        name, POLICY_POINTS, AT(field), (lo)*CP, (hi)*CP, NULL, N_(text)                           \
    }
#define NUMBER(name, type, field, lo, hi, text)                                                    \
    {                                                                                              \
        name, type, AT(field), lo, hi, NULL, N_(text)                                              \
    }
#define YES(name, field, text)                                                                     \
    {                                                                                              \
        name, POLICY_YES, AT(field), 0, 1, NULL, N_(text)                                          \
    }
#define WORD(name, field, words, text)                                                             \
    {                                                                                              \
        name, POLICY_WORD, AT(field), 0, 15, words, N_(text)                                       \
    }

enum { BIG = 9999, HOUR = 3600 };

/* clang-format off */
const struct policy_key policy_keys[] = {
    WORD("who", who, WORDS("turn", "player", "any", "all", "press", "audience"), "谁作答"),
    WORD("order", order, WORDS("seat", "reverse", "low_score", "high_score", "draw"), "轮次顺序"),
    WORD("value", value, WORDS("fixed", "question", "menu", "faults", "judged"), "分值来源"),
    POINTS("right", right_cp, -BIG, BIG, "答对得分"),
    POINTS("wrong", wrong_cp, -BIG, BIG, "答错得分"),
    POINTS("timeout", timeout_cp, -BIG, BIG, "超时得分"),
    POINTS("incomplete", incomplete_cp, -BIG, BIG, "答不完整得分"),
    POINTS("pass", pass_cp, -BIG, BIG, "放弃得分"),
    NUMBER("right_percent", POLICY_PERCENT, right_percent, -1000, 1000, "答对得所选分值的百分之几"),
    NUMBER("wrong_percent", POLICY_PERCENT, wrong_percent, -1000, 1000, "答错得所选分值的百分之几"),
    NUMBER("timeout_percent", POLICY_PERCENT, timeout_percent, -1000, 1000, "超时得所选分值的百分之几"),
    NUMBER("incomplete_percent", POLICY_PERCENT, incomplete_percent, -1000, 1000, "答不完整得所选分值的百分之几"),
    {"menu", POLICY_POINTS_LIST, AT(menu_cp), CP, BIG * CP, NULL, N_("可选分值")},
    {"menu_stock", POLICY_COUNT_LIST, AT(menu_stock), 0, 999, NULL, N_("每个分值的题数")},
    YES("menu_no_repeat", menu_no_repeat, "同队不得重复选同一分值"),
    YES("may_pass", may_pass, "可以放弃"),
    YES("assign", assign, "由轮到的队指定他队作答"),
    WORD("stake", stake, WORDS("none", "double"), "加倍"),
    NUMBER("doubles_max", POLICY_COUNT, doubles_max, 0, 99, "每队可加倍次数"),
    NUMBER("lifelines_max", POLICY_COUNT, lifelines_max, 0, 99, "每队求助次数"),
    NUMBER("lifeline_seconds", POLICY_SECONDS, lifeline_seconds, 0, HOUR, "求助加时"),
    NUMBER("questions_per_turn", POLICY_COUNT, questions_per_turn, 1, 999, "每轮次连续题数"),
    WORD("packets", packets, WORDS("none", "draw"), "题包"),
    NUMBER("think_seconds", POLICY_SECONDS, think_seconds, 0, HOUR, "思考时间"),
    NUMBER("answer_seconds", POLICY_SECONDS, answer_seconds, 0, HOUR, "答题时间"),
    NUMBER("window_seconds", POLICY_SECONDS, window_seconds, 0, HOUR, "抢答有效时间"),
    NUMBER("choose_seconds", POLICY_SECONDS, choose_seconds, 0, HOUR, "选择时间"),
    NUMBER("round_seconds", POLICY_SECONDS, round_seconds, 0, 4 * HOUR, "一个轮次的总时间"),
    WORD("think_start", think_start, WORDS("auto", "host"), "思考计时由谁开始"),
    WORD("answer_start", answer_start, WORDS("auto", "host"), "答题计时由谁开始"),
    NUMBER("warning_seconds", POLICY_SECONDS, warning_seconds, 0, HOUR, "最后几秒提示"),
    NUMBER("extra_seconds", POLICY_SECONDS, extra_seconds, 1, HOUR, "加时秒数"),
    YES("answer_timeout_rules", answer_timeout_rules, "时间到自动判超时"),
    WORD("go", go, WORDS("key", "countdown"), "开始口令"),
    NUMBER("countdown_seconds", POLICY_SECONDS, countdown_seconds, 0, 10, "倒数秒数"),
    WORD("reading_press", reading_press, WORDS("ignore", "interrupt", "foul"), "读题时按下"),
    WORD("early_press", early_press, WORDS("ignore", "lock", "foul"), "读完题、口令前按下"),
    POINTS("early", early_cp, -BIG, 0, "抢答犯规扣分"),
    POINTS("early_repeat", early_repeat_cp, -BIG, 0, "再次犯规扣分"),
    NUMBER("early_lock_ms", POLICY_COUNT, early_lock_ms, 0, 60000, "提前按下后锁定毫秒数"),
    WORD("foul_then", foul_then, WORDS("continue", "bar", "void", "audience"), "犯规后题目如何处理"),
    WORD("foul_scope", foul_scope, WORDS("question", "round", "contest"), "犯规次数的计算范围"),
    POINTS("interrupt_wrong", interrupt_wrong_cp, -BIG, 0, "打断读题答错得分"),
    POINTS("interrupt_right", interrupt_right_cp, -BIG, BIG, "打断读题答对得分"),
    NUMBER("interrupt_right_seconds", POLICY_SECONDS, interrupt_right_seconds, 0, HOUR, "上屏几秒内打断才按此计"),
    NUMBER("bonus_questions", POLICY_COUNT, bonus_questions, 0, 9, "抢答答对后的附加题数"),
    POINTS("bonus_right", bonus_right_cp, -BIG, BIG, "附加题答对得分"),
    POINTS("bonus_wrong", bonus_wrong_cp, -BIG, BIG, "附加题答错得分"),
    WORD("tie", tie, WORDS("host", "repress", "discard", "both"), "同时按下"),
    NUMBER("tie_window_us", POLICY_COUNT, tie_window_us, 0, 1000000, "相差多少微秒以内算同时"),
    YES("held_blocks", held_blocks, "按钮未松开不得发令"),
    WORD("after_wrong", after_wrong, WORDS("dead", "next_press", "reopen", "bid", "audience"), "答错后"),
    NUMBER("rebounds_max", POLICY_COUNT, rebounds_max, 0, 24, "补答次数"),
    POINTS("rebound_right", rebound_right_cp, -BIG, BIG, "补答答对得分"),
    POINTS("rebound_wrong", rebound_wrong_cp, -BIG, BIG, "补答答错得分"),
    NUMBER("rebound_seconds", POLICY_SECONDS, rebound_seconds, 0, HOUR, "补答时间"),
    NUMBER("wins_max", POLICY_COUNT, wins_max, 0, 999, "每队抢到次数上限"),
    NUMBER("failed_max", POLICY_COUNT, failed_max, 0, 999, "答错几次后停抢"),
    POINTS("round_points_max", round_points_max_cp, 0, BIG, "本环节得分上限"),
    WORD("floor", floor, WORDS("none", "round", "total"), "扣分下限：扣完为止"),
    NUMBER("weight", POLICY_PERCENT, weight_percent, 1, 1000, "环节权重（百分比）"),
    NUMBER("eliminate", POLICY_COUNT, eliminate, 0, 23, "环节后淘汰队数"),
    YES("held_reveal", held_reveal, "分数由主持人按键后公布"),
    WORD("reveal", reveal, WORDS("host", "right", "ruled"), "何时亮答案"),
    POINTS("fault", fault_cp, 0, BIG, "每找出一处错误得分"),
    NUMBER("faults_min", POLICY_COUNT, faults_min, 0, 12, "至少找出几处"),
    POINTS("faults_min_points", faults_min_cp, -BIG, 0, "少于最少处数的扣分"),
    POINTS("all_bonus", all_bonus_cp, 0, BIG, "全部找出另加分"),
    POINTS("false_claim", false_cp, -BIG, 0, "误指扣分"),
    NUMBER("false_max", POLICY_COUNT, false_max, 0, 99, "误指几次后结束"),
    POINTS("question_points_max", question_points_max_cp, 0, BIG, "一题得分上限"),
    NUMBER("replays_max", POLICY_COUNT, replays_max, 0, 99, "视频重放次数"),
    NUMBER("judges", POLICY_COUNT, judges, 0, 15, "评委人数"),
    POINTS("judge_max", judge_max_cp, 1, BIG, "评委最高打分"),
    NUMBER("drop_high", POLICY_COUNT, drop_high, 0, 7, "去掉几个最高分"),
    NUMBER("drop_low", POLICY_COUNT, drop_low, 0, 7, "去掉几个最低分"),
    WORD("combine", combine, WORDS("mean", "sum"), "评委分合成"),
    NUMBER("decimals", POLICY_COUNT, decimals, 0, 2, "保留小数位数"),
    WORD("sudden", sudden, WORDS("none", "first_right", "first_wrong", "first_decides"), "加赛决胜"),
    WORD("tie_scope", tie_scope, WORDS("prizes", "all"), "哪些并列须加赛"),
};
/* clang-format on */
const size_t policy_key_count = sizeof policy_keys / sizeof *policy_keys;

const struct policy_key *policy_key_find(const char *name)
{
    for (size_t i = 0; i < policy_key_count; i++)
        if (strcmp(policy_keys[i].name, name) == 0)
            return &policy_keys[i];
    return NULL;
}

const char *const round_kind_names[ROUND_KIND_COUNT] = {
    "required", "buzzer", "risk", "correction", "rapid", "tie_break", "audience", "judged",
};
const char *const round_kind_titles[ROUND_KIND_COUNT] = {
    N_("必答题"),   N_("抢答题"), N_("风险题"), N_("纠错题"),
    N_("限时速答"), N_("加赛题"), N_("观众题"), N_("评委打分"),
};

int round_kind_find(const char *name)
{
    for (int i = 0; i < ROUND_KIND_COUNT; i++)
        if (strcmp(round_kind_names[i], name) == 0)
            return i;
    return -1;
}
