/* Rounded boxes, row by row: corners from masks, the middle as spans. */
#include <math.h>
#include <string.h>

#include "stage/paint_internal.h"

enum { ROW_MAX = 16384 };

struct corners {
    const struct mask *m; /* quarter, NULL when square */
    int size;
    unsigned which;
};

static struct corners corners_of(struct painter *p, float radius, uint8_t which)
{
    struct corners c = {.which = which == CORNER_ALL ? 15 : which};
    if (radius >= 0.75f)
        c.m =
            mask_get(p->masks, (struct mask_key){MASK_CORNER, (int)(radius * 16 + 0.5f), 0, 0, 0});
    c.size = c.m ? c.m->w : 0;
    return c;
}

/* Coverage of row j of a w × h box into row; false when the whole row is full. */
static bool corner_row(const struct corners *c, int j, int w, int h, uint8_t *row)
{
    bool top = j < c->size, bottom = j >= h - c->size;
    if (!c->m || (!top && !bottom))
        return false;
    int k = top ? j : h - 1 - j;
    const uint8_t *m = c->m->cover + (long)k * c->m->w;
    bool left = c->which & (top ? CORNER_TL : CORNER_BL);
    bool right = c->which & (top ? CORNER_TR : CORNER_BR);
    memset(row, 255, (size_t)w);
    for (int i = 0; i < c->size && i < w; i++) {
        if (left)
            row[i] = m[i];
        if (right)
            row[w - 1 - i] = row[w - 1 - i] < m[i] ? row[w - 1 - i] : m[i];
    }
    return true;
}

static void scale_fade(uint8_t *row, int w)
{
    for (int i = 0; i < w; i++) {
        float t = ((float)i + 0.5f) / (float)w * 2 - 1;
        row[i] = (uint8_t)((float)row[i] * (1 - t * t) + 0.5f);
    }
}

static void fill_rows(struct painter *p, const struct place *at, struct area b,
                      const struct draw_fill *f, float radius)
{
    static uint8_t row[ROW_MAX]; /* main thread only */
    uint32_t top = place_paint(p, at, f->top);
    uint32_t bottom = f->bottom.token ? place_paint(p, at, f->bottom) : top;
    struct corners c = corners_of(p, radius, f->corners);
    struct area seen = area_cut(b, at->canvas->clip);
    struct ink ink;
    ink_flat(&ink, top);
    for (int y = seen.y; y < seen.y + seen.h; y++) {
        if (top != bottom)
            ink_gradient(&ink, top, bottom, b.y, b.h, y);
        if (f->fade_x) {
            memset(row, 255, (size_t)b.w);
            scale_fade(row, b.w);
            canvas_cover(at->canvas, y, b.x, b.w, row, &ink);
        } else if (corner_row(&c, y - b.y, b.w, b.h, row)) {
            int side = c.size < b.w / 2 ? c.size : b.w / 2;
            canvas_cover(at->canvas, y, b.x, side, row, &ink);
            canvas_span(at->canvas, y, b.x + side, b.x + b.w - side, &ink);
            canvas_cover(at->canvas, y, b.x + b.w - side, side, row + b.w - side, &ink);
        } else {
            canvas_span(at->canvas, y, b.x, b.x + b.w, &ink);
        }
    }
}

/* ---- patterns ---- */

/* Row j of a pattern, repeated over w px. */
static void pattern_row(const struct mask *tile, enum draw_pattern kind, int j, uint8_t *row, int w)
{
    const uint8_t *from = tile->cover;
    int at = 0;
    if (kind == DRAW_HATCH)
        at = j % tile->w;
    else
        from += (long)(j % tile->h) * tile->w;
    for (int i = 0; i < w; at = 0) {
        int n = tile->w - at < w - i ? tile->w - at : w - i;
        memcpy(row + i, from + at, (size_t)n);
        i += n;
    }
}

static void fill_pattern(struct painter *p, const struct place *at, struct area b,
                         const struct draw_fill *f, float radius)
{
    static uint8_t row[ROW_MAX], corner[ROW_MAX];
    int pitch = (int)(f->pitch * at->scale + 0.5f);
    struct area seen = area_cut(b, at->canvas->clip);
    uint32_t argb = place_paint(p, at, f->pattern);
    struct ink ink;
    ink_flat(&ink, argb);
    if (pitch < 3)
        return;
    struct corners c = corners_of(p, radius, f->corners);
    int kind = f->pattern_kind == DRAW_HATCH ? MASK_HATCH : MASK_LATTICE;
    const struct mask *tile = mask_get(p->masks, (struct mask_key){kind, pitch * 16, 0, 0, 0});
    for (int y = seen.y; tile && y < seen.y + seen.h; y++) {
        int j = y - b.y;
        if (f->fade_y)
            ink.alpha = (int)(argb >> 24) * (b.h - j) / b.h;
        pattern_row(tile, (enum draw_pattern)f->pattern_kind, j, row, b.w);
        if (corner_row(&c, j, b.w, b.h, corner))
            for (int i = 0; i < b.w; i++)
                row[i] = (uint8_t)(row[i] * corner[i] / 255);
        canvas_cover(at->canvas, y, b.x, b.w, row, &ink);
    }
}

/* ---- outlines ---- */

/* One quarter of a mask mirrored into a corner of the box. */
static void put_corner(struct canvas *c, const struct mask *m, struct area b, bool right, bool low,
                       const struct ink *ink, bool rounded, int width)
{
    uint8_t row[1024];
    int n = m->w < 1024 ? m->w : 1024;
    for (int j = 0; j < m->h; j++) {
        for (int i = 0; i < n; i++) {
            uint8_t v = rounded ? m->cover[j * m->w + i] : (i < width || j < width ? 255 : 0);
            row[right ? n - 1 - i : i] = v;
        }
        canvas_cover(c, low ? b.y + b.h - 1 - j : b.y + j, right ? b.x + b.w - n : b.x, n, row,
                     ink);
    }
}

static void outline(struct painter *p, const struct place *at, struct area b,
                    const struct draw_fill *f, float radius, int width)
{
    struct ink ink;
    ink_flat(&ink, place_paint(p, at, f->outline));
    unsigned which = f->corners == CORNER_ALL ? 15 : f->corners;
    const struct mask *m = NULL;
    if (radius >= 0.75f)
        m = mask_get(p->masks,
                     (struct mask_key){MASK_EDGE, (int)(radius * 16 + 0.5f), width * 16, 0, 0});
    int k = m ? m->w : width;
    if (2 * k > b.w || 2 * k > b.h) {
        m = NULL;
        k = width;
    }
    for (int i = 0; i < width && i < b.h; i++) {
        canvas_span(at->canvas, b.y + i, b.x + k, b.x + b.w - k, &ink);
        canvas_span(at->canvas, b.y + b.h - 1 - i, b.x + k, b.x + b.w - k, &ink);
    }
    for (int y = b.y + (m ? k : 0); y < b.y + b.h - (m ? k : 0); y++) {
        canvas_span(at->canvas, y, b.x, b.x + width, &ink);
        canvas_span(at->canvas, y, b.x + b.w - width, b.x + b.w, &ink);
    }
    for (int i = 0; m && i < 4; i++) {
        static const uint8_t bit[4] = {CORNER_TL, CORNER_TR, CORNER_BL, CORNER_BR};
        put_corner(at->canvas, m, b, i & 1, i & 2, &ink, which & bit[i], width);
    }
}

static struct area shrink(struct area b, int px)
{
    return (struct area){b.x + px, b.y + px, b.w - 2 * px, b.h - 2 * px};
}

void paint_rect(struct painter *p, const struct place *at, const struct draw_item *item)
{
    const struct draw_fill *f = &item->u.fill;
    struct area b = place_box(at, item->box);
    float radius = f->radius * at->scale;
    int width = 0;
    if (area_empty(b) || b.w > ROW_MAX)
        return;
    if (f->outline_px > 0 && f->outline.token)
        width = (int)fmaxf(1, f->outline_px * at->scale + 0.5f);
    if (2 * radius > (float)(b.w < b.h ? b.w : b.h))
        radius = (float)(b.w < b.h ? b.w : b.h) / 2;
    /* the fill ends under the middle of its outline, so that it cannot show outside it */
    int under = width > 1 && f->outline.alpha == 255 ? width / 2 : 0;
    struct area inner = shrink(b, under);
    if (f->top.token && !area_empty(inner))
        fill_rows(p, at, inner, f, fmaxf(radius - (float)under, 0));
    if (f->pattern_kind != DRAW_PLAIN && f->pattern.token && !area_empty(inner))
        fill_pattern(p, at, inner, f, fmaxf(radius - (float)under, 0));
    if (width > 0)
        outline(p, at, b, f, radius, width);
}

/* ---- glow ---- */

void paint_glow(struct painter *p, const struct place *at, const struct draw_item *item)
{
    struct area b = place_box(at, item->box);
    float radius = item->u.glow.radius * at->scale, spread = item->u.glow.spread * at->scale;
    if (area_empty(b) || spread < 1)
        return;
    float most = (float)(b.w < b.h ? b.w : b.h) / 2;
    radius = radius > most ? most : radius;
    const struct mask *m =
        mask_get(p->masks, (struct mask_key){MASK_GLOW, (int)(radius * 16 + 0.5f),
                                             (int)(spread * 16 + 0.5f), 0, 0});
    if (!m)
        return;
    struct ink ink;
    uint32_t argb = place_paint(p, at, item->u.glow.paint);
    ink_flat(&ink, argb);
    int out = (int)ceilf(spread), k = m->w;
    struct area all = shrink(b, -out);
    for (int i = 0; i < 4; i++)
        put_corner(at->canvas, m, all, i & 1, i & 2, &ink, true, 0);
    for (int j = 0; j < out; j++) { /* the straight sides */
        float v = glow_at((float)(out - j) - 0.5f, spread);
        struct ink side = ink;
        side.alpha = (int)((float)ink.alpha * v + 0.5f);
        canvas_span(at->canvas, all.y + j, all.x + k, all.x + all.w - k, &side);
        canvas_span(at->canvas, all.y + all.h - 1 - j, all.x + k, all.x + all.w - k, &side);
        for (int y = all.y + k; y < all.y + all.h - k; y++) {
            canvas_span(at->canvas, y, all.x + j, all.x + j + 1, &side);
            canvas_span(at->canvas, y, all.x + all.w - 1 - j, all.x + all.w - j, &side);
        }
    }
}
