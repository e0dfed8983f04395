#include "stage/x_server.h"

#include <X11/extensions/Xrandr.h>
#include <stdio.h>

static Display *server;

void x_server_open(void)
{
    if (!server)
        server = XOpenDisplay(NULL);
}

void x_server_close(void)
{
    if (server)
        XCloseDisplay(server);
    server = NULL;
}

Display *x_server(void)
{
    return server;
}

/* False: it is off, or nothing is plugged in. */
static bool output_on(XRRScreenResources *all, RROutput id, struct x_output *out)
{
    XRROutputInfo *o = XRRGetOutputInfo(server, all, id);
    XRRCrtcInfo *c = o && o->crtc && o->connection != RR_Disconnected
                         ? XRRGetCrtcInfo(server, all, o->crtc)
                         : NULL;
    bool on = c && c->mode && c->width && c->height;
    if (on) {
        snprintf(out->name, sizeof out->name, "%.*s", o->nameLen, o->name);
        out->bounds = (struct area){c->x, c->y, (int)c->width, (int)c->height};
    }
    if (c)
        XRRFreeCrtcInfo(c);
    if (o)
        XRRFreeOutputInfo(o);
    return on;
}

int x_outputs(struct x_output *out, int cap)
{
    int event, error, major, minor, n = 0;
    if (!server || !XRRQueryExtension(server, &event, &error) ||
        !XRRQueryVersion(server, &major, &minor) || (major == 1 && minor < 3))
        return -1;
    XRRScreenResources *all = XRRGetScreenResourcesCurrent(server, DefaultRootWindow(server));
    if (!all)
        return -1;
    for (int i = 0; i < all->noutput && n < cap; i++)
        n += output_on(all, all->outputs[i], &out[n]);
    XRRFreeScreenResources(all);
    return n;
}
