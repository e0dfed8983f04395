#include "folder/tree.h"

#include <stdarg.h>
#include <string.h>
#include <yaml.h>

#include "folder/syntax.h"
#include "words/words.h"

struct growing {
    struct arena *arena;
    struct finder at;
    yaml_parser_t parser;
    struct node *root, *open; /* `open`: the list or map whose children come next */
    const char *key;          /* of the value to come */
    yaml_mark_t key_mark;
    int depth;
    size_t nodes;
    int documents;
    bool refused;
};

static void refuse(struct growing *g, yaml_mark_t mark, const char *message, const char *remedy)
{
    const struct words *w = g->at.report->words;
    struct place p = {g->at.file, "", (int)mark.line + 1, (int)mark.column + 1};
    folder_report_add(g->at.report, SEVERITY_ERROR, p, TR(w, message), TR(w, remedy));
    g->refused = true;
}

static struct node *node_add(struct growing *g, enum node_kind kind, yaml_mark_t mark)
{
    struct node *n = arena_alloc(g->arena, sizeof *n);
    n->kind = kind;
    n->line = (int)mark.line + 1;
    n->column = (int)mark.column + 1;
    n->text = "";
    n->key = g->key;
    n->key_line = (int)g->key_mark.line + 1;
    n->key_column = (int)g->key_mark.column + 1;
    n->parent = g->open;
    g->key = NULL;
    struct node *in = g->open;
    if (in) {
        in->children = arena_grow(g->arena, in->children, in->count, sizeof n);
        in->children[in->count++] = n;
    } else if (!g->root) {
        g->root = n;
    }
    if (++g->nodes > TREE_NODES_MAX)
        refuse(g, mark, N_("内容太多"), N_("把题目分到几个文件里"));
    return n;
}

static void take_scalar(struct growing *g, const yaml_event_t *e)
{
    size_t size = e->data.scalar.length;
    const char *value = (const char *)e->data.scalar.value;
    if (memchr(value, '\0', size)) {
        refuse(g, e->start_mark, N_("文字里有不可见的零字符"), N_("删去这个字符"));
        return;
    }
    char *text = arena_copy(g->arena, value, size);
    bool names_key = g->open && g->open->kind == NODE_MAP && !g->key;
    if (names_key) {
        g->key = text;
        g->key_mark = e->start_mark;
        return;
    }
    struct node *n = node_add(g, NODE_SCALAR, e->start_mark);
    bool plain = e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    n->block = e->data.scalar.style == YAML_LITERAL_SCALAR_STYLE ||
               e->data.scalar.style == YAML_FOLDED_SCALAR_STYLE;
    n->text = plain && (!strcmp(text, "~") || !strcmp(text, "null")) ? "" : text;
}

static void take_open(struct growing *g, enum node_kind kind, yaml_mark_t mark)
{
    if (g->open && g->open->kind == NODE_MAP && !g->key) {
        refuse(g, mark, N_("项目名必须是文字"), N_("在冒号左边写项目名，例如 title"));
        return;
    }
    if (++g->depth > TREE_DEPTH_MAX) {
        refuse(g, mark, N_("层次太深"), N_("检查缩进和括号，赛事文件不需要这么多层"));
        return;
    }
    g->open = node_add(g, kind, mark);
}

static void take_event(struct growing *g, const yaml_event_t *e)
{
    const yaml_char_t *anchor = NULL, *tag = NULL;
    switch (e->type) {
    case YAML_SCALAR_EVENT:
        anchor = e->data.scalar.anchor;
        tag = e->data.scalar.tag;
        take_scalar(g, e);
        break;
    case YAML_SEQUENCE_START_EVENT:
        anchor = e->data.sequence_start.anchor;
        tag = e->data.sequence_start.tag;
        take_open(g, NODE_LIST, e->start_mark);
        break;
    case YAML_MAPPING_START_EVENT:
        anchor = e->data.mapping_start.anchor;
        tag = e->data.mapping_start.tag;
        take_open(g, NODE_MAP, e->start_mark);
        break;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        g->open = g->open->parent;
        g->depth--;
        break;
    case YAML_DOCUMENT_START_EVENT:
        if (++g->documents > 1)
            refuse(g, e->start_mark, N_("一个文件里有两份内容"), N_("删去单独一行的 ---"));
        break;
    case YAML_ALIAS_EVENT:
        refuse(g, e->start_mark, N_("不能用 * 引用别处的内容"),
               N_("把内容写全；文字以 * 开头时加引号"));
        break;
    default:
        break;
    }
    if (anchor)
        refuse(g, e->start_mark, N_("不能用 & 给内容起名"), N_("文字以 & 开头时加引号"));
    if (tag)
        refuse(g, e->start_mark, N_("不能用 ! 标注类型"), N_("文字以 ! 开头时加引号"));
}

struct node *tree_parse(struct arena *a, struct finder at, const char *text, size_t size)
{
    struct growing g = {.arena = a, .at = at};
    if (!yaml_parser_initialize(&g.parser)) {
        refuse(&g, (yaml_mark_t){0}, N_("内存不足"), N_("关闭别的程序再试"));
        return NULL;
    }
    yaml_parser_set_encoding(&g.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&g.parser, (const unsigned char *)text, size);
    bool more = true;
    while (more && !g.refused) {
        yaml_event_t e;
        if (!yaml_parser_parse(&g.parser, &e)) {
            syntax_report(at, &g.parser, text, size);
            g.refused = true;
            break;
        }
        more = e.type != YAML_STREAM_END_EVENT;
        take_event(&g, &e);
        yaml_event_delete(&e);
    }
    yaml_parser_delete(&g.parser);
    if (g.refused)
        return NULL;
    if (!g.root || (g.root->kind == NODE_SCALAR && !*g.root->text)) {
        g.root = NULL;
        g.open = NULL;
        node_add(&g, NODE_MAP, (yaml_mark_t){0});
    }
    return g.root;
}

struct node *tree_at(const struct node *map, const char *key)
{
    for (size_t i = 0; map && map->kind == NODE_MAP && i < map->count; i++)
        if (strcmp(map->children[i]->key, key) == 0)
            return map->children[i];
    return NULL;
}

struct node *tree_item(const struct node *list, size_t i)
{
    return list && list->kind == NODE_LIST && i < list->count ? list->children[i] : NULL;
}

static size_t path_step(const struct node *n, char *out, size_t size)
{
    if (!n->parent)
        return 0;
    size_t used = path_step(n->parent, out, size);
    if (used >= size)
        return used;
    int wrote = 0;
    if (n->key) {
        wrote = snprintf(out + used, size - used, "%s%s", used ? "." : "", n->key);
    } else {
        size_t i = 0;
        while (i < n->parent->count && n->parent->children[i] != n)
            i++;
        wrote = snprintf(out + used, size - used, "[%zu]", i + 1);
    }
    return used + (size_t)wrote;
}

void tree_path(const struct node *n, const char *key, char out[TREE_PATH])
{
    out[0] = '\0';
    size_t used = n ? path_step(n, out, TREE_PATH) : 0;
    if (key && used < TREE_PATH)
        snprintf(out + used, TREE_PATH - used, "%s%s", used ? "." : "", key);
}

void report_at(struct finder at, enum severity s, const struct node *n, const char *key,
               const char *remedy, const char *fmt, ...)
{
    const struct words *w = at.report->words;
    char path[TREE_PATH], message[512];
    va_list args;
    va_start(args, fmt);
    vsnprintf(message, sizeof message, TR(w, fmt), args);
    va_end(args);
    tree_path(n, key, path);
    const struct node *child = key ? tree_at(n, key) : NULL;
    const struct node *where = child ? child : n;
    struct place p = {.file = at.file, .field = path};
    if (where) {
        p.line = where->key ? where->key_line : where->line;
        p.column = where->key ? where->key_column : where->column;
    }
    folder_report_add(at.report, s, p, message, TR(w, remedy));
}
