/*
 * Motion: values of eased transitions at a time, and when the next frame is needed.
 *
 * Pure. A transition is described by its start and length; nothing is stored, so an
 * animation that is cut by the next key simply stops being asked for.
 */
#ifndef LAYOUT_MOTION_H
#define LAYOUT_MOTION_H

#include <stdint.h>

enum {
    MOTION_CHANGE_US = 160000,
    MOTION_LIFT_US = 200000,
    MOTION_SCENE_US = 240000,
    MOTION_HOLD_US = 400000, /* before a prize is uncovered */
    MOTION_UNCOVER_US = 600000,
    /* Rows of a table slide from the order before the round to the one after it, once, when the
     * round ends. Full standings stand still: their order has been seen, and they are read. */
    MOTION_ROWS_US = 500000,
    MOTION_FLAG_US = 2500000, /* how long a flag such as +10 stays up */
    MOTION_FRAME_US = 16667,
};

#define MOTION_NEVER INT64_MAX

/* Progress 0..1 of a transition of `length_us` begun at `start_us`: 0 before, 1 after. Linear. */
float motion_linear(int64_t now_us, int64_t start_us, int64_t length_us);

/* The same, eased out (cubic): fast start, soft arrival, never beyond 1. */
float motion_ease(int64_t now_us, int64_t start_us, int64_t length_us);

/* Between `from` and `to` by progress `t`. */
float motion_mix(float from, float to, float t);

/*
 * When a picture showing this transition must be drawn again: `start_us` before it begins, the
 * next frame while it runs, MOTION_NEVER once it has ended.
 */
int64_t motion_next(int64_t now_us, int64_t start_us, int64_t length_us);

/*
 * When a clock of `left_us` remaining, shown in `parts` of `length_us` (60 ring ticks, whole
 * seconds …), next changes: MOTION_NEVER when parts or left_us is 0.
 */
int64_t motion_next_part(int64_t now_us, int64_t left_us, int64_t length_us, int parts);

/* The earlier of two wake-up times. */
int64_t motion_first(int64_t a_us, int64_t b_us);

#endif
