/* The now column drawn: plate, name, notes, and the ring or the verdict. */
#include "layout/audience_now.h"

static void draw_team_plate(struct drawing *k, struct draw_box box, int seat, enum mark_kind frame,
                            int step)
{
    if (frame != MARK_QUIET) {
        if (frame == MARK_GOLD)
            draw_glow(k->d, box, px(k, 10), px(k, 48), paint_alpha(COLOUR_GOLD, 0.22f));
        solid(k, box, 10, mark_paint(frame));
        box = box_inset(box, px(k, 10));
    }
    solid(k, box, frame == MARK_QUIET ? 10 : 4, paint_team(seat));
    say_seat(k, box.x + box.w / 2, box.y + box.h / 2, step,
             step > 12  ? 6
             : step > 8 ? 4
                        : 0,
             box.w - px(k, 16), DRAW_CENTRE, paint(COLOUR_INK_TEAM), true, seat);
}

static int bits(uint32_t mask)
{
    int n = 0;
    for (; mask != 0; mask &= mask - 1)
        n++;
    return n;
}

static void draw_plates(struct drawing *k, struct draw_box box, const struct now *n)
{
    int count = bits(n->seats), i = 0;
    int columns = count <= 2 ? count : count <= 4 ? 2 : count <= 6 ? 3 : 6;
    int rows = (count + columns - 1) / columns;
    for (int seat = 1; seat <= TEAMS_MAX; seat++)
        if (n->seats >> (seat - 1) & 1)
            draw_team_plate(k, grid_cell(box, columns, rows, px(k, 8), i++), seat,
                            count <= 2 ? n->frame : MARK_QUIET,
                            count <= 2   ? 10
                            : count <= 6 ? 3
                                         : 0);
}

void now_plate(struct drawing *k, struct draw_box box, const struct now *n)
{
    if (n->seats != 0) {
        draw_plates(k, box, n);
        return;
    }
    if (n->seat != SEAT_NONE) {
        draw_team_plate(k, box, n->seat, n->frame, (n->frame == MARK_QUIET ? 12 : 11) + n->larger);
        return;
    }
    if (n->word == NULL)
        return;
    if (n->word_lit) {
        draw_glow(k->d, box, px(k, 10), px(k, 48), paint_alpha(COLOUR_GOLD, 0.24f));
        solid(k, box, 10, paint(COLOUR_GOLD));
    } else {
        outline(k, box, 10, 4, paint(COLOUR_LINE));
    }
    say_line(k,
             &(struct say){.x = box.x + box.w / 2,
                           .y = box.y + box.h / 2,
                           .k = (n->word_lit ? 11 : 9) + n->larger,
                           .k_min = 0,
                           .width = box.w - px(k, 24),
                           .token = n->word_lit ? COLOUR_INK : COLOUR_TEXT,
                           .bold = true,
                           .align = DRAW_CENTRE,
                           .role = ROLE_SEAT},
             n->word);
}

static void draw_name(struct drawing *k, float cx, float y, float width, const struct now *n)
{
    say_line(k,
             &(struct say){.x = cx,
                           .y = y,
                           .k = 4 + n->larger,
                           .k_min = 0,
                           .width = width,
                           .token = n->name_gold ? COLOUR_GOLD : COLOUR_TEXT,
                           .bold = true,
                           .align = DRAW_CENTRE,
                           .role = ROLE_NAME},
             n->name);
}

/* Notes centred around y; a figure takes the second line. */
static void draw_notes(struct drawing *k, float cx, float y, float width, const struct now *n)
{
    struct say note = {.x = cx,
                       .y = y,
                       .k = 1 + n->larger,
                       .width = width,
                       .token = COLOUR_TEXT_2,
                       .align = DRAW_CENTRE,
                       .role = ROLE_NOTE};
    if (n->figure[0] == '\0') {
        struct draw_box box = box_of(cx - width / 2, y - px(k, 46), width, px(k, 92));
        if (!say_block(k, &note, box, 2, n->note))
            say_line(k, &note, n->note);
        return;
    }
    note.k = n->larger;
    note.y = y - px(k, n->larger ? 19 : 15);
    say_line(k, &note, n->note);
    say_line(k,
             &(struct say){.x = cx,
                           .y = y + px(k, 34),
                           .k = 3,
                           .width = width,
                           .token = n->figure_gold ? COLOUR_GOLD : COLOUR_TEXT,
                           .bold = true,
                           .align = DRAW_CENTRE,
                           .role = ROLE_NOTE},
             n->figure);
}

static void hatch_strip(struct drawing *k, struct draw_box box)
{
    draw_rect(k->d, box,
              &(struct draw_fill){.pattern_kind = DRAW_HATCH,
                                  .pattern = paint(COLOUR_VERMILION),
                                  .pitch = px(k, 52)});
}

static void draw_verdict(struct drawing *k, struct draw_box box, const struct now *n)
{
    bool award = n->foot == FOOT_AWARD, foul = n->foot == FOOT_FOUL;
    bool neutral = n->foot == FOOT_NEUTRAL;
    enum colour edge = neutral ? COLOUR_LINE : COLOUR_VERMILION;
    if (award) {
        solid(k, box, 10, paint(COLOUR_JADE));
    } else {
        draw_rect(k->d, box,
                  &(struct draw_fill){.top = paint_alpha(edge, 0.08f),
                                      .radius = px(k, 10),
                                      .outline = paint(edge),
                                      .outline_px = px(k, 6)});
    }
    if (foul) {
        hatch_strip(k, box_of(box.x + px(k, 6), box.y + px(k, 6), box.w - px(k, 12), px(k, 22)));
        hatch_strip(
            k, box_of(box.x + px(k, 6), box.y + box.h - px(k, 28), box.w - px(k, 12), px(k, 22)));
    }
    float cx = box.x + box.w / 2, label_y = n->tell_points ? 0.28f : 0.5f;
    say_line(k,
             &(struct say){.x = cx,
                           .y = box.y + box.h * (label_y + (foul && n->tell_points ? 0.01f : 0)),
                           .k = 6,
                           .width = box.w - px(k, 40),
                           .token = award ? COLOUR_INK : COLOUR_TEXT,
                           .bold = true,
                           .align = DRAW_CENTRE,
                           .role = ROLE_POINTS},
             n->verdict);
    if (!n->tell_points)
        return;
    char points[16];
    points_text(n->points_cp, true, points, sizeof points);
    say_line(k,
             &(struct say){.x = cx,
                           .y = box.y + box.h * (foul ? 0.645f : 0.67f),
                           .k = foul ? 11 : 12,
                           .k_min = 4,
                           .width = box.w - px(k, 32),
                           .token = award     ? COLOUR_INK
                                    : neutral ? COLOUR_TEXT
                                              : COLOUR_VERMILION_TEXT,
                           .bold = true,
                           .align = DRAW_CENTRE,
                           .role = ROLE_POINTS},
             points);
}

static void draw_foot(struct drawing *k, struct draw_box box, const struct now *n)
{
    if (n->foot != FOOT_RING)
        draw_verdict(k, box, n);
    else
        clock_ring(k, box.x + box.w / 2, box.y + box.h / 2, box.h / 2,
                   n->larger ? DIAL_LARGE : DIAL_USUAL);
}

/* Beside the content: plate, name, notes, ring from top to bottom. A taller column stretches. */
static void draw_upright(struct drawing *k, struct now *n)
{
    struct draw_box b = k->g.now;
    float cx = b.x + b.w / 2, t = b.h / px(k, 582);
    if (t > b.w / px(k, 250))
        t = b.w / px(k, 250);
    n->larger = t > 1.2f ? 2 : 0;
    float plate = px(k, 146 * t), foot = px(k, 250 * t);
    float free = b.h - plate - foot; /* name and notes share what is between */
    now_plate(k, box_of(b.x, b.y, b.w, plate), n);
    draw_name(k, cx, b.y + plate + free * 0.226f, b.w, n);
    draw_notes(k, cx, b.y + plate + free * 0.607f, b.w, n);
    draw_foot(k, box_of(b.x, b.y + b.h - foot, b.w, foot), n);
}

enum { LYING_PLATE_U = 440, LYING_FOOT_U = 288, LYING_GAPS_U = 48 };

float now_text_width(const struct drawing *k)
{
    bool lying = k->g.shape == SHAPE_TOTEM;
    return k->g.now.w - (lying ? px(k, LYING_PLATE_U + LYING_FOOT_U + LYING_GAPS_U) : 0);
}

/* Over the content of a totem: the same from left to right. */
static void draw_lying(struct drawing *k, const struct now *n)
{
    struct draw_box b = k->g.now, left = box_take_left(&b, px(k, LYING_PLATE_U));
    struct draw_box right = box_take_right(&b, px(k, LYING_FOOT_U));
    now_plate(k, left, n);
    float cx = b.x + b.w / 2, w = now_text_width(k);
    draw_name(k, cx, b.y + px(k, 70), w, n);
    draw_notes(k, cx, b.y + px(k, 166), w, n);
    draw_foot(k, box_of(right.x, right.y + px(k, 5), right.w, px(k, 250)), n);
}

void now_draw(struct drawing *k, struct now *n)
{
    if (k->g.shape == SHAPE_TOTEM)
        draw_lying(k, n);
    else
        draw_upright(k, n);
}
