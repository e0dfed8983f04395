#include "crash.h"

#include "keypad/keypad.h"

uint32_t fingers_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static int put(unsigned char *out, int n, enum key key)
{
    out[n] = (unsigned char)key;
    return n + 1;
}

int fingers_keys(uint32_t *random, int phase, unsigned char out[8])
{
    uint32_t r = fingers_random(random) % 100;
    int n = 0;
    enum key digit = (enum key)(KEY_1 + fingers_random(random) % 9);
    if (r < 8)
        return put(out, 0, KEY_DOT);
    if (r < 14) /* redo */
        return put(out, put(out, 0, KEY_STAR), KEY_7);
    if (r < 24)
        return put(out, 0, (enum key)(fingers_random(random) % KEY_COUNT));
    if (r < 27) { /* points by hand: + 5 for a seat, with a reason */
        n = put(out, put(out, 0, KEY_STAR), KEY_1);
        n = put(out, put(out, n, digit), KEY_ENTER);
        n = put(out, put(out, n, KEY_5), KEY_ENTER);
        return put(out, n, KEY_1);
    }
    if (r < 29) { /* the round ends early */
        n = put(out, put(out, 0, KEY_STAR), KEY_STAR);
        return put(out, put(out, n, KEY_1), KEY_1);
    }
    switch (phase) {
    case PHASE_ANSWER:
        return put(out, 0, r < 55 ? KEY_PLUS : r < 75 ? KEY_MINUS : r < 90 ? digit : KEY_ENTER);
    case PHASE_OPEN:
    case PHASE_READ:
        if (r < 45) {
            n = put(out, put(out, 0, KEY_8), digit);
            return put(out, n, KEY_ENTER);
        }
        return put(out, 0, r < 50 ? KEY_0 : KEY_ENTER);
    case PHASE_SELECT:
        return put(out, 0, r < 60 ? (enum key)(KEY_1 + r % 3) : KEY_ENTER);
    default:
        return put(out, put(out, 0, KEY_ENTER), KEY_ENTER);
    }
}
