#include "import/import.h"
#include "app/app.h"
#include "catalogue/catalogue.h"
#include "instant/instant.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

/* Importing is one call; what takes longer than a second is told to the person waiting by a thread
 * that does nothing else. */
struct progress {
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t ended;
    bool running, over;
    int64_t began_us;
    const struct words *words;
};

static struct timespec after_second(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    t.tv_sec++;
    return t;
}

static void *tell_progress(void *arg)
{
    struct progress *p = arg;
    pthread_mutex_lock(&p->mutex);
    while (!p->over) {
        struct timespec until = after_second();
        pthread_cond_timedwait(&p->ended, &p->mutex, &until);
        if (!p->over)
            fprintf(stderr, TR(p->words, "正在导入…… %d 秒\n"),
                    (int)((instant_mono_us() - p->began_us + 500000) / 1000000));
    }
    pthread_mutex_unlock(&p->mutex);
    return NULL;
}

static void progress_start(struct progress *p, const struct words *w)
{
    *p = (struct progress){.words = w, .began_us = instant_mono_us()};
    pthread_mutex_init(&p->mutex, NULL);
    pthread_cond_init(&p->ended, NULL);
    p->running = pthread_create(&p->thread, NULL, tell_progress, p) == 0;
}

static void progress_stop(struct progress *p)
{
    pthread_mutex_lock(&p->mutex);
    p->over = true;
    pthread_cond_signal(&p->ended);
    pthread_mutex_unlock(&p->mutex);
    if (p->running)
        pthread_join(p->thread, NULL);
    pthread_cond_destroy(&p->ended);
    pthread_mutex_destroy(&p->mutex);
}

/* Rows with an error: several findings of one row are one row left out. The report is sorted. */
static size_t bad_rows(const struct folder_report *r)
{
    size_t rows = 0;
    const struct finding *last = NULL;
    for (size_t i = 0; i < r->count; i++) {
        const struct finding *f = &r->findings[i];
        if (f->severity != SEVERITY_ERROR)
            continue;
        rows += !last || last->line != f->line || strcmp(last->file, f->file) != 0;
        last = f;
    }
    return rows;
}

/* As the spreadsheet shows it: file, row, column and heading, reason, what to do. */
static void print_findings(const struct folder_report *r, const struct words *w)
{
    for (size_t i = 0; i < r->count; i++) {
        const struct finding *f = &r->findings[i];
        const char *kind = f->severity == SEVERITY_ERROR ? TR(w, "错误") : TR(w, "提醒");
        fprintf(stderr, "%s", f->file);
        if (f->line > 0)
            fprintf(stderr, TR(w, " 第 %d 行"), f->line);
        if (f->column > 0)
            fprintf(stderr, TR(w, " 第 %d 列"), f->column);
        if (*f->field)
            fprintf(stderr, TR(w, "“%s”"), f->field);
        fprintf(stderr, " %s: %s\n        %s\n", kind, f->message, f->remedy);
    }
    if (r->dropped > 0)
        fprintf(stderr, TR(w, "另有 %zu 条没有列出\n"), r->dropped);
}

static int summary(const struct app_options *o, const struct folder_report *r, int rows)
{
    const struct words *w = catalogue_words(o->lang);
    if (rows < 0) {
        printf(TR(w, "什么也没有写入：%zu 处错误，%zu 处提醒\n"), r->errors, r->warnings);
        if (r->errors > 0 && !o->partial)
            printf("%s\n", TR(w, "改好表格再导入一次，或者加 --partial 只导入没有错误的行"));
        return 1;
    }
    printf(TR(w, "导入 %d 行"), rows);
    if (r->errors > 0)
        printf(TR(w, "，有错误的 %zu 行没有导入"), bad_rows(r));
    if (r->warnings > 0)
        printf(TR(w, "，%zu 处提醒"), r->warnings);
    printf(TR(w, "。用 leitai check %s 检查整个赛事\n"), o->args[0]);
    return r->errors > 0 ? 1 : 0;
}

int app_import(const struct app_options *o)
{
    if (!app_arguments(o, 2, (int)(sizeof o->args / sizeof *o->args),
                       "import DIR TABLE... [--partial]"))
        return 2;
    struct folder_report report;
    struct progress progress;
    folder_report_init(&report);
    report.words = catalogue_words(o->lang);
    progress_start(&progress, report.words);
    int rows =
        import_tables(o->args[0], o->args + 1, (size_t)o->arg_count - 1, o->partial, &report);
    progress_stop(&progress);
    print_findings(&report, report.words);
    int status = summary(o, &report, rows);
    folder_report_finish(&report);
    return status;
}
