/* The ledger on paper, with what was undone in grey. */
#include "report/paper.h"

enum { INK = 0x1A1F2B, SOFT = 0x5A6272 };

static void cell(void *ctx, int row, int column, char out[CELL_TEXT])
{
    const struct report *r = ctx;
    const struct report_change *c = &r->changes[row];
    const struct ledger_entry *e = &c->entry;
    char clock[PLAIN_TIME];
    switch (column) {
    case 0:
        snprintf(out, CELL_TEXT, "%d", e->seq);
        break;
    case 1:
        snprintf(out, CELL_TEXT, "%.8s", plain_clock(c->wall_us, clock));
        break;
    case 2:
        report_where(r, e->round, e->question, out, CELL_TEXT);
        break;
    case 3:
        snprintf(out, CELL_TEXT, TR(r->words, "%d 号 %s"), e->seat, report_team_name(r, e->seat));
        break;
    case 4:
        snprintf(out, CELL_TEXT, "%s", report_cause(r, e->cause));
        break;
    case 5:
        points_text(e->points_cp, true, out, CELL_TEXT);
        break;
    case 6:
        points_text(c->total_cp, false, out, CELL_TEXT);
        break;
    default: {
        char note[400];
        report_change_note(r, c, note, sizeof note);
        snprintf(out, CELL_TEXT, "%s%s%s", c->undone_by ? report_status(r, 1) : "",
                 c->undone_by && note[0] ? TR(r->words, "；") : "", note);
        break;
    }
    }
}

static bool undone(void *ctx, int row)
{
    const struct report *r = ctx;
    return r->changes[row].undone_by != 0;
}

static void document(struct paper *p, void *ctx)
{
    static const struct paper_style title = {
        .size = 18, .bold = true, .align = PAPER_CENTRE, .colour = INK, .spacing = 1};
    static const struct paper_style note = {.size = 9, .align = PAPER_CENTRE, .colour = SOFT};
    static const struct paper_column columns[] = {
        {N_("序号"), 3, PAPER_CENTRE, false},  {N_("时间"), 5.4, PAPER_CENTRE, false},
        {N_("题目"), 8.5, PAPER_LEFT, false},  {N_("代表队"), 13, PAPER_LEFT, false},
        {N_("事由"), 6, PAPER_CENTRE, false},  {N_("分值"), 4, PAPER_RIGHT, true},
        {N_("得分"), 4.4, PAPER_RIGHT, false}, {N_("说明"), 10, PAPER_LEFT, false}};
    const struct report *r = ctx;
    char line[700], date[PLAIN_TIME], caution[420];
    snprintf(line, sizeof line, TR(r->words, "%s计分流水"), r->title);
    paper_text(p, &title, line);
    snprintf(line, sizeof line, TR(r->words, "%s　%s　时间为北京时间；灰色为已撤销，不计分"),
             plain_date(r->words, r->begin_us, date), r->def->where);
    paper_text(p, &note, line);
    report_caution(r, caution, sizeof caution);
    if (caution[0])
        paper_text(p, &note, caution);
    paper_space(p, 8);
    enum { COLUMNS = sizeof columns / sizeof *columns };
    struct paper_column titled[COLUMNS];
    paper_columns(p, columns, COLUMNS, titled);
    struct paper_table table = {.columns = titled,
                                .column_count = COLUMNS,
                                .row_count = (int)r->change_count,
                                .size = 8.5,
                                .padding = 2.5,
                                .cell = cell,
                                .grey = undone,
                                .ctx = ctx};
    paper_table(p, &table);
}

bool report_ledger_pdf(const struct report *r, const char *path, struct report_error *e)
{
    char footer[JOURNAL_HASH_TEXT + 64], title[600];
    snprintf(footer, sizeof footer, TR(r->words, "日志校验值 %s"), r->head);
    snprintf(title, sizeof title, TR(r->words, "%s计分流水"), r->title);
    struct paper_set_up u = {.title = title,
                             .created_us = r->end_us,
                             .footer = footer,
                             .header = title,
                             .words = r->words};
    return paper_write(path, &u, document, (void *)(uintptr_t)r, e);
}
