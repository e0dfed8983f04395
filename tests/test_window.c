/* rooms: layout stage view contest keypad words */
#include "support/stage_kit.h"

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
    full_scene_at(draw_page_begin(&page, 1920, 1080, NULL), 9);
    struct damage d = damage_of(&page);
    ck_assert_int_eq(d.count, 1);
    ck_assert_int_eq(d.area[0].w * d.area[0].h, 1920 * 1080);
    ck_assert_int_eq(damage_of(&page).count, 0);

    full_scene_at(draw_page_begin(&other, 1920, 1080, NULL), 8);
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
        full_scene_at(l, 10 - step % 10);
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
    full_scene_at(draw_page_begin(&page, 1920, 1080, fonts_metrics(fonts)), 9);
    ck_assert(window_show(w, &page.list, 1));
    ck_assert(!window_show(w, &page.list, 1));
    struct canvas whole;
    canvas_init(&whole, px, width, height, width);
    painter_draw(painter, &whole, &page.list);
    ck_assert_int_eq(memcmp(px, window_picture(w)->pixels, (size_t)width * (size_t)height * 4), 0);
    full_scene_at(draw_page_begin(&page, 1920, 1080, fonts_metrics(fonts)), 8);
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

static int display_count = 2;

static int two_displays(struct display out[DISPLAYS_MAX])
{
    out[0] = (struct display){.name = "eDP-1", .bounds = {0, 0, 1366, 768}};
    out[1] = (struct display){.name = "HDMI-2", .bounds = {1366, 0, 1920, 1080}};
    return display_count;
}

/* Pulled cable: hidden, said, never over the operator's screen; plugged in again: back. */
START_TEST(an_unplugged_display_comes_back)
{
    displays_set_source(two_displays);
    struct window *host = open_window("", false);
    struct window *w = open_window("", true);
    ck_assert_str_eq(window_display(host), "eDP-1");
    ck_assert_str_eq(window_display(w), "HDMI-2");
    full_scene(draw_page_begin(&page, 1920, 1080, fonts_metrics(fonts)));
    ck_assert(window_show(w, &page.list, 1));

    display_count = 1;
    SDL_Event e = {.type = SDL_DISPLAYEVENT};
    ck_assert(window_event(w, &e));
    ck_assert(window_hidden(w));
    ck_assert(!window_event(host, &e));
    ck_assert_ptr_nonnull(strstr(said, "HDMI-2”断开"));
    ck_assert(!window_show(w, &page.list, 1));

    display_count = 2;
    ck_assert(window_check(w));
    ck_assert(!window_hidden(w));
    ck_assert_ptr_nonnull(strstr(said, "HDMI-2”已恢复"));
    ck_assert(window_show(w, &page.list, 1)); /* the whole picture, unasked */
    ck_assert(!window_check(w));
    displays_set_source(NULL);
    window_destroy(w);
    window_destroy(host);
    stage_video_finish();
    stage_video_finish();
}
END_TEST

START_TEST(an_area_of_the_wall_is_used)
{
    ck_assert(stage_video_init(&listener));
    struct window *w = window_create(painter, images,
                                     &(struct window_want){.title = "t",
                                                           .windowed = true,
                                                           .width = 400,
                                                           .height = 300,
                                                           .area = {100, 50, 200, 120}},
                                     &listener);
    int width, height;
    window_size(w, &width, &height);
    ck_assert(width == 200 && height == 120);
    struct draw_list *d = draw_page_begin(&page, 200, 120, NULL);
    draw_rect(d, (struct draw_box){0, 0, 200, 120},
              &(struct draw_fill){.top = paint_rgb(0xFF0000)});
    ck_assert(window_show(w, d, 1));
    SDL_Surface *s = SDL_GetWindowSurface(SDL_GetWindowFromID(window_id(w)));
    struct canvas c;
    canvas_init(&c, s->pixels, s->w, s->h, s->pitch / 4);
    ck_colour(at(&c, 99, 60), 0, 0);
    ck_colour(at(&c, 100, 50), 0xFF0000, 0);
    ck_colour(at(&c, 299, 169), 0xFF0000, 0);
    ck_colour(at(&c, 300, 169), 0, 0);
    window_destroy(w);
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
        full_scene_at(draw_page_begin(&page, (float)width, (float)height, NULL), 3);
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

int main(void)
{
    const TTest *const tests[] = {only_what_changed_is_painted_again,
                                  damage_painting_leaves_no_trace,
                                  displays_are_found_by_name,
                                  a_window_shows_only_changes,
                                  a_cross_fade_starts_and_ends_exactly,
                                  a_display_that_is_not_there_hides_the_audience_only,
                                  an_unplugged_display_comes_back,
                                  an_area_of_the_wall_is_used,
                                  windows_survive_any_size,
                                  NULL};
    return stage_kit_run("window", tests);
}
