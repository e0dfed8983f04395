/* Creating a journal with the definition it is played with. */
#include "journal/internal.h"

#include <errno.h>
#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct contents {
    const struct journal_meta *meta;
    const struct journal_file *files;
    size_t file_count;
};

static int insert_cells(sqlite3 *db, const char *sql, const struct cell *cells, int count)
{
    sqlite3_stmt *s = NULL;
    int rc = sqlite3_prepare_v2(db, sql, -1, &s, NULL);
    if (rc == SQLITE_OK && !cells_bind(s, cells, count))
        rc = SQLITE_NOMEM;
    if (rc == SQLITE_OK)
        rc = sqlite3_step(s) == SQLITE_DONE ? SQLITE_OK : sqlite3_extended_errcode(db);
    sqlite3_finalize(s);
    return rc;
}

static int insert_meta(sqlite3 *db, const char *key, const char *value)
{
    struct cell cells[] = {cell_text(key), cell_text(value ? value : "")};
    return insert_cells(db, "INSERT INTO meta VALUES(?,?)", cells, 2);
}

static int insert_all_meta(sqlite3 *db, const struct journal_meta *meta)
{
    char format[16], base[32], began[32] = "";
    time_t seconds = (time_t)(meta->base_wall_us / 1000000);
    struct tm utc;
    snprintf(format, sizeof format, "%d", JOURNAL_FORMAT);
    snprintf(base, sizeof base, "%lld", (long long)meta->base_wall_us);
    if (gmtime_r(&seconds, &utc))
        strftime(began, sizeof began, "%Y-%m-%dT%H:%M:%SZ", &utc);
    const char *const rows[][2] = {
        {"format", format},         {"title", meta->title},
        {"program", meta->program}, {"definition", meta->definition},
        {"base_wall_us", base},     {"rehearsal", meta->rehearsal ? "1" : "0"},
        {"began", began},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int rc = insert_meta(db, rows[i][0], rows[i][1]);
        if (rc != SQLITE_OK)
            return rc;
    }
    return SQLITE_OK;
}

static int insert_files(sqlite3 *db, const struct journal_file *files, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char sum[JOURNAL_HASH_TEXT];
        hash_text(files[i].text, files[i].size, sum);
        struct cell cells[] = {
            cell_int((int64_t)i + 1),
            cell_text(files[i].path),
            cell_text(sum),
            {.type = SQLITE_TEXT, .text = files[i].text, .size = (int)files[i].size}};
        int rc = insert_cells(db, "INSERT INTO file VALUES(?,?,?,?)", cells, 4);
        if (rc != SQLITE_OK)
            return rc;
    }
    return SQLITE_OK;
}

static int insert_head(sqlite3 *db, const char *what, const char *chain)
{
    struct cell cells[] = {cell_text(what), cell_int(0), cell_text(NULL), cell_text(chain)};
    return insert_cells(db, "INSERT INTO head VALUES(?,?,?,?)", cells, 4);
}

static int fill_new(sqlite3 *db, void *ctx)
{
    const struct contents *c = ctx;
    char chain[JOURNAL_HASH_TEXT];
    int rc = sqlite3_exec(db, journal_schema, NULL, NULL, NULL);
    if (rc == SQLITE_OK)
        rc = insert_all_meta(db, c->meta);
    if (rc == SQLITE_OK)
        rc = insert_files(db, c->files, c->file_count);
    if (rc == SQLITE_OK && !chain_start(db, chain))
        rc = SQLITE_IOERR;
    if (rc == SQLITE_OK)
        rc = insert_head(db, "start", chain);
    if (rc == SQLITE_OK)
        rc = insert_head(db, "last", chain);
    struct cell alive[] = {cell_int(1), cell_int(0), cell_int(c->meta->base_wall_us)};
    if (rc == SQLITE_OK)
        rc = insert_cells(db, "INSERT INTO alive VALUES(?,?,?)", alive, 3);
    return rc;
}

struct journal *journal_create(const char *path, const struct journal_meta *meta,
                               const struct journal_file *files, size_t file_count,
                               const struct words *words, struct journal_error *e)
{
    char folder[JOURNAL_PATH_MAX];
    struct contents contents = {meta, files, file_count};
    memset(e, 0, sizeof *e);
    if ((size_t)snprintf(folder, sizeof folder, "%s", path) >= sizeof folder) {
        error_set(e, words, JOURNAL_IO, path, strerror(ENAMETOOLONG));
        return NULL;
    }
    if (access(path, F_OK) == 0) {
        error_set(e, words, JOURNAL_EXISTS, path, NULL);
        return NULL;
    }
    if (mkdir(dirname(folder), 0755) != 0 && errno != EEXIST) {
        bool denied = errno == EACCES || errno == EROFS || errno == EPERM;
        error_set(e, words, denied ? JOURNAL_READ_ONLY : JOURNAL_IO, path, strerror(errno));
        return NULL;
    }
    int fd = lock_take(path, words, e);
    if (fd < 0)
        return NULL;
    bool made = store_make(path, fill_new, &contents, words, e);
    lock_release(path, fd);
    if (!made)
        return NULL;
    return journal_open(path, &(struct journal_open_options){.write = true, .words = words}, e);
}
