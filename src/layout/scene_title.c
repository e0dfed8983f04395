/* Stand-by: contest, when and where, and all seats, so that people find their team. */
#include "layout/audience_parts.h"

#include <stdio.h>

enum { SEAL_U = 92, PILL_U = 72 };

struct title {
    int title_k, title_lines, sub_k;
    bool seal;
    float used; /* px without gaps */
};

static float line_px(const struct drawing *k, int step)
{
    return (float)type_em(k->g.unit, step) * 1.1f;
}

static void when_where(const struct drawing *k, char *out, size_t size)
{
    const struct definition *def = k->c->def;
    snprintf(out, size, "%s%s%s", def->when, *def->when && *def->where ? "\u3000" : "", def->where);
}

static float title_px(const struct drawing *k, const struct title *t)
{
    return line_px(k, t->title_k) * (t->title_lines > 1 ? 1.12f * (float)t->title_lines : 1);
}

/* Largest title whose stack leaves at least `gap` between its parts. */
static struct title fit_title(const struct drawing *k, struct draw_box box, int parts)
{
    const struct definition *def = k->c->def;
    struct title t = {.sub_k = 5, .seal = true};
    for (t.title_k = 17; t.title_k >= 3; t.title_k--) {
        t.sub_k = t.title_k >= 14 ? 5 : t.title_k >= 11 ? 4 : t.title_k >= 8 ? 3 : 1;
        while (t.sub_k > 0 && !say_fits(k, t.sub_k, false, box.w, def->subtitle))
            t.sub_k--;
        float wide = say_width(k, t.title_k, true, def->title);
        t.title_lines = wide <= box.w ? 1 : wide <= box.w * 1.8f ? 2 : 3;
        if (t.title_lines == 3 || (t.title_lines == 2 && t.title_k > 13))
            continue;
        for (int seal = 1; seal >= (t.title_k > 15 ? 1 : 0); seal--) {
            t.seal = seal;
            t.used = title_px(k, &t) + (*def->subtitle ? line_px(k, t.sub_k) : 0) + line_px(k, 3) +
                     px(k, PILL_U) + (t.seal ? px(k, SEAL_U) : 0);
            if (t.used + (float)parts * px(k, 14) <= box.h)
                return t;
        }
    }
    return t;
}

static void draw_seal(struct drawing *k, float cx, float cy)
{
    float size = px(k, SEAL_U);
    if (k->look.logo != NULL) {
        draw_image(k->d, box_of(cx - size * 2, cy - size / 2, size * 4, size),
                   &(struct draw_picture){.source = DRAW_FILE, .fit = DRAW_CONTAIN}, k->look.logo);
        return;
    }
    draw_icon(k->d, cx, cy, size, ICON_SEAL, paint(COLOUR_TEXT));
}

static void draw_pill(struct drawing *k, float cx, float cy, const char *text)
{
    float w = say_width(k, 3, true, text) + px(k, 148), h = px(k, PILL_U);
    draw_rect(k->d, box_of(cx - w / 2, cy - h / 2, w, h),
              &(struct draw_fill){.top = paint(COLOUR_GOLD), .rounded_full = true});
    say_line(k,
             &(struct say){.x = cx,
                           .y = cy,
                           .k = 3,
                           .token = COLOUR_INK,
                           .bold = true,
                           .align = DRAW_CENTRE,
                           .role = ROLE_NOTE},
             text);
}

static void draw_names(struct drawing *k, struct draw_box box)
{
    const struct definition *def = k->c->def;
    char when[160];
    when_where(k, when, sizeof when);
    int parts = 5;
    struct title t = fit_title(k, box, parts);
    float gap = (box.h - t.used) / (float)parts;
    if (gap > px(k, 44))
        gap = px(k, 44);
    float cx = box.x + box.w / 2;
    float y = box.y + (box.h - t.used - gap * (float)(parts - 1)) / 2;
    struct say s = {.x = cx, .align = DRAW_CENTRE, .role = ROLE_TITLE, .width = box.w};
    if (t.seal) {
        draw_seal(k, cx, y + px(k, SEAL_U) / 2);
        y += px(k, SEAL_U) + gap;
    }
    if (*def->subtitle) {
        s.y = y + line_px(k, t.sub_k) / 2;
        s.k = t.sub_k;
        s.token = COLOUR_TEXT;
        say_line(k, &s, def->subtitle);
        y += line_px(k, t.sub_k) + gap;
    }
    float title_h = title_px(k, &t);
    s.k = t.title_k;
    s.token = COLOUR_TEXT;
    s.bold = true;
    s.y = y + title_h / 2;
    if (t.title_lines == 1 ||
        !say_block(k, &s, box_of(box.x, y - px(k, 60), box.w, title_h * 1.1f + px(k, 120)), 2,
                   def->title))
        say_line(k, &s, def->title);
    y += title_h + gap;
    s = (struct say){.x = cx,
                     .y = y + line_px(k, 3) / 2,
                     .k = 3,
                     .width = box.w,
                     .token = COLOUR_TEXT_2,
                     .align = DRAW_CENTRE,
                     .role = ROLE_NOTE};
    say_line(k, &s, when);
    y += line_px(k, 3) + gap;
    draw_pill(k, cx, y + px(k, PILL_U) / 2, TR(k->w, "即将开始"));
}

static void seat_plate(struct drawing *k, struct draw_box box, const struct team *team)
{
    card(k, box);
    band_top(k, box_of(box.x, box.y, box.w, px(k, 12)), team->seat, 10);
    bool tall = box.h > px(k, 150);
    say_seat(k, box.x + box.w / 2, box.y + px(k, tall ? 66 : 46), tall ? 6 : 4, 0, box.w,
             DRAW_CENTRE, paint_team_text(team->seat), false, team->seat);
    say_line(k,
             &(struct say){.x = box.x + box.w / 2,
                           .y = box.y + box.h - px(k, tall ? 31 : 26),
                           .width = box.w - px(k, 8),
                           .token = COLOUR_TEXT,
                           .align = DRAW_CENTRE,
                           .role = ROLE_NAME},
             team->short_name);
}

static void draw_hosts(struct drawing *k, struct draw_box line)
{
    const struct definition *def = k->c->def;
    char first[200] = "", second[200] = "", both[420];
    if (*def->organiser)
        snprintf(first, sizeof first, "%s\u3000%s", TR(k->w, "主办"), def->organiser);
    if (*def->undertaker)
        snprintf(second, sizeof second, "%s\u3000%s", TR(k->w, "承办"), def->undertaker);
    snprintf(both, sizeof both, "%s%s%s", first, *first && *second ? "\u3000\u3000\u3000" : "",
             second);
    struct say s = {.token = COLOUR_TEXT_2, .align = DRAW_CENTRE, .role = ROLE_NOTE};
    if (!say_block(k, &s, line, 2, both)) {
        s.x = line.x + line.w / 2;
        s.y = line.y + line.h / 2;
        s.width = line.w;
        say_line(k, &s, both);
    }
}

void scene_title(struct drawing *k)
{
    const struct definition *def = k->c->def;
    struct draw_box rest = k->g.safe;
    float gap = px(k, 8), least = px(k, 152);
    float brief = k->widest[0].brief * (float)type_em(k->g.unit, 0) + px(k, 8);
    least = brief > least ? brief : least;
    int a_row = (int)((rest.w + gap) / (least + gap));
    int rows = def->team_count > 0 ? (def->team_count + a_row - 1) / a_row : 0;
    int columns = rows > 0 ? (def->team_count + rows - 1) / rows : 1;
    float row_h = px(k, rows <= 1 ? 160 : 118);

    bool hosts = *def->organiser || *def->undertaker;
    struct draw_box foot =
        box_take_bottom(&rest, px(k, !hosts                                  ? 0
                                     : rows > 1 && k->g.shape != SHAPE_TOTEM ? 64
                                                                             : 96));
    struct draw_box seats = box_take_bottom(&rest, (float)rows * (row_h + gap) - gap);
    box_take_bottom(&rest, px(k, rows > 1 ? 36 : 52));
    float line_y = rest.y + rest.h;
    draw_rect(k->d, box_of(0, line_y, k->g.w, k->g.h - line_y),
              &(struct draw_fill){.pattern_kind = DRAW_LATTICE,
                                  .pattern = paint_alpha(COLOUR_LINE, 0.22f),
                                  .pitch = px(k, 60),
                                  .fade_y = true});
    draw_rect(k->d, box_of(0, line_y, k->g.w, px(k, 3)),
              &(struct draw_fill){.top = paint(COLOUR_TEAM_1), .fade_x = true});
    box_take_bottom(&rest, px(k, 24));
    if (k->v->rehearsal)
        box_take_top(&rest, px(k, 48));
    draw_names(k, rest);
    float w = (seats.w - gap * (float)(columns - 1)) / (float)columns;
    if (w > px(k, 260)) {
        float all = px(k, 260) * (float)columns + gap * (float)(columns - 1);
        seats.x += (seats.w - all) / 2;
        seats.w = all;
    }
    for (int i = 0; i < def->team_count; i++)
        seat_plate(k, grid_cell(seats, columns, rows, gap, i), &k->teams[i]);
    if (hosts) {
        box_take_top(&foot, foot.h > px(k, 80) ? px(k, 14) : 0);
        draw_hosts(k, foot);
    }
    if (k->v->rehearsal)
        say_line(k,
                 &(struct say){.x = k->g.safe.x + k->g.safe.w,
                               .y = k->g.safe.y + px(k, 24),
                               .token = COLOUR_TEXT_2,
                               .bold = true,
                               .align = DRAW_RIGHT,
                               .role = ROLE_NOTE},
                 TR(k->w, "彩排"));
}
