/* crew - contestants who press at random after ARM, 150 to 400 ms after the go. */
#ifndef CREW_H
#define CREW_H

#include "rig.h"

struct crew {
    uint32_t random;
    uint16_t round; /* the last one they reacted to */
};

void crew_init(struct crew *crew, uint32_t seed);

/* An ARM was heard: schedules a press of every armed button, once per round. */
void crew_armed(struct crew *crew, struct rig *rig, int64_t now_us, const struct lp_arm *arm);

#endif
