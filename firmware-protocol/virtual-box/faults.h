/*
 * faults - what a bad cable does to frames on their way to the host.
 *
 * Counted faults hit the next n frames and are then used up, one kind per frame, in the order
 * drop, corrupt, duplicate. The delay stays until it is set again.
 */
#ifndef FAULTS_H
#define FAULTS_H

#include <stdint.h>

struct faults {
    unsigned drop, corrupt, duplicate; /* frames still to be hit */
    unsigned deaf;                     /* chunks from the host still to be lost */
    int64_t delay_us;
    uint32_t random; /* which bit is hit */
};

enum faults_fate { FATE_WHOLE, FATE_DROPPED, FATE_CORRUPTED, FATE_DUPLICATED };

extern const char *const faults_fate_names[];

void faults_init(struct faults *faults, uint32_t seed);

/* Decides the fate of a frame; damages wire[n] in place if it is FATE_CORRUPTED (never the final
 * 0x00, and never into one, so that the next frame survives). */
enum faults_fate faults_apply(struct faults *faults, uint8_t *wire, uint8_t n);

#endif
