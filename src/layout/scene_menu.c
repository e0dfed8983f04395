/* Risk menu: values, and one small tile per question in stock with the seat that took it. */
#include "layout/audience_parts.h"

#include <stdio.h>

enum { TILE_U = 71, TILE_LEAST_U = 46, TILE_H_U = 112 };

struct offer {
    int index;
    bool current, spent;
    struct paint ink;
};

static void value_ground(struct drawing *k, struct draw_box box, const struct offer *v)
{
    if (v->current) {
        draw_glow(k->d, box, px(k, 14), px(k, 48), paint_alpha(COLOUR_GOLD, 0.2f));
        solid(k, box, 14, paint(COLOUR_GOLD));
    } else if (v->spent) {
        draw_rect(k->d, box,
                  &(struct draw_fill){.top = paint_alpha(COLOUR_BASE, 0.6f),
                                      .radius = px(k, 14),
                                      .outline = paint(COLOUR_LINE),
                                      .outline_px = px(k, 3)});
    } else {
        panel(k, box);
    }
}

/* "10 分", the number as large as the cell allows. */
static void value_number(struct drawing *k, struct draw_box box, const struct offer *v, float y,
                         int step)
{
    char number[16];
    points_text(contest_policy(k->c)->menu_cp[v->index], false, number, sizeof number);
    const char *unit = TR(k->w, "分");
    float unit_w = say_width(k, 4, true, unit), gap = px(k, 14), room = box.w - px(k, 48);
    /* in a narrow cell the number is worth more than its unit, which the rules name as well */
    if (say_width(k, step - 2, true, number) + gap + unit_w > room)
        unit = "", gap = unit_w = 0;
    while (step > 6 && say_width(k, step, true, number) + gap + unit_w > room)
        step--;
    float number_w = say_width(k, step, true, number), all = number_w + gap + unit_w;
    float left = box.x + (box.w - all) / 2;
    struct say s = {
        .x = left, .y = y, .k = step, .paint = v->ink, .bold = true, .role = ROLE_POINTS};
    say_line(k, &s, number);
    s.x = left + number_w + gap;
    s.y = text_same_baseline(y, (float)type_em(k->g.unit, step), (float)type_em(k->g.unit, 4));
    s.k = 4;
    say_line(k, &s, unit);
    if (v->spent)
        draw_line(k->d, left - px(k, 14), y + px(k, 4), left + all + px(k, 14), y + px(k, 4),
                  &(struct draw_stroke){.paint = v->ink, .width = px(k, 11), .round = true});
}

static void taken_tile(struct drawing *k, struct draw_box box, const struct taken *t,
                       const struct offer *v)
{
    if (t == NULL) {
        outline(k, box, 8, 3, v->current ? paint(COLOUR_INK) : paint(COLOUR_LINE));
        return;
    }
    bool open = t->outcome == OUTCOME_NONE;
    solid(k, box, 8,
          v->current && open ? paint(COLOUR_INK)
          : v->current       ? paint_alpha(COLOUR_INK, 0.22f)
                             : paint(COLOUR_RAISED));
    enum colour ink = v->current && open ? COLOUR_GOLD : v->current ? COLOUR_INK : COLOUR_TEXT;
    char seat[12];
    snprintf(seat, sizeof seat, "%d", t->seat);
    say_line(k,
             &(struct say){.x = box.x + box.w / 2,
                           .y = box.y + box.h * 0.32f,
                           .k = 3,
                           .width = box.w - px(k, 4),
                           .token = ink,
                           .bold = true,
                           .align = DRAW_CENTRE,
                           .role = ROLE_SEAT},
             seat);
    bool good = t->outcome == OUTCOME_RIGHT;
    bool bad = t->outcome == OUTCOME_WRONG || t->outcome == OUTCOME_TIMEOUT;
    draw_icon(k->d, box.x + box.w / 2, box.y + box.h * 0.73f, px(k, 36),
              good  ? ICON_CHECK
              : bad ? ICON_CROSS
                    : ICON_DASH,
              v->current ? paint(ink)
              : good     ? paint(COLOUR_JADE)
              : bad      ? paint(COLOUR_VERMILION)
                         : paint(COLOUR_TEXT_2));
}

static void value_stock(struct drawing *k, struct draw_box line, const struct offer *v)
{
    int total = contest_menu_total(k->c, v->index);
    float gap = px(k, 10);
    float w = total > 0 ? (line.w - gap * (float)(total - 1)) / (float)total : 0;
    if (w < px(k, TILE_LEAST_U)) { /* too many to draw: the count says it */
        char left[64];
        snprintf(left, sizeof left, TR(k->w, "剩 %d 题 / 共 %d 题"),
                 contest_menu_left(k->c, v->index), total);
        say_line(k,
                 &(struct say){.x = line.x + line.w / 2,
                               .y = line.y + line.h / 2,
                               .k = 1,
                               .width = line.w,
                               .paint = v->ink,
                               .align = DRAW_CENTRE,
                               .role = ROLE_NOTE},
                 left);
        return;
    }
    if (w > px(k, TILE_U))
        w = px(k, TILE_U);
    float all = w * (float)total + gap * (float)(total - 1);
    float x = line.x + (line.w - all) / 2;
    int next = 0;
    for (int i = 0; i < total; i++) {
        const struct taken *t = NULL;
        while (next < k->s->taken_count && t == NULL)
            if (k->s->taken[next++].menu == v->index)
                t = &k->s->taken[next - 1];
        taken_tile(k, box_of(x + (float)i * (w + gap), line.y, w, line.h), t, v);
    }
}

static void draw_value(struct drawing *k, struct draw_box box, int i)
{
    struct offer v = {.index = i};
    v.current = k->s->menu == i + 1;
    v.spent = !v.current && contest_menu_left(k->c, i) <= 0;
    v.ink = paint(v.current ? COLOUR_INK : v.spent ? COLOUR_TEXT_3 : COLOUR_TEXT);
    value_ground(k, box, &v);
    struct draw_box stock = box_inset(box, px(k, box.w < px(k, 340) ? 20 : 30));
    bool tall = box.h > px(k, 480);
    float tile_h = px(k, tall ? TILE_H_U : 100);
    stock = box_of(stock.x, stock.y + stock.h - tile_h, stock.w, tile_h);
    float above = stock.y - box.y;
    value_number(k, box, &v, box.y + above * (tall ? 0.4f : 0.5f), tall ? 17 : 11);
    value_stock(k, stock, &v);
    if (!tall)
        return;
    const char *label = v.current ? TR(k->w, "选择中")
                        : v.spent ? TR(k->w, "已选完")
                                  : TR(k->w, "可选");
    say_line(k,
             &(struct say){.x = box.x + box.w / 2,
                           .y = box.y + above * 0.8f,
                           .k = 4,
                           .width = box.w - px(k, 32),
                           .paint = v.ink,
                           .bold = true,
                           .align = DRAW_CENTRE,
                           .role = ROLE_NOTE},
             label);
}

void scene_menu(struct drawing *k)
{
    header_round(k, k->g.header);
    const struct policy *p = contest_policy(k->c);
    int n = p->menu_count;
    int columns = n <= 3 ? n : n == 4 ? (k->g.content.w > px(k, 1500) ? 4 : 2) : 3;
    if (k->g.content.h > k->g.content.w)
        columns = n <= 3 ? 1 : 2;
    int rows = columns > 0 ? (n + columns - 1) / columns : 1;
    for (int i = 0; i < n; i++)
        draw_value(k, grid_cell(k->g.content, columns, rows, px(k, 24), i), i);
    now_column(k);
    clock_bar(k, k->g.bar);
    seats_draw(k);
}
