/* The teams under the content: a card each, or three cards for the teams concerned and numbered
 * tiles. */
#include "layout/audience_parts.h"

#include <stdio.h>
#include <string.h>

enum { CARDS_SHOWN = 3 };

/* Scores are bold where the widest has room for it: one weight for all. */
static bool bold_scores_fit(const struct drawing *k, float width)
{
    for (int i = 0; i < k->c->def->team_count; i++) {
        char text[16];
        score_text(k->c, k->teams[i].seat, text, sizeof text);
        if (!say_fits(k, 6, true, width - px(k, 16), text))
            return false;
    }
    return true;
}

/* Outline of card and lane when the card is not lit. */
static void flag_frame(struct drawing *k, struct draw_box full, const struct mark *m)
{
    draw_alpha(k->d, m->lift);
    draw_rect(k->d, full,
              &(struct draw_fill){.radius = px(k, 10),
                                  .outline = mark_paint(m->kind),
                                  .outline_px = px(k, m->kind == MARK_BARRED ? 4 : 3)});
    draw_alpha(k->d, 1);
}

static void flag_text(struct drawing *k, struct draw_box full, const struct mark *m)
{
    static const uint8_t token[] = {
        [MARK_GOLD] = COLOUR_INK,
        [MARK_JADE] = COLOUR_INK,
        [MARK_VERMILION] = COLOUR_INK,
        [MARK_FLAG] = COLOUR_TEXT,
        [MARK_BARRED] = COLOUR_VERMILION_TEXT,
        [MARK_UP] = COLOUR_JADE,
        [MARK_DOWN] = COLOUR_VERMILION_TEXT,
        [MARK_OUT] = COLOUR_TEXT_3,
        [MARK_QUIET] = COLOUR_TEXT,
    };
    draw_alpha(k->d, m->lift);
    say_line(k,
             &(struct say){.x = full.x + full.w / 2,
                           .y = full.y + px(k, 25),
                           .width = full.w - px(k, 8),
                           .token = (enum colour)token[m->kind],
                           .bold = true,
                           .align = DRAW_CENTRE,
                           .role = ROLE_FLAG},
             m->flag);
    draw_alpha(k->d, 1);
}

static void lit_ground(struct drawing *k, struct draw_box card_box, struct draw_box full,
                       const struct mark *m, int seat)
{
    struct paint p = mark_paint(m->kind);
    draw_glow(k->d, full, px(k, 10), px(k, 48), paint_fade(p, 0.24f));
    solid(k, full, 10, p);
    struct draw_box plate =
        box_of(card_box.x + px(k, 6), card_box.y + px(k, 2), card_box.w - px(k, 12), px(k, 60));
    solid(k, plate, 4, paint_team(seat));
}

static void quiet_ground(struct drawing *k, struct draw_box card_box, int seat, bool barred)
{
    card(k, card_box);
    if (barred)
        draw_rect(k->d, card_box,
                  &(struct draw_fill){.radius = px(k, 10),
                                      .corners = CORNER_BOTTOM,
                                      .pattern_kind = DRAW_HATCH,
                                      .pattern = paint_alpha(COLOUR_VERMILION, 0.2f),
                                      .pitch = px(k, 40)});
    band_top(k, box_of(card_box.x, card_box.y, card_box.w, px(k, 12)), seat, 10);
}

/* Name on a card: as much of it as there is room for. */
static void card_name(struct drawing *k, struct draw_box box, const struct team *team, bool lit,
                      bool dim)
{
    struct say s = {.x = box.x + box.w / 2,
                    .y = box.y + px(k, 87),
                    .token = lit   ? COLOUR_INK
                             : dim ? COLOUR_TEXT_3
                                   : COLOUR_TEXT_2,
                    .bold = lit,
                    .align = DRAW_CENTRE,
                    .role = ROLE_NAME};
    float room = box.w - px(k, 12);
    if (say_fits(k, 0, true, room, team->name)) {
        say_line(k, &s, team->name);
        return;
    }
    s.width = box.w - px(k, 4);
    say_line(k, &s, team->short_name);
}

void seat_card(struct drawing *k, struct draw_box box, const struct team *team, bool bold_scores)
{
    const struct mark *m = &k->marks[team->seat - 1];
    struct draw_box full = box;
    float lane = px(k, 46);
    full.y -= lane;
    full.h += lane;
    bool lit = mark_lit(m->kind), dim = m->kind == MARK_BARRED || m->kind == MARK_OUT;
    if (lit)
        lit_ground(k, box, full, m, team->seat);
    else
        quiet_ground(k, box, team->seat, m->kind == MARK_BARRED);
    if (m->kind != MARK_QUIET && !lit && m->flag[0] != '\0')
        flag_frame(k, full, m);
    if (m->kind != MARK_QUIET)
        flag_text(k, full, m);
    float cx = box.x + box.w / 2;
    struct paint number = paint_team_text(team->seat);
    say_seat(k, cx, box.y + px(k, lit ? 32 : 41), 3, 0, box.w - px(k, 12), DRAW_CENTRE,
             lit   ? paint(COLOUR_INK_TEAM)
             : dim ? paint_fade(number, 0.85f)
                   : number,
             lit, team->seat);
    card_name(k, box, team, lit, dim);
    char score[16];
    score_text(k->c, team->seat, score, sizeof score);
    say_line(k,
             &(struct say){.x = cx,
                           .y = box.y + px(k, 149),
                           .k = 6,
                           .width = box.w,
                           .k_min = 6,
                           .token = lit   ? COLOUR_INK
                                    : dim ? COLOUR_TEXT_2
                                          : COLOUR_TEXT,
                           .bold = bold_scores,
                           .align = DRAW_CENTRE,
                           .role = ROLE_SCORE},
             score);
}

/* ---- tiles ---- */

static void tile(struct drawing *k, struct draw_box box, const struct team *team)
{
    const struct mark *m = &k->marks[team->seat - 1];
    bool lit = mark_lit(m->kind);
    if (lit) {
        solid(k, box, 8, mark_paint(m->kind));
    } else {
        card(k, box);
        float inset = px(k, 5);
        band_top(k, box_of(box.x + inset, box.y + px(k, 9), box.w - 2 * inset, px(k, 9)),
                 team->seat, 2);
    }
    if (m->kind == MARK_BARRED)
        draw_rect(k->d, box,
                  &(struct draw_fill){.radius = px(k, 8),
                                      .pattern_kind = DRAW_HATCH,
                                      .pattern = paint_alpha(COLOUR_VERMILION, 0.4f),
                                      .pitch = px(k, 28)});
    if (!lit && m->kind != MARK_QUIET)
        outline(k, box, 8, 4, m->kind == MARK_FLAG ? paint(COLOUR_TEXT_2) : mark_paint(m->kind));
    char number[12];
    snprintf(number, sizeof number, "%d", team->seat);
    say_line(k,
             &(struct say){.x = box.x + box.w / 2,
                           .y = box.y + box.h / 2 + (lit ? 0 : px(k, 7)),
                           .k = 2,
                           .width = box.w - px(k, 4),
                           .paint = lit                      ? paint(COLOUR_INK)
                                    : m->kind == MARK_BARRED ? paint(COLOUR_TEXT_2)
                                                             : paint_team_text(team->seat),
                           .bold = true,
                           .align = DRAW_CENTRE,
                           .role = ROLE_SEAT},
             number);
}

static void tiles(struct drawing *k, struct draw_box box)
{
    const struct definition *def = k->c->def;
    for (int i = 0; i < def->team_count; i++)
        tile(k, grid_cell(box, k->g.columns, k->g.rows, px(k, 6), i), &k->teams[i]);
}

/* Index of the team that sits there, -1. */
static int place_of(const struct drawing *k, int seat)
{
    for (int i = 0; i < k->c->def->team_count; i++)
        if (k->teams[i].seat == seat)
            return i;
    return -1;
}

/* Teams concerned: lit ones first, then by press order, then the other marked ones by seat. */
static int concerned(const struct drawing *k, const struct team *out[CARDS_SHOWN])
{
    int n = 0;
    uint32_t taken = 0;
    const struct definition *def = k->c->def;
    for (int i = 0; i < def->team_count && n < CARDS_SHOWN; i++)
        if (mark_lit(k->marks[k->teams[i].seat - 1].kind)) {
            out[n++] = &k->teams[i];
            taken |= 1u << (k->teams[i].seat - 1);
        }
    for (int i = 0; i < k->s->press_count && n < CARDS_SHOWN; i++) {
        int seat = k->s->presses[i].seat, at = place_of(k, seat);
        if (at < 0 || taken >> (seat - 1) & 1 || k->marks[seat - 1].kind != MARK_FLAG)
            continue;
        out[n++] = &k->teams[at];
        taken |= 1u << (seat - 1);
    }
    static const uint8_t then[] = {MARK_UP, MARK_DOWN, MARK_FLAG, MARK_BARRED};
    for (size_t t = 0; t < sizeof then; t++)
        for (int i = 0; i < def->team_count && n < CARDS_SHOWN; i++) {
            int seat = k->teams[i].seat;
            if (taken >> (seat - 1) & 1 || k->marks[seat - 1].kind != then[t])
                continue;
            out[n++] = &k->teams[i];
            taken |= 1u << (seat - 1);
        }
    return n;
}

static void strip_tiles(struct drawing *k)
{
    struct draw_box box = k->g.strip;
    float gap = px(k, 8), w = px(k, 0.56f * 72 * (float)score_glyphs(k->c) + 12);
    if (w < px(k, 170))
        w = px(k, 170);
    struct draw_box cards = box_take_left(&box, (w + gap) * CARDS_SHOWN);
    box_take_left(&box, px(k, 12));
    const struct team *shown[CARDS_SHOWN];
    int n = concerned(k, shown);
    float lane = px(k, 46);
    bool bold = bold_scores_fit(k, w);
    for (int i = 0; i < CARDS_SHOWN; i++) {
        struct draw_box c =
            box_of(cards.x + (float)i * (w + gap), cards.y + lane, w, cards.h - lane);
        if (i < n)
            seat_card(k, c, shown[i], bold);
        else /* place kept, so that nothing moves when a team is concerned */
            outline(k, box_of(c.x, c.y - lane, c.w, c.h + lane), 10, 2,
                    paint_alpha(COLOUR_LINE, 0.45f));
    }
    tiles(k, box);
}

static void strip_cards(struct drawing *k)
{
    const struct definition *def = k->c->def;
    struct draw_box box = k->g.strip;
    float gap = px(k, 8), lane = px(k, 46), most = px(k, 360);
    int columns = k->g.columns;
    float w = (box.w - gap * (float)(columns - 1)) / (float)columns;
    if (w > most) {
        w = most;
        float all = w * (float)columns + gap * (float)(columns - 1);
        box.x += (box.w - all) / 2;
        box.w = all;
    }
    bool bold = bold_scores_fit(k, w);
    for (int i = 0; i < def->team_count; i++) {
        struct draw_box c = grid_cell(box, columns, k->g.rows, gap, i);
        box_take_top(&c, lane);
        seat_card(k, c, &k->teams[i], bold);
    }
}

void seats_draw(struct drawing *k)
{
    switch (k->g.form) {
    case SEATS_CARDS:
        strip_cards(k);
        break;
    case SEATS_TILES:
        strip_tiles(k);
        break;
    case SEATS_ROW:
        tiles(k, k->g.strip);
        break;
    case SEATS_WINGS:
        seats_wings(k);
        break;
    }
}
