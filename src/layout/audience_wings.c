/* Teams as cells: wings of a LED wall, scoreboard, introduction, roll-call. */
#include "layout/audience_parts.h"

#include <stdio.h>
#include <string.h>

/* Band and seat number at the left of a cell; returns what is left for the rest. */
static struct draw_box cell_seat(struct drawing *k, struct draw_box box, const struct team *team,
                                 const struct mark *m, float band, float seat_w)
{
    bool lit = mark_lit(m->kind);
    struct draw_box rest = box;
    if (lit) {
        struct draw_box plate =
            box_of(box.x + px(k, 6), box.y + px(k, 6), band + seat_w - px(k, 6), box.h - px(k, 12));
        solid(k, plate, 4, paint_team(team->seat));
    } else {
        band_left(k, box_of(box.x, box.y, band, box.h), team->seat, 10);
    }
    box_take_left(&rest, band + seat_w);
    char number[12];
    snprintf(number, sizeof number, "%d", team->seat);
    bool roomy = seat_w > px(k, 110);
    say_line(k,
             &(struct say){.x = box.x + band + seat_w / 2 - (lit ? band / 2 : 0),
                           .y = box.y + box.h / 2,
                           .k = roomy ? 9 : 5,
                           .width = seat_w - px(k, 12),
                           .paint = lit ? paint(COLOUR_INK_TEAM) : paint_team_text(team->seat),
                           .bold = true,
                           .align = DRAW_CENTRE,
                           .role = ROLE_SEAT},
             number);
    return rest;
}

static void cell_ground(struct drawing *k, struct draw_box box, const struct mark *m)
{
    if (mark_lit(m->kind)) {
        draw_glow(k->d, box, px(k, 10), px(k, 36), paint_fade(mark_paint(m->kind), 0.35f));
        solid(k, box, 10, mark_paint(m->kind));
        return;
    }
    card(k, box);
    if (m->kind == MARK_BARRED)
        draw_rect(k->d, box,
                  &(struct draw_fill){.radius = px(k, 10),
                                      .pattern_kind = DRAW_HATCH,
                                      .pattern = paint_alpha(COLOUR_VERMILION, 0.32f),
                                      .pitch = px(k, 32)});
    if (m->kind != MARK_QUIET)
        outline(k, box, 10, 4, mark_paint(m->kind));
}

static enum colour flag_token(enum mark_kind kind)
{
    return mark_lit(kind)                             ? COLOUR_INK
           : kind == MARK_BARRED || kind == MARK_DOWN ? COLOUR_VERMILION_TEXT
           : kind == MARK_UP                          ? COLOUR_JADE
                                                      : COLOUR_TEXT;
}

/* A wing cell: full name over score and flag; in a compact one the flag takes the name's place. */
static void wing_cell(struct drawing *k, struct draw_box box, const struct team *team, bool compact)
{
    const struct mark *m = &k->marks[team->seat - 1];
    bool lit = mark_lit(m->kind);
    cell_ground(k, box, m);
    float band = px(k, compact ? 14 : 20), seat_w = px(k, compact              ? 74
                                                          : box.w > px(k, 520) ? 150
                                                                               : 112);
    struct draw_box rest = cell_seat(k, box, team, m, band, seat_w);
    box_take_left(&rest, px(k, compact ? 8 : 14));
    box_take_right(&rest, px(k, 12));
    char score[16];
    score_text(k->c, team->seat, score, sizeof score);
    int step = compact || rest.h < px(k, 150) ? 6 : 8;
    while (step > 6 && !say_fits(k, step, true, rest.w * (m->flag[0] != '\0' ? 0.6f : 1), score))
        step--;
    float em = (float)type_em(k->g.unit, step);
    float name_y = rest.y + rest.h * 0.27f, score_y = rest.y + rest.h * 0.68f;
    bool flag_aside =
        m->flag[0] != '\0' && !compact &&
        say_width(k, step, true, score) + say_width(k, 0, true, m->flag) + px(k, 16) <= rest.w;
    bool flag_above = m->flag[0] != '\0' && !flag_aside;
    struct say s = {.x = rest.x,
                    .y = name_y,
                    .width = rest.w,
                    .token = lit ? COLOUR_INK : COLOUR_TEXT_2,
                    .bold = lit,
                    .role = ROLE_NAME};
    if (flag_above) {
        s.token = flag_token(m->kind);
        s.bold = true;
        s.role = ROLE_FLAG;
        say_line(k, &s, m->flag);
    } else {
        float h = score_y - em / 2 - rest.y - px(k, 8);
        s.k = 2;
        if (!compact)
            say_name(k, &s, box_of(rest.x, rest.y + px(k, 6), rest.w, h), 1, team);
        else
            say_line(k, &s, team->short_name);
    }
    say_line(k,
             &(struct say){.x = rest.x,
                           .y = score_y,
                           .k = step,
                           .k_min = 6,
                           .width = rest.w,
                           .token = lit                      ? COLOUR_INK
                                    : m->kind == MARK_BARRED ? COLOUR_TEXT_2
                                                             : COLOUR_TEXT,
                           .bold = true,
                           .role = ROLE_SCORE},
             score);
    if (flag_aside)
        say_line(k,
                 &(struct say){.x = rest.x + rest.w,
                               .y = score_y,
                               .k = 4,
                               .width = rest.w - say_width(k, step, true, score) - px(k, 16),
                               .token = flag_token(m->kind),
                               .bold = true,
                               .align = DRAW_RIGHT,
                               .role = ROLE_FLAG},
                 m->flag);
}

void seats_wings(struct drawing *k)
{
    const struct definition *def = k->c->def;
    int half = (def->team_count + 1) / 2;
    bool compact = k->g.columns > 1;
    for (int i = 0; i < def->team_count; i++) {
        int side = i < half ? 0 : 1;
        struct draw_box c =
            grid_cell(k->g.wing[side], k->g.columns, k->g.rows, px(k, 14), side ? i - half : i);
        wing_cell(k, c, &def->teams[i], compact);
    }
}

/* Scoreboard, introduction: seat, name, and a line under it. */
void seat_cell(struct drawing *k, struct draw_box box, const struct team *team, const char *score,
               const char *below)
{
    static const struct mark quiet;
    card(k, box);
    bool roomy = box.w > px(k, 460) && box.h > px(k, 150);
    struct draw_box rest =
        cell_seat(k, box, team, &quiet, px(k, roomy ? 20 : 14), px(k, roomy ? 150 : 74));
    box_take_left(&rest, px(k, 10));
    box_take_right(&rest, px(k, roomy ? 24 : 12));
    struct say name = {.k = roomy ? 3 : 1, .token = COLOUR_TEXT_2, .role = ROLE_NAME};
    if (score == NULL) {
        struct draw_box top = rest;
        bool two = below != NULL && *below != '\0' && box.h > px(k, 130);
        if (two)
            top.h = rest.h * 0.56f;
        name.token = COLOUR_TEXT;
        name.bold = true;
        name.k = roomy ? 4 : 2;
        say_name(k, &name, top, two || box.h < px(k, 110) ? 1 : 2, team);
        struct draw_box under = box_of(rest.x, rest.y + rest.h * 0.56f, rest.w, rest.h * 0.38f);
        if (two)
            say_block(k, &(struct say){.k = 1, .token = COLOUR_TEXT_2, .role = ROLE_NOTE}, under, 2,
                      below);
        return;
    }
    int step = roomy ? 9 : 7;
    bool bold = say_fits(k, 6, true, rest.w, score);
    while (step > 6 && (!say_fits(k, step, bold, rest.w, score) ||
                        (float)type_em(k->g.unit, step) > rest.h * 0.6f))
        step--;
    float em = (float)type_em(k->g.unit, step), gap = rest.h - em - px(k, 44);
    float score_y = rest.y + rest.h - em / 2 - gap * 0.22f;
    struct draw_box top =
        box_of(rest.x, rest.y + gap * 0.3f, rest.w, score_y - em * 0.44f - rest.y - gap * 0.3f);
    say_name(k, &name, top, 1, team);
    say_line(k,
             &(struct say){.x = rest.x + rest.w,
                           .y = score_y,
                           .k = step,
                           .k_min = 6,
                           .width = rest.w,
                           .token = COLOUR_TEXT,
                           .bold = bold,
                           .align = DRAW_RIGHT,
                           .role = ROLE_SCORE},
             score);
}
