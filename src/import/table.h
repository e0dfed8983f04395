/* table — one CSV file as rows of cells, and what its headings mean. Private to this room. */
#ifndef LEITAI_IMPORT_TABLE_H
#define LEITAI_IMPORT_TABLE_H

#include "folder/arena.h"
#include "folder/folder.h"
#include "folder/report.h"
#include "import/import.h"

enum column {
    COLUMN_NONE,    /* not recognised */
    COLUMN_IGNORED, /* running number, remarks, totals */
    COLUMN_NAME,    /* "name": of the team, or of the person where there is a team column too */
    COLUMN_ID,
    COLUMN_ROUND,
    COLUMN_TYPE,
    COLUMN_TEXT,
    COLUMN_OPTION_1,
    COLUMN_OPTION_6 = COLUMN_OPTION_1 + OPTIONS_MAX - 1,
    COLUMN_OPTIONS, /* all in one cell */
    COLUMN_ANSWER,
    COLUMN_ACCEPT,
    COLUMN_EXPLANATION,
    COLUMN_ARTICLE,
    COLUMN_POINTS,
    COLUMN_AUTHOR,
    COLUMN_MEDIA,
    COLUMN_PACKET,
    COLUMN_FAULT,
    COLUMN_FAULT_RIGHT,
    COLUMN_FAULT_REASON,
    COLUMN_FAULT_ARTICLE,
    COLUMN_FAULT_POINTS,
    COLUMN_REGION,
    COLUMN_FROM,
    COLUMN_TO,
    COLUMN_SEAT,
    COLUMN_TEAM,
    COLUMN_SHORT,
    COLUMN_PLAYER_1,
    COLUMN_PLAYER_6 = COLUMN_PLAYER_1 + PLAYERS_MAX - 1,
    COLUMN_PLAYERS, /* all in one cell */
    COLUMN_RESERVE,
    COLUMN_CARRY_IN,
    COLUMN_PERSON,
    COLUMN_ROLE,
    COLUMN_COUNT
};

enum table_kind { TABLE_QUESTIONS, TABLE_TEAMS, TABLE_PEOPLE, TABLE_SCORES };

struct row {
    int number; /* as the spreadsheet counts, 1-based */
    const char **cells;
    int count;
};

struct table {
    const char *file; /* as given */
    enum table_kind kind;
    struct row *rows; /* those below the headings that are not blank */
    size_t row_count;
    const char *headings[IMPORT_COLUMNS_MAX];
    enum column columns[IMPORT_COLUMNS_MAX];
    int column_count;
    int at[COLUMN_COUNT]; /* index of a column's first appearance, -1: none */
    struct folder_report *report;
};

/* Reads `path`. False: unreadable or not a table we know, reported. */
bool table_read(struct table *t, struct arena *a, const char *path, struct folder_report *report);

/* ---- csv.c ---- */

/* Rows of `text` (UTF-8, '\n' line ends), at most `max`; blank rows keep their number but have no
 * cells. Broken quotes are reported unless `report` is NULL. */
struct row *csv_rows(struct arena *a, const char *file, const char *text, size_t size,
                     char separator, size_t max, size_t *count, struct folder_report *report);

/* ---- headings.c ---- */

/* A heading people would write for a column, for messages. */
const char *heading_name(enum column c);
/* Finds the row of headings in the first rows; its index, or -1. `score`: how many were recognised.
 */
int headings_find(const struct row *rows, size_t count, int *score);
/* Fills columns, at and kind. False: not a table we know, reported. */
bool headings_read(struct table *t, const struct row *heading, struct arena *a);

/* ---- cells ---- */

/* Trimmed text of a cell, "" when absent. */
const char *cell(const struct table *t, const struct row *r, enum column c);
/* Blank, 缺考 or another word for a mark that was not given. */
bool cell_is_absence(const char *text);
/* Reports about a cell (column NONE: the row). `message` and `remedy` are finished or Chinese
 * constants. */
void cell_report(const struct table *t, enum severity s, int row, enum column c,
                 const char *message, const char *remedy);

#endif
