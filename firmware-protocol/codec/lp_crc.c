#include "leitai_proto.h"

/* Byte-wise without a table: 12 lines of code instead of 512 bytes of AVR flash. The shifts are
 * those of avr-libc's _crc_ccitt_update, derived from x^16 + x^12 + x^5 + 1 in reflected form. */
static uint16_t crc_update(uint16_t crc, uint8_t byte)
{
    byte = (uint8_t)(byte ^ (crc & 0xff));
    byte = (uint8_t)(byte ^ (byte << 4));
    uint16_t high = (uint16_t)(byte << 8);
    return (uint16_t)((high | (crc >> 8)) ^ (byte >> 4) ^ ((uint16_t)byte << 3));
}

uint16_t lp_crc16(const uint8_t *data, uint8_t len)
{
    uint16_t crc = 0xffff;
    for (uint8_t i = 0; i < len; i++)
        crc = crc_update(crc, data[i]);
    return (uint16_t)~crc;
}
