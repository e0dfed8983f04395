#include "words/words.h"

#include <string.h>

const char *words_tr(const struct words *w, const char *zh)
{
    const char *found = w && w->find ? w->find(w->ctx, zh) : NULL;
    return found ? found : zh;
}

void words_copy(char *out, size_t size, const char *text)
{
    size_t n = strlen(text);
    if (n >= size) {
        n = size - 1;
        while (n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80)
            n--;
    }
    memcpy(out, text, n);
    out[n] = '\0';
}
