/* The narration and the ledger for a terminal. */
#include "report/internal.h"

#include <inttypes.h>

static void put_lines(const struct report *r, FILE *out)
{
    for (size_t i = 0; i < r->line_count; i++) {
        char clock[PLAIN_TIME];
        fprintf(out, "%6" PRId64 "  %s  %s\n", r->lines[i].row,
                plain_span(r->lines[i].at_us, clock), r->lines[i].text);
    }
}

static void put_changes(const struct report *r, FILE *out)
{
    for (size_t i = 0; i < r->change_count; i++) {
        const struct report_change *c = &r->changes[i];
        const struct ledger_entry *e = &c->entry;
        char clock[PLAIN_TIME], where[200], points[16], total[16], note[400];
        report_where(r, e->round, e->question, where, sizeof where);
        report_change_note(c, note, sizeof note);
        fprintf(out, "%5d  %s  %2d 号  %6s  → %-6s  %s  %s", e->seq, plain_span(e->at_us, clock),
                e->seat, points_text(e->points_cp, true, points, 16),
                points_text(c->total_cp, false, total, 16), cause_titles[e->cause], where);
        fprintf(out, "%s%s%s\n", note[0] ? "  " : "", note, c->undone_by ? "  （已撤销）" : "");
    }
}

bool report_log(const struct report *r, FILE *out)
{
    put_lines(r, out);
    fputs("\n计分流水\n", out);
    put_changes(r, out);
    fputs("\n排名\n", out);
    for (int i = 0; i < r->team_count; i++) {
        const struct report_team *t = &r->teams[i];
        char points[16];
        fprintf(out, "%3d  %2d 号  %6s  %s%s%s\n", t->standing.rank, t->standing.seat,
                points_text(t->standing.score_cp, false, points, 16), t->team->name,
                t->standing.prize >= 0 ? "  " : "", report_prize_name(r, &t->standing));
    }
    fprintf(out, "\n%" PRId64 " 条记录，校验值 %s\n", r->entries, r->head);
    return !ferror(out);
}
