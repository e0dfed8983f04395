/*
 * Sound: plays the cues, mixed by SDL2_mixer. All cues are in memory before the show.
 *
 * Without a device every function still works and does nothing: a cue is never the only sign of
 * anything. A device that dies in the middle of the show (unplugged, its server killed or stuck) is
 * told once; it is opened again on a thread of its own, for that may take long, and told when it
 * is back. Nothing that was to be heard meanwhile is made up for but the music.
 *
 * A cue is heard one or two buffers (10.7 ms each) after it is played, plus what the system and
 * the loudspeakers add. It is never played ahead of its cause to make up for that, since the cause
 * must be on disk first: the go tone comes after the go, and whoever waits for it is never early.
 *
 * Times are CLOCK_MONOTONIC µs. Main thread only, but for the onset callback.
 */
#ifndef STAGE_SOUND_H
#define STAGE_SOUND_H

#include <SDL.h>
#include <stdbool.h>
#include <stdint.h>

#include "cue/cue.h"
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
    struct cue_mix mix;
    sound_onset *onset; /* may be NULL */
    void *onset_ctx;
};

/* Opens the device and makes the cues. NULL only without memory; no device is said once. */
struct sound *sound_create(const struct sound_want *want, const struct stage_listener *listener);
/* Waits up to two seconds for a device that is being opened; then leaves it to the process' end. */
void sound_destroy(struct sound *s);

/* False: there is no device, nothing will be heard. */
bool sound_ready(const struct sound *s);

/* Name of the device in use, "" none. */
const char *sound_device(const struct sound *s);

/* Plays a cue at once; the roll until it is stopped. False when it will not be heard. */
bool sound_play(struct sound *s, enum cue cue);

/* Ends a cue that is still playing (the roll), within 30 ms. */
void sound_stop(struct sound *s, enum cue cue);

/* Everything at once (a key of the host's). */
void sound_mute_all(struct sound *s, bool mute);

/* True when the cue would not be heard for a mute, a level or the volume. */
bool sound_muted(const struct sound *s, enum cue cue);

/* A file (WAV, OGG, …) instead of the built-in cue, at the same level; false, said, keeps the
 * built-in one. Without a device it is read when there is one. */
bool sound_replace(struct sound *s, enum cue cue, const char *path);

/* The organiser's music, looped and ducked by every cue; NULL stops it softly. */
bool sound_music(struct sound *s, const char *path);

/*
 * To be called about once a second, ten times while music plays: ends duckings that are due,
 * notices a device that has stopped taking samples, looks for one that is back. Never waits.
 */
void sound_update(struct sound *s, int64_t now_us);

/* Give it SDL's audio events: a device that went, the wished one that came. */
void sound_event(struct sound *s, const SDL_Event *event);

#endif
