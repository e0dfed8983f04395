#include "words/words.h"

#include <stdbool.h>
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

void words_plural(char *text)
{
    bool one = false, within = false;
    char *to = text;
    for (const char *from = text; *from;) {
        bool digit = *from >= '0' && *from <= '9';
        if (strncmp(from, "{s}", 3) == 0) {
            if (!one)
                *to++ = 's';
            from += 3;
            within = false;
            continue;
        }
        if (digit) /* 11, 2.1 and 1.5 are not one */
            one = !within && *from == '1' && !(from[1] >= '0' && from[1] <= '9') &&
                  !(from[1] == '.' && from[2] >= '0' && from[2] <= '9');
        within = digit || (within && *from == '.');
        *to++ = *from++;
    }
    *to = '\0';
}
