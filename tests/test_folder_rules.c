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
    tcase_add_test(t, shipped_presets_are_sound);
    suite_add_tcase(s, t);
    SRunner *sr = srunner_create(s);
    srunner_run_all(sr, CK_NORMAL);
    int failed = srunner_ntests_failed(sr);
    srunner_free(sr);
    return failed != 0;
}
