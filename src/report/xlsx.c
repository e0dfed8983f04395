/* The workbook: standings, ledger, presses, prizes, scores over time. Numbers are numbers. */
#include "report/draws.h"
#include "report/workbook.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static void standings_sheet(struct book *b)
{
    const struct report *r = b->r;
    struct book_column heads[BOOK_COLUMNS_MAX] = {{TR(r->words, "名次"), 7},
                                                  {TR(r->words, "台号"), 7},
                                                  {TR(r->words, "代表队"), 18},
                                                  {TR(r->words, "起始分"), 9}};
    int n = 4;
    for (int k = 0; k < r->def->round_count; k++)
        heads[n++] = (struct book_column){r->def->rounds[k].name, 8};
    heads[n++] = (struct book_column){TR(r->words, "其他"), 8};
    heads[n++] = (struct book_column){TR(r->words, "总分"), 10};
    heads[n++] = (struct book_column){TR(r->words, "奖项"), 12};
    heads[n++] = (struct book_column){TR(r->words, "备注"), 12};
    book_sheet(b, N_("排名"));
    book_heads(b, heads, n);
    for (int i = 0; i < r->team_count; i++, book_next_row(b)) {
        const struct report_team *t = &r->teams[i];
        book_number(b, t->standing.rank, FORMAT_CENTRE);
        book_number(b, t->standing.seat, FORMAT_CENTRE);
        book_text(b, t->team->name, FORMAT_TEXT);
        book_points(b, t->start_cp, FORMAT_POINTS);
        for (int k = 0; k < r->def->round_count; k++)
            book_points(b, t->round_cp[k], FORMAT_POINTS);
        book_points(b, t->other_cp, FORMAT_POINTS);
        book_points(b, t->standing.score_cp, FORMAT_TOTAL);
        book_text(b, report_prize_name(r, &t->standing), FORMAT_CENTRE);
        book_text(b, report_standing_note(r, &t->standing), FORMAT_TEXT);
    }
    book_sheet_end(b);
}

static void ledger_sheet(struct book *b)
{
    static const struct book_column heads[] = {
        {N_("序号"), 7},      {N_("时间"), 15}, {N_("环节"), 8},    {N_("题号"), 7},
        {N_("题目编号"), 12}, {N_("台号"), 7},  {N_("代表队"), 12}, {N_("事由"), 12},
        {N_("分值"), 9},      {N_("得分"), 10}, {N_("说明"), 10},   {N_("状态"), 9}};
    const struct report *r = b->r;
    book_sheet(b, N_("计分流水"));
    book_heads_of(b, heads, sizeof heads / sizeof *heads);
    for (size_t i = 0; i < r->change_count; i++, book_next_row(b)) {
        const struct report_change *c = &r->changes[i];
        const struct ledger_entry *e = &c->entry;
        char note[400];
        report_change_note(r, c, note, sizeof note);
        book_number(b, e->seq, FORMAT_CENTRE);
        book_clock(b, c->wall_us);
        book_text(b, report_round_name(r, e->round), FORMAT_TEXT);
        if (e->question)
            book_number(b, e->question, FORMAT_CENTRE);
        else
            book_blank(b);
        book_text(b, report_question_id(r, e->question_index), FORMAT_CENTRE);
        book_number(b, e->seat, FORMAT_CENTRE);
        book_text(b, report_team_name(r, e->seat), FORMAT_TEXT);
        book_text(b, report_cause(r, e->cause), FORMAT_CENTRE);
        book_points(b, e->points_cp, FORMAT_POINTS);
        book_points(b, c->total_cp, FORMAT_TOTAL);
        book_text(b, note, FORMAT_TEXT);
        book_text(b, report_status(r, c->undone_by), c->undone_by ? FORMAT_UNDONE : FORMAT_CENTRE);
    }
    book_sheet_end(b);
}

static void milliseconds(struct book *b, bool has, int64_t us)
{
    if (has)
        book_number(b, (double)us / 1000.0, FORMAT_MS);
    else
        book_blank(b);
}

static void presses_sheet(struct book *b)
{
    static const struct book_column heads[] = {{N_("序号"), 7},
                                               {N_("时间"), 15},
                                               {N_("环节"), 8},
                                               {N_("题号"), 7},
                                               {N_("口令次数"), 10},
                                               {N_("台号"), 7},
                                               {N_("代表队"), 12},
                                               {N_("抢答器"), 9},
                                               {N_("按钮"), 7},
                                               {N_("判定"), 10},
                                               {N_("比最先（毫秒）"), 14},
                                               {N_("不确定度（毫秒）"), 14},
                                               {N_("距口令（毫秒）"), 14},
                                               {N_("状态"), 9}};
    const struct report *r = b->r;
    book_sheet(b, N_("抢答记录"));
    book_heads_of(b, heads, sizeof heads / sizeof *heads);
    for (size_t i = 0; i < r->press_count; i++, book_next_row(b)) {
        const struct report_press *p = &r->presses[i];
        book_number(b, (double)(i + 1), FORMAT_CENTRE);
        book_clock(b, p->wall_us);
        book_text(b, report_round_name(r, p->round), FORMAT_TEXT);
        book_number(b, p->question, FORMAT_CENTRE);
        book_number(b, p->go_call, FORMAT_CENTRE);
        book_number(b, p->seat, FORMAT_CENTRE);
        book_text(b, report_team_name(r, p->seat), FORMAT_TEXT);
        book_number(b, p->box, FORMAT_CENTRE);
        book_number(b, p->button, FORMAT_CENTRE);
        book_text(b, report_verdict(r, p->verdict), FORMAT_CENTRE);
        milliseconds(b, p->has_margin, p->margin_us);
        milliseconds(b, true, p->uncertainty_us);
        milliseconds(b, p->has_go, p->since_go_us);
        book_text(b, report_status(r, p->undone_by), p->undone_by ? FORMAT_UNDONE : FORMAT_CENTRE);
    }
    book_sheet_end(b);
}

static void prizes_sheet(struct book *b)
{
    static const struct book_column heads[] = {{N_("奖项"), 12}, {N_("名次"), 8},
                                               {N_("台号"), 8},  {N_("代表队"), 14},
                                               {N_("总分"), 10}, {N_("队员名单"), 14}};
    const struct report *r = b->r;
    book_sheet(b, N_("奖项名单"));
    book_heads_of(b, heads, sizeof heads / sizeof *heads);
    for (int i = 0; i < r->team_count; i++) {
        const struct report_team *t = &r->teams[i];
        char players[600];
        if (t->standing.prize < 0)
            continue;
        report_players(r->words, t->team, players, sizeof players);
        book_text(b, report_prize_name(r, &t->standing), FORMAT_CENTRE);
        book_number(b, t->standing.rank, FORMAT_CENTRE);
        book_number(b, t->standing.seat, FORMAT_CENTRE);
        book_text(b, t->team->name, FORMAT_TEXT);
        book_points(b, t->standing.score_cp, FORMAT_TOTAL);
        book_text(b, players, FORMAT_TEXT);
        book_next_row(b);
    }
    for (int i = 0; i < r->tie_count; i++) {
        book_next_row(b);
        book_text(b, r->ties[i].text, FORMAT_NOTE);
    }
    book_sheet_end(b);
}

/* Only where lots were drawn. */
static void draws_sheet(struct book *b)
{
    static const struct book_column heads[] = {
        {N_("抽签"), 18}, {N_("台号"), 7}, {N_("代表队"), 18}, {N_("题包"), 9}, {N_("方式"), 24}};
    const struct report *r = b->r;
    struct report_draw d[ROUNDS_MAX + 1];
    int n = report_draws(r, d);
    if (!n)
        return;
    book_sheet(b, N_("抽签"));
    book_heads_of(b, heads, sizeof heads / sizeof *heads);
    for (int i = 0; i < n; i++) {
        char title[200], how[300];
        report_draw_title(r, &d[i], title, sizeof title);
        report_draw_how(r, &d[i], how, sizeof how);
        for (int k = 0; k < d[i].count; k++, book_next_row(b)) {
            book_text(b, title, FORMAT_TEXT);
            book_number(b, d[i].lots[k].seat, FORMAT_CENTRE);
            book_text(b, report_team_name(r, d[i].lots[k].seat), FORMAT_TEXT);
            book_text(b, d[i].lots[k].packet, FORMAT_CENTRE);
            book_text(b, how, FORMAT_TEXT);
        }
    }
    if (b->sheet)
        worksheet_write_string(b->sheet, b->row, 0, report_draw_recipe(r), b->format[FORMAT_NOTE]);
    book_sheet_end(b);
}

static lxw_workbook *new_book(const struct report *r, const char *part)
{
    lxw_workbook *w = workbook_new(part);
    if (!w)
        return NULL;
    lxw_doc_properties about = {.title = r->title,
                                .author = (char *)(uintptr_t)r->def->organiser,
                                .company = (char *)(uintptr_t)r->def->undertaker,
                                .created = (time_t)(r->begin_us / 1000000)};
    if (about.created <= 0)
        about.created = 1; /* 0 would be today */
    workbook_set_properties(w, &about);
    return w;
}

bool report_xlsx(const struct report *r, const char *path, struct report_error *e)
{
    char part[1032];
    if ((size_t)snprintf(part, sizeof part, "%s.part", path) >= sizeof part)
        return report_fail_file(e, r->words, path, ENAMETOOLONG);
    struct book b = {.workbook = new_book(r, part), .r = r};
    if (!b.workbook)
        return report_fail_memory(e, r->words);
    book_formats(&b);
    standings_sheet(&b);
    ledger_sheet(&b);
    presses_sheet(&b);
    prizes_sheet(&b);
    draws_sheet(&b);
    book_chart(&b);
    errno = 0;
    lxw_error error = workbook_close(b.workbook);
    if (error == LXW_NO_ERROR)
        return outfile_settle(path, r->words, e);
    int why = errno;
    unlink(part);
    if (why)
        return report_fail_file(e, r->words, path, why);
    return report_fail_text(e, lxw_strerror(error),
                            TR(r->words, "检查文件夹是否存在、能写、有空间，或换一个文件夹"));
}
