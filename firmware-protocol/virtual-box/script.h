/*
 * script - what a person or a test orders the virtual boxes to do, one line each.
 *
 *   [SECONDS] press BOX[.BUTTON]      down, and up 120 ms later
 *   [SECONDS] hold|release BOX[.BUTTON]
 *   [SECONDS] stuck|unstick BOX[.BUTTON]
 *   [SECONDS] drop|corrupt|duplicate N [BOX]   the next N frames to the host
 *   [SECONDS] deaf N [BOX]            the next N reads from the host are lost
 *   [SECONDS] delay BOX MS            every frame to the host from now on; 0 ends it
 *   [SECONDS] stall BOX MS            the box does nothing but see its contacts
 *   [SECONDS] reboot BOX
 *   [SECONDS] hangup BOX SECONDS      the cable is out for so long
 *   [SECONDS] flood BOX SECONDS       LOG lines and presses without end
 *   [SECONDS] forge BOX[.BUTTON]      somebody else sends a PRESS in its name, unsigned and signed
 *                                     with another secret
 *   [SECONDS] replay BOX              somebody else sends again what it has sent last
 *   [SECONDS] quit
 *
 * BOX counts from 1, 0 or nothing where it is optional: all. BUTTON counts from 1. SECONDS count
 * from the start of the program; without them a line is meant now. # begins a comment.
 */
#ifndef SCRIPT_H
#define SCRIPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum verb {
    VERB_PRESS,
    VERB_HOLD,
    VERB_RELEASE,
    VERB_STUCK,
    VERB_UNSTICK,
    VERB_DROP,
    VERB_CORRUPT,
    VERB_DUPLICATE,
    VERB_DEAF,
    VERB_DELAY,
    VERB_STALL,
    VERB_REBOOT,
    VERB_HANGUP,
    VERB_FLOOD,
    VERB_FORGE,
    VERB_REPLAY,
    VERB_QUIT,
};

#define SCRIPT_NOW (-1.0)

struct order {
    enum verb verb;
    double at_s;    /* SCRIPT_NOW, or since the start */
    int box;        /* 1.., 0 = all */
    uint8_t button; /* 0.. as on the wire */
    double amount;  /* N, milliseconds or seconds */
};

/* 1: an order; 0: an empty line; -1: not understood, *why is a text to show. */
int script_parse(const char *line, struct order *order, const char **why);

/* A whole file, on the heap; sorted by at_s (lines without one: 0). NULL and a message in
 * why[cap] on failure. free() it. */
struct order *script_load(const char *path, size_t *count, char *why, size_t cap);

#endif
