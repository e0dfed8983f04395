/* rooms: contest keypad words */
/* What is typed on seventeen keys becomes one command; what is drawn is what they do. */
#include "keypad_desk.h"

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
    typed("* 4 Enter", COMMAND_VOID, 0, 0, 0, "");
    typed("3 2", COMMAND_VOID, 0, 0, 0, "题目有误");
    typed("* 4 6", COMMAND_VOID, 0, 0, 0, "其他");
    typed("* 2 1 Enter - 5 Enter 1", COMMAND_CONDUCT, 1, 0, -500, "场外提示");
    typed("* * * 4 1 5 Enter", COMMAND_BREAK, 0, BREAK_BEGIN, 15, "");
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

/* The roll is begun and ended by its key; every other key that does something ends it, the one that
 * reveals first of all. It is offered where something is to be revealed, and nowhere else. */
START_TEST(the_roll_lasts_to_the_next_key)
{
    struct desk d = desk_of(4, ROUND_REQUIRED);
    struct key_meaning m[KEY_COUNT];
    d.made->def.prize_count = 1;
    d.made->def.prizes[0] = (struct prize){"奖", 2};
    keys(&d, "Enter");
    ck_assert_int_eq(key(&d, "4"), KEYPAD_DEAD);
    keys(&d, "* * 1 1 Enter Enter"); /* the round is over, the standings are up */
    ck_assert_int_eq(d.made->contest.state.phase, PHASE_STANDINGS);
    ck_assert_str_eq(drawn(&d, KEY_4), "鼓点");
    ck_assert_int_eq(key(&d, "4"), KEYPAD_ECHO);
    ck_assert(d.keypad.roll);
    ck_assert_str_eq(drawn(&d, KEY_4), "停止鼓点");
    ck_assert_int_eq(key(&d, "4"), KEYPAD_ECHO);
    ck_assert(!d.keypad.roll);
    keys(&d, "4 3"); /* wants a second press: it rolls on till then */
    ck_assert(d.keypad.roll);
    key(&d, "3");
    ck_assert_int_eq(d.made->contest.state.phase, PHASE_PRIZES);
    ck_assert(!d.keypad.roll);
    static const char *const ends[] = {"Enter", "Num", "Num", "/", "/", "5", "9", "9", ".", "*"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (d.made->contest.state.screen == SCREEN_SHOW) {
            keys(&d, "4");
            ck_assert(d.keypad.roll);
        } else {
            ck_assert_int_eq(key(&d, "4"), KEYPAD_DEAD);
        }
        key(&d, ends[i]);
        ck_assert_msg(!d.keypad.roll, "%s", ends[i]);
    }
    keys(&d, ". Enter Enter"); /* out of the menu, both prizes */
    ck_assert_int_eq(d.made->contest.state.prizes_shown, 2);
    keypad_meanings(&d.keypad, &d.made->contest, d.now_us, m);
    ck_assert_str_eq(m[KEY_4].text, ""); /* all are uncovered */
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

static int64_t break_left_us(const struct desk *d)
{
    return d->made->contest.state.break_until_us - d->now_us;
}

/* From the title: minutes typed or the contest's own; + and − while it runs; each undone by '.'. */
START_TEST(a_break_is_as_long_as_the_host_says)
{
    enum { MINUTE = 60000000 };
    struct desk d = desk_of(4, ROUND_REQUIRED);
    const struct state *s = &d.made->contest.state;
    d.made->def.break_minutes = 12;
    keys(&d, "4");
    ck_assert_str_eq(drawn(&d, KEY_ENTER), "开始休息");
    ck_assert_int_eq(key(&d, "Enter"), KEYPAD_COMMAND);
    ck_assert_int_eq(s->screen, SCREEN_BREAK);
    ck_assert_int_eq(break_left_us(&d), 12 * MINUTE);
    ck_assert_str_eq(drawn(&d, KEY_ENTER), "结束休息");
    keys(&d, "+ +");
    ck_assert_int_eq(break_left_us(&d), 14 * MINUTE - 200000);
    keys(&d, "-");
    ck_assert_int_eq(break_left_us(&d), 13 * MINUTE - 300000);
    keys(&d, ".");
    ck_assert_int_eq(break_left_us(&d), 14 * MINUTE - 400000);
    keys(&d, "* * * 4 5 Enter"); /* anew */
    ck_assert_int_eq(break_left_us(&d), 5 * MINUTE);
    for (int i = 0; i < 7; i++)
        keys(&d, "-");
    ck_assert_int_eq(break_left_us(&d), 0);
    keys(&d, "Enter");
    ck_assert_int_eq(s->screen, SCREEN_SHOW);
    ck_assert_int_eq(s->phase, PHASE_TITLE); /* the show has not gone on behind it */
    keys(&d, ".");
    ck_assert_int_eq(s->screen, SCREEN_BREAK);
    keys(&d, "Enter Enter");
    ck_assert_int_eq(s->phase, PHASE_RULES);
    ck_assert_int_eq(keys(&d, "+"), KEYPAD_DEAD);
    free(d.made);
}
END_TEST

/* After a ruling Enter is named after what it does: the answer, the next question, the end. */
START_TEST(enter_says_what_follows_a_ruling)
{
    struct desk d = desk_of(2, ROUND_REQUIRED);
    d.made->def.rounds[0].planned = 2;
    d.made->def.rounds[0].policy.reveal = REVEAL_HOST;
    keys(&d, "Enter Enter Enter +");
    ck_assert_str_eq(drawn(&d, KEY_ENTER), "亮答案");
    keys(&d, "Enter");
    ck_assert_int_eq(d.made->contest.state.phase, PHASE_REVEAL);
    ck_assert_str_eq(drawn(&d, KEY_ENTER), "下一题");
    keys(&d, "Enter Enter + Enter");
    ck_assert_str_eq(drawn(&d, KEY_ENTER), "结束本环节");
    keys(&d, "Enter");
    ck_assert_int_eq(d.made->contest.state.phase, PHASE_ROUND_END);
    ck_assert_str_eq(drawn(&d, KEY_ENTER), "总排名"); /* no round follows */
    keys(&d, "Enter");
    ck_assert_int_eq(d.made->contest.state.phase, PHASE_STANDINGS);
    free(d.made);
}
END_TEST

/* A list shown in between never stays over the show: Enter takes it away before anything goes on,
 * and the key that put it there says so too. */
START_TEST(enter_first_takes_a_list_away)
{
    static const struct {
        const char *keys;
        enum key on;
        enum screen screen;
        enum phase phase;
    } ways[] = {{"1", KEY_1, SCREEN_TEAMS, PHASE_TITLE},
                {"3", KEY_3, SCREEN_TEST, PHASE_TITLE},
                {"9", KEY_9, SCREEN_SCORES, PHASE_TITLE},
                {"Enter Enter 9", KEY_9, SCREEN_SCORES, PHASE_READ},
                {"Enter Enter * 9 9 2", KEY_COUNT, SCREEN_PRESSES, PHASE_READ},
                {"Enter Enter * 9 9 3", KEY_COUNT, SCREEN_TEAMS, PHASE_READ}};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct desk d = desk_of(4, ROUND_REQUIRED);
        const struct state *s = &d.made->contest.state;
        keys(&d, ways[i].keys);
        ck_assert_int_eq(s->screen, ways[i].screen);
        if (ways[i].on != KEY_COUNT)
            ck_assert_str_eq(drawn(&d, ways[i].on), "回到画面");
        keys(&d, "* 9 9");
        ck_assert_str_eq(drawn(&d, KEY_3), s->screen == SCREEN_TEAMS ? "回到画面" : "代表队");
        keys(&d, ".");
        ck_assert_str_eq(drawn(&d, KEY_ENTER), "回到画面");
        ck_assert_int_eq(key(&d, "Enter"), KEYPAD_COMMAND);
        ck_assert_int_eq(s->screen, SCREEN_SHOW);
        ck_assert_int_eq(s->phase, ways[i].phase); /* the show has not gone on behind it */
        keys(&d, "Enter");
        ck_assert_int_ne(s->phase, ways[i].phase);
        free(d.made);
    }
    struct desk d = desk_of(4, ROUND_REQUIRED); /* behind black it does */
    keys(&d, "Num Enter");
    ck_assert_int_eq(d.made->contest.state.screen, SCREEN_BLACK);
    ck_assert_int_eq(d.made->contest.state.phase, PHASE_RULES);
    free(d.made);
}
END_TEST

START_TEST(undo_of_a_break_leaves_black_alone)
{
    struct desk d = desk_of(4, ROUND_REQUIRED);
    const struct state *s = &d.made->contest.state;
    keys(&d, "Enter * * * 4 9 9 9 Enter");
    ck_assert_int_eq(s->screen, SCREEN_SHOW); /* 999 minutes are refused */
    keys(&d, "* * * 4 9 Enter Num .");
    ck_assert_int_eq(s->screen, SCREEN_BLACK);
    keys(&d, "Num .");
    ck_assert_int_eq(s->screen, SCREEN_SHOW);
    ck_assert_int_eq(s->phase, PHASE_TITLE);
    free(d.made);
}
END_TEST

/* The contest's own reasons stand instead of the usual ones. */
START_TEST(reasons_of_the_contest_are_offered)
{
    struct desk d = desk_of(4, ROUND_REQUIRED);
    d.made->def.reasons[REASON_VOID] = (struct reasons){.text = {"停电", "泄题"}, .count = 2};
    keys(&d, "Enter Enter 3");
    ck_assert_str_eq(drawn(&d, KEY_2), "泄题");
    ck_assert_str_eq(drawn(&d, KEY_3), "");
    ck_assert_str_eq(drawn(&d, KEY_ENTER), "不写原因");
    ck_assert_int_eq(key(&d, "3"), KEYPAD_DEAD);
    ck_assert_int_eq(key(&d, "2"), KEYPAD_COMMAND);
    ck_assert_str_eq(d.made->contest.state.void_reason, "泄题");
    /* points are edited with a reason always */
    ck_assert_int_eq(keys(&d, "* 1 2 5 Enter Enter"), KEYPAD_DEAD);
    ck_assert_int_eq(key(&d, "1"), KEYPAD_COMMAND);
    ck_assert_str_eq(d.in.text, "裁判裁定");
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

/* A screen that needs pages lends them a key; the scoreboard stays in the menu. */
START_TEST(pages_are_turned_by_a_key)
{
    struct desk d = desk_of(4, ROUND_REQUIRED);
    keys(&d, "Enter Enter");
    ck_assert_str_eq(drawn(&d, KEY_9), "计分榜");
    d.keypad.pages = 2;
    ck_assert_str_eq(drawn(&d, KEY_9), "翻页");
    ck_assert_int_eq(key(&d, "9"), KEYPAD_ECHO);
    ck_assert_int_eq(d.keypad.turns, 1);
    ck_assert_int_eq(d.made->contest.state.screen, SCREEN_SHOW);
    ck_assert_int_eq(key(&d, "Enter"), KEYPAD_COMMAND); /* what was told stays told */
    ck_assert_int_eq(d.keypad.pages, 2);
    ck_assert_int_eq(d.keypad.turns, 1);
    ck_assert_int_eq(key(&d, "*"), KEYPAD_ECHO);
    ck_assert_str_eq(drawn(&d, KEY_0), "翻页");
    ck_assert_int_eq(key(&d, "0"), KEYPAD_ECHO);
    ck_assert_int_eq(d.keypad.turns, 2);
    ck_assert_int_eq(keys(&d, "9 9 1"), KEYPAD_COMMAND); /* the scoreboard, and back by its key */
    ck_assert_int_eq(d.made->contest.state.screen, SCREEN_SCORES);
    ck_assert_int_eq(key(&d, "9"), KEYPAD_COMMAND);
    ck_assert_int_eq(d.made->contest.state.screen, SCREEN_SHOW);
    keys(&d, "8"); /* a number is being typed: digits are digits */
    ck_assert_int_eq(d.keypad.mode, KEYPAD_SEAT);
    ck_assert_int_eq(keypad_page_key(&d.keypad, &d.made->contest), KEY_COUNT);
    free(d.made);
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
    tcase_add_test(t, the_roll_lasts_to_the_next_key);
    tcase_add_test(t, a_blank_key_says_why);
    tcase_add_test(t, a_break_is_as_long_as_the_host_says);
    tcase_add_test(t, enter_first_takes_a_list_away);
    tcase_add_test(t, enter_says_what_follows_a_ruling);
    tcase_add_test(t, undo_of_a_break_leaves_black_alone);
    tcase_add_test(t, reasons_of_the_contest_are_offered);
    tcase_add_test(t, pages_are_turned_by_a_key);
    tcase_add_test(t, keys_are_found_by_name);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
