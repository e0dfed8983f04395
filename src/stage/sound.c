#include "stage/sound_internal.h"

#include "instant/instant.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int64_t buffer_us(void)
{
    return (int64_t)SOUND_BUFFER_FRAMES * 1000000 / CUE_RATE_HZ;
}

/* ---- cues ---- */

static int16_t sample(float level)
{
    level = level > 1 ? 1 : level < -1 ? -1 : level;
    return (int16_t)lrintf(level * 32767);
}

static bool make_cue(struct sound *s, enum cue cue)
{
    size_t n = cue_samples(cue);
    float *mono = malloc(n * sizeof *mono);
    s->samples[cue] = malloc(n * 2 * sizeof **s->samples);
    if (mono && s->samples[cue]) {
        cue_synthesise(cue, mono);
        float gain = cue_mix_gain(&s->mix, cue);
        for (size_t i = 0; i < n; i++)
            s->samples[cue][2 * i] = s->samples[cue][2 * i + 1] = sample(mono[i] * gain);
        s->made[cue] = (Mix_Chunk){0, (uint8_t *)s->samples[cue],
                                   (uint32_t)(n * 2 * sizeof **s->samples), MIX_MAX_VOLUME};
    }
    bool ok = mono && s->samples[cue];
    free(mono);
    return ok;
}

static int clamp_percent(int percent)
{
    return percent < 0 ? 0 : percent > 100 ? 100 : percent;
}

struct sound *sound_create(const struct sound_want *want, const struct stage_listener *listener)
{
    struct sound *s = calloc(1, sizeof *s);
    if (!s)
        return NULL;
    if (listener)
        s->listener = *listener;
    s->onset = want->onset;
    s->onset_ctx = want->onset_ctx;
    s->volume = clamp_percent(want->volume_percent);
    s->mix = want->mix;
    snprintf(s->device.wish, sizeof s->device.wish, "%s", want->device ? want->device : "");
    for (int i = 0; i < SOUND_CHANNELS; i++) {
        s->channel[i].sound = s;
        SDL_AtomicSet(&s->channel[i].cue, -1);
    }
    for (int i = 0; i < CUE_KIND_COUNT; i++) {
        if (!make_cue(s, (enum cue)i)) {
            sound_destroy(s);
            return NULL;
        }
    }
    device_open(s);
    return s;
}

void sound_destroy(struct sound *s)
{
    if (!s || !device_finish(s))
        return;
    if (s->music)
        Mix_FreeMusic(s->music);
    for (int i = 0; i < CUE_KIND_COUNT; i++)
        Mix_FreeChunk(s->replaced[i]);
    device_close(s);
    for (int i = 0; i < CUE_KIND_COUNT; i++) {
        free(s->waiting[i]);
        free(s->samples[i]);
    }
    free(s->music_path);
    free(s);
}

bool sound_ready(const struct sound *s)
{
    return s->device.open;
}

const char *sound_device(const struct sound *s)
{
    return s->device.open ? s->device.name : "";
}

/* ---- playing ---- */

/* Runs on the audio thread for each buffer of a channel; the first one tells the onset. */
static void watch_onset(int channel, void *stream, int len, void *arg)
{
    struct channel *c = arg;
    (void)channel;
    (void)stream;
    (void)len;
    if (SDL_AtomicCAS(&c->fresh, 1, 0) && c->sound->onset)
        c->sound->onset(c->sound->onset_ctx, (enum cue)SDL_AtomicGet(&c->cue),
                        instant_mono_us() + buffer_us());
}

static int free_channel(void)
{
    for (int i = 0; i < SOUND_CHANNELS; i++)
        if (!Mix_Playing(i))
            return i;
    return 0; /* the oldest kind of sound gives way */
}

static void set_music_volume(struct sound *s)
{
    float level = s->muted || cue_mix_music_muted(&s->mix) ? 0 : cue_mix_music_gain(&s->mix);
    level *= (float)(MIX_MAX_VOLUME * s->volume) / 100 / (s->ducked ? 5 : 1);
    if (s->device.open)
        Mix_VolumeMusic(level > MIX_MAX_VOLUME ? MIX_MAX_VOLUME : (int)level);
}

bool sound_play(struct sound *s, enum cue cue)
{
    if (!s->device.open || sound_muted(s, cue))
        return false;
    int i = free_channel();
    struct channel *c = &s->channel[i];
    Mix_HaltChannel(i);
    SDL_AtomicSet(&c->cue, (int)cue);
    SDL_AtomicSet(&c->fresh, 1);
    Mix_RegisterEffect(i, watch_onset, NULL, c);
    Mix_Volume(i, MIX_MAX_VOLUME * s->volume / 100);
    Mix_Chunk *chunk = s->replaced[cue] ? s->replaced[cue] : &s->made[cue];
    if (Mix_PlayChannel(i, chunk, cue == CUE_ROLL ? -1 : 0) < 0)
        return false;
    s->ducked = s->music != NULL;
    set_music_volume(s);
    return true;
}

void sound_stop(struct sound *s, enum cue cue)
{
    for (int i = 0; s->device.open && i < SOUND_CHANNELS; i++)
        if (SDL_AtomicGet(&s->channel[i].cue) == (int)cue && Mix_Playing(i))
            Mix_FadeOutChannel(i, 30);
}

/* ---- mutes ---- */

void sound_mute_all(struct sound *s, bool mute)
{
    s->muted = mute;
    if (mute && s->device.open)
        Mix_HaltChannel(-1);
    set_music_volume(s);
}

bool sound_muted(const struct sound *s, enum cue cue)
{
    return s->muted || s->volume == 0 || cue_mix_muted(&s->mix, cue);
}

/* ---- files ---- */

static char *copy_of(const char *text)
{
    char *copy = text ? malloc(strlen(text) + 1) : NULL;
    return copy ? strcpy(copy, text) : NULL;
}

/* The samples of a file are the mixer's, in its format: 16 bit, stereo. */
static void set_level(Mix_Chunk *chunk, float gain)
{
    for (uint32_t at = 0; at + 2 <= chunk->alen; at += 2) {
        int16_t v;
        memcpy(&v, chunk->abuf + at, 2);
        v = sample((float)v / 32767 * gain);
        memcpy(chunk->abuf + at, &v, 2);
    }
}

bool sound_replace(struct sound *s, enum cue cue, const char *path)
{
    if (!s->device.open) { /* its format is not known yet */
        free(s->waiting[cue]);
        s->waiting[cue] = copy_of(path);
        return true;
    }
    Mix_Chunk *chunk = Mix_LoadWAV(path);
    if (!chunk) {
        stage_say(&s->listener, STAGE_SOUND_FILE, "%s (%s)", path, Mix_GetError());
        return false;
    }
    set_level(chunk, cue_mix_gain(&s->mix, cue));
    Mix_FreeChunk(s->replaced[cue]);
    s->replaced[cue] = chunk;
    return true;
}

static bool start_music(struct sound *s)
{
    Mix_Music *music = Mix_LoadMUS(s->music_path);
    if (!music) {
        stage_say(&s->listener, STAGE_SOUND_FILE, "%s (%s)", s->music_path, Mix_GetError());
        return false;
    }
    Mix_HaltMusic();
    if (s->music)
        Mix_FreeMusic(s->music);
    s->music = music;
    set_music_volume(s);
    return Mix_FadeInMusic(music, -1, 600) == 0;
}

bool sound_music(struct sound *s, const char *path)
{
    free(s->music_path);
    s->music_path = copy_of(path);
    if (!s->device.open)
        return true;
    if (s->music_path)
        return start_music(s);
    Mix_FadeOutMusic(600);
    return true;
}

/* ---- from time to time ---- */

static void load_what_waits(struct sound *s)
{
    for (int i = 0; i < CUE_KIND_COUNT; i++) {
        char *path = s->waiting[i];
        s->waiting[i] = NULL;
        if (path)
            sound_replace(s, (enum cue)i, path);
        free(path);
    }
    if (s->music_path)
        start_music(s);
}

void sound_update(struct sound *s, int64_t now_us)
{
    bool was_open = s->device.open;
    if (device_watch(s, now_us))
        load_what_waits(s);
    if (was_open && !s->device.open)
        s->ducked = false;
    if (!s->device.open || !s->ducked || Mix_Playing(-1) > 0)
        return;
    s->ducked = false;
    set_music_volume(s);
}

void sound_event(struct sound *s, const SDL_Event *event)
{
    if (event->type == SDL_AUDIODEVICEADDED || event->type == SDL_AUDIODEVICEREMOVED)
        device_event(s, event);
}
