/* Xlib ends the program at the first protocol error. A window that is gone a moment before a
 * message reaches it, or a display that is unplugged between two calls, is no reason to end a show.
 */
#include "stage/displays.h"

#include <X11/Xlib.h>
#include <stdio.h>

static int tolerate(Display *display, XErrorEvent *e)
{
    static unsigned long count;
    if (count++ < 5) { /* for the log; after five it is known */
        char text[80];
        XGetErrorText(display, e->error_code, text, sizeof text);
        fprintf(stderr, "leitai: X: %s (request %d), the show goes on\n", text, e->request_code);
    }
    return 0;
}

void stage_tolerate_x_errors(void)
{
    XSetErrorHandler(tolerate); /* without X nobody ever calls it */
}
