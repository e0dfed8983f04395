/*
 * A full audience scene (buzzer won, ten teams) written straight into a draw list: what the
 * painter is tested and timed with. Sizes as in the 1080-line drawings.
 */
#ifndef TESTS_FULL_SCENE_H
#define TESTS_FULL_SCENE_H

#include <stdio.h>

#include "layout/draw.h"

static inline void full_card(struct draw_list *d, int seat, const char *name, const char *score)
{
    float x = 96 + (float)(seat - 1) * 173.7f;
    bool lit = seat == 7, barred = seat == 5;
    struct draw_box card = {x, 832, 165, 194};
    struct paint seat_paint = lit ? paint(COLOUR_INK_TEAM) : paint_team_text(seat);
    if (lit) {
        struct draw_box tall = {x, 786, 165, 240};
        draw_glow(d, tall, 10, 50, paint_alpha(COLOUR_GOLD, 0.17f));
        draw_rect(d, tall, &(struct draw_fill){.top = paint(COLOUR_GOLD), .radius = 10});
        draw_rect(d, (struct draw_box){x + 6, 834, 153, 60},
                  &(struct draw_fill){.top = paint_team(seat), .radius = 6});
        draw_text(d,
                  &(struct draw_run){.x = x + 82.5f,
                                     .y = 811,
                                     .em = 36,
                                     .weight = TEXT_BOLD,
                                     .align = DRAW_CENTRE,
                                     .role = ROLE_FLAG,
                                     .paint = paint(COLOUR_INK)},
                  "抢到", 0);
    } else {
        draw_rect(d, card,
                  &(struct draw_fill){.top = paint(COLOUR_CARD_TOP),
                                      .bottom = paint(COLOUR_CARD_BOTTOM),
                                      .radius = 10,
                                      .pattern_kind = barred ? DRAW_HATCH : DRAW_PLAIN,
                                      .pattern = paint_alpha(COLOUR_VERMILION, 0.18f),
                                      .pitch = 36});
        draw_rect(d, (struct draw_box){x, 832, 165, 12},
                  &(struct draw_fill){
                      .top = paint_team(seat), .radius = barred ? 0 : 10, .corners = CORNER_TOP});
        if (barred)
            draw_rect(d, (struct draw_box){x, 786, 165, 240},
                      &(struct draw_fill){
                          .radius = 10, .outline = paint(COLOUR_VERMILION), .outline_px = 3});
    }
    char number[16];
    snprintf(number, sizeof number, "%d", seat);
    struct draw_run r = {.y = lit ? 865 : 873,
                         .em = 51,
                         .weight = TEXT_BOLD,
                         .role = ROLE_SEAT,
                         .paint = seat_paint};
    struct draw_run hao = {
        .em = 36, .weight = lit ? TEXT_BOLD : TEXT_REGULAR, .role = ROLE_SEAT, .paint = seat_paint};
    float w = draw_text_width(d, &r, number) + 4 + draw_text_width(d, &hao, "号");
    r.x = x + 82.5f - w / 2;
    hao.x = r.x + draw_text(d, &r, number, 0) + 4;
    hao.y = text_same_baseline(r.y, r.em, hao.em);
    draw_text(d, &hao, "号", 0);
    draw_text(d,
              &(struct draw_run){.x = x + 82.5f,
                                 .y = 920,
                                 .em = 36,
                                 .align = DRAW_CENTRE,
                                 .weight = lit ? TEXT_BOLD : TEXT_REGULAR,
                                 .role = ROLE_NAME,
                                 .paint = paint(lit ? COLOUR_INK : COLOUR_TEXT_2)},
              name, 0);
    draw_text(d,
              &(struct draw_run){.x = x + 82.5f,
                                 .y = 980,
                                 .em = 72,
                                 .align = DRAW_CENTRE,
                                 .weight = TEXT_BOLD,
                                 .role = ROLE_SCORE,
                                 .paint = paint(lit ? COLOUR_INK : COLOUR_TEXT)},
              score, 0);
}

static inline void full_question(struct draw_list *d)
{
    static const char text[] = "行政机关在作出行政处罚决定之前，\n应当告知当事人拟作出的行政处罚\n"
                               "内容及事实、理由、依据，\n并告知当事人依法享有哪三项权利？";
    struct text_fit fit;
    struct text_want want = {.metrics = d->metrics,
                             .utf8 = text,
                             .weight = TEXT_BOLD,
                             .width = 1296,
                             .height = 400,
                             .screen_height = 1080,
                             .k_max = 9,
                             .k_min = 6};
    text_fit(&want, &fit);
    draw_rect(d, (struct draw_box){96, 144, 1404, 582},
              &(struct draw_fill){.top = paint(COLOUR_PANEL_TOP),
                                  .bottom = paint(COLOUR_PANEL_BOTTOM),
                                  .radius = 14});
    struct draw_run r = {.x = 150,
                         .y = 228,
                         .weight = TEXT_BOLD,
                         .role = ROLE_QUESTION,
                         .paint = paint(COLOUR_TEXT)};
    draw_fitted(d, &r, text, &fit, 0);
}

static inline void full_now(struct draw_list *d, int seconds)
{
    char text[16];
    draw_rect(
        d, (struct draw_box){1536, 144, 288, 146},
        &(struct draw_fill){
            .top = paint_team(7), .radius = 10, .outline = paint(COLOUR_GOLD), .outline_px = 10});
    struct draw_run seat = {.x = 1618,
                            .y = 217,
                            .em = 128,
                            .weight = TEXT_BOLD,
                            .role = ROLE_SEAT,
                            .paint = paint(COLOUR_INK_TEAM)};
    float w = draw_text(d, &seat, "7", 0);
    draw_text(d,
              &(struct draw_run){.x = 1626 + w,
                                 .y = text_same_baseline(217, 128, 57),
                                 .em = 57,
                                 .weight = TEXT_BOLD,
                                 .role = ROLE_SEAT,
                                 .paint = paint(COLOUR_INK_TEAM)},
              "号", 0);
    draw_text(d,
              &(struct draw_run){.x = 1680,
                                 .y = 334,
                                 .em = 57,
                                 .weight = TEXT_BOLD,
                                 .align = DRAW_CENTRE,
                                 .role = ROLE_NAME,
                                 .paint = paint(COLOUR_TEXT)},
              "卫生健康", 0);
    draw_text(d,
              &(struct draw_run){.x = 1680,
                                 .y = 388,
                                 .em = 36,
                                 .align = DRAW_CENTRE,
                                 .role = ROLE_NOTE,
                                 .paint = paint(COLOUR_TEXT_2)},
              "领先 2 号", 0);
    draw_text(d,
              &(struct draw_run){.x = 1680,
                                 .y = 438,
                                 .em = 51,
                                 .align = DRAW_CENTRE,
                                 .weight = TEXT_BOLD,
                                 .role = ROLE_NOTE,
                                 .paint = paint(COLOUR_GOLD)},
              "0.038 秒", 0);
    draw_ring(d, &(struct draw_ring){.cx = 1680,
                                     .cy = 601,
                                     .radius = 125,
                                     .style = DRAW_RING_BLOCKS,
                                     .lit = (uint8_t)seconds,
                                     .on = paint(COLOUR_GOLD),
                                     .off = paint(COLOUR_SPENT)});
    snprintf(text, sizeof text, "%d", seconds);
    draw_text(d,
              &(struct draw_run){.x = 1680,
                                 .y = 591,
                                 .em = 114,
                                 .align = DRAW_CENTRE,
                                 .weight = TEXT_BOLD,
                                 .role = ROLE_CLOCK,
                                 .paint = paint(COLOUR_TEXT)},
              text, 0);
    draw_text(d,
              &(struct draw_run){.x = 1680,
                                 .y = 662,
                                 .em = 36,
                                 .align = DRAW_CENTRE,
                                 .role = ROLE_CLOCK,
                                 .paint = paint(COLOUR_TEXT_2)},
              "秒", 0);
}

static inline void full_scene_at(struct draw_list *d, int seconds)
{
    static const char *const names[10] = {"市场监管", "生态环境", "文化旅游", "交通运输",
                                          "综合执法", "应急管理", "卫生健康", "农业农村",
                                          "水务局",   "自然资源"};
    draw_backdrop(d, DRAW_BACKDROP_HALL);
    draw_text(d,
              &(struct draw_run){.x = 96,
                                 .y = 84,
                                 .em = 51,
                                 .weight = TEXT_BOLD,
                                 .role = ROLE_TITLE,
                                 .paint = paint(COLOUR_TEXT)},
              "抢答题", 0);
    draw_rect(d, (struct draw_box){286, 66, 2, 36}, &(struct draw_fill){.top = paint(COLOUR_LINE)});
    draw_text(d,
              &(struct draw_run){
                  .x = 317, .y = 87, .em = 36, .role = ROLE_NOTE, .paint = paint(COLOUR_TEXT_2)},
              "第 8 题 / 共 20 题", 0);
    draw_text(d,
              &(struct draw_run){.x = 1824,
                                 .y = 87,
                                 .em = 36,
                                 .align = DRAW_RIGHT,
                                 .role = ROLE_RULE,
                                 .paint = paint(COLOUR_TEXT_2)},
              "答对 +10　答错 \u221210　犯规 \u221210", 0);
    draw_rect(d, (struct draw_box){96, 122, 1728, 2},
              &(struct draw_fill){.top = paint(COLOUR_LINE)});
    full_question(d);
    full_now(d, seconds);
    for (int i = 0; i < 10; i++) {
        struct draw_box block = {96 + (float)i * 174.1f, 742, 162, 24};
        if (i < seconds)
            draw_rect(d, block, &(struct draw_fill){.top = paint(COLOUR_GOLD), .radius = 4});
        else
            draw_rect(
                d, block,
                &(struct draw_fill){.outline = paint(COLOUR_SPENT), .outline_px = 2, .radius = 4});
        full_card(d, i + 1, names[i], i == 6 ? "120" : "130");
    }
}

static inline void full_scene(struct draw_list *d)
{
    full_scene_at(d, 9);
}

#endif
