/*
 * One window of the show: on the display of its name, full-screen there, or a plain window when
 * there is only one display. Shows draw lists; paints and sends only what changed.
 *
 * The picture lives in memory (so it survives a lost renderer, a resize, an unplugged cable) and is
 * sent through a renderer in step with the display, or straight to the window's surface where no
 * graphics hardware is. Nothing blocks but the wait for the display's next frame, and that only in
 * a window made with `vsync`. Main thread only.
 */
#ifndef STAGE_WINDOW_H
#define STAGE_WINDOW_H

#include <SDL.h>

#include "stage/displays.h"
#include "stage/painter.h"

struct window_want {
    const char *title;
    const char *display; /* wished display; "" = the operator's: the first, the audience's: the
                            last that is not `avoid` */
    const char *avoid;   /* display of the operator's window, "" unknown */
    bool audience;       /* no cursor, no decoration, above others, never takes the focus */
    bool windowed;       /* a plain window whatever the displays */
    bool vsync;
    bool software;             /* do not try graphics hardware */
    struct area area;          /* part of the display to use, px; w = 0: all of it */
    int width, height;         /* of a plain window; 0 = 1280 x 720 */
    const struct theme *theme; /* kept by the caller; NULL: the painter's as it is */
};

struct window;

/* Makes and shows it; NULL when that fails (said). Borrows the painter. */
struct window *window_create(struct painter *painter, struct images *images,
                             const struct window_want *want, const struct stage_listener *listener);
void window_destroy(struct window *w);

/* Size to lay out for, px of the display: the whole output or its `area`. At least 1 × 1. */
void window_size(const struct window *w, int *width, int *height);

/*
 * Shows a list. mix 0..1 blends it over the picture kept by window_keep (1 = the list alone).
 * Returns false when nothing had changed and nothing was sent, or when the window is hidden.
 */
bool window_show(struct window *w, const struct draw_list *list, float mix);

/* Keeps the picture now shown as the one a cross-fade starts from. */
void window_keep(struct window *w);

/* Paint everything next time (theme changed). */
void window_spoil(struct window *w);

/*
 * Give every SDL event to every window. True when the window's size changed or its picture must
 * be made anew: lay out and show again.
 */
bool window_event(struct window *w, const SDL_Event *event);

/*
 * To be called about once a second: notices displays that went or came where no event says so.
 * True as with window_event.
 */
bool window_check(struct window *w);

/* Another display at run time. */
void window_move(struct window *w, const char *display);

/* A plain window or full-screen (a key of the operator's). */
void window_set_fullscreen(struct window *w, bool on);

/* Brings the operator's window to the front, with the keyboard. */
void window_raise(struct window *w);

/* Name of the display it is on, "" when hidden because that display is gone. */
const char *window_display(const struct window *w);
bool window_hidden(const struct window *w);
uint32_t window_id(const struct window *w);

/* The picture as last painted, for photographs and stream; valid until the next call. */
const struct canvas *window_picture(const struct window *w);

struct window_figures {
    int64_t frames;     /* sent */
    int64_t paint_us;   /* last */
    int64_t present_us; /* last */
    int64_t painted_px; /* last */
    int64_t worst_us;   /* paint + present since the start */
    bool hardware;
};

struct window_figures window_figures(const struct window *w);

#endif
