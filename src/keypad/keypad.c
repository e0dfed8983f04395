#include "keypad/internal.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { CONFIRM_US = 2000000 };

const char *const key_names[KEY_COUNT] = {"0", "1",     "2", "3", "4", "5", "6", "7",  "8",
                                          "9", "Enter", "+", "-", ".", "*", "/", "Num"};

int key_find(const char *name)
{
    static const struct {
        const char *name;
        enum key key;
    } other[] = {{"plus", KEY_PLUS},   {"minus", KEY_MINUS}, {"dot", KEY_DOT},
                 {"star", KEY_STAR},   {"slash", KEY_SLASH}, {"numlock", KEY_NUM},
                 {"return", KEY_ENTER}};
    char low[16] = {0};
    for (size_t i = 0; name[i] && i + 1 < sizeof low; i++)
        low[i] = (char)tolower((unsigned char)name[i]);
    for (int i = 0; i < KEY_COUNT; i++) {
        char own[16] = {0};
        for (size_t k = 0; key_names[i][k]; k++)
            own[k] = (char)tolower((unsigned char)key_names[i][k]);
        if (strcmp(own, low) == 0)
            return i;
    }
    for (size_t i = 0; i < sizeof other / sizeof *other; i++)
        if (strcmp(other[i].name, low) == 0)
            return other[i].key;
    return -1;
}

void keypad_init(struct keypad *k)
{
    memset(k, 0, sizeof *k);
}

/* Back to the show: nothing typed, no menu. What the screen said of its pages stays. */
static void keypad_clear(struct keypad *k)
{
    int32_t pages = k->pages;
    uint32_t turns = k->turns;
    keypad_init(k);
    k->pages = pages;
    k->turns = turns;
}

enum key keypad_page_key(const struct keypad *k, const struct contest *c)
{
    struct action a = keypad_wish(c, KEY_9);
    bool scores = a.command == COMMAND_SCREEN && a.value == SCREEN_SCORES;
    if (k->pages < 2)
        return KEY_COUNT;
    if (k->mode >= KEYPAD_MENU && k->mode <= KEYPAD_MENU_3)
        return KEY_0;
    return k->mode == KEYPAD_SHOW && scores && c->state.screen != SCREEN_SCORES ? KEY_9 : KEY_COUNT;
}

static int highest_seat(const struct contest *c)
{
    int seat = TEAMS_MAX;
    while (seat > 0 && !contest_team(c, seat))
        seat--;
    return seat;
}

static enum keypad_result send(struct keypad *k, int64_t now_us, struct input *out)
{
    memset(out, 0, sizeof *out);
    out->at_us = now_us;
    out->kind = INPUT_COMMAND;
    out->command = k->command;
    out->seat = k->seat;
    out->number = k->number;
    out->value = k->value;
    memcpy(out->text, k->text, sizeof out->text);
    keypad_clear(k);
    return KEYPAD_COMMAND;
}

/* Goes to what is to be asked next; sends the command when nothing is. */
static enum keypad_result ask_next(struct keypad *k, int64_t now_us, struct input *out)
{
    static const struct {
        char ask;
        enum keypad_mode mode;
    } modes[] = {{'s', KEYPAD_SEAT},   {'p', KEYPAD_NUMBER},  {'n', KEYPAD_NUMBER},
                 {'m', KEYPAD_NUMBER}, {'y', KEYPAD_NUMBER},  {'f', KEYPAD_NUMBER},
                 {'w', KEYPAD_NUMBER}, {'r', KEYPAD_REASON},  {'v', KEYPAD_REASON},
                 {'l', KEYPAD_LEDGER}, {'o', KEYPAD_OUTCOME}, {'d', KEYPAD_NUMBER}};
    k->typed[0] = '\0';
    k->negative = false;
    for (size_t i = 0; k->asks && *k->asks && i < sizeof modes / sizeof *modes; i++)
        if (modes[i].ask == *k->asks) {
            k->mode = modes[i].mode;
            return KEYPAD_ECHO;
        }
    return send(k, now_us, out);
}

/* A command that ends or publishes something waits for the same key again. */
static bool confirmed(struct keypad *k, enum key key, int64_t now_us, const struct contest *c,
                      const char *what, char *message)
{
    if (k->confirm_until_us && k->confirm_key == key && now_us <= k->confirm_until_us)
        return true;
    k->confirm_key = key;
    k->confirm_until_us = now_us + CONFIRM_US;
    snprintf(message, KEYPAD_MESSAGE, TR(c->words, "再按一次 %s：%s"), key_names[key], what);
    return false;
}

/* A key without meaning now says why: in the contest's words where it has any. */
static enum keypad_result no_meaning(const struct contest *c, enum key key, const char *why,
                                     char *message)
{
    if (why[0])
        words_copy(message, KEYPAD_MESSAGE, why);
    else
        snprintf(message, KEYPAD_MESSAGE, TR(c->words, "%s 键此时没有作用"), key_names[key]);
    return KEYPAD_DEAD;
}

static enum keypad_result press_show(struct keypad *k, const struct contest *c, enum key key,
                                     int64_t now_us, struct input *out, char *message)
{
    struct action a = keypad_wish(c, key);
    char why[SAYS_TEXT] = "";
    if (a.menu) {
        keypad_clear(k);
        k->mode = KEYPAD_MENU;
        return KEYPAD_ECHO;
    }
    if (!a.text || !keypad_possible(c, &a, why)) {
        k->confirm_until_us = 0;
        return no_meaning(c, key, why, message);
    }
    if (a.roll) {
        k->roll = !k->roll;
        return KEYPAD_ECHO;
    }
    if (a.confirm && !confirmed(k, key, now_us, c, TR(c->words, a.text), message))
        return KEYPAD_ECHO;
    keypad_clear(k);
    k->command = a.command;
    k->seat = a.seat;
    k->number = a.number;
    k->value = a.value;
    k->asks = a.asks;
    if (*k->asks == 'g') {
        keypad_lots_seed(c, now_us, k->text);
        k->asks++;
    }
    enum keypad_result r = ask_next(k, now_us, out);
    bool types = r == KEYPAD_ECHO && (k->mode == KEYPAD_SEAT || k->mode == KEYPAD_NUMBER);
    return types && a.types ? keypad_press(k, c, key, now_us, out, message) : r;
}

static enum keypad_result press_menu(struct keypad *k, const struct contest *c, enum key key,
                                     int64_t now_us, struct input *out, char *message)
{
    const struct menu_item *item = keypad_menu_item(k->mode, key - KEY_0);
    if (key == KEY_STAR) { /* through the pages and out again */
        static const enum keypad_mode after[] = {[KEYPAD_MENU] = KEYPAD_MENU_2,
                                                 [KEYPAD_MENU_2] = KEYPAD_MENU_3,
                                                 [KEYPAD_MENU_3] = KEYPAD_SHOW};
        k->mode = after[k->mode];
        return KEYPAD_ECHO;
    }
    char why[SAYS_TEXT] = "";
    struct action video = keypad_video_key(c, key);
    if (video.text && keypad_possible(c, &video, why)) {
        k->command = video.command;
        k->value = video.value;
        return send(k, now_us, out);
    }
    if (!item || !keypad_menu_possible(c, item, why))
        return no_meaning(c, key, why, message);
    if (item->command == COMMAND_NONE) {
        k->mode = k->mode == KEYPAD_MENU ? KEYPAD_MENU_2 : KEYPAD_MENU_3;
        return KEYPAD_ECHO;
    }
    if (item->confirm && !confirmed(k, key, now_us, c, TR(c->words, item->text), message))
        return KEYPAD_ECHO;
    k->command = item->command;
    k->value = item->value;
    k->asks = item->asks;
    return ask_next(k, now_us, out);
}

/* The n-th fault that was found becomes what the command shows. */
static bool found_fault(struct keypad *k, const struct contest *c, int32_t n)
{
    const struct correction *all = &c->state.correction;
    if (n < 1 || n > all->found_count)
        return false;
    *(k->command == COMMAND_ZOOM ? &k->value : &k->number) = all->found[n - 1];
    return true;
}

static enum keypad_result take_number(struct keypad *k, const struct contest *c, int64_t now_us,
                                      struct input *out, char *message)
{
    int32_t whole = 0, cents = 0, place = 10;
    bool point = false;
    for (const char *p = k->typed; *p; p++) {
        if (*p == '.')
            point = true;
        else if (!point)
            whole = whole * 10 + (*p - '0');
        else
            cents += (*p - '0') * place, place /= 10;
    }
    /* 0: as the rules say, as the contest says */
    if (!k->typed[0] && k->command != COMMAND_INCOMPLETE && k->command != COMMAND_BREAK) {
        snprintf(message, KEYPAD_MESSAGE, "%s", TR(c->words, "先输入数字，再按 Enter"));
        return KEYPAD_DEAD;
    }
    int32_t cp = whole * CP + cents;
    switch (*k->asks) {
    case 's':
        k->seat = whole;
        if (!contest_team(c, whole)) {
            snprintf(message, KEYPAD_MESSAGE, TR(c->words, "没有 %d号 台"), (int)whole);
            k->typed[0] = '\0';
            return KEYPAD_DEAD;
        }
        break;
    case 'y':
        k->number = whole;
        break;
    case 'w':
        if (!found_fault(k, c, whole)) {
            snprintf(message, KEYPAD_MESSAGE, TR(c->words, "没有找出第 %d 处错误"), (int)whole);
            k->typed[0] = '\0';
            return KEYPAD_DEAD;
        }
        break;
    case 'n':
    case 'f':
    case 'd':
        k->value = k->negative ? -whole : whole;
        break;
    default:
        k->value = k->negative ? -cp : cp;
    }
    k->asks++;
    return ask_next(k, now_us, out);
}

bool keypad_point_next(const struct keypad *k)
{
    bool points = *k->asks == 'm' || *k->asks == 'p';
    return points && k->typed[0] && strlen(k->typed) + 1 < sizeof k->typed &&
           !strchr(k->typed, '.');
}

static enum keypad_result press_typing(struct keypad *k, const struct contest *c, enum key key,
                                       int64_t now_us, struct input *out, char *message)
{
    size_t n = strlen(k->typed);
    bool seat = k->mode == KEYPAD_SEAT;
    if (key <= KEY_9) {
        if (n + 1 < sizeof k->typed && (!seat || n < 2)) {
            k->typed[n] = (char)('0' + key - KEY_0);
            k->typed[n + 1] = '\0';
        }
        /* with fewer than ten seats one digit says it all */
        bool single = (seat && highest_seat(c) <= 9) || (*k->asks == 'd' && keypad_lots_short(c));
        return single ? take_number(k, c, now_us, out, message) : KEYPAD_ECHO;
    }
    switch (key) {
    case KEY_PLUS:
    case KEY_MINUS:
        if (*k->asks != 'p')
            break;
        k->negative = key == KEY_MINUS;
        return KEYPAD_ECHO;
    case KEY_STAR:
        if (keypad_point_next(k)) { /* . is needed to take back */
            memcpy(k->typed + n, ".", 2);
            return KEYPAD_ECHO;
        }
        keypad_clear(k);
        return KEYPAD_ECHO;
    case KEY_DOT:
        if (n)
            k->typed[n - 1] = '\0';
        else
            keypad_clear(k);
        return KEYPAD_ECHO;
    case KEY_ENTER:
        return take_number(k, c, now_us, out, message);
    default:
        break;
    }
    snprintf(message, KEYPAD_MESSAGE, TR(c->words, "正在输入：Enter 确定，. 退一位，* 取消"));
    return KEYPAD_DEAD;
}

static const char *const outcomes[] = {"right", "wrong", "void"};

bool keypad_outcome_possible(const struct keypad *k, const struct contest *c, int digit)
{
    struct input in = {
        .kind = INPUT_COMMAND, .command = COMMAND_REVERSE, .value = k->value, .seat = k->seat};
    if (digit < 1 || digit > 3)
        return false;
    words_copy(in.text, sizeof in.text, outcomes[digit - 1]);
    return contest_accepts(c, &in, NULL);
}

static enum keypad_result press_choice(struct keypad *k, const struct contest *c, enum key key,
                                       int64_t now_us, struct input *out, char *message)
{
    int digit = key <= KEY_9 ? key - KEY_0 : 0;
    if (key == KEY_STAR || key == KEY_DOT) {
        keypad_clear(k);
        return KEYPAD_ECHO;
    }
    const struct ledger_entry *e =
        k->mode == KEYPAD_LEDGER && digit ? keypad_reversible(c, digit) : NULL;
    const char *reason = k->mode == KEYPAD_REASON ? keypad_reason(k, c, digit) : NULL;
    bool none = k->mode == KEYPAD_REASON && *k->asks == 'v' && key == KEY_ENTER;
    if (e)
        k->value = e->seq;
    else if (reason) /* of a void question both screens show it, each in its language */
        words_copy(k->text, sizeof k->text, *k->asks == 'v' ? reason : TR(c->words, reason));
    else if (k->mode == KEYPAD_OUTCOME && keypad_outcome_possible(k, c, digit))
        snprintf(k->text, sizeof k->text, "%s", outcomes[digit - 1]);
    else if (!none) {
        snprintf(message, KEYPAD_MESSAGE, "%s", TR(c->words, "按数字选一项，* 取消"));
        return KEYPAD_DEAD;
    }
    k->asks++;
    return ask_next(k, now_us, out);
}

enum keypad_result keypad_press(struct keypad *k, const struct contest *c, enum key key,
                                int64_t now_us, struct input *out, char message[KEYPAD_MESSAGE])
{
    message[0] = '\0';
    if (k->confirm_until_us && (key != k->confirm_key || now_us > k->confirm_until_us))
        k->confirm_until_us = 0;
    /* black and logo work in every state, half-typed numbers included */
    if (k->mode != KEYPAD_SHOW && (key == KEY_NUM || key == KEY_SLASH)) {
        struct keypad aside = {0};
        return press_show(&aside, c, key, now_us, out, message);
    }
    if (key == keypad_page_key(k, c)) {
        k->turns++;
        return KEYPAD_ECHO;
    }
    switch (k->mode) {
    case KEYPAD_SHOW:
        return press_show(k, c, key, now_us, out, message);
    case KEYPAD_MENU:
    case KEYPAD_MENU_2:
    case KEYPAD_MENU_3:
        if (key == KEY_DOT) {
            keypad_clear(k);
            return KEYPAD_ECHO;
        }
        return press_menu(k, c, key, now_us, out, message);
    case KEYPAD_SEAT:
    case KEYPAD_NUMBER:
        return press_typing(k, c, key, now_us, out, message);
    default:
        return press_choice(k, c, key, now_us, out, message);
    }
}
