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

#endif
