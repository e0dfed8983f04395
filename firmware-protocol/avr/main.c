/* The reference buzzer box: PROTOCOL.md on an ATmega328P. One loop; interrupts only take notes. */
#include <avr/interrupt.h>
#include <avr/sleep.h>
#include "board.h"
#include "buttons.h"
#include "clock.h"
#include "commands.h"
#include "edges.h"
#include "identity.h"
#include "lamps.h"
#include "round.h"
#include "sender.h"
#include "session.h"
#include "uart.h"

#define BEACON_US 1000000

static void beacon(uint32_t now)
{
    static uint32_t last;
    if (now - last < BEACON_US)
        return;
    last = now;
    if (commands_host_silent(now))
        sender_hello();
    else
        sender_status();
}

/* What came after the last look ends the sleep at once: sei takes effect after the next
 * instruction, so nothing can slip in between. */
static void sleep_until_interrupt(void)
{
    cli();
    if (!edges_waiting() && !uart_waiting()) {
        sleep_enable();
        sei();
        sleep_cpu();
        sleep_disable();
    }
    sei();
}

int main(void)
{
    board_init();
    identity_load();
    session_init();
    clock_init();
    edges_init();
    uart_init(identity.baud);
    buttons_init();
    commands_init();
    set_sleep_mode(SLEEP_MODE_IDLE);
    sei();
    sender_hello();
    for (;;) {
        bool busy = buttons_poll();
        uint32_t now = clock_now();
        round_poll(now);
        busy |= commands_poll(now);
        lamps_poll(now);
        beacon(now);
        busy |= sender_poll(now);
        if (!busy)
            sleep_until_interrupt();
    }
}
