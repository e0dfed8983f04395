/* report/certificate — the text of certificates, and one page of it. Private to this room. */
#ifndef LEITAI_REPORT_CERTIFICATE_H
#define LEITAI_REPORT_CERTIFICATE_H

#include "report/internal.h"

enum certificate_item {
    ITEM_HEADING,
    ITEM_TO,
    ITEM_BODY,
    ITEM_PRIZE,
    ITEM_SIGN,
    ITEM_DATE,
    ITEM_COUNT
};

enum { CERTIFICATE_LINES = 40, CERTIFICATE_TEXT = 400 };

struct certificate {
    int count;
    struct {
        enum certificate_item item;
        char text[CERTIFICATE_TEXT]; /* with {names} */
    } line[CERTIFICATE_LINES];
};

/* What the program knows without a file; equal to assets/templates/certificate.txt but for the
 * comments. */
extern const char *const certificate_default;

/* Reads a certificate text, see assets/templates/certificate.txt. False: *e names the line. */
bool certificate_read(struct certificate *c, const char *text, const struct words *words,
                      struct report_error *e);

/* `text` with its {names} filled in for a team. */
void certificate_fill(const struct report *r, const struct report_team *team, const char *text,
                      char *out, size_t size);

#endif
