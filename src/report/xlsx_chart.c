/* Scores over time: a row for each change that stands, a line for each team. */
#include "report/workbook.h"

static const lxw_color_t line_colours[] = {0x2F6FDE, 0xD9534F, 0xB8A000, 0x8E6BB0,
                                           0x9A6B3F, 0x2BA88F, 0xC2418C, 0x6F8F1F,
                                           0x1499C2, 0xE0853A, 0x444C5E, 0x70A0FF};

static int seats_in_order(const struct report *r, int seats[TEAMS_MAX])
{
    int n = 0;
    for (int seat = 1; seat <= TEAMS_MAX; seat++)
        if (contest_team(r->contest, seat))
            seats[n++] = seat;
    return n;
}

static int32_t start_of(const struct report *r, int seat)
{
    for (int i = 0; i < r->team_count; i++)
        if (r->teams[i].standing.seat == seat)
            return r->teams[i].start_cp;
    return 0;
}

static void put_scores(struct book *b, int64_t at_us, const char *where, const int seats[],
                       int count, const int32_t *score_cp)
{
    book_number(b, (double)(at_us / 1000) / 60000.0, FORMAT_MS);
    book_text(b, where, FORMAT_TEXT);
    for (int i = 0; i < count; i++)
        book_points(b, score_cp[seats[i]], FORMAT_POINTS);
    book_next_row(b);
}

/* Returns the last row. */
static lxw_row_t scores_table(struct book *b, const int seats[], int count)
{
    const struct report *r = b->r;
    int32_t score_cp[TEAMS_MAX + 1] = {0};
    char where[200];
    for (int i = 0; i < count; i++)
        score_cp[seats[i]] = start_of(r, seats[i]);
    put_scores(b, 0, TR(r->words, "开始"), seats, count, score_cp);
    for (size_t i = 0; i < r->change_count; i++) {
        const struct report_change *c = &r->changes[i];
        if (c->undone_by || c->entry.seat < 1 || c->entry.seat > TEAMS_MAX)
            continue;
        score_cp[c->entry.seat] += c->entry.points_cp;
        report_where(r, c->entry.round, c->entry.question, where, sizeof where);
        put_scores(b, c->entry.at_us, where, seats, count, score_cp);
    }
    return b->row - 1;
}

static void style_axes(const struct report *r, lxw_chart *chart)
{
    lxw_chart_line grid = {.color = 0xDDE2EC, .width = 0.5};
    chart_axis_set_name(chart->x_axis, TR(r->words, "开始后的分钟"));
    chart_axis_set_name(chart->y_axis, TR(r->words, "得分"));
    chart_axis_set_num_format(chart->x_axis, "0");
    chart_axis_set_num_format(chart->y_axis, "General");
    chart_axis_set_label_position(chart->x_axis, LXW_CHART_AXIS_LABEL_POSITION_LOW);
    chart_axis_major_gridlines_set_line(chart->y_axis, &grid);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_RIGHT);
}

void book_chart(struct book *b)
{
    enum { CHART_ROWS = 27 };
    struct book_column heads[BOOK_COLUMNS_MAX] = {{TR(b->r->words, "分钟"), 10},
                                                  {TR(b->r->words, "题目"), 12}};
    char names[TEAMS_MAX][80];
    int seats[TEAMS_MAX], count = seats_in_order(b->r, seats);
    for (int i = 0; i < count; i++) {
        snprintf(names[i], sizeof names[i], TR(b->r->words, "%d 号 %s"), seats[i],
                 contest_team(b->r->contest, seats[i])->short_name);
        heads[i + 2] = (struct book_column){names[i], 8};
    }
    book_sheet(b, N_("曲线"));
    b->row = CHART_ROWS;
    lxw_row_t head = b->row;
    book_heads(b, heads, count + 2);
    worksheet_freeze_panes(b->sheet, 0, 0); /* the chart stands above the table */
    lxw_row_t last = scores_table(b, seats, count);
    book_sheet_end(b);
    lxw_chart *chart = workbook_add_chart(b->workbook, LXW_CHART_SCATTER_STRAIGHT);
    for (int i = 0; chart && i < count; i++) {
        lxw_col_t column = (lxw_col_t)(i + 2);
        lxw_chart_series *s = chart_add_series(chart, NULL, NULL);
        lxw_chart_line line = {
            .color = line_colours[i % 12],
            .width = 2,
            .dash_type = (uint8_t)(i < 12 ? LXW_CHART_LINE_DASH_SOLID : LXW_CHART_LINE_DASH_DASH)};
        chart_series_set_categories(s, b->name, head + 1, 0, last, 0);
        chart_series_set_values(s, b->name, head + 1, column, last, column);
        chart_series_set_name_range(s, b->name, head, column);
        chart_series_set_line(s, &line);
    }
    if (!chart)
        return;
    chart_title_set_name(chart, TR(b->r->words, "得分曲线"));
    style_axes(b->r, chart);
    lxw_chart_options place = {.x_scale = 2.1, .y_scale = 1.65};
    worksheet_insert_chart_opt(b->sheet, 2, 0, chart, &place);
}
