/* round - ARM and LOCK: which flags a press gets. The box never refuses a press. */
#ifndef ROUND_H
#define ROUND_H

#include <stdint.h>
#include "leitai_proto.h"

enum lp_error round_arm(const struct lp_arm *arm);
enum lp_error round_lock(const struct lp_lock *lock, uint32_t now);

/* Latches what has come to pass; at least every ten minutes. */
void round_poll(uint32_t now);

/* Flags of a press at t, as far as ARM and LOCK decide them. */
uint8_t round_flags(uint8_t button, uint32_t t);

/* A press got LP_PRESS_FIRST: the next one will not. */
void round_first_taken(void);

uint16_t round_number(void);
uint16_t round_debounce_us(void);
enum lp_state round_state(uint32_t now);

#endif
