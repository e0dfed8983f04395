/*
 * The X server asked directly, for what SDL does not tell: outputs and their names. A connection of
 * our own; nothing here without one (Wayland, no display). Private to this room; main thread.
 */
#ifndef STAGE_X_SERVER_H
#define STAGE_X_SERVER_H

#include <X11/Xlib.h>
#include <stdbool.h>

#include "stage/displays.h"

void x_server_open(void);
void x_server_close(void);
Display *x_server(void); /* NULL: none */

/* An output that shows a picture now. */
struct x_output {
    char name[DISPLAY_NAME]; /* "HDMI-2" */
    struct area bounds;
};

/* How many there are, at most `cap`; −1: the server does not tell. One round trip, no probing. */
int x_outputs(struct x_output *out, int cap);

#endif
