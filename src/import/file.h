/* file — reading whole files and replacing them safely. Private to this room. */
#ifndef LEITAI_IMPORT_FILE_H
#define LEITAI_IMPORT_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "folder/arena.h"

struct file_text {
    const char *text; /* NUL behind it */
    size_t size;
};

/* NULL: read. Else what is wrong, Chinese. */
const char *file_read(struct arena *a, const char *path, size_t max, struct file_text *out);

/* Writes `text` beside `path`, keeps what was there as `path`.bak, then puts it in place, so that
 * at every instant `path` is whole. False: nothing changed; errno says why. */
bool file_replace(struct arena *a, const char *path, const char *text, size_t size);

#endif
