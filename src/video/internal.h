/* What the files of the video room share. */
#ifndef LEITAI_VIDEO_INTERNAL_H
#define LEITAI_VIDEO_INTERNAL_H

#include "video/video.h"

#include <mpv/client.h>
#include <mpv/render.h>
#include <pthread.h>

/* ---- libmpv.c
 * ---------------------------------------------------------------------------------- */

#define LIBMPV_FUNCTIONS(X)                                                                        \
    X(command)                                                                                     \
    X(command_async)                                                                               \
    X(create)                                                                                      \
    X(error_string)                                                                                \
    X(free)                                                                                        \
    X(get_property)                                                                                \
    X(get_property_async)                                                                          \
    X(get_property_string)                                                                         \
    X(initialize)                                                                                  \
    X(observe_property)                                                                            \
    X(render_context_create)                                                                       \
    X(render_context_free)                                                                         \
    X(render_context_render)                                                                       \
    X(render_context_set_update_callback)                                                          \
    X(render_context_update)                                                                       \
    X(set_option_string)                                                                           \
    X(set_property_async)                                                                          \
    X(set_wakeup_callback)                                                                         \
    X(terminate_destroy)                                                                           \
    X(wait_event)

struct libmpv {
#define MEMBER(f) __typeof__(mpv_##f) *f;
    LIBMPV_FUNCTIONS(MEMBER)
#undef MEMBER
};

/* The library, loaded by the first call (a tenth of a second); any thread. NULL when it can't be
 * had, and libmpv_missing says why. */
const struct libmpv *libmpv(void);
const char *libmpv_missing(void);

/* ---- core.c
 * ------------------------------------------------------------------------------------ */

enum { VIDEO_FILE_PATH = 4096 };

/* A libmpv that reads one local file and nothing else, initialised. NULL and why. `vo`: "libmpv"
 * or "null". */
mpv_handle *core_create(const char *vo, bool audio, char *why, size_t cap);

/* Absolute path of a file inside the folder; false and why when it is not there or leads out. */
bool core_path(const char *folder, const char *path, char out[VIDEO_FILE_PATH], char *why,
               size_t cap);

/* ---- frames.c: the render thread and its three buffers
 * ----------------------------------------- */

struct picture {
    uint32_t *pixels; /* aligned; NULL before the first frame */
    size_t room;      /* bytes */
    int w, h, stride;
};

struct frames {
    mpv_render_context *render;
    pthread_t thread;
    bool started;
    pthread_mutex_t lock;
    pthread_cond_t kick;
    /* under the lock */
    bool stop, due, redraw;
    int w, h;            /* of the frames to be made; 0: not known yet, none are made */
    unsigned epoch;      /* grows when what is being rendered must not be shown any more */
    int newest, reading; /* index of picture, -1 */
    unsigned serial;     /* frames made */
    struct picture picture[3];
    void (*ready)(void *ctx);
    void *ctx;
};

bool frames_start(struct frames *f, mpv_handle *mpv, void (*ready)(void *), void *ctx, char *why,
                  size_t cap);
void frames_stop(struct frames *f);
/* Size of the frames from now on; 0 × 0 forgets what there is and makes none. */
void frames_resize(struct frames *f, int w, int h);
const struct picture *frames_take(struct frames *f, unsigned *serial);

#endif
