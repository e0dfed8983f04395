/* conform — holds a tree against the schema libcyaml will use and makes it fit, complaining about
 * all that doesn't. */
#ifndef LEITAI_FOLDER_CONFORM_H
#define LEITAI_FOLDER_CONFORM_H

#include "folder/raw.h"
#include "folder/tree.h"

/* Returns whether the tree had to be changed (then libcyaml must be given the tree, not the text).
 * A single value where a list is wanted becomes a list of one; an empty value becomes an empty map
 * or list. */
bool conform(struct arena *a, struct finder at, struct node *root,
             const cyaml_schema_value_t *schema);

#endif
