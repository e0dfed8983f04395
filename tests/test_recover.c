/* rooms: recover show journal folder contest keypad layout view words */
#include "recover/recover.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "show/show.h"

static char dir[64], journal[128];
static struct folder *folder;
static struct folder_report report;
static struct recover_scores scores;
static struct recovered done;
static struct journal_error error;

static void begin(void)
{
    struct folder_report r;
    strcpy(dir, "/tmp/leitai-recover-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(dir));
    snprintf(journal, sizeof journal, "%s/journal/show.journal", dir);
    folder_report_init(&r);
    folder = folder_load("config/zunyi-final", NULL, &r);
    folder_report_finish(&r);
    ck_assert_ptr_nonnull(folder);
    folder_report_init(&report);
}

static void end(void)
{
    char command[100];
    folder_report_finish(&report);
    folder_destroy(folder);
    snprintf(command, sizeof command, "rm -rf '%s'", dir);
    ck_assert_int_eq(system(command), 0);
}

static bool read_text(const char *text)
{
    folder_report_finish(&report);
    return recover_read(&scores, text, "分数.csv", &folder->def, &report);
}

static bool make(bool force)
{
    struct recover_options o = {.journal = journal, .force = force};
    return recover_show(folder, &scores, &o, &done, &error);
}

static struct show *resume(void)
{
    struct show_options o = {.journal = journal};
    struct show *s = show_create(folder, &o, &error);
    ck_assert_msg(s != NULL, "%s", error.what);
    return s;
}

static enum show_result command(struct show *s, enum command c)
{
    struct input in = {
        .kind = INPUT_COMMAND, .command = c, .at_us = show_contest(s)->state.last_us + 1000};
    return show_input(s, &in);
}

static const char good[] = "round 3\n"
                           "1,120\n2,100\n3,-10\n4,87.5\n5,0\n6,130\n7,140\n8,150\n9,160\n10,170\n";
static const int32_t wanted[] = {12000, 10000, -1000, 8750, 0, 13000, 14000, 15000, 16000, 17000};

static void expect_good(void)
{
    ck_assert_int_eq(scores.round, 3);
    for (int i = 0; i < 10; i++)
        ck_assert_int_eq(scores.score_cp[i], wanted[i]);
}

static bool said(const char *text, int line)
{
    for (size_t i = 0; i < report.count; i++)
        if (strstr(report.findings[i].message, text) && report.findings[i].line == line &&
            *report.findings[i].remedy && strcmp(report.findings[i].file, "分数.csv") == 0)
            return true;
    folder_report_print(&report, stderr);
    return false;
}

/* ---- reading ---- */

START_TEST(all_ways_of_writing)
{
    static const char *const texts[] = {
        good,
        "\xEF\xBB\xBF台号,代表队,分数\r\n环节,3,\r\n1,遵义市市场监督管理局,120\r\n2,生态环境,"
        "100\r\n"
        "3,,−10\r\n4号,,87.50\r\n5号台,,0\r\n6,,130\r\n7,,140\r\n8,,150\r\n9,,160\r\n10,,170\r\n",
        "# 抄自大屏照片\n\n round   3   # 风险题\n 1 120\n10  170\n9 160\n8\t150\n7；140\n6，130\n"
        "5：0\n4;87.5\n3 -10\n2 +100\n\n",
        "seat;score\nRound: 3\n1;\"120\"\n2;100\n3;-10\n4;87.5\n5;0\n6;130\n7;140\n8;150\n9;160\n"
        "10;170",
    };
    begin();
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        bool ok = read_text(texts[i]);
        if (!ok)
            folder_report_print(&report, stderr);
        ck_assert_msg(ok, "text %zu", i);
        expect_good();
    }
    end();
}
END_TEST

START_TEST(every_mistake_is_named)
{
    static const struct {
        const char *change, *to, *message;
        int line;
    } bad[] = {
        {"round 3\n", "", "没有写从哪个环节继续", 0},
        {"round 3", "round 9", "没有环节“9”", 1},
        {"round 3", "round x", "没有环节“x”", 1},
        {"round 3", "round", "没有环节“”", 1},
        {"round 3\n", "round 3\nround 4\n", "环节写了两次，第一次在第 1 行", 2},
        {"5,0\n", "", "缺少 5号 台", 0},
        {"5,0", "4,0", "4号 台的分数写了两次，第一次在第 5 行", 6},
        {"5,0", "11,0", "没有 11 号台", 6},
        {"5,0", "五,0", "没有 五 号台", 6},
        {"5,0", "5", "这一行有 1 格", 6},
        {"5,0", "5,甲,0,0", "这一行有 4 格", 6},
        {"5,0", "5,生态环境,0", "不是“生态环境”", 6},
        {"5,0", "5,１０", "“１０”不是分数", 6},
        {"5,0", "5,1.234", "“1.234”不是分数", 6},
        {"5,0", "5,1O", "“1O”不是分数", 6},
        {"5,0", "5,100001", "“100001”不是分数", 6},
        {"5,0", "5,-", "“-”不是分数", 6},
        {"round 3\n", "round 3\ndraw 2,1\n", "抽签结果有 2 个台号，代表队有 10 支", 2},
        {"round 3\n", "round 3\ndraw 2,2\n", "抽签结果里的“2”不是台号或者重复", 2},
    };
    begin();
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char text[600];
        const char *at = strstr(good, bad[i].change);
        ck_assert_ptr_nonnull(at);
        snprintf(text, sizeof text, "%.*s%s%s", (int)(at - good), good, bad[i].to,
                 at + strlen(bad[i].change));
        ck_assert_msg(!read_text(text), "%s", bad[i].to);
        ck_assert_msg(said(bad[i].message, bad[i].line), "%s", bad[i].message);
    }
    ck_assert(!read_text("\xFF\xFE"
                         "1"));
    ck_assert(said("文件编码是", 0));
    ck_assert(!read_text(""));
    end();
}
END_TEST

START_TEST(noise_is_read_without_harm)
{
    static const char pieces[][12] = {"round", "3", ",",  "\n", " ",  "draw", "10", "-",
                                      "台号",  "#", "\"", ".",  "\t", "环节", "\r", "\xFF"};
    uint32_t x = 1;
    begin();
    for (int n = 0; n < 5000; n++) {
        char text[256] = "";
        for (int k = 0; k < 20; k++) {
            x = x * 1664525 + 1013904223;
            strcat(text, pieces[x >> 28]);
        }
        read_text(text);
    }
    end();
}
END_TEST

/* ---- the journal ---- */

START_TEST(scores_are_as_typed_and_the_ledger_explains)
{
    begin();
    ck_assert(read_text(good));
    ck_assert_msg(make(false), "%s", error.what);
    ck_assert_int_eq(done.adjusted, 9); /* 2号 has its base score already */
    ck_assert_str_eq(done.away, "");
    struct show *s = resume();
    const struct contest *c = show_contest(s);
    ck_assert(show_resumed(s));
    ck_assert_int_eq(c->state.phase, PHASE_RULES);
    ck_assert_int_eq(c->state.round, 2);
    ck_assert_int_eq(c->state.ledger_count, 9);
    for (int seat = 1; seat <= 10; seat++) {
        ck_assert_int_eq(contest_score_cp(c, seat), wanted[seat - 1]);
        ck_assert_int_eq(contest_public_score_cp(c, seat), wanted[seat - 1]);
        ck_assert_int_eq(contest_round_points_cp(c, seat, 2), 0); /* no cap is used up */
    }
    for (int i = 0; i < c->state.ledger_count; i++) {
        ck_assert_str_eq(c->state.ledger[i].reason, "灾后重录");
        ck_assert_int_eq(c->state.ledger[i].cause, CAUSE_ADJUST);
        ck_assert_int_eq(c->state.ledger[i].round, -1);
    }
    show_destroy(s);
    struct journal_proof proof;
    ck_assert(journal_verify(journal, NULL, NULL, NULL, &proof));
    ck_assert_int_eq(proof.entries, 11); /* nine edits, the round, the resume */
    end();
}
END_TEST

START_TEST(undo_goes_back_through_the_edits)
{
    begin();
    ck_assert(read_text(good));
    ck_assert(make(false));
    struct show *s = resume();
    const struct contest *c = show_contest(s);
    ck_assert_int_eq(contest_undo_depth(c), 10);
    ck_assert_int_eq(command(s, COMMAND_UNDO), SHOW_DONE); /* the round */
    ck_assert_int_eq(c->state.phase, PHASE_TITLE);
    ck_assert_int_eq(contest_score_cp(c, 10), 17000);
    ck_assert_int_eq(command(s, COMMAND_UNDO), SHOW_DONE); /* the last edit */
    ck_assert_int_eq(contest_score_cp(c, 10), 10000);
    ck_assert_int_eq(contest_score_cp(c, 9), 16000);
    ck_assert_int_eq(command(s, COMMAND_REDO), SHOW_DONE);
    ck_assert_int_eq(command(s, COMMAND_REDO), SHOW_DONE);
    ck_assert_int_eq(contest_score_cp(c, 10), 17000);
    ck_assert_int_eq(c->state.phase, PHASE_RULES);
    show_destroy(s);
    end();
}
END_TEST

START_TEST(the_show_goes_on)
{
    begin();
    ck_assert(read_text(good));
    ck_assert(make(false));
    struct show *s = resume();
    const struct contest *c = show_contest(s);
    ck_assert_int_eq(command(s, COMMAND_NEXT), SHOW_DONE); /* risk: a team chooses */
    ck_assert_int_eq(c->state.phase, PHASE_SELECT);
    /* its order of turns is by the retyped scores where the round says so */
    if (contest_policy(c)->order == ORDER_LOW)
        ck_assert_int_eq(c->state.turn_seat, 3);
    if (contest_policy(c)->order == ORDER_HIGH)
        ck_assert_int_eq(c->state.turn_seat, 10);
    show_destroy(s);
    s = resume(); /* and again after a crash */
    ck_assert_int_eq(show_contest(s)->state.phase, PHASE_SELECT);
    ck_assert_int_eq(contest_score_cp(show_contest(s), 4), 8750);
    show_destroy(s);
    end();
}
END_TEST

START_TEST(to_the_standings_and_with_a_draw)
{
    char text[400];
    begin();
    snprintf(text, sizeof text, "draw 10 9 8 7 6 5 4 3 2 1\n%s", good);
    memcpy(strstr(text, "round 3"), "round S", 7);
    ck_assert(!read_text(text));
    snprintf(text, sizeof text, "抽签：10,9,8,7,6,5,4,3,2,1\nround standings%s", good + 7);
    bool ok = read_text(text);
    if (!ok)
        folder_report_print(&report, stderr);
    ck_assert(ok);
    ck_assert_int_eq(scores.round, RECOVER_STANDINGS);
    ck_assert_msg(make(false), "%s", error.what);
    struct show *s = resume();
    const struct contest *c = show_contest(s);
    ck_assert_int_eq(c->state.phase, PHASE_STANDINGS);
    ck_assert_str_eq(contest_team(c, 10)->name, folder->def.teams[0].name);
    for (int seat = 1; seat <= 10; seat++)
        ck_assert_int_eq(contest_score_cp(c, seat), wanted[seat - 1]);
    show_destroy(s);
    /* a name that fits the list but not the draw */
    snprintf(text, sizeof text, "draw 10,9,8,7,6,5,4,3,2,1\nround 3\n1,市场监管,120%s",
             strstr(good, "\n2,"));
    ck_assert(!read_text(text));
    ck_assert(said("不是“市场监管”", 3));
    end();
}
END_TEST

/* ---- what lay there before ---- */

static off_t size_of(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 ? st.st_size : -1;
}

START_TEST(an_unfinished_journal_is_never_overwritten)
{
    begin();
    ck_assert(read_text(good));
    ck_assert(make(false));
    struct show *s = resume();
    int64_t entries = show_entries(s);
    ck_assert(!make(true)); /* being written: refused even with force */
    ck_assert_int_eq(error.kind, JOURNAL_LOCKED);
    show_destroy(s);
    ck_assert(!make(false));
    ck_assert_int_eq(error.kind, JOURNAL_EXISTS);
    ck_assert_ptr_nonnull(strstr(error.remedy, "--force"));
    s = resume(); /* untouched */
    ck_assert_int_eq(show_entries(s), entries + 1);
    show_destroy(s);
    scores.score_cp[0] = 100;
    ck_assert_msg(make(true), "%s", error.what);
    ck_assert_ptr_nonnull(strstr(done.away, "show-001.journal"));
    struct journal_proof proof;
    ck_assert(journal_verify(done.away, NULL, NULL, NULL, &proof));
    ck_assert_int_eq(proof.entries, entries + 1);
    s = resume();
    ck_assert_int_eq(contest_score_cp(show_contest(s), 1), 100);
    show_destroy(s);
    ck_assert_msg(make(true), "%s", error.what); /* the next free number */
    ck_assert_ptr_nonnull(strstr(done.away, "show-002.journal"));
    end();
}
END_TEST

START_TEST(an_unreadable_journal_is_kept_as_it_lies)
{
    char name[200];
    begin();
    snprintf(name, sizeof name, "%s/journal", dir);
    mkdir(name, 0777);
    FILE *f = fopen(journal, "w");
    ck_assert_ptr_nonnull(f);
    fputs("half a sector of nothing", f);
    fclose(f);
    ck_assert(read_text(good));
    ck_assert(!make(false));
    ck_assert_int_eq(size_of(journal), 24);
    ck_assert_msg(make(true), "%s", error.what);
    ck_assert_int_eq(size_of(done.away), 24);
    ck_assert_ptr_nonnull(strstr(done.away, ".damaged-001"));
    show_destroy(resume());
    f = fopen(journal, "w"); /* and again: the first stays */
    ck_assert_ptr_nonnull(f);
    fputs("less", f);
    fclose(f);
    char first[JOURNAL_PATH_MAX];
    strcpy(first, done.away);
    ck_assert_msg(make(true), "%s", error.what);
    ck_assert_ptr_nonnull(strstr(done.away, ".damaged-002"));
    ck_assert_int_eq(size_of(first), 24);
    ck_assert_int_eq(size_of(done.away), 4);
    end();
}
END_TEST

START_TEST(nothing_half_made_is_left)
{
    char name[200];
    begin();
    ck_assert(read_text(good));
    scores.round = 99; /* as if the rules refused */
    ck_assert(!make(false));
    ck_assert_str_ne(error.what, "");
    ck_assert_int_eq(size_of(journal), -1);
    scores.round = 3;
    ck_assert_msg(make(false), "%s", error.what); /* over the leavings of the first try */
    snprintf(name, sizeof name, "%s.recovering", journal);
    ck_assert_int_eq(size_of(name), -1);
    strcat(name, "-wal");
    ck_assert_int_eq(size_of(name), -1);
    end();
}
END_TEST

int main(void)
{
    Suite *s = suite_create("recover");
    TCase *t = tcase_create("recover");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, all_ways_of_writing);
    tcase_add_test(t, every_mistake_is_named);
    tcase_add_test(t, noise_is_read_without_harm);
    tcase_add_test(t, scores_are_as_typed_and_the_ledger_explains);
    tcase_add_test(t, undo_goes_back_through_the_edits);
    tcase_add_test(t, the_show_goes_on);
    tcase_add_test(t, to_the_standings_and_with_a_draw);
    tcase_add_test(t, an_unfinished_journal_is_never_overwritten);
    tcase_add_test(t, an_unreadable_journal_is_kept_as_it_lies);
    tcase_add_test(t, nothing_half_made_is_left);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
