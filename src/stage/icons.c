#include "stage/icons.h"

#include <math.h>
#include <stddef.h>

#include "layout/draw.h"

/*
 * An icon is a list of parts in units of 1/24 of its square. Parts are united; a part marked
 * `hole` is cut out of what came before it.
 */
enum part_kind { PART_END, STROKE, DISC, RING, BOX, FRAME, TRIANGLE, ARC };

struct part {
    uint8_t kind;
    uint8_t hole;
    float a, b, c, d; /* stroke: x0 y0 x1 y1 · disc, ring, arc: cx cy r · box, frame: x y w h */
    float e;          /* stroke, ring, frame, arc: width · box: radius */
};

enum { PARTS_MAX = 8 };

/* clang-format off */
static const struct part icons[ICON_COUNT][PARTS_MAX] = {
    [ICON_CHECK] = {{STROKE, 0, 3, 12.5f, 9, 18.5f, 3.6f}, {STROKE, 0, 9, 18.5f, 21, 6, 3.6f}},
    [ICON_CROSS] = {{STROKE, 0, 5, 5, 19, 19, 3.6f}, {STROKE, 0, 19, 5, 5, 19, 3.6f}},
    [ICON_DASH] = {{STROKE, 0, 4, 12, 20, 12, 4}},
    [ICON_PLUS] = {{STROKE, 0, 4, 12, 20, 12, 3.4f}, {STROKE, 0, 12, 4, 12, 20, 3.4f}},
    [ICON_MINUS] = {{STROKE, 0, 4, 12, 20, 12, 3.4f}},
    [ICON_WARN] = {{BOX, 0, 2, 2, 20, 20, 4}, {STROKE, 1, 12, 6.5f, 12, 12.8f, 3},
                   {DISC, 1, 12, 17.3f, 1.8f, 0, 0}},
    [ICON_LOCK] = {{ARC, 0, 12, 9, 5, 0, 2.6f}, {BOX, 0, 4, 10, 16, 12, 2.5f},
                   {DISC, 1, 12, 16, 2, 0, 0}},
    [ICON_ENTER] = {{STROKE, 0, 20, 5, 20, 14, 2.8f}, {STROKE, 0, 20, 14, 5, 14, 2.8f},
                    {STROKE, 0, 5, 14, 10, 9, 2.8f}, {STROKE, 0, 5, 14, 10, 19, 2.8f}},
    [ICON_PLAY] = {{TRIANGLE, 0, 6, 4, 20, 12, 0}},
    [ICON_PAUSE] = {{BOX, 0, 5, 4, 5, 16, 1}, {BOX, 0, 14, 4, 5, 16, 1}},
    [ICON_STOP] = {{BOX, 0, 4, 4, 16, 16, 2}},
    [ICON_DISC] = {{DISC, 0, 12, 12, 11, 0, 0}},
    [ICON_CIRCLE] = {{RING, 0, 12, 12, 11, 0, 2}},
    [ICON_SQUARE] = {{BOX, 0, 1, 1, 22, 22, 4}},
    [ICON_ARROW] = {{STROKE, 0, 3, 12, 20, 12, 2.8f}, {STROKE, 0, 13, 5, 20, 12, 2.8f},
                    {STROKE, 0, 13, 19, 20, 12, 2.8f}},
    [ICON_ARROW_LEFT] = {{STROKE, 0, 21, 12, 4, 12, 2.8f}, {STROKE, 0, 11, 5, 4, 12, 2.8f},
                         {STROKE, 0, 11, 19, 4, 12, 2.8f}},
    [ICON_UNDO] = {{STROKE, 0, 4, 9, 15, 9, 2.6f}, {STROKE, 0, 15, 19, 8, 19, 2.6f},
                   {ARC, 0, 15, 14, 5, 1, 2.6f}, {STROKE, 0, 4, 9, 9, 4, 2.6f},
                   {STROKE, 0, 4, 9, 9, 14, 2.6f}},
    [ICON_SPEAKER] = {{BOX, 0, 2, 8.5f, 6, 7, 1}, {TRIANGLE, 0, 14, 3, 3, 12, 0},
                      {ARC, 0, 13, 12, 4, 1, 2.2f}, {ARC, 0, 13, 12, 8.5f, 1, 2.2f}},
    [ICON_MUTE] = {{BOX, 0, 2, 8.5f, 6, 7, 1}, {TRIANGLE, 0, 14, 3, 3, 12, 0},
                   {STROKE, 0, 16.5f, 8.5f, 22.5f, 15.5f, 2.4f},
                   {STROKE, 0, 22.5f, 8.5f, 16.5f, 15.5f, 2.4f}},
    [ICON_DISPLAY] = {{FRAME, 0, 2, 3, 20, 14, 2.4f}, {STROKE, 0, 8, 21, 16, 21, 2.4f},
                      {STROKE, 0, 12, 17, 12, 21, 2.4f}},
    [ICON_SEAL] = {{BOX, 0, 0, 0, 24, 24, 3}, {FRAME, 1, 1.9f, 1.9f, 20.2f, 20.2f, 0.8f}},
};
/* clang-format on */

static float stroke_distance(const struct part *p, float x, float y)
{
    float dx = p->c - p->a, dy = p->d - p->b;
    float t = ((x - p->a) * dx + (y - p->b) * dy) / (dx * dx + dy * dy);
    t = fminf(fmaxf(t, 0), 1);
    return hypotf(x - p->a - t * dx, y - p->b - t * dy) - p->e / 2;
}

static float box_distance(float x, float y, const struct part *p, float radius)
{
    float dx = fabsf(x - p->a - p->c / 2) - p->c / 2 + radius;
    float dy = fabsf(y - p->b - p->d / 2) - p->d / 2 + radius;
    return hypotf(fmaxf(dx, 0), fmaxf(dy, 0)) + fminf(fmaxf(dx, dy), 0) - radius;
}

/* Tip at (c, d), base along x = a from b to the mirror of b: points right or left. */
static float triangle_distance(const struct part *p, float x, float y)
{
    float length = p->c - p->a, half = p->d - p->b;
    float along = (x - p->a) / length, across = fabsf(y - p->d) / half;
    float norm = hypotf(half, length);
    float side = (across - (1 - along)) * half * fabsf(length) / norm;
    return fmaxf(side, -along * fabsf(length));
}

/* Half a ring: the upper half (d = 0) or the right one (d = 1), ends cut straight. */
static float arc_distance(const struct part *p, float x, float y)
{
    float ring = fabsf(hypotf(x - p->a, y - p->b) - p->c) - p->e / 2;
    float cut = p->d > 0 ? p->a - x : y - p->b;
    return fmaxf(ring, cut);
}

static float part_distance(const struct part *p, float x, float y)
{
    switch ((enum part_kind)p->kind) {
    case STROKE:
        return stroke_distance(p, x, y);
    case DISC:
        return hypotf(x - p->a, y - p->b) - p->c;
    case RING:
        return fabsf(hypotf(x - p->a, y - p->b) - p->c + p->e / 2) - p->e / 2;
    case BOX:
        return box_distance(x, y, p, p->e);
    case FRAME: {
        float d = box_distance(x, y, p, 1.8f);
        return fmaxf(d, -d - p->e);
    }
    case TRIANGLE:
        return triangle_distance(p, x, y);
    case ARC:
        return arc_distance(p, x, y);
    default:
        return 100;
    }
}

void icon_cover(uint8_t *cover, int side, float size, int icon)
{
    const struct part *parts = icons[icon < 0 || icon >= ICON_COUNT ? ICON_SQUARE : icon];
    float scale = size / 24, edge = ((float)side - size) / 2;
    for (int py = 0; py < side; py++)
        for (int px = 0; px < side; px++) {
            float x = ((float)px + 0.5f - edge) / scale, y = ((float)py + 0.5f - edge) / scale;
            float d = 100;
            for (int i = 0; i < PARTS_MAX && parts[i].kind != PART_END; i++) {
                float part = part_distance(&parts[i], x, y);
                d = parts[i].hole ? fmaxf(d, -part) : fminf(d, part);
            }
            float c = 0.5f - d * scale;
            cover[(size_t)py * (size_t)side + (size_t)px] = (uint8_t)(c <= 0   ? 0
                                                                      : c >= 1 ? 255
                                                                               : c * 255 + 0.5f);
        }
}
