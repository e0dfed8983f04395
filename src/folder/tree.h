/* tree — a YAML document as nodes that know their line.
 *
 * libcyaml turns a document into structs but stops at the first thing it dislikes and forgets where
 * each value stood. So every document is read twice: here, from the same libyaml events, to know
 * all places and to complain about everything; then by libcyaml, for the values. Anchors, aliases
 * and tags are refused (nothing in a contest needs them, and a few lines of aliases can unfold into
 * gigabytes).
 */
#ifndef LEITAI_FOLDER_TREE_H
#define LEITAI_FOLDER_TREE_H

#include "folder/arena.h"
#include "folder/report.h"

enum { TREE_DEPTH_MAX = 12, TREE_NODES_MAX = 1000000, TREE_PATH = 160 };

enum node_kind { NODE_SCALAR, NODE_LIST, NODE_MAP };

struct node {
    enum node_kind kind;
    int line, column; /* of the value, 1-based */
    const char *key;  /* in a map; else NULL */
    int key_line, key_column;
    const char *text; /* scalars; plain null and ~ are "" */
    bool block;       /* scalars: written as | or > */
    struct node *parent;
    struct node **children; /* in order */
    size_t count;
};

/* Where findings about one document go. */
struct finder {
    struct folder_report *report;
    const char *file;
};

/* Parses UTF-8 without BOM. NULL: not a readable document, reported. An empty document gives an
 * empty map. */
struct node *tree_parse(struct arena *a, struct finder at, const char *text, size_t size);

/* Child of a map, or NULL (also when `map` is NULL). */
struct node *tree_at(const struct node *map, const char *key);
/* Child of a list, or NULL. */
struct node *tree_item(const struct node *list, size_t i);

/* "teams[3].short": list items count from 1, as people do. */
void tree_path(const struct node *n, const char *key, char out[TREE_PATH]);

/* Reports about node `n`, or about its child `key` (missing: the place of `n` is told). `fmt` and
 * `remedy` are Chinese and translated here; `remedy` may be finished text. */
void report_at(struct finder at, enum severity s, const struct node *n, const char *key,
               const char *remedy, const char *fmt, ...) __attribute__((format(printf, 6, 7)));

/* Writes the tree back as YAML for libcyaml; from malloc. NULL without memory. */
char *tree_emit(const struct node *root, size_t *size);

#endif
