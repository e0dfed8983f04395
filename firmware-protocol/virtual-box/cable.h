/*
 * cable - one direction of a cable: what goes in comes out later, in order.
 *
 * The caller's memory, no clock, no I/O. A full cable refuses (and the bytes are lost, as on a
 * UART without flow control).
 */
#ifndef CABLE_H
#define CABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CABLE_SLOTS 128
#define CABLE_CHUNK 72 /* a frame and a little */

struct cable_chunk {
    int64_t due_us;
    uint8_t n;
    uint8_t data[CABLE_CHUNK];
};

struct cable {
    struct cable_chunk chunks[CABLE_SLOTS];
    unsigned first, count;
    int64_t last_due_us; /* nothing overtakes */
};

void cable_init(struct cable *cable);

/* n <= CABLE_CHUNK. due_us: when the last byte arrives; moved behind what is already under way. */
bool cable_put(struct cable *cable, int64_t due_us, const uint8_t *data, size_t n);

/* The oldest chunk if it has arrived by now_us, else NULL. Valid until the next call. */
const struct cable_chunk *cable_take(struct cable *cable, int64_t now_us);

/* When cable_take will have something; INT64_MAX: nothing under way. */
int64_t cable_next_due(const struct cable *cable);

#endif
