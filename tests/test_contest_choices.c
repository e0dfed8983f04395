/* rooms: contest words */
/* What is chosen, timed and edited, and why it is refused. */
#include "contest_stage.h"

START_TEST(a_double_is_taken_back_or_used_up)
{
    struct stage g = stage_of(ROUND_REQUIRED);
    g.p->stake = STAKE_DOUBLE;
    g.p->doubles_max = 1;
    next(&g, 2);
    command(&g, COMMAND_DOUBLE, 0, 0);
    command(&g, COMMAND_DOUBLE, 0, 0);
    said(&g, "1号 取消加倍");
    ck_assert(!g.s->doubled);
    command(&g, COMMAND_DOUBLE, 0, 0);
    next(&g, 1);
    command(&g, COMMAND_AWARD, 0, 0);
    ck_assert_int_eq(contest_score_cp(g.c, 1), 20 * CP);
    for (int i = 0; i < 3; i++) {
        next(&g, 2);
        command(&g, COMMAND_DEDUCT, 0, 0);
    }
    next(&g, 1);
    ck_assert_int_eq(g.s->turn_seat, 1);
    refused(&g, COMMAND_DOUBLE, 0, 0, "1号 的加倍已用完");
    done(&g);
}
END_TEST

START_TEST(menu_values_run_out)
{
    struct stage g = stage_of(ROUND_RISK);
    g.p->menu_no_repeat = 1;
    g.p->menu_stock_count = 3;
    g.p->menu_stock[0] = g.p->menu_stock[1] = g.p->menu_stock[2] = 1;
    next(&g, 2);
    ck_assert_int_eq(contest_menu_total(g.c, 0), 1);
    ck_assert_int_eq(contest_menu_total(g.c, 9), 0);
    ck_assert_int_eq(contest_menu_left(g.c, 9), 0);
    refused(&g, COMMAND_NEXT, 0, 0, "先按数字选分值");
    refused(&g, COMMAND_CHOOSE, 0, 4, "没有第 4 个分值");
    refused(&g, COMMAND_CHOOSE, 0, 0, "没有这个选择");
    command(&g, COMMAND_CHOOSE, 0, 1);
    next(&g, 2);
    command(&g, COMMAND_AWARD, 0, 0);
    next(&g, 1);
    refused(&g, COMMAND_CHOOSE, 0, 1, "10 分题已选完");
    g.p->menu_stock_count = 0;
    ck_assert_int_eq(contest_menu_total(g.c, 0), 8); /* questions without a value fit any */
    ck_assert_int_eq(command(&g, COMMAND_CHOOSE, 0, 1), STEP_DONE); /* another team may */
    g.s->teams[1].menu_taken = 1;
    refused(&g, COMMAND_CHOOSE, 0, 1, "2号 已选过 10 分题");
    done(&g);
}
END_TEST

START_TEST(whoever_cannot_answer_is_not_chosen)
{
    struct stage g = stage_of(ROUND_REQUIRED);
    g.p->who = WHO_ANY;
    next(&g, 2);
    refused(&g, COMMAND_NEXT, 0, 0, "先选作答的台号");
    refused(&g, COMMAND_SEAT, 9, 0, "没有 9号 台");
    g.s->teams[2].out = true;
    refused(&g, COMMAND_SEAT, 3, 0, "3号 不能作答本题");
    g.p->who = WHO_ALL;
    next(&g, 1);
    refused(&g, COMMAND_SEAT, 3, 0, "3号 不能作答本题");
    ck_assert_int_eq(command(&g, COMMAND_SEAT, 4, 0), STEP_DONE);
    ck_assert_uint_eq(g.s->right_mask, 8);
    refused(&g, COMMAND_AWARD, 0, 0, "本题不用 + − 判定");
    done(&g);
}
END_TEST

START_TEST(faults_are_ticked_once_and_only_while_somebody_answers)
{
    struct stage g = stage_of(ROUND_CORRECTION);
    g.made->questions[0].type = QUESTION_VIDEO;
    g.made->questions[0].fault_count = 2;
    g.made->questions[0].faults[0] = g.made->questions[0].faults[1] =
        (struct fault){.title = "错处"};
    next(&g, 3);
    refused(&g, COMMAND_CHOOSE, 0, 3, "只有 2 处错误");
    command(&g, COMMAND_CHOOSE, 0, 2);
    refused(&g, COMMAND_CHOOSE, 0, 2, "第 2 处已经找出");
    refused(&g, COMMAND_AWARD, 0, 0, "纠错题逐处计分");
    struct input jump = {.kind = INPUT_COMMAND, .command = COMMAND_MEDIA, .value = MEDIA_JUMP};
    jump.number = 3;
    ck_assert_int_eq(feed(&g, jump), STEP_REFUSED);
    said(&g, "只有 2 处错误");
    done(&g);
}
END_TEST

START_TEST(time_is_added_within_reason)
{
    struct stage g = stage_of(ROUND_REQUIRED);
    g.p->lifelines_max = 1;
    g.p->lifeline_seconds = 20;
    next(&g, 3);
    int64_t left_us = clock_left_us(&g.s->clock, g.now_us);
    refused(&g, COMMAND_ADD_TIME, 0, 3601, "一次最多加时 3600 秒");
    command(&g, COMMAND_LIFELINE, 0, 0);
    ck_assert_int_eq(clock_left_us(&g.s->clock, g.now_us), left_us + 18 * SECOND_US);
    refused(&g, COMMAND_LIFELINE, 0, 0, "1号 的求助已用完");
    g.s->teams[0].lifelines = 0;
    g.s->clock = (struct show_clock){0};
    refused(&g, COMMAND_LIFELINE, 0, 0, "没有计时可加");
    refused(&g, COMMAND_ADD_TIME, 0, 5, "没有计时可加");
    done(&g);
}
END_TEST

/* The think clock stopped for a ruling goes on with Enter, from what was left. */
START_TEST(a_paused_think_clock_goes_on)
{
    struct stage g = stage_of(ROUND_REQUIRED);
    g.p->think_seconds = 20;
    next(&g, 3);
    command(&g, COMMAND_PAUSE, 0, 0);
    ck_assert_int_eq(clock_left_us(&g.s->clock, g.now_us), 19 * SECOND_US);
    wait_us(&g, 100 * SECOND_US);
    next(&g, 1);
    ck_assert_int_eq(g.s->clock.kind, CLOCK_THINK);
    wait_us(&g, 18 * SECOND_US);
    ck_assert_int_eq(clock_left_us(&g.s->clock, g.now_us), SECOND_US);
    next(&g, 1);
    ck_assert_int_eq(g.s->clock.kind, CLOCK_ANSWER);
    done(&g);
}
END_TEST

START_TEST(breaks_have_bounds)
{
    struct stage g = stage_of(ROUND_REQUIRED);
    struct input in = {.kind = INPUT_COMMAND, .command = COMMAND_BREAK, .number = BREAK_MORE};
    in.value = 5;
    ck_assert_int_eq(feed(&g, in), STEP_REFUSED);
    said(&g, "现在没有休息");
    in.number = BREAK_BEGIN;
    in.value = BREAK_MINUTES_MAX + 1;
    ck_assert_int_eq(feed(&g, in), STEP_REFUSED);
    in.value = -1;
    ck_assert_int_eq(feed(&g, in), STEP_REFUSED);
    in.value = 0;
    ck_assert_int_eq(feed(&g, in), STEP_DONE);
    ck_assert_int_eq(g.s->break_until_us - g.now_us, (int64_t)BREAK_MINUTES * 60 * SECOND_US);
    in.number = BREAK_MORE;
    in.value = BREAK_MINUTES_MAX;
    ck_assert_int_eq(feed(&g, in), STEP_DONE);
    ck_assert_int_eq(g.s->break_until_us - g.now_us, (int64_t)BREAK_MINUTES_MAX * 60 * SECOND_US);
    done(&g);
}
END_TEST

/* Without a round there is nothing to begin; outside rounds no rule of one holds. */
START_TEST(an_empty_contest_says_so)
{
    struct stage g = stage_of(ROUND_REQUIRED);
    g.made->def.round_count = 0;
    refused(&g, COMMAND_NEXT, 0, 0, "竞赛里没有环节");
    ck_assert_int_eq(contest_questions_left(g.c), 0);
    ck_assert_int_eq(contest_menu_total(g.c, 0), 0);
    ck_assert_int_eq(command(&g, COMMAND_ADJUST, 1, 500), STEP_DONE);
    ck_assert_int_eq(contest_score_cp(g.c, 1), 500);
    ck_assert_int_eq(g.s->ledger[0].round, -1);
    done(&g);
}
END_TEST

/* The ledger is full: what no longer fits is said and changes no score. */
START_TEST(a_full_ledger_takes_nothing_more)
{
    struct stage g = stage_of(ROUND_REQUIRED);
    g.p->wrong_cp = -10 * CP;
    next(&g, 3);
    command(&g, COMMAND_AWARD, 0, 0);
    int32_t count = g.s->ledger_count;
    g.s->ledger_count = LEDGER_MAX;
    int32_t score = contest_score_cp(g.c, 1);
    command(&g, COMMAND_ADJUST, 1, 500);
    said(&g, "1号 改分");
    ck_assert_int_eq(g.s->ledger_count, LEDGER_MAX);
    ck_assert_int_eq(contest_score_cp(g.c, 1), score);
    struct input in = {.kind = INPUT_COMMAND, .command = COMMAND_REVERSE, .value = 1};
    strcpy(in.text, "wrong");
    feed(&g, in);
    said(&g, "计分流水已满");
    next(&g, 2);
    command(&g, COMMAND_DEDUCT, 0, 0);
    said(&g, "计分流水已满");
    ck_assert_int_eq(contest_score_cp(g.c, 2), 0);
    g.s->ledger_count = count;
    done(&g);
}
END_TEST

START_TEST(points_of_rules_have_two_decimals)
{
    static const struct {
        const char *text, *written;
    } points[] = {{"-2.5", "-2.5"},
                  {"\xe2\x88\x92"
                   "2.25",
                   "-2.25"},
                  {"+7", "7"},
                  {"0.05", "0.05"}};
    const struct policy_key *key = policy_key_find("wrong");
    for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
        struct policy p = {0};
        char out[24];
        ck_assert_int_eq(policy_set(&p, key, points[i].text), POLICY_OK);
        policy_get(&p, key, out, sizeof out);
        ck_assert_str_eq(out, points[i].written);
    }
}
END_TEST

/* Passing instead of choosing was one of the questions of the turn. */
START_TEST(a_pass_instead_of_a_choice_is_a_question)
{
    struct stage g = stage_of(ROUND_RISK);
    g.p->questions_per_turn = 2;
    next(&g, 2);
    command(&g, COMMAND_PASS, 0, 0);
    next(&g, 1);
    ck_assert_int_eq(g.s->phase, PHASE_SELECT);
    ck_assert_int_eq(g.s->turn_seat, 1);
    command(&g, COMMAND_PASS, 0, 0);
    next(&g, 1);
    ck_assert_int_eq(g.s->turn_seat, 2);
    ck_assert_int_eq(contest_questions_left(g.c), 6);
    done(&g);
}
END_TEST

/* A ruling is reversed at the weight it was given. */
START_TEST(a_reversal_has_the_weight_of_its_round)
{
    struct stage g = stage_of(ROUND_REQUIRED);
    g.p->wrong_cp = -10 * CP;
    g.p->weight_percent = 50;
    next(&g, 3);
    command(&g, COMMAND_AWARD, 0, 0);
    ck_assert_int_eq(contest_score_cp(g.c, 1), 5 * CP);
    struct input in = {.kind = INPUT_COMMAND, .command = COMMAND_REVERSE, .value = 1};
    strcpy(in.text, "wrong");
    ck_assert_int_eq(feed(&g, in), STEP_DONE);
    ck_assert_int_eq(contest_score_cp(g.c, 1), -5 * CP);
    strcpy(in.text, "right");
    ck_assert_int_eq(feed(&g, in), STEP_DONE);
    ck_assert_int_eq(contest_score_cp(g.c, 1), 5 * CP);
    done(&g);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("contest, choices");
    TCase *t = tcase_create("rules");
    tcase_add_test(t, a_double_is_taken_back_or_used_up);
    tcase_add_test(t, menu_values_run_out);
    tcase_add_test(t, whoever_cannot_answer_is_not_chosen);
    tcase_add_test(t, faults_are_ticked_once_and_only_while_somebody_answers);
    tcase_add_test(t, time_is_added_within_reason);
    tcase_add_test(t, a_paused_think_clock_goes_on);
    tcase_add_test(t, breaks_have_bounds);
    tcase_add_test(t, an_empty_contest_says_so);
    tcase_add_test(t, a_full_ledger_takes_nothing_more);
    tcase_add_test(t, points_of_rules_have_two_decimals);
    tcase_add_test(t, a_pass_instead_of_a_choice_is_a_question);
    tcase_add_test(t, a_reversal_has_the_weight_of_its_round);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
