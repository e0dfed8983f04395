/* The question panel: text, options, picture or video, answer line. */
#include "layout/audience_plan.h"

#include <stdio.h>
#include <string.h>

static void draw_panel(struct drawing *k, struct draw_box box)
{
    if (k->scene != SCENE_ARMED) {
        panel(k, box);
        return;
    }
    draw_glow(k->d, box, px(k, 14), px(k, 48), paint_alpha(COLOUR_GOLD, 0.2f));
    draw_rect(k->d, box,
              &(struct draw_fill){.top = paint(COLOUR_PANEL_TOP),
                                  .bottom = paint(COLOUR_PANEL_BOTTOM),
                                  .radius = px(k, 14),
                                  .outline = paint(COLOUR_GOLD),
                                  .outline_px = px(k, 8)});
}

static void draw_lines(struct drawing *k, struct draw_box text, const struct text_fit *fit,
                       const char *utf8, int page)
{
    int first = page * fit->lines_per_page, count = fit->line_count - first;
    if (count > fit->lines_per_page)
        count = fit->lines_per_page;
    /* room that is left goes between the lines */
    struct text_fit spread = *fit;
    float roomy = text.h / (float)(count > 0 ? count : 1), most = 1.46f * (float)fit->em;
    roomy = roomy > most ? most : roomy;
    if (fit->pages == 1 && roomy > spread.line_height)
        spread.line_height = roomy;
    draw_fitted(
        k->d,
        &(struct draw_run){.x = text.x,
                           .y = text.y + text.h / 2 - (float)(count - 1) / 2 * spread.line_height,
                           .weight = TEXT_BOLD,
                           .role = ROLE_QUESTION,
                           .paint = paint(COLOUR_TEXT)},
        utf8, &spread, page);
}

static void draw_media(struct drawing *k, const struct question *q, struct draw_box box)
{
    bool video = q->type == QUESTION_VIDEO;
    draw_rect(k->d, box,
              &(struct draw_fill){.top = paint(video ? COLOUR_BLACK : COLOUR_BASE_EDGE),
                                  .radius = px(k, 8)});
    draw_image(k->d, box,
               &(struct draw_picture){.source = video ? DRAW_VIDEO : DRAW_FILE,
                                      .fit = DRAW_CONTAIN,
                                      .radius = px(k, 8)},
               video ? "video" : q->media);
}

static void draw_answer(struct drawing *k, const struct question *q, struct draw_box panel_box,
                        float answer_h)
{
    if (!k->s->answer_shown || answer_h <= 0)
        return;
    float pad = plan_padding(k);
    struct draw_box line = panel_box;
    line = box_take_bottom(&line, answer_h);
    box_take_bottom(&line, px(k, 16));
    box_take_left(&line, pad);
    box_take_right(&line, pad);
    hairline(k, line.x, line.x + line.w, line.y);
    float icon = px(k, 60);
    draw_icon(k->d, line.x + icon / 2, line.y + line.h / 2 + px(k, 4), icon, ICON_CHECK,
              paint(COLOUR_JADE));
    box_take_left(&line, px(k, 84));
    struct text_fit fit;
    bool one = line.h <= px(k, 100);
    plan_text(k, q->answer, line.w, line.h - px(k, 2), one ? 6 : 3, 0, true, &fit);
    draw_fitted(k->d,
                &(struct draw_run){.x = line.x,
                                   .y = line.y + line.h / 2 + px(k, 4) -
                                        (float)(fit.line_count - 1) / 2 * fit.line_height,
                                   .weight = TEXT_BOLD,
                                   .role = ROLE_ANSWER,
                                   .paint = paint(COLOUR_JADE)},
                q->answer, &fit, 0);
}

enum option_look { OPTION_PLAIN, OPTION_CHOSEN, OPTION_RIGHT, OPTION_DIM };

static enum option_look option_look(const struct drawing *k, const struct question *q, int i)
{
    if (k->s->answer_shown && plan_right(q) != 0)
        return plan_right(q) >> i & 1 ? OPTION_RIGHT : OPTION_DIM;
    return k->s->chosen_option == i + 1 ? OPTION_CHOSEN : OPTION_PLAIN;
}

static void option_ground(struct drawing *k, struct draw_box box, enum option_look look)
{
    if (look == OPTION_RIGHT)
        solid(k, box, 14, paint(COLOUR_JADE));
    else
        panel(k, box);
    if (look == OPTION_CHOSEN)
        outline(k, box, 14, 6, paint(COLOUR_GOLD));
}

static void option_mark(struct drawing *k, struct draw_box box, enum option_look look, bool chosen,
                        float edge)
{
    float right = box.x + box.w - edge, y = box.y + box.h / 2;
    if (look == OPTION_RIGHT)
        draw_icon(k->d, right - px(k, 30), y, px(k, 60), ICON_CHECK, paint(COLOUR_INK));
    else if (chosen)
        say_line(k,
                 &(struct say){.x = right,
                               .y = y,
                               .token = look == OPTION_CHOSEN ? COLOUR_GOLD : COLOUR_TEXT_3,
                               .bold = true,
                               .align = DRAW_RIGHT,
                               .role = ROLE_FLAG},
                 TR(k->w, "选择"));
}

static void draw_option(struct drawing *k, const struct question *q, int i, struct draw_box box,
                        bool tight)
{
    struct option_space space = plan_option_space(k, box.w, tight);
    enum option_look look = option_look(k, q, i);
    option_ground(k, box, look);
    float badge = box.h < px(k, 100) ? px(k, 64) : space.badge, inset = space.inset;
    float by = box.y + (box.h - badge) / 2;
    bool right = look == OPTION_RIGHT;
    solid(k, box_of(box.x + inset, by, badge, badge), 8,
          right ? paint_alpha(COLOUR_INK, 0.9f) : paint(COLOUR_BADGE));
    enum colour ink = right ? COLOUR_JADE : look == OPTION_DIM ? COLOUR_TEXT_3 : COLOUR_TEXT;
    float bx = box.x + inset + badge / 2, by_mid = by + badge / 2;
    char letter[2] = {(char)('A' + i), '\0'};
    if (q->type == QUESTION_TRUE_FALSE)
        draw_icon(k->d, bx, by_mid, badge * 0.56f, i == 0 ? ICON_CHECK : ICON_CROSS, paint(ink));
    else
        say_line(k,
                 &(struct say){.x = bx,
                               .y = by_mid,
                               .k = 4,
                               .token = ink,
                               .bold = true,
                               .align = DRAW_CENTRE,
                               .role = ROLE_SEAT},
                 letter);
    struct draw_box text = box;
    box_take_left(&text, inset + space.badge + space.gap);
    text.w = space.text;
    struct text_fit fit;
    plan_option_text(k, plan_option(k, q, i), text.w, text.h, right, &fit);
    draw_fitted(k->d,
                &(struct draw_run){.x = text.x,
                                   .y = text.y + text.h / 2 -
                                        (float)(fit.line_count - 1) / 2 * fit.line_height,
                                   .weight = right ? TEXT_BOLD : TEXT_REGULAR,
                                   .role = ROLE_OPTION,
                                   .paint = paint(right                ? COLOUR_INK
                                                  : look == OPTION_DIM ? COLOUR_TEXT_3
                                                                       : COLOUR_TEXT)},
                plan_option(k, q, i), &fit, 0);
    option_mark(k, box, look, k->s->chosen_option == i + 1, space.mark);
}

/* From the top of `box`, row by row. */
static void draw_options(struct drawing *k, const struct question *q, const struct plan *p,
                         struct draw_box box, int first, int count)
{
    float y = box.y;
    for (int i = 0; i < count; i++) {
        struct draw_box row = box_of(box.x, y, box.w, p->option_h[first + i]);
        draw_option(k, q, first + i, grid_cell(row, p->columns, 1, px(k, 16), i % p->columns),
                    p->tight);
        if (i % p->columns == p->columns - 1)
            y += row.h + px(k, 16);
    }
}

static void draw_page(struct drawing *k, const struct question *q, const struct plan *p, int page)
{
    if (page >= p->question.pages) { /* a page of options */
        int first, count = plan_options_page(k, q, p, page - p->question.pages, &first);
        draw_options(k, q, p, k->g.content, first, count);
        return;
    }
    struct draw_box box = k->g.content, media;
    struct draw_box options = box_take_bottom(&box, p->options_h);
    draw_panel(k, box);
    draw_lines(k, plan_text_box(k, q, box, p), &p->question, q->text, page);
    if (plan_has_media(q)) {
        plan_split(k, box, p->media, &media);
        media.h -= p->answer_h;
        draw_media(k, q, media);
    }
    draw_answer(k, q, box, p->answer_h);
    if (p->options_h > 0) {
        box_take_top(&options, px(k, 16));
        draw_options(k, q, p, options, 0, question_choices(q));
    }
}

/* No question on: the panel says what comes. */
static void draw_waiting(struct drawing *k)
{
    panel(k, k->g.content);
    const struct round *r = contest_round(k->c);
    struct draw_box b = box_inset(k->g.content, plan_padding(k));
    if (r != NULL)
        say_block(k,
                  &(struct say){.k = 12,
                                .k_min = 3,
                                .token = COLOUR_TEXT,
                                .bold = true,
                                .align = DRAW_CENTRE,
                                .role = ROLE_TITLE},
                  b, 3, r->name);
}

void scene_question(struct drawing *k)
{
    const struct question *q = contest_question(k->c);
    int page = 0;
    struct plan p;
    bool shown = q != NULL && k->scene != SCENE_PICK;
    if (shown && contest_policy(k->c)->value == VALUE_FAULTS) {
        scene_correction(k); /* the document stays where it is from reading to the last fault */
        return;
    }
    if (shown) {
        plan_make(k, q, &p);
        page = k->look.page < k->pages ? k->look.page : k->pages - 1;
    }
    header_round(k, k->g.header);
    if (shown)
        draw_page(k, q, &p, page);
    else
        draw_waiting(k);
    now_column(k);
    clock_bar(k, k->g.bar);
    seats_draw(k);
}
