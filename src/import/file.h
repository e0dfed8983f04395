/* file — replacing whole files safely. Private to this room. */
#ifndef LEITAI_IMPORT_FILE_H
#define LEITAI_IMPORT_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "folder/file.h"

/* Writes `text` beside `path`, keeps what was there as `path`.bak, then puts it in place, so that
 * at every instant `path` is whole. False: `path` has not changed; errno says why. */
bool file_replace(struct arena *a, const char *path, const char *text, size_t size);

#endif
