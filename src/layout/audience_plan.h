/* audience_plan — how a question gets its room: one plan decides what gives way. Private.
 *
 * Space gives way in this order: question size 9 → 6 (author's breaks go with it), lines drawn
 * together, options in one column, share of a picture, strip to one row of tiles, pages. The plan
 * depends on the question, never on the phase, so that nothing moves while people read.
 */
#ifndef LAYOUT_AUDIENCE_PLAN_H
#define LAYOUT_AUDIENCE_PLAN_H

#include "layout/audience_parts.h"

struct plan {
    bool paged;                  /* question alone first, options after it */
    int columns;                 /* of options, 0: none */
    bool tight;                  /* options with less air */
    float option_h[OPTIONS_MAX]; /* each, px; those of one row have the same */
    float options_h;             /* all of them with the gap above, px; 0: they have pages */
    float answer_h;              /* reserved line, px */
    float media;                 /* share of the panel for a picture */
    struct text_fit question;
};

/* Fills *p and k->pages; may give up the strip in k->g. */
void plan_make(struct drawing *k, const struct question *q, struct plan *p);

/* Option i as shown; true-or-false questions bring their own two. Bit i: option i is right. */
const char *plan_option(const struct drawing *k, const struct question *q, int i);
unsigned plan_right(const struct question *q);
/* An option from left to right, px: edge, letter, gap, text; the mark keeps `mark` to the edge. */
struct option_space {
    float inset, badge, gap, mark, text;
};
struct option_space plan_option_space(const struct drawing *k, float cell_w, bool tight);
/* Options on the n-th (0 …) page of their own: returns how many, the first goes to *first; 0: there
 * is no such page. */
int plan_options_page(const struct drawing *k, const struct question *q, const struct plan *p,
                      int n, int *first);

/* text_fit in a box of this screen. */
bool plan_text(const struct drawing *k, const char *text, float w, float h, int k_max, int k_min,
               bool bold, struct text_fit *fit);
/* An option's text, drawn closer together than a question. */
bool plan_option_text(const struct drawing *k, const char *text, float w, float h, bool bold,
                      struct text_fit *fit);
bool plan_has_media(const struct question *q);
/* Text part of the panel: beside or over the picture, whose box goes to *media. */
struct draw_box plan_split(const struct drawing *k, struct draw_box panel_box, float share,
                           struct draw_box *media);
/* Box of the question's lines within a panel, answer line taken off; padding of panels. */
struct draw_box plan_text_box(const struct drawing *k, const struct question *q,
                              struct draw_box panel_box, const struct plan *p);
float plan_padding(const struct drawing *k);

#endif
