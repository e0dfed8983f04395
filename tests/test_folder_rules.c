/* rooms: folder contest keypad layout view words */
#include <check.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "folder/folder.h"

/* A contest of one round with the preset and policy under test; every broken rule set must be told
 * at its line. */
struct broken {
    const char *preset;
    const char *policy; /* lines of the policy */
    const char *key;    /* told: at this key's line, or the policy's when it isn't there */
    const char *remedy; /* part */
};

/* clang-format off */
static const struct broken broken_rules[] = {
    /* words and numbers */
    {"required", "rigth: 10", "rigth", "right"},
    {"required", "right: ten", "right", "10"},
    {"required", "right: 10.555", "right", "10"},
    {"required", "right: 1e3", "right", "10"},
    {"required", "right: 10分", "right", "半角"},
    {"required", "right: １０", "right", "半角"},
    {"required", "right: 999999", "right", "9999"},
    {"required", "right: [10, 20]", "right", "只写一段"},
    {"required", "right: {a: 1}", "right", "只写一段"},
    {"required", "answer_seconds: 30秒", "answer_seconds", "不带单位"},
    {"required", "answer_seconds: -5", "answer_seconds", "0 到 3600"},
    {"required", "answer_seconds: 2.5", "answer_seconds", "整数"},
    {"required", "who: trun", "who", "turn"},
    {"required", "who: 轮流", "who", "press"},
    {"required", "order: low", "order", "low_score"},
    {"required", "order: desc", "order", "reverse"},
    {"required", "value: fix", "value", "fixed"},
    {"required", "may_pass: perhaps", "may_pass", "yes"},
    {"required", "questions_per_turn: 0", "questions_per_turn", "1"},
    {"required", "right_percent: 5000", "right_percent", "1000"},
    {"required", "timeout: x", "timeout", "半角"},
    {"required", "wrong_percent: 百", "wrong_percent", "整数"},
    {"buzzer", "early: 10", "early", "0"},
    {"buzzer", "early_press: penalty", "early_press", "foul"},
    {"buzzer", "reading_press: stop", "reading_press", "interrupt"},
    {"buzzer", "foul_then: next", "foul_then", "void"},
    {"buzzer", "foul_scope: team", "foul_scope", "round"},
    {"buzzer", "tie: lowest", "tie", "repress"},
    {"buzzer", "after_wrong: reopn", "after_wrong", "reopen"},
    {"buzzer", "go: beep", "go", "countdown"},
    {"buzzer", "countdown_seconds: 99", "countdown_seconds", "10"},
    {"buzzer", "wins_max: -2", "wins_max", "0"},
    {"buzzer", "rebounds: 2", "rebounds", "rebounds_max"},
    {"risk", "menu: [10, 二十]", "menu", "[10, 20, 30]"},
    {"risk", "menu: [10, 20, 30, 40, 50, 60, 70]", "menu", "删去"},
    {"risk", "menu: [0, 20]", "menu", "1"},
    {"risk", "menu_stock: [a]", "menu_stock", "[10, 20, 30]"},
    {"judged", "combine: average", "combine", "mean"},
    {"judged", "decimals: 9", "decimals", "0"},
    /* rules that contradict each other */
    {"required", "round_points_max: 5", "round_points_max", "right"},
    {"risk", "wrong: -10", "wrong", "wrong_percent"},
    {"risk", "right: 20", "right", "right_percent"},
    {"required", "value: question\nwrong: 0", "wrong", "0 不扣"},
    {"required", "value: question\ntimeout: -5", "timeout", "timeout_percent"},
    {"correction", "wrong: -5", "wrong", "false_claim"},
    {"judged", "right: 20", "right", "judge_max"},
    {"risk", "round_points_max: 5", "round_points_max", "menu"},
    {"required", "value: menu", "menu", "[10, 20, 30]"},
    {"required", "menu: [10]", "menu", "value"},
    {"risk", "menu: [10, 20]\nmenu_stock: [3]", "menu_stock", "policy 里的 menu_stock"},
    {"buzzer", "window_seconds: 0", "window_seconds", "window_seconds"},
    {"required", "window_seconds: 10", "window_seconds", "删去"},
    {"buzzer", "go: countdown\ncountdown_seconds: 0", "countdown_seconds", "go: key"},
    {"required", "think_seconds: 10\nanswer_seconds: 0", "answer_seconds", "answer_seconds"},
    {"required", "timeout: -5\nanswer_seconds: 0", "timeout", "answer_seconds"},
    {"buzzer", "early_press: lock\nearly_lock_ms: 0", "early_lock_ms", "early_lock_ms"},
    {"buzzer", "early: -10\nearly_press: ignore\nreading_press: ignore", "early", "foul"},
    {"buzzer", "early_press: foul\nearly: -10\nearly_repeat: -5", "early_repeat", "early"},
    {"buzzer", "tie: repress\ntie_window_us: 500000", "tie_window_us", "减小"},
    {"buzzer", "after_wrong: reopen\nrebounds_max: 0", "rebounds_max", "after_wrong: dead"},
    {"required", "after_wrong: next_press\nrebounds_max: 1", "after_wrong", "dead"},
    {"buzzer", "after_wrong: dead\nrebound_seconds: 10", "rebound_seconds", "after_wrong"},
    {"buzzer", "after_wrong: dead\nwins_max: 2\nfailed_max: 3", "failed_max", "减小"},
    {"correction", "fault: 0\nall_bonus: 0", "fault", "all_bonus"},
    {"correction", "fault: 10\nquestion_points_max: 5", "question_points_max", "提高"},
    {"judged", "judges: 0", "judges", "judges"},
    {"judged", "judges: 3\ndrop_high: 2\ndrop_low: 1", "drop_high", "减小"},
    {"tie_break", "sudden: none", "sudden", "first_right"},
    {"required", "stake: double\ndoubles_max: 0", "doubles_max", "doubles_max"},
    {"required", "doubles_max: 2", "doubles_max", "stake"},
    {"required", "lifelines_max: 1\nlifeline_seconds: 0", "lifeline_seconds", "lifeline_seconds"},
    {"required", "pass: -5\nmay_pass: no", "pass", "may_pass"},
    {"required", "wrong: 10\nright: 10", "wrong", "正负号"},
    {"tie_break", "eliminate: 1", "eliminate", "删去"},
    {"buzzer", "floor: zero", "floor", "total"},
    {"required", "bonus_questions: 1\nbonus_right: 10", "bonus_questions", "who"},
    {"tie_break", "bonus_questions: 1\nbonus_right: 10", "bonus_questions", "删去"},
    {"buzzer", "value: faults\nbonus_questions: 1\nbonus_right: 10", "bonus_questions", "who"},
    {"buzzer", "bonus_questions: 1", "bonus_right", "bonus_right"},
    {"buzzer", "bonus_right: 10", "bonus_questions", "bonus_questions"},
    {"buzzer", "interrupt_right: 15", "interrupt_right", "interrupt"},
    {"buzzer", "reading_press: interrupt\ninterrupt_right_seconds: 5", "interrupt_right_seconds",
     "interrupt_right"},
};
/* clang-format on */

static const char questions[] = "questions:\n"
                                "  - {id: A, type: picture, text: 甲, media: a.png, faults: "
                                "[{title: 甲, right: 乙, region: [0, 0, 1, 1]}]}\n"
                                "  - {id: B, type: picture, text: 乙, media: b.png, faults: "
                                "[{title: 甲, right: 乙, region: [0, 0, 1, 1]}]}\n";

static int contest_of(const struct broken *b, char *out, size_t size)
{
    int n = snprintf(out, size,
                     "contest: {title: 试}\n"
                     "teams:\n"
                     "  - {seat: 1, name: 甲队, players: [甲]}\n"
                     "  - {seat: 2, name: 乙队, players: [乙]}\n"
                     "rounds:\n"
                     "  - name: 环节\n"
                     "    preset: %s\n"
                     "    questions: q.yaml\n"
                     "    policy:\n",
                     b->preset);
    const int policy_line = 9;
    int told = policy_line, line = policy_line + 1;
    for (const char *s = b->policy; s; line++) {
        const char *nl = strchr(s, '\n');
        int length = nl ? (int)(nl - s) : (int)strlen(s);
        n += snprintf(out + n, size - (size_t)n, "      %.*s\n", length, s);
        if (strncmp(s, b->key, strlen(b->key)) == 0 && s[strlen(b->key)] == ':')
            told = line;
        s = nl ? nl + 1 : NULL;
    }
    return told;
}

START_TEST(every_broken_rule_set_is_told)
{
    const struct broken *b = &broken_rules[_i];
    char contest[2048], field[100];
    int line = contest_of(b, contest, sizeof contest);
    struct folder_file files[] = {{"contest.yaml", contest, strlen(contest)},
                                  {"q.yaml", questions, sizeof questions - 1}};
    struct folder_report r;
    folder_report_init(&r);
    ck_assert_ptr_null(folder_load_files(files, 2, &r));
    snprintf(field, sizeof field, "rounds[1].policy.%s", b->key);
    bool met = false;
    for (size_t i = 0; i < r.count; i++) {
        const struct finding *f = &r.findings[i];
        met |= f->severity == SEVERITY_ERROR && !strcmp(f->file, "contest.yaml") &&
               f->line == line && !strncmp(f->field, field, strlen(field)) &&
               strstr(f->remedy, b->remedy) && *f->message;
    }
    if (!met)
        folder_report_print(&r, stderr);
    ck_assert_msg(met, "%s { %s }: wanted line %d %s → %s", b->preset, b->policy, line, field,
                  b->remedy);
    folder_report_finish(&r);
}
END_TEST

/* One file of text under test; the contest's own reasons and break beside its head. */
static struct folder *head_of(const char *head, struct folder_report *r)
{
    static char contest[2048];
    snprintf(contest, sizeof contest,
             "contest: {title: 试%s}\n"
             "teams:\n"
             "  - {seat: 1, name: 甲队, players: [甲]}\n"
             "  - {seat: 2, name: 乙队, players: [乙]}\n"
             "rounds:\n"
             "  - {name: 演讲, preset: judged}\n",
             head);
    struct folder_file files[] = {{"contest.yaml", contest, strlen(contest)}};
    folder_report_init(r);
    return folder_load_files(files, 1, r);
}

START_TEST(reasons_and_the_break_are_the_contests_own)
{
    struct folder_report r;
    struct folder *f =
        head_of(", break_minutes: 15, reasons: {void: [停电, 泄题], conduct: [吵闹]}", &r);
    ck_assert_ptr_nonnull(f);
    ck_assert_int_eq(f->def.break_minutes, 15);
    ck_assert_str_eq(definition_reason(&f->def, REASON_VOID, 2), "泄题");
    ck_assert_ptr_null(definition_reason(&f->def, REASON_VOID, 3));
    ck_assert_str_eq(definition_reason(&f->def, REASON_CONDUCT, 1), "吵闹");
    ck_assert_str_eq(definition_reason(&f->def, REASON_SCORE, 1), "裁判裁定"); /* the usual ones */
    ck_assert_ptr_null(definition_reason(&f->def, REASON_SCORE, 9));
    folder_destroy(f);
    folder_report_finish(&r);
}
END_TEST

static const struct {
    const char *head, *field, *message;
} broken_heads[] = {
    {", break_minutes: 999", "contest.break_minutes", "180"},
    {", break_minutes: 0", "contest.break_minutes", "1"},
    {", reasons: {void: [一, 二, 三, 四, 五, 六, 七, 八, 九, 十]}", "contest.reasons.void", "10"},
    {", reasons: {score: [甲, '']}", "contest.reasons.score[2]", ""},
    {", reasons: {conduct: [一条长得写不到小键盘一个键上的原因]}", "contest.reasons.conduct[1]",
     "12"},
    {", reasons: {viod: [甲]}", "contest.reasons.viod", "viod"},
};

START_TEST(broken_reasons_are_told)
{
    struct folder_report r;
    bool met = false;
    ck_assert_ptr_null(head_of(broken_heads[_i].head, &r));
    for (size_t i = 0; i < r.count; i++)
        met |= strcmp(r.findings[i].field, broken_heads[_i].field) == 0 &&
               (strstr(r.findings[i].message, broken_heads[_i].message) ||
                strstr(r.findings[i].remedy, broken_heads[_i].message));
    if (!met)
        folder_report_print(&r, stderr);
    ck_assert_msg(met, "%s", broken_heads[_i].head);
    folder_report_finish(&r);
}
END_TEST

/* Without `count` there is a bonus question for every toss-up; with it, too few are told. */
START_TEST(bonus_questions_are_counted)
{
    for (int count = 0; count <= 2; count++) {
        char contest[600];
        snprintf(contest, sizeof contest,
                 "contest: {title: 试}\n"
                 "teams: [{seat: 1, name: 甲队, players: [甲]}, {seat: 2, name: 乙队, players: "
                 "[乙]}]\n"
                 "rounds:\n"
                 "  - {name: 抢, preset: buzzer, questions: q.yaml, count: %d,\n"
                 "     policy: {bonus_questions: 1, bonus_right: 10}}\n",
                 count);
        static const char three[] =
            "questions: [{id: A, type: short, text: 甲, answer: 一}, {id: B, type: short, "
            "text: 乙, answer: 二}, {id: C, type: short, text: 丙, answer: 三}]\n";
        struct folder_file files[] = {{"contest.yaml", contest, strlen(contest)},
                                      {"q.yaml", three, sizeof three - 1}};
        struct folder_report r;
        folder_report_init(&r);
        struct folder *f = folder_load_files(files, 2, &r);
        ck_assert_ptr_nonnull(f);
        ck_assert_int_eq(f->def.rounds[0].planned, count ? count : 1);
        ck_assert_int_eq(f->def.rounds[0].bonus.right_cp, 10 * CP);
        ck_assert_int_eq(f->def.rounds[0].bonus.who, WHO_TURN);
        bool told = false;
        for (size_t i = 0; i < r.count; i++)
            told |= strcmp(r.findings[i].field, "rounds[1].count") == 0;
        ck_assert(told == (count == 2));
        folder_destroy(f);
        folder_report_finish(&r);
    }
}
END_TEST

/* The rule sets that come with the program are sound, each by itself. */
START_TEST(shipped_presets_are_sound)
{
    DIR *d = opendir("config/presets");
    if (!d)
        return; /* run from elsewhere */
    int count = 0;
    for (struct dirent *e; (e = readdir(d));) {
        size_t n = strlen(e->d_name);
        if (n < 6 || strcmp(e->d_name + n - 5, ".yaml") != 0)
            continue;
        char path[400], text[16384], own[400];
        snprintf(path, sizeof path, "config/presets/%s", e->d_name);
        FILE *f = fopen(path, "rb");
        ck_assert_ptr_nonnull(f);
        size_t size = fread(text, 1, sizeof text - 1, f);
        text[size] = '\0';
        fclose(f);
        struct broken b = {.policy = NULL, .key = "x"};
        char name[260], contest[2048];
        snprintf(name, sizeof name, "%.*s", (int)(n - 5), e->d_name);
        b.preset = name;
        contest_of(&b, contest, sizeof contest);
        snprintf(own, sizeof own, "presets/%s", e->d_name);
        struct folder_file files[] = {{"contest.yaml", contest, strlen(contest)},
                                      {"q.yaml", questions, sizeof questions - 1},
                                      {own, text, size}};
        struct folder_report r;
        folder_report_init(&r);
        folder_destroy(folder_load_files(files, 3, &r));
        for (size_t i = 0; i < r.count; i++) {
            const struct finding *x = &r.findings[i];
            /* the questions fit no menu; the rules themselves must be sound */
            bool rules = !strcmp(x->file, own) || strstr(x->field, "preset");
            ck_assert_msg(!rules || strstr(x->message, "分的题"), "%s:%d %s %s", x->file, x->line,
                          x->field, x->message);
        }
        folder_report_finish(&r);
        count++;
    }
    closedir(d);
    ck_assert_int_ge(count, 8);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("rules in folders");
    TCase *t = tcase_create("rules");
    tcase_set_timeout(t, 60);
    tcase_add_loop_test(t, every_broken_rule_set_is_told, 0,
                        (int)(sizeof broken_rules / sizeof broken_rules[0]));
    tcase_add_test(t, reasons_and_the_break_are_the_contests_own);
    tcase_add_loop_test(t, broken_reasons_are_told, 0,
                        (int)(sizeof broken_heads / sizeof broken_heads[0]));
    tcase_add_test(t, bonus_questions_are_counted);
    tcase_add_test(t, shipped_presets_are_sound);
    suite_add_tcase(s, t);
    SRunner *sr = srunner_create(s);
    srunner_run_all(sr, CK_NORMAL);
    int failed = srunner_ntests_failed(sr);
    srunner_free(sr);
    return failed != 0;
}
