/* describe - a frame as one line of text, for truth logs and people: "PRESS seq=4 t=123 ev_no=1".
 */
#ifndef DESCRIBE_H
#define DESCRIBE_H

#include <stddef.h>
#include <stdint.h>
#include "leitai_proto.h"

void describe_frame(const struct lp_frame *frame, char *out, size_t cap);

/* One frame as it goes over the wire, final 0x00 included. */
void describe_wire(const uint8_t *wire, uint8_t n, char *out, size_t cap);

#endif
