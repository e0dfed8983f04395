/* The write-ahead log, examined without SQLite.
 *
 * SQLite takes the first bad frame for the end of the log. After a power cut that is right; after a
 * flipped byte it silently drops every entry behind it. Layout: "WAL-mode File Format" in SQLite's
 * documentation of its database file format. */
#include "journal/internal.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { HEADER = 32, FRAME_HEADER = 24, PAGE_MAX = 65536 };

struct wal {
    FILE *file;
    bool big_endian; /* of the checksum's words */
    uint32_t page_bytes, salt1, salt2;
    uint32_t sum[2];
    unsigned char frame[FRAME_HEADER + PAGE_MAX];
};

static uint32_t be32(const unsigned char *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static uint32_t le32(const unsigned char *p)
{
    return (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0];
}

static void add(struct wal *w, const unsigned char *p, size_t size)
{
    for (size_t i = 0; i + 8 <= size; i += 8) {
        w->sum[0] += (w->big_endian ? be32(p + i) : le32(p + i)) + w->sum[1];
        w->sum[1] += (w->big_endian ? be32(p + i + 4) : le32(p + i + 4)) + w->sum[0];
    }
}

static bool read_header(struct wal *w)
{
    unsigned char h[HEADER];
    if (fread(h, 1, HEADER, w->file) != HEADER)
        return false;
    w->big_endian = be32(h) & 1;
    w->page_bytes = be32(h + 8);
    w->salt1 = be32(h + 16);
    w->salt2 = be32(h + 20);
    add(w, h, HEADER - 8);
    bool power = w->page_bytes >= 512 && w->page_bytes <= PAGE_MAX &&
                 (w->page_bytes & (w->page_bytes - 1)) == 0;
    return (be32(h) & ~1u) == 0x377f0682u && power && w->sum[0] == be32(h + 24) &&
           w->sum[1] == be32(h + 28);
}

enum frame { FRAME_GOOD, FRAME_BAD, FRAME_OLD, FRAME_END };

/* `chained` false: only whether the frame is of this log. */
static enum frame read_frame(struct wal *w, bool chained)
{
    size_t size = FRAME_HEADER + w->page_bytes;
    if (fread(w->frame, 1, size, w->file) != size)
        return FRAME_END;
    bool one = be32(w->frame + 8) == w->salt1, two = be32(w->frame + 12) == w->salt2;
    if (!one && !two)
        return FRAME_OLD; /* left from before the log was begun anew */
    if (!chained)
        return FRAME_GOOD;
    add(w, w->frame, 8);
    add(w, w->frame + FRAME_HEADER, w->page_bytes);
    bool sum = w->sum[0] == be32(w->frame + 16) && w->sum[1] == be32(w->frame + 20);
    return one && two && sum ? FRAME_GOOD : FRAME_BAD;
}

static bool commits(const struct wal *w)
{
    return be32(w->frame + 4) != 0;
}

static enum wal_finding examine(struct wal *w, int64_t *frame)
{
    enum frame f;
    if (!read_header(w))
        return WAL_DAMAGED;
    do {
        ++*frame;
        f = read_frame(w, true);
    } while (f == FRAME_GOOD);
    if (f != FRAME_BAD)
        return WAL_WHOLE;
    /* Does a transaction begin behind the broken one? Then the broken one was committed. */
    bool ended = commits(w);
    while (read_frame(w, false) == FRAME_GOOD) {
        if (ended)
            return WAL_DAMAGED;
        ended = commits(w);
    }
    return WAL_TORN;
}

static bool holds(struct wal *w, uint32_t page)
{
    bool pending = false;
    while (read_frame(w, true) == FRAME_GOOD) {
        pending |= be32(w->frame) == page;
        if (pending && commits(w))
            return true;
    }
    return false;
}

bool walcheck_holds(const char *path, int64_t page)
{
    char name[JOURNAL_PATH_MAX + 8];
    snprintf(name, sizeof name, "%s-wal", path);
    struct wal *w = calloc(1, sizeof *w);
    bool found = false;
    if (w && (w->file = fopen(name, "rbe"))) {
        found = read_header(w) && holds(w, (uint32_t)page);
        fclose(w->file);
    }
    free(w);
    return found;
}

enum wal_finding walcheck(const char *path, int64_t *frame)
{
    char name[JOURNAL_PATH_MAX + 8];
    *frame = 0;
    snprintf(name, sizeof name, "%s-wal", path);
    struct wal *w = calloc(1, sizeof *w);
    if (!w)
        return WAL_NONE;
    enum wal_finding found = WAL_NONE;
    w->file = fopen(name, "rbe");
    if (w->file) {
        /* Shorter than a header: begun, nothing committed. */
        if (fseek(w->file, 0, SEEK_END) == 0 && ftell(w->file) >= HEADER) {
            rewind(w->file);
            found = examine(w, frame);
        }
        fclose(w->file);
    }
    free(w);
    return found;
}
