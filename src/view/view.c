#include "view/view.h"

enum { RECENT_US = 2500000 };

int64_t view_told_us(const struct state *s, int i)
{
    if (i >= s->published_ledger)
        return INT64_MAX;
    bool held = i >= s->published_from && s->published_us > s->ledger[i].at_us;
    return held ? s->published_us : s->ledger[i].at_us;
}

/* The newest entry of the seat counts with all others of its instant: an award and its bonus are
 * one event. */
int32_t view_recent_points_cp(const struct view *v, int seat, int64_t now_us, int *serial)
{
    const struct state *t = &v->contest.state;
    int32_t points_cp = 0;
    int64_t at_us = 0;
    int newest = 0;
    for (int i = t->ledger_count - 1; i >= 0; i--) {
        const struct ledger_entry *e = &t->ledger[i];
        int64_t told_us = view_told_us(t, i);
        if (told_us > now_us)
            continue;
        if (now_us - told_us >= RECENT_US)
            break; /* they are told in order of time */
        if (e->seat != seat)
            continue;
        if (newest && told_us != at_us)
            break;
        newest = newest ? newest : e->seq;
        at_us = told_us;
        points_cp += e->points_cp;
    }
    if (serial)
        *serial = newest;
    return points_cp;
}
