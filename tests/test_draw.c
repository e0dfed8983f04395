/* rooms: layout view contest keypad words */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layout/audience.h"
#include "layout/draw.h"
#include "layout/motion.h"

static struct draw_page page, page2;

static struct draw_run run(float x, float y, float em, enum draw_role role)
{
    return (struct draw_run){
        .x = x, .y = y, .em = em, .role = (uint8_t)role, .paint = paint(COLOUR_TEXT)};
}

START_TEST(a_dump_reads_like_the_picture)
{
    struct draw_list *d = draw_page_begin(&page, 1920, 1080, NULL);
    draw_backdrop(d, DRAW_BACKDROP_HALL);
    draw_rect(d, (struct draw_box){96, 144, 1404, 582},
              &(struct draw_fill){.top = paint(COLOUR_PANEL_TOP),
                                  .bottom = paint(COLOUR_PANEL_BOTTOM),
                                  .radius = 14});
    struct draw_run r = run(150, 213, 81, ROLE_QUESTION);
    r.weight = TEXT_BOLD;
    draw_text(d, &r, "行政机关", 0);
    draw_ring(d, &(struct draw_ring){.cx = 1680,
                                     .cy = 601,
                                     .radius = 125,
                                     .style = DRAW_RING_BLOCKS,
                                     .lit = 9,
                                     .on = paint(COLOUR_GOLD),
                                     .off = paint(COLOUR_SPENT)});
    draw_icon(d, 180, 660, 60, ICON_CHECK, paint_alpha(COLOUR_JADE, 0.5f));
    char out[2000];
    ck_assert_uint_lt(draw_list_dump(d, out, sizeof out), sizeof out);
    ck_assert_str_eq(out, "backdrop 0,0 1920x1080 1\n"
                          "rect 96,144 1404x582 panel-top to panel-bottom r14\n"
                          "text 150,173 324x81 question em81 bold text \"行政机关\"\n"
                          "ring 1555,476 250x250 blocks lit9 gold\n"
                          "icon 150,630 60x60 check jade@50%\n");
}
END_TEST

START_TEST(runs_are_placed_by_their_alignment)
{
    struct draw_list *d = draw_page_begin(&page, 1920, 1080, NULL);
    struct draw_run r = run(1000, 500, 100, ROLE_NOTE);
    r.align = DRAW_CENTRE;
    ck_assert_float_eq_tol(draw_text(d, &r, "中文", 0), 200, 0.01f);
    ck_assert_float_eq_tol(d->items[0].box.x, 900, 0.01f);
    r.align = DRAW_RIGHT;
    draw_offset(d, 0, -8);
    draw_text(d, &r, "中文", 0);
    ck_assert_float_eq_tol(d->items[1].box.x, 800, 0.01f);
    ck_assert_float_eq_tol(d->items[1].box.y, 442, 0.01f);
    ck_assert_ptr_eq(draw_find_text(d, "中文"), &d->items[0]);
}
END_TEST

START_TEST(a_full_list_says_so)
{
    struct draw_item items[2];
    char text[8];
    struct draw_list d;
    draw_list_init(&d, items, 2, text, sizeof text, 100, 100, NULL);
    struct draw_run r = run(0, 0, 10, ROLE_NOTE);
    draw_text(&d, &r, "123456", 0);
    ck_assert(!d.overflow);
    draw_text(&d, &r, "789", 0);
    ck_assert(d.overflow);
    ck_assert_int_eq(d.count, 1);
    draw_list_init(&d, items, 2, text, sizeof text, 100, 100, NULL);
    for (int i = 0; i < 3; i++)
        draw_backdrop(&d, DRAW_BACKDROP_FLAT);
    ck_assert(d.overflow);
    char why[100];
    struct draw_rules rules = draw_rules_audience(100, 100);
    ck_assert(draw_list_breach(&d, &rules, why, sizeof why));
}
END_TEST

/* Any change that shows must change the hash, and a copy must not. */
START_TEST(the_hash_is_of_what_shows)
{
    uint64_t seen[8];
    for (int i = 0; i < 8; i++) {
        struct draw_list *d = draw_page_begin(i % 2 ? &page : &page2, 1920, 1080, NULL);
        memset(i % 2 ? page.items : page2.items, i, 4000);
        draw_rect(d, (struct draw_box){0, 0, 10, i == 1 ? 11 : 10},
                  &(struct draw_fill){.top = paint(i == 2 ? COLOUR_GOLD : COLOUR_JADE)});
        struct draw_run r = run(0, 0, i == 3 ? 11 : 10, ROLE_NOTE);
        if (i == 4)
            draw_alpha(d, 0.5f);
        draw_text(d, &r, i == 5 ? "b" : "a", 0);
        draw_icon(d, 5, 5, 5, i == 6 ? ICON_CROSS : ICON_CHECK, paint(COLOUR_TEXT));
        seen[i] = draw_list_hash(d);
    }
    for (int i = 1; i < 7; i++)
        ck_assert_uint_ne(seen[0], seen[i]);
    ck_assert_uint_eq(seen[0], seen[7]);
}
END_TEST

static const char *breach(void)
{
    static char why[300];
    struct draw_rules rules = draw_rules_audience(1920, 1080);
    return draw_list_breach(&page.list, &rules, why, sizeof why) ? why : "";
}

START_TEST(breaches_of_the_screen_rules_are_found)
{
    struct draw_list *d = draw_page_begin(&page, 1920, 1080, NULL);
    struct draw_run ok = run(96, 200, 72, ROLE_QUESTION);
    draw_text(d, &ok, "题目", 0);
    ck_assert_str_eq(breach(), "");

    struct draw_run r = run(90, 400, 72, ROLE_QUESTION);
    draw_text(d, &r, "题目", 0);
    ck_assert_ptr_nonnull(strstr(breach(), "safe margin"));

    d = draw_page_begin(&page, 1920, 1080, NULL);
    r = run(100, 400, 71, ROLE_SCORE);
    draw_text(d, &r, "100", 0);
    ck_assert_ptr_nonnull(strstr(breach(), "scores"));

    d = draw_page_begin(&page, 1920, 1080, NULL);
    r = run(100, 400, 35, ROLE_NOTE);
    draw_text(d, &r, "注", 0);
    ck_assert_ptr_nonnull(strstr(breach(), "smaller"));

    d = draw_page_begin(&page, 1920, 1080, NULL);
    draw_text(d, &ok, "题目", 0);
    r = run(230, 220, 36, ROLE_NOTE);
    draw_text(d, &r, "注", 0);
    ck_assert_ptr_nonnull(strstr(breach(), "overlaps"));

    d = draw_page_begin(&page, 1920, 1080, NULL);
    draw_clip(d, &(struct draw_box){96, 160, 100, 80});
    draw_text(d, &ok, "题目", 0);
    ck_assert_ptr_nonnull(strstr(breach(), "clip"));
}
END_TEST

START_TEST(shipped_themes_are_readable)
{
    struct theme_fault f[4];
    const struct theme *themes[] = {&theme_night, &theme_day};
    for (int i = 0; i < 2; i++) {
        int n = theme_check(themes[i], f, 4);
        ck_assert_msg(n == 0, "theme %d: %s on %s is %.2f, needs %.1f", i, colour_name(f[0].front),
                      colour_name(f[0].back), f[0].ratio, f[0].need);
    }
    struct theme bad = theme_night;
    bad.rgb[COLOUR_TEXT] = 0x303030;
    ck_assert_int_gt(theme_check(&bad, f, 4), 0);
}
END_TEST

/* A background picture may be anything: under its veil text keeps 3 : 1 on the worst. */
START_TEST(text_on_a_background_picture_is_readable)
{
    static const struct {
        const struct theme *theme;
        uint32_t worst;
    } halls[] = {{&theme_night, 0xFFFFFF}, {&theme_day, 0x000000}};
    static const enum colour fronts[] = {COLOUR_TEXT, COLOUR_TEXT_2, COLOUR_TEXT_3,
                                         COLOUR_GOLD, COLOUR_JADE,   COLOUR_VERMILION_TEXT};
    for (size_t i = 0; i < 2; i++) {
        uint32_t base = halls[i].theme->rgb[COLOUR_BASE], under = 0;
        for (int s = 0; s < 24; s += 8)
            under |= (uint32_t)((float)(base >> s & 255) * AUDIENCE_VEIL +
                                (float)(halls[i].worst >> s & 255) * (1 - AUDIENCE_VEIL))
                     << s;
        for (size_t f = 0; f < sizeof fronts / sizeof *fronts; f++)
            ck_assert_double_ge(colour_contrast(halls[i].theme->rgb[fronts[f]], under), 3);
    }
}
END_TEST

START_TEST(contrast_is_that_of_the_palette)
{
    ck_assert_double_eq_tol(colour_contrast(0xFFFFFF, 0x000000), 21, 0.001);
    ck_assert_double_eq_tol(colour_contrast(0xF6F3EB, 0x0A1222), 16.9, 0.06);
    ck_assert_double_eq_tol(colour_contrast(0xF2B84B, 0x0A1222), 10.5, 0.06);
    ck_assert_int_eq(colour_by_name("text-2"), COLOUR_TEXT_2);
    ck_assert_int_eq(colour_by_name("team-10"), COLOUR_TEAM_10);
    ck_assert_int_eq(colour_by_name("nonsense"), COLOUR_NONE);
    for (int i = COLOUR_BASE; i < COLOUR_COUNT; i++)
        ck_assert_int_eq(colour_by_name(colour_name((enum colour)i)), i);
}
END_TEST

START_TEST(seats_repeat_colours_with_a_cut_band)
{
    ck_assert_int_eq(paint_team(11).token, paint_team(1).token);
    ck_assert_int_eq(team_band_cuts(10), 1);
    ck_assert_int_eq(team_band_cuts(11), 2);
    ck_assert_int_eq(team_band_cuts(24), 3);
}
END_TEST

START_TEST(motion_arrives_and_then_rests)
{
    ck_assert_float_eq(motion_ease(999, 1000, 160000), 0);
    ck_assert_float_eq(motion_ease(161000, 1000, 160000), 1);
    float last = 0;
    for (int64_t t = 1000; t <= 161000; t += 1000) {
        float v = motion_ease(t, 1000, 160000);
        ck_assert(v >= last && v <= 1);
        last = v;
    }
    ck_assert_float_gt(motion_ease(81000, 1000, 160000), 0.8f); /* eased out */
    ck_assert_int_eq(motion_next(0, 1000, 160000), 1000);
    ck_assert_int_eq(motion_next(1000, 1000, 160000), 1000 + MOTION_FRAME_US);
    ck_assert_int_eq(motion_next(160999, 1000, 160000), 161000);
    ck_assert_int_eq(motion_next(161000, 1000, 160000), MOTION_NEVER);
    ck_assert_float_eq(motion_ease(5, 5, 0), 1); /* "0 ms in" */
}
END_TEST

START_TEST(clock_parts_wake_at_their_edges)
{
    /* 30 s in 60 ticks: every half second of what is left */
    ck_assert_int_eq(motion_next_part(0, 29900000, 30000000, 60), 400000);
    ck_assert_int_eq(motion_next_part(7, 500000, 30000000, 60), 7 + 500000);
    ck_assert_int_eq(motion_next_part(0, 0, 30000000, 60), MOTION_NEVER);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("draw");
    TCase *tc = tcase_create("draw");
    tcase_add_test(tc, a_dump_reads_like_the_picture);
    tcase_add_test(tc, runs_are_placed_by_their_alignment);
    tcase_add_test(tc, a_full_list_says_so);
    tcase_add_test(tc, the_hash_is_of_what_shows);
    tcase_add_test(tc, breaches_of_the_screen_rules_are_found);
    tcase_add_test(tc, shipped_themes_are_readable);
    tcase_add_test(tc, text_on_a_background_picture_is_readable);
    tcase_add_test(tc, contrast_is_that_of_the_palette);
    tcase_add_test(tc, seats_repeat_colours_with_a_cut_band);
    tcase_add_test(tc, motion_arrives_and_then_rests);
    tcase_add_test(tc, clock_parts_wake_at_their_edges);
    suite_add_tcase(suite, tc);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
