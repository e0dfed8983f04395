#include "stage/resample.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("O3")
#endif

struct taps {
    int first, count;
    float *weight;
};

/* Weights of source positions for n target positions along one axis. */
static struct taps *make_taps(float from, float length, int limit, int n)
{
    float ratio = length / (float)n, reach = fmaxf(ratio, 1);
    int most = (int)(2 * reach) + 3;
    struct taps *t = malloc((size_t)n * (sizeof *t + (size_t)most * sizeof(float)));
    if (!t)
        return NULL;
    float *pool = (float *)(t + n);
    for (int i = 0; i < n; i++, pool += most) {
        float centre = from + ((float)i + 0.5f) * ratio - 0.5f, sum = 0;
        int a = (int)ceilf(centre - reach), b = (int)floorf(centre + reach);
        a = a < 0 ? 0 : a > limit - 1 ? limit - 1 : a;
        b = b < a ? a : b > limit - 1 ? limit - 1 : b;
        b = b > a + most - 1 ? a + most - 1 : b;
        for (int k = a; k <= b; k++)
            sum += pool[k - a] = fmaxf(1 - fabsf((float)k - centre) / reach, 0);
        if (sum <= 0)
            sum = pool[0] = 1;
        for (int k = a; k <= b; k++)
            pool[k - a] /= sum;
        t[i] = (struct taps){a, b - a + 1, pool};
    }
    return t;
}

/* Weighted sum of source rows as floats, channels premultiplied so that edges keep their hue. */
static void sum_rows(const uint32_t *src, int stride, int x0, int n, const struct taps *t,
                     float *acc)
{
    memset(acc, 0, (size_t)n * 4 * sizeof *acc);
    for (int k = 0; k < t->count; k++) {
        const uint32_t *row = src + (long)(t->first + k) * stride + x0;
        float weight = t->weight[k];
        for (int i = 0; i < n; i++) {
            uint32_t px = row[i];
            float a = (float)(px >> 24) * weight, m = a * (1 / 255.0f);
            acc[4 * i] += (float)(px & 255) * m;
            acc[4 * i + 1] += (float)(px >> 8 & 255) * m;
            acc[4 * i + 2] += (float)(px >> 16 & 255) * m;
            acc[4 * i + 3] += a;
        }
    }
}

static uint32_t clamp8(float v)
{
    return v <= 0 ? 0 : v >= 255 ? 255 : (uint32_t)(v + 0.5f);
}

static uint32_t sum_columns(const float *acc, int x0, const struct taps *t)
{
    float v[4] = {0};
    for (int k = 0; k < t->count; k++)
        for (int c = 0; c < 4; c++)
            v[c] += acc[4 * (t->first + k - x0) + c] * t->weight[k];
    float un = v[3] > 0.5f ? 255 / v[3] : 0;
    return clamp8(v[3]) << 24 | clamp8(v[2] * un) << 16 | clamp8(v[1] * un) << 8 |
           clamp8(v[0] * un);
}

bool resample(const uint32_t *src, int sw, int sh, int stride, const float part[4], uint32_t *out,
              int dw, int dh)
{
    struct taps *tx = make_taps(part[0], part[2], sw, dw);
    struct taps *ty = make_taps(part[1], part[3], sh, dh);
    int x0 = tx ? tx[0].first : 0;
    int n = tx ? tx[dw - 1].first + tx[dw - 1].count - x0 : 0;
    float *acc = malloc((size_t)(n > 0 ? n : 1) * 4 * sizeof *acc);
    bool ok = tx && ty && acc;
    for (int y = 0; ok && y < dh; y++) {
        sum_rows(src, stride, x0, n, &ty[y], acc);
        for (int x = 0; x < dw; x++)
            out[(long)y * dw + x] = sum_columns(acc, x0, &tx[x]);
    }
    free(acc);
    free(tx);
    free(ty);
    return ok;
}

/* Mean of a and b weighted t/256, channels in pairs. */
static inline uint32_t between(uint32_t a, uint32_t b, uint32_t t)
{
    uint32_t rb = (((a & 0xFF00FF) * (256 - t) + (b & 0xFF00FF) * t) >> 8) & 0xFF00FF;
    uint32_t g = (((a & 0xFF00) * (256 - t) + (b & 0xFF00) * t) >> 8) & 0xFF00;
    return 0xFF000000u | rb | g;
}

/* Source position of target i in 1/256, kept inside. */
static int32_t position(int i, int from, int to)
{
    int64_t at = ((int64_t)(2 * i + 1) * from * 128) / to - 128;
    int64_t last = (int64_t)(from - 1) * 256;
    return (int32_t)(at < 0 ? 0 : at > last ? last : at);
}

void resample_fast(const uint32_t *src, int sw, int sh, int stride, uint32_t *out, int dw, int dh)
{
    for (int y = 0; y < dh; y++) {
        int32_t sy = position(y, sh, dh);
        const uint32_t *a = src + (long)(sy >> 8) * stride;
        const uint32_t *b = (sy >> 8) + 1 < sh ? a + stride : a;
        for (int x = 0; x < dw; x++) {
            int32_t sx = position(x, sw, dw);
            int x0 = sx >> 8, x1 = x0 + 1 < sw ? x0 + 1 : x0;
            uint32_t tx = (uint32_t)(sx & 255);
            out[(long)y * dw + x] =
                between(between(a[x0], a[x1], tx), between(b[x0], b[x1], tx), (uint32_t)(sy & 255));
        }
    }
}
