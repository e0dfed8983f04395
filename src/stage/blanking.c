#include "stage/blanking.h"

#include "stage/x_server.h"

#include <X11/extensions/dpms.h>
#include <X11/extensions/scrnsaver.h>

static bool held;

void blanking_hold(void)
{
    int event, error, major = 0, minor = 0;
    Display *d = x_server();
    if (held || !d)
        return;
    held = XScreenSaverQueryExtension(d, &event, &error) &&
           XScreenSaverQueryVersion(d, &major, &minor) && (major > 1 || (major == 1 && minor >= 1));
    if (held)
        XScreenSaverSuspend(d, True);
    XSync(d, False);
}

void blanking_release(void)
{
    if (held && x_server()) {
        XScreenSaverSuspend(x_server(), False);
        XSync(x_server(), False);
    }
    held = false;
}

static int sooner(int a, int b)
{
    return a && (!b || a < b) ? a : b;
}

/* The shortest of the monitor's three times, 0 when it is off or unknown to the server. */
static int power_s(Display *d)
{
    int event, error;
    CARD16 level, standby, suspend, off;
    BOOL on = False;
    if (!DPMSQueryExtension(d, &event, &error) || !DPMSCapable(d) || !DPMSInfo(d, &level, &on) ||
        !on || !DPMSGetTimeouts(d, &standby, &suspend, &off))
        return 0;
    return sooner(sooner(standby, suspend), off);
}

struct blanking blanking_state(void)
{
    Display *d = x_server();
    struct blanking b = {.asked = d != NULL, .held = held};
    int interval, prefer, allow;
    if (!d)
        return b;
    XGetScreenSaver(d, &b.saver_s, &interval, &prefer, &allow);
    b.saver_s = b.saver_s > 0 ? b.saver_s : 0;
    b.power_s = power_s(d);
    return b;
}
