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

enum { BOOK_COLUMNS_MAX = ROUNDS_MAX + TEAMS_MAX + 12 };

struct book {
    lxw_workbook *workbook;
    lxw_format *format[FORMAT_COUNT];
    const struct report *r;
    lxw_worksheet *sheet;
    const char *name; /* of the sheet, translated */
    lxw_row_t row;
    lxw_col_t column;
    double width[BOOK_COLUMNS_MAX]; /* what the longest text of a column wants, in characters */
    int columns;                    /* of the table of this sheet */
};

/* A column of a table: heading and least width in characters; it grows with its texts. */
struct book_column {
    const char *title;
    double width;
};

void book_formats(struct book *b);
/* Begins a sheet (`name`: msgid) with title lines; the cursor stands on the heading row. */
void book_sheet(struct book *b, const char *name);
/* The last cell is written: no text is cut, and no column is wider than its texts. */
void book_sheet_end(struct book *b);
/* Writes headings as they are, freezes them and sets up printing. */
void book_heads(struct book *b, const struct book_column *columns, int count);
/* The same for a constant table of msgids. */
void book_heads_of(struct book *b, const struct book_column *columns, int count);
void book_next_row(struct book *b);
void book_text(struct book *b, const char *text, enum book_format format);
void book_number(struct book *b, double number, enum book_format format);
void book_points(struct book *b, int32_t cp, enum book_format format);
void book_blank(struct book *b);
void book_clock(struct book *b, int64_t wall_us);

/* xlsx_chart.c */
void book_chart(struct book *b);

#endif
