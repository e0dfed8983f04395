/* rooms: journal stage run */
/* From the contact of a button to its lamp and to the audience's frame, while the audience screen
 * moves: every pixel is drawn anew sixty times a second, and at once when there is news. */
#include "bench.h"

#include "../box_child.h"
#include "engine/engine.h"
#include "run/internal.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PRESSES = 150, FRAMES = 4000, WARM_UP = 5, FRAME_US = 16667 };

struct bench {
    struct engine *engine;
    struct screens screens;
    struct window *window;
    struct box_child boxes;
    int64_t frame[FRAMES], lamp[PRESSES], shown[PRESSES], key[PRESSES];
    int frames, presses;
    uint64_t serial;       /* of the view shown last */
    int64_t next_frame_us; /* of the animation */
};

static bool start_boxes(struct bench *b, const char *work, const char *program, int count)
{
    bool ok = box_child_start(&b->boxes, work, program, count);
    usleep(200000);
    return ok;
}

/* One frame of all pixels, when there is a screen and one is due; the view it showed. */
static const struct view *frame(struct bench *b)
{
    const struct view *v = engine_take(b->engine);
    int64_t start = bench_now_us();
    if (!v || !b->window || (v->serial == b->serial && start < b->next_frame_us)) {
        usleep(200);
        return v;
    }
    b->serial = v->serial;
    b->next_frame_us = start + FRAME_US;
    struct size size = {1920, 1080};
    window_spoil(b->window);
    window_show(b->window, screens_audience(&b->screens, v, size, engine_show_us(b->engine, start)),
                1);
    if (b->frames < FRAMES)
        b->frame[b->frames++] = bench_now_us() - start;
    return v;
}

/* Frames until the phase is there; when the first of them was shown. 0: never. */
static int64_t frames_until(struct bench *b, enum phase phase, int64_t at_least_us)
{
    int64_t give_up = bench_now_us() + 3000000;
    const struct view *v = NULL;
    while (bench_now_us() < give_up) {
        v = frame(b);
        if (v && v->contest.state.phase == phase)
            break;
    }
    int64_t shown = bench_now_us();
    while (bench_now_us() < shown + at_least_us)
        frame(b);
    return v && v->contest.state.phase == phase ? shown : 0;
}

static void key(struct bench *b, enum key k)
{
    engine_key(b->engine, k, bench_now_us());
}

/* Contact and lamp as the box itself saw them. */
static void read_truth(struct bench *b, int64_t *contact_us, int64_t *lamp_us)
{
    char line[512];
    *contact_us = *lamp_us = 0;
    while (fgets(line, sizeof line, b->boxes.truth)) {
        if (strstr(line, " press ") && !strstr(line, "ev_no=0"))
            *contact_us = atoll(line);
        else if (strstr(line, " < LAMP ") && !strstr(line, "pattern=0") && !*lamp_us)
            *lamp_us = atoll(line);
    }
    clearerr(b->boxes.truth);
}

static bool to_the_buzzer_round(struct bench *b)
{
    static const enum key keys[] = {KEY_ENTER, KEY_STAR,  KEY_STAR,  KEY_2,    KEY_2,
                                    KEY_ENTER, KEY_ENTER, KEY_ENTER, KEY_ENTER};
    int64_t end = bench_now_us() + 500000;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        key(b, keys[i]);
        usleep(20000);
    }
    while (bench_now_us() < end)
        frame(b);
    const struct view *v = frame(b);
    if (v && v->contest.state.phase == PHASE_READ)
        key(b, KEY_ENTER);
    return frames_until(b, PHASE_OPEN, 1500000) != 0;
}

static void one_press(struct bench *b, int i, int boxes)
{
    int64_t contact, lamp;
    fprintf(b->boxes.fingers, "press %d\n", 1 + i % (boxes < 10 ? boxes : 10));
    int64_t shown = frames_until(b, PHASE_ANSWER, 140000); /* and the finger lets go */
    read_truth(b, &contact, &lamp);
    if (shown && contact && lamp && i >= WARM_UP) {
        b->lamp[b->presses] = lamp - contact;
        b->shown[b->presses] = shown - contact;
    }
    int64_t at = bench_now_us();
    key(b, KEY_7); /* once more */
    int64_t open = frames_until(b, PHASE_OPEN, 30000 + i * 7919 % 20000);
    if (shown && contact && lamp && open && i >= WARM_UP)
        b->key[b->presses++] = open - at;
    read_truth(b, &contact, &lamp);
}

static void rows(struct bench *b, const struct floors *f, int boxes)
{
    char name[80];
    const char *what = "pty round trip + SQLite commit";
    size_t n = (size_t)b->presses;
    snprintf(name, sizeof name, "press to lamp p50, %d boxes", boxes);
    bench_row(name, (double)bench_percentile(b->lamp, n, 50) / 1e3,
              (double)(f->pty50_us + f->commit50_us) / 1e3, "ms", what);
    snprintf(name, sizeof name, "press to lamp p99, %d boxes", boxes);
    bench_row(name, (double)bench_percentile(b->lamp, n, 99) / 1e3,
              (double)(f->pty99_us + f->commit99_us) / 1e3, "ms", what);
    if (boxes != 10 || !b->window)
        return;
    double frame50 = (double)bench_percentile(b->frame, (size_t)b->frames, 50) / 1e3;
    double frame95 = (double)bench_percentile(b->frame, (size_t)b->frames, 95) / 1e3;
    bench_row("press to audience frame p50", (double)bench_percentile(b->shown, n, 50) / 1e3,
              frame50 + (double)(f->pty50_us + f->commit50_us) / 1e3, "ms",
              "one whole frame + pty round trip + commit");
    bench_row("host key to audience frame p50", (double)bench_percentile(b->key, n, 50) / 1e3,
              frame50 + (double)f->commit50_us / 1e3, "ms", "one whole frame + commit");
    SDL_Window *w = SDL_GetWindowFromID(window_id(b->window));
    int64_t bare[200];
    for (int i = 0; i < 200; i++) {
        int64_t start = bench_now_us();
        SDL_Surface *s = SDL_GetWindowSurface(w);
        SDL_FillRect(s, NULL, (Uint32)i);
        SDL_UpdateWindowSurface(w);
        bare[i] = bench_now_us() - start;
    }
    bench_row("audience frame, every pixel, p95", frame95,
              (double)bench_percentile(bare, 200, 95) / 1e3, "ms", "clear and present, p95");
}

int bench_press(const char *dir, const char *work, const char *program, int boxes)
{
    static struct bench b;
    struct journal_error e;
    struct floors f;
    char journal[512], presses[64];
    struct folder *folder = bench_folder(dir);
    signal(SIGPIPE, SIG_IGN);
    snprintf(journal, sizeof journal, "%s/bench.journal", work);
    if (!folder || !bench_floors(work, &f) || !start_boxes(&b, work, program, boxes))
        return 1;
    if (stage_video_init(NULL)) {
        struct fonts *fonts = fonts_create(NULL, NULL);
        struct painter *painter =
            fonts ? painter_create(fonts, NULL, &folder->stage.audience_theme) : NULL;
        struct window_want want = {
            .title = "bench", .windowed = true, .software = true, .width = 1920, .height = 1080};
        if (painter && screens_init(&b.screens, fonts_metrics(fonts), NULL))
            b.window = window_create(painter, NULL, &want, NULL);
    }
    struct engine_options o = {.folder = folder, .journal = journal};
    b.engine = engine_create(&o, &e);
    if (!b.engine || !engine_start(b.engine) || !to_the_buzzer_round(&b)) {
        fprintf(stderr, "bench: %s\n", b.engine ? "no buzzer round" : e.what);
        return 1;
    }
    for (int i = 0; i < PRESSES; i++)
        one_press(&b, i, boxes);
    snprintf(presses, sizeof presses, "(%d presses measured)", b.presses);
    fprintf(stderr, "%d boxes: %d presses, %d frames\n", boxes, b.presses, b.frames);
    rows(&b, &f, boxes);
    engine_stop(b.engine);
    engine_destroy(b.engine);
    box_child_stop(&b.boxes);
    return 0;
}
