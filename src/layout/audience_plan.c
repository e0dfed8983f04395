/* Planning a question: sizes, columns, what gives way. */
#include "layout/audience_plan.h"

#include <string.h>

struct option_form {
    int columns, lines;
    float row_u;
    bool tight; /* less air around letter and mark, before a short option breaks in two */
};

/* Row heights are those of one line; a second and third line add theirs. */
static const struct option_form option_forms[] = {
    {2, 1, 116, false}, {2, 1, 96, false}, {2, 1, 116, true}, {2, 1, 96, true},
    {1, 1, 104, false}, {1, 1, 88, false}, {1, 1, 104, true}, {1, 1, 88, true},
    {2, 2, 96, false},  {1, 3, 88, false}, {1, 3, 88, true},
};
static const struct option_form page_forms[] = {{2, 1, 116, false}, {1, 9, 116, false}};

/* Option i as shown; true-or-false questions bring their own two. */
const char *plan_option(const struct drawing *k, const struct question *q, int i)
{
    if (q->type != QUESTION_TRUE_FALSE)
        return q->options[i];
    return i == 0 ? TR(k->w, "对") : TR(k->w, "错");
}

/* Bit i: option i is right. */
unsigned plan_right(const struct question *q)
{
    if (q->type != QUESTION_TRUE_FALSE)
        return q->answer_options;
    return strcmp(q->answer, "对") == 0 ? 1 : 2;
}

struct option_space plan_option_space(const struct drawing *k, float cell_w, bool tight)
{
    static const struct option_space airy = {.inset = 16, .badge = 84, .gap = 32, .mark = 28},
                                     dense = {.inset = 8, .badge = 64, .gap = 12, .mark = 12};
    const struct option_space *u = tight ? &dense : &airy;
    struct option_space s = {px(k, u->inset), px(k, u->badge), px(k, u->gap), px(k, u->mark), 0};
    /* the mark at the right (选择, a check) must not cover the text */
    float mark = say_width(k, 0, true, TR(k->w, "选择")) + s.mark + px(k, tight ? 6 : 36);
    s.text = cell_w - s.inset - s.badge - s.gap - mark;
    return s;
}

bool plan_text(const struct drawing *k, const char *text, float w, float h, int k_max, int k_min,
               bool bold, struct text_fit *fit)
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

bool plan_option_text(const struct drawing *k, const char *text, float w, float h, bool bold,
                      struct text_fit *fit)
{
    return text_fit(&(struct text_want){.metrics = k->d->metrics,
                                        .utf8 = text,
                                        .weight = bold ? TEXT_BOLD : TEXT_REGULAR,
                                        .width = w,
                                        .height = h,
                                        .screen_height = k->g.unit,
                                        .k_max = 6,
                                        .k_min = 6,
                                        .line_height = 1.2f},
                    fit);
}

/* Heights of all options in this form, in p->option_h; false when one needs too many lines. */
static bool options_fit(const struct drawing *k, const struct question *q,
                        const struct option_form *f, float width, struct plan *p)
{
    float cell = (width - px(k, 16) * (float)(f->columns - 1)) / (float)f->columns;
    float room = plan_option_space(k, cell, f->tight).text;
    for (int i = 0; i < question_choices(q); i++) {
        struct text_fit fit;
        const char *text = plan_option(k, q, i);
        p->option_h[i] = px(k, f->row_u);
        if (say_fits(k, 6, true, room, text))
            continue;
        if (f->lines == 1 || !plan_option_text(k, text, room, k->g.h * 4, true, &fit) ||
            fit.line_count > f->lines)
            return false;
        p->option_h[i] = (float)fit.line_count * fit.line_height + px(k, 12);
        if (i % f->columns > 0 && p->option_h[i - 1] > p->option_h[i])
            p->option_h[i] = p->option_h[i - 1];
        else if (i % f->columns > 0)
            p->option_h[i - 1] = p->option_h[i];
    }
    return true;
}

/* Of the options first … first + count, with the gaps between. */
static float options_height(const struct drawing *k, const struct plan *p, int first, int count)
{
    float h = 0;
    for (int i = 0; i < count; i += p->columns)
        h += p->option_h[first + i] + (i > 0 ? px(k, 16) : 0);
    return h;
}

bool plan_has_media(const struct question *q)
{
    return q->media[0] != '\0';
}

/* Text part of the panel: all of it, or beside or over a picture. */
struct draw_box plan_split(const struct drawing *k, struct draw_box panel_box, float share,
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

float plan_padding(const struct drawing *k)
{
    return px(k, k->g.content.w < px(k, 1200) ? 36 : 54);
}

/* Box of the question's lines within a panel, answer line taken off. */
struct draw_box plan_text_box(const struct drawing *k, const struct question *q,
                              struct draw_box panel_box, const struct plan *p)
{
    struct draw_box media, text = panel_box;
    if (plan_has_media(q))
        text = plan_split(k, panel_box, p->media, &media);
    text.h -= p->answer_h;
    float pad = plan_padding(k);
    box_take_left(&text, pad);
    box_take_right(&text, pad * 0.45f); /* a comma at the line end is half empty */
    box_take_top(&text, px(k, 16));
    box_take_bottom(&text, px(k, p->answer_h > 0 ? 8 : 16));
    return text;
}

/* Height the answer will need at the foot of the panel; questions with options mark an option. */
static float answer_height(const struct drawing *k, const struct question *q)
{
    bool faults = contest_policy(k->c)->value == VALUE_FAULTS; /* shown one by one */
    if (question_choices(q) > 0 || q->answer[0] == '\0' || faults)
        return 0;
    struct text_fit fit;
    float w = k->g.content.w - 2 * plan_padding(k) - px(k, 84);
    static const float heights_u[] = {98, 150, 200, 260, 340};
    for (size_t i = 0; i < sizeof heights_u / sizeof *heights_u; i++)
        if (plan_text(k, q->answer, w, px(k, heights_u[i] - 4), i == 0 ? 6 : 3, i == 0 ? 3 : 0,
                      true, &fit))
            return px(k, heights_u[i] + 16);
    return px(k, 98 + 16);
}

static bool plan_with(const struct drawing *k, const struct question *q, struct plan *p)
{
    struct draw_box content = k->g.content;
    p->answer_h = answer_height(k, q);
    size_t forms = question_choices(q) > 0 ? sizeof option_forms / sizeof *option_forms : 1;
    for (size_t i = 0; i < forms; i++) {
        const struct option_form *f = &option_forms[i];
        p->columns = 0;
        p->options_h = 0;
        if (question_choices(q) > 0) {
            if (!options_fit(k, q, f, content.w, p))
                continue;
            p->columns = f->columns;
            p->tight = f->tight;
            p->options_h = options_height(k, p, 0, question_choices(q)) + px(k, 16);
        }
        struct draw_box panel_box = content;
        panel_box.h -= p->options_h;
        if (panel_box.h < px(k, 130))
            continue;
        struct draw_box text = plan_text_box(k, q, panel_box, p);
        if (plan_text(k, q->text, text.w, text.h, 9, 6, true, &p->question) ||
            text_tight(k, q->text, text, &p->question))
            return true;
    }
    return false;
}

int plan_options_page(const struct drawing *k, const struct question *q, const struct plan *p,
                      int n, int *first)
{
    int all = question_choices(q), at = 0, count = 0;
    for (int page = 0; page <= n; page++, at += count) {
        *first = at;
        for (count = 0; at + count < all; count++)
            if (count > 0 && options_height(k, p, at, count + 1) > k->g.content.h)
                break;
    }
    return count;
}

static void plan_pages(struct drawing *k, const struct question *q, struct plan *p)
{
    p->paged = true;
    p->tight = false;
    p->columns = 0;
    p->options_h = 0;
    struct draw_box text = plan_text_box(k, q, k->g.content, p);
    plan_text(k, q->text, text.w, text.h, 9, 6, true, &p->question);
    k->pages = p->question.pages;
    for (size_t i = 0; question_choices(q) > 0 && p->columns == 0; i++)
        if (options_fit(k, q, &page_forms[i], k->g.content.w, p) ||
            i + 1 == sizeof page_forms / sizeof *page_forms)
            p->columns = page_forms[i].columns;
    int first;
    for (int n = 0; p->columns > 0 && plan_options_page(k, q, p, n, &first) > 0; n++)
        k->pages++;
}

/* A picture gives up some of its share before the strip does. */
static bool plan_shared(struct drawing *k, const struct question *q, struct plan *p)
{
    static const float shares[] = {0.66f, 0.52f, 0.44f, 0.36f};
    size_t n = plan_has_media(q) ? sizeof shares / sizeof *shares : 1;
    /* where the question is the picture, and there is width for it */
    bool looks =
        contest_policy(k->c)->value == VALUE_FAULTS && k->g.content.w > k->g.content.h * 1.9f;
    for (size_t i = looks || n == 1 ? 0 : 1; i < n; i++) {
        p->media = shares[i];
        if (plan_with(k, q, p))
            return true;
    }
    return false;
}

void plan_make(struct drawing *k, const struct question *q, struct plan *p)
{
    memset(p, 0, sizeof *p);
    k->pages = 1;
    if (plan_shared(k, q, p))
        return;
    if (grid_give_way(&k->g, k->c->def->team_count) && plan_shared(k, q, p))
        return;
    plan_pages(k, q, p);
}
