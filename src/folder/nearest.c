#include "folder/nearest.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

enum { WORD_MAX = 48 };

void nearest_init(struct nearest *n, const char *word)
{
    *n = (struct nearest){.word = word};
    /* A slip changes up to a third of a word; more is another word. */
    n->distance = strlen(word) / 3 + 2;
}

static bool same_letter(char a, char b)
{
    if ((a == '-' || a == '_' || a == ' ') && (b == '-' || b == '_' || b == ' '))
        return true;
    return tolower((unsigned char)a) == tolower((unsigned char)b);
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Optimal string alignment distance: Levenshtein with swapped neighbours as one slip. */
static size_t distance(const char *a, size_t m, const char *b, size_t n)
{
    size_t rows[3][WORD_MAX + 1];
    for (size_t j = 0; j <= n; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= m; i++) {
        size_t *now = rows[i % 3], *up = rows[(i + 2) % 3], *up2 = rows[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= n; j++) {
            size_t d = up[j - 1] + !same_letter(a[i - 1], b[j - 1]);
            d = least(d, least(up[j], now[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d = least(d, up2[j - 2] + 1);
            now[j] = d;
        }
    }
    return rows[m % 3][n];
}

void nearest_offer(struct nearest *n, const char *known)
{
    size_t a = strlen(n->word), b = strlen(known);
    if (a == 0 || a > WORD_MAX || b > WORD_MAX)
        return;
    size_t d = distance(n->word, a, known, b);
    /* The whole of a longer known word ("second" for "answer_seconds") is near too. */
    if (a >= 4 && b > a && strstr(known, n->word))
        d = least(d, 2);
    if (d < n->distance) {
        n->distance = d;
        n->best = known;
    }
}
