/*
 * Scaling of pictures with a triangle filter: smooth when enlarged, averaged when reduced.
 * Pure arithmetic; allocates its own scratch memory.
 */
#ifndef STAGE_RESAMPLE_H
#define STAGE_RESAMPLE_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Part (x, y, w, h) of a source picture (px, may be fractions; straight alpha, stride in pixels)
 * to dw × dh pixels at `out`. False without memory.
 */
bool resample(const uint32_t *src, int sw, int sh, int stride, const float part[4], uint32_t *out,
              int dw, int dh);

/*
 * The same for the frames of a video: two by two neighbours, fast, opaque. Reducing to less than
 * half aliases a little, which a moving miniature hides.
 */
void resample_fast(const uint32_t *src, int sw, int sh, int stride, uint32_t *out, int dw, int dh);

#endif
