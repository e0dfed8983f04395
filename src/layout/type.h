/*
 * Type scale, palette and themes: the only sizes and colours a screen may use.
 *
 * Pure: no state, no allocation; every function may be called from any thread.
 */
#ifndef LAYOUT_TYPE_H
#define LAYOUT_TYPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Type scale: em = H/30 · 2^(k/6), H being the height of the target in px.
 * On the audience screen nothing is smaller than k 0; scores, options and
 * questions are at least k 6 (= H/15).
 */
enum {
    TYPE_NOTE = 0, /* header details, short names, flags, notes */
    TYPE_NOTE_LARGE = 1,
    TYPE_FAULT = 2,    /* fault titles, tie marks */
    TYPE_TITLE = 3,    /* table names, seat number in the strip, round title, margin */
    TYPE_NAME = 4,     /* short name in the now column */
    TYPE_PRIZE = 5,    /* prize labels */
    TYPE_BODY = 6,     /* smallest score, option and question text */
    TYPE_QUESTION = 9, /* largest question text */
    TYPE_CLOCK = 10,
    TYPE_POINTS = 11,
    TYPE_SEAT_LIT = 12,
    TYPE_RISK = 15,
    TYPE_CONTEST = 17,
};

/* em in whole px for step `k` (may be negative on the operator screen) at height `height_px`. */
int type_em(float height_px, int k);

/* Colour tokens. Order is part of the theme table, names below in type.c. */
enum colour {
    COLOUR_NONE,   /* paints nothing */
    COLOUR_CUSTOM, /* the paint carries its own rgb */
    COLOUR_BASE,
    COLOUR_BASE_TOP,
    COLOUR_BASE_EDGE,
    COLOUR_CARD_TOP,
    COLOUR_CARD_BOTTOM,
    COLOUR_PANEL_TOP,
    COLOUR_PANEL_BOTTOM,
    COLOUR_RAISED,
    COLOUR_BADGE, /* behind an option letter */
    COLOUR_LINE,
    COLOUR_SPENT,
    COLOUR_TEXT,
    COLOUR_TEXT_2,
    COLOUR_TEXT_3,
    COLOUR_GOLD,      /* now: one team, one choice, the running clock, the open buzzer */
    COLOUR_VERMILION, /* fill: deduct, foul, barred */
    COLOUR_VERMILION_TEXT,
    COLOUR_JADE,
    COLOUR_INK,      /* text on gold, jade, vermilion */
    COLOUR_INK_TEAM, /* text on a plate of team colour */
    COLOUR_PAPER,
    COLOUR_PAPER_INK,
    COLOUR_PAPER_JADE, /* frames and badges on a document */
    COLOUR_PAPER_GOLD,
    COLOUR_BLACK,
    COLOUR_WHITE,
    COLOUR_TEAM_1, /* bands and plates; ten, then repeated with the band cut */
    COLOUR_TEAM_10 = COLOUR_TEAM_1 + 9,
    COLOUR_TEAM_TEXT_1, /* the same hue, readable as text on a card */
    COLOUR_TEAM_TEXT_10 = COLOUR_TEAM_TEXT_1 + 9,
    COLOUR_COUNT
};

/* A theme is a table of the tokens, 0xRRGGBB each. */
struct theme {
    uint32_t rgb[COLOUR_COUNT];
};

extern const struct theme theme_night; /* dark hall, the default */
extern const struct theme theme_day;   /* bright hall: the same tokens on paper */

/* Token by its name in a theme file ("gold", "text-2", "team-3"), COLOUR_NONE when unknown. */
enum colour colour_by_name(const char *name);
const char *colour_name(enum colour token);

/* WCAG contrast ratio of two 0xRRGGBB colours, 1..21. */
double colour_contrast(uint32_t a, uint32_t b);

/* One unreadable pair of a theme. */
struct theme_fault {
    enum colour front;
    enum colour back;
    double ratio;
    double need;
};

/* Pairs of `theme` below the contrast they need; returns how many, stores at most `cap`. */
int theme_check(const struct theme *theme, struct theme_fault *faults, int cap);

/* What an item is painted with: a token, or an own colour; alpha 0..255. Zero paints nothing. */
struct paint {
    uint8_t token; /* enum colour */
    uint8_t alpha;
    uint8_t r, g, b; /* only for COLOUR_CUSTOM */
};

struct paint paint(enum colour token);
struct paint paint_alpha(enum colour token, float alpha);
struct paint paint_rgb(uint32_t rgb);
struct paint paint_fade(struct paint p, float alpha); /* p with its alpha multiplied */
struct paint paint_team(int seat);                    /* seat 1.. : band or plate */
struct paint paint_team_text(int seat);               /* seat 1.. : number on a dark card */

/* Band of a seat is cut in this many pieces: 1 for seats 1-10, 2 for 11-20, 3 for 21-30. */
int team_band_cuts(int seat);

/* Resolved 0xAARRGGBB. */
uint32_t paint_argb(struct paint p, const struct theme *theme);

#endif
