#include "stage/window.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stage/window_internal.h"

static int64_t now_us(void)
{
    return (int64_t)((double)SDL_GetPerformanceCounter() * 1e6 /
                     (double)SDL_GetPerformanceFrequency());
}

/* ---- placing ---- */

/*
 * Display to use now, −1 = hide. The operator's window is shown wherever there is a screen; the
 * audience's only where it was meant to be, or on a screen of its own.
 */
static int choose(const struct window *w, const struct display *list, int count)
{
    int wished = displays_find(list, count, w->wish);
    if (wished >= 0 || (w->audience && w->wish[0]))
        return wished;
    for (int i = count - 1; w->audience && i >= 0; i--)
        if (count > 1 && strcmp(list[i].name, w->avoid) != 0 && (i > 0 || w->avoid[0]))
            return i;
    return count > 0 ? 0 : -1;
}

static void place(struct window *w, const struct display *d, int count)
{
    bool share = w->audience && count < 2; /* never cover the only screen with the audience's */
    memcpy(w->display, d->name, sizeof w->display);
    w->bounds = d->bounds;
    if (w->audience && !share && !w->wish[0]) /* from now on this is its display */
        memcpy(w->wish, d->name, sizeof w->wish);
    SDL_SetWindowFullscreen(w->output.window, 0);
    if (w->fullscreen && !share) {
        SDL_SetWindowBordered(w->output.window, SDL_FALSE);
        SDL_SetWindowPosition(w->output.window, d->bounds.x, d->bounds.y);
        SDL_SetWindowSize(w->output.window, d->bounds.w, d->bounds.h);
        SDL_SetWindowFullscreen(w->output.window, SDL_WINDOW_FULLSCREEN_DESKTOP);
    } else {
        SDL_SetWindowBordered(w->output.window, SDL_TRUE);
        SDL_SetWindowPosition(w->output.window, (int)SDL_WINDOWPOS_CENTERED_DISPLAY(d->index),
                              (int)SDL_WINDOWPOS_CENTERED_DISPLAY(d->index));
    }
    SDL_SetWindowAlwaysOnTop(w->output.window, w->audience && w->fullscreen && !share);
}

/* Puts the window where it belongs; hides it while its display is not there. */
static bool settle(struct window *w)
{
    struct display list[DISPLAYS_MAX];
    int count = displays_list(list), at = choose(w, list, count);
    if (at < 0) {
        if (w->hidden)
            return false;
        w->hidden = true;
        stage_say(&w->listener, w->display[0] ? STAGE_DISPLAY_LOST : STAGE_DISPLAY_ABSENT, "%s",
                  w->display[0] ? w->display : w->wish);
        w->lost_said = true;
        w->display[0] = 0;
        SDL_HideWindow(w->output.window);
        return false;
    }
    bool was_hidden = w->hidden;
    w->hidden = false;
    place(w, &list[at], count);
    if (was_hidden) {
        SDL_ShowWindow(w->output.window);
        if (w->lost_said)
            stage_say(&w->listener, STAGE_DISPLAY_BACK, "%s", w->display);
        w->lost_said = false;
    }
    window_spoil(w);
    return true;
}

/* ---- life ---- */

/* The seal, so that the window is found among others. */
static void set_icon(struct window *w)
{
    enum { SIDE = 64 };
    uint32_t pixels[SIDE * SIDE] = {0};
    struct draw_item items[1];
    struct draw_list d;
    struct canvas c;
    draw_list_init(&d, items, 1, NULL, 0, SIDE, SIDE, NULL);
    draw_icon(&d, SIDE / 2, SIDE / 2, SIDE, ICON_SEAL, paint(COLOUR_PAPER));
    canvas_init(&c, pixels, SIDE, SIDE, SIDE);
    painter_draw(w->painter, &c, &d);
    SDL_Surface *icon = SDL_CreateRGBSurfaceWithFormatFrom(pixels, SIDE, SIDE, 32, SIDE * 4,
                                                           SDL_PIXELFORMAT_RGB888);
    if (icon)
        SDL_SetWindowIcon(w->output.window, icon);
    SDL_FreeSurface(icon);
}

/* Sharp where the desktop has a scale. On Wayland SDL before 2.28 then asks for a scale of 0 as
 * soon as a display is unplugged, and the server ends the connection (SDL issue 9107). */
static uint32_t sharp(void)
{
    SDL_version v;
    SDL_GetVersion(&v);
    bool old = v.major == 2 && v.minor < 28;
    return old && strcmp(SDL_GetCurrentVideoDriver(), "wayland") == 0 ? 0
                                                                      : SDL_WINDOW_ALLOW_HIGHDPI;
}

struct window *window_create(struct painter *painter, struct images *images,
                             const struct window_want *want, const struct stage_listener *listener)
{
    struct window *w = calloc(1, sizeof *w);
    if (!w)
        return NULL;
    w->painter = painter;
    w->images = images;
    w->theme = want->theme;
    w->audience = want->audience;
    w->fullscreen = !want->windowed;
    w->area = want->area;
    w->area_set = want->area.w > 0 && want->area.h > 0;
    w->mix = 1;
    if (listener)
        w->listener = *listener;
    snprintf(w->wish, sizeof w->wish, "%s", want->display ? want->display : "");
    snprintf(w->avoid, sizeof w->avoid, "%s", want->avoid ? want->avoid : "");
    SDL_SetHint(SDL_HINT_WINDOW_NO_ACTIVATION_WHEN_SHOWN, want->audience ? "1" : "0");
    int width = want->width > 0 ? want->width : 1280,
        height = want->height > 0 ? want->height : 720;
    w->output = (struct output){.vsync = want->vsync, .software = want->software};
    w->output.window =
        SDL_CreateWindow(want->title, SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, width, height,
                         SDL_WINDOW_HIDDEN | SDL_WINDOW_RESIZABLE | sharp());
    if (!w->output.window || !output_open(&w->output)) {
        stage_say(listener, STAGE_WINDOW_FAILED, "%s", SDL_GetError());
        window_destroy(w);
        return NULL;
    }
    SDL_SetWindowMinimumSize(w->output.window, 1, 1);
    set_icon(w);
    if (settle(w))
        SDL_ShowWindow(w->output.window);
    return w;
}

void window_destroy(struct window *w)
{
    if (!w)
        return;
    output_close(&w->output);
    if (w->output.window)
        SDL_DestroyWindow(w->output.window);
    free(w->picture.pixels);
    free(w->kept);
    free(w->mixed);
    free(w);
}

/* ---- showing ---- */

void window_size(const struct window *w, int *width, int *height)
{
    output_size(&w->output, width, height);
    if (*width < 1 || *height < 1) { /* minimised: stay as it was */
        *width = w->picture.width;
        *height = w->picture.height;
    }
    if (w->area_set) {
        *width = w->area.w;
        *height = w->area.h;
    }
    *width = *width < 1 ? 1 : *width > 16384 ? 16384 : *width;
    *height = *height < 1 ? 1 : *height > 16384 ? 16384 : *height;
}

/* Pixels of the right size; a change of size forgets everything. */
static bool fit_picture(struct window *w)
{
    int width, height;
    window_size(w, &width, &height);
    if (w->picture.pixels && w->picture.width == width && w->picture.height == height)
        return true;
    free(w->picture.pixels);
    free(w->kept);
    free(w->mixed);
    w->kept = w->mixed = NULL;
    canvas_init(&w->picture, calloc((size_t)width * (size_t)height, 4), width, height, width);
    window_spoil(w);
    return w->picture.pixels != NULL;
}

static int64_t paint_damage(struct window *w, const struct draw_list *list, const struct damage *d)
{
    int64_t px = 0;
    if (w->theme)
        painter_set_theme(w->painter, w->theme);
    for (int i = 0; i < d->count; i++) {
        struct canvas c = w->picture;
        c.clip = d->area[i];
        painter_draw(w->painter, &c, list);
        px += (int64_t)d->area[i].w * d->area[i].h;
    }
    return px;
}

/* The blend of kept and new picture; false when there is nothing to blend. */
static bool blend(struct window *w, float mix, struct canvas *out)
{
    size_t n = (size_t)w->picture.width * (size_t)w->picture.height;
    if (!w->kept || mix >= 1)
        return false;
    if (!w->mixed)
        w->mixed = malloc(n * 4);
    if (!w->mixed)
        return false;
    canvas_mix(w->mixed, w->kept, w->picture.pixels, (int)n, (int)(mix * 256 + 0.5f));
    *out = w->picture;
    out->pixels = w->mixed;
    return true;
}

static void reopen(struct window *w)
{
    stage_say(&w->listener, STAGE_RENDERER_LOST, "%s", SDL_GetError());
    output_close(&w->output);
    output_open(&w->output);
}

static void send(struct window *w, const struct canvas *c, const struct damage *d, bool whole)
{
    int x = w->area_set ? w->area.x : 0, y = w->area_set ? w->area.y : 0;
    if (output_send(&w->output, c, x, y, d, whole))
        return;
    reopen(w);
    output_send(&w->output, c, x, y, d, true);
}

bool window_show(struct window *w, const struct draw_list *list, float mix)
{
    struct damage d;
    if (w->hidden || list->width <= 0 || list->height <= 0 || !fit_picture(w))
        return false;
    int64_t start = now_us();
    bool all = !w->memory.known;
    damage_find(&w->memory, list, w->picture.width, w->picture.height,
                w->images ? images_serial(w->images) : 0, &d);
    mix = mix < 0 ? 0 : mix > 1 || !w->kept ? 1 : mix;
    if (d.count == 0 && mix == w->mix)
        return false;
    w->figures.painted_px = paint_damage(w, list, &d);
    struct canvas out = w->picture;
    bool blended = blend(w, mix, &out);
    int64_t painted = now_us();
    send(w, &out, &d, all || blended || mix != w->mix);
    w->mix = mix;
    if (mix >= 1 && w->kept) { /* the fade is over: give the memory back */
        free(w->kept);
        free(w->mixed);
        w->kept = w->mixed = NULL;
    }
    w->figures.frames++;
    w->figures.paint_us = painted - start;
    w->figures.present_us = now_us() - painted;
    int64_t took = w->figures.paint_us + w->figures.present_us;
    w->figures.worst_us = took > w->figures.worst_us ? took : w->figures.worst_us;
    return true;
}

void window_keep(struct window *w)
{
    size_t bytes = (size_t)w->picture.width * (size_t)w->picture.height * 4;
    const uint32_t *shown = w->mix < 1 && w->mixed ? w->mixed : w->picture.pixels;
    if (!w->picture.pixels)
        return;
    uint32_t *kept = malloc(bytes);
    if (kept)
        memcpy(kept, shown, bytes);
    free(w->kept);
    w->kept = kept;
}

void window_spoil(struct window *w)
{
    damage_forget(&w->memory);
}

/* ---- events ---- */

static bool own_event(struct window *w, const SDL_WindowEvent *e)
{
    switch (e->event) {
    case SDL_WINDOWEVENT_MINIMIZED:
        if (w->audience && !w->hidden) /* no desktop may take the picture away */
            SDL_RestoreWindow(w->output.window);
        return false;
    case SDL_WINDOWEVENT_ENTER:
        SDL_ShowCursor(w->audience ? SDL_DISABLE : SDL_ENABLE);
        return false;
    case SDL_WINDOWEVENT_EXPOSED:
    case SDL_WINDOWEVENT_SHOWN:
    case SDL_WINDOWEVENT_RESTORED:
    case SDL_WINDOWEVENT_SIZE_CHANGED:
    case SDL_WINDOWEVENT_DISPLAY_CHANGED:
        window_spoil(w);
        return true;
    default:
        return false;
    }
}

/* On another display than meant, though full-screen: a window manager's idea after a replug. */
static bool misplaced(struct window *w, int index)
{
    if (!w->fullscreen || displays_simulated() ||
        SDL_GetWindowDisplayIndex(w->output.window) == index) {
        w->pulled = 0;
        return false;
    }
    return w->pulled++ < 3; /* a desktop that insists is not fought for ever */
}

bool window_check(struct window *w)
{
    struct display list[DISPLAYS_MAX];
    int count = displays_list(list), at = choose(w, list, count);
    if (at < 0) {
        if (w->hidden)
            return false;
        settle(w);
        return true;
    }
    bool moved = w->hidden || strcmp(list[at].name, w->display) != 0 ||
                 memcmp(&list[at].bounds, &w->bounds, sizeof w->bounds) != 0;
    return (moved || misplaced(w, list[at].index)) && settle(w);
}

bool window_event(struct window *w, const SDL_Event *event)
{
    switch (event->type) {
    case SDL_WINDOWEVENT:
        return event->window.windowID == window_id(w) && own_event(w, &event->window);
    case SDL_DISPLAYEVENT:
        return window_check(w);
    case SDL_RENDER_TARGETS_RESET:
        window_spoil(w);
        return true;
    case SDL_RENDER_DEVICE_RESET:
        reopen(w);
        window_spoil(w);
        return true;
    default:
        return false;
    }
}

void window_move(struct window *w, const char *display)
{
    snprintf(w->wish, sizeof w->wish, "%s", display ? display : "");
    settle(w);
}

void window_set_fullscreen(struct window *w, bool on)
{
    w->fullscreen = on;
    settle(w);
}

const char *window_display(const struct window *w)
{
    return w->display;
}

bool window_hidden(const struct window *w)
{
    return w->hidden;
}

void window_raise(struct window *w)
{
    SDL_RaiseWindow(w->output.window);
}

uint32_t window_id(const struct window *w)
{
    return SDL_GetWindowID(w->output.window);
}

const struct canvas *window_picture(const struct window *w)
{
    return &w->picture;
}

struct window_figures window_figures(const struct window *w)
{
    struct window_figures f = w->figures;
    f.hardware = w->output.renderer != NULL;
    return f;
}
