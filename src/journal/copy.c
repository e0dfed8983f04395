#include "journal/copy.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* ---- making a copy --------------------------------------------------------------------------- */

/* Copies the rows `select` gives (?1, ?2 bound) with `insert`. */
static int copy_rows(sqlite3 *from, sqlite3 *to, const char *select, const char *insert,
                     int64_t after, int64_t upto)
{
    sqlite3_stmt *in = NULL, *out = NULL;
    struct cell cells[CELLS_MAX];
    int rc = sqlite3_prepare_v2(from, select, -1, &in, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_prepare_v2(to, insert, -1, &out, NULL);
    if (rc == SQLITE_OK) {
        sqlite3_bind_int64(in, 1, after);
        sqlite3_bind_int64(in, 2, upto);
    }
    while (rc == SQLITE_OK && (rc = sqlite3_step(in)) == SQLITE_ROW) {
        int columns = sqlite3_column_count(in);
        cells_read(in, cells, columns);
        rc = cells_bind(out, cells, columns) && sqlite3_step(out) == SQLITE_DONE
                 ? sqlite3_reset(out)
                 : sqlite3_extended_errcode(to);
    }
    sqlite3_finalize(in);
    sqlite3_finalize(out);
    return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

/* A copy begins with the tables exactly as the source has them: they are in the chain. */
static int fill_copy(sqlite3 *to, void *ctx)
{
    static const char *const tables[][2] = {
        {"SELECT key, value FROM meta", "INSERT INTO meta VALUES(?,?)"},
        {"SELECT n, path, sha256, text FROM file ORDER BY n", "INSERT INTO file VALUES(?,?,?,?)"},
        {"SELECT what, seq, wall_us, chain FROM head WHERE what='start'",
         "INSERT INTO head VALUES(?,?,?,?)"},
        {"SELECT 'last', seq, wall_us, chain FROM head WHERE what='start'",
         "INSERT INTO head VALUES(?,?,?,?)"},
        {"SELECT one, at_us, wall_us FROM alive", "INSERT INTO alive VALUES(?,?,?)"},
    };
    sqlite3 *from = ctx;
    sqlite3_stmt *s = NULL;
    int rc = sqlite3_prepare_v2(
        from, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid", -1, &s, NULL);
    while (rc == SQLITE_OK && (rc = sqlite3_step(s)) == SQLITE_ROW)
        rc = sqlite3_exec(to, (const char *)sqlite3_column_text(s, 0), NULL, NULL, NULL);
    sqlite3_finalize(s);
    rc = rc == SQLITE_DONE ? SQLITE_OK : rc;
    for (size_t i = 0; i < sizeof tables / sizeof *tables && rc == SQLITE_OK; i++)
        rc = copy_rows(from, to, tables[i][0], tables[i][1], 0, 0);
    return rc;
}

/* ---- finding it again ------------------------------------------------------------------------ */

static bool text_query(sqlite3 *db, const char *sql, int64_t n, char out[JOURNAL_HASH_TEXT])
{
    sqlite3_stmt *s = NULL;
    bool found = false;
    if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) == SQLITE_OK) {
        if (sqlite3_bind_parameter_count(s) > 0)
            sqlite3_bind_int64(s, 1, n);
        found = sqlite3_step(s) == SQLITE_ROW && sqlite3_column_text(s, 0);
        if (found)
            snprintf(out, JOURNAL_HASH_TEXT, "%s", (const char *)sqlite3_column_text(s, 0));
    }
    sqlite3_finalize(s);
    return found;
}

static bool same_text(sqlite3 *a, sqlite3 *b, const char *sql, int64_t n)
{
    char x[JOURNAL_HASH_TEXT], y[JOURNAL_HASH_TEXT];
    return text_query(a, sql, n, x) && text_query(b, sql, n, y) && strcmp(x, y) == 0;
}

static int64_t last_entry(sqlite3 *db)
{
    return store_number(db, "SELECT ifnull(max(seq), 0) FROM entry", -1);
}

/* The beginning of the same show, sound as far as SQLite can tell. */
static bool is_same_show(struct copy *c)
{
    char check[JOURNAL_HASH_TEXT] = "";
    if (store_number(c->to, "PRAGMA application_id", 0) != JOURNAL_APPLICATION_ID ||
        !text_query(c->to, "PRAGMA quick_check(1)", 0, check) || strcmp(check, "ok") != 0)
        return false;
    int64_t n = last_entry(c->to);
    return n >= 0 && n <= last_entry(c->from) &&
           same_text(c->from, c->to, "SELECT chain FROM head WHERE what='start'", 0) &&
           (n == 0 || same_text(c->from, c->to, "SELECT chain FROM entry WHERE seq=?1", n));
}

static void close_to(struct copy *c)
{
    sqlite3_close_v2(c->to);
    lock_release(c->path, c->lock_fd);
    c->to = NULL;
    c->lock_fd = -1;
}

/* Opens the file at c->path. A copy that somebody played from is in WAL mode: take it out of that
 * without mapping memory. */
static int open_to(struct copy *c)
{
    int rc = store_open(c->path, SQLITE_OPEN_READWRITE, &c->to);
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(c->to,
                          "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=DELETE;"
                          " PRAGMA locking_mode=NORMAL; PRAGMA synchronous=FULL;"
                          " SELECT count(*) FROM sqlite_schema",
                          NULL, NULL, NULL);
    return rc;
}

static void name_of(struct copy *c, const char *source, const char *folder, int n)
{
    static const char ending[] = ".journal";
    const char *slash = strrchr(source, '/');
    const char *base = slash ? slash + 1 : source;
    const char *end = strstr(base, ending);
    int stem = (int)(end ? (size_t)(end - base) : strlen(base));
    if (n == 0)
        snprintf(c->path, sizeof c->path, "%s/%.*s%s", folder, stem, base, ending);
    else
        snprintf(c->path, sizeof c->path, "%s/%.*s-%03d%s", folder, stem, base, n, ending);
}

/* Opens what is at c->path if it is this show. *e is only filled for faults of the device. */
static bool try_name(struct copy *c, const struct words *words, struct journal_error *e)
{
    c->lock_fd = lock_take(c->path, words, e);
    if (c->lock_fd < 0) {
        if (e->kind == JOURNAL_LOCKED)
            e->kind = JOURNAL_OK; /* another program copies to it */
        return false;
    }
    if (access(c->path, F_OK) != 0 && !store_make(c->path, fill_copy, c->from, words, e)) {
        close_to(c);
        return false;
    }
    int rc = open_to(c);
    bool same = rc == SQLITE_OK && is_same_show(c);
    int primary = rc & 0xFF;
    if (primary == SQLITE_IOERR || primary == SQLITE_FULL || primary == SQLITE_READONLY ||
        primary == SQLITE_CANTOPEN)
        error_sqlite(e, words, c->to, rc, c->path);
    if (!same)
        close_to(c);
    return same;
}

bool copy_open(struct copy *c, const char *source, const char *folder, const struct words *words,
               struct journal_error *e)
{
    memset(c, 0, sizeof *c);
    memset(e, 0, sizeof *e);
    c->lock_fd = -1;
    int rc = store_open(source, SQLITE_OPEN_READONLY, &c->from);
    if (rc != SQLITE_OK) {
        error_sqlite(e, words, c->from, rc, source);
        copy_close(c);
        return false;
    }
    for (int n = 0; n < 1000 && e->kind == JOURNAL_OK; n++) {
        name_of(c, source, folder, n);
        if (try_name(c, words, e))
            return true;
    }
    if (e->kind == JOURNAL_OK)
        error_set(e, words, JOURNAL_EXISTS, c->path, NULL);
    copy_close(c);
    return false;
}

void copy_close(struct copy *c)
{
    close_to(c);
    sqlite3_close_v2(c->from);
    c->from = NULL;
}

/* ---- following ------------------------------------------------------------------------------- */

static int copy_entries(struct copy *c, int64_t after, int64_t upto, int64_t total)
{
    static const char *const select[TABLE_COUNT] = {
        "SELECT * FROM entry WHERE seq > ?1 AND seq <= ?2",
        "SELECT * FROM press WHERE entry > ?1 AND entry <= ?2",
        "SELECT * FROM ledger WHERE entry > ?1 AND entry <= ?2",
        "SELECT * FROM narration WHERE entry > ?1 AND entry <= ?2",
    };
    static const char into_head[] = "INSERT OR REPLACE INTO head VALUES(?,?,?,?)";
    int rc = SQLITE_OK;
    for (int t = 0; t < TABLE_COUNT && rc == SQLITE_OK; t++)
        rc = copy_rows(c->from, c->to, select[t], journal_tables[t].insert, after, upto);
    if (rc == SQLITE_OK && upto == total)
        rc = copy_rows(c->from, c->to, "SELECT * FROM head WHERE what<>'start'", into_head, 0, 0);
    else if (rc == SQLITE_OK)
        rc = copy_rows(c->from, c->to,
                       "SELECT 'last', seq, wall_us, chain FROM entry WHERE seq > ?2-1 AND"
                       " seq <= ?2",
                       into_head, 0, upto);
    if (rc == SQLITE_OK)
        rc = copy_rows(c->from, c->to, "SELECT * FROM alive",
                       "INSERT OR REPLACE INTO alive VALUES(?,?,?)", 0, 0);
    return rc;
}

bool copy_step(struct copy *c, int limit, int64_t *copied, int64_t *total,
               const struct words *words, struct journal_error *e)
{
    static const char head[] = "SELECT chain FROM head WHERE what='last'";
    /* One read transaction, over before the device is waited for: the writer's log can be folded
     * meanwhile. */
    int rc = sqlite3_exec(c->from, "BEGIN", NULL, NULL, NULL);
    *total = last_entry(c->from);
    *copied = last_entry(c->to);
    int64_t upto = *total - *copied > limit ? *copied + limit : *total;
    if (*copied == *total && same_text(c->from, c->to, head, 0)) {
        sqlite3_exec(c->from, "COMMIT", NULL, NULL, NULL);
        return true;
    }
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(c->to, "BEGIN IMMEDIATE", NULL, NULL, NULL);
    if (rc == SQLITE_OK)
        rc = copy_entries(c, *copied, upto, *total);
    sqlite3_exec(c->from, "COMMIT", NULL, NULL, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(c->to, "COMMIT", NULL, NULL, NULL);
    if (rc != SQLITE_OK) {
        error_sqlite(e, words, c->to, rc, c->path);
        return false;
    }
    *copied = upto;
    return true;
}
