/* The presses of a question: kept in the order of press time, compared with each other. */
#include "contest/internal.h"

/* How little a kept press is worth when room is needed: hammering first, then earlier go calls. */
static int dispensable(const struct state *s, int i)
{
    const struct press *p = &s->presses[i];
    bool counts = p->verdict == VERDICT_WON || p->verdict == VERDICT_LATER ||
                  p->verdict == VERDICT_TIED || p->verdict == VERDICT_LATE ||
                  p->verdict == VERDICT_INTERRUPT || p->verdict == VERDICT_EARLY_FOUL;
    if (i == s->winner_press)
        return 0;
    return (counts ? 1 : 3) + (p->go_call != s->go_calls);
}

/* The table of a question is finite, the hammering of children is not: a press that may win always
 * finds room. Every press, shown here or not, is in the journal. */
static void make_room(struct state *s)
{
    int worst = 0;
    if (s->press_count < PRESSES_MAX)
        return;
    for (int i = 1; i < s->press_count; i++)
        if (dispensable(s, i) > dispensable(s, worst))
            worst = i;
    s->press_count--;
    memmove(&s->presses[worst], &s->presses[worst + 1],
            (size_t)(s->press_count - worst) * sizeof *s->presses);
    memset(&s->presses[s->press_count], 0, sizeof *s->presses);
    if (s->winner_press > worst)
        s->winner_press--;
    s->presses_dropped++;
}

int buzzer_keep(struct step_context *x, enum verdict verdict)
{
    struct state *s = S(x);
    const struct input *in = x->in;
    make_room(s);
    /* sorted by press time within the go call, so that "next in press order" is what it says */
    int at = s->press_count;
    while (at > 0 && s->presses[at - 1].go_call == s->go_calls &&
           s->presses[at - 1].press_us > in->press_us)
        at--;
    memmove(&s->presses[at + 1], &s->presses[at],
            (size_t)(s->press_count - at) * sizeof *s->presses);
    s->press_count++;
    if (s->winner_press >= at)
        s->winner_press++;
    s->presses[at] = (struct press){.press_us = in->press_us,
                                    .lo_us = in->lo_us,
                                    .hi_us = in->hi_us,
                                    .go_us = s->go_calls ? s->go_at_us : 0,
                                    .box = in->box,
                                    .seat = (uint8_t)in->seat,
                                    .verdict = (uint8_t)verdict,
                                    .go_call = s->go_calls,
                                    .flags = (uint8_t)in->flags};
    return at;
}

bool buzzer_pressed(const struct state *s, int seat)
{
    for (int i = 0; i < s->press_count; i++) {
        const struct press *p = &s->presses[i];
        bool counted = p->verdict == VERDICT_WON || p->verdict == VERDICT_LATER ||
                       p->verdict == VERDICT_TIED || p->verdict == VERDICT_LATE ||
                       p->verdict == VERDICT_INTERRUPT;
        if (p->seat == seat && p->go_call == s->go_calls && counted)
            return true;
    }
    return false;
}

struct press_result contest_margin(const struct contest *c, int a, int b)
{
    const struct press *pa = &c->state.presses[a], *pb = &c->state.presses[b];
    int64_t ua = (pa->hi_us - pa->lo_us) / 2, ub = (pb->hi_us - pb->lo_us) / 2;
    return (struct press_result){.verdict = (enum verdict)pb->verdict,
                                 .margin_us = pb->press_us - pa->press_us,
                                 .uncertainty_us = ua + ub};
}

bool buzzer_dead_heat(const struct contest *c, int a, int b)
{
    const struct press *pa = &c->state.presses[a], *pb = &c->state.presses[b];
    struct press_result m = contest_margin(c, a, b);
    int64_t margin = m.margin_us < 0 ? -m.margin_us : m.margin_us;
    bool overlap = pa->lo_us <= pb->hi_us && pb->lo_us <= pa->hi_us;
    return overlap || margin <= contest_policy(c)->tie_window_us;
}
