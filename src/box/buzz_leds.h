/* buzz_leds — the four lamps of a Sony Buzz! set as the kernel's driver offers them, which needs no
 * right to read its buttons. The first set found: two sets are not told apart. */
#ifndef BOX_BUZZ_LEDS_H
#define BOX_BUZZ_LEDS_H

#include <stdbool.h>
#include <stdint.h>

enum { BUZZ_HANDSETS = 4, BUZZ_KEYS = 5 }; /* button = handset · 5 + colour */

struct buzz_leds {
    int fd[BUZZ_HANDSETS]; /* brightness files, -1: none */
};

bool buzz_known(int vid, int pid);        /* a Buzz! set, wired or wireless */
uint32_t buzz_handset(int handset);       /* the buttons of handset 0..3 */
void buzz_leds_none(struct buzz_leds *l); /* opens nothing; close is allowed */
void buzz_leds_open(
    struct buzz_leds *l); /* none, where there are none or they may not be written */
/* Lights the handsets with a button in `want` that differ from *told, and notes them there. How
 * many could not be written. */
int buzz_leds_show(const struct buzz_leds *l, uint32_t want, uint32_t *told);
void buzz_leds_close(struct buzz_leds *l);

#endif
