#include "report/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool name_part(const char *path, char *part, size_t size)
{
    int n = snprintf(part, size, "%s.part", path);
    if (n >= 0 && (size_t)n < size)
        return true;
    errno = ENAMETOOLONG;
    return false;
}

bool outfile_open(struct outfile *o, const char *path, const struct words *words,
                  struct report_error *e)
{
    memset(o, 0, sizeof *o);
    snprintf(o->path, sizeof o->path, "%s", path);
    if (strlen(path) < sizeof o->path && name_part(path, o->part, sizeof o->part))
        o->file = fopen(o->part, "wb");
    else
        errno = ENAMETOOLONG;
    return o->file || report_fail_file(e, words, path, errno);
}

bool outfile_close(struct outfile *o, bool good, const struct words *words, struct report_error *e)
{
    int error = 0;
    errno = 0;
    if (good && (ferror(o->file) || fflush(o->file) != 0 || fsync(fileno(o->file)) != 0))
        error = errno ? errno : EIO;
    if (fclose(o->file) != 0 && !error)
        error = errno;
    o->file = NULL;
    if (good && !error && rename(o->part, o->path) != 0)
        error = errno;
    if (!good || error)
        unlink(o->part);
    return error ? report_fail_file(e, words, o->path, error) : good;
}

bool outfile_settle(const char *path, const struct words *words, struct report_error *e)
{
    char part[1032];
    int fd = name_part(path, part, sizeof part) ? open(part, O_RDONLY | O_CLOEXEC) : -1;
    int error = fd < 0 || fsync(fd) != 0 || rename(part, path) != 0 ? errno : 0;
    if (fd >= 0)
        close(fd);
    if (error)
        unlink(part);
    return !error || report_fail_file(e, words, path, error);
}

bool outfile_folder(const char *dir, const struct words *words, struct report_error *e)
{
    struct stat st;
    if (mkdir(dir, 0777) == 0 || (errno == EEXIST && stat(dir, &st) == 0 && S_ISDIR(st.st_mode)))
        return true;
    return report_fail_file(e, words, dir, errno);
}
