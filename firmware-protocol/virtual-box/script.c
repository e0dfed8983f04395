#include "script.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum shape {
    SHAPE_NONE,
    SHAPE_BUTTON,     /* BOX[.BUTTON] */
    SHAPE_COUNT,      /* N [BOX] */
    SHAPE_BOX,        /* BOX */
    SHAPE_BOX_AMOUNT, /* BOX AMOUNT */
};

static const struct word {
    const char *name;
    enum verb verb;
    enum shape shape;
} words[] = {
    {"press", VERB_PRESS, SHAPE_BUTTON},       {"hold", VERB_HOLD, SHAPE_BUTTON},
    {"release", VERB_RELEASE, SHAPE_BUTTON},   {"stuck", VERB_STUCK, SHAPE_BUTTON},
    {"unstick", VERB_UNSTICK, SHAPE_BUTTON},   {"drop", VERB_DROP, SHAPE_COUNT},
    {"corrupt", VERB_CORRUPT, SHAPE_COUNT},    {"duplicate", VERB_DUPLICATE, SHAPE_COUNT},
    {"deaf", VERB_DEAF, SHAPE_COUNT},          {"delay", VERB_DELAY, SHAPE_BOX_AMOUNT},
    {"stall", VERB_STALL, SHAPE_BOX_AMOUNT},   {"reboot", VERB_REBOOT, SHAPE_BOX},
    {"hangup", VERB_HANGUP, SHAPE_BOX_AMOUNT}, {"flood", VERB_FLOOD, SHAPE_BOX_AMOUNT},
    {"forge", VERB_FORGE, SHAPE_BUTTON},       {"replay", VERB_REPLAY, SHAPE_BOX},
    {"quit", VERB_QUIT, SHAPE_NONE},
};

static bool parse_button(const char *text, struct order *order)
{
    int button = 1, used = 0;
    if (sscanf(text, "%d.%d%n", &order->box, &button, &used) != 2 &&
        sscanf(text, "%d%n", &order->box, &used) != 1)
        return false;
    order->button = (uint8_t)(button - 1);
    return text[used] == 0 && order->box >= 0 && button >= 1 && button <= 16;
}

static bool parse_number(const char *text, double *value)
{
    char *end;
    *value = strtod(text, &end);
    return end != text && *end == 0 && *value >= 0 && *value < 1e9;
}

static bool parse_box(const char *text, struct order *order)
{
    double box;
    if (!parse_number(text, &box) || box > 1000)
        return false;
    order->box = (int)box;
    return true;
}

static bool parse_arguments(enum shape shape, char *args[2], int n_args, struct order *order)
{
    switch (shape) {
    case SHAPE_NONE:
        return n_args == 0;
    case SHAPE_BUTTON:
        return n_args == 1 && parse_button(args[0], order);
    case SHAPE_COUNT:
        return n_args >= 1 && parse_number(args[0], &order->amount) &&
               (n_args == 1 || parse_box(args[1], order));
    case SHAPE_BOX:
        return n_args == 1 && parse_box(args[0], order);
    case SHAPE_BOX_AMOUNT:
        return n_args == 2 && parse_box(args[0], order) && parse_number(args[1], &order->amount);
    }
    return false;
}

int script_parse(const char *line, struct order *order, const char **why)
{
    char copy[128];
    snprintf(copy, sizeof copy, "%s", line);
    copy[strcspn(copy, "#\n")] = 0;
    char *save, *args[2] = {0};
    int n_args = 0;
    memset(order, 0, sizeof *order);
    order->at_s = SCRIPT_NOW;
    char *word = strtok_r(copy, " \t\r", &save);
    if (!word)
        return 0;
    if (parse_number(word, &order->at_s))
        word = strtok_r(NULL, " \t\r", &save);
    else
        order->at_s = SCRIPT_NOW;
    for (char *arg; word && (arg = strtok_r(NULL, " \t\r", &save));) {
        if (n_args == 2) {
            *why = "too many words";
            return -1;
        }
        args[n_args++] = arg;
    }
    for (size_t i = 0; word && i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(word, words[i].name))
            continue;
        order->verb = words[i].verb;
        *why = "wrong arguments";
        return parse_arguments(words[i].shape, args, n_args, order) ? 1 : -1;
    }
    *why = "unknown verb";
    return -1;
}

static int order_compare(const void *a, const void *b)
{
    double x = ((const struct order *)a)->at_s, y = ((const struct order *)b)->at_s;
    return x < y ? -1 : x > y;
}

static struct order *script_read(FILE *file, size_t *count, char *why, size_t cap)
{
    struct order *orders = NULL;
    char line[256];
    *count = 0;
    for (int line_no = 1; fgets(line, sizeof line, file); line_no++) {
        struct order order;
        const char *reason;
        int got = script_parse(line, &order, &reason);
        if (got == 0)
            continue;
        struct order *grown = realloc(orders, (*count + 1) * sizeof *orders);
        if (got < 0 || !grown) {
            snprintf(why, cap, "line %d: %s", line_no, got < 0 ? reason : "out of memory");
            free(grown ? grown : orders);
            return NULL;
        }
        orders = grown;
        if (order.at_s < 0)
            order.at_s = 0;
        orders[(*count)++] = order;
    }
    if (!orders)
        snprintf(why, cap, "no orders in it");
    else
        qsort(orders, *count, sizeof *orders, order_compare);
    return orders;
}

struct order *script_load(const char *path, size_t *count, char *why, size_t cap)
{
    FILE *file = fopen(path, "r");
    if (!file) {
        snprintf(why, cap, "cannot be opened");
        return NULL;
    }
    struct order *orders = script_read(file, count, why, cap);
    fclose(file);
    return orders;
}
