#include "app/contact_sheet.h"

#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 5, CELL = 480, GAP = 12, LABEL = 24, WIDTH = COLUMNS * (CELL + GAP) + GAP };

void contact_sheet_init(struct contact_sheet *s, int width, int height)
{
    *s = (struct contact_sheet){.cell_height = CELL * height / width};
}

static int row_height(const struct contact_sheet *s)
{
    return s->cell_height + LABEL + GAP;
}

static int rows(const struct contact_sheet *s)
{
    return (s->count + COLUMNS - 1) / COLUMNS;
}

/* A row more, and its background. */
static bool grow(struct contact_sheet *s, struct painter *p, const struct text_metrics *m)
{
    int height = row_height(s);
    size_t row = (size_t)WIDTH * (size_t)height, had = (size_t)rows(s) * row;
    uint32_t *more = realloc(s->pixels, (had + row) * sizeof *more);
    struct canvas c;
    if (!more || (!s->page && !(s->page = malloc(sizeof *s->page)))) {
        s->pixels = more ? more : s->pixels;
        return false;
    }
    s->pixels = more;
    memset(more + had, 0, row * sizeof *more);
    canvas_init(&c, more + had, WIDTH, height, WIDTH);
    struct draw_list *d = draw_page_begin(s->page, WIDTH, (float)height, m);
    draw_backdrop(d, DRAW_BACKDROP_FLAT);
    painter_draw(p, &c, d);
    return true;
}

bool contact_sheet_add(struct contact_sheet *s, struct painter *p, const struct text_metrics *m,
                       const struct draw_list *photograph, const char *name)
{
    int column = s->count % COLUMNS, height = row_height(s);
    if (column == 0 && !grow(s, p, m))
        return false;
    size_t above = (size_t)(s->count / COLUMNS) * (size_t)height * WIDTH;
    int x = GAP + column * (CELL + GAP);
    struct canvas c;
    canvas_init(&c, s->pixels + above, WIDTH, height, WIDTH);
    c.clip = (struct area){x, 0, CELL, height};
    struct draw_list *d = draw_page_begin(s->page, WIDTH, (float)height, m);
    struct draw_run run = {.x = (float)x,
                           .y = (float)(GAP + s->cell_height) + LABEL / 2,
                           .em = 16,
                           .paint = paint(COLOUR_TEXT)};
    draw_backdrop(d, DRAW_BACKDROP_FLAT);
    draw_mini(d, (struct draw_box){(float)x, GAP, CELL, (float)s->cell_height}, photograph);
    draw_text(d, &run, name, 0);
    painter_draw(p, &c, d);
    s->count++;
    return true;
}

bool contact_sheet_save(const struct contact_sheet *s, const char *path, char *why, size_t cap)
{
    struct canvas c;
    canvas_init(&c, s->pixels, WIDTH, rows(s) * row_height(s), WIDTH);
    return s->count == 0 || stage_save_png(&c, path, why, cap);
}

void contact_sheet_finish(struct contact_sheet *s)
{
    free(s->pixels);
    free(s->page);
    *s = (struct contact_sheet){0};
}
