/* rooms: journal stage run */
/* A show of ten thousand entries: commit, resume, replay, and whether the last action costs more
 * than the first. */
#include "bench.h"

#include "show/show.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { ENTRIES = 10000, EDGE = 300 };

static int64_t first[EDGE], last[EDGE];

/* Every right/undo/redo pair is three entries of real work. */
static enum show_result act(struct show *s, int64_t n, int64_t now_us)
{
    if (n == 0)
        return show_key(s, KEY_ENTER, now_us);
    if (n <= 2)
        return show_key(s, KEY_ENTER, now_us);
    if (n % 3 == 0)
        return show_key(s, KEY_PLUS, now_us);
    return n % 3 == 1 ? show_key(s, KEY_DOT, now_us) : show_key(s, KEY_9, now_us);
}

static int64_t scan_us(const char *path)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *s = NULL;
    int64_t start = bench_now_us();
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
        sqlite3_prepare_v2(db,
                           "SELECT * FROM entry LEFT JOIN narration ON narration.entry = entry.seq",
                           -1, &s, NULL) == SQLITE_OK)
        while (sqlite3_step(s) == SQLITE_ROW)
            continue;
    sqlite3_finalize(s);
    sqlite3_close(db);
    return bench_now_us() - start;
}

int bench_journal(const char *dir, const char *work)
{
    char path[512];
    struct journal_error e;
    struct floors f;
    struct folder *folder = bench_folder(dir);
    snprintf(path, sizeof path, "%s/long.journal", work);
    struct show_options o = {.journal = path};
    struct show *s = folder && bench_floors(work, &f) ? show_create(folder, &o, &e) : NULL;
    if (!s)
        return 1;
    int64_t refused = 0;
    for (int64_t n = 0; show_entries(s) < ENTRIES && refused < ENTRIES; n++) {
        int64_t seq = show_entries(s), start = bench_now_us();
        refused += act(s, n, n * 100000) == SHOW_REFUSED;
        int64_t took = bench_now_us() - start;
        if (show_entries(s) == seq)
            continue; /* not an entry: a key without meaning */
        if (seq >= 10 && seq < 10 + EDGE)
            first[seq - 10] = took;
        if (seq >= ENTRIES - EDGE)
            last[seq - (ENTRIES - EDGE)] = took;
    }
    bench_row("journal commit, a key and its decision, p50",
              (double)bench_percentile(first, EDGE, 50) / 1e3, (double)f.commit50_us / 1e3, "ms",
              "SQLite commit of one row");
    bench_row("journal commit p99", (double)bench_percentile(first, EDGE, 99) / 1e3,
              (double)f.commit99_us / 1e3, "ms", "SQLite commit of one row, p99");
    bench_row("action 10000, p50", (double)bench_percentile(last, EDGE, 50) / 1e3,
              (double)bench_percentile(first, EDGE, 50) / 1e3, "ms", "action 10 to 310, p50");
    int64_t entries = show_entries(s);
    show_destroy(s);
    int64_t scan = scan_us(path), start = bench_now_us();
    struct show_replay r;
    if (!show_replay(&r, path, NULL, NULL, NULL, &e)) {
        fprintf(stderr, "bench: %s\n", e.what);
        return 1;
    }
    int64_t replay = bench_now_us() - start;
    show_replay_finish(&r);
    bench_row("replay, inputs per second", (double)entries * 1e6 / (double)replay,
              (double)entries * 1e6 / (double)scan, "1/s", "rows SQLite reads per second");
    start = bench_now_us();
    s = show_create(folder, &o, &e);
    int64_t resume = bench_now_us() - start;
    show_destroy(s);
    bench_row("resume with 10000 entries, all checks", (double)resume / 1e3, (double)scan / 1e3,
              "ms", "SQLite reads the rows");
    folder_destroy(folder);
    return s ? 0 : 1;
}
