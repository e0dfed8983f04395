#include "catalogue/catalogue.h"

#include "catalogue/beside.h"

#include <libintl.h>
#include <limits.h>
#include <locale.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define FOLDER "all"

static const char *find(const void *ctx, const char *zh);

static const struct words languages[] = {
    {.find = NULL, .ctx = NULL, .tag = "zh_CN"},
    {.find = find, .ctx = "en", .tag = "en"},
};

enum { LANGUAGE_COUNT = sizeof languages / sizeof *languages };

static pthread_once_t once = PTHREAD_ONCE_INIT;
static locale_t neutral; /* 0: none to be had, everything stays Chinese */

/* gettext translates nothing while the locale is "C"; this thread's locale is another one for the
 * length of the look-up, whatever the rest of the program set. */
static const char *find(const void *ctx, const char *zh)
{
    if (!neutral || !*zh) /* the empty text is gettext's own header */
        return NULL;
    locale_t before = uselocale(neutral);
    const char *found = dgettext(ctx, zh);
    uselocale(before);
    return found == zh ? NULL : found;
}

/* A folder without catalogues does no harm: nothing is found in it. */
static bool find_folder(char out[PATH_MAX])
{
    static const char *const places[] = {"../locale", "../../locale", "../share/leitai/locale",
                                         NULL};
    const char *given = getenv("LEITAI_LOCALEDIR");
    if (given && *given)
        return snprintf(out, PATH_MAX, "%s", given) < PATH_MAX;
    return beside_find(places, FOLDER "/LC_MESSAGES/en.mo", out);
}

static const char *environment_language(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value && *value)
            return value;
    }
    return "";
}

/* $LANGUAGE names the folder; whatever it would have been follows, for the messages of libraries.
 */
static void extend_language(void)
{
    char value[256];
    const char *before = getenv("LANGUAGE");
    snprintf(value, sizeof value, FOLDER ":%s",
             before && *before ? before : environment_language());
    setenv("LANGUAGE", value, 1);
}

static void prepare(void)
{
    static const char *const names[] = {"C.UTF-8", "C.utf8", "en_US.UTF-8", ""};
    char dir[PATH_MAX];
    if (!find_folder(dir))
        return;
    for (size_t i = 0; i < sizeof names / sizeof *names && !neutral; i++)
        neutral = newlocale(LC_ALL_MASK, names[i], (locale_t)0);
    extend_language();
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        if (!languages[i].find)
            continue;
        bindtextdomain(languages[i].ctx, dir);
        bind_textdomain_codeset(languages[i].ctx, "UTF-8");
    }
}

/* "en_GB.UTF-8" and "en-GB" are "en". */
static bool same_language(const char *tag, const char *wanted)
{
    size_t n = strcspn(wanted, "_-.@"), m = strcspn(tag, "_");
    return n == m && strncasecmp(tag, wanted, n) == 0;
}

const struct words *catalogue_words(const char *tag)
{
    pthread_once(&once, prepare);
    for (int i = 0; tag && i < LANGUAGE_COUNT; i++)
        if (same_language(languages[i].tag, tag))
            return &languages[i];
    return &languages[0];
}
