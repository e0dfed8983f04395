/* rooms: report journal folder contest keypad layout view words */
#include "report_kit.h"

/* ---- the state as JSON ------------------------------------------------------------------------
 */

START_TEST(json_state_is_exact)
{
    static struct definition def = {.title = "试",
                                    .subtitle = "",
                                    .when = "",
                                    .where = "",
                                    .organiser = "",
                                    .undertaker = "",
                                    .base_cp = 10000,
                                    .seed = 1,
                                    .team_count = 2,
                                    .round_count = 0};
    def.teams[0] = (struct team){.seat = 1, .name = "甲\"队\n", .short_name = "甲", .reserve = ""};
    def.teams[1] = (struct team){.seat = 3, .name = "乙\xff队", .short_name = "乙", .reserve = ""};
    struct contest *c = calloc(1, sizeof *c);
    struct says *says = calloc(1, sizeof *says);
    contest_init(c, &def, NULL, NULL);
    struct input in = {.at_us = 5000000,
                       .kind = INPUT_COMMAND,
                       .command = COMMAND_ADJUST,
                       .seat = 3,
                       .value = -250,
                       .text = "改"};
    ck_assert_int_eq(contest_step(c, &in, says), STEP_DONE);

    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    ck_assert(report_json_state(out, c));
    fclose(out);
    char want[1024];
    snprintf(want, sizeof want,
             "{\n"
             "  \"teams\": [\n"
             "    {\"seat\": 1, \"name\": \"甲\\\"队\\u000a\", \"score\": 100, \"rank\": 1},\n"
             "    {\"seat\": 3, \"name\": \"乙\xef\xbf\xbd队\", \"score\": 97.5, \"rank\": 2}\n"
             "  ],\n"
             "  \"ledger\": [\n"
             "    {\"seq\": 1, \"at_us\": 5000000, \"round\": 0, \"question\": 0, \"seat\": 3, "
             "\"points\": -2.5, \"cause\": \"adjust\"}\n"
             "  ],\n"
             "  \"digest\": \"%016llx\"\n"
             "}\n",
             (unsigned long long)contest_digest(c));
    ck_assert_str_eq(text, want);
    free(text);
    free(says);
    free(c);
}
END_TEST

START_TEST(journal_folds_to_results)
{
    struct report *r = small_show();
    ck_assert_int_eq(r->team_count, 2);
    ck_assert_int_eq(r->teams[0].standing.seat, 2);
    ck_assert_int_eq(r->teams[0].standing.score_cp, 12000);
    ck_assert_int_eq(r->teams[0].round_cp[0], 1000);
    ck_assert_int_eq(r->teams[0].round_cp[1], 1000);
    ck_assert_int_eq(r->teams[1].standing.score_cp, 9550);
    ck_assert(r->finished && !r->rehearsal && r->problems == 0);
    ck_assert_uint_eq(strlen(r->head), 64);
    ck_assert_uint_eq(r->change_count, 6);
    ck_assert(r->changes[0].undone_by > r->changes[0].row);
    ck_assert_int_eq(r->changes[1].undone_by, 0);
    ck_assert(r->changes[5].undone_by > r->changes[5].row + 2);
    for (int i = 0; i < r->team_count; i++) {
        int32_t sum = r->teams[i].start_cp + r->teams[i].other_cp;
        for (int k = 0; k < ROUNDS_MAX; k++)
            sum += r->teams[i].round_cp[k];
        ck_assert_int_eq(sum, r->teams[i].standing.score_cp);
    }
    ck_assert(r->line_count > 10);
    drop(r);
}
END_TEST

START_TEST(csv_is_exact)
{
    struct report *r = small_show();
    struct report_error e;
    ck_assert(report_csv_standings(r, kit_path("s.csv"), &e));
    ck_assert(report_csv_ledger(r, kit_path("l.csv"), &e));
    ck_assert(report_csv_presses(r, kit_path("p.csv"), &e));
    char *text = kit_read(kit_path("s.csv"), NULL);
    ck_assert_str_eq(text, "\xef\xbb\xbf"
                           "名次,台号,代表队,起始分,必答题,抢答题,其他,总分,奖项,备注\r\n"
                           "1,2,\"乙,队\",100,10,10,0,120,一等奖,\r\n"
                           "2,1,'=1+1,100,-5,0.5,0,95.5,二等奖,\r\n");
    free(text);
    text = kit_read(kit_path("l.csv"), NULL);
    ck_assert_str_eq(
        text, "\xef\xbb\xbf"
              "序号,北京时间,环节,题号,题目编号,台号,代表队,事由,分值,得分,说明,状态\r\n"
              "1,14:30:03.000,必答题,1,A-1,1,'=1+1,答对,10,110,,已撤销\r\n"
              "1,14:30:03.000,必答题,1,A-1,1,'=1+1,答错,-5,95,,有效\r\n"
              "2,14:30:06.000,必答题,2,A-2,2,\"乙,队\",答对,10,110,,有效\r\n"
              "3,14:30:13.518,抢答题,1,B-1,2,\"乙,队\",答对,10,120,,有效\r\n"
              "4,14:30:13.518,抢答题,1,B-1,1,'=1+1,改分,0.5,95.5,\"'@SUM \"\"半分\"\"\",有效\r\n"
              "5,14:30:13.518,抢答题,1,B-1,2,\"乙,队\",改分,0.5,120.5,误,已撤销\r\n");
    free(text);
    text = kit_read(kit_path("p.csv"), NULL);
    ck_assert_str_eq(
        text, "\xef\xbb\xbf"
              "序号,北京时间,环节,题号,口令次数,台号,代表队,抢答器,按钮,判定,比最先(毫秒),"
              "不确定度(毫秒),距口令(毫秒),状态\r\n"
              "1,14:30:13.500,抢答题,1,1,2,\"乙,队\",2,0,抢得,,0.150,500.000,有效\r\n"
              "2,14:30:13.518,抢答题,1,1,1,'=1+1,1,0,晚于最先,18.200,0.300,518.200,有效\r\n");
    free(text);
    drop(r);
}
END_TEST

START_TEST(no_journal_no_report)
{
    struct report r;
    struct report_error e;
    ck_assert(!report_load(&r, kit_path("none.journal"), NULL, &e));
    ck_assert(e.what[0] && e.remedy[0]);
    report_finish(&r);
}
END_TEST

START_TEST(json_is_whole)
{
    struct report *r = small_show();
    struct report_error e;
    ck_assert_msg(report_json(r, kit_path("r.json"), &e), "%s", e.what);
    char *text = kit_read(kit_path("r.json"), NULL);
    const char *const wanted[] = {
        "\"format\": \"leitai-results-1\"",
        "\"begun\": \"2023-11-18T14:30:00+08:00\"",
        "{\"seat\": 2, \"name\": \"乙,队\", \"score\": 120, \"rank\": 1, \"start\": 100, "
        "\"rounds\": [10, 10], \"other\": 0, \"prize\": \"一等奖\", \"tied\": false, "
        "\"by_tie_break\": false, \"out\": false, \"players\": [\"乙一\"], \"reserve\": \"\"}",
        "\"margin_us\": 18200, \"since_go_us\": 518200, \"undone_by\": 0}",
        "\"reason\": \"@SUM \\\"半分\\\"\", \"undone_by\": 0}",
        r->head,
    };
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        ck_assert_msg(strstr(text, wanted[i]) != NULL, "lacks %s:\n%s", wanted[i], text);
    free(text);
    drop(r);
}
END_TEST

static void tamper(const char *sql)
{
    char command[900];
    unlink(kit_path("show.journal"));
    play_small(kit_path("show.journal"), false, true);
    snprintf(command, sizeof command, "sqlite3 '%s' \"%s\" 2>&1", kit_path("show.journal"), sql);
    char *said = kit_run(command);
    ck_assert_str_eq(said, "");
    free(said);
}

START_TEST(an_altered_journal_is_not_to_be_signed)
{
    struct report_error e;
    tamper("UPDATE narration SET text = '2号 答对 +99' WHERE text LIKE '%答对%';");
    struct report *r = load(kit_path("show.journal"));
    ck_assert_int_gt(r->problems, 0);
    ck_assert(r->problem[0]);
    ck_assert(report_pdf(r, kit_path("r.pdf"), &e));
    if (kit_have("pdftotext"))
        kit_pdf_has(kit_path("r.pdf"), (const char *const[]){"本表不得签字", NULL});
    drop(r);
}
END_TEST

START_TEST(an_edited_score_does_not_replay)
{
    struct report r;
    struct report_error e;
    tamper("UPDATE entry SET value = 5000 WHERE command = 'adjust' AND seat = 1;");
    ck_assert(!report_load(&r, kit_path("show.journal"), NULL, &e));
    ck_assert_msg(strstr(e.what, "记录重演后") != NULL, "%s", e.what);
    report_finish(&r);
}
END_TEST

START_TEST(a_press_taken_back_is_marked)
{
    const char *path = kit_path("show.journal");
    struct player *p = player_create(kit_folder(small, 3), path, false);
    player_command(p, COMMAND_ROUND, 0, 2, "");
    reach(p, PHASE_READ);
    while (p->contest.state.phase != PHASE_OPEN) {
        player_command(p, COMMAND_NEXT, 0, 0, "");
        player_wait(p, 3500000);
    }
    player_press(p, 2, 100000);
    ck_assert(player_command(p, COMMAND_UNDO, 0, 0, ""));
    struct report *r = load(path);
    ck_assert_uint_eq(r->press_count, 1);
    ck_assert_int_gt(r->presses[0].undone_by, r->presses[0].row);
    drop(r);
    ck_assert(player_command(p, COMMAND_REDO, 0, 0, ""));
    r = load(path);
    ck_assert_int_eq(r->presses[0].undone_by, 0);
    ck_assert_int_eq(r->presses[0].verdict, VERDICT_WON);
    drop(r);
    player_destroy(p);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("report");
    TCase *t = tcase_create("small");
    tcase_add_checked_fixture(t, kit_setup, kit_teardown);
    tcase_add_test(t, json_state_is_exact);
    tcase_add_test(t, journal_folds_to_results);
    tcase_add_test(t, csv_is_exact);
    tcase_add_test(t, no_journal_no_report);
    tcase_add_test(t, json_is_whole);
    tcase_add_test(t, an_altered_journal_is_not_to_be_signed);
    tcase_add_test(t, an_edited_score_does_not_replay);
    tcase_add_test(t, a_press_taken_back_is_marked);
    tcase_set_timeout(t, 60);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
