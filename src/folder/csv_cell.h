/* csv_cell — text from people as one cell of a CSV file. */
#ifndef LEITAI_CSV_CELL_H
#define LEITAI_CSV_CELL_H

#include <stdio.h>

/* Writes `text`, quoted where needed. What a spreadsheet would take for a formula gets an
 * apostrophe before it; a plain number stays one. */
void csv_cell_put(FILE *out, const char *text);

#endif
