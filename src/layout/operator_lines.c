/* Lines broken between clauses, for what is read aloud or at a glance. */
#include "layout/operator_parts.h"

#include <string.h>

/* End of the last clause within s[from..to) that fills half a line at least, 0 if there is none. */
static size_t clause_end(const char *s, size_t from, size_t to)
{
    static const char *const ends[] = {"，", "。", "；", "！", "？", "：", ", ", ". "};
    for (size_t at = to; at > from + (to - from) / 2; at--)
        for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
            size_t n = strlen(ends[i]);
            if (at >= from + n && memcmp(s + at - n, ends[i], n) == 0)
                return at;
        }
    return 0;
}

void op_fit_clauses(const struct op *o, struct op_lines *l, const char *text, int k, bool bold,
                    float width, float height, char *broken, size_t size)
{
    op_fit(o, l, text, k, bold, width, height);
    size_t n = 0, from = 0, length = strlen(text);
    int lines = l->fit.line_count;
    if (l->cut || lines < 2 || length + (size_t)lines >= size)
        return;
    for (int i = 0; i < lines; i++) {
        size_t start = l->fit.lines[i].start > from ? l->fit.lines[i].start : from;
        size_t to = i + 1 < lines ? clause_end(text, start, l->fit.lines[i].end) : length;
        to = to ? to : l->fit.lines[i].end;
        while (from < to && text[from] == ' ')
            from++;
        memcpy(broken + n, text + from, to - from);
        n += to - from;
        from = to;
        if (i + 1 < lines)
            broken[n++] = '\n';
    }
    broken[n] = '\0';
    struct op_lines better;
    op_fit(o, &better, broken, l->fit.k, bold, width, height);
    if (!better.cut && better.fit.kept_breaks && better.fit.line_count == lines &&
        better.fit.k == l->fit.k)
        *l = better;
}
