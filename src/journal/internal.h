/* internal — what the files of the journal room share. */
#ifndef LEITAI_JOURNAL_INTERNAL_H
#define LEITAI_JOURNAL_INTERNAL_H

#include "journal/journal.h"

#include <nettle/sha2.h>
#include <sqlite3.h>

/* ---- rows ------------------------------------------------------------------------------------ */

/* One value of a row, as it is bound, read and hashed. */
struct cell {
    int type; /* SQLITE_INTEGER, SQLITE_FLOAT, SQLITE_TEXT, SQLITE_NULL; SQLITE_BLOB only read */
    int64_t i;
    double r;
    const char *text;
    int size; /* of text */
};

enum { CELLS_MAX = 16 };

struct cell cell_int(int64_t i);
struct cell cell_real(double r);
struct cell cell_text(const char *text); /* NULL gives SQL NULL */

void cells_read(sqlite3_stmt *s, struct cell *cells, int count);
bool cells_bind(sqlite3_stmt *s, const struct cell *cells, int count);

/* ---- hash chain ------------------------------------------------------------------------------ */

void hash_text(const char *text, size_t size, char out[JOURNAL_HASH_TEXT]);
void chain_begin(struct sha256_ctx *h, const char *previous);
void chain_row(struct sha256_ctx *h, const char *table, const struct cell *cells, int count);
void chain_end(struct sha256_ctx *h, char out[JOURNAL_HASH_TEXT]);

/* Of schema, meta and file; false when they can't be read. */
bool chain_start(sqlite3 *db, char out[JOURNAL_HASH_TEXT]);
/* Of the seal that follows the last entry. */
void chain_finish(const char *last, int64_t seq, int64_t wall_us, char out[JOURNAL_HASH_TEXT]);

/* ---- tables ---------------------------------------------------------------------------------- */

enum table_id { TABLE_ENTRY, TABLE_PRESS, TABLE_LEDGER, TABLE_NARRATION, TABLE_COUNT };

struct table {
    const char *name;
    int columns;        /* all of them */
    int chained;        /* the first so many are hashed */
    const char *insert; /* all columns */
    const char *select; /* all columns, first column (the entry's seq) >= ?1, in order */
};
extern const struct table journal_tables[TABLE_COUNT];
extern const char *const journal_schema; /* CREATE statements */
extern const char *const input_kind_names[INPUT_KIND_COUNT];

enum { JOURNAL_APPLICATION_ID = 0x4C54464A, PAGE_BYTES = 4096 }; /* "LTFJ" */

/* Columns of `entry` and `press`, by position. */
enum {
    ENTRY_SEQ,
    ENTRY_AT,
    ENTRY_WALL,
    ENTRY_KIND,
    ENTRY_COMMAND,
    ENTRY_SEAT,
    ENTRY_NUMBER,
    ENTRY_VALUE,
    ENTRY_TEXT,
    ENTRY_PHASE,
    ENTRY_DIGEST,
    ENTRY_LEDGER,
    ENTRY_CHAIN,
    ENTRY_COLUMNS
};
enum {
    PRESS_ENTRY,
    PRESS_SEAT,
    PRESS_BOX,
    PRESS_BUTTON,
    PRESS_AT,
    PRESS_LO,
    PRESS_HI,
    PRESS_ARRIVED,
    PRESS_FLAGS,
    PRESS_VERDICT,
    PRESS_MARGIN,
    PRESS_SPREAD,
    PRESS_COLUMNS
};

/* Walks entries in order with the rows that belong to them. */
struct walk {
    sqlite3_stmt *stmt[TABLE_COUNT];
    int state[TABLE_COUNT]; /* SQLITE_ROW: the row under the cursor is not yet taken */
};

int walk_open(struct walk *w, sqlite3 *db, int64_t from_seq, bool narration); /* SQLITE_OK */
void walk_close(struct walk *w);
void walk_step(struct walk *w, enum table_id t);
int64_t walk_seq(const struct walk *w, enum table_id t); /* entry the row under the cursor names */
/* Hashes the entry under the cursor and its rows, and steps past the latter. */
void walk_chain(struct walk *w, const char *previous, char out[JOURNAL_HASH_TEXT]);
/* SQLITE_DONE, or the first error of any table. */
int walk_error(const struct walk *w);

/* ---- the open journal ------------------------------------------------------------------------ */

struct journal {
    sqlite3 *db;
    const struct words *words;
    char path[JOURNAL_PATH_MAX];
    int lock_fd; /* -1: reading only */
    struct journal_meta meta;
    char *texts[3]; /* of meta: title, definition, program */
    struct journal_file *files;
    size_t file_count;
    int64_t count;
    char head[JOURNAL_HASH_TEXT];
    bool finished;
    int64_t alive_us, alive_wall_us;
    int wal_pages;
    bool unsettled; /* a write failed: its frames must leave the log before the next one */
    sqlite3_stmt *insert[TABLE_COUNT];
    sqlite3_stmt *begin, *commit, *set_head, *set_alive;
};

/* Fills *e: the message of `kind` about `path`, and a detail (may be NULL) in brackets. */
void error_set(struct journal_error *e, const struct words *words, enum journal_error_kind kind,
               const char *path, const char *detail);
/* The same for what SQLite just reported on `db`. */
void error_sqlite(struct journal_error *e, const struct words *words, sqlite3 *db, int rc,
                  const char *path);

/* Opens `path` with the room's own settings. flags: SQLITE_OPEN_*. */
int store_open(const char *path, int flags, sqlite3 **db);
/* One number from a query, or `fallback`. */
int64_t store_number(sqlite3 *db, const char *sql, int64_t fallback);
/* Makes an empty journal file at `path` through `fill` (SQLITE_OK) in one go: either complete under
 * its name or not there. Never replaces anything. */
bool store_make(const char *path, int (*fill)(sqlite3 *db, void *ctx), void *ctx,
                const struct words *words, struct journal_error *e);

/* Whole-chain check of an open database; see journal_verify. */
void prove(sqlite3 *db, const struct words *words, journal_report report, void *ctx,
           struct journal_proof *proof);

/* Prepares the statements of append.c and the settings a writer needs; SQLITE_OK. */
int append_prepare(struct journal *j);
void append_finish(struct journal *j);

/* Takes the lock file beside `path`; returns its descriptor, or -1 with *e filled. */
int lock_take(const char *path, const struct words *words, struct journal_error *e);
void lock_release(const char *path, int fd);
bool lock_is_held(const char *path); /* by anyone */

/* ---- page check values (pagesum.c) and write-ahead log (walcheck.c) -------------------------- */

/* Name of the VFS that adds a check value to each page; registers it. NULL: not to be had. */
const char *pagesum_vfs(void);

struct pagesum_result {
    int64_t pages, bad, unmarked; /* unmarked: written by another program's checkpoint */
    int64_t first_bad;            /* 1.. */
    int64_t extra_bytes;          /* file size is no whole number of pages */
};
/* Checks every page in the file of `db`, past SQLite's cache. */
int pagesum_check(sqlite3 *db, struct pagesum_result *result);

enum wal_finding {
    WAL_NONE,    /* no log, or an empty one */
    WAL_WHOLE,   /* every frame is good, or the end was never committed */
    WAL_TORN,    /* the last write is incomplete: lost power, or altered */
    WAL_DAMAGED, /* committed writes follow a broken frame: they would be lost */
};
/* A committed frame of the log holds this page (from 1): what the file has in its place does not
 * count, it may be half of what was being written back when the power went or the disk was full. */
bool walcheck_holds(const char *path, int64_t page);
/* Examines PATH-wal without SQLite. `frame` gets the number of the bad frame, 0: the header. */
enum wal_finding walcheck(const char *path, int64_t *frame);

#endif
