#include "app/app.h"
#include "catalogue/catalogue.h"

#include <stdio.h>

int app_check(const struct app_options *o)
{
    if (!app_arguments(o, 1, 1, "check DIR"))
        return 2;
    const struct words *w = catalogue_words(o->lang);
    struct folder_report report;
    folder_report_init(&report);
    report.words = w;
    struct folder *f = folder_load(o->args[0], app_preset_dirs(), &report);
    folder_report_print(&report, stdout);
    folder_report_finish(&report);
    if (!f)
        return 1;
    printf(TR(w, "%s：%d 队，%d 个环节，%d 题，%zu 个媒体文件，可以开赛\n"), f->def.title,
           f->def.team_count, f->def.round_count, f->def.question_count, f->media_count);
    folder_destroy(f);
    return 0;
}

int app_new(const struct app_options *o)
{
    if (!app_arguments(o, 1, 1, "new DIR"))
        return 2;
    const struct words *w = catalogue_words(o->lang);
    struct folder_report report;
    folder_report_init(&report);
    report.words = w;
    bool ok = folder_new(o->args[0], &report);
    if (ok)
        printf(TR(w, "新竞赛写在 %s：先改 contest.yaml，再用 leitai check %s 检查\n"), o->args[0],
               o->args[0]);
    else
        folder_report_print(&report, stderr);
    folder_report_finish(&report);
    return ok ? 0 : 1;
}
