/*
 * Coverage of the simple shapes from their signed distance d to the outline (negative inside):
 * coverage = clamp(0.5 − d), which is a one-pixel soft edge.
 */
#include "stage/masks.h"

#include <math.h>
#include <stdlib.h>

#include "layout/draw.h"
#include "stage/icons.h"

static uint8_t cover(float distance)
{
    float c = 0.5f - distance;
    return c <= 0 ? 0 : c >= 1 ? 255 : (uint8_t)(c * 255 + 0.5f);
}

/* Distance to the rounded outline, in the frame of its top-left corner. */
static float corner_distance(float x, float y, float radius)
{
    float dx = radius - x, dy = radius - y;
    if (dx > 0 && dy > 0)
        return hypotf(dx, dy) - radius;
    return -fminf(x, y);
}

static void make_corner(struct mask *m, float radius)
{
    for (int y = 0; y < m->h; y++)
        for (int x = 0; x < m->w; x++)
            m->cover[y * m->w + x] =
                cover(corner_distance((float)x + 0.5f, (float)y + 0.5f, radius));
}

static void make_edge(struct mask *m, float radius, float width)
{
    float inner = fmaxf(radius - width, 0);
    for (int y = 0; y < m->h; y++)
        for (int x = 0; x < m->w; x++) {
            float px = (float)x + 0.5f, py = (float)y + 0.5f;
            int out = cover(corner_distance(px, py, radius));
            int in = cover(corner_distance(px - width, py - width, inner));
            m->cover[y * m->w + x] = (uint8_t)(out > in ? out - in : 0);
        }
}

/* A soft shoulder that reaches zero with zero slope: light, not a shadow's edge. */
float glow_at(float distance, float spread)
{
    float t = 1 - distance / spread;
    return t <= 0 ? 0 : t >= 1 ? 1 : t * t;
}

static void make_glow(struct mask *m, float radius, float spread)
{
    for (int y = 0; y < m->h; y++)
        for (int x = 0; x < m->w; x++) {
            float px = (float)x + 0.5f - spread, py = (float)y + 0.5f - spread;
            float dx = fmaxf(radius - px, 0), dy = fmaxf(radius - py, 0);
            float d = hypotf(dx, dy) - radius;
            float v = glow_at(d, spread) * 255 + (float)noise_row(y)[x & 63] / 512.0f;
            m->cover[y * m->w + x] = (uint8_t)(v <= 0 ? 0 : v >= 255 ? 255 : v);
        }
}

/* Distance to a segment's outline, half `width` thick, with round ends. */
static float capsule(float x, float y, float r0, float r1, float width)
{
    float t = fminf(fmaxf(x, r0 + width / 2), r1 - width / 2);
    return hypotf(x - t, y) - width / 2;
}

/* Tick i of 60, rotated to lie on the x axis. */
static float tick_distance(float angle, float r, float radius, float thick, int i)
{
    float a = angle - (float)i * (float)(2 * M_PI / 60);
    return capsule(r * cosf(a), r * sinf(a), radius - thick, radius, radius * 0.052f);
}

/* Block i of ten: a sector of the annulus with straight, parallel gaps. */
static float block_distance(float angle, float r, float radius, float thick, int i)
{
    float gap = radius * 0.036f;
    float half = (float)(M_PI / 10);
    float a = angle - ((float)i + 0.5f) * 2 * half;
    float x = r * cosf(a), y = fabsf(r * sinf(a));
    float side = y * cosf(half) - x * sinf(half) + gap;
    return fmaxf(fmaxf(r - radius, radius - thick - r), side);
}

struct ring_range {
    int style, from, to;
    bool hollow;
    float stroke;
};

static float part_distance(const struct ring_range *g, float angle, float r, float radius,
                           float thick)
{
    int parts = g->style == DRAW_RING_TICKS ? 60 : 10;
    float turn = angle / (float)(2 * M_PI) * (float)parts;
    int i = (int)(g->style == DRAW_RING_TICKS ? floorf(turn + 0.5f) : floorf(turn)) % parts;
    if (i < g->from || i >= g->to)
        return 10;
    float d = g->style == DRAW_RING_TICKS ? tick_distance(angle, r, radius, thick, i)
                                          : block_distance(angle, r, radius, thick, i);
    return g->hollow ? fmaxf(d, -d - g->stroke) : d;
}

static void make_ring(struct mask *m, const struct mask_key *key)
{
    float radius = (float)key->a / 16, thick = (float)key->b / 16;
    struct ring_range g = {key->c, key->d & 255, key->d >> 8 & 255, key->d >> 16,
                           fmaxf(1.5f, radius * 0.024f)};
    float centre = (float)m->w / 2;
    for (int y = 0; y < m->h; y++)
        for (int x = 0; x < m->w; x++) {
            float dx = (float)x + 0.5f - centre, dy = (float)y + 0.5f - centre;
            float r = hypotf(dx, dy), d = 10;
            if (r < radius + 1 && r > radius - thick - 1) {
                float angle = atan2f(dx, -dy); /* clockwise from 12 */
                d = part_distance(&g, angle < 0 ? angle + (float)(2 * M_PI) : angle, r, radius,
                                  thick);
            }
            m->cover[y * m->w + x] = cover(d);
        }
}

static void make_dot(struct mask *m, float diameter)
{
    for (int y = 0; y < m->h; y++)
        for (int x = 0; x < m->w; x++)
            m->cover[y * m->w + x] =
                cover(hypotf((float)x + 0.5f - (float)m->w / 2, (float)y + 0.5f - (float)m->h / 2) -
                      diameter / 2);
}

/* A stripe over half of its pitch, at 45°, with soft edges: one row; the next is shifted by one. */
static void make_hatch(struct mask *m)
{
    float pitch = (float)m->w;
    for (int x = 0; x < m->w; x++) {
        float d = fabsf((float)x + 0.5f - pitch / 2) - pitch / 4; /* across, along x */
        m->cover[x] = cover(d * 0.7071f);
    }
}

/* Lattice: a square outline of 0.54 pitch, its sides joined to the neighbours by lines. */
static void make_lattice(struct mask *m)
{
    float pitch = (float)m->w, line = fmaxf(1, pitch / 24), half = pitch * 0.27f;
    for (int y = 0; y < m->h; y++)
        for (int x = 0; x < m->w; x++) {
            float u = fabsf((float)x + 0.5f - pitch / 2), v = fabsf((float)y + 0.5f - pitch / 2);
            float square = fabsf(fmaxf(u, v) - half);
            float joint = fmaxf(u, v) > half ? fminf(u, v) : pitch;
            m->cover[y * m->w + x] = cover(fminf(square, joint) - line / 2);
        }
}

static int side_of(const struct mask_key *key)
{
    float a = (float)key->a / 16, b = (float)key->b / 16;
    switch ((enum mask_kind)key->kind) {
    case MASK_CORNER:
        return (int)ceilf(a);
    case MASK_EDGE:
        return (int)ceilf(fmaxf(a, b));
    case MASK_GLOW:
        return (int)ceilf(a + b);
    case MASK_RING:
        return 2 * (int)ceilf(a) + 2;
    default:
        return (int)ceilf(a);
    }
}

const struct mask *mask_get(struct mask_cache *cache, struct mask_key key)
{
    const struct mask *have = mask_cache_find(cache, &key);
    if (have)
        return have;
    int side = side_of(&key);
    if (side < 1 || side > 8192)
        return NULL;
    struct mask m = {.w = side, .h = side, .cover = malloc((size_t)side * (size_t)side)};
    if (!m.cover)
        return NULL;
    switch ((enum mask_kind)key.kind) {
    case MASK_CORNER:
        make_corner(&m, (float)key.a / 16);
        break;
    case MASK_EDGE:
        make_edge(&m, (float)key.a / 16, (float)key.b / 16);
        break;
    case MASK_GLOW:
        make_glow(&m, (float)key.a / 16, (float)key.b / 16);
        break;
    case MASK_RING:
        make_ring(&m, &key);
        break;
    case MASK_HATCH:
        make_hatch(&m);
        break;
    case MASK_LATTICE:
        make_lattice(&m);
        break;
    case MASK_ICON:
        icon_cover(m.cover, side, (float)key.a / 16, key.c);
        break;
    default:
        make_dot(&m, (float)key.a / 16);
        break;
    }
    return mask_cache_add(cache, &key, m);
}
