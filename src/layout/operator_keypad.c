/* The keypad drawn as it lies under the hand: every key with what it does now. */
#include "layout/operator_parts.h"

#include <stdio.h>

/* Place of each key on a numeric keypad, in quarters of the width and rows from the top. */
static const struct {
    uint8_t column, row, columns, rows;
} places[KEY_COUNT] = {
    [KEY_NUM] = {0, 0, 1, 1},   [KEY_SLASH] = {1, 0, 1, 1}, [KEY_STAR] = {2, 0, 1, 1},
    [KEY_MINUS] = {3, 0, 1, 1}, [KEY_7] = {0, 1, 1, 1},     [KEY_8] = {1, 1, 1, 1},
    [KEY_9] = {2, 1, 1, 1},     [KEY_PLUS] = {3, 1, 1, 2},  [KEY_4] = {0, 2, 1, 1},
    [KEY_5] = {1, 2, 1, 1},     [KEY_6] = {2, 2, 1, 1},     [KEY_1] = {0, 3, 1, 1},
    [KEY_2] = {1, 3, 1, 1},     [KEY_3] = {2, 3, 1, 1},     [KEY_ENTER] = {3, 3, 1, 2},
    [KEY_0] = {0, 4, 2, 1},     [KEY_DOT] = {2, 4, 1, 1},
};

/* Names as printed on the caps; the minus as wide as the plus. */
static const char *cap_name(enum key key)
{
    return key == KEY_MINUS ? "−" : key_names[key];
}

struct cap_look {
    enum colour fill, text, detail, outline;
};
static const struct cap_look caps[] = {
    [KEY_PLAIN] = {COLOUR_RAISED, COLOUR_TEXT, COLOUR_TEXT_2, COLOUR_LINE},
    [KEY_NEXT] = {COLOUR_GOLD, COLOUR_INK, COLOUR_INK, COLOUR_NONE},
    [KEY_GOOD] = {COLOUR_JADE, COLOUR_INK, COLOUR_INK, COLOUR_NONE},
    [KEY_BAD] = {COLOUR_VERMILION, COLOUR_INK, COLOUR_INK, COLOUR_NONE},
    [KEY_WARN] = {COLOUR_RAISED, COLOUR_VERMILION_TEXT, COLOUR_TEXT_2, COLOUR_LINE},
};

static void name_cap(struct op *o, struct draw_box box, enum key key, const struct cap_look *look,
                     bool tall)
{
    float y = tall ? box.y + op_em(o, -5) * 0.8f : box.y + box.h * 0.27f;
    op_text(o,
            &(struct op_say){.x = box.x + op_px(o, 9),
                             .y = y,
                             .k = -5,
                             .bold = true,
                             .token = look->fill == COLOUR_RAISED ? COLOUR_TEXT_3 : look->text},
            cap_name(key));
}

/* A tall cap has room for a second line under the first. */
static void text_tall(struct op *o, struct draw_box box, const struct key_meaning *m,
                      const struct cap_look *look)
{
    float pad = op_px(o, 8), name = op_em(o, -5) * 1.5f, room = box.h - name - op_px(o, 6);
    float gap = m->detail[0] ? op_em(o, -5) * 0.3f : 0;
    char broken[64];
    struct op_lines first, second = {.height = 0};
    if (m->detail[0])
        op_fit(o, &second, m->detail, -5, false, box.w - 2 * pad, op_em(o, -5) * 1.1f);
    float most = room - gap - second.height, line = op_em(o, -2) * 1.1f;
    op_fit(o, &first, m->text, -2, true, box.w - 2 * pad, line < most ? line : most);
    if (first.cut) /* no single line holds it */
        op_fit_clauses(o, &first, m->text, -3, true, box.w - 2 * pad, most, broken, sizeof broken);
    float y = box.y + name + (room - first.height - gap - second.height) / 2;
    struct op_say s = {.bold = true, .token = look->text, .align = DRAW_CENTRE};
    op_draw_lines(o, &first, box.x + box.w / 2, y, &s);
    s.bold = false;
    s.token = look->detail;
    if (m->detail[0])
        op_draw_lines(o, &second, box.x + box.w / 2, y + first.height + gap, &s);
}

/* A line ends inside a word of a language that has spaces. */
static bool splits_word(const struct op_lines *l)
{
    for (int i = 0; i + 1 < l->fit.line_count; i++) {
        size_t at = l->fit.lines[i].end;
        if ((l->text[at - 1] & 0x80) == 0 && l->text[at] != ' ' && l->text[at - 1] != ' ')
            return true;
    }
    return false;
}

/* "转给 2号" in one line at the foot where it fits; else the detail stands beside the name. */
static void text_short(struct op *o, struct draw_box box, enum key key, const struct cap_look *look)
{
    const struct key_meaning *m = &o->keys[key];
    float pad = op_px(o, 7), width = box.w - 2 * pad, right = box.x + box.w - pad;
    float beside = width - op_width(o, -5, true, cap_name(key)) - op_px(o, 8);
    char both[96];
    snprintf(both, sizeof both, "%s %s", m->text, m->detail);
    bool one = m->detail[0] && op_width(o, o->k_min, true, both) <= width;
    struct op_say s = {.x = right,
                       .y = box.y + box.h * 0.69f,
                       .k = -3,
                       .bold = true,
                       .token = look->text,
                       .align = DRAW_RIGHT,
                       .width = width};
    if (m->detail[0] && !one) {
        struct op_say d = {.x = right,
                           .y = box.y + box.h * 0.27f,
                           .k = -5,
                           .width = beside,
                           .token = look->detail,
                           .align = DRAW_RIGHT};
        op_text(o, &d, m->detail);
    }
    if (m->detail[0] || op_width(o, o->k_min, true, m->text) <= width) {
        op_text(o, &s, one ? both : m->text);
        return;
    }
    struct op_lines two; /* a long one takes two lines of equal length, beside the name */
    float high = box.h - op_px(o, 2);
    op_fit_pitch(o, &two, m->text, o->k_min, true, beside, high, 1.1f);
    for (float w = beside * 0.94f; w > beside / 2 && !two.cut; w *= 0.94f) {
        struct op_lines narrower;
        op_fit_pitch(o, &narrower, m->text, o->k_min, true, w, high, 1.1f);
        if (narrower.cut || narrower.fit.line_count > two.fit.line_count || splits_word(&narrower))
            break;
        two = narrower;
    }
    op_draw_lines(o, &two, s.x, box.y + (box.h - two.height) / 2, &s);
}

static void draw_cap(struct op *o, struct draw_box box, enum key key)
{
    const struct key_meaning *m = &o->keys[key];
    bool pending = o->v->keypad.confirm_until_us > o->now_us && o->v->keypad.confirm_key == key;
    const struct cap_look *look = &caps[m->tone];
    if (!m->text[0]) { /* dead: a blank cap */
        op_outline(o, box, 6, 1.5f, paint_alpha(COLOUR_LINE, 0.6f));
        return;
    }
    draw_rect(o->d, box,
              &(struct draw_fill){.top = paint(look->fill),
                                  .radius = op_px(o, 6),
                                  .outline = paint(look->outline),
                                  .outline_px = look->outline ? op_px(o, 1.5f) : 0});
    if (pending) /* wants a second press: a frame in the frame, as the words on it say */
        op_outline(o, box_inset(box, op_px(o, 3)), 4, 3,
                   paint(look->fill == COLOUR_RAISED ? COLOUR_GOLD : COLOUR_INK));
    name_cap(o, box, key, look, places[key].rows > 1);
    if (places[key].rows > 1)
        text_tall(o, box, m, look);
    else
        text_short(o, box, key, look);
}

static const char *const mode_titles[] = {
    [KEYPAD_SHOW] = N_("小键盘"),       [KEYPAD_MENU] = N_("裁定与改分"),
    [KEYPAD_MENU_2] = N_("裁定与改分"), [KEYPAD_SEAT] = N_("输入台号"),
    [KEYPAD_NUMBER] = N_("输入数字"),   [KEYPAD_REASON] = N_("选择原因"),
    [KEYPAD_MENU_3] = N_("裁定与改分"), [KEYPAD_LEDGER] = N_("选择裁定"),
    [KEYPAD_OUTCOME] = N_("改判为"),
};

void op_keypad(struct op *o)
{
    struct draw_box box = o->keypad;
    const struct keypad *k = &o->v->keypad;
    char echo[96] = "";
    keypad_echo(k, o->c, echo, sizeof echo);
    bool plain = !echo[0];
    op_head(o, box, TR(o->w, mode_titles[k->mode]), plain ? TR(o->w, "每个键此刻的作用") : echo,
            plain ? COLOUR_TEXT_3 : COLOUR_GOLD);
    float top = op_head_height(o) + op_px(o, 4), gap = op_px(o, 9);
    box.y += top;
    box.h -= top;
    float w = (box.w + gap) / 4, h = (box.h + gap) / 5;
    for (int key = 0; key < KEY_COUNT; key++)
        draw_cap(o,
                 op_box(box.x + (float)places[key].column * w, box.y + (float)places[key].row * h,
                        (float)places[key].columns * w - gap, (float)places[key].rows * h - gap),
                 (enum key)key);
}
