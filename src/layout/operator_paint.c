/* Text that fits or says that it does not, and the surfaces of the operator screen. */
#include "layout/operator_parts.h"

#include <stdio.h>
#include <string.h>

float op_px(const struct op *o, float units)
{
    return units * o->height / 1080.0f;
}

static int step_of(const struct op *o, int k)
{
    return k > o->k_min ? k : o->k_min;
}

float op_em(const struct op *o, int k)
{
    return (float)type_em(o->height, step_of(o, k));
}

static float width_of(const struct op *o, int k, bool bold, const char *s, size_t n)
{
    return text_width(o->d->metrics, TEXT_SANS, bold ? TEXT_BOLD : TEXT_REGULAR, op_em(o, k), 0, s,
                      n);
}

float op_width(const struct op *o, int k, bool bold, const char *text)
{
    return width_of(o, k, bold, text, strlen(text));
}

/* Longest beginning of s[0..n) that leaves room for …, as a string in out. */
static void shorten(const struct op *o, int k, bool bold, float width, const char *s, size_t n,
                    char *out, size_t cap)
{
    float room = width - op_width(o, k, bold, "…");
    while (n > 0 && (n + 4 > cap || width_of(o, k, bold, s, n) > room)) {
        n--;
        while (n > 0 && ((unsigned char)s[n] & 0xC0) == 0x80)
            n--;
    }
    snprintf(out, cap, "%.*s…", (int)n, s);
}

float op_text(struct op *o, const struct op_say *s, const char *text)
{
    int k = s->k;
    char buffer[512];
    if (s->width > 0) {
        while (k > o->k_min && op_width(o, k, s->bold, text) > s->width)
            k--;
        if (op_width(o, k, s->bold, text) > s->width + 0.5f) {
            shorten(o, k, s->bold, s->width, text, strlen(text), buffer, sizeof buffer);
            text = buffer;
        }
    }
    struct draw_run run = {
        .x = s->x,
        .y = s->y,
        .em = op_em(o, k),
        .weight = s->bold ? TEXT_BOLD : TEXT_REGULAR,
        .align = (uint8_t)s->align,
        .role = (uint8_t)(s->role ? s->role : ROLE_NOTE),
        .paint = s->token ? paint(s->token) : s->paint,
    };
    return draw_text(o->d, &run, text, 0);
}

void op_fit(const struct op *o, struct op_lines *l, const char *text, int k, bool bold, float width,
            float height)
{
    op_fit_pitch(o, l, text, k, bold, width, height, 1.36f);
}

void op_fit_pitch(const struct op *o, struct op_lines *l, const char *text, int k, bool bold,
                  float width, float height, float pitch)
{
    struct text_want want = {
        .metrics = o->d->metrics,
        .utf8 = text,
        .weight = bold ? TEXT_BOLD : TEXT_REGULAR,
        .width = width,
        .height = height,
        .screen_height = o->height,
        .k_max = step_of(o, k),
        .k_min = o->k_min,
        .line_height = pitch,
    };
    l->text = text;
    l->cut = !text_fit(&want, &l->fit);
    int lines =
        l->fit.line_count < l->fit.lines_per_page ? l->fit.line_count : l->fit.lines_per_page;
    l->height = lines > 0 ? (float)l->fit.em + (float)(lines - 1) * l->fit.line_height : 0;
    l->width = width;
}

void op_draw_lines(struct op *o, const struct op_lines *l, float x, float y, const struct op_say *s)
{
    struct draw_run run = {
        .x = x,
        .y = y + (float)l->fit.em / 2,
        .em = (float)l->fit.em,
        .weight = s->bold ? TEXT_BOLD : TEXT_REGULAR,
        .align = (uint8_t)s->align,
        .role = (uint8_t)(s->role ? s->role : ROLE_NOTE),
        .paint = s->token ? paint(s->token) : s->paint,
    };
    if (!l->cut) {
        draw_fitted(o->d, &run, l->text, &l->fit, 0);
        return;
    }
    int lines =
        l->fit.line_count < l->fit.lines_per_page ? l->fit.line_count : l->fit.lines_per_page;
    for (int i = 0; i < lines; i++, run.y += l->fit.line_height) {
        const struct text_line *line = &l->fit.lines[i];
        size_t n = (size_t)(line->end - line->start);
        if (i < lines - 1) {
            draw_text(o->d, &run, l->text + line->start, n);
            continue;
        }
        char last[512], flat[480];
        n = text_copy_line(flat, sizeof flat, l->text + line->start, n);
        shorten(o, l->fit.k, s->bold, l->width, flat, n, last, sizeof last);
        draw_text(o->d, &run, last, 0);
    }
}

struct draw_box op_box(float x, float y, float w, float h)
{
    return (struct draw_box){x, y, w, h};
}

void op_panel(struct op *o, struct draw_box box)
{
    draw_rect(o->d, box,
              &(struct draw_fill){.top = paint(COLOUR_PANEL_BOTTOM), .radius = op_px(o, 10)});
}

void op_card(struct op *o, struct draw_box box)
{
    draw_rect(o->d, box,
              &(struct draw_fill){.top = paint(COLOUR_CARD_TOP),
                                  .bottom = paint(COLOUR_CARD_BOTTOM),
                                  .radius = op_px(o, 8)});
}

void op_solid(struct op *o, struct draw_box box, float radius, struct paint p)
{
    draw_rect(o->d, box, &(struct draw_fill){.top = p, .radius = op_px(o, radius)});
}

void op_outline(struct op *o, struct draw_box box, float radius, float width, struct paint p)
{
    draw_rect(o->d, box,
              &(struct draw_fill){
                  .radius = op_px(o, radius), .outline = p, .outline_px = op_px(o, width)});
}

void op_rule(struct op *o, float x0, float x1, float y)
{
    draw_rect(o->d, op_box(x0, y, x1 - x0, op_px(o, 2)),
              &(struct draw_fill){.top = paint(COLOUR_LINE)});
}

float op_head_height(const struct op *o)
{
    float em = op_em(o, -3);
    return em > op_px(o, 36) ? em : op_px(o, 36);
}

void op_head(struct op *o, struct draw_box box, const char *title, const char *remark,
             enum colour remark_token)
{
    float y = box.y + op_head_height(o) / 2;
    float w = op_text(
        o,
        &(struct op_say){
            .x = box.x, .y = y, .k = -4, .token = COLOUR_TEXT, .bold = true, .width = box.w},
        title);
    float left = box.w - w - op_px(o, 24);
    if (remark && *remark && left > op_em(o, -5) * 3)
        op_text(o,
                &(struct op_say){.x = box.x + box.w,
                                 .y = y,
                                 .k = -5,
                                 .token = remark_token,
                                 .width = left,
                                 .align = DRAW_RIGHT,
                                 .bold = remark_token == COLOUR_GOLD},
                remark);
}

void op_seat(struct op *o, float cx, float cy, float side, int seat)
{
    struct draw_box box = op_box(cx - side / 2, cy - side / 2, side, side);
    draw_rect(o->d, box, &(struct draw_fill){.top = paint_team(seat), .radius = side * 0.16f});
    /* Seats of one colour differ by cuts through the plate's foot, as their bands do. */
    for (int i = 1; i < team_band_cuts(seat); i++)
        draw_rect(o->d,
                  op_box(box.x + side * (float)i / (float)team_band_cuts(seat) - side * 0.04f,
                         box.y + side * 0.88f, side * 0.08f, side * 0.12f),
                  &(struct draw_fill){.top = paint(COLOUR_BASE)});
    char number[12];
    snprintf(number, sizeof number, "%d", seat);
    op_text(o,
            &(struct op_say){.x = cx,
                             .y = cy,
                             .k = -4,
                             .token = COLOUR_INK_TEAM,
                             .bold = true,
                             .align = DRAW_CENTRE,
                             .role = ROLE_SEAT},
            number);
}

void op_clock(const struct op *o, int64_t wall_us, char out[16])
{
    int64_t day = 86400, s = (wall_us / 1000000 + o->x->utc_offset_s) % day;
    s = s < 0 ? s + day : s;
    snprintf(out, 16, "%02d:%02d:%02d", (int)(s / 3600), (int)(s / 60 % 60), (int)(s % 60));
}

enum colour op_light(enum light light)
{
    static const enum colour colours[] = {COLOUR_TEXT_3, COLOUR_JADE, COLOUR_GOLD,
                                          COLOUR_VERMILION_TEXT};
    return colours[light];
}

void op_tinted(struct op *o, struct draw_box box, enum colour token)
{
    draw_rect(o->d, box, &(struct draw_fill){.top = paint(COLOUR_BASE_EDGE)});
    draw_rect(o->d, box, &(struct draw_fill){.top = paint_alpha(token, 0.17f)});
    draw_rect(o->d, op_box(box.x, box.y, op_px(o, 8), box.h),
              &(struct draw_fill){.top = paint(token)});
}
