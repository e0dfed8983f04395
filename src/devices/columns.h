/* columns — a table for a terminal: columns as wide as their widest cell, Han counted double. */
#ifndef LEITAI_DEVICES_COLUMNS_H
#define LEITAI_DEVICES_COLUMNS_H

#include <stddef.h>
#include <stdio.h>

enum { COLUMNS_MAX = 10, ROWS_MAX = 160, CELL = 128 };

struct columns {
    int count, rows; /* row 0: headings */
    char cell[ROWS_MAX][COLUMNS_MAX][CELL];
};

/* Begins with headings, NULL-terminated. */
void columns_begin(struct columns *t, const char *const *headings);
/* One row, `count` texts, made harmless. Rows beyond the last are dropped. */
void columns_row(struct columns *t, const char *const *texts);
void columns_print(const struct columns *t, FILE *out);

/* `text` without anything that could drive a terminal or hide itself: control characters, broken
 * UTF-8 and changes of writing direction become `?`. Returns out. */
const char *harmless(const char *text, char *out, size_t size);

#endif
