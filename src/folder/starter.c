#include "folder/starter.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "folder/arena.h"
#include "folder/folder.h"
#include "folder/loader.h"
#include "words/words.h"

static const char *const starter_dirs[] = {"questions", "media", "presets", "templates", NULL};

static bool refuse(struct folder_report *r, const char *file, const char *message,
                   const char *remedy)
{
    folder_report_add(r, SEVERITY_ERROR, (struct place){.file = file}, TR(r->words, message),
                      TR(r->words, remedy));
    return false;
}

static bool is_empty_dir(const char *dir)
{
    DIR *d = opendir(dir);
    if (!d)
        return false;
    bool empty = true;
    for (struct dirent *e; (e = readdir(d));)
        empty &= strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0;
    closedir(d);
    return empty;
}

static bool write_file(const char *full, const char *text)
{
    FILE *f = fopen(full, "wx");
    if (!f)
        return false;
    bool ok = fputs(text, f) >= 0;
    ok &= fclose(f) == 0;
    if (!ok)
        unlink(full);
    return ok;
}

bool folder_new(const char *dir, struct folder_report *report)
{
    const char *remedy = N_("换一个空文件夹，检查权限和磁盘空间");
    if (mkdir(dir, 0777) != 0 && errno != EEXIST)
        return refuse(report, dir, N_("文件夹建不起来"), remedy);
    if (!is_empty_dir(dir))
        return refuse(report, dir, N_("这里已经有内容，不会覆盖"), N_("换一个新的文件夹名"));
    struct arena *a = arena_create();
    bool ok = a != NULL;
    for (size_t i = 0; ok && starter_dirs[i]; i++)
        ok = mkdir(path_join(a, dir, starter_dirs[i]), 0777) == 0 ||
             refuse(report, starter_dirs[i], N_("文件夹建不起来"), remedy);
    for (const struct starter_file *f = starter_files; ok && f->path; f++)
        ok = write_file(path_join(a, dir, f->path), f->text) ||
             refuse(report, f->path, N_("文件写不进去"), remedy);
    arena_destroy(a);
    return ok;
}
