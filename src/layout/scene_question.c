/* The question panel: text, options, picture or video, answer line. One plan decides what gives
 * way.
 *
 * Space gives way in this order: question size 9 → 6 (author's breaks go with it), options in one
 * column, strip to one row of tiles, pages. The plan depends on the question, never on the phase,
 * so that nothing moves while people read. */
#include "layout/audience_parts.h"

#include <stdio.h>
#include <string.h>

struct plan {
    bool one_row;    /* strip given up to one row of tiles */
    bool paged;      /* question alone first, options after it */
    int columns;     /* of options, 0: none */
    float option_h;  /* one option, px */
    float options_h; /* all of them with the gap above, px */
    float answer_h;  /* reserved line, px */
    float media;     /* share of the panel for a picture */
    struct text_fit question;
};

struct option_form {
    int columns, lines;
    float row_u;
};

static const struct option_form option_forms[] = {
    {2, 1, 116}, {2, 1, 96}, {2, 2, 192}, {1, 1, 104}, {1, 1, 88}, {1, 2, 188}, {1, 3, 272},
};

static float option_text_width(const struct drawing *k, float cell_w)
{
    return cell_w - px(k, 16 + 84 + 32 + 24);
}

/* The mark at the right of an option (选择, a check) must not cover the text. */
static float option_mark_width(const struct drawing *k)
{
    return say_width(k, 0, true, TR(k->w, "选择")) + px(k, 40);
}

static bool text_in(const struct drawing *k, const char *text, float w, float h, int k_max,
                    int k_min, bool bold, struct text_fit *fit)
{
    return text_fit(&(struct text_want){.metrics = k->d->metrics,
                                        .utf8 = text,
                                        .weight = bold ? TEXT_BOLD : TEXT_REGULAR,
                                        .width = w,
                                        .height = h,
                                        .screen_height = k->g.unit,
                                        .k_max = k_max,
                                        .k_min = k_min},
                    fit);
}

/* At the smallest size with lines drawn together, before anything else gives way. */
static bool text_tight(const struct drawing *k, const char *text, struct draw_box box,
                       struct text_fit *fit)
{
    return text_fit(&(struct text_want){.metrics = k->d->metrics,
                                        .utf8 = text,
                                        .weight = TEXT_BOLD,
                                        .width = box.w,
                                        .height = box.h,
                                        .screen_height = k->g.unit,
                                        .k_max = 6,
                                        .k_min = 6,
                                        .line_height = 1.18f},
                    fit);
}

static bool options_fit(const struct drawing *k, const struct question *q,
                        const struct option_form *f, float width)
{
    float cell = (width - px(k, 16) * (float)(f->columns - 1)) / (float)f->columns;
    float room = option_text_width(k, cell) - option_mark_width(k);
    for (int i = 0; i < q->option_count; i++) {
        struct text_fit fit;
        if (f->lines == 1) {
            if (!say_fits(k, 6, true, room, q->options[i]))
                return false;
        } else if (!text_in(k, q->options[i], room, px(k, f->row_u - 8), 6, 6, true, &fit) ||
                   fit.line_count > f->lines) {
            return false;
        }
    }
    return true;
}

static bool has_media(const struct question *q)
{
    return q->media[0] != '\0';
}

/* Text part of the panel: all of it, or beside or over a picture. */
static struct draw_box split_media(const struct drawing *k, struct draw_box panel_box, float share,
                                   struct draw_box *media)
{
    struct draw_box text = panel_box;
    float gap = px(k, 24);
    if (panel_box.w > panel_box.h * 1.9f)
        *media = box_inset(box_take_right(&text, panel_box.w * share), gap);
    else
        *media = box_inset(box_take_bottom(&text, panel_box.h * (share + 0.06f)), gap);
    return text;
}

static float padding(const struct drawing *k)
{
    return px(k, k->g.content.w < px(k, 1200) ? 36 : 54);
}

/* Box of the question's lines within a panel, answer line taken off. */
static struct draw_box question_box(const struct drawing *k, const struct question *q,
                                    struct draw_box panel_box, const struct plan *p)
{
    struct draw_box media, text = panel_box;
    if (has_media(q))
        text = split_media(k, panel_box, p->media, &media);
    text.h -= p->answer_h;
    float pad = padding(k);
    box_take_left(&text, pad);
    box_take_right(&text, pad - px(k, 14)); /* punctuation at the line end hangs visually */
    box_take_top(&text, px(k, 16));
    box_take_bottom(&text, px(k, p->answer_h > 0 ? 8 : 16));
    return text;
}

/* Height the answer will need at the foot of the panel; questions with options mark an option. */
static float answer_height(const struct drawing *k, const struct question *q)
{
    if (q->option_count > 0 || q->answer[0] == '\0')
        return 0;
    struct text_fit fit;
    float w = k->g.content.w - 2 * padding(k) - px(k, 84);
    static const float heights_u[] = {98, 150, 200, 260, 340};
    for (size_t i = 0; i < sizeof heights_u / sizeof *heights_u; i++)
        if (text_in(k, q->answer, w, px(k, heights_u[i] - 4), i == 0 ? 6 : 3, i == 0 ? 3 : 0, true,
                    &fit))
            return px(k, heights_u[i] + 16);
    return px(k, 98 + 16);
}

static bool plan_with(const struct drawing *k, const struct question *q, struct plan *p)
{
    struct draw_box content = k->g.content;
    p->answer_h = answer_height(k, q);
    size_t forms = q->option_count > 0 ? sizeof option_forms / sizeof *option_forms : 1;
    for (size_t i = 0; i < forms; i++) {
        const struct option_form *f = &option_forms[i];
        p->columns = 0;
        p->options_h = 0;
        if (q->option_count > 0) {
            if (!options_fit(k, q, f, content.w))
                continue;
            int rows = (q->option_count + f->columns - 1) / f->columns;
            p->columns = f->columns;
            p->option_h = px(k, f->row_u);
            p->options_h = (float)rows * (p->option_h + px(k, 16));
        }
        struct draw_box panel_box = content;
        panel_box.h -= p->options_h;
        if (panel_box.h < px(k, 130))
            continue;
        struct draw_box text = question_box(k, q, panel_box, p);
        if (text_in(k, q->text, text.w, text.h, 9, 6, true, &p->question) ||
            text_tight(k, q->text, text, &p->question))
            return true;
    }
    return false;
}

/* Options per page when they have pages of their own. */
static int options_a_page(const struct drawing *k, const struct plan *p)
{
    int n = (int)((k->g.content.h + px(k, 16)) / (p->option_h + px(k, 16)));
    return (n < 1 ? 1 : n) * p->columns;
}

static void plan_pages(struct drawing *k, const struct question *q, struct plan *p)
{
    p->paged = true;
    p->columns = q->option_count > 0 ? 1 : 0;
    p->options_h = 0;
    struct draw_box text = question_box(k, q, k->g.content, p);
    text_in(k, q->text, text.w, text.h, 9, 6, true, &p->question);
    k->pages = p->question.pages;
    if (p->columns == 0)
        return;
    if (options_fit(k, q, &option_forms[0], k->g.content.w))
        p->columns = 2;
    p->option_h = px(k, option_forms[0].row_u);
    float cell = (k->g.content.w - px(k, 16) * (float)(p->columns - 1)) / (float)p->columns;
    float room = option_text_width(k, cell) - option_mark_width(k);
    for (int i = 0; i < q->option_count; i++) {
        struct text_fit fit;
        text_in(k, q->options[i], room, px(k, 4000), 6, 6, true, &fit);
        float h = (float)fit.line_count * fit.line_height + px(k, 12);
        if (h > p->option_h)
            p->option_h = h;
    }
    int each = options_a_page(k, p);
    k->pages += (q->option_count + each - 1) / each;
}

/* A picture gives up some of its share before the strip does. */
static bool plan_shared(struct drawing *k, const struct question *q, struct plan *p)
{
    static const float shares[] = {0.52f, 0.44f, 0.36f};
    size_t n = has_media(q) ? sizeof shares / sizeof *shares : 1;
    for (size_t i = 0; i < n; i++) {
        p->media = shares[i];
        if (plan_with(k, q, p))
            return true;
    }
    return false;
}

static void make_plan(struct drawing *k, const struct question *q, struct plan *p)
{
    memset(p, 0, sizeof *p);
    k->pages = 1;
    if (plan_shared(k, q, p))
        return;
    if (grid_give_way(&k->g, k->c->def->team_count)) {
        p->one_row = true;
        if (plan_shared(k, q, p))
            return;
    }
    plan_pages(k, q, p);
}

/* ---- drawing ---- */

static void draw_panel(struct drawing *k, struct draw_box box)
{
    if (k->scene != SCENE_ARMED) {
        panel(k, box);
        return;
    }
    draw_glow(k->d, box, px(k, 14), px(k, 36), paint_alpha(COLOUR_GOLD, 0.3f));
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
    draw_fitted(
        k->d,
        &(struct draw_run){.x = text.x,
                           .y = text.y + text.h / 2 - (float)(count - 1) / 2 * fit->line_height,
                           .weight = TEXT_BOLD,
                           .role = ROLE_QUESTION,
                           .paint = paint(COLOUR_TEXT)},
        utf8, fit, page);
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
    float pad = padding(k);
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
    text_in(k, q->answer, line.w, line.h - px(k, 2), one ? 6 : 3, 0, true, &fit);
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
    if (k->s->answer_shown && q->answer_options != 0)
        return q->answer_options >> i & 1 ? OPTION_RIGHT : OPTION_DIM;
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

static void option_mark(struct drawing *k, struct draw_box box, enum option_look look, bool chosen)
{
    float right = box.x + box.w - px(k, 28), y = box.y + box.h / 2;
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

static void draw_option(struct drawing *k, const struct question *q, int i, struct draw_box box)
{
    enum option_look look = option_look(k, q, i);
    option_ground(k, box, look);
    float badge = px(k, box.h < px(k, 100) ? 64 : 84), inset = px(k, 16);
    float by = box.y + (box.h - badge) / 2;
    bool right = look == OPTION_RIGHT;
    solid(k, box_of(box.x + inset, by, badge, badge), 8,
          right ? paint_alpha(COLOUR_INK, 0.9f) : paint(COLOUR_BADGE));
    char letter[2] = {(char)('A' + i), '\0'};
    say_line(k,
             &(struct say){.x = box.x + inset + badge / 2,
                           .y = by + badge / 2,
                           .k = 4,
                           .token = right                ? COLOUR_JADE
                                    : look == OPTION_DIM ? COLOUR_TEXT_3
                                                         : COLOUR_TEXT,
                           .bold = true,
                           .align = DRAW_CENTRE,
                           .role = ROLE_SEAT},
             letter);
    struct draw_box text = box;
    box_take_left(&text, inset + px(k, 84 + 32));
    text.w = option_text_width(k, box.w) - option_mark_width(k);
    struct text_fit fit;
    text_in(k, q->options[i], text.w, text.h, 6, 6, right, &fit);
    draw_fitted(k->d,
                &(struct draw_run){.x = text.x,
                                   .y = text.y + text.h / 2 -
                                        (float)(fit.line_count - 1) / 2 * fit.line_height,
                                   .weight = right ? TEXT_BOLD : TEXT_REGULAR,
                                   .role = ROLE_OPTION,
                                   .paint = paint(right                ? COLOUR_INK
                                                  : look == OPTION_DIM ? COLOUR_TEXT_3
                                                                       : COLOUR_TEXT)},
                q->options[i], &fit, 0);
    option_mark(k, box, look, k->s->chosen_option == i + 1);
}

static void draw_options(struct drawing *k, const struct question *q, const struct plan *p,
                         struct draw_box box, int first, int count)
{
    int rows = (count + p->columns - 1) / p->columns;
    box.h = (float)rows * (p->option_h + px(k, 16)) - px(k, 16);
    for (int i = 0; i < count; i++)
        draw_option(k, q, first + i, grid_cell(box, p->columns, rows, px(k, 16), i));
}

static void draw_page(struct drawing *k, const struct question *q, const struct plan *p, int page)
{
    if (page >= p->question.pages) { /* a page of options */
        int each = options_a_page(k, p), first = (page - p->question.pages) * each;
        int count = q->option_count - first;
        draw_options(k, q, p, k->g.content, first, count > each ? each : count);
        return;
    }
    struct draw_box box = k->g.content, media;
    struct draw_box options = box_take_bottom(&box, p->options_h);
    draw_panel(k, box);
    draw_lines(k, question_box(k, q, box, p), &p->question, q->text, page);
    if (has_media(q)) {
        split_media(k, box, p->media, &media);
        media.h -= p->answer_h;
        draw_media(k, q, media);
    }
    draw_answer(k, q, box, p->answer_h);
    if (p->options_h > 0) {
        box_take_top(&options, px(k, 16));
        draw_options(k, q, p, options, 0, q->option_count);
    }
}

/* No question on: the panel says what comes. */
static void draw_waiting(struct drawing *k)
{
    panel(k, k->g.content);
    const struct round *r = contest_round(k->c);
    struct draw_box b = box_inset(k->g.content, padding(k));
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
    if (shown) {
        make_plan(k, q, &p);
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
