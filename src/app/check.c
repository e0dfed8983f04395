#include "app/app.h"
#include "catalogue/catalogue.h"
#include "preflight/preflight.h"

#include <locale.h>
#include <stdio.h>

static void on_fault(void *ctx, enum stage_fault fault, const char *subject)
{
    preflight_stage_fault(ctx, fault, subject);
}

static void check_texts(struct preflight *p, const struct folder *f, struct fonts *fonts)
{
    struct preflight_texts t;
    const int *area = f->stage.audience_area;
    char name[32];
    if (!preflight_texts_begin(&t, p, f, fonts))
        return;
    if (area[2] > 0) {
        snprintf(name, sizeof name, "%d×%d", area[2], area[3]);
        preflight_texts_wall(&t, area[2], area[3], name);
    }
    preflight_texts_wall(&t, 1920, 1080, "16:9");
    preflight_texts_wall(&t, 1440, 1080, "4:3");
    while (preflight_texts_step(&t))
        ;
    preflight_texts_end(&t);
}

/* What only opening the files and measuring the texts can tell. No display is needed. */
static void check_stage(struct preflight *p, const struct folder *f)
{
    struct stage_listener listener = {on_fault, p};
    struct fonts *fonts = fonts_create(NULL, &listener);
    setlocale(LC_NUMERIC, "C"); /* the video library insists */
    if (fonts)
        check_texts(p, f, fonts);
    fonts_destroy(fonts);
    preflight_media(p, f, NULL);
}

/* Findings that are not good join those of the folder; a file that can't be shown is an error. */
static void report_stage(struct folder_report *report, const struct preflight *p)
{
    for (int i = 0; i < p->count; i++) {
        const struct preflight_check *c = &p->checks[i];
        struct place place = {.file = c->file[0] ? c->file : "contest.yaml", .line = c->line};
        if (c->light != LIGHT_GOOD)
            folder_report_add(report, c->light == LIGHT_BAD ? SEVERITY_ERROR : SEVERITY_WARNING,
                              place, c->message, c->remedy);
    }
}

static void print_good(const struct preflight *p, const struct words *w)
{
    for (int i = 0; i < p->count; i++)
        if (p->checks[i].light == LIGHT_GOOD)
            printf("✓ %s: %s\n", TR(w, preflight_titles[p->checks[i].kind]), p->checks[i].message);
}

int app_check(const struct app_options *o)
{
    if (!app_arguments(o, 1, 1, "check DIR"))
        return 2;
    const struct words *w = catalogue_words(o->lang);
    struct folder_report report;
    struct preflight p;
    folder_report_init(&report);
    report.words = w;
    preflight_init(&p, w);
    struct folder *f = folder_load(o->args[0], app_preset_dirs(), &report);
    if (f) {
        check_stage(&p, f);
        report_stage(&report, &p);
        folder_report_sort(&report);
    }
    print_good(&p, w);
    folder_report_print(&report, stdout);
    bool ready = f && report.errors == 0;
    if (ready)
        printf(TR(w, "%s：%d 队，%d 个环节，%d 题，%zu 个媒体文件，可以开赛\n"), f->def.title,
               f->def.team_count, f->def.round_count, f->def.question_count, f->media_count);
    folder_destroy(f);
    preflight_finish(&p);
    folder_report_finish(&report);
    return ready ? 0 : 1;
}

int app_new(const struct app_options *o)
{
    if (!app_arguments(o, 1, 1, "new DIR"))
        return 2;
    const struct words *w = catalogue_words(o->lang);
    struct folder_report report;
    folder_report_init(&report);
    report.words = w;
    report.then = app_try_again;
    bool ok = folder_new(o->args[0], &report);
    if (ok)
        printf(TR(w, "新竞赛写在 %s：先改 contest.yaml，再用 leitai check %s 检查\n"), o->args[0],
               o->args[0]);
    else
        folder_report_print(&report, stderr);
    folder_report_finish(&report);
    return ok ? 0 : 1;
}
