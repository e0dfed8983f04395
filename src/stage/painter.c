#include "stage/painter.h"

#include <math.h>
#include <stdlib.h>

#include "stage/paint_internal.h"

enum { MASK_BYTES_MAX = 32 << 20 };

struct painter *painter_create(struct fonts *fonts, struct images *images,
                               const struct theme *theme)
{
    struct painter *p = calloc(1, sizeof *p);
    if (!p)
        return NULL;
    p->fonts = fonts;
    p->images = images;
    p->theme = theme;
    p->masks = mask_cache_create(MASK_BYTES_MAX);
    if (!p->masks) {
        free(p);
        return NULL;
    }
    return p;
}

void painter_destroy(struct painter *p)
{
    if (!p)
        return;
    backdrops_drop(p);
    mask_cache_destroy(p->masks);
    free(p);
}

void painter_set_theme(struct painter *p, const struct theme *theme)
{
    p->theme = theme;
}

void painter_set_mini_theme(struct painter *p, const struct theme *theme)
{
    p->mini_theme = theme;
}

size_t painter_bytes(const struct painter *p)
{
    size_t bytes = mask_cache_bytes(p->masks);
    for (int i = 0; i < BACKDROPS; i++)
        if (p->backdrop[i].pixels)
            bytes += (size_t)p->backdrop[i].w * (size_t)p->backdrop[i].h * 4;
    return bytes;
}

/* ---- placing ---- */

static int snap(float f)
{
    return (int)floorf(f + 0.5f);
}

struct area place_box(const struct place *at, struct draw_box box)
{
    int x0 = snap(box.x * at->scale + at->dx), y0 = snap(box.y * at->scale + at->dy);
    int x1 = snap((box.x + box.w) * at->scale + at->dx);
    int y1 = snap((box.y + box.h) * at->scale + at->dy);
    if (x1 == x0 && box.w > 0) /* hairlines survive in a miniature */
        x1++;
    if (y1 == y0 && box.h > 0)
        y1++;
    return (struct area){x0, y0, x1 - x0, y1 - y0};
}

uint32_t place_paint(const struct painter *p, const struct place *at, struct paint paint)
{
    uint32_t argb = paint_argb(paint, p->theme);
    uint32_t alpha = (uint32_t)((float)(argb >> 24) * at->alpha + 0.5f);
    return alpha << 24 | (argb & 0xFFFFFF);
}

struct area painter_reach(const struct draw_list *list, const struct draw_item *item, float scale)
{
    struct draw_box b = item->box;
    float out = 1;
    if (item->kind == DRAW_GLOW)
        out += item->u.glow.spread;
    if (item->kind == DRAW_TEXT) /* accents, tails and italics leave the em box */
        out += 0.4f * item->u.text.run.em;
    b = box_inset(b, -out);
    if (item->clip.w >= 0) {
        struct draw_box c = box_inset(item->clip, -1);
        float x1 = fminf(b.x + b.w, c.x + c.w), y1 = fminf(b.y + b.h, c.y + c.h);
        b.x = fmaxf(b.x, c.x);
        b.y = fmaxf(b.y, c.y);
        b.w = fmaxf(x1 - b.x, 0);
        b.h = fmaxf(y1 - b.y, 0);
    }
    struct place at = {.list = list, .scale = scale};
    return place_box(&at, b);
}

/* ---- simple kinds ---- */

static void draw_ring_part(struct painter *p, const struct place *at, const struct draw_ring *r,
                           int from, int to, bool hollow, struct paint paint)
{
    if (from >= to)
        return;
    struct mask_key key = {MASK_RING, snap(r->radius * at->scale * 16),
                           snap(r->thick * at->scale * 16), r->style,
                           from | to << 8 | (hollow ? 1 << 16 : 0)};
    const struct mask *m = mask_get(p->masks, key);
    if (m)
        canvas_mask(at->canvas, snap(r->cx * at->scale + at->dx - (float)m->w / 2),
                    snap(r->cy * at->scale + at->dy - (float)m->h / 2), m,
                    place_paint(p, at, paint));
}

static void paint_ring(struct painter *p, const struct place *at, const struct draw_item *item)
{
    const struct draw_ring *r = &item->u.ring;
    int parts = r->style == DRAW_RING_TICKS ? 60 : 10;
    int lit = r->lit > parts ? parts : r->lit;
    draw_ring_part(p, at, r, 0, lit, r->hollow, r->on);
    draw_ring_part(p, at, r, lit, parts, r->style == DRAW_RING_BLOCKS, r->off);
}

/* The seal may be dark on paper or light on a dark hall: its character is what shows on it. */
static enum colour seal_ink(const struct theme *theme, uint32_t seal)
{
    seal &= 0xFFFFFF;
    return colour_contrast(seal, theme->rgb[COLOUR_BASE]) >
                   colour_contrast(seal, theme->rgb[COLOUR_INK_TEAM])
               ? COLOUR_BASE
               : COLOUR_INK_TEAM;
}

static void paint_icon(struct painter *p, const struct place *at, const struct draw_item *item)
{
    float size = item->box.w * at->scale;
    struct mask_key key = {MASK_ICON, snap(size * 16), 0, item->style, 0};
    const struct mask *m = mask_get(p->masks, key);
    if (!m || item->style == ICON_NONE)
        return;
    float cx = (item->box.x + item->box.w / 2) * at->scale + at->dx;
    float cy = (item->box.y + item->box.h / 2) * at->scale + at->dy;
    uint32_t argb = place_paint(p, at, item->u.icon.paint);
    canvas_mask(at->canvas, snap(cx - (float)m->w / 2), snap(cy - (float)m->h / 2), m, argb);
    if (item->style == ICON_SEAL) {
        float em = size * 0.64f;
        paint_run(p, at->canvas, TEXT_SANS, TEXT_BOLD, em, cx - em / 2,
                  cy + TEXT_CENTRE_TO_BASELINE * em, 0, "擂", sizeof "擂" - 1,
                  place_paint(p, at, paint(seal_ink(p->theme, argb))));
    }
}

static void paint_mini(struct painter *p, const struct place *at, const struct draw_item *item)
{
    const struct draw_list *list = item->u.mini.list;
    struct area b = place_box(at, item->box);
    if (area_empty(b) || list->width <= 0 || list->height <= 0)
        return;
    struct canvas inner = *at->canvas;
    inner.clip = area_cut(inner.clip, b);
    if (area_empty(inner.clip))
        return;
    struct place in = {
        &inner,     list,       fminf((float)b.w / list->width, (float)b.h / list->height),
        (float)b.x, (float)b.y, inner.clip,
        1};
    const struct theme *around = p->theme;
    p->theme = p->mini_theme ? p->mini_theme : around;
    for (int i = 0; i < list->count; i++)
        painter_item(p, &in, &list->items[i]);
    p->theme = around;
}

/* ---- dispatch ---- */

typedef void paint_kind(struct painter *p, const struct place *at, const struct draw_item *item);

static paint_kind *const kinds[DRAW_KIND_COUNT] = {
    [DRAW_BACKDROP] = paint_backdrop, [DRAW_RECT] = paint_rect,     [DRAW_GLOW] = paint_glow,
    [DRAW_LINE] = paint_line,         [DRAW_TEXT] = paint_text,     [DRAW_ICON] = paint_icon,
    [DRAW_RING] = paint_ring,         [DRAW_IMAGE] = paint_picture, [DRAW_MINI] = paint_mini,
};

void painter_item(struct painter *p, struct place *at, const struct draw_item *item)
{
    if (item->alpha == 0 || item->kind >= DRAW_KIND_COUNT || !kinds[item->kind])
        return;
    struct area reach = painter_reach(at->list, item, at->scale);
    reach.x += (int)floorf(at->dx) - 1;
    reach.y += (int)floorf(at->dy) - 1;
    reach.w += 2;
    reach.h += 2;
    if (!area_touch(reach, at->clip))
        return;
    at->canvas->clip = item->clip.w < 0 ? at->clip : area_cut(at->clip, place_box(at, item->clip));
    if (area_empty(at->canvas->clip))
        return;
    at->alpha = (float)item->alpha / 255;
    kinds[item->kind](p, at, item);
}

void painter_draw(struct painter *p, struct canvas *canvas, const struct draw_list *list)
{
    struct canvas target = *canvas;
    struct place at = {&target, list, 1, 0, 0, canvas->clip, 1};
    if (list->width <= 0 || list->height <= 0)
        return;
    at.scale = fminf((float)canvas->width / list->width, (float)canvas->height / list->height);
    for (int i = 0; i < list->count; i++)
        painter_item(p, &at, &list->items[i]);
}
