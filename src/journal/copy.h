/* copy — adds committed entries of one journal to another that is the same show. */
#ifndef LEITAI_JOURNAL_COPY_H
#define LEITAI_JOURNAL_COPY_H

#include "journal/internal.h"

struct copy {
    sqlite3 *from, *to; /* NULL: closed */
    int lock_fd;        /* of the copy */
    char path[JOURNAL_PATH_MAX];
};

/* Opens the journal at `source` for reading, and its copy in `folder`: the file that is the same
 * show and no longer than it, or a new one under the first free name. */
bool copy_open(struct copy *c, const char *source, const char *folder, const struct words *words,
               struct journal_error *e);

/* Brings the copy at most `limit` entries further. *copied and *total get where both are now. */
bool copy_step(struct copy *c, int limit, int64_t *copied, int64_t *total,
               const struct words *words, struct journal_error *e);

/* Also when nothing is open. */
void copy_close(struct copy *c);

#endif
