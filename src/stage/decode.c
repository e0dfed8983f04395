#include "stage/decode.h"

#include <SDL_image.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stage/resample.h"

/* Big-endian number of n bytes. */
static uint32_t number(const uint8_t *p, int n)
{
    uint32_t v = 0;
    for (int i = 0; i < n; i++)
        v = v << 8 | p[i];
    return v;
}

/* Size of a JPEG from its frame header; false when it is not in the first bytes. */
static bool jpeg_size(const uint8_t *p, size_t n, int64_t *w, int64_t *h)
{
    size_t i = 2;
    while (i + 9 < n && p[i] == 0xFF) {
        uint8_t marker = p[i + 1];
        if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 &&
            marker != 0xCC) {
            *h = number(p + i + 5, 2);
            *w = number(p + i + 7, 2);
            return true;
        }
        i += 2 + number(p + i + 2, 2);
    }
    return false;
}

/* Pixels a file claims to have, so that a bomb is refused before memory is asked for. */
static int64_t claimed_pixels(const char *file)
{
    uint8_t head[65536];
    int64_t w = 0, h = 0;
    FILE *f = fopen(file, "rb");
    if (!f)
        return 0;
    size_t n = fread(head, 1, sizeof head, f);
    fclose(f);
    if (n > 24 && memcmp(head, "\x89PNG", 4) == 0) {
        w = number(head + 16, 4);
        h = number(head + 20, 4);
    } else if (n > 2 && head[0] == 0xFF && head[1] == 0xD8) {
        jpeg_size(head, n, &w, &h);
    } else if (n > 10 && memcmp(head, "GIF8", 4) == 0) {
        w = head[6] | head[7] << 8;
        h = head[8] | head[9] << 8;
    } else if (n > 26 && memcmp(head, "BM", 2) == 0) {
        w = head[18] | head[19] << 8 | head[20] << 16 | (int64_t)head[21] << 24;
        h = head[22] | head[23] << 8 | head[24] << 16;
    }
    return w * h;
}

static bool reduce(const SDL_Surface *s, struct decoded *out)
{
    int longest = s->w > s->h ? s->w : s->h;
    float scale = longest > DECODE_SIDE_MAX ? (float)DECODE_SIDE_MAX / (float)longest : 1;
    int w = (int)((float)s->w * scale), h = (int)((float)s->h * scale);
    *out = (struct decoded){NULL, w > 0 ? w : 1, h > 0 ? h : 1, s->w, s->h};
    out->pixels = malloc((size_t)out->w * (size_t)out->h * 4);
    if (!out->pixels)
        return false;
    const float all[4] = {0, 0, (float)s->w, (float)s->h};
    if (scale < 1)
        return resample(s->pixels, s->w, s->h, s->pitch / 4, all, out->pixels, out->w, out->h);
    for (int y = 0; y < s->h; y++)
        memcpy(out->pixels + (long)y * s->w, (const uint8_t *)s->pixels + (long)y * s->pitch,
               (size_t)s->w * 4);
    return true;
}

static bool fail(char *why, size_t cap, const char *name, const char *what)
{
    snprintf(why, cap, "%s: %s", name, what);
    return false;
}

bool decode_picture(const char *file, const char *name, struct decoded *out, char *why, size_t cap)
{
    *out = (struct decoded){0};
    if (claimed_pixels(file) > DECODE_PIXELS_MAX)
        return fail(why, cap, name, "more than 160 megapixels");
    SDL_RWops *rw = SDL_RWFromFile(file, "rb");
    if (!rw)
        return fail(why, cap, name, strerror(errno));
    const char *dot = strrchr(file, '.');
    SDL_Surface *raw = IMG_LoadTyped_RW(rw, 1, dot ? dot + 1 : NULL);
    if (!raw)
        return fail(why, cap, name, IMG_GetError());
    SDL_Surface *s = SDL_ConvertSurfaceFormat(raw, SDL_PIXELFORMAT_ARGB8888, 0);
    SDL_FreeSurface(raw);
    bool ok = s && s->w > 0 && s->h > 0 && reduce(s, out);
    SDL_FreeSurface(s);
    if (ok)
        return true;
    free(out->pixels);
    *out = (struct decoded){0};
    return fail(why, cap, name, "not enough memory");
}
