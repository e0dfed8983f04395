/* Text runs and lines. */
#include <math.h>

#include "stage/paint_internal.h"

void paint_run(struct painter *p, struct canvas *c, enum text_family family,
               enum text_weight weight, float em, float x, float baseline, float tracking,
               const char *s, size_t n, uint32_t argb)
{
    const struct text_metrics *m = fonts_metrics(p->fonts);
    int y = (int)floorf(baseline + 0.5f);
    if (em < 3) /* less than a glyph: not worth a smudge */
        return;
    for (size_t i = 0, used; i < n; i += used) {
        uint32_t cp = text_decode(s + i, n - i, &used);
        const struct mask *g = fonts_glyph(p->fonts, p->masks, family, weight, em, cp);
        if (g)
            canvas_mask(c, (int)floorf(x + 0.5f) + g->left, y + g->top, g, argb);
        x += em * m->advance(m->ctx, family, weight, cp) + tracking;
    }
}

void paint_text(struct painter *p, const struct place *at, const struct draw_item *item)
{
    const struct draw_run *r = &item->u.text.run;
    size_t n;
    const char *s = draw_item_text(at->list, item, &n);
    float em = r->em * at->scale;
    paint_run(p, at->canvas, (enum text_family)r->family, (enum text_weight)r->weight, em,
              r->x * at->scale + at->dx, r->y * at->scale + at->dy + TEXT_CENTRE_TO_BASELINE * em,
              r->tracking * at->scale, s, n, place_paint(p, at, r->paint));
}

/* Upright and level lines are boxes; others are covered by distance. */
static void slanted(struct canvas *c, float x0, float y0, float x1, float y1, float width,
                    uint32_t argb)
{
    float dx = x1 - x0, dy = y1 - y0, len = dx * dx + dy * dy;
    struct area b = {(int)floorf(fminf(x0, x1) - width), (int)floorf(fminf(y0, y1) - width),
                     (int)ceilf(fabsf(dx) + 2 * width) + 1, (int)ceilf(fabsf(dy) + 2 * width) + 1};
    b = area_cut(b, c->clip);
    struct ink ink;
    ink_flat(&ink, argb);
    for (int y = b.y; y < b.y + b.h; y++)
        for (int x = b.x; x < b.x + b.w; x++) {
            float px = (float)x + 0.5f - x0, py = (float)y + 0.5f - y0;
            float t = fminf(fmaxf((px * dx + py * dy) / len, 0), 1);
            float v = 0.5f + width / 2 - hypotf(px - t * dx, py - t * dy);
            uint8_t cover = (uint8_t)(v <= 0 ? 0 : v >= 1 ? 255 : v * 255);
            if (cover)
                canvas_cover(c, y, x, 1, &cover, &ink);
        }
}

static void dotted(struct painter *p, struct canvas *c, float x0, float y0, float x1, float y1,
                   float width, float pitch, uint32_t argb)
{
    float len = hypotf(x1 - x0, y1 - y0);
    int dots = (int)(len / pitch) + 1;
    const struct mask *m =
        mask_get(p->masks, (struct mask_key){MASK_DOT, (int)(width * 16 + 0.5f), 0, 0, 0});
    for (int i = 0; m && i < dots && i < 4096; i++) {
        float t = len > 0 ? (float)i * pitch / len : 0;
        canvas_mask(c, (int)floorf(x0 + t * (x1 - x0) - (float)m->w / 2 + 0.5f),
                    (int)floorf(y0 + t * (y1 - y0) - (float)m->h / 2 + 0.5f), m, argb);
    }
}

static void straight(struct painter *p, const struct place *at, const struct draw_item *item)
{
    const struct draw_stroke *s = &item->u.line.stroke;
    bool level = item->u.line.y0 == item->u.line.y1;
    struct draw_item box = {.kind = DRAW_RECT, .alpha = item->alpha, .clip = item->clip};
    float r = s->width / 2, end = s->round ? r : 0;
    float x0 = fminf(item->u.line.x0, item->u.line.x1),
          x1 = fmaxf(item->u.line.x0, item->u.line.x1);
    float y0 = fminf(item->u.line.y0, item->u.line.y1),
          y1 = fmaxf(item->u.line.y0, item->u.line.y1);
    box.box = level ? (struct draw_box){x0 - end, y0 - r, x1 - x0 + 2 * end, s->width}
                    : (struct draw_box){x0 - r, y0 - end, s->width, y1 - y0 + 2 * end};
    box.u.fill = (struct draw_fill){.top = s->paint, .radius = end};
    paint_rect(p, at, &box);
}

void paint_line(struct painter *p, const struct place *at, const struct draw_item *item)
{
    const struct draw_stroke *s = &item->u.line.stroke;
    float x0 = item->u.line.x0 * at->scale + at->dx, y0 = item->u.line.y0 * at->scale + at->dy;
    float x1 = item->u.line.x1 * at->scale + at->dx, y1 = item->u.line.y1 * at->scale + at->dy;
    float width = fmaxf(s->width * at->scale, 1);
    uint32_t argb = place_paint(p, at, s->paint);
    if (s->pitch > 0)
        dotted(p, at->canvas, x0, y0, x1, y1, width, fmaxf(s->pitch * at->scale, 1.5f), argb);
    else if (x0 == x1 || y0 == y1)
        straight(p, at, item);
    else
        slanted(at->canvas, x0, y0, x1, y1, width, argb);
}
