/* Opening with all checks, and closing. */
#include "journal/internal.h"
#include "words/words.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool fail(struct journal *j, struct journal_error *e, enum journal_error_kind kind,
                 const char *detail)
{
    error_set(e, j->words, kind, j->path, detail);
    return false;
}

static bool fail_sqlite(struct journal *j, struct journal_error *e, int rc)
{
    error_sqlite(e, j->words, j->db, rc, j->path);
    return false;
}

/* Root may write anything: a file that nobody may write was marked so on purpose. */
static bool may_write(const char *path, const struct stat *st)
{
    return (st->st_mode & 0222) != 0 && access(path, W_OK) == 0;
}

static bool open_file(struct journal *j, bool write, struct journal_error *e)
{
    struct stat st;
    char log[JOURNAL_PATH_MAX + 8], uri[JOURNAL_PATH_MAX * 3 + 32];
    if (stat(j->path, &st) != 0)
        return fail(j, e,
                    errno == ENOENT || errno == ENOTDIR ? JOURNAL_MISSING : JOURNAL_UNREADABLE,
                    errno == ENOENT ? NULL : strerror(errno));
    if (!S_ISREG(st.st_mode))
        return fail(j, e, JOURNAL_NOT_A_JOURNAL, NULL);
    if (access(j->path, R_OK) != 0)
        return fail(j, e, JOURNAL_UNREADABLE, strerror(errno));
    if (write) {
        if (!may_write(j->path, &st))
            return fail(j, e, JOURNAL_READ_ONLY, NULL);
        j->lock_fd = lock_take(j->path, j->words, e);
        if (j->lock_fd < 0)
            return false;
        int rc = store_open(j->path, SQLITE_OPEN_READWRITE, &j->db);
        return rc == SQLITE_OK || fail_sqlite(j, e, rc);
    }
    int rc = store_open(j->path, SQLITE_OPEN_READONLY, &j->db);
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(j->db, "SELECT 1 FROM sqlite_schema", NULL, NULL, NULL);
    snprintf(log, sizeof log, "%s-wal", j->path);
    bool no_log = stat(log, &st) != 0 || st.st_size == 0;
    if ((rc & 0xFF) == SQLITE_CANTOPEN && no_log) {
        /* On a read-only disk SQLite can't set up the log; there is none, so none is needed. */
        sqlite3_close_v2(j->db);
        j->db = NULL;
        size_t n = (size_t)snprintf(uri, sizeof uri, "file:");
        for (const unsigned char *p = (const unsigned char *)j->path; *p; p++)
            n += (size_t)snprintf(uri + n, sizeof uri - n, strchr("?#%", *p) ? "%%%02X" : "%c", *p);
        snprintf(uri + n, sizeof uri - n, "?immutable=1");
        rc = store_open(uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, &j->db);
    }
    return rc == SQLITE_OK || fail_sqlite(j, e, rc);
}

static bool check_identity(struct journal *j, struct journal_error *e)
{
    sqlite3_stmt *s = NULL;
    int rc = sqlite3_prepare_v2(j->db, "PRAGMA application_id", -1, &s, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_step(s);
    int64_t id = rc == SQLITE_ROW ? sqlite3_column_int64(s, 0) : 0;
    sqlite3_finalize(s);
    if (rc != SQLITE_ROW)
        return fail_sqlite(j, e, rc);
    if (id != JOURNAL_APPLICATION_ID)
        return fail(j, e, JOURNAL_NOT_A_JOURNAL, NULL);
    j->meta.format = (int)store_number(j->db, "PRAGMA user_version", 0);
    if (j->meta.format > JOURNAL_FORMAT)
        return fail(j, e, JOURNAL_NEWER, NULL);
    return true;
}

static bool check_sqlite(struct journal *j, struct journal_error *e)
{
    sqlite3_stmt *s = NULL;
    int rc = sqlite3_prepare_v2(j->db, "PRAGMA quick_check(1)", -1, &s, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_step(s);
    const char *found = rc == SQLITE_ROW ? (const char *)sqlite3_column_text(s, 0) : NULL;
    bool ok = found && strcmp(found, "ok") == 0;
    if (!ok && found)
        fail(j, e, JOURNAL_DAMAGED, found);
    sqlite3_finalize(s);
    return ok || (found ? false : fail_sqlite(j, e, rc));
}

static char *text_of(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *s = NULL;
    char *out = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) == SQLITE_OK && sqlite3_step(s) == SQLITE_ROW &&
        sqlite3_column_text(s, 0))
        out = strdup((const char *)sqlite3_column_text(s, 0));
    sqlite3_finalize(s);
    return out;
}

static bool load_meta(struct journal *j, struct journal_error *e)
{
    j->meta.title = j->texts[0] = text_of(j->db, "SELECT value FROM meta WHERE key='title'");
    j->meta.definition = j->texts[1] =
        text_of(j->db, "SELECT value FROM meta WHERE key='definition'");
    j->meta.program = j->texts[2] = text_of(j->db, "SELECT value FROM meta WHERE key='program'");
    char *head = text_of(j->db, "SELECT chain FROM head WHERE what='last'");
    bool whole = j->texts[0] && j->texts[1] && j->texts[2] && head;
    snprintf(j->head, sizeof j->head, "%s", head ? head : "");
    free(head);
    if (!whole)
        return fail(j, e, JOURNAL_DAMAGED,
                    j->head[0] ? TR(j->words, "缺少比赛信息") : TR(j->words, "缺少末尾标记"));
    sqlite3 *db = j->db;
    j->meta.base_wall_us =
        store_number(db, "SELECT CAST(value AS INTEGER) FROM meta WHERE key='base_wall_us'", 0);
    j->meta.rehearsal =
        store_number(db, "SELECT value='1' FROM meta WHERE key='rehearsal'", 0) != 0;
    j->count = store_number(db, "SELECT max(seq) FROM entry", 0);
    j->finished = store_number(db, "SELECT count(*) FROM head WHERE what='finished'", 0) != 0;
    /* The later of the two by show time: the clock may have been set back between them. */
#define LAST_ALIVE                                                                                 \
    " FROM (SELECT at_us, wall_us, 1 AS beat FROM alive UNION ALL SELECT * FROM (SELECT at_us,"    \
    " wall_us, 0 FROM entry ORDER BY seq DESC LIMIT 1)) ORDER BY at_us DESC, beat DESC LIMIT 1"
    j->alive_us = store_number(db, "SELECT at_us" LAST_ALIVE, 0);
    j->alive_wall_us = store_number(db, "SELECT wall_us" LAST_ALIVE, 0);
    return true;
}

static bool load_files(struct journal *j, struct journal_error *e)
{
    sqlite3_stmt *s = NULL;
    size_t room = (size_t)store_number(j->db, "SELECT count(*) FROM file", 0);
    j->files = calloc(room + 1, sizeof *j->files);
    if (!j->files)
        return fail(j, e, JOURNAL_IO, strerror(ENOMEM));
    int rc = sqlite3_prepare_v2(j->db, "SELECT path, text FROM file ORDER BY n", -1, &s, NULL);
    while (rc == SQLITE_OK && j->file_count < room && (rc = sqlite3_step(s)) == SQLITE_ROW) {
        const char *path = (const char *)sqlite3_column_text(s, 0);
        const char *text = (const char *)sqlite3_column_blob(s, 1);
        size_t size = (size_t)sqlite3_column_bytes(s, 1);
        char *copy = malloc(size + 1);
        struct journal_file *file = &j->files[j->file_count++];
        file->path = strdup(path ? path : "");
        file->text = copy;
        file->size = size;
        if (!copy || !file->path)
            rc = SQLITE_NOMEM;
        if (copy) {
            memcpy(copy, text ? text : "", size);
            copy[size] = '\0';
        }
        rc = rc == SQLITE_ROW ? SQLITE_OK : rc;
    }
    sqlite3_finalize(s);
    return rc == SQLITE_OK || rc == SQLITE_DONE || fail_sqlite(j, e, rc);
}

/* Which file differs, for the message; "" when that can't be told. */
static const char *differing(const struct journal *j, const struct journal_open_options *o)
{
    for (size_t i = 0; i < o->file_count; i++) {
        const struct journal_file *a = &o->files[i], *b = NULL;
        for (size_t k = 0; k < j->file_count && !b; k++)
            if (strcmp(j->files[k].path, a->path) == 0)
                b = &j->files[k];
        if (!b || b->size != a->size || memcmp(b->text, a->text, a->size) != 0)
            return a->path;
    }
    return "";
}

static bool check_definition(struct journal *j, const struct journal_open_options *o,
                             struct journal_error *e)
{
    char detail[256];
    if (!o->definition || strcmp(o->definition, j->meta.definition) == 0)
        return true;
    snprintf(detail, sizeof detail, TR(j->words, "《%s》 %s"), j->meta.title, differing(j, o));
    return fail(j, e, JOURNAL_OTHER_CONTEST, detail);
}

static void first_problem(void *ctx, bool problem, const char *line)
{
    char *out = ctx;
    if (problem && !*out)
        snprintf(out, 256, "%s", line);
}

/* Before SQLite touches the file: a broken log would silently take committed entries with it. */
static bool check_log(struct journal *j, struct journal_error *e)
{
    int64_t frame;
    char detail[64];
    if (walcheck(j->path, &frame) != WAL_DAMAGED)
        return true;
    snprintf(detail, sizeof detail, "-wal #%lld", (long long)frame);
    return fail(j, e, JOURNAL_DAMAGED, detail);
}

static bool check_chain(struct journal *j, struct journal_error *e)
{
    char line[256] = "";
    struct journal_proof proof = {0};
    prove(j->db, j->words, first_problem, line, &proof);
    return proof.problems == 0 || fail(j, e, JOURNAL_DAMAGED, line);
}

struct journal *journal_open(const char *path, const struct journal_open_options *o,
                             struct journal_error *e)
{
    memset(e, 0, sizeof *e);
    struct journal *j = calloc(1, sizeof *j);
    if (!j || (size_t)snprintf(j->path, sizeof j->path, "%s", path) >= sizeof j->path) {
        error_set(e, o->words, JOURNAL_IO, path, strerror(j ? ENAMETOOLONG : ENOMEM));
        free(j);
        return NULL;
    }
    j->words = o->words;
    j->lock_fd = -1;
    bool ok = (!o->write || check_log(j, e)) && open_file(j, o->write, e) && check_identity(j, e) &&
              check_sqlite(j, e) && load_meta(j, e) && load_files(j, e) &&
              check_definition(j, o, e) && (!o->write || check_chain(j, e));
    if (ok && o->write) {
        int rc = append_prepare(j);
        ok = rc == SQLITE_OK || fail_sqlite(j, e, rc);
    }
    if (!ok) {
        journal_close(j);
        return NULL;
    }
    return j;
}

void journal_close(struct journal *j)
{
    if (!j)
        return;
    append_finish(j);
    /* One plain file for the archive, readable by anyone on any medium. */
    if (j->finished && j->lock_fd >= 0)
        sqlite3_exec(j->db, "PRAGMA journal_mode=DELETE", NULL, NULL, NULL);
    sqlite3_close_v2(j->db);
    lock_release(j->path, j->lock_fd);
    for (size_t i = 0; i < j->file_count; i++) {
        free((char *)j->files[i].path);
        free((char *)j->files[i].text);
    }
    free(j->files);
    for (int i = 0; i < 3; i++)
        free(j->texts[i]);
    free(j);
}

const struct journal_meta *journal_meta(const struct journal *j)
{
    return &j->meta;
}

const char *journal_path(const struct journal *j)
{
    return j->path;
}

int64_t journal_count(const struct journal *j)
{
    return j->count;
}

const char *journal_head(const struct journal *j)
{
    return j->head;
}

bool journal_is_finished(const struct journal *j)
{
    return j->finished;
}

int64_t journal_last_alive(const struct journal *j, int64_t *wall_us)
{
    if (wall_us)
        *wall_us = j->alive_wall_us;
    return j->alive_us;
}

const struct journal_file *journal_files(const struct journal *j, size_t *count)
{
    *count = j->file_count;
    return j->files;
}
