/* What the files that print a contest share. Private to this room. */
#ifndef LEITAI_REPORT_PRINT_INTERNAL_H
#define LEITAI_REPORT_PRINT_INTERNAL_H

#include "report/paper.h"
#include "report/print.h"

enum {
    PRINT_INK = 0x1A1F2B,
    PRINT_SOFT = 0x5A6272,
    PRINT_ANSWER = 0x9A1B16,
    PRINT_BAND = 0xE8ECF5
};

/* A question as one piece of a page. */
struct print_question {
    const struct folder *folder;
    const struct round *round;
    const struct question *question;
    int number;         /* in its round, in a round with packets in its packet, 1.. */
    const char *packet; /* its name, "" none */
    bool first;         /* of its packet, whose heading it bears */
    bool spare;
    bool for_judges; /* smaller question, pictures with the faults marked */
};

/* For paper_keep; ctx: a struct print_question. */
void print_question_draw(struct paper *p, void *ctx);

/* "遵义…决赛主持人台本": `what` is the msgid of a format for the contest's title. */
void print_name(const struct words *w, const char *what, const char *contest, char *out,
                size_t size);
/* Title of the document, contest line under it. */
void print_title(struct paper *p, const struct folder *f, const char *title);
/* "第 1 环节　必答题" on a coloured band. */
void print_round_title(struct paper *p, const struct folder *f, int round);
/* Draws one question after the other, packet by packet where they are drawn, spares behind a
 * remark.
 */
void print_round_questions(struct paper *p, const struct folder *f, int round, bool for_judges);

/* picture.c: height the picture takes when `width` and `most` high at most; 0: it can't be shown.
 */
double print_picture(struct paper *p, const struct folder *f, const struct question *q, double x,
                     double y, double width, double most);

#endif
