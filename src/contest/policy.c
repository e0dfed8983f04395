#include "contest/policy.h"

#include <stdio.h>
#include <string.h>

static int32_t *slot(struct policy *p, const struct policy_key *key)
{
    return (int32_t *)(void *)((char *)p + key->offset);
}

static const char *skip_space(const char *s)
{
    while (*s == ' ' || *s == '\t')
        s++;
    return s;
}

/* A decimal with up to two places, scaled by 100; or a whole number where `decimals` is false. */
static const char *number(const char *s, bool decimals, int64_t *out)
{
    bool minus = false;
    int64_t n = 0;
    int digits = 0;
    if (strncmp(s, "\xe2\x88\x92", 3) == 0) { /* U+2212, as the screens print it */
        minus = true;
        s += 3;
    } else if (*s == '-' || *s == '+') {
        minus = *s++ == '-';
    }
    for (; *s >= '0' && *s <= '9' && digits < 12; s++, digits++)
        n = n * 10 + (*s - '0');
    if (!digits)
        return NULL;
    if (decimals) {
        n *= 100;
        if (*s == '.') {
            s++;
            for (int place = 10; *s >= '0' && *s <= '9'; s++, place /= 10) {
                if (!place && *s != '0')
                    return NULL; /* finer than a hundredth cannot be kept */
                n += (int64_t)(*s - '0') * place;
            }
        }
    }
    *out = minus ? -n : n;
    return s;
}

static enum policy_error set_list(struct policy *p, const struct policy_key *key, const char *text)
{
    int32_t list[MENU_MAX] = {0};
    int count = 0;
    const char *s = skip_space(text);
    if (*s == '[')
        s = skip_space(s + 1);
    while (*s && *s != ']') {
        int64_t n;
        s = number(s, key->type == POLICY_POINTS_LIST, &n);
        if (!s)
            return POLICY_NOT_A_NUMBER;
        if (count == MENU_MAX)
            return POLICY_TOO_MANY;
        if (n < key->min || n > key->max)
            return POLICY_RANGE;
        list[count++] = (int32_t)n;
        s = skip_space(s);
        if (*s == ',')
            s = skip_space(s + 1);
        else if (*s && *s != ']')
            return POLICY_NOT_A_NUMBER;
    }
    int32_t *at = slot(p, key);
    memcpy(at, list, sizeof list);
    at[MENU_MAX] = count; /* the count stands behind its list */
    return POLICY_OK;
}

static int word_index(const struct policy_key *key, const char *text)
{
    for (int i = 0; key->words[i]; i++)
        if (strcmp(key->words[i], text) == 0)
            return i;
    return -1;
}

static int yes_or_no(const char *text)
{
    static const char *const words[] = {"no", "yes", "false", "true", "off", "on", "否", "是"};
    for (int i = 0; i < 8; i++)
        if (strcmp(words[i], text) == 0)
            return i & 1;
    return -1;
}

enum policy_error policy_set(struct policy *p, const struct policy_key *key, const char *text)
{
    int64_t n = 0;
    text = skip_space(text);
    switch (key->type) {
    case POLICY_POINTS_LIST:
    case POLICY_COUNT_LIST:
        return set_list(p, key, text);
    case POLICY_WORD:
    case POLICY_YES:
        n = key->type == POLICY_WORD ? word_index(key, text) : yes_or_no(text);
        if (n < 0)
            return POLICY_UNKNOWN_WORD;
        break;
    default: {
        const char *end = number(text, key->type == POLICY_POINTS, &n);
        if (!end || *skip_space(end))
            return POLICY_NOT_A_NUMBER;
        if (n < key->min || n > key->max)
            return POLICY_RANGE;
    }
    }
    *slot(p, key) = (int32_t)n;
    return POLICY_OK;
}

static int print_number(char *out, size_t size, const struct policy_key *key, int32_t n)
{
    bool points = key->type == POLICY_POINTS || key->type == POLICY_POINTS_LIST;
    if (!points)
        return snprintf(out, size, "%d", (int)n);
    int whole = n < 0 ? -(n / 100) : n / 100, rest = n < 0 ? -(n % 100) : n % 100;
    const char *minus = n < 0 ? "-" : "";
    if (!rest)
        return snprintf(out, size, "%s%d", minus, whole);
    return rest % 10 ? snprintf(out, size, "%s%d.%02d", minus, whole, rest)
                     : snprintf(out, size, "%s%d.%d", minus, whole, rest / 10);
}

int policy_get(const struct policy *p, const struct policy_key *key, char *out, size_t size)
{
    const int32_t *at = (const int32_t *)(const void *)((const char *)p + key->offset);
    if (*at == AS_FIRST && key->type == POLICY_POINTS)
        at = at == &p->early_repeat_cp                                    ? &p->early_cp
             : at == &p->rebound_right_cp || at == &p->interrupt_right_cp ? &p->right_cp
                                                                          : &p->wrong_cp;
    if (key->type == POLICY_WORD)
        return snprintf(out, size, "%s", key->words[*at]);
    if (key->type == POLICY_YES)
        return snprintf(out, size, "%s", *at ? "yes" : "no");
    if (key->type != POLICY_POINTS_LIST && key->type != POLICY_COUNT_LIST)
        return print_number(out, size, key, *at);
    int length = snprintf(out, size, "[");
    for (int i = 0; i < at[MENU_MAX]; i++) {
        char item[24];
        print_number(item, sizeof item, key, at[i]);
        length += snprintf(out + length, size > (size_t)length ? size - (size_t)length : 0, "%s%s",
                           i ? ", " : "", item);
    }
    return length + snprintf(out + length, size > (size_t)length ? size - (size_t)length : 0, "]");
}

/* What holds for every kind unless its preset says otherwise. */
static const struct policy neutral = {
    .right_percent = 100,
    .wrong_percent = -100,
    .timeout_percent = -100,
    .questions_per_turn = 1,
    .warning_seconds = 5,
    .extra_seconds = 5,
    .answer_timeout_rules = 1,
    .countdown_seconds = 3,
    .early_repeat_cp = AS_FIRST,
    .interrupt_wrong_cp = AS_FIRST,
    .interrupt_right_cp = AS_FIRST,
    .rebound_right_cp = AS_FIRST,
    .rebound_wrong_cp = AS_FIRST,
    .early_lock_ms = 250,
    .held_blocks = 1,
    .rebounds_max = 1,
    .weight_percent = 100,
    .reveal = REVEAL_RIGHT,
    .judge_max_cp = 100 * CP,
    .decimals = 2,
};

void policy_preset(struct policy *p, enum round_kind kind)
{
    *p = neutral;
    switch (kind) {
    case ROUND_REQUIRED:
        p->who = WHO_TURN;
        p->right_cp = 10 * CP;
        p->wrong_percent = p->timeout_percent = 0;
        p->answer_seconds = 30;
        p->reveal = REVEAL_RULED;
        break;
    case ROUND_BUZZER:
        p->who = WHO_PRESS;
        p->right_cp = 10 * CP;
        p->wrong_cp = p->timeout_cp = -10 * CP;
        p->go = GO_COUNTDOWN;
        p->window_seconds = 10;
        p->answer_seconds = 10;
        p->answer_start = START_HOST;
        p->early_press = EARLY_FOUL;
        p->reading_press = READING_IGNORE;
        p->early_cp = -10 * CP;
        p->foul_then = FOUL_BAR;
        break;
    case ROUND_RISK:
        p->who = WHO_TURN;
        p->value = VALUE_MENU;
        p->menu_cp[0] = 10 * CP;
        p->menu_cp[1] = 20 * CP;
        p->menu_cp[2] = 30 * CP;
        p->menu_count = 3;
        p->may_pass = 1;
        p->choose_seconds = 10;
        p->answer_seconds = 30;
        p->reveal = REVEAL_RULED;
        break;
    case ROUND_CORRECTION:
        p->who = WHO_TURN;
        p->value = VALUE_FAULTS;
        p->fault_cp = 5 * CP;
        p->all_bonus_cp = 5 * CP;
        p->answer_seconds = 120;
        p->reveal = REVEAL_HOST;
        break;
    case ROUND_RAPID:
        p->who = WHO_TURN;
        p->right_cp = 10 * CP;
        p->wrong_percent = p->timeout_percent = 0;
        p->round_seconds = 40;
        p->questions_per_turn = 999;
        p->may_pass = 1;
        p->answer_timeout_rules = 0;
        p->reveal = REVEAL_HOST;
        break;
    case ROUND_TIE_BREAK:
        policy_preset(p, ROUND_BUZZER);
        p->right_cp = p->wrong_cp = p->timeout_cp = 0;
        p->early_cp = 0;
        p->sudden = SUDDEN_FIRST_RIGHT;
        break;
    case ROUND_AUDIENCE:
        p->who = WHO_AUDIENCE;
        break;
    case ROUND_JUDGED:
        p->who = WHO_TURN;
        p->value = VALUE_JUDGED;
        p->judges = 5;
        p->drop_high = p->drop_low = 1;
        p->answer_seconds = 300;
        p->answer_timeout_rules = 0;
        break;
    case ROUND_KIND_COUNT:
        break;
    }
}

void policy_bonus(struct policy *bonus, const struct policy *p)
{
    *bonus = *p;
    bonus->who = WHO_TURN;
    bonus->value = VALUE_FIXED;
    bonus->right_cp = p->bonus_right_cp;
    bonus->wrong_cp = bonus->timeout_cp = p->bonus_wrong_cp;
    bonus->incomplete_cp = 0;
    bonus->answer_start = START_AUTO;
    bonus->after_wrong = AFTER_DEAD;
    bonus->reading_press = READING_IGNORE;
    bonus->window_seconds = 0;
    bonus->menu_count = bonus->may_pass = bonus->assign = 0;
    bonus->stake = STAKE_NONE;
    bonus->lifelines_max = 0;
    bonus->questions_per_turn = 1;
    bonus->bonus_questions = 0;
}
