/* report — everything found wrong with a contest folder, each with its place and what to do about
 * it.
 *
 * A finding owns copies of its text. Messages are built in the language of the report (NULL words:
 * Chinese). One thread at a time.
 */
#ifndef LEITAI_FOLDER_REPORT_H
#define LEITAI_FOLDER_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct words;

enum severity {
    SEVERITY_ERROR,   /* the show does not start */
    SEVERITY_WARNING, /* worth a look, the show starts */
};

struct finding {
    enum severity severity;
    char *file;  /* relative to the folder, "" when it concerns the folder as a whole */
    int line;    /* 1-based, 0: the whole file. In tables: the row as the spreadsheet counts it */
    int column;  /* 1-based character column, 0: unknown. In tables: the column number */
    char *field; /* "teams[3].short", "rounds[2].policy.wins_max"; in tables the heading; "" if none
                  */
    char *message; /* what is wrong */
    char *remedy;  /* what to do, never "" */
};

/* Where a finding is. */
struct place {
    const char *file, *field; /* may be NULL: "" */
    int line, column;
};

struct folder_report {
    const struct words
        *words;       /* language of the messages; NULL: Chinese. Set after init, before loading */
    const char *then; /* msgid of what is said behind a count of errors; NULL: that the show starts
                         only when they are corrected */
    struct finding *findings;
    size_t count, capacity;
    size_t errors, warnings;
    size_t dropped; /* findings beyond REPORT_MAX, counted only */
    /* Makes of a place where its text is from, for who has text loaded that nobody has seen as a
     * file (leitai import: rows of tables). NULL: places are what people see. */
    void (*origin)(void *ctx, struct place *p);
    void *ctx;
};

enum { REPORT_MAX = 2000 };

/* On the caller's memory. finish frees all findings and leaves an empty report. */
void folder_report_init(struct folder_report *report);
void folder_report_finish(struct folder_report *report);

/* Adds one finding. `message` is finished text; control characters in it are replaced before it is
 * kept, so that text from a file can never drive the terminal. */
void folder_report_add(struct folder_report *report, enum severity severity, struct place place,
                       const char *message, const char *remedy);

enum { PLACE_TEXT = 160 };
/* How the message of a finding at `here` names a second place: "第 7 行", and the file unless it is
 * the same. `here.file` "": always with the file. */
void folder_report_place(const struct folder_report *report, struct place here, struct place other,
                         char out[PLACE_TEXT]);

/* Orders the findings by file and line (stable), errors and warnings mixed. folder_load does it. */
void folder_report_sort(struct folder_report *report);

/* A line "file:line: 错误: field: message" and an indented line with the remedy for each finding,
 * then how many. */
void folder_report_print(const struct folder_report *report, FILE *out);

#endif
