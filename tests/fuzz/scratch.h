/* scratch — a folder of a fuzzer's own, gone with its process. */
#ifndef LEITAI_FUZZ_SCRATCH_H
#define LEITAI_FUZZ_SCRATCH_H

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char scratch_dir[64];
static int scratch_owner;

static inline int scratch_drop(const char *file, const struct stat *st, int type, struct FTW *at)
{
    (void)st, (void)type, (void)at;
    return remove(file);
}

static inline void scratch_remove(void)
{
    if (scratch_owner == (int)getpid())
        nftw(scratch_dir, scratch_drop, 8, FTW_DEPTH | FTW_PHYS);
}

/* True the first time: there is an empty folder now. */
static inline bool scratch_begin(const char *name)
{
    if (scratch_owner == (int)getpid())
        return false;
    scratch_owner = (int)getpid();
    snprintf(scratch_dir, sizeof scratch_dir, "/tmp/fuzz-%s-%d", name, scratch_owner);
    if (mkdir(scratch_dir, 0755) != 0)
        abort();
    atexit(scratch_remove);
    return true;
}

static inline const char *scratch_path(const char *name)
{
    static char where[128];
    snprintf(where, sizeof where, "%s/%s", scratch_dir, name);
    return where;
}

static inline void scratch_put(const char *name, const void *bytes, size_t size)
{
    FILE *f = fopen(scratch_path(name), "wb");
    if (!f || (size && fwrite(bytes, 1, size, f) != size) || fclose(f) != 0)
        abort();
}

#endif
