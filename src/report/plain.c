#include "report/plain.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "words/words.h"

enum { BEIJING_S = 8 * 3600, SECOND_US = 1000000 };

int plain_char(const char *p)
{
    const unsigned char *b = (const unsigned char *)p;
    if (b[0] < 0x80)
        return 1;
    int n = b[0] >= 0xF5 ? 0 : b[0] >= 0xF0 ? 4 : b[0] >= 0xE0 ? 3 : b[0] >= 0xC2 ? 2 : 0;
    for (int i = 1; i < n; i++)
        if ((b[i] & 0xC0) != 0x80)
            return 0;
    if (n == 3 && ((b[0] == 0xE0 && b[1] < 0xA0) || (b[0] == 0xED && b[1] >= 0xA0)))
        return 0; /* overlong, surrogate */
    if (n == 3 && b[0] == 0xEF && b[1] == 0xBF && b[2] >= 0xBE)
        return 0; /* U+FFFE, U+FFFF: not allowed in XML */
    if (n == 4 && ((b[0] == 0xF0 && b[1] < 0x90) || (b[0] == 0xF4 && b[1] >= 0x90)))
        return 0; /* overlong, beyond Unicode */
    return n;
}

char *plain_text(const char *text, bool lines, char *out, size_t size)
{
    size_t length = 0;
    for (const char *p = text; *p;) {
        int n = plain_char(p);
        unsigned char b = (unsigned char)*p;
        const char *from = p;
        int bytes = n;
        if (n == 0) {
            from = "\xef\xbf\xbd";
            bytes = 3;
        } else if ((b < 0x20 && !(lines && (b == '\n' || b == '\t'))) || b == 0x7F) {
            from = " ";
        }
        if (length + (size_t)bytes + 1 > size)
            break;
        memcpy(out + length, from, (size_t)bytes);
        length += (size_t)bytes;
        p += n ? n : 1;
    }
    out[length] = '\0';
    return out;
}

char *plain_points(int32_t cp, char out[PLAIN_POINTS])
{
    int64_t n = cp < 0 ? -(int64_t)cp : cp;
    int whole = (int)(n / 100), rest = (int)(n % 100);
    const char *minus = cp < 0 ? "-" : "";
    if (!rest)
        snprintf(out, PLAIN_POINTS, "%s%d", minus, whole);
    else if (rest % 10)
        snprintf(out, PLAIN_POINTS, "%s%d.%02d", minus, whole, rest);
    else
        snprintf(out, PLAIN_POINTS, "%s%d.%d", minus, whole, rest / 10);
    return out;
}

/* Returns the fraction of a second, µs. */
static int beijing(int64_t wall_us, struct tm *tm)
{
    int64_t s = wall_us / SECOND_US, rest = wall_us % SECOND_US;
    if (rest < 0) {
        rest += SECOND_US;
        s--;
    }
    time_t t = (time_t)(s + BEIJING_S);
    if (!gmtime_r(&t, tm))
        memset(tm, 0, sizeof *tm);
    return (int)rest;
}

char *plain_clock(int64_t wall_us, char out[PLAIN_TIME])
{
    struct tm tm;
    int rest = beijing(wall_us, &tm);
    snprintf(out, PLAIN_TIME, "%02d:%02d:%02d.%03d", tm.tm_hour, tm.tm_min, tm.tm_sec, rest / 1000);
    return out;
}

char *plain_date(const struct words *w, int64_t wall_us, char out[PLAIN_TIME])
{
    static const char *const months[12] = {"January",   "February", "March",    "April",
                                           "May",       "June",     "July",     "August",
                                           "September", "October",  "November", "December"};
    struct tm tm;
    beijing(wall_us, &tm);
    if (w && strcmp(w->tag, "en") == 0)
        snprintf(out, PLAIN_TIME, "%d %s %d", tm.tm_mday, months[tm.tm_mon], tm.tm_year + 1900);
    else
        snprintf(out, PLAIN_TIME, "%d年%d月%d日", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
    return out;
}

char *plain_iso_date(int64_t wall_us, char out[PLAIN_TIME])
{
    struct tm tm;
    beijing(wall_us, &tm);
    strftime(out, PLAIN_TIME, "%Y-%m-%dT%H:%M:%S", &tm);
    return out;
}

char *plain_span(int64_t us, char out[PLAIN_TIME])
{
    const char *minus = us < 0 ? "-" : "";
    int64_t ms = (us < 0 ? -us : us) / 1000;
    snprintf(out, PLAIN_TIME, "%s%" PRId64 ":%02d:%02d.%03d", minus, ms / 3600000,
             (int)(ms / 60000 % 60), (int)(ms / 1000 % 60), (int)(ms % 1000));
    return out;
}
