/* Shared by sound.c and sound_device.c. */
#ifndef STAGE_SOUND_INTERNAL_H
#define STAGE_SOUND_INTERNAL_H

#include <SDL_mixer.h>

#include "stage/sound.h"

enum {
    SOUND_CHANNELS = 16,
    SOUND_BUFFER_FRAMES = 512, /* 10.7 ms */
};

/* The device. While `opener` runs, everything of SDL's audio is its. */
struct sound_device {
    bool open;
    char wish[128], name[128]; /* name "": none */
    char why[200];             /* of the last failure */
    SDL_Thread *opener;
    SDL_atomic_t opened;     /* set by the opener at its end */
    bool wish_missing;       /* another one stands in for the wished */
    SDL_atomic_t beats;      /* buffers mixed */
    int beats_seen;          /* … when last looked */
    int64_t beat_us, try_us; /* when it last grew; when to open again */
    int tries;
};

struct sound {
    struct stage_listener listener;
    sound_onset *onset;
    void *onset_ctx;
    struct sound_device device;
    struct cue_mix mix;
    bool muted;                       /* by the host */
    int16_t *samples[CUE_KIND_COUNT]; /* stereo, the device's rate, at the cue's level */
    Mix_Chunk made[CUE_KIND_COUNT];
    Mix_Chunk *replaced[CUE_KIND_COUNT];
    char *waiting[CUE_KIND_COUNT]; /* file to be read when there is a device */
    int volume;
    Mix_Music *music;
    char *music_path; /* NULL: no music is wanted */
    bool ducked;
    /* written by the main thread before a channel starts, read by the audio thread */
    struct channel {
        struct sound *sound;
        SDL_atomic_t cue;   /* playing, −1 none */
        SDL_atomic_t fresh; /* its first buffer is still to come */
    } channel[SOUND_CHANNELS];
};

/* sound_device.c. Opens at the start, waiting for it. */
void device_open(struct sound *s);
void device_close(struct sound *s);
/* False: it is being opened and does not come to an end; nothing may be freed. */
bool device_finish(struct sound *s);
/* Looks after it; `true`: there is one again, load what waits for it. */
bool device_watch(struct sound *s, int64_t now_us);
void device_event(struct sound *s, const SDL_Event *event);

#endif
