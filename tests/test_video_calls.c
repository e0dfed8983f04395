/* rooms: words */
/* pkgs: mpv */
/*
 * What libmpv calls in src/video, called as libmpv does: from threads of its own, at any moment,
 * while the main thread loads, resizes and takes frames. This libmpv is made here and built like
 * the rest, so that `make test SAN=thread` sees every thread; the real one is hidden from it
 * (tests/tsan.supp).
 */
#include "../src/video/frames.c"

#include "../src/video/video.c"

#include <check.h>
#include <stdatomic.h>
#include <time.h>

enum { ROUNDS = 400, PIXEL = 0x00345678 };

/* ---- a libmpv of two threads: one that has news, one that has frames ---- */

struct mpv_handle {
    pthread_mutex_t lock;
    void (*wakeup)(void *);
    void *wakeup_ctx;
    void (*update)(void *);
    void *update_ctx;
    pthread_t news, pictures;
    atomic_bool over;
    atomic_int told, rendered;
    int64_t width, height;
    int asked; /* next event */
    mpv_event event;
    mpv_event_property property;
    mpv_event_start_file start;
};

static struct mpv_handle core;

static void *tell(void *arg)
{
    bool pictures = arg != NULL;
    struct timespec pause = {.tv_nsec = pictures ? 130000 : 90000};
    while (!atomic_load(&core.over)) {
        pthread_mutex_lock(&core.lock); /* as libmpv: never after it was taken back */
        if (pictures && core.update)
            core.update(core.update_ctx);
        else if (!pictures && core.wakeup)
            core.wakeup(core.wakeup_ctx);
        pthread_mutex_unlock(&core.lock);
        nanosleep(&pause, NULL);
    }
    return NULL;
}

static void fake_set_wakeup(mpv_handle *m, void (*f)(void *), void *ctx)
{
    pthread_mutex_lock(&m->lock);
    m->wakeup = f;
    m->wakeup_ctx = ctx;
    pthread_mutex_unlock(&m->lock);
}

static void fake_set_update(mpv_render_context *c, void (*f)(void *), void *ctx)
{
    (void)c;
    pthread_mutex_lock(&core.lock);
    core.update = f;
    core.update_ctx = ctx;
    pthread_mutex_unlock(&core.lock);
}

static int fake_render_create(mpv_render_context **c, mpv_handle *m, mpv_render_param *params)
{
    (void)params;
    *c = (mpv_render_context *)m;
    return 0;
}

static void fake_render_free(mpv_render_context *c)
{
    fake_set_update(c, NULL, NULL);
}

static uint64_t fake_render_update(mpv_render_context *c)
{
    (void)c;
    return MPV_RENDER_UPDATE_FRAME;
}

static int fake_render(mpv_render_context *c, mpv_render_param *p)
{
    (void)c;
    if (p[0].type != MPV_RENDER_PARAM_SW_SIZE)
        return 0; /* skipped */
    const int *size = p[0].data;
    size_t stride = *(size_t *)p[2].data;
    for (int y = 0; y < size[1]; y++)
        for (int x = 0; x < size[0]; x++)
            ((uint32_t *)(void *)((char *)p[3].data + stride * (size_t)y))[x] = PIXEL;
    atomic_fetch_add(&core.rendered, 1);
    return 0;
}

/* One turn of events as a file brings them. */
static mpv_event *fake_wait_event(mpv_handle *m, double timeout)
{
    (void)timeout;
    mpv_event *e = &m->event;
    *e = (mpv_event){.event_id = MPV_EVENT_NONE, .data = &m->property};
    switch (m->asked++ % 5) {
    case 0:
        e->event_id = MPV_EVENT_START_FILE;
        m->start.playlist_entry_id = 1;
        e->data = &m->start;
        break;
    case 1:
    case 2:
        e->event_id = MPV_EVENT_GET_PROPERTY_REPLY;
        e->reply_userdata = m->asked % 5 == 2 ? SEEN_WIDTH : SEEN_HEIGHT;
        m->property = (mpv_event_property){.format = MPV_FORMAT_INT64,
                                           .data = m->asked % 5 == 2 ? &m->width : &m->height};
        break;
    case 3:
        e->event_id = MPV_EVENT_VIDEO_RECONFIG;
        break;
    default:
        break;
    }
    return e;
}

static int fake_command_async(mpv_handle *m, uint64_t id, const char **args)
{
    (void)m, (void)id, (void)args;
    return 0;
}

static int fake_set_property(mpv_handle *m, uint64_t id, const char *name, mpv_format f, void *data)
{
    (void)m, (void)id, (void)name, (void)f, (void)data;
    return 0;
}

static int fake_property(mpv_handle *m, uint64_t id, const char *name, mpv_format f)
{
    (void)m, (void)id, (void)name, (void)f;
    return 0;
}

static const char *fake_error(int e)
{
    (void)e;
    return "error";
}

static void fake_destroy(mpv_handle *m)
{
    (void)m;
}

const struct libmpv *libmpv(void)
{
    static const struct libmpv fake = {
        .command_async = fake_command_async,
        .error_string = fake_error,
        .get_property_async = fake_property,
        .observe_property = fake_property,
        .render_context_create = fake_render_create,
        .render_context_free = fake_render_free,
        .render_context_render = fake_render,
        .render_context_set_update_callback = fake_set_update,
        .render_context_update = fake_render_update,
        .set_property_async = fake_set_property,
        .set_wakeup_callback = fake_set_wakeup,
        .terminate_destroy = fake_destroy,
        .wait_event = fake_wait_event,
    };
    return &fake;
}

mpv_handle *core_create(const char *vo, bool audio, char *why, size_t cap)
{
    (void)vo, (void)audio, (void)why, (void)cap;
    return &core;
}

bool core_path(const char *folder, const char *path, char out[VIDEO_FILE_PATH], char *why,
               size_t cap)
{
    (void)folder, (void)why, (void)cap;
    snprintf(out, VIDEO_FILE_PATH, "%s", path);
    return true;
}

/* ---- the main thread ---- */

static void on_ready(void *ctx)
{
    atomic_fetch_add((atomic_int *)ctx, 1); /* as the program's: it only wakes the main thread */
}

START_TEST(callbacks_at_any_moment)
{
    char why[VIDEO_WHY] = "";
    int frames = 0, w, h, stride;
    pthread_mutex_init(&core.lock, NULL);
    core.width = 64;
    core.height = 48;
    pthread_create(&core.news, NULL, tell, NULL);
    pthread_create(&core.pictures, NULL, tell, &core);
    for (int film = 0; film < 4; film++) { /* one after the other, the call-backs never resting */
        struct video_want want = {.folder = ".", .ready = on_ready, .ctx = &core.told};
        struct video *v = video_create(&want, why, sizeof why);
        ck_assert_msg(v != NULL, "%s", why);
        video_load(v, "film");
        for (int i = 0; i < ROUNDS; i++) {
            core.width = 32 + 32 * (i % 7 == 0);
            video_update(v);
            const uint32_t *px = video_frame(v, &w, &h, &stride, NULL);
            if (px) { /* nobody writes to what is being read */
                ck_assert_uint_eq(px[0], 0xFF000000u | PIXEL);
                ck_assert_uint_eq(px[(h - 1) * stride + w - 1], 0xFF000000u | PIXEL);
                frames++;
            }
            if (i % 50 == 49)
                video_load(v, i % 100 == 99 ? "film" : "other");
            nanosleep(&(struct timespec){.tv_nsec = 100000}, NULL);
        }
        video_destroy(v);
    }
    atomic_store(&core.over, true);
    pthread_join(core.news, NULL);
    pthread_join(core.pictures, NULL);
    ck_assert_int_gt(frames, 0);
    ck_assert_int_gt(atomic_load(&core.told), 0);
    ck_assert_int_gt(atomic_load(&core.rendered), 0);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("video calls");
    TCase *t = tcase_create("calls");
    tcase_add_test(t, callbacks_at_any_moment);
    tcase_set_timeout(t, 60);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
