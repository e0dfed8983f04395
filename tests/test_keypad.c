/* rooms: contest keypad words */
/* What is typed on seventeen keys becomes one command; what is drawn is what they do. */
#include <check.h>

#include "keypad/keypad.h"
#include "random_contest.h"

struct desk {
    struct made *made;
    struct keypad keypad;
    int64_t now_us;
    char message[KEYPAD_MESSAGE];
    struct input in;
};

static struct desk desk_of(int teams, enum round_kind kind)
{
    struct desk d = {.made = made_contest(5, true), .now_us = 1000000};
    struct definition *def = &d.made->def;
    def->team_count = teams;
    for (int i = 0; i < teams; i++)
        def->teams[i] = (struct team){.seat = i + 1,
                                      .name = "队",
                                      .short_name = "队",
                                      .players = {"某甲", "某乙"},
                                      .player_count = 2,
                                      .reserve = "替补"};
    def->round_count = 1;
    def->rounds[0] = (struct round){
        .name = "环节", .short_name = "", .kind = kind, .question_count = 6, .planned = 6};
    policy_preset(&def->rounds[0].policy, kind);
    for (int i = 0; i < 6; i++)
        d.made->questions[i] = (struct question){
            .id = "Q", .type = QUESTION_SHORT, .text = "", .answer = "", .media = ""};
    contest_init(&d.made->contest, def, NULL, &d.made->undo);
    keypad_init(&d.keypad);
    return d;
}

/* One key; a command is stepped. */
static enum keypad_result key(struct desk *d, const char *name)
{
    struct says says;
    int k = key_find(name);
    ck_assert_int_ge(k, 0);
    d->now_us += 100000;
    enum keypad_result r =
        keypad_press(&d->keypad, &d->made->contest, (enum key)k, d->now_us, &d->in, d->message);
    if (r == KEYPAD_COMMAND)
        contest_step(&d->made->contest, &d->in, &says);
    return r;
}

/* Keys separated by spaces; the result of the last. */
static enum keypad_result keys(struct desk *d, const char *names)
{
    char copy[160];
    enum keypad_result r = KEYPAD_DEAD;
    snprintf(copy, sizeof copy, "%s", names);
    for (char *at = strtok(copy, " "); at; at = strtok(NULL, " "))
        r = key(d, at);
    return r;
}

static const char *drawn(struct desk *d, enum key k)
{
    static struct key_meaning m[KEY_COUNT];
    keypad_meanings(&d->keypad, &d->made->contest, d->now_us, m);
    return m[k].text;
}

static void typed(const char *names, enum command command, int seat, int number, int value,
                  const char *text)
{
    struct desk d = desk_of(12, ROUND_REQUIRED);
    keys(&d, "Enter Enter Enter +"); /* one ruling in the ledger */
    ck_assert_msg(keys(&d, names) == KEYPAD_COMMAND, "%s: %s", names, d.message);
    ck_assert_int_eq(d.in.command, command);
    ck_assert_int_eq(d.in.seat, seat);
    ck_assert_int_eq(d.in.number, number);
    ck_assert_int_eq(d.in.value, value);
    ck_assert_str_eq(d.in.text, text);
    ck_assert_int_eq(d.keypad.mode, KEYPAD_SHOW);
    free(d.made);
}

START_TEST(what_is_typed_becomes_one_command)
{
    typed("* 1 1 2 Enter + 5 Enter 2", COMMAND_ADJUST, 12, 0, 500, "计分更正");
    typed("* 1 3 Enter - 1 0 Enter 1", COMMAND_ADJUST, 3, 0, -1000, "裁判裁定");
    typed("* 1 3 Enter 1 . 2 0 - Enter 6", COMMAND_ADJUST, 3, 0, -2000, "其他");
    typed("* 2 1 0 Enter - 5 Enter 3", COMMAND_CONDUCT, 10, 0, -500, "违反纪律");
    typed("* 2 3 Enter - 2 * 5 Enter 3", COMMAND_CONDUCT, 3, 0, -250, "违反纪律");
    typed(". * * 6 3 0 Enter", COMMAND_INCOMPLETE, 0, 0, 30, "");
    typed(". * * 6 Enter", COMMAND_INCOMPLETE, 0, 0, 0, ""); /* what the rules give */
    typed("* 3 1 3", COMMAND_REVERSE, 0, 0, 1, "void");
    typed("8 1 2", COMMAND_REVERSE, 0, 0, 1, "wrong");
    typed("* 4", COMMAND_VOID, 0, 0, 0, "");
    typed("* 5 1 1 Enter", COMMAND_EQUIPMENT, 11, 0, 0, "");
    typed("* 6 4 Enter 2 Enter", COMMAND_SUBSTITUTE, 4, 2, 0, "");
    typed(". * 7", COMMAND_REDO, 0, 0, 0, "");
    typed("* * 1 1", COMMAND_END_ROUND, 0, 0, 0, "");
    typed("* * * 6", COMMAND_SCREEN, 0, 0, SCREEN_FREEZE, "");
    typed("* 9 9 1", COMMAND_SCREEN, 0, 0, SCREEN_SCORES, "");
}
END_TEST

START_TEST(what_is_typed_wrong_is_told_and_can_be_taken_back)
{
    struct desk d = desk_of(12, ROUND_REQUIRED);
    ck_assert_int_eq(keys(&d, "* 1 1 5 Enter"), KEYPAD_DEAD);
    ck_assert_ptr_nonnull(strstr(d.message, "15"));
    ck_assert_int_eq(d.keypad.mode, KEYPAD_SEAT);
    ck_assert_int_eq(key(&d, "Enter"), KEYPAD_DEAD);
    ck_assert_str_eq(drawn(&d, KEY_ENTER), "");
    ck_assert_int_eq(key(&d, "1"), KEYPAD_ECHO);
    ck_assert_str_ne(drawn(&d, KEY_ENTER), "");
    char echo[120];
    keypad_echo(&d.keypad, &d.made->contest, echo, sizeof echo);
    ck_assert_ptr_nonnull(strstr(echo, "1_"));
    ck_assert_int_eq(key(&d, "+"), KEYPAD_DEAD);
    ck_assert_int_eq(keys(&d, ". ."), KEYPAD_ECHO);
    ck_assert_int_eq(d.keypad.mode, KEYPAD_SHOW);
    ck_assert_int_eq(keys(&d, "* * * *"), KEYPAD_ECHO);
    ck_assert_int_eq(d.keypad.mode, KEYPAD_SHOW);
    ck_assert_int_eq(keys(&d, "* 2 *"), KEYPAD_ECHO);
    ck_assert_int_eq(d.keypad.mode, KEYPAD_SHOW);
    keypad_echo(&d.keypad, &d.made->contest, echo, sizeof echo);
    ck_assert_str_eq(echo, "");
    free(d.made);
}
END_TEST

START_TEST(black_works_while_something_is_typed)
{
    struct desk d = desk_of(12, ROUND_REQUIRED);
    ck_assert_int_eq(keys(&d, "* 1 1 Num"), KEYPAD_COMMAND);
    ck_assert_int_eq(d.made->contest.state.screen, SCREEN_BLACK);
    ck_assert_str_ne(drawn(&d, KEY_NUM), "");
    ck_assert_int_eq(d.keypad.mode, KEYPAD_SEAT);
    ck_assert_int_eq(keys(&d, "1 Enter + 5 Enter 1"), KEYPAD_COMMAND);
    ck_assert_int_eq(d.in.seat, 11);
    free(d.made);
}
END_TEST

START_TEST(few_seats_need_one_digit_many_need_two)
{
    struct desk few = desk_of(9, ROUND_BUZZER), many = desk_of(24, ROUND_BUZZER);
    keys(&few, "Enter Enter");
    keys(&many, "Enter Enter");
    ck_assert_int_eq(keys(&few, "8 7"), KEYPAD_COMMAND);
    ck_assert_int_eq(few.made->contest.state.seat, 7);
    ck_assert_int_eq(keys(&many, "8 2"), KEYPAD_ECHO);
    ck_assert_int_eq(keys(&many, "4 Enter"), KEYPAD_COMMAND);
    ck_assert_int_eq(many.made->contest.state.seat, 24);
    free(few.made);
    free(many.made);
}
END_TEST

START_TEST(digits_that_are_seats_begin_the_number)
{
    struct desk d = desk_of(12, ROUND_REQUIRED);
    d.made->def.rounds[0].policy.who = WHO_ALL;
    keys(&d, "Enter Enter Enter");
    ck_assert_int_eq(d.made->contest.state.phase, PHASE_ANSWER);
    ck_assert_int_eq(keys(&d, "1 2 Enter"), KEYPAD_COMMAND);
    ck_assert_uint_eq(d.made->contest.state.right_mask, 1u << 11);
    ck_assert_int_eq(keys(&d, "3 Enter"), KEYPAD_COMMAND);
    ck_assert_uint_eq(d.made->contest.state.right_mask, 1u << 11 | 1u << 2);
    free(d.made);
}
END_TEST

START_TEST(judges_marks_go_in_one_after_the_other)
{
    struct desk d = desk_of(4, ROUND_JUDGED);
    d.made->def.rounds[0].policy.judges = 3;
    keys(&d, "Enter Enter Enter Enter");
    ck_assert_int_eq(d.made->contest.state.phase, PHASE_JUDGE);
    ck_assert_str_eq(drawn(&d, KEY_ENTER), "");
    ck_assert_int_eq(keys(&d, "9 * 2 5 Enter"), KEYPAD_COMMAND);
    ck_assert_int_eq(d.in.number, 1);
    ck_assert_int_eq(d.in.value, 925);
    ck_assert_int_eq(key(&d, "-"), KEYPAD_COMMAND);
    ck_assert_int_eq(d.in.value, MARK_ABSTAIN);
    ck_assert_int_eq(keys(&d, "8 Enter"), KEYPAD_COMMAND);
    ck_assert_int_eq(d.in.number, 3);
    /* all are in: neither a digit nor − may overwrite the first judge's */
    ck_assert_str_eq(drawn(&d, KEY_5), "");
    ck_assert_int_eq(key(&d, "5"), KEYPAD_DEAD);
    ck_assert_int_eq(key(&d, "-"), KEYPAD_DEAD);
    ck_assert_str_ne(drawn(&d, KEY_ENTER), "");
    free(d.made);
}
END_TEST

START_TEST(what_ends_or_publishes_wants_a_second_press)
{
    struct desk d = desk_of(4, ROUND_REQUIRED);
    struct key_meaning m[KEY_COUNT];
    keys(&d, "Enter * * 1");
    ck_assert_int_eq(d.made->contest.state.phase, PHASE_RULES);
    ck_assert_str_ne(d.message, "");
    keypad_meanings(&d.keypad, &d.made->contest, d.now_us, m);
    ck_assert_int_eq(m[KEY_1].tone, KEY_WARN);
    d.now_us += 2000000; /* too late: asked again */
    ck_assert_int_eq(key(&d, "1"), KEYPAD_ECHO);
    ck_assert_int_eq(key(&d, "1"), KEYPAD_COMMAND);
    ck_assert_int_eq(d.made->contest.state.phase, PHASE_ROUND_END);
    keys(&d, "Enter Enter");
    ck_assert_int_eq(d.made->contest.state.phase, PHASE_STANDINGS);
    ck_assert_int_eq(keys(&d, "5 Enter"), KEYPAD_ECHO); /* another key between: not confirmed */
    ck_assert_int_eq(key(&d, "Enter"), KEYPAD_COMMAND);
    ck_assert_int_eq(d.made->contest.state.phase, PHASE_PRIZES);
    free(d.made);
}
END_TEST

START_TEST(a_blank_key_says_why)
{
    struct desk d = desk_of(4, ROUND_BUZZER);
    struct says says;
    struct input held = {.kind = INPUT_BOX, .at_us = 1, .seat = 3, .value = BOX_HELD};
    ck_assert_int_eq(key(&d, "+"), KEYPAD_DEAD);
    ck_assert_str_ne(d.message, "");
    ck_assert_int_eq(key(&d, "."), KEYPAD_DEAD);
    keys(&d, "Enter Enter");
    held.at_us = d.now_us;
    contest_step(&d.made->contest, &held, &says);
    ck_assert_str_eq(drawn(&d, KEY_ENTER), "");
    ck_assert_int_eq(key(&d, "Enter"), KEYPAD_DEAD);
    ck_assert_ptr_nonnull(strstr(d.message, "3号"));
    free(d.made);
}
END_TEST

START_TEST(keys_are_found_by_name)
{
    for (int i = 0; i < KEY_COUNT; i++)
        ck_assert_int_eq(key_find(key_names[i]), i);
    ck_assert_int_eq(key_find("ENTER"), KEY_ENTER);
    ck_assert_int_eq(key_find("plus"), KEY_PLUS);
    ck_assert_int_eq(key_find("numlock"), KEY_NUM);
    ck_assert_int_eq(key_find(""), -1);
    ck_assert_int_eq(key_find("a name that is much longer than any key"), -1);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("keypad");
    TCase *t = tcase_create("keys");
    tcase_add_test(t, what_is_typed_becomes_one_command);
    tcase_add_test(t, what_is_typed_wrong_is_told_and_can_be_taken_back);
    tcase_add_test(t, black_works_while_something_is_typed);
    tcase_add_test(t, few_seats_need_one_digit_many_need_two);
    tcase_add_test(t, digits_that_are_seats_begin_the_number);
    tcase_add_test(t, judges_marks_go_in_one_after_the_other);
    tcase_add_test(t, what_ends_or_publishes_wants_a_second_press);
    tcase_add_test(t, a_blank_key_says_why);
    tcase_add_test(t, keys_are_found_by_name);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
