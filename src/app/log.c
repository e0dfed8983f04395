#include "app/app.h"
#include "catalogue/catalogue.h"
#include "report/report.h"
#include "show/show.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static bool print_entry(void *ctx, const struct show_replay *r, const struct journal_row *row)
{
    char when[32] = "";
    time_t wall = (time_t)(row->wall_us / 1000000);
    struct tm tm;
    (void)ctx;
    (void)r;
    if (localtime_r(&wall, &tm))
        strftime(when, sizeof when, "%H:%M:%S", &tm);
    for (int i = 0; i < row->says.count; i++)
        printf("%6" PRId64 " %s %10.3f  %s\n", row->seq, when, (double)row->in.at_us / 1e6,
               row->says.line[i]);
    return true;
}

static void print_ledger(const struct contest *c, const struct words *w)
{
    printf("\n%s\n", TR(w, "计分流水"));
    for (int i = 0; i < c->state.ledger_count; i++) {
        const struct ledger_entry *e = &c->state.ledger[i];
        char points[16], seat[24];
        points_text(e->points_cp, true, points, sizeof points);
        snprintf(seat, sizeof seat, TR(w, "%d号"), e->seat);
        int minus = e->points_cp < 0 ? (int)strlen("−") - 1 : 0; /* bytes that take no room */
        printf("%5d  %10.3f  %4s  %*s  %s%s%s", e->seq, (double)e->at_us / 1e6, seat, 6 + minus,
               points, TR(w, cause_titles[e->cause]), e->reason[0] ? "  " : "", e->reason);
        if (e->corrects)
            printf("  (#%d)", e->corrects);
        printf("\n");
    }
}

int app_log(const struct app_options *o)
{
    struct show_replay r;
    struct journal_error e;
    const struct words *w = catalogue_words(o->lang);
    if (!app_arguments(o, 1, 1, "log JOURNAL [--json]"))
        return 2;
    bool ok = show_replay(&r, o->args[0], w, o->json ? NULL : print_entry, NULL, &e);
    if (!ok)
        app_complain(&e);
    else if (o->json)
        report_json_state(stdout, &r.contest);
    else
        print_ledger(&r.contest, w);
    show_replay_finish(&r);
    return ok ? 0 : 1;
}

static void print_problem(void *ctx, bool problem, const char *line)
{
    (void)ctx;
    printf("%s %s\n", problem ? "✗" : "·", line);
}

int app_verify(const struct app_options *o)
{
    struct journal_proof proof;
    const struct words *w = catalogue_words(o->lang);
    if (!app_arguments(o, 1, 1, "verify JOURNAL"))
        return 2;
    bool whole = journal_verify(o->args[0], w, print_problem, NULL, &proof);
    if (whole) {
        struct show_replay r;
        struct journal_error e;
        whole = show_replay(&r, o->args[0], w, NULL, NULL, &e);
        if (!whole)
            app_complain(&e);
        show_replay_finish(&r);
    }
    if (whole)
        printf(TR(w, "完整，未改动：%lld 条，校验值 %s\n"), (long long)proof.entries, proof.head);
    else if (proof.unread)
        printf("  %s\n%s\n", proof.remedy, TR(w, "没有校验完，不能说完整，也不能说改动过"));
    else
        printf(TR(w, "不完整或已改动：%d 处\n"), proof.problems ? proof.problems : 1);
    return whole ? 0 : 1;
}
