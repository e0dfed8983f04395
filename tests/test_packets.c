/* rooms: contest keypad words */
/* Lots: packets of questions and seats, by the program or recorded, locked, changed by force. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contest/undo.h"
#include "keypad/keypad.h"

enum { TEAMS = 3, PACKETS = 4, EACH = 3, SPARES = 1, UNDO_BYTES = 4 << 20 };

struct stage {
    struct definition def;
    struct question questions[PACKETS * EACH + SPARES];
    struct contest c;
    struct undo undo;
    unsigned char memory[UNDO_BYTES];
    struct says says;
    int64_t now_us;
    char ids[PACKETS * EACH + SPARES][8];
};

/* Packets A to D with questions of 10, 20, 30 points each, then a spare of 10. */
static struct stage *stage(enum round_kind kind)
{
    static const char *const names[] = {"A", "B", "C", "D"};
    static const char *const teams[] = {"甲局", "乙局", "丙局"};
    struct stage *g = calloc(1, sizeof *g);
    struct round *r = &g->def.rounds[0];
    g->def.title = "赛";
    g->def.seed = 1;
    g->def.team_count = TEAMS;
    for (int i = 0; i < TEAMS; i++) {
        struct team *t = &g->def.teams[i];
        t->seat = i + 1;
        t->name = t->short_name = teams[i];
        t->reserve = "";
    }
    g->def.round_count = 1;
    r->name = r->short_name = "环节";
    r->kind = kind;
    policy_preset(&r->policy, kind);
    r->policy.packets = PACKETS_DRAW;
    r->packet_count = PACKETS;
    r->question_count = PACKETS * EACH + SPARES;
    r->planned = TEAMS * EACH;
    for (int i = 0; i < PACKETS; i++)
        r->packets[i] = names[i];
    for (int i = 0; i < r->question_count; i++) {
        struct question *q = &g->questions[i];
        bool spare = i == PACKETS * EACH;
        snprintf(g->ids[i], sizeof g->ids[i], "%s%d", spare ? "S" : names[i / EACH], i % EACH + 1);
        q->id = g->ids[i];
        q->type = QUESTION_SHORT;
        q->text = q->answer = "文";
        q->accept = q->explanation = q->article = q->author = q->media = "";
        q->packet = spare ? 0 : (uint8_t)(i / EACH + 1);
        q->points_cp = (i % EACH + 1) * 1000;
    }
    g->def.questions = g->questions;
    g->def.question_count = r->question_count;
    g->now_us = 1000000;
    undo_init(&g->undo, g->memory, sizeof g->memory);
    contest_init(&g->c, &g->def, NULL, &g->undo);
    return g;
}

static enum step give(struct stage *g, enum command command, int seat, int value, const char *text)
{
    struct input in = {.kind = INPUT_COMMAND,
                       .at_us = g->now_us += 1000000,
                       .command = command,
                       .seat = seat,
                       .value = value};
    snprintf(in.text, sizeof in.text, "%s", text);
    return contest_step(&g->c, &in, &g->says);
}

static void does(struct stage *g, enum command command, int seat, int value, const char *text)
{
    ck_assert_msg(give(g, command, seat, value, text) == STEP_DONE, "%s: %s",
                  command_names[command], g->says.line[0]);
}

static void next(struct stage *g)
{
    does(g, COMMAND_NEXT, 0, 0, "");
}

static void refused(struct stage *g, enum command command, int seat, int value, const char *text,
                    const char *why)
{
    uint64_t digest = contest_digest(&g->c);
    ck_assert_int_eq(give(g, command, seat, value, text), STEP_REFUSED);
    ck_assert_ptr_nonnull(strstr(g->says.line[0], why));
    ck_assert_uint_eq(contest_digest(&g->c), digest);
}

static bool told(const struct stage *g, const char *text)
{
    for (int i = 0; i < g->says.count; i++)
        if (strstr(g->says.line[i], text))
            return true;
    return false;
}

static const char *on_screen(const struct stage *g)
{
    const struct question *q = contest_question(&g->c);
    return q ? q->id : "";
}

/* To the draw, and with B, A, D for seats 1 to 3. */
static void open_draw(struct stage *g)
{
    next(g);
    next(g);
    ck_assert_int_eq(g->c.state.phase, PHASE_DRAW);
}

static void draw_bad(struct stage *g)
{
    open_draw(g);
    does(g, COMMAND_DRAW, 0, 0, "2,1,4");
    ck_assert_int_eq(contest_draw_next(&g->c), 0);
}

/* Reads, answers right, goes on to the next. */
static void answer(struct stage *g)
{
    next(g);
    does(g, COMMAND_AWARD, 0, 0, "");
    next(g);
    if (g->c.state.phase == PHASE_REVEAL)
        next(g);
}

START_TEST(recorded_one_by_one_and_locked)
{
    struct stage *g = stage(ROUND_REQUIRED);
    open_draw(g);
    refused(g, COMMAND_NEXT, 0, 0, "", "还没有抽完签");
    refused(g, COMMAND_REDRAW, 1, 2, "裁判裁定", "还没有抽完签");
    ck_assert_int_eq(contest_draw_next(&g->c), 1);
    does(g, COMMAND_DRAW, 0, 2, "");
    ck_assert(told(g, "1号 抽得题包 B"));
    refused(g, COMMAND_DRAW, 0, 2, "", "已被抽走");
    refused(g, COMMAND_DRAW, 1, 3, "", "已抽得");
    refused(g, COMMAND_DRAW, 0, 5, "", "没有号码为 5 的签");
    refused(g, COMMAND_DRAW, 7, 1, "", "不在抽签的队里");
    refused(g, COMMAND_DRAW, 0, 0, "seed 5", "已登记了抽签结果");
    does(g, COMMAND_DRAW, 3, 4, ""); /* out of order */
    ck_assert_int_eq(contest_draw_next(&g->c), 2);
    does(g, COMMAND_DRAW, 0, 1, "");
    ck_assert(told(g, "已锁定"));
    ck_assert_int_eq(g->c.state.draws[1].how, DRAW_RECORDED);
    refused(g, COMMAND_DRAW, 0, 3, "", "抽签已锁定");
    refused(g, COMMAND_DRAW, 0, 0, "seed 5", "抽签已锁定");
    next(g);
    ck_assert_str_eq(on_screen(g), "B1");
    free(g);
}
END_TEST

START_TEST(each_team_is_asked_from_its_packet)
{
    static const char *const want[] = {"B1", "A1", "D1", "B2", "A2", "D2", "B3", "A3", "D3"};
    struct stage *g = stage(ROUND_REQUIRED);
    draw_bad(g);
    next(g);
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        ck_assert_str_eq(on_screen(g), want[i]);
        char packet[2] = {want[i][0], '\0'};
        ck_assert_str_eq(contest_packet_name(&g->c, contest_packet(&g->c)), packet);
        answer(g);
    }
    ck_assert_int_eq(g->c.state.phase, PHASE_ROUND_END);
    free(g);
}
END_TEST

/* The numbers are of the algorithm as the report tells it: whoever works it out gets the same. */
START_TEST(the_program_draws_by_its_seed)
{
    struct stage *g = stage(ROUND_REQUIRED);
    uint8_t lots[5];
    drawing_shuffle(20241116, 5, lots);
    static const uint8_t want[5] = {4, 1, 5, 3, 2};
    ck_assert_mem_eq(lots, want, sizeof want);
    open_draw(g);
    refused(g, COMMAND_DRAW, 0, 0, "seed ", "种子须是一个整数");
    refused(g, COMMAND_DRAW, 0, 0, "seed 5x", "种子须是一个整数");
    does(g, COMMAND_DRAW, 0, 0, "seed 7");
    ck_assert(told(g, "程序抽签，种子 7"));
    drawing_shuffle(7, PACKETS, lots);
    for (int seat = 1; seat <= TEAMS; seat++)
        ck_assert_int_eq(contest_drawn(&g->c, seat), lots[seat - 1]);
    uint64_t digest = contest_digest(&g->c);
    does(g, COMMAND_UNDO, 0, 0, "");
    ck_assert_int_eq(contest_draw_next(&g->c), 1);
    does(g, COMMAND_DRAW, 0, 0, "seed 7");
    ck_assert(told(g, "第 2 次由程序抽签"));
    ck_assert_uint_eq(contest_digest(&g->c), digest);
    ck_assert_int_eq(g->c.state.draws[1].programs, 2);
    free(g);
}
END_TEST

START_TEST(every_seed_gives_every_order)
{
    int first[PACKETS + 1] = {0};
    for (uint64_t seed = 0; seed < 4000; seed++) {
        uint8_t lots[PACKETS];
        drawing_shuffle(seed, PACKETS, lots);
        first[lots[0]]++;
    }
    for (int i = 1; i <= PACKETS; i++) { /* 1000 expected, 27 the standard deviation */
        ck_assert_int_gt(first[i], 860);
        ck_assert_int_lt(first[i], 1140);
    }
}
END_TEST

START_TEST(a_change_by_force_wants_a_reason_and_stands_in_the_ledger)
{
    struct stage *g = stage(ROUND_REQUIRED);
    draw_bad(g);
    refused(g, COMMAND_REDRAW, 1, 3, "", "须写明原因");
    refused(g, COMMAND_REDRAW, 1, 2, "裁判裁定", "写另一个题包的号码");
    does(g, COMMAND_REDRAW, 1, 3, "裁判裁定"); /* nobody's packet */
    ck_assert_int_eq(contest_drawn(&g->c, 1), 3);
    ck_assert_int_eq(g->c.state.ledger_count, 1);
    ck_assert_int_eq(g->c.state.ledger[0].cause, CAUSE_REDRAW);
    ck_assert_int_eq(g->c.state.ledger[0].points_cp, 0);
    ck_assert_str_eq(g->c.state.ledger[0].reason, "B→C 裁判裁定");
    does(g, COMMAND_REDRAW, 1, 1, "设备原因"); /* another team's: they change */
    ck_assert_int_eq(contest_drawn(&g->c, 1), 1);
    ck_assert_int_eq(contest_drawn(&g->c, 2), 3);
    ck_assert_int_eq(g->c.state.ledger_count, 3);
    does(g, COMMAND_UNDO, 0, 0, "");
    ck_assert_int_eq(contest_drawn(&g->c, 2), 1);
    next(g);
    ck_assert_str_eq(on_screen(g), "C1");
    refused(g, COMMAND_REDRAW, 1, 2, "裁判裁定", "已经启用");
    refused(g, COMMAND_REDRAW, 2, 3, "裁判裁定", "已经启用");
    does(g, COMMAND_REDRAW, 2, 4, "裁判裁定");
    answer(g);
    ck_assert_str_eq(on_screen(g), "D1");
    ck_assert_int_eq(contest_score_cp(&g->c, 1), 1000);
    free(g);
}
END_TEST

START_TEST(a_void_question_is_made_up_for_from_the_reserve)
{
    struct stage *g = stage(ROUND_REQUIRED);
    draw_bad(g);
    next(g);
    ck_assert_str_eq(on_screen(g), "B1");
    does(g, COMMAND_VOID, 0, 0, "");
    next(g);
    ck_assert_str_eq(on_screen(g), "S1"); /* the spare before a packet is broken open */
    ck_assert_int_eq(g->c.state.turn_seat, 1);
    does(g, COMMAND_VOID, 0, 0, "");
    next(g);
    ck_assert_str_eq(on_screen(g), "C1"); /* nobody's packet */
    answer(g);
    ck_assert_str_eq(on_screen(g), "A1");
    answer(g), answer(g);
    ck_assert_str_eq(on_screen(g), "B2"); /* the packet lost nothing */
    free(g);
}
END_TEST

START_TEST(of_a_menu_each_has_what_its_packet_has)
{
    struct stage *g = stage(ROUND_RISK);
    draw_bad(g);
    next(g);
    for (int i = 0; i < 3; i++) {
        ck_assert_int_eq(contest_menu_total(&g->c, i), 1);
        ck_assert_int_eq(contest_menu_left(&g->c, i), 1);
    }
    does(g, COMMAND_CHOOSE, 0, 1, "");
    next(g);
    ck_assert_str_eq(on_screen(g), "B1");
    does(g, COMMAND_VOID, 0, 0, "");
    next(g);
    ck_assert_int_eq(contest_menu_left(&g->c, 0), 1); /* the spare of 10 makes up for it */
    does(g, COMMAND_CHOOSE, 0, 1, "");
    next(g);
    ck_assert_str_eq(on_screen(g), "S1");
    answer(g);
    does(g, COMMAND_CHOOSE, 0, 1, "");
    next(g);
    ck_assert_str_eq(on_screen(g), "A1");
    answer(g);
    does(g, COMMAND_CHOOSE, 0, 3, "");
    next(g);
    ck_assert_str_eq(on_screen(g), "D3");
    answer(g);
    ck_assert_int_eq(g->c.state.turn_seat, 1); /* nobody drew C, still seat 1 has no second 10 */
    refused(g, COMMAND_CHOOSE, 0, 1, "", "已选完");
    does(g, COMMAND_CHOOSE, 0, 2, "");
    free(g);
}
END_TEST

START_TEST(a_rapid_turn_ends_with_the_packet)
{
    struct stage *g = stage(ROUND_RAPID);
    g->def.rounds[0].policy.questions_per_turn = 9;
    draw_bad(g);
    next(g);
    ck_assert_str_eq(on_screen(g), "B1");
    for (int i = 0; i < EACH; i++)
        does(g, COMMAND_AWARD, 0, 0, "");
    ck_assert_int_eq(g->c.state.phase, PHASE_RULED);
    ck_assert_int_eq(g->c.state.turn_seat, 1);
    next(g);
    ck_assert_str_eq(on_screen(g), "A1");
    ck_assert_int_eq(g->c.state.turn_seat, 2);
    free(g);
}
END_TEST

START_TEST(too_few_packets_are_told)
{
    struct stage *g = stage(ROUND_REQUIRED);
    g->def.rounds[0].packet_count = 2;
    open_draw(g);
    refused(g, COMMAND_DRAW, 0, 1, "", "上场 3 队，题包只有 2 个");
    does(g, COMMAND_END_ROUND, 0, 0, "");
    free(g);
}
END_TEST

START_TEST(packets_called_by_numbers_are_typed_as_called)
{
    struct stage *g = stage(ROUND_REQUIRED);
    struct round *r = &g->def.rounds[0];
    ck_assert_int_eq(contest_packet_find(r, 2), 2);
    ck_assert_int_eq(contest_packet_find(r, 5), 0);
    r->packets[0] = "7", r->packets[1] = "12", r->packets[2] = "30", r->packets[3] = "31";
    ck_assert_int_eq(contest_packet_find(r, 12), 2);
    ck_assert_int_eq(contest_packet_find(r, 2), 0);
    open_draw(g);
    does(g, COMMAND_DRAW, 0, 30, "");
    ck_assert_int_eq(contest_drawn(&g->c, 1), 3);
    free(g);
}
END_TEST

START_TEST(seats_are_drawn_one_by_one)
{
    struct stage *g = stage(ROUND_REQUIRED);
    struct team seated[TEAMS_MAX];
    does(g, COMMAND_DRAW, 0, 0, "");
    ck_assert_int_eq(g->c.state.phase, PHASE_DRAW);
    refused(g, COMMAND_NEXT, 0, 0, "", "还没有抽完签");
    refused(g, COMMAND_END_ROUND, 0, 0, "", "还没有进入环节");
    does(g, COMMAND_DRAW, 0, 3, "");
    ck_assert(told(g, "甲局 抽得 3号 台"));
    ck_assert_str_eq(contest_team(&g->c, 1)->name, "甲局"); /* not before all have drawn */
    does(g, COMMAND_DRAW, 0, 1, "");
    does(g, COMMAND_DRAW, 0, 2, "");
    ck_assert_str_eq(contest_team(&g->c, 3)->name, "甲局");
    ck_assert_str_eq(contest_team(&g->c, 1)->name, "乙局");
    ck_assert_int_eq(contest_seated(&g->c, seated), TEAMS);
    for (int i = 0; i < TEAMS; i++) {
        ck_assert_int_eq(seated[i].seat, i + 1);
        ck_assert_str_eq(seated[i].name, contest_team(&g->c, i + 1)->name);
    }
    refused(g, COMMAND_REDRAW, 1, 2, "", "须写明原因");
    does(g, COMMAND_REDRAW, 1, 2, "裁判裁定");
    ck_assert_str_eq(contest_team(&g->c, 2)->name, "乙局");
    ck_assert_int_eq(g->c.state.ledger_count, 2);
    next(g);
    ck_assert_int_eq(g->c.state.phase, PHASE_TITLE);
    refused(g, COMMAND_SEAT_DRAW, 0, 0, "1,2,3", "抽签已锁定");
    does(g, COMMAND_UNDO, 0, 0, "");
    does(g, COMMAND_UNDO, 0, 0, "");
    ck_assert_str_eq(contest_team(&g->c, 1)->name, "乙局");
    free(g);
}
END_TEST

/* ---- keys ---- */

static const char *key(struct stage *g, struct keypad *k, enum key key)
{
    static char message[KEYPAD_MESSAGE];
    struct input in;
    g->now_us += 300000;
    if (keypad_press(k, &g->c, key, g->now_us, &in, message) == KEYPAD_COMMAND)
        ck_assert_msg(contest_step(&g->c, &in, &g->says) == STEP_DONE, "%s", g->says.line[0]);
    return message;
}

START_TEST(the_keypad_draws_records_and_changes)
{
    struct stage *g = stage(ROUND_REQUIRED);
    struct keypad k;
    struct key_meaning m[KEY_COUNT];
    keypad_init(&k);
    key(g, &k, KEY_ENTER), key(g, &k, KEY_ENTER);
    ck_assert_int_eq(g->c.state.phase, PHASE_DRAW);
    keypad_meanings(&k, &g->c, g->now_us, m);
    ck_assert_str_eq(m[KEY_ENTER].text, "程序抽签");
    ck_assert_int_eq(m[KEY_ENTER].command.command, COMMAND_NONE); /* no preview of a draw */
    key(g, &k, KEY_1);
    ck_assert_int_eq(contest_drawn(&g->c, 1), 0); /* wants a second press */
    key(g, &k, KEY_1);
    uint64_t seed = g->c.state.draws[1].seed;
    ck_assert_int_eq(g->c.state.draws[1].how, DRAW_PROGRAM);
    key(g, &k, KEY_DOT);
    key(g, &k, KEY_ENTER), key(g, &k, KEY_ENTER);
    ck_assert_uint_ne(g->c.state.draws[1].seed, seed); /* another moment, another seed */
    key(g, &k, KEY_DOT);
    key(g, &k, KEY_2), key(g, &k, KEY_2); /* seat 1: B */
    ck_assert_int_eq(contest_drawn(&g->c, 1), 2);
    keypad_meanings(&k, &g->c, g->now_us, m);
    ck_assert_str_eq(m[KEY_ENTER].text, "登记抽签");
    ck_assert_str_eq(m[KEY_ENTER].detail, "2号");
    ck_assert_str_eq(m[KEY_1].text, "");
    key(g, &k, KEY_3), key(g, &k, KEY_3), key(g, &k, KEY_4); /* seat 3: D */
    key(g, &k, KEY_ENTER), key(g, &k, KEY_1);                /* seat 2: A */
    ck_assert_int_eq(contest_draw_next(&g->c), 0);
    key(g, &k, KEY_4), key(g, &k, KEY_1), key(g, &k, KEY_3), key(g, &k, KEY_1);
    ck_assert_int_eq(contest_drawn(&g->c, 1), 3);
    ck_assert_str_eq(g->c.state.ledger[0].reason, "B→C 裁判裁定");
    key(g, &k, KEY_ENTER);
    ck_assert_str_eq(on_screen(g), "C1");
    free(g);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("packets");
    TCase *t = tcase_create("lots");
    tcase_add_test(t, recorded_one_by_one_and_locked);
    tcase_add_test(t, each_team_is_asked_from_its_packet);
    tcase_add_test(t, the_program_draws_by_its_seed);
    tcase_add_test(t, every_seed_gives_every_order);
    tcase_add_test(t, a_change_by_force_wants_a_reason_and_stands_in_the_ledger);
    tcase_add_test(t, a_void_question_is_made_up_for_from_the_reserve);
    tcase_add_test(t, of_a_menu_each_has_what_its_packet_has);
    tcase_add_test(t, a_rapid_turn_ends_with_the_packet);
    tcase_add_test(t, too_few_packets_are_told);
    tcase_add_test(t, packets_called_by_numbers_are_typed_as_called);
    tcase_add_test(t, seats_are_drawn_one_by_one);
    tcase_add_test(t, the_keypad_draws_records_and_changes);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
