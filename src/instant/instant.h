/* instant — this machine's clocks in µs. The show's own time is neither: it stands while the
 * program is down, see engine/engine.h. */
#ifndef LEITAI_INSTANT_H
#define LEITAI_INSTANT_H

#include <stdint.h>
#include <time.h>

static inline int64_t instant_of(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* Never set, never goes back: what presses, frames and waits are measured by. */
static inline int64_t instant_mono_us(void)
{
    return instant_of(CLOCK_MONOTONIC);
}

/* As instant_mono_us, but it runs on while the machine sleeps. */
static inline int64_t instant_boot_us(void)
{
    return instant_of(CLOCK_BOOTTIME);
}

/* Since 1970 UTC; may jump when somebody sets the clock: for people and paper only. */
static inline int64_t instant_wall_us(void)
{
    return instant_of(CLOCK_REALTIME);
}

#endif
