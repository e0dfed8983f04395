/* devices — what is plugged in, for `leitai devices`: serial ports, keyboards and handsets, and the
 * buzzer boxes that answer on them.
 *
 * For the person who sets up the hall: every line says what a thing is, whether leitai can use it,
 * and if not, what to do about it. Text that comes out of a device (names, serial numbers, what a
 * box says) is made harmless before it reaches the terminal.
 *
 * devices_show opens the ports, which makes Arduino boards start anew, and closes them when it
 * returns. Not while a show is running on them: then they are told as in use. One thread.
 */
#ifndef LEITAI_DEVICES_H
#define LEITAI_DEVICES_H

#include "box/boxes.h"
#include "words/words.h"

#include <signal.h>
#include <stdio.h>

struct pads; /* box/pads.h */

struct devices_options {
    const struct words *words;        /* NULL: Chinese */
    const struct boxes_config *boxes; /* of a stage; NULL: every USB serial port is asked */
    FILE *out;
    bool json;                         /* for programs, see json.h */
    bool watch;                        /* then presses, until *stop */
    const volatile sig_atomic_t *stop; /* may be NULL: never */
    const char *root;                  /* "" but in tests: where /sys and /dev are */
    int64_t patience_us;               /* how long boxes may take to answer; 0: 4 s */
    struct pads *pads;                 /* joysticks, NULL: none; `sweep` hears them */
    void (*sweep)(void *ctx);          /* called every 2 ms while one is played with */
    void *sweep_ctx;
};

/* 0: all that was found can be used; 1: something wants a hand (it says what). */
int devices_show(const struct devices_options *options);

#endif
