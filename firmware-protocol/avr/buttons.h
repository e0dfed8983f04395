/* buttons - from edges to events: the first edge counts, then the button is ignored for a while. */
#ifndef BUTTONS_H
#define BUTTONS_H

#include <stdbool.h>
#include <stdint.h>

void buttons_init(void);

/* Works off all edges; true if there was anything. */
bool buttons_poll(void);

/* A tap shorter than the quiet time waits to be reported with the end of it as its stamp: until
 * then no fence may be given. */
bool buttons_unsettled(void);

uint8_t buttons_levels(void); /* as reported; bit set = down */

#endif
