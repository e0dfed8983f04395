/* rooms: show journal folder contest keypad layout view words */
/* What a show tells the screens beside the state: the times their motion begins at. */
#include "show/show.h"

#include <check.h>
#include <stdlib.h>

static struct folder *folder;
static struct show *show;
static struct view *view;
static int64_t now_us;

static int64_t no_wall(void *ctx)
{
    (void)ctx;
    return 0;
}

static void setup(void)
{
    static const char *const presets[] = {"config/presets", NULL};
    struct folder_report report;
    struct journal_error e;
    struct show_options options = {.wall_us = no_wall};
    folder_report_init(&report);
    folder = folder_load("config/zunyi-final", presets, &report);
    ck_assert_ptr_nonnull(folder);
    folder_report_finish(&report);
    show = show_create(folder, &options, &e);
    ck_assert_ptr_nonnull(show);
    view = calloc(1, sizeof *view);
    now_us = 1000000;
}

static void teardown(void)
{
    show_destroy(show);
    folder_destroy(folder);
    free(view);
}

static void order(enum command command, int value)
{
    struct input in = {
        .kind = INPUT_COMMAND, .command = command, .at_us = now_us += 3000000, .value = value};
    ck_assert_int_eq(show_input(show, &in), SHOW_DONE);
    show_view(show, now_us, view);
}

/* Each prize uncovers in its own time, though the phase stays; what covers the screen for a while,
 * and a step back, play nothing again. */
START_TEST(each_prize_uncovers_at_its_own_key)
{
    order(COMMAND_STANDINGS, 0);
    order(COMMAND_PRIZES, 0);
    int64_t entered_us = now_us;
    ck_assert_int_eq(view->changed_us, entered_us);
    order(COMMAND_NEXT, 0);
    ck_assert_int_eq(view->contest.state.prizes_shown, 1);
    ck_assert_int_eq(view->uncovered_us, now_us);
    order(COMMAND_NEXT, 0);
    int64_t second_us = now_us;
    ck_assert_int_eq(view->uncovered_us, second_us);
    order(COMMAND_SCREEN, SCREEN_BLACK);
    order(COMMAND_SCREEN, SCREEN_BLACK);
    ck_assert_int_eq(view->uncovered_us, second_us);
    order(COMMAND_UNDO, 0);
    ck_assert_int_eq(view->contest.state.prizes_shown, 1);
    ck_assert_int_eq(view->uncovered_us, second_us);
    ck_assert_int_eq(view->changed_us, entered_us);
}
END_TEST

static uint64_t digest(void)
{
    return contest_digest(show_contest(show));
}

/* A break is the host's word on what the screen shows: ten minutes unless he says otherwise, no
 * clock of the contest, and nothing that undo takes back. */
START_TEST(a_break_ends_by_itself_on_the_screen_only)
{
    order(COMMAND_ROUND, 1);
    uint64_t before = digest();
    order(COMMAND_SCREEN, SCREEN_BREAK);
    int64_t until_us = now_us + INT64_C(600000000);
    ck_assert_int_eq(view->contest.state.break_until_us, until_us);
    ck_assert(contest_next_wake(show_contest(show)) == INT64_MAX);
    ck_assert_uint_eq(digest(), before);
    order(COMMAND_UNDO, 0);
    ck_assert_int_eq(view->contest.state.phase, PHASE_TITLE);
    ck_assert_int_eq(view->contest.state.screen, SCREEN_BREAK);
    ck_assert_int_eq(view->contest.state.break_until_us, until_us);
    order(COMMAND_SCREEN, SCREEN_BREAK);
    ck_assert_int_eq(view->contest.state.screen, SCREEN_SHOW);
    struct input in = {.kind = INPUT_COMMAND,
                       .command = COMMAND_SCREEN,
                       .at_us = now_us,
                       .value = SCREEN_BREAK,
                       .number = 25};
    ck_assert_int_eq(show_input(show, &in), SHOW_DONE);
    ck_assert_int_eq(show_contest(show)->state.break_until_us, now_us + INT64_C(1500000000));
    in.number = BREAK_MINUTES_MAX + 1;
    ck_assert_int_eq(show_input(show, &in), SHOW_REFUSED);
}
END_TEST

START_TEST(a_void_question_keeps_its_reason)
{
    order(COMMAND_ROUND, 2);
    order(COMMAND_NEXT, 0);
    struct input in = {
        .kind = INPUT_COMMAND, .command = COMMAND_VOID, .at_us = now_us, .text = "题目有误"};
    ck_assert_int_eq(show_input(show, &in), SHOW_DONE);
    const struct state *s = &show_contest(show)->state;
    ck_assert_int_eq(s->outcome, OUTCOME_VOID);
    ck_assert_str_eq(s->void_reason, "题目有误");
    order(COMMAND_NEXT, 0);
    in = (struct input){
        .kind = INPUT_COMMAND, .command = COMMAND_EQUIPMENT, .at_us = now_us, .seat = 3};
    ck_assert_int_eq(show_input(show, &in), SHOW_DONE);
    ck_assert_str_eq(s->void_reason, "设备故障");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("show");
    TCase *times = tcase_create("times");
    tcase_add_checked_fixture(times, setup, teardown);
    tcase_add_test(times, each_prize_uncovers_at_its_own_key);
    tcase_add_test(times, a_break_ends_by_itself_on_the_screen_only);
    tcase_add_test(times, a_void_question_keeps_its_reason);
    suite_add_tcase(suite, times);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
