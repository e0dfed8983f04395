/* Rule card of a round, in the words the scoring rules give. */
#include "layout/audience_parts.h"
#include "view/text.h"

#include <stdio.h>

enum { SHEET_WIDEST_U = 2200 };

/* Height of all rules at one size, 0 when a rule is too long for two lines. */
static float rules_height(const struct drawing *k, const struct rule_card *card_text, float width,
                          int step, float gap)
{
    float all = 0;
    for (int i = 0; i < card_text->count; i++) {
        struct text_fit fit;
        text_fit(&(struct text_want){.metrics = k->d->metrics,
                                     .utf8 = card_text->line[i],
                                     .width = width,
                                     .height = k->g.h * 4,
                                     .screen_height = k->g.unit,
                                     .k_max = step,
                                     .k_min = step,
                                     .line_height = 1.25f,
                                     .ignore_breaks = true},
                 &fit);
        all += (float)fit.line_count * fit.line_height + gap;
    }
    return all - gap;
}

static void draw_rule(struct drawing *k, const char *text, int number, struct draw_box box,
                      int step, float *y)
{
    struct text_fit fit;
    float badge = (float)type_em(k->g.unit, step) * 1.05f, indent = badge + px(k, 28);
    text_fit(&(struct text_want){.metrics = k->d->metrics,
                                 .utf8 = text,
                                 .width = box.w - indent,
                                 .height = k->g.h * 4,
                                 .screen_height = k->g.unit,
                                 .k_max = step,
                                 .k_min = step,
                                 .line_height = 1.25f,
                                 .ignore_breaks = true},
             &fit);
    float first = *y + fit.line_height / 2;
    solid(k, box_of(box.x, first - badge / 2, badge, badge), 10, paint(COLOUR_BADGE));
    char n[12];
    snprintf(n, sizeof n, "%d", number);
    say_line(k,
             &(struct say){.x = box.x + badge / 2,
                           .y = first,
                           .k = step > 2 ? step - 2 : 0,
                           .width = badge,
                           .token = COLOUR_TEXT_2,
                           .bold = true,
                           .align = DRAW_CENTRE,
                           .role = ROLE_RULE},
             n);
    draw_fitted(
        k->d,
        &(struct draw_run){
            .x = box.x + indent, .y = first, .role = ROLE_RULE, .paint = paint(COLOUR_TEXT)},
        text, &fit, 0);
    *y += (float)fit.line_count * fit.line_height;
}

/* The largest size at which all fit: the air between the rules gives way before it does. */
static int rules_step(const struct drawing *k, const struct rule_card *rules, struct draw_box box,
                      float *gap, float *height)
{
    for (int step = 6;; step--) {
        float em = (float)type_em(k->g.unit, step), badge = em * 1.05f + px(k, 28);
        for (int air = 2; air >= 1; air--) {
            *gap = em * 0.25f * (float)air;
            *height = rules_height(k, rules, box.w - badge, step, *gap);
            if (*height <= box.h || (step == 0 && air == 1))
                return step;
        }
    }
}

void scene_rules(struct drawing *k)
{
    const struct round *r = contest_round(k->c);
    const struct definition *def = k->c->def;
    char nth[64] = "";
    if (r != NULL)
        snprintf(nth, sizeof nth, TR(k->w, "第 %d 环节 / 共 %d 环节"), (int)k->s->round + 1,
                 def->round_count);
    header_scene(k, k->g.top, r ? r->name : def->title, TR(k->w, "规则"), nth);
    struct draw_box sheet = k->g.body;
    if (sheet.w > px(k, SHEET_WIDEST_U)) { /* lines as wide as an LED wall lose the eye */
        sheet.x += (sheet.w - px(k, SHEET_WIDEST_U)) / 2;
        sheet.w = px(k, SHEET_WIDEST_U);
    }
    panel(k, sheet);
    if (r == NULL)
        return;
    struct rule_card rules = {0};
    text_rule_card(r, k->w, &rules);
    struct draw_box box = box_inset(sheet, px(k, 54));
    float gap, height;
    int step = rules_step(k, &rules, box, &gap, &height);
    float spare = rules.count > 1 ? (box.h - height) / (float)rules.count : 0;
    if (spare > gap)
        spare = gap;
    float y = box.y + (box.h - height - spare * (float)(rules.count - 1)) / 2;
    for (int i = 0; i < rules.count; i++) {
        draw_rule(k, rules.line[i], i + 1, box, step, &y);
        y += gap + spare;
    }
}
