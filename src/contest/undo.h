/* undo — every step back and forward, in the caller's memory.
 *
 * Between two undo points only few bytes of the state differ; the difference (as runs of old XOR
 * new) is pushed here, so it leads both ways. Points are host commands and decisions by a press or
 * a clock. The journal holds undo as an input like any other, so the same stack is rebuilt by a
 * restart. When the memory is full the oldest steps are forgotten, never the newest. Pure; owned by
 * one contest.
 */
#ifndef LEITAI_UNDO_H
#define LEITAI_UNDO_H

#include "contest/contest.h"

struct undo {
    unsigned char *memory;
    size_t size;
    size_t past_end;     /* past records: [0, past_end), newest last */
    size_t future_begin; /* future records: [future_begin, size), next redo first */
    int past, future;
    bool have_before;
    char label[SAYS_TEXT]; /* what the newest point did */
    struct state before;   /* the state before the newest undo point */
    struct state base;     /* the state as undo restored it: what redo starts from */
    struct state prior;    /* the state before the input being stepped */
};

/* `memory`: at least 64 KiB, 4 MiB is plenty for a show; kept and written until the contest ends.
 */
void undo_init(struct undo *u, unsigned char *memory, size_t size);

/* For contest_step: `prior` held the state before the input that has just made a point called
 * `label`. */
void undo_mark(struct undo *u, const char *label);
/* Exchanges *s for the state one point back / forward; false when there is none. */
bool undo_back(struct undo *u, struct state *s);
bool undo_forward(struct undo *u, struct state *s);
/* dst becomes equal to src; only bytes in use are touched. */
void state_copy(struct state *dst, const struct state *src);

#endif
