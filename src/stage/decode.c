#include "stage/decode.h"

#include <SDL_image.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "stage/resample.h"

enum { MARKERS_MAX = 10000, SIDE_MAX = 65536 };

/* Big-endian number of n bytes. */
static uint32_t number(const uint8_t *p, int n)
{
    uint32_t v = 0;
    for (int i = 0; i < n; i++)
        v = v << 8 | p[i];
    return v;
}

/* Size of a JPEG from its frame header, however much stands before it. */
static bool jpeg_size(FILE *f, int64_t *w, int64_t *h)
{
    uint8_t m[9];
    long at = 2;
    for (int i = 0; i < MARKERS_MAX; i++) {
        if (fseek(f, at, SEEK_SET) != 0 || fread(m, 1, sizeof m, f) != sizeof m || m[0] != 0xFF)
            return false;
        if (m[1] == 0xFF) { /* fill byte */
            at++;
            continue;
        }
        if (m[1] >= 0xC0 && m[1] <= 0xCF && m[1] != 0xC4 && m[1] != 0xC8 && m[1] != 0xCC) {
            *h = number(m + 5, 2);
            *w = number(m + 7, 2);
            return true;
        }
        at += 2 + (long)number(m + 2, 2);
    }
    return false;
}

/* Pixels a file claims to have, so that a bomb is refused before memory is asked for; -1: neither
 * PNG nor JPEG. What the library would read besides is not worth what a stranger may do with it. */
static int64_t claimed_pixels(FILE *f)
{
    uint8_t head[32] = {0};
    int64_t w = 0, h = 0;
    size_t n = fread(head, 1, sizeof head, f);
    if (n > 24 && memcmp(head, "\x89PNG", 4) == 0) {
        w = number(head + 16, 4);
        h = number(head + 20, 4);
    } else if (n > 2 && head[0] == 0xFF && head[1] == 0xD8) {
        if (!jpeg_size(f, &w, &h))
            return -1;
    } else {
        return -1;
    }
    return w < SIDE_MAX && h < SIDE_MAX ? w * h : INT64_MAX;
}

/* A picture file, and nothing that would keep the reader waiting or never end; NULL: why. */
static FILE *open_picture(const char *file, const char **why)
{
    struct stat st;
    int fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    *why = strerror(errno);
    if (fd < 0)
        return NULL;
    bool plain = fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
    FILE *f = plain && st.st_size <= DECODE_BYTES_MAX ? fdopen(fd, "rb") : NULL;
    if (f)
        return f;
    *why = plain ? "more than 64 MiB" : "not a plain file";
    close(fd);
    return NULL;
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

/* By what it is, not by its name, and by that decoder alone: the library would try all it has.
 * Closes the file. */
static SDL_Surface *decode(FILE *f)
{
    bool png = getc(f) == 0x89;
    rewind(f);
    SDL_RWops *rw = SDL_RWFromFP(f, SDL_TRUE);
    if (!rw) {
        fclose(f);
        return NULL;
    }
    SDL_Surface *raw = png ? IMG_LoadPNG_RW(rw) : IMG_LoadJPG_RW(rw);
    SDL_RWclose(rw);
    return raw;
}

bool decode_picture(const char *file, const char *name, struct decoded *out, char *why, size_t cap)
{
    *out = (struct decoded){0};
    const char *cause;
    FILE *f = open_picture(file, &cause);
    if (!f)
        return fail(why, cap, name, cause);
    int64_t pixels = claimed_pixels(f);
    rewind(f);
    if (pixels < 0 || pixels > DECODE_PIXELS_MAX) {
        fclose(f);
        return fail(why, cap, name,
                    pixels < 0 ? "not a PNG or JPEG picture" : "more than 160 megapixels");
    }
    SDL_Surface *raw = decode(f);
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
