/* A number for everything that influences pixels: field by field, since padding has no meaning. */
#include "layout/draw.h"

#include <string.h>

static uint64_t mix_bytes(uint64_t h, const void *data, size_t n)
{
    const unsigned char *p = data;
    for (size_t i = 0; i < n; i++)
        h = (h ^ p[i]) * UINT64_C(0x100000001B3); /* FNV-1a */
    return h;
}

static uint64_t mix(uint64_t h, uint64_t v)
{
    h ^= v + UINT64_C(0x9E3779B97F4A7C15) + (h << 6) + (h >> 2);
    h *= UINT64_C(0xFF51AFD7ED558CCD);
    return h ^ h >> 32;
}

static uint64_t mix_float(uint64_t h, float f)
{
    uint32_t bits;
    memcpy(&bits, &f, sizeof bits);
    return mix(h, bits);
}

static uint64_t mix_box(uint64_t h, struct draw_box b)
{
    return mix_float(mix_float(mix_float(mix_float(h, b.x), b.y), b.w), b.h);
}

static uint64_t mix_paint(uint64_t h, struct paint p)
{
    return mix(h, (uint64_t)p.token << 32 | (uint64_t)p.alpha << 24 | (uint64_t)p.r << 16 |
                      (uint64_t)p.g << 8 | p.b);
}

static uint64_t mix_fill(uint64_t h, const struct draw_fill *f)
{
    h = mix_paint(mix_paint(mix_paint(mix_paint(h, f->top), f->bottom), f->outline), f->pattern);
    h = mix_float(mix_float(mix_float(h, f->radius), f->outline_px), f->pitch);
    return mix(h, (uint64_t)f->corners << 16 | (uint64_t)f->pattern_kind << 8 |
                      (uint64_t)f->fade_x << 1 | (uint64_t)f->fade_y);
}

static uint64_t mix_line(uint64_t h, const struct draw_item *item)
{
    const struct draw_stroke *s = &item->u.line.stroke;
    h = mix_float(mix_float(h, item->u.line.x0), item->u.line.y0);
    h = mix_float(mix_float(h, item->u.line.x1), item->u.line.y1);
    h = mix_float(mix_float(mix_paint(h, s->paint), s->width), s->pitch);
    return mix(h, s->round);
}

static uint64_t mix_run(uint64_t h, const struct draw_run *r)
{
    h = mix_float(mix_float(mix_float(mix_float(h, r->x), r->y), r->em), r->tracking);
    return mix(mix_paint(h, r->paint), (uint64_t)r->weight << 8 | r->family);
}

static uint64_t mix_ring(uint64_t h, const struct draw_ring *r)
{
    h = mix_float(mix_float(mix_float(mix_float(h, r->cx), r->cy), r->radius), r->thick);
    h = mix_paint(mix_paint(h, r->on), r->off);
    return mix(h, (uint64_t)r->style << 16 | (uint64_t)r->lit << 8 | (uint64_t)r->hollow);
}

static uint64_t mix_picture(uint64_t h, const struct draw_picture *p)
{
    h = mix_float(mix_box(h, p->region), p->radius);
    return mix(h, (uint64_t)p->source << 16 | (uint64_t)p->fit << 8 | (uint64_t)p->say_missing);
}

uint64_t draw_item_hash(const struct draw_list *d, const struct draw_item *item)
{
    size_t n;
    const char *text = draw_item_text(d, item, &n);
    uint64_t h = mix_bytes(UINT64_C(0xCBF29CE484222325), text, n);
    h = mix(h, (uint64_t)item->kind << 16 | (uint64_t)item->style << 8 | item->alpha);
    h = mix_box(mix_box(h, item->box), item->clip);
    switch ((enum draw_kind)item->kind) {
    case DRAW_RECT:
        return mix_fill(h, &item->u.fill);
    case DRAW_GLOW:
        return mix_float(mix_float(mix_paint(h, item->u.glow.paint), item->u.glow.radius),
                         item->u.glow.spread);
    case DRAW_LINE:
        return mix_line(h, item);
    case DRAW_TEXT:
        return mix_run(h, &item->u.text.run);
    case DRAW_ICON:
        return mix_paint(h, item->u.icon.paint);
    case DRAW_RING:
        return mix_ring(h, &item->u.ring);
    case DRAW_IMAGE:
        return mix_picture(h, &item->u.image.picture);
    case DRAW_MINI:
        return mix(h, item->u.mini.hash);
    default:
        return h;
    }
}

uint64_t draw_list_hash(const struct draw_list *d)
{
    uint64_t h = mix_float(mix_float(0, d->width), d->height);
    for (int i = 0; i < d->count; i++)
        h = mix(h, draw_item_hash(d, &d->items[i]));
    return h;
}
