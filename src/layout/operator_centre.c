/* The question, what counts as right, and the words to say now. */
#include "layout/operator_parts.h"
#include "view/text.h"

#include <stdio.h>
#include <string.h>

enum { WORDS_TEXT = 2048 };

/* A tinted box with a band on its left. */
static void tinted(struct op *o, struct draw_box box, enum colour token)
{
    draw_rect(o->d, box, &(struct draw_fill){.top = paint(COLOUR_BASE_EDGE)});
    draw_rect(o->d, box, &(struct draw_fill){.top = paint_alpha(token, 0.17f)});
    draw_rect(o->d, op_box(box.x, box.y, op_px(o, 8), box.h),
              &(struct draw_fill){.top = paint(token)});
}

/* ---- host's words
 * ----------------------------------------------------------------------------------- */

struct words_box {
    char now[WORDS_TEXT], broken[WORDS_TEXT], next[512];
    struct op_lines now_lines, next_lines;
    float height;
};

/* End of the last clause within s[from..to) that fills half a line at least, 0 if there is none. */
static size_t clause_end(const char *s, size_t from, size_t to)
{
    static const char *const ends[] = {"，", "。", "；", "！", "？", "：", ", ", ". "};
    for (size_t at = to; at > from + (to - from) / 2; at--)
        for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
            size_t n = strlen(ends[i]);
            if (at >= from + n && memcmp(s + at - n, ends[i], n) == 0)
                return at;
        }
    return 0;
}

/* What is read aloud breaks between clauses where that costs no line. */
static void fit_spoken(const struct op *o, struct op_lines *l, const char *text, float width,
                       float height, char *broken, size_t size)
{
    op_fit(o, l, text, -1, false, width, height);
    size_t n = 0, from = 0, length = strlen(text);
    int lines = l->fit.line_count;
    if (l->cut || lines < 2 || length + (size_t)lines >= size)
        return;
    for (int i = 0; i < lines; i++) {
        size_t start = l->fit.lines[i].start > from ? l->fit.lines[i].start : from;
        size_t to = i + 1 < lines ? clause_end(text, start, l->fit.lines[i].end) : length;
        to = to ? to : l->fit.lines[i].end;
        memcpy(broken + n, text + from, to - from);
        n += to - from;
        from = to;
        if (i + 1 < lines)
            broken[n++] = '\n';
    }
    broken[n] = '\0';
    struct op_lines better;
    op_fit(o, &better, broken, l->fit.k, false, width, height);
    if (!better.cut && better.fit.kept_breaks && better.fit.line_count == lines &&
        better.fit.k == l->fit.k)
        *l = better;
}

/* While a question is read it stands above in gold; only what leads to it is repeated here. */
static void leave_question_out(const struct op *o, char *now, size_t size)
{
    const struct question *q = contest_question(o->c);
    char *at = q && q->text[0] ? strstr(now, q->text) : NULL;
    if (!at)
        return;
    snprintf(at, size - (size_t)(at - now), "%s", TR(o->w, "（读上面的题目）"));
}

static void measure_words(struct op *o, struct words_box *b, float width, float most)
{
    text_host_words(o->c, o->w, b->now, sizeof b->now, b->next, sizeof b->next);
    leave_question_out(o, b->now, sizeof b->now);
    float inner = width - op_px(o, 48), label = op_em(o, -5) * 1.5f, pad = op_px(o, 12);
    b->next_lines.height = 0;
    if (b->next[0])
        op_fit(o, &b->next_lines, b->next, -4, false, inner, op_em(o, -5) * 2.5f);
    float used = label + 2 * pad + b->next_lines.height + (b->next[0] ? op_px(o, 14) : 0);
    fit_spoken(o, &b->now_lines, b->now, inner, most - used, b->broken, sizeof b->broken);
    b->height = used + b->now_lines.height;
}

static void draw_words(struct op *o, const struct words_box *b, struct draw_box box)
{
    float x = box.x + op_px(o, 26), y = box.y + op_px(o, 12), label = op_em(o, -5) * 1.5f;
    tinted(o, box, COLOUR_GOLD);
    float w = op_text(
        o,
        &(struct op_say){
            .x = x, .y = y + label / 2 - op_px(o, 2), .k = -5, .bold = true, .token = COLOUR_GOLD},
        TR(o->w, "主持词"));
    op_text(o,
            &(struct op_say){.x = x + w + op_em(o, -5),
                             .y = y + label / 2 - op_px(o, 2),
                             .k = -5,
                             .bold = true,
                             .token = COLOUR_GOLD},
            TR(o->w, "现在念"));
    op_draw_lines(o, &b->now_lines, x, y + label, &(struct op_say){.token = COLOUR_TEXT});
    if (b->next[0])
        op_draw_lines(o, &b->next_lines, x, box.y + box.h - op_px(o, 12) - b->next_lines.height,
                      &(struct op_say){.token = COLOUR_TEXT_2});
}

/* ---- question
 * --------------------------------------------------------------------------------------- */

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
    bool draw;   /* false: only measured */
    int smaller; /* steps taken off the larger sizes */
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

static void stack_answer(struct stack *t, const struct question *q)
{
    struct op *o = t->o;
    float indent = op_px(o, 26), top = t->y;
    bool shown = o->s->answer_shown;
    if (!q->answer[0] || q->fault_count)
        return;
    struct stack inner = *t;
    for (int pass = t->draw ? 0 : 1; pass < 2; pass++) { /* measured, filled, then written */
        inner.y = top + op_px(o, 8);
        inner.draw = t->draw && pass == 1;
        stack_text(&inner, shown ? TR(o->w, "答案　已亮") : TR(o->w, "答案"), -5, true, COLOUR_JADE,
                   indent, op_em(o, -5) * 1.1f);
        inner.y += op_px(o, 6);
        stack_text(&inner, q->answer, 0, true, COLOUR_TEXT, indent, 0);
        if (q->accept[0]) {
            inner.y += op_px(o, 6);
            stack_text(&inner, q->accept, -4, false, COLOUR_TEXT_2, indent, 0);
        }
        inner.y += op_px(o, 10);
        float bottom = t->box.y + t->box.h;
        if (t->draw && pass == 0)
            tinted(o, op_box(t->box.x, top, t->box.w, (inner.y < bottom ? inner.y : bottom) - top),
                   COLOUR_JADE);
    }
    t->y = inner.y;
}

/* Faults with the key that ticks each off; found ones say in which order. */
static void stack_faults(struct stack *t, const struct question *q)
{
    struct op *o = t->o;
    const struct correction *c = &o->s->correction;
    float pitch = op_em(o, -5) * 1.42f, badge = op_em(o, -5) * 1.3f;
    for (int i = 0; i < q->fault_count; i++, t->y += pitch) {
        if (!t->draw || t->y + pitch > t->box.y + t->box.h + 1)
            continue;
        int order = 0;
        for (int k = 0; k < c->found_count; k++)
            if (c->found[k] == i + 1)
                order = k + 1;
        float y = t->y + pitch / 2, x = t->box.x + badge + op_px(o, 12);
        char text[24];
        snprintf(text, sizeof text, "%d", i + 1);
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
    stack_text(t, q->text, -1, true, COLOUR_TEXT, indent, 0);
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
    stack_gap(t, gap);
    stack_why(t, q);
}

void op_question(struct op *o, struct draw_box box)
{
    const struct question *q = contest_question(o->c);
    struct stack t = {.o = o, .box = box};
    float gap = 22;
    for (t.smaller = 0; t.smaller < 5; t.smaller++, gap -= 3) {
        stack_all(&t, q, gap);
        if (t.y <= box.y + box.h)
            break;
    }
    t.draw = true;
    stack_all(&t, q, gap);
}

void op_centre(struct op *o)
{
    static const enum phase with_question[] = {PHASE_READ,  PHASE_COUNT,  PHASE_OPEN,
                                               PHASE_TIE,   PHASE_FOUL,   PHASE_ANSWER,
                                               PHASE_RULED, PHASE_REVEAL, PHASE_SELECT};
    bool asked = false;
    for (size_t i = 0; i < sizeof with_question / sizeof *with_question; i++)
        asked |= o->s->phase == with_question[i];
    op_panel(o, o->centre);
    struct draw_box box = box_inset(o->centre, op_px(o, 22));
    struct words_box words;
    measure_words(o, &words, box.w, box.h * 0.42f);
    struct draw_box foot = op_box(box.x, box.y + box.h - words.height, box.w, words.height);
    draw_words(o, &words, foot);
    box.h -= words.height + op_px(o, 16);
    if (asked && contest_question(o->c))
        op_question(o, box);
    else
        op_occasion(o, box);
}
