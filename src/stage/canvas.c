#include "stage/canvas.h"

#include <string.h>

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("O3") /* the loops here are the frame time */
#endif

struct area area_cut(struct area a, struct area b)
{
    int x0 = a.x > b.x ? a.x : b.x, y0 = a.y > b.y ? a.y : b.y;
    int x1 = a.x + a.w < b.x + b.w ? a.x + a.w : b.x + b.w;
    int y1 = a.y + a.h < b.y + b.h ? a.y + a.h : b.y + b.h;
    if (x1 <= x0 || y1 <= y0)
        return (struct area){0};
    return (struct area){x0, y0, x1 - x0, y1 - y0};
}

bool area_empty(struct area a)
{
    return a.w <= 0 || a.h <= 0;
}

struct area area_join(struct area a, struct area b)
{
    if (area_empty(a))
        return b;
    if (area_empty(b))
        return a;
    int x0 = a.x < b.x ? a.x : b.x, y0 = a.y < b.y ? a.y : b.y;
    int x1 = a.x + a.w > b.x + b.w ? a.x + a.w : b.x + b.w;
    int y1 = a.y + a.h > b.y + b.h ? a.y + a.h : b.y + b.h;
    return (struct area){x0, y0, x1 - x0, y1 - y0};
}

bool area_touch(struct area a, struct area b)
{
    return !area_empty(area_cut(a, b));
}

void canvas_init(struct canvas *c, uint32_t *pixels, int width, int height, int stride)
{
    *c = (struct canvas){pixels, width, height, stride, {0, 0, width, height}};
}

/* d + (s − d)·a/256 on all channels at once; a 0..256. */
static inline uint32_t lerp(uint32_t d, uint32_t s, uint32_t a)
{
    uint32_t rb = d & 0xFF00FF, g = d & 0x00FF00;
    rb += ((s & 0xFF00FF) - rb) * a >> 8;
    g += ((s & 0x00FF00) - g) * a >> 8;
    return 0xFF000000u | (rb & 0xFF00FF) | (g & 0x00FF00);
}

/* 0..255 → 0..256, so that 255 is whole. */
static inline uint32_t whole(uint32_t a)
{
    return a + (a >> 7);
}

static int hashed_noise(uint32_t x, uint32_t y)
{
    uint32_t h = x * 0x9E3779B1u ^ y * 0x85EBCA77u;
    h ^= h >> 15;
    h *= 0x2C1B3C6Du;
    h ^= h >> 12;
    h *= 0x297A2D39u;
    h ^= h >> 15;
    return (int)(h & 255) - (int)(h >> 8 & 255); /* triangular */
}

const int16_t *noise_row(int y)
{
    static int16_t tile[64][64]; /* main thread only */
    static bool made;
    for (uint32_t i = 0; !made && i < 64 * 64; i++)
        tile[i / 64][i % 64] = (int16_t)hashed_noise(i % 64, i / 64);
    made = true;
    return tile[y & 63];
}

void ink_flat(struct ink *ink, uint32_t argb)
{
    for (int i = 0; i < 64; i++)
        ink->row[i] = 0xFF000000u | argb;
    ink->alpha = (int)(argb >> 24);
}

static inline uint32_t level(int value, int noise)
{
    int v = (value + noise + 128) >> 8;
    return (uint32_t)(v < 0 ? 0 : v > 255 ? 255 : v);
}

void ink_gradient(struct ink *ink, uint32_t argb_top, uint32_t argb_bottom, int top, int height,
                  int y)
{
    int t = height > 1 ? (y - top) * 256 / (height - 1) : 0;
    t = t < 0 ? 0 : t > 256 ? 256 : t;
    int v[4];
    for (int i = 0; i < 4; i++) {
        int a = (int)(argb_top >> (8 * i) & 255), b = (int)(argb_bottom >> (8 * i) & 255);
        v[i] = a * 256 + (b - a) * t;
    }
    ink->alpha = v[3] >> 8;
    const int16_t *noise = noise_row(y);
    for (int x = 0; x < 64; x++) {
        int n = noise[x];
        ink->row[x] = 0xFF000000u | level(v[2], n) << 16 | level(v[1], n) << 8 | level(v[0], n);
    }
}

void canvas_span(struct canvas *c, int y, int x0, int x1, const struct ink *ink)
{
    if (y < c->clip.y || y >= c->clip.y + c->clip.h || ink->alpha == 0)
        return;
    x0 = x0 < c->clip.x ? c->clip.x : x0;
    x1 = x1 > c->clip.x + c->clip.w ? c->clip.x + c->clip.w : x1;
    uint32_t *row = c->pixels + (long)y * c->stride;
    while (x0 < x1) {
        int at = x0 & 63, n = 64 - at;
        if (n > x1 - x0)
            n = x1 - x0;
        if (ink->alpha == 255) {
            memcpy(row + x0, ink->row + at, (size_t)n * 4);
        } else {
            uint32_t a = whole((uint32_t)ink->alpha);
            for (int i = 0; i < n; i++)
                row[x0 + i] = lerp(row[x0 + i], ink->row[at + i], a);
        }
        x0 += n;
    }
}

void canvas_cover(struct canvas *c, int y, int x, int n, const uint8_t *cover,
                  const struct ink *ink)
{
    if (y < c->clip.y || y >= c->clip.y + c->clip.h || ink->alpha == 0)
        return;
    int skip = x < c->clip.x ? c->clip.x - x : 0;
    if (x + n > c->clip.x + c->clip.w)
        n = c->clip.x + c->clip.w - x;
    uint32_t *row = c->pixels + (long)y * c->stride + x;
    uint32_t alpha = whole((uint32_t)ink->alpha);
    for (int i = skip; i < n; i++) {
        if (cover[i] == 0) {
            uint64_t eight;
            while (i + 8 <= n && (memcpy(&eight, cover + i, 8), eight == 0))
                i += 8;
            if (i >= n || cover[i] == 0)
                continue;
        }
        uint32_t s = ink->row[(x + i) & 63];
        uint32_t a = whole(cover[i]) * alpha >> 8;
        row[i] = a == 256 ? s : lerp(row[i], s, a);
    }
}

void canvas_fill(struct canvas *c, struct area box, uint32_t argb)
{
    struct ink ink;
    ink_flat(&ink, argb);
    for (int y = box.y; y < box.y + box.h; y++)
        canvas_span(c, y, box.x, box.x + box.w, &ink);
}

void canvas_mask(struct canvas *c, int x, int y, const struct mask *m, uint32_t argb)
{
    struct area box = area_cut((struct area){x, y, m->w, m->h}, c->clip);
    uint32_t s = 0xFF000000u | argb, alpha = whole(argb >> 24);
    for (int j = 0; j < box.h; j++) {
        const uint8_t *cover = m->cover + (long)(box.y - y + j) * m->w + (box.x - x);
        uint32_t *row = c->pixels + (long)(box.y + j) * c->stride + box.x;
        for (int i = 0; i < box.w; i++) {
            if (cover[i] == 0) {
                uint64_t eight;
                while (i + 8 <= box.w && (memcpy(&eight, cover + i, 8), eight == 0))
                    i += 8;
                if (i >= box.w || cover[i] == 0)
                    continue;
            }
            uint32_t a = whole(cover[i]) * alpha >> 8;
            row[i] = a == 256 ? s : lerp(row[i], s, a);
        }
    }
}

void canvas_copy(struct canvas *c, struct area box, const uint32_t *pixels, int stride)
{
    struct area cut = area_cut(box, c->clip);
    for (int j = 0; j < cut.h; j++)
        memcpy(c->pixels + (long)(cut.y + j) * c->stride + cut.x,
               pixels + (long)(cut.y - box.y + j) * stride + (cut.x - box.x), (size_t)cut.w * 4);
}

void canvas_blend(struct canvas *c, struct area box, const uint32_t *pixels, int stride, int alpha)
{
    struct area cut = area_cut(box, c->clip);
    uint32_t all = whole((uint32_t)alpha);
    for (int j = 0; j < cut.h; j++) {
        uint32_t *row = c->pixels + (long)(cut.y + j) * c->stride + cut.x;
        const uint32_t *src = pixels + (long)(cut.y - box.y + j) * stride + (cut.x - box.x);
        for (int i = 0; i < cut.w; i++)
            row[i] = lerp(row[i], src[i], whole(src[i] >> 24) * all >> 8);
    }
}

void canvas_mix(uint32_t *out, const uint32_t *a, const uint32_t *b, int n, int t)
{
    const uint8_t *pa = (const uint8_t *)a, *pb = (const uint8_t *)b;
    uint8_t *po = (uint8_t *)out;
    uint16_t wb = (uint16_t)t, wa = (uint16_t)(256 - t);
    for (int i = 0; i < 4 * n; i++) /* bytewise, so that it becomes 16-bit SIMD */
        po[i] = (uint8_t)((uint16_t)(pa[i] * wa + pb[i] * wb) >> 8);
}
