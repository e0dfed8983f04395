/*
 * Writes the cues of the show as WAV files, to listen to them or to start one's own from:
 *
 *     cc -std=c11 -Isrc -o synth assets/sounds/synth.c src/cue/cue.c -lm && ./synth OUT_DIR
 *
 * The program itself needs no files: it makes the same samples when it starts.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "cue/cue.h"

static void put(FILE *f, uint32_t v, int bytes)
{
    for (int i = 0; i < bytes; i++)
        fputc((int)(v >> (8 * i) & 255), f);
}

static void put_header(FILE *f, uint32_t samples)
{
    fputs("RIFF", f);
    put(f, 36 + samples * 2, 4);
    fputs("WAVEfmt ", f);
    put(f, 16, 4);
    put(f, 1, 2); /* PCM */
    put(f, 1, 2); /* mono */
    put(f, CUE_RATE_HZ, 4);
    put(f, CUE_RATE_HZ * 2, 4);
    put(f, 2, 2);
    put(f, 16, 2);
    fputs("data", f);
    put(f, samples * 2, 4);
}

static int write_cue(const char *dir, enum cue cue)
{
    char path[1024];
    size_t n = cue_samples(cue);
    float *samples = malloc(n * sizeof *samples);
    snprintf(path, sizeof path, "%s/%s.wav", dir, cue_names[cue]);
    FILE *f = samples ? fopen(path, "wb") : NULL;
    if (!f) {
        perror(path);
        free(samples);
        return 1;
    }
    cue_synthesise(cue, samples);
    put_header(f, (uint32_t)n);
    for (size_t i = 0; i < n; i++)
        put(f, (uint32_t)lrintf(samples[i] * 32767), 2);
    free(samples);
    return fclose(f) != 0;
}

int main(int argc, char **argv)
{
    int failed = 0;
    if (argc != 2) {
        fprintf(stderr, "usage: %s OUT_DIR\n", argv[0]);
        return 2;
    }
    for (int i = 0; i < CUE_KIND_COUNT; i++)
        failed |= write_cue(argv[1], (enum cue)i);
    return failed;
}
