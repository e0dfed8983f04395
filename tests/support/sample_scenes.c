/* States of every scene of the audience screen. */
#include "support/sample.h"

#include <string.h>

enum { NOW_US = 100000000, SECOND_US = 1000000 };

static void clock(struct state *t, enum clock_kind kind, int length_s, int64_t left_us,
                  bool running)
{
    t->clock = (struct show_clock){.kind = kind,
                                   .running = running,
                                   .length_us = (int64_t)length_s * SECOND_US,
                                   .left_us = left_us,
                                   .anchor_us = NOW_US};
}

static int seat_of(const struct sample *s, int wanted)
{
    return wanted <= s->def.team_count ? wanted : 1;
}

static void question(struct sample *s, int round, int number, int index, enum phase phase)
{
    struct state *t = &s->view.contest.state;
    t->round = round;
    t->asked = number;
    t->question = index;
    t->phase = phase;
    t->turn = number;
}

static void turn(struct sample *s, int seat)
{
    struct state *t = &s->view.contest.state;
    t->turn_seat = t->seat = (uint8_t)seat_of(s, seat);
}

static void press(struct state *t, int seat, int64_t at_us, enum verdict verdict)
{
    t->presses[t->press_count++] = (struct press){.press_us = at_us,
                                                  .lo_us = at_us - 300,
                                                  .hi_us = at_us + 300,
                                                  .seat = (uint8_t)seat,
                                                  .verdict = (uint8_t)verdict,
                                                  .go_call = 1};
}

static void ledger(struct state *t, int seat, int32_t points_cp, enum cause cause, int64_t at_us)
{
    t->ledger[t->ledger_count] = (struct ledger_entry){.at_us = at_us,
                                                       .seq = t->ledger_count + 1,
                                                       .points_cp = points_cp,
                                                       .round = (int16_t)t->round,
                                                       .question = (int16_t)t->asked,
                                                       .question_index = (int16_t)t->question,
                                                       .seat = (uint8_t)seat,
                                                       .cause = (uint8_t)cause};
    t->ledger_count++;
}

static void buzzer(struct sample *s, enum phase phase)
{
    struct state *t = &s->view.contest.state;
    question(s, 1, 8, 0, phase);
    t->go_calls = 2;
    t->go_at_us = NOW_US - 2 * SECOND_US;
    if (s->def.team_count >= 5 && phase != PHASE_FOUL)
        t->teams[4].barred = true;
}

static void won(struct sample *s)
{
    struct state *t = &s->view.contest.state;
    int first = seat_of(s, s->def.team_count == 24 ? 17 : 7);
    int64_t at = t->go_at_us + 312400;
    press(t, first, at, VERDICT_WON);
    t->winner_press = 0;
    t->seat = (uint8_t)first;
    if (s->def.team_count > 2)
        press(t, 2, at + 38400, VERDICT_LATER);
    if (s->def.team_count >= 9)
        press(t, 9, at + 113700, VERDICT_LATER);
    t->answer_at_us = NOW_US - 4 * SECOND_US;
    t->ruled_at_us = NOW_US;
}

static void outcome(struct sample *s, enum outcome what, int32_t cp)
{
    struct state *t = &s->view.contest.state;
    buzzer(s, PHASE_RULED);
    won(s);
    t->outcome = what;
    t->outcome_cp = cp;
    t->outcome_seat = t->seat;
    if (cp != 0)
        ledger(t, t->seat, cp, what == OUTCOME_RIGHT ? CAUSE_RIGHT : CAUSE_WRONG, NOW_US);
    t->answer_shown = what == OUTCOME_RIGHT;
}

static void menu(struct sample *s)
{
    struct state *t = &s->view.contest.state;
    question(s, 2, 10, -1, PHASE_SELECT);
    turn(s, 9);
    t->menu = 3;
    static const uint8_t taken[][3] = {
        {10, 0, OUTCOME_WRONG}, {8, 1, OUTCOME_RIGHT}, {5, 1, OUTCOME_RIGHT}, {4, 1, OUTCOME_WRONG},
        {1, 1, OUTCOME_RIGHT},  {2, 1, OUTCOME_RIGHT}, {3, 2, OUTCOME_RIGHT}, {6, 2, OUTCOME_RIGHT},
        {7, 2, OUTCOME_RIGHT},  {9, 2, OUTCOME_NONE},
    };
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
        t->taken[t->taken_count++] = (struct taken){taken[i][0], taken[i][1], taken[i][2]};
    clock(t, CLOCK_CHOOSE, 10, 6 * SECOND_US, true);
}

static void correction(struct sample *s)
{
    struct state *t = &s->view.contest.state;
    question(s, 3, 4, 2, PHASE_ANSWER);
    turn(s, 4);
    t->correction.found_count = 3;
    t->correction.found[0] = 1;
    t->correction.found[1] = 2;
    t->correction.found[2] = 3;
    for (int i = 0; i < 3; i++)
        ledger(t, t->seat, 500, CAUSE_FAULT, 0);
    clock(t, CLOCK_THINK, 120, 47 * SECOND_US, true);
}

static void judged(struct sample *s)
{
    struct state *t = &s->view.contest.state;
    struct policy *p = &s->def.rounds[0].policy;
    question(s, 0, 3, 0, PHASE_JUDGE);
    turn(s, 3);
    s->def.rounds[0].kind = ROUND_JUDGED;
    p->value = VALUE_JUDGED;
    p->judges = 7;
    p->judge_max_cp = 10000;
    p->drop_high = p->drop_low = 1;
    p->combine = COMBINE_MEAN;
    p->decimals = 2;
    for (int j = 0; j < 7; j++)
        t->marks_cp[t->seat - 1][j] = j == 5 ? MARK_ABSTAIN : 9150 + 60 * ((j * 3) % 7);
}

static void foul(struct sample *s)
{
    struct state *t = &s->view.contest.state;
    buzzer(s, PHASE_FOUL);
    int seat = seat_of(s, 5);
    press(t, seat, t->go_at_us - 214000, VERDICT_EARLY_FOUL);
    t->presses[0].go_call = 0;
    ledger(t, seat, -1000, CAUSE_FOUL, NOW_US);
    t->teams[seat - 1].barred = true;
}

static void tie(struct sample *s)
{
    struct state *t = &s->view.contest.state;
    buzzer(s, PHASE_TIE);
    press(t, seat_of(s, 7), t->go_at_us + 312400, VERDICT_TIED);
    press(t, 2, t->go_at_us + 312600, VERDICT_TIED);
    t->tied_mask = 1u << (seat_of(s, 7) - 1) | 2;
}

static void presses(struct sample *s)
{
    struct state *t = &s->view.contest.state;
    buzzer(s, PHASE_ANSWER);
    won(s);
    if (s->def.team_count >= 5)
        press(t, 5, t->go_at_us - 214000, VERDICT_EARLY_FOUL);
    press(t, 1, t->go_at_us + 548000, VERDICT_LATER);
    t->screen = SCREEN_PRESSES;
}

static void ranked(struct sample *s, enum phase phase)
{
    struct state *t = &s->view.contest.state;
    t->round = 3;
    t->asked = 10;
    t->phase = phase;
    t->prizes_shown = 7;
}

/* Packets drawn by the program, two left over. */
static void lots(struct sample *s)
{
    static const char *const names[] = {"A", "B", "C", "D", "E", "F", "G", "H", "I",
                                        "J", "K", "L", "M", "N", "O", "P", "Q", "R",
                                        "S", "T", "U", "V", "W", "X", "Y", "Z"};
    struct state *t = &s->view.contest.state;
    struct round *r = &s->def.rounds[0];
    uint8_t order[PACKETS_MAX];
    question(s, 0, 0, -1, PHASE_DRAW);
    r->policy.packets = PACKETS_DRAW;
    r->packet_count = s->def.team_count + 2;
    for (int i = 0; i < r->packet_count; i++)
        r->packets[i] = names[i];
    drawing_shuffle(482910337, r->packet_count, order);
    for (int i = 0; i < s->def.team_count; i++) {
        t->turn_order[i] = (uint8_t)s->def.teams[i].seat;
        t->packet_of[0][s->def.teams[i].seat - 1] = order[i];
    }
    t->turn_order_count = s->def.team_count;
    t->draws[1].how = DRAW_PROGRAM;
    t->draws[1].seed = 482910337;
}

static void arrange(struct sample *s, enum scene scene)
{
    struct view *v = &s->view;
    struct state *t = &v->contest.state;
    switch (scene) {
    case SCENE_TITLE:
        break;
    case SCENE_TEAMS:
        t->screen = SCREEN_TEAMS;
        break;
    case SCENE_RULES:
        question(s, 1, 0, -1, PHASE_RULES);
        break;
    case SCENE_PICK:
        question(s, 0, 13, -1, PHASE_SELECT);
        turn(s, 3);
        break;
    case SCENE_MENU:
        menu(s);
        break;
    case SCENE_READ:
        buzzer(s, PHASE_READ);
        break;
    case SCENE_COUNT:
        buzzer(s, PHASE_COUNT);
        clock(t, CLOCK_COUNTDOWN, 3, 2 * SECOND_US, true);
        break;
    case SCENE_ARMED:
        buzzer(s, PHASE_OPEN);
        clock(t, CLOCK_WINDOW, 10, 10 * SECOND_US, true);
        break;
    case SCENE_TIE:
        tie(s);
        break;
    case SCENE_FOUL:
        foul(s);
        break;
    case SCENE_ANSWER:
        question(s, 0, 13, 0, PHASE_ANSWER);
        turn(s, 3);
        t->player = 2;
        clock(t, CLOCK_ANSWER, 30, 23 * SECOND_US, true);
        break;
    case SCENE_WON:
        buzzer(s, PHASE_ANSWER);
        won(s);
        clock(t, CLOCK_ANSWER, 30, 8 * SECOND_US + 500000, true);
        break;
    case SCENE_PAUSE:
        buzzer(s, PHASE_ANSWER);
        won(s);
        clock(t, CLOCK_ANSWER, 30, 17 * SECOND_US, false);
        break;
    case SCENE_RIGHT:
        outcome(s, OUTCOME_RIGHT, 1000);
        break;
    case SCENE_WRONG:
        outcome(s, OUTCOME_WRONG, -1000);
        break;
    case SCENE_TIMEOUT:
        outcome(s, OUTCOME_TIMEOUT, -1000);
        clock(t, CLOCK_ANSWER, 30, 0, false);
        break;
    case SCENE_PASS:
        outcome(s, OUTCOME_PASS, 0);
        break;
    case SCENE_VOID:
        buzzer(s, PHASE_RULED);
        t->outcome = OUTCOME_VOID;
        break;
    case SCENE_NOBODY:
        buzzer(s, PHASE_RULED);
        t->outcome = OUTCOME_NOBODY;
        clock(t, CLOCK_WINDOW, 10, 0, false);
        break;
    case SCENE_REVEAL:
        buzzer(s, PHASE_REVEAL);
        t->answer_shown = true;
        break;
    case SCENE_CORRECTION:
        correction(s);
        break;
    case SCENE_MARKS:
        judged(s);
        break;
    case SCENE_PRESSES:
        presses(s);
        break;
    case SCENE_ROUND_END:
        ranked(s, PHASE_ROUND_END);
        break;
    case SCENE_STANDINGS:
        ranked(s, PHASE_STANDINGS);
        break;
    case SCENE_TIE_BREAK:
        s->def.rounds[3].kind = ROUND_TIE_BREAK;
        s->def.rounds[3].policy.value = VALUE_FIXED;
        ranked(s, PHASE_RULES);
        t->tie_break_mask = s->def.team_count >= 7 ? 1u << 1 | 1u << 6 : 3;
        break;
    case SCENE_PRIZES:
        ranked(s, PHASE_PRIZES);
        break;
    case SCENE_BREAK:
        question(s, 0, 13, -1, PHASE_ROUND_END);
        t->screen = SCREEN_BREAK;
        t->break_until_us = NOW_US + INT64_C(572) * SECOND_US;
        break;
    case SCENE_BLACK:
        t->screen = SCREEN_BLACK;
        break;
    case SCENE_LOGO:
        t->screen = SCREEN_LOGO;
        break;
    case SCENE_TEST:
        t->screen = SCREEN_TEST;
        break;
    case SCENE_SCORES:
        buzzer(s, PHASE_REVEAL);
        t->screen = SCREEN_SCORES;
        break;
    case SCENE_CHECK:
        v->house.check_running = true;
        v->house.check_ticked = 0x0055;
        v->house.check_stuck = 0x0002;
        v->house.boxes_expected = s->def.team_count;
        for (int seat = 1; seat <= TEAMS_MAX; seat++) { /* every state a button can be in */
            static const enum button_health rest[] = {HEALTH_READY,   HEALTH_READY,    HEALTH_LOST,
                                                      HEALTH_UNKNOWN, HEALTH_DISABLED, HEALTH_NONE};
            struct seat_health *h = &v->house.seat[seat - 1];
            bool plain = v->house.check_ticked >> (seat - 1) & 1 || seat == 2;
            h->health = plain ? HEALTH_READY : rest[(seat + 2) / 2 % 6];
            h->buttons = h->live = seat % 3 ? 1 : 2;
            h->pressed = h->buttons == 2 && h->health == HEALTH_READY;
        }
        break;
    case SCENE_END:
        ranked(s, PHASE_END);
        break;
    case SCENE_DRAW:
        lots(s);
        break;
    case SCENE_KIND_COUNT:
        break;
    }
}

void sample_scene(struct sample *s, enum scene scene)
{
    arrange(s, scene);
    s->view.contest.state.published = true;
    s->view.contest.state.published_ledger = s->view.contest.state.ledger_count;
}
