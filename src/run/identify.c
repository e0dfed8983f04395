/* Which display is which: its number and name, large, on each of them for three seconds. */
#include "run/internal.h"

enum { SHOWN_US = 3000000 };

static void label(struct run *r, struct window *w, int number, const char *name)
{
    int width, height;
    char text[16];
    window_size(w, &width, &height);
    struct draw_list *d = draw_page_begin(r->screens.operator_page, (float)width, (float)height,
                                          fonts_metrics(r->fonts));
    float unit = audience_unit((struct size){width, height});
    draw_backdrop(d, DRAW_BACKDROP_HALL);
    snprintf(text, sizeof text, "%d", number);
    struct draw_run run = {.x = (float)width / 2,
                           .y = (float)height * 0.42f,
                           .em = unit / 2,
                           .weight = TEXT_BOLD,
                           .align = DRAW_CENTRE,
                           .paint = paint(COLOUR_GOLD)};
    draw_text(d, &run, text, 0);
    run.y = (float)height * 0.8f;
    run.em = unit / 12;
    run.paint = paint(COLOUR_TEXT);
    float wide = draw_text_width(d, &run, name), room = (float)width * 0.9f;
    if (wide > room)
        run.em *= room / wide;
    draw_text(d, &run, name, 0);
    window_show(w, d, 1);
}

void identify_event(struct run *r, const SDL_Event *e)
{
    struct display list[DISPLAYS_MAX];
    int n = r->labels_until_us ? displays_list(list) : 0;
    for (int i = 0; i < n; i++)
        if (r->labels[i] && window_event(r->labels[i], e))
            label(r, r->labels[i], i + 1, list[i].name);
}

void identify_begin(struct run *r, const struct stage_listener *listener, int64_t mono_us)
{
    struct display list[DISPLAYS_MAX];
    int n = displays_list(list);
    identify_end(r);
    for (int i = 0; i < n; i++) {
        struct window_want want = {.title = "擂台",
                                   .display = list[i].name,
                                   .audience = true,
                                   .theme = &r->options.folder->stage.audience_theme};
        r->labels[i] = window_create(r->painter, r->images, &want, listener);
        if (r->labels[i])
            label(r, r->labels[i], i + 1, list[i].name);
    }
    r->labels_until_us = mono_us + SHOWN_US;
}

void identify_end(struct run *r)
{
    for (int i = 0; i < DISPLAYS_MAX; i++) {
        window_destroy(r->labels[i]);
        r->labels[i] = NULL;
    }
    if (r->labels_until_us && r->operator_window)
        window_raise(r->operator_window); /* the desktop may have given the keyboard away */
    r->labels_until_us = 0;
    r->operator_at_us = r->audience_at_us = 0; /* its page was borrowed */
}
