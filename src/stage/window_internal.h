/* Shared by window.c and window_output.c. */
#ifndef STAGE_WINDOW_INTERNAL_H
#define STAGE_WINDOW_INTERNAL_H

#include "stage/damage.h"
#include "stage/window.h"

/* How pixels get onto the window. */
struct output {
    SDL_Window *window;
    SDL_Renderer *renderer; /* NULL: the window's surface */
    SDL_Texture *texture;
    int width, height; /* of the texture or surface */
    bool vsync, software;
};

struct window {
    struct output output;
    struct painter *painter;
    struct images *images;
    const struct theme *theme; /* NULL: the painter's */
    struct stage_listener listener;
    struct canvas picture; /* owned pixels */
    uint32_t *kept;        /* picture a cross-fade starts from, same size; NULL = none */
    uint32_t *mixed;
    float mix; /* shown last */
    struct area area;
    bool area_set, audience, fullscreen, hidden, lost_said;
    char wish[DISPLAY_NAME], avoid[DISPLAY_NAME];
    char display[DISPLAY_NAME];
    struct area bounds; /* of that display when it was placed */
    int pulled;         /* times it was brought back in a row */
    struct damage_memory memory;
    struct window_figures figures;
};

/* Opens a renderer if hardware is wanted and there. False only when the window is useless. */
bool output_open(struct output *o);
void output_close(struct output *o);

/* Size in px of what can be sent; 0 × 0 while minimised. */
void output_size(const struct output *o, int *width, int *height);

/*
 * Sends areas of a picture placed at (x, y), the rest black. False when the output was lost and
 * must be opened again.
 */
bool output_send(struct output *o, const struct canvas *c, int x, int y, const struct damage *d,
                 bool whole);

#endif
