/* The newest lines of the ledger, the one `.` takes back in gold; under them the one message that
 * says what to do. */
#include "layout/operator_parts.h"

#include <stdio.h>

static float row_pitch(const struct op *o)
{
    float least = op_em(o, -5) * 1.55f, usual = op_px(o, 44);
    return o->folded || usual < least ? least : usual;
}

/* Two lines in the colour of their weight; returns the height taken from the foot of `box`. */
static float draw_message(struct op *o, struct draw_box box)
{
    static const enum draw_icon icons[] = {ICON_CIRCLE, ICON_CHECK, ICON_WARN, ICON_CROSS};
    const struct house *h = &o->v->house;
    if (!h->message[0])
        return 0;
    float pad = op_px(o, 10), icon = op_em(o, -4), text_x = pad * 2 + icon;
    float width = box.w - text_x - pad;
    struct op_lines what, remedy = {.height = 0};
    float most = op_em(o, -5) * 2.6f;
    op_fit(o, &what, h->message, -4, true, width, most);
    if (h->remedy[0])
        op_fit(o, &remedy, h->remedy, -5, false, width, most);
    float gap = remedy.height > 0 ? op_em(o, -5) * 0.35f : 0;
    float high = what.height + gap + remedy.height + 2 * pad;
    enum colour token = op_light(h->message_light);
    struct draw_box all = op_box(box.x, box.y + box.h - high, box.w, high);
    draw_rect(o->d, all,
              &(struct draw_fill){.top = paint(COLOUR_CARD_BOTTOM),
                                  .radius = op_px(o, 8),
                                  .outline = paint(token),
                                  .outline_px = op_px(o, 2)});
    draw_icon(o->d, all.x + pad + icon / 2, all.y + pad + (float)what.fit.em / 2, icon,
              icons[h->message_light], paint(token));
    struct op_say s = {.bold = true, .token = COLOUR_TEXT};
    op_draw_lines(o, &what, all.x + text_x, all.y + pad, &s);
    s = (struct op_say){.token = COLOUR_TEXT_2};
    if (h->remedy[0])
        op_draw_lines(o, &remedy, all.x + text_x, all.y + pad + what.height + gap, &s);
    return high + op_px(o, 8);
}

static enum colour line_colour(const struct history_line *l)
{
    if (l->undone || l->press)
        return COLOUR_TEXT_3;
    return l->tone < 0 ? COLOUR_VERMILION_TEXT : l->tone > 0 ? COLOUR_JADE : COLOUR_TEXT;
}

static void draw_line_of(struct op *o, struct draw_box row, const struct history_line *l)
{
    float y = row.y + row.h / 2, pad = op_px(o, 10), x = row.x + pad, right = row.x + row.w - pad;
    char text[24];
    op_card(o, row);
    if (l->undo_next)
        op_outline(o, row, 8, 2, paint(COLOUR_GOLD));
    struct op_say s = {.y = y, .k = -5, .token = COLOUR_TEXT_3, .role = ROLE_TABLE};
    snprintf(text, sizeof text, "%lld", (long long)l->seq);
    s.x = x;
    op_text(o, &s, text);
    x += op_width(o, -5, false, o->v->house.entries > 9999 ? "00000" : "0000") + pad;
    op_clock(o, l->wall_us, text);
    s.x = x;
    op_text(o, &s, text);
    x += op_width(o, -5, false, "00:00:00") + pad;
    const char *detail = l->undo_next ? TR(o->w, "撤销这条")
                         : l->undone  ? TR(o->w, "已撤销")
                                      : l->detail;
    s = (struct op_say){.x = right,
                        .y = y,
                        .k = -5,
                        .align = DRAW_RIGHT,
                        .bold = l->undo_next,
                        .token = l->undo_next ? COLOUR_GOLD : COLOUR_TEXT_2,
                        .width = (right - x) * 0.5f,
                        .role = ROLE_TABLE};
    float taken = detail[0] ? op_text(o, &s, detail) + pad : 0;
    s = (struct op_say){.x = x,
                        .y = y,
                        .k = -4,
                        .bold = !l->press && !l->undone,
                        .token = line_colour(l),
                        .width = right - x - taken,
                        .role = ROLE_TABLE};
    float w = op_text(o, &s, l->text);
    if (l->undone)
        draw_line(o->d, x, y, x + w, y,
                  &(struct draw_stroke){.paint = paint(COLOUR_TEXT_3), .width = op_px(o, 2)});
}

void op_history(struct op *o)
{
    const struct house *h = &o->v->house;
    struct draw_box box = o->history;
    bool can_undo = o->v->undo_depth > 0;
    op_head(o, box, TR(o->w, "操作记录"),
            can_undo ? TR(o->w, "按 . 逐条撤销，重启后仍可") : TR(o->w, "没有可撤销的操作"),
            COLOUR_TEXT_3);
    float head = op_head_height(o) + op_px(o, 4), pitch = row_pitch(o);
    box.y += head;
    box.h -= head;
    box.h -= draw_message(o, box);
    int rows = (int)((box.h + op_px(o, 4)) / pitch);
    for (int i = 0; i < rows && i < h->history_count; i++)
        draw_line_of(o, op_box(box.x, box.y + (float)i * pitch, box.w, pitch - op_px(o, 5)),
                     &h->history[h->history_count - 1 - i]);
}
