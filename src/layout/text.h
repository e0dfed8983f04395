/*
 * Measuring, breaking and fitting text.
 *
 * Pure: what a glyph is wide comes through `struct text_metrics`, so that a layout can be tested
 * without a font and drawn with the real one. Nothing here ever drops a character silently: a
 * text that does not fit says how many pages it needs.
 */
#ifndef LAYOUT_TEXT_H
#define LAYOUT_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum text_family { TEXT_SANS, TEXT_SERIF };
enum text_weight { TEXT_REGULAR, TEXT_BOLD };

/*
 * Break opportunity before a byte of UTF-8 text. LAST: only when the line holds no better one (a
 * word or a number with its unit longer than a line).
 */
enum text_break { TEXT_BREAK_NO, TEXT_BREAK_MAY, TEXT_BREAK_MUST, TEXT_BREAK_LAST };

/*
 * Advance widths and break opportunities. All times the em: Han 1.0, digits 0.56.
 *
 * `advance`: width of a code point in em. `breaks`: fills out[0..n) for n bytes of UTF-8, out[i]
 * = enum text_break before byte i (only at first bytes of characters); NULL = the built-in
 * breaker (wide characters anywhere, spaces, hyphens). Line-start and line-end prohibitions and
 * "number with its unit" are applied here on top of either.
 */
struct text_metrics {
    float (*advance)(void *ctx, enum text_family family, enum text_weight weight, uint32_t cp);
    void (*breaks)(void *ctx, const char *utf8, size_t n, char *out);
    void *ctx;
};

/* Advances of Noto Sans/Serif CJK SC built in: exact for ASCII, Han, kana and full-width forms. */
extern const struct text_metrics text_metrics_builtin;

/*
 * Optical geometry in em, measured on Noto CJK: a run is placed by its optical centre, which is
 * that of Han characters and of digits. The baseline lies TEXT_CENTRE_TO_BASELINE under it.
 */
#define TEXT_CENTRE_TO_BASELINE 0.38f
#define TEXT_LINE_HEIGHT        1.33f
#define TEXT_LINE_HEIGHT_TWO    1.55f

/* Centre of a run of `em_small` sharing the baseline of one of `em_big` centred at `y_big`. */
float text_same_baseline(float y_big, float em_big, float em_small);

/* Next code point of s[0..n); stores its length in bytes. Malformed bytes give U+FFFD, 1 byte. */
uint32_t text_decode(const char *s, size_t n, size_t *used);

/* Han, kana, hangul, full-width forms: one em wide, may be broken around. */
bool text_is_wide(uint32_t cp);

/* Number of code points. */
int text_count(const char *s, size_t n);

/*
 * Width in px of s[0..n) at `em`, with `tracking` px after each character but the last. A line
 * feed inside counts as nothing beside a wide character, else as a space (see text_copy_line).
 */
float text_width(const struct text_metrics *m, enum text_family family, enum text_weight weight,
                 float em, float tracking, const char *s, size_t n);

/* Copies a line into dst (room for `cap`), joining author lines; returns bytes written. */
size_t text_copy_line(char *dst, size_t cap, const char *s, size_t n);

/* Break opportunities of s[0..n) with all prohibitions applied; out has n bytes. */
void text_breaks(const struct text_metrics *m, const char *s, size_t n, char *out);

enum {
    TEXT_LINES_MAX = 96,
    TEXT_BYTES_MAX = 4096, /* longest text that can be fitted; longer: fit says too_long */
};

struct text_line {
    uint16_t start, end; /* bytes of the source, trailing spaces left out */
    float width;         /* px */
};

/* What to fit. Widths in px; sizes are steps of the type scale of a screen `height_px` high. */
struct text_want {
    const struct text_metrics *metrics;
    const char *utf8;
    size_t n; /* 0 = strlen */
    enum text_family family;
    enum text_weight weight;
    float width, height;
    float screen_height;
    int k_max, k_min;   /* tried from k_max down, e.g. 9 … 6 */
    float line_height;  /* em; 0 = TEXT_LINE_HEIGHT, two-line texts TEXT_LINE_HEIGHT_TWO if
                           that fits */
    bool ignore_breaks; /* true = author's line breaks carry no meaning */
    int lines_max;      /* 0 = as many as the height holds */
};

struct text_fit {
    int k;             /* step chosen */
    int em;            /* px */
    float line_height; /* px from one line centre to the next */
    int line_count;    /* of the whole text */
    int lines_per_page;
    int pages;        /* 1 = fits; more: show lines page·lines_per_page … */
    bool kept_breaks; /* author's lines kept */
    bool too_long;    /* TEXT_LINES_MAX or TEXT_BYTES_MAX exceeded: the rest is not in lines */
    float width;      /* widest line, px */
    float height;     /* of the lines of the fullest page, px */
    struct text_line lines[TEXT_LINES_MAX];
};

/*
 * Fits a text into a box. Author's breaks are kept when they cost at most one size against
 * reflowing; else the text is reflowed. When not even k_min fits, the text is broken at k_min
 * into pages. Returns true when it fits on one page.
 */
bool text_fit(const struct text_want *want, struct text_fit *fit);

#endif
