/* rooms: script show folder journal contest keypad view words arbiter layout */
/* Scripts: what is wrong with one is told with its line; a failing expectation says wanted and
 * found. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "folder_base.h"
#include "script/script.h"

static const struct {
    const char *text;
    int line;
    const char *part; /* of the message */
} broken[] = {
    {"1 kee 1", 1, "kee"},
    {"# a\n\n1", 3, "缺少动词"},
    {"x key 1", 1, "不是时间"},
    {"-1 key 1", 1, "不是时间"},
    {"+ key 1", 1, "不是时间"},
    {"5 key 1\n4 key 1", 2, "不能倒退"},
    {"1 key F1", 1, "F1"},
    {"1 key", 1, "没有“”这个键"},
    {"1 key 1 2", 1, "多了"},
    {"1 press", 1, "缺少 SEAT"},
    {"1 press 25", 1, "25"},
    {"1 press 0", 1, "0"},
    {"1 press two", 1, "two"},
    {"1 press 2 at", 1, "press SEAT at SECONDS"},
    {"1 press 2 on 1", 1, "press SEAT at SECONDS"},
    {"1 press 2 at 1.5", 1, "晚于到达"},
    {"1 command fly", 1, "fly"},
    {"1 command", 1, "没有“”这个命令"},
    {"1 command adjust 99", 1, "99"},
    {"1 command adjust 1 ten", 1, "ten"},
    {"1 expect", 1, "expect"},
    {"1 expect tea", 1, "expect tea"},
    {"1 expect phase lunch", 1, "lunch"},
    {"1 expect score 1", 1, "缺少分数"},
    {"1 expect score 1 ten", 1, "ten"},
    {"1 expect says", 1, "缺少 TEXT"},
    {"1 expect rank 1 0", 1, "RANK"},
    {"1 expect clock soon", 1, "soon"},
    {"1 expect lamp 1 blue", 1, "on"},
    {"1 expect refused now", 1, "多了"},
    {"1 shot", 1, "缺少 TEXT"},
    {"1 wait a bit", 1, "多了"},
    {"999999999999 wait", 1, "不是时间"},
};

START_TEST(a_broken_line_is_told)
{
    struct script s;
    int line;
    char message[SCRIPT_MESSAGE];
    ck_assert(!script_parse(&s, broken[_i].text, NULL, &line, message));
    ck_assert_msg(line == broken[_i].line && strstr(message, broken[_i].part), "%s: line %d: %s",
                  broken[_i].text, line, message);
    ck_assert_ptr_null(s.steps);
}
END_TEST

START_TEST(a_script_is_read_as_written)
{
    static const char text[] = "\xef\xbb\xbf# comment\r\n"
                               "1.5 key Enter\r\n"
                               "\n"
                               "  +0.25\tpress 3 at 1.600001  \n"
                               "2 command adjust 2 -500 a reason, in words\n"
                               "2 command end_round\n"
                               "2 command round - 3\n"
                               "3 expect score 4 -92.5\n"
                               "3 expect says two words";
    struct script s;
    int line;
    char message[SCRIPT_MESSAGE];
    ck_assert_msg(script_parse(&s, text, NULL, &line, message), "%d: %s", line, message);
    ck_assert_uint_eq(s.count, 7);
    ck_assert_int_eq(s.steps[0].at_us, 1500000);
    ck_assert_int_eq(s.steps[0].value, KEY_ENTER);
    ck_assert_int_eq(s.steps[1].at_us, 1750000);
    ck_assert_int_eq(s.steps[1].press_us, 1600001);
    ck_assert_int_eq(s.steps[1].line, 4);
    ck_assert_int_eq(s.steps[2].command, COMMAND_ADJUST);
    ck_assert_int_eq(s.steps[2].value, -500);
    ck_assert_str_eq(s.steps[2].text, "a reason, in words");
    ck_assert_int_eq(s.steps[3].seat, 0);
    ck_assert_int_eq(s.steps[4].value, 3);
    ck_assert_int_eq(s.steps[5].value, -9250);
    ck_assert_str_eq(s.steps[6].text, "two words");
    script_finish(&s);
}
END_TEST

/* ---- playing
 * -------------------------------------------------------------------------------------- */

static struct folder *base_folder(void)
{
    static const struct folder_file files[] = {
        {"contest.yaml", base_contest, sizeof base_contest - 1},
        {"questions/a.yaml", base_a, sizeof base_a - 1},
        {"questions/b.yaml", base_b, sizeof base_b - 1},
        {"questions/c.yaml", base_c, sizeof base_c - 1},
    };
    struct folder_report report;
    folder_report_init(&report);
    struct folder *f = folder_load_files(files, 4, &report);
    ck_assert_ptr_nonnull(f);
    folder_report_finish(&report);
    return f;
}

static bool play(const char *text, int *line, char *message)
{
    struct folder *f = base_folder();
    struct show_options options = {0};
    struct journal_error e;
    struct script s;
    ck_assert_msg(script_parse(&s, text, NULL, line, message), "%d: %s", *line, message);
    struct show *show = show_create(f, &options, &e);
    ck_assert_ptr_nonnull(show);
    bool ok = script_play(&s, show, line, message);
    show_destroy(show);
    script_finish(&s);
    folder_destroy(f);
    return ok;
}

static const struct {
    const char *text;
    int line;
    const char *wanted, *found;
} failing[] = {
    {"1 key Enter\n1 expect phase read", 2, "阶段 read", "rules"},
    {"1 expect score 1 110", 1, "110 分（台号 1）", "100"},
    {"1 expect score 9 100", 1, "台号 9 没有代表队", ""},
    {"1 expect rank 1 2", 1, "第 2 名（台号 1）", "1"},
    {"1 key Enter\n2 expect says 你好", 2, "你好", "必答题"},
    {"1 key Enter\n2 expect silent 必答题", 2, "没有“必答题”", "说过了"},
    {"1 key Enter\n2 expect refused", 2, "被拒绝", "接受了"},
    {"1 expect clock 5", 1, "计时 5 秒", "0"},
    {"1 expect lamp 1 on", 1, "1 号的灯 on", "off"},
};

START_TEST(a_failing_expectation_says_wanted_and_found)
{
    int line;
    char message[SCRIPT_MESSAGE];
    ck_assert(!play(failing[_i].text, &line, message));
    ck_assert_int_eq(line, failing[_i].line);
    ck_assert_msg(strstr(message, failing[_i].wanted) && strstr(message, failing[_i].found), "%s",
                  message);
}
END_TEST

START_TEST(a_show_goes_as_expected)
{
    int line;
    char message[SCRIPT_MESSAGE] = "";
    bool ok = play("1 key Enter\n2 key Enter\n3 key Enter\n4 expect clock 29\n4 expect lamp 1 on\n"
                   "5 key +\n5 expect score 1 110\n5 expect rank 1 1\n6 key 0\n"
                   "7 command round - 2\n7 expect refused\n8 shot picture\n9 wait\n"
                   "10 hold 2\n10 release 2\n10 unplug 2\n10 plug 2\n10 expect says 就绪",
                   &line, message);
    ck_assert_msg(ok, "%d: %s", line, message);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("script");
    TCase *t = tcase_create("script");
    tcase_add_loop_test(t, a_broken_line_is_told, 0, (int)(sizeof broken / sizeof *broken));
    tcase_add_test(t, a_script_is_read_as_written);
    tcase_add_loop_test(t, a_failing_expectation_says_wanted_and_found, 0,
                        (int)(sizeof failing / sizeof *failing));
    tcase_add_test(t, a_show_goes_as_expected);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
