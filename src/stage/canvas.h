/*
 * A picture in memory and the few operations everything is painted with.
 *
 * Pixels are 0xFFRRGGBB in native order (SDL_PIXELFORMAT_ARGB8888, alpha kept 255). A canvas does
 * not own its pixels. One thread at a time. All operations respect the clip and may be given
 * boxes that lie partly or wholly outside.
 */
#ifndef STAGE_CANVAS_H
#define STAGE_CANVAS_H

#include <stdbool.h>
#include <stdint.h>

struct area {
    int x, y, w, h;
};

struct canvas {
    uint32_t *pixels;
    int width, height;
    int stride; /* in pixels */
    struct area clip;
};

/* Coverage 0..255, one byte a pixel, rows without gaps. */
struct mask {
    int w, h;
    int left, top; /* where its corner lies relative to the pen or the shape */
    uint8_t *cover;
};

/*
 * What a row is filled with: 64 pixels that repeat with the absolute x, so that the noise of a
 * gradient stays where it is however the row is clipped. `alpha` 0..255 applies to all.
 */
struct ink {
    uint32_t row[64];
    int alpha;
};

struct area area_cut(struct area a, struct area b);
bool area_empty(struct area a);
struct area area_join(struct area a, struct area b);
bool area_touch(struct area a, struct area b);

void canvas_init(struct canvas *c, uint32_t *pixels, int width, int height, int stride);

void ink_flat(struct ink *ink, uint32_t argb);

/* Row y of a vertical gradient over [top, top + height), with ±1 level of noise. */
void ink_gradient(struct ink *ink, uint32_t argb_top, uint32_t argb_bottom, int top, int height,
                  int y);

/* Row y, pixels [x0, x1). */
void canvas_span(struct canvas *c, int y, int x0, int x1, const struct ink *ink);

/* Row y from x, n coverages. */
void canvas_cover(struct canvas *c, int y, int x, int n, const uint8_t *cover,
                  const struct ink *ink);

void canvas_fill(struct canvas *c, struct area box, uint32_t argb);

/* A mask at (x, y), its left/top not applied. */
void canvas_mask(struct canvas *c, int x, int y, const struct mask *m, uint32_t argb);

/* Opaque pixels (stride in pixels) to `box`. */
void canvas_copy(struct canvas *c, struct area box, const uint32_t *pixels, int stride);

/* Pixels with straight alpha, further multiplied by alpha 0..255. */
void canvas_blend(struct canvas *c, struct area box, const uint32_t *pixels, int stride, int alpha);

/* out = a·(256−t)/256 + b·t/256 for n pixels, t 0..256. */
void canvas_mix(uint32_t *out, const uint32_t *a, const uint32_t *b, int n, int t);

/* 64 values in −255..255 that repeat with x and y: noise against banding, 1/256 of a level. */
const int16_t *noise_row(int y);

#endif
