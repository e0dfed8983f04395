#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "folder/loader.h"
#include "folder/nearest.h"
#include "words/words.h"

const char *path_join(struct arena *a, const char *dir, const char *path)
{
    size_t n = strlen(dir), m = strlen(path);
    char *joined = arena_alloc(a, n + m + 2);
    memcpy(joined, dir, n);
    joined[n] = '/';
    memcpy(joined + n + 1, path, m + 1);
    return joined;
}

bool path_inside(const struct loader *l, const char *full)
{
    char *real = realpath(full, NULL);
    size_t n = l->real_dir ? strlen(l->real_dir) : 0;
    bool inside = real && n > 0 && strncmp(real, l->real_dir, n) == 0 &&
                  (real[n] == '/' || real[n - 1] == '/');
    free(real);
    return inside;
}

static enum source_result source_bad(struct loader *l, const char *path, const char *message,
                                     const char *remedy)
{
    const struct words *w = l->report->words;
    folder_report_add(l->report, SEVERITY_ERROR, (struct place){.file = path}, TR(w, message),
                      TR(w, remedy));
    return SOURCE_BAD;
}

static bool read_all(int fd, char *out, size_t size)
{
    while (size > 0) {
        ssize_t n = read(fd, out, size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        out += n;
        size -= (size_t)n;
    }
    return true;
}

static enum source_result read_open(struct loader *l, int fd, const char *path,
                                    struct folder_file *out)
{
    struct stat st;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
        return source_bad(l, path, N_("不是普通文件"), N_("换成普通的文本文件"));
    if (st.st_size > FOLDER_FILE_BYTES_MAX)
        return source_bad(l, path, N_("文件超过 16 MiB"),
                          N_("分成几个文件；图片和视频放在 media/"));
    char *text = arena_alloc(l->arena, (size_t)st.st_size + 1);
    if (!read_all(fd, text, (size_t)st.st_size))
        return source_bad(l, path, N_("文件读不出来"), N_("检查磁盘或 U 盘，重新拷贝这个文件"));
    *out = (struct folder_file){path, text, (size_t)st.st_size};
    return SOURCE_OK;
}

static enum source_result read_disk(struct loader *l, const char *from, const char *path,
                                    struct folder_file *out)
{
    const char *full;
    if (from) { /* one of the program's own directories: only the file's own name counts */
        const char *slash = strrchr(path, '/');
        full = path_join(l->arena, from, slash ? slash + 1 : path);
    } else {
        full = path_join(l->arena, l->dir, path);
    }
    int fd = open(full, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
        return SOURCE_MISSING;
    if (fd < 0)
        return source_bad(l, path, errno == EACCES ? N_("没有权限读这个文件") : N_("文件打不开"),
                          N_("检查文件的权限（chmod +r）和磁盘"));
    enum source_result r;
    if (!from && !path_inside(l, full))
        r = source_bad(l, path, N_("链接指到了赛事文件夹外面"), N_("把文件本身拷进赛事文件夹"));
    else
        r = read_open(l, fd, path, out);
    close(fd);
    return r;
}

static enum source_result read_given(struct loader *l, const char *path, struct folder_file *out)
{
    for (size_t i = 0; i < l->given_count; i++) {
        const struct folder_file *g = &l->given[i];
        if (strcmp(g->path, path) != 0)
            continue;
        if (g->size > FOLDER_FILE_BYTES_MAX)
            return source_bad(l, path, N_("文件超过 16 MiB"), N_("记录可能损坏：换一份副本"));
        *out = (struct folder_file){path, arena_copy(l->arena, g->text, g->size), g->size};
        return SOURCE_OK;
    }
    return SOURCE_MISSING;
}

enum source_result source_read(struct loader *l, const char *from, const char *path,
                               struct folder_file *out)
{
    path = arena_text(l->arena, path);
    enum source_result r = l->dir ? read_disk(l, from, path, out) : read_given(l, path, out);
    if (r != SOURCE_OK)
        return r;
    struct folder *f = l->folder;
    if (f->file_count >= FOLDER_FILES_MAX)
        return source_bad(l, path, N_("赛事文件太多"), N_("把题目合并到较少的文件里"));
    l->files = arena_grow(l->arena, l->files, f->file_count, sizeof *l->files);
    l->files[f->file_count++] = *out;
    f->files = l->files;
    return SOURCE_OK;
}

/* The name in `path`'s directory that was probably meant; "" if none. */
static void nearest_file(const struct loader *l, const char *path, char out[NAME_MAX + 1])
{
    out[0] = '\0';
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    const char *full = path_join(l->arena, l->dir, path);
    char *parent = arena_copy(l->arena, full, strlen(full) - strlen(name));
    DIR *d = opendir(parent);
    struct nearest n;
    nearest_init(&n, name);
    for (struct dirent *e; d && (e = readdir(d));) {
        if (e->d_name[0] == '.')
            continue;
        size_t before = n.distance;
        nearest_offer(&n, e->d_name);
        if (n.distance < before)
            snprintf(out, NAME_MAX + 1, "%s", e->d_name);
    }
    if (d)
        closedir(d);
}

void source_missing(struct loader *l, struct spot s, const char *path)
{
    const struct words *w = l->report->words;
    char near[NAME_MAX + 1] = "", remedy[NAME_MAX + 100];
    if (l->dir)
        nearest_file(l, path, near);
    if (*near)
        snprintf(remedy, sizeof remedy, TR(w, N_("文件夹里有 %s，是不是它？")), near);
    else
        snprintf(remedy, sizeof remedy, "%s",
                 TR(w, N_("把文件放到这个位置，或者改正文件名（大小写也要一致）")));
    report_at(s.at, SEVERITY_ERROR, s.node, s.key, remedy, N_("找不到文件 %s"), path);
}
