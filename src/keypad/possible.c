/* Whether a key would be taken: the contest is asked, with a sample of what is still to be typed.
 */
#include "keypad/internal.h"

#include <stdlib.h>
#include <string.h>

/* Stands for the number that is going to be typed, when the contest is asked beforehand. */
static struct input sample(const struct action *a, int seat)
{
    struct input in = {.kind = INPUT_COMMAND,
                       .command = a->command,
                       .seat = a->seat ? a->seat : seat,
                       .number = a->number,
                       .value = a->value};
    if (strchr(a->asks, 'y'))
        in.number = 1;
    if (strchr(a->asks, 'p') || strchr(a->asks, 'n'))
        in.value = 1;
    if (strchr(a->asks, 'r') || strchr(a->asks, 'g'))
        words_copy(in.text, sizeof in.text, "seed 1");
    return in;
}

/* A lot's number is still to be typed: any that is free will do. */
static bool accepts(const struct contest *c, const struct action *a, struct input *in, char *why)
{
    if (!strchr(a->asks, 'd'))
        return contest_accepts(c, in, why);
    const struct round *r = contest_round(c);
    for (in->value = 1; in->value <= TEAMS_MAX; in->value++)
        if (contest_accepts(c, in, why))
            return true;
    for (int i = 0; r && i < r->packet_count; i++) { /* names may be any numbers */
        in->value = atoi(r->packets[i]);
        if (in->value > TEAMS_MAX && contest_accepts(c, in, NULL))
            return true;
    }
    return false;
}

bool keypad_possible(const struct contest *c, const struct action *a, char *why)
{
    if (why)
        why[0] = '\0';
    /* the screens draw from a copy of the state that has no undo memory: they cannot know */
    if (!c->undo && (a->command == COMMAND_UNDO || a->command == COMMAND_REDO))
        return true;
    if (a->roll)
        return true;
    if (strchr(a->asks, 'l'))
        return keypad_reversible(c, 1) != NULL;
    if (!strchr(a->asks, 's')) { /* 'f', 'w': a->value or a->number is a fault that can be meant */
        struct input in = sample(a, SEAT_NONE);
        bool ok = accepts(c, a, &in, why);
        for (int i = 2; !ok && a->command == COMMAND_ROUND && i <= c->def->round_count; i++) {
            in.value = i;
            ok = contest_accepts(c, &in, NULL);
        }
        return ok;
    }
    for (int seat = 1; seat <= TEAMS_MAX; seat++) {
        struct input in = sample(a, seat);
        bool meant = !a->digit || seat == a->digit || seat / 10 == a->digit;
        if (meant && contest_team(c, seat) && accepts(c, a, &in, why))
            return true;
    }
    return false;
}
