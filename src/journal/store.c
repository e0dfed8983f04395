/* The SQLite file: its settings, and how a new one comes to be. */
#include "journal/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TEXT_BYTES_MAX = 64 << 20, BUSY_MS = 2000 };

int store_open(const char *path, int flags, sqlite3 **db)
{
    int rc = sqlite3_open_v2(path, db, flags, pagesum_vfs());
    if (rc != SQLITE_OK)
        return rc;
    sqlite3_extended_result_codes(*db, 1);
    sqlite3_busy_timeout(*db, BUSY_MS);
    /* The file may come from a stranger: nothing in it may do more than hold data. */
    sqlite3_db_config(*db, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)NULL);
    sqlite3_db_config(*db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)NULL);
    sqlite3_db_config(*db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)NULL);
    sqlite3_limit(*db, SQLITE_LIMIT_LENGTH, TEXT_BYTES_MAX);
    return sqlite3_exec(*db, "PRAGMA mmap_size=0", NULL, NULL, NULL);
}

int64_t store_number(sqlite3 *db, const char *sql, int64_t fallback)
{
    sqlite3_stmt *s = NULL;
    int64_t n = fallback;
    if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) == SQLITE_OK && sqlite3_step(s) == SQLITE_ROW)
        n = sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    return n;
}

static int store_prepare(sqlite3 *db)
{
    char sql[160];
    int reserve = 8; /* of each page, for its check value */
    int rc = sqlite3_file_control(db, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserve);
    if (rc != SQLITE_OK)
        return rc;
    snprintf(sql, sizeof sql,
             "PRAGMA page_size=%d; PRAGMA application_id=%d; PRAGMA user_version=%d;"
             " PRAGMA synchronous=FULL",
             PAGE_BYTES, JOURNAL_APPLICATION_ID, JOURNAL_FORMAT);
    return sqlite3_exec(db, sql, NULL, NULL, NULL);
}

static bool sync_folder(const char *path)
{
    char copy[JOURNAL_PATH_MAX + 8];
    snprintf(copy, sizeof copy, "%s", path);
    int fd = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool ok = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    return ok;
}

int journal_rename(const char *from, const char *to)
{
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
        return 0;
    if (errno != EINVAL && errno != ENOSYS)
        return -1;
    if (access(to, F_OK) == 0) {
        errno = EEXIST;
        return -1;
    }
    return rename(from, to);
}

static void remove_draft(const char *draft)
{
    char name[JOURNAL_PATH_MAX + 16];
    snprintf(name, sizeof name, "%s-journal", draft);
    unlink(draft);
    unlink(name);
}

static int make_draft(const char *draft, int (*fill)(sqlite3 *db, void *ctx), void *ctx,
                      const char *path, const struct words *words, struct journal_error *e)
{
    sqlite3 *db = NULL;
    int rc = store_open(draft, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &db);
    if (rc == SQLITE_OK)
        rc = store_prepare(db);
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
    if (rc == SQLITE_OK)
        rc = fill(db, ctx);
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
    if (rc != SQLITE_OK)
        error_sqlite(e, words, db, rc, path);
    sqlite3_close_v2(db);
    return rc;
}

bool store_make(const char *path, int (*fill)(sqlite3 *db, void *ctx), void *ctx,
                const struct words *words, struct journal_error *e)
{
    char draft[JOURNAL_PATH_MAX + 8];
    snprintf(draft, sizeof draft, "%s.new", path);
    remove_draft(draft);
    if (make_draft(draft, fill, ctx, path, words, e) != SQLITE_OK) {
        remove_draft(draft);
        return false;
    }
    if (journal_rename(draft, path) != 0) {
        int cause = errno;
        remove_draft(draft);
        error_set(e, words, cause == EEXIST ? JOURNAL_EXISTS : JOURNAL_IO, path,
                  cause == EEXIST ? NULL : strerror(cause));
        return false;
    }
    if (!sync_folder(path)) {
        error_set(e, words, JOURNAL_IO, path, strerror(errno));
        return false;
    }
    return true;
}

const char *journal_name(const char *folder, bool rehearsal, char *out, size_t size)
{
    int n = snprintf(out, size, "%s/journal/%s.journal", folder, rehearsal ? "rehearsal" : "show");
    if (n < 0 || (size_t)n >= size)
        out[0] = '\0';
    return out;
}

/* The log must be in the file before it is moved, or its last entries would be left behind. */
static bool fold_log(const char *path, const struct words *words, struct journal_error *e)
{
    struct journal *j =
        journal_open(path, &(struct journal_open_options){.write = true, .words = words}, e);
    if (!j)
        return false;
    int rc = sqlite3_exec(j->db, "PRAGMA journal_mode=DELETE", NULL, NULL, NULL);
    char log[JOURNAL_PATH_MAX + 8];
    snprintf(log, sizeof log, "%s-wal", path);
    bool folded = rc == SQLITE_OK && access(log, F_OK) != 0;
    if (!folded)
        error_set(e, words, JOURNAL_LOCKED, path, NULL);
    journal_close(j);
    return folded;
}

bool journal_archive(const char *path, const struct words *words, char *out, size_t size,
                     struct journal_error *e)
{
    static const char ending[] = ".journal";
    if (!fold_log(path, words, e))
        return false;
    size_t stem = strlen(path);
    if (stem > sizeof ending && strcmp(path + stem - (sizeof ending - 1), ending) == 0)
        stem -= sizeof ending - 1;
    for (int n = 1; n < 1000; n++) {
        int length = snprintf(out, size, "%.*s-%03d%s", (int)stem, path, n, ending);
        if (length < 0 || (size_t)length >= size)
            break;
        if (journal_rename(path, out) == 0) {
            sync_folder(out);
            return true;
        }
        if (errno != EEXIST) {
            error_set(e, words, JOURNAL_IO, path, strerror(errno));
            return false;
        }
    }
    error_set(e, words, JOURNAL_EXISTS, out, NULL);
    return false;
}
