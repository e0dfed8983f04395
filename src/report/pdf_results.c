/* The sheet to be signed: results, prizes, ties, corrections by hand, signatures; the journal's
 * hash on every page. */
#include "report/draws.h"
#include "report/paper.h"

#include <string.h>

enum { INK = 0x1A1F2B, SOFT = 0x5A6272, RED = 0xB3261E, RULE = 0x1A1F2B };

static const struct paper_style title_style = {
    .size = 24, .bold = true, .align = PAPER_CENTRE, .colour = INK, .spacing = 2, .line = 1.4};
static const struct paper_style subtitle_style = {
    .size = 13, .align = PAPER_CENTRE, .colour = SOFT, .line = 1.6};
static const struct paper_style heading_style = {.size = 13, .bold = true, .colour = INK};
static const struct paper_style body_style = {.size = 10.5, .colour = INK, .line = 1.6};
static const struct paper_style note_style = {.size = 9, .colour = SOFT};
static const struct paper_style caution_style = {
    .size = 12, .bold = true, .align = PAPER_CENTRE, .colour = RED};

/* What is drawn, and how much room it takes: what nearly fits one page is set tighter. */
struct sheet {
    const struct report *r;
    bool tight;
};

static void heading(struct paper *p, const char *text)
{
    const struct sheet *sheet = p->ctx;
    paper_space(p, sheet->tight ? 7 : 14);
    paper_need(p, 70);
    paper_fill(p, p->left, p->y + 3, 3, 13, INK);
    paper_text_in(p, &heading_style, p->left + 9, paper_measure_width(p) - 9, text);
    paper_space(p, 4);
}

/* ---- head ------------------------------------------------------------------------------------ */

static void caution(struct paper *p, const struct report *r)
{
    char text[420];
    report_caution(r, text, sizeof text);
    if (!text[0])
        return;
    double inner = paper_measure_width(p) - 24;
    double height = paper_text_height(p, &caution_style, inner, text) + 12;
    paper_space(p, 6);
    paper_box(p, p->left, p->y, paper_measure_width(p), height, 1.2, RED);
    paper_text_at(p, &caution_style, p->left + 12, p->y + 6, inner, text);
    paper_space(p, height + 4);
}

static void head(struct paper *p, const struct report *r)
{
    const struct definition *d = r->def;
    char line[800], date[PLAIN_TIME], begin[PLAIN_TIME], end[PLAIN_TIME];
    if (d->subtitle[0])
        paper_text(p, &subtitle_style, d->subtitle);
    snprintf(line, sizeof line, TR(r->words, "%s成绩公布表"), d->title);
    paper_text(p, &title_style, line);
    paper_space(p, 4);
    snprintf(line, sizeof line, "%s%s%s%s%s", plain_date(r->words, r->begin_us, date),
             d->where[0] ? "　　" : "", d->where, d->organiser[0] ? TR(r->words, "　　主办　") : "",
             d->organiser);
    paper_text(p, &(struct paper_style){.size = 10.5, .align = PAPER_CENTRE, .colour = INK}, line);
    plain_clock(r->begin_us, begin);
    plain_clock(r->end_us, end);
    if (d->undertaker[0])
        snprintf(line, sizeof line,
                 TR(r->words, "承办　%s　　%.8s 至 %.8s（北京时间）　　日志 %lld 条记录"),
                 d->undertaker, begin, end, (long long)r->entries);
    else
        snprintf(line, sizeof line, TR(r->words, "%.8s 至 %.8s（北京时间）　　日志 %lld 条记录"),
                 begin, end, (long long)r->entries);
    paper_text(p, &(struct paper_style){.size = 9, .align = PAPER_CENTRE, .colour = SOFT}, line);
    paper_space(p, 6);
    paper_line(p, p->left, p->y, p->width - p->right, p->y, 1.5, RULE);
    paper_line(p, p->left, p->y + 3, p->width - p->right, p->y + 3, 0.5, RULE);
    paper_space(p, 8);
    caution(p, r);
}

/* ---- results --------------------------------------------------------------------------------- */

struct results {
    const struct report *r;
    struct paper_column columns[TABLE_COLUMNS_MAX];
    enum { RANK, SEAT, NAME, START, ROUND, OTHER, TOTAL, PRIZE } kind[TABLE_COLUMNS_MAX];
    int round[TABLE_COLUMNS_MAX];
    int count;
};

static void add_column(struct results *t, int kind, const char *title, double share,
                       enum paper_align align)
{
    t->kind[t->count] = kind;
    t->columns[t->count++] =
        (struct paper_column){title, share, align, kind == TOTAL || kind == RANK || kind == PRIZE};
}

/* Rounds that were not played and columns of zeros only waste room on paper. */
static bool round_used(const struct report *r, int round)
{
    for (int i = 0; i < r->team_count; i++)
        if (r->teams[i].round_cp[round])
            return true;
    return r->def->rounds[round].kind != ROUND_TIE_BREAK &&
           r->def->rounds[round].kind != ROUND_AUDIENCE;
}

static bool other_used(const struct report *r)
{
    for (int i = 0; i < r->team_count; i++)
        if (r->teams[i].other_cp)
            return true;
    return false;
}

static bool start_used(const struct report *r)
{
    for (int i = 0; i < r->team_count; i++)
        if (r->teams[i].start_cp)
            return true;
    return false;
}

static void choose_columns(struct results *t)
{
    const struct report *r = t->r;
    add_column(t, RANK, TR(r->words, "名次"), 4, PAPER_CENTRE);
    add_column(t, SEAT, TR(r->words, "台号"), 4, PAPER_CENTRE);
    add_column(t, NAME, TR(r->words, "代表队"), 15, PAPER_LEFT);
    if (start_used(r))
        add_column(t, START, TR(r->words, "起始分"), 5.4, PAPER_RIGHT);
    for (int k = 0; k < r->def->round_count; k++)
        if (round_used(r, k)) {
            t->round[t->count] = k;
            add_column(t, ROUND, r->def->rounds[k].short_name, 4.4, PAPER_RIGHT);
        }
    if (other_used(r))
        add_column(t, OTHER, TR(r->words, "其他"), 4.2, PAPER_RIGHT);
    add_column(t, TOTAL, TR(r->words, "总分"), 5, PAPER_RIGHT);
    add_column(t, PRIZE, TR(r->words, "奖项"), 6, PAPER_CENTRE);
}

static void result_cell(void *ctx, int row, int column, char out[CELL_TEXT])
{
    const struct results *t = ctx;
    const struct report_team *team = &t->r->teams[row];
    switch (t->kind[column]) {
    case RANK:
        snprintf(out, CELL_TEXT, "%d", team->standing.rank);
        break;
    case SEAT:
        snprintf(out, CELL_TEXT, "%d", team->standing.seat);
        break;
    case NAME:
        snprintf(out, CELL_TEXT, "%s", team->team->name);
        break;
    case START:
        points_text(team->start_cp, false, out, CELL_TEXT);
        break;
    case ROUND:
        points_text(team->round_cp[t->round[column]], false, out, CELL_TEXT);
        break;
    case OTHER:
        points_text(team->other_cp, true, out, CELL_TEXT);
        break;
    case TOTAL:
        points_text(team->standing.score_cp, false, out, CELL_TEXT);
        break;
    case PRIZE: {
        const char *prize = report_prize_name(t->r, &team->standing);
        snprintf(out, CELL_TEXT, "%s",
                 prize[0] ? prize : report_standing_note(t->r, &team->standing));
        break;
    }
    }
}

static void results_table(struct paper *p, const struct report *r)
{
    bool tight = ((const struct sheet *)p->ctx)->tight;
    struct results t = {.r = r};
    choose_columns(&t);
    struct paper_table table = {.columns = t.columns,
                                .column_count = t.count,
                                .row_count = r->team_count,
                                .size = t.count > 16   ? 7.5
                                        : t.count > 10 ? 9
                                                       : 10.5,
                                .padding = tight || r->team_count > 16 ? 2.2 : 4.5,
                                .cell = result_cell,
                                .ctx = &t};
    heading(p, TR(p->words, "比赛成绩"));
    paper_table(p, &table);
    paper_space(p, 3);
    paper_text(p, &note_style,
               TR(p->words, "总分 = 起始分 + 各环节得分；每一笔加扣分见计分流水。"));
}

/* ---- prizes, ties, corrections by hand ------------------------------------------------------- */

static void prize_line(struct paper *p, const struct report *r, int prize)
{
    char line[2048];
    size_t n = 0;
    for (int i = 0; i < r->team_count; i++) {
        if (r->teams[i].standing.prize != prize)
            continue;
        n += (size_t)snprintf(line + n, sizeof line - n, "%s%s", n ? TR(r->words, "、") : "",
                              r->teams[i].team->name);
        if (n >= sizeof line)
            break;
    }
    if (!n)
        return;
    static const struct paper_style name = {.size = 10.5, .bold = true, .colour = INK, .line = 1.6};
    double indent = 84, width = paper_measure_width(p) - indent;
    paper_need(p, paper_text_height(p, &body_style, width, line));
    paper_text_at(p, &name, p->left, p->y, indent - 6, r->def->prizes[prize].name);
    paper_text_in(p, &body_style, p->left + indent, width, line);
}

static void prizes(struct paper *p, const struct report *r)
{
    if (!r->def->prize_count)
        return;
    heading(p, TR(p->words, "奖项名单"));
    for (int i = 0; i < r->def->prize_count; i++)
        prize_line(p, r, i);
}

static void ties(struct paper *p, const struct report *r)
{
    heading(p, TR(p->words, "同分的处理"));
    if (!r->tie_count)
        paper_text(p, &body_style, TR(p->words, "没有同分的代表队。"));
    for (int i = 0; i < r->tie_count; i++)
        paper_text(p, &body_style, r->ties[i].text);
}

static void draws(struct paper *p, const struct report *r)
{
    struct report_draw d[ROUNDS_MAX + 1];
    int n = report_draws(r, d);
    bool program = false;
    for (int i = 0; i < n; i++) {
        char title[200], how[300], lots[4096], line[4800];
        if (!i)
            heading(p, TR(p->words, "抽签"));
        report_draw_title(r, &d[i], title, sizeof title);
        report_draw_how(r, &d[i], how, sizeof how);
        report_draw_lots(r, &d[i], lots, sizeof lots);
        snprintf(line, sizeof line, TR(p->words, "%s：%s。%s。"), title, how, lots);
        paper_text(p, &body_style, line);
        program |= d[i].record->how == DRAW_PROGRAM;
    }
    if (program)
        paper_text(p, &note_style, report_draw_recipe(r));
}

static bool by_hand(const struct report_change *c)
{
    enum cause cause = (enum cause)c->entry.cause;
    return !c->undone_by &&
           (cause == CAUSE_ADJUST || cause == CAUSE_CONDUCT || cause == CAUSE_REVERSAL ||
            cause == CAUSE_VOID || cause == CAUSE_REDRAW);
}

static void corrections(struct paper *p, const struct report *r)
{
    bool any = false;
    for (size_t i = 0; i < r->change_count; i++) {
        const struct report_change *c = &r->changes[i];
        char line[1000], where[200], points[16], note[400], clock[PLAIN_TIME];
        if (!by_hand(c))
            continue;
        if (!any)
            heading(p, TR(p->words, "改判、作废、纪律加扣分与抽签更改"));
        any = true;
        report_where(r, c->entry.round, c->entry.question, where, sizeof where);
        report_change_note(r, c, note, sizeof note);
        plain_clock(c->wall_us, clock);
        snprintf(line, sizeof line, TR(r->words, "第 %d 笔　%.8s　%s　%d 号%s　%s %s%s%s"),
                 c->entry.seq, clock, where, c->entry.seat, report_team_name(r, c->entry.seat),
                 report_cause(r, c->entry.cause), points_text(c->entry.points_cp, true, points, 16),
                 note[0] ? "　" : "", note);
        paper_text(p, &body_style, line);
    }
}

/* ---- signatures ------------------------------------------------------------------------------ */

static void signature(struct paper *p, double x, double width, const char *who)
{
    static const struct paper_style name = {.size = 11, .bold = true, .colour = INK};
    double y = p->y + 26;
    paper_text_at(p, &name, x, y - 14, -1, TR(p->words, who));
    double label = paper_text_width(p, &name, TR(p->words, who)) + 8;
    paper_line(p, x + (label > 62 ? label : 62), y + 2, x + width, y + 2, 0.7, INK);
}

static void signatures(struct paper *p, void *ctx)
{
    static const char *const who[] = {N_("总裁判长"), N_("仲　　裁"), N_("记 分 员"),
                                      N_("监　　督")};
    static const struct paper_style date = {.size = 11, .align = PAPER_RIGHT, .colour = INK};
    const struct sheet *sheet = ctx;
    double half = paper_measure_width(p) / 2;
    heading(p, TR(p->words, "签字"));
    paper_text(p, &body_style,
               sheet->r->problems ? TR(p->words, "日志校验未通过，本表不得签字。")
                                  : TR(p->words, "以上成绩与现场日志一致，经核对无误。"));
    for (int i = 0; i < 4; i += 2) {
        signature(p, p->left, half - 16, who[i]);
        signature(p, p->left + half + 16, half - 16, who[i + 1]);
        paper_space(p, 38);
    }
    paper_space(p, 4);
    paper_text(p, &date, TR(p->words, "　　　　年　　　月　　　日"));
    paper_text(p, &note_style,
               TR(p->words, "页脚的日志校验值由全部现场记录逐条算出，改动任何一条都会变；可用 "
                            "leitai verify 核对。"));
}

/* The last piece stands at the foot of its page, where people look for it. */
static void signatures_at_foot(struct paper *p, struct sheet *sheet)
{
    double y = p->y;
    p->measuring = true;
    signatures(p, sheet);
    p->measuring = false;
    double height = p->y - y;
    p->y = y;
    paper_need(p, height);
    p->y = p->height - p->bottom - height;
    signatures(p, sheet);
}

static void document(struct paper *p, void *ctx)
{
    struct sheet *sheet = ctx;
    const struct report *r = sheet->r;
    head(p, r);
    results_table(p, r);
    prizes(p, r);
    ties(p, r);
    draws(p, r);
    corrections(p, r);
    signatures_at_foot(p, sheet);
}

static int columns_of(const struct report *r)
{
    struct results t = {.r = r};
    choose_columns(&t);
    return t.count;
}

bool report_pdf(const struct report *r, const char *path, struct report_error *e)
{
    char footer[JOURNAL_HASH_TEXT + 64], title[600];
    snprintf(footer, sizeof footer, TR(r->words, "日志校验值 %s"), r->head);
    snprintf(title, sizeof title, TR(r->words, "%s成绩公布表"), r->title);
    struct paper_set_up u = {.title = title,
                             .created_us = r->end_us,
                             .landscape = columns_of(r) > 13,
                             .footer = footer,
                             .header = title,
                             .words = r->words};
    struct sheet sheet = {.r = r};
    int loose = paper_count(&u, document, &sheet);
    sheet.tight = true;
    sheet.tight = loose > 1 && paper_count(&u, document, &sheet) < loose;
    return paper_write(path, &u, document, &sheet, e);
}
