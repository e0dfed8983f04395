/* keypad — what each of the 17 keys does now, and the command it gives.
 *
 * One table answers both questions, so the drawing of the keypad on the operator screen can never
 * promise something else than the key does. Fixed in all states: Enter the natural next step, +
 * award, − deduct, . undo, 0 pause/resume, Num black, / logo, * rulings and score edits. The digits
 * 1–9 are the choices of the state. Numbers of two digits (seats ≥ 10, points) are typed, echoed
 * and sent by Enter; . deletes the last digit.
 *
 * Pure. The keypad's own state (a half-typed number, an open menu) is the engine thread's and is
 * not journalled: nothing of it has had an effect yet.
 */
#ifndef LEITAI_KEYPAD_H
#define LEITAI_KEYPAD_H

#include "contest/contest.h"

enum key {
    KEY_0,
    KEY_1,
    KEY_2,
    KEY_3,
    KEY_4,
    KEY_5,
    KEY_6,
    KEY_7,
    KEY_8,
    KEY_9,
    KEY_ENTER,
    KEY_PLUS,
    KEY_MINUS,
    KEY_DOT,
    KEY_STAR,
    KEY_SLASH,
    KEY_NUM,
    KEY_COUNT
};
/* "0".."9", "Enter", "+", "-", ".", "*", "/", "Num": as in scripts and stage.yaml. */
extern const char *const key_names[KEY_COUNT];
/* Also takes "plus", "minus", "dot", "star", "slash", "numlock", any case; -1 if unknown. */
int key_find(const char *name);

enum keypad_mode {
    KEYPAD_SHOW,    /* keys act on the show */
    KEYPAD_MENU,    /* * was pressed: digits choose a ruling */
    KEYPAD_MENU_2,  /* second page of the menu */
    KEYPAD_MENU_3,  /* third page: pictures */
    KEYPAD_SEAT,    /* a seat is being typed */
    KEYPAD_NUMBER,  /* points or another number is being typed; + and − set its sign */
    KEYPAD_REASON,  /* digits choose a reason */
    KEYPAD_LEDGER,  /* a ruling to reverse is being chosen */
    KEYPAD_OUTCOME, /* what it is to become */
};

struct keypad {
    enum keypad_mode mode;
    enum command command; /* what is being put together, COMMAND_NONE in SHOW */
    const char *asks;     /* what is still to be asked for it, see keypad.c; NULL in SHOW */
    int32_t seat, number, value;
    bool negative;            /* a sign was typed */
    bool confirm;             /* the command being put together wants a second Enter */
    char text[INPUT_TEXT];    /* reason or outcome chosen */
    char typed[8];            /* digits so far */
    enum key confirm_key;     /* a key that ends, wipes or publishes wants a second press … */
    int64_t confirm_until_us; /* … before this show time; 0: none pending */
    int32_t pages; /* of what the audience reads now, as the screen says; over 1 a key turns them */
    uint32_t turns; /* how often that key was pressed; whoever draws turns the page */
    bool roll;      /* the drum roll is held: until the next key that means something */
};

void keypad_init(struct keypad *k);

enum keypad_result {
    KEYPAD_COMMAND, /* *out holds a command to step (its at_us is `now_us`) */
    KEYPAD_ECHO,    /* the keypad changed (typing, menu, confirmation asked): redraw only */
    KEYPAD_DEAD,    /* the key has no meaning now; `message` says so */
};

enum { KEYPAD_MESSAGE = 160 };

/* Takes one press of `key` (auto-repeat filtered by the caller). `message` is always a string;
 * empty if nothing is to be said. */
enum keypad_result keypad_press(struct keypad *k, const struct contest *c, enum key key,
                                int64_t now_us, struct input *out, char message[KEYPAD_MESSAGE]);

/* What a key does now, for the drawing: main line and a dim second line; empty text: dead key,
 * drawn blank. */
struct key_meaning {
    char text[40], detail[40];
    enum key_tone { KEY_PLAIN, KEY_NEXT, KEY_GOOD, KEY_BAD, KEY_WARN } tone;
    struct input command; /* what it would step, kind INPUT_COMMAND; command COMMAND_NONE: keypad
                             only or dead */
};
/* The key that turns pages: 9 in place of the scoreboard (which is also in the menu), and 0 in the
 * menu, for states whose digits all have a meaning; KEY_COUNT: none now. */
enum key keypad_page_key(const struct keypad *k, const struct contest *c);

/* Whether a digit of the open menu page does again what was undone. */
bool keypad_redoes(const struct keypad *k, int digit);

void keypad_meanings(const struct keypad *k, const struct contest *c, int64_t now_us,
                     struct key_meaning out[KEY_COUNT]);

/* One line: what is being typed ("台号 1_", "改分 7号 +1_"), empty in SHOW. */
void keypad_echo(const struct keypad *k, const struct contest *c, char *out, size_t size);

#endif
