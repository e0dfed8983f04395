/*
 * The painter: turns a draw list into pixels of a canvas.
 *
 * Everything costly (glyphs, rounded corners, glows, rings, icons, backdrops, scaled pictures) is
 * baked once per size and kept in bounded caches, so a whole 1920 × 1080 screen is a few
 * milliseconds of copying. The same list gives the same pixels on a projector, in a preview and in
 * a PNG. Main thread only.
 */
#ifndef STAGE_PAINTER_H
#define STAGE_PAINTER_H

#include "layout/draw.h"
#include "stage/canvas.h"
#include "stage/fonts.h"
#include "stage/images.h"

struct painter;

/* Borrows fonts, images (may be NULL) and theme; they must outlive it. */
struct painter *painter_create(struct fonts *fonts, struct images *images,
                               const struct theme *theme);
void painter_destroy(struct painter *p);

/* The palette of what is drawn from now on: a window sets its own before it draws. */
void painter_set_theme(struct painter *p, const struct theme *theme);
/* The palette inside miniatures, which show the audience screen; NULL: that of the list around. */
void painter_set_mini_theme(struct painter *p, const struct theme *theme);

/* Paints the whole list into the canvas' clip; the list is scaled when its size is another. */
void painter_draw(struct painter *p, struct canvas *canvas, const struct draw_list *list);

/* Pixels an item can touch, in a target `scale` times the list's size; glow and overhang included.
 */
struct area painter_reach(const struct draw_list *list, const struct draw_item *item, float scale);

/* Memory held by the caches, bytes. */
size_t painter_bytes(const struct painter *p);

#endif
