/* document — one YAML file: its places (tree) and its values (struct by libcyaml), both of the same
 * shape. */
#ifndef LEITAI_FOLDER_DOCUMENT_H
#define LEITAI_FOLDER_DOCUMENT_H

#include "folder/raw.h"
#include "folder/tree.h"

struct document {
    struct finder at;
    struct node *root;
    void *raw; /* the schema's struct; never NULL after document_open returned true */
    const cyaml_schema_value_t *schema;
};

/* Reads `text` by `schema` (a map). Reports wrong encoding, syntax, unknown and repeated keys and
 * wrong shapes; what is unusable is left out of both tree and values, so the rest can still be
 * judged. False: nothing can be judged. */
bool document_open(struct document *d, struct arena *a, struct folder_report *report,
                   const char *path, const char *text, size_t size,
                   const cyaml_schema_value_t *schema);
/* The same, with a chance to rename keys before the tree is held against the schema. */
bool document_open_with(struct document *d, struct arena *a, struct folder_report *report,
                        const char *path, const char *text, size_t size,
                        const cyaml_schema_value_t *schema, void (*prepare)(struct node *root));
void document_close(struct document *d);

#endif
