/* rooms: journal contest words */
/* pkgs: sqlite3 */
#include "journal_kit.h"

#include "journal/mirror.h"

static char stick[300], away[300], there[600];

static void plug_in(void)
{
    setup();
    snprintf(stick, sizeof stick, "%s/stick", folder);
    snprintf(away, sizeof away, "%s/away", folder);
    snprintf(there, sizeof there, "%s/show.journal", stick);
    mkdir(stick, 0755);
}

/* Waits, at most ten seconds, until the mirror says so. */
static void await(struct mirror *m, enum mirror_light light, int64_t copied)
{
    for (int i = 0; i < 1000; i++) {
        struct mirror_state s = mirror_state(m);
        if (s.light == light && s.copied == copied)
            return;
        usleep(10000);
    }
    struct mirror_state s = mirror_state(m);
    ck_abort_msg("light %d, copied %d, behind %d: %s", s.light, (int)s.copied, (int)s.behind,
                 s.why);
}

static void assert_copy(const char *name, int count)
{
    struct journal_error e;
    assert_whole(name);
    struct journal *j = journal_open(name, &(struct journal_open_options){.write = false}, &e);
    ck_assert_msg(j != NULL, "%s", e.what);
    ck_assert_int_eq(check_all(j), count);
    journal_close(j);
}

START_TEST(follows_and_is_a_journal_like_any_other)
{
    struct journal_error e;
    struct journal *j = create();
    append_all(j, 1, 1200);
    struct mirror *m = mirror_start(path, stick, NULL);
    await(m, MIRROR_OK, 1200);
    for (int n = 1201; n <= 1220; n++) {
        append_all(j, n, n);
        mirror_follow(m, n);
    }
    await(m, MIRROR_OK, 1220);
    ck_assert_str_eq(mirror_state(m).path, there);
    assert_copy(there, 1220); /* while it is being followed */
    ck_assert(journal_alive(j, 2000000000, 5, &e));
    ck_assert(journal_mark_finished(j, meta.base_wall_us, &e));
    mirror_follow(m, 1220);
    mirror_stop(m, 10000);
    char head[JOURNAL_HASH_TEXT];
    strcpy(head, journal_head(j));
    journal_close(j);
    assert_copy(there, 1220);
    j = journal_open(there, &(struct journal_open_options){.write = false}, &e);
    ck_assert(journal_is_finished(j));
    ck_assert_str_eq(journal_head(j), head);
    ck_assert_int_eq(journal_last_alive(j, NULL), 2000000000);
    journal_close(j);
}
END_TEST

START_TEST(vanishes_and_returns)
{
    struct journal *j = create();
    append_all(j, 1, 10);
    struct mirror *m = mirror_start(path, stick, NULL);
    await(m, MIRROR_OK, 10);
    ck_assert_int_eq(rename(stick, away), 0);
    append_all(j, 11, 20);
    mirror_follow(m, 20);
    await(m, MIRROR_GONE, 10);
    ck_assert_int_eq(mirror_state(m).behind, 10);
    ck_assert_ptr_nonnull(strstr(mirror_state(m).why, stick));
    append_all(j, 21, 25);
    mirror_follow(m, 25);
    ck_assert_int_eq(rename(away, stick), 0);
    await(m, MIRROR_OK, 25);
    ck_assert_str_eq(mirror_state(m).why, "");
    /* Another, empty stick in its place. */
    ck_assert_int_eq(rename(stick, away), 0);
    mkdir(stick, 0755);
    append_all(j, 26, 30);
    mirror_follow(m, 30);
    await(m, MIRROR_OK, 30);
    mirror_stop(m, 10000);
    assert_copy(there, 30);
    journal_close(j);
}
END_TEST

START_TEST(not_there_from_the_start)
{
    struct journal *j = create();
    rmdir(stick);
    struct mirror *m = mirror_start(path, stick, NULL);
    await(m, MIRROR_GONE, 0);
    append_all(j, 1, 3);
    mirror_follow(m, 3);
    ck_assert_int_ne(access(stick, F_OK), 0); /* never made */
    mkdir(stick, 0755);
    await(m, MIRROR_OK, 3);
    mirror_stop(m, 10000);
    assert_copy(there, 3);
    journal_close(j);
}
END_TEST

START_TEST(another_show_is_not_touched)
{
    char second[600], file[600];
    struct journal *j = create();
    append_all(j, 1, 8);
    struct mirror *m = mirror_start(path, stick, NULL);
    mirror_stop(m, 10000);
    assert_copy(there, 8);
    journal_close(j);
    unlink(path);
    struct journal_meta other = meta;
    struct journal_error e;
    other.base_wall_us++;
    j = journal_create(path, &other, definition, 2, NULL, &e);
    append_all(j, 1, 5);
    snprintf(file, sizeof file, "%s/show-001.journal", stick);
    FILE *f = fopen(file, "w");
    fputs("holiday pictures", f);
    fclose(f);
    mirror_stop(mirror_start(path, stick, NULL), 10000);
    assert_copy(there, 8);
    ck_assert_int_eq(file_size(file), 16);
    snprintf(second, sizeof second, "%s/show-002.journal", stick);
    assert_copy(second, 5);
    append_all(j, 6, 7); /* goes on in the same copy next time */
    mirror_stop(mirror_start(path, stick, NULL), 10000);
    assert_copy(second, 7);
    journal_close(j);
}
END_TEST

START_TEST(the_show_goes_on_from_the_copy)
{
    struct journal_error e;
    struct journal *j = create();
    append_all(j, 1, 8);
    mirror_stop(mirror_start(path, stick, NULL), 10000);
    journal_close(j);
    struct journal *k = journal_open(there, &(struct journal_open_options){.write = true}, &e);
    ck_assert_msg(k != NULL, "%s", e.what);
    append_all(k, 9, 12);
    journal_close(k);
    assert_copy(there, 12);
}
END_TEST

START_TEST(the_writer_is_not_held_up)
{
    struct journal *j = create();
    struct mirror *m = mirror_start(path, stick, NULL);
    char log[640];
    struct journal_error e;
    snprintf(log, sizeof log, "%s-wal", path);
    for (int n = 1; n <= 2000; n++) {
        append_all(j, n, n);
        mirror_follow(m, n);
        if (n % 20 == 0)
            ck_assert(journal_alive(j, n * 1000000LL + 8, 0, &e));
    }
    await(m, MIRROR_OK, 2000);
    ck_assert_int_lt(file_size(log), 64 << 20); /* the log is folded in spite of the reader */
    mirror_stop(m, 10000);
    journal_close(j);
    ck_assert_int_eq(file_size(log), -1);
    assert_copy(there, 2000);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("mirror");
    TCase *t = tcase_create("mirror");
    tcase_add_checked_fixture(t, plug_in, teardown);
    tcase_set_timeout(t, 120);
    tcase_add_test(t, follows_and_is_a_journal_like_any_other);
    tcase_add_test(t, vanishes_and_returns);
    tcase_add_test(t, not_there_from_the_start);
    tcase_add_test(t, another_show_is_not_touched);
    tcase_add_test(t, the_show_goes_on_from_the_copy);
    tcase_add_test(t, the_writer_is_not_held_up);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
