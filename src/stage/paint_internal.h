/* Shared by the parts of the painter; not for other rooms. */
#ifndef STAGE_PAINT_INTERNAL_H
#define STAGE_PAINT_INTERNAL_H

#include "stage/painter.h"

enum { BACKDROPS = 8 };

struct backdrop {
    uint32_t *pixels;
    int w, h, style;
    const struct theme *theme;
    unsigned used; /* painter's count at its last use */
};

struct painter {
    struct fonts *fonts;
    struct images *images;
    const struct theme *theme, *mini_theme;
    struct mask_cache *masks;
    struct backdrop backdrop[BACKDROPS];
    unsigned count; /* of backdrops drawn: the age of the cache */
};

/* Where a list lands: target = list · scale + (dx, dy). `clip` is that of the whole list. */
struct place {
    struct canvas *canvas;
    const struct draw_list *list;
    float scale, dx, dy;
    struct area clip;
    float alpha; /* of the item being drawn, 0..1 */
};

struct area place_box(const struct place *at, struct draw_box box);
uint32_t place_paint(const struct painter *p, const struct place *at, struct paint paint);

/* Draws one item of at->list. */
void painter_item(struct painter *p, struct place *at, const struct draw_item *item);

void paint_backdrop(struct painter *p, const struct place *at, const struct draw_item *item);
void paint_rect(struct painter *p, const struct place *at, const struct draw_item *item);
void paint_glow(struct painter *p, const struct place *at, const struct draw_item *item);
void paint_line(struct painter *p, const struct place *at, const struct draw_item *item);
void paint_text(struct painter *p, const struct place *at, const struct draw_item *item);
void paint_picture(struct painter *p, const struct place *at, const struct draw_item *item);

/* A run at a pen position on the baseline, in target px. */
void paint_run(struct painter *p, struct canvas *c, enum text_family family,
               enum text_weight weight, float em, float x, float baseline, float tracking,
               const char *s, size_t n, uint32_t argb);
void backdrops_drop(struct painter *p);

#endif
