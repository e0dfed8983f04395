/* Draws the faulty documents of documents.h as PNG pictures into a folder and prints their
 * questions as YAML, with the region of every fault as Pango laid it out. An authoring tool, see
 * README.md.
 */
#include <assert.h>
#include <pango/pangocairo.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "documents.h"

/* The panel of the correction scene has the shape 1056 × 882; half as large again leaves room to
 * zoom. Text of 1/25 of the height can be read from the back of the hall. */
enum {
    WIDTH = 1584,
    HEIGHT = 1323,
    MARGIN = 104, /* left and right: the numbered badges stand in it */
    TOP = 46,
    BOTTOM = 48,
    EM = 52,
    OFFICE_EM = 62,
    TITLE_EM = 76,
    FRAME = 9, /* px from the ink to the frame of a fault */
    SPANS_MAX = DOCUMENT_FAULTS,
    TEXT_MAX = 4096,
};

static const char open_mark[] = "⟦", close_mark[] = "⟧";

struct span {
    int from, to; /* bytes of the text without marks */
};

struct marked {
    char text[TEXT_MAX];
    struct span spans[SPANS_MAX];
    int span_count;
};

struct region {
    int x, y, w, h;
};

static void marked_parse(struct marked *m, const char *source)
{
    size_t n = 0;
    m->span_count = 0;
    while (*source) {
        if (strncmp(source, open_mark, sizeof open_mark - 1) == 0) {
            assert(m->span_count < SPANS_MAX);
            m->spans[m->span_count].from = (int)n;
            source += sizeof open_mark - 1;
        } else if (strncmp(source, close_mark, sizeof close_mark - 1) == 0) {
            m->spans[m->span_count++].to = (int)n;
            source += sizeof close_mark - 1;
        } else {
            assert(n + 1 < sizeof m->text);
            m->text[n++] = *source++;
        }
    }
    m->text[n] = '\0';
}

static void set_ink(cairo_t *cr)
{
    cairo_set_source_rgb(cr, 0x1B / 255.0, 0x1A / 255.0, 0x17 / 255.0);
}

static PangoLayout *text_layout(cairo_t *cr, const char *text, int em, bool bold, int spacing)
{
    PangoLayout *layout = pango_cairo_create_layout(cr);
    PangoFontDescription *font = pango_font_description_from_string("Noto Serif CJK SC");
    PangoAttrList *attributes = pango_attr_list_new();
    pango_font_description_set_absolute_size(font, em * PANGO_SCALE);
    pango_font_description_set_weight(font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(layout, font);
    pango_attr_list_insert(attributes,
                           pango_attr_language_new(pango_language_from_string("zh-cn")));
    pango_attr_list_insert(attributes, pango_attr_letter_spacing_new(spacing * PANGO_SCALE));
    pango_layout_set_attributes(layout, attributes);
    pango_layout_set_text(layout, text, -1);
    pango_attr_list_unref(attributes);
    pango_font_description_free(font);
    return layout;
}

/* One line with its Han box beginning at `top`; `align` 0 left, 1 centre, 2 right. Returns the x it
 * began at. */
static int draw_line(cairo_t *cr, PangoLayout *layout, int top, int em, int align, int right)
{
    int w, h;
    pango_layout_get_pixel_size(layout, &w, &h);
    int x = align == 0 ? MARGIN : align == 1 ? (WIDTH - w) / 2 : right - w;
    int baseline = pango_layout_get_baseline(layout) / PANGO_SCALE;
    cairo_move_to(cr, x, top + 0.88 * em - baseline);
    pango_cairo_show_layout(cr, layout);
    return x;
}

/* The frame of a span in `layout` drawn at (x, y); false when the span breaks over two lines. */
static bool span_region(PangoLayout *layout, const struct span *s, int x, int y, struct region *r)
{
    const char *text = pango_layout_get_text(layout);
    int last = (int)(g_utf8_prev_char(text + s->to) - text), line_first, line_last, unused;
    PangoRectangle from, to;
    pango_layout_index_to_line_x(layout, s->from, 0, &line_first, &unused);
    pango_layout_index_to_line_x(layout, last, 0, &line_last, &unused);
    pango_layout_index_to_pos(layout, s->from, &from);
    pango_layout_index_to_pos(layout, last, &to);
    PangoLayoutIter *iter = pango_layout_get_iter(layout);
    for (int i = 0; i < line_first; i++)
        pango_layout_iter_next_line(iter);
    int baseline = pango_layout_iter_get_baseline(iter) / PANGO_SCALE;
    pango_layout_iter_free(iter);
    r->x = x + from.x / PANGO_SCALE - 2;
    r->w = (to.x + to.width - from.x) / PANGO_SCALE + 4;
    r->y = y + baseline - (int)(0.88 * EM) - FRAME;
    r->h = EM + 2 * FRAME;
    return line_first == line_last;
}

static int take_regions(PangoLayout *layout, const struct marked *m, int x, int y,
                        struct region *out, const char *id)
{
    for (int i = 0; i < m->span_count; i++) {
        if (!span_region(layout, &m->spans[i], x, y, &out[i]))
            fprintf(stderr, "%s: fault %d breaks over two lines\n", id, i + 1);
    }
    return m->span_count;
}

/* The body between `top` and `bottom`, its lines spread to at most 1.75 em. */
static int draw_body(cairo_t *cr, const struct document *d, int top, int bottom, struct region *out)
{
    struct marked m;
    marked_parse(&m, d->body);
    PangoLayout *layout = text_layout(cr, m.text, EM, false, 0);
    pango_layout_set_width(layout, (WIDTH - 2 * MARGIN) * PANGO_SCALE);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    int lines = pango_layout_get_line_count(layout);
    double pitch = lines > 1 ? (double)(bottom - top - EM) / (lines - 1) : 0;
    if (pitch > 1.7 * EM)
        pitch = 1.7 * EM;
    if (pitch < 1.3 * EM)
        fprintf(stderr, "%s: %d lines are too many\n", d->id, lines);
    PangoRectangle one;
    pango_layout_line_get_pixel_extents(pango_layout_get_line_readonly(layout, 0), NULL, &one);
    pango_layout_set_line_spacing(layout, (float)(pitch / one.height));
    int y = top + (int)(0.88 * EM) - pango_layout_get_baseline(layout) / PANGO_SCALE;
    cairo_move_to(cr, MARGIN, y);
    pango_cairo_show_layout(cr, layout);
    int count = take_regions(layout, &m, MARGIN, y, out, d->id);
    g_object_unref(layout);
    return count;
}

/* Office, title, number and rule; returns where the body may begin. */
static int draw_head(cairo_t *cr, const struct document *d)
{
    const struct {
        const char *text;
        int em, align, spacing, gap;
        bool bold;
    } rows[] = {{d->office, OFFICE_EM, 1, 0, 22, true},
                {d->title, TITLE_EM, 1, 16, 20, true},
                {d->number, EM, 2, 0, 16, false}};
    int y = TOP;
    for (int i = 0; i < 3; i++) {
        PangoLayout *layout =
            text_layout(cr, rows[i].text, rows[i].em, rows[i].bold, rows[i].spacing);
        draw_line(cr, layout, y, rows[i].em, rows[i].align, WIDTH - MARGIN);
        g_object_unref(layout);
        y += rows[i].em + rows[i].gap;
    }
    cairo_set_source_rgb(cr, 0x9C / 255.0, 0x2A / 255.0, 0x22 / 255.0);
    cairo_rectangle(cr, MARGIN, y, WIDTH - 2 * MARGIN, 4);
    cairo_fill(cr);
    set_ink(cr);
    return y + 34;
}

/* Office and date at the foot; returns where the body must end. */
static int draw_foot(cairo_t *cr, const struct document *d, struct region *out, int *count)
{
    const char *rows[] = {d->date, d->signature};
    int y = HEIGHT - BOTTOM;
    for (int i = 0; i < 2; i++) {
        if (!rows[i][0])
            continue;
        struct marked m;
        marked_parse(&m, rows[i]);
        PangoLayout *layout = text_layout(cr, m.text, EM, false, 0);
        y -= EM;
        int x = draw_line(cr, layout, y, EM, 2, WIDTH - MARGIN - 40);
        int top = y + (int)(0.88 * EM) - pango_layout_get_baseline(layout) / PANGO_SCALE;
        *count += take_regions(layout, &m, x, top, out + *count, d->id);
        g_object_unref(layout);
        y -= 26;
    }
    return y - 8;
}

static void print_question(const struct document *d, const struct region *regions)
{
    printf("  - id: %s\n    type: picture\n", d->id);
    printf("    text: 指出这份文书中的五处错误（文书为节选，缺少的内容不算错误）。\n");
    printf("    answer: 共五处错误\n    media: media/%s.png\n    author: 法制科\n    faults:\n",
           d->file);
    for (int i = 0; i < DOCUMENT_FAULTS; i++) {
        const struct document_fault *f = &d->faults[i];
        const struct region *r = &regions[i];
        printf("      - title: %s\n        right: %s\n        reason: %s\n        article: %s\n",
               f->title, f->right, f->reason, f->article);
        printf("        region: [%d, %d, %d, %d]\n", r->x, r->y, r->w, r->h);
    }
}

static bool draw_document(const struct document *d, const char *folder)
{
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
    cairo_t *cr = cairo_create(surface);
    struct region regions[2 * SPANS_MAX], foot[2 * SPANS_MAX];
    int foot_count = 0;
    cairo_set_source_rgb(cr, 0xF3 / 255.0, 0xEE / 255.0, 0xDF / 255.0);
    cairo_paint(cr);
    set_ink(cr);
    int top = draw_head(cr, d);
    int bottom = draw_foot(cr, d, foot, &foot_count);
    int count = draw_body(cr, d, top, bottom, regions);
    assert(count + foot_count == DOCUMENT_FAULTS);
    memcpy(regions + count, foot, sizeof foot[0] * (size_t)foot_count);
    char path[1024];
    snprintf(path, sizeof path, "%s/%s.png", folder, d->file);
    cairo_status_t status = cairo_surface_write_to_png(surface, path);
    if (status != CAIRO_STATUS_SUCCESS)
        fprintf(stderr, "%s: %s\n", path, cairo_status_to_string(status));
    print_question(d, regions);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    return status == CAIRO_STATUS_SUCCESS;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s FOLDER > QUESTIONS.yaml\n", argv[0]);
        return 2;
    }
    bool good = true;
    printf("# 文书纠错题：由 assets/documents/draw.c "
           "生成，图片和错误位置一并产生，请勿手工修改。\nquestions:\n");
    for (size_t i = 0; i < sizeof documents / sizeof documents[0]; i++)
        good = draw_document(&documents[i], argv[1]) && good;
    return good ? 0 : 1;
}
