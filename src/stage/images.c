#include "stage/images.h"

#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stage/decode.h"
#include "stage/resample.h"

enum {
    PICTURES = 64, /* known at once */
    SCALED = 12,   /* ready-made sizes */
    BYTES_MAX = 96 << 20,
};

struct picture {
    char path[512];
    enum image_state state;
    bool queued, busy;
    struct decoded data;
    unsigned used;
};

struct scaled {
    int picture, w, h;
    float region[4];
    uint32_t *pixels;
    unsigned used;
};

struct images {
    char folder[1024];
    struct stage_listener listener;
    images_ready *ready;
    void *ready_ctx;
    bool blocking, stop;
    SDL_mutex *lock; /* guards picture[] states against the loader */
    SDL_cond *wake;
    SDL_Thread *loader;
    struct picture picture[PICTURES];
    struct scaled scaled[SCALED];
    unsigned clock, serial;
    char message[600]; /* from the loader, said by the main thread */
    const uint32_t *video;
    int video_w, video_h, video_stride;
};

static void decode_into(struct images *im, const char *path, struct decoded *out, bool *ok,
                        char *why, size_t cap)
{
    char file[1600];
    snprintf(file, sizeof file, "%s%s%s", path[0] == '/' ? "" : im->folder,
             path[0] == '/' || !im->folder[0] ? "" : "/", path);
    *ok = decode_picture(file, path, out, why, cap);
}

static void settle(struct images *im, struct picture *p, bool ok, struct decoded data,
                   const char *why)
{
    p->data = data;
    p->state = ok ? IMAGE_READY : IMAGE_BAD;
    p->queued = p->busy = false;
    im->serial++;
    if (!ok)
        snprintf(im->message, sizeof im->message, "%s", why);
}

static struct picture *next_queued(struct images *im)
{
    for (int i = 0; i < PICTURES; i++)
        if (im->picture[i].queued && !im->picture[i].busy)
            return &im->picture[i];
    return NULL;
}

static int loader_main(void *arg)
{
    struct images *im = arg;
    SDL_LockMutex(im->lock);
    while (!im->stop) {
        struct picture *p = next_queued(im);
        if (!p) {
            SDL_CondWait(im->wake, im->lock);
            continue;
        }
        char path[512], why[600];
        snprintf(path, sizeof path, "%s", p->path);
        p->busy = true;
        SDL_UnlockMutex(im->lock);
        struct decoded data;
        bool ok;
        decode_into(im, path, &data, &ok, why, sizeof why);
        SDL_LockMutex(im->lock);
        settle(im, p, ok, data, why);
        if (im->ready && !im->stop)
            im->ready(im->ready_ctx);
    }
    SDL_UnlockMutex(im->lock);
    return 0;
}

struct images *images_create(const char *folder, const struct stage_listener *listener,
                             images_ready *ready, void *ready_ctx)
{
    struct images *im = calloc(1, sizeof *im);
    if (!im)
        return NULL;
    snprintf(im->folder, sizeof im->folder, "%s", folder ? folder : "");
    if (listener)
        im->listener = *listener;
    im->ready = ready;
    im->ready_ctx = ready_ctx;
    im->lock = SDL_CreateMutex();
    im->wake = SDL_CreateCond();
    im->loader = im->lock && im->wake ? SDL_CreateThread(loader_main, "pictures", im) : NULL;
    if (im->loader)
        return im;
    images_destroy(im);
    return NULL;
}

void images_destroy(struct images *im)
{
    if (!im)
        return;
    if (im->loader) {
        SDL_LockMutex(im->lock);
        im->stop = true;
        SDL_CondSignal(im->wake);
        SDL_UnlockMutex(im->lock);
        SDL_WaitThread(im->loader, NULL);
    }
    for (int i = 0; i < PICTURES; i++)
        free(im->picture[i].data.pixels);
    for (int i = 0; i < SCALED; i++)
        free(im->scaled[i].pixels);
    SDL_DestroyCond(im->wake);
    SDL_DestroyMutex(im->lock);
    free(im);
}

/* ---- under the lock ---- */

static void forget_scaled(struct images *im, int picture)
{
    for (int i = 0; i < SCALED; i++)
        if (im->scaled[i].pixels && im->scaled[i].picture == picture) {
            free(im->scaled[i].pixels);
            im->scaled[i] = (struct scaled){0};
        }
}

static void drop(struct images *im, int i)
{
    forget_scaled(im, i);
    free(im->picture[i].data.pixels);
    im->picture[i] = (struct picture){0};
}

static size_t held(const struct images *im)
{
    size_t bytes = 0;
    for (int i = 0; i < PICTURES; i++)
        bytes += (size_t)im->picture[i].data.w * (size_t)im->picture[i].data.h * 4;
    return bytes;
}

static int oldest(const struct images *im, int but)
{
    int found = -1;
    for (int i = 0; i < PICTURES; i++) {
        const struct picture *p = &im->picture[i];
        if (i != but && p->path[0] && !p->queued &&
            (found < 0 || p->used < im->picture[found].used))
            found = i;
    }
    return found;
}

/* Index of a path, new ones in place of the least recently used; −1 when all are loading. */
static int index_of(struct images *im, const char *path)
{
    int empty = -1;
    if (strlen(path) >= sizeof im->picture[0].path)
        return -1;
    for (int i = 0; i < PICTURES; i++) {
        if (strcmp(im->picture[i].path, path) == 0) {
            im->picture[i].used = ++im->clock;
            return i;
        }
        if (!im->picture[i].path[0])
            empty = i;
    }
    if (empty < 0 && (empty = oldest(im, -1)) < 0)
        return -1;
    drop(im, empty);
    snprintf(im->picture[empty].path, sizeof im->picture[empty].path, "%s", path);
    im->picture[empty].used = ++im->clock;
    for (int old; held(im) > BYTES_MAX && (old = oldest(im, empty)) >= 0;)
        drop(im, old);
    return empty;
}

static void load_here(struct images *im, int i)
{
    char why[600];
    struct decoded data;
    bool ok;
    decode_into(im, im->picture[i].path, &data, &ok, why, sizeof why);
    settle(im, &im->picture[i], ok, data, why);
}

/* The picture, loaded or on its way. */
static int want(struct images *im, const char *path, bool now)
{
    int i = path[0] ? index_of(im, path) : -1;
    if (i < 0 || im->picture[i].state != IMAGE_LOADING)
        return i;
    if (now && !im->picture[i].busy) {
        load_here(im, i);
    } else if (!im->picture[i].queued) {
        im->picture[i].queued = true;
        SDL_CondSignal(im->wake);
    }
    return i;
}

/* Says what the loader had to complain about; outside the lock. */
static void unlock_and_say(struct images *im)
{
    char text[600];
    memcpy(text, im->message, sizeof text);
    im->message[0] = 0;
    SDL_UnlockMutex(im->lock);
    if (text[0])
        stage_say(&im->listener, STAGE_PICTURE_BAD, "%s", text);
}

void images_want(struct images *im, const char *path)
{
    SDL_LockMutex(im->lock);
    want(im, path, false);
    unlock_and_say(im);
}

bool images_load(struct images *im, const char *path)
{
    SDL_LockMutex(im->lock);
    int i = want(im, path, true);
    bool ok = i >= 0 && im->picture[i].state == IMAGE_READY;
    unlock_and_say(im);
    return ok;
}

bool images_size(struct images *im, const char *path, int *w, int *h)
{
    SDL_LockMutex(im->lock);
    int i = want(im, path, im->blocking);
    bool ok = i >= 0 && im->picture[i].state == IMAGE_READY;
    if (ok) {
        *w = im->picture[i].data.file_w;
        *h = im->picture[i].data.file_h;
    }
    unlock_and_say(im);
    return ok;
}

static struct scaled *scaled_slot(struct images *im, int i, const float region[4], int w, int h)
{
    struct scaled *pick = &im->scaled[0];
    for (int k = 0; k < SCALED; k++) {
        struct scaled *s = &im->scaled[k];
        if (s->pixels && s->picture == i && s->w == w && s->h == h &&
            memcmp(s->region, region, sizeof s->region) == 0)
            return s;
        if (!s->pixels || (pick->pixels && s->used < pick->used))
            pick = s;
    }
    free(pick->pixels);
    *pick = (struct scaled){.picture = i, .w = w, .h = h};
    memcpy(pick->region, region, sizeof pick->region);
    const struct decoded *d = &im->picture[i].data;
    const float part[4] = {region[0] * (float)d->w, region[1] * (float)d->h,
                           region[2] * (float)d->w, region[3] * (float)d->h};
    pick->pixels = malloc((size_t)w * (size_t)h * 4);
    if (pick->pixels && !resample(d->pixels, d->w, d->h, d->w, part, pick->pixels, w, h)) {
        free(pick->pixels);
        pick->pixels = NULL;
    }
    return pick;
}

const uint32_t *images_scaled(struct images *im, const char *path, const float region[4], int w,
                              int h, enum image_state *state)
{
    const uint32_t *pixels = NULL;
    SDL_LockMutex(im->lock);
    int i = want(im, path, im->blocking);
    *state = i < 0 ? IMAGE_BAD : im->picture[i].state;
    if (*state == IMAGE_READY && w > 0 && h > 0 && w <= 16384 && h <= 16384) {
        struct scaled *s = scaled_slot(im, i, region, w, h);
        s->used = ++im->clock;
        pixels = s->pixels;
        if (!pixels)
            *state = IMAGE_BAD;
    }
    unlock_and_say(im);
    return pixels;
}

void images_set_blocking(struct images *im, bool blocking)
{
    im->blocking = blocking;
}

unsigned images_serial(const struct images *im)
{
    SDL_LockMutex(im->lock);
    unsigned serial = im->serial;
    SDL_UnlockMutex(im->lock);
    return serial;
}

void images_set_video(struct images *im, const uint32_t *pixels, int w, int h, int stride)
{
    im->video = pixels;
    im->video_w = w;
    im->video_h = h;
    im->video_stride = stride;
    SDL_LockMutex(im->lock);
    im->serial++;
    SDL_UnlockMutex(im->lock);
}

const uint32_t *images_video(const struct images *im, int *w, int *h, int *stride)
{
    *w = im->video_w;
    *h = im->video_h;
    *stride = im->video_stride;
    return im->video;
}
