/* bench — figures of the real parts, each beside a floor or peer measured in the same run.
 *
 * A row goes to standard output as "name TAB value TAB floor TAB unit TAB what the floor is";
 * tests/bench/run makes a table and JSON of them. */
#ifndef LEITAI_BENCH_H
#define LEITAI_BENCH_H

#include "folder/folder.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

int64_t bench_now_us(void);
void bench_row(const char *name, double value, double floor, const char *unit, const char *what);
/* Sorts; `percent` 0..100. */
int64_t bench_percentile(int64_t *times, size_t n, int percent);
/* Puts the floor under press and key: p50 and p99 of a raw pty round trip and of one SQLite commit
 * in WAL mode with synchronous=FULL in folder `work`. */
struct floors {
    int64_t pty50_us, pty99_us, commit50_us, commit99_us;
};
bool bench_floors(const char *work, struct floors *out);

int bench_press(const char *folder, const char *work, const char *box_program, int boxes);
int bench_journal(const char *folder, const char *work);
int bench_bare(int seconds);

struct folder *bench_folder(const char *dir);

#endif
