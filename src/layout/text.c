#include "layout/text.h"

#include <string.h>

float text_same_baseline(float y_big, float em_big, float em_small)
{
    return y_big + TEXT_CENTRE_TO_BASELINE * (em_big - em_small);
}

uint32_t text_decode(const char *s, size_t n, size_t *used)
{
    const unsigned char *u = (const unsigned char *)s;
    static const uint32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};
    size_t len = n == 0        ? 0
                 : u[0] < 0x80 ? 1
                 : u[0] < 0xC2 ? 0
                 : u[0] < 0xE0 ? 2
                 : u[0] < 0xF0 ? 3
                 : u[0] < 0xF5 ? 4
                               : 0;
    *used = 1;
    if (len == 0 || len > n)
        return 0xFFFD;
    if (len == 1)
        return u[0];
    uint32_t cp = u[0] & (0x7Fu >> len);
    for (size_t i = 1; i < len; i++) {
        if ((u[i] & 0xC0) != 0x80)
            return 0xFFFD;
        cp = cp << 6 | (u[i] & 0x3F);
    }
    if (cp < least[len] || cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000))
        return 0xFFFD;
    *used = len;
    return cp;
}

/* Ranges Noto CJK SC draws one em wide; the ambiguous ones (quotes, ×, ·) included. */
static const uint32_t wide[][2] = {
    {0x00B1, 0x00B1},   {0x00B7, 0x00B7}, {0x00D7, 0x00D7}, {0x00F7, 0x00F7}, {0x1100, 0x115F},
    {0x2018, 0x2019},   {0x201C, 0x201D}, {0x2025, 0x2026}, {0x2030, 0x2030}, {0x2103, 0x2103},
    {0x2160, 0x217F},   {0x2190, 0x2199}, {0x2248, 0x2248}, {0x2260, 0x2261}, {0x2264, 0x2267},
    {0x2460, 0x24FF},   {0x2500, 0x25FF}, {0x2605, 0x2606}, {0x2E80, 0x303E}, {0x3041, 0x33FF},
    {0x3400, 0x4DBF},   {0x4E00, 0x9FFF}, {0xA000, 0xA4CF}, {0xAC00, 0xD7A3}, {0xF900, 0xFAFF},
    {0xFE30, 0xFE6F},   {0xFF01, 0xFF60}, {0xFFE0, 0xFFE6}, {0xFFFD, 0xFFFD}, {0x1F300, 0x1FAFF},
    {0x20000, 0x3FFFD},
};

bool text_is_wide(uint32_t cp)
{
    if (cp < 0xB1)
        return false;
    for (size_t i = 0; i < sizeof(wide) / sizeof(*wide); i++)
        if (cp <= wide[i][1])
            return cp >= wide[i][0];
    return false;
}

int text_count(const char *s, size_t n)
{
    int count = 0;
    for (size_t i = 0, used; i < n; i += used, count++)
        text_decode(s + i, n - i, &used);
    return count;
}

/* What a line feed at i inside a line turns into: nothing beside a wide character, else a space. */
static bool feed_is_space(const char *s, size_t n, size_t i, uint32_t before)
{
    size_t used;
    while (i < n && s[i] == '\n')
        i++;
    return i < n && before && !text_is_wide(before) &&
           !text_is_wide(text_decode(s + i, n - i, &used));
}

float text_width(const struct text_metrics *m, enum text_family family, enum text_weight weight,
                 float em, float tracking, const char *s, size_t n)
{
    float width = 0;
    uint32_t before = 0;
    int shown = 0;
    for (size_t i = 0, used; i < n; i += used) {
        uint32_t cp = text_decode(s + i, n - i, &used);
        if (cp == '\n') {
            if (before == '\n' || !feed_is_space(s, n, i, before))
                continue;
            cp = ' ';
        }
        width += m->advance(m->ctx, family, weight, cp);
        before = cp;
        shown++;
    }
    return width * em + tracking * (float)(shown > 1 ? shown - 1 : 0);
}

size_t text_copy_line(char *dst, size_t cap, const char *s, size_t n)
{
    size_t out = 0;
    uint32_t before = 0;
    for (size_t i = 0, used; i < n; i += used) {
        uint32_t cp = text_decode(s + i, n - i, &used);
        if (cp == '\n' && (before == '\n' || !feed_is_space(s, n, i, before)))
            continue;
        if (out + used > cap)
            break;
        if (cp == '\n') {
            cp = ' ';
            dst[out++] = ' ';
        } else {
            memcpy(dst + out, s + i, used);
            out += used;
        }
        before = cp;
    }
    return out;
}
