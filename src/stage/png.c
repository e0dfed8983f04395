#include "stage/png.h"

#include <SDL_image.h>
#include <stdio.h>
#include <stdlib.h>

bool stage_save_png(const struct canvas *c, const char *path, char *why, size_t cap)
{
    SDL_Surface *s = SDL_CreateRGBSurfaceWithFormatFrom(c->pixels, c->width, c->height, 32,
                                                        c->stride * 4, SDL_PIXELFORMAT_RGB888);
    bool ok = s && IMG_SavePNG(s, path) == 0;
    if (!ok)
        snprintf(why, cap, "%s: %s", path, SDL_GetError());
    SDL_FreeSurface(s);
    return ok;
}

bool stage_render_png(struct painter *p, const struct draw_list *list, int w, int h,
                      const char *path, char *why, size_t cap)
{
    struct canvas c;
    uint32_t *pixels = w > 0 && h > 0 ? calloc((size_t)w * (size_t)h, 4) : NULL;
    if (!pixels) {
        snprintf(why, cap, "%s: no memory for %d x %d px", path, w, h);
        return false;
    }
    canvas_init(&c, pixels, w, h, w);
    painter_draw(p, &c, list);
    bool ok = stage_save_png(&c, path, why, cap);
    free(pixels);
    return ok;
}
