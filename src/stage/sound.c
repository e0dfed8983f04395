#include "stage/sound.h"

#include "instant/instant.h"

#include <SDL_mixer.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    CHANNELS = 16,
    BUFFER_FRAMES = 512, /* 10.7 ms */
    DUCKED = MIX_MAX_VOLUME / 5,
};

struct sound {
    struct stage_listener listener;
    sound_onset *onset;
    void *onset_ctx;
    bool open, own_init;
    char wish[128], device[128];
    int16_t *samples[CUE_KIND_COUNT]; /* stereo, the device's rate */
    Mix_Chunk made[CUE_KIND_COUNT];
    Mix_Chunk *replaced[CUE_KIND_COUNT];
    bool muted_cue[CUE_KIND_COUNT], muted_class[CUE_CLASS_COUNT], muted_all;
    int volume;
    Mix_Music *music;
    bool ducked;
    /* written by the main thread before a channel starts, read by the audio thread */
    struct channel {
        struct sound *sound;
        SDL_atomic_t cue;   /* playing, −1 none */
        SDL_atomic_t fresh; /* its first buffer is still to come */
    } channel[CHANNELS];
};

static int64_t buffer_us(void)
{
    return (int64_t)BUFFER_FRAMES * 1000000 / CUE_RATE_HZ;
}

/* ---- device ---- */

/* Name of the wished device: exact, else in part; NULL = none such. */
static const char *find_device(const char *wish)
{
    int n = SDL_GetNumAudioDevices(0);
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < n; i++) {
            const char *name = SDL_GetAudioDeviceName(i, 0);
            if (name && (pass ? strcasestr(name, wish) != NULL : strcmp(name, wish) == 0))
                return name;
        }
    return NULL;
}

static bool open_device(struct sound *s)
{
    const char *name = s->wish[0] ? find_device(s->wish) : NULL;
    if (s->wish[0] && !name)
        stage_say(&s->listener, STAGE_SOUND_DEVICE, "%s", s->wish);
    if (Mix_OpenAudioDevice(CUE_RATE_HZ, AUDIO_S16SYS, 2, BUFFER_FRAMES, name, 0) &&
        (!name || Mix_OpenAudioDevice(CUE_RATE_HZ, AUDIO_S16SYS, 2, BUFFER_FRAMES, NULL, 0))) {
        stage_say(&s->listener, STAGE_SOUND_NONE, "%s", Mix_GetError());
        return false;
    }
    snprintf(s->device, sizeof s->device, "%s", name ? name : "default");
    Mix_AllocateChannels(CHANNELS);
    s->open = true;
    return true;
}

static void close_device(struct sound *s)
{
    if (!s->open)
        return;
    Mix_HaltChannel(-1);
    Mix_HaltMusic();
    Mix_CloseAudio();
    s->open = false;
    s->device[0] = 0;
}

/* ---- cues ---- */

static bool make_cue(struct sound *s, enum cue cue)
{
    size_t n = cue_samples(cue);
    float *mono = malloc(n * sizeof *mono);
    s->samples[cue] = malloc(n * 2 * sizeof **s->samples);
    if (mono && s->samples[cue]) {
        cue_synthesise(cue, mono);
        for (size_t i = 0; i < n; i++)
            s->samples[cue][2 * i] = s->samples[cue][2 * i + 1] = (int16_t)lrintf(mono[i] * 32767);
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
    snprintf(s->wish, sizeof s->wish, "%s", want->device ? want->device : "");
    for (int i = 0; i < CHANNELS; i++) {
        s->channel[i].sound = s;
        SDL_AtomicSet(&s->channel[i].cue, -1);
    }
    for (int i = 0; i < CUE_KIND_COUNT; i++) {
        if (!make_cue(s, (enum cue)i)) {
            sound_destroy(s);
            return NULL;
        }
    }
    if (SDL_InitSubSystem(SDL_INIT_AUDIO)) {
        stage_say(listener, STAGE_SOUND_NONE, "%s", SDL_GetError());
        return s;
    }
    s->own_init = true;
    open_device(s);
    return s;
}

void sound_destroy(struct sound *s)
{
    if (!s)
        return;
    close_device(s);
    if (s->music)
        Mix_FreeMusic(s->music);
    for (int i = 0; i < CUE_KIND_COUNT; i++) {
        if (s->replaced[i])
            Mix_FreeChunk(s->replaced[i]);
        free(s->samples[i]);
    }
    if (s->own_init)
        SDL_QuitSubSystem(SDL_INIT_AUDIO);
    free(s);
}

bool sound_ready(const struct sound *s)
{
    return s->open;
}

const char *sound_device(const struct sound *s)
{
    return s->device;
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

static int free_channel(const struct sound *s)
{
    (void)s;
    for (int i = 0; i < CHANNELS; i++)
        if (!Mix_Playing(i))
            return i;
    return 0; /* the oldest kind of sound gives way */
}

static void duck(struct sound *s)
{
    if (!s->music)
        return;
    s->ducked = true;
    Mix_VolumeMusic(DUCKED * s->volume / 100);
}

int64_t sound_play(struct sound *s, enum cue cue)
{
    int64_t now = instant_mono_us();
    if (!s->open || sound_muted(s, cue))
        return now;
    int i = free_channel(s);
    struct channel *c = &s->channel[i];
    Mix_HaltChannel(i);
    SDL_AtomicSet(&c->cue, (int)cue);
    SDL_AtomicSet(&c->fresh, 1);
    Mix_RegisterEffect(i, watch_onset, NULL, c);
    Mix_Volume(i, MIX_MAX_VOLUME * s->volume / 100);
    Mix_Chunk *chunk = s->replaced[cue] ? s->replaced[cue] : &s->made[cue];
    if (Mix_PlayChannel(i, chunk, cue == CUE_ROLL ? -1 : 0) < 0)
        return now;
    duck(s);
    return now + sound_latency_us(s);
}

void sound_stop(struct sound *s, enum cue cue)
{
    for (int i = 0; s->open && i < CHANNELS; i++)
        if (SDL_AtomicGet(&s->channel[i].cue) == (int)cue && Mix_Playing(i))
            Mix_FadeOutChannel(i, 30);
}

int64_t sound_latency_us(const struct sound *s)
{
    return s->open ? buffer_us() + buffer_us() / 2 : 0;
}

/* ---- levels and mutes ---- */

static void set_music_volume(struct sound *s)
{
    bool mute = s->muted_all || s->muted_class[CUE_CLASS_MUSIC];
    if (s->open)
        Mix_VolumeMusic(mute ? 0 : (s->ducked ? DUCKED : MIX_MAX_VOLUME) * s->volume / 100);
}

void sound_mute_all(struct sound *s, bool mute)
{
    s->muted_all = mute;
    if (mute && s->open)
        Mix_HaltChannel(-1);
    set_music_volume(s);
}

static void sound_mute(struct sound *s, enum cue_class class, bool mute)
{
    s->muted_class[class] = mute;
    set_music_volume(s);
}

bool sound_mute_named(struct sound *s, const char *name, bool mute)
{
    if (strcmp(name, "all") == 0) {
        sound_mute_all(s, mute);
        return true;
    }
    for (int i = 0; i < CUE_CLASS_COUNT; i++)
        if (strcmp(name, cue_class_names[i]) == 0) {
            sound_mute(s, (enum cue_class)i, mute);
            return true;
        }
    for (int i = 0; i < CUE_KIND_COUNT; i++)
        if (strcmp(name, cue_names[i]) == 0) {
            s->muted_cue[i] = mute;
            return true;
        }
    return false;
}

bool sound_muted(const struct sound *s, enum cue cue)
{
    return s->muted_all || s->muted_cue[cue] || s->muted_class[cue_class(cue)] || s->volume == 0;
}

bool sound_muted_any(const struct sound *s)
{
    bool any = s->muted_all || s->volume == 0;
    for (int i = 0; i < CUE_CLASS_COUNT; i++)
        any = any || s->muted_class[i];
    for (int i = 0; i < CUE_KIND_COUNT; i++)
        any = any || s->muted_cue[i];
    return any;
}

/* ---- files ---- */

bool sound_replace(struct sound *s, enum cue cue, const char *path)
{
    if (!s->open) /* nothing will be heard anyway */
        return true;
    Mix_Chunk *chunk = Mix_LoadWAV(path);
    if (!chunk) {
        stage_say(&s->listener, STAGE_SOUND_FILE, "%s (%s)", path, Mix_GetError());
        return false;
    }
    if (s->replaced[cue])
        Mix_FreeChunk(s->replaced[cue]);
    s->replaced[cue] = chunk;
    return true;
}

bool sound_music(struct sound *s, const char *path)
{
    if (!s->open)
        return true;
    if (!path) {
        Mix_FadeOutMusic(600);
        return true;
    }
    Mix_Music *music = Mix_LoadMUS(path);
    if (!music) {
        stage_say(&s->listener, STAGE_SOUND_FILE, "%s (%s)", path, Mix_GetError());
        return false;
    }
    Mix_HaltMusic();
    if (s->music)
        Mix_FreeMusic(s->music);
    s->music = music;
    set_music_volume(s);
    return Mix_FadeInMusic(music, -1, 600) == 0;
}

void sound_update(struct sound *s)
{
    if (!s->open || !s->ducked || Mix_Playing(-1) > 0)
        return;
    s->ducked = false;
    set_music_volume(s);
}

void sound_event(struct sound *s, const SDL_Event *event)
{
    if (event->type == SDL_AUDIODEVICEADDED && !event->adevice.iscapture && !s->open) {
        s->wish[0] = 0;
        open_device(s);
    }
    if (event->type != SDL_AUDIODEVICEREMOVED || event->adevice.iscapture || !s->open ||
        event->adevice.which == 0) /* 0: not the one we opened */
        return;
    stage_say(&s->listener, STAGE_SOUND_DEVICE, "%s", s->device);
    close_device(s);
    s->wish[0] = 0;
    open_device(s);
}
