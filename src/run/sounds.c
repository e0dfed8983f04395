/* What is heard: cues that a new view or the clock asks for, and the organiser's music. */
#include "run/internal.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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
                              .onset = on_onset,
                              .onset_ctx = r};
    r->debug = getenv("LEITAI_DEBUG") != NULL;
    r->sound = sound_create(&want, listener);
    if (!r->sound)
        return;
    for (int i = 0; i < c->mute_count; i++)
        sound_mute_named(r->sound, c->mutes[i], true);
    for (int i = 0; i < CUE_KIND_COUNT; i++) /* the organiser's own cues */
        if (file_of(r, "sounds", cue_names[i], path, sizeof path))
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

void sounds_follow(struct run *r, const struct view *before, const struct view *after)
{
    const struct state *s = &after->contest.state;
    if (!r->sound)
        return;
    if (s->muted != r->sound_muted) {
        bool all = false; /* a mute of everything in stage.yaml stays */
        for (int i = 0; i < r->options.folder->stage.mute_count; i++)
            all |= strcmp(r->options.folder->stage.mutes[i], "all") == 0;
        sound_mute_all(r->sound, s->muted || all);
        r->sound_muted = s->muted;
    }
    if (before->contest.def && !s->muted) {
        int cue = cue_between(before, after);
        if (cue >= 0)
            sound_play(r->sound, (enum cue)cue);
    }
    follow_music(r, s);
}

/* What the clock asks for without an input. */
static void tick(struct run *r, int64_t mono_us)
{
    const struct contest *c = &r->view->contest;
    int cue = cue_of_clock(c, engine_show_us(r->engine, mono_us), &r->last_second);
    if (cue >= 0 && !c->state.muted)
        sound_play(r->sound, (enum cue)cue);
}

/* How long after the committed go its tone is heard. The go itself does not wait for it. */
static void measure(struct run *r)
{
    int64_t onset = atomic_exchange(&r->go_onset_us, 0);
    int64_t go = r->view->contest.state.go_at_us;
    if (onset && go && r->debug)
        fprintf(stderr, "leitai: go tone %+.1f ms after go\n",
                (double)(engine_show_us(r->engine, onset) - go) / 1000);
}

void sounds_step(struct run *r, int64_t mono_us)
{
    if (!r->sound || !r->view)
        return;
    tick(r, mono_us);
    measure(r);
    if (r->music_on)
        sound_update(r->sound);
}
