/* identity - what the box keeps over a power cut: uid, name, speed, debounce, boot counter,
 * secret. */
#ifndef IDENTITY_H
#define IDENTITY_H

#include <stdbool.h>
#include <stdint.h>
#include "leitai_proto.h"

#define CFG_BUTTONS LP_CFG_VENDOR_FIRST /* how many buttons this box has, 1..8 */

struct identity {
    uint64_t uid;
    uint32_t boots; /* the boot_id */
    uint32_t baud;
    uint16_t debounce_us;
    uint8_t buttons;
    char name[LP_NAME_LEN];
};

extern struct identity identity;

/* Reads the EEPROM; a new chip gets a uid made from the serial number of its silicon. */
void identity_load(void);

/* The secret of signed frames into key[16]; false: none was given (erased, or all zero). */
bool identity_secret(uint8_t *key);

/* CFG_SET and CFG_GET. Writing takes up to 4 ms a byte; stamps are still taken. */
enum lp_error identity_set(uint16_t key, uint32_t value);
enum lp_error identity_get(uint16_t key, uint32_t *value);

#endif
