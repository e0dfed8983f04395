#include "folder/conform.h"

#include <string.h>

#include "folder/nearest.h"
#include "folder/unicode.h"
#include "words/words.h"

struct fitting {
    struct arena *arena;
    struct finder at;
    bool changed;
};

static bool fit(struct fitting *f, struct node *n, const cyaml_schema_value_t *schema);

static void drop_child(struct fitting *f, struct node *n, size_t i)
{
    memmove(&n->children[i], &n->children[i + 1], (n->count - i - 1) * sizeof *n->children);
    n->count--;
    f->changed = true;
}

static const cyaml_schema_field_t *field_of(const cyaml_schema_field_t *fields, const char *key)
{
    for (; fields->key; fields++)
        if (strcmp(fields->key, key) == 0)
            return fields;
    return NULL;
}

/* "改成 answer_seconds" when a known key is near, else all keys there are. */
static void unknown_remedy(const struct fitting *f, const cyaml_schema_field_t *fields,
                           const char *key, char *out, size_t size)
{
    const struct words *w = f->at.report->words;
    struct nearest n;
    if (strstr(key, "：")) {
        snprintf(out, size, "%s", TR(w, N_("全角冒号“：”换成半角冒号加空格“: ”")));
        return;
    }
    if (strchr(key, ':')) {
        snprintf(out, size, TR(w, N_("冒号后空一格：%.*s: %s")), (int)strcspn(key, ":"), key,
                 strchr(key, ':') + 1);
        return;
    }
    nearest_init(&n, key);
    for (const cyaml_schema_field_t *k = fields; k->key; k++)
        nearest_offer(&n, k->key);
    if (n.best) {
        snprintf(out, size, TR(w, N_("是不是想写 %s？")), n.best);
        return;
    }
    int used = snprintf(out, size, "%s", TR(w, N_("删去这一行。这里可以写：")));
    for (const cyaml_schema_field_t *k = fields; k->key && used >= 0 && (size_t)used + 40 < size;
         k++)
        used += snprintf(out + used, size - (size_t)used, "%s%s", k == fields ? "" : ", ", k->key);
}

static bool known_key(struct fitting *f, const struct node *map, const struct node *child,
                      const cyaml_schema_field_t *fields)
{
    if (!field_of(fields, child->key)) {
        char remedy[400];
        unknown_remedy(f, fields, child->key, remedy, sizeof remedy);
        report_at(f->at, SEVERITY_ERROR, child, NULL, remedy, N_("不认识的项目 %s"), child->key);
        return false;
    }
    const struct node *first = tree_at(map, child->key);
    if (first != child) {
        report_at(f->at, SEVERITY_ERROR, child, NULL, N_("只留一处"),
                  N_("%s 写了两次，第一次在第 %d 行"), child->key, first->key_line);
        return false;
    }
    return true;
}

static bool fit_map(struct fitting *f, struct node *n, const cyaml_schema_field_t *fields)
{
    if (n->kind == NODE_SCALAR && !*n->text) {
        n->kind = NODE_MAP;
        f->changed = true;
    }
    if (n->kind != NODE_MAP) {
        char remedy[400];
        unknown_remedy(f, fields, "", remedy, sizeof remedy);
        report_at(f->at, SEVERITY_ERROR, n, NULL, N_("换成“项目: 内容”的几行，注意缩进"),
                  N_("这里应是一组“项目: 内容”"));
        return false;
    }
    for (size_t i = 0; i < n->count;) {
        struct node *child = n->children[i];
        if (known_key(f, n, child, fields) && fit(f, child, &field_of(fields, child->key)->value))
            i++;
        else
            drop_child(f, n, i);
    }
    return true;
}

static void wrap_in_list(struct fitting *f, struct node *n)
{
    if (*n->text) {
        struct node *only = arena_alloc(f->arena, sizeof *only);
        *only = *n;
        only->key = NULL;
        only->parent = n;
        n->children = arena_grow(f->arena, NULL, 0, sizeof only);
        n->children[0] = only;
        n->count = 1;
    }
    n->kind = NODE_LIST;
    f->changed = true;
}

static bool fit_list(struct fitting *f, struct node *n, const cyaml_schema_value_t *schema)
{
    bool texts = schema->sequence.entry->type == CYAML_STRING;
    if (n->kind == NODE_SCALAR && (texts || !*n->text))
        wrap_in_list(f, n);
    if (n->kind != NODE_LIST) {
        report_at(f->at, SEVERITY_ERROR, n, NULL,
                  texts ? N_("写成 [甲, 乙, 丙]") : N_("每一项以“- ”开头，例如 - {name: …}"),
                  N_("这里应是一个列表"));
        return false;
    }
    if (n->count > schema->sequence.max) {
        report_at(f->at, SEVERITY_ERROR, n, NULL, N_("删去多余的项"), N_("有 %zu 项，最多 %u 项"),
                  n->count, schema->sequence.max);
        n->count = schema->sequence.max;
        f->changed = true;
    }
    for (size_t i = 0; i < n->count;)
        if (fit(f, n->children[i], schema->sequence.entry))
            i++;
        else
            drop_child(f, n, i);
    return true;
}

static bool fit_text(struct fitting *f, struct node *n)
{
    if (n->kind != NODE_SCALAR) {
        report_at(f->at, SEVERITY_ERROR, n, NULL, N_("只写一段文字；有逗号、冒号、括号时加双引号"),
                  N_("这里应是一段文字，却是一个列表或一组项目"));
        return false;
    }
    char *clean = NULL;
    size_t size = strlen(n->text);
    for (size_t i = 0; i < size;) {
        uint32_t c = 0;
        size_t step = utf8_decode(n->text + i, size - i, &c);
        bool fine = step > 0 && (c == '\n' || unicode_is_printable(c));
        step = step ? step : 1;
        if (!fine && !clean) {
            report_at(f->at, SEVERITY_ERROR, n, NULL, N_("删去不可见的字符"),
                      N_("文字里有控制字符 U+%04X"), (unsigned)c);
            clean = arena_copy(f->arena, n->text, size);
        }
        if (!fine)
            memset(clean + i, '?', step);
        i += step;
    }
    if (clean) { /* told; kept readable, or "missing" would be told as well */
        n->text = clean;
        f->changed = true;
    }
    return true;
}

/* False: unusable, reported, to be left out. Depth is bounded by the schema. */
static bool fit(struct fitting *f, struct node *n, const cyaml_schema_value_t *schema)
{
    switch (schema->type) {
    case CYAML_MAPPING:
        return fit_map(f, n, schema->mapping.fields);
    case CYAML_SEQUENCE:
        return fit_list(f, n, schema);
    default:
        return fit_text(f, n);
    }
}

bool conform(struct arena *a, struct finder at, struct node *root,
             const cyaml_schema_value_t *schema)
{
    struct fitting f = {.arena = a, .at = at};
    if (!fit(&f, root, schema)) {
        *root = (struct node){.kind = NODE_MAP, .line = 1, .column = 1, .text = ""};
        f.changed = true;
    }
    return f.changed;
}
