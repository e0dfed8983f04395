/* Backdrops: baked once per size, then copied. */
#include <math.h>
#include <stdlib.h>

#include "stage/paint_internal.h"

/*
 * Light from the middle of the top edge: an ellipse 0.84 of the width by the whole height; base
 * is reached at three quarters of the way, the edge colour at its end. Colours are taken from a
 * table over the square of the distance, which is finest where they change fastest.
 */
enum { STEPS = 4096 };
#define SQUARE_MAX 2.4f /* beyond it all is edge */

/* Channels in 1/256 of a level, kept one level off the ends so that noise cannot overflow. */
static void make_table(const struct theme *theme, uint16_t table[STEPS][3])
{
    uint32_t top = theme->rgb[COLOUR_BASE_TOP], base = theme->rgb[COLOUR_BASE];
    uint32_t edge = theme->rgb[COLOUR_BASE_EDGE];
    for (int i = 0; i < STEPS; i++) {
        float d = sqrtf((float)i * SQUARE_MAX / STEPS);
        uint32_t from = d < 1 ? top : base, to = d < 1 ? base : edge;
        float t = d < 1 ? d * d * (3 - 2 * d) : fminf((d - 1) * 3, 1);
        for (int k = 0; k < 3; k++) {
            float a = (float)(from >> (8 * k) & 255), b = (float)(to >> (8 * k) & 255);
            table[i][k] = (uint16_t)(fminf(fmaxf(a + (b - a) * t, 1), 254) * 256 + 128);
        }
    }
}

static void bake_hall(const struct theme *theme, uint32_t *px, int w, int h)
{
    uint16_t table[STEPS][3];
    make_table(theme, table);
    float sx = 1 / (0.84f * (float)w * 0.75f), sy = 1 / ((float)h * 0.75f);
    for (int y = 0; y < h; y++) {
        const int16_t *noise = noise_row(y);
        float v = ((float)y + 0.5f) * sy;
        for (int x = 0; x < w; x++) {
            float u = ((float)x + 0.5f - (float)w / 2) * sx;
            int at = (int)((u * u + v * v) * (STEPS / SQUARE_MAX)), n = noise[x & 63];
            const uint16_t *c = table[at < STEPS ? at : STEPS - 1];
            px[(long)y * w + x] = 0xFF000000u | (uint32_t)((c[2] + n) >> 8) << 16 |
                                  (uint32_t)((c[1] + n) >> 8) << 8 | (uint32_t)((c[0] + n) >> 8);
        }
    }
}

static struct backdrop *slot_for(struct painter *p, int w, int h, int style)
{
    struct backdrop *oldest = &p->backdrop[0];
    for (int i = 0; i < BACKDROPS; i++) {
        struct backdrop *b = &p->backdrop[i];
        if (b->pixels && b->w == w && b->h == h && b->style == style && b->theme == p->theme)
            return b;
        if (!b->pixels || (oldest->pixels && b->used < oldest->used))
            oldest = b;
    }
    free(oldest->pixels);
    *oldest = (struct backdrop){malloc((size_t)w * (size_t)h * 4), w, h, style, p->theme, 0};
    if (oldest->pixels)
        bake_hall(p->theme, oldest->pixels, w, h);
    return oldest;
}

void paint_backdrop(struct painter *p, const struct place *at, const struct draw_item *item)
{
    struct area b = place_box(at, item->box);
    uint32_t base = place_paint(p, at, paint(COLOUR_BASE));
    if (area_empty(b))
        return;
    if (item->style == DRAW_BACKDROP_BLACK)
        base = place_paint(p, at, paint(COLOUR_BLACK));
    struct backdrop *baked = item->style == DRAW_BACKDROP_HALL && item->alpha == 255
                                 ? slot_for(p, b.w, b.h, item->style)
                                 : NULL;
    if (!baked || !baked->pixels) {
        canvas_fill(at->canvas, b, base);
        return;
    }
    baked->used = ++p->count;
    canvas_copy(at->canvas, b, baked->pixels, b.w);
}

void backdrops_drop(struct painter *p)
{
    for (int i = 0; i < BACKDROPS; i++) {
        free(p->backdrop[i].pixels);
        p->backdrop[i] = (struct backdrop){0};
    }
}
