#include "app/app.h"
#include "catalogue/catalogue.h"
#include "report/report.h"
#include "script/script.h"

#include <stdio.h>
#include <stdlib.h>

static void summary(const struct show *show)
{
    const struct contest *c = show_contest(show);
    struct standings st;
    char points[16];
    standings_compute(c, false, &st);
    for (int i = 0; i < st.count; i++)
        printf("%3d  %2d号  %6s  %s\n", st.row[i].rank, st.row[i].seat,
               points_text(st.row[i].score_cp, false, points, sizeof points),
               contest_team(c, st.row[i].seat)->name);
}

static int play(const struct app_options *o, const struct folder *folder,
                const struct script *script)
{
    struct show_options options = {
        .journal = o->journal, .narration_words = catalogue_words(o->lang), .wall_us = app_wall_us};
    struct journal_error e;
    struct show *show = show_create(folder, &options, &e);
    int line = 0;
    char message[SCRIPT_MESSAGE];
    if (!show) {
        app_complain(&e);
        return 1;
    }
    bool ok = script_play(script, show, &line, message);
    if (!ok)
        fprintf(stderr, "%s:%d: %s\n", o->args[1], line, message);
    else if (o->json)
        report_json_state(stdout, show_contest(show));
    else
        summary(show);
    show_destroy(show);
    return ok ? 0 : 1;
}

int app_play(const struct app_options *o)
{
    int line, status = 1;
    char message[SCRIPT_MESSAGE];
    struct script script;
    if (!app_arguments(o, 2, 2, "play DIR SCRIPT [--journal FILE] [--json]"))
        return 2;
    char *text = app_read_file(o, o->args[1]);
    struct folder *folder = text ? app_load(o) : NULL;
    if (folder && !script_parse(&script, text, catalogue_words(o->lang), &line, message)) {
        fprintf(stderr, "%s:%d: %s\n", o->args[1], line, message);
    } else if (folder) {
        status = play(o, folder, &script);
        script_finish(&script);
    }
    folder_destroy(folder);
    free(text);
    return status;
}
