/*
 * Blanking: whether the X server means to turn the screens dark for want of keys, and the hold that
 * keeps it from doing so. A hold covers the screen saver and the power saving of the monitors
 * (DPMS) of the server itself; what a desktop does of its own accord SDL asks it not to do.
 *
 * The server takes the hold back when the program ends, however it ends, and everything is as it
 * was. stage_video_init takes it. Main thread only.
 */
#ifndef STAGE_BLANKING_H
#define STAGE_BLANKING_H

#include <stdbool.h>

struct blanking {
    bool asked;           /* false: no X server to be asked (Wayland, no display) */
    bool held;            /* it does not happen during this show */
    int saver_s, power_s; /* after how many seconds else, 0 never */
};

/* Nothing happens without an X server. */
void blanking_hold(void);
void blanking_release(void);

/* As it is now. */
struct blanking blanking_state(void);

#endif
