#include "import/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "words/words.h"

const char *file_read(struct arena *a, const char *path, size_t max, struct file_text *out)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return errno == ENOENT ? N_("没有这个文件") : N_("文件打不开");
    const char *why = NULL;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
        why = N_("不是普通文件");
    else if ((size_t)st.st_size > max)
        why = N_("文件太大");
    size_t size = why ? 0 : (size_t)st.st_size, got = 0;
    char *text = arena_alloc(a, size + 1);
    while (!why && got < size) {
        ssize_t n = read(fd, text + got, size - got);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            why = N_("文件读不出来");
        else
            got += (size_t)n;
    }
    close(fd);
    *out = (struct file_text){text, size};
    return why;
}

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
    struct file_text before;
    if (!file_read(a, path, SIZE_MAX / 2, &before)) /* by copying: sticks have no links */
        write_whole(old, before.text, before.size);
    return rename(fresh, path) == 0;
}
