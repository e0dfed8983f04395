/* rooms: journal stage run */
/* What the machine itself takes: a byte to a pty and back, a row to the disk. */
#include "bench.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

enum { TRIPS = 1000, COMMITS = 400 };

static int64_t times[TRIPS];

static void echo(int fd)
{
    char c[64];
    struct pollfd p = {.fd = fd, .events = POLLIN};
    for (;;) {
        if (poll(&p, 1, -1) < 0)
            _exit(1);
        ssize_t n = read(fd, c, sizeof c);
        if (n <= 0 || write(fd, c, (size_t)n) != n)
            _exit(0);
    }
}

static bool pty_trips(struct floors *out)
{
    int master = posix_openpt(O_RDWR | O_NOCTTY);
    struct termios t;
    if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0)
        return false;
    int slave = open(ptsname(master), O_RDWR | O_NOCTTY);
    tcgetattr(slave, &t);
    cfmakeraw(&t);
    tcsetattr(slave, TCSANOW, &t);
    pid_t child = fork();
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        echo(master);
    }
    for (int i = 0; i < TRIPS; i++) {
        char frame[24] = "a frame of 24 bytes ...";
        struct pollfd p = {.fd = slave, .events = POLLIN};
        int64_t start = bench_now_us();
        if (write(slave, frame, sizeof frame) != (ssize_t)sizeof frame)
            return false;
        for (size_t got = 0; got < sizeof frame;) {
            poll(&p, 1, 1000);
            ssize_t n = read(slave, frame, sizeof frame);
            got += n > 0 ? (size_t)n : 0;
        }
        times[i] = bench_now_us() - start;
        usleep(500);
    }
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    close(master);
    close(slave);
    out->pty50_us = bench_percentile(times, TRIPS, 50);
    out->pty99_us = bench_percentile(times, TRIPS, 99);
    return true;
}

static bool commits(const char *work, struct floors *out)
{
    char path[512], sql[128];
    sqlite3 *db = NULL;
    snprintf(path, sizeof path, "%s/floor.db", work);
    if (sqlite3_open(path, &db) != SQLITE_OK)
        return false;
    sqlite3_exec(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t(a, b)", NULL,
                 NULL, NULL);
    for (int i = 0; i < COMMITS; i++) {
        snprintf(sql, sizeof sql, "INSERT INTO t VALUES(%d, 'one row of a usual length')", i);
        int64_t start = bench_now_us();
        if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
            return false;
        times[i] = bench_now_us() - start;
        usleep(1000);
    }
    sqlite3_close(db);
    unlink(path);
    out->commit50_us = bench_percentile(times, COMMITS, 50);
    out->commit99_us = bench_percentile(times, COMMITS, 99);
    return true;
}

bool bench_floors(const char *work, struct floors *out)
{
    return pty_trips(out) && commits(work, out);
}
