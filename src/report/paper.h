/* report/paper — pages of A4 that fill from top to bottom. Private to this room.
 *
 * A document is drawn by one function, called twice: once to count the pages, once to write them.
 * Lengths are points (1/72 inch). Text is Noto CJK, set by Pango in simplified Chinese. What does
 * not fit goes to the next page; paper_keep holds a piece together.
 */
#ifndef LEITAI_REPORT_PAPER_H
#define LEITAI_REPORT_PAPER_H

#include "report/internal.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

enum paper_align { PAPER_LEFT, PAPER_CENTRE, PAPER_RIGHT };

/* How text looks. */
struct paper_style {
    double size;
    bool bold, serif;
    enum paper_align align;
    uint32_t colour; /* 0xRRGGBB */
    double spacing;  /* between letters */
    double line;     /* distance of lines as a factor, 0: 1.25 */
};

struct paper {
    cairo_t *cr;
    PangoContext *fonts;
    double width, height, left, right, top, bottom; /* of the page; margins */
    double y;                                       /* where the next thing goes */
    int page, pages;                                /* 1..; pages: 0 while counting */
    bool measuring;                                 /* moves y only */
    const char *footer;                             /* left of the page number; "" none */
    const char *header;                             /* small, on top of pages from 2 on; "" none */
    bool bare;                                      /* no header, no footer */
    const struct words *words;
    void *ctx; /* of the document */
};

struct paper_set_up {
    const char *title;  /* of the file */
    int64_t created_us; /* wall time the file bears; ≤ 0: 2000-01-01 */
    bool landscape, bare;
    const char *footer, *header;
    const struct words *words;
};

typedef void paper_document(struct paper *p, void *ctx);

/* Draws `document` into the file at `path`. */
bool paper_write(const char *path, const struct paper_set_up *set_up, paper_document *document,
                 void *ctx, struct report_error *e);

/* How many pages it would have. */
int paper_count(const struct paper_set_up *set_up, paper_document *document, void *ctx);

void paper_new_page(struct paper *p);
double paper_measure_width(const struct paper *p); /* of the text area */
void paper_space(struct paper *p, double height);
/* A new page unless `height` fits. */
void paper_need(struct paper *p, double height);

/* Text across the text area; breaks between lines. */
void paper_text(struct paper *p, const struct paper_style *s, const char *text);
/* The same between x and x + width. */
void paper_text_in(struct paper *p, const struct paper_style *s, double x, double width,
                   const char *text);
/* Text at a place of the page; returns its height. `width` < 0: as wide as it is. Nothing moves. */
double paper_text_at(struct paper *p, const struct paper_style *s, double x, double y, double width,
                     const char *text);
/* Width the text takes in one line. */
double paper_text_width(struct paper *p, const struct paper_style *s, const char *text);
/* Height the text would take. */
double paper_text_height(struct paper *p, const struct paper_style *s, double width,
                         const char *text);

void paper_line(struct paper *p, double x1, double y1, double x2, double y2, double thickness,
                uint32_t colour);
void paper_box(struct paper *p, double x, double y, double w, double h, double thickness,
               uint32_t colour);
void paper_fill(struct paper *p, double x, double y, double w, double h, uint32_t colour);

/* Draws a piece that stays on one page; what is taller than a page is drawn smaller. */
void paper_keep(struct paper *p, void (*draw)(struct paper *p, void *ctx), void *ctx);

/* ---- tables (table.c) ------------------------------------------------------------------------ */

enum { TABLE_COLUMNS_MAX = ROUNDS_MAX + 12, CELL_TEXT = 600 };

struct paper_column {
    const char *title; /* as it is drawn */
    double share;      /* of the width */
    enum paper_align align;
    bool bold;
};

/* Text of cell (row, column) into out. */
typedef void paper_cell(void *ctx, int row, int column, char out[CELL_TEXT]);

struct paper_table {
    const struct paper_column *columns;
    int column_count, row_count;
    double size;    /* of the text */
    double padding; /* above and below text */
    double row_min; /* least height of a row */
    paper_cell *cell;
    bool (*grey)(void *ctx, int row); /* rows that no longer count, may be NULL */
    void *ctx;
};

/* Titles of a constant table of columns, which are msgids, in the language of the paper. */
void paper_columns(const struct paper *p, const struct paper_column *from, int count,
                   struct paper_column *to);
/* Draws a table from here on; rows are never split, headings are repeated on each page. */
void paper_table(struct paper *p, const struct paper_table *t);

#endif
