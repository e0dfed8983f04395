/* Prizes: a pyramid uncovered from the last to the first, one team for each press of the host's
 * key. */
#include "contest/standings.h"
#include "layout/audience_parts.h"

#include <stdio.h>
#include <string.h>

enum { LABEL_U = 212, CELL_LEAST_U = 236, TIER_GAP_U = 22, ROW_LEAST_U = 150 };

struct tier {
    int count, shown, rows;
};

struct pyramid {
    struct standings st;
    struct tier tier[PRIZES_MAX];
    int tier_count, current; /* tier of the newest uncovered team, -1 */
    int first, last;         /* tiers on the screen */
    float label, cell_w;
    int a_row;
};

static void count_tiers(const struct drawing *k, struct pyramid *p)
{
    const struct definition *def = k->c->def;
    standings_compute(k->c, true, &p->st);
    p->tier_count = def->prize_count;
    p->current = -1;
    int total = standings_prize_count(&p->st, def);
    for (int n = 0; n < total; n++) {
        const struct standing *s = standings_prize_at(&p->st, def, n);
        if (s == NULL || s->prize < 0 || s->prize >= PRIZES_MAX)
            continue;
        p->tier[s->prize].count++;
        if (n < k->s->prizes_shown) {
            p->tier[s->prize].shown++;
            p->current = s->prize;
        }
    }
}

/* The label takes the longest word of the prizes' names, up to a third of the width: Han names
 * break anywhere and never ask for more. */
static float label_width(const struct drawing *k)
{
    const struct definition *def = k->c->def;
    float wide = px(k, LABEL_U), most = k->g.body.w / 3;
    for (int i = 0; i < def->prize_count; i++) {
        const char *name = def->prizes[i].name;
        size_t n = strlen(name), used, length = 0;
        char word[128];
        for (size_t at = 0; at <= n; at += used) {
            uint32_t cp = at < n ? text_decode(name + at, n - at, &used) : (used = 1, ' ');
            bool inside = cp != ' ' && cp < 0x2E80 && length + used < sizeof word;
            if (inside) {
                memcpy(word + length, name + at, used);
                length += used;
                continue;
            }
            word[length] = '\0';
            length = 0;
            float w = say_width(k, 0, true, word) + px(k, 24);
            wide = w > wide ? w : wide;
        }
    }
    return wide < most ? wide : most > px(k, LABEL_U) ? most : px(k, LABEL_U);
}

/* Tiers on the screen: all, or as many around the current one as have room. */
static float lay(const struct drawing *k, struct pyramid *p)
{
    p->label = label_width(k);
    float room = k->g.body.w - p->label - px(k, 22);
    p->a_row = (int)((room + px(k, 16)) / px(k, CELL_LEAST_U + 16));
    if (p->a_row < 1)
        p->a_row = 1;
    for (int i = 0; i < p->tier_count; i++)
        p->tier[i].rows = (p->tier[i].count + p->a_row - 1) / p->a_row;
    int centre = p->current >= 0 ? p->current : p->tier_count - 1;
    p->first = 0;
    p->last = p->tier_count - 1;
    for (;;) {
        int rows = 0;
        for (int i = p->first; i <= p->last; i++)
            rows += p->tier[i].rows;
        float h =
            rows > 0 ? (k->g.body.h - px(k, TIER_GAP_U) * (float)(rows - 1)) / (float)rows : 0;
        if (h >= px(k, ROW_LEAST_U) || p->first == p->last)
            return h > px(k, 420) ? px(k, 420) : h;
        /* drop the far end first; the tier being revealed always stays */
        if (p->last - centre > centre - p->first)
            p->last--;
        else
            p->first++;
    }
}

static void covered(struct drawing *k, struct draw_box box)
{
    draw_rect(k->d, box,
              &(struct draw_fill){.top = paint(COLOUR_CARD_BOTTOM),
                                  .radius = px(k, 10),
                                  .outline = paint(COLOUR_LINE),
                                  .outline_px = px(k, 3),
                                  .pattern_kind = DRAW_LATTICE,
                                  .pattern = paint_alpha(COLOUR_LINE, 0.55f),
                                  .pitch = px(k, 48)});
    const char *text = TR(k->w, "待揭晓");
    float w = say_width(k, 3, true, text) + px(k, 84), h = px(k, 84);
    if (w > box.w - px(k, 16))
        w = box.w - px(k, 16);
    struct draw_box tag = box_of(box.x + (box.w - w) / 2, box.y + (box.h - h) / 2, w, h);
    draw_rect(k->d, tag,
              &(struct draw_fill){.top = paint(COLOUR_CARD_BOTTOM),
                                  .radius = px(k, 10),
                                  .outline = paint(COLOUR_LINE),
                                  .outline_px = px(k, 3)});
    say_line(k,
             &(struct say){.x = tag.x + w / 2,
                           .y = tag.y + h / 2,
                           .k = 3,
                           .width = w - px(k, 20),
                           .token = COLOUR_TEXT_2,
                           .bold = true,
                           .align = DRAW_CENTRE,
                           .role = ROLE_NOTE},
             text);
}

static void cell_ground(struct drawing *k, struct draw_box box, int seat, bool now)
{
    if (now) {
        draw_glow(k->d, box, px(k, 10), px(k, 48), paint_alpha(COLOUR_GOLD, 0.2f));
        solid(k, box, 10, paint(COLOUR_GOLD));
        return;
    }
    card(k, box);
    band_top(k, box_of(box.x, box.y, box.w, px(k, 14)), seat, 10);
}

/* Seat, full name, score; side by side when the row is low. */
static void uncovered(struct drawing *k, struct draw_box box, const struct standing *s, bool now)
{
    const struct team *team = contest_team(k->c, s->seat);
    cell_ground(k, box, s->seat, now);
    struct paint seat_paint = now ? paint(COLOUR_INK_TEAM) : paint_team_text(s->seat);
    bool low = box.h < px(k, 232);
    float head = low ? px(k, 70) : box.h * 0.31f;
    struct draw_box rest = box_inset(box, px(k, 12)), top = rest;
    if (now) {
        top = box_take_top(&rest, head);
        solid(k, top, 4, paint_team(s->seat));
    } else {
        box_take_top(&rest, px(k, 6));
        top = box_take_top(&rest, head - px(k, 6));
    }
    char score[16];
    points_text(s->score_cp, false, score, sizeof score);
    float score_w = say_width(k, 6, true, score);
    if (low) { /* seat left, score right, name under both */
        say_seat(k, top.x + px(k, 10), top.y + top.h / 2, 5, 0, top.w - score_w - px(k, 24),
                 DRAW_LEFT, seat_paint, now, s->seat);
        say_line(k,
                 &(struct say){.x = top.x + top.w - px(k, 8),
                               .y = top.y + top.h / 2,
                               .k = 6,
                               .token = now ? COLOUR_INK : COLOUR_TEXT,
                               .bold = true,
                               .align = DRAW_RIGHT,
                               .role = ROLE_SCORE},
                 score);
        say_name(k,
                 &(struct say){.k = 2,
                               .token = now ? COLOUR_INK : COLOUR_TEXT,
                               .bold = true,
                               .align = DRAW_CENTRE,
                               .role = ROLE_NAME},
                 rest, rest.h > px(k, 90) ? 2 : 1, team);
        return;
    }
    say_seat(k, top.x + top.w / 2, top.y + top.h / 2, 8, 1, top.w, DRAW_CENTRE, seat_paint, now,
             s->seat);
    int step = box.w > px(k, 420) ? 9 : 7; /* the name keeps its lines */
    bool one_line = k->widest[1].full * (float)type_em(k->g.unit, 0) <= rest.w;
    while (step > 6 && rest.h - (float)type_em(k->g.unit, step) * 1.08f < px(k, one_line ? 62 : 96))
        step--;
    float em = (float)type_em(k->g.unit, step);
    struct draw_box foot = box_take_bottom(&rest, em * 1.08f);
    say_name(k,
             &(struct say){.k = 3,
                           .token = now ? COLOUR_INK : COLOUR_TEXT,
                           .bold = true,
                           .align = DRAW_CENTRE,
                           .role = ROLE_NAME},
             rest, 2, team);
    float cx = foot.x + foot.w / 2;
    say_line(k,
             &(struct say){.x = cx,
                           .y = foot.y + foot.h / 2 - px(k, 2),
                           .k = step,
                           .k_min = 6,
                           .width = foot.w,
                           .token = now ? COLOUR_INK : COLOUR_TEXT,
                           .bold = true,
                           .align = DRAW_CENTRE,
                           .role = ROLE_SCORE},
             score);
    const char *won = TR(k->w, "加赛胜");
    float wide = say_width(k, step, true, score) / 2 + px(k, 16);
    if (s->by_tie_break && wide + say_width(k, 0, false, won) <= foot.w / 2)
        say_line(k,
                 &(struct say){.x = cx + wide,
                               .y = foot.y + foot.h / 2 + px(k, 8),
                               .token = now ? COLOUR_INK : COLOUR_TEXT_2,
                               .role = ROLE_NOTE},
                 won);
}

static void label(struct drawing *k, struct draw_box box, const struct pyramid *p, int i)
{
    bool now = i == p->current && p->tier[i].shown < p->tier[i].count;
    bool done = p->tier[i].shown >= p->tier[i].count;
    solid(k, box, 10, paint(now ? COLOUR_GOLD : COLOUR_CARD_TOP));
    const char *state = now ? TR(k->w, "正在揭晓") : done ? TR(k->w, "已揭晓") : TR(k->w, "待揭晓");
    struct draw_box name = box_inset(box, px(k, 10));
    struct draw_box under = box_take_bottom(&name, name.h * 0.46f);
    struct say s = {.k = 4,
                    .token = now ? COLOUR_INK : COLOUR_TEXT,
                    .bold = true,
                    .align = DRAW_CENTRE,
                    .role = ROLE_TITLE};
    const char *title = k->c->def->prizes[i].name;
    if (!say_block(k, &s, name, 2, title)) {
        /* a long name takes the room of the state, which the cells beside it show as well */
        if (say_block(k, &s, box_inset(box, px(k, 10)), 3, title))
            return;
        s.part_words = true; /* of a word wider than any label every letter is legible */
        if (say_block(k, &s, box_inset(box, px(k, 10)), 3, title))
            return;
        s.x = box.x + box.w / 2;
        s.y = name.y + name.h - px(k, 34);
        s.width = name.w;
        say_line(k, &s, title);
    }
    say_line(k,
             &(struct say){.x = box.x + box.w / 2,
                           .y = under.y + px(k, 26),
                           .width = under.w,
                           .token = now ? COLOUR_INK : COLOUR_TEXT_2,
                           .align = DRAW_CENTRE,
                           .role = ROLE_NOTE},
             state);
}

/* The n-th uncovered of a tier has its place from the right: best on the left. */
static const struct standing *at_place(const struct drawing *k, const struct pyramid *p, int tier,
                                       int place, int *order)
{
    int total = standings_prize_count(&p->st, k->c->def), seen = 0;
    for (int n = 0; n < total; n++) {
        const struct standing *s = standings_prize_at(&p->st, k->c->def, n);
        if (s == NULL || s->prize != tier)
            continue;
        if (p->tier[tier].count - 1 - seen++ == place) {
            *order = n;
            return s;
        }
    }
    return NULL;
}

static void draw_tier(struct drawing *k, const struct pyramid *p, int i, struct draw_box box,
                      float row_h)
{
    label(k, box_take_left(&box, p->label), p, i);
    box_take_left(&box, px(k, 22));
    int per = (p->tier[i].count + p->tier[i].rows - 1) / p->tier[i].rows;
    for (int c = 0; c < p->tier[i].count; c++) {
        struct draw_box cell =
            grid_cell(box_of(box.x, box.y, box.w, row_h), per, 1, px(k, 16), c % per);
        cell.y += (float)(c / per) * (row_h + px(k, TIER_GAP_U));
        int order = 0;
        const struct standing *s = at_place(k, p, i, c, &order);
        bool newest = order == k->s->prizes_shown - 1;
        float t =
            newest ? motion_ease(k->now_us, k->v->uncovered_us + MOTION_HOLD_US, MOTION_UNCOVER_US)
                   : 1;
        if (s == NULL || order >= k->s->prizes_shown || t <= 0) {
            covered(k, cell);
            continue;
        }
        bool now = newest && k->s->phase == PHASE_PRIZES;
        draw_alpha(k->d, t);
        uncovered(k, cell, s, now);
        draw_alpha(k->d, 1);
    }
}

void scene_prizes(struct drawing *k)
{
    struct pyramid p = {0};
    count_tiers(k, &p);
    char right[256] = "";
    size_t n = 0;
    for (int i = 0; i < p.tier_count && n < sizeof right; i++) {
        n += (size_t)snprintf(right + n, sizeof right - n, "%s%s ", i ? "\x1f" : "",
                              k->c->def->prizes[i].name);
        if (n < sizeof right)
            n += (size_t)snprintf(right + n, sizeof right - n, TR(k->w, "%d 队"), p.tier[i].count);
    }
    header_scene(k, k->g.top, TR(k->w, "颁奖"), TR(k->w, "团体奖"), right);
    if (p.tier_count == 0)
        return;
    float row_h = lay(k, &p), gap = px(k, TIER_GAP_U), y = k->g.body.y;
    for (int i = p.first; i <= p.last; i++) {
        if (p.tier[i].count == 0)
            continue;
        float h = (float)p.tier[i].rows * (row_h + gap) - gap;
        draw_tier(k, &p, i, box_of(k->g.body.x, y, k->g.body.w, h), row_h);
        y += h + gap;
    }
}
