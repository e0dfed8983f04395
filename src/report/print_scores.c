/* Blank tables to keep the score by hand: one for each round, and the sum. */
#include "report/print_internal.h"

enum { QUESTIONS_ACROSS = 20 };

struct blank {
    const struct folder *folder;
    int round, first, count; /* questions first + 1 … first + count; round -1: the sum */
    char title[TABLE_COLUMNS_MAX][40];
};

static void blank_cell(void *ctx, int row, int column, char out[CELL_TEXT])
{
    const struct blank *b = ctx;
    const struct team *t = &b->folder->def.teams[row];
    char points[16];
    if (column == 0)
        snprintf(out, CELL_TEXT, "%d", t->seat);
    else if (column == 1)
        snprintf(out, CELL_TEXT, "%s", t->short_name);
    else if (b->round < 0 && column == 2)
        snprintf(out, CELL_TEXT, "%s",
                 points_text(b->folder->def.base_cp + t->carry_in_cp, false, points, 16));
}

static double row_height(int rows, double room)
{
    double height = room / (rows + 2);
    return height > 30 ? 30 : height < 14 ? 14 : height;
}

static void draw_table(struct paper *p, struct blank *b, struct paper_column *columns, int count)
{
    int rows = b->folder->def.team_count;
    double room = p->height - p->bottom - p->y - 60;
    struct paper_table t = {.columns = columns,
                            .column_count = count,
                            .row_count = rows,
                            .size = rows > 16 ? 8.5 : 10,
                            .padding = 1,
                            .row_min = row_height(rows, room),
                            .cell = blank_cell,
                            .ctx = b};
    paper_table(p, &t);
}

static void round_page(struct paper *p, struct blank *b)
{
    struct paper_column columns[TABLE_COLUMNS_MAX] = {
        {TR(p->words, "台号"), 3, PAPER_CENTRE, true},
        {TR(p->words, "代表队"), 7, PAPER_LEFT, false}};
    int n = 2;
    for (int i = 0; i < b->count; i++, n++) {
        snprintf(b->title[n], sizeof b->title[n], "%d", b->first + i + 1);
        columns[n] = (struct paper_column){b->title[n], 2.4, PAPER_CENTRE, false};
    }
    columns[n++] = (struct paper_column){TR(p->words, "小计"), 4.5, PAPER_CENTRE, false};
    print_round_title(p, b->folder, b->round);
    draw_table(p, b, columns, n);
}

static void sum_page(struct paper *p, struct blank *b)
{
    const struct definition *d = &b->folder->def;
    struct paper_column columns[TABLE_COLUMNS_MAX] = {
        {TR(p->words, "台号"), 3, PAPER_CENTRE, true},
        {TR(p->words, "代表队"), 7, PAPER_LEFT, false},
        {TR(p->words, "起始分"), 4.4, PAPER_RIGHT, false}};
    static const struct paper_style head = {.size = 16, .bold = true, .colour = PRINT_INK};
    int n = 3;
    for (int i = 0; i < d->round_count; i++)
        columns[n++] = (struct paper_column){d->rounds[i].short_name, 4.4, PAPER_CENTRE, false};
    columns[n++] = (struct paper_column){TR(p->words, "总分"), 5, PAPER_CENTRE, false};
    columns[n++] = (struct paper_column){TR(p->words, "名次"), 4, PAPER_CENTRE, false};
    paper_text(p, &head, TR(p->words, "总分"));
    paper_space(p, 8);
    draw_table(p, b, columns, n);
}

static void signatures(struct paper *p)
{
    static const struct paper_style style = {.size = 11, .colour = PRINT_INK};
    paper_text_at(p, &style, p->left, p->height - p->bottom - 24, -1,
                  TR(p->words,
                     "记分员 ____________________　　复核 ____________________　　总裁判长 "
                     "____________________"));
}

static void document(struct paper *p, void *ctx)
{
    const struct folder *f = ctx;
    struct blank b = {.folder = f};
    print_title(p, f, N_("%s记分表"));
    bool begun = false;
    for (int i = 0; i < f->def.round_count; i++)
        for (int first = 0; first < f->def.rounds[i].planned; first += QUESTIONS_ACROSS) {
            int left = f->def.rounds[i].planned - first;
            if (begun)
                paper_new_page(p);
            begun = true;
            b.round = i;
            b.first = first;
            b.count = left < QUESTIONS_ACROSS ? left : QUESTIONS_ACROSS;
            round_page(p, &b);
            signatures(p);
        }
    if (begun)
        paper_new_page(p);
    b.round = -1;
    sum_page(p, &b);
    signatures(p);
}

bool print_score_sheet(const struct folder *f, const char *path, const struct words *words,
                       struct report_error *e)
{
    char title[800];
    print_name(words, N_("%s记分表"), f->def.title, title, sizeof title);
    struct paper_set_up u = {.title = title, .landscape = true, .footer = title, .words = words};
    return paper_write(path, &u, document, (void *)(uintptr_t)f, e);
}
