/* report/workbook — the book being written: formats and the cursor of a sheet. Private. */
#ifndef LEITAI_REPORT_WORKBOOK_H
#define LEITAI_REPORT_WORKBOOK_H

#include "report/internal.h"

#include <xlsxwriter.h>

enum book_format {
    FORMAT_TITLE,
    FORMAT_NOTE,
    FORMAT_HEAD,
    FORMAT_TEXT,
    FORMAT_CENTRE, /* text or number */
    FORMAT_POINTS,
    FORMAT_TOTAL,
    FORMAT_CLOCK,
    FORMAT_MS,
    FORMAT_UNDONE, /* text that no longer counts */
    FORMAT_COUNT
};

struct book {
    lxw_workbook *workbook;
    lxw_format *format[FORMAT_COUNT];
    const struct report *r;
    lxw_worksheet *sheet;
    lxw_row_t row;
    lxw_col_t column;
};

/* A column of a table: heading and width in characters. */
struct book_column {
    const char *title;
    double width;
};

void book_formats(struct book *b);
/* Begins a sheet with title lines; the cursor stands on the heading row. */
void book_sheet(struct book *b, const char *name);
/* Writes headings, freezes them and sets up printing. */
void book_heads(struct book *b, const struct book_column *columns, int count);
void book_next_row(struct book *b);
void book_text(struct book *b, const char *text, enum book_format format);
void book_number(struct book *b, double number, enum book_format format);
void book_points(struct book *b, int32_t cp, enum book_format format);
void book_blank(struct book *b);
void book_clock(struct book *b, int64_t wall_us);

/* xlsx_chart.c */
void book_chart(struct book *b);

#endif
