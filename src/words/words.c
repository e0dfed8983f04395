#include "words/words.h"

#include <string.h>

const char *words_tr(const struct words *w, const char *zh)
{
    const char *found = w && w->find ? w->find(w->ctx, zh) : NULL;
    return found ? found : zh;
}

/* What the first byte of a character announces; a byte that begins none stands for itself. */
static size_t announced(unsigned char first)
{
    return first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

void words_mend(char *text)
{
    char *to = text;
    for (const char *from = text; *from;) {
        size_t whole = announced((unsigned char)*from), n = 1;
        while (n < whole && ((unsigned char)from[n] & 0xC0) == 0x80)
            n++;
        if (n == whole) {
            memmove(to, from, n);
            to += n;
        }
        from += n;
    }
    *to = '\0';
}

void words_copy(char *out, size_t size, const char *text)
{
    size_t n = strnlen(text, size - 1);
    memcpy(out, text, n);
    out[n] = '\0';
    words_mend(out);
}
