/* rooms: import folder contest keypad layout view words */
#include "import_kit.h"

START_TEST(full_width_digits_are_digits)
{
    begin();
    expect_rows(import_text(HEAD
                            "X-1,抢答,单选,甲题问的是１０还是２０,１０,二十,三,四,Ｂ,,,１０,\r\n"
                            "X-2,抢答,判断,乙题问的是另一回事,,,,,对,,,１０分,\r\n",
                            false),
                2);
    const char *text = file_text("questions/buzzer.yaml");
    ck_assert_ptr_nonnull(strstr(text, "answer: B"));
    ck_assert_ptr_nonnull(strstr(text, "points: 10"));
    ck_assert_ptr_nonnull(strstr(text, "甲题问的是１０还是２０")); /* text stays as written */
    expect_rows(
        import_text("代表队,姓名,理论,文书\n甲队,张三,８６．５,９０\n乙队,李四,80,70\n", false), 2);
    ck_assert_ptr_nonnull(strstr(file_text("preliminary.yaml"), "[86.5, 90]"));
    expect_rows(import_text("台号,代表队,简称,队员1\n１号,甲队,甲,一\n２,乙队,乙,二\n", false), 2);
    end();
}
END_TEST

START_TEST(questions_of_all_types)
{
    unsigned char png[57] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    png[18] = png[22] = 1; /* 256 × 256 */
    memcpy(png + 49, "IEND\xAE\x42\x60\x82", 8);
    begin();
    mkdir(in_dir("media"), 0777);
    int rows = import_text(
        "竞赛题库,,,,,,,,,,,,,,,,\r\n"
        "序号,题目,题型,环节,A,B,选项C,选项D,答案,解析,依据,分值,图片,错误,改正,位置,备注\r\n"
        "1,\"单选的题目，带“引号”和\"\"英文引号\"\"\",单选题,抢答题,A.甲,B、乙,丙,,b,,,,,,,,x\r\n"
        "2,\"两行的\r\n题目\",多选题,抢答,甲甲,乙乙,丙丙,丁丁,A、C,因为: "
        "如此,《某法》第一条,,,,,,\r\n"
        "3,判断的题目在这里,判断,抢答题,,,,,√,,,,,,,,\r\n"
        ",,,,,,,,,,,,,,,,\r\n"
        "4,简答的题目在这里,简答,抢答题,,,,,# 号开头,,,10分,,,,,\r\n"
        "5,图片的题目在这里,文书纠错,抢答题,,,,,,,,,media/a.png,日期,写全,\"10,20,30,40\",\r\n"
        ",,,,,,,,,,,,,印章,加盖,50 60 70 80,\r\n",
        false);
    expect_rows(rows, 6);
    ck_assert_uint_eq(report.errors, 0);
    struct folder *f = load();
    ck_assert_ptr_null(f); /* the picture is not there yet */
    write_bytes("media/a.png", png, sizeof png);
    f = load();
    ck_assert_ptr_nonnull(f);
    const struct question *q = &f->def.questions[f->def.rounds[1].first_question];
    ck_assert_int_eq(f->def.rounds[1].question_count, 5);
    ck_assert_str_eq(q[0].text, "单选的题目，带“引号”和\"英文引号\"");
    ck_assert_str_eq(q[0].options[1], "乙");
    ck_assert_str_eq(q[0].answer, "B");
    ck_assert_str_eq(q[1].text, "两行的\n题目");
    ck_assert_str_eq(q[1].answer, "AC");
    ck_assert_str_eq(q[1].explanation, "因为: 如此");
    ck_assert_str_eq(q[2].answer, "对");
    ck_assert_str_eq(q[3].answer, "# 号开头");
    ck_assert_int_eq(q[3].points_cp, 1000);
    ck_assert_int_eq(q[4].fault_count, 2);
    ck_assert_int_eq(q[4].faults[1].h, 80);
    ck_assert_str_eq(q[4].id, "R2-005");
    folder_destroy(f);
    ck_assert(access(in_dir("questions/buzzer.yaml.bak"), F_OK) == 0);
    end();
}
END_TEST

START_TEST(what_cannot_be_kept_is_not_replaced)
{
    char before[65536];
    begin();
    strcpy(before, file_text("questions/buzzer.yaml"));
    mkdir(in_dir("questions/buzzer.yaml.bak"), 0777); /* stands for a full disk */
    int rows = import_text(HEAD GOOD, false);
    ck_assert_int_le(rows, 0);
    ck_assert_uint_gt(report.errors, 0);
    ck_assert_str_eq(file_text("questions/buzzer.yaml"), before);
    ck_assert(access(in_dir("questions/buzzer.yaml.new"), F_OK) != 0);
    end();
}
END_TEST

/* One table in every encoding and with every separator gives the same questions. */
START_TEST(encodings_and_separators)
{
    static const struct {
        const char *to, *mark;
        size_t mark_size;
        char separator;
    } ways[] = {
        {"UTF-8", "", 0, ','},
        {"UTF-8", "\xEF\xBB\xBF", 3, ','},
        {"GB18030", "", 0, ','},
        {"GBK", "", 0, ';'},
        {"UTF-16LE", "\xFF\xFE", 2, '\t'},
        {"UTF-16BE", "\xFE\xFF", 2, ','},
        {"UTF-16LE", "", 0, '\t'},
        {"UTF-8", "sep=;\r\n", 7, ';'},
    };
    static const char table[] =
        "题目,答案,环节\r\n行政处罚由谁来决定,行政机关,抢答题\r\n"
        "复议机关怎么确定下来,上一级,抢答题\r\n第三道题目的题目呢,丙,抢答题\r\n"
        "第四道完全不同的内容,丁,抢答题\r\n";
    char first[4096] = "";
    begin();
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        char in[1024], out[4096];
        strcpy(in, table);
        for (char *c = in; *c; c++)
            *c = *c == ',' ? ways[i].separator : *c;
        memcpy(out, ways[i].mark, ways[i].mark_size);
        char *from = in, *to = out + ways[i].mark_size;
        size_t left = strlen(in), room = sizeof out - ways[i].mark_size;
        iconv_t cd = iconv_open(ways[i].to, "UTF-8");
        ck_assert(iconv(cd, &from, &left, &to, &room) != (size_t)-1);
        iconv_close(cd);
        folder_report_finish(&report);
        write_bytes("t.csv", out, sizeof out - room);
        expect_rows(import_one("t.csv", false), 4);
        if (i == 0)
            strcpy(first, file_text("questions/buzzer.yaml"));
        ck_assert_str_eq(file_text("questions/buzzer.yaml"), first);
    }
    end();
}
END_TEST

START_TEST(questions_alike_are_told_in_rows)
{
    begin();
    expect_rows(import_text(HEAD GOOD "X-2,抢答,判断,行政处罚由行政机关决定并且执行,,,,,对,,,,\r\n"
                                      "X-3,抢答,单选,甲题的题目是什么,一,二,三,四,C,,,,\r\n",
                            false),
                3);
    const struct finding *told = NULL;
    for (size_t i = 0; i < report.count; i++)
        if (report.findings[i].line == 4)
            told = &report.findings[i];
    ck_assert_ptr_nonnull(told);
    char wanted[300];
    snprintf(wanted, sizeof wanted, "题目与 X-1（%s 第 2 行）相同", in_dir("t.csv"));
    ck_assert_str_eq(told->message, wanted);
    end();
}
END_TEST

START_TEST(partial_leaves_out_bad_rows)
{
    begin();
    int rows =
        import_text(HEAD GOOD "X-2,抢答,单选,乙题的题目又是什么呢,一,二,三,四,E,,,,\r\n"
                              "X-3,抢答,判断,丙题在这里考一考,,,,,也许,,,,\r\n"
                              "X-4,快答,判断,丁题问的是完全别的,,,,,对,,,,\r\n"
                              "X-1,抢答,判断,戊题的编号已经用了,,,,,对,,,,\r\n"
                              "X-6,抢答,判断,己题这一行没有毛病,,,,,错,,,,\r\n"
                              "X-7,抢答,判断,庚题,,,,,对,,,,\r\nX-8,抢答,判断,辛题,,,,,对,,,,\r\n",
                    true);
    expect_rows(rows, 4);
    ck_assert_uint_eq(report.errors, 4);
    struct folder *f = load();
    ck_assert_ptr_nonnull(f);
    const struct round *r = &f->def.rounds[1];
    ck_assert_int_eq(r->question_count, 4);
    ck_assert_str_eq(f->def.questions[r->first_question + 1].id, "X-6");
    folder_destroy(f);
    end();
}
END_TEST

START_TEST(teams_and_people)
{
    begin();
    char contest[8192];
    strcpy(contest, file_text("contest.yaml"));
    write_bytes("teams.csv",
                "队名,抽签号,简称,带入分\n甲甲甲甲局,2号,甲局,86.5\n乙乙乙乙局,1号,乙局,90.0\n"
                "丙局,3,,\n丁局,4,,\n",
                strlen("队名,抽签号,简称,带入分\n甲甲甲甲局,2号,甲局,86.5\n乙乙乙乙局,1号,乙局,90."
                       "0\n丙局,3,,\n丁局,4,,\n"));
    static const char people[] = "单位,姓名,角色\n甲甲甲甲局,张三,队员\n甲局,李四,\n甲局,王五,"
                                 "替补\n乙局,赵六,队员\n乙局,领导,领队\n";
    write_bytes("people.csv", people, strlen(people));
    char a[200], b[200];
    strcpy(a, in_dir("people.csv"));
    strcpy(b, in_dir("teams.csv"));
    const char *tables[] = {a, b};
    expect_rows(import_tables(dir, tables, 2, false, &report), 8);
    struct folder *f = load();
    ck_assert_ptr_nonnull(f);
    ck_assert_int_eq(f->def.team_count, 4);
    ck_assert_str_eq(f->def.teams[1].name, "甲甲甲甲局");
    ck_assert_int_eq(f->def.teams[1].player_count, 2);
    ck_assert_str_eq(f->def.teams[1].reserve, "王五");
    ck_assert_int_eq(f->def.teams[1].carry_in_cp, 8650);
    ck_assert_int_eq(f->def.teams[0].carry_in_cp, 9000);
    ck_assert_int_eq(f->def.round_count, 3);
    folder_destroy(f);
    /* all else of contest.yaml stands as it was written, comments included */
    const char *now = file_text("contest.yaml");
    ck_assert_ptr_nonnull(strstr(now, "# 大屏幕上的标题"));
    ck_assert_str_eq(strstr(now, "\n# 环节按顺序进行"), strstr(contest, "\n# 环节按顺序进行"));
    end();
}
END_TEST

START_TEST(scores)
{
    begin();
    expect_rows(
        import_text(
            "名次,代表队,姓名,理论,文书纠错,电话,总分\n1,甲队,张三,86.5,缺考,13800000000,86.5\n"
            "2,甲队,李四,80,70,,150\n3,乙队,王五,77,,,77\n",
            false),
        3);
    ck_assert_uint_eq(report.warnings, 2);
    ck_assert_ptr_nonnull(strstr(file_text("preliminary.yaml"), "exams: [理论, 文书纠错]"));
    ck_assert_ptr_nonnull(
        strstr(file_text("preliminary.yaml"), "- {team: 甲队, name: 张三, scores: [86.5, 0]}"));
    end();
}
END_TEST

START_TEST(starter_tables_import)
{
    begin();
    expect_rows(import_one("templates/代表队.csv", false), 4);
    expect_rows(import_one("templates/初赛成绩.csv", false), 12);
    expect_rows(import_one("templates/题目.csv", false), 19);
    ck_assert_uint_eq(report.errors, 0);
    end();
}
END_TEST

START_TEST(paths_stay_in_the_folder)
{
    begin();
    static const char contest[] =
        "contest: {title: 甲}\nteams:\n  - {seat: 1, name: 甲队, players: [甲]}\n  - {seat: 2, "
        "name: 乙队, players: [乙]}\n"
        "rounds:\n  - {name: 抢答, preset: buzzer, questions: ../escape.yaml}\n";
    write_bytes("contest.yaml", contest, strlen(contest));
    ck_assert_int_eq(import_text("题目,答案\n甲是什么,乙\n", false), -1);
    ck_assert(access("/tmp/escape.yaml", F_OK) != 0);
    ck_assert_int_eq(import_one("no-such.csv", true), -1);
    ck_assert_str_eq(report.findings[report.count - 1].message, "没有这个文件");
    end();
    folder_report_init(&report);
    const char *table = "/dev/null";
    ck_assert_int_eq(import_tables("/nonexistent", &table, 1, false, &report), -1);
    ck_assert_uint_ge(report.errors, 1);
    folder_report_finish(&report);
}
END_TEST

START_TEST(five_thousand_questions_in_a_moment)
{
    begin();
    FILE *f = fopen(in_dir("t.csv"), "w");
    fputs("\xEF\xBB\xBF" HEAD, f);
    for (int i = 0; i < 5000; i++)
        fprintf(f,
                "N-%d,抢答题,单选,第%d题，行政机关第%d号文件规定的第%d种期限是多久？,%d日,%d日,%"
                "d日,%d日,C,,,,\r\n",
                i, i * 7919 % 5003, i * 104729 % 9973, i % 977, i % 30 + 1, i % 30 + 32,
                i % 30 + 63, i % 30 + 94);
    fclose(f);
    clock_t before = clock();
    expect_rows(import_one("t.csv", false), 5000);
    double seconds = (double)(clock() - before) / CLOCKS_PER_SEC;
    ck_assert_msg(seconds < 10, "%.1f s", seconds);
    end();
}
END_TEST

/* Tables cut or damaged anywhere are named or taken; nothing crashes. */
START_TEST(damage_never_crashes)
{
    static const char table[] = HEAD GOOD "X-2,抢答,多选,\"乙\r\n题\",一,二,三,四,\"A,C\",,,,\r\n";
    char text[sizeof table];
    begin();
    for (size_t i = 0; i < sizeof table - 1; i += 2) {
        memcpy(text, table, sizeof table);
        text[i] = "\"\xFF,\n\0"[i / 2 % 5];
        folder_report_finish(&report);
        write_bytes("t.csv", text, i % 3 ? sizeof table - 1 : i);
        int rows = import_one("t.csv", i % 4 == 0);
        ck_assert(rows >= 0 || report.errors > 0);
    }
    end();
}
END_TEST

int main(void)
{
    Suite *s = suite_create("import");
    TCase *t = tcase_create("tables");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, questions_of_all_types);
    tcase_add_test(t, what_cannot_be_kept_is_not_replaced);
    tcase_add_test(t, encodings_and_separators);
    tcase_add_test(t, full_width_digits_are_digits);
    tcase_add_test(t, questions_alike_are_told_in_rows);
    tcase_add_test(t, partial_leaves_out_bad_rows);
    tcase_add_test(t, teams_and_people);
    tcase_add_test(t, scores);
    tcase_add_test(t, starter_tables_import);
    tcase_add_test(t, paths_stay_in_the_folder);
    tcase_add_test(t, five_thousand_questions_in_a_moment);
    tcase_add_test(t, damage_never_crashes);
    suite_add_tcase(s, t);
    SRunner *sr = srunner_create(s);
    srunner_run_all(sr, CK_NORMAL);
    int failed = srunner_ntests_failed(sr);
    srunner_free(sr);
    return failed != 0;
}
