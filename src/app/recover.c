#include "recover/recover.h"
#include "app/app.h"
#include "catalogue/catalogue.h"

#include <stdio.h>
#include <stdlib.h>

static int recover(const struct app_options *o, const struct folder *folder,
                   const struct recover_scores *scores)
{
    const struct words *w = catalogue_words(o->lang);
    char path[JOURNAL_PATH_MAX];
    struct recover_options options = {
        .journal =
            o->journal ? o->journal : journal_name(o->args[0], o->rehearsal, path, sizeof path),
        .rehearsal = o->rehearsal,
        .force = o->force,
        .words = w,
        .wall_us = app_wall_us};
    struct recovered done;
    struct journal_error e;
    if (!recover_show(folder, scores, &options, &done, &e)) {
        app_complain(&e);
        return 1;
    }
    if (done.away[0])
        printf(TR(w, "原来的日志改名为 %s\n"), done.away);
    if (scores->round == RECOVER_STANDINGS)
        printf(TR(w, "重录了 %d 队的分数，从总排名继续：leitai run %s\n"), folder->def.team_count,
               o->args[0]);
    else
        printf(TR(w, "重录了 %d 队的分数，从第 %d 环节“%s”继续：leitai run %s\n"),
               folder->def.team_count, scores->round, folder->def.rounds[scores->round - 1].name,
               o->args[0]);
    return 0;
}

int app_recover(const struct app_options *o)
{
    struct recover_scores scores;
    struct folder_report report;
    int status = 1;
    if (!app_arguments(o, 2, 2, "recover DIR SCORES [--force] [--rehearsal]"))
        return 2;
    char *text = app_read_file(o, o->args[1]);
    struct folder *folder = text ? app_load(o) : NULL;
    folder_report_init(&report);
    report.words = catalogue_words(o->lang);
    report.then = app_try_again;
    if (folder && recover_read(&scores, text, o->args[1], &folder->def, &report)) {
        if (report.count)
            folder_report_print(&report, stderr);
        status = recover(o, folder, &scores);
    } else if (folder) {
        folder_report_print(&report, stderr);
    }
    folder_report_finish(&report);
    folder_destroy(folder);
    free(text);
    return status;
}
