/*
 * What changed between two draw lists: the areas that must be painted again.
 *
 * Keeps a hash and the reach of every item of the list drawn last. Items that are in both lists,
 * in the same order, are unchanged; the reach of all others is damaged. Pure but for its memory
 * (about 40 KB, inside the struct).
 */
#ifndef STAGE_DAMAGE_H
#define STAGE_DAMAGE_H

#include "layout/draw.h"
#include "stage/canvas.h"

enum { DAMAGE_AREAS = 12 };

struct damage {
    int count;
    struct area area[DAMAGE_AREAS]; /* disjoint in what they must cover, may overlap a little */
};

struct damage_memory {
    bool known; /* false: everything is damaged */
    int count, width, height;
    unsigned images;
    uint64_t hash[DRAW_ITEMS_MAX];
    struct area reach[DRAW_ITEMS_MAX];
};

/* Forget what is on screen: the next list is wholly damaged. */
void damage_forget(struct damage_memory *m);

/*
 * Areas of a width × height target that differ from the list before, and remembers this one.
 * `images`: images_serial, a change of which damages every picture.
 */
void damage_find(struct damage_memory *m, const struct draw_list *list, int width, int height,
                 unsigned images, struct damage *out);

#endif
