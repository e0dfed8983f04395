/* Asks an X window to close, as a window manager does: a nested Weston unplugs that display then.
 * usage: unplug WINDOW */
#include <X11/Xlib.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    Display *d = argc > 1 ? XOpenDisplay(NULL) : NULL;
    if (!d)
        return 1;
    Window w = strtoul(argv[1], NULL, 0);
    XEvent e = {.xclient = {.type = ClientMessage, .window = w, .format = 32}};
    e.xclient.message_type = XInternAtom(d, "WM_PROTOCOLS", False);
    e.xclient.data.l[0] = (long)XInternAtom(d, "WM_DELETE_WINDOW", False);
    XSendEvent(d, w, False, 0, &e);
    XCloseDisplay(d);
    return 0;
}
