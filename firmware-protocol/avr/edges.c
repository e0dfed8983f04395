#include "edges.h"
#include <avr/interrupt.h>
#include "board.h"

#define EDGES 32 /* a power of two */

static struct edge edges[EDGES];
static volatile uint8_t head, tail, lost;

ISR(PCINT2_vect)
{
    uint16_t ticks = TCNT1; /* first of all */
    uint8_t pind = PIND;
    uint8_t pinb = PINB;
    uint8_t tifr = TIFR1;
    uint8_t next = (head + 1) & (EDGES - 1);
    if (next == tail) { /* the old ones matter: they are the first edges */
        lost = 1;
        return;
    }
    struct edge *edge = &edges[head];
    edge->stamp.ticks = ticks;
    edge->stamp.tifr = tifr;
    edge->stamp.overflow = clock_overflows_low();
    edge->pind = pind;
    edge->pinb = pinb;
    head = next;
}

ISR(PCINT0_vect, ISR_ALIASOF(PCINT2_vect));

/* A flag left over from the pull-ups rising only gives a look at unchanged pins. */
void edges_init(void)
{
    PCICR = _BV(PCIE2) | _BV(PCIE0);
}

bool edges_take(struct edge *edge)
{
    if (tail == head)
        return false;
    *edge = edges[tail];
    tail = (tail + 1) & (EDGES - 1);
    return true;
}

bool edges_lost(void)
{
    bool was = lost;
    lost = 0;
    return was;
}

bool edges_waiting(void)
{
    return tail != head || PCIFR & (_BV(PCIF2) | _BV(PCIF0));
}
