#include "devices/columns.h"

#include "folder/unicode.h"

#include <string.h>

const char *harmless(const char *text, char *out, size_t size)
{
    size_t left = strlen(text), used = 0;
    while (left > 0) {
        uint32_t c;
        size_t n = utf8_decode(text, left, &c);
        bool good = n > 0 && unicode_is_printable(c);
        size_t put = good ? n : 1;
        if (used + put >= size)
            break;
        if (good)
            memcpy(out + used, text, n);
        else
            out[used] = '?';
        used += put;
        text += n > 0 ? n : 1;
        left -= n > 0 ? n : 1;
    }
    out[used] = '\0';
    return out;
}

void columns_begin(struct columns *t, const char *const *headings)
{
    t->rows = t->count = 0;
    while (t->count < COLUMNS_MAX && headings[t->count])
        t->count++;
    columns_row(t, headings);
}

void columns_row(struct columns *t, const char *const *texts)
{
    if (t->rows == ROWS_MAX)
        return;
    for (int i = 0; i < t->count; i++)
        harmless(texts[i], t->cell[t->rows][i], CELL);
    t->rows++;
}

void columns_print(const struct columns *t, FILE *out)
{
    int width[COLUMNS_MAX] = {0};
    for (int r = 0; r < t->rows; r++)
        for (int i = 0; i < t->count; i++) {
            int w = utf8_columns(t->cell[r][i]);
            width[i] = w > width[i] ? w : width[i];
        }
    for (int r = 0; r < t->rows; r++) {
        fputs(" ", out);
        for (int i = 0; i < t->count; i++) {
            int pad = i + 1 < t->count ? width[i] - utf8_columns(t->cell[r][i]) : 0;
            fprintf(out, " %s%*s", t->cell[r][i], pad + (i + 1 < t->count), "");
        }
        fputs("\n", out);
    }
}
