/* A contest, a keypad before it and a host who types, for the tests of the keypad room. */
#ifndef LEITAI_TEST_KEYPAD_DESK_H
#define LEITAI_TEST_KEYPAD_DESK_H

#include <check.h>

#include "keypad/keypad.h"
#include "random_contest.h"

#pragma GCC diagnostic ignored "-Wunused-function"

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

#endif
