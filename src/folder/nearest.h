/* nearest — the word somebody meant. Pure. */
#ifndef LEITAI_FOLDER_NEAREST_H
#define LEITAI_FOLDER_NEAREST_H

#include <stddef.h>

struct nearest {
    const char *word; /* what was written */
    const char *best; /* nearest so far, NULL when nothing is near enough to be suggested */
    size_t distance;
};

void nearest_init(struct nearest *n, const char *word);
/* Offers one known word. */
void nearest_offer(struct nearest *n, const char *known);

#endif
