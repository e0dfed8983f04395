/* Pictures and the video's frame, fitted into their box. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stage/paint_internal.h"
#include "stage/resample.h"

/* Where a picture of w × h lands in box b, and which part of it shows. */
static struct area fit_into(struct area b, float w, float h, enum draw_fit fit, float region[4])
{
    float sx = (float)b.w / w, sy = (float)b.h / h;
    if (fit == DRAW_CONTAIN) {
        float s = fminf(sx, sy);
        int fw = (int)(w * s + 0.5f), fh = (int)(h * s + 0.5f);
        fw = fw < 1 ? 1 : fw;
        fh = fh < 1 ? 1 : fh;
        return (struct area){b.x + (b.w - fw) / 2, b.y + (b.h - fh) / 2, fw, fh};
    }
    if (fit == DRAW_COVER) {
        float s = fmaxf(sx, sy), kx = sx / s, ky = sy / s;
        region[0] += region[2] * (1 - kx) / 2;
        region[1] += region[3] * (1 - ky) / 2;
        region[2] *= kx;
        region[3] *= ky;
    }
    return b;
}

static void quiet_panel(struct painter *p, const struct place *at, const struct draw_item *item,
                        const char *name, size_t n)
{
    const struct draw_picture *pic = &item->u.image.picture;
    struct draw_item panel = {.kind = DRAW_RECT, .box = item->box};
    panel.u.fill = (struct draw_fill){.top = paint(COLOUR_PANEL_TOP),
                                      .bottom = paint(COLOUR_PANEL_BOTTOM),
                                      .radius = pic->radius};
    if (pic->say_missing) {
        panel.u.fill.outline = paint(COLOUR_VERMILION);
        panel.u.fill.outline_px = 2;
    }
    paint_rect(p, at, &panel);
    if (!pic->say_missing || n == 0)
        return;
    float em = fminf(item->box.h / 4, 22) * at->scale;
    float width = text_width(fonts_metrics(p->fonts), TEXT_SANS, TEXT_REGULAR, em, 0, name, n);
    float most = item->box.w * 0.9f * at->scale;
    if (width > most)
        em *= most / width;
    float x = (item->box.x + item->box.w / 2) * at->scale + at->dx - fminf(width, most) / 2;
    float y = (item->box.y + item->box.h / 2) * at->scale + at->dy;
    paint_run(p, at->canvas, TEXT_SANS, TEXT_REGULAR, em, x, y + TEXT_CENTRE_TO_BASELINE * em, 0,
              name, n, place_paint(p, at, paint(COLOUR_VERMILION_TEXT)));
}

/* Pixels with rounded corners: the four quarters are given back to what was there before. */
static void put_pixels(struct painter *p, const struct place *at, struct area b, const uint32_t *px,
                       float radius)
{
    const struct mask *m = NULL;
    int alpha = (int)(at->alpha * 255 + 0.5f);
    if (radius >= 0.75f)
        m = mask_get(p->masks, (struct mask_key){MASK_CORNER, (int)(radius * 16 + 0.5f), 0, 0, 0});
    if (!m || 2 * m->w > b.w || 2 * m->h > b.h) {
        canvas_blend(at->canvas, b, px, b.w, alpha);
        return;
    }
    for (int y = 0; y < b.h; y++) {
        int k = y < m->h ? y : y >= b.h - m->h ? b.h - 1 - y : -1;
        const uint32_t *row = px + (long)y * b.w;
        int side = k < 0 ? 0 : m->w;
        canvas_blend(at->canvas, (struct area){b.x + side, b.y + y, b.w - 2 * side, 1}, row + side,
                     b.w, alpha);
        for (int i = 0; i < side; i++) {
            int a = alpha * m->cover[k * m->w + i] / 255;
            canvas_blend(at->canvas, (struct area){b.x + i, b.y + y, 1, 1}, row + i, b.w, a);
            canvas_blend(at->canvas, (struct area){b.x + b.w - 1 - i, b.y + y, 1, 1},
                         row + b.w - 1 - i, b.w, a);
        }
    }
}

static void paint_video(struct painter *p, const struct place *at, const struct draw_item *item)
{
    int w, h, stride;
    struct area b = place_box(at, item->box);
    const uint32_t *px = p->images ? images_video(p->images, &w, &h, &stride) : NULL;
    float region[4] = {0, 0, 1, 1};
    if (!px || w <= 0 || h <= 0) {
        canvas_fill(at->canvas, b, 0xFF000000u);
        return;
    }
    struct area to = fit_into(b, (float)w, (float)h, DRAW_CONTAIN, region);
    if (to.w == w && to.h == h) {
        canvas_copy(at->canvas, to, px, stride);
        return;
    }
    uint32_t *tmp = malloc((size_t)to.w * (size_t)to.h * 4);
    if (tmp) {
        resample_fast(px, w, h, stride, tmp, to.w, to.h);
        canvas_copy(at->canvas, to, tmp, to.w);
    }
    free(tmp);
}

void paint_picture(struct painter *p, const struct place *at, const struct draw_item *item)
{
    const struct draw_picture *pic = &item->u.image.picture;
    struct area b = place_box(at, item->box);
    char path[512];
    size_t n;
    const char *name = draw_item_text(at->list, item, &n);
    if (area_empty(b))
        return;
    if (pic->source == DRAW_VIDEO) {
        paint_video(p, at, item);
        return;
    }
    if (n >= sizeof path || !p->images) {
        quiet_panel(p, at, item, name, n);
        return;
    }
    memcpy(path, name, n);
    path[n] = 0;
    float region[4] = {pic->region.x, pic->region.y, pic->region.w, pic->region.h};
    if (region[2] <= 0 || region[3] <= 0)
        memcpy(region, (float[4]){0, 0, 1, 1}, sizeof region);
    int w, h;
    const uint32_t *px = NULL;
    enum image_state state = IMAGE_BAD;
    if (images_size(p->images, path, &w, &h)) {
        b = fit_into(b, (float)w * region[2], (float)h * region[3], (enum draw_fit)pic->fit,
                     region);
        px = images_scaled(p->images, path, region, b.w, b.h, &state);
    }
    if (px)
        put_pixels(p, at, b, px, pic->radius * at->scale);
    else
        quiet_panel(p, at, item, name, n);
}
