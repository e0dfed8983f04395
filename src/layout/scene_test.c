/* Test pattern: grid, safe frame, colour bars, a bar that moves evenly and the flash that goes with
 * the beep. The flash exists here only, is small and comes once a second. */
#include "layout/audience_parts.h"

#include <stdio.h>

enum { CELLS_HIGH = 18 };

static void draw_grid(struct drawing *k)
{
    float cell = k->g.h / CELLS_HIGH;
    int columns = (int)(k->g.w / cell / 2);
    const struct draw_stroke thin = {.paint = paint(COLOUR_LINE), .width = 1};
    const struct draw_stroke middle = {.paint = paint(COLOUR_TEXT_3), .width = 2};
    float cx = k->g.w / 2, cy = k->g.h / 2;
    for (int i = 1; i <= columns; i++) {
        draw_line(k->d, cx - (float)i * cell, 0, cx - (float)i * cell, k->g.h, &thin);
        draw_line(k->d, cx + (float)i * cell, 0, cx + (float)i * cell, k->g.h, &thin);
    }
    for (int i = 1; i < CELLS_HIGH / 2; i++) {
        draw_line(k->d, 0, cy - (float)i * cell, k->g.w, cy - (float)i * cell, &thin);
        draw_line(k->d, 0, cy + (float)i * cell, k->g.w, cy + (float)i * cell, &thin);
    }
    draw_line(k->d, cx, 0, cx, k->g.h, &middle);
    draw_line(k->d, 0, cy, k->g.w, cy, &middle);
}

static void draw_bars(struct drawing *k, struct draw_box box)
{
    static const uint32_t rgb[] = {0xFFFFFF, 0xFFFF00, 0x00FFFF, 0x00FF00,
                                   0xFF00FF, 0xFF0000, 0x0000FF, 0x000000};
    int n = (int)(sizeof rgb / sizeof *rgb);
    struct draw_box upper = box, lower = box_take_bottom(&upper, box.h / 3);
    for (int i = 0; i < n; i++)
        draw_rect(k->d, grid_cell(upper, n, 1, 0, i),
                  &(struct draw_fill){.top = paint_rgb(rgb[i])});
    for (int i = 0; i < 16; i++) {
        uint32_t g = (uint32_t)i * 17;
        draw_rect(k->d, grid_cell(lower, 16, 1, 0, i),
                  &(struct draw_fill){.top = paint_rgb(g << 16 | g << 8 | g)});
    }
}

static void corner(struct drawing *k, float x, float y, float dx, float dy)
{
    const struct draw_stroke s = {.paint = paint(COLOUR_WHITE), .width = px(k, 6)};
    draw_line(k->d, x, y, x + dx, y, &s);
    draw_line(k->d, x, y, x, y + dy, &s);
}

void scene_test(struct drawing *k)
{
    draw_backdrop(k->d, DRAW_BACKDROP_BLACK);
    draw_grid(k);
    outline(k, box_of(0, 0, k->g.w, k->g.h), 0, 3, paint(COLOUR_WHITE));
    struct draw_box safe = k->g.safe;
    outline(k, safe, 0, 3, paint(COLOUR_GOLD));
    float a = px(k, 90), r = k->g.w - 1, b = k->g.h - 1;
    corner(k, 1, 1, a, a);
    corner(k, r, 1, -a, a);
    corner(k, 1, b, a, -a);
    corner(k, r, b, -a, -a);

    struct draw_box mid = box_inset(safe, px(k, 60));
    draw_bars(k, box_of(mid.x, mid.y + mid.h * 0.08f, mid.w, mid.h * 0.34f));
    struct draw_box tag = box_of(mid.x, mid.y + mid.h * 0.52f, mid.w - px(k, 170), px(k, 190));
    solid(k, tag, 10, paint(COLOUR_BLACK));
    outline(k, tag, 10, 3, paint(COLOUR_LINE));
    char text[96];
    snprintf(text, sizeof text, "%.0f × %.0f", (double)k->g.w, (double)k->g.h);
    struct say s = {.x = tag.x + tag.w / 2,
                    .y = tag.y + px(k, 62),
                    .k = 6,
                    .width = tag.w - px(k, 40),
                    .token = COLOUR_WHITE,
                    .bold = true,
                    .align = DRAW_CENTRE,
                    .role = ROLE_NOTE};
    say_line(k, &s, text);
    s.y = tag.y + px(k, 140);
    s.k = 1;
    s.bold = false;
    say_line(k, &s, TR(k->w, "金框以内为安全区，方格应为正方形"));

    int64_t phase_us = k->now_us % AUDIENCE_FLASH_EVERY_US;
    struct draw_box lane = box_of(mid.x, mid.y + mid.h * 0.82f, mid.w, px(k, 60));
    outline(k, lane, 4, 3, paint(COLOUR_LINE));
    float t = (float)phase_us / (float)AUDIENCE_FLASH_EVERY_US, w = px(k, 60);
    solid(k, box_of(lane.x + t * (lane.w - w), lane.y, w, lane.h), 4, paint(COLOUR_WHITE));
    struct draw_box flash =
        box_of(mid.x + mid.w - px(k, 130), tag.y + px(k, 35), px(k, 120), px(k, 120));
    outline(k, flash, 8, 4, paint(COLOUR_TEXT_3));
    if (phase_us < AUDIENCE_FLASH_US)
        solid(k, flash, 8, paint(COLOUR_WHITE));
}
