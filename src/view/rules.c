/* The rule card: one writer per rule, most important first; a writer stays silent where the policy
 * is. */
#include "view/rules.h"
#include "view/text.h"

#include <stdio.h>
#include <string.h>

static bool on_buzzers(const struct policy *p)
{
    return p->who == WHO_PRESS;
}

static bool own_value(const struct policy *p)
{
    return p->value == VALUE_MENU || p->value == VALUE_QUESTION;
}

static bool by_points(const struct policy *p)
{
    return p->value == VALUE_FIXED || own_value(p);
}

static void end_line(struct sentence *s)
{
    if (s->length)
        sentence_add(s, "%s", TR(s->w, "。"));
}

void rules_clause(struct sentence *s)
{
    sentence_join(s, TR(s->w, "，"));
}

/* ---- who ---- */

static const char *const turn_orders[] = {
    [ORDER_SEAT] = N_("各代表队按台号顺序"),       [ORDER_REVERSE] = N_("各代表队按台号倒序"),
    [ORDER_LOW] = N_("各代表队按得分从低到高"),    [ORDER_HIGH] = N_("各代表队按得分从高到低"),
    [ORDER_DRAW] = N_("各代表队按现场抽签的顺序"),
};

static void turn(const struct policy *p, struct sentence *s)
{
    sentence_add(s, "%s", TR(s->w, turn_orders[p->order]));
    if (p->value == VALUE_JUDGED)
        sentence_add(s, "%s", TR(s->w, "依次上场"));
    else if (p->assign)
        sentence_add(s, "%s", TR(s->w, "轮流指定一支代表队作答"));
    else if (p->who == WHO_PLAYER)
        sentence_add(s, "%s", TR(s->w, "轮流，由指定队员独立作答，队友不得提示"));
    else
        sentence_add(s, "%s", TR(s->w, "轮流作答"));
    if (p->questions_per_turn > 1 && !p->round_seconds) {
        rules_clause(s);
        sentence_add(s, TR(s->w, "每次连答 %d 题"), p->questions_per_turn);
    }
    if (p->packets) {
        rules_clause(s);
        sentence_add(s, "%s", TR(s->w, "题目出自各队抽得的题包"));
    }
}

static void rule_who(const struct round *r, struct sentence *s)
{
    const struct policy *p = &r->policy;
    if (r->kind == ROUND_TIE_BREAK) {
        sentence_add(s, "%s", TR(s->w, "只有并列的代表队参加"));
        rules_clause(s);
    }
    switch (p->who) {
    case WHO_PRESS:
        sentence_add(s, "%s", TR(s->w, "先按下抢答器的代表队作答"));
        break;
    case WHO_ANY:
        sentence_add(s, "%s", TR(s->w, "每题由主持人指定一支代表队作答"));
        break;
    case WHO_ALL:
        sentence_add(s, "%s", TR(s->w, "全体代表队同时作答"));
        break;
    case WHO_AUDIENCE:
        sentence_add(s, "%s", TR(s->w, "由现场观众作答，不计各代表队得分"));
        break;
    default:
        turn(p, s);
    }
    if (r->planned > 0 && !p->round_seconds && p->value != VALUE_JUDGED) {
        rules_clause(s);
        sentence_add(s, TR(s->w, "共 %d 题"), r->planned);
    }
}

/* ---- what it is worth ---- */

static void menu_values(const struct policy *p, struct sentence *s)
{
    for (int i = 0; i < p->menu_count; i++) {
        char points[16];
        if (i)
            sentence_add(s, "%s", i == p->menu_count - 1 ? TR(s->w, "或 ") : TR(s->w, "、"));
        sentence_add(s, TR(s->w, "%s 分"),
                     points_text(p->menu_cp[i], false, points, sizeof points));
    }
}

static void add_percent(struct sentence *s, int32_t percent, const char *nothing)
{
    if (!percent)
        sentence_add(s, "%s", nothing);
    else if (percent == 100)
        sentence_add(s, "%s", TR(s->w, "加相应分值"));
    else if (percent == -100)
        sentence_add(s, "%s", TR(s->w, "扣相应分值"));
    else if (percent > 0)
        sentence_add(s, TR(s->w, "加相应分值的 %d%%"), percent);
    else
        sentence_add(s, TR(s->w, "扣相应分值的 %d%%"), -percent);
}

/* "答对加 10 分，答错或超时扣 10 分": equal consequences in one breath. */
static void rule_points(const struct round *r, struct sentence *s)
{
    const struct policy *p = &r->policy;
    if (!by_points(p) || p->who == WHO_AUDIENCE || (r->kind == ROUND_TIE_BREAK && !p->right_cp))
        return;
    bool own = own_value(p), clocked = p->answer_seconds && p->answer_timeout_rules;
    bool same = own ? p->timeout_percent == p->wrong_percent : p->timeout_cp == p->wrong_cp;
    const char *none = TR(s->w, "不扣分");
    if (p->value == VALUE_MENU) {
        sentence_add(s, "%s", TR(s->w, "自选分值 "));
        menu_values(p, s);
        rules_clause(s);
    } else if (p->value == VALUE_QUESTION) {
        sentence_add(s, "%s", TR(s->w, "分值以题目所标为准，"));
    }
    sentence_add(s, "%s", TR(s->w, "答对"));
    if (own)
        add_percent(s, p->right_percent, TR(s->w, "不加分"));
    else
        sentence_add_points(s, p->right_cp, TR(s->w, "不加分"));
    rules_clause(s);
    sentence_add(s, "%s", clocked && same ? TR(s->w, "答错或超时") : TR(s->w, "答错"));
    if (own)
        add_percent(s, p->wrong_percent, none);
    else
        sentence_add_points(s, p->wrong_cp, none);
    if (!clocked || same)
        return;
    rules_clause(s);
    sentence_add(s, "%s", TR(s->w, "超时"));
    if (own)
        add_percent(s, p->timeout_percent, none);
    else
        sentence_add_points(s, p->timeout_cp, none);
}

static void rule_faults(const struct round *r, struct sentence *s)
{
    const struct policy *p = &r->policy;
    if (p->value != VALUE_FAULTS)
        return;
    char points[16];
    sentence_add(s, TR(s->w, "每指出一处错误加 %s 分"),
                 points_size(p->fault_cp, points, sizeof points));
    if (p->all_bonus_cp) {
        rules_clause(s);
        sentence_add(s, TR(s->w, "全部找出另加 %s 分"),
                     points_size(p->all_bonus_cp, points, sizeof points));
    }
    rules_clause(s);
    if (p->false_cp)
        sentence_add(s, TR(s->w, "误指一处扣 %s 分"),
                     points_size(p->false_cp, points, sizeof points));
    else
        sentence_add(s, "%s", TR(s->w, "误指不扣分"));
    if (p->false_max) {
        rules_clause(s);
        sentence_add(s, TR(s->w, "误指 %d 次本题结束"), p->false_max);
    }
}

static void rule_fault_limits(const struct round *r, struct sentence *s)
{
    const struct policy *p = &r->policy;
    char points[16];
    if (p->value != VALUE_FAULTS)
        return;
    if (p->faults_min && p->faults_min_cp)
        sentence_add(s, TR(s->w, "找出不足 %d 处扣 %s 分"), p->faults_min,
                     points_size(p->faults_min_cp, points, sizeof points));
    if (p->question_points_max_cp) {
        rules_clause(s);
        sentence_add(s, TR(s->w, "每题最多得 %s 分"),
                     points_size(p->question_points_max_cp, points, sizeof points));
    }
    if (p->replays_max) {
        rules_clause(s);
        sentence_add(s, TR(s->w, "视频可重放 %d 次"), p->replays_max);
    }
}

static void rule_judges(const struct round *r, struct sentence *s)
{
    const struct policy *p = &r->policy;
    if (p->value != VALUE_JUDGED)
        return;
    char points[16];
    sentence_add(s, TR(s->w, "%d 位评委打分，满分 %s 分"), p->judges,
                 points_size(p->judge_max_cp, points, sizeof points));
    if (p->drop_high && p->drop_low) {
        rules_clause(s);
        sentence_add(s, TR(s->w, "去掉 %d 个最高分和 %d 个最低分"), p->drop_high, p->drop_low);
    } else if (p->drop_high) {
        rules_clause(s);
        sentence_add(s, TR(s->w, "去掉 %d 个最高分"), p->drop_high);
    } else if (p->drop_low) {
        rules_clause(s);
        sentence_add(s, TR(s->w, "去掉 %d 个最低分"), p->drop_low);
    }
    rules_clause(s);
    if (p->combine == COMBINE_SUM) {
        sentence_add(s, "%s", TR(s->w, "其余相加为得分"));
    } else {
        sentence_add(s, "%s", TR(s->w, "取平均分"));
        if (p->decimals) {
            rules_clause(s);
            sentence_add(s, TR(s->w, "保留 %d 位小数"), p->decimals);
        }
    }
}

static void rule_sudden(const struct round *r, struct sentence *s)
{
    const struct policy *p = &r->policy;
    if (p->sudden == SUDDEN_FIRST_RIGHT)
        sentence_add(s, "%s", TR(s->w, "先答对的代表队名次在前"));
    else if (p->sudden == SUDDEN_FIRST_WRONG)
        sentence_add(s, "%s", TR(s->w, "先答错的代表队名次在后"));
    else if (p->sudden == SUDDEN_FIRST_DECIDES)
        sentence_add(s, "%s", TR(s->w, "先答对的代表队名次在前，先答错的名次在后"));
    if (r->kind != ROUND_TIE_BREAK)
        return;
    rules_clause(s);
    sentence_add(s, "%s",
                 p->tie_scope == SCOPE_ALL ? TR(s->w, "直到所有名次分出先后")
                                           : TR(s->w, "直到与奖项有关的名次分出先后"));
}

/* ---- choices ---- */

static void rule_choices(const struct round *r, struct sentence *s)
{
    const struct policy *p = &r->policy;
    if (p->value == VALUE_MENU && p->menu_no_repeat)
        sentence_add(s, "%s", TR(s->w, "同一分值每队只能选一次"));
    if (p->may_pass && (p->who == WHO_TURN || p->who == WHO_PLAYER)) {
        rules_clause(s);
        sentence_add(s, "%s", TR(s->w, "可以放弃，放弃"));
        sentence_add_points(s, p->pass_cp, TR(s->w, "不扣分"));
    }
    if (p->incomplete_cp) {
        rules_clause(s);
        sentence_add(s, "%s", TR(s->w, "答不完整"));
        sentence_add_points(s, p->incomplete_cp, "");
    }
}

static void rule_extras(const struct round *r, struct sentence *s)
{
    const struct policy *p = &r->policy;
    if (p->stake == STAKE_DOUBLE && p->doubles_max) {
        sentence_add(s, TR(s->w, "每队可加倍 %d 次，得分和扣分均加倍"), p->doubles_max);
        if (p->after_wrong != AFTER_DEAD && p->after_wrong != AFTER_AUDIENCE) {
            rules_clause(s);
            sentence_add(s, "%s", TR(s->w, "补答不加倍"));
        }
    }
    if (p->lifelines_max) {
        rules_clause(s);
        sentence_add(s, TR(s->w, "每队可求助 %d 次，每次加时 %d 秒"), p->lifelines_max,
                     p->lifeline_seconds ? p->lifeline_seconds : p->extra_seconds);
    }
}

/* ---- time and limits ---- */

static const struct {
    size_t seconds;
    const char *text;
    bool choice; /* runs only where something is chosen */
} clocks[] = {
    {offsetof(struct policy, round_seconds), N_("每队限时 %d 秒，答题越多越好"), false},
    {offsetof(struct policy, choose_seconds), N_("选择 %d 秒"), true},
    {offsetof(struct policy, think_seconds), N_("思考 %d 秒"), false},
    {offsetof(struct policy, answer_seconds), N_("作答 %d 秒"), false},
    {offsetof(struct policy, rebound_seconds), N_("补答 %d 秒"), false},
};

static void rule_clocks(const struct round *r, struct sentence *s)
{
    for (size_t i = 0; i < sizeof clocks / sizeof *clocks; i++) {
        int32_t seconds;
        bool chosen = r->policy.value == VALUE_MENU || r->policy.assign;
        memcpy(&seconds, (const char *)&r->policy + clocks[i].seconds, sizeof seconds);
        if (!seconds || (clocks[i].choice && !chosen))
            continue;
        rules_clause(s);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* all in the table above, with one %d */
        sentence_add(s, TR(s->w, clocks[i].text), seconds);
#pragma GCC diagnostic pop
    }
}

static void rule_caps(const struct round *r, struct sentence *s)
{
    const struct policy *p = &r->policy;
    char points[16];
    if (p->wins_max && on_buzzers(p))
        sentence_add(s, TR(s->w, "每队最多抢到 %d 次"), p->wins_max);
    if (p->failed_max && on_buzzers(p)) {
        rules_clause(s);
        sentence_add(s, TR(s->w, "答错 %d 次的代表队停止抢答"), p->failed_max);
    }
    if (p->round_points_max_cp) {
        rules_clause(s);
        sentence_add(s, TR(s->w, "本环节加分以 %s 分为限，扣分不限"),
                     points_size(p->round_points_max_cp, points, sizeof points));
    }
}

static void rule_floor(const struct round *r, struct sentence *s)
{
    if (r->policy.floor == FLOOR_TOTAL)
        sentence_add(s, "%s", TR(s->w, "总分最低 0 分，扣完为止"));
    else if (r->policy.floor == FLOOR_ROUND)
        sentence_add(s, "%s", TR(s->w, "本环节得分最低 0 分，扣完为止"));
}

static void rule_effects(const struct round *r, struct sentence *s)
{
    const struct policy *p = &r->policy;
    if (p->weight_percent != 100)
        sentence_add(s, TR(s->w, "本环节得分按 %d%% 计入总分"), p->weight_percent);
    if (p->eliminate) {
        rules_clause(s);
        sentence_add(s, TR(s->w, "环节结束后总分最低的 %d 支代表队淘汰"), p->eliminate);
    }
    if (p->held_reveal) {
        rules_clause(s);
        sentence_add(s, "%s", TR(s->w, "得分由主持人统一公布"));
    }
}

static rule_writer *const writers[] = {
    rule_who,          rule_points, rule_faults, rule_judges, rule_sudden,  rules_go,
    rules_early,       rules_bonus, rule_clocks, rules_wrong, rules_tie,    rule_choices,
    rule_fault_limits, rule_extras, rule_caps,   rule_floor,  rule_effects,
};

enum { WRITERS = sizeof writers / sizeof *writers };

/* More rules than lines: no rule in force may stay unsaid, so two of the least important that fit
 * share one. */
static bool share_line(char lines[WRITERS][RULE_TEXT], int *count)
{
    for (int i = *count - 2; i >= 0; i--)
        for (int k = *count - 1; k > i; k--) {
            size_t a = strlen(lines[i]), b = strlen(lines[k]);
            if (a + b >= RULE_TEXT)
                continue;
            memcpy(lines[i] + a, lines[k], b + 1);
            memmove(lines[k], lines[k + 1], (size_t)(*count - 1 - k) * RULE_TEXT);
            --*count;
            return true;
        }
    return false;
}

/* Clauses are put together from parts that also stand alone: a rule begins with a capital and goes
 * on without one. Chinese has none. */
static void set_case(char *line)
{
    if (line[0] >= 'a' && line[0] <= 'z')
        line[0] = (char)(line[0] - 'a' + 'A');
    for (char *p = line; (p = strstr(p, ", ")) != NULL; p += 2) {
        bool word = p[2] >= 'A' && p[2] <= 'Z' && p[3] >= 'a' && p[3] <= 'z';
        if (word)
            p[2] = (char)(p[2] - 'A' + 'a');
    }
}

void text_rule_card(const struct round *r, const struct words *w, struct rule_card *out)
{
    char lines[WRITERS][RULE_TEXT];
    int count = 0;
    for (int i = 0; i < WRITERS; i++) {
        struct sentence s;
        sentence_begin(&s, lines[count], RULE_TEXT, w);
        writers[i](r, &s);
        end_line(&s);
        set_case(lines[count]);
        count += s.length > 0;
    }
    while (count > RULE_LINES && share_line(lines, &count))
        ;
    out->count = count < RULE_LINES ? count : RULE_LINES;
    memcpy(out->line, lines, (size_t)out->count * RULE_TEXT);
}
