/* values — single texts of a document judged and turned into numbers.
 *
 * All take the place (`node` and its child `key`, or the node itself with key NULL) and the text,
 * NULL or "" when the key is absent: then nothing is reported, *out stays as it was and false is
 * returned.
 */
#ifndef LEITAI_FOLDER_VALUES_H
#define LEITAI_FOLDER_VALUES_H

#include <stdint.h>

#include "folder/raw.h"
#include "folder/tree.h"

struct spot {
    struct finder at;
    const struct node *node;
    const char *key;
};

bool value_int(struct spot s, const char *text, int64_t min, int64_t max, int64_t *out);
/* Points with up to two decimals, in hundredths. */
bool value_cp(struct spot s, const char *text, int32_t min_cp, int32_t max_cp, int32_t *out);
/* Seconds with decimals, in µs, 0..24 h. */
bool value_us(struct spot s, const char *text, int64_t *out);

/* A copy in the arena, "" when absent. Reports more than `max` characters. */
const char *value_lines(struct arena *a, struct spot s, const char *text, int max);
/* The same, of one line. */
const char *value_line(struct arena *a, struct spot s, const char *text, int max);
/* Reports an absent or blank text with what to do. */
bool value_given(struct spot s, const char *text, const char *remedy);

bool text_blank(const char *text);

/* Path inside the folder: relative, without "..", backslash or empty parts. Reports; false then. */
bool value_path(struct spot s, const char *text);

#endif
