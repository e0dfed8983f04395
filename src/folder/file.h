/* file — a whole file from disk into an arena. */
#ifndef LEITAI_FOLDER_FILE_H
#define LEITAI_FOLDER_FILE_H

#include <stddef.h>

#include "folder/arena.h"

struct file_text {
    const char *text; /* NUL behind it */
    size_t size;
};

/* NULL: read. Else what is wrong, Chinese: not there, not a plain file, larger than `max` bytes,
 * unreadable. Never waits: a pipe or a device is refused. */
const char *file_read(struct arena *a, const char *path, size_t max, struct file_text *out);

#endif
