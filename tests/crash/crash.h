/* crash — kills shows at any instant and asks a witness outside the process what it had seen.
 *
 * The life of a show is a child with the real engine: boxes on ptys, journal on disk, views
 * published. After each publication it writes a line to a pipe; what is in the pipe, an audience
 * could have seen. The parent hands keys in, has boxes pressed, kills without warning, reads the
 * pipe to its end, replays the journal and compares.
 */
#ifndef LEITAI_CRASH_H
#define LEITAI_CRASH_H

#include "contest/contest.h"
#include "folder/folder.h"
#include "journal/journal.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

enum { SEEN_MAX = 1 << 14, SHOW_ENTRIES = 1 << 14, TRUTH_MAX = 1 << 14 };

/* A view as it was published: fixed size, so that a pipe passes it whole or not at all. */
struct seen {
    int64_t entries, base_us; /* base: monotonic of show time 0 */
    uint64_t digest;
    int32_t phase, undo, redo, held; /* held: the disk is full, an input waits */
    int32_t score_cp[TEAMS_MAX];
    int32_t clock_kind, clock_running;
    int64_t clock_left_us;
};

/* ---- life.c: the child */

struct life {
    pid_t pid;
    int views, keys; /* pipes: struct seen from it, one byte per key to it */
};
bool life_begin(struct life *l, const struct folder *folder, const char *journal);
/* SIGKILL. What was published is still in `views`. False: it had ended by itself, which it must
 * not.
 */
bool life_end(struct life *l);

/* ---- witness.c: what was seen, against what the journal holds */

struct witness {
    struct seen *seen; /* of the present show, by entries; .entries 0: not seen */
    struct seen last;
    uint32_t lit;       /* lamps that a box was told to light in this life */
    int64_t life_entry; /* entries when this life began */
    int64_t shows, kills, entries, compared, lamps, presses, twice;
    int64_t lost; /* differences: each was told on stderr */
    FILE *truth;  /* leitai-box's log, read on */
    struct truth_press {
        int64_t at_us;
        uint8_t box;
        uint16_t ev_no;
        bool acked;
        uint16_t told; /* times in the journal */
    } press[TRUTH_MAX];
    int press_count;
    int loose[TEAMS_MAX + 2]; /* rows of this box whose press is only known by the wall clock */
    int64_t base_us[SHOW_ENTRIES]; /* of the life that wrote this entry */
};

/* A view from the pipe. */
void witness_view(struct witness *w, const struct seen *s);
/* Everything new in the truth log. */
void witness_truth(struct witness *w);
/* After a kill: replays the journal, compares with everything seen. False: it can't be read. */
bool witness_judge(struct witness *w, const char *journal);
/* A copy of the journal that may be shorter: what is there must be as it was seen. False: refused.
 */
bool witness_cut(struct witness *w, const char *journal, struct journal_error *e);
/* The first view of the next life against the state the journal ends with. */
void witness_resumed(struct witness *w, const struct seen *first);
/* All presses that were acknowledged to their box are in the journal of this show; forgets it. */
void witness_next_show(struct witness *w);
void witness_lost(struct witness *w, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* ---- fingers.c: a host and contestants who know roughly what to do */

uint32_t fingers_random(uint32_t *state);
/* Keys for this phase, at most four; returns how many. */
int fingers_keys(uint32_t *random, int phase, unsigned char out[8]);

#endif
