/* Where a line may end: opportunities, then what Chinese typesetting forbids. */
#include "layout/text.h"

#include <string.h>

/* Sets are UTF-16, all in its first plane: each character of each text is looked for in them. */
static bool one_of(uint32_t cp, const uint16_t *set)
{
    for (; *set; set++)
        if (*set == cp)
            return true;
    return false;
}

static const uint16_t no_start[] =
    u"、。，．・：；！？）》」』】〕〉〗”’％‰℃·～々ーぁぃぅぇぉっゃゅょァィゥェォッャュョ"
    u",.:;!?)]}%";
static const uint16_t no_end[] = u"（《「『【〔〈〖“‘￥№([{$#";
static const uint16_t units[] =
    u"元角分秒时点年月日天周个名人位次件条款项章节号题处本页级倍米克吨升度岁户"
    u"家队支台组轮场届期类种";
static const uint16_t numerals[] = u"〇零一二三四五六七八九十百千万亿两";

static bool is_digit(uint32_t cp)
{
    return (cp >= '0' && cp <= '9') || (cp >= 0xFF10 && cp <= 0xFF19);
}

static bool is_letter(uint32_t cp)
{
    return (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') ||
           (cp >= 0xC0 && cp < 0x250 && cp != 0xD7 && cp != 0xF7);
}

static size_t word_length(const char *s, size_t n)
{
    size_t count = 0;
    for (size_t i = 0, used; i < n; i += used, count++)
        if (!is_letter(text_decode(s + i, n - i, &used)))
            break;
    return count;
}

/* The characters around a place: `last` is the one before that is no space. */
struct place {
    uint32_t last, before, at;
    const char *rest;
    size_t n;
};

static bool splits_number(const struct place *p)
{
    bool spaced = p->before == ' ';
    bool number = is_digit(p->last) || (!spaced && one_of(p->last, numerals));
    if (number && (one_of(p->at, units) || one_of(p->at, numerals)))
        return true;
    if (p->last == 0x7B2C /* 第 */ && (is_digit(p->at) || one_of(p->at, numerals)))
        return true;
    if (is_digit(p->last) && is_letter(p->at) && spaced && word_length(p->rest, p->n) <= 2)
        return true;
    return !spaced && is_digit(p->at) && (is_digit(p->last) || one_of(p->last, u"+-−±¥￥.,:/"));
}

/* What typesetting never does, whatever the cost. */
static bool forbidden(const struct place *p)
{
    if (p->at == ' ' || p->before == 0xA0 || p->at == 0xA0)
        return true;
    if (one_of(p->at, no_start) || one_of(p->before, no_end))
        return true;
    return p->at == p->before && (p->at == 0x2014 || p->at == 0x2026); /* —— and …… */
}

static enum text_break plain_break(const struct place *p)
{
    if (p->before == ' ')
        return TEXT_BREAK_MAY;
    if (text_is_wide(p->before) || text_is_wide(p->at))
        return TEXT_BREAK_MAY;
    if (p->before == '-' && is_letter(p->at))
        return TEXT_BREAK_MAY;
    return TEXT_BREAK_NO;
}

static enum text_break judged(const struct place *p, enum text_break offered)
{
    if (forbidden(p))
        return TEXT_BREAK_NO;
    return offered == TEXT_BREAK_MAY && !splits_number(p) ? TEXT_BREAK_MAY : TEXT_BREAK_LAST;
}

void text_breaks(const struct text_metrics *m, const char *s, size_t n, char *out)
{
    memset(out, TEXT_BREAK_NO, n);
    if (m->breaks)
        m->breaks(m->ctx, s, n, out);
    struct place p = {0};
    for (size_t i = 0, used; i < n; i += used) {
        p.at = text_decode(s + i, n - i, &used);
        p.rest = s + i;
        p.n = n - i;
        if (i == 0 || p.at == '\n')
            out[i] = TEXT_BREAK_NO;
        else if (p.before == '\n')
            out[i] = TEXT_BREAK_MUST;
        else if (!m->breaks)
            out[i] = (char)plain_break(&p);
        if (i > 0 && p.at != '\n' && out[i] != TEXT_BREAK_MUST)
            out[i] = (char)judged(&p, (enum text_break)out[i]);
        p.before = p.at;
        if (p.at != ' ')
            p.last = p.at;
    }
}
