/* report/draws — the draws of lots as the last state holds them. Private to this room. */
#ifndef LEITAI_REPORT_DRAWS_H
#define LEITAI_REPORT_DRAWS_H

#include "report/internal.h"
#include "report/json.h"

/* A finished draw: of the seats (round −1), or of a round's packets. */
struct report_draw {
    int round;
    const struct draw_record *record;
    int count;
    struct {
        int seat;
        const char *packet; /* "" when seats were drawn */
    } lots[TEAMS_MAX];      /* by seat */
    int changes;            /* made by force */
};

/* Fills out; returns how many there were. */
int report_draws(const struct report *r, struct report_draw out[ROUNDS_MAX + 1]);
/* "题包（必答题）" */
void report_draw_title(const struct report *r, const struct report_draw *d, char *out, size_t size);
/* How it came about, with the seed where the program drew, draws undone before it and changes. */
void report_draw_how(const struct report *r, const struct report_draw *d, char *out, size_t size);
/* "1 号 甲局 题包 B；…" */
void report_draw_lots(const struct report *r, const struct report_draw *d, char *out, size_t size);
/* How the lots follow from the seed, in one sentence. */
const char *report_draw_recipe(const struct report *r);

void report_draws_json(struct json *j, const struct report *r);

#endif
