/* A faulty document with its faults framed and numbered. */
#include "report/print_internal.h"

#include <SDL_image.h>

#include <string.h>

enum { MARK = 0xC62828 };

/* Pixels as cairo wants them: each colour times its alpha. */
static void copy_pixels(const SDL_Surface *from, cairo_surface_t *to)
{
    unsigned char *out = cairo_image_surface_get_data(to);
    int stride = cairo_image_surface_get_stride(to);
    for (int y = 0; y < from->h; y++) {
        const uint32_t *row = (const void *)((const unsigned char *)from->pixels + y * from->pitch);
        uint32_t *line = (void *)(out + (ptrdiff_t)y * stride);
        for (int x = 0; x < from->w; x++) {
            uint32_t p = row[x], a = p >> 24;
            line[x] = a << 24 | (p >> 16 & 255) * a / 255 << 16 | (p >> 8 & 255) * a / 255 << 8 |
                      (p & 255) * a / 255;
        }
    }
    cairo_surface_mark_dirty(to);
}

/* A JPEG goes into the PDF as it is: not a pixel is lost, and the file stays small. */
static void keep_jpeg(cairo_surface_t *to, const char *path)
{
    unsigned char head[2] = {0};
    size_t size = 0;
    unsigned char *bytes = SDL_LoadFile(path, &size);
    if (bytes && size > sizeof head)
        memcpy(head, bytes, sizeof head);
    if (head[0] != 0xFF || head[1] != 0xD8 ||
        cairo_surface_set_mime_data(to, CAIRO_MIME_TYPE_JPEG, bytes, size, SDL_free, bytes) !=
            CAIRO_STATUS_SUCCESS)
        SDL_free(bytes);
}

/* NULL: it is no picture, or can't be read. */
static cairo_surface_t *load_picture(const struct folder *f, const char *media)
{
    char path[2048];
    if (!f->dir[0] || (size_t)snprintf(path, sizeof path, "%s/%s", f->dir, media) >= sizeof path)
        return NULL;
    SDL_Surface *raw = IMG_Load(path);
    SDL_Surface *plain = raw ? SDL_ConvertSurfaceFormat(raw, SDL_PIXELFORMAT_ARGB8888, 0) : NULL;
    SDL_FreeSurface(raw);
    if (!plain)
        return NULL;
    cairo_surface_t *image = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, plain->w, plain->h);
    if (cairo_surface_status(image) == CAIRO_STATUS_SUCCESS) {
        copy_pixels(plain, image);
        keep_jpeg(image, path);
    }
    SDL_FreeSurface(plain);
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
    cairo_surface_t *image = load_picture(f, q->media);
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
