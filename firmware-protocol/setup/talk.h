/*
 * talk - one box at the end of one cable, asked and told one thing at a time. For the workshop: it
 * waits for each answer, which a host in a show never does. Errors are texts for people, in `why`.
 */
#ifndef TALK_H
#define TALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "leitai_proto.h"

struct talk {
    int fd;
    struct lp_decoder decoder;
    bool has_key; /* of a box that signs already */
    bool secured; /* its HELLO was signed with that key */
    struct lp_session session;
    uint32_t tx_counter, rx_next;
    uint8_t seq;
    struct lp_hello hello;
    char why[160];
};

/* Opens the port; a terminal is made raw and set to `baud`. Call talk_close in any case. */
bool talk_open(struct talk *talk, const char *path, unsigned baud);
void talk_close(struct talk *talk);

/* Asks who is there, for as long as an Arduino needs to start; into talk->hello. key: NULL, or the
 * secret that the box has now. */
bool talk_hello(struct talk *talk, const uint8_t *key);

/* CFG_SET and its ACK; repeated while there is none, or the box is busy. */
bool talk_set(struct talk *talk, uint16_t key, uint32_t value);

#endif
