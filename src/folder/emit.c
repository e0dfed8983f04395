#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "folder/tree.h"

struct written {
    char *text;
    size_t size, room;
    bool failed;
};

static int write_more(void *ctx, unsigned char *bytes, size_t size)
{
    struct written *w = ctx;
    if (w->size + size + 1 > w->room) {
        size_t room = 2 * (w->size + size + 1);
        char *bigger = realloc(w->text, room);
        if (!bigger)
            return 0;
        w->text = bigger;
        w->room = room;
    }
    memcpy(w->text + w->size, bytes, size);
    w->size += size;
    w->text[w->size] = '\0';
    return 1;
}

static bool emit_event(yaml_emitter_t *em, int made, yaml_event_t *e)
{
    return made && yaml_emitter_emit(em, e);
}

static bool emit_text(yaml_emitter_t *em, const char *text)
{
    yaml_event_t e;
    return emit_event(em,
                      yaml_scalar_event_initialize(&e, NULL, NULL, (const yaml_char_t *)text,
                                                   (int)strlen(text), 1, 1,
                                                   YAML_DOUBLE_QUOTED_SCALAR_STYLE),
                      &e);
}

/* Depth is bounded by TREE_DEPTH_MAX. */
static bool emit_node(yaml_emitter_t *em, const struct node *n)
{
    yaml_event_t e;
    if (n->kind == NODE_SCALAR)
        return emit_text(em, n->text);
    bool map = n->kind == NODE_MAP;
    int made =
        map ? yaml_mapping_start_event_initialize(&e, NULL, NULL, 1, YAML_FLOW_MAPPING_STYLE)
            : yaml_sequence_start_event_initialize(&e, NULL, NULL, 1, YAML_FLOW_SEQUENCE_STYLE);
    if (!emit_event(em, made, &e))
        return false;
    for (size_t i = 0; i < n->count; i++) {
        if (map && !emit_text(em, n->children[i]->key))
            return false;
        if (!emit_node(em, n->children[i]))
            return false;
    }
    made = map ? yaml_mapping_end_event_initialize(&e) : yaml_sequence_end_event_initialize(&e);
    return emit_event(em, made, &e);
}

static bool emit_document(yaml_emitter_t *em, const struct node *root)
{
    yaml_event_t e;
    return emit_event(em, yaml_stream_start_event_initialize(&e, YAML_UTF8_ENCODING), &e) &&
           emit_event(em, yaml_document_start_event_initialize(&e, NULL, NULL, NULL, 1), &e) &&
           emit_node(em, root) && emit_event(em, yaml_document_end_event_initialize(&e, 1), &e) &&
           emit_event(em, yaml_stream_end_event_initialize(&e), &e);
}

char *tree_emit(const struct node *root, size_t *size)
{
    struct written w = {0};
    yaml_emitter_t em;
    if (!yaml_emitter_initialize(&em))
        return NULL;
    yaml_emitter_set_output(&em, write_more, &w);
    yaml_emitter_set_unicode(&em, 1);
    yaml_emitter_set_width(&em, -1);
    bool ok = emit_document(&em, root);
    yaml_emitter_delete(&em);
    if (!ok) {
        free(w.text);
        return NULL;
    }
    *size = w.size;
    return w.text;
}
