/* Backdrops: baked once per size, then copied. */
#include <math.h>
#include <stdlib.h>

#include "stage/paint_internal.h"

static uint32_t mix_noisy(uint32_t a, uint32_t b, float t, int noise)
{
    uint32_t out = 0xFF000000u;
    for (int i = 0; i < 3; i++) {
        int ca = (int)(a >> (8 * i) & 255), cb = (int)(b >> (8 * i) & 255);
        int v = (ca * 256 + (int)((float)((cb - ca) * 256) * t) + noise + 128) >> 8;
        out |= (uint32_t)(v < 0 ? 0 : v > 255 ? 255 : v) << (8 * i);
    }
    return out;
}

/*
 * Light from the middle of the top edge: an ellipse 0.84 of the width by the whole height; base
 * is reached at three quarters of the way, the edge colour at its end.
 */
static void bake_hall(const struct theme *theme, uint32_t *px, int w, int h)
{
    uint32_t top = theme->rgb[COLOUR_BASE_TOP], base = theme->rgb[COLOUR_BASE];
    uint32_t edge = theme->rgb[COLOUR_BASE_EDGE];
    for (int y = 0; y < h; y++) {
        float v = ((float)y + 0.5f) / (float)h;
        for (int x = 0; x < w; x++) {
            float u = ((float)x + 0.5f - (float)w / 2) / (0.84f * (float)w);
            float d = sqrtf(u * u + v * v) / 0.75f;
            int noise = noise_at(x, y);
            if (d < 1)
                px[(long)y * w + x] = mix_noisy(top, base, d * d * (3 - 2 * d), noise);
            else
                px[(long)y * w + x] = mix_noisy(base, edge, fminf((d - 1) * 3, 1), noise);
        }
    }
}

static struct backdrop *slot_for(struct painter *p, int w, int h, int style)
{
    struct backdrop *oldest = &p->backdrop[0];
    for (int i = 0; i < BACKDROPS; i++) {
        struct backdrop *b = &p->backdrop[i];
        if (b->pixels && b->w == w && b->h == h && b->style == style)
            return b;
        if (!b->pixels || (oldest->pixels && b->used < oldest->used))
            oldest = b;
    }
    free(oldest->pixels);
    *oldest = (struct backdrop){malloc((size_t)w * (size_t)h * 4), w, h, style, 0};
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
