/* One writer per journal: a lock file beside it, held with flock so that it ends with its process.
 *
 * Not on the journal itself: closing any descriptor of that file would drop SQLite's own POSIX
 * locks. The file is removed on a clean end; one left by a kill is simply taken over. */
#include "journal/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static bool lock_path(const char *path, char *out, size_t size)
{
    return (size_t)snprintf(out, size, "%s.lock", path) < size;
}

/* Whether `fd` is still the file of that name: its owner may have removed it meanwhile. */
static bool is_current(int fd, const char *name)
{
    struct stat mine, there;
    return fstat(fd, &mine) == 0 && stat(name, &there) == 0 && mine.st_dev == there.st_dev &&
           mine.st_ino == there.st_ino;
}

/* Someone asking lock_is_held holds it for an instant. */
static bool flock_soon(int fd)
{
    for (int i = 0; i < 5; i++) {
        if (flock(fd, LOCK_EX | LOCK_NB) == 0)
            return true;
        usleep(5000);
    }
    return false;
}

static void refuse_locked(int fd, const char *path, const struct words *words,
                          struct journal_error *e)
{
    char owner[32] = "";
    ssize_t n = pread(fd, owner, sizeof owner - 1, 0);
    owner[n > 0 ? n : 0] = '\0';
    owner[strcspn(owner, "\n")] = '\0';
    error_set(e, words, JOURNAL_LOCKED, path, owner);
}

int lock_take(const char *path, const struct words *words, struct journal_error *e)
{
    char name[JOURNAL_PATH_MAX + 8];
    if (!lock_path(path, name, sizeof name)) {
        error_set(e, words, JOURNAL_IO, path, strerror(ENAMETOOLONG));
        return -1;
    }
    for (;;) {
        int fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
        if (fd < 0) {
            bool denied = errno == EACCES || errno == EROFS || errno == EPERM;
            error_set(e, words,
                      denied            ? JOURNAL_READ_ONLY
                      : errno == ENOENT ? JOURNAL_MISSING
                      : errno == ENOSPC ? JOURNAL_FULL
                                        : JOURNAL_IO,
                      path, denied ? NULL : strerror(errno));
            return -1;
        }
        if (!flock_soon(fd)) {
            refuse_locked(fd, path, words, e);
            close(fd);
            return -1;
        }
        if (is_current(fd, name)) {
            /* Only for the message to others; a full disk does no harm. */
            bool named = ftruncate(fd, 0) == 0 && dprintf(fd, "PID %d\n", (int)getpid()) > 0;
            (void)named;
            return fd;
        }
        close(fd);
    }
}

void lock_release(const char *path, int fd)
{
    char name[JOURNAL_PATH_MAX + 8];
    if (fd < 0)
        return;
    if (lock_path(path, name, sizeof name) && is_current(fd, name))
        unlink(name);
    close(fd);
}

bool lock_is_held(const char *path)
{
    char name[JOURNAL_PATH_MAX + 8];
    if (!lock_path(path, name, sizeof name))
        return false;
    int fd = open(name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return false;
    bool held = flock(fd, LOCK_SH | LOCK_NB) != 0;
    close(fd);
    return held;
}
