/* events - the ring of what the host has not yet confirmed. Numbers begin with 1 at power-up. */
#ifndef EVENTS_H
#define EVENTS_H

#include <stdbool.h>
#include "leitai_proto.h"

#define EVENTS_REPEAT_US 20000

struct event {
    struct lp_press press;
    uint32_t sent_at;
    bool sent;
};

extern uint16_t events_lost; /* those that found the ring full */

/* Gives it its number and OVERFLOW; false if the ring is full: the old ones are worth more. */
bool events_add(const struct lp_press *press);

void events_acknowledge(uint16_t ev_no);

/* The oldest never sent; the longest unacknowledged beyond EVENTS_REPEAT_US; NULL: none. */
struct event *events_unsent(void);
struct event *events_stale(uint32_t now);

uint16_t events_first(void); /* oldest pending, or the next number */
uint16_t events_last(void);  /* newest number given; 0 at power-up */
uint8_t events_pending(void);

#endif
