#include "crew.h"

#define REACTION_MIN_US  150000
#define REACTION_SPAN_US 250000

void crew_init(struct crew *crew, uint32_t seed)
{
    crew->random = seed * 2654435761u + 12345;
    crew->round = 0;
}

static uint32_t random_below(struct crew *crew, uint32_t n)
{
    crew->random = crew->random * 1664525u + 1013904223u;
    return (uint32_t)((uint64_t)crew->random * n >> 32);
}

void crew_armed(struct crew *crew, struct rig *rig, int64_t now_us, const struct lp_arm *arm)
{
    if (arm->mask == 0 || arm->round == crew->round)
        return;
    crew->round = arm->round;
    int64_t go_us = now_us;
    if (arm->flags & LP_ARM_AT) {
        int64_t at_us = vbox_instant(&rig->vbox, arm->at, now_us);
        go_us = at_us > now_us ? at_us : now_us;
    }
    for (uint8_t i = 0; i < rig->config.n_buttons; i++) {
        /* The sum of two uniform numbers: most people are near the middle. */
        int64_t reaction_us = REACTION_MIN_US + random_below(crew, REACTION_SPAN_US / 2) +
                              random_below(crew, REACTION_SPAN_US / 2);
        if (arm->mask >> i & 1)
            rig_press(rig, go_us + reaction_us, i);
    }
}
