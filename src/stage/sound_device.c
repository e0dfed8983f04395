/* The sound device: found by name, watched, opened again. */
#include "stage/sound_internal.h"

#include "instant/instant.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* A device that takes nothing for that long is dead, whatever it says. Tries to open one begin two
 * seconds apart and end a minute apart. */
enum { STUCK_US = 5000000, TRY_US = 2000000, TRIES_DOUBLED = 5, CLOSE_MS = 2000 };

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

/* On the audio thread. */
static void beat(void *ctx, Uint8 *stream, int len)
{
    struct sound_device *d = ctx;
    (void)stream;
    (void)len;
    SDL_AtomicAdd(&d->beats, 1);
}

/* On either thread; says nothing. */
static bool open_now(struct sound_device *d)
{
    const char *name = NULL;
    if (!SDL_WasInit(SDL_INIT_AUDIO) && SDL_InitSubSystem(SDL_INIT_AUDIO)) {
        snprintf(d->why, sizeof d->why, "%s", SDL_GetError());
        return false;
    }
    if (d->wish[0])
        name = find_device(d->wish);
    if (name &&
        Mix_OpenAudioDevice(CUE_RATE_HZ, AUDIO_S16SYS, 2, SOUND_BUFFER_FRAMES, name, 0) != 0)
        name = NULL;
    if (!name &&
        Mix_OpenAudioDevice(CUE_RATE_HZ, AUDIO_S16SYS, 2, SOUND_BUFFER_FRAMES, NULL, 0) != 0) {
        snprintf(d->why, sizeof d->why, "%s", Mix_GetError());
        return false;
    }
    snprintf(d->name, sizeof d->name, "%s", name ? name : "default");
    d->wish_missing = d->wish[0] && !name;
    Mix_AllocateChannels(SOUND_CHANNELS);
    Mix_SetPostMix(beat, d);
    return true;
}

static void close_now(void)
{
    int opened = 0, rate, channels;
    Uint16 format;
    if (!SDL_WasInit(SDL_INIT_AUDIO))
        return;
    opened = Mix_QuerySpec(&rate, &format, &channels);
    if (opened) {
        Mix_SetPostMix(NULL, NULL);
        Mix_CloseAudio();
    }
    SDL_QuitSubSystem(SDL_INIT_AUDIO); /* a server that died is found again only from here */
}

static int opener_main(void *arg)
{
    struct sound *s = arg;
    struct sound_device *d = &s->device;
    if (s->music) { /* it belongs to the device that is closed now */
        Mix_HaltMusic();
        Mix_FreeMusic(s->music);
        s->music = NULL;
    }
    close_now();
    SDL_AtomicSet(&d->opened, open_now(d) ? 1 : -1);
    return 0;
}

static void is_open(struct sound_device *d, int64_t now_us)
{
    d->open = true;
    d->tries = 0;
    d->beats_seen = SDL_AtomicGet(&d->beats);
    d->beat_us = now_us;
}

/* Each failure doubles the time to the next try. */
static void try_later(struct sound_device *d, int64_t now_us)
{
    d->try_us = now_us + ((int64_t)TRY_US << d->tries);
    d->tries += d->tries < TRIES_DOUBLED;
}

static void open_again(struct sound *s, int64_t now_us)
{
    struct sound_device *d = &s->device;
    d->open = false;
    SDL_AtomicSet(&d->opened, 0);
    d->opener = SDL_CreateThread(opener_main, "sound", s);
    if (!d->opener)
        try_later(d, now_us);
}

/* Whatever plays is over; the dead device is closed by the thread that opens the next one. */
static void lost(struct sound *s, int64_t now_us)
{
    struct sound_device *d = &s->device;
    const char *driver = SDL_GetCurrentAudioDriver();
    if (driver) /* not another one while this is away: it would be heard in the wrong place */
        SDL_SetHint(SDL_HINT_AUDIODRIVER, driver);
    stage_say(&s->listener, STAGE_SOUND_LOST, "%s", d->name);
    d->name[0] = '\0';
    open_again(s, now_us);
}

void device_open(struct sound *s)
{
    struct sound_device *d = &s->device;
    int64_t now = instant_mono_us();
    if (!open_now(d)) {
        stage_say(&s->listener, STAGE_SOUND_NONE, "%s", d->why);
        try_later(d, now);
        return;
    }
    if (d->wish_missing)
        stage_say(&s->listener, STAGE_SOUND_DEVICE, "%s", d->wish);
    is_open(d, now);
}

void device_close(struct sound *s)
{
    close_now();
    s->device.open = false;
}

bool device_finish(struct sound *s)
{
    struct sound_device *d = &s->device;
    if (!d->opener)
        return true;
    for (int ms = 0; ms < CLOSE_MS && !SDL_AtomicGet(&d->opened); ms += 10)
        SDL_Delay(10);
    if (!SDL_AtomicGet(&d->opened)) {
        SDL_DetachThread(d->opener);
        return false;
    }
    SDL_WaitThread(d->opener, NULL);
    d->opener = NULL;
    return true;
}

/* The opener has ended. */
static bool take_over(struct sound *s, int64_t now_us)
{
    struct sound_device *d = &s->device;
    SDL_WaitThread(d->opener, NULL);
    d->opener = NULL;
    if (SDL_AtomicGet(&d->opened) < 0) {
        try_later(d, now_us);
        return false;
    }
    is_open(d, now_us);
    stage_say(&s->listener, STAGE_SOUND_BACK, "%s", d->name);
    return true;
}

bool device_watch(struct sound *s, int64_t now_us)
{
    struct sound_device *d = &s->device;
    if (d->opener)
        return SDL_AtomicGet(&d->opened) && take_over(s, now_us);
    if (!d->open) {
        if (now_us >= d->try_us)
            open_again(s, now_us);
        return false;
    }
    int beats = SDL_AtomicGet(&d->beats);
    if (beats != d->beats_seen) {
        d->beats_seen = beats;
        d->beat_us = now_us;
    } else if (now_us - d->beat_us > STUCK_US) {
        lost(s, now_us);
    }
    return false;
}

void device_event(struct sound *s, const SDL_Event *event)
{
    struct sound_device *d = &s->device;
    if (d->opener || event->adevice.iscapture)
        return;
    if (event->type == SDL_AUDIODEVICEREMOVED && d->open &&
        event->adevice.which != 0) /* 0: not the one we opened */
        lost(s, instant_mono_us());
    if (event->type == SDL_AUDIODEVICEADDED && d->open && d->wish_missing && find_device(d->wish))
        open_again(s, instant_mono_us());
}
