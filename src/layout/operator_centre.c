/* The question, what counts as right, and the words to say now. */
#include "layout/operator_parts.h"
#include "view/text.h"

#include <stdio.h>
#include <string.h>

enum { WORDS_TEXT = 2048 };

/* ---- host's words ---- */

struct words_box {
    char now[WORDS_TEXT], broken[WORDS_TEXT], next[512];
    struct op_lines now_lines, next_lines;
    float height;
};

/* What stands above, with the gold band, is not repeated here; only what leads to it is. */
static void leave_out(const struct op *o, char *now, size_t size)
{
    const struct question *q = contest_question(o->c);
    const char *above = q && o->s->phase == PHASE_READ ? q->text : "";
    const char *instead = TR(o->w, "（读上面的题目）");
    struct rule_card card;
    if (o->s->phase == PHASE_RULES && contest_round(o->c)) {
        text_rule_card(contest_round(o->c), o->w, &card);
        above = card.count ? card.line[0] : "";
        instead = TR(o->w, "（读上面的规则）");
    }
    char *at = *above ? strstr(now, above) : NULL;
    if (at)
        snprintf(at, size - (size_t)(at - now), "%s", instead);
}

static void measure_words(struct op *o, struct words_box *b, float width, float most)
{
    text_host_words(o->c, o->w, b->now, sizeof b->now, b->next, sizeof b->next);
    leave_out(o, b->now, sizeof b->now);
    float inner = width - op_px(o, 48), label = op_em(o, -5) * 1.5f, pad = op_px(o, 12);
    b->next_lines.height = 0;
    if (b->next[0])
        op_fit(o, &b->next_lines, b->next, -4, false, inner, op_em(o, -5) * 2.5f);
    float used = label + 2 * pad + b->next_lines.height + (b->next[0] ? op_px(o, 14) : 0);
    op_fit_clauses(o, &b->now_lines, b->now, -1, false, inner, most - used, b->broken,
                   sizeof b->broken);
    b->height = used + b->now_lines.height;
}

static void draw_words(struct op *o, const struct words_box *b, struct draw_box box)
{
    float x = box.x + op_px(o, 26), y = box.y + op_px(o, 12), label = op_em(o, -5) * 1.5f;
    op_tinted(o, box, COLOUR_GOLD);
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
