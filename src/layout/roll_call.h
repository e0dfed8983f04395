/* layout/roll_call — how far the buzzer check is with one seat, as a shape and a word: the same on
 * the audience and the operator screen. Pure. */
#ifndef LEITAI_ROLL_CALL_H
#define LEITAI_ROLL_CALL_H

#include "layout/draw.h"
#include "view/view.h"

enum roll {
    ROLL_WAIT,    /* to be pressed */
    ROLL_SOME,    /* not all of its buttons yet */
    ROLL_PRESSED, /* ticked off */
    ROLL_HELD,    /* down and does not come up */
    ROLL_LOST,    /* its box is gone */
    ROLL_STRANGE, /* its box is not accepted */
    ROLL_OFF,     /* taken out by the host */
    ROLL_NONE,    /* no button */
    ROLL_COUNT
};

struct roll_look {
    enum draw_icon icon;
    enum colour ink;  /* of icon and outline; meaning never hangs on it alone */
    bool outlined;    /* wants an eye */
    const char *word; /* Chinese msgid; ROLL_SOME: a format of two numbers */
};

enum { ROLL_TEXT = 48 };

enum roll roll_of(const struct house *h, int seat);
const struct roll_look *roll_look(enum roll r);
/* The word in its language, with the count where there is one. Returns out. */
const char *roll_text(const struct house *h, int seat, const struct words *w, char out[ROLL_TEXT]);

#endif
