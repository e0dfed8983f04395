#include "words/words.h"

#include <stddef.h>

const char *words_tr(const struct words *w, const char *zh)
{
    const char *found = w && w->find ? w->find(w->ctx, zh) : NULL;
    return found ? found : zh;
}
