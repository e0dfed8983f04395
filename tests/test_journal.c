/* rooms: journal contest words */
/* pkgs: sqlite3 */
#include "journal_kit.h"

/* ---- writing and reading back -----------------------------------------------------------------
 */

START_TEST(everything_comes_back)
{
    struct journal *j = create();
    ck_assert_int_eq(journal_count(j), 0);
    append_all(j, 1, 400);
    ck_assert_int_eq(check_all(j), 400);
    journal_close(j);

    j = open_for(true);
    ck_assert_int_eq(check_all(j), 400);
    append_all(j, 401, 500);
    journal_close(j);

    j = open_for(false);
    ck_assert_int_eq(check_all(j), 500);
    const struct journal_meta *m = journal_meta(j);
    ck_assert_str_eq(m->title, meta.title);
    ck_assert_str_eq(m->definition, "d1");
    ck_assert_int_eq(m->base_wall_us, meta.base_wall_us);
    ck_assert_int_eq(m->format, JOURNAL_FORMAT);
    ck_assert(!m->rehearsal);
    size_t count;
    const struct journal_file *files = journal_files(j, &count);
    ck_assert_uint_eq(count, 2);
    for (size_t i = 0; i < count; i++) {
        ck_assert_str_eq(files[i].path, definition[i].path);
        ck_assert_uint_eq(files[i].size, definition[i].size);
        ck_assert_mem_eq(files[i].text, definition[i].text, definition[i].size);
    }
    journal_close(j);
    assert_whole(path);
}
END_TEST

START_TEST(reading_from_the_middle)
{
    struct journal_error e;
    struct journal_row row;
    struct journal *j = create();
    append_all(j, 1, 30);
    struct journal_cursor *c = journal_read(j, 21, false, &e);
    for (int n = 21; n <= 30; n++) {
        ck_assert_int_eq(journal_next(c, &row, &e), 1);
        ck_assert_int_eq(row.seq, n);
        ck_assert_int_eq(row.says.count, 0);
    }
    ck_assert_int_eq(journal_next(c, &row, &e), 0);
    journal_cursor_destroy(c);
    journal_close(j);
}
END_TEST

START_TEST(points_are_decimal_numbers_and_undone_rows_are_known)
{
    struct journal_error e;
    struct made m;
    struct journal *j = create();
    make(&m, 5);
    m.ledger[0].points_cp = 9250;
    m.ledger[1].points_cp = -1000;
    ck_assert(journal_append(j, &m.record, &e)); /* rows 1, 2 */
    make(&m, 1);
    m.in.kind = INPUT_WAKE;
    m.record.press = NULL;
    m.record.ledger_count = 1; /* row 2 undone */
    ck_assert(journal_append(j, &m.record, &e));
    make(&m, 5);
    m.ledger[0] = m.ledger[1];
    m.ledger[0].points_cp = 25;
    m.record.ledger_new = 1;
    m.record.ledger_count = 2; /* another row 2 */
    ck_assert(journal_append(j, &m.record, &e));
    journal_close(j);
    ck_assert_double_eq(sql_number(path, "SELECT points FROM ledger WHERE entry=1 AND seq=1"),
                        92.5);
    ck_assert_double_eq(sql_number(path, "SELECT sum(points) FROM ledger"), 82.75);
    ck_assert_double_eq(sql_number(path, "SELECT sum(points) FROM ledger_now"), 92.75);
    ck_assert_double_eq(sql_number(path, "SELECT count(*) FROM ledger_now"), 2);
    assert_whole(path);
}
END_TEST

START_TEST(the_clock_goes_on_from_the_last_sign_of_life)
{
    struct journal_error e;
    int64_t wall;
    struct journal *j = create();
    ck_assert_int_eq(journal_last_alive(j, NULL), 0);
    append_all(j, 1, 3);
    ck_assert_int_eq(journal_last_alive(j, NULL), 3000007);
    ck_assert(journal_alive(j, 9500000, meta.base_wall_us + 10000000, &e));
    journal_close(j);
    j = open_for(false);
    ck_assert_int_eq(journal_last_alive(j, &wall), 9500000);
    ck_assert_int_eq(wall, meta.base_wall_us + 10000000);
    journal_close(j);
    j = open_for(true); /* the clock is set back by a day: older by the wall, later all the same */
    ck_assert(journal_alive(j, 11000000, meta.base_wall_us - 86400000000, &e));
    journal_close(j);
    j = open_for(false);
    ck_assert_int_eq(journal_last_alive(j, &wall), 11000000);
    ck_assert_int_eq(wall, meta.base_wall_us - 86400000000);
    journal_close(j);
    assert_whole(path);
}
END_TEST

START_TEST(a_finished_journal_is_sealed)
{
    struct journal_error e;
    char head[JOURNAL_HASH_TEXT], told[4096];
    struct journal *j = create();
    append_all(j, 1, 10);
    ck_assert(journal_mark_finished(j, meta.base_wall_us + 1, &e));
    ck_assert(journal_mark_finished(j, meta.base_wall_us + 2, &e));
    ck_assert(!append(j, 11, &e));
    ck_assert_int_eq(e.kind, JOURNAL_FINISHED);
    strcpy(head, journal_head(j));
    journal_close(j);
    j = open_for(false);
    ck_assert(journal_is_finished(j));
    ck_assert_str_eq(journal_head(j), head);
    journal_close(j);
    assert_whole(path);
    sql(path, "DELETE FROM head WHERE what='finished'");
    ck_assert_int_gt(problems(path, told), 0);
}
END_TEST

START_TEST(names_and_archive)
{
    struct journal_error e;
    char out[600], expected[600];
    ck_assert_str_eq(journal_name("c", true, out, sizeof out), "c/journal/rehearsal.journal");
    ck_assert_str_eq(journal_name("c", false, out, 10), "");
    for (int i = 1; i <= 2; i++) {
        struct journal *j = create();
        append_all(j, 1, i);
        journal_close(j);
        ck_assert_msg(journal_archive(path, NULL, out, sizeof out, &e), "%s", e.what);
        snprintf(expected, sizeof expected, "%s/journal/show-00%d.journal", folder, i);
        ck_assert_str_eq(out, expected);
        ck_assert_int_ne(access(path, F_OK), 0);
        assert_whole(out);
    }
}
END_TEST

/* ---- refusals ---------------------------------------------------------------------------------
 */

static void write_file(const char *name, const char *text, size_t size)
{
    FILE *f = fopen(name, "wb");
    ck_assert_ptr_nonnull(f);
    fwrite(text, 1, size, f);
    fclose(f);
}

START_TEST(not_a_journal)
{
    char text[9000];
    refuse_all(JOURNAL_MISSING);
    journal_close(create());
    unlink(path);
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)(i * 37);
    write_file(path, text, sizeof text);
    refuse_all(JOURNAL_NOT_A_JOURNAL);
    ck_assert_int_eq(file_size(path), sizeof text);
    write_file(path, "", 0);
    refuse_all(JOURNAL_NOT_A_JOURNAL);
    ck_assert_int_eq(file_size(path), 0);
    unlink(path);
    mkdir(path, 0755);
    refuse_all(JOURNAL_NOT_A_JOURNAL);
    rmdir(path);
    sqlite3 *db;
    sqlite3_open(path, &db);
    sqlite3_exec(db, "CREATE TABLE entry(seq)", NULL, NULL, NULL);
    sqlite3_close(db);
    refuse_all(JOURNAL_NOT_A_JOURNAL);
}
END_TEST

START_TEST(never_overwritten)
{
    struct journal_error e;
    struct journal *j = create();
    append_all(j, 1, 5);
    ck_assert_ptr_null(journal_create(path, &meta, definition, 2, NULL, &e));
    ck_assert_int_eq(e.kind, JOURNAL_EXISTS);
    journal_close(j);
    ck_assert_ptr_null(journal_create(path, &meta, definition, 2, NULL, &e));
    j = open_for(false);
    ck_assert_int_eq(check_all(j), 5);
    journal_close(j);
}
END_TEST

START_TEST(newer_format_and_other_contest)
{
    struct journal_error e;
    struct journal_file changed[] = {definition[0], {"questions/risk.yaml", "- x\n", 4}};
    struct journal *j = create();
    append_all(j, 1, 5);
    journal_close(j);
    struct journal_open_options o = {.definition = "d1"};
    journal_close(j = journal_open(path, &o, &e));
    ck_assert_ptr_nonnull(j);
    o = (struct journal_open_options){.definition = "d2", .files = changed, .file_count = 2};
    refuse(&o, JOURNAL_OTHER_CONTEST);
    ck_assert_ptr_null(journal_open(path, &o, &e));
    ck_assert_ptr_nonnull(strstr(e.what, "questions/risk.yaml"));
    ck_assert_ptr_nonnull(strstr(e.what, meta.title));
    sql(path, "PRAGMA user_version=99");
    refuse_all(JOURNAL_NEWER);
}
END_TEST

START_TEST(one_writer_many_readers)
{
    struct journal *j = create();
    append_all(j, 1, 5);
    refuse(&(struct journal_open_options){.write = true}, JOURNAL_LOCKED);
    struct journal *reader = open_for(false);
    ck_assert_int_eq(check_all(reader), 5);
    append_all(j, 6, 7);
    journal_close(reader);
    pid_t child = fork();
    if (child == 0) {
        struct journal_error e;
        struct journal *other =
            journal_open(path, &(struct journal_open_options){.write = true}, &e);
        _exit(other || e.kind != JOURNAL_LOCKED);
    }
    int status;
    waitpid(child, &status, 0);
    ck_assert_int_eq(status, 0);
    append_all(j, 8, 9);
    journal_close(j);
    journal_close(open_for(true));
    char lock[600];
    snprintf(lock, sizeof lock, "%s.lock", path);
    ck_assert_int_ne(access(lock, F_OK), 0);
}
END_TEST

START_TEST(a_killed_writer_leaves_no_lock)
{
    pid_t child = fork();
    if (child == 0) {
        struct journal_error e;
        struct journal *j = journal_create(path, &meta, definition, 2, NULL, &e);
        bool ok = j != NULL;
        for (int n = 1; ok && n <= 20; n++)
            ok = append(j, n, &e);
        kill(getpid(), ok ? SIGKILL : SIGTERM);
    }
    int status;
    waitpid(child, &status, 0);
    ck_assert_int_eq(WTERMSIG(status), SIGKILL);
    assert_whole(path);
    struct journal *j = open_for(true);
    ck_assert_int_eq(check_all(j), 20);
    append_all(j, 21, 25);
    journal_close(j);
    assert_whole(path);
}
END_TEST

START_TEST(read_only)
{
    struct journal *j = create();
    append_all(j, 1, 5);
    journal_close(j);
    chmod(path, 0444);
    refuse(&(struct journal_open_options){.write = true}, JOURNAL_READ_ONLY);
    j = open_for(false);
    ck_assert_int_eq(check_all(j), 5);
    journal_close(j);
    assert_whole(path);
}
END_TEST

/* ---- figures (not judged) ---------------------------------------------------------------------
 */

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static int64_t now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

START_TEST(figures)
{
    enum { COUNT = 10000 };
    static int64_t took[COUNT], beat[COUNT / 50];
    struct journal_error e;
    struct journal_row row;
    struct journal_proof proof;
    int count = getenv("JOURNAL_FIGURES") ? COUNT : 300;
    struct journal *j = create();
    for (int n = 1; n <= count; n++) {
        int64_t t = now_us();
        append_all(j, n, n);
        took[n - 1] = now_us() - t;
        if (n % 50 == 0) {
            t = now_us();
            ck_assert(journal_alive(j, n * 1000000LL, 0, &e));
            beat[n / 50 - 1] = now_us() - t;
        }
    }
    journal_close(j);
    int64_t t = now_us();
    j = open_for(true);
    int64_t opened = now_us() - t;
    t = now_us();
    struct journal_cursor *c = journal_read(j, 1, false, &e);
    while (journal_next(c, &row, &e) == 1)
        continue;
    journal_cursor_destroy(c);
    int64_t read = now_us() - t;
    journal_close(j);
    t = now_us();
    ck_assert(journal_verify(path, NULL, NULL, NULL, &proof));
    int64_t verified = now_us() - t;
    qsort(took, (size_t)count, sizeof *took, by_value);
    qsort(beat, (size_t)count / 50, sizeof *beat, by_value);
    printf("%d entries: append p50 %" PRId64 " µs, p99 %" PRId64 " µs, max %" PRId64
           " µs; heartbeat p50 %" PRId64 ", max %" PRId64 " µs; open %" PRId64 " ms, read %" PRId64
           " ms, verify %" PRId64 " ms, %ld bytes\n",
           count, took[count / 2], took[count * 99 / 100], took[count - 1], beat[count / 100],
           beat[count / 50 - 1], opened / 1000, read / 1000, verified / 1000, file_size(path));
}
END_TEST

int main(void)
{
    Suite *s = suite_create("journal");
    TCase *t = tcase_create("journal");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_set_timeout(t, 120);
    tcase_add_test(t, everything_comes_back);
    tcase_add_test(t, reading_from_the_middle);
    tcase_add_test(t, points_are_decimal_numbers_and_undone_rows_are_known);
    tcase_add_test(t, the_clock_goes_on_from_the_last_sign_of_life);
    tcase_add_test(t, a_finished_journal_is_sealed);
    tcase_add_test(t, names_and_archive);
    tcase_add_test(t, not_a_journal);
    tcase_add_test(t, never_overwritten);
    tcase_add_test(t, newer_format_and_other_contest);
    tcase_add_test(t, one_writer_many_readers);
    tcase_add_test(t, a_killed_writer_leaves_no_lock);
    tcase_add_test(t, read_only);
    tcase_add_test(t, figures);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
