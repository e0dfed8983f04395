#include <errno.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "folder/loader.h"
#include "words/words.h"

static bool folder_open(struct loader *l, const char *dir)
{
    const struct words *w = l->report->words;
    struct stat st;
    const char *message = NULL;
    if (stat(dir, &st) != 0)
        message = errno == EACCES ? N_("没有权限打开文件夹 %s") : N_("没有文件夹 %s");
    else if (!S_ISDIR(st.st_mode))
        message = N_("%s 不是文件夹");
    if (message) {
        char text[400];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        snprintf(text, sizeof text, words_tr(w, message), dir);
#pragma GCC diagnostic pop
        folder_report_add(l->report, SEVERITY_ERROR, (struct place){0}, text,
                          TR(w, N_("检查路径；用 leitai new 新建一个赛事文件夹")));
        return false;
    }
    char *real = realpath(dir, NULL);
    l->dir = l->folder->dir = arena_text(l->arena, dir);
    l->real_dir = arena_text(l->arena, real ? real : dir);
    free(real);
    return true;
}

static struct folder *folder_create(void)
{
    struct arena *a = arena_create();
    struct folder *f = a ? arena_alloc(a, sizeof *f) : NULL;
    if (f) {
        f->arena = a;
        f->dir = "";
        f->def.title = f->def.subtitle = f->def.when = f->def.where = "";
        f->def.organiser = f->def.undertaker = "";
    }
    return f;
}

static struct folder *load_all(struct loader *l)
{
    size_t errors = l->report->errors;
    schemas_build(&l->schemas, l->arena);
    contest_file_load(l);
    stage_file_load(l);
    duplicates_check(l);
    media_unused(l);
    sounds_unused(l);
    l->folder->def.questions = l->questions;
    l->folder->origins = l->origins;
    l->folder->def.question_count = (int)l->question_count;
    folder_report_sort(l->report);
    if (l->report->errors == errors)
        return l->folder;
    folder_destroy(l->folder);
    return NULL;
}

struct folder *folder_load(const char *dir, const char *const *preset_dirs,
                           struct folder_report *report)
{
    struct folder *f = folder_create();
    if (!f)
        return NULL;
    struct loader l = {
        .arena = f->arena, .folder = f, .report = report, .preset_dirs = preset_dirs};
    if (!folder_open(&l, dir)) {
        folder_destroy(f);
        return NULL;
    }
    return load_all(&l);
}

struct folder *folder_load_files(const struct folder_file *files, size_t count,
                                 struct folder_report *report)
{
    struct folder *f = folder_create();
    if (!f)
        return NULL;
    struct loader l = {
        .arena = f->arena, .folder = f, .report = report, .given = files, .given_count = count};
    return load_all(&l);
}

void folder_destroy(struct folder *f)
{
    if (f)
        arena_destroy(f->arena); /* f itself lives in it */
}

static bool of_the_hall(const char *path)
{
    return strcmp(path, "stage.yaml") == 0 || strncmp(path, "themes/", 7) == 0;
}

void folder_digest(const struct folder *f, char out[FOLDER_DIGEST_TEXT])
{
    static const char hex[] = "0123456789abcdef";
    struct sha256_ctx ctx;
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_init(&ctx);
    for (size_t i = 0; i < f->file_count; i++) {
        const struct folder_file *file = &f->files[i];
        uint8_t size[8];
        if (of_the_hall(file->path))
            continue;
        for (int b = 0; b < 8; b++)
            size[b] = (uint8_t)((uint64_t)file->size >> 8 * b);
        sha256_update(&ctx, strlen(file->path) + 1, (const uint8_t *)file->path);
        sha256_update(&ctx, sizeof size, size);
        sha256_update(&ctx, file->size, (const uint8_t *)file->text);
    }
    sha256_digest(&ctx, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        out[2 * i] = hex[digest[i] >> 4];
        out[2 * i + 1] = hex[digest[i] & 15];
    }
    out[2 * sizeof digest] = '\0';
}
