#include "lamps.h"
#include <stdbool.h>
#include "board.h"
#include "identity.h"

#define PHASE_US 100000 /* of blinking: 20 phases are 2 s */
#define PHASES   20

static uint8_t pattern[BOARD_BUTTONS];
static uint8_t ends; /* lamps with an end */
static uint32_t end[BOARD_BUTTONS];
static bool identifying;
static uint32_t identify_end;
static uint32_t phase_at;
static uint8_t phase;

enum lp_error lamps_set(const struct lp_lamp *lamp, uint32_t now)
{
    if (lamp->pattern > LP_LAMP_FAST)
        return LP_ERR_VALUE;
    for (uint8_t i = 0; i < identity.buttons; i++) {
        uint8_t bit = (uint8_t)(1 << i);
        if (!(lamp->mask & bit))
            continue;
        pattern[i] = lamp->pattern;
        ends = (uint8_t)(lamp->duration_ms ? ends | bit : ends & ~bit);
        end[i] = now + lamp->duration_ms * 1000ul;
    }
    lamps_poll(now);
    return LP_OK;
}

void lamps_identify(uint8_t seconds, uint32_t now)
{
    identifying = seconds != 0;
    identify_end = now + seconds * 1000000ul;
}

static bool bright(uint8_t i)
{
    if (identifying || pattern[i] == LP_LAMP_FAST)
        return phase % 4 < 2;
    return pattern[i] == LP_LAMP_ON || (pattern[i] == LP_LAMP_BLINK && phase % 10 < 5);
}

void lamps_poll(uint32_t now)
{
    uint8_t lit = 0;
    if (now - phase_at >= PHASE_US) {
        phase_at = now;
        phase = (uint8_t)((phase + 1) % PHASES);
    }
    if (identifying && !lp_time_before(now, identify_end))
        identifying = false;
    for (uint8_t i = 0; i < identity.buttons; i++) {
        uint8_t bit = (uint8_t)(1 << i);
        if (ends & bit && !lp_time_before(now, end[i])) {
            ends &= (uint8_t)~bit;
            pattern[i] = LP_LAMP_OFF;
        }
        if (bright(i))
            lit |= bit;
    }
    board_lamps(lit);
}

uint8_t lamps_lit(void)
{
    uint8_t lit = 0;
    for (uint8_t i = 0; i < identity.buttons; i++) {
        if (pattern[i] != LP_LAMP_OFF || identifying)
            lit |= (uint8_t)(1 << i);
    }
    return lit;
}
