/* undo — every step back and forward, in the caller's memory.
 *
 * Between two undo points only few bytes of the state differ; the difference (as runs of old XOR new) is pushed
 * here, so it leads both ways. Points are host commands and decisions by a press or a clock. The journal holds
 * undo as an input like any other, so the same stack is rebuilt by a restart. When the memory is full the oldest
 * steps are forgotten, never the newest. Pure; owned by one contest.
 */
#ifndef LEITAI_UNDO_H
#define LEITAI_UNDO_H

#include "contest/contest.h"

struct undo {
    unsigned char *memory; /* ring of records */
    size_t size;
    size_t oldest, end;    /* bytes in use: [oldest, end) before wrapping is undone by compaction */
    int past, future;      /* records behind and ahead of the present */
    size_t present;        /* offset of the end of the last past record */
    struct state before;   /* the state before the newest undo point */
    bool have_before;
    char label[SAYS_TEXT]; /* what the newest point did */
};

/* `memory`: at least 64 KiB, 4 MiB is plenty for a show; kept and written until the contest ends. */
void undo_init(struct undo *u, unsigned char *memory, size_t size);

#endif
