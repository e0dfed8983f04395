#include "report/paper.h"

#include <errno.h>
#include <string.h>

/* A4, in points. */
static const double A4_SHORT = 595.276, A4_LONG = 841.890, SIDE = 51, TOP = 54, BOTTOM = 60;

enum { FOOT_INK = 0x5A6272 };

static void set_colour(cairo_t *cr, uint32_t rgb)
{
    cairo_set_source_rgb(cr, (rgb >> 16 & 255) / 255.0, (rgb >> 8 & 255) / 255.0,
                         (rgb & 255) / 255.0);
}

/* ---- text ------------------------------------------------------------------------------------ */

static PangoLayout *layout_text(struct paper *p, const struct paper_style *s, double width,
                                const char *text)
{
    char clean[8192];
    PangoLayout *layout = pango_layout_new(p->fonts);
    PangoFontDescription *font = pango_font_description_new();
    pango_font_description_set_family_static(font,
                                             s->serif ? "Noto Serif CJK SC" : "Noto Sans CJK SC");
    pango_font_description_set_weight(font, s->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_absolute_size(font, s->size * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    pango_layout_set_alignment(layout, s->align == PAPER_CENTRE  ? PANGO_ALIGN_CENTER
                                       : s->align == PAPER_RIGHT ? PANGO_ALIGN_RIGHT
                                                                 : PANGO_ALIGN_LEFT);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    if (width >= 0)
        pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
    if (s->spacing > 0) {
        PangoAttrList *attrs = pango_attr_list_new();
        pango_attr_list_insert(attrs,
                               pango_attr_letter_spacing_new((int)(s->spacing * PANGO_SCALE)));
        pango_layout_set_attributes(layout, attrs);
        pango_attr_list_unref(attrs);
    }
    pango_layout_set_text(layout, plain_text(text, true, clean, sizeof clean), -1);
    return layout;
}

static double line_height(const struct paper_style *s)
{
    return s->size * (s->line > 0 ? s->line : 1.45);
}

/* Baseline of a line within its height: Han look centred a little above the middle. */
static double baseline(const struct paper_style *s)
{
    return line_height(s) / 2 + s->size * 0.36;
}

static void draw_line(struct paper *p, PangoLayoutLine *line, const struct paper_style *s, double x,
                      double y, double width)
{
    PangoRectangle extent;
    pango_layout_line_get_extents(line, NULL, &extent);
    double free_width = width - (double)extent.width / PANGO_SCALE;
    if (width >= 0 && s->align == PAPER_CENTRE)
        x += (free_width + s->spacing) / 2; /* the last letter's spacing is no text */
    else if (width >= 0 && s->align == PAPER_RIGHT)
        x += free_width;
    set_colour(p->cr, s->colour);
    cairo_move_to(p->cr, x, y + baseline(s));
    pango_cairo_show_layout_line(p->cr, line);
}

double paper_text_at(struct paper *p, const struct paper_style *s, double x, double y, double width,
                     const char *text)
{
    PangoLayout *layout = layout_text(p, s, width, text);
    int count = pango_layout_get_line_count(layout);
    for (int i = 0; i < count && !p->measuring; i++)
        draw_line(p, pango_layout_get_line_readonly(layout, i), s, x, y + i * line_height(s),
                  width);
    g_object_unref(layout);
    return count * line_height(s);
}

double paper_text_width(struct paper *p, const struct paper_style *s, const char *text)
{
    int width, height;
    PangoLayout *layout = layout_text(p, s, -1, text);
    pango_layout_get_size(layout, &width, &height);
    g_object_unref(layout);
    return (double)width / PANGO_SCALE;
}

double paper_text_height(struct paper *p, const struct paper_style *s, double width,
                         const char *text)
{
    bool before = p->measuring;
    p->measuring = true;
    double height = paper_text_at(p, s, 0, 0, width, text);
    p->measuring = before;
    return height;
}

void paper_text_in(struct paper *p, const struct paper_style *s, double x, double width,
                   const char *text)
{
    PangoLayout *layout = layout_text(p, s, width, text);
    int count = pango_layout_get_line_count(layout);
    for (int i = 0; i < count; i++) {
        paper_need(p, line_height(s));
        if (!p->measuring)
            draw_line(p, pango_layout_get_line_readonly(layout, i), s, x, p->y, width);
        p->y += line_height(s);
    }
    g_object_unref(layout);
}

void paper_text(struct paper *p, const struct paper_style *s, const char *text)
{
    paper_text_in(p, s, p->left, paper_measure_width(p), text);
}

/* ---- pages ----------------------------------------------------------------------------------- */

static void draw_margins(struct paper *p)
{
    static const struct paper_style left = {.size = 7, .colour = FOOT_INK},
                                    right = {.size = 8, .align = PAPER_RIGHT, .colour = FOOT_INK},
                                    head = {.size = 8, .colour = FOOT_INK};
    char number[64];
    double y = p->height - p->bottom + 18;
    if (p->bare)
        return;
    paper_line(p, p->left, y - 4, p->width - p->right, y - 4, 0.5, 0xB9C2D6);
    paper_text_at(p, &left, p->left, y, -1, p->footer);
    if (p->pages)
        snprintf(number, sizeof number, TR(p->words, "第 %d 页 / 共 %d 页"), p->page, p->pages);
    else
        number[0] = '\0';
    paper_text_at(p, &right, p->left, y - 1, paper_measure_width(p), number);
    if (p->page > 1 && p->header[0])
        paper_text_at(p, &head, p->left, p->top - 26, -1, p->header);
}

void paper_new_page(struct paper *p)
{
    if (p->measuring) {
        p->y = p->top;
        return;
    }
    draw_margins(p);
    cairo_show_page(p->cr);
    p->page++;
    p->y = p->top;
}

static double paper_room(const struct paper *p)
{
    return p->height - p->bottom - p->y;
}

double paper_measure_width(const struct paper *p)
{
    return p->width - p->left - p->right;
}

void paper_space(struct paper *p, double height)
{
    p->y += height;
}

void paper_need(struct paper *p, double height)
{
    if (!p->measuring && paper_room(p) + 0.1 < height && p->y > p->top + 0.5)
        paper_new_page(p);
}

void paper_keep(struct paper *p, void (*draw)(struct paper *p, void *ctx), void *ctx)
{
    double y = p->y, most = p->height - p->bottom - p->top;
    bool before = p->measuring;
    p->measuring = true;
    draw(p, ctx);
    double height = p->y - y;
    p->measuring = before;
    p->y = y;
    if (p->measuring) {
        p->y = y + height;
        return;
    }
    paper_need(p, height);
    if (height <= most) {
        draw(p, ctx);
        return;
    }
    double scale = most / height;
    cairo_save(p->cr);
    cairo_translate(p->cr, p->left, p->top);
    cairo_scale(p->cr, scale, scale);
    cairo_translate(p->cr, -p->left, -p->top);
    p->measuring = false;
    double bottom = p->bottom;
    p->bottom = -1e9; /* no page break inside */
    draw(p, ctx);
    p->bottom = bottom;
    cairo_restore(p->cr);
    p->y = p->height - p->bottom;
}

/* ---- shapes ---------------------------------------------------------------------------------- */

void paper_line(struct paper *p, double x1, double y1, double x2, double y2, double thickness,
                uint32_t colour)
{
    if (p->measuring)
        return;
    set_colour(p->cr, colour);
    cairo_set_line_width(p->cr, thickness);
    cairo_move_to(p->cr, x1, y1);
    cairo_line_to(p->cr, x2, y2);
    cairo_stroke(p->cr);
}

void paper_box(struct paper *p, double x, double y, double w, double h, double thickness,
               uint32_t colour)
{
    if (p->measuring)
        return;
    set_colour(p->cr, colour);
    cairo_set_line_width(p->cr, thickness);
    cairo_rectangle(p->cr, x, y, w, h);
    cairo_stroke(p->cr);
}

void paper_fill(struct paper *p, double x, double y, double w, double h, uint32_t colour)
{
    if (p->measuring)
        return;
    set_colour(p->cr, colour);
    cairo_rectangle(p->cr, x, y, w, h);
    cairo_fill(p->cr);
}

/* ---- the file -------------------------------------------------------------------------------- */

static cairo_status_t to_file(void *ctx, const unsigned char *data, unsigned length)
{
    return fwrite(data, 1, length, ctx) == length ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

static cairo_status_t to_nowhere(void *ctx, const unsigned char *data, unsigned length)
{
    (void)ctx, (void)data, (void)length;
    return CAIRO_STATUS_SUCCESS;
}

/* Fonts of one document, given back with it: the default map would be kept for ever. */
static PangoContext *open_fonts(cairo_t *cr)
{
    PangoFontMap *map = pango_cairo_font_map_new();
    PangoContext *context = pango_font_map_create_context(map);
    g_object_unref(map);
    pango_cairo_update_context(cr, context);
    pango_context_set_language(context, pango_language_from_string("zh-cn"));
    return context;
}

/* Draws all pages; `pages` 0: to count them. Returns how many, 0 on failure. */
static int draw_pages(FILE *out, const struct paper_set_up *u, paper_document *document, void *ctx,
                      int pages)
{
    struct paper p = {.width = u->landscape ? A4_LONG : A4_SHORT,
                      .height = u->landscape ? A4_SHORT : A4_LONG,
                      .left = SIDE,
                      .right = SIDE,
                      .top = TOP,
                      .bottom = BOTTOM,
                      .y = TOP,
                      .page = 1,
                      .pages = pages,
                      .footer = u->footer ? u->footer : "",
                      .header = u->header ? u->header : "",
                      .bare = u->bare,
                      .words = u->words,
                      .ctx = ctx};
    cairo_surface_t *surface =
        cairo_pdf_surface_create_for_stream(out ? to_file : to_nowhere, out, p.width, p.height);
    char date[PLAIN_TIME], zone[2 * PLAIN_TIME];
    int64_t when = u->created_us > 0 ? u->created_us : 946656000000000;
    snprintf(zone, sizeof zone, "%s+08:00", plain_iso_date(when, date));
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, u->title);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "leitai");
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, zone);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, zone);
    p.cr = cairo_create(surface);
    p.fonts = open_fonts(p.cr);
    document(&p, ctx);
    draw_margins(&p);
    cairo_show_page(p.cr);
    bool good = cairo_status(p.cr) == CAIRO_STATUS_SUCCESS;
    g_object_unref(p.fonts);
    cairo_destroy(p.cr);
    cairo_surface_finish(surface);
    good &= cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(surface);
    return good ? p.page : 0;
}

int paper_count(const struct paper_set_up *set_up, paper_document *document, void *ctx)
{
    return draw_pages(NULL, set_up, document, ctx, 0);
}

static bool have_font(const char *name)
{
    PangoFontFamily **families;
    int count;
    bool found = false;
    PangoFontMap *map = pango_cairo_font_map_new();
    pango_font_map_list_families(map, &families, &count);
    for (int i = 0; i < count && !found; i++)
        found = strcmp(pango_font_family_get_name(families[i]), name) == 0;
    g_free(families);
    g_object_unref(map);
    return found;
}

bool paper_write(const char *path, const struct paper_set_up *set_up, paper_document *document,
                 void *ctx, struct report_error *e)
{
    struct outfile o;
    const struct words *w = set_up->words;
    if (!have_font("Noto Sans CJK SC") || !have_font("Noto Serif CJK SC"))
        return report_fail_text(e, TR(w, "没有中文字体 Noto CJK，写不了 PDF"),
                                TR(w, "安装 Debian 软件包 fonts-noto-cjk"));
    int pages = draw_pages(NULL, set_up, document, ctx, 0);
    if (!pages)
        return report_fail_memory(e, w);
    if (!outfile_open(&o, path, w, e))
        return false;
    bool drawn = draw_pages(o.file, set_up, document, ctx, pages) == pages;
    int error = errno;
    if (!outfile_close(&o, drawn, w, e))
        return drawn ? false : report_fail_file(e, w, path, error ? error : EIO);
    return true;
}
