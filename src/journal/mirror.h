/* mirror — a running second copy of the journal in another folder, which may vanish and return.
 *
 * Its own thread reads committed entries through its own connection and adds them to a copy that is
 * a journal like any other (`leitai verify` and `leitai run` take it). The writer never waits: it
 * only says how far it is. The copy does without WAL, because shared memory mapped from a stick
 * that is pulled out would end the program.
 *
 * The folder itself is never made: where it is missing (stick not plugged in) the mirror is gone
 * and looks again every two seconds. A copy of another show is not touched; the next free number is
 * taken instead.
 */
#ifndef LEITAI_MIRROR_H
#define LEITAI_MIRROR_H

#include <stdint.h>

struct mirror;
struct words;

enum mirror_light {
    MIRROR_OK,     /* everything committed is in the copy */
    MIRROR_BEHIND, /* catching up */
    MIRROR_GONE,   /* the folder is not there, full or not writable; `why` says which */
};

struct mirror_state {
    enum mirror_light light;
    int64_t copied, behind; /* entries */
    char path[1024];        /* of the copy, "" before the first */
    char why[320];          /* what is wrong, "" when nothing is */
};

/* Starts to follow the journal at `journal_path` into `folder`; `words` (NULL: Chinese) is the
 * language of `why` and must outlive it. NULL only when no thread can be had. Texts are copied. */
struct mirror *mirror_start(const char *journal_path, const char *folder,
                            const struct words *words);

/* Tells it that entries up to `seq` are committed. Never blocks; NULL is ignored. */
void mirror_follow(struct mirror *m, int64_t seq);

/* Any thread. */
struct mirror_state mirror_state(struct mirror *m);

/* Waits up to `wait_ms` for the copy to be complete and stops. A copy stuck in a dying device is
 * left to itself. NULL is ignored. Call it before journal_close, so that closing can fold the log
 * away. */
void mirror_stop(struct mirror *m, int wait_ms);

#endif
