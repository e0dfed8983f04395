/* rooms: show folder journal contest keypad view words layout */
/* A show on disk: resumed as it stood, held while the disk takes nothing, nothing shown before it
 * is safe. */
#include <check.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "folder_base.h"
#include "show/show.h"

static char dir[64], path[96];
static struct folder *base;

static void setup(void)
{
    static const struct folder_file files[] = {
        {"contest.yaml", base_contest, sizeof base_contest - 1},
        {"questions/a.yaml", base_a, sizeof base_a - 1},
        {"questions/b.yaml", base_b, sizeof base_b - 1},
        {"questions/c.yaml", base_c, sizeof base_c - 1},
    };
    struct folder_report report;
    folder_report_init(&report);
    base = folder_load_files(files, 4, &report);
    folder_report_finish(&report);
    ck_assert_ptr_nonnull(base);
    snprintf(dir, sizeof dir, "/tmp/leitai-show-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/journal", dir);
}

static void teardown(void)
{
    char name[128];
    static const char *const ends[] = {"", "-wal", "-shm", "-lock", ".lock"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        snprintf(name, sizeof name, "%s%s", path, ends[i]);
        unlink(name);
    }
    rmdir(dir);
    folder_destroy(base);
}

static struct show *open_show(void)
{
    struct show_options options = {.journal = path};
    struct journal_error e;
    struct show *s = show_create(base, &options, &e);
    ck_assert_msg(s != NULL, "%s", e.what);
    return s;
}

static void key(struct show *s, const char *name, int64_t at_us)
{
    show_wake(s, at_us);
    show_key(s, (enum key)key_find(name), at_us);
}

static uint64_t digest(const struct show *s)
{
    return contest_digest(show_contest(s));
}

START_TEST(a_show_cut_off_goes_on_where_it_stood)
{
    struct show *s = open_show();
    ck_assert(!show_resumed(s));
    key(s, "Enter", 1000000);
    key(s, "Enter", 2000000);
    key(s, "Enter", 3000000);
    key(s, "+", 8000000);
    key(s, ".", 9000000);
    uint64_t before = digest(s);
    int depth = contest_undo_depth(show_contest(s)), redo = contest_redo_depth(show_contest(s));
    int64_t entries = show_entries(s);
    show_destroy(s); /* the journal is not finished: as after a power cut */
    s = open_show();
    ck_assert(show_resumed(s));
    ck_assert_uint_eq(digest(s), before);
    ck_assert_int_eq(contest_undo_depth(show_contest(s)), depth);
    ck_assert_int_eq(contest_redo_depth(show_contest(s)), redo);
    ck_assert_int_eq(show_entries(s), entries + 1); /* that it was resumed */
    /* the clock of the answer stands, however long it takes until somebody presses 0 */
    const struct show_clock *k = &show_contest(s)->state.clock;
    int64_t now = show_start_us(s), left = clock_left_us(k, now);
    ck_assert(k->held && left == 25000000);
    ck_assert_int_eq(clock_left_us(k, now + 60000000), left);
    ck_assert_int_eq(contest_next_wake(show_contest(s)), INT64_MAX);
    key(s, "0", now + 60000000);
    ck_assert_int_eq(clock_left_us(k, now + 61000000), left - 1000000);
    key(s, "+", now + 62000000);
    ck_assert_int_eq(contest_score_cp(show_contest(s), 1), 11000);
    show_destroy(s);
}
END_TEST

START_TEST(a_computer_that_stood_stops_the_clock_and_one_that_was_set_does_not)
{
    struct show *s = open_show();
    key(s, "Enter", 1000000);
    key(s, "Enter", 2000000);
    key(s, "Enter", 3000000); /* 30 s for the answer */
    uint64_t before = digest(s);
    struct input set = {.kind = INPUT_CLOCK_SET, .at_us = 4000000, .value = -86400, .number = -500};
    ck_assert_int_eq(show_input(s, &set), SHOW_DONE);
    const struct show_clock *k = &show_contest(s)->state.clock;
    ck_assert_int_eq(contest_next_wake(show_contest(s)), 33000000);
    struct input stood = {
        .kind = INPUT_STANDSTILL, .at_us = 5000000, .value = 60000, .number = STANDSTILL_SLEEP};
    ck_assert_int_eq(show_input(s, &stood), SHOW_DONE);
    ck_assert_int_eq(contest_next_wake(show_contest(s)), INT64_MAX);
    ck_assert_int_eq(clock_left_us(k, 65000000), 28000000);
    ck_assert_uint_eq(digest(s), before); /* decided: nothing */
    key(s, "0", 70000000);
    ck_assert_int_eq(contest_next_wake(show_contest(s)), 98000000);
    show_destroy(s);
    struct show_replay r;
    struct journal_error e;
    ck_assert_msg(show_replay(&r, path, NULL, NULL, NULL, &e), "%s", e.what);
    ck_assert_int_eq(contest_next_wake(&r.contest), 98000000);
    show_replay_finish(&r);
}
END_TEST

static bool count_entry(void *ctx, const struct show_replay *r, const struct journal_row *row)
{
    (void)r;
    (void)row;
    ++*(int *)ctx;
    return true;
}

START_TEST(a_replay_gives_the_same_digests)
{
    struct show *s = open_show();
    static const char *const played[] = {"Enter", "Enter", "Enter", "+",     "Enter", "Enter",
                                         "-",     ".",     "-",     "Enter", "Enter"};
    for (size_t i = 0; i < sizeof played / sizeof *played; i++)
        key(s, played[i], (int64_t)(i + 1) * 1000000);
    uint64_t end = digest(s);
    int64_t entries = show_entries(s);
    show_destroy(s);
    struct show_replay r;
    struct journal_error e;
    int count = 0;
    ck_assert_msg(show_replay(&r, path, NULL, count_entry, &count, &e), "%s", e.what);
    ck_assert_int_eq(count, entries);
    ck_assert_uint_eq(contest_digest(&r.contest), end);
    show_replay_finish(&r);
    ck_assert(!show_replay(&r, "/tmp/no-such-journal", NULL, NULL, NULL, &e));
    show_replay_finish(&r);
}
END_TEST

/* As a full disk: no file may grow. */
static void disk_full(bool full)
{
    struct rlimit limit;
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = full ? 4096 : limit.rlim_max;
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

/* Written by the first program, with what was mended since in it: a reading that goes on behind a
 * wrong interrupt with the old clock, a bid that was doubled. Every entry's digest is held. */
START_TEST(a_journal_of_the_first_format_still_folds)
{
    struct show_replay r;
    struct journal_error e;
    int count = 0;
    char copy[sizeof path + 8], command[sizeof path + 80];
    snprintf(copy, sizeof copy, "%s-old", path);
    snprintf(command, sizeof command, "cp tests/journals/format-1.journal %s", copy);
    ck_assert_int_eq(system(command), 0);
    ck_assert_msg(show_replay(&r, copy, NULL, count_entry, &count, &e), "%s", e.what);
    ck_assert_int_eq(count, 277);
    ck_assert_int_eq(r.contest.state.played_as, 1);
    ck_assert_int_eq(contest_score_cp(&r.contest, 1), 4918); /* 5 of it: the doubled bid */
    ck_assert_int_eq(r.contest.state.phase, PHASE_END);
    show_replay_finish(&r);
    remove(copy);
}
END_TEST

START_TEST(nothing_is_shown_or_lost_while_the_disk_is_full)
{
    struct show *s = open_show();
    struct view *v = calloc(1, sizeof *v);
    key(s, "Enter", 1000000);
    show_input(
        s, &(struct input){.kind = INPUT_COMMAND, .command = COMMAND_END_ROUND, .at_us = 1500000});
    key(s, "Enter", 2000000);
    key(s, "Enter", 3000000);
    key(s, "Enter", 4000000); /* the countdown of the first buzzer question: go at 7 s */
    ck_assert_int_eq(show_contest(s)->state.phase, PHASE_COUNT);
    disk_full(true);
    struct input box = {.kind = INPUT_BOX, .seat = 1, .value = BOX_READY, .at_us = 4500000};
    ck_assert_int_eq(show_input(s, &box), SHOW_HELD);
    struct journal_error e;
    ck_assert(show_blocked(s, &e) && e.what[0]);
    int64_t entries = show_entries(s);
    show_view(s, 4600000, v);
    ck_assert_int_eq(v->contest.state.teams[0].box, BOX_ABSENT);
    ck_assert_int_eq(v->house.journal.light, LIGHT_BAD);
    ck_assert_str_ne(v->house.message, "");
    /* the host is told to wait; a press waits by itself, made after the go call that is still due
     */
    ck_assert_int_eq(show_key(s, KEY_DOT, 5000000), SHOW_REFUSED);
    struct input press = {.kind = INPUT_PRESS,
                          .seat = 2,
                          .at_us = 7200000,
                          .press_us = 7200000,
                          .lo_us = 7200000,
                          .hi_us = 7200000,
                          .box = 1};
    ck_assert_int_eq(show_input(s, &press), SHOW_HELD);
    show_wake(s, 8000000);
    ck_assert(show_blocked(s, &e));
    ck_assert_int_eq(show_entries(s), entries);
    disk_full(false);
    show_wake(s, 9000000);
    ck_assert(!show_blocked(s, NULL));
    ck_assert_int_eq(show_contest(s)->state.phase, PHASE_ANSWER);
    ck_assert_int_eq(show_contest(s)->state.seat, 2);
    ck_assert_int_eq(contest_score_cp(show_contest(s), 2), 10000); /* no foul */
    uint64_t after = digest(s);
    show_destroy(s);
    s = open_show();
    ck_assert_uint_eq(digest(s), after);
    show_destroy(s);
    free(v);
}
END_TEST

static void listen_line(void *ctx, int64_t at_us, int64_t seq, const char *line)
{
    char *all = ctx;
    (void)at_us;
    ck_assert_int_gt(seq, 0);
    strncat(all, line, 400 - strlen(all));
}

START_TEST(refusals_are_told_and_leave_no_entry)
{
    struct show_options options = {0};
    struct journal_error e;
    struct show *s = show_create(base, &options, &e);
    char said[512] = "";
    show_listen(s, listen_line, said);
    ck_assert_int_eq(show_key(s, KEY_PLUS, 1000), SHOW_REFUSED);
    ck_assert_str_ne(show_message(s), "");
    ck_assert_int_eq(show_entries(s), 0);
    ck_assert_int_eq(show_key(s, KEY_STAR, 2000), SHOW_ECHO);
    ck_assert(show_changed(s));
    ck_assert_int_eq(show_key(s, KEY_DOT, 3000), SHOW_ECHO);
    ck_assert_int_eq(show_key(s, KEY_ENTER, 4000), SHOW_DONE);
    ck_assert_ptr_nonnull(strstr(said, "必答题"));
    ck_assert_str_eq(show_message(s), "");
    ck_assert_str_eq(show_journal_head(s), "");
    show_destroy(s);
    show_destroy(NULL);
}
END_TEST

START_TEST(a_finished_show_is_put_aside)
{
    struct show *s = open_show();
    int64_t at = 1000000;
    show_input(s,
               &(struct input){.kind = INPUT_COMMAND, .command = COMMAND_STANDINGS, .at_us = at});
    show_input(s, &(struct input){.kind = INPUT_COMMAND, .command = COMMAND_PRIZES, .at_us = at});
    for (int i = 0; i < 10; i++)
        key(s, "Enter", at += 1000000);
    ck_assert_int_eq(show_contest(s)->state.phase, PHASE_END);
    show_destroy(s);
    s = open_show();
    ck_assert(!show_resumed(s));
    ck_assert_int_eq(show_contest(s)->state.phase, PHASE_TITLE);
    show_destroy(s);
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", dir);
    ck_assert_int_eq(system(command), 0);
    ck_assert_int_eq(mkdir(dir, 0700), 0);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("show");
    TCase *t = tcase_create("show");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_set_timeout(t, 60);
    tcase_add_test(t, a_show_cut_off_goes_on_where_it_stood);
    tcase_add_test(t, a_computer_that_stood_stops_the_clock_and_one_that_was_set_does_not);
    tcase_add_test(t, a_replay_gives_the_same_digests);
    tcase_add_test(t, a_journal_of_the_first_format_still_folds);
    tcase_add_test(t, nothing_is_shown_or_lost_while_the_disk_is_full);
    tcase_add_test(t, refusals_are_told_and_leave_no_entry);
    tcase_add_test(t, a_finished_show_is_put_aside);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
