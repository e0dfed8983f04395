/* A check value in the last eight bytes of each page of the file.
 *
 * The hash chain covers every row; this covers the rest (free space, page headers, lists of free
 * pages), so that no byte of the file can change unseen. SQLite reserves the bytes for such use and
 * any other program reads past them. The value is put in where a page is written to the file and
 * cleared where one is read, so that a page that another SQLite wrote back from the log has none
 * ("unmarked"), while one it changed has a stale one ("bad").
 *
 * The VFS is the system's own with the read and write of the main file replaced. */
#include "journal/internal.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { SUM_BYTES = 8 };

static struct {
    pthread_mutex_t mutex;
    sqlite3_vfs vfs, *parent;
    sqlite3_io_methods methods;
    const sqlite3_io_methods *parent_methods;
    bool ready;
} room = {.mutex = PTHREAD_MUTEX_INITIALIZER};

/* FNV-1a over the words of the page, stirred with its number so that pages can't change places.
 * Never 0, which means unmarked. */
static uint64_t page_sum(const unsigned char *page, int64_t number)
{
    uint64_t h = 0xcbf29ce484222325u ^ (uint64_t)number;
    for (size_t i = 0; i + SUM_BYTES < PAGE_BYTES; i += 8) {
        uint64_t word = 0;
        for (int k = 7; k >= 0; k--)
            word = word << 8 | page[i + (size_t)k];
        h = (h ^ word) * 0x100000001b3u;
        h ^= h >> 32;
    }
    return h ? h : 1;
}

static bool is_page(int amount, sqlite3_int64 offset)
{
    return amount == PAGE_BYTES && offset % PAGE_BYTES == 0;
}

static uint64_t stored_sum(const unsigned char *page)
{
    uint64_t sum = 0;
    for (int k = SUM_BYTES - 1; k >= 0; k--)
        sum = sum << 8 | page[PAGE_BYTES - SUM_BYTES + k];
    return sum;
}

/* Whether the file keeps eight bytes of each page free: another database opened by mistake does
 * not. Byte 20 of the file's header says so. */
static bool reserves(sqlite3_file *file, const unsigned char *page, sqlite3_int64 offset)
{
    unsigned char header[24] = {0};
    if (offset == 0)
        return page[20] == SUM_BYTES;
    return room.parent_methods->xRead(file, header, sizeof header, 0) == SQLITE_OK &&
           header[20] == SUM_BYTES;
}

static int write_page(sqlite3_file *file, const void *data, int amount, sqlite3_int64 offset)
{
    unsigned char page[PAGE_BYTES];
    if (!is_page(amount, offset) || !reserves(file, data, offset))
        return room.parent_methods->xWrite(file, data, amount, offset);
    memcpy(page, data, PAGE_BYTES);
    uint64_t sum = page_sum(page, offset / PAGE_BYTES);
    for (int k = 0; k < SUM_BYTES; k++)
        page[PAGE_BYTES - SUM_BYTES + k] = (unsigned char)(sum >> (8 * k));
    return room.parent_methods->xWrite(file, page, amount, offset);
}

/* Only a right value is cleared: a wrong one stays and goes on telling. */
static int read_page(sqlite3_file *file, void *data, int amount, sqlite3_int64 offset)
{
    int rc = room.parent_methods->xRead(file, data, amount, offset);
    if (rc == SQLITE_OK && is_page(amount, offset) &&
        stored_sum(data) == page_sum(data, offset / PAGE_BYTES))
        memset((char *)data + PAGE_BYTES - SUM_BYTES, 0, SUM_BYTES);
    return rc;
}

static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
    (void)vfs;
    int rc = room.parent->xOpen(room.parent, name, file, flags, out);
    if (rc != SQLITE_OK || !(flags & SQLITE_OPEN_MAIN_DB))
        return rc;
    pthread_mutex_lock(&room.mutex);
    if (!room.parent_methods) {
        room.parent_methods = file->pMethods;
        room.methods = *file->pMethods;
        room.methods.xRead = read_page;
        room.methods.xWrite = write_page;
        if (room.methods.iVersion > 2)
            room.methods.iVersion = 2; /* no memory mapping: it would go around xRead */
    }
    bool same = file->pMethods == room.parent_methods;
    pthread_mutex_unlock(&room.mutex);
    if (same)
        file->pMethods = &room.methods;
    return SQLITE_OK;
}

const char *pagesum_vfs(void)
{
    pthread_mutex_lock(&room.mutex);
    if (!room.ready) {
        room.parent = sqlite3_vfs_find(NULL);
        if (room.parent) {
            room.vfs = *room.parent;
            room.vfs.zName = "leitai";
            room.vfs.pNext = NULL;
            room.vfs.xOpen = open_file;
            room.ready = sqlite3_vfs_register(&room.vfs, 0) == SQLITE_OK;
        }
    }
    bool ready = room.ready;
    pthread_mutex_unlock(&room.mutex);
    return ready ? "leitai" : NULL;
}

int pagesum_check(sqlite3 *db, struct pagesum_result *result)
{
    unsigned char page[PAGE_BYTES];
    sqlite3_file *file = NULL;
    sqlite3_int64 size = 0;
    memset(result, 0, sizeof *result);
    int rc = sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    if (rc != SQLITE_OK || !file || file->pMethods != &room.methods)
        return rc;
    rc = room.parent_methods->xFileSize(file, &size);
    const char *path = sqlite3_db_filename(db, "main");
    if (size % PAGE_BYTES && !walcheck_holds(path, size / PAGE_BYTES + 1))
        result->extra_bytes = size % PAGE_BYTES;
    for (int64_t n = 0; rc == SQLITE_OK && n < size / PAGE_BYTES; n++) {
        rc = room.parent_methods->xRead(file, page, PAGE_BYTES, n * PAGE_BYTES);
        uint64_t stored = stored_sum(page);
        result->pages++;
        if (stored == 0) {
            result->unmarked++;
        } else if (stored != page_sum(page, n) && !walcheck_holds(path, n + 1)) {
            result->bad++;
            if (!result->first_bad)
                result->first_bad = n + 1;
        }
    }
    return rc;
}
