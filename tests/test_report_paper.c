/* rooms: report journal folder contest keypad layout view words */
#include "report_kit.h"

#include "report/print.h"

static const char *const written[] = {
    "results.pdf",  "ledger.pdf", "certificates.pdf", "certificates-players.pdf",
    "results.xlsx", "ledger.csv", "presses.csv",      "standings.csv",
    "results.json"};
enum { WRITTEN = sizeof written / sizeof *written };

START_TEST(same_journal_same_bytes)
{
    struct report *r = small_show();
    struct report_error e;
    char a[600], b[600];
    ck_assert_msg(report_write_all(r, kit_path("a"), NULL, &e), "%s", e.what);
    drop(r);
    setenv("TZ", "America/New_York", 1);
    sleep(1); /* a file that tells the time of its making would differ */
    r = load(kit_path("show.journal"));
    ck_assert_msg(report_write_all(r, kit_path("b"), NULL, &e), "%s", e.what);
    drop(r);
    unsetenv("TZ");
    for (int i = 0; i < WRITTEN; i++) {
        size_t na, nb;
        snprintf(a, sizeof a, "%s/%s", kit_path("a"), written[i]);
        snprintf(b, sizeof b, "%s/%s", kit_path("b"), written[i]);
        char *ta = kit_read(a, &na), *tb = kit_read(b, &nb);
        ck_assert_uint_gt(na, 100);
        ck_assert_msg(na == nb && memcmp(ta, tb, na) == 0, "%s differs", written[i]);
        free(ta);
        free(tb);
    }
    DIR *d = opendir(kit_path("a"));
    int count = 0;
    for (struct dirent *f; (f = readdir(d));)
        count += f->d_name[0] != '.';
    closedir(d);
    ck_assert_int_eq(count, WRITTEN); /* and no .part is left */
}
END_TEST

START_TEST(workbook_holds_numbers)
{
    struct report *r = small_show();
    struct report_error e;
    char command[700];
    ck_assert_msg(report_xlsx(r, kit_path("x.xlsx"), &e), "%s", e.what);
    if (!kit_have("unzip"))
        return;
    snprintf(command, sizeof command, "unzip -p '%s' xl/worksheets/sheet1.xml", kit_path("x.xlsx"));
    char *sheet = kit_run(command);
    ck_assert_ptr_nonnull(strstr(sheet, "<v>95.5</v>"));
    ck_assert_ptr_nonnull(strstr(sheet, "<v>-5</v>"));
    ck_assert_ptr_nonnull(strstr(sheet, "state=\"frozen\""));
    ck_assert_ptr_null(strstr(sheet, "<f>")); /* "=1+1" stays text */
    free(sheet);
    snprintf(command, sizeof command, "unzip -p '%s' xl/workbook.xml", kit_path("x.xlsx"));
    char *book = kit_run(command);
    const char *names[] = {"排名", "计分流水", "抢答记录", "奖项", "曲线"};
    for (int i = 0; i < 5; i++)
        ck_assert_ptr_nonnull(strstr(book, names[i]));
    free(book);
    snprintf(command, sizeof command, "unzip -p '%s' xl/charts/chart1.xml", kit_path("x.xlsx"));
    char *chart = kit_run(command);
    ck_assert_ptr_nonnull(strstr(chart, "scatterChart"));
    free(chart);
    drop(r);
}
END_TEST

START_TEST(signed_sheet_says_everything)
{
    struct report *r = small_show();
    struct report_error e;
    ck_assert_msg(report_pdf(r, kit_path("r.pdf"), &e), "%s", e.what);
    if (kit_have("pdftotext")) {
        const char *wanted[] = {
            "试赛成绩公布表", "=1+1",         "乙,队", "95.5",        "一等奖", "没有同分的代表队",
            "总裁判长",       "@SUM\"半分\"", r->head, "第1页/共1页", NULL};
        ck_assert_int_eq(kit_pdf_pages(kit_path("r.pdf")), 1);
        kit_pdf_has(kit_path("r.pdf"), wanted);
    }
    drop(r);
}
END_TEST

START_TEST(paper_says_when_it_is_not_final)
{
    struct report_error e;
    play_small(kit_path("run.journal"), false, false);
    play_small(kit_path("try.journal"), true, true);
    struct report *run = load(kit_path("run.journal")), *try = load(kit_path("try.journal"));
    ck_assert(report_pdf(run, kit_path("run.pdf"), &e));
    ck_assert(report_pdf(try, kit_path("try.pdf"), &e));
    if (kit_have("pdftotext")) {
        kit_pdf_has(kit_path("run.pdf"), (const char *const[]){"比赛尚未结束", NULL});
        kit_pdf_has(kit_path("try.pdf"), (const char *const[]){"彩排记录", NULL});
    }
    drop(run);
    drop(try);
}
END_TEST

START_TEST(a_folder_that_cannot_be_written_is_named)
{
    struct report *r = small_show();
    struct report_error e = {0};
    ck_assert(!report_write_all(r, kit_path("none/such"), NULL, &e));
    ck_assert_ptr_nonnull(strstr(e.what, "none/such"));
    ck_assert(e.remedy[0]);
    mkdir(kit_path("results.xlsx"), 0777); /* in the way */
    ck_assert(!report_xlsx(r, kit_path("results.xlsx"), &e));
    ck_assert_int_ne(access(kit_path("results.xlsx.part"), F_OK), 0);
    drop(r);
}
END_TEST

/* ---- certificates -----------------------------------------------------------------------------
 */

START_TEST(certificate_text_is_checked)
{
    struct report *r = small_show();
    struct report_error e;
    static const struct {
        const char *text;
        const char *wanted;
    } bad[] = {{"heading: 证\ntitel: x\n", "第 2 行"},
               {"\n# 注\nbody: {teem}\n", "第 3 行"},
               {"body: {team\n", "第 1 行"},
               {"", "第 1 行"}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        ck_assert(!report_certificates(r, bad[i].text, kit_path("c.pdf"), &e));
        ck_assert_msg(strstr(e.what, bad[i].wanted) != NULL, "%s", e.what);
    }
    char *sample = kit_read("assets/templates/certificate.txt", NULL);
    ck_assert_msg(report_certificates(r, sample, kit_path("c.pdf"), &e), "%s", e.what);
    ck_assert_msg(report_certificates(r, NULL, kit_path("d.pdf"), &e), "%s", e.what);
    size_t nc, nd;
    char *c = kit_read(kit_path("c.pdf"), &nc), *d = kit_read(kit_path("d.pdf"), &nd);
    ck_assert(nc == nd && memcmp(c, d, nc) == 0); /* the file that ships says what is built in */
    if (kit_have("pdftotext")) {
        ck_assert_int_eq(kit_pdf_pages(kit_path("c.pdf")), 2);
        kit_pdf_has(kit_path("c.pdf"),
                    (const char *const[]){"乙,队：", "试赛中", "2023年11月18日", "司法局", NULL});
    }
    free(sample);
    free(c);
    free(d);
    drop(r);
}
END_TEST

/* ---- a whole final ----------------------------------------------------------------------------
 */

static struct folder *final_folder(void)
{
    static const char *const presets[] = {"config/presets", NULL};
    struct folder_report found;
    folder_report_init(&found);
    struct folder *f = folder_load("config/zunyi-final", presets, &found);
    folder_report_finish(&found);
    ck_assert_ptr_nonnull(f);
    return f;
}

START_TEST(a_whole_final)
{
    struct report_error e;
    struct player *p = player_create(final_folder(), kit_path("show.journal"), false);
    p->seed = (uint64_t)_i;
    for (int n = 0; p->contest.state.phase != PHASE_END && n < 3000; n++) {
        player_go_on(p);
        if (player_random(p, 12) == 0)
            player_command(p, COMMAND_UNDO, 0, 0, "");
        if (player_random(p, 30) == 0)
            player_command(p, COMMAND_REDO, 0, 0, "");
    }
    ck_assert_int_eq(p->contest.state.phase, PHASE_END);
    player_finish(p);
    struct report *r = load(kit_path("show.journal"));
    for (int i = 0; i < r->team_count; i++)
        ck_assert_int_eq(r->teams[i].standing.score_cp,
                         contest_score_cp(&p->contest, r->teams[i].standing.seat));
    ck_assert_uint_eq(contest_digest(r->contest), contest_digest(&p->contest));
    ck_assert(r->press_count > 10);
    ck_assert_msg(report_write_all(r, kit_path("out"), NULL, &e), "%s", e.what);
    if (kit_have("pdfinfo"))
        ck_assert_int_eq(kit_pdf_pages(kit_path("out/certificates.pdf")), 10);
    drop(r);
    player_destroy(p);
}
END_TEST

START_TEST(paper_for_the_show)
{
    struct folder *f = final_folder();
    struct report_error e;
    ck_assert_msg(print_all(f, kit_path("paper"), NULL, &e), "%s", e.what);
    if (kit_have("pdftotext")) {
        ck_assert_int_eq(kit_pdf_pages(kit_path("paper/score-sheet.pdf")), 6);
        kit_pdf_has(kit_path("paper/host-script.pdf"),
                    (const char *const[]){"主持人台本", "第1环节", "规则", "备用题", "颁奖", NULL});
        kit_pdf_has(kit_path("paper/answers.pdf"),
                    (const char *const[]){"评委答案册", "错误5", "依据", NULL});
    }
    folder_destroy(f);
}
END_TEST

/* ---- packets ----------------------------------------------------------------------------------
 */

static const char *const packets[] = {
    "contest.yaml",
    "contest: {title: 试赛}\n"
    "teams:\n"
    "  - {seat: 1, name: 甲队, short: 甲, players: [甲一]}\n"
    "  - {seat: 2, name: 乙队, short: 乙, players: [乙一]}\n"
    "rounds:\n"
    "  - name: 必答题\n"
    "    preset: required\n"
    "    questions: questions/a.yaml\n"
    "    policy: {packets: draw}\n"
    "prizes: [{name: 一等奖, count: 1}]\n",
    "questions/a.yaml",
    "questions:\n"
    "  - {id: Q1, type: short, text: 听证由谁主持, answer: 甲, packet: B}\n"
    "  - {id: Q2, type: short, text: 复议多久作出决定, answer: 乙, packet: A}\n"
    "  - {id: Q3, type: short, text: 罚款缴到哪里去, answer: 丙}\n"
    "  - {id: Q4, type: short, text: 证据怎样登记保存, answer: 丁, packet: B}\n"
    "  - {id: Q5, type: short, text: 送达回证何人签收, answer: 戊, packet: A}\n"};

static void expect_in_order(const char *path, const char *const *wanted)
{
    char command[700];
    snprintf(command, sizeof command, "pdftotext -layout '%s' - | tr -d ' '", path);
    char *text = kit_run(command);
    const char *at = text;
    for (; *wanted; wanted++) {
        const char *found = strstr(at, *wanted);
        ck_assert_msg(found != NULL, "no %s behind the former:\n%s", *wanted, text);
        at = found + strlen(*wanted);
    }
    free(text);
}

START_TEST(questions_stand_by_packet)
{
    static const char *const wanted[] = {
        "2个题包，每包2题", "题包A的题目", "题包A第1题", "复议多久",   "题包A第2题",
        "送达回证",         "题包B的题目", "听证",       "题包B第2题", "证据怎样",
        "以下为备用题",     "备用题",      "罚款缴到",   NULL};
    struct folder *f = kit_folder(packets, 2);
    struct report_error e;
    ck_assert_msg(print_all(f, kit_path("paper"), NULL, &e), "%s", e.what);
    if (kit_have("pdftotext")) {
        expect_in_order(kit_path("paper/host-script.pdf"), wanted);
        expect_in_order(kit_path("paper/answers.pdf"), wanted);
    }
    folder_destroy(f);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("report_paper");
    TCase *t = tcase_create("files");
    tcase_add_checked_fixture(t, kit_setup, kit_teardown);
    tcase_add_test(t, same_journal_same_bytes);
    tcase_add_test(t, workbook_holds_numbers);
    tcase_add_test(t, signed_sheet_says_everything);
    tcase_add_test(t, paper_says_when_it_is_not_final);
    tcase_add_test(t, a_folder_that_cannot_be_written_is_named);
    tcase_add_test(t, certificate_text_is_checked);
    tcase_set_timeout(t, 60);
    suite_add_tcase(s, t);
    t = tcase_create("final");
    tcase_add_checked_fixture(t, kit_setup, kit_teardown);
    tcase_add_loop_test(t, a_whole_final, 1, 3);
    tcase_add_test(t, paper_for_the_show);
    tcase_add_test(t, questions_stand_by_packet);
    tcase_set_timeout(t, 120);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
