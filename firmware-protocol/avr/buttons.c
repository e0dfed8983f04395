#include "buttons.h"
#include <util/atomic.h>
#include "board.h"
#include "edges.h"
#include "events.h"
#include "identity.h"
#include "round.h"

/* From the edge at the pin to the reading of the timer in the interrupt, with nothing else going
 * on: synchroniser, response, jump and saved registers. Measured; taken off every stamp. */
#define LATENCY_US 2

static uint8_t mask;   /* buttons that exist */
static uint8_t raw;    /* contacts as last seen */
static uint8_t levels; /* as reported */
static uint8_t quiet;  /* buttons being ignored... */
static uint32_t quiet_until[BOARD_BUTTONS];

void buttons_init(void)
{
    mask = (uint8_t)(0xff >> (8 - identity.buttons));
}

/* All buttons in `changed` moved at t and cannot be told apart. */
static void report(uint8_t changed, uint32_t t)
{
    bool merged = changed & (changed - 1);
    bool first = false;
    levels ^= changed;
    for (uint8_t i = 0; i < BOARD_BUTTONS; i++) {
        uint8_t bit = (uint8_t)(1 << i);
        if (!(changed & bit))
            continue;
        quiet |= bit;
        quiet_until[i] = t + round_debounce_us();
        struct lp_press press = {.t = t, .round = round_number(), .button = i};
        press.levels = levels;
        press.flags = levels & bit ? round_flags(i, t) : LP_PRESS_RELEASE;
        if (merged)
            press.flags |= LP_PRESS_MERGED;
        first |= (press.flags & LP_PRESS_FIRST) != 0;
        events_add(&press);
    }
    if (first)
        round_first_taken();
}

/* Ends quiet times that are over at t. One button at a time: their ends differ. */
static void settle(uint32_t t)
{
    for (uint8_t i = 0; i < BOARD_BUTTONS; i++) {
        uint8_t bit = (uint8_t)(1 << i);
        if (!(quiet & bit) || lp_time_before(t, quiet_until[i]))
            continue;
        quiet &= (uint8_t)~bit;
        if ((raw ^ levels) & bit)
            report(bit, quiet_until[i]);
    }
}

static void look(const struct edge *edge)
{
    uint32_t t = clock_of(&edge->stamp) - LATENCY_US;
    settle(t);
    raw = board_buttons(edge->pind, edge->pinb) & mask;
    uint8_t changed = (raw ^ levels) & (uint8_t)~quiet;
    if (changed)
        report(changed, t);
}

static void look_by_hand(void)
{
    struct edge edge;
    ATOMIC_BLOCK(ATOMIC_RESTORESTATE)
    {
        clock_stamp(&edge.stamp);
        edge.pind = PIND;
        edge.pinb = PINB;
    }
    look(&edge);
}

bool buttons_poll(void)
{
    struct edge edge;
    bool any = false;
    uint32_t now = clock_now(); /* before the ring: all edges up to now are in it */
    while (edges_take(&edge)) {
        look(&edge);
        any = true;
    }
    if (edges_lost())
        look_by_hand();
    settle(now);
    return any;
}

bool buttons_unsettled(void)
{
    return ((raw ^ levels) & quiet) != 0;
}

uint8_t buttons_levels(void)
{
    return levels;
}
