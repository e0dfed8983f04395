/* yaml — writes question and contest files a person can go on editing, and remembers which row each
 * line is from. */
#ifndef LEITAI_IMPORT_YAML_H
#define LEITAI_IMPORT_YAML_H

#include <stdio.h>

#include "import/model.h"

struct yaml {
    struct arena *arena;
    FILE *file;
    int line;
    struct output *out;
};

bool yaml_open(struct yaml *y, struct arena *a, struct output *out);
/* False: no memory. */
bool yaml_close(struct yaml *y);

void yaml_put(struct yaml *y, const char *text);
/* `text` as a scalar on one line, quoted where it must be. */
void yaml_scalar(struct yaml *y, const char *text);
/* "INDENTkey: text\n", nothing when text is empty. Several lines become a | block. */
void yaml_field(struct yaml *y, int indent, const char *key, const char *text);
/* What comes from here on is from this row. */
void yaml_mark(struct yaml *y, const struct table *t, const struct row *r);

#endif
