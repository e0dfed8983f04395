#include "app/shots_film.h"
#include "video/video.h"

#include <stdio.h>
#include <time.h>

enum { STEP_MS = 5, STEPS_MAX = 1000, USUAL_US = 4500000 };

/* Where the video stands: its beginning while it is being read, the fault found last, or somewhere
 * in it. */
static int64_t moment_us(const struct contest *c)
{
    const struct question *q = contest_question(c);
    const struct correction *k = &c->state.correction;
    if (c->state.phase == PHASE_READ)
        return 0;
    if (k->found_count) {
        const struct fault *f = &q->faults[k->found[k->found_count - 1] - 1];
        return f->from_us + (f->to_us - f->from_us) / 2;
    }
    return USUAL_US;
}

static void ready(void *ctx)
{
    (void)ctx; /* it is asked for */
}

/* Until a frame newer than `serial` is there. */
static bool await_frame(struct video *v, unsigned serial)
{
    for (int i = 0; i < STEPS_MAX; i++) {
        int w, h, stride;
        unsigned now = 0;
        video_update(v);
        if (video_state(v) == VIDEO_BAD)
            return false;
        if (video_frame(v, &w, &h, &stride, &now) && now != serial)
            return true;
        nanosleep(&(struct timespec){.tv_nsec = STEP_MS * 1000000L}, NULL);
    }
    return false;
}

static bool open_video(struct shots_film *f, const char *folder)
{
    char why[VIDEO_WHY];
    struct video_want want = {.folder = folder, .ready = ready};
    if (!f->video && !(f->video = video_create(&want, why, sizeof why))) {
        fprintf(stderr, "leitai: %s\n", why);
        f->failed = true;
    }
    return f->video != NULL;
}

void shots_film_show(struct shots_film *f, const char *folder, const struct contest *c,
                     struct images *images)
{
    const struct question *q = contest_question(c);
    if (!q || q->type != QUESTION_VIDEO || f->failed || !open_video(f, folder)) {
        images_set_video(images, NULL, 0, 0, 0);
        return;
    }
    int w, h, stride;
    unsigned serial = 0;
    if (q != f->question) {
        video_load(f->video, q->media);
        await_frame(f->video, 0);
    }
    f->question = q;
    video_frame(f->video, &w, &h, &stride, &serial);
    video_jump(f->video, moment_us(c));
    await_frame(f->video, serial);
    const uint32_t *pixels = video_frame(f->video, &w, &h, &stride, NULL);
    images_set_video(images, pixels, w, h, stride);
}

void shots_film_finish(struct shots_film *f, struct images *images)
{
    if (images)
        images_set_video(images, NULL, 0, 0, 0);
    video_destroy(f->video);
    f->video = NULL;
}
