/* cue — the sounds of the show: their names, how loud they are, and their samples.
 *
 * They are synthesised: no sound files to lose, no licences to ask for. Pure arithmetic into the
 * caller's memory; any thread. Each cue has a class, by which it can be muted or set louder, and a
 * peak; "go" is the loudest, all others lie 3 to 9 dB under it as they are made.
 */
#ifndef LEITAI_CUE_H
#define LEITAI_CUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "words/words.h"

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

/* What stage.yaml can name: all cues ("go", "time-up", …), then all classes ("clock", …). */
enum { CUE_NAMES = CUE_KIND_COUNT + CUE_CLASS_COUNT };
const char *cue_name(int i);
int cue_named(const char *name); /* or -1 */

/* How the hall wants them. Zero: as they are made. */
struct cue_mix {
    bool all_muted;
    bool muted[CUE_NAMES];
    int8_t level_db[CUE_NAMES]; /* CUE_LEVEL_MIN_DB is silence; cue and class add up */
};
enum { CUE_LEVEL_MIN_DB = -40, CUE_LEVEL_MAX_DB = 6 };

bool cue_mix_muted(const struct cue_mix *m, enum cue cue);
bool cue_mix_music_muted(const struct cue_mix *m);
/* Factor on the samples of a cue, 0..2; of the music. */
float cue_mix_gain(const struct cue_mix *m, enum cue cue);
float cue_mix_music_gain(const struct cue_mix *m);
/* How many names are muted, and which, in words: "开抢（go）、音乐（music）". One, when all is. */
int cue_mix_list(const struct cue_mix *m, const struct words *w, char *out, size_t size);

enum cue_class cue_class(enum cue cue);
int64_t cue_length_us(enum cue cue);
size_t cue_samples(enum cue cue);

/* Peak in dB under full scale, e.g. −6. */
float cue_peak_db(enum cue cue);

/* The cue's samples, mono, −1..1; out has room for cue_samples. */
void cue_synthesise(enum cue cue, float *out);

#endif
