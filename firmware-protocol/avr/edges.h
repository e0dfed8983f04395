/*
 * edges - what the pin-change interrupt saw: the time and both ports, nothing worked out. The
 * interrupt is as short as it can be, because its length is the uncertainty of the next stamp.
 */
#ifndef EDGES_H
#define EDGES_H

#include <stdbool.h>
#include "clock.h"

struct edge {
    struct stamp stamp;
    uint8_t pind, pinb;
};

void edges_init(void);

/* The oldest one not yet taken. */
bool edges_take(struct edge *edge);

/* True once after edges found no room; then the ports must be looked at by hand. */
bool edges_lost(void);

/* With interrupts off: an edge is stored, or its interrupt is pending. */
bool edges_waiting(void);

#endif
