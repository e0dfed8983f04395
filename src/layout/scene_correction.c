/* Error correction: the document as large as it goes, and the faults found, numbered in the order
 * found, so that empty rows say nothing about where the others are. */
#include "layout/scene_correction.h"

#include <stdio.h>

enum { GUTTER_U = 60, BADGE_U = 48 };

struct sheet {
    struct draw_box box;    /* paper */
    struct draw_box inner;  /* picture's part of it */
    struct draw_box region; /* shown part, picture px */
    float scale;            /* px of the wall per picture px, 0: size unknown */
    struct draw_box image;  /* where the shown part lies */
};

static bool found(const struct correction *c, int fault)
{
    for (int i = 0; i < c->found_count; i++)
        if (c->found[i] == fault + 1)
            return true;
    return false;
}

int correction_listed(const struct drawing *k, const struct question *q, int out[FAULTS_MAX])
{
    const struct correction *c = &k->s->correction;
    int n = 0;
    for (int i = 0; i < c->found_count && n < FAULTS_MAX; i++)
        out[n++] = c->found[i] - 1;
    int missed = 0;
    for (int i = 0; i < q->fault_count && n < FAULTS_MAX; i++)
        if (!found(c, i) && missed++ < c->revealed)
            out[n++] = i;
    return n;
}

/* Which of the listed came last: the fault just found, or the missed one just shown. */
static int newest(const struct drawing *k)
{
    const struct correction *c = &k->s->correction;
    return c->found_count + c->revealed - 1;
}

/* Centre and least width of what the host zooms to: a fault, or a ninth by its place on the keypad.
 * False: the whole picture. */
static bool zoom_aim(const struct drawing *k, const struct question *q, float *cx, float *cy,
                     float *w)
{
    int zoom = k->s->correction.zoom;
    float pw = (float)k->look.media_w, ph = (float)k->look.media_h;
    if (zoom > ZOOM_GRID && zoom <= ZOOM_GRID + 9) {
        int place = zoom - ZOOM_GRID - 1;
        *cx = pw * ((float)(place % 3) + 0.5f) / 3;
        *cy = ph * (2.5f - (float)(place / 3)) / 3;
        *w = pw * 0.45f;
        return true;
    }
    if (zoom < 1 || zoom > q->fault_count)
        return false;
    const struct fault *f = &q->faults[zoom - 1];
    *cx = (float)f->x + (float)f->w / 2;
    *cy = (float)f->y + (float)f->h / 2;
    *w = (float)f->w * 1.8f > pw * 0.45f ? (float)f->w * 1.8f : pw * 0.45f;
    return true;
}

/* Part of the picture to show, in its px. */
static struct draw_box zoomed(const struct drawing *k, const struct question *q, float aspect)
{
    float w = (float)k->look.media_w, h = (float)k->look.media_h, cx, cy, zw;
    if (!zoom_aim(k, q, &cx, &cy, &zw))
        return box_of(0, 0, w, h);
    zw = zw > w ? w : zw;
    float zh = zw / aspect > h ? h : zw / aspect;
    float x = cx - zw / 2, y = cy - zh / 2;
    x = x < 0 ? 0 : x > w - zw ? w - zw : x;
    y = y < 0 ? 0 : y > h - zh ? h - zh : y;
    return box_of(x, y, zw, zh);
}

static void lay_sheet(const struct drawing *k, const struct question *q, struct draw_box box,
                      struct sheet *s)
{
    *s = (struct sheet){.box = box, .inner = box};
    if (q->type != QUESTION_VIDEO) { /* paper has a margin, and gutters for the numbers */
        s->inner = box_inset(box, px(k, 14));
        box_take_left(&s->inner, px(k, GUTTER_U - 14));
        box_take_right(&s->inner, px(k, GUTTER_U - 14));
    }
    s->image = s->inner;
    if (k->look.media_w <= 0 || k->look.media_h <= 0)
        return;
    s->region = zoomed(k, q, s->inner.w / s->inner.h);
    float sx = s->inner.w / s->region.w, sy = s->inner.h / s->region.h;
    s->scale = sx < sy ? sx : sy;
    float w = s->region.w * s->scale, h = s->region.h * s->scale;
    s->image = box_of(s->inner.x + (s->inner.w - w) / 2, s->inner.y + (s->inner.h - h) / 2, w, h);
}

static void draw_sheet(struct drawing *k, const struct question *q, const struct sheet *s)
{
    bool video = q->type == QUESTION_VIDEO, armed = k->scene == SCENE_ARMED;
    if (armed)
        draw_glow(k->d, s->box, px(k, 14), px(k, 48), paint_alpha(COLOUR_GOLD, 0.2f));
    draw_rect(k->d, s->box, /* the edge tells paper from a bright hall */
              &(struct draw_fill){.top = paint(video ? COLOUR_BLACK : COLOUR_PAPER),
                                  .radius = px(k, 8),
                                  .outline = paint(COLOUR_LINE),
                                  .outline_px = px(k, 2)});
    if (armed) /* around it: nothing of the document is covered */
        outline(k, box_inset(s->box, -px(k, 8)), 14, 8, paint(COLOUR_GOLD));
    struct draw_picture p = {.source = video ? DRAW_VIDEO : DRAW_FILE, .fit = DRAW_CONTAIN};
    if (s->scale > 0) {
        float w = (float)k->look.media_w, h = (float)k->look.media_h;
        p.region = box_of(s->region.x / w, s->region.y / h, s->region.w / w, s->region.h / h);
    }
    draw_image(k->d, s->image, &p, video ? "video" : q->media);
}

struct badges {
    float y[2][FAULTS_MAX];
    int count[2];
};

static bool badge_free(const struct drawing *k, const struct badges *b, int side, float y)
{
    for (int i = 0; i < b->count[side]; i++) {
        float d = b->y[side][i] - y;
        if (d < px(k, BADGE_U + 4) && d > -px(k, BADGE_U + 4))
            return false;
    }
    return true;
}

/* Nearest free place in a gutter: the fault's own height if possible, on either side, else lower.
 */
static float badge_place(const struct drawing *k, struct badges *b, const struct sheet *s,
                         int *side, float y)
{
    float top = s->box.y + px(k, BADGE_U), bottom = s->box.y + s->box.h - px(k, BADGE_U);
    y = y < top ? top : y > bottom ? bottom : y;
    if (!badge_free(k, b, *side, y) && badge_free(k, b, 1 - *side, y))
        *side = 1 - *side;
    for (int turn = 0; turn < 2 * FAULTS_MAX && !badge_free(k, b, *side, y); turn++)
        y = y + px(k, BADGE_U + 5) > bottom ? top : y + px(k, BADGE_U + 5);
    if (b->count[*side] < FAULTS_MAX)
        b->y[*side][b->count[*side]++] = y;
    return y;
}

static void draw_frame(struct drawing *k, const struct sheet *s, const struct fault *f, int number,
                       bool latest, struct badges *b)
{
    struct draw_box box = box_of(s->image.x + ((float)f->x - s->region.x) * s->scale,
                                 s->image.y + ((float)f->y - s->region.y) * s->scale,
                                 (float)f->w * s->scale, (float)f->h * s->scale);
    if (box.w <= 0 || box.h <= 0 || !box_overlap(box, s->image, 0))
        return;
    box = box_inset(box, -px(k, 5));     /* the line runs around the text, not over it */
    if (!box_inside(box, s->image, 0)) { /* zoomed elsewhere: what is seen of it */
        float r = box.x + box.w, d = box.y + box.h, ir = s->image.x + s->image.w,
              id = s->image.y + s->image.h;
        box.x = box.x < s->image.x ? s->image.x : box.x;
        box.y = box.y < s->image.y ? s->image.y : box.y;
        box.w = (r > ir ? ir : r) - box.x;
        box.h = (d > id ? id : d) - box.y;
    }
    enum colour token = latest ? COLOUR_PAPER_GOLD : COLOUR_PAPER_JADE;
    draw_rect(k->d, box,
              &(struct draw_fill){.top = paint_alpha(latest ? COLOUR_GOLD : COLOUR_JADE, 0.25f),
                                  .radius = px(k, 4),
                                  .outline = paint(token),
                                  .outline_px = px(k, 5)});
    float mid = s->image.x + s->image.w / 2;
    int side = box.x + box.w / 2 < mid ? 0 : 1;
    float y = badge_place(k, b, s, &side, box.y + box.h / 2);
    float size = px(k, BADGE_U), gutter = px(k, GUTTER_U);
    float bx = side == 0 ? s->box.x + gutter / 2 : s->box.x + s->box.w - gutter / 2;
    /* the leader runs under the line of text, not through it */
    float ly = box.y + box.h - px(k, 3);
    const struct draw_stroke dots = {.paint = paint(token), .width = px(k, 5), .pitch = px(k, 11)};
    float from = side == 0 ? bx + size / 2 : bx - size / 2, to = side == 0 ? box.x : box.x + box.w;
    if (ly > y + size / 2 || ly < y - size / 2)
        draw_line(k->d, from, y, from, ly, &dots);
    draw_line(k->d, from, ly, to, ly, &dots);
    draw_icon(k->d, bx, y, size, latest ? ICON_SQUARE : ICON_DISC, paint(token));
    char n[12];
    snprintf(n, sizeof n, "%d", number);
    say_line(k,
             &(struct say){.x = bx,
                           .y = y,
                           .width = size * 0.9f,
                           .token = COLOUR_PAPER,
                           .bold = true,
                           .align = DRAW_CENTRE,
                           .role = ROLE_SEAT},
             n);
}

void scene_correction(struct drawing *k)
{
    const struct question *q = contest_question(k->c);
    header_round(k, k->g.top);
    if (q == NULL)
        return;
    struct draw_box body = k->g.body, side;
    if (k->g.shape == SHAPE_TOTEM) {
        side = box_take_bottom(&body, body.h * 0.5f > px(k, 882) ? px(k, 882) : body.h * 0.5f);
        box_take_bottom(&body, px(k, 24));
    } else {
        side = box_take_right(&body, correction_side_width(k, q, body.w));
        box_take_right(&body, px(k, 36));
    }
    struct sheet s;
    lay_sheet(k, q, body, &s);
    float spare = s.inner.w - s.image.w;
    if (spare > px(k, q->type == QUESTION_VIDEO ? 1 : 40) &&
        k->g.shape != SHAPE_TOTEM) { /* paper no wider than the picture */
        body.w -= spare;
        body.x += spare / 2;
        side.x -= spare / 2;
        if (k->g.shape == SHAPE_HALL) {
            body.x -= spare / 2;
            side.x -= spare / 2;
            side.w += spare;
        }
        lay_sheet(k, q, body, &s);
    }
    float high = s.inner.h - s.image.h, margin = q->type == QUESTION_VIDEO ? 0 : px(k, 80);
    if (s.scale > 0 && high > margin * 1.5f) { /* nor much higher */
        body.y += (high - margin) / 2;
        body.h -= high - margin;
        lay_sheet(k, q, body, &s);
    }
    draw_sheet(k, q, &s);
    if (s.scale > 0 && q->type != QUESTION_VIDEO) {
        int list[FAULTS_MAX], n = correction_listed(k, q, list);
        struct badges b = {0};
        for (int i = 0; i < n; i++) {
            if (i == newest(k))
                draw_alpha(k->d, motion_ease(k->now_us, k->v->uncovered_us, MOTION_CHANGE_US));
            draw_frame(k, &s, &q->faults[list[i]], i + 1,
                       i == k->s->correction.found_count - 1 && k->s->phase == PHASE_ANSWER, &b);
            draw_alpha(k->d, 1);
        }
    }
    correction_side(k, q, side);
}
