/*
 * The cues of the show, synthesised: no sound files to lose, no licences to ask for.
 *
 * Pure arithmetic into the caller's memory; any thread. Each cue has a class, by which it can be
 * muted, and a peak; "go" is the loudest, all others lie 3 to 9 dB under it.
 */
#ifndef STAGE_CUES_H
#define STAGE_CUES_H

#include <stddef.h>
#include <stdint.h>

enum cue {
    CUE_COUNT, /* one tick of 3-2-1 */
    CUE_GO,    /* its onset is the instant of arming */
    CUE_LAST,  /* one tick of the last five seconds */
    CUE_TIME_UP,
    CUE_WON,
    CUE_FOUL,
    CUE_RIGHT,
    CUE_WRONG,
    CUE_VOID,
    CUE_UNDO,
    CUE_QUESTION, /* question on */
    CUE_MOVED,    /* choice moved */
    CUE_TAKEN,    /* choice taken */
    CUE_FAULT,    /* a fault found */
    CUE_ALL_FOUND,
    CUE_ROLL, /* loops until stopped: held by the host before a reveal */
    CUE_HIT,  /* ends the roll */
    CUE_BEEP, /* test pattern, together with the flash */
    CUE_KIND_COUNT
};

enum cue_class {
    CUE_CLASS_CLOCK,
    CUE_CLASS_PRESS,
    CUE_CLASS_RULING,
    CUE_CLASS_SCENE,
    CUE_CLASS_REVEAL,
    CUE_CLASS_TEST,
    CUE_CLASS_MUSIC, /* the organiser's, no cue */
    CUE_CLASS_COUNT
};

enum { CUE_RATE_HZ = 48000 };

extern const char *const cue_names[CUE_KIND_COUNT];        /* "go", "time-up", … in stage.yaml */
extern const char *const cue_class_names[CUE_CLASS_COUNT]; /* "clock", "press", … */

enum cue_class cue_class(enum cue cue);
int64_t cue_length_us(enum cue cue);
size_t cue_samples(enum cue cue);

/* Peak in dB under full scale, e.g. −6. */
float cue_peak_db(enum cue cue);

/* The cue's samples, mono, −1..1; out has room for cue_samples. */
void cue_synthesise(enum cue cue, float *out);

#endif
