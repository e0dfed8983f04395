#include "app/app.h"
#include "app/qualify.h"
#include "catalogue/catalogue.h"
#include "preliminary/load.h"
#include "preliminary/sheets.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { PATH_BYTES = 4096 };

/* "DIR/name" for writing; NULL with a message. */
static FILE *begin_file(const char *dir, const char *name, char path[PATH_BYTES])
{
    snprintf(path, PATH_BYTES, "%s/%s", dir, name);
    FILE *f = fopen(path, "w");
    if (!f)
        fprintf(stderr, "leitai: %s: %s\n", path, strerror(errno));
    return f;
}

static bool end_file(FILE *f, const char *path)
{
    bool ok = !ferror(f);
    ok = fclose(f) == 0 && ok;
    if (!ok)
        fprintf(stderr, "leitai: %s: %s\n", path, strerror(errno));
    return ok;
}

/* The contest as it is, for short names; its faults are `leitai check`'s. */
static struct folder *former_contest(const char *dir)
{
    struct folder_report report;
    folder_report_init(&report);
    struct folder *f = folder_load(dir, app_preset_dirs(), &report);
    folder_report_finish(&report);
    return f;
}

static bool write_finalists(const struct app_options *o, const struct preliminary *p)
{
    char path[PATH_BYTES];
    FILE *f = begin_file(o->to, "teams.yaml", path);
    if (!f)
        return false;
    struct folder *former = former_contest(o->args[0]);
    sheets_finalists(p, former, catalogue_words(o->lang), f);
    folder_destroy(former);
    return end_file(f, path);
}

static bool write_all(const struct app_options *o, const struct preliminary *p,
                      const struct sheets *s)
{
    char path[PATH_BYTES];
    if (mkdir(o->to, 0777) != 0 && errno != EEXIST) {
        fprintf(stderr, "leitai: %s: %s\n", o->to, strerror(errno));
        return false;
    }
    for (int i = 0; i < s->count; i++) {
        FILE *f = begin_file(o->to, s->list[i].file, path);
        if (!f)
            return false;
        sheet_csv(&s->list[i], f);
        if (!end_file(f, path))
            return false;
    }
    return (p->qualify == 0 || write_finalists(o, p)) &&
           ((!p->prize_count && !p->organisation_count) || qualify_certificates(o, p));
}

static void print_open(const struct sheets *s, const struct words *w)
{
    if (s->open_count == 0) {
        printf("%s\n", TR(w, "没有影响晋级、选拔和奖项的并列"));
        return;
    }
    printf(TR(w, "待定 %d 处（加赛、抽签或裁定后写进 qualify.yaml 的 decisions，再运行一次）：\n"),
           s->open_count);
    for (int i = 0; i < s->open_count; i++)
        printf("  %s\n", s->open[i]);
}

static bool qualify(const struct app_options *o, const struct preliminary *p, struct arena *a)
{
    const struct words *w = catalogue_words(o->lang);
    struct sheets s;
    sheets_build(&s, p, w, a);
    for (int i = 0; i < s.count; i++) {
        sheet_print(&s.list[i], stdout);
        printf("\n");
    }
    print_open(&s, w);
    if (!o->to)
        return true;
    if (!write_all(o, p, &s))
        return false;
    printf(p->qualify ? TR(w, "写在 %s：成绩、奖项、选拔的 CSV，证书 PDF，决赛代表队 teams.yaml\n")
                      : TR(w, "写在 %s：成绩、奖项、选拔的 CSV，证书 PDF\n"),
           o->to);
    return true;
}

int app_qualify(const struct app_options *o)
{
    struct folder_report report;
    if (!app_arguments(o, 1, 1, "qualify DIR [--to DIR2]"))
        return 2;
    folder_report_init(&report);
    report.words = catalogue_words(o->lang);
    report.then = app_try_again;
    struct preliminary *p = preliminary_load(o->args[0], &report);
    struct arena *a = p ? arena_create() : NULL;
    if (report.count)
        folder_report_print(&report, stderr);
    bool ok = a && qualify(o, p, a);
    arena_destroy(a);
    preliminary_destroy(p);
    folder_report_finish(&report);
    return ok ? 0 : 1;
}
