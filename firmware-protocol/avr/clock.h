/*
 * clock - the box clock: 32-bit microseconds from timer 1, which counts half microseconds and is
 * extended by its overflow interrupt. Interrupts store raw stamps only; the arithmetic is done
 * by whoever reads them.
 */
#ifndef CLOCK_H
#define CLOCK_H

#include <avr/io.h>
#include <stdint.h>

struct stamp {
    uint16_t ticks;   /* 0.5 us */
    uint8_t overflow; /* low byte of the overflow count */
    uint8_t tifr;     /* was an overflow waiting to be counted? */
};

extern volatile uint32_t clock_overflows;

void clock_init(void);
uint32_t clock_now(void);

/* A stamp taken in the last 8 s. */
uint32_t clock_of(const struct stamp *stamp);

/* The low byte alone: interrupts have no time for four. */
static inline uint8_t clock_overflows_low(void)
{
    return *(volatile uint8_t *)&clock_overflows;
}

/* Only with interrupts off. */
static inline void clock_stamp(struct stamp *stamp)
{
    stamp->ticks = TCNT1;
    stamp->tifr = TIFR1;
    stamp->overflow = clock_overflows_low();
}

#endif
