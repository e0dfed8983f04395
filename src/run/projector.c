/* The video of the present question: libmpv's frames into the pictures, libmpv's troubles to the
 * operator. */
#include "run/internal.h"
#include "catalogue/catalogue.h"

#include <string.h>

static void tell(struct run *r, const char *why)
{
    const struct words *w = catalogue_words(r->options.folder->stage.operator_language);
    char what[MESSAGE_TEXT];
    snprintf(what, sizeof what, TR(w, "视频不能播放：%.120s"), why);
    fprintf(stderr, "leitai: %s\n", what);
    if (r->engine)
        engine_tell(r->engine, LIGHT_WARN, what,
                    TR(w, "按 * 4 本题作废，换备用题；赛后用 leitai check 检查文件"));
}

static bool shows_videos(const struct definition *d)
{
    for (int i = 0; i < d->question_count; i++)
        if (d->questions[i].type == QUESTION_VIDEO)
            return true;
    return false;
}

void projector_start(struct run *r, void (*ready)(void *))
{
    char why[VIDEO_WHY];
    const char *driver = SDL_GetCurrentAudioDriver();
    struct video_want want = {.folder = r->options.folder->dir,
                              .audio = r->sound && sound_ready(r->sound) && driver &&
                                       strcmp(driver, "dummy") != 0,
                              .volume_percent = r->options.folder->stage.volume_percent,
                              .ready = ready};
    if (!shows_videos(&r->options.folder->def))
        return;
    r->video = video_create(&want, why, sizeof why);
    if (!r->video)
        tell(r, why);
}

static void show_frame(struct run *r)
{
    int w, h, stride;
    const uint32_t *pixels = video_frame(r->video, &w, &h, &stride, NULL);
    images_set_video(r->images, pixels, w, h, stride);
    r->video_frames++;
}

static void carry_out(struct run *r, enum film_order order)
{
    switch (order) {
    case FILM_LOAD:
        video_load(r->video, r->film.question->media);
        show_frame(r); /* gives up the frame of the video before */
        break;
    case FILM_UNLOAD:
        video_unload(r->video);
        show_frame(r);
        break;
    case FILM_PLAY:
        video_play(r->video);
        break;
    case FILM_PAUSE:
        video_pause(r->video);
        break;
    case FILM_STEP:
        video_step(r->video);
        break;
    case FILM_REPLAY:
        video_replay(r->video);
        break;
    case FILM_JUMP:
        video_jump(r->video, r->film.jump_us);
        break;
    case FILM_NOTHING:
        break;
    }
}

void projector_follow(struct run *r)
{
    enum film_order order;
    bool muted = r->view->contest.state.muted;
    if (!r->video)
        return;
    while ((order = film_next(&r->film, &r->view->contest)) != FILM_NOTHING)
        carry_out(r, order);
    if (muted != r->video_muted)
        video_mute(r->video, muted);
    r->video_muted = muted;
}

bool projector_step(struct run *r)
{
    if (!r->video)
        return false;
    enum video_state before = video_state(r->video);
    if (!video_update(r->video) && before != VIDEO_BAD)
        return false;
    if (video_state(r->video) == VIDEO_BAD && !r->video_bad)
        tell(r, video_trouble(r->video));
    r->video_bad = video_state(r->video) == VIDEO_BAD;
    show_frame(r);
    return true;
}
