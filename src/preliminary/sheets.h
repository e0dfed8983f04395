/* sheets — what came out, as tables for the terminal and for spreadsheets.
 *
 * Four of them: teams, members, prizes, squads. Each row says what set it apart from the one above
 * it when that was not points, and what is still undecided.
 */
#ifndef LEITAI_PRELIMINARY_SHEETS_H
#define LEITAI_PRELIMINARY_SHEETS_H

#include <stdio.h>

#include "folder/arena.h"
#include "preliminary/preliminary.h"

struct words;
struct folder;

enum { SHEETS_MAX = 4 };

struct sheet {
    const char *title, *file; /* file: name of the CSV */
    const char **cells;       /* rows × columns, the first row is the headings; no NULL */
    int rows, columns;
};

struct sheets {
    struct sheet list[SHEETS_MAX];
    int count;
    const char **open; /* ties across a line, a sentence each */
    int open_count;
};

/* Builds them in `a`, in the language of `w`. */
void sheets_build(struct sheets *s, const struct preliminary *p, const struct words *w,
                  struct arena *a);

/* Columns aligned by their width on screen. */
void sheet_print(const struct sheet *s, FILE *out);
/* UTF-8 with BOM, CRLF; what a spreadsheet would take for a formula gets an apostrophe. */
void sheet_csv(const struct sheet *s, FILE *out);

/* The `teams:` of a contest.yaml: finalists in the order of rank, seats 1, 2, … until seats are
 * drawn. Players are those of a squad from each team when there is one, else all members; short
 * names come from `former` (may be NULL) where it has the team. Ties at the line stand as comments.
 */
void sheets_finalists(const struct preliminary *p, const struct folder *former,
                      const struct words *w, FILE *out);

#endif
