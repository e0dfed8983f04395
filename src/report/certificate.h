/* report/certificate — the text of certificates. Private to this room. */
#ifndef LEITAI_REPORT_CERTIFICATE_H
#define LEITAI_REPORT_CERTIFICATE_H

#include "report/certificates.h"
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

/* Reads the lines for `kind` of a certificate text; NULL, or a text without lines for it: what is
 * built in. False: *e names the line. */
bool certificate_read(struct certificate *c, enum certificate_kind kind, const char *text,
                      const struct words *words, struct report_error *e);

/* `text` with its {names} filled in. */
void certificate_fill(const struct certificate_show *show, const struct certificate_page *page,
                      const char *text, char *out, size_t size);

#endif
