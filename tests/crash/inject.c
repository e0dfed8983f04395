#include "inject.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at);
int ftruncate64(int fd, off64_t size);

static struct inject *shared;
static atomic_uint ticks = 88172645;

struct inject *inject_control(void)
{
    if (!shared) {
        void *m =
            mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        shared = m == MAP_FAILED ? NULL : m;
    }
    return shared;
}

static bool journal(int fd)
{
    char name[64], path[512];
    snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(name, path, sizeof path - 1);
    if (n <= 0)
        return false;
    path[n] = '\0';
    return strstr(path, ".journal") != NULL;
}

static bool fails(int fd)
{
    if (!shared || !shared->percent || !journal(fd))
        return false;
    uint32_t r = atomic_fetch_add(&ticks, 2654435761u);
    r ^= r >> 15;
    r *= 2246822519u;
    r ^= r >> 13;
    if ((int)(r % 100) >= shared->percent)
        return false;
    shared->failed++;
    errno = r >> 8 & 1 ? ENOSPC : EIO;
    return true;
}

typedef ssize_t write_fn(int, const void *, size_t);
typedef ssize_t pwrite_fn(int, const void *, size_t, off64_t);
typedef int sync_fn(int);
typedef int truncate_fn(int, off64_t);

#define REAL(type, name)                                                                           \
    static type *real;                                                                             \
    if (!real)                                                                                     \
    *(void **)&real = dlsym(RTLD_NEXT, name)

ssize_t write(int fd, const void *data, size_t size)
{
    REAL(write_fn, "write");
    return fails(fd) ? -1 : real(fd, data, size);
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t at)
{
    REAL(pwrite_fn, "pwrite");
    return fails(fd) ? -1 : real(fd, data, size, at);
}

/* Now and then half of it is written before the disk gives up. */
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at)
{
    REAL(pwrite_fn, "pwrite64");
    if (!fails(fd))
        return real(fd, data, size, at);
    int why = errno;
    if (size > 1 && why == ENOSPC)
        real(fd, data, size / 2, at);
    errno = why;
    return -1;
}

int fsync(int fd)
{
    REAL(sync_fn, "fsync");
    return fails(fd) ? -1 : real(fd);
}

int fdatasync(int fd)
{
    REAL(sync_fn, "fdatasync");
    return fails(fd) ? -1 : real(fd);
}

int ftruncate64(int fd, off64_t size)
{
    REAL(truncate_fn, "ftruncate64");
    return fails(fd) ? -1 : real(fd, size);
}
