/* Fitting: the largest step of the type scale at which a text fits its box. */
#include "layout/text.h"
#include "layout/type.h"

#include <string.h>

/* How line feeds count while a text is broken into lines. */
enum feeds {
    FEEDS_KEPT, /* each ends a line, and no line may be broken further */
    FEEDS_FLOW, /* only an empty line (two feeds) ends a line */
};

struct breaker {
    const struct text_want *want;
    const char *s;
    size_t n;
    const char *breaks;
    float em, width;
    enum feeds feeds;
    struct text_fit *fit;
    bool wrapped; /* a line was broken where the author did not */
};

static void trim(const char *s, size_t *start, size_t *end)
{
    while (*end > *start && (s[*end - 1] == ' ' || s[*end - 1] == '\n'))
        --*end;
    while (*start < *end && s[*start] == '\n')
        ++*start;
}

static void add_line(struct breaker *b, size_t start, size_t end)
{
    trim(b->s, &start, &end);
    if (start == end)
        return;
    struct text_fit *fit = b->fit;
    if (fit->line_count == TEXT_LINES_MAX) {
        fit->too_long = true;
        return;
    }
    float width = text_width(b->want->metrics, b->want->family, b->want->weight, b->em, 0,
                             b->s + start, end - start);
    fit->lines[fit->line_count++] = (struct text_line){(uint16_t)start, (uint16_t)end, width};
    if (width > fit->width)
        fit->width = width;
}

static bool must_break(const struct breaker *b, size_t i)
{
    if (b->breaks[i] != TEXT_BREAK_MUST)
        return false;
    return b->feeds == FEEDS_KEPT || (i >= 2 && b->s[i - 2] == '\n');
}

/* Width of the character at i in a line begun at `start`; a joined feed may count as a space. */
static float advance_at(const struct breaker *b, size_t start, size_t i, size_t *used)
{
    const struct text_metrics *m = b->want->metrics;
    uint32_t cp = text_decode(b->s + i, b->n - i, used);
    if (cp == '\n') {
        char joined[8];
        size_t from = i;
        while (from > start && ((unsigned char)b->s[--from] & 0xC0) == 0x80)
            ;
        size_t to = i + 1 < b->n ? i + 2 : i + 1;
        if (from == i || text_copy_line(joined, sizeof joined, b->s + from, to - from) < to - from)
            return 0;
        cp = ' ';
    }
    return b->em * m->advance(m->ctx, b->want->family, b->want->weight, cp);
}

/* Greedy lines into fit->lines. A piece longer than a line is broken between characters. */
static void break_lines(struct breaker *b)
{
    size_t start = 0, chance = 0, resort = 0; /* latest good and latest bad break so far */
    float width = 0;
    b->fit->line_count = 0;
    b->fit->width = 0;
    b->wrapped = false;
    for (size_t i = 0, used; i < b->n;) {
        if (i > start && must_break(b, i)) {
            add_line(b, start, i);
            start = chance = i;
            width = 0;
        } else if (i > start && b->breaks[i] != TEXT_BREAK_NO) {
            *(b->breaks[i] == TEXT_BREAK_LAST ? &resort : &chance) = i;
        }
        float step = advance_at(b, start, i, &used);
        bool space = b->s[i] == ' ' || b->s[i] == '\n';
        if (!space && width + step > b->width + 0.01f && i > start) {
            size_t at = chance > start ? chance : resort > start ? resort : i;
            b->wrapped = true;
            add_line(b, start, at);
            start = chance = i = at;
            while (i < b->n && b->s[i] == ' ')
                start = ++i;
            width = 0;
            continue;
        }
        width += step;
        i += used;
    }
    add_line(b, start, b->n);
}

/* A last line of one or two characters looks lost: narrow the lines a little if that helps. */
static void rebalance(struct breaker *b)
{
    int count = b->fit->line_count;
    float full = b->width;
    for (int i = 1; i <= 3 && count > 1 && full >= 8 * b->em; i++) {
        if (b->fit->lines[b->fit->line_count - 1].width >= 2.5f * b->em)
            return;
        b->width = full - (float)i * b->em;
        break_lines(b);
        if (b->fit->line_count != count || b->fit->too_long) {
            b->width = full;
            break_lines(b);
            return;
        }
    }
    b->width = full;
}

static float pitch_for(const struct text_want *want, float em, int lines)
{
    if (want->line_height > 0)
        return want->line_height * em;
    if (lines == 2 && em + TEXT_LINE_HEIGHT_TWO * em <= want->height + 0.5f)
        return TEXT_LINE_HEIGHT_TWO * em;
    return TEXT_LINE_HEIGHT * em;
}

static int lines_held(const struct text_want *want, float em, float pitch)
{
    int held = want->height < em ? 0 : (int)((want->height - em + 0.5f) / pitch) + 1;
    if (want->lines_max > 0 && held > want->lines_max)
        held = want->lines_max;
    return held;
}

/* Breaks at step k; true when all lines fit the box. */
static bool try_step(struct breaker *b, int k, enum feeds feeds)
{
    struct text_fit *fit = b->fit;
    b->feeds = feeds;
    b->em = (float)type_em(b->want->screen_height, k);
    b->width = b->want->width;
    fit->too_long = false;
    break_lines(b);
    if (feeds == FEEDS_FLOW)
        rebalance(b);
    fit->k = k;
    fit->em = (int)b->em;
    fit->kept_breaks = feeds == FEEDS_KEPT;
    fit->line_height = pitch_for(b->want, b->em, fit->line_count);
    int held = lines_held(b->want, b->em, fit->line_height);
    fit->lines_per_page = held > 0 ? held : 1;
    fit->pages = (fit->line_count + fit->lines_per_page - 1) / fit->lines_per_page;
    if (fit->pages < 1)
        fit->pages = 1;
    int shown = fit->line_count < fit->lines_per_page ? fit->line_count : fit->lines_per_page;
    fit->height = shown > 0 ? b->em + (float)(shown - 1) * fit->line_height : 0;
    bool broken_through = feeds == FEEDS_KEPT && b->wrapped;
    return fit->line_count <= held && fit->width <= b->width + 1 && !fit->too_long &&
           !broken_through;
}

static int first_step(struct breaker *b, enum feeds feeds)
{
    int k = b->want->k_max;
    while (k >= b->want->k_min && !try_step(b, k, feeds))
        k--;
    return k;
}

static size_t clamp_bytes(const char *s, size_t n)
{
    if (n <= TEXT_BYTES_MAX)
        return n;
    n = TEXT_BYTES_MAX;
    while (n > 0 && ((unsigned char)s[n] & 0xC0) == 0x80)
        n--;
    return n;
}

bool text_fit(const struct text_want *want, struct text_fit *fit)
{
    char breaks[TEXT_BYTES_MAX];
    size_t whole = want->n ? want->n : strlen(want->utf8);
    size_t n = clamp_bytes(want->utf8, whole);
    struct breaker b = {.want = want, .s = want->utf8, .n = n, .breaks = breaks, .fit = fit};
    *fit = (struct text_fit){0};
    text_breaks(want->metrics, want->utf8, n, breaks);

    int flow = first_step(&b, FEEDS_FLOW);
    if (!want->ignore_breaks && memchr(want->utf8, '\n', n)) {
        int kept = first_step(&b, FEEDS_KEPT);
        if (kept >= want->k_min && kept >= flow - 1)
            flow = kept;
        else
            kept = want->k_min - 1;
        if (kept < want->k_min)
            try_step(&b, flow >= want->k_min ? flow : want->k_min, FEEDS_FLOW);
    } else if (flow < want->k_min) {
        try_step(&b, want->k_min, FEEDS_FLOW);
    }
    if (n < whole)
        fit->too_long = true;
    return flow >= want->k_min && !fit->too_long;
}
