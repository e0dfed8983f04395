/* The render thread: waits for libmpv's next frame, turns it into pixels at its time, and swaps.
 *
 * Three pictures, as with views: one is read, one is the newest, one is being written, so neither
 * side waits for the other. */
#include "video/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void on_frame(void *ctx)
{
    struct frames *f = ctx;
    pthread_mutex_lock(&f->lock);
    f->due = true;
    pthread_cond_signal(&f->kick);
    pthread_mutex_unlock(&f->lock);
}

static bool fit(struct picture *p, int w, int h)
{
    int stride = (w + 15) & ~15; /* rows on 64 bytes */
    size_t room = (size_t)stride * (size_t)h * 4;
    if (room > p->room) {
        free(p->pixels);
        p->pixels = aligned_alloc(64, room);
        p->room = p->pixels ? room : 0;
    }
    p->w = w;
    p->h = h;
    p->stride = stride;
    return p->pixels != NULL;
}

static bool draw(struct frames *f, struct picture *p)
{
    int size[2] = {p->w, p->h};
    size_t stride = (size_t)p->stride * 4;
    char format[] = "bgr0"; /* bytes in memory: 0xXXRRGGBB on little-endian machines */
    mpv_render_param params[] = {{MPV_RENDER_PARAM_SW_SIZE, size},
                                 {MPV_RENDER_PARAM_SW_FORMAT, format},
                                 {MPV_RENDER_PARAM_SW_STRIDE, &stride},
                                 {MPV_RENDER_PARAM_SW_POINTER, p->pixels},
                                 {MPV_RENDER_PARAM_INVALID, NULL}};
    if (libmpv()->render_context_render(f->render, params) < 0)
        return false;
    for (size_t i = 0, n = (size_t)p->stride * (size_t)p->h; i < n; i++)
        p->pixels[i] |= 0xFF000000u;
    return true;
}

/* Tells libmpv that its frame was taken though nobody looks yet, so that it doesn't wait. */
static void skip(struct frames *f)
{
    int yes = 1;
    mpv_render_param params[] = {{MPV_RENDER_PARAM_SKIP_RENDERING, &yes},
                                 {MPV_RENDER_PARAM_INVALID, NULL}};
    libmpv()->render_context_render(f->render, params);
}

static int spare(const struct frames *f)
{
    int i = 0;
    while (i == f->newest || i == f->reading)
        i++;
    return i;
}

/* Under the lock, which it gives up while it renders. */
static void make(struct frames *f, bool redraw)
{
    unsigned epoch = f->epoch;
    int w = f->w, h = f->h, i = spare(f);
    pthread_mutex_unlock(&f->lock);
    bool frame = libmpv()->render_context_update(f->render) & MPV_RENDER_UPDATE_FRAME;
    bool made = false;
    if (w > 0 && (frame || redraw))
        made = fit(&f->picture[i], w, h) && draw(f, &f->picture[i]);
    else if (frame)
        skip(f);
    pthread_mutex_lock(&f->lock);
    if (!made || epoch != f->epoch)
        return;
    f->newest = i;
    f->serial++;
    pthread_mutex_unlock(&f->lock);
    f->ready(f->ctx);
    pthread_mutex_lock(&f->lock);
}

static void *render_main(void *arg)
{
    struct frames *f = arg;
    pthread_mutex_lock(&f->lock);
    while (!f->stop) {
        if (!f->due && !f->redraw) {
            pthread_cond_wait(&f->kick, &f->lock);
            continue;
        }
        bool redraw = f->redraw;
        f->due = f->redraw = false;
        make(f, redraw);
    }
    pthread_mutex_unlock(&f->lock);
    return NULL;
}

bool frames_start(struct frames *f, mpv_handle *mpv, void (*ready)(void *), void *ctx, char *why,
                  size_t cap)
{
    char api[] = MPV_RENDER_API_TYPE_SW;
    mpv_render_param params[] = {{MPV_RENDER_PARAM_API_TYPE, api},
                                 {MPV_RENDER_PARAM_INVALID, NULL}};
    memset(f, 0, sizeof *f);
    f->newest = f->reading = -1;
    f->ready = ready;
    f->ctx = ctx;
    pthread_mutex_init(&f->lock, NULL);
    pthread_cond_init(&f->kick, NULL);
    int e = libmpv()->render_context_create(&f->render, mpv, params);
    if (e < 0) {
        f->render = NULL;
        snprintf(why, cap, "libmpv: %s", libmpv()->error_string(e));
        return false;
    }
    libmpv()->render_context_set_update_callback(f->render, on_frame, f);
    f->started = pthread_create(&f->thread, NULL, render_main, f) == 0;
    if (!f->started)
        snprintf(why, cap, "no thread for the video");
    return f->started;
}

void frames_stop(struct frames *f)
{
    if (f->started) {
        pthread_mutex_lock(&f->lock);
        f->stop = true;
        pthread_cond_signal(&f->kick);
        pthread_mutex_unlock(&f->lock);
        pthread_join(f->thread, NULL);
    }
    if (f->render)
        libmpv()->render_context_free(f->render);
    for (int i = 0; i < 3; i++)
        free(f->picture[i].pixels);
    pthread_mutex_destroy(&f->lock);
    pthread_cond_destroy(&f->kick);
    memset(f, 0, sizeof *f);
}

void frames_resize(struct frames *f, int w, int h)
{
    pthread_mutex_lock(&f->lock);
    if (w != f->w || h != f->h) {
        f->w = w;
        f->h = h;
        f->epoch++;
        f->redraw = w > 0;
        if (w == 0)
            f->newest = f->reading = -1;
        pthread_cond_signal(&f->kick);
    }
    pthread_mutex_unlock(&f->lock);
}

const struct picture *frames_take(struct frames *f, unsigned *serial)
{
    pthread_mutex_lock(&f->lock);
    f->reading = f->newest;
    int i = f->reading;
    if (serial)
        *serial = f->serial;
    pthread_mutex_unlock(&f->lock);
    return i < 0 ? NULL : &f->picture[i];
}
