/* words — the one door through which text for people passes.
 *
 * Every string that a person may read is written in the source in Chinese (the language of the
 * show) and looked up here in the language of the screen that shows it. Without a catalogue the
 * Chinese stands, so a missing translation file can never empty a screen. Pure; any thread; a
 * `struct words` is immutable.
 */
#ifndef LEITAI_WORDS_H
#define LEITAI_WORDS_H

#include <stddef.h>

/* A language. `find` returns the translation of `zh` or NULL; the result lives as long as the
 * program. */
struct words {
    const char *(*find)(const void *ctx, const char *zh);
    const void *ctx;
    const char
        *tag; /* "zh_CN", "en": chooses grammar where a sentence is built, not only looked up */
};

/* The text for `zh` in language `w` (NULL: Chinese). Never NULL; a printf format keeps its
 * conversions. */
const char *words_tr(const struct words *w, const char *zh) __attribute__((format_arg(2)));

/* Takes out of `text`, in place, what is left of characters (UTF-8) that a "%.60s" or the end of
 * a buffer has cut. Other bytes stay as they are. */
void words_mend(char *text);

/* Copies as much of `text` as fits into out[size], NUL-terminated and mended. */
void words_copy(char *out, size_t size, const char *text);

/* Languages whose nouns have a plural write "%d question{s}": in place, "{s}" goes after the number
 * 1 and becomes s after any other. The number is the last one before it. */
void words_plural(char *text);

#define TR(w, zh) words_tr((w), (zh))
/* Marks a string in a table for the catalogue; translated where it is used. */
#define N_(zh) zh

#endif
