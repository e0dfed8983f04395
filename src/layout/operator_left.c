/* What they see, and under it what the next keys would make of it. */
#include "layout/operator_parts.h"

#include <stdio.h>

/* The largest box of the list's shape inside `room`, against its left top. */
static struct draw_box contain(struct draw_box room, const struct draw_list *list)
{
    float shape = list && list->height > 0 ? list->width / list->height : 16.0f / 9;
    struct draw_box box = {room.x, room.y, room.w, room.w / shape};
    if (box.h > room.h) {
        box.h = room.h;
        box.w = room.h * shape;
    }
    return box;
}

static void frame(struct op *o, struct draw_box box, const struct draw_list *list, bool gold)
{
    float edge = op_px(o, gold ? 3 : 2);
    draw_rect(o->d, box_inset(box, -edge),
              &(struct draw_fill){.top = paint(COLOUR_BLACK),
                                  .outline = paint(gold ? COLOUR_GOLD : COLOUR_LINE),
                                  .outline_px = edge});
    if (list)
        draw_mini(o->d, box, list);
}

static const char *const overlay_texts[SCREEN_COUNT] = {
    [SCREEN_BLACK] = N_("黑屏中"),      [SCREEN_LOGO] = N_("标志画面"),
    [SCREEN_FREEZE] = N_("画面已定格"), [SCREEN_TEST] = N_("测试图"),
    [SCREEN_SCORES] = N_("计分榜"),     [SCREEN_PRESSES] = N_("抢答顺序"),
    [SCREEN_BREAK] = N_("休息"),        [SCREEN_TEAMS] = N_("代表队介绍"),
    [SCREEN_CHECK] = N_("抢答器检查"),
};

/* What covers the audience screen, in the operator's language; NULL: nothing does. */
static const char *overlay_text(const struct op *o, char *out, size_t size)
{
    const char *text = overlay_texts[o->s->screen];
    int64_t left_us = o->s->break_until_us - o->now_us;
    int left = left_us > 0 ? (int)((left_us + 999999) / 1000000) : 0;
    if (o->s->screen != SCREEN_BREAK)
        return text ? TR(o->w, text) : NULL;
    snprintf(out, size, "%s %d:%02d", TR(o->w, text), left / 60, left % 60);
    return out;
}

/* Which page is on, and the key that turns it. */
static bool page_remark(const struct op *o, char *out, size_t size)
{
    const struct keypad *k = &o->v->keypad;
    if (k->pages < 2)
        return false;
    enum key key = keypad_page_key(k, o->c);
    snprintf(out, size, TR(o->w, "第 %d / %d 页，%s 翻页"),
             (o->x->page < k->pages ? o->x->page : k->pages - 1) + 1, (int)k->pages,
             key == KEY_COUNT ? "* 0" : key_names[key]);
    return true;
}

static void draw_live(struct op *o, struct draw_box room)
{
    char break_text[48];
    const char *overlay = overlay_text(o, break_text, sizeof break_text);
    struct draw_box head = room;
    float mark = op_px(o, 10);
    draw_rect(o->d,
              op_box(head.x, head.y + op_head_height(o) * 0.2f, mark, op_head_height(o) * 0.6f),
              &(struct draw_fill){.top = paint(COLOUR_GOLD)});
    head.x += mark + op_px(o, 10);
    head.w -= mark + op_px(o, 10);
    char pages[96];
    bool paged = page_remark(o, pages, sizeof pages);
    op_head(o, head, TR(o->w, "观众正在看"),
            overlay      ? overlay
            : paged      ? pages
            : o->x->live ? TR(o->w, "与观众屏同一帧")
                         : "",
            overlay || paged ? COLOUR_GOLD : COLOUR_TEXT_3);
    room.y += op_head_height(o) + op_px(o, 4);
    room.h -= op_head_height(o) + op_px(o, 4);
    struct draw_box box = contain(room, o->x->live);
    frame(o, box_inset(box, op_px(o, 3)), o->x->live, true);
    if (!o->x->live)
        op_text(o,
                &(struct op_say){.x = box.x + box.w / 2,
                                 .y = box.y + box.h / 2,
                                 .k = -2,
                                 .token = COLOUR_TEXT_3,
                                 .align = DRAW_CENTRE,
                                 .width = box.w * 0.9f},
                TR(o->w, "没有观众屏"));
}

static enum colour tone_colour(const struct key_meaning *key)
{
    switch (key->tone) {
    case KEY_GOOD:
        return COLOUR_JADE;
    case KEY_BAD:
    case KEY_WARN:
        return COLOUR_VERMILION;
    case KEY_NEXT:
        return COLOUR_GOLD;
    default:
        return COLOUR_TEXT_3;
    }
}

static float caption_height(const struct op *o, int lines)
{
    return op_em(o, -4) * (lines > 1 ? 2.7f : 1.3f) + op_px(o, 8);
}

/* The key as a cap in its tone, then what it makes, in at most `high` px. */
static void caption(struct op *o, float x, float y, float width, float high,
                    const struct operator_preview *p)
{
    const struct key_meaning *key = &o->keys[p->key];
    const char *text = p->caption[0] ? p->caption : key->text;
    static const enum draw_icon icons[KEY_COUNT] = {
        [KEY_PLUS] = ICON_PLUS, [KEY_MINUS] = ICON_MINUS, [KEY_ENTER] = ICON_ENTER};
    float cap = op_em(o, -4) * 1.3f, left = cap + op_px(o, 8);
    op_solid(o, op_box(x, y, cap, cap), 5, paint(tone_colour(key)));
    if (icons[p->key])
        draw_icon(o->d, x + cap / 2, y + cap / 2, cap * 0.6f, icons[p->key], paint(COLOUR_INK));
    else
        op_text(o,
                &(struct op_say){.x = x + cap / 2,
                                 .y = y + cap / 2,
                                 .k = -5,
                                 .token = COLOUR_INK,
                                 .bold = true,
                                 .align = DRAW_CENTRE,
                                 .width = cap},
                key_names[p->key]);
    struct op_lines l;
    op_fit(o, &l, text, -4, true, width - left, high);
    op_draw_lines(o, &l, x + left, y + (cap - (float)l.fit.em) / 2,
                  &(struct op_say){.bold = true, .token = COLOUR_TEXT});
}

/* Side by side, or one under the other where that shows them larger (LED walls). */
static void draw_previews(struct op *o, struct draw_box room)
{
    const struct operator_preview *all = o->x->preview;
    float gap = op_px(o, 16), one = caption_height(o, 1);
    struct draw_box half = op_box(0, 0, (room.w - gap) / 2, room.h - one);
    struct draw_box low = op_box(0, 0, room.w, (room.h - gap / 2) / 2 - one);
    bool both = all[0].list && all[1].list;
    bool under = both && contain(low, all[0].list).w > contain(half, all[0].list).w * 1.05f;
    for (int i = 0; i < OPERATOR_PREVIEWS; i++) {
        if (!all[i].list)
            continue;
        struct draw_box cell = half;
        cell.x = room.x + (float)i * (room.w + gap) / 2;
        cell.y = room.y;
        if (under) {
            cell = low;
            cell.x = room.x;
            cell.y = room.y + (float)i * (room.h + gap / 2) / 2;
        }
        struct draw_box box = contain(cell, all[i].list);
        frame(o, box_inset(box, op_px(o, 2)), all[i].list, false);
        float y = box.y + box.h + op_px(o, 8), below = under ? 0 : room.y + room.h - y;
        caption(o, cell.x, y, cell.w,
                below > caption_height(o, 2) ? op_em(o, -4) * 2.7f : op_em(o, -4) * 1.3f, &all[i]);
    }
}

static void draw_next(struct op *o, struct draw_box room)
{
    const struct key_meaning *enter = &o->keys[KEY_ENTER];
    char remark[96] = "";
    if (enter->text[0])
        snprintf(remark, sizeof remark, "Enter %s", enter->text);
    else if (o->s->phase == PHASE_COUNT) /* no key is missing: it goes on by itself */
        snprintf(remark, sizeof remark, "%s", TR(o->w, "倒数后自动开放"));
    else if (o->s->phase == PHASE_TIE)
        snprintf(remark, sizeof remark, "%s", TR(o->w, "按数字定谁先作答"));
    op_head(o, room, TR(o->w, "下一键"), remark, COLOUR_TEXT_3);
    room.y += op_head_height(o) + op_px(o, 4);
    room.h -= op_head_height(o) + op_px(o, 4);
    draw_previews(o, room);
}

void op_left(struct op *o)
{
    struct draw_box room = o->left;
    float head = op_head_height(o) + op_px(o, 4), foot = op_em(o, -4) * 1.3f + op_px(o, 8);
    /* Twice as wide is twice as high: two thirds of what is left for the real frame. */
    float pictures = room.h - 2 * head - foot - op_px(o, 14);
    struct draw_box live = op_box(room.x, room.y, room.w, head + pictures * 0.672f);
    float high = contain(op_box(0, 0, live.w, pictures * 0.672f), o->x->live).h;
    live.h = head + high;
    draw_live(o, live);
    float y = live.y + live.h + op_px(o, 8);
    draw_next(o, op_box(room.x, y, room.w, room.y + room.h - y - op_px(o, 2)));
}
