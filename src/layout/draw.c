#include "layout/draw.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

void draw_list_init(struct draw_list *d, struct draw_item *items, int cap, char *text,
                    uint32_t text_cap, float width, float height,
                    const struct text_metrics *metrics)
{
    *d = (struct draw_list){
        .items = items,
        .cap = cap,
        .text = text,
        .text_cap = text_cap,
        .width = width,
        .height = height,
        .metrics = metrics ? metrics : &text_metrics_builtin,
        .clip = {.w = -1},
        .alpha = 1,
    };
}

struct draw_list *draw_page_begin(struct draw_page *page, float width, float height,
                                  const struct text_metrics *metrics)
{
    draw_list_init(&page->list, page->items, DRAW_ITEMS_MAX, page->text, DRAW_TEXT_MAX, width,
                   height, metrics);
    return &page->list;
}

void draw_clip(struct draw_list *d, const struct draw_box *clip)
{
    d->clip = clip ? *clip : (struct draw_box){.w = -1};
    if (clip && d->clip.w < 0)
        d->clip.w = 0;
}

void draw_alpha(struct draw_list *d, float alpha)
{
    d->alpha = alpha < 0 ? 0 : alpha > 1 ? 1 : alpha;
}

void draw_offset(struct draw_list *d, float dx, float dy)
{
    d->dx = dx;
    d->dy = dy;
}

static struct draw_item *add(struct draw_list *d, enum draw_kind kind, struct draw_box box)
{
    if (d->count >= d->cap) {
        d->overflow = true;
        return NULL;
    }
    struct draw_item *item = &d->items[d->count++];
    memset(item, 0, sizeof *item);
    item->kind = (uint8_t)kind;
    item->alpha = (uint8_t)(d->alpha * 255 + 0.5f);
    item->clip = d->clip;
    item->box = box;
    item->box.x += d->dx;
    item->box.y += d->dy;
    return item;
}

/* Room for n bytes in the arena, or an overflow. */
static char *reserve(struct draw_list *d, size_t n, uint32_t *at)
{
    if (n > d->text_cap - d->text_len) {
        d->overflow = true;
        return NULL;
    }
    *at = d->text_len;
    return d->text + d->text_len;
}

void draw_backdrop(struct draw_list *d, enum draw_backdrop style)
{
    struct draw_box all = {-d->dx, -d->dy, d->width, d->height};
    struct draw_item *item = add(d, DRAW_BACKDROP, all);
    if (item)
        item->style = (uint8_t)style;
}

void draw_rect(struct draw_list *d, struct draw_box box, const struct draw_fill *fill)
{
    if (box.w <= 0 || box.h <= 0)
        return;
    struct draw_item *item = add(d, DRAW_RECT, box);
    if (!item)
        return;
    item->u.fill = *fill;
    struct draw_fill *f = &item->u.fill;
    float most = (box.w < box.h ? box.w : box.h) / 2;
    if (f->rounded_full || f->radius > most)
        f->radius = most;
    if (f->pattern_kind != DRAW_PLAIN && f->pitch <= 0)
        f->pitch = d->height / 40;
}

void draw_glow(struct draw_list *d, struct draw_box box, float radius, float spread, struct paint p)
{
    struct draw_item *item = add(d, DRAW_GLOW, box);
    if (!item)
        return;
    item->u.glow.paint = p;
    item->u.glow.radius = radius;
    item->u.glow.spread = spread;
}

static float min2(float a, float b)
{
    return a < b ? a : b;
}

static float max2(float a, float b)
{
    return a > b ? a : b;
}

void draw_line(struct draw_list *d, float x0, float y0, float x1, float y1,
               const struct draw_stroke *stroke)
{
    float r = stroke->width / 2;
    struct draw_box box = {min2(x0, x1) - r, min2(y0, y1) - r, max2(x0, x1) - min2(x0, x1) + 2 * r,
                           max2(y0, y1) - min2(y0, y1) + 2 * r};
    struct draw_item *item = add(d, DRAW_LINE, box);
    if (!item)
        return;
    item->u.line.x0 = x0 + d->dx;
    item->u.line.y0 = y0 + d->dy;
    item->u.line.x1 = x1 + d->dx;
    item->u.line.y1 = y1 + d->dy;
    item->u.line.stroke = *stroke;
}

static float run_width(const struct draw_list *d, const struct draw_run *run, const char *s,
                       size_t n)
{
    return text_width(d->metrics, (enum text_family)run->family, (enum text_weight)run->weight,
                      run->em, run->tracking, s, n);
}

float draw_text(struct draw_list *d, const struct draw_run *run, const char *utf8, size_t n)
{
    uint32_t at = 0;
    if (n == 0)
        n = strlen(utf8);
    char *copy = n ? reserve(d, n, &at) : NULL;
    if (!copy)
        return 0;
    n = text_copy_line(copy, n, utf8, n);
    float width = run_width(d, run, copy, n);
    float left = run->x - (run->align == DRAW_CENTRE  ? width / 2
                           : run->align == DRAW_RIGHT ? width
                                                      : 0);
    struct draw_item *item =
        add(d, DRAW_TEXT, (struct draw_box){left, run->y - run->em / 2, width, run->em});
    if (!item)
        return width;
    d->text_len += (uint32_t)n;
    item->role = run->role;
    item->u.text.run = *run;
    item->u.text.run.x = left + d->dx;
    item->u.text.run.y = run->y + d->dy;
    item->u.text.run.align = DRAW_LEFT;
    item->u.text.text = at;
    item->u.text.n = (uint32_t)n;
    return width;
}

void draw_fitted(struct draw_list *d, const struct draw_run *run, const char *utf8,
                 const struct text_fit *fit, int page)
{
    struct draw_run line = *run;
    line.em = (float)fit->em;
    int first = page * fit->lines_per_page;
    for (int i = first; i < fit->line_count && i < first + fit->lines_per_page; i++) {
        const struct text_line *l = &fit->lines[i];
        line.y = run->y + (float)(i - first) * fit->line_height;
        draw_text(d, &line, utf8 + l->start, (size_t)(l->end - l->start));
    }
}

float draw_text_width(const struct draw_list *d, const struct draw_run *run, const char *utf8)
{
    return run_width(d, run, utf8, strlen(utf8));
}

void draw_icon(struct draw_list *d, float cx, float cy, float size, enum draw_icon icon,
               struct paint p)
{
    struct draw_box box = {cx - size / 2, cy - size / 2, size, size};
    struct draw_item *item = add(d, DRAW_ICON, box);
    if (!item)
        return;
    item->style = (uint8_t)icon;
    item->u.icon.paint = p;
}

void draw_ring(struct draw_list *d, const struct draw_ring *ring)
{
    struct draw_box box = {ring->cx - ring->radius, ring->cy - ring->radius, 2 * ring->radius,
                           2 * ring->radius};
    struct draw_item *item = add(d, DRAW_RING, box);
    if (!item)
        return;
    item->u.ring = *ring;
    item->u.ring.cx += d->dx;
    item->u.ring.cy += d->dy;
    if (ring->thick <= 0) /* the drawings: ticks 20 %, blocks 24 % of the radius */
        item->u.ring.thick = ring->radius * (ring->style == DRAW_RING_TICKS ? 0.20f : 0.24f);
}

void draw_image(struct draw_list *d, struct draw_box box, const struct draw_picture *picture,
                const char *path)
{
    uint32_t at = 0;
    size_t n = path ? strlen(path) : 0;
    char *copy = reserve(d, n, &at);
    struct draw_item *item = copy || !n ? add(d, DRAW_IMAGE, box) : NULL;
    if (!item)
        return;
    if (n)
        memcpy(copy, path, n);
    d->text_len += (uint32_t)n;
    item->u.image.picture = *picture;
    item->u.image.text = at;
    item->u.image.n = (uint32_t)n;
}

void draw_mini(struct draw_list *d, struct draw_box box, const struct draw_list *list)
{
    assert(list != d);
    struct draw_item *item = add(d, DRAW_MINI, box);
    if (!item)
        return;
    item->u.mini.list = list;
    item->u.mini.hash = draw_list_hash(list);
}

struct draw_box box_inset(struct draw_box b, float px)
{
    return (struct draw_box){b.x + px, b.y + px, b.w - 2 * px, b.h - 2 * px};
}

bool box_overlap(struct draw_box a, struct draw_box b, float slack_px)
{
    return a.x + slack_px < b.x + b.w && b.x + slack_px < a.x + a.w && a.y + slack_px < b.y + b.h &&
           b.y + slack_px < a.y + a.h;
}

bool box_inside(struct draw_box inner, struct draw_box outer, float slack_px)
{
    return inner.x >= outer.x - slack_px && inner.y >= outer.y - slack_px &&
           inner.x + inner.w <= outer.x + outer.w + slack_px &&
           inner.y + inner.h <= outer.y + outer.h + slack_px;
}

const char *draw_item_text(const struct draw_list *d, const struct draw_item *item, size_t *n)
{
    if (item->kind == DRAW_TEXT) {
        *n = item->u.text.n;
        return d->text + item->u.text.text;
    }
    *n = item->kind == DRAW_IMAGE ? item->u.image.n : 0;
    return item->kind == DRAW_IMAGE ? d->text + item->u.image.text : "";
}

const struct draw_item *draw_find_text(const struct draw_list *d, const char *utf8)
{
    size_t want = strlen(utf8), n;
    for (int i = 0; i < d->count; i++) {
        if (d->items[i].kind != DRAW_TEXT)
            continue;
        const char *s = draw_item_text(d, &d->items[i], &n);
        if (n == want && memcmp(s, utf8, n) == 0)
            return &d->items[i];
    }
    return NULL;
}
