/* What is heard: cues that a new view or the clock asks for, and the organiser's music. */
#include "run/internal.h"
#include "catalogue/catalogue.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A go tone later than that is told. */
enum { GO_LATE_US = 100000 };

static const char *const kinds[] = {"ogg", "mp3", "wav", "flac"};

/* The file DIR/where/name.ogg|mp3|…; false when there is none. */
static bool file_of(const struct run *r, const char *where, const char *name, char *out, size_t cap)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        int n = snprintf(out, cap, "%s/%s/%s.%s", r->options.folder->dir, where, name, kinds[i]);
        if (n > 0 && (size_t)n < cap && access(out, R_OK) == 0)
            return true;
    }
    out[0] = '\0';
    return false;
}

/* On the audio thread. */
static void on_onset(void *ctx, enum cue cue, int64_t onset_us)
{
    struct run *r = ctx;
    if (cue == CUE_GO)
        atomic_store(&r->go_onset_us, onset_us);
}

void sounds_start(struct run *r, const struct stage_listener *listener)
{
    const struct stage_config *c = &r->options.folder->stage;
    char path[1024];
    struct sound_want want = {.device = c->sound_device,
                              .volume_percent = c->volume_percent,
                              .mix = c->sounds,
                              .onset = on_onset,
                              .onset_ctx = r};
    r->debug = getenv("LEITAI_DEBUG") != NULL;
    r->flash = -1;
    r->sound = sound_create(&want, listener);
    if (!r->sound)
        return;
    for (int i = 0; i < CUE_KIND_COUNT; i++) /* the organiser's own cues */
        if (file_of(r, "sounds", cue_name(i), path, sizeof path))
            sound_replace(r->sound, (enum cue)i, path);
    if (!file_of(r, "media", "standby", r->music, sizeof r->music))
        file_of(r, "sounds", "standby", r->music, sizeof r->music);
}

/* Before the show and in the break; a team that is introduced or a rule that is read is not sung
 * over. */
static bool wants_music(const struct state *s)
{
    if (s->muted)
        return false;
    if (s->screen == SCREEN_BREAK)
        return true;
    return s->phase == PHASE_TITLE && (s->screen == SCREEN_SHOW || s->screen == SCREEN_LOGO);
}

static void follow_music(struct run *r, const struct state *s)
{
    bool want = r->music[0] && wants_music(s);
    if (want == r->music_on)
        return;
    if (want && !sound_music(r->sound, r->music)) {
        r->music[0] = '\0'; /* said; not again and again */
        return;
    }
    if (!want)
        sound_music(r->sound, NULL);
    r->music_on = want;
}

/* Who has put the test pattern on wants to hear it. */
static void tell_silent_test(struct run *r)
{
    const struct words *w = catalogue_words(r->options.folder->stage.operator_language);
    const struct state *s = &r->view->contest.state;
    if (!sound_ready(r->sound))
        engine_tell(r->engine, LIGHT_WARN, TR(w, "测试图没有声音：没有声音设备"),
                    TR(w, "检查音频连线，恢复后自动接上"));
    else if (s->muted)
        engine_tell(r->engine, LIGHT_WARN, TR(w, "测试图没有声音：已静音"),
                    TR(w, "* * 4 取消静音"));
    else if (sound_muted(r->sound, CUE_BEEP))
        engine_tell(r->engine, LIGHT_WARN, TR(w, "测试图没有声音：stage.yaml 关掉了测试音"),
                    TR(w, "在 sound 里去掉 mute 的 test、beep，再启动一次"));
}

void sounds_follow(struct run *r, const struct view *before, const struct view *after)
{
    const struct state *s = &after->contest.state;
    if (!r->sound)
        return;
    if (s->muted != r->sound_muted) {
        sound_mute_all(r->sound, s->muted);
        r->sound_muted = s->muted;
    }
    if (before->contest.def) {
        int cue = cue_between(before, after);
        if (cue >= 0)
            sound_play(r->sound, (enum cue)cue);
        r->hit_us = hit_of_view(before, after, r->hit_us);
    }
    follow_music(r, s);
}

/* What the clock asks for without an input. */
static void tick(struct run *r, int64_t now_us)
{
    const struct contest *c = &r->view->contest;
    int cue = cue_of_clock(c, now_us, &r->last_second);
    if (cue >= 0)
        sound_play(r->sound, (enum cue)cue);
    bool test = r->flash >= 0;
    cue = cue_of_test(&c->state, now_us, &r->flash);
    if (!test && r->flash >= 0)
        tell_silent_test(r);
    if (cue >= 0)
        sound_play(r->sound, (enum cue)cue);
}

/* The roll and the hit that ends it, in the frame in which the cover moves. */
static void roll(struct run *r, int64_t now_us)
{
    bool hit = r->hit_us && now_us >= r->hit_us;
    if (hit)
        r->hit_us = 0;
    bool want = roll_of_view(r->view, r->hit_us) && sound_ready(r->sound);
    if (want && !r->rolling)
        sound_play(r->sound, CUE_ROLL);
    if (!want && r->rolling)
        sound_stop(r->sound, CUE_ROLL);
    r->rolling = want;
    if (hit)
        sound_play(r->sound, CUE_HIT);
}

/* How long after the committed go its tone leaves the device. The go does not wait for it; a show
 * whose tone lags is told so, for then people see it before they hear it. */
static void measure(struct run *r)
{
    const struct words *w = catalogue_words(r->options.folder->stage.operator_language);
    int64_t onset = atomic_exchange(&r->go_onset_us, 0);
    int64_t go = r->view->contest.state.go_at_us;
    char what[MESSAGE_TEXT];
    if (!onset || !go)
        return;
    int64_t late_us = engine_show_us(r->engine, onset) - go;
    if (r->debug)
        fprintf(stderr, "leitai: go tone %+.1f ms after go\n", (double)late_us / 1000);
    if (late_us < GO_LATE_US || r->go_late_told)
        return;
    r->go_late_told = true;
    snprintf(what, sizeof what, TR(w, "开抢音比开抢晚 %d 毫秒"), (int)(late_us / 1000));
    engine_tell(r->engine, LIGHT_WARN, what,
                TR(w, "判定不受影响：从开抢起按下都有效；电脑太忙，关掉别的程序"));
}

void sounds_step(struct run *r, int64_t mono_us)
{
    if (!r->sound || !r->view)
        return;
    int64_t now = engine_show_us(r->engine, mono_us);
    tick(r, now);
    roll(r, now);
    measure(r);
    sound_update(r->sound, mono_us);
}
