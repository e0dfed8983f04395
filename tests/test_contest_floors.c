/* rooms: contest words */
/* Deductions that end at 0, and bonus questions: what becomes of them when a ruling changes. */
#include "contest_stage.h"

/* A void question gives deductions back before it takes awards back, or the floor would keep some.
 */
START_TEST(void_under_a_floor_is_as_if_it_had_not_been)
{
    struct stage g = stage_of(ROUND_CORRECTION);
    for (int i = 0; i < 8; i++) {
        g.made->questions[i].type = QUESTION_PICTURE;
        g.made->questions[i].fault_count = 3;
        for (int k = 0; k < 3; k++)
            g.made->questions[i].faults[k] = (struct fault){.title = "错处"};
    }
    g.p->floor = FLOOR_TOTAL;
    g.p->false_cp = -20 * CP;
    next(&g, 3);
    command(&g, COMMAND_CHOOSE, 0, 1); /* +5 */
    command(&g, COMMAND_FALSE_CLAIM, 0, 0);
    ck_assert_int_eq(contest_score_cp(g.c, 1), 0);
    ck_assert_int_eq(g.s->ledger[1].points_cp, -5 * CP);
    ck_assert_int_eq(g.s->ledger[1].asked_cp, -20 * CP);
    ck_assert_str_eq(g.s->ledger[1].reason, "总分扣完为止");
    command(&g, COMMAND_CHOOSE, 0, 2); /* +5 */
    command(&g, COMMAND_VOID, 0, 0);
    ck_assert_int_eq(contest_score_cp(g.c, 1), 0);
    for (int seq = 1; seq <= 3; seq++) {
        int32_t sum = 0;
        for (int i = 0; i < g.s->ledger_count; i++)
            if (g.s->ledger[i].seq == seq || g.s->ledger[i].corrects == seq)
                sum += g.s->ledger[i].points_cp;
        ck_assert_int_eq(sum, 0); /* each entry is taken back whole */
    }
    done(&g);
}
END_TEST

START_TEST(a_floor_of_the_round_leaves_the_rounds_before)
{
    struct stage g = stage_of(ROUND_REQUIRED);
    g.made->def.base_cp = 50 * CP;
    g.p->wrong_cp = g.p->timeout_cp = -10 * CP;
    g.p->floor = FLOOR_ROUND;
    next(&g, 3);
    command(&g, COMMAND_DEDUCT, 0, 0);
    ck_assert_int_eq(contest_score_cp(g.c, 1), 50 * CP);
    said(&g, "本环节得分已为 0");
    /* conduct is no deduction of the round's rules */
    ck_assert_int_eq(command(&g, COMMAND_CONDUCT, 1, -10 * CP), STEP_DONE);
    ck_assert_int_eq(contest_score_cp(g.c, 1), 40 * CP);
    done(&g);
}
END_TEST

/* Nothing is to be taken: a reversal that would only say so is refused. */
START_TEST(a_reversal_the_floor_swallows_is_refused)
{
    struct stage g = stage_of(ROUND_REQUIRED);
    g.p->wrong_cp = -10 * CP;
    g.p->floor = FLOOR_TOTAL;
    next(&g, 3);
    command(&g, COMMAND_DEDUCT, 0, 0);
    struct input in = {.kind = INPUT_COMMAND, .command = COMMAND_REVERSE, .value = 1};
    strcpy(in.text, "right");
    ck_assert_int_eq(feed(&g, in), STEP_DONE);
    ck_assert_int_eq(contest_score_cp(g.c, 1), 10 * CP);
    strcpy(in.text, "wrong");
    ck_assert_int_eq(feed(&g, in), STEP_DONE);
    ck_assert_int_eq(contest_score_cp(g.c, 1), 0);
    ck_assert_int_eq(feed(&g, in), STEP_REFUSED);
    done(&g);
}
END_TEST

/* What a foul takes is what the screens say it took. */
START_TEST(a_foul_shows_what_the_floor_left)
{
    struct stage g = stage_of(ROUND_BUZZER);
    g.p->floor = FLOOR_TOTAL;
    g.p->foul_then = FOUL_CONTINUE;
    command(&g, COMMAND_ADJUST, 2, 4 * CP);
    next(&g, 3);
    ck_assert_int_eq(press(&g, 2, SECOND_US), VERDICT_EARLY_FOUL);
    ck_assert_int_eq(g.s->outcome_cp, -4 * CP);
    ck_assert_int_eq(contest_score_cp(g.c, 2), 0);
    next(&g, 1);
    ck_assert_int_eq(press(&g, 1, SECOND_US), VERDICT_EARLY_FOUL);
    ck_assert_int_eq(g.s->outcome_cp, 0);
    said(&g, "1号 总分已为 0，不再扣分");
    done(&g);
}
END_TEST

static struct stage tossups(int bonus)
{
    struct stage g = stage_of(ROUND_BUZZER);
    g.p->go = GO_KEY;
    g.p->early_press = EARLY_IGNORE;
    g.p->early_cp = 0;
    g.p->bonus_questions = bonus;
    g.p->bonus_right_cp = 5 * CP;
    g.made->def.rounds[0].planned = 2;
    policy_bonus(&g.made->def.rounds[0].bonus, g.p);
    next(&g, 3);
    press(&g, 2, 500000);
    command(&g, COMMAND_AWARD, 0, 0);
    return g;
}

/* Two bonus questions to the winner; then the second toss-up, and the round is over after it. */
START_TEST(bonus_questions_are_not_among_the_planned)
{
    struct stage g = tossups(2);
    for (int i = 0; i < 2; i++) {
        next(&g, 1);
        ck_assert(g.s->bonus);
        ck_assert_int_eq(g.s->seat, 2);
        ck_assert_int_eq(contest_question_number(g.c), 1);
        ck_assert_int_eq(press(&g, 1, SECOND_US), VERDICT_NOT_OPEN);
        next(&g, 1);
        refused(&g, COMMAND_PASS, 0, 0, "不可放弃");
        command(&g, COMMAND_AWARD, 0, 0);
    }
    ck_assert_int_eq(contest_score_cp(g.c, 2), 20 * CP);
    next(&g, 1);
    ck_assert(!g.s->bonus);
    ck_assert_int_eq(contest_question_number(g.c), 2);
    next(&g, 1);
    press(&g, 1, 500000);
    command(&g, COMMAND_DEDUCT, 0, 0);
    next(&g, 2);
    ck_assert_int_eq(g.s->phase, PHASE_ROUND_END);
    done(&g);
}
END_TEST

/* The last planned toss-up has its bonus question too. */
START_TEST(the_last_tossup_has_its_bonus_question)
{
    struct stage g = tossups(1);
    g.made->def.rounds[0].planned = 1;
    next(&g, 1);
    ck_assert(g.s->bonus);
    next(&g, 1);
    command(&g, COMMAND_AWARD, 0, 0);
    next(&g, 1);
    ck_assert_int_eq(g.s->phase, PHASE_ROUND_END);
    done(&g);
}
END_TEST

START_TEST(a_void_or_reversed_tossup_takes_its_bonus_with_it)
{
    struct stage g = tossups(1);
    ck_assert_int_eq(g.s->bonus_left, 1);
    command(&g, COMMAND_VOID, 0, 0);
    ck_assert_int_eq(g.s->bonus_left, 0);
    command(&g, COMMAND_UNDO, 0, 0);
    ck_assert_int_eq(g.s->bonus_left, 1);
    struct input in = {.kind = INPUT_COMMAND, .command = COMMAND_REVERSE, .value = 1};
    strcpy(in.text, "wrong");
    feed(&g, in);
    ck_assert_int_eq(g.s->bonus_left, 0);
    strcpy(in.text, "right");
    feed(&g, in);
    ck_assert_int_eq(g.s->bonus_left, 1);
    ck_assert_int_eq(g.s->bonus_seat, 2);
    done(&g);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("contest, floors and bonus questions");
    TCase *t = tcase_create("rules");
    tcase_add_test(t, void_under_a_floor_is_as_if_it_had_not_been);
    tcase_add_test(t, a_floor_of_the_round_leaves_the_rounds_before);
    tcase_add_test(t, a_reversal_the_floor_swallows_is_refused);
    tcase_add_test(t, a_foul_shows_what_the_floor_left);
    tcase_add_test(t, bonus_questions_are_not_among_the_planned);
    tcase_add_test(t, the_last_tossup_has_its_bonus_question);
    tcase_add_test(t, a_void_or_reversed_tossup_takes_its_bonus_with_it);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
