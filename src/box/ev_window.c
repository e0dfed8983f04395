#include "box/ev_window.h"

#include <string.h>

void ev_window_start(struct ev_window *w, uint16_t done)
{
    memset(w, 0, sizeof *w);
    w->done = done;
}

bool ev_window_covers(const struct ev_window *w, uint16_t ev_no)
{
    return (int16_t)(uint16_t)(ev_no - w->done) <= 0;
}

bool ev_window_has(const struct ev_window *w, uint16_t ev_no)
{
    if (ev_window_covers(w, ev_no))
        return true;
    unsigned i = (uint16_t)(ev_no - w->done - 1);
    return i < EV_WINDOW && ((w->ahead[i / 64] >> (i % 64)) & 1);
}

static void slide(struct ev_window *w)
{
    w->done++;
    for (int i = 0; i < EV_WINDOW / 64; i++) {
        w->ahead[i] >>= 1;
        if (i + 1 < EV_WINDOW / 64)
            w->ahead[i] |= w->ahead[i + 1] << 63;
    }
}

void ev_window_put(struct ev_window *w, uint16_t ev_no)
{
    if (ev_window_covers(w, ev_no))
        return;
    if ((uint16_t)(ev_no - w->done) > 2 * EV_WINDOW)
        ev_window_start(w, (uint16_t)(ev_no - EV_WINDOW));
    while ((uint16_t)(ev_no - w->done) > EV_WINDOW)
        slide(w);
    unsigned i = (uint16_t)(ev_no - w->done - 1);
    w->ahead[i / 64] |= UINT64_C(1) << (i % 64);
    while (w->ahead[0] & 1)
        slide(w);
}
