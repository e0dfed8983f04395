/* film — what the video of the question on the screen has to do: derived from the state alone, as
 * sounds are, so that undo, restart and replay need no memory of it.
 *
 * A video is put on standing on its first frame. It starts with a key of the host's, or with the
 * clock; it stops on a buzz and when the question has been ruled; a missed fault that is revealed
 * is shown at its moment.
 */
#ifndef LEITAI_RUN_FILM_H
#define LEITAI_RUN_FILM_H

#include "contest/contest.h"

enum film_order {
    FILM_NOTHING,
    FILM_LOAD,
    FILM_UNLOAD,
    FILM_PLAY,
    FILM_PAUSE,
    FILM_STEP,
    FILM_REPLAY,
    FILM_JUMP
};

/* What the state looked like when it was last followed. Zero: nothing is loaded. */
struct film {
    const struct question *question; /* loaded, NULL none */
    int32_t round, asked;
    enum phase phase;
    uint8_t media, replays, steps, revealed;
    int64_t jump_us; /* with FILM_JUMP */
};

/* The next thing to be done, one at a time: call until FILM_NOTHING. Pure. */
enum film_order film_next(struct film *f, const struct contest *c);

#endif
