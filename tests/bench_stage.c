/* rooms: layout stage view contest keypad words */
/*
 * Frame times of the stage at 1920 x 1080 without graphics hardware, each also as a ratio to a
 * plain clear-and-present loop on the same window in the same run. Numbers in ms.
 */
#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stage/stage.h"
#include "support/full_scene.h"

enum { WIDTH = 1920, HEIGHT = 1080, RUNS = 240 };

static struct draw_page page;
static double times[RUNS], bare_p95;

static double now_ms(void)
{
    return (double)SDL_GetPerformanceCounter() * 1e3 / (double)SDL_GetPerformanceFrequency();
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static void print_times(const char *what)
{
    qsort(times, RUNS, sizeof *times, by_size);
    double p95 = times[RUNS * 95 / 100];
    if (bare_p95 <= 0)
        bare_p95 = p95;
    printf("%-34s median %6.2f  p95 %6.2f  max %6.2f  p95/bare %5.1f\n", what, times[RUNS / 2], p95,
           times[RUNS - 1], p95 / bare_p95);
}

/* One frame of a scene by its number in the run. */
typedef void scene(struct window *w, struct draw_list *d, int i, float *mix);

static void whole(struct window *w, struct draw_list *d, int i, float *mix)
{
    (void)i;
    (void)mix;
    window_spoil(w);
    full_scene_at(d, 9);
}

static void clock_step(struct window *w, struct draw_list *d, int i, float *mix)
{
    (void)w;
    (void)mix;
    full_scene_at(d, i % 10);
}

static void cross_fade(struct window *w, struct draw_list *d, int i, float *mix)
{
    if (i % 15 == 0)
        window_keep(w);
    full_scene_at(d, 1 + i / 15 % 9);
    *mix = (float)(1 + i % 15) / 16;
}

/* The busiest: ten cards on the move at once, over a lit glow, while the clock runs. */
static void ten_cards(struct window *w, struct draw_list *d, int i, float *mix)
{
    (void)w;
    (void)mix;
    full_scene_at(d, 9);
    for (int seat = 1; seat <= 10; seat++) {
        draw_offset(d, 0, -(float)((i * 5 + seat * 11) % 46));
        full_card(d, seat, "市场监管", "130");
    }
    draw_offset(d, 0, 0);
}

static void run(struct window *w, struct fonts *fonts, const char *what, scene *frame)
{
    for (int i = 0; i < RUNS; i++) {
        float mix = 1;
        double start = now_ms();
        struct draw_list *d = draw_page_begin(&page, WIDTH, HEIGHT, fonts_metrics(fonts));
        frame(w, d, i, &mix);
        window_show(w, d, mix);
        times[i] = now_ms() - start;
    }
    print_times(what);
}

static void run_bare(struct window *w)
{
    SDL_Window *window = SDL_GetWindowFromID(window_id(w));
    for (int i = 0; i < RUNS; i++) {
        double start = now_ms();
        SDL_Surface *s = SDL_GetWindowSurface(window);
        SDL_FillRect(s, NULL, (uint32_t)i);
        SDL_UpdateWindowSurface(window);
        times[i] = now_ms() - start;
    }
    print_times("bare clear and present");
}

int main(void)
{
    double start = now_ms();
    if (!stage_video_init(NULL))
        return 77; /* no display: nothing to measure */
    struct fonts *fonts = fonts_create(NULL, NULL);
    struct painter *painter = fonts ? painter_create(fonts, NULL, &theme_night) : NULL;
    struct window_want want = {
        .title = "bench", .windowed = true, .software = true, .width = WIDTH, .height = HEIGHT};
    struct window *w = painter ? window_create(painter, NULL, &want, NULL) : NULL;
    if (!w)
        return 1;
    struct draw_list *d = draw_page_begin(&page, WIDTH, HEIGHT, fonts_metrics(fonts));
    full_scene_at(d, 9);
    window_show(w, d, 1);
    printf("video, fonts, window, first frame  %6.0f\n", now_ms() - start);
    run_bare(w);
    run(w, fonts, "whole scene, every pixel", whole);
    run(w, fonts, "one second of the clock", clock_step);
    run(w, fonts, "cross-fade of two scenes", cross_fade);
    run(w, fonts, "ten cards in motion", ten_cards);
    printf("caches %zu KB\n", painter_bytes(painter) / 1024);
    window_destroy(w);
    painter_destroy(painter);
    fonts_destroy(fonts);
    stage_video_finish();
    return 0;
}
