/*
 * truth - the log that tells afterwards what really happened, whoever crashed in between.
 *
 * One line each, flushed at once, stamped with CLOCK_MONOTONIC in microseconds, the same clock
 * that the host uses:
 *
 *   812345678 box 1 press 1.1 t=5123456 ev_no=3         a contact, at its exact instant
 *   812345690 box 1 > PRESS seq=7 t=5123456 ...          a frame left the box [dropped, ...]
 *   812345990 box 1 < EV_ACK seq=9 ev_no=3               a frame reached it
 *   812345995 box 1 stall                                everything else
 */
#ifndef TRUTH_H
#define TRUTH_H

#include <stdio.h>
#include "rig.h"

struct truth {
    FILE *file; /* NULL: silent */
    int box;
};

/* A witness that writes to truth, which must outlive the rig. */
struct rig_witness truth_witness(struct truth *truth);

void truth_note(const struct truth *truth, int64_t now_us, const char *what);

#endif
