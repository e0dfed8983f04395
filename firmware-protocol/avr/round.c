#include "round.h"
#include <stdbool.h>
#include "identity.h"

static uint16_t number, debounce_us;
static uint8_t mask, locked;
static bool waiting; /* `at` counts */
static bool first_taken, lock_ends;
static uint32_t at, lock_until;

enum lp_error round_arm(const struct lp_arm *arm)
{
    if (arm->round == 0)
        return LP_ERR_VALUE;
    if (arm->round != number) {
        first_taken = false;
        locked = 0;
        lock_ends = false;
    }
    number = arm->round;
    mask = (uint8_t)arm->mask & (uint8_t)(0xff >> (8 - identity.buttons));
    at = arm->at;
    waiting = arm->flags & LP_ARM_AT;
    debounce_us = arm->debounce_us;
    return LP_OK;
}

enum lp_error round_lock(const struct lp_lock *lock, uint32_t now)
{
    if (lock->round != number)
        return LP_ERR_STALE;
    locked = (uint8_t)lock->mask;
    lock_ends = lock->duration_ms != 0;
    lock_until = now + lock->duration_ms * 1000ul;
    return LP_OK;
}

/* `at` is compared with for a second longer: edges from before it may still be unread. Then it is
 * forgotten, or 35 minutes later the comparison would turn round. */
void round_poll(uint32_t now)
{
    if (waiting && !lp_time_before(now, at + 1000000))
        waiting = false;
    if (lock_ends && !lp_time_before(now, lock_until)) {
        lock_ends = false;
        locked = 0;
    }
}

uint8_t round_flags(uint8_t button, uint32_t t)
{
    uint8_t bit = (uint8_t)(1 << button);
    if (!(mask & bit) || locked & bit)
        return 0;
    if (waiting && lp_time_before(t, at))
        return LP_PRESS_EARLY;
    return first_taken ? LP_PRESS_ARMED : LP_PRESS_ARMED | LP_PRESS_FIRST;
}

void round_first_taken(void)
{
    first_taken = true;
}

uint16_t round_number(void)
{
    return number;
}

uint16_t round_debounce_us(void)
{
    return debounce_us ? debounce_us : identity.debounce_us;
}

enum lp_state round_state(uint32_t now)
{
    if (!mask)
        return LP_STATE_IDLE;
    if (waiting && lp_time_before(now, at))
        return LP_STATE_WAITING;
    return mask & (uint8_t)~locked ? LP_STATE_ARMED : LP_STATE_LOCKED;
}
