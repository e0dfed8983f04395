/* session - signed frames (PROTOCOL.md 11), for a box that has been given a secret. */
#ifndef SESSION_H
#define SESSION_H

#include <stdbool.h>
#include <stdint.h>
#include "leitai_proto.h"

/* After identity_load. */
void session_init(void);

/* A HELLO_REQ has come: its nonce, and both counters from 0. */
void session_begin(const uint8_t *nonce);

/* May be obeyed: signed as it must be, or not signed where there is no secret. */
bool session_genuine(const struct lp_frame *frame);

bool session_has_secret(void);

/* Our frames are signed from now on. */
bool session_signs(void);

/* Signs if it must; seq is set then. The counter moves with session_sent only, since a frame may be
 * thrown away after all. */
void session_sign(struct lp_frame *frame);
void session_sent(void);

#endif
