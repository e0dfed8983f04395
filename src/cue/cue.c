#include "cue/cue.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

enum timbre {
    TONE,  /* sine with a little third harmonic; hard onset */
    SOFT,  /* rounded onset, pure */
    BELL,  /* harmonics that die at their own pace */
    REED,  /* odd harmonics: a reproach */
    WOOD,  /* a knock */
    GONG,  /* inharmonic, slow */
    THUD,  /* falling and dull */
    SNARE, /* noise in short strokes */
};

struct note {
    float start_s, length_s, hz, level;
    enum timbre timbre;
};

enum { NOTES_MAX = 6 };

static const struct {
    float length_s, peak_db;
    enum cue_class class;
    struct note notes[NOTES_MAX];
} cues[CUE_KIND_COUNT] = {
    [CUE_COUNT] = {0.08f, -12, CUE_CLASS_CLOCK, {{0, 0.08f, 988, 1, WOOD}}},
    [CUE_GO] = {0.45f, -6, CUE_CLASS_PRESS, {{0, 0.45f, 880, 1, TONE}}},
    [CUE_LAST] = {0.05f, -14, CUE_CLASS_CLOCK, {{0, 0.05f, 1319, 1, WOOD}}},
    [CUE_TIME_UP] = {0.9f, -9, CUE_CLASS_CLOCK, {{0, 0.9f, 98, 1, GONG}}},
    [CUE_WON] = {0.25f,
                 -9,
                 CUE_CLASS_PRESS,
                 {{0, 0.12f, 659.3f, 0.8f, BELL}, {0.09f, 0.16f, 987.8f, 1, BELL}}},
    [CUE_FOUL] = {0.4f,
                  -9,
                  CUE_CLASS_PRESS,
                  {{0, 0.19f, 196, 1, REED}, {0.2f, 0.2f, 146.8f, 1, REED}}},
    [CUE_RIGHT] = {0.7f,
                   -10,
                   CUE_CLASS_RULING,
                   {{0, 0.5f, 523.3f, 0.8f, BELL},
                    {0.1f, 0.5f, 659.3f, 0.8f, BELL},
                    {0.2f, 0.5f, 784, 1, BELL}}},
    [CUE_WRONG] = {0.6f,
                   -10,
                   CUE_CLASS_RULING,
                   {{0, 0.3f, 311.1f, 0.9f, SOFT}, {0.25f, 0.35f, 233.1f, 1, SOFT}}},
    [CUE_VOID] = {0.2f, -13, CUE_CLASS_RULING, {{0, 0.2f, 110, 1, THUD}}},
    [CUE_UNDO] = {0.2f, -13, CUE_CLASS_RULING, {{0, 0.2f, 110, 1, THUD}}},
    [CUE_QUESTION] = {0.15f, -15, CUE_CLASS_SCENE, {{0, 0.15f, 587.3f, 1, SOFT}}},
    [CUE_MOVED] = {0.04f, -15, CUE_CLASS_SCENE, {{0, 0.04f, 784, 1, WOOD}}},
    [CUE_TAKEN] = {0.2f,
                   -13,
                   CUE_CLASS_SCENE,
                   {{0, 0.1f, 523.3f, 0.7f, BELL}, {0.06f, 0.14f, 784, 1, BELL}}},
    [CUE_FAULT] = {0.25f,
                   -11,
                   CUE_CLASS_SCENE,
                   {{0, 0.12f, 784, 0.8f, BELL}, {0.08f, 0.17f, 1046.5f, 1, BELL}}},
    [CUE_ALL_FOUND] = {0.9f,
                       -9,
                       CUE_CLASS_SCENE,
                       {{0, 0.6f, 523.3f, 0.8f, BELL},
                        {0.12f, 0.6f, 659.3f, 0.8f, BELL},
                        {0.24f, 0.6f, 784, 0.8f, BELL},
                        {0.36f, 0.54f, 1046.5f, 1, BELL}}},
    [CUE_ROLL] = {2.0f, -12, CUE_CLASS_REVEAL, {{0, 2.0f, 0, 1, SNARE}}},
    [CUE_HIT] = {0.7f,
                 -9,
                 CUE_CLASS_REVEAL,
                 {{0, 0.35f, 82, 1, THUD},
                  {0, 0.7f, 523.3f, 0.4f, BELL},
                  {0, 0.7f, 784, 0.4f, BELL},
                  {0, 0.7f, 1046.5f, 0.4f, BELL}}},
    [CUE_BEEP] = {0.1f, -9, CUE_CLASS_TEST, {{0, 0.1f, 1000, 1, TONE}}},
};

/* Partials: multiple of the pitch, level, and how fast they die (1/s, times the note's pace). */
struct partial {
    float multiple, level, decay;
};

enum { PARTIALS_MAX = 7 };

static const struct {
    float attack_s, release_s;
    struct partial partials[PARTIALS_MAX];
} timbres[] = {
    [TONE] = {0.001f, 0.03f, {{1, 1, 0.3f}, {2, 0.18f, 0.6f}, {3, 0.10f, 1}}},
    [SOFT] = {0.02f, 0.06f, {{1, 1, 2}, {2, 0.12f, 5}, {3, 0.04f, 8}}},
    [BELL] = {0.003f, 0.04f, {{1, 1, 5}, {2, 0.35f, 8}, {3, 0.16f, 12}, {4.2f, 0.08f, 20}}},
    [REED] = {0.006f,
              0.03f,
              {{1, 1, 0.5f}, {2, 0.3f, 0.8f}, {3, 0.5f, 0.8f}, {5, 0.28f, 1}, {7, 0.14f, 1.2f}}},
    [WOOD] = {0.001f, 0.01f, {{1, 1, 45}, {2.76f, 0.4f, 90}, {5.4f, 0.15f, 160}}},
    [GONG] = {0.004f,
              0.12f,
              {{1, 1, 2.2f},
               {1.51f, 0.6f, 2.8f},
               {2.02f, 0.7f, 3.2f},
               {2.76f, 0.5f, 4.5f},
               {3.9f, 0.3f, 7},
               {5.4f, 0.15f, 11}}},
    [THUD] = {0.002f, 0.05f, {{1, 1, 12}, {1.6f, 0.4f, 20}, {2.3f, 0.2f, 35}}},
    [SNARE] = {0, 0, {{0}}},
};

static void add_partials(const struct note *n, float *out, size_t count)
{
    float attack = timbres[n->timbre].attack_s * CUE_RATE_HZ;
    float release = timbres[n->timbre].release_s * CUE_RATE_HZ;
    bool falls = n->timbre == THUD;
    for (int p = 0; p < PARTIALS_MAX && timbres[n->timbre].partials[p].level > 0; p++) {
        const struct partial *part = &timbres[n->timbre].partials[p];
        float phase = 0, step = n->hz * part->multiple / CUE_RATE_HZ;
        float level = n->level * part->level, keep = expf(-part->decay / CUE_RATE_HZ);
        for (size_t i = 0; i < count; i++, level *= keep) {
            float in = (float)i < attack ? (float)i / attack : 1;
            float left = (float)(count - i);
            float end = left < release ? left / release : 1;
            out[i] += sinf(phase * (float)(2 * M_PI)) * level * in * end * end;
            phase += falls ? step * (0.6f + 0.4f * expf(-(float)i / 1800)) : step;
            phase -= floorf(phase);
        }
    }
}

/* Strokes of noise 45 ms apart, alternately strong; loops without a seam. */
static void add_snare(const struct note *n, float *out, size_t count)
{
    uint32_t seed = 1;
    float low = 0, before = 0;
    size_t strokes = 44, each = count / strokes;
    for (size_t i = 0; i < count; i++) {
        seed = seed * 1664525u + 1013904223u;
        float white = (float)(int32_t)seed / 2147483648.0f;
        low += 0.35f * (white - low); /* dark above, then without rumble */
        float bright = low - before;
        before += 0.02f * (low - before);
        size_t stroke = i / each;
        float t = (float)(i % each) / (float)each;
        float accent = stroke % 2 ? 0.75f : 1;
        out[i] += n->level * bright * accent * (0.35f + 0.65f * expf(-4 * t));
    }
}

enum cue_class cue_class(enum cue cue)
{
    return cues[cue].class;
}

int64_t cue_length_us(enum cue cue)
{
    return (int64_t)(cues[cue].length_s * 1e6f + 0.5f);
}

size_t cue_samples(enum cue cue)
{
    return (size_t)(cues[cue].length_s * CUE_RATE_HZ + 0.5f);
}

float cue_peak_db(enum cue cue)
{
    return cues[cue].peak_db;
}

void cue_synthesise(enum cue cue, float *out)
{
    size_t total = cue_samples(cue);
    memset(out, 0, total * sizeof *out);
    for (int k = 0; k < NOTES_MAX && cues[cue].notes[k].length_s > 0; k++) {
        const struct note *n = &cues[cue].notes[k];
        size_t start = (size_t)(n->start_s * CUE_RATE_HZ);
        size_t count = (size_t)(n->length_s * CUE_RATE_HZ);
        count = start + count > total ? total - start : count;
        if (n->timbre == SNARE)
            add_snare(n, out + start, count);
        else
            add_partials(n, out + start, count);
    }
    float peak = 0, want = powf(10, cues[cue].peak_db / 20);
    for (size_t i = 0; i < total; i++)
        peak = fmaxf(peak, fabsf(out[i]));
    for (size_t i = 0; peak > 0 && i < total; i++)
        out[i] *= want / peak;
}
