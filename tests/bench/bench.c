/* rooms: engine show box arbiter codec journal folder contest keypad view words layout stage run */
#include "bench.h"

#include "instant/instant.h"

#include "stage/stage.h"

#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int64_t bench_now_us(void)
{
    return instant_mono_us();
}

void bench_row(const char *name, double value, double floor, const char *unit, const char *what)
{
    printf("%s\t%.6g\t%.6g\t%s\t%s\n", name, value, floor, unit, what);
    fflush(stdout);
}

static int by_size(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

int64_t bench_percentile(int64_t *times, size_t n, int percent)
{
    qsort(times, n, sizeof *times, by_size);
    return n ? times[(n - 1) * (size_t)percent / 100] : 0;
}

struct folder *bench_folder(const char *dir)
{
    static const char *const presets[] = {"config/presets", NULL};
    struct folder_report report;
    folder_report_init(&report);
    struct folder *f = folder_load(dir, presets, &report);
    if (!f)
        folder_report_print(&report, stderr);
    folder_report_finish(&report);
    return f;
}

/* A window of the same size that does nothing. */
int bench_bare(int seconds)
{
    if (!stage_video_init(NULL))
        return 77;
    SDL_Window *w = SDL_CreateWindow("bare", 0, 0, 1920, 1080, 0);
    SDL_Surface *s = w ? SDL_GetWindowSurface(w) : NULL;
    if (!s)
        return 1;
    SDL_FillRect(s, NULL, 0x102030);
    SDL_UpdateWindowSurface(w);
    SDL_Event e;
    for (int64_t end = bench_now_us() + seconds * 1000000; bench_now_us() < end;)
        SDL_WaitEventTimeout(&e, 200);
    SDL_DestroyWindow(w);
    stage_video_finish();
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 6 && strcmp(argv[1], "press") == 0)
        return bench_press(argv[2], argv[3], argv[4], atoi(argv[5]));
    if (argc == 4 && strcmp(argv[1], "journal") == 0)
        return bench_journal(argv[2], argv[3]);
    if (argc == 3 && strcmp(argv[1], "bare") == 0)
        return bench_bare(atoi(argv[2]));
    fprintf(stderr, "usage: bench press FOLDER WORK BOX-PROGRAM BOXES | journal FOLDER WORK | bare"
                    " SECONDS\n");
    return 2;
}
