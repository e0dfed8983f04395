#include "layout/operator_parts.h"

#include <stdint.h>
#include <stdio.h>

enum { SMALL_LAPTOP_H = 768, SMALL_LAPTOP_W = 1366, LEAST_PX = 15 };

bool operator_folds(struct size size)
{
    return size.h <= SMALL_LAPTOP_H || size.w <= SMALL_LAPTOP_W;
}

/* H/54 is step −5; a step more where that would be under 15 px. */
static int least_step(float height)
{
    int k = -5;
    while (type_em(height, k) < LEAST_PX)
        k++;
    return k;
}

struct draw_rules operator_rules(struct size size)
{
    float edge = (float)size.h * 10 / 1080, least = (float)size.h / 54;
    return (struct draw_rules){
        .safe = {edge, edge * 0.5f, (float)size.w - 2 * edge, (float)size.h - edge},
        .em_min = least > LEAST_PX ? least : LEAST_PX,
        .em_body = least > LEAST_PX ? least : LEAST_PX,
        .slack_px = 1.0f,
    };
}

/* More teams than the table holds at a comfortable pitch take room from the history under it. */
static float teams_bottom(const struct op *o, float top, float usual)
{
    int teams = o->c->def->team_count;
    float least = op_em(o, -5) * 1.3f;
    if (!o->folded && least < op_px(o, 32))
        least = op_px(o, 32);
    float wanted = top + op_head_height(o) + (float)teams * least;
    return wanted > usual ? wanted : usual;
}

static void lay(struct op *o)
{
    float m = op_px(o, 20), gap = op_px(o, 16), w = o->width, h = o->height;
    bool narrow = w / h < 1.5f;
    float left = w * (narrow ? 0.29f : 0.302f), right = w * (narrow ? 0.335f : 0.296f);
    float top = op_px(o, 76), middle = op_px(o, 704), bottom = h - m;
    float x1 = m + left + gap, x2 = w - m - right;
    o->strip = op_box(m, op_px(o, 6), w - 2 * m, op_px(o, 54));
    o->left = op_box(m, top, left, middle - top);
    o->centre = op_box(x1, top + op_px(o, 6), x2 - gap - x1, middle - top - op_px(o, 16));
    o->keypad = op_box(m, middle, left, bottom - middle);
    o->timeline = op_box(x1, middle, x2 - gap - x1, bottom - middle);
    /* Folded: the undo target and a message of four lines keep their place under the teams. */
    float foot = op_head_height(o) + op_em(o, -5) * 8.2f + op_px(o, 28);
    float usual = o->folded ? bottom - foot : middle - op_px(o, 8);
    float split = teams_bottom(o, top, usual);
    o->teams = op_box(x2, top, right, split - top);
    o->history = op_box(x2, split + op_px(o, 8), right, bottom - split - op_px(o, 8));
}

/* The hatched edge nobody can overlook: this is not the show. */
static void rehearsal_edge(struct op *o)
{
    float e = op_px(o, 9), w = o->width, h = o->height;
    struct draw_box sides[] = {
        {0, 0, w, e}, {0, h - e, w, e}, {0, e, e, h - 2 * e}, {w - e, e, e, h - 2 * e}};
    for (int i = 0; i < 4; i++)
        draw_rect(o->d, sides[i],
                  &(struct draw_fill){.top = paint(COLOUR_BASE),
                                      .pattern_kind = DRAW_HATCH,
                                      .pattern = paint(COLOUR_GOLD),
                                      .pitch = op_px(o, 22)});
}

/* The keypad knows how many pages there are, the screen which one is on. */
static void page_meaning(struct op *o)
{
    const struct keypad *k = &o->v->keypad;
    enum key key = keypad_page_key(k, o->c);
    if (key != KEY_COUNT)
        snprintf(o->keys[key].detail, sizeof o->keys[key].detail, TR(o->w, "到第 %d 页"),
                 (o->x->page + 1) % (int)k->pages + 1);
}

/* Only the view knows what can be taken back and done again: the keypad draws from a state without
 * undo memory. A key that would do nothing is blank. */
static void undo_meaning(struct op *o)
{
    const struct keypad *k = &o->v->keypad;
    if (k->mode == KEYPAD_SHOW && !o->v->undo_depth)
        o->keys[KEY_DOT] = (struct key_meaning){0};
    for (int digit = 1; digit <= 9 && !o->v->redo_depth; digit++)
        if (keypad_redoes(k, digit))
            o->keys[digit] = (struct key_meaning){0};
}

void operator_layout(const struct view *v, const struct operator_extra *x, struct size size,
                     int64_t now_us, struct draw_list *out)
{
    static const struct operator_extra nothing;
    struct op o = {
        .v = v,
        .c = &v->contest,
        .s = &v->contest.state,
        .w = v->operator_words,
        .x = x ? x : &nothing,
        .d = out,
        .now_us = now_us,
        .width = (float)size.w,
        .height = (float)size.h,
        .k_min = least_step((float)size.h),
        .folded = operator_folds(size),
    };
    keypad_meanings(&v->keypad, o.c, now_us, o.keys);
    page_meaning(&o);
    undo_meaning(&o);
    lay(&o);
    draw_backdrop(out, DRAW_BACKDROP_FLAT);
    if (v->rehearsal)
        rehearsal_edge(&o);
    op_strip(&o);
    op_left(&o);
    op_centre(&o);
    op_teams(&o);
    op_keypad(&o);
    op_timeline(&o);
    op_history(&o);
}

int64_t operator_next_frame_us(const struct view *v, int64_t now_us)
{
    enum { SECOND = 1000000 };
    int64_t wall_us = v->wall_us + now_us - v->now_us;
    int64_t next_us = now_us + SECOND - wall_us % SECOND;
    const struct show_clock *k = &v->contest.state.clock;
    if (k->running && !k->held) {
        int64_t left_us = clock_left_us(k, now_us);
        int64_t tick_us = left_us > 0 ? now_us + (left_us - 1) % SECOND + 1 : INT64_MAX;
        next_us = tick_us < next_us ? tick_us : next_us;
    }
    int64_t confirm_us = v->keypad.confirm_until_us;
    if (confirm_us > now_us && confirm_us < next_us)
        next_us = confirm_us;
    int64_t live_us = audience_next_frame_us(v, now_us); /* the miniature moves with the frame */
    return live_us < next_us ? live_us : next_us;
}
