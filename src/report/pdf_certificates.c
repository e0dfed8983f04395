/* Certificates: a landscape page each, double border, seal. */
#include "report/certificate.h"
#include "report/paper.h"

#include <string.h>

enum { INK = 0x2A2320, GOLD = 0xA9822F, PALE_GOLD = 0xD9C48A, SEAL = 0xB3261E, CREAM = 0xFFFCF4 };

enum { SEAL_SIDE = 68 };

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
    const struct certificate_show *show;
    const struct certificate_page *pages;
    size_t count;
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
    const struct certificate_page *page;
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
    double body_end = 0; /* where the signature begins, the seal beside it */
    bool signing = false, chinese = !p->words || strcmp(p->words->tag, "en") != 0;
    for (int i = 0; i < c->count; i++) {
        enum certificate_item item = c->line[i].item;
        struct paper_style s = item_style[item];
        char text[2000], indented[2048];
        certificate_fill(at->all->show, at->page, c->line[i].text, text, sizeof text);
        if (!text[0])
            continue;
        const char *indent = item == ITEM_BODY && chinese ? "　　" : "";
        snprintf(indented, sizeof indented, "%s%s", indent, text);
        s.size *= at->scale;
        bool right = item == ITEM_SIGN || item == ITEM_DATE;
        if (right && !signing)
            y += 14 * at->scale;
        signing |= right;
        if (!signing)
            body_end = y + paper_text_height(p, &s, p->width - 2 * side, indented);
        double width = right ? sign_width : p->width - 2 * side;
        double x = right ? p->width - side - sign_width : side;
        y += paper_text_at(p, &s, x, y, width, indented) + item_space(item) * at->scale;
    }
    double seal_end = body_end + (SEAL_SIDE + 10) * at->scale;
    return y > seal_end ? y : seal_end;
}

static void one_page(struct paper *p, const struct certificates *all,
                     const struct certificate_page *page)
{
    const double top = 62, bottom = 62;
    struct placing at = {all, page, 1};
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
    double side = SEAL_SIDE * at.scale;
    seal(p, 104, p->height - bottom - side - 6, side);
}

static void document(struct paper *p, void *ctx)
{
    const struct certificates *all = ctx;
    for (size_t i = 0; i < all->count; i++) {
        if (i > 0)
            paper_new_page(p);
        one_page(p, all, &all->pages[i]);
    }
}

bool certificates_write(const char *path, enum certificate_kind kind,
                        const struct certificate_show *show, const struct certificate_page *pages,
                        size_t count, const char *sample, const struct words *words,
                        struct report_error *e)
{
    struct certificates all = {.show = show, .pages = pages, .count = count};
    char title[600];
    if (!certificate_read(&all.text, kind, sample, words, e))
        return false;
    snprintf(title, sizeof title, TR(words, "%s证书"), show->title);
    struct paper_set_up u = {.title = title,
                             .created_us = show->created_us,
                             .landscape = true,
                             .bare = true,
                             .words = words};
    return paper_write(path, &u, document, &all, e);
}
