/* A faulty document with its faults framed and numbered. */
#include "report/print_internal.h"

#include <string.h>

enum { MARK = 0xC62828 };

static cairo_surface_t *load_png(const struct folder *f, const char *media)
{
    char path[2048];
    size_t n = strlen(media);
    if (!f->dir[0] || n < 4 || strcmp(media + n - 4, ".png") != 0 ||
        (size_t)snprintf(path, sizeof path, "%s/%s", f->dir, media) >= sizeof path)
        return NULL;
    cairo_surface_t *image = cairo_image_surface_create_from_png(path);
    if (cairo_surface_status(image) == CAIRO_STATUS_SUCCESS)
        return image;
    cairo_surface_destroy(image);
    return NULL;
}

static void mark_fault(struct paper *p, const struct fault *f, int number, double x, double y,
                       double scale)
{
    static const struct paper_style style = {
        .size = 9, .bold = true, .align = PAPER_CENTRE, .colour = 0xFFFFFF, .line = 1.2};
    char text[12];
    double side = 13, fx = x + f->x * scale, fy = y + f->y * scale;
    paper_box(p, fx, fy, f->w * scale, f->h * scale, 1.4, MARK);
    paper_fill(p, fx - side / 2, fy - side / 2, side, side, MARK);
    snprintf(text, sizeof text, "%d", number);
    paper_text_at(p, &style, fx - side / 2, fy - side / 2 + 1, side, text);
}

double print_picture(struct paper *p, const struct folder *f, const struct question *q, double x,
                     double y, double width, double most)
{
    cairo_surface_t *image = load_png(f, q->media);
    if (!image)
        return 0;
    double w = cairo_image_surface_get_width(image), h = cairo_image_surface_get_height(image);
    double scale = width / w < most / h ? width / w : most / h;
    x += (width - w * scale) / 2;
    if (!p->measuring) {
        cairo_save(p->cr);
        cairo_translate(p->cr, x, y);
        cairo_scale(p->cr, scale, scale);
        cairo_set_source_surface(p->cr, image, 0, 0);
        cairo_paint(p->cr);
        cairo_restore(p->cr);
        paper_box(p, x, y, w * scale, h * scale, 0.5, 0x9AA5BD);
        for (int i = 0; i < q->fault_count; i++)
            if (q->faults[i].w > 0)
                mark_fault(p, &q->faults[i], i + 1, x, y, scale);
    }
    cairo_surface_destroy(image);
    return h * scale;
}
