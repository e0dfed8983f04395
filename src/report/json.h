/* report/json — a writer of JSON text. Private to this room.
 *
 * Elements down to the second level start on their own line, deeper ones go on in it: one row of a
 * table is one line. Text that is not UTF-8 gets U+FFFD; control characters are escaped. Errors
 * stay in the FILE (ferror).
 */
#ifndef LEITAI_REPORT_JSON_H
#define LEITAI_REPORT_JSON_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct json {
    FILE *out;
    int depth;
    bool first; /* nothing yet at this level */
};

void json_begin(struct json *j, FILE *out);
/* `key` NULL: an element of an array, or the document itself. `bracket`: '{' or '['. */
void json_open(struct json *j, const char *key, char bracket);
void json_close(struct json *j, char bracket); /* '}' or ']' */
void json_text(struct json *j, const char *key, const char *text);
void json_int(struct json *j, const char *key, int64_t n);
void json_bool(struct json *j, const char *key, bool yes);
/* Hundredths as a number: 1000 → 10, -250 → -2.5. */
void json_points(struct json *j, const char *key, int32_t cp);

#endif
