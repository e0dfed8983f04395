/* journal — the truth on disk: every accepted input, committed before any of its effects is seen.
 *
 * One SQLite file (WAL, synchronous=FULL) that the `sqlite3` shell can read: own columns, no blobs.
 * It holds the texts of the contest definition it was played with, so that a show can be replayed
 * from the journal alone. Append-only: nothing that was written is ever changed.
 *
 *   meta(key, value)          format, title, definition digest, rehearsal, base wall time, program
 *   file(path, sha256, text)  the contest definition as it was read
 *   entry(seq, …, chain)      one input each: what, when, phase and state digest after it
 *   press, ledger, narration  what that entry brought; `entry` or `seq` names it
 *   head(seq, chain)          the last entry, written in the same transaction: shows a cut-off end
 *   alive(at_us, wall_us)     heartbeat; the only thing outside the chain
 *   ledger_now (view)         ledger rows that stand, without those undone later
 *
 * Chain: chain(n) = SHA-256 over chain(n-1) and the canonical text of entry n and of its press,
 * ledger and narration rows; chain(0) is over meta and file. Canonical text of a row: table name
 * and values in column order, each followed by TAB, LF at the end; integers in decimal, reals as
 * %.17g, NULL as \N, text with \ TAB LF written \\ \t \n. `chain` itself is left out.
 *
 * Threads: a `struct journal` belongs to one thread at a time. Several may read one file at once;
 * one may write, which a lock file beside the journal ensures between processes.
 * Times are as in contest/contest.h; wall times are µs since 1970 UTC.
 */
#ifndef LEITAI_JOURNAL_H
#define LEITAI_JOURNAL_H

#include "contest/contest.h"

#include <stddef.h>
#include <stdint.h>

struct words;
struct journal;

/* 1: the first. 2: the same tables; what contest_play_as tells apart was mended. */
enum { JOURNAL_FORMAT = 2, JOURNAL_HASH_TEXT = 65, JOURNAL_PATH_MAX = 1024 };

/* ---- errors -----------------------------------------------------------------------------------
 */

enum journal_error_kind {
    JOURNAL_OK,
    JOURNAL_MISSING,       /* no such file or folder */
    JOURNAL_EXISTS,        /* create: there is one already; it was not touched */
    JOURNAL_NOT_A_JOURNAL, /* another kind of file */
    JOURNAL_DAMAGED,       /* unreadable, or not as it was written */
    JOURNAL_NEWER,         /* written by a newer format */
    JOURNAL_OTHER_CONTEST, /* played with another definition */
    JOURNAL_READ_ONLY,     /* writing wanted, not permitted */
    JOURNAL_LOCKED,        /* another process writes it */
    JOURNAL_FINISHED,      /* append: the show is over */
    JOURNAL_FULL,          /* no space; can be tried again */
    JOURNAL_IO,            /* reading or writing failed; can be tried again */
    JOURNAL_UNREADABLE,    /* it is there and can't be read; nothing is known about it */
    JOURNAL_MOVED,         /* the file was moved or deleted under us; can be tried again */
    JOURNAL_ERROR_COUNT
};

/* One message for people, in the language of the `words` given: what and where; what to do. */
struct journal_error {
    enum journal_error_kind kind;
    char what[320], remedy[320];
};

/* ---- creating and opening ---------------------------------------------------------------------
 */

/* A definition file: path relative to the contest folder, `size` bytes of text. */
struct journal_file {
    const char *path, *text;
    size_t size;
};

struct journal_meta {
    const char *title;      /* of the contest */
    const char *definition; /* digest of what makes it this contest, see folder_digest */
    const char *program;    /* name and version that writes */
    bool rehearsal;
    int64_t base_wall_us; /* wall time of show time 0 */
    int format;           /* filled by the journal */
};

/* Makes a new journal with its definition and leaves it open for writing. Folders on the way are
 * made, one level deep. An existing file is refused (JOURNAL_EXISTS), whatever it is. Returns NULL
 * and fills *e on failure; no half-made file is left. `words` (NULL: Chinese) must outlive it. */
struct journal *journal_create(const char *path, const struct journal_meta *meta,
                               const struct journal_file *files, size_t file_count,
                               const struct words *words, struct journal_error *e);

struct journal_open_options {
    bool write;             /* go on with the show; locks the journal */
    const char *definition; /* NULL, or refuse a journal whose definition differs */
    /* With `definition`: the files it stands for, so that a refusal can name one that differs. */
    const struct journal_file *files;
    size_t file_count;
    const struct words *words; /* language of errors; NULL: Chinese */
};

/* Opens and checks: SQLite's own check, format, definition and, for writing, the whole chain.
 * Nothing is repaired or overwritten. Returns NULL and fills *e on failure. */
struct journal *journal_open(const char *path, const struct journal_open_options *options,
                             struct journal_error *e);

/* Closes and unlocks. Accepts NULL. Committed entries need no close to be safe. */
void journal_close(struct journal *j);

/* Strings live as long as the journal is open. */
const struct journal_meta *journal_meta(const struct journal *j);
const char *journal_path(const struct journal *j);

/* Entries committed so far, and the chain after the last one: what the signed sheet carries. */
int64_t journal_count(const struct journal *j);
const char *journal_head(const struct journal *j);

/* ---- writing ----------------------------------------------------------------------------------
 */

/* Everything one accepted input leaves behind. Pointers are only read during journal_append. */
struct journal_record {
    const struct input *in;
    const struct says *says;          /* may be NULL */
    const struct press_result *press; /* for INPUT_PRESS, else NULL */
    const char *phase;                /* name of the phase after it */
    uint64_t digest;                  /* contest_digest after it */
    int64_t wall_us;
    const struct ledger_entry *ledger; /* rows that were not there before, may be NULL */
    int ledger_new;                    /* how many */
    int ledger_count;                  /* rows that stand after it: undo makes it smaller */
    const struct definition *def;      /* for question ids in the ledger table; may be NULL */
};

/* Fills *r after contest_step gave STEP_DONE. `ledger_before` is the contest's ledger_count before
 * the step; *press is room for the press result. */
void journal_record_from(struct journal_record *r, const struct contest *after,
                         const struct input *in, const struct says *says, int ledger_before,
                         struct press_result *press);

/* Commits one entry: returns true only when it is on disk. On failure nothing of it is kept, *e
 * says why, the journal stays open and the same record may be given again later. */
bool journal_append(struct journal *j, const struct journal_record *r, struct journal_error *e);

/* Notes that the show clock has reached `at_us`, so that a restart goes on from there. Not synced
 * and not in the chain: cheap. Also where the write-ahead log is folded into the file, so call it
 * about once a second at a moment when nobody waits. */
bool journal_alive(struct journal *j, int64_t at_us, int64_t wall_us, struct journal_error *e);

/* The show is over: the journal is sealed. Append is refused from now on. */
bool journal_mark_finished(struct journal *j, int64_t wall_us, struct journal_error *e);

/* ---- reading ----------------------------------------------------------------------------------
 */

bool journal_is_finished(const struct journal *j);

/* Show time of the last sign of life (heartbeat or entry), 0 in a new journal; `wall_us` (may be
 * NULL) gets its wall time. A restart gives INPUT_RESUME with this show time. */
int64_t journal_last_alive(const struct journal *j, int64_t *wall_us);

/* Definition files, in the order given to journal_create. Owned by the journal until it is closed.
 */
const struct journal_file *journal_files(const struct journal *j, size_t *count);

/* One entry read back. */
struct journal_row {
    int64_t seq; /* 1.. */
    int64_t wall_us;
    struct input in; /* equal to what was appended, byte for byte */
    char phase[24];
    uint64_t digest;
    int ledger_count;
    struct press_result press; /* for INPUT_PRESS */
    char chain[JOURNAL_HASH_TEXT];
    struct says says;
};

struct journal_cursor;

/* Entries from `seq` on, in order. `narration` false leaves `says` empty and is faster. Destroy it
 * before the journal is closed. NULL and *e on failure. */
struct journal_cursor *journal_read(struct journal *j, int64_t seq, bool narration,
                                    struct journal_error *e);

/* 1: *row filled, 0: no more, -1: failed, *e says why. */
int journal_next(struct journal_cursor *c, struct journal_row *row, struct journal_error *e);

/* Accepts NULL. */
void journal_cursor_destroy(struct journal_cursor *c);

/* ---- proof ------------------------------------------------------------------------------------
 */

/* What journal_verify found. */
struct journal_proof {
    int64_t entries;
    int problems;     /* 0: whole and unaltered */
    bool unread;      /* it could not be read to its end: what is not named is not proved */
    char remedy[320]; /* with `unread`: what to do; else "" */
    bool finished;
    char head[JOURNAL_HASH_TEXT]; /* recomputed; compare with the signed sheet */
};

/* Is told each problem, or a remark that is no problem, in one line. */
typedef void (*journal_report)(void *ctx, bool problem, const char *line);

/* Recomputes everything from the file at `path`, which is not changed: page check values, write-
 * ahead log, SQLite's structures, definition hashes, chain, gaps, rows that belong nowhere, cut-off
 * end. Names each place. Returns true when there is no problem. `report` may be NULL. */
bool journal_verify(const char *path, const struct words *words, journal_report report, void *ctx,
                    struct journal_proof *proof);

/* ---- where journals live ----------------------------------------------------------------------
 */

/* "FOLDER/journal/show.journal" or "FOLDER/journal/rehearsal.journal". Returns out; "" when `size`
 * is too small. */
const char *journal_name(const char *folder, bool rehearsal, char *out, size_t size);

/* Renames a file and never replaces one: where the disk (FAT, NTFS) can't promise that, it looks
 * first. 0, or -1 and errno. */
int journal_rename(const char *from, const char *to);

/* Puts a closed journal away under the next free number ("show-001.journal") beside it. The new
 * path goes to `out`. Never overwrites. */
bool journal_archive(const char *path, const struct words *words, char *out, size_t size,
                     struct journal_error *e);

#endif
