/*
 * Sound: plays the cues, mixed by SDL2_mixer. All cues are in memory before the show.
 *
 * Without a device every function still works and does nothing: a cue is never the only sign of
 * anything. Times are CLOCK_MONOTONIC µs. Main thread only, but for the onset callback.
 */
#ifndef STAGE_SOUND_H
#define STAGE_SOUND_H

#include <SDL.h>
#include <stdbool.h>
#include <stdint.h>

#include "stage/cues.h"
#include "stage/message.h"

struct sound;

/*
 * Called on the audio thread when a cue's first sample has been handed to the device: `onset_us`
 * is when it leaves the device by its own statement (one buffer later). Be short, lock nothing.
 */
typedef void sound_onset(void *ctx, enum cue cue, int64_t onset_us);

struct sound_want {
    const char *device; /* NULL or "" = default; else a name as in SDL's list, or part of one */
    int volume_percent; /* 0..100 */
    sound_onset *onset; /* may be NULL */
    void *onset_ctx;
};

/* Opens the device and makes the cues. NULL only without memory; no device is said once. */
struct sound *sound_create(const struct sound_want *want, const struct stage_listener *listener);
void sound_destroy(struct sound *s);

/* False: there is no device, nothing will be heard. */
bool sound_ready(const struct sound *s);

/* Name of the device in use, "" none. */
const char *sound_device(const struct sound *s);

/*
 * Plays a cue at once. Returns when its first sample is expected to be heard; now when it is
 * muted or there is no device, so that what follows the tone need not care.
 */
int64_t sound_play(struct sound *s, enum cue cue);

/* Ends a cue that is still playing (the roll). */
void sound_stop(struct sound *s, enum cue cue);

/* Latency from sound_play to hearing, µs: two buffers at most. */
int64_t sound_latency_us(const struct sound *s);

/* Everything at once (a key of the host's); classes keep their own mutes. */
void sound_mute_all(struct sound *s, bool mute);

/* Class, cue or "all" by its name in stage.yaml; false when there is no such name. */
bool sound_mute_named(struct sound *s, const char *name, bool mute);

/* True when the cue would not be heard; any class or cue muted is told by sound_muted_any. */
bool sound_muted(const struct sound *s, enum cue cue);
bool sound_muted_any(const struct sound *s);

/* A file (WAV, OGG, …) instead of the built-in cue; false, said, keeps the built-in one. */
bool sound_replace(struct sound *s, enum cue cue, const char *path);

/* The organiser's music, looped and ducked by every cue; NULL stops it softly. */
bool sound_music(struct sound *s, const char *path);

/* Ends duckings that are due. To be called about ten times a second while music plays. */
void sound_update(struct sound *s);

/* Give it SDL's audio events: a device that went is replaced by the default one, and said. */
void sound_event(struct sound *s, const SDL_Event *event);

#endif
