#include "uart.h"
#include <avr/interrupt.h>
#include <avr/io.h>
#include "clock.h"
#include "leitai_proto.h"

#define RING  128 /* powers of two */
#define ZEROS 8

static uint8_t ring[RING];
static volatile uint8_t head, tail;
static struct stamp zeros[ZEROS]; /* of the 0x00 bytes in the ring, in order */
static volatile uint8_t zero_head, zero_tail;

static uint8_t frame[LP_WIRE_MAX + 1];
static volatile uint8_t frame_n, frame_at;
static volatile bool line_free = true;

volatile uint16_t uart_overruns;

ISR(USART_RX_vect)
{
    uint8_t status = UCSR0A;
    uint8_t byte = UDR0;
    uint8_t next = (head + 1) & (RING - 1);
    if (status & _BV(DOR0))
        uart_overruns++;
    if (next == tail) {
        uart_overruns++;
        return;
    }
    if (byte == 0) {
        uint8_t zero_next = (zero_head + 1) & (ZEROS - 1);
        if (zero_next == zero_tail) {
            uart_overruns++;
            return;
        }
        clock_stamp(&zeros[zero_head]);
        zero_head = zero_next;
    }
    ring[head] = byte;
    head = next;
}

ISR(USART_UDRE_vect)
{
    UDR0 = frame[frame_at++];
    if (frame_at == frame_n)
        UCSR0B &= (uint8_t)~_BV(UDRIE0);
}

/* Enabled not for its own sake, but to wake the main loop: the next frame may go. */
ISR(USART_TX_vect)
{
    if (frame_at == frame_n)
        line_free = true;
}

void uart_init(uint32_t baud)
{
    UCSR0A = _BV(U2X0);
    /* Double speed, rounded to the nearest divider: 115200 becomes 117647, 250000 is exact. */
    UBRR0 = (uint16_t)((F_CPU / 8 + baud / 2) / baud - 1);
    UCSR0C = _BV(UCSZ01) | _BV(UCSZ00);
    UCSR0B = _BV(RXCIE0) | _BV(TXCIE0) | _BV(RXEN0) | _BV(TXEN0);
}

bool uart_read(uint8_t *byte, uint32_t *arrived)
{
    if (tail == head)
        return false;
    *byte = ring[tail];
    if (*byte == 0) {
        *arrived = clock_of(&zeros[zero_tail]);
        zero_tail = (zero_tail + 1) & (ZEROS - 1);
    }
    tail = (tail + 1) & (RING - 1);
    return true;
}

bool uart_waiting(void)
{
    return tail != head;
}

bool uart_idle(void)
{
    return line_free;
}

uint8_t *uart_buffer(void)
{
    return frame;
}

/* The first byte goes straight into the empty transmitter: no interrupt stands between the
 * caller's clock and the wire. */
void uart_start(uint8_t n)
{
    frame_n = n;
    frame_at = 1;
    line_free = false;
    UDR0 = frame[0];
    if (n > 1)
        UCSR0B |= _BV(UDRIE0);
}
