/* inputs — the kernel's input devices as sysfs names them, which needs no permission; and whether
 * they may be read. */
#ifndef LEITAI_DEVICES_INPUTS_H
#define LEITAI_DEVICES_INPUTS_H

#include <stdbool.h>
#include <stddef.h>

enum input_what { INPUT_KEYBOARD, INPUT_KEYPAD, INPUT_GAMEPAD, INPUT_BUZZERS };

struct input_port {
    enum input_what what;
    char path[64];  /* /dev/input/eventN */
    char by_id[96]; /* name in /dev/input/by-id, "" */
    char name[128];
    int vid, pid;
    int error;      /* errno of opening it for reading, 0: readable */
    char group[32]; /* that may read it */
};

/* Those with keys a contestant or the host could press; how many, at most max. `root`: "" or the
 * directory that holds sys/ and dev/. */
size_t input_ports(const char *root, struct input_port *out, size_t max);

#endif
