/* Canonical text of rows and the hash chain over them; the form is told in journal.h. */
#include "journal/internal.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct cell cell_int(int64_t i)
{
    return (struct cell){.type = SQLITE_INTEGER, .i = i};
}

struct cell cell_real(double r)
{
    return (struct cell){.type = SQLITE_FLOAT, .r = r};
}

struct cell cell_text(const char *text)
{
    if (!text)
        return (struct cell){.type = SQLITE_NULL};
    return (struct cell){.type = SQLITE_TEXT, .text = text, .size = (int)strlen(text)};
}

void cells_read(sqlite3_stmt *s, struct cell *cells, int count)
{
    for (int i = 0; i < count; i++) {
        struct cell *c = &cells[i];
        *c = (struct cell){.type = sqlite3_column_type(s, i)};
        if (c->type == SQLITE_INTEGER) {
            c->i = sqlite3_column_int64(s, i);
        } else if (c->type == SQLITE_FLOAT) {
            c->r = sqlite3_column_double(s, i);
        } else if (c->type != SQLITE_NULL) {
            c->text = (const char *)sqlite3_column_blob(s, i);
            c->size = sqlite3_column_bytes(s, i);
        }
    }
}

bool cells_bind(sqlite3_stmt *s, const struct cell *cells, int count)
{
    int rc = SQLITE_OK;
    for (int i = 0; i < count && rc == SQLITE_OK; i++) {
        const struct cell *c = &cells[i];
        if (c->type == SQLITE_INTEGER)
            rc = sqlite3_bind_int64(s, i + 1, c->i);
        else if (c->type == SQLITE_FLOAT)
            rc = sqlite3_bind_double(s, i + 1, c->r);
        else if (c->type == SQLITE_TEXT)
            rc = sqlite3_bind_text(s, i + 1, c->text ? c->text : "", c->size, SQLITE_STATIC);
        else
            rc = sqlite3_bind_null(s, i + 1);
    }
    return rc == SQLITE_OK;
}

static void add(struct sha256_ctx *h, const char *text, size_t size)
{
    sha256_update(h, size, (const uint8_t *)text);
}

static void add_escaped(struct sha256_ctx *h, const char *text, size_t size)
{
    size_t from = 0;
    for (size_t i = 0; i < size; i++) {
        const char *to = text[i] == '\\'   ? "\\\\"
                         : text[i] == '\t' ? "\\t"
                         : text[i] == '\n' ? "\\n"
                                           : NULL;
        if (!to)
            continue;
        add(h, text + from, i - from);
        add(h, to, 2);
        from = i + 1;
    }
    add(h, text + from, size - from);
}

static void hex(struct sha256_ctx *h, char out[JOURNAL_HASH_TEXT])
{
    uint8_t sum[SHA256_DIGEST_SIZE];
    sha256_digest(h, sizeof sum, sum);
    for (size_t i = 0; i < sizeof sum; i++)
        snprintf(out + 2 * i, 3, "%02x", sum[i]);
}

void hash_text(const char *text, size_t size, char out[JOURNAL_HASH_TEXT])
{
    struct sha256_ctx h;
    sha256_init(&h);
    add(&h, text, size);
    hex(&h, out);
}

void chain_begin(struct sha256_ctx *h, const char *previous)
{
    sha256_init(h);
    add(h, previous, strlen(previous));
    add(h, "\n", 1);
}

void chain_row(struct sha256_ctx *h, const char *table, const struct cell *cells, int count)
{
    char number[40];
    add(h, table, strlen(table));
    add(h, "\t", 1);
    for (int i = 0; i < count; i++) {
        const struct cell *c = &cells[i];
        int n = 0;
        if (c->type == SQLITE_INTEGER)
            n = snprintf(number, sizeof number, "%" PRId64, c->i);
        else if (c->type == SQLITE_FLOAT)
            n = snprintf(number, sizeof number, "%.17g", c->r);
        else if (c->type == SQLITE_NULL)
            n = snprintf(number, sizeof number, "\\N");
        else
            add_escaped(h, c->text ? c->text : "", (size_t)c->size);
        add(h, number, (size_t)n);
        add(h, "\t", 1);
    }
    add(h, "\n", 1);
}

void chain_end(struct sha256_ctx *h, char out[JOURNAL_HASH_TEXT])
{
    hex(h, out);
}

static bool chain_query(struct sha256_ctx *h, sqlite3 *db, const char *name, const char *sql)
{
    sqlite3_stmt *s = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) != SQLITE_OK)
        return false;
    struct cell cells[CELLS_MAX];
    int rc;
    while ((rc = sqlite3_step(s)) == SQLITE_ROW) {
        int n = sqlite3_column_count(s);
        cells_read(s, cells, n);
        chain_row(h, name, cells, n);
    }
    sqlite3_finalize(s);
    return rc == SQLITE_DONE;
}

bool chain_start(sqlite3 *db, char out[JOURNAL_HASH_TEXT])
{
    struct sha256_ctx h;
    chain_begin(&h, "leitai journal");
    bool ok = chain_query(&h, db, "sqlite_schema",
                          "SELECT type, name, tbl_name, sql FROM sqlite_schema"
                          " WHERE sql IS NOT NULL ORDER BY name") &&
              chain_query(&h, db, "meta", "SELECT key, value FROM meta ORDER BY key") &&
              chain_query(&h, db, "file", "SELECT n, path, sha256, text FROM file ORDER BY n");
    chain_end(&h, out);
    return ok;
}

void chain_finish(const char *last, int64_t seq, int64_t wall_us, char out[JOURNAL_HASH_TEXT])
{
    struct sha256_ctx h;
    struct cell cells[] = {cell_text("finished"), cell_int(seq), cell_int(wall_us)};
    chain_begin(&h, last);
    chain_row(&h, "head", cells, 3);
    chain_end(&h, out);
}
