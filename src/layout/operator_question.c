/* The question with everything the host must know about it, in one column that always holds the
 * answer. */
#include "layout/operator_parts.h"

#include <stdio.h>

static const char *const type_texts[QUESTION_TYPE_COUNT] = {
    [QUESTION_SINGLE] = N_("单选"),     [QUESTION_MULTIPLE] = N_("多选"),
    [QUESTION_TRUE_FALSE] = N_("判断"), [QUESTION_SHORT] = N_("问答"),
    [QUESTION_CASE] = N_("案例"),       [QUESTION_PICTURE] = N_("图片"),
    [QUESTION_VIDEO] = N_("视频"),
};

/* "第 8 题　问答　10 分　编号 Q-208　法制科 命题" */
static void meta_text(const struct op *o, const struct question *q, char *out, size_t size)
{
    char points[16], number[48], value[48], id[80], author[96] = "";
    snprintf(number, sizeof number, TR(o->w, "第 %d 题"), (int)o->s->asked);
    snprintf(value, sizeof value, TR(o->w, "%s 分"),
             points_text(contest_right_cp(o->c), false, points, sizeof points));
    if (q->author[0])
        snprintf(author, sizeof author, TR(o->w, "%s 命题"), q->author);
    const char *parts[] = {number, TR(o->w, type_texts[q->type]), q->fault_count ? "" : value, id,
                           author};
    size_t n = 0;
    snprintf(id, sizeof id, TR(o->w, "编号 %s"), q->id);
    for (size_t i = 0; i < sizeof parts / sizeof *parts && n < size; i++)
        if (parts[i][0])
            n += (size_t)snprintf(out + n, size - n, "%s%s", n ? "　" : "", parts[i]);
}

/* One after another from the top; sizes shrink together until all of it fits. */
struct stack {
    struct op *o;
    struct draw_box box;
    float y;
    bool draw;                       /* false: only measured */
    bool why;                        /* with explanation and source */
    int smaller;                     /* steps taken off the larger sizes */
    float question_h, question_most; /* measured; limit, 0: none */
};

static float stack_text(struct stack *t, const char *text, int k, bool bold, enum colour token,
                        float indent, float limit)
{
    struct op *o = t->o;
    struct op_lines l;
    float room = t->box.y + t->box.h - t->y;
    if (!text[0] || (t->draw && room < op_em(o, -5)))
        return 0;
    float most = t->draw ? room : 1e5f;
    op_fit(o, &l, text, k - t->smaller, bold, t->box.w - indent,
           limit > 0 && limit < most ? limit : most);
    if (t->draw)
        op_draw_lines(o, &l, t->box.x + indent, t->y,
                      &(struct op_say){.bold = bold, .token = token});
    t->y += l.height;
    return l.height;
}

static void stack_gap(struct stack *t, float units)
{
    t->y += op_px(t->o, units);
}

static void stack_options(struct stack *t, const struct question *q)
{
    struct op *o = t->o;
    float badge = op_em(o, -5) * 1.5f;
    for (int i = 0; i < q->option_count; i++) {
        bool right = q->answer_options >> i & 1, chosen = o->s->chosen_option == i + 1;
        float top = t->y + (i ? op_px(o, 7) : 0);
        t->y = top;
        char letter[2] = {(char)('A' + i), 0};
        float h = stack_text(t, q->options[i], -2, right, right ? COLOUR_JADE : COLOUR_TEXT_2,
                             badge + op_px(o, 14), 0);
        float most = h > badge ? h : badge;
        t->y = top + most;
        if (!t->draw || t->y > t->box.y + t->box.h + 1)
            continue;
        struct draw_box box = op_box(t->box.x, top + h / 2 - badge / 2, badge, badge);
        if (h < badge)
            box.y = top;
        op_solid(o, box, 5, paint(right ? COLOUR_JADE : COLOUR_BADGE));
        if (chosen)
            op_outline(o, box_inset(box, -op_px(o, 3)), 6, 2.5f, paint(COLOUR_GOLD));
        op_text(o,
                &(struct op_say){.x = box.x + badge / 2,
                                 .y = box.y + badge / 2,
                                 .k = -5,
                                 .bold = true,
                                 .token = right ? COLOUR_INK : COLOUR_TEXT,
                                 .align = DRAW_CENTRE},
                letter);
    }
}

static void answer_lines(struct stack *t, const struct question *q, float indent)
{
    struct op *o = t->o;
    const char *label = o->s->answer_shown ? TR(o->w, "答案　已亮") : TR(o->w, "答案");
    if (q->option_count) { /* the option is lit above: one line is enough */
        float y = t->y, em = op_em(o, -2 - t->smaller);
        if (t->draw) {
            float w = op_text(o,
                              &(struct op_say){.x = t->box.x + indent,
                                               .y = y + em / 2,
                                               .k = -5,
                                               .bold = true,
                                               .token = COLOUR_JADE},
                              label);
            op_text(o,
                    &(struct op_say){.x = t->box.x + indent + w + op_px(o, 24),
                                     .y = y + em / 2,
                                     .k = -2 - t->smaller,
                                     .bold = true,
                                     .token = COLOUR_TEXT,
                                     .width = t->box.w - indent - w - op_px(o, 40)},
                    q->answer);
        }
        t->y = y + em;
    } else {
        stack_text(t, label, -5, true, COLOUR_JADE, indent, op_em(o, -5) * 1.1f);
        stack_gap(t, 6);
        stack_text(t, q->answer, 0, true, COLOUR_TEXT, indent, 0);
    }
    if (q->accept[0]) {
        stack_gap(t, 6);
        stack_text(t, q->accept, -4, false, COLOUR_TEXT_2, indent, 0);
    }
}

/* Measured, filled, then written on the fill. */
static void stack_answer(struct stack *t, const struct question *q)
{
    struct op *o = t->o;
    float top = t->y, bottom = t->box.y + t->box.h;
    if (!q->answer[0] || q->fault_count)
        return;
    struct stack inner = *t;
    for (int pass = t->draw ? 0 : 1; pass < 2; pass++) {
        inner.y = top + op_px(o, 10);
        inner.draw = t->draw && pass == 1;
        answer_lines(&inner, q, op_px(o, 26));
        inner.y += op_px(o, 10);
        if (t->draw && pass == 0)
            op_tinted(o,
                      op_box(t->box.x, top, t->box.w, (inner.y < bottom ? inner.y : bottom) - top),
                      COLOUR_JADE);
    }
    t->y = inner.y;
}

/* Faults with the key that ticks each off; found ones say in which order. */
static void stack_faults(struct stack *t, const struct question *q)
{
    struct op *o = t->o;
    const struct correction *c = &o->s->correction;
    float badge = op_em(o, -5) * 1.2f, pitch = op_em(o, -5) * (t->smaller > 3   ? 1.05f
                                                               : t->smaller > 2 ? 1.22f
                                                                                : 1.5f);
    float each = (t->box.y + t->box.h - t->y) / (float)q->fault_count;
    if (t->draw && each < pitch)
        pitch = each;
    for (int i = 0; i < q->fault_count; i++, t->y += pitch) {
        if (!t->draw)
            continue;
        int order = 0;
        for (int k = 0; k < c->found_count; k++)
            if (c->found[k] == i + 1)
                order = k + 1;
        float y = t->y + pitch / 2, x = t->box.x + badge + op_px(o, 12);
        char text[24];
        snprintf(text, sizeof text, "%d", i + 1);
        badge = badge < pitch ? badge : pitch;
        op_solid(o, op_box(t->box.x, y - badge / 2, badge, badge), 5,
                 paint(order ? COLOUR_JADE : COLOUR_BADGE));
        op_text(o,
                &(struct op_say){.x = t->box.x + badge / 2,
                                 .y = y,
                                 .k = -5,
                                 .bold = true,
                                 .token = order ? COLOUR_INK : COLOUR_TEXT,
                                 .align = DRAW_CENTRE},
                text);
        snprintf(text, sizeof text, order ? TR(o->w, "第 %d 个找出") : TR(o->w, "未找出"), order);
        float right = t->box.x + t->box.w;
        right -= op_text(o,
                         &(struct op_say){.x = right,
                                          .y = y,
                                          .k = -5,
                                          .bold = order > 0,
                                          .token = order ? COLOUR_JADE : COLOUR_TEXT_3,
                                          .align = DRAW_RIGHT},
                         text) +
                 op_px(o, 14);
        x += op_text(o,
                     &(struct op_say){.x = x,
                                      .y = y,
                                      .k = -4,
                                      .bold = true,
                                      .token = order ? COLOUR_JADE : COLOUR_TEXT,
                                      .width = (right - x) * 0.55f},
                     q->faults[i].title) +
             op_px(o, 14);
        op_text(
            o,
            &(struct op_say){.x = x, .y = y, .k = -5, .token = COLOUR_TEXT_2, .width = right - x},
            q->faults[i].right);
    }
}

static void stack_why(struct stack *t, const struct question *q)
{
    struct op *o = t->o;
    const char *text = q->explanation[0] ? q->explanation : q->article;
    if (!text[0])
        return;
    const char *label = q->explanation[0] ? TR(o->w, "解释") : TR(o->w, "依据");
    float indent = op_width(o, -5, false, label) + op_px(o, 20), top = t->y;
    struct op_lines l;
    float room = t->draw ? t->box.y + t->box.h - t->y : 1e5f;
    if (room < op_em(o, -5) * 1.1f)
        return;
    op_fit(o, &l, text, -4 - t->smaller, false, t->box.w - indent, room);
    t->y += l.height;
    if (t->draw) {
        op_draw_lines(o, &l, t->box.x + indent, top, &(struct op_say){.token = COLOUR_TEXT_2});
        op_text(o,
                &(struct op_say){
                    .x = t->box.x, .y = top + (float)l.fit.em / 2, .k = -5, .token = COLOUR_TEXT_3},
                label);
    }
    if (q->explanation[0] && q->article[0]) {
        stack_gap(t, 8);
        stack_text(t, q->article, -5, false, COLOUR_TEXT_3, indent, 0);
    }
}

static void stack_all(struct stack *t, const struct question *q, float gap)
{
    struct op *o = t->o;
    char meta[256];
    bool reading = o->s->phase == PHASE_READ;
    meta_text(o, q, meta, sizeof meta);
    t->y = t->box.y;
    if (t->draw)
        op_text(o,
                &(struct op_say){.x = t->box.x,
                                 .y = t->y + op_em(o, -5) / 2,
                                 .k = -5,
                                 .token = COLOUR_TEXT_3,
                                 .width = t->box.w},
                meta);
    t->y += op_em(o, -5);
    stack_gap(t, gap);
    float top = t->y, indent = reading ? op_px(o, 26) : 0;
    t->question_h = stack_text(t, q->text, -1, true, COLOUR_TEXT, indent, t->question_most);
    if (reading && t->draw)
        draw_rect(o->d, op_box(t->box.x, top - op_px(o, 4), op_px(o, 8), t->y - top + op_px(o, 8)),
                  &(struct draw_fill){.top = paint(COLOUR_GOLD)});
    stack_gap(t, gap);
    if (q->option_count) {
        stack_options(t, q);
        stack_gap(t, gap);
    }
    if (q->fault_count)
        stack_faults(t, q);
    else
        stack_answer(t, q);
    if (t->why) {
        stack_gap(t, gap);
        stack_why(t, q);
    }
}

/* Sizes give way first, then the explanation, last the end of the question; the answer never does.
 */
void op_question(struct op *o, struct draw_box box)
{
    static const struct {
        int smaller, gap;
        bool why;
    } levels[] = {{0, 22, true},  {1, 18, true},  {2, 15, true}, {3, 12, true},
                  {2, 15, false}, {3, 12, false}, {4, 9, false}, {4, 6, false}};
    const struct question *q = contest_question(o->c);
    struct stack t = {.o = o, .box = box};
    int last = (int)(sizeof levels / sizeof *levels) - 1, level = 0;
    for (;; level++) {
        t.smaller = levels[level].smaller;
        t.why = levels[level].why;
        stack_all(&t, q, (float)levels[level].gap);
        if (t.y <= box.y + box.h + 0.5f || level == last)
            break;
    }
    float over = t.y - box.y - box.h;
    if (over > 0.5f)
        t.question_most = t.question_h - over > op_em(o, -5) ? t.question_h - over : op_em(o, -5);
    t.draw = true;
    t.why |= over < 0; /* as much of it as there is room for */
    stack_all(&t, q, (float)levels[level].gap);
}
