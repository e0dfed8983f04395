#include "clock.h"
#include <avr/interrupt.h>
#include <util/atomic.h>

volatile uint32_t clock_overflows;

ISR(TIMER1_OVF_vect)
{
    clock_overflows++;
}

/* Nothing to do: it only ends the sleep, so that what is due is looked at every millisecond. */
EMPTY_INTERRUPT(TIMER0_COMPA_vect)

void clock_init(void)
{
    TCCR1A = 0;
    TCCR1B = _BV(CS11); /* 16 MHz / 8 */
    TIMSK1 = _BV(TOIE1);
    TCCR0A = _BV(WGM01);
    TCCR0B = _BV(CS01) | _BV(CS00); /* 16 MHz / 64 */
    OCR0A = 249;
    TIMSK0 = _BV(OCIE0A);
}

/* An overflow that had happened but not been counted yet: the flag is up and the count small.
 * Then overflows * 32768 + ticks / 2, in moves of whole bytes: a shift by 15 takes 6 us here. */
static uint32_t extend(uint32_t overflows, uint16_t ticks, uint8_t tifr)
{
    if (tifr & _BV(TOV1) && ticks < 0x8000)
        overflows++;
    uint32_t t = (overflows << 16 | ticks) >> 1;
    if ((uint8_t)(overflows >> 16) & 1)
        t |= 0x80000000;
    return t;
}

uint32_t clock_now(void)
{
    struct stamp stamp;
    uint32_t overflows;
    ATOMIC_BLOCK(ATOMIC_RESTORESTATE)
    {
        clock_stamp(&stamp);
        overflows = clock_overflows;
    }
    return extend(overflows, stamp.ticks, stamp.tifr);
}

uint32_t clock_of(const struct stamp *stamp)
{
    uint32_t overflows;
    ATOMIC_BLOCK(ATOMIC_RESTORESTATE)
    {
        overflows = clock_overflows;
    }
    overflows -= (uint8_t)((uint8_t)overflows - stamp->overflow);
    return extend(overflows, stamp->ticks, stamp->tifr);
}
