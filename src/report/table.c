#include "report/paper.h"

#include <string.h>

enum { INK = 0x1A1F2B, HEAD_FILL = 0xE8ECF5, GRID = 0x9AA5BD, GREY = 0x8A92A3 };

static const double CELL_SIDE = 4;

struct row_draw {
    const struct paper_table *t;
    double width; /* of the table */
    char text[TABLE_COLUMNS_MAX][CELL_TEXT];
    bool head, grey;
};

static struct paper_style cell_style(const struct row_draw *d, int column)
{
    const struct paper_column *c = &d->t->columns[column];
    return (struct paper_style){.size = d->t->size,
                                .bold = d->head || c->bold,
                                .align = d->head ? PAPER_CENTRE : c->align,
                                .colour = d->grey ? GREY : INK,
                                .line = 1.3};
}

static double column_width(const struct row_draw *d, int column)
{
    double sum = 0;
    for (int i = 0; i < d->t->column_count; i++)
        sum += d->t->columns[i].share;
    return d->width * d->t->columns[column].share / sum;
}

static double row_height(struct paper *p, const struct row_draw *d)
{
    double height = d->t->row_min;
    for (int i = 0; i < d->t->column_count; i++) {
        struct paper_style s = cell_style(d, i);
        double h = paper_text_height(p, &s, column_width(d, i) - 2 * CELL_SIDE, d->text[i]) +
                   2 * d->t->padding;
        height = h > height ? h : height;
    }
    return height;
}

static void draw_row(struct paper *p, const struct row_draw *d, double height)
{
    double x = p->left;
    if (d->head)
        paper_fill(p, x, p->y, d->width, height, HEAD_FILL);
    for (int i = 0; i < d->t->column_count; i++) {
        struct paper_style s = cell_style(d, i);
        double w = column_width(d, i);
        double h = paper_text_height(p, &s, w - 2 * CELL_SIDE, d->text[i]);
        paper_text_at(p, &s, x + CELL_SIDE, p->y + (height - h) / 2, w - 2 * CELL_SIDE, d->text[i]);
        paper_box(p, x, p->y, w, height, 0.5, GRID);
        x += w;
    }
    p->y += height;
}

static void fill_row(struct row_draw *d, int row)
{
    d->grey = d->t->grey && d->t->grey(d->t->ctx, row);
    for (int i = 0; i < d->t->column_count; i++) {
        d->text[i][0] = '\0';
        d->t->cell(d->t->ctx, row, i, d->text[i]);
    }
}

static void draw_head(struct paper *p, struct row_draw *d)
{
    d->head = true;
    d->grey = false;
    for (int i = 0; i < d->t->column_count; i++)
        snprintf(d->text[i], CELL_TEXT, "%s", d->t->columns[i].title);
    double height = row_height(p, d);
    draw_row(p, d, height);
    d->head = false;
}

void paper_columns(const struct paper *p, const struct paper_column *from, int count,
                   struct paper_column *to)
{
    for (int i = 0; i < count; i++) {
        to[i] = from[i];
        to[i].title = from[i].title[0] ? TR(p->words, from[i].title) : "";
    }
}

void paper_table(struct paper *p, const struct paper_table *t)
{
    struct row_draw d = {.t = t, .width = paper_measure_width(p)};
    paper_need(p, 4 * (t->size * 1.3 + 2 * t->padding));
    draw_head(p, &d);
    for (int row = 0; row < t->row_count; row++) {
        fill_row(&d, row);
        double height = row_height(p, &d);
        int page = p->page;
        paper_need(p, height);
        if (p->page != page) {
            draw_head(p, &d);
            fill_row(&d, row);
        }
        draw_row(p, &d, height);
    }
}
