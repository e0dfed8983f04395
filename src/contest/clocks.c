#include "contest/internal.h"

int64_t clock_left_us(const struct show_clock *k, int64_t now_us)
{
    int64_t left = k->running && !k->held ? k->left_us - (now_us - k->anchor_us) : k->left_us;
    return left > 0 ? left : 0;
}

void clock_prepare(struct step_context *x, enum clock_kind kind, int32_t seconds)
{
    struct show_clock *k = kind == CLOCK_ROUND ? &S(x)->round_clock : &S(x)->clock;
    clock_clear(k);
    if (seconds <= 0)
        return;
    k->kind = kind;
    k->length_us = k->left_us = (int64_t)seconds * SECOND;
}

void clock_start(struct step_context *x, enum clock_kind kind, int32_t seconds)
{
    clock_prepare(x, kind, seconds);
    clock_run(kind == CLOCK_ROUND ? &S(x)->round_clock : &S(x)->clock, x->in->at_us);
}

void clock_run(struct show_clock *k, int64_t now_us)
{
    if (k->kind == CLOCK_NONE || (k->running && !k->held))
        return;
    k->running = true;
    k->held = false;
    k->anchor_us = now_us;
}

void clock_stop(struct show_clock *k, int64_t now_us)
{
    if (k->kind == CLOCK_NONE)
        return;
    k->left_us = clock_left_us(k, now_us);
    k->anchor_us = now_us;
    k->running = k->held = false;
}

void clock_clear(struct show_clock *k)
{
    memset(k, 0, sizeof *k);
}

/* After an undo or a restart a clock keeps what was left of it, and stands until the host lets it
 * run. */
void clock_hold(struct show_clock *k, int64_t now_us, bool hold)
{
    if (!k->running)
        return;
    k->left_us = clock_left_us(k, now_us);
    k->anchor_us = now_us;
    k->held = hold;
}
