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
    int step = roomy ? 9 : 5;
    /* all numbers of a screen at one size */
    while (step > 0 &&
           !say_fits(k, step, true, seat_w - px(k, 12), k->c->def->team_count > 9 ? "88" : "8"))
        step--;
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
        draw_glow(k->d, box, px(k, 10), px(k, 48), paint_fade(mark_paint(m->kind), 0.24f));
        solid(k, box, 10, mark_paint(m->kind));
        return;
    }
    card(k, box);
    if (m->kind == MARK_BARRED)
        draw_rect(k->d, box,
                  &(struct draw_fill){.radius = px(k, 10),
                                      .pattern_kind = DRAW_HATCH,
                                      .pattern = paint_alpha(COLOUR_VERMILION, 0.2f),
                                      .pitch = px(k, 40)});
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
    box_take_right(&rest, px(k, compact ? 12 : 22));
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
        wing_cell(k, c, &k->teams[i], compact);
    }
}

/* An upright cell: seat, name and score under each other. */
static void tall_cell(struct drawing *k, struct draw_box box, const struct team *team,
                      const char *score)
{
    card(k, box);
    band_top(k, box_of(box.x, box.y, box.w, px(k, 14)), team->seat, 10);
    float cx = box.x + box.w / 2;
    say_seat(k, cx, box.y + px(k, 14) + box.h * 0.2f, 7, 1, box.w - px(k, 16), DRAW_CENTRE,
             paint_team_text(team->seat), false, team->seat);
    struct draw_box name =
        box_of(box.x + px(k, 10), box.y + box.h * 0.38f, box.w - px(k, 20), box.h * 0.26f);
    say_name(k,
             &(struct say){.k = 2, .token = COLOUR_TEXT_2, .align = DRAW_CENTRE, .role = ROLE_NAME},
             name, 2, team);
    int step = 9;
    while (step > 6 && !say_fits(k, step, true, box.w - px(k, 28), score))
        step--;
    say_line(k,
             &(struct say){.x = cx,
                           .y = box.y + box.h * 0.81f,
                           .k = step,
                           .k_min = 6,
                           .width = box.w - px(k, 12),
                           .token = COLOUR_TEXT,
                           .bold = true,
                           .align = DRAW_CENTRE,
                           .role = ROLE_SCORE},
             score);
}

/* Parts separated by \x1f on one line, else on two, parted between names; nothing if not even that.
 */
static void parts_lines(struct drawing *k, struct draw_box box, const char *parts)
{
    char line[2][256] = {"", ""};
    int n = 1;
    for (const char *p = parts; *p != '\0'; p++)
        n += *p == '\x1f';
    for (int lines = 1; lines <= 2; lines++) {
        int at = 0, of = 0;
        size_t used = 0;
        line[0][0] = line[1][0] = '\0';
        for (const char *p = parts; *p != '\0'; p++) {
            if (*p == '\x1f' && ++at >= (n + lines - 1) / lines && of + 1 < lines) {
                of++;
                used = 0;
                continue;
            }
            const char *add = *p == '\x1f' ? "\u3000" : NULL;
            size_t need = add ? strlen(add) : 1;
            if (used + need >= sizeof line[0])
                return;
            memcpy(line[of] + used, add ? add : p, need);
            used += need;
            line[of][used] = '\0';
        }
        float pitch = px(k, 42);
        if (!say_fits(k, 0, false, box.w, line[0]) || !say_fits(k, 0, false, box.w, line[1]) ||
            pitch * (float)lines > box.h + px(k, 8))
            continue;
        struct say s = {.x = box.x,
                        .k = lines == 1 ? 1 : 0,
                        .width = box.w,
                        .token = COLOUR_TEXT_2,
                        .role = ROLE_NOTE};
        for (int i = 0; i < lines; i++) {
            s.y = box.y + box.h / 2 + ((float)i - (float)(lines - 1) / 2) * pitch;
            say_line(k, &s, line[i]);
        }
        return;
    }
}

static float widest_score(const struct drawing *k, int step, bool bold)
{
    float w = 0;
    for (int i = 0; i < k->c->def->team_count; i++) {
        char text[16];
        score_text(k->c, k->teams[i].seat, text, sizeof text);
        float one = say_width(k, step, bold, text);
        w = one > w ? one : w;
    }
    return w;
}

/* Scoreboard: name and score, side by side where the cell is long. */
static void cell_score(struct drawing *k, struct draw_box rest, const struct team *team,
                       const char *score, int name_k, int score_k)
{
    int step = score_k;
    bool bold = widest_score(k, 6, true) <= rest.w;
    while (step > 6 && (widest_score(k, step, bold) > rest.w ||
                        (float)type_em(k->g.unit, step) > rest.h * 0.6f))
        step--;
    float em = (float)type_em(k->g.unit, step), gap = rest.h - em - px(k, 44);
    float score_w = widest_score(k, step, bold);
    struct say name = {.k = name_k, .token = COLOUR_TEXT_2, .role = ROLE_NAME};
    struct draw_box top = rest;
    float score_y;
    int aside_k = name_k;
    float aside_w = rest.w - score_w - px(k, 40);
    while (aside_k > 1 && k->widest[0].full * (float)type_em(k->g.unit, aside_k) > aside_w)
        aside_k--;
    bool aside = k->widest[0].full * (float)type_em(k->g.unit, aside_k) <= aside_w;
    if (aside) {
        top.w -= score_w + px(k, 40);
        score_y = rest.y + rest.h / 2;
        name.token = COLOUR_TEXT;
    } else {
        score_y = rest.y + rest.h - em / 2 - gap * 0.22f;
        top =
            box_of(rest.x, rest.y + gap * 0.3f, rest.w, score_y - em * 0.44f - rest.y - gap * 0.3f);
    }
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

/* Introduction: full name over the players. */
static void cell_people(struct drawing *k, struct draw_box rest, const struct team *team,
                        const char *below, int name_k)
{
    bool two = below != NULL && *below != '\0' && rest.h > px(k, 118);
    struct draw_box top = rest;
    if (two)
        top.h = rest.h * 0.54f;
    say_name(k, &(struct say){.k = name_k, .token = COLOUR_TEXT, .bold = true, .role = ROLE_NAME},
             top, two || rest.h < px(k, 110) ? 1 : 2, team);
    if (two)
        parts_lines(k, box_of(rest.x, rest.y + rest.h * 0.54f, rest.w, rest.h * 0.4f), below);
}

void seat_cell(struct drawing *k, struct draw_box box, const struct team *team, const char *score,
               const char *below)
{
    static const struct mark quiet;
    if (score != NULL && box.h > px(k, 235) && box.w < px(k, 480)) {
        tall_cell(k, box, team, score);
        return;
    }
    card(k, box);
    bool roomy = box.w > px(k, 400) && box.h > px(k, 140);
    bool large = box.w > px(k, 620) && box.h > px(k, 220);
    struct draw_box rest = cell_seat(k, box, team, &quiet, px(k, roomy ? 20 : 14),
                                     px(k, !roomy               ? 74
                                           : box.w > px(k, 520) ? 150
                                                                : 112));
    box_take_left(&rest, px(k, 10));
    box_take_right(&rest, px(k, roomy ? 28 : 12));
    if (score != NULL)
        cell_score(k, rest, team, score, large ? 5 : roomy ? 3 : 1, large ? 11 : roomy ? 9 : 7);
    else
        cell_people(k, rest, team, below, large ? 6 : roomy ? 4 : 2);
}
