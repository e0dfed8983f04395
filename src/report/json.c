#include "report/json.h"

#include "report/plain.h"

#include <inttypes.h>
#include <string.h>

enum { LINES_DEEP = 2 };

void json_begin(struct json *j, FILE *out)
{
    *j = (struct json){.out = out, .first = true};
}

static void put_text(FILE *out, const char *text)
{
    putc('"', out);
    for (const char *p = text; *p;) {
        int n = plain_char(p);
        unsigned char b = (unsigned char)*p;
        if (n == 0)
            fputs("\xef\xbf\xbd", out);
        else if (b == '"' || b == '\\')
            fprintf(out, "\\%c", b);
        else if (b < 0x20 || b == 0x7f)
            fprintf(out, "\\u%04x", b);
        else
            fwrite(p, 1, (size_t)n, out);
        p += n ? n : 1;
    }
    putc('"', out);
}

/* Everything that stands before a value. */
static void lead(struct json *j, const char *key)
{
    if (!j->first)
        putc(',', j->out);
    if (j->depth > 0 && j->depth <= LINES_DEEP)
        fprintf(j->out, "\n%*s", 2 * j->depth, "");
    else if (!j->first)
        putc(' ', j->out);
    j->first = false;
    if (key) {
        put_text(j->out, key);
        fputs(": ", j->out);
    }
}

void json_open(struct json *j, const char *key, char bracket)
{
    lead(j, key);
    putc(bracket, j->out);
    j->depth++;
    j->first = true;
}

void json_close(struct json *j, char bracket)
{
    j->depth--;
    if (!j->first && j->depth < LINES_DEEP)
        fprintf(j->out, "\n%*s", 2 * j->depth, "");
    putc(bracket, j->out);
    j->first = false;
    if (j->depth == 0)
        putc('\n', j->out);
}

void json_text(struct json *j, const char *key, const char *text)
{
    lead(j, key);
    put_text(j->out, text);
}

void json_int(struct json *j, const char *key, int64_t n)
{
    lead(j, key);
    fprintf(j->out, "%" PRId64, n);
}

void json_bool(struct json *j, const char *key, bool yes)
{
    lead(j, key);
    fputs(yes ? "true" : "false", j->out);
}

void json_points(struct json *j, const char *key, int32_t cp)
{
    char text[PLAIN_POINTS];
    lead(j, key);
    fputs(plain_points(cp, text), j->out);
}
