/* report/plain — numbers, times and text as files want them. Private to this room. */
#ifndef LEITAI_REPORT_PLAIN_H
#define LEITAI_REPORT_PLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct words;

enum { PLAIN_POINTS = 16, PLAIN_TIME = 40 };

/* Bytes of the well-formed UTF-8 character at `p` (not the end), 0 when it is none. */
int plain_char(const char *p);

/* Copies `text` without what no document can hold: broken UTF-8 becomes U+FFFD, control characters
 * (line feed and tab too unless `lines`) become spaces. Ends before a character that has no room.
 * Returns out. */
char *plain_text(const char *text, bool lines, char *out, size_t size);

/* "10", "-2.5": with the ASCII minus that every program reads. Returns out. */
char *plain_points(int32_t cp, char out[PLAIN_POINTS]);

/* Beijing time of a wall time. */
char *plain_clock(int64_t wall_us, char out[PLAIN_TIME]); /* "14:32:05.123" */
/* "2023年11月18日", "18 November 2023" */
char *plain_date(const struct words *w, int64_t wall_us, char out[PLAIN_TIME]);
char *plain_iso_date(int64_t wall_us, char out[PLAIN_TIME]); /* "2023-11-18T14:32:05" */
/* Show time as "1:02:03.456" */
char *plain_span(int64_t us, char out[PLAIN_TIME]);

#endif
