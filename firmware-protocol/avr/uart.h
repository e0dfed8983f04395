/*
 * uart - bytes in through a ring, one frame out at a time. Every 0x00 received is stamped when it
 * arrives: it ends a frame, and its time is the t2 of a SYNC_REQ.
 */
#ifndef UART_H
#define UART_H

#include <stdbool.h>
#include <stdint.h>

extern volatile uint16_t uart_overruns;

void uart_init(uint32_t baud);

/* Next byte received; for 0x00 also when. */
bool uart_read(uint8_t *byte, uint32_t *arrived);

/* uart_read would give something. */
bool uart_waiting(void);

/* Everything has left, the last stop bit included. */
bool uart_idle(void);

/* Fill this while idle, LP_WIRE_MAX + 1 bytes, then start. With interrupts off the first byte
 * leaves at once. */
uint8_t *uart_buffer(void);
void uart_start(uint8_t n);

#endif
