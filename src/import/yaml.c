#include "import/yaml.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

bool yaml_open(struct yaml *y, struct arena *a, struct output *out)
{
    *y = (struct yaml){.arena = a, .line = 1, .out = out};
    y->file = open_memstream(&out->text, &out->size);
    return y->file != NULL;
}

bool yaml_close(struct yaml *y)
{
    bool ok = !ferror(y->file);
    return fclose(y->file) == 0 && ok;
}

void yaml_put(struct yaml *y, const char *text)
{
    fputs(text, y->file);
    for (; *text; text++)
        y->line += *text == '\n';
}

/* Whether YAML reads the bare text as just that text. */
static bool reads_plain(const char *text)
{
    unsigned char first = (unsigned char)text[0];
    if (!*text || !(isalnum(first) || first >= 0x80 || first == '-'))
        return false;
    if (first == '-' && !isdigit((unsigned char)text[1]))
        return false;
    for (const char *c = text; *c; c++)
        if ((unsigned char)*c < 0x20 || *c == 0x7F)
            return false;
    return !strpbrk(text, ":#{}[],&*!|>'\"%@`\\\n\t") && strcmp(text, "null") != 0 &&
           text[strlen(text) - 1] != ' ';
}

void yaml_scalar(struct yaml *y, const char *text)
{
    if (reads_plain(text)) {
        yaml_put(y, text);
        return;
    }
    fputc('"', y->file);
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\')
            fprintf(y->file, "\\%c", c);
        else if (c == '\n')
            fputs("\\n", y->file);
        else if (c < 0x20 || c == 0x7F)
            fprintf(y->file, "\\x%02X", c);
        else
            fputc(c, y->file);
    }
    fputc('"', y->file);
}

static bool fits_block(const char *text)
{
    bool start = true;
    for (const char *c = text; *c; c++) {
        if ((unsigned char)*c < 0x20 && *c != '\n')
            return false;
        if (start && *c == ' ')
            return false;
        start = *c == '\n';
    }
    return text[0] != '\n';
}

void yaml_field(struct yaml *y, int indent, const char *key, const char *text)
{
    char head[80];
    if (!*text)
        return;
    bool block = strchr(text, '\n') && fits_block(text);
    snprintf(head, sizeof head, "%*s%s: %s", indent, "", key, block ? "|-" : "");
    yaml_put(y, head);
    if (!block) {
        yaml_scalar(y, text);
    } else {
        snprintf(head, sizeof head, "\n%*s", indent + 2, "");
        while (text) {
            const char *end = strchr(text, '\n');
            yaml_put(y, head);
            yaml_put(y, arena_copy(y->arena, text, end ? (size_t)(end - text) : strlen(text)));
            text = end ? end + 1 : NULL;
        }
    }
    yaml_put(y, "\n");
}

void yaml_mark(struct yaml *y, const struct table *t, const struct row *r)
{
    struct output *o = y->out;
    o->marks = arena_grow(y->arena, o->marks, o->mark_count, sizeof *o->marks);
    o->marks[o->mark_count++] = (struct mark){y->line, t, r ? r->number : 0};
}
