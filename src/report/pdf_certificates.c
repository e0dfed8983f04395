/* Certificates: a landscape page for each prized team, double border, seal. */
#include "report/certificate.h"
#include "report/paper.h"

#include <string.h>

enum { INK = 0x2A2320, GOLD = 0xA9822F, PALE_GOLD = 0xD9C48A, SEAL = 0xB3261E, CREAM = 0xFFFCF4 };

static const struct paper_style item_style[ITEM_COUNT] = {
    [ITEM_HEADING] = {.size = 58,
                      .bold = true,
                      .serif = true,
                      .align = PAPER_CENTRE,
                      .colour = SEAL,
                      .spacing = 22,
                      .line = 1.3},
    [ITEM_TO] = {.size = 26, .bold = true, .serif = true, .colour = INK, .line = 1.7},
    [ITEM_BODY] = {.size = 21, .serif = true, .colour = INK, .line = 1.75},
    [ITEM_PRIZE] = {.size = 46,
                    .bold = true,
                    .serif = true,
                    .align = PAPER_CENTRE,
                    .colour = GOLD,
                    .spacing = 14,
                    .line = 1.5},
    [ITEM_SIGN] = {.size = 19, .serif = true, .align = PAPER_CENTRE, .colour = INK, .line = 1.7},
    [ITEM_DATE] = {.size = 19, .serif = true, .align = PAPER_CENTRE, .colour = INK, .line = 1.7},
};

struct certificates {
    const struct report *r;
    struct certificate text;
};

/* A corner of the inner border, `dx`, `dy` ±1 towards the middle. */
static void corner(struct paper *p, double x, double y, double dx, double dy)
{
    for (int i = 0; i < 2; i++) {
        double far = 34 - i * 9.0, near = 5 + i * 5.0;
        paper_line(p, x + dx * near, y + dy * near, x + dx * far, y + dy * near, 1.2, GOLD);
        paper_line(p, x + dx * near, y + dy * near, x + dx * near, y + dy * far, 1.2, GOLD);
    }
}

static void border(struct paper *p)
{
    double w = p->width, h = p->height, in = 40;
    paper_fill(p, 0, 0, w, h, CREAM);
    paper_box(p, 24, 24, w - 48, h - 48, 5, GOLD);
    paper_box(p, 31, 31, w - 62, h - 62, 1, PALE_GOLD);
    paper_box(p, in, in, w - 2 * in, h - 2 * in, 1.5, GOLD);
    corner(p, in, in, 1, 1);
    corner(p, w - in, in, -1, 1);
    corner(p, in, h - in, 1, -1);
    corner(p, w - in, h - in, -1, -1);
}

/* The product's seal: 擂 cut into a red square with a white inner line. */
static void seal(struct paper *p, double x, double y, double side)
{
    static const struct paper_style letter = {
        .size = 40, .bold = true, .serif = true, .align = PAPER_CENTRE, .colour = CREAM, .line = 1};
    struct paper_style s = letter;
    s.size = side * 0.66;
    paper_fill(p, x, y, side, side, SEAL);
    paper_box(p, x + side * 0.07, y + side * 0.07, side * 0.86, side * 0.86, side * 0.025, CREAM);
    paper_text_at(p, &s, x, y + (side - s.size) / 2, side, "擂");
}

struct placing {
    const struct certificates *all;
    const struct report_team *team;
    double scale;
};

static double item_space(enum certificate_item item)
{
    return item == ITEM_HEADING ? 16 : item == ITEM_PRIZE ? 4 : 0;
}

/* Draws or measures the lines from `y` on; returns where they end. */
static double place_lines(struct paper *p, const struct placing *at, double y)
{
    const double side = 104, sign_width = 330;
    const struct certificate *c = &at->all->text;
    bool signing = false;
    for (int i = 0; i < c->count; i++) {
        enum certificate_item item = c->line[i].item;
        struct paper_style s = item_style[item];
        char text[2000], indented[2048];
        certificate_fill(at->all->r, at->team, c->line[i].text, text, sizeof text);
        if (!text[0])
            continue;
        snprintf(indented, sizeof indented, "%s%s", item == ITEM_BODY ? "　　" : "", text);
        s.size *= at->scale;
        bool right = item == ITEM_SIGN || item == ITEM_DATE;
        if (right && !signing)
            y += 14 * at->scale;
        signing |= right;
        double width = right ? sign_width : p->width - 2 * side;
        double x = right ? p->width - side - sign_width : side;
        y += paper_text_at(p, &s, x, y, width, indented) + item_space(item) * at->scale;
    }
    return y;
}

static void one_page(struct paper *p, const struct certificates *all,
                     const struct report_team *team)
{
    const double top = 62, bottom = 62;
    struct placing at = {all, team, 1};
    double room = p->height - top - bottom, height;
    border(p);
    for (;; at.scale *= 0.94) { /* long names: smaller letters, never over the border */
        p->measuring = true;
        height = place_lines(p, &at, 0);
        p->measuring = false;
        if (height <= room || at.scale < 0.3)
            break;
    }
    place_lines(p, &at, top + (room - height) / 2);
    seal(p, 104, p->height - 62 - 74, 68);
}

/* A prize that hangs on an undecided tie is nobody's yet. */
static bool is_certain(const struct standing *s)
{
    return s->prize >= 0 && !s->tie_matters;
}

static void document(struct paper *p, void *ctx)
{
    const struct certificates *all = ctx;
    bool first = true;
    for (int i = 0; i < all->r->team_count; i++) {
        if (!is_certain(&all->r->teams[i].standing))
            continue;
        if (!first)
            paper_new_page(p);
        first = false;
        one_page(p, all, &all->r->teams[i]);
    }
}

bool report_certificates(const struct report *r, const char *sample, const char *path,
                         struct report_error *e)
{
    struct certificates all = {.r = r};
    char title[600];
    if (!certificate_read(&all.text, sample ? sample : certificate_default, r->words, e))
        return false;
    bool any = false;
    for (int i = 0; i < r->team_count; i++)
        any |= is_certain(&r->teams[i].standing);
    if (!any)
        return true;
    snprintf(title, sizeof title, "%s证书", r->title);
    struct paper_set_up u = {.title = title,
                             .created_us = r->end_us,
                             .landscape = true,
                             .bare = true,
                             .words = r->words};
    return paper_write(path, &u, document, &all, e);
}
