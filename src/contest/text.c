#include "contest/internal.h"

#include <stdarg.h>
#include <stdio.h>

#define MINUS "\xe2\x88\x92"

__attribute__((format(printf, 2, 0))) static void add_line(struct says *s, const char *format,
                                                           va_list args)
{
    if (s->count == SAYS_MAX)
        return;
    char *line = s->line[s->count++];
    vsnprintf(line, SAYS_TEXT, format, args);
    words_plural(line);
    words_mend(line); /* narration may be long, broken UTF-8 may not be */
}

void say(struct step_context *x, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add_line(x->says, format, args);
    va_end(args);
}

void refuse(struct step_context *x, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    x->says->count = 0;
    add_line(x->says, format, args);
    va_end(args);
    x->dead = true;
}

const char *points_text(int32_t cp, bool sign, char *out, size_t size)
{
    int64_t n = cp < 0 ? -(int64_t)cp : cp;
    const char *before = cp < 0 ? MINUS : sign && cp > 0 ? "+" : "";
    int whole = (int)(n / CP), rest = (int)(n % CP);
    if (!rest)
        snprintf(out, size, "%s%d", before, whole);
    else if (rest % 10)
        snprintf(out, size, "%s%d.%02d", before, whole, rest);
    else
        snprintf(out, size, "%s%d.%d", before, whole, rest / 10);
    return out;
}

const char *seconds_text(int64_t us, char *out, size_t size)
{
    us = us < 0 ? -us : us;
    if (us > 0 && us < 1000) { /* a margin that decides must not read as none */
        snprintf(out, size, "0.%04d", (int)(us < 50 ? 1 : (us + 50) / 100));
        return out;
    }
    int64_t ms = (us + 500) / 1000;
    snprintf(out, size, "%lld.%03d", (long long)(ms / 1000), (int)(ms % 1000));
    return out;
}
