/* One video of one question: what is asked of it goes to libmpv at once and is answered by its
 * events. */
#include "video/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH_MAX = 1920, HEIGHT_MAX = 1080 };

/* Properties, by the id they are asked with. */
enum {
    SEEN_WIDTH = 1,
    SEEN_HEIGHT,
    SEEN_TRACK,
    SEEN_POSITION,
    SEEN_DURATION,
    SEEN_END,
    SEEN_PAUSE
};

struct video {
    mpv_handle *mpv;
    struct frames frames;
    struct video_want want;
    char path[512]; /* as asked for */
    int64_t entry;  /* the play-list entry that counts; news of others is old */
    enum video_state state;
    bool paused, ended; /* as libmpv tells */
    int source_w, source_h;
    int64_t position_us, duration_us;
    unsigned seen; /* frames handed out */
    char trouble[VIDEO_WHY];
};

static void on_news(void *ctx)
{
    struct video *v = ctx;
    v->want.ready(v->want.ctx);
}

static void observe(struct video *v)
{
    static const struct {
        uint64_t id;
        const char *name;
        mpv_format format;
    } properties[] = {
        {SEEN_POSITION, "time-pos", MPV_FORMAT_DOUBLE},
        {SEEN_DURATION, "duration", MPV_FORMAT_DOUBLE},
        {SEEN_END, "eof-reached", MPV_FORMAT_FLAG},
        {SEEN_PAUSE, "pause", MPV_FORMAT_FLAG},
    };
    for (size_t i = 0; i < sizeof properties / sizeof *properties; i++)
        libmpv()->observe_property(v->mpv, properties[i].id, properties[i].name,
                                   properties[i].format);
}

struct video *video_create(const struct video_want *want, char *why, size_t cap)
{
    struct video *v = calloc(1, sizeof *v);
    if (!v) {
        snprintf(why, cap, "not enough memory");
        return NULL;
    }
    v->want = *want;
    v->want.width_max = want->width_max > 0 ? want->width_max : WIDTH_MAX;
    v->want.height_max = want->height_max > 0 ? want->height_max : HEIGHT_MAX;
    v->paused = true;
    v->mpv = core_create("libmpv", want->audio, why, cap);
    if (!v->mpv || !frames_start(&v->frames, v->mpv, want->ready, want->ctx, why, cap)) {
        video_destroy(v);
        return NULL;
    }
    double volume = want->volume_percent;
    libmpv()->set_property_async(v->mpv, 0, "volume", MPV_FORMAT_DOUBLE, &volume);
    observe(v);
    libmpv()->set_wakeup_callback(v->mpv, on_news, v);
    return v;
}

void video_destroy(struct video *v)
{
    if (!v)
        return;
    if (v->mpv) {
        libmpv()->set_wakeup_callback(v->mpv, NULL, NULL);
        frames_stop(&v->frames); /* before the core it renders for */
        libmpv()->terminate_destroy(v->mpv);
    }
    free(v);
}

/* ---- orders: none of them waits for an answer ---- */

static void order(struct video *v, const char *a, const char *b, const char *c)
{
    const char *args[] = {a, b, c, NULL};
    libmpv()->command_async(v->mpv, 0, args);
}

static void set_flag(struct video *v, const char *name, bool on)
{
    int flag = on;
    libmpv()->set_property_async(v->mpv, 0, name, MPV_FORMAT_FLAG, &flag);
}

static bool loaded(const struct video *v)
{
    return v->state != VIDEO_NONE && v->state != VIDEO_BAD;
}

static void go_to(struct video *v, int64_t at_us)
{
    char seconds[32];
    snprintf(seconds, sizeof seconds, "%.6f", (double)at_us / 1e6);
    order(v, "seek", seconds, "absolute+exact");
}

static void forget(struct video *v, enum video_state state)
{
    frames_resize(&v->frames, 0, 0);
    v->source_w = v->source_h = 0;
    v->position_us = v->duration_us = 0;
    v->ended = false;
    v->state = state;
}

static void fail(struct video *v, const char *what)
{
    snprintf(v->trouble, sizeof v->trouble, "%.120s: %.120s", v->path, what);
    forget(v, VIDEO_BAD);
}

void video_load(struct video *v, const char *path)
{
    char file[VIDEO_FILE_PATH], why[VIDEO_WHY];
    if (loaded(v) && strcmp(v->path, path) == 0) {
        video_jump(v, 0);
        return;
    }
    snprintf(v->path, sizeof v->path, "%s", path);
    v->trouble[0] = '\0';
    forget(v, VIDEO_LOADING);
    if (!core_path(v->want.folder, path, file, why, sizeof why)) {
        snprintf(v->trouble, sizeof v->trouble, "%s", why);
        order(v, "stop", NULL, NULL);
        v->state = VIDEO_BAD;
        return;
    }
    set_flag(v, "pause", true);
    order(v, "loadfile", file, "replace");
}

void video_unload(struct video *v)
{
    if (v->state == VIDEO_NONE)
        return;
    order(v, "stop", NULL, NULL);
    v->path[0] = v->trouble[0] = '\0';
    forget(v, VIDEO_NONE);
}

void video_play(struct video *v)
{
    if (loaded(v))
        set_flag(v, "pause", false);
}

void video_pause(struct video *v)
{
    if (loaded(v))
        set_flag(v, "pause", true);
}

void video_step(struct video *v)
{
    if (loaded(v))
        order(v, "frame-step", NULL, NULL);
}

void video_replay(struct video *v)
{
    if (!loaded(v))
        return;
    go_to(v, 0);
    set_flag(v, "pause", false);
}

void video_jump(struct video *v, int64_t at_us)
{
    if (!loaded(v))
        return;
    set_flag(v, "pause", true);
    go_to(v, at_us);
}

void video_mute(struct video *v, bool mute)
{
    set_flag(v, "mute", mute);
}

/* ---- news ---- */

static int even(double x)
{
    int n = (int)(x + 0.5);
    return n < 2 ? 2 : n & ~1;
}

static void on_size(struct video *v)
{
    double w = v->source_w, h = v->source_h, scale = 1;
    if (v->source_w <= 0 || v->source_h <= 0 || !loaded(v))
        return;
    if (w * h > VIDEO_PIXELS_MAX) {
        order(v, "stop", NULL, NULL);
        fail(v, "larger than 4096 x 2304");
        return;
    }
    if (w > v->want.width_max)
        scale = v->want.width_max / w;
    if (h * scale > v->want.height_max)
        scale = v->want.height_max / h;
    frames_resize(&v->frames, even(w * scale), even(h * scale));
}

static int64_t micro(const mpv_event_property *p)
{
    return p->format == MPV_FORMAT_DOUBLE ? (int64_t)(*(double *)p->data * 1e6 + 0.5) : 0;
}

static void on_track(struct video *v, const mpv_event_property *p)
{
    bool none = p->format == MPV_FORMAT_STRING && strcmp(*(char **)p->data, "no") == 0;
    if (none && loaded(v)) {
        order(v, "stop", NULL, NULL);
        fail(v, "there is no picture in it");
    }
}

static void on_property(struct video *v, uint64_t id, const mpv_event_property *p)
{
    bool set = p->format != MPV_FORMAT_NONE;
    switch (id) {
    case SEEN_WIDTH:
        v->source_w = set ? (int)*(int64_t *)p->data : 0;
        on_size(v);
        break;
    case SEEN_HEIGHT:
        v->source_h = set ? (int)*(int64_t *)p->data : 0;
        on_size(v);
        break;
    case SEEN_TRACK:
        on_track(v, p);
        break;
    case SEEN_POSITION:
        v->position_us = micro(p);
        break;
    case SEEN_DURATION:
        v->duration_us = micro(p);
        break;
    case SEEN_END:
        v->ended = set && *(int *)p->data;
        break;
    case SEEN_PAUSE:
        v->paused = set && *(int *)p->data;
        break;
    }
}

static void ask(struct video *v, uint64_t id, const char *name, mpv_format format)
{
    libmpv()->get_property_async(v->mpv, id, name, format);
}

static void on_end(struct video *v, const mpv_event_end_file *end)
{
    if (end->reason == MPV_END_FILE_REASON_ERROR && loaded(v) && end->playlist_entry_id == v->entry)
        fail(v, libmpv()->error_string(end->error));
}

static void on_event(struct video *v, const mpv_event *e)
{
    switch (e->event_id) {
    case MPV_EVENT_START_FILE:
        v->entry = ((mpv_event_start_file *)e->data)->playlist_entry_id;
        break;
    case MPV_EVENT_FILE_LOADED:
        ask(v, SEEN_TRACK, "vid", MPV_FORMAT_STRING);
        break;
    case MPV_EVENT_VIDEO_RECONFIG: /* asked, not observed: the next file's may be the same */
        ask(v, SEEN_WIDTH, "dwidth", MPV_FORMAT_INT64);
        ask(v, SEEN_HEIGHT, "dheight", MPV_FORMAT_INT64);
        break;
    case MPV_EVENT_END_FILE:
        on_end(v, e->data);
        break;
    case MPV_EVENT_GET_PROPERTY_REPLY:
    case MPV_EVENT_PROPERTY_CHANGE:
        if (e->error >= 0)
            on_property(v, e->reply_userdata, e->data);
        break;
    default:
        break;
    }
}

static unsigned newest_serial(struct video *v)
{
    pthread_mutex_lock(&v->frames.lock);
    unsigned serial = v->frames.serial;
    bool any = v->frames.newest >= 0;
    pthread_mutex_unlock(&v->frames.lock);
    return any ? serial : 0;
}

bool video_update(struct video *v)
{
    enum video_state before = v->state;
    for (mpv_event *e; (e = libmpv()->wait_event(v->mpv, 0))->event_id != MPV_EVENT_NONE;)
        on_event(v, e);
    unsigned serial = newest_serial(v);
    if (loaded(v)) {
        if (!serial)
            v->state = VIDEO_LOADING;
        else
            v->state = v->ended ? VIDEO_ENDED : v->paused ? VIDEO_PAUSED : VIDEO_PLAYING;
    }
    return v->state != before || (serial && serial != v->seen);
}

enum video_state video_state(const struct video *v)
{
    return v->state;
}

const char *video_trouble(const struct video *v)
{
    return v->trouble;
}

int64_t video_position_us(const struct video *v)
{
    return v->position_us;
}

int64_t video_duration_us(const struct video *v)
{
    return v->duration_us;
}

const uint32_t *video_frame(struct video *v, int *w, int *h, int *stride, unsigned *serial)
{
    const struct picture *p = frames_take(&v->frames, &v->seen);
    if (serial)
        *serial = v->seen;
    *w = p ? p->w : 0;
    *h = p ? p->h : 0;
    *stride = p ? p->stride : 0;
    return p ? p->pixels : NULL;
}
