/* The presses of the question on a line: 0 is the go call, early presses lie left of it. */
#include "layout/operator_parts.h"
#include "view/text.h"

#include <stdio.h>
#include <string.h>

enum { MS = 1000, LEVELS_MAX = 5 };

/* The part of time shown and where it lies. */
struct axis {
    float x0, x1, y; /* px: ends and height of the line */
    int64_t from_us, to_us, tick_us;
};

/* Where on its own go call's line a press lies. False: it has no place there: no call was given, or
 * the press came after one that has been given anew since. */
static bool offset_us(const struct op *o, const struct press *p, int64_t *out)
{
    const struct state *s = o->s;
    bool present = p->go_call == s->go_calls;
    int64_t go_us = present ? s->go_at_us : p->go_us;
    *out = p->press_us - go_us;
    return go_us && (present || *out < 0);
}

static int winner_of(const struct state *s)
{
    for (int i = 0; i < s->press_count; i++) {
        enum verdict v = (enum verdict)s->presses[i].verdict;
        if (s->presses[i].go_call == s->go_calls && (v == VERDICT_WON || v == VERDICT_INTERRUPT))
            return i;
    }
    return -1;
}

/* The least span, in round numbers, that holds every press and the words beside it. */
static void set_axis(const struct op *o, struct axis *a)
{
    static const struct {
        int32_t span_ms, tick_ms;
    } spans[] = {{500, 100},    {600, 200},     {800, 200},     {1000, 200},    {1500, 500},
                 {2000, 500},   {3000, 1000},   {5000, 1000},   {10000, 2000},  {15000, 5000},
                 {20000, 5000}, {30000, 10000}, {60000, 20000}, {150000, 50000}};
    int64_t last_us = 0, first_us = 0, at_us;
    for (int i = 0; i < o->s->press_count; i++) {
        if (!offset_us(o, &o->s->presses[i], &at_us))
            continue;
        last_us = at_us > last_us ? at_us : last_us;
        first_us = at_us < first_us ? at_us : first_us;
    }
    float beside = (op_em(o, -5) * 4.5f) / (a->x1 - a->x0); /* seat and margin, of the width */
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
        a->to_us = (int64_t)spans[i].span_ms * MS;
        a->tick_us = (int64_t)spans[i].tick_ms * MS;
        a->from_us = -a->to_us * 2 / 5;
        if (first_us < a->from_us * 3 / 4) /* an early press keeps its distance */
            a->from_us = first_us * 4 / 3;
        float room = (float)(a->to_us - last_us) / (float)(a->to_us - a->from_us);
        if (room >= beside && a->to_us * 2 >= -a->from_us)
            return;
    }
}

static float x_of(const struct axis *a, int64_t at_us)
{
    if (at_us < a->from_us)
        at_us = a->from_us;
    if (at_us > a->to_us)
        at_us = a->to_us;
    return a->x0 + (a->x1 - a->x0) * (float)(at_us - a->from_us) / (float)(a->to_us - a->from_us);
}

static void draw_ticks(struct op *o, const struct axis *a)
{
    float h = op_px(o, 6), y = a->y + op_px(o, 8) + op_em(o, -5) / 2;
    draw_line(o->d, a->x0, a->y, a->x1, a->y,
              &(struct draw_stroke){.paint = paint(COLOUR_LINE), .width = op_px(o, 2)});
    float free_from = -1;
    for (int64_t t = a->from_us / a->tick_us * a->tick_us; t <= a->to_us; t += a->tick_us) {
        float x = x_of(a, t);
        char text[24];
        bool seconds = a->tick_us >= 1000 * MS;
        const char *sign = t < 0 ? "−" : t > 0 ? "+" : "";
        snprintf(text, sizeof text, "%s%lld%s", sign,
                 (long long)((t < 0 ? -t : t) / (seconds ? 1000 * MS : MS)),
                 seconds && t ? " s" : "");
        draw_line(o->d, x, a->y, x, a->y + h,
                  &(struct draw_stroke){.paint = paint(COLOUR_LINE), .width = op_px(o, 2)});
        float w = op_width(o, -5, false, text);
        if (x - w / 2 < free_from || x - w / 2 < a->x0 - op_px(o, 12) ||
            x + w / 2 > a->x1 + op_px(o, 12))
            continue;
        op_text(o,
                &(struct op_say){.x = x,
                                 .y = y,
                                 .k = -5,
                                 .token = COLOUR_TEXT_3,
                                 .align = DRAW_CENTRE,
                                 .role = ROLE_TABLE},
                text);
        free_from = x + w / 2 + op_px(o, 10);
    }
}

/* ---- presses ---- */

struct mark_at {
    const struct press *press;
    int64_t at_us;
    char label[32], call[24]; /* second line: of which earlier call */
    enum colour token;
    bool bold, left; /* label on the left of its plate */
};

/* "抢到 312.4", "+38.4", "−214.0 第 1 次". */
static void label_of(const struct op *o, int i, int winner, struct mark_at *m)
{
    const struct press *p = m->press;
    double ms = (double)m->at_us / MS;
    m->token = COLOUR_TEXT;
    m->bold = false;
    if (i == winner || p->verdict == VERDICT_TIED) {
        snprintf(m->label, sizeof m->label, "%s %.1f",
                 i == winner ? TR(o->w, "抢到") : TR(o->w, "同时"), ms);
        m->token = COLOUR_GOLD;
        m->bold = m->left = true;
    } else if (m->at_us < 0) {
        snprintf(m->label, sizeof m->label, "−%.1f", -ms);
        m->token = p->verdict == VERDICT_EARLY_FOUL ? COLOUR_VERMILION_TEXT : COLOUR_TEXT_2;
    } else if (p->verdict == VERDICT_LATER && winner >= 0) {
        struct press_result r = contest_margin(o->c, winner, i);
        snprintf(m->label, sizeof m->label, "%s%.1f", r.margin_us < 0 ? "−" : "+",
                 (double)(r.margin_us < 0 ? -r.margin_us : r.margin_us) / MS);
    } else {
        snprintf(m->label, sizeof m->label, "%.1f", ms);
        m->token = p->verdict == VERDICT_LATE ? COLOUR_VERMILION_TEXT : COLOUR_TEXT_3;
    }
}

/* Presses of the present call and early ones of those before, in time order; how many others there
 * are comes back in *before. */
static int collect(const struct op *o, struct mark_at marks[PRESSES_MAX], int *before)
{
    int n = 0, winner = winner_of(o->s);
    *before = 0;
    for (int i = 0; i < o->s->press_count; i++) {
        struct mark_at m = {.press = &o->s->presses[i]};
        if (!offset_us(o, m.press, &m.at_us)) {
            ++*before;
            continue;
        }
        label_of(o, i, winner, &m);
        if (m.press->go_call != o->s->go_calls)
            snprintf(m.call, sizeof m.call, TR(o->w, "第 %d 次"), m.press->go_call);
        int at = n++;
        for (; at > 0 && marks[at - 1].at_us > m.at_us; at--)
            marks[at] = marks[at - 1];
        marks[at] = m;
    }
    return n;
}

/* Lanes from the top; a stem runs from its plate down to the line and must cross no earlier label,
 * so a press goes under all that reach over it. Without a lane left it is a bare stem. Returns how
 * many are. */
static int draw_marks(struct op *o, const struct axis *a, struct draw_box room,
                      const struct mark_at *marks, int n)
{
    float side = op_em(o, -4) * 1.3f, lane_h = side + op_px(o, 3), gap = op_px(o, 8);
    float reach[LEVELS_MAX]; /* right end of what stands in each lane */
    int lanes = (int)(room.h / lane_h), unnamed = 0;
    lanes = lanes > LEVELS_MAX ? LEVELS_MAX : lanes;
    for (int i = 0; i < LEVELS_MAX; i++)
        reach[i] = -1;
    for (int i = 0; i < n; i++) {
        const struct mark_at *m = &marks[i];
        float x = x_of(a, m->at_us), w = op_width(o, -5, m->bold, m->label);
        float second = m->call[0] ? op_width(o, -5, false, m->call) : 0;
        w = second > w ? second : w;
        float words = gap + w;
        bool left = m->left && x - side / 2 - words >= x_of(a, 0) + gap;
        float from = left ? x - side / 2 - words : x - side / 2;
        float to = left ? x + side / 2 : x + side / 2 + words;
        int lane = 0, lines = second > 0 ? 2 : 1;
        for (int k = 0; k < lanes; k++)
            if (reach[k] > from - op_px(o, 6))
                lane = k + 1;
        bool named = lane + lines <= lanes && to <= room.x + room.w + 1;
        float y = room.y + (float)lane * lane_h + side / 2;
        float top = named ? y + side / 2 : a->y - op_px(o, 14);
        enum colour stem = m->token == COLOUR_TEXT ? COLOUR_TEXT_2 : m->token;
        draw_line(o->d, x, top, x, a->y,
                  &(struct draw_stroke){.paint = paint(stem), .width = op_px(o, 2.5f)});
        if (!named) {
            unnamed++;
            continue;
        }
        for (int k = 0; k < lines; k++)
            reach[lane + k] = to;
        op_seat(o, x, y, side, m->press->seat);
        op_text(o,
                &(struct op_say){.x = left ? x - side / 2 - gap : x + side / 2 + gap,
                                 .y = y,
                                 .k = -5,
                                 .bold = m->bold,
                                 .token = m->token,
                                 .align = left ? DRAW_RIGHT : DRAW_LEFT,
                                 .role = ROLE_TABLE},
                m->label);
        op_text(o,
                &(struct op_say){.x = x + side / 2 + gap,
                                 .y = y + op_em(o, -5) * 1.15f,
                                 .k = -5,
                                 .token = m->token,
                                 .role = ROLE_TABLE},
                m->call);
    }
    return unnamed;
}

/* Fouls and slips of earlier calls: their call is over, so they stand in a row, not on the line. */
static void draw_before(struct op *o, struct draw_box room)
{
    float side = op_em(o, -4) * 1.3f, x = room.x, y = room.y + side / 2;
    for (int i = 0; i < o->s->press_count; i++) {
        const struct press *p = &o->s->presses[i];
        int64_t ignored;
        char text[40];
        if (offset_us(o, p, &ignored))
            continue;
        if (p->go_call)
            snprintf(text, sizeof text, TR(o->w, "第 %d 次"), p->go_call);
        else
            snprintf(text, sizeof text, "%s", TR(o->w, "读题"));
        float w = side + op_px(o, 6) + op_width(o, -5, false, text);
        if (x + w > room.x + room.w) {
            x = room.x;
            y += side + op_px(o, 4);
        }
        if (w > room.w || y + side / 2 > room.y + room.h)
            return;
        op_seat(o, x + side / 2, y, side, p->seat);
        op_text(o,
                &(struct op_say){.x = x + side + op_px(o, 6),
                                 .y = y,
                                 .k = -5,
                                 .token = p->verdict == VERDICT_EARLY_FOUL ? COLOUR_VERMILION_TEXT
                                                                           : COLOUR_TEXT_3,
                                 .role = ROLE_TABLE},
                text);
        x += w + op_px(o, 14);
    }
}

/* ---- verdict ---- */

/* At the foot of the pane; returns its height. */
static float draw_verdict(struct op *o, struct draw_box box)
{
    char line[160], detail[320];
    float pad = op_px(o, 10), icon = op_em(o, -2), text_x = icon + 2.6f * pad;
    text_verdict(o->c, o->w, line, sizeof line, detail, sizeof detail);
    float usual = op_em(o, -4) + op_em(o, -5) * 1.3f + 2 * pad;
    if (!line[0])
        return usual;
    struct op_lines second = {.height = 0};
    if (detail[0])
        op_fit(o, &second, detail, -5, false, box.w - text_x - pad, op_em(o, -5) * 2.5f);
    float gap = detail[0] ? op_em(o, -5) * 0.3f : 0;
    float high = op_em(o, -4) + gap + second.height + 2 * pad;
    high = high < usual ? usual : high;
    struct draw_box all = op_box(box.x, box.y + box.h - high, box.w, high);
    op_solid(o, all, 8, paint(COLOUR_CARD_TOP));
    bool tie = o->s->tied_mask && winner_of(o->s) < 0, foul = o->s->phase == PHASE_FOUL;
    draw_icon(o->d, all.x + pad + icon / 2, all.y + high / 2, icon * 0.8f,
              foul  ? ICON_CROSS
              : tie ? ICON_WARN
                    : ICON_CHECK,
              paint(foul  ? COLOUR_VERMILION
                    : tie ? COLOUR_GOLD
                          : COLOUR_JADE));
    float y = all.y + (high - op_em(o, -4) - gap - second.height) / 2;
    op_text(o,
            &(struct op_say){.x = all.x + text_x,
                             .y = y + op_em(o, -4) / 2,
                             .k = -4,
                             .bold = true,
                             .token = COLOUR_TEXT,
                             .width = all.w - text_x - pad},
            line);
    if (detail[0])
        op_draw_lines(o, &second, all.x + text_x, y + op_em(o, -4) + gap,
                      &(struct op_say){.token = COLOUR_TEXT_2});
    return high;
}

/* Left and right of 0: what a press is there; how many found no room to be named. */
static void draw_head(struct op *o, const struct axis *a, float y, int unnamed)
{
    float zero = x_of(a, 0), right = a->x1;
    char text[64];
    if (unnamed) {
        snprintf(text, sizeof text, TR(o->w, "另有 %d 次"), unnamed);
        right -=
            op_text(o,
                    &(struct op_say){
                        .x = a->x1, .y = y, .k = -5, .token = COLOUR_TEXT_3, .align = DRAW_RIGHT},
                    text) +
            op_px(o, 14);
    }
    snprintf(text, sizeof text,
             o->s->phase == PHASE_OPEN ? TR(o->w, "第 %d 次口令　开放") : TR(o->w, "第 %d 次口令"),
             o->s->go_calls);
    op_text(o,
            &(struct op_say){.x = zero + op_px(o, 10),
                             .y = y,
                             .k = -5,
                             .token = COLOUR_GOLD,
                             .width = right - zero - op_px(o, 10)},
            o->s->go_calls ? text : "");
    op_text(o,
            &(struct op_say){.x = a->x0 + op_px(o, 10),
                             .y = y,
                             .k = -5,
                             .token = COLOUR_VERMILION_TEXT,
                             .width = zero - a->x0 - op_px(o, 16)},
            contest_policy(o->c)->early_press == EARLY_FOUL ? TR(o->w, "口令之前 = 犯规")
                                                            : TR(o->w, "口令之前"));
}

static void draw_line_and_presses(struct op *o, struct draw_box box)
{
    struct mark_at marks[PRESSES_MAX];
    struct axis a = {.x0 = box.x + op_px(o, 12),
                     .x1 = box.x + box.w - op_px(o, 12),
                     .y = box.y + box.h - op_em(o, -5) - op_px(o, 12)};
    int before, n = collect(o, marks, &before);
    set_axis(o, &a);
    float zero = x_of(&a, 0), head = op_em(o, -5) * 1.4f;
    if (contest_policy(o->c)->early_press == EARLY_FOUL)
        draw_rect(o->d, op_box(a.x0, box.y, zero - a.x0, a.y - box.y),
                  &(struct draw_fill){.top = paint_alpha(COLOUR_VERMILION, 0.13f)});
    draw_line(o->d, zero, box.y, zero, a.y + op_px(o, 6),
              &(struct draw_stroke){.paint = paint(COLOUR_GOLD), .width = op_px(o, 3)});
    draw_ticks(o, &a);
    struct draw_box room =
        op_box(a.x0, box.y + head, a.x1 - a.x0, a.y - box.y - head - op_px(o, 8));
    draw_head(o, &a, box.y + head / 2, draw_marks(o, &a, room, marks, n));
    bool early_now = n && marks[0].at_us < 0;
    if (before && !early_now)
        draw_before(o, op_box(a.x0 + op_px(o, 10), room.y, zero - a.x0 - op_px(o, 20), room.h));
}

void op_timeline(struct op *o)
{
    struct draw_box box = o->timeline;
    bool buzzers = contest_policy(o->c)->who == WHO_PRESS;
    bool turns = contest_round(o->c) && !buzzers && o->s->phase <= PHASE_REVEAL;
    op_head(o, box, turns ? TR(o->w, "计时与轮次") : TR(o->w, "按键时间轴"),
            turns ? "" : TR(o->w, "以口令声起点为 0，单位 ms"), COLOUR_TEXT_3);
    box.y += op_head_height(o) + op_px(o, 4);
    box.h -= op_head_height(o) + op_px(o, 4);
    op_panel(o, box);
    box = box_inset(box, op_px(o, 12));
    bool asked = o->s->phase >= PHASE_READ && o->s->phase <= PHASE_REVEAL;
    if (turns) {
        op_turns(o, box);
        return;
    }
    if (!buzzers || (!asked && !o->s->press_count)) {
        op_text(o,
                &(struct op_say){.x = box.x + box.w / 2,
                                 .y = box.y + box.h / 2,
                                 .k = -4,
                                 .token = COLOUR_TEXT_3,
                                 .align = DRAW_CENTRE,
                                 .width = box.w},
                TR(o->w, "还没有按键"));
        return;
    }
    box.h -= draw_verdict(o, box) + op_px(o, 6);
    draw_line_and_presses(o, box);
}
