#include "import/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char *with_suffix(struct arena *a, const char *path, const char *suffix)
{
    size_t n = strlen(path), m = strlen(suffix);
    char *out = arena_alloc(a, n + m + 1);
    memcpy(out, path, n);
    memcpy(out + n, suffix, m + 1);
    return out;
}

static bool write_whole(const char *path, const char *text, size_t size)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (fd < 0)
        return false;
    bool ok = true;
    while (ok && size > 0) {
        ssize_t n = write(fd, text, size);
        if (n < 0 && errno == EINTR)
            continue;
        ok = n > 0;
        text += ok ? n : 0;
        size -= ok ? (size_t)n : 0;
    }
    ok = ok && fsync(fd) == 0;
    return close(fd) == 0 && ok;
}

bool file_replace(struct arena *a, const char *path, const char *text, size_t size)
{
    const char *fresh = with_suffix(a, path, ".new"), *old = with_suffix(a, path, ".bak");
    if (!write_whole(fresh, text, size)) {
        int why = errno;
        unlink(fresh);
        errno = why;
        return false;
    }
    struct file_text before; /* kept by copying: sticks have no links */
    bool kept = access(path, F_OK) != 0 || (!file_read(a, path, SIZE_MAX / 2, &before) &&
                                            write_whole(old, before.text, before.size));
    if (kept && rename(fresh, path) == 0)
        return true;
    int why = errno;
    unlink(fresh);
    errno = why;
    return false;
}
