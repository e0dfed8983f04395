/* Text by type step, and the few surfaces everything is made of. */
#include "layout/audience_parts.h"

#include <stdio.h>
#include <string.h>

static float em_of(const struct drawing *k, int step)
{
    return (float)type_em(k->g.unit, step);
}

float say_width(const struct drawing *k, int step, bool bold, const char *text)
{
    return text_width(k->d->metrics, TEXT_SANS, bold ? TEXT_BOLD : TEXT_REGULAR, em_of(k, step), 0,
                      text, strlen(text));
}

bool say_fits(const struct drawing *k, int step, bool bold, float width, const char *text)
{
    return say_width(k, step, bold, text) <= width;
}

static struct paint paint_of(const struct say *s)
{
    return s->token == COLOUR_NONE ? s->paint : paint(s->token);
}

float say_line(struct drawing *k, const struct say *s, const char *text)
{
    int step = s->k;
    while (s->width > 0 && step > s->k_min && !say_fits(k, step, s->bold, s->width, text))
        step--;
    float em = em_of(k, step), wide = say_width(k, step, s->bold, text);
    /* Last resort for texts beyond every limit: smaller than the rule, but whole and in place. */
    if (s->width > 0 && wide > s->width)
        em *= s->width / wide;
    draw_text(k->d,
              &(struct draw_run){.x = s->x,
                                 .y = s->y,
                                 .em = em,
                                 .weight = s->bold ? TEXT_BOLD : TEXT_REGULAR,
                                 .align = s->align,
                                 .role = s->role,
                                 .paint = paint_of(s)},
              text, 0);
    return em;
}

/* Fits at exactly `step`, without parting a word unless that is allowed. */
static bool block_fits(const struct drawing *k, const struct say *s, struct draw_box box, int lines,
                       int step, const char *text, struct text_fit *fit)
{
    struct text_want want = {.metrics = k->d->metrics,
                             .utf8 = text,
                             .weight = s->bold ? TEXT_BOLD : TEXT_REGULAR,
                             .width = box.w,
                             .height = box.h,
                             .screen_height = k->g.unit,
                             .k_max = step,
                             .k_min = step,
                             .line_height = 1.2f,
                             .ignore_breaks = true,
                             .lines_max = lines};
    if (!text_fit(&want, fit) || fit->line_count > lines)
        return false;
    char breaks[512];
    size_t n = strlen(text);
    if (n > sizeof breaks || s->part_words)
        return true;
    text_breaks(k->d->metrics, text, n, breaks);
    for (int i = 1; i < fit->line_count; i++) {
        char at = breaks[fit->lines[i].start];
        if (at == TEXT_BREAK_NO || at == TEXT_BREAK_LAST)
            return false;
    }
    return true;
}

bool say_block(struct drawing *k, const struct say *s, struct draw_box box, int lines,
               const char *text)
{
    struct text_fit fit;
    int step = s->k;
    while (step >= s->k_min && !block_fits(k, s, box, lines, step, text, &fit))
        step--;
    if (step < s->k_min)
        return false;
    /* two lines of about one length: no last character on its own */
    for (float narrow = 0.95f; fit.line_count == 2 && narrow > 0.5f; narrow -= 0.05f) {
        struct text_fit tighter;
        struct draw_box less = box_of(box.x, box.y, box.w * narrow, box.h);
        if (!block_fits(k, s, less, 2, step, text, &tighter))
            break;
        fit = tighter;
    }
    float x = s->align == DRAW_LEFT     ? box.x
              : s->align == DRAW_CENTRE ? box.x + box.w / 2
                                        : box.x + box.w;
    struct draw_run run = {.x = x,
                           .y = box.y + box.h / 2 -
                                (float)(fit.line_count - 1) / 2 * fit.line_height,
                           .em = (float)fit.em,
                           .weight = s->bold ? TEXT_BOLD : TEXT_REGULAR,
                           .align = s->align,
                           .role = s->role,
                           .paint = paint_of(s)};
    draw_fitted(k->d, &run, text, &fit, 0);
    return true;
}

/* 播州区, 郑州市: 州 is part of the name when another ending follows. */
static size_t place_goes_on(const char *rest, uint32_t ending)
{
    size_t used;
    uint32_t cp = text_decode(rest, strlen(rest), &used);
    return ending == 0x5DDE && (cp == 0x5E02 || cp == 0x53BF || cp == 0x533A) ? used : 0;
}

size_t name_part(const struct drawing *k, const char *name)
{
    /* 省 市 州 盟 县 区 旗 end the name of a place */
    static const uint32_t ends[] = {0x7701, 0x5E02, 0x5DDE, 0x76DF, 0x53BF, 0x533A, 0x65D7};
    if (k->prefix > 0)
        return k->prefix;
    size_t n = strlen(name), used;
    int count = 0;
    uint32_t before[2] = {0, 0};
    for (size_t at = 0; at < n && count < 14; at += used, count++) {
        uint32_t cp = text_decode(name + at, n - at, &used);
        /* long ones are 自治 places, or no places at all */
        bool place = count >= 1 && (count < 6 || (before[0] == 0x81EA && before[1] == 0x6CBB));
        before[0] = before[1];
        before[1] = cp;
        for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
            if (cp == ends[i] && place && text_count(name + at + used, n - at - used) >= 2)
                return at + used + place_goes_on(name + at + used, cp);
    }
    return 0;
}

/* Two lines, parted behind the place ("遵义市" / "应急管理局"). */
static bool name_parted(struct drawing *k, const struct say *s, struct draw_box box,
                        const char *name)
{
    char first[64];
    size_t part = name_part(k, name);
    if (part == 0 || part >= sizeof first)
        return false;
    memcpy(first, name, part);
    first[part] = '\0';
    const char *rest = name + part;
    int step = s->k;
    while (step > s->k_min && (!say_fits(k, step, s->bold, box.w, rest) ||
                               em_of(k, step) + em_of(k, 0) > box.h * 0.98f))
        step--;
    float big = em_of(k, step), small = em_of(k, 0);
    if (!say_fits(k, step, s->bold, box.w, rest) || big + small > box.h * 1.02f)
        return false;
    float slack =
        (box.h - big - small) / 2 < small * 0.3f ? (box.h - big - small) / 2 : small * 0.3f;
    struct say line = *s;
    line.width = 0;
    line.x = s->align == DRAW_LEFT     ? box.x
             : s->align == DRAW_CENTRE ? box.x + box.w / 2
                                       : box.x + box.w;
    float middle = box.y + box.h / 2, gap = slack / 2;
    line.k = 0;
    line.bold = false;
    line.token = s->token == COLOUR_TEXT ? COLOUR_TEXT_2 : s->token;
    line.y = middle - (big + small) / 2 - gap / 2 + small / 2;
    say_line(k, &line, first);
    line.k = step;
    line.bold = s->bold;
    line.token = s->token;
    line.y = middle + (big + small) / 2 + gap / 2 - big / 2;
    say_line(k, &line, rest);
    return true;
}

/* Largest step at which a text of `ems` fits, k_min - 1 when none does. */
static int step_for(const struct drawing *k, const struct say *s, float ems, float width)
{
    int step = s->k;
    while (step >= s->k_min && ems * em_of(k, step) > width)
        step--;
    return step;
}

void say_name(struct drawing *k, const struct say *s, struct draw_box box, int lines,
              const struct team *team)
{
    if (team == NULL)
        return;
    struct say one = *s;
    one.x = s->align == DRAW_LEFT     ? box.x
            : s->align == DRAW_CENTRE ? box.x + box.w / 2
                                      : box.x + box.w;
    one.y = box.y + box.h / 2;
    one.width = 0;
    one.k = step_for(k, s, k->widest[s->bold].full, box.w);
    if (one.k >= s->k_min) {
        say_line(k, &one, team->name);
        return;
    }
    struct say parted = *s;
    parted.k = step_for(k, s, k->widest[s->bold].rest, box.w);
    if (lines > 1 && parted.k >= s->k_min && box.h > em_of(k, 0) + em_of(k, parted.k) &&
        say_fits(k, parted.k, s->bold, box.w, team->name)) {
        one.k = parted.k; /* this one needs no second line */
        say_line(k, &one, team->name);
        return;
    }
    if (lines > 1 && parted.k >= s->k_min && name_parted(k, &parted, box, team->name))
        return;
    struct say small = *s;
    small.k = s->k_min; /* all names of the table at one size */
    if (lines > 1 && name_part(k, team->name) == 0 && say_block(k, &small, box, lines, team->name))
        return;
    one.k = step_for(k, s, k->widest[s->bold].brief, box.w);
    one.k = one.k < s->k_min ? s->k_min : one.k;
    one.width = box.w;
    say_line(k, &one, team->short_name);
}

const char *seat_suffix(const struct drawing *k)
{
    return k->w == NULL || k->w->tag == NULL || strncmp(k->w->tag, "zh", 2) == 0 ? "号" : "";
}

void say_seat(struct drawing *k, float x, float y, int step, int small, float width,
              enum draw_align align, struct paint p, bool bold_small, int seat)
{
    char number[12];
    snprintf(number, sizeof number, "%d", seat);
    const char *suffix = seat_suffix(k);
    float gap = *suffix != '\0' ? em_of(k, step) * 0.03f : 0;
    while (step > small &&
           say_width(k, step, true, number) + gap + say_width(k, small, bold_small, suffix) > width)
        step--;
    float number_w = say_width(k, step, true, number);
    float all = number_w + gap + say_width(k, small, bold_small, suffix);
    if (all > width) { /* the number alone is the name of a team */
        suffix = "";
        all = number_w;
    }
    float left = align == DRAW_LEFT ? x : align == DRAW_CENTRE ? x - all / 2 : x - all;
    say_line(
        k, &(struct say){.x = left, .y = y, .k = step, .paint = p, .bold = true, .role = ROLE_SEAT},
        number);
    if (*suffix != '\0')
        say_line(k,
                 &(struct say){.x = left + number_w + gap,
                               .y = text_same_baseline(y, em_of(k, step), em_of(k, small)),
                               .k = small,
                               .paint = p,
                               .bold = bold_small,
                               .role = ROLE_SEAT},
                 suffix);
}

void panel(struct drawing *k, struct draw_box box)
{
    draw_rect(k->d, box,
              &(struct draw_fill){.top = paint(COLOUR_PANEL_TOP),
                                  .bottom = paint(COLOUR_PANEL_BOTTOM),
                                  .radius = px(k, 14)});
}

void card(struct drawing *k, struct draw_box box)
{
    draw_rect(k->d, box,
              &(struct draw_fill){.top = paint(COLOUR_CARD_TOP),
                                  .bottom = paint(COLOUR_CARD_BOTTOM),
                                  .radius = px(k, 10)});
}

void outline(struct drawing *k, struct draw_box box, float radius_u, float width_u, struct paint p)
{
    draw_rect(
        k->d, box,
        &(struct draw_fill){.radius = px(k, radius_u), .outline = p, .outline_px = px(k, width_u)});
}

void solid(struct drawing *k, struct draw_box box, float radius_u, struct paint p)
{
    draw_rect(k->d, box, &(struct draw_fill){.top = p, .radius = px(k, radius_u)});
}

void hairline(struct drawing *k, float x0, float x1, float y)
{
    draw_line(k->d, x0, y, x1, y,
              &(struct draw_stroke){.paint = paint(COLOUR_LINE), .width = px(k, 2)});
}

/* Pieces of a band of length `all`: where each begins and how long it is. */
static float piece(float all, int cuts, float gap, int i, float *start)
{
    float length = (all - gap * (float)(cuts - 1)) / (float)cuts;
    *start = (length + gap) * (float)i;
    return length;
}

void band_top(struct drawing *k, struct draw_box box, int seat, float radius_u)
{
    int cuts = team_band_cuts(seat);
    for (int i = 0; i < cuts; i++) {
        float start, length = piece(box.w, cuts, px(k, 8), i, &start);
        uint8_t corners = (uint8_t)((i == 0 ? CORNER_TL : 0) | (i == cuts - 1 ? CORNER_TR : 0));
        draw_rect(k->d, box_of(box.x + start, box.y, length, box.h),
                  &(struct draw_fill){.top = paint_team(seat),
                                      .radius = corners ? px(k, radius_u) : 0,
                                      .corners = corners});
    }
}

void band_left(struct drawing *k, struct draw_box box, int seat, float radius_u)
{
    int cuts = team_band_cuts(seat);
    for (int i = 0; i < cuts; i++) {
        float start, length = piece(box.h, cuts, px(k, 8), i, &start);
        uint8_t corners = (uint8_t)((i == 0 ? CORNER_TL : 0) | (i == cuts - 1 ? CORNER_BL : 0));
        draw_rect(k->d, box_of(box.x, box.y + start, box.w, length),
                  &(struct draw_fill){.top = paint_team(seat),
                                      .radius = corners ? px(k, radius_u) : 0,
                                      .corners = corners});
    }
}

bool mark_lit(enum mark_kind kind)
{
    return kind == MARK_GOLD || kind == MARK_JADE || kind == MARK_VERMILION;
}

struct paint mark_paint(enum mark_kind kind)
{
    static const uint8_t token[] = {
        [MARK_QUIET] = COLOUR_NONE, [MARK_GOLD] = COLOUR_GOLD,
        [MARK_JADE] = COLOUR_JADE,  [MARK_VERMILION] = COLOUR_VERMILION,
        [MARK_FLAG] = COLOUR_LINE,  [MARK_BARRED] = COLOUR_VERMILION,
        [MARK_UP] = COLOUR_JADE,    [MARK_DOWN] = COLOUR_VERMILION,
        [MARK_OUT] = COLOUR_LINE,
    };
    return paint((enum colour)token[kind]);
}
