/* grab — the host's keypad as a device of its own, whatever window has the focus.
 *
 * stage.yaml names it (keypad: {device: …}): its name under /dev/input/by-id, a path, or part of
 * what it calls itself. It is grabbed, so no desktop and no other program hears it, and no other
 * keyboard is listened to while it is there. Presses carry the kernel's time. When it is unplugged
 * the keys of the windows count again, until it comes back.
 *
 * A thread of its own reads it; create and destroy on the main thread.
 */
#ifndef LEITAI_RUN_GRAB_H
#define LEITAI_RUN_GRAB_H

#include "keypad/keypad.h"

#include <stdbool.h>
#include <stdint.h>

struct grab;
struct keymap;

enum { GRAB_NOT_TRIED = -1 };

struct grab_want {
    const char *device;
    const struct keymap *keys; /* kept until destroy */
    /* Both on the grab's thread. `press`: a key went down, CLOCK_MONOTONIC µs; auto-repeat is
     * dropped. `news`: grab_error changed. */
    void (*press)(void *ctx, enum key key, int64_t mono_us);
    void (*news)(void *ctx);
    void *ctx;
};

struct grab *grab_create(const struct grab_want *want); /* NULL without memory or thread */
void grab_destroy(struct grab *g);                      /* accepts NULL */

bool grab_holds(const struct grab *g); /* NULL: false */
/* errno of the last try, 0 while it holds, GRAB_NOT_TRIED before the first. */
int grab_error(const struct grab *g);

/* SDL scancode of a kernel key code, 0 unknown. Pure. */
int grab_scancode(unsigned code);

#endif
