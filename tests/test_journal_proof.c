/* rooms: journal contest words */
/* pkgs: sqlite3 */
#include "journal_kit.h"

/* ---- tampering --------------------------------------------------------------------------------
 */

static const struct {
    const char *sql, *named;
} tampering[] = {
    {"UPDATE ledger SET points=points+10 WHERE entry=15", "第 15 条"},
    {"UPDATE ledger SET points=points+0.0000001 WHERE entry=15 AND seq=5", "第 15 条"},
    {"UPDATE ledger SET cause='wrong' WHERE entry=20", "第 20 条"},
    {"UPDATE entry SET at_us=at_us+1 WHERE seq=7", "第 7 条"},
    {"UPDATE entry SET chain=replace(chain,'a','b') WHERE seq=7", "第 7 条"},
    {"UPDATE entry SET command=NULL WHERE seq=10", "第 10 条"},
    {"UPDATE entry SET text='' WHERE seq=10", "第 10 条"},
    {"UPDATE press SET press_us=press_us-1 WHERE entry=11", "第 11 条"},
    {"UPDATE press SET verdict='won' WHERE entry=11", "第 11 条"},
    {"UPDATE narration SET text=text||' ' WHERE entry=6 AND line=1", "第 6 条"},
    {"DELETE FROM narration WHERE entry=6 AND line=2", "第 6 条"},
    {"DELETE FROM press WHERE entry=11", "第 11 条"},
    {"DELETE FROM entry WHERE seq=9", "缺少第 9 条"},
    {"DELETE FROM entry WHERE seq BETWEEN 9 AND 12", "缺少第 9 至 12 条"},
    {"DELETE FROM entry WHERE seq=1", "缺少第 1 条"},
    {"DELETE FROM entry WHERE seq>28", "缺少第 29 至 30 条"},
    {"DELETE FROM entry; DELETE FROM press; DELETE FROM ledger; DELETE FROM narration",
     "缺少第 1 至 30 条"},
    {"DELETE FROM narration WHERE entry>28; DELETE FROM ledger WHERE entry>28;"
     "DELETE FROM press WHERE entry>28; DELETE FROM entry WHERE seq>28;"
     "UPDATE head SET seq=28, chain=(SELECT chain FROM entry WHERE seq=28) WHERE what='last'",
     "页被改动"}, /* the end cut off with care: only the pages tell, and the signed sheet */
    {"UPDATE entry SET seq=-1 WHERE seq=8; UPDATE entry SET seq=8 WHERE seq=9;"
     "UPDATE entry SET seq=9 WHERE seq=-1",
     "第 8 条"},
    {"INSERT INTO ledger VALUES(99,1,0,0,0,NULL,3,50,50,'right',NULL,'')", "第 99 条"},
    {"INSERT INTO entry SELECT seq+30,at_us,wall_us,kind,command,seat,number,value,text,phase,"
     "digest,ledger_count,chain FROM entry WHERE seq=1",
     "第 31 条"},
    {"UPDATE file SET text='title: x' WHERE n=1", "contest.yaml"},
    {"UPDATE meta SET value='x' WHERE key='title'", "比赛信息"},
    {"DELETE FROM file WHERE n=2", "比赛信息"},
    {"UPDATE meta SET value='1' WHERE key='rehearsal'", "比赛信息"},
    {"CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM ledger; END", "比赛信息"},
    {"DELETE FROM head WHERE what='last'", "末尾标记"},
    {"UPDATE head SET chain='x' WHERE what='last'", "末尾标记"},
    {"INSERT INTO head VALUES('finished',30,1,'x')", "封存标记"},
    {"UPDATE alive SET at_us=77", "页被改动"},
};

START_TEST(tampering_is_named)
{
    char told[4096];
    struct journal *j = create();
    append_all(j, 1, 30);
    journal_close(j);
    assert_whole(path);
    sql(path, tampering[_i].sql);
    int count = problems(path, told);
    ck_assert_msg(count > 0 && strstr(told, tampering[_i].named), "%s: told “%s”",
                  tampering[_i].sql, told);
}
END_TEST

START_TEST(a_damaged_journal_is_not_taken_up)
{
    struct journal *j = create();
    append_all(j, 1, 30);
    journal_close(j);
    sql(path, "UPDATE ledger SET points=points+10 WHERE entry=15");
    refuse(&(struct journal_open_options){.write = true}, JOURNAL_DAMAGED);
}
END_TEST

START_TEST(every_flipped_byte_is_named)
{
    char told[4096], copy[600];
    struct journal *j = create();
    append_all(j, 1, 60);
    journal_close(j);
    long size = file_size(path);
    snprintf(copy, sizeof copy, "%s/copy.journal", folder);
    copy_file(path, copy, size);
    for (long at = 0; at < size; at += at < 200 ? 1 : 211) {
        flip(copy, at);
        ck_assert_msg(problems(copy, told) > 0, "byte %ld of %ld", at, size);
        flip(copy, at);
    }
    assert_whole(copy);
}
END_TEST

START_TEST(every_cut_is_named)
{
    char told[4096], copy[600];
    struct journal *j = create();
    append_all(j, 1, 60);
    journal_close(j);
    long size = file_size(path);
    snprintf(copy, sizeof copy, "%s/copy.journal", folder);
    for (long cut = 0; cut < size; cut += 1024 - 1 + cut % 3) {
        copy_file(path, copy, cut);
        ck_assert_msg(problems(copy, told) > 0, "cut at %ld of %ld", cut, size);
    }
}
END_TEST

START_TEST(reading_with_the_shell_does_no_harm)
{
    char copy[600];
    struct journal_error e;
    struct journal *j = create();
    append_all(j, 1, 60);
    snprintf(copy, sizeof copy, "%s/copy.journal", folder);
    copy_journal(copy, 1 << 28);             /* as after a kill: entries still in the log */
    sql(copy, "SELECT count(*) FROM entry"); /* another SQLite folds the log in on closing */
    assert_whole(copy);
    struct journal *k = journal_open(copy, &(struct journal_open_options){.write = true}, &e);
    ck_assert_msg(k != NULL, "%s", e.what);
    ck_assert_int_eq(check_all(k), 60);
    journal_close(k);
    journal_close(j);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("journal_proof");
    TCase *t = tcase_create("journal_proof");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_set_timeout(t, 120);
    tcase_add_loop_test(t, tampering_is_named, 0, sizeof tampering / sizeof *tampering);
    tcase_add_test(t, a_damaged_journal_is_not_taken_up);
    tcase_add_test(t, every_flipped_byte_is_named);
    tcase_add_test(t, every_cut_is_named);
    tcase_add_test(t, reading_with_the_shell_does_no_harm);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
