/*
 * What the tests of the stage share: fonts, pictures and a painter without a display, a target in
 * memory, and what was said to the operator.
 */
#ifndef TESTS_STAGE_KIT_H
#define TESTS_STAGE_KIT_H

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
#include "support/full_scene.h"

static struct fonts *fonts;
static struct images *images;
static struct painter *painter;
static char said[2000];

static inline void say(void *ctx, enum stage_fault fault, const char *subject)
{
    char text[300], remedy[300];
    (void)ctx;
    stage_message(fault, subject, NULL, text, sizeof text, remedy, sizeof remedy);
    snprintf(said + strlen(said), sizeof said - strlen(said), "%s %s\n", text, remedy);
}

static const struct stage_listener listener = {say, NULL};

static inline void setup(void)
{
    SDL_SetHint(SDL_HINT_VIDEODRIVER, "dummy");
    said[0] = 0;
    fonts = fonts_create(NULL, &listener);
    ck_assert_msg(fonts != NULL, "no fonts: %s", said);
    images = images_create("build", &listener, NULL, NULL);
    images_set_blocking(images, true);
    painter = painter_create(fonts, images, &theme_night);
}

static inline void teardown(void)
{
    painter_destroy(painter);
    images_destroy(images);
    fonts_destroy(fonts);
}

static struct draw_page page;
static uint32_t px[1920 * 1080];

static inline struct canvas paint_page(int w, int h)
{
    struct canvas c;
    canvas_init(&c, px, w, h, w);
    painter_draw(painter, &c, &page.list);
    return c;
}

static inline uint32_t at(const struct canvas *c, int x, int y)
{
    return c->pixels[y * c->stride + x] & 0xFFFFFF;
}

static inline bool near(uint32_t a, uint32_t b, int slack)
{
    for (int i = 0; i < 3; i++)
        if (abs((int)(a >> (8 * i) & 255) - (int)(b >> (8 * i) & 255)) > slack)
            return false;
    return true;
}

#define ck_colour(got, want, slack)                                                                \
    ck_assert_msg(near(got, want, slack), "got #%06x, want #%06x", (unsigned)(got),                \
                  (unsigned)(want))

static inline int stage_kit_run(const char *name, const TTest *const *tests)
{
    Suite *suite = suite_create(name);
    TCase *tc = tcase_create(name);
    tcase_set_timeout(tc, 60);
    tcase_add_checked_fixture(tc, setup, teardown);
    for (; *tests; tests++)
        tcase_add_test(tc, *tests);
    suite_add_tcase(suite, tc);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}

#endif
