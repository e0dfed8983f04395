/* rooms: contest words */
/* The parts of the rules that can be held against a table: keys, contradictions, numbers, ranks. */
#include <check.h>

#include "random_contest.h"

START_TEST(every_key_reads_what_it_writes)
{
    for (size_t i = 0; i < policy_key_count; i++)
        for (int kind = 0; kind < ROUND_KIND_COUNT; kind++) {
            struct policy p, q;
            char text[160], again[160];
            policy_preset(&p, (enum round_kind)kind);
            memset(&q, 0, sizeof q);
            ck_assert_int_gt(policy_get(&p, &policy_keys[i], text, sizeof text), 0);
            ck_assert_msg(policy_set(&q, &policy_keys[i], text) == POLICY_OK, "%s: %s",
                          policy_keys[i].name, text);
            policy_get(&q, &policy_keys[i], again, sizeof again);
            ck_assert_str_eq(text, again);
            ck_assert_ptr_eq(policy_key_find(policy_keys[i].name), &policy_keys[i]);
        }
}
END_TEST

START_TEST(every_word_of_a_key_is_read)
{
    for (size_t i = 0; i < policy_key_count; i++)
        for (int w = 0; policy_keys[i].type == POLICY_WORD && policy_keys[i].words[w]; w++) {
            struct policy p = {0};
            char text[40];
            ck_assert_int_eq(policy_set(&p, &policy_keys[i], policy_keys[i].words[w]), POLICY_OK);
            policy_get(&p, &policy_keys[i], text, sizeof text);
            ck_assert_str_eq(text, policy_keys[i].words[w]);
        }
}
END_TEST

START_TEST(bad_values_leave_the_rule_set_alone)
{
    static const struct {
        const char *key, *text;
        enum policy_error error;
    } bad[] = {
        {"right", "ten", POLICY_NOT_A_NUMBER},
        {"right", "10.555", POLICY_NOT_A_NUMBER},
        {"right", "10 分", POLICY_NOT_A_NUMBER},
        {"right", "", POLICY_NOT_A_NUMBER},
        {"right", "100000", POLICY_RANGE},
        {"early", "5", POLICY_RANGE},
        {"answer_seconds", "-1", POLICY_RANGE},
        {"answer_seconds", "1.5", POLICY_NOT_A_NUMBER},
        {"who", "nobody", POLICY_UNKNOWN_WORD},
        {"may_pass", "maybe", POLICY_UNKNOWN_WORD},
        {"menu", "[10, x]", POLICY_NOT_A_NUMBER},
        {"menu", "1,2,3,4,5,6,7", POLICY_TOO_MANY},
        {"menu", "0", POLICY_RANGE},
        {"menu", "10;20", POLICY_NOT_A_NUMBER},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct policy p, before;
        policy_preset(&p, ROUND_RISK);
        before = p;
        ck_assert_int_eq(policy_set(&p, policy_key_find(bad[i].key), bad[i].text), bad[i].error);
        ck_assert_mem_eq(&p, &before, sizeof p);
    }
    ck_assert_ptr_null(policy_key_find("rigth"));
}
END_TEST

static void note(void *ctx, const char *key, const char *message)
{
    char *all = ctx;
    ck_assert(message[0]);
    strcat(strcat(all, key), " ");
}

/* What is set on top of a kind's preset, and the key that must be told. */
static const struct {
    enum round_kind kind;
    const char *set[4]; /* key, value, key, value */
    const char *told;
} contradictions[] = {
    {ROUND_REQUIRED, {"round_points_max", "5"}, "round_points_max"},
    {ROUND_RISK, {"round_points_max", "20"}, "round_points_max"},
    {ROUND_RISK, {"menu", "[]"}, "menu"},
    {ROUND_REQUIRED, {"menu", "10"}, "menu"},
    {ROUND_RISK, {"menu_stock", "1"}, "menu_stock"},
    {ROUND_BUZZER, {"window_seconds", "0"}, "window_seconds"},
    {ROUND_REQUIRED, {"window_seconds", "5"}, "window_seconds"},
    {ROUND_BUZZER, {"countdown_seconds", "0"}, "countdown_seconds"},
    {ROUND_REQUIRED, {"think_seconds", "5", "answer_seconds", "0"}, "answer_seconds"},
    {ROUND_REQUIRED, {"timeout", "-5", "answer_seconds", "0"}, "timeout"},
    {ROUND_BUZZER, {"early_press", "lock", "early_lock_ms", "0"}, "early_lock_ms"},
    {ROUND_BUZZER, {"early_press", "ignore"}, "early"},
    {ROUND_BUZZER, {"early_repeat", "-5"}, "early_repeat"},
    {ROUND_BUZZER, {"tie", "repress", "tie_window_us", "300000"}, "tie_window_us"},
    {ROUND_BUZZER, {"after_wrong", "reopen", "rebounds_max", "0"}, "rebounds_max"},
    {ROUND_REQUIRED, {"after_wrong", "next_press"}, "after_wrong"},
    {ROUND_BUZZER, {"rebound_seconds", "5"}, "rebound_seconds"},
    {ROUND_BUZZER, {"failed_max", "3", "wins_max", "2"}, "failed_max"},
    {ROUND_CORRECTION, {"fault", "0", "all_bonus", "0"}, "fault"},
    {ROUND_CORRECTION, {"question_points_max", "3"}, "question_points_max"},
    {ROUND_CORRECTION, {"faults_min", "2"}, "faults_min"},
    {ROUND_JUDGED, {"judges", "0"}, "judges"},
    {ROUND_JUDGED, {"judges", "2"}, "drop_high"},
    {ROUND_TIE_BREAK, {"sudden", "none"}, "sudden"},
    {ROUND_REQUIRED, {"stake", "double"}, "doubles_max"},
    {ROUND_REQUIRED, {"doubles_max", "1"}, "doubles_max"},
    {ROUND_REQUIRED, {"lifelines_max", "1"}, "lifeline_seconds"},
    {ROUND_BUZZER, {"round_seconds", "30"}, "round_seconds"},
    {ROUND_REQUIRED, {"pass", "-5"}, "pass"},
    {ROUND_BUZZER, {"assign", "yes"}, "assign"},
    {ROUND_AUDIENCE, {"right", "5"}, "right"},
    {ROUND_REQUIRED, {"wrong", "10"}, "wrong"},
    {ROUND_TIE_BREAK, {"eliminate", "1"}, "eliminate"},
};

START_TEST(each_contradiction_is_told_at_its_key)
{
    struct policy p;
    char told[512] = "", wanted[64];
    policy_preset(&p, contradictions[_i].kind);
    ck_assert_uint_eq(policy_contradictions(&p, contradictions[_i].kind, note, told), 0);
    for (int k = 0; k < 4 && contradictions[_i].set[k]; k += 2)
        ck_assert_int_eq(policy_set(&p, policy_key_find(contradictions[_i].set[k]),
                                    contradictions[_i].set[k + 1]),
                         POLICY_OK);
    ck_assert_uint_ge(policy_contradictions(&p, contradictions[_i].kind, note, told), 1);
    snprintf(wanted, sizeof wanted, "%s ", contradictions[_i].told);
    ck_assert_msg(strstr(told, wanted), "wanted %s, told %s", wanted, told);
    ck_assert_uint_ge(policy_contradictions(&p, contradictions[_i].kind, NULL, NULL), 1);
}
END_TEST

START_TEST(points_are_written_as_people_write_them)
{
    static const struct {
        int32_t cp;
        bool sign;
        const char *text;
    } cases[] = {
        {0, false, "0"},        {0, true, "0"},
        {1000, false, "10"},    {1000, true, "+10"},
        {-1000, false, "−10"},  {9250, false, "92.5"},
        {9205, true, "+92.05"}, {-5, true, "−0.05"},
        {-50, false, "−0.5"},   {99990000, false, "999900"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[16];
        ck_assert_str_eq(points_text(cases[i].cp, cases[i].sign, out, sizeof out), cases[i].text);
    }
}
END_TEST

/* ---- judges
 * --------------------------------------------------------------------------------------- */

static struct made *one_round(enum round_kind kind)
{
    struct made *m = made_contest(3, true);
    m->def.team_count = 6;
    for (int i = 0; i < 6; i++)
        m->def.teams[i] =
            (struct team){.seat = i + 1, .name = "队", .short_name = "队", .reserve = ""};
    m->def.base_cp = 0;
    m->def.round_count = 1;
    m->def.rounds[0].kind = kind;
    m->def.rounds[0].first_question = 0;
    m->def.rounds[0].planned = m->def.rounds[0].question_count = 8;
    policy_preset(&m->def.rounds[0].policy, kind);
    for (int i = 0; i < 8; i++)
        m->questions[i] = (struct question){
            .id = "Q", .type = QUESTION_SHORT, .text = "", .answer = "", .media = ""};
    contest_init(&m->contest, &m->def, NULL, &m->undo);
    m->contest.state.round = 0;
    return m;
}

START_TEST(judges_arithmetic)
{
    enum { NO = MARK_NONE, AB = MARK_ABSTAIN };
    static const struct {
        int judges, high, low, combine, decimals;
        int32_t marks[7];
        bool done;
        int32_t cp;
    } cases[] = {
        {5, 1, 1, COMBINE_MEAN, 2, {900, 950, 800, 925, 910}, true, 912}, /* 9.00+9.10+9.25: 9.12 */
        {5, 1, 1, COMBINE_MEAN, 2, {900, 950, AB, 925, 800}, true, 913},  /* 9.125 rounds up */
        {5, 1, 1, COMBINE_MEAN, 1, {900, 950, AB, 925, 800}, true, 910},
        {5, 1, 1, COMBINE_MEAN, 0, {900, 960, AB, 940, 800}, true, 900},
        {5, 1, 1, COMBINE_SUM, 2, {900, 950, 800, 925, 910}, true, 2735},
        {3, 0, 0, COMBINE_SUM, 2, {100, 200, 300}, true, 600},
        {3, 1, 1, COMBINE_MEAN, 2, {100, AB, AB}, true, 100}, /* never all dropped */
        {3, 0, 0, COMBINE_MEAN, 2, {AB, AB, AB}, true, 0},
        {3, 0, 0, COMBINE_MEAN, 2, {100, NO, 300}, false, 0},
        {4, 2, 0, COMBINE_MEAN, 2, {100, 200, 300, 400}, true, 150},
        {4, 0, 2, COMBINE_MEAN, 2, {100, 200, 300, 400}, true, 350},
    };
    struct made *m = one_round(ROUND_JUDGED);
    struct policy *p = &m->def.rounds[0].policy;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int32_t cp = 0;
        p->judges = cases[i].judges;
        p->drop_high = cases[i].high;
        p->drop_low = cases[i].low;
        p->combine = cases[i].combine;
        p->decimals = cases[i].decimals;
        memcpy(m->contest.state.marks_cp[1], cases[i].marks, sizeof cases[i].marks);
        ck_assert_int_eq(contest_judged_cp(&m->contest, 2, &cp), cases[i].done);
        if (cases[i].done)
            ck_assert_msg(cp == cases[i].cp, "case %zu: %d", i, cp);
    }
    free(m);
}
END_TEST

/* ---- standings
 * ------------------------------------------------------------------------------------ */

static void give(struct made *m, int seat, int32_t cp)
{
    struct says says;
    struct input in = {.kind = INPUT_COMMAND,
                       .command = COMMAND_ADJUST,
                       .at_us = m->contest.state.last_us + 1,
                       .seat = seat,
                       .value = cp};
    ck_assert_int_eq(contest_step(&m->contest, &in, &says), STEP_DONE);
}

START_TEST(ranks_prizes_and_ties)
{
    struct made *m = one_round(ROUND_REQUIRED);
    struct standings st;
    m->def.prize_count = 2;
    m->def.prizes[0] = (struct prize){"一等奖", 1};
    m->def.prizes[1] = (struct prize){"二等奖", 2};
    static const int32_t scores[] = {3000, 2000, 2000, 2000, 500};
    for (int i = 0; i < 5; i++)
        give(m, i + 1, scores[i]);
    standings_compute(&m->contest, false, &st);
    static const int ranks[] = {1, 2, 2, 2, 5, 6}, prizes[] = {0, 1, 1, -1, -1, -1};
    ck_assert_int_eq(st.count, 6);
    for (int i = 0; i < 6; i++) {
        ck_assert_int_eq(st.row[i].seat, i + 1);
        ck_assert_int_eq(st.row[i].rank, ranks[i]);
        ck_assert_int_eq(st.row[i].prize, prizes[i]);
        ck_assert_int_eq(st.row[i].tie_matters, i >= 1 && i <= 3);
    }
    ck_assert(st.undecided);
    ck_assert_int_eq(standings_prize_count(&st, &m->def), 3);
    ck_assert_int_eq(standings_prize_at(&st, &m->def, 0)->seat, 3);
    ck_assert_int_eq(standings_prize_at(&st, &m->def, 2)->seat, 1);
    ck_assert_ptr_null(standings_prize_at(&st, &m->def, 3));
    ck_assert_ptr_null(standings_prize_at(&st, &m->def, -1));
    /* 2 and 3 tied for the same prize decide nothing */
    give(m, 4, -100);
    standings_compute(&m->contest, false, &st);
    ck_assert(st.row[1].tied && !st.row[1].tie_matters && !st.undecided);
    /* an eliminated team is behind all others */
    m->contest.state.teams[0].out = true;
    standings_compute(&m->contest, false, &st);
    ck_assert_int_eq(st.row[5].seat, 1);
    ck_assert(!contest_tie_break_due(&m->contest)); /* there is no tie-break round */
    free(m);
}
END_TEST

START_TEST(held_points_are_not_in_the_public_ranks)
{
    struct made *m = one_round(ROUND_REQUIRED);
    struct standings st;
    m->def.rounds[0].policy.held_reveal = 1;
    give(m, 4, 1000);
    standings_compute(&m->contest, true, &st);
    ck_assert_int_eq(st.row[3].rank, 1);
    ck_assert_int_eq(contest_public_score_cp(&m->contest, 4), 0);
    standings_compute(&m->contest, false, &st);
    ck_assert_int_eq(st.row[0].seat, 4);
    free(m);
}
END_TEST

START_TEST(recorded_draw_moves_teams_to_their_seats)
{
    struct made *m = one_round(ROUND_REQUIRED);
    struct says says;
    struct input in = {.kind = INPUT_COMMAND, .command = COMMAND_SEAT_DRAW, .text = "6,5,4,3,2,1"};
    m->contest.state.round = -1;
    m->def.teams[0].name = "甲";
    static const char *const bad[] = {"1,2,3",        "1,1,2,3,4,5",   "0,1,2,3,4,5",
                                      "1,2,3,4,5,25", "1,2,3,4,5,6,7", "x"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        snprintf(in.text, sizeof in.text, "%s", bad[i]);
        ck_assert_int_eq(contest_step(&m->contest, &in, &says), STEP_REFUSED);
    }
    snprintf(in.text, sizeof in.text, "6,5,4,3,2,1");
    ck_assert_int_eq(contest_step(&m->contest, &in, &says), STEP_DONE);
    ck_assert_str_eq(contest_team(&m->contest, 6)->name, "甲");
    /* what is drawn is locked */
    snprintf(in.text, sizeof in.text, "1,2,3,4,5,6");
    ck_assert_int_eq(contest_step(&m->contest, &in, &says), STEP_REFUSED);
    memset(m->contest.state.seat_of_team, 0, sizeof m->contest.state.seat_of_team);
    in.text[0] = '\0'; /* drawn here: a permutation, the same for the same seed */
    ck_assert_int_eq(contest_step(&m->contest, &in, &says), STEP_DONE);
    for (int seat = 1; seat <= 6; seat++)
        ck_assert_ptr_nonnull(contest_team(&m->contest, seat));
    free(m);
}
END_TEST

START_TEST(small_undo_memory_forgets_the_oldest_steps_only)
{
    struct made *m = one_round(ROUND_REQUIRED);
    struct says says;
    struct input in = {.kind = INPUT_COMMAND, .command = COMMAND_UNDO};
    undo_init(&m->undo, m->memory, 64 << 10);
    for (int i = 0; i < 2000; i++)
        give(m, 1, 100);
    int depth = contest_undo_depth(&m->contest), undone = 0;
    ck_assert_int_gt(depth, 50);
    ck_assert_int_lt(depth, 2000);
    for (in.at_us = 3000; contest_step(&m->contest, &in, &says) == STEP_DONE; in.at_us++)
        undone++;
    ck_assert_int_eq(undone, depth);
    ck_assert_int_eq(contest_score_cp(&m->contest, 1), (2000 - depth) * 100);
    free(m);
}
END_TEST

START_TEST(names_are_found_by_name)
{
    for (int i = 0; i < COMMAND_COUNT; i++)
        ck_assert_int_eq(command_find(command_names[i]), i);
    for (int i = 0; i < ROUND_KIND_COUNT; i++)
        ck_assert_int_eq(round_kind_find(round_kind_names[i]), i);
    ck_assert_int_eq(command_find("nonsense"), -1);
    ck_assert_int_eq(round_kind_find("nonsense"), -1);
    for (int i = 0; i < VERDICT_COUNT; i++)
        ck_assert_ptr_nonnull(verdict_names[i]);
    for (int i = 0; i < CAUSE_COUNT; i++)
        ck_assert(cause_names[i] && cause_titles[i]);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("contest");
    TCase *t = tcase_create("tables");
    tcase_add_test(t, every_key_reads_what_it_writes);
    tcase_add_test(t, every_word_of_a_key_is_read);
    tcase_add_test(t, bad_values_leave_the_rule_set_alone);
    tcase_add_loop_test(t, each_contradiction_is_told_at_its_key, 0,
                        (int)(sizeof contradictions / sizeof *contradictions));
    tcase_add_test(t, points_are_written_as_people_write_them);
    tcase_add_test(t, judges_arithmetic);
    tcase_add_test(t, ranks_prizes_and_ties);
    tcase_add_test(t, held_points_are_not_in_the_public_ranks);
    tcase_add_test(t, recorded_draw_moves_teams_to_their_seats);
    tcase_add_test(t, small_undo_memory_forgets_the_oldest_steps_only);
    tcase_add_test(t, names_are_found_by_name);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
