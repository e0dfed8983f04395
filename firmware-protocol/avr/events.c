#include "events.h"

#define RING 16

static struct event ring[RING];
static uint16_t first = 1, last;
static bool overflow;

uint16_t events_lost;

static struct event *slot(uint16_t ev_no)
{
    return &ring[(uint8_t)ev_no % RING]; /* 65536 is a multiple of RING: wrapping is harmless */
}

uint8_t events_pending(void)
{
    return (uint8_t)(last - first + 1);
}

bool events_add(const struct lp_press *press)
{
    if (events_pending() == RING) {
        events_lost++;
        overflow = true;
        return false;
    }
    struct event *event = slot(++last);
    event->press = *press;
    event->press.ev_no = last;
    if (overflow)
        event->press.flags |= LP_PRESS_OVERFLOW;
    overflow = false;
    event->sent = false;
    return true;
}

void events_acknowledge(uint16_t ev_no)
{
    if ((uint16_t)(ev_no - first) < events_pending())
        first = ev_no + 1;
}

struct event *events_unsent(void)
{
    for (uint16_t ev_no = first; ev_no != (uint16_t)(last + 1); ev_no++) {
        if (!slot(ev_no)->sent)
            return slot(ev_no);
    }
    return NULL;
}

struct event *events_stale(uint32_t now)
{
    struct event *oldest = NULL;
    for (uint16_t ev_no = first; ev_no != (uint16_t)(last + 1); ev_no++) {
        struct event *event = slot(ev_no);
        if (now - event->sent_at >= EVENTS_REPEAT_US &&
            (!oldest || lp_time_before(event->sent_at, oldest->sent_at)))
            oldest = event;
    }
    return oldest;
}

uint16_t events_first(void)
{
    return first;
}

uint16_t events_last(void)
{
    return last;
}
