/* report/certificates — certificates as PDF, a landscape A4 page for each team or person.
 *
 * What they say comes from a certificate text (assets/templates/certificate.txt explains it), or is
 * built in. A page that would not fit, because of long names, is set in smaller letters. The same
 * arguments give the same bytes. Errors as in report.h.
 */
#ifndef LEITAI_REPORT_CERTIFICATES_H
#define LEITAI_REPORT_CERTIFICATES_H

#include "report/report.h"

enum certificate_kind { CERTIFICATE_TEAM, CERTIFICATE_PLAYER, CERTIFICATE_KINDS };

/* What is the same on every page. No member is NULL. */
struct certificate_show {
    const char *title, *subtitle, *organiser, *undertaker, *where, *date;
    int64_t created_us; /* wall time the file bears; ≤ 0: as in paper.h */
};

/* Who gets one. No member is NULL; what does not apply is "". */
struct certificate_page {
    const char *team, *players;
    const char *name, *role; /* of a person; role: "队员", "替补" */
    const char *award;       /* of what the prize is one: "个人奖"; "" in a final */
    const char *subject;     /* "初赛理论科目"; "" in a final */
    const char *prize, *score;
};

/* `sample`: a certificate text, NULL: the built-in one in the language of `words`. */
bool certificates_write(const char *path, enum certificate_kind kind,
                        const struct certificate_show *show, const struct certificate_page *pages,
                        size_t count, const char *sample, const struct words *words,
                        struct report_error *e);

/* The certificate text at `path`, to be freed; NULL: *e says why. */
char *certificates_sample(const char *path, const struct words *words, struct report_error *e);

#endif
