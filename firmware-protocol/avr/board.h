/*
 * board - which pin is what on an Arduino Uno or Nano (ATmega328P, 16 MHz).
 *
 *   button 0..5   D2..D7   PD2..PD7     to ground, internal pull-up
 *   button 6, 7   D8, D9   PB0, PB1
 *   lamp   0..3   D10..D13 PB2..PB5     high = lit
 *   lamp   4..7   A0..A3   PC0..PC3
 *   UART          D0, D1   PD0, PD1     the USB port of the board
 */
#ifndef BOARD_H
#define BOARD_H

#include <avr/io.h>
#include <stdint.h>

#define BOARD_BUTTONS 8

#define BUTTON_PINS_D 0xfc
#define BUTTON_PINS_B 0x03
#define LAMP_PINS_B   0x3c
#define LAMP_PINS_C   0x0f

static inline void board_init(void)
{
    PORTD = BUTTON_PINS_D; /* pull-ups */
    PORTB = BUTTON_PINS_B;
    DDRB = LAMP_PINS_B;
    DDRC = LAMP_PINS_C;
    PCMSK2 = BUTTON_PINS_D;
    PCMSK0 = BUTTON_PINS_B;
}

/* Two raw port readings to buttons: bit set = down (the contact pulls its pin to ground). */
static inline uint8_t board_buttons(uint8_t pind, uint8_t pinb)
{
    return (uint8_t)((uint8_t)~pind >> 2 | (uint8_t)~pinb << 6);
}

static inline void board_lamps(uint8_t lit)
{
    PORTB = (uint8_t)(BUTTON_PINS_B | (lit & 0x0f) << 2);
    PORTC = lit >> 4;
}

#endif
