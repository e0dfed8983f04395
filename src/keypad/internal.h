/* What the files of the keypad room share. */
#ifndef LEITAI_KEYPAD_INTERNAL_H
#define LEITAI_KEYPAD_INTERNAL_H

#include "keypad/keypad.h"
#include "words/words.h"

/* What a key does in SHOW mode. `asks` non-empty: something must be typed first. */
struct action {
    const char *text; /* Chinese msgid; NULL: dead */
    char detail[40];
    enum key_tone tone;
    enum command command;
    int32_t seat, number, value;
    const char *asks;
    bool confirm;
    bool menu;  /* opens the rulings menu */
    bool roll;  /* begins the drum roll, or ends it */
    bool types; /* the digit is also the first one of the number asked for */
    int digit;  /* > 0: only seats that begin with it */
};

static inline struct action act(const char *text, enum key_tone tone, enum command command,
                                int32_t value)
{
    return (struct action){
        .text = text, .tone = tone, .command = command, .value = value, .asks = ""};
}

static const struct action dead = {.asks = ""};

static inline struct action screen(const char *text, enum screen which)
{
    return act(text, KEY_PLAIN, COMMAND_SCREEN, which);
}

/* A line of the rulings menu. */
struct menu_item {
    const char *text;
    enum command command;
    int32_t value;
    const char *asks;
    bool confirm;
};

/* lots.c: while lots are drawn, and where a draw can be opened or changed */
struct action keypad_lots_digit(const struct contest *c, int digit);
struct action keypad_lots_next(const struct contest *c);
struct action keypad_lots_change(void);
/* A lot's number is one digit. */
bool keypad_lots_short(const struct contest *c);
/* Seed of a draw by the program, made from the moment of the key: nobody knows it before. */
void keypad_lots_seed(const struct contest *c, int64_t now_us, char out[INPUT_TEXT]);

/* digits.c */
struct action keypad_void(void);
struct action keypad_digit(const struct contest *c, int digit);
/* The first judge whose mark is missing, 0 when all are in. */
int keypad_missing_judge(const struct contest *c);

/* meaning.c: the one place that knows what keys do in each state. */
struct action keypad_action(const struct contest *c, enum key key);

struct action keypad_break_over(void);
/* Behind *, whatever the digits are busy with: Enter plays and pauses the video, + is one frame, −
 * plays it again. Without a video: dead. */
struct action keypad_video_key(const struct contest *c, enum key key);

/* Whether the contest would take it, with whatever may still be typed. `why` (may be NULL): room
 * for SAYS_TEXT bytes, the contest's reason. */
bool keypad_possible(const struct contest *c, const struct action *a, char *why);
/* The action of `key` as the table has it, even if the contest refuses it now. */
struct action keypad_wish(const struct contest *c, enum key key);

/* * is the decimal point of what is being typed; else it cancels. */
bool keypad_point_next(const struct keypad *k);

/* The ruling chosen can become this: 1 right, 2 wrong, 3 void. */
bool keypad_outcome_possible(const struct keypad *k, const struct contest *c, int digit);

/* menu.c */
bool keypad_menu_possible(const struct contest *c, const struct menu_item *item, char *why);
const struct menu_item *keypad_menu_item(enum keypad_mode page, int digit); /* NULL: no such line */
/* The n-th (1..) reason for what is being put together, NULL. */
const char *keypad_reason(const struct keypad *k, const struct contest *c, int n);
/* n-th (1..) newest ledger entry that can be reversed, or NULL. */
const struct ledger_entry *keypad_reversible(const struct contest *c, int n);

#endif
