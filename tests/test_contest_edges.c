/* rooms: contest words */
/* Single decisions on the buzzers and of caps and ties, each with the sentence that explains it. */
#include "contest_stage.h"

static struct stage open_buzzers(void)
{
    struct stage g = stage_of(ROUND_BUZZER);
    g.p->tie = TIE_HOST;
    g.p->go = GO_KEY;
    g.p->early_press = EARLY_IGNORE;
    g.p->early_cp = 0;
    next(&g, 3);
    ck_assert_int_eq(g.s->phase, PHASE_OPEN);
    return g;
}

/* Two are level; whoever comes then is level too, later, earlier, or pressing again. */
START_TEST(presses_during_a_tie_are_placed)
{
    struct stage g = open_buzzers();
    int64_t at_us = g.now_us + 500000;
    g.now_us = at_us + 5000;
    ck_assert_int_eq(press_at(&g, 1, at_us, 1000), VERDICT_WON);
    ck_assert_int_eq(press_at(&g, 2, at_us + 1500, 1000), VERDICT_TIED);
    ck_assert_int_eq(g.s->phase, PHASE_TIE);
    ck_assert_uint_eq(contest_lamps(g.c), 3);
    ck_assert_int_eq(press_at(&g, 1, at_us + 3000, 0), VERDICT_REPEATED);
    ck_assert_int_eq(press_at(&g, 3, at_us + 2000, 1000), VERDICT_TIED);
    said(&g, "3号 也在同时之列");
    ck_assert_uint_eq(g.s->tied_mask, 7);
    g.now_us += 100000;
    ck_assert_int_eq(press_at(&g, 4, at_us - 90000, 0), VERDICT_LATE);
    said(&g, "按下更早");
    refused(&g, COMMAND_NEXT, 0, 0, "按数字选先作答的队");
    refused(&g, COMMAND_CHOOSE, 0, 4, "没有这一个");
    ck_assert_int_eq(command(&g, COMMAND_CHOOSE, 0, 3), STEP_DONE);
    ck_assert_int_eq(g.s->seat, 3);
    ck_assert_uint_eq(g.s->tied_mask, 0);
    done(&g);
}
END_TEST

START_TEST(a_later_press_is_behind_the_tied)
{
    struct stage g = open_buzzers();
    int64_t at_us = g.now_us + 500000;
    g.now_us = at_us + 200000;
    press_at(&g, 1, at_us, 0);
    ck_assert_int_eq(press_at(&g, 2, at_us, 0), VERDICT_TIED);
    ck_assert_int_eq(press_at(&g, 3, at_us + 100000, 0), VERDICT_LATER);
    said(&g, "在同时的队之后");
    ck_assert_uint_eq(g.s->tied_mask, 3);
    done(&g);
}
END_TEST

/* While it is read a legal interrupt arms the buttons: all but those that may not press. */
START_TEST(buttons_are_armed_while_reading_may_be_interrupted)
{
    struct stage g = stage_of(ROUND_BUZZER);
    g.p->reading_press = READING_INTERRUPT;
    next(&g, 2);
    ck_assert_uint_eq(contest_armed(g.c), 15);
    command(&g, COMMAND_DISABLE, 2, 1);
    ck_assert_uint_eq(contest_armed(g.c), 13);
    g.p->reading_press = READING_IGNORE;
    ck_assert_uint_eq(contest_armed(g.c), 0);
    done(&g);
}
END_TEST

/* The clock of the wrong interrupt is over when the reading goes on, and so is its price. */
START_TEST(a_wrong_interrupt_leaves_no_clock_behind)
{
    struct stage g = stage_of(ROUND_BUZZER);
    g.p->reading_press = READING_INTERRUPT;
    g.p->interrupt_wrong_cp = -5 * CP;
    g.p->after_wrong = AFTER_REOPEN;
    g.p->answer_start = START_AUTO;
    next(&g, 2);
    ck_assert_int_eq(press(&g, 1, SECOND_US), VERDICT_INTERRUPT);
    ck_assert_int_eq(g.s->clock.kind, CLOCK_ANSWER);
    command(&g, COMMAND_DEDUCT, 0, 0);
    ck_assert_int_eq(contest_score_cp(g.c, 1), -5 * CP);
    ck_assert_int_eq(g.s->ledger[0].cause, CAUSE_INTERRUPT_WRONG);
    next(&g, 1);
    ck_assert_int_eq(g.s->phase, PHASE_READ);
    ck_assert_int_eq(g.s->clock.kind, CLOCK_NONE);
    ck_assert_int_eq(press(&g, 1, SECOND_US), VERDICT_BARRED);
    ck_assert_int_eq(press(&g, 2, SECOND_US), VERDICT_INTERRUPT);
    command(&g, COMMAND_DEDUCT, 0, 0);
    ck_assert_int_eq(g.s->ledger[1].cause, CAUSE_REBOUND_WRONG);
    ck_assert_int_eq(contest_score_cp(g.c, 2), -10 * CP);
    done(&g);
}
END_TEST

/* Two presses behind a wrong answer that cannot be told apart: said, and the host may change. */
START_TEST(a_rebound_that_is_level_is_told)
{
    struct stage g = open_buzzers();
    g.p->after_wrong = AFTER_NEXT_PRESS;
    g.p->rebounds_max = 1;
    press(&g, 1, 500000);
    press(&g, 2, 400000);
    press_at(&g, 3, g.now_us, 0);
    command(&g, COMMAND_DEDUCT, 0, 0);
    next(&g, 1);
    said(&g, "3号 与其分不出先后");
    ck_assert_int_eq(g.s->seat, 2);
    refused(&g, COMMAND_CHOOSE, 0, 1, "没有第 1 个后按下的队"); /* by seat, not by order */
    ck_assert_int_eq(command(&g, COMMAND_SEAT, 3, 0), STEP_DONE);
    ck_assert_int_eq(g.s->seat, 3);
    done(&g);
}
END_TEST

/* Where every ruling shows the answer, one that others may still try does not. */
START_TEST(the_answer_waits_for_the_rebound)
{
    struct stage g = open_buzzers();
    g.p->after_wrong = AFTER_NEXT_PRESS;
    g.p->reveal = REVEAL_RULED;
    press(&g, 1, 500000);
    press(&g, 2, 400000);
    command(&g, COMMAND_DEDUCT, 0, 0);
    ck_assert(!g.s->answer_shown);
    next(&g, 1);
    ck_assert_int_eq(g.s->seat, 2);
    command(&g, COMMAND_DEDUCT, 0, 0);
    ck_assert(g.s->answer_shown);
    done(&g);
}
END_TEST

/* The clock of a rebound ends: what a wrong rebound costs, not what a first timeout does. */
START_TEST(a_rebound_that_times_out_costs_what_a_wrong_one_does)
{
    struct stage g = open_buzzers();
    g.p->after_wrong = AFTER_NEXT_PRESS;
    g.p->rebound_wrong_cp = -3 * CP;
    g.p->rebound_seconds = 4;
    g.p->answer_start = START_AUTO;
    press(&g, 1, 500000);
    press(&g, 2, 400000);
    command(&g, COMMAND_DEDUCT, 0, 0);
    next(&g, 1);
    wait_us(&g, 5 * SECOND_US);
    ck_assert_int_eq(g.s->outcome, OUTCOME_TIMEOUT);
    ck_assert_int_eq(contest_score_cp(g.c, 2), -3 * CP);
    ck_assert_int_eq(contest_score_cp(g.c, 1), -10 * CP);
    done(&g);
}
END_TEST

/* With both of a dead heat answering, the second has its own win and its own points. */
START_TEST(both_of_a_dead_heat_answer)
{
    struct stage g = open_buzzers();
    g.p->tie = TIE_BOTH;
    g.now_us += 500000;
    press_at(&g, 1, g.now_us, 0);
    press_at(&g, 2, g.now_us, 0);
    command(&g, COMMAND_CHOOSE, 0, 2);
    ck_assert_int_eq(g.s->seat, 2);
    command(&g, COMMAND_AWARD, 0, 0);
    next(&g, 1);
    ck_assert_int_eq(g.s->seat, 1);
    command(&g, COMMAND_DEDUCT, 0, 0);
    ck_assert_int_eq(contest_score_cp(g.c, 2), 10 * CP);
    ck_assert_int_eq(contest_score_cp(g.c, 1), -10 * CP);
    ck_assert_int_eq(g.s->teams[0].wins + g.s->teams[1].wins, 2);
    done(&g);
}
END_TEST

/* A bouncing or hammering hand is one foul, also where a second one has its own price. */
START_TEST(a_second_foul_needs_a_second_go_call)
{
    struct stage g = stage_of(ROUND_BUZZER);
    g.p->foul_then = FOUL_CONTINUE;
    g.p->foul_scope = FOUL_QUESTION;
    g.p->early_repeat_cp = -20 * CP;
    next(&g, 3);
    ck_assert_int_eq(g.s->phase, PHASE_COUNT);
    ck_assert_int_eq(press(&g, 1, SECOND_US), VERDICT_EARLY_FOUL);
    ck_assert_int_eq(press(&g, 1, 50000), VERDICT_REPEATED);
    ck_assert_int_eq(contest_score_cp(g.c, 1), -10 * CP);
    next(&g, 1);
    ck_assert_int_eq(press(&g, 1, SECOND_US), VERDICT_EARLY_FOUL);
    ck_assert_int_eq(contest_score_cp(g.c, 1), -30 * CP);
    ck_assert_int_eq(g.s->teams[0].fouls_round, 2);
    done(&g);
}
END_TEST

/* Who has had its wins, or failed often enough, is neither armed nor listened to. */
START_TEST(caps_of_wins_and_failures_close_the_buttons)
{
    struct stage g = open_buzzers();
    g.p->wins_max = 1;
    g.p->failed_max = 1;
    ck_assert_uint_eq(contest_armed(g.c), 15);
    press(&g, 1, 500000);
    command(&g, COMMAND_AWARD, 0, 0);
    next(&g, 2);
    ck_assert_uint_eq(contest_armed(g.c), 14);
    ck_assert_int_eq(press(&g, 1, 500000), VERDICT_CAPPED);
    g.p->wins_max = 0;
    press(&g, 2, 500000);
    command(&g, COMMAND_DEDUCT, 0, 0);
    next(&g, 3);
    ck_assert_int_eq(g.s->phase, PHASE_OPEN);
    ck_assert_uint_eq(contest_armed(g.c), 13);
    ck_assert_int_eq(press(&g, 2, 500000), VERDICT_CAPPED);
    done(&g);
}
END_TEST

/* A void question gives the win and the failure of its caps back. */
START_TEST(a_void_question_counts_for_no_cap)
{
    struct stage g = open_buzzers();
    g.p->wins_max = 1;
    g.p->failed_max = 1;
    press(&g, 1, 500000);
    command(&g, COMMAND_DEDUCT, 0, 0);
    ck_assert_int_eq(g.s->teams[0].failed, 1);
    command(&g, COMMAND_VOID, 0, 0);
    ck_assert_int_eq(g.s->teams[0].failed, 0);
    ck_assert_int_eq(g.s->teams[0].wins, 0);
    next(&g, 2);
    ck_assert_uint_eq(contest_armed(g.c), 15);
    ck_assert_int_eq(press(&g, 1, 500000), VERDICT_WON);
    done(&g);
}
END_TEST

/* However low a team is, a cap of the round takes nothing from a deduction. */
START_TEST(a_round_cap_never_clips_deductions)
{
    struct stage g = stage_of(ROUND_REQUIRED);
    g.p->wrong_cp = -10 * CP;
    g.p->questions_per_turn = 4;
    g.p->round_points_max_cp = 15 * CP;
    next(&g, 1);
    for (int i = 0; i < 4; i++) {
        next(&g, 2);
        command(&g, i < 3 ? COMMAND_DEDUCT : COMMAND_AWARD, 0, 0);
        ck_assert_int_eq(contest_score_cp(g.c, 1), i < 3 ? (i + 1) * -10 * CP : -20 * CP);
    }
    done(&g);
}
END_TEST

/* Two ties decide prizes: the better one is played first, among its own teams. */
START_TEST(the_best_tie_is_played_first)
{
    struct stage g = stage_of(ROUND_REQUIRED);
    struct definition *def = &g.made->def;
    def->round_count = 2;
    def->rounds[0].question_count = def->rounds[0].planned = 4;
    def->rounds[1] = def->rounds[0];
    def->rounds[1].kind = ROUND_TIE_BREAK;
    def->rounds[1].first_question = 4;
    policy_preset(&def->rounds[1].policy, ROUND_TIE_BREAK);
    def->prize_count = 2;
    def->prizes[0] = (struct prize){.name = "一等奖", .count = 1};
    def->prizes[1] = (struct prize){.name = "二等奖", .count = 2};
    next(&g, 1);
    command(&g, COMMAND_END_ROUND, 0, 0);
    command(&g, COMMAND_ADJUST, 3, 10 * CP);
    command(&g, COMMAND_ADJUST, 4, 10 * CP);
    next(&g, 1);
    ck_assert_int_eq(g.s->phase, PHASE_STANDINGS);
    next(&g, 1);
    said(&g, "第 1 名并列");
    ck_assert_uint_eq(g.s->tie_break_mask, 12);
    next(&g, 2);
    wait_us(&g, 3100000);
    ck_assert_int_eq(press(&g, 1, 0), VERDICT_OUT);
    press(&g, 4, 100000);
    command(&g, COMMAND_AWARD, 0, 0);
    next(&g, 1);
    ck_assert_int_eq(g.s->phase, PHASE_STANDINGS);
    next(&g, 1);
    said(&g, "第 3 名并列");
    ck_assert_uint_eq(g.s->tie_break_mask, 3);
    done(&g);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("contest, edges");
    TCase *t = tcase_create("rules");
    tcase_add_test(t, presses_during_a_tie_are_placed);
    tcase_add_test(t, a_later_press_is_behind_the_tied);
    tcase_add_test(t, buttons_are_armed_while_reading_may_be_interrupted);
    tcase_add_test(t, a_wrong_interrupt_leaves_no_clock_behind);
    tcase_add_test(t, a_rebound_that_is_level_is_told);
    tcase_add_test(t, the_answer_waits_for_the_rebound);
    tcase_add_test(t, a_rebound_that_times_out_costs_what_a_wrong_one_does);
    tcase_add_test(t, both_of_a_dead_heat_answer);
    tcase_add_test(t, a_second_foul_needs_a_second_go_call);
    tcase_add_test(t, caps_of_wins_and_failures_close_the_buttons);
    tcase_add_test(t, a_void_question_counts_for_no_cap);
    tcase_add_test(t, a_round_cap_never_clips_deductions);
    tcase_add_test(t, the_best_tie_is_played_first);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
