/* audience — the big screen: a pure function (view, size, time) → draw list.
 *
 * One skeleton (header, content, now column, bar, teams) carries every scene; its parts have fixed
 * places, and a state changes fill, outline and flag, never a position. Lengths are shares of the
 * *unit height*: the height of the wall, or 3/4 of its width on anything narrower than 4:3, where
 * H/30 would leave too few characters on a line.
 *
 * Any thread; nothing is kept between calls. The list must have been begun (draw_page_begin) for
 * the same size; its text metrics measure everything.
 */
#ifndef LAYOUT_AUDIENCE_H
#define LAYOUT_AUDIENCE_H

#include "layout/draw.h"
#include "view/view.h"

struct size {
    int w, h; /* px */
};

/* The flash of the test pattern, with which the beep goes: that long, once in that time. */
enum { AUDIENCE_FLASH_US = 80000, AUDIENCE_FLASH_EVERY_US = 1000000 };

enum scene {
    SCENE_TITLE,
    SCENE_TEAMS, /* teams introduction, seat order */
    SCENE_RULES,
    SCENE_PICK,   /* a team is to be chosen */
    SCENE_MENU,   /* a value is to be chosen */
    SCENE_READ,   /* question on, being read */
    SCENE_COUNT,  /* 3-2-1 */
    SCENE_ARMED,  /* buzzers open */
    SCENE_TIE,    /* dead heat: as many plates as teams */
    SCENE_FOUL,   /* early press */
    SCENE_ANSWER, /* a team answers that did not have to press */
    SCENE_WON,    /* a team answers that pressed first */
    SCENE_PAUSE,  /* the clock of an open question stands */
    SCENE_RIGHT,
    SCENE_WRONG,
    SCENE_TIMEOUT,
    SCENE_PASS,
    SCENE_VOID,
    SCENE_NOBODY, /* nobody pressed, or nobody was right */
    SCENE_REVEAL, /* the answer is shown, nothing else to tell */
    SCENE_CORRECTION,
    SCENE_MARKS,   /* judges' marks */
    SCENE_PRESSES, /* order of all presses of the question */
    SCENE_ROUND_END,
    SCENE_STANDINGS,
    SCENE_TIE_BREAK, /* who plays it, before its first question */
    SCENE_PRIZES,
    SCENE_BREAK,
    SCENE_BLACK,
    SCENE_LOGO,
    SCENE_TEST,
    SCENE_SCORES, /* all scores, seat order */
    SCENE_CHECK,  /* buzzer roll-call before the show */
    SCENE_END,
    SCENE_DRAW, /* seats or packets being drawn */
    SCENE_KIND_COUNT
};

extern const char *const scene_names[SCENE_KIND_COUNT]; /* "title", … for files and tests */

/* What the picture depends on beside the view. Zero is a good default. */
struct audience_look {
    int page;             /* host's page of texts and tables that need more than one, from 0 */
    int media_w, media_h; /* px of the question's picture; 0: unknown, faults are listed unframed */
    const char *logo;     /* organiser's logo inside the contest folder, NULL: the seal */
    const char *background; /* picture under everything, NULL: none */
};

/* How much of the base colour lies over that picture. On the worst one (white at night, black by
 * day) every text still has 3 : 1, the least for large text. */
#define AUDIENCE_VEIL 0.84f

/* The scene of a view, from phase and screen overlay. A frozen screen keeps the caller's last list;
 * its scene is the one underneath. */
enum scene audience_scene(const struct view *v);

/* Whether going to this scene must not be cross-faded: winner, foul, go, black. */
bool audience_cuts(enum scene scene);

/* Draws the view into *out (emptied by draw_page_begin). `now_us`: show time. */
void audience_layout(const struct view *v, struct size size, int64_t now_us, struct draw_list *out);
void audience_layout_look(const struct view *v, struct size size, const struct audience_look *look,
                          int64_t now_us, struct draw_list *out);

/* Pages the present scene needs at this size, 1 when all fits; `look->page` beyond them is the
 * last. */
int audience_pages(const struct view *v, struct size size, const struct text_metrics *metrics);

/* Show time at which the picture changes by itself (clock, transition, flag); INT64_MAX: still. */
int64_t audience_next_frame_us(const struct view *v, int64_t now_us);

/* The unit height: type sizes are H/30 · 2^(k/6) of this H. */
float audience_unit(struct size size);

/* Invariant 7 for a wall of this size: 5 % margin, ems by the unit height. */
struct draw_rules audience_rules(struct size size);

#endif
