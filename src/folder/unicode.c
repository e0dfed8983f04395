#include "folder/unicode.h"

#include <iconv.h>
#include <stdlib.h>
#include <string.h>

size_t utf8_decode(const char *text, size_t size, uint32_t *c)
{
    static const uint32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char *s = (const unsigned char *)text;
    if (size == 0)
        return 0;
    if (s[0] < 0x80) {
        *c = s[0];
        return 1;
    }
    size_t n = s[0] >= 0xF0 && s[0] < 0xF5   ? 4
               : s[0] >= 0xE0 && s[0] < 0xF0 ? 3
               : s[0] >= 0xC2 && s[0] < 0xE0 ? 2
                                             : 0;
    if (n == 0 || n > size)
        return 0;
    uint32_t v = s[0] & (0x7Fu >> n);
    for (size_t i = 1; i < n; i++) {
        if ((s[i] & 0xC0) != 0x80)
            return 0;
        v = v << 6 | (s[i] & 0x3F);
    }
    if (v < least[n] || v > 0x10FFFF || (v >= 0xD800 && v < 0xE000))
        return 0;
    *c = v;
    return n;
}

bool unicode_is_printable(uint32_t c)
{
    if (c < 0x20 || (c >= 0x7F && c < 0xA0))
        return false;
    if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x206F) || c == 0x200E ||
        c == 0x200F || c == 0x061C)
        return false;
    if (c >= 0xE0000 && c <= 0xE0FFF)        /* tags and others that are never drawn */
        return c >= 0xE0100 && c <= 0xE01EF; /* which glyph of a Han character */
    if (c == 0x2028 || c == 0x2029 || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB))
        return false;
    return (c & 0xFFFE) != 0xFFFE;
}

static bool is_wide(uint32_t c)
{
    return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) ||
           (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF01 && c <= 0xFF60) ||
           (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1FAFF) ||
           (c >= 0x20000 && c <= 0x3FFFD);
}

bool unicode_is_word(uint32_t c)
{
    if (c < 0x80)
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if ((c >= 0x2000 && c <= 0x206F) || (c >= 0x3000 && c <= 0x303F) ||
        (c >= 0xFE30 && c <= 0xFE6F))
        return false;
    if (c >= 0xFF00 && c <= 0xFFEF)
        return (c >= 0xFF10 && c <= 0xFF19) || (c >= 0xFF21 && c <= 0xFF3A) ||
               (c >= 0xFF41 && c <= 0xFF5A);
    return c >= 0xC0;
}

int utf8_columns(const char *text)
{
    int columns = 0;
    size_t size = strlen(text);
    for (size_t i = 0; i < size;) {
        uint32_t c;
        size_t n = utf8_decode(text + i, size - i, &c);
        if (n == 0)
            break;
        bool none = (c >= 0x0300 && c <= 0x036F) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0x200B ||
                    c == 0x200D;
        columns += none ? 0 : is_wide(c) ? 2 : 1;
        i += n;
    }
    return columns;
}

int utf8_length(const char *text)
{
    int n = 0;
    for (; *text; text++)
        n += ((unsigned char)*text & 0xC0) != 0x80;
    return n;
}

const char *text_encoding_name(enum text_encoding e)
{
    static const char *const names[] = {"UTF-8",    "UTF-8 BOM", "GB18030（GBK）",
                                        "UTF-16LE", "UTF-16BE",  "?"};
    return names[e];
}

static const char *iconv_name(enum text_encoding e)
{
    static const char *const names[] = {"UTF-8",    "UTF-8",    "GB18030",
                                        "UTF-16LE", "UTF-16BE", "UTF-8"};
    return names[e];
}

/* Counts well-formed and broken multi-byte characters; *bad is the first broken one. */
static void utf8_census(const char *text, size_t size, size_t *good, size_t *broken, size_t *bad)
{
    *good = *broken = 0;
    *bad = size;
    for (size_t i = 0; i < size;) {
        uint32_t c;
        size_t n = utf8_decode(text + i, size - i, &c);
        if (n == 0) {
            if ((*broken)++ == 0)
                *bad = i;
            n = 1;
        } else if (n > 1) {
            (*good)++;
        }
        i += n;
    }
}

/* Whether all of `text` can be read as `e`. */
static bool decodes_as(const char *text, size_t size, enum text_encoding e)
{
    iconv_t cd = iconv_open("UTF-8", iconv_name(e));
    if (cd == (iconv_t)-1)
        return false;
    char out[1024], *in = (char *)(uintptr_t)text;
    bool ok = true;
    while (size > 0 && ok) {
        char *o = out;
        size_t room = sizeof out;
        size_t before = size;
        iconv(cd, &in, &size, &o, &room);
        ok = size < before;
    }
    iconv_close(cd);
    return ok;
}

/* UTF-16 without its mark: spreadsheets write it; ASCII separators leave zero bytes on one side
 * only. */
static enum text_encoding utf16_by_zeros(const char *text, size_t size)
{
    size_t zeros[2] = {0, 0};
    for (size_t i = 0; i < size && i < 4096; i++)
        zeros[i % 2] += text[i] == '\0';
    if (zeros[0] + zeros[1] == 0)
        return TEXT_UTF8;
    if (zeros[1] > 4 * zeros[0])
        return TEXT_UTF16LE;
    if (zeros[0] > 4 * zeros[1])
        return TEXT_UTF16BE;
    return TEXT_DAMAGED;
}

enum text_encoding text_detect(const char *text, size_t size, size_t *bad)
{
    size_t good, broken, first;
    if (!bad)
        bad = &first;
    *bad = 0;
    if (size >= 2 && memcmp(text, "\xFF\xFE", 2) == 0)
        return TEXT_UTF16LE;
    if (size >= 2 && memcmp(text, "\xFE\xFF", 2) == 0)
        return TEXT_UTF16BE;
    enum text_encoding zeros = utf16_by_zeros(text, size);
    if (zeros != TEXT_UTF8)
        return zeros;
    utf8_census(text, size, &good, &broken, bad);
    if (broken == 0)
        return size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? TEXT_UTF8_BOM : TEXT_UTF8;
    /* GBK text hardly ever forms well-formed UTF-8 by chance, so many good ones mean damaged UTF-8.
     */
    if (good < 4 * broken && decodes_as(text, size, TEXT_GB18030))
        return TEXT_GB18030;
    return TEXT_DAMAGED;
}

static size_t mark_bytes(const char *text, size_t size, enum text_encoding e)
{
    if (e == TEXT_UTF8_BOM)
        return 3;
    bool utf16 = e == TEXT_UTF16LE || e == TEXT_UTF16BE;
    return utf16 && size >= 2 && (text[0] == '\xFF' || text[0] == '\xFE') ? 2 : 0;
}

char *text_to_utf8(const char *text, size_t size, enum text_encoding e, size_t *size_out)
{
    size_t skip = mark_bytes(text, size, e);
    text += skip;
    size -= skip;
    size_t room = 3 * size + 4;
    char *out = malloc(room + 1), *o = out;
    iconv_t cd = iconv_open("UTF-8", iconv_name(e));
    if (!out || cd == (iconv_t)-1) {
        free(out);
        if (cd != (iconv_t)-1)
            iconv_close(cd);
        return NULL;
    }
    char *in = (char *)(uintptr_t)text;
    while (size > 0 && room >= 3) {
        if (iconv(cd, &in, &size, &o, &room) != (size_t)-1)
            break;
        if (size == 0 || room < 3)
            break;
        memcpy(o, "\xEF\xBF\xBD", 3); /* U+FFFD for what can't be read */
        o += 3;
        room -= 3;
        in++;
        size--;
    }
    iconv_close(cd);
    *o = '\0';
    *size_out = (size_t)(o - out);
    return out;
}
