/* ev_window — which numbered events of a box have come, when some come twice and some late.
 * Numbers wrap (16 bit). Pure, by value. */
#ifndef BOX_EV_WINDOW_H
#define BOX_EV_WINDOW_H

#include <stdbool.h>
#include <stdint.h>

#define EV_WINDOW 256 /* known ahead of the first one missing */

struct ev_window {
    uint16_t done;                  /* this one and all before it have come */
    uint64_t ahead[EV_WINDOW / 64]; /* bit i: done + 1 + i has come */
};

void ev_window_start(struct ev_window *w, uint16_t done);
bool ev_window_has(const struct ev_window *w, uint16_t ev_no);
/* Notes ev_no. One too far ahead to remember gives up on the oldest missing ones. */
void ev_window_put(struct ev_window *w, uint16_t ev_no);
/* ev_no and all before it have come. */
bool ev_window_covers(const struct ev_window *w, uint16_t ev_no);

#endif
