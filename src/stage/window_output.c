/* From the picture in memory to the window: a streaming texture, or the window's surface. */
#include <string.h>

#include "stage/window_internal.h"

/* GL that runs on the CPU is slower than copying: recognised by the name it gives itself. */
static bool draws_on_cpu(void)
{
    typedef const unsigned char *get_string(unsigned name);
    void *address = SDL_GL_GetProcAddress("glGetString");
    get_string *get = NULL;
    memcpy(&get, &address, sizeof get);
    const char *name = get ? (const char *)get(0x1F01 /* GL_RENDERER */) : NULL;
    return name && (strstr(name, "llvmpipe") || strstr(name, "softpipe") || strstr(name, "swrast"));
}

static bool is_hardware(SDL_Renderer *r)
{
    SDL_RendererInfo info;
    if (SDL_GetRendererInfo(r, &info) || !(info.flags & SDL_RENDERER_ACCELERATED))
        return false;
    return strncmp(info.name, "opengl", 6) != 0 || !draws_on_cpu();
}

bool output_open(struct output *o)
{
    if (o->software)
        return true;
    uint32_t flags = SDL_RENDERER_ACCELERATED | (o->vsync ? SDL_RENDERER_PRESENTVSYNC : 0);
    o->renderer = SDL_CreateRenderer(o->window, -1, flags);
    if (o->renderer && !is_hardware(o->renderer)) {
        SDL_DestroyRenderer(o->renderer);
        o->renderer = NULL;
    }
    if (!o->renderer)
        o->software = true;
    return true;
}

void output_close(struct output *o)
{
    if (o->texture)
        SDL_DestroyTexture(o->texture);
    if (o->renderer)
        SDL_DestroyRenderer(o->renderer);
    o->texture = NULL;
    o->renderer = NULL;
    o->width = o->height = 0;
}

void output_size(const struct output *o, int *width, int *height)
{
    *width = *height = 0;
    if (SDL_GetWindowFlags(o->window) & SDL_WINDOW_MINIMIZED)
        return;
    if (o->renderer && SDL_GetRendererOutputSize(o->renderer, width, height) == 0)
        return;
    SDL_GetWindowSizeInPixels(o->window, width, height);
}

static bool send_texture(struct output *o, const struct canvas *c, int x, int y,
                         const struct damage *d, bool whole)
{
    if (!o->texture || o->width != c->width || o->height != c->height) {
        if (o->texture)
            SDL_DestroyTexture(o->texture);
        o->texture = SDL_CreateTexture(o->renderer, SDL_PIXELFORMAT_RGB888,
                                       SDL_TEXTUREACCESS_STREAMING, c->width, c->height);
        o->width = c->width;
        o->height = c->height;
        whole = true;
    }
    if (!o->texture)
        return false;
    struct damage all = {1, {{0, 0, c->width, c->height}}};
    const struct damage *send = whole ? &all : d;
    for (int i = 0; i < send->count; i++) {
        SDL_Rect r = {send->area[i].x, send->area[i].y, send->area[i].w, send->area[i].h};
        const uint32_t *px = c->pixels + (long)r.y * c->stride + r.x;
        if (SDL_UpdateTexture(o->texture, &r, px, c->stride * 4))
            return false;
    }
    SDL_Rect to = {x, y, c->width, c->height};
    SDL_SetRenderDrawColor(o->renderer, 0, 0, 0, 255);
    if (SDL_RenderClear(o->renderer) || SDL_RenderCopy(o->renderer, o->texture, NULL, &to))
        return false;
    SDL_RenderPresent(o->renderer);
    return true;
}

static void copy_rows(SDL_Surface *to, const struct canvas *c, SDL_Rect r, int x, int y)
{
    for (int j = 0; j < r.h; j++) {
        uint8_t *row = (uint8_t *)to->pixels + (long)(r.y + y + j) * to->pitch + (r.x + x) * 4;
        memcpy(row, c->pixels + (long)(r.y + j) * c->stride + r.x, (size_t)r.w * 4);
    }
}

static bool send_surface(struct output *o, const struct canvas *c, int x, int y,
                         const struct damage *d, bool whole)
{
    SDL_Surface *s = SDL_GetWindowSurface(o->window);
    if (!s || s->w <= 0 || s->h <= 0)
        return s != NULL;
    if (s->w != o->width || s->h != o->height) {
        o->width = s->w;
        o->height = s->h;
        whole = true;
    }
    if (whole && (x || y || c->width < s->w || c->height < s->h))
        SDL_FillRect(s, NULL, 0);
    struct damage all = {1, {{0, 0, c->width, c->height}}};
    const struct damage *send = whole ? &all : d;
    struct area inside = {-x, -y, s->w, s->h};
    SDL_Rect sent[DAMAGE_AREAS];
    int count = 0;
    for (int i = 0; i < send->count; i++) {
        struct area a = area_cut(send->area[i], inside);
        if (area_empty(a))
            continue;
        SDL_Rect r = {a.x, a.y, a.w, a.h};
        if (s->format->BytesPerPixel == 4 && s->format->Rmask == 0xFF0000) {
            copy_rows(s, c, r, x, y);
        } else { /* an odd screen format: let SDL convert */
            SDL_Rect at = {r.x + x, r.y + y, r.w, r.h};
            SDL_Surface *from = SDL_CreateRGBSurfaceWithFormatFrom(
                c->pixels, c->width, c->height, 32, c->stride * 4, SDL_PIXELFORMAT_RGB888);
            SDL_BlitSurface(from, &r, s, &at);
            SDL_FreeSurface(from);
        }
        sent[count++] = (SDL_Rect){r.x + x, r.y + y, r.w, r.h};
    }
    if (whole)
        return SDL_UpdateWindowSurface(o->window) == 0;
    return count == 0 || SDL_UpdateWindowSurfaceRects(o->window, sent, count) == 0;
}

bool output_send(struct output *o, const struct canvas *c, int x, int y, const struct damage *d,
                 bool whole)
{
    return o->renderer ? send_texture(o, c, x, y, d, whole) : send_surface(o, c, x, y, d, whole);
}
