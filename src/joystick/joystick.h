/* joystick — SDL's joysticks, swept into the pads of the boxes room.
 *
 * SDL stamps a press when it is asked, so this asks often and measures how often: every press is
 * handed over with the instants of the sweep before and of the one that found it (box/pads.h). It
 * is heard whatever window is in front. Lamps: a light where the joystick has one, a short rumble
 * where it has a motor, the report of a Sony Buzz! set for its four lamps.
 *
 * Main thread only, the one that has SDL's events; create before SDL_PumpEvents is called for the
 * first time, or early at least. Takes SDL's joystick events out of the queue, no others.
 */
#ifndef LEITAI_JOYSTICK_H
#define LEITAI_JOYSTICK_H

#include "box/pads.h"

struct joysticks;
typedef int64_t joysticks_clock_fn(void *ctx); /* µs */

/* clock NULL: CLOCK_MONOTONIC. NULL when SDL has no joysticks here. pads outlive it. */
struct joysticks *joysticks_create(struct pads *pads, joysticks_clock_fn *clock, void *ctx);
void joysticks_destroy(struct joysticks *j); /* accepts NULL */

/* Hears what has happened, sets lamps. Cheap; NULL does nothing. */
void joysticks_step(struct joysticks *j);
/* When joysticks_step is due again: 2 ms on while one is played with, else for plugging only. */
int64_t joysticks_next_us(const struct joysticks *j); /* INT64_MAX for NULL */

#endif
