/* The status strip: live or rehearsal, where we are, how long, and whether the house is well. */
#include "layout/operator_parts.h"
#include "view/text.h"

#include <stdio.h>
#include <string.h>

/* How much the strip may say; it gives way in this order until everything fits. */
enum { SAY_ALL, SAY_SMALLER, SAY_NO_LABELS, SAY_ICONS, SAY_LEAST };

enum { PIECES = 5 };
struct piece {
    const char *label;
    char text[64];
    enum colour token;
};

/* "二": rounds are numbered in the way they are spoken. */
static const char *const numerals[] = {
    N_("一"), N_("二"), N_("三"), N_("四"), N_("五"),   N_("六"),
    N_("七"), N_("八"), N_("九"), N_("十"), N_("十一"), N_("十二"),
};

static void round_title(const struct op *o, char *out, size_t size)
{
    const struct round *r = contest_round(o->c);
    size_t i = (size_t)o->s->round;
    if (!r)
        snprintf(out, size, "%s", o->c->def->title);
    else if (i < sizeof numerals / sizeof *numerals)
        snprintf(out, size, "%s %s", TR(o->w, numerals[i]), r->name);
    else
        snprintf(out, size, "%d %s", (int)i + 1, r->name);
}

static void clock_piece(const struct op *o, struct piece *p)
{
    const struct show_clock *k = &o->s->clock;
    if (o->s->phase < PHASE_SELECT || o->s->phase > PHASE_ANSWER)
        return; /* a clock that stands after the ruling says nothing any more */
    if (k->kind == CLOCK_NONE && o->s->round_clock.kind != CLOCK_NONE)
        k = &o->s->round_clock;
    if (k->kind == CLOCK_NONE || !k->length_us)
        return;
    int seconds = (int)((clock_left_us(k, o->now_us) + 999999) / 1000000);
    p->token = k->running && !k->held ? COLOUR_GOLD : COLOUR_TEXT_2;
    if (k->held || (!k->running && k->left_us < k->length_us && k->left_us > 0))
        snprintf(p->text, sizeof p->text, TR(o->w, "暂停 剩 %d 秒"), seconds);
    else if (!seconds)
        snprintf(p->text, sizeof p->text, "%s", TR(o->w, "时间到"));
    else
        snprintf(p->text, sizeof p->text, TR(o->w, "剩 %d 秒"), seconds);
}

/* The progress as "8 / 20": the words around the numbers are in the label already. */
static void fill_pieces(const struct op *o, struct piece p[PIECES])
{
    const struct round *r = contest_round(o->c);
    bool turns = r && o->s->turn_order_count && contest_policy(o->c)->value == VALUE_MENU;
    memset(p, 0, PIECES * sizeof *p);
    p[0].label = r ? TR(o->w, "环节") : "";
    round_title(o, p[0].text, sizeof p[0].text);
    if (r && o->s->asked > 0 && !turns) {
        p[1].label = TR(o->w, "题目");
        if (r->planned)
            snprintf(p[1].text, sizeof p[1].text, "%d / %d%s", contest_question_number(o->c),
                     r->planned, o->s->bonus ? " +" : "");
        else
            snprintf(p[1].text, sizeof p[1].text, "%d", (int)o->s->asked);
    } else if (turns && o->s->turn > 0) {
        p[1].label = TR(o->w, "队次");
        snprintf(p[1].text, sizeof p[1].text, "%d / %d",
                 (int)((o->s->turn - 1) % o->s->turn_order_count) + 1, (int)o->s->turn_order_count);
    }
    p[2].label = TR(o->w, "状态");
    text_phase(o->c, o->w, p[2].text, sizeof p[2].text);
    p[2].token = COLOUR_GOLD;
    clock_piece(o, &p[3]);
    p[0].token = p[1].token = COLOUR_TEXT;
}

struct house_part {
    const struct status *status;
    enum draw_icon icon;
};

static int house_parts(const struct op *o, struct house_part out[5])
{
    const struct house *h = &o->v->house;
    const struct house_part all[] = {{&h->journal, ICON_CHECK},
                                     {&h->disk, ICON_CHECK},
                                     {&h->audience, ICON_DISPLAY},
                                     {&h->keypad, ICON_CHECK},
                                     {&h->sound, ICON_SPEAKER}};
    int n = 0;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i].status->light != LIGHT_OFF && all[i].status->text[0] &&
            !(all[i].status == &h->disk && h->disk.light == LIGHT_GOOD))
            out[n++] = all[i];
    return n;
}

static float part_width(const struct op *o, const struct house_part *p, int level)
{
    float icon = op_em(o, -4), gap = op_px(o, level >= SAY_ICONS ? 12 : 24);
    if (level >= SAY_ICONS && p->status->light == LIGHT_GOOD)
        return icon + gap;
    return icon + op_px(o, 6) + op_width(o, -5, p->status->light != LIGHT_GOOD, p->status->text) +
           gap;
}

static float draw_part(struct op *o, float right, float y, const struct house_part *p, int level)
{
    static const enum draw_icon shapes[] = {ICON_CIRCLE, ICON_CHECK, ICON_WARN, ICON_CROSS};
    float w = part_width(o, p, level), icon = op_em(o, -4);
    enum light light = p->status->light;
    bool bare = level >= SAY_ICONS && light == LIGHT_GOOD;
    enum draw_icon shape = bare && p->icon != ICON_CHECK ? p->icon : shapes[light];
    float x = right - w;
    draw_icon(o->d, x + icon / 2, y, icon * 0.9f, shape, paint(op_light(light)));
    if (!bare)
        op_text(o,
                &(struct op_say){.x = x + icon + op_px(o, 6),
                                 .y = y,
                                 .k = -5,
                                 .token = light == LIGHT_GOOD ? COLOUR_TEXT_2 : op_light(light),
                                 .bold = light != LIGHT_GOOD},
                p->status->text);
    return x;
}

static void boxes_text(const struct op *o, char *out, size_t size)
{
    snprintf(out, size, TR(o->w, "抢答器 %d / %d"), o->v->house.boxes_ready,
             o->v->house.boxes_expected);
}

static float boxes_width(const struct op *o)
{
    char text[48];
    boxes_text(o, text, sizeof text);
    if (!o->v->house.boxes_expected)
        return 0;
    return op_width(o, -5, true, text) + op_em(o, -4) + op_px(o, 44);
}

static float draw_boxes(struct op *o, float right, float y)
{
    const struct house *h = &o->v->house;
    char text[48];
    boxes_text(o, text, sizeof text);
    if (!h->boxes_expected)
        return right;
    bool well = h->boxes_ready >= h->boxes_expected;
    float w = boxes_width(o) - op_px(o, 16), icon = op_em(o, -4), x = right - w;
    float high = op_em(o, -5) * 1.5f;
    if (!well)
        op_outline(o, op_box(x, y - high / 2, w, high), 6, 2, paint(COLOUR_GOLD));
    draw_icon(o->d, x + op_px(o, 10) + icon / 2, y, icon * 0.9f, well ? ICON_CHECK : ICON_WARN,
              paint(well ? COLOUR_JADE : COLOUR_GOLD));
    op_text(o,
            &(struct op_say){.x = x + op_px(o, 16) + icon,
                             .y = y,
                             .k = -5,
                             .bold = !well,
                             .token = well ? COLOUR_TEXT_2 : COLOUR_GOLD},
            text);
    return x - op_px(o, 16);
}

/* Solid and sure, or hollow and hatched: told apart without colour and from across the desk. */
static float draw_badge(struct op *o, float y)
{
    bool rehearsal = o->v->rehearsal;
    const char *text = rehearsal ? TR(o->w, "彩排") : TR(o->w, "正式 LIVE");
    float h = op_em(o, -3) * 1.55f, disc = op_px(o, 14), pad = op_px(o, rehearsal ? 40 : 18);
    float w = op_width(o, -3, true, text) + 2 * pad + (rehearsal ? 0 : disc + op_px(o, 8));
    struct draw_box box = op_box(o->strip.x, y - h / 2, w, h);
    if (rehearsal) {
        float hatch = op_px(o, 26);
        op_outline(o, box, 6, 2.5f, paint(COLOUR_GOLD));
        for (int side = 0; side < 2; side++)
            draw_rect(o->d,
                      op_box(side ? box.x + box.w - hatch : box.x + op_px(o, 3),
                             box.y + op_px(o, 3), hatch - op_px(o, 3), box.h - op_px(o, 6)),
                      &(struct draw_fill){.top = paint(COLOUR_BASE),
                                          .pattern_kind = DRAW_HATCH,
                                          .pattern = paint(COLOUR_GOLD),
                                          .pitch = op_px(o, 12)});
    } else {
        op_solid(o, box, 6, paint(COLOUR_TEXT));
        draw_icon(o->d, box.x + pad + disc / 2, y, disc, ICON_DISC, paint(COLOUR_INK));
    }
    op_text(o,
            &(struct op_say){.x = box.x + pad + (rehearsal ? 0 : disc + op_px(o, 8)),
                             .y = y,
                             .k = -3,
                             .bold = true,
                             .token = rehearsal ? COLOUR_GOLD : COLOUR_INK},
            text);
    return box.x + box.w + op_px(o, 24);
}

static float pieces_width(const struct op *o, const struct piece p[PIECES], int level)
{
    float w = 0;
    for (int i = 0; i < PIECES; i++) {
        if (!p[i].text[0])
            continue;
        if (p[i].label && *p[i].label && level < SAY_NO_LABELS)
            w += op_width(o, -5, false, p[i].label) + op_px(o, 12);
        w += op_width(o, level >= SAY_SMALLER ? -4 : -2, true, p[i].text) +
             op_px(o, level >= SAY_SMALLER ? 24 : 36);
    }
    return w;
}

static void draw_pieces(struct op *o, const struct piece p[PIECES], float x, float y, float right,
                        int level)
{
    for (int i = 0; i < PIECES; i++) {
        if (!p[i].text[0] || right - x < op_em(o, -5) * 2)
            continue;
        if (p[i].label && *p[i].label && level < SAY_NO_LABELS)
            x += op_text(o, &(struct op_say){.x = x, .y = y, .k = -5, .token = COLOUR_TEXT_3},
                         p[i].label) +
                 op_px(o, 12);
        x += op_text(o,
                     &(struct op_say){.x = x,
                                      .y = y,
                                      .k = level >= SAY_SMALLER ? -4 : -2,
                                      .bold = true,
                                      .token = p[i].token,
                                      .width = right - x},
                     p[i].text) +
             op_px(o, level >= SAY_SMALLER ? 24 : 36);
    }
}

void op_strip(struct op *o)
{
    float y = o->strip.y + o->strip.h / 2;
    op_rule(o, 0, o->width, o->strip.y + o->strip.h + op_px(o, 4));
    float x = draw_badge(o, y), right = o->strip.x + o->strip.w;
    char clock[16];
    op_clock(o, o->v->wall_us + o->now_us - o->v->now_us, clock);
    right -= op_text(o,
                     &(struct op_say){.x = right,
                                      .y = y,
                                      .k = -2,
                                      .bold = true,
                                      .align = DRAW_RIGHT,
                                      .token = COLOUR_TEXT},
                     clock) +
             op_px(o, 24);
    struct piece pieces[PIECES];
    struct house_part parts[5];
    fill_pieces(o, pieces);
    int n = house_parts(o, parts), level = SAY_ALL;
    for (; level < SAY_LEAST; level++) {
        float w = pieces_width(o, pieces, level) + boxes_width(o);
        for (int i = 0; i < n; i++)
            w += part_width(o, &parts[i], level);
        if (x + w <= right)
            break;
    }
    right = draw_boxes(o, right, y);
    for (int i = n - 1; i >= 0; i--)
        right = draw_part(o, right, y, &parts[i], level);
    draw_pieces(o, pieces, x, y, right - op_px(o, 12), level);
}
