/* rooms: preliminary folder contest keypad layout view words */
#include "preliminary/load.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct folder_report report;
static struct preliminary *p;
static struct placing rows[PRELIMINARY_MEMBERS_MAX];

static struct preliminary *load(const char *marks, const char *rules)
{
    preliminary_destroy(p);
    folder_report_finish(&report);
    folder_report_init(&report);
    return p = preliminary_load_texts(marks, strlen(marks), rules, strlen(rules), &report);
}

static void load_good(const char *marks, const char *rules)
{
    if (!load(marks, rules))
        folder_report_print(&report, stderr);
    ck_assert_ptr_nonnull(p);
}

static void expect_value(int64_t value, const char *wanted)
{
    char text[PRELIMINARY_TEXT];
    ck_assert_str_eq(preliminary_text(value, text), wanted);
}

static void expect_team(int i, int rank, const char *name, const char *value)
{
    ck_assert_str_eq(p->teams[rows[i].who].name, name);
    ck_assert_int_eq(rows[i].rank, rank);
    expect_value(rows[i].value, value);
}

static void expect_member(int i, int rank, const char *name, const char *value)
{
    ck_assert_str_eq(p->members[rows[i].who].name, name);
    ck_assert_int_eq(rows[i].rank, rank);
    expect_value(rows[i].value, value);
}

static void expect_band(int i, const struct band *bands, int count, int first, int last)
{
    struct band_span s = band_of(&rows[i], bands, count);
    ck_assert_int_eq(s.first, first);
    ck_assert_int_eq(s.last, last);
}

static bool said(const char *text, const char *file, int line)
{
    for (size_t i = 0; i < report.count; i++)
        if (strstr(report.findings[i].message, text) && report.findings[i].line == line &&
            strcmp(report.findings[i].file, file) == 0 && *report.findings[i].remedy)
            return true;
    folder_report_print(&report, stderr);
    return false;
}

/* ---- Zunyi 2022: 50 % theory, 25 % documents, 25 % procedure; sum of three; ten go on ---- */

#define ZUNYI_RULES                                                                                \
    "exams:\n"                                                                                     \
    "  - {name: 理论, weight: 50}\n"                                                             \
    "  - {name: 文书纠错, weight: 25}\n"                                                       \
    "  - {name: 流程纠错, weight: 25}\n"                                                       \
    "team: {members: 3}\n"                                                                         \
    "qualify: 10\n"

/* Twelve teams. Worked out by hand: a member is theory/2 + document/4 + procedure/4.
 *   甲1 45+20+22.5=87.5      甲2 40+21.25+20=81.25     甲3 42.75+18+19=79.75     248.5
 *   乙1 80 乙2 80 乙3 80 = 240      丙1 30+20+15.5=65.5 … and so on below. */
static const char zunyi_marks[] = "exams: [理论, 文书纠错, 流程纠错]\n"
                                  "members:\n"
                                  "  - {team: 甲, name: 甲1, scores: [90, 80, 90]}\n"
                                  "  - {team: 甲, name: 甲2, scores: [80, 85, 80]}\n"
                                  "  - {team: 甲, name: 甲3, scores: [85.5, 72, 76]}\n"
                                  "  - {team: 乙, name: 乙1, scores: [80, 80, 80]}\n"
                                  "  - {team: 乙, name: 乙2, scores: [80, 80, 80]}\n"
                                  "  - {team: 乙, name: 乙3, scores: [80, 80, 80]}\n"
                                  "  - {team: 丙, name: 丙1, scores: [60, 80, 62]}\n"
                                  "  - {team: 丙, name: 丙2, scores: [缺考, 缺考, 缺考]}\n"
                                  "  - {team: 丙, name: 丙3, scores: [70, 70, 70.01]}\n"
                                  "  - {team: 丁, name: 丁1, scores: [50, 50, 50]}\n"
                                  "  - {team: 丁, name: 丁2, scores: [50, 50, 50]}\n"
                                  "  - {team: 丁, name: 丁3, scores: [50, 50, 50]}\n"
                                  "  - {team: 戊, name: 戊1, scores: [70, 70, 70]}\n"
                                  "  - {team: 戊, name: 戊2, scores: [70, 70, 70]}\n"
                                  "  - {team: 戊, name: 戊3, scores: [70, 70, 70]}\n"
                                  "  - {team: 己, name: 己1, scores: [75, 75, 75]}\n"
                                  "  - {team: 己, name: 己2, scores: [75, 75, 75]}\n"
                                  "  - {team: 己, name: 己3, scores: [75, 75, 75]}\n"
                                  "  - {team: 庚, name: 庚1, scores: [65, 65, 65]}\n"
                                  "  - {team: 庚, name: 庚2, scores: [65, 65, 65]}\n"
                                  "  - {team: 庚, name: 庚3, scores: [65, 65, 65]}\n"
                                  "  - {team: 辛, name: 辛1, scores: [60, 60, 60]}\n"
                                  "  - {team: 辛, name: 辛2, scores: [60, 60, 60]}\n"
                                  "  - {team: 辛, name: 辛3, scores: [60, 60, 60]}\n"
                                  "  - {team: 壬, name: 壬1, scores: [85, 85, 85]}\n"
                                  "  - {team: 壬, name: 壬2, scores: [85, 85, 85]}\n"
                                  "  - {team: 壬, name: 壬3, scores: [85, 85, 85]}\n"
                                  /* 癸, 子: both 150 like 丁, by other roads */
                                  "  - {team: 癸, name: 癸1, scores: [60, 40, 40]}\n"
                                  "  - {team: 癸, name: 癸2, scores: [50, 50, 50]}\n"
                                  "  - {team: 癸, name: 癸3, scores: [50, 50, 50]}\n"
                                  "  - {team: 子, name: 子1, scores: [40, 60, 60]}\n"
                                  "  - {team: 子, name: 子2, scores: [50, 50, 50]}\n"
                                  "  - {team: 子, name: 子3, scores: [50, 50, 50]}\n"
                                  "  - {team: 丑, name: 丑1, scores: [100, 0, 0]}\n"
                                  "  - {team: 丑, name: 丑2, scores: [100, 100, 100]}\n"
                                  "  - {team: 丑, name: 丑3, scores: [51, 50.5, 49.5]}\n";

static const struct band line10 = {"晋级", 10};

START_TEST(zunyi_worked_by_hand)
{
    load_good(zunyi_marks, ZUNYI_RULES);
    ck_assert_int_eq(preliminary_rank(p, SIDE_TEAMS, SUBJECT_TOTAL, -1, rows), 12);
    expect_team(0, 1, "壬", "255");
    expect_team(1, 2, "甲", "248.5");
    expect_team(2, 3, "乙", "240");
    expect_team(3, 4, "己", "225");
    expect_team(4, 5, "戊", "210");
    expect_team(5, 6, "丑", "200.5"); /* 50 + 100 + 25.5+12.625+12.375 */
    expect_team(6, 7, "庚", "195");
    expect_team(7, 8, "辛", "180");
    /* ninth to eleventh: level at 150, and only two of the three can go */
    for (int i = 8; i <= 10; i++) {
        expect_value(rows[i].value, "150");
        ck_assert_int_eq(rows[i].rank, 9);
        ck_assert_int_eq(rows[i].level, 3);
        expect_band(i, &line10, 1, 0, 1); /* neither in nor out */
    }
    expect_team(11, 12, "丙", "135.5025"); /* 65.5 + 70.0025: not rounded away */
    expect_band(7, &line10, 1, 0, 0);
    expect_band(11, &line10, 1, 1, 1);
}
END_TEST

START_TEST(zunyi_line_decided_by_rule)
{
    load_good(zunyi_marks, ZUNYI_RULES "ties: {teams: [理论]}\n");
    preliminary_rank(p, SIDE_TEAMS, SUBJECT_TOTAL, -1, rows);
    expect_team(8, 9, "癸", "150"); /* theory 160, 150, 140 */
    expect_team(9, 10, "丁", "150");
    expect_team(10, 11, "子", "150");
    ck_assert_int_eq(rows[9].by, 0);
    ck_assert_int_eq(rows[8].by, PLACED_BY_VALUE);
    expect_band(9, &line10, 1, 0, 0);
    expect_band(10, &line10, 1, 1, 1);
}
END_TEST

START_TEST(rules_are_taken_in_their_order)
{
    load_good(zunyi_marks, ZUNYI_RULES "ties: {teams: [文书纠错, 理论]}\n");
    preliminary_rank(p, SIDE_TEAMS, SUBJECT_TOTAL, -1, rows);
    expect_team(8, 9, "子", "150");
    /* all have one member of 50 at best: that decides nothing, the next does */
    load_good(zunyi_marks,
              ZUNYI_RULES "ties: {teams: [best_member, lowest_member, fewer_absent, 文书纠错]}\n");
    preliminary_rank(p, SIDE_TEAMS, SUBJECT_TOTAL, -1, rows);
    expect_team(8, 9, "子", "150");
    ck_assert_int_eq(rows[9].by, 3);
}
END_TEST

static void expect_order(const char *ties, const char *const *names)
{
    static const char marks[] = "exams: [x]\nmembers:\n"
                                "  - {team: 甲, name: a, scores: [80]}\n"
                                "  - {team: 甲, name: b, scores: [40]}\n"
                                "  - {team: 乙, name: c, scores: [70]}\n"
                                "  - {team: 乙, name: d, scores: [50]}\n"
                                "  - {team: 丙, name: e, scores: [缺考]}\n"
                                "  - {team: 丙, name: f, scores: [120]}\n";
    char rules[200];
    snprintf(rules, sizeof rules, "exams: [{name: x, weight: 100}]\nties: {teams: [%s]}\n", ties);
    load_good(marks, rules);
    preliminary_rank(p, SIDE_TEAMS, SUBJECT_TOTAL, -1, rows);
    for (int i = 0; i < 3; i++)
        expect_team(i, i + 1, names[i], "120");
}

START_TEST(every_tie_rule_decides)
{
    expect_order("best_member", (const char *const[]){"丙", "甲", "乙"});
    expect_order("最低个人分", (const char *const[]){"乙", "甲", "丙"});
    expect_order("fewer_absent, best_member", (const char *const[]){"甲", "乙", "丙"});
}
END_TEST

START_TEST(a_decision_counts_only_for_the_whole_tie)
{
    load_good(zunyi_marks,
              ZUNYI_RULES "decisions:\n  - {to: teams, order: [子, 丁], reason: 抽签}\n");
    preliminary_rank(p, SIDE_TEAMS, SUBJECT_TOTAL, -1, rows);
    ck_assert_int_eq(rows[8].level, 3);
    load_good(zunyi_marks, ZUNYI_RULES
              "decisions:\n  - {to: teams, of: total, order: [子, 癸, 丁], reason: 抽签}\n");
    preliminary_rank(p, SIDE_TEAMS, SUBJECT_TOTAL, -1, rows);
    expect_team(8, 9, "子", "150");
    expect_team(9, 10, "癸", "150");
    expect_team(10, 11, "丁", "150");
    ck_assert_int_eq(rows[10].by, PLACED_BY_DECISION);
    ck_assert_str_eq(p->decisions[rows[10].decision].reason, "抽签");
    ck_assert_int_eq(rows[10].level, 1);
    /* a decision never overrules points */
    load_good(zunyi_marks, ZUNYI_RULES "decisions:\n  - {order: [甲, 壬], reason: 错误的决定}\n");
    preliminary_rank(p, SIDE_TEAMS, SUBJECT_TOTAL, -1, rows);
    expect_team(0, 1, "壬", "255");
}
END_TEST

START_TEST(best_members_count)
{
    load_good(zunyi_marks, "exams: [{name: 理论, weight: 50}, {name: 文书纠错, weight: 25}, {name: "
                           "流程纠错, weight: 25}]\nteam: {best: 2}\n");
    preliminary_rank(p, SIDE_TEAMS, SUBJECT_TOTAL, -1, rows);
    expect_team(0, 1, "壬", "170");
    expect_team(1, 2, "甲", "168.75"); /* 87.5 + 81.25 */
    expect_team(3, 4, "丑", "150.5");  /* 100 + 50.5 */
    ck_assert_int_eq(preliminary_rank(p, SIDE_TEAMS, 0, -1, rows), 12);
    expect_team(0, 1, "丑", "200"); /* the best two in theory alone */
}
END_TEST

/* ---- Jiaxing 2022: three exams; team prizes 1/1/1, individual prizes 1/2/3, squad 4+1 ---- */

#define JIAXING_EXAMS                                                                              \
    "exams:\n"                                                                                     \
    "  - {name: 政策法规, weight: 100}\n"                                                      \
    "  - {name: 案卷纠错, weight: 100}\n"                                                      \
    "  - {name: 平台应用, weight: 100}\n"
#define JIAXING_PRIZES                                                                             \
    "prizes:\n"                                                                                    \
    "  - {title: 团体奖, to: teams, of: [exams, total], bands: [1, 1, 1]}\n"                    \
    "  - {title: 个人奖, to: members, of: [各科, 总分], bands: [1, 2, 3]}\n"                \
    "squads:\n"                                                                                    \
    "  - {name: 集训队, from: all, players: 4, reserves: 1}\n"                                  \
    "organisation: {title: 优秀组织奖, teams: [海宁, 桐乡]}\n"

/* Totals by hand: 张 270, 李 265, 王 258 · 赵 264, 钱 240, 孙 250 · 周 271, 吴 229, 郑 232 */
static const char jiaxing_marks[] = "exams: [政策法规, 案卷纠错, 平台应用]\n"
                                    "members:\n"
                                    "  - {team: 海宁, name: 张, scores: [90, 90, 90]}\n"
                                    "  - {team: 平湖, name: 赵, scores: [88, 86, 90]}\n"
                                    "  - {team: 海宁, name: 李, scores: [95, 85, 85]}\n"
                                    "  - {team: 桐乡, name: 周, scores: [91, 95, 85]}\n"
                                    "  - {team: 海宁, name: 王, scores: [86, 86, 86]}\n"
                                    "  - {team: 平湖, name: 钱, scores: [80, 80, 80]}\n"
                                    "  - {team: 平湖, name: 孙, scores: [85, 85, 80]}\n"
                                    "  - {team: 桐乡, name: 吴, scores: [79, 75, 75]}\n"
                                    "  - {team: 桐乡, name: 郑, scores: [80, 76, 76]}\n";

static const struct prize_list *prize_of(enum side side, int subject)
{
    for (int i = 0; i < p->prize_count; i++)
        if (p->prizes[i].side == side && p->prizes[i].subject == subject)
            return &p->prizes[i];
    ck_abort_msg("no such prize");
    return NULL;
}

START_TEST(jiaxing_worked_by_hand)
{
    load_good(jiaxing_marks, JIAXING_EXAMS JIAXING_PRIZES);
    ck_assert_int_eq(p->prize_count, 8);
    preliminary_rank(p, SIDE_TEAMS, SUBJECT_TOTAL, -1, rows);
    expect_team(0, 1, "海宁", "793");
    expect_team(1, 2, "平湖", "754");
    expect_team(2, 3, "桐乡", "732");
    const struct prize_list *l = prize_of(SIDE_TEAMS, SUBJECT_TOTAL);
    for (int i = 0; i < 3; i++)
        expect_band(i, l->bands, l->band_count, i, i);
    ck_assert_str_eq(l->bands[2].name, "三等奖");

    preliminary_rank(p, SIDE_TEAMS, 1, -1, rows); /* single exam: 261, 251, 246 */
    expect_team(0, 1, "海宁", "261");
    expect_team(1, 2, "平湖", "251");
    expect_team(2, 3, "桐乡", "246");

    ck_assert_int_eq(preliminary_rank(p, SIDE_MEMBERS, SUBJECT_TOTAL, -1, rows), 9);
    expect_member(0, 1, "周", "271");
    expect_member(1, 2, "张", "270");
    expect_member(2, 3, "李", "265");
    expect_member(3, 4, "赵", "264");
    expect_member(4, 5, "王", "258");
    expect_member(5, 6, "孙", "250");
    expect_member(6, 7, "钱", "240");
    l = prize_of(SIDE_MEMBERS, SUBJECT_TOTAL);
    static const int band[] = {0, 1, 1, 2, 2, 2, 3, 3, 3};
    for (int i = 0; i < 9; i++)
        expect_band(i, l->bands, l->band_count, band[i], band[i]);
    const struct squad *s = &p->squads[0]; /* 4+1 */
    for (int i = 0; i < 9; i++)
        expect_band(i, s->bands, 2, i < 4 ? 0 : i < 5 ? 1 : 2, i < 4 ? 0 : i < 5 ? 1 : 2);
    ck_assert_str_eq(p->organisation, "优秀组织奖");
    ck_assert_int_eq(p->organisation_count, 2);
    ck_assert_str_eq(p->teams[p->organisation_teams[1]].name, "桐乡");
}
END_TEST

START_TEST(a_tie_inside_a_band_is_harmless_across_a_line_it_is_not)
{
    load_good(jiaxing_marks, JIAXING_EXAMS JIAXING_PRIZES);
    const struct prize_list *l = prize_of(SIDE_MEMBERS, 1);
    /* 案卷纠错: 周 95, 张 90, 王 86 = 赵 86, 李 85 = 孙 85, 钱 80 */
    preliminary_rank(p, SIDE_MEMBERS, 1, -1, rows);
    expect_member(0, 1, "周", "95");
    ck_assert_int_eq(rows[2].level, 2);
    expect_band(1, l->bands, 3, 1, 1);
    expect_band(2, l->bands, 3, 1, 2); /* third and fourth: second or third prize */
    expect_band(3, l->bands, 3, 1, 2);
    expect_band(4, l->bands, 3, 2, 2); /* fifth and sixth: both third */
    expect_band(5, l->bands, 3, 2, 2);
    expect_band(6, l->bands, 3, 3, 3);
    /* by the rule "higher total": 赵 264 before 王 258 */
    load_good(jiaxing_marks, JIAXING_EXAMS JIAXING_PRIZES "ties: {members: [total]}\n");
    l = prize_of(SIDE_MEMBERS, 1);
    preliminary_rank(p, SIDE_MEMBERS, 1, -1, rows);
    expect_member(2, 3, "赵", "86");
    expect_member(3, 4, "王", "86");
    expect_band(2, l->bands, 3, 1, 1);
    expect_band(3, l->bands, 3, 2, 2);
}
END_TEST

START_TEST(squads_of_each_team)
{
    load_good(jiaxing_marks, JIAXING_EXAMS "squads: [{name: 本队, from: each_team, players: 1, "
                                           "reserves: 1}]\n");
    ck_assert(p->squads[0].each_team);
    ck_assert_int_eq(preliminary_rank(p, SIDE_MEMBERS, SUBJECT_TOTAL, 1, rows), 3);
    expect_member(0, 1, "赵", "264");
    expect_member(1, 2, "孙", "250");
    expect_band(0, p->squads[0].bands, 2, 0, 0);
    expect_band(1, p->squads[0].bands, 2, 1, 1);
    expect_band(2, p->squads[0].bands, 2, 2, 2);
}
END_TEST

START_TEST(team_exams_count_once)
{
    static const char marks[] = "exams: [理论, 网络取证]\n"
                                "members:\n"
                                "  - {team: 甲, name: a, scores: [80, 60]}\n"
                                "  - {team: 甲, name: b, scores: [70, 60]}\n"
                                "  - {team: 乙, name: c, scores: [90, 0]}\n"
                                "  - {team: 乙, name: d, scores: [60, 50]}\n";
    load_good(marks, "exams: [{name: 理论, weight: 80}, {name: 网络取证, weight: 20, type: "
                     "team}]\nprizes: [{title: x, to: members, of: exams, bands: 1}]\n");
    preliminary_rank(p, SIDE_TEAMS, SUBJECT_TOTAL, -1, rows);
    expect_team(0, 1, "甲", "132"); /* 64 + 56 + 12 */
    expect_team(1, 2, "乙", "130"); /* 72 + 48 + 10 */
    preliminary_rank(p, SIDE_MEMBERS, SUBJECT_TOTAL, -1, rows);
    expect_member(0, 1, "c", "72");
    ck_assert_int_eq(p->prize_count, 1); /* no individual prize for the team's exam */
    ck_assert_ptr_null(load("exams: [x]\nmembers:\n  - {team: 甲, name: a, scores: [1]}\n"
                            "  - {team: 甲, name: b, scores: [2]}\n",
                            "exams: [{name: x, weight: 100, type: team}]\n"));
    ck_assert(said("有不同的成绩，另一个在第 3 行", "preliminary.yaml", 4));
}
END_TEST

START_TEST(nothing_for_nothing)
{
    load_good("exams: [x]\nmembers:\n  - {team: 甲, name: a, scores: [缺考]}\n"
              "  - {team: 乙, name: b, scores: [5]}\n",
              "exams: [{name: x, weight: 100}]\nprizes: [{title: t, to: members, bands: [1, 1]}]");
    preliminary_rank(p, SIDE_MEMBERS, SUBJECT_TOTAL, -1, rows);
    expect_band(0, p->prizes[0].bands, 2, 0, 0);
    expect_band(1, p->prizes[0].bands, 2, 2, 2);
}
END_TEST

/* ---- what is wrong is named ---- */

START_TEST(every_mistake_is_named)
{
#define M "exams: [x, y]\nmembers:\n  - {team: 甲, name: a, scores: [1, 2]}\n"
#define R "exams: [{name: x, weight: 50}, {name: y, weight: 50}]\n"
    static const struct {
        const char *marks, *rules, *message, *file;
        int line;
    } bad[] = {
        {"", R, "文件是空的", "preliminary.yaml", 0},
        {"exams: []\nmembers: []\n", R, "有 0 个科目", "preliminary.yaml", 1},
        {"exams: [x, x]\nmembers:\n  - {team: 甲, name: a, scores: [1, 2]}\n", R, "科目“x”写了两次",
         "preliminary.yaml", 1},
        {M "  - {team: 甲, name: a, scores: [1, 2]}\n", R, "写了两次，第一次在第 3 行",
         "preliminary.yaml", 4},
        {M "  - {team: 乙, scores: [1, 2]}\n", R, "缺少 name", "preliminary.yaml", 4},
        {M "  - {name: b, scores: [1, 2]}\n", R, "缺少 team", "preliminary.yaml", 4},
        {M "  - {team: 乙, name: b, scores: [1]}\n", R, "b 有 1 个成绩，科目有 2 个",
         "preliminary.yaml", 4},
        {M "  - {team: 乙, name: b, scores: [1, 九]}\n", R, "“九”不是数", "preliminary.yaml", 4},
        {M "  - {team: 乙, name: b, scores: [1, 1001]}\n", R, "1001 超出范围 0 到 1000",
         "preliminary.yaml", 4},
        {M "  - {team: 乙, name: b, scores: [1, -5]}\n", R, "-5 超出范围", "preliminary.yaml", 4},
        {M "  - {team: 乙, name: b, scores: [1, 1.234]}\n", R, "“1.234”不是数", "preliminary.yaml",
         4},
        {M "  - {team: 乙, name: b, score: [1, 2]}\n", R, "不认识的项目 score", "preliminary.yaml",
         4},
        {M, "exams: [{name: x, weight: 50}]\n", "没有写科目“y”的权重", "qualify.yaml", 1},
        {M, "exams: [{name: x, weight: 50}, {name: yy, weight: 50}]\n", "没有科目“yy”",
         "qualify.yaml", 1},
        {M, "exams: [{name: x, weight: 50}, {name: x, weight: 50}]\n", "科目“x”写了两次",
         "qualify.yaml", 1},
        {M, "exams: [{name: x}, {name: y, weight: 50}]\n", "缺少 weight", "qualify.yaml", 1},
        {M, "exams: [{name: x, weight: 0}, {name: y, weight: 0}]\n", "所有科目的权重都是 0",
         "qualify.yaml", 1},
        {M, "exams: [{name: x, weight: 50, type: group}, {name: y, weight: 50}]\n", "不认识“group”",
         "qualify.yaml", 1},
        {M, R "qualify: ten\n", "“ten”不是数", "qualify.yaml", 2},
        {M, R "qualify: 0\n", "0 超出范围 1 到 1000", "qualify.yaml", 2},
        {M, R "team: {best: 33}\n", "33 超出范围", "qualify.yaml", 2},
        {M "  - {team: 甲, name: b, scores: [1, 2]}\n", R "team: {members: 1}\n",
         "“甲”有 2 名队员，应有 1 名", "preliminary.yaml", 3},
        {M, R "ties: {teams: [z]}\n", "没有科目“z”", "qualify.yaml", 2},
        {M, R "ties: {members: [best_member]}\n", "best_member 只能用于代表队", "qualify.yaml", 2},
        {M, R "decisions: [{order: [甲, 乙], reason: r}]\n", "没有代表队“乙”", "qualify.yaml", 2},
        {M, R "decisions: [{order: [甲, 甲], reason: r}]\n", "“甲”写了两次", "qualify.yaml", 2},
        {M, R "decisions: [{order: [甲], reason: r}]\n", "order 至少写两个", "qualify.yaml", 2},
        {M, R "decisions: [{order: [甲, 甲]}]\n", "缺少 reason", "qualify.yaml", 2},
        {M, R "decisions: [{to: members, order: [a, q], reason: r}]\n", "没有队员“q”",
         "qualify.yaml", 2},
        {M "  - {team: 乙, name: a, scores: [1, 2]}\n",
         R "decisions: [{to: members, order: [甲/a, a], reason: r}]\n", "有几名队员叫“a”",
         "qualify.yaml", 2},
        {M, R "prizes: [{to: teams, bands: [1]}]\n", "缺少 title", "qualify.yaml", 2},
        {M, R "prizes: [{title: t, bands: [1]}]\n", "缺少 to", "qualify.yaml", 2},
        {M, R "prizes: [{title: t, to: all, bands: [1]}]\n", "不认识“all”", "qualify.yaml", 2},
        {M, R "prizes: [{title: t, to: teams}]\n", "有 0 等奖", "qualify.yaml", 2},
        {M, R "prizes: [{title: t, to: teams, bands: [1, 1, 1, 1]}]\n", "4 等奖，有 0 个名称",
         "qualify.yaml", 2},
        {M, R "prizes: [{title: t, to: teams, bands: [1, 1], names: [一]}]\n",
         "2 等奖，有 1 个名称", "qualify.yaml", 2},
        {M, R "prizes: [{title: t, to: teams, bands: [1]}, {title: u, to: teams, bands: [1]}]\n",
         "同一个排名设了两次奖：总分", "qualify.yaml", 2},
        {M, R "squads: [{players: 4}]\n", "缺少 name", "qualify.yaml", 2},
        {M, R "squads: [{name: n}]\n", "缺少 players", "qualify.yaml", 2},
        {M, R "squads: [{name: n, players: 4, from: x}]\n", "不认识“x”", "qualify.yaml", 2},
        {M, R "organisation: {teams: [甲]}\n", "缺少 title", "qualify.yaml", 2},
        {M, R "organisation: {title: t, teams: [己]}\n", "没有代表队“己”", "qualify.yaml", 2},
        {M, R "prize: []\n", "不认识的项目 prize", "qualify.yaml", 2},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        ck_assert_msg(!load(bad[i].marks, bad[i].rules), "%s", bad[i].message);
        ck_assert_msg(said(bad[i].message, bad[i].file, bad[i].line), "%s", bad[i].message);
    }
    /* worth a look, no more */
    load_good(M, "exams: [{name: x, weight: 50}, {name: y, weight: 40}]\n");
    ck_assert(said("各科权重之和是 90.00", "qualify.yaml", 1));
    load_good(M, R "qualify: 3\nteam: {members: 3}\n");
    ck_assert(said("晋级名额 3 个，只有 1 支代表队", "qualify.yaml", 2));
    ck_assert(said("“甲”有 1 名队员，应有 3 名", "preliminary.yaml", 3));
    load_good(M, "exams: [{name: x, weight: 100}, {name: y, weight: 100}]\n");
    ck_assert_uint_eq(report.count, 0);
}
END_TEST

START_TEST(from_a_folder)
{
    char dir[64] = "/tmp/leitai-preliminary-XXXXXX", path[128];
    ck_assert_ptr_nonnull(mkdtemp(dir));
    folder_report_init(&report);
    ck_assert_ptr_null(preliminary_load(dir, &report));
    ck_assert(said("没有这个文件", "preliminary.yaml", 0));
    ck_assert(said("没有这个文件", "qualify.yaml", 0));
    for (int i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s/%s", dir, i ? "qualify.yaml" : "preliminary.yaml");
        FILE *f = fopen(path, "w");
        fputs(i ? JIAXING_EXAMS : jiaxing_marks, f);
        fclose(f);
    }
    folder_report_finish(&report);
    p = preliminary_load(dir, &report);
    ck_assert_ptr_nonnull(p);
    ck_assert_int_eq(p->member_count, 9);
    ck_assert_str_eq(p->members[1].name, "李"); /* by team */
    char command[100];
    snprintf(command, sizeof command, "rm -rf '%s'", dir);
    ck_assert_int_eq(system(command), 0);
}
END_TEST

/* One byte of either file changed: read or refused, never worse. */
START_TEST(noise_is_read_without_harm)
{
    static const char bytes[] = "\0\n\t {}[],:-\"'#&*0一\xFF";
    static char marks[sizeof jiaxing_marks], rules[] = JIAXING_EXAMS JIAXING_PRIZES;
    uint32_t x = 1;
    for (int i = 0; i < 3000; i++) {
        char *text = i % 2 ? marks : rules;
        size_t size = i % 2 ? sizeof marks - 1 : sizeof rules - 1;
        memcpy(marks, jiaxing_marks, sizeof marks);
        x = x * 1664525u + 1013904223u;
        char *at = &text[(x >> 8) % size], keep = *at;
        *at = bytes[(x >> 3) % (sizeof bytes - 1)];
        folder_report_finish(&report);
        preliminary_destroy(
            preliminary_load_texts(marks, sizeof marks - 1, rules, sizeof rules - 1, &report));
        *at = keep;
    }
}
END_TEST

/* ---- properties ---- */

enum { RUNS = 3000, TEAMS = 12, EACH = 5 };
static uint32_t seed;

static uint32_t dice(uint32_t sides)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % sides;
}

struct world {
    struct preliminary p;
    struct preliminary_team teams[TEAMS];
    struct preliminary_member members[TEAMS * EACH];
};

/* Few different marks, so that ties abound. */
static void make_world(struct world *w)
{
    memset(w, 0, sizeof *w);
    struct preliminary *q = &w->p;
    q->teams = w->teams;
    q->members = w->members;
    q->exam_count = 1 + (int)dice(4);
    q->team_count = 1 + (int)dice(TEAMS);
    q->best = (int)dice(4);
    for (int e = 0; e < q->exam_count; e++)
        q->exams[e] = (struct exam){"e", (int32_t)dice(4) * 2500, dice(5) == 0};
    for (int t = 0; t < q->team_count; t++) {
        struct preliminary_team *team = &q->teams[t];
        team->first = q->member_count;
        team->count = 1 + (int)dice(EACH);
        for (int e = 0; e < q->exam_count; e++)
            team->mark_cp[e] = (int32_t)dice(3) * 5000;
        for (int i = 0; i < team->count; i++) {
            struct preliminary_member *m = &q->members[q->member_count++];
            m->name = "m";
            m->team = t;
            for (int e = 0; e < q->exam_count; e++)
                m->mark_cp[e] = (int32_t)dice(3) * 5000;
        }
    }
    for (int s = 0; s < 2; s++)
        for (q->tie_count[s] = 0; q->tie_count[s] < (int)dice(4); q->tie_count[s]++)
            q->ties[s][q->tie_count[s]] =
                (struct tie_key){(enum tie_by)dice(5), (int)dice((uint32_t)q->exam_count)};
    preliminary_sum(q);
}

static int64_t value_again(const struct preliminary *q, int t)
{
    int64_t totals[EACH], sum = 0;
    const struct preliminary_team *team = &q->teams[t];
    for (int i = 0; i < team->count; i++) {
        totals[i] = 0;
        for (int e = 0; e < q->exam_count; e++)
            if (!q->exams[e].team)
                totals[i] += (int64_t)q->members[team->first + i].mark_cp[e] * q->exams[e].weight;
    }
    for (int taken = 0; taken < team->count && (!q->best || taken < q->best); taken++) {
        int top = 0;
        for (int i = 1; i < team->count; i++)
            top = totals[i] > totals[top] ? i : top;
        sum += totals[top];
        totals[top] = -1;
    }
    for (int e = 0; e < q->exam_count; e++)
        sum += q->exams[e].team ? (int64_t)team->mark_cp[e] * q->exams[e].weight : 0;
    return sum;
}

static void check_ranking(const struct preliminary *q, enum side side, int subject)
{
    bool seen[TEAMS * EACH] = {false};
    struct band bands[3] = {{"1", (int)dice(3)}, {"2", (int)dice(3)}, {"3", (int)dice(5)}};
    int count = preliminary_rank(q, side, subject, -1, rows), given[4] = {0}, places = 0;
    ck_assert_int_eq(count, side == SIDE_TEAMS ? q->team_count : q->member_count);
    bool undecided = false;
    for (int i = 0; i < count; i++) {
        ck_assert(!seen[rows[i].who]);
        seen[rows[i].who] = true;
        ck_assert_int_eq(rows[i].rank,
                         i > 0 && rows[i].rank == rows[i - 1].rank ? rows[i - 1].rank : i + 1);
        if (i > 0)
            ck_assert_int_le(rows[i].value, rows[i - 1].value);
        if (i > 0 && rows[i].value == rows[i - 1].value && rows[i].rank != rows[i - 1].rank)
            ck_assert_int_ge(rows[i].by, 0); /* something decided it */
        struct band_span s = band_of(&rows[i], bands, 3);
        ck_assert_int_le(s.first, s.last);
        undecided |= s.first != s.last;
        if (s.first == s.last)
            given[s.first]++;
        if (rows[i].value > 0)
            places++;
    }
    /* never more than there are; all of them when nothing is undecided and enough have points */
    for (int b = 0; b < 3; b++) {
        ck_assert_int_le(given[b], bands[b].count);
        if (!undecided) {
            int want = places < bands[b].count ? places : bands[b].count;
            ck_assert_int_eq(given[b], want);
            places -= want;
        }
    }
}

START_TEST(properties_of_random_contests)
{
    static struct world w;
    for (seed = 1; seed < RUNS; seed += 1) {
        uint32_t keep = seed;
        make_world(&w);
        for (int t = 0; t < w.p.team_count; t++)
            ck_assert_int_eq(w.p.teams[t].total, value_again(&w.p, t));
        check_ranking(&w.p, SIDE_TEAMS, SUBJECT_TOTAL);
        check_ranking(&w.p, SIDE_TEAMS, (int)dice((uint32_t)w.p.exam_count));
        check_ranking(&w.p, SIDE_MEMBERS, SUBJECT_TOTAL);
        check_ranking(&w.p, SIDE_MEMBERS, (int)dice((uint32_t)w.p.exam_count));
        seed = keep;
    }
}
END_TEST

/* The order of the rows in the table decides nothing. */
START_TEST(order_of_the_table_does_not_matter)
{
    static struct world a, b;
    for (seed = 1; seed < RUNS; seed++) {
        uint32_t keep = seed;
        int rank_a[TEAMS];
        make_world(&a);
        b = a;
        b.p.teams = b.teams;
        b.p.members = b.members;
        int n = a.p.team_count, at = 0;
        for (int t = 0; t < n; t++) { /* teams and their members in reverse */
            const struct preliminary_team *from = &a.teams[n - 1 - t];
            b.teams[t] = *from;
            b.teams[t].first = at;
            for (int i = 0; i < from->count; i++) {
                b.members[at] = a.members[from->first + from->count - 1 - i];
                b.members[at++].team = t;
            }
        }
        preliminary_sum(&b.p);
        preliminary_rank(&a.p, SIDE_TEAMS, SUBJECT_TOTAL, -1, rows);
        for (int i = 0; i < n; i++)
            rank_a[rows[i].who] = rows[i].rank;
        preliminary_rank(&b.p, SIDE_TEAMS, SUBJECT_TOTAL, -1, rows);
        for (int i = 0; i < n; i++)
            ck_assert_int_eq(rows[i].rank, rank_a[n - 1 - rows[i].who]);
        seed = keep;
    }
}
END_TEST

/* A point more never makes a place worse. */
START_TEST(more_points_never_hurt)
{
    static struct world w;
    for (seed = 1; seed < RUNS; seed++) {
        uint32_t keep = seed;
        make_world(&w);
        int who = (int)dice((uint32_t)w.p.member_count), exam = (int)dice((uint32_t)w.p.exam_count);
        int team = w.p.members[who].team, before = 0, after = 0;
        if (!w.p.exams[exam].team && w.p.exams[exam].weight > 0) {
            int n = preliminary_rank(&w.p, SIDE_TEAMS, SUBJECT_TOTAL, -1, rows);
            for (int i = 0; i < n; i++)
                before = rows[i].who == team ? rows[i].rank : before;
            int64_t total = w.p.teams[team].total;
            w.p.members[who].mark_cp[exam] += 1;
            preliminary_sum(&w.p);
            ck_assert_int_ge(w.p.teams[team].total, total);
            preliminary_rank(&w.p, SIDE_TEAMS, SUBJECT_TOTAL, -1, rows);
            for (int i = 0; i < n; i++)
                after = rows[i].who == team ? rows[i].rank : after;
            if (w.p.best == 0)
                ck_assert_int_le(after, before);
        }
        seed = keep;
    }
}
END_TEST

START_TEST(text_of_values)
{
    expect_value(0, "0");
    expect_value(86500000, "86.5");
    expect_value(211667500, "211.6675");
    expect_value(1, "0.000001");
    expect_value(-2500000, "-2.5");
    expect_value(100 * PRELIMINARY_POINT, "100");
}
END_TEST

static void end(void)
{
    preliminary_destroy(p);
    p = NULL;
    folder_report_finish(&report);
}

int main(void)
{
    Suite *s = suite_create("preliminary");
    TCase *t = tcase_create("preliminary");
    tcase_set_timeout(t, 120);
    tcase_add_checked_fixture(t, NULL, end);
    tcase_add_test(t, zunyi_worked_by_hand);
    tcase_add_test(t, zunyi_line_decided_by_rule);
    tcase_add_test(t, rules_are_taken_in_their_order);
    tcase_add_test(t, every_tie_rule_decides);
    tcase_add_test(t, a_decision_counts_only_for_the_whole_tie);
    tcase_add_test(t, best_members_count);
    tcase_add_test(t, jiaxing_worked_by_hand);
    tcase_add_test(t, a_tie_inside_a_band_is_harmless_across_a_line_it_is_not);
    tcase_add_test(t, squads_of_each_team);
    tcase_add_test(t, team_exams_count_once);
    tcase_add_test(t, nothing_for_nothing);
    tcase_add_test(t, every_mistake_is_named);
    tcase_add_test(t, from_a_folder);
    tcase_add_test(t, noise_is_read_without_harm);
    tcase_add_test(t, properties_of_random_contests);
    tcase_add_test(t, order_of_the_table_does_not_matter);
    tcase_add_test(t, more_points_never_hurt);
    tcase_add_test(t, text_of_values);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
