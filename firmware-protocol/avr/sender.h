/* sender - which frame leaves next. Everything is asked for here and built when the line is free.
 */
#ifndef SENDER_H
#define SENDER_H

#include <stdbool.h>
#include "leitai_proto.h"

void sender_hello(void);
void sender_status(void);

/* False: no room, tell the host BUSY. */
bool sender_sync(uint32_t token, uint32_t t2);
bool sender_answer(const struct lp_ack *ack);
bool sender_cfg_value(uint16_t key);

/* One frame at most; true if something was or should be sent. */
bool sender_poll(uint32_t now);

#endif
