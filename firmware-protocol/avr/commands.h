/* commands - what the host says. */
#ifndef COMMANDS_H
#define COMMANDS_H

#include <stdbool.h>
#include <stdint.h>

extern uint16_t commands_broken; /* frames thrown away */

void commands_init(void);

/* Works off all bytes received; true if there were any. */
bool commands_poll(uint32_t now);

/* Nothing valid for 3 s, or ever. */
bool commands_host_silent(uint32_t now);

#endif
