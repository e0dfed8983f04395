/* rooms: layout stage view contest keypad words */
#include <SDL.h>
#include <SDL_image.h>
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "stage/damage.h"
#include "stage/stage.h"
#include "support/sample_scene.h"

static struct fonts *fonts;
static struct images *images;
static struct painter *painter;
static char said[2000];

static void say(void *ctx, enum stage_fault fault, const char *subject)
{
    char text[300], remedy[300];
    (void)ctx;
    stage_message(fault, subject, NULL, text, sizeof text, remedy, sizeof remedy);
    snprintf(said + strlen(said), sizeof said - strlen(said), "%s %s\n", text, remedy);
}

static const struct stage_listener listener = {say, NULL};

static void setup(void)
{
    SDL_SetHint(SDL_HINT_VIDEODRIVER, "dummy");
    said[0] = 0;
    fonts = fonts_create(NULL, &listener);
    ck_assert_msg(fonts != NULL, "no fonts: %s", said);
    images = images_create("build", &listener, NULL, NULL);
    images_set_blocking(images, true);
    painter = painter_create(fonts, images, &theme_night);
}

static void teardown(void)
{
    painter_destroy(painter);
    images_destroy(images);
    fonts_destroy(fonts);
}

static struct draw_page page, inner;
static uint32_t px[1920 * 1080];

static struct canvas paint_page(int w, int h)
{
    struct canvas c;
    canvas_init(&c, px, w, h, w);
    painter_draw(painter, &c, &page.list);
    return c;
}

static uint32_t at(const struct canvas *c, int x, int y)
{
    return c->pixels[y * c->stride + x] & 0xFFFFFF;
}

static bool near(uint32_t a, uint32_t b, int slack)
{
    for (int i = 0; i < 3; i++)
        if (abs((int)(a >> (8 * i) & 255) - (int)(b >> (8 * i) & 255)) > slack)
            return false;
    return true;
}

#define ck_colour(got, want, slack)                                                                \
    ck_assert_msg(near(got, want, slack), "got #%06x, want #%06x", (unsigned)(got),                \
                  (unsigned)(want))

START_TEST(the_sample_scene_looks_as_drawn)
{
    sample_scene(draw_page_begin(&page, 1920, 1080, fonts_metrics(fonts)));
    struct canvas c = paint_page(1920, 1080);
    char why[300];
    mkdir("build", 0777);
    ck_assert_msg(stage_save_png(&c, "build/sample_scene.png", why, sizeof why), "%s", why);
    ck_colour(at(&c, 960, 3), 0x19294C, 3); /* backdrop: top, middle, edge */
    ck_colour(at(&c, 960, 733), 0x0B1426, 4);
    ck_colour(at(&c, 960, 1075), 0x060B16, 2);
    ck_colour(at(&c, 1300, 160), 0x192747, 3); /* panel gradient */
    ck_colour(at(&c, 1300, 715), 0x121D36, 3);
    ck_colour(at(&c, 1200, 900), 0xF2B84B, 1);  /* the lit card is gold to its edge */
    ck_colour(at(&c, 1154, 1000), 0xF2B84B, 1); /* (inside left) */
    ck_assert_str_eq(said, "");
}
END_TEST

/* Optical centre: the ink of a digit must be centred on the y it was given, within a pixel. */
START_TEST(digits_and_han_are_centred)
{
    static const char *const texts[] = {"7", "0", "国"};
    for (int i = 0; i < 3; i++) {
        struct draw_list *d = draw_page_begin(&page, 400, 400, fonts_metrics(fonts));
        draw_backdrop(d, DRAW_BACKDROP_BLACK);
        draw_text(d,
                  &(struct draw_run){.x = 200,
                                     .y = 200,
                                     .em = 144,
                                     .weight = TEXT_BOLD,
                                     .align = DRAW_CENTRE,
                                     .paint = paint(COLOUR_WHITE)},
                  texts[i], 0);
        struct canvas c = paint_page(400, 400);
        int x0 = 400, x1 = 0, y0 = 400, y1 = 0;
        for (int y = 0; y < 400; y++)
            for (int x = 0; x < 400; x++)
                if ((at(&c, x, y) & 255) > 127) {
                    x0 = x < x0 ? x : x0;
                    x1 = x > x1 ? x : x1;
                    y0 = y < y0 ? y : y0;
                    y1 = y > y1 ? y : y1;
                }
        ck_assert_int_le(abs((y0 + y1) / 2 - 200), 3);
        ck_assert_int_le(abs((x0 + x1) / 2 - 200), 3);
    }
}
END_TEST

START_TEST(built_in_metrics_are_those_of_the_font)
{
    const struct text_metrics *real = fonts_metrics(fonts);
    const char *s = "0123456789+\u2212ABCXYZabcxyz行政，。（）《》“”×±·%/.:- ";
    for (int f = 0; f < 2; f++)
        for (int w = 0; w < 2; w++)
            for (size_t i = 0, used; i < strlen(s); i += used) {
                uint32_t cp = text_decode(s + i, strlen(s) - i, &used);
                float a = real->advance(real->ctx, (enum text_family)f, (enum text_weight)w, cp);
                float b = text_metrics_builtin.advance(NULL, (enum text_family)f,
                                                       (enum text_weight)w, cp);
                ck_assert_msg(a - b < 0.002f && b - a < 0.002f, "U+%04X: %f, built in %f",
                              (unsigned)cp, (double)a, (double)b);
            }
}
END_TEST

START_TEST(a_clip_holds)
{
    struct draw_list *d = draw_page_begin(&page, 100, 100, fonts_metrics(fonts));
    draw_backdrop(d, DRAW_BACKDROP_BLACK);
    draw_clip(d, &(struct draw_box){20, 20, 30, 30});
    draw_rect(d, (struct draw_box){0, 0, 100, 100},
              &(struct draw_fill){.top = paint(COLOUR_WHITE), .radius = 8});
    struct canvas c = paint_page(100, 100);
    ck_colour(at(&c, 19, 30), 0, 0);
    ck_colour(at(&c, 20, 30), 0xFFFFFF, 0);
    ck_colour(at(&c, 49, 49), 0xFFFFFF, 0);
    ck_colour(at(&c, 50, 49), 0, 0);
}
END_TEST

START_TEST(corners_outlines_and_alpha_are_exact)
{
    struct draw_list *d = draw_page_begin(&page, 100, 100, fonts_metrics(fonts));
    draw_backdrop(d, DRAW_BACKDROP_BLACK);
    draw_rect(d, (struct draw_box){10, 10, 80, 80},
              &(struct draw_fill){.top = paint_rgb(0x204060),
                                  .radius = 20,
                                  .corners = CORNER_TOP,
                                  .outline = paint(COLOUR_WHITE),
                                  .outline_px = 4});
    draw_alpha(d, 0.5f);
    draw_rect(d, (struct draw_box){40, 40, 20, 20},
              &(struct draw_fill){.top = paint(COLOUR_WHITE)});
    struct canvas c = paint_page(100, 100);
    ck_colour(at(&c, 11, 11), 0, 0);        /* outside the round corner */
    ck_colour(at(&c, 10, 89), 0xFFFFFF, 0); /* the square one is whole */
    ck_colour(at(&c, 13, 50), 0xFFFFFF, 0); /* outline, and where it ends */
    ck_colour(at(&c, 14, 50), 0x204060, 0);
    ck_colour(at(&c, 50, 50), 0x8F9FAF, 1);
}
END_TEST

/* A preview shows what the audience sees: the nested list, scaled, inside its box only. */
START_TEST(a_miniature_is_the_same_picture)
{
    sample_scene(draw_page_begin(&inner, 1920, 1080, fonts_metrics(fonts)));
    struct draw_list *d = draw_page_begin(&page, 1920, 1080, fonts_metrics(fonts));
    draw_backdrop(d, DRAW_BACKDROP_BLACK);
    draw_mini(d, (struct draw_box){100, 100, 960, 540}, &inner.list);
    struct canvas c = paint_page(1920, 1080);
    char why[300];
    stage_save_png(&c, "build/sample_mini.png", why, sizeof why);
    ck_colour(at(&c, 100 + 600, 100 + 450), 0xF2B84B, 1); /* the lit card at half size */
    for (int x = 0; x < 1920; x++) {
        ck_colour(at(&c, x, 99), 0, 0);
        ck_colour(at(&c, x, 640), 0, 0);
    }
}
END_TEST

/* Whatever the size of the target, nothing is written outside it. */
START_TEST(absurd_sizes_are_survived)
{
    static const int sizes[][2] = {{1, 1}, {1, 1080}, {1920, 1}, {3, 700}, {640, 480}};
    sample_scene(draw_page_begin(&page, 1920, 1080, fonts_metrics(fonts)));
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        size_t n = (size_t)sizes[i][0] * (size_t)sizes[i][1];
        uint32_t *mem = calloc(n + 2, 4);
        struct canvas c;
        mem[0] = mem[n + 1] = 0x12345678;
        canvas_init(&c, mem + 1, sizes[i][0], sizes[i][1], sizes[i][0]);
        painter_draw(painter, &c, &page.list);
        ck_assert_uint_eq(mem[0], 0x12345678);
        ck_assert_uint_eq(mem[n + 1], 0x12345678);
        free(mem);
    }
}
END_TEST

START_TEST(every_icon_has_ink)
{
    for (int i = 1; i < ICON_COUNT; i++) {
        struct draw_list *d = draw_page_begin(&page, 60, 60, fonts_metrics(fonts));
        draw_backdrop(d, DRAW_BACKDROP_BLACK);
        draw_icon(d, 30, 30, 48, (enum draw_icon)i, paint(COLOUR_WHITE));
        struct canvas c = paint_page(60, 60);
        int ink = 0;
        for (int y = 0; y < 60; y++)
            for (int x = 0; x < 60; x++)
                ink += at(&c, x, y) > 0x808080;
        ck_assert_msg(ink > 60 && ink < 2400, "icon %d has %d px", i, ink);
    }
}
END_TEST

START_TEST(ring_counts_down_from_the_right_of_twelve)
{
    for (int style = DRAW_RING_TICKS; style <= DRAW_RING_BLOCKS; style++) {
        struct draw_list *d = draw_page_begin(&page, 300, 300, fonts_metrics(fonts));
        draw_backdrop(d, DRAW_BACKDROP_BLACK);
        draw_ring(d, &(struct draw_ring){.cx = 150,
                                         .cy = 150,
                                         .radius = 125,
                                         .style = (uint8_t)style,
                                         .lit = style == DRAW_RING_TICKS ? 30 : 5,
                                         .on = paint(COLOUR_WHITE),
                                         .off = paint_rgb(0x0000FF)});
        struct canvas c = paint_page(300, 300);
        long right = 0, left = 0;
        for (int y = 0; y < 300; y++)
            for (int x = 0; x < 300; x++)
                *(x > 158 ? &right : x < 142 ? &left : &(long){0}) += at(&c, x, y) >> 16;
        ck_assert_int_gt(right, 100000);
        ck_assert_int_eq(left, 0);
    }
}
END_TEST

START_TEST(a_character_no_font_has_is_boxed_and_said_once)
{
    uint32_t first = 0;
    const char *odd = "\U0010FFFD"; /* private use */
    ck_assert_int_eq(fonts_missing(fonts, odd, strlen(odd), &first), 1);
    ck_assert_uint_eq(first, 0x10FFFD);
    ck_assert_int_eq(fonts_missing(fonts, "行政 7号 ✓", strlen("行政 7号 ✓"), NULL), 0);
    ck_assert_ptr_nonnull(strstr(said, "U+10FFFD"));
    size_t n = strlen(said);
    struct draw_list *d = draw_page_begin(&page, 100, 100, fonts_metrics(fonts));
    draw_text(d, &(struct draw_run){.x = 10, .y = 50, .em = 60, .paint = paint(COLOUR_WHITE)}, odd,
              0);
    memset(px, 0, sizeof px);
    struct canvas c = paint_page(100, 100);
    int ink = 0;
    for (int y = 0; y < 100; y++)
        for (int x = 0; x < 100; x++)
            ink += at(&c, x, y) != 0;
    ck_assert_int_gt(ink, 50);
    ck_assert_uint_eq(strlen(said), n);
}
END_TEST

START_TEST(bad_pictures_are_said_and_leave_a_quiet_panel)
{
    FILE *f = fopen("build/bad.png", "wb");
    fputs("\x89PNG\r\n\x1a\n nonsense", f);
    fclose(f);
    struct draw_list *d = draw_page_begin(&page, 400, 300, fonts_metrics(fonts));
    draw_image(d, (struct draw_box){0, 0, 400, 300}, &(struct draw_picture){0}, "bad.png");
    draw_image(d, (struct draw_box){0, 0, 40, 30}, &(struct draw_picture){0}, "none.png");
    struct canvas c = paint_page(400, 300);
    ck_colour(at(&c, 200, 280), 0x121D36, 5);
    ck_assert_ptr_nonnull(strstr(said, "bad.png"));
    ck_assert_ptr_nonnull(strstr(said, "none.png"));
    size_t n = strlen(said);
    paint_page(400, 300);
    ck_assert_uint_eq(strlen(said), n); /* once */
}
END_TEST

START_TEST(pictures_are_fitted)
{
    SDL_Surface *s = SDL_CreateRGBSurfaceWithFormat(0, 200, 100, 32, SDL_PIXELFORMAT_ARGB8888);
    SDL_FillRect(s, NULL, 0xFFFF0000);
    SDL_FillRect(s, &(SDL_Rect){100, 0, 100, 100}, 0xFF00FF00);
    IMG_SavePNG(s, "build/two.png");
    SDL_FreeSurface(s);
    struct draw_list *d = draw_page_begin(&page, 400, 400, fonts_metrics(fonts));
    draw_backdrop(d, DRAW_BACKDROP_BLACK);
    draw_image(d, (struct draw_box){0, 0, 400, 400}, &(struct draw_picture){0}, "two.png");
    struct canvas c = paint_page(400, 400);
    ck_colour(at(&c, 100, 50), 0, 0); /* contained: bands above and below */
    ck_colour(at(&c, 100, 200), 0xFF0000, 0);
    ck_colour(at(&c, 300, 200), 0x00FF00, 0);
    d = draw_page_begin(&page, 400, 400, fonts_metrics(fonts));
    draw_image(d, (struct draw_box){0, 0, 400, 400},
               &(struct draw_picture){.region = {0.5f, 0, 0.5f, 1}, .fit = DRAW_COVER}, "two.png");
    c = paint_page(400, 400);
    ck_colour(at(&c, 20, 20), 0x00FF00, 0);
    ck_colour(at(&c, 380, 380), 0x00FF00, 0);
}
END_TEST

START_TEST(the_day_theme_paints_paper)
{
    painter_set_theme(painter, &theme_day);
    sample_scene(draw_page_begin(&page, 1920, 1080, fonts_metrics(fonts)));
    struct canvas c = paint_page(1920, 1080);
    char why[300];
    stage_save_png(&c, "build/sample_day.png", why, sizeof why);
    ck_colour(at(&c, 960, 3), 0xFFFFFF, 3);
}
END_TEST

/* ---- damage ---- */

static struct damage_memory memory;
static struct draw_page other;

static struct damage damage_of(struct draw_page *p)
{
    struct damage d;
    damage_find(&memory, &p->list, 1920, 1080, 0, &d);
    return d;
}

START_TEST(only_what_changed_is_painted_again)
{
    damage_forget(&memory);
    sample_scene_at(draw_page_begin(&page, 1920, 1080, NULL), 9);
    struct damage d = damage_of(&page);
    ck_assert_int_eq(d.count, 1);
    ck_assert_int_eq(d.area[0].w * d.area[0].h, 1920 * 1080);
    ck_assert_int_eq(damage_of(&page).count, 0);

    sample_scene_at(draw_page_begin(&other, 1920, 1080, NULL), 8);
    d = damage_of(&other);
    int64_t px_count = 0;
    for (int i = 0; i < d.count; i++)
        px_count += (int64_t)d.area[i].w * d.area[i].h;
    ck_assert_int_gt(d.count, 0);
    ck_assert_int_lt(px_count, 1920 * 1080 / 10); /* ring, number, one block */
}
END_TEST

/* The picture after painting only the damage equals the one painted afresh. */
START_TEST(damage_painting_leaves_no_trace)
{
    static uint32_t fresh[1920 * 1080];
    struct canvas c;
    canvas_init(&c, px, 1920, 1080, 1920);
    damage_forget(&memory);
    for (int step = 0; step < 12; step++) {
        struct draw_page *p = step % 2 ? &other : &page;
        struct draw_list *l = draw_page_begin(p, 1920, 1080, fonts_metrics(fonts));
        sample_scene_at(l, 10 - step % 10);
        if (step > 3)
            draw_glow(l, (struct draw_box){300 + (float)step * 20, 300, 200, 100}, 10, 40,
                      paint(COLOUR_JADE));
        if (step > 5)
            l->items[7].alpha = (uint8_t)(step * 20);
        if (step == 8) { /* two items change places */
            struct draw_item swap = l->items[20];
            l->items[20] = l->items[40];
            l->items[40] = swap;
        }
        struct damage d = damage_of(p);
        for (int i = 0; i < d.count; i++) {
            c.clip = d.area[i];
            painter_draw(painter, &c, l);
        }
        struct canvas f;
        canvas_init(&f, fresh, 1920, 1080, 1920);
        painter_draw(painter, &f, l);
        ck_assert_msg(memcmp(px, fresh, sizeof fresh) == 0, "step %d differs", step);
    }
}
END_TEST

/* ---- displays and windows ---- */

START_TEST(displays_are_found_by_name)
{
    struct display list[3] = {{.name = "eDP-1"}, {.name = "HDMI-2 24\""}, {.name = "BenQ (2)"}};
    ck_assert_int_eq(displays_find(list, 3, "HDMI-2 24\""), 1);
    ck_assert_int_eq(displays_find(list, 3, "hdmi"), 1);
    ck_assert_int_eq(displays_find(list, 3, "3"), 2);
    ck_assert_int_eq(displays_find(list, 3, "4"), -1);
    ck_assert_int_eq(displays_find(list, 3, "DP-7"), -1);
    ck_assert_int_eq(displays_find(list, 3, ""), -1);
}
END_TEST

static struct window *open_window(const char *display, bool audience)
{
    ck_assert(stage_video_init(&listener));
    return window_create(
        painter, images,
        &(struct window_want){
            .title = "t", .display = display, .audience = audience, .width = 640, .height = 360},
        &listener);
}

START_TEST(a_window_shows_only_changes)
{
    struct window *w = open_window("", true);
    ck_assert_ptr_nonnull(w);
    int width, height;
    window_size(w, &width, &height);
    sample_scene_at(draw_page_begin(&page, 1920, 1080, fonts_metrics(fonts)), 9);
    ck_assert(window_show(w, &page.list, 1));
    ck_assert(!window_show(w, &page.list, 1));
    struct canvas whole;
    canvas_init(&whole, px, width, height, width);
    painter_draw(painter, &whole, &page.list);
    ck_assert_int_eq(memcmp(px, window_picture(w)->pixels, (size_t)width * (size_t)height * 4), 0);
    sample_scene_at(draw_page_begin(&page, 1920, 1080, fonts_metrics(fonts)), 8);
    ck_assert(window_show(w, &page.list, 1));
    ck_assert_int_lt(window_figures(w).painted_px, width * height / 8);
    ck_assert_int_eq(window_figures(w).frames, 2);
    window_destroy(w);
    stage_video_finish();
}
END_TEST

START_TEST(a_cross_fade_starts_and_ends_exactly)
{
    struct window *w = open_window("", false);
    struct draw_list *d = draw_page_begin(&page, 64, 64, NULL);
    draw_rect(d, (struct draw_box){0, 0, 64, 64}, &(struct draw_fill){.top = paint_rgb(0x404040)});
    window_show(w, d, 1);
    window_keep(w);
    d = draw_page_begin(&page, 64, 64, NULL);
    draw_rect(d, (struct draw_box){0, 0, 64, 64}, &(struct draw_fill){.top = paint_rgb(0xC0C0C0)});
    ck_assert(window_show(w, d, 0.25f));
    ck_assert(window_show(w, d, 0.5f));
    ck_assert(!window_show(w, d, 0.5f));
    ck_assert(window_show(w, d, 1));
    ck_colour(window_picture(w)->pixels[0] & 0xFFFFFF, 0xC0C0C0, 0);
    ck_assert(!window_show(w, d, 1));
    window_destroy(w);
    stage_video_finish();
}
END_TEST

START_TEST(a_display_that_is_not_there_hides_the_audience_only)
{
    struct window *w = open_window("HDMI-9", true);
    ck_assert_ptr_nonnull(w);
    ck_assert(window_hidden(w));
    ck_assert_ptr_nonnull(strstr(said, "HDMI-9"));
    ck_assert(!window_check(w)); /* and is said once */
    ck_assert_ptr_eq(strstr(strstr(said, "HDMI-9") + 1, "HDMI-9"), NULL);
    window_move(w, "1");
    ck_assert(!window_hidden(w));
    window_destroy(w);
    w = open_window("HDMI-9", false);
    ck_assert(!window_hidden(w));
    window_destroy(w);
    stage_video_finish();
    stage_video_finish();
}
END_TEST

START_TEST(windows_survive_any_size)
{
    struct window *w = open_window("", false);
    static const int sizes[][2] = {{1, 1}, {1, 700}, {1900, 3}, {640, 360}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        SDL_SetWindowSize(SDL_GetWindowFromID(window_id(w)), sizes[i][0], sizes[i][1]);
        SDL_Event e;
        while (SDL_PollEvent(&e))
            window_event(w, &e);
        int width, height;
        window_size(w, &width, &height);
        sample_scene_at(draw_page_begin(&page, (float)width, (float)height, NULL), 3);
        window_spoil(w);
        ck_assert(window_show(w, &page.list, 1));
    }
    SDL_Event reset = {.type = SDL_RENDER_DEVICE_RESET};
    ck_assert(window_event(w, &reset));
    ck_assert(window_show(w, &page.list, 1));
    window_destroy(w);
    stage_video_finish();
}
END_TEST

/* ---- messages and sound ---- */

START_TEST(every_message_has_a_remedy)
{
    char text[300], remedy[300];
    for (int i = 0; i < STAGE_FAULT_COUNT; i++) {
        stage_message((enum stage_fault)i, "XYZ", NULL, text, sizeof text, remedy, sizeof remedy);
        ck_assert_ptr_nonnull(strstr(text, "XYZ"));
        ck_assert_uint_gt(strlen(remedy), 9);
    }
}
END_TEST

START_TEST(go_is_the_loudest_and_starts_hard)
{
    static float s[CUE_RATE_HZ * 3];
    for (int i = 0; i < CUE_KIND_COUNT; i++) {
        float peak = 0;
        size_t n = cue_samples((enum cue)i);
        ck_assert_uint_lt(n, sizeof s / sizeof *s);
        cue_synthesise((enum cue)i, s);
        for (size_t k = 0; k < n; k++)
            peak = s[k] > peak ? s[k] : -s[k] > peak ? -s[k] : peak;
        float db = cue_peak_db((enum cue)i);
        ck_assert_float_eq_tol(peak, powf(10, db / 20), 0.001f);
        ck_assert(i == CUE_GO ? db == -6 : db <= -9 && db >= -15);
        if (i != CUE_ROLL) /* no click at the end */
            ck_assert_float_lt(s[n - 1] > 0 ? s[n - 1] : -s[n - 1], 0.01f);
    }
    cue_synthesise(CUE_GO, s);
    float early = 0;
    for (int k = 0; k < CUE_RATE_HZ / 500; k++) /* two milliseconds */
        early = s[k] > early ? s[k] : early;
    ck_assert_float_gt(early, 0.45f);
    ck_assert_int_eq(cue_length_us(CUE_GO), 450000);
}
END_TEST

static SDL_atomic_t onsets;
static int64_t onset_us;

static void note_onset(void *ctx, enum cue cue, int64_t us)
{
    (void)ctx;
    onset_us = us;
    SDL_AtomicSet(&onsets, (int)cue + 1);
}

START_TEST(sound_plays_mutes_and_tells_the_onset)
{
    SDL_SetHint(SDL_HINT_AUDIODRIVER, "dummy");
    struct sound_want want = {.volume_percent = 100, .onset = note_onset};
    struct sound *s = sound_create(&want, &listener);
    ck_assert(s && sound_ready(s));
    int64_t expected = sound_play(s, CUE_GO);
    for (int i = 0; i < 200 && !SDL_AtomicGet(&onsets); i++)
        SDL_Delay(5);
    ck_assert_int_eq(SDL_AtomicGet(&onsets), CUE_GO + 1);
    ck_assert_int_le(llabs(onset_us - expected), 500000); /* a busy machine may be late */
    ck_assert(!sound_muted_any(s));
    ck_assert(sound_mute_named(s, "clock", true));
    ck_assert(sound_muted(s, CUE_LAST) && !sound_muted(s, CUE_GO) && sound_muted_any(s));
    ck_assert(sound_mute_named(s, "go", true) && sound_muted(s, CUE_GO));
    ck_assert(!sound_mute_named(s, "nonsense", true));
    ck_assert(!sound_replace(s, CUE_GO, "build/bad.png"));
    sound_play(s, CUE_ROLL);
    sound_stop(s, CUE_ROLL);
    sound_destroy(s);
}
END_TEST

START_TEST(no_sound_device_is_said_once_and_harmless)
{
    SDL_SetHint(SDL_HINT_AUDIODRIVER, "nonsense");
    struct sound *s = sound_create(&(struct sound_want){.volume_percent = 80}, &listener);
    ck_assert_ptr_nonnull(s);
    ck_assert(!sound_ready(s));
    ck_assert_ptr_nonnull(strstr(said, "没有声音设备"));
    ck_assert_int_gt(sound_play(s, CUE_GO), 0);
    sound_music(s, "none.ogg");
    sound_update(s);
    sound_mute_all(s, true);
    sound_destroy(s);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("stage");
    TCase *tc = tcase_create("painter");
    tcase_set_timeout(tc, 60);
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, the_sample_scene_looks_as_drawn);
    tcase_add_test(tc, digits_and_han_are_centred);
    tcase_add_test(tc, built_in_metrics_are_those_of_the_font);
    tcase_add_test(tc, a_clip_holds);
    tcase_add_test(tc, corners_outlines_and_alpha_are_exact);
    tcase_add_test(tc, a_miniature_is_the_same_picture);
    tcase_add_test(tc, absurd_sizes_are_survived);
    tcase_add_test(tc, every_icon_has_ink);
    tcase_add_test(tc, ring_counts_down_from_the_right_of_twelve);
    tcase_add_test(tc, a_character_no_font_has_is_boxed_and_said_once);
    tcase_add_test(tc, bad_pictures_are_said_and_leave_a_quiet_panel);
    tcase_add_test(tc, pictures_are_fitted);
    tcase_add_test(tc, the_day_theme_paints_paper);
    tcase_add_test(tc, only_what_changed_is_painted_again);
    tcase_add_test(tc, damage_painting_leaves_no_trace);
    tcase_add_test(tc, displays_are_found_by_name);
    tcase_add_test(tc, a_window_shows_only_changes);
    tcase_add_test(tc, a_cross_fade_starts_and_ends_exactly);
    tcase_add_test(tc, a_display_that_is_not_there_hides_the_audience_only);
    tcase_add_test(tc, windows_survive_any_size);
    tcase_add_test(tc, every_message_has_a_remedy);
    tcase_add_test(tc, go_is_the_loudest_and_starts_hard);
    tcase_add_test(tc, sound_plays_mutes_and_tells_the_onset);
    tcase_add_test(tc, no_sound_device_is_said_once_and_harmless);
    suite_add_tcase(suite, tc);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
