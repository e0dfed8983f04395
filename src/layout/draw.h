/*
 * Draw lists: what a screen looks like, as data.
 *
 * A layout is a pure function (view, size, time) → draw list. The stage turns a list into pixels;
 * a test reads it as text or checks it against the rules. A list lives in the caller's memory and
 * is filled by one thread; once filled it is read-only and may be handed to another thread.
 *
 * Coordinates are px of the target, y downwards, floats; edges are snapped to whole px when
 * drawn. Items are painted in order. Colours are tokens of the theme (type.h).
 *
 * Every function that adds an item is a no-op once the list is full and sets `overflow`: a layout
 * need not check each call, the caller checks once.
 *
 *     struct draw_page page;                      // large: static or heap
 *     struct draw_list *d = draw_page_begin(&page, 1920, 1080, metrics);
 *     draw_backdrop(d, DRAW_BACKDROP_HALL);
 *     draw_rect(d, (struct draw_box){96, 144, 1404, 582},
 *               &(struct draw_fill){.top = paint(COLOUR_PANEL_TOP),
 *                                   .bottom = paint(COLOUR_PANEL_BOTTOM), .radius = 14});
 *     draw_text(d, &(struct draw_run){.x = 150, .y = 213, .em = 81, .weight = TEXT_BOLD,
 *               .paint = paint(COLOUR_TEXT), .role = ROLE_QUESTION}, "行政机关…", 0);
 */
#ifndef LAYOUT_DRAW_H
#define LAYOUT_DRAW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "layout/text.h"
#include "layout/type.h"

struct draw_box {
    float x, y, w, h;
};

enum draw_kind {
    DRAW_NOTHING,
    DRAW_BACKDROP,
    DRAW_RECT,
    DRAW_GLOW,
    DRAW_LINE,
    DRAW_TEXT,
    DRAW_ICON,
    DRAW_RING,
    DRAW_IMAGE,
    DRAW_MINI,
    DRAW_KIND_COUNT
};

/* What a text is for: the property tests know the least size of each. */
enum draw_role {
    ROLE_OTHER,    /* decorative, not meaning (seal, test pattern): only checked for the margin */
    ROLE_SCORE,    /* a score shown as such: ≥ k 6 */
    ROLE_OPTION,   /* ≥ k 6 */
    ROLE_QUESTION, /* ≥ k 6 */
    ROLE_ANSWER,   /* ≥ k 0 */
    ROLE_SEAT,
    ROLE_NAME,
    ROLE_CLOCK,
    ROLE_TITLE,
    ROLE_RULE,
    ROLE_FLAG,
    ROLE_NOTE,
    ROLE_POINTS, /* +10, −10 as an event */
    ROLE_TABLE,  /* cells and heads of tables */
    ROLE_COUNT
};

/* ---- backdrop: whole target, baked once per size ---- */

enum draw_backdrop {
    DRAW_BACKDROP_FLAT, /* base, nothing else */
    DRAW_BACKDROP_HALL, /* ellipse of light from top centre: top → base → edge */
    DRAW_BACKDROP_BLACK,
};

/* ---- rectangles ---- */

enum draw_pattern {
    DRAW_PLAIN,
    DRAW_HATCH,   /* 45° stripes, `pattern` on the fill */
    DRAW_LATTICE, /* traditional lattice of small squares joined by lines */
};

enum {
    CORNER_TL = 1,
    CORNER_TR = 2,
    CORNER_BR = 4,
    CORNER_BL = 8,
    CORNER_TOP = CORNER_TL | CORNER_TR,
    CORNER_BOTTOM = CORNER_BL | CORNER_BR,
    CORNER_LEFT = CORNER_TL | CORNER_BL,
    CORNER_RIGHT = CORNER_TR | CORNER_BR,
    CORNER_ALL = 0, /* the default: all four round */
};

struct draw_fill {
    struct paint top;    /* COLOUR_NONE = hollow */
    struct paint bottom; /* COLOUR_NONE = flat in `top`; else a vertical gradient */
    float radius;
    uint8_t corners; /* CORNER_… that are round; 0 = all */
    struct paint outline;
    float outline_px;     /* drawn inside the box; 0 = none */
    uint8_t pattern_kind; /* enum draw_pattern */
    struct paint pattern;
    float pitch; /* px from stripe to stripe, cell to cell; 0 = a fortieth of the target's height */
    bool fade_x; /* alpha runs 0 → full → 0 from left to right (hairline under a title) */
    bool fade_y; /* the pattern runs out towards the bottom */
    bool rounded_full; /* a pill: radius = half the smaller side */
};

/* ---- lines ---- */

struct draw_stroke {
    struct paint paint;
    float width; /* px */
    float pitch; /* 0 = solid; else dots of `width` every `pitch` px */
    bool round;  /* round ends */
};

/* ---- text ---- */

enum draw_align { DRAW_LEFT, DRAW_CENTRE, DRAW_RIGHT };

/* A run: one line, one style. x by `align`; y is the OPTICAL CENTRE of Han and digits. */
struct draw_run {
    float x, y;
    float em;       /* px */
    uint8_t weight; /* enum text_weight */
    uint8_t family; /* enum text_family */
    uint8_t align;  /* enum draw_align */
    uint8_t role;   /* enum draw_role */
    struct paint paint;
    float tracking; /* px added between characters */
};

/* ---- icons, drawn in a square ---- */

enum draw_icon {
    ICON_NONE,
    ICON_CHECK,
    ICON_CROSS,
    ICON_DASH,
    ICON_PLUS,
    ICON_MINUS,
    ICON_WARN, /* rounded square with a hole in the form of ! */
    ICON_LOCK,
    ICON_ENTER,
    ICON_PLAY,
    ICON_PAUSE,
    ICON_STOP,
    ICON_DISC,   /* filled circle */
    ICON_CIRCLE, /* outlined circle */
    ICON_SQUARE, /* filled rounded square */
    ICON_ARROW,  /* to the right */
    ICON_ARROW_LEFT,
    ICON_UNDO,
    ICON_SPEAKER,
    ICON_MUTE,
    ICON_DISPLAY,
    ICON_SEAL, /* frame of the seal; the stage puts 擂 into it */
    ICON_COUNT
};

/* ---- the clock's ring ---- */

enum draw_ring_style {
    DRAW_RING_TICKS,  /* 60 fine ticks */
    DRAW_RING_BLOCKS, /* ten solid blocks, spent ones hollow */
};

struct draw_ring {
    float cx, cy;
    float radius;  /* outer, px */
    float thick;   /* radial, px; 0 = the usual share of the radius */
    uint8_t style; /* enum draw_ring_style */
    uint8_t lit;   /* ticks (of 60) or blocks (of 10) left; they stay on the clockwise side of 12
                      o'clock: the last to go is the one right after 12 */
    bool hollow;   /* paused: lit parts outlined too */
    struct paint on;
    struct paint off;
};

/* ---- pictures ---- */

enum draw_source {
    DRAW_FILE,  /* a path, relative to the contest folder */
    DRAW_VIDEO, /* the running video's newest frame; path ignored */
};

enum draw_fit { DRAW_CONTAIN, DRAW_COVER, DRAW_STRETCH };

struct draw_picture {
    uint8_t source;   /* enum draw_source */
    uint8_t fit;      /* enum draw_fit */
    bool say_missing; /* operator screen: an unreadable picture shows its name */
    float radius;
    struct draw_box region; /* 0..1 of the picture; all 0 = whole */
};

/* ---- items ---- */

struct draw_item {
    uint8_t kind;         /* enum draw_kind */
    uint8_t role;         /* enum draw_role, for text */
    uint8_t alpha;        /* 0..255, applies to the whole item */
    uint8_t style;        /* backdrop / icon / pattern … of the kind */
    struct draw_box box;  /* text: the em box (x, centre − em/2, width, em) */
    struct draw_box clip; /* w < 0 = none */
    union {
        struct draw_fill fill;
        struct {
            struct paint paint;
            float radius, spread;
        } glow;
        struct {
            float x0, y0, x1, y1;
            struct draw_stroke stroke;
        } line;
        struct {
            struct draw_run run;
            uint32_t text, n; /* bytes in the arena */
        } text;
        struct {
            struct paint paint;
        } icon;
        struct draw_ring ring;
        struct {
            struct draw_picture picture;
            uint32_t text, n; /* path in the arena */
        } image;
        struct {
            const struct draw_list *list; /* must outlive this list */
            uint64_t hash;                /* of its contents */
        } mini;
    } u;
};

struct draw_list {
    struct draw_item *items;
    int count, cap;
    char *text; /* arena */
    uint32_t text_len, text_cap;
    bool overflow;
    float width, height;                /* target, px */
    const struct text_metrics *metrics; /* measures runs as they are added */
    /* state applied to items as they are added */
    struct draw_box clip;
    float alpha, dx, dy;
};

/* Ready-made storage, enough for any screen of this product. About 200 KB. */
enum { DRAW_ITEMS_MAX = 1024, DRAW_TEXT_MAX = 32768 };

struct draw_page {
    struct draw_list list;
    struct draw_item items[DRAW_ITEMS_MAX];
    char text[DRAW_TEXT_MAX];
};

/* Empties the page for a target of this size and returns its list. */
struct draw_list *draw_page_begin(struct draw_page *page, float width, float height,
                                  const struct text_metrics *metrics);

/* The same on separate memory. */
void draw_list_init(struct draw_list *d, struct draw_item *items, int cap, char *text,
                    uint32_t text_cap, float width, float height,
                    const struct text_metrics *metrics);

/* State for the items that follow: clip (NULL = none), alpha 0..1, offset in px. */
void draw_clip(struct draw_list *d, const struct draw_box *clip);
void draw_alpha(struct draw_list *d, float alpha);
void draw_offset(struct draw_list *d, float dx, float dy);

void draw_backdrop(struct draw_list *d, enum draw_backdrop style);
void draw_rect(struct draw_list *d, struct draw_box box, const struct draw_fill *fill);

/*
 * Light around (never over) a rounded box, `spread` px wide. Put it before the box. The drawings
 * have a spread of 50 px at H = 1080 and an alpha of 0.17: lit, not neon.
 */
void draw_glow(struct draw_list *d, struct draw_box box, float radius, float spread,
               struct paint p);

void draw_line(struct draw_list *d, float x0, float y0, float x1, float y1,
               const struct draw_stroke *stroke);

/*
 * One line of text, n bytes (0 = strlen). Returns its width in px. Line feeds inside are joined
 * (text_copy_line). Empty text adds nothing.
 */
float draw_text(struct draw_list *d, const struct draw_run *run, const char *utf8, size_t n);

/*
 * The lines of page `page` of a fitted text, the first line's centre at run->y, later ones
 * fit->line_height apart; run->em and run->align as given there (em taken from the fit).
 */
void draw_fitted(struct draw_list *d, const struct draw_run *run, const char *utf8,
                 const struct text_fit *fit, int page);

/* Width run would have, without adding it. */
float draw_text_width(const struct draw_list *d, const struct draw_run *run, const char *utf8);

/* An icon in the square `size` px wide centred at (cx, cy). */
void draw_icon(struct draw_list *d, float cx, float cy, float size, enum draw_icon icon,
               struct paint p);

void draw_ring(struct draw_list *d, const struct draw_ring *ring);
void draw_image(struct draw_list *d, struct draw_box box, const struct draw_picture *picture,
                const char *path);

/* Another list, scaled into `box` and clipped to it (the operator's previews). It must outlive d.
 */
void draw_mini(struct draw_list *d, struct draw_box box, const struct draw_list *list);

/* Helpers for boxes. */
struct draw_box box_inset(struct draw_box b, float px);
bool box_overlap(struct draw_box a, struct draw_box b, float slack_px);
bool box_inside(struct draw_box inner, struct draw_box outer, float slack_px);

/* Text of a DRAW_TEXT item (not terminated) and its length. */
const char *draw_item_text(const struct draw_list *d, const struct draw_item *item, size_t *n);

/* First text item equal to `utf8`, NULL when there is none. For tests. */
const struct draw_item *draw_find_text(const struct draw_list *d, const char *utf8);

/* Everything that influences pixels, text and nested lists included. */
uint64_t draw_item_hash(const struct draw_list *d, const struct draw_item *item);
uint64_t draw_list_hash(const struct draw_list *d);

/*
 * The list as text, one item a line, whole px: for golden tests. Returns the length it wants;
 * writes at most cap bytes, terminated.
 */
size_t draw_list_dump(const struct draw_list *d, char *out, size_t cap);

/* ---- invariant 7 of the design ---- */

struct draw_rules {
    struct draw_box safe; /* all text must lie in it */
    float em_min;         /* every text */
    float em_body;        /* score, option, question */
    float slack_px;       /* rounding forgiven, e.g. 1 */
};

/* Rules of an audience screen: 5 % margin a side, em ≥ H/30, body ≥ H/15. */
struct draw_rules draw_rules_audience(float width, float height);

/*
 * First breach as a sentence in `why`, or false when there is none: outside the safe margin, too
 * small, two texts overlapping, list overflown. Text covered on purpose must not be drawn.
 */
bool draw_list_breach(const struct draw_list *d, const struct draw_rules *rules, char *why,
                      size_t cap);

#endif
