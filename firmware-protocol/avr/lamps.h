/* lamps - what LAMP and IDENTIFY ask for. The box lights nothing by itself. */
#ifndef LAMPS_H
#define LAMPS_H

#include "leitai_proto.h"

enum lp_error lamps_set(const struct lp_lamp *lamp, uint32_t now);
void lamps_identify(uint8_t seconds, uint32_t now);

/* Drives the pins; call often. */
void lamps_poll(uint32_t now);

uint8_t lamps_lit(void); /* lit or blinking */

#endif
