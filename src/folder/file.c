#include "folder/file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "words/words.h"

const char *file_read(struct arena *a, const char *path, size_t max, struct file_text *out)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return errno == ENOENT || errno == ENOTDIR ? N_("没有这个文件") : N_("文件打不开");
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
