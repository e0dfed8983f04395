#include "identity.h"
#include <avr/boot.h>
#include <avr/eeprom.h>
#include <stddef.h>
#include <string.h>

#define MAGIC        0x4c54 /* "TL": this layout; another layout, another magic */
#define EEPROM_MAGIC ((uint16_t *)0)
#define EEPROM_BODY  ((struct identity *)2)
/* Not part of struct identity: nobody needs it in memory twice. Erased on a box of before. */
#define EEPROM_SECRET ((uint8_t *)(2 + sizeof(struct identity)))
#define SECRET_LEN    16

struct identity identity;

/* FNV-1a over the signature row, which holds lot, wafer and position of the die. */
static uint64_t silicon_uid(void)
{
    uint64_t hash = 14695981039346656037u;
    for (uint8_t i = 0x0e; i < 0x18; i++) {
        hash ^= boot_signature_byte_get(i);
        hash *= 1099511628211u;
    }
    return hash ? hash : 1;
}

static void identity_make(void)
{
    static const char name[] = "buzzer box";
    memset(&identity, 0, sizeof identity);
    identity.uid = silicon_uid();
    identity.baud = 115200;
    identity.debounce_us = 5000;
    identity.buttons = 8;
    memcpy(identity.name, name, sizeof name);
    eeprom_update_block(&identity, EEPROM_BODY, sizeof identity);
    eeprom_update_word(EEPROM_MAGIC, MAGIC);
}

void identity_load(void)
{
    if (eeprom_read_word(EEPROM_MAGIC) == MAGIC)
        eeprom_read_block(&identity, EEPROM_BODY, sizeof identity);
    else
        identity_make();
    identity.boots++;
    eeprom_update_dword(&EEPROM_BODY->boots, identity.boots);
}

bool identity_secret(uint8_t *key)
{
    uint8_t ones = 0xff, zeros = 0;
    eeprom_read_block(key, EEPROM_SECRET, SECRET_LEN);
    for (uint8_t i = 0; i < SECRET_LEN; i++) {
        ones &= key[i];
        zeros |= key[i];
    }
    return ones != 0xff && zeros != 0;
}

static bool in_range(uint16_t key, uint32_t value)
{
    switch (key) {
    case LP_CFG_DEBOUNCE_US:
        return value >= 1000 && value <= 50000;
    case LP_CFG_BAUD:
        return value >= 9600 && value <= 1000000;
    case CFG_BUTTONS:
        return value >= 1 && value <= 8;
    default:
        return true;
    }
}

static bool is_secret(uint16_t key)
{
    return key >= LP_CFG_SECRET_0 && key < LP_CFG_SECRET_0 + SECRET_LEN / 4;
}

/* Where a key lives, and how many bytes of it; NULL: no such key. */
static uint8_t *key_place(uint16_t key, uint8_t *size)
{
    *size = 4;
    if (key >= LP_CFG_NAME_0 && key < LP_CFG_NAME_0 + LP_NAME_LEN / 4)
        return (uint8_t *)identity.name + 4 * (key - LP_CFG_NAME_0);
    switch (key) {
    case LP_CFG_UID_LOW:
        return (uint8_t *)&identity.uid;
    case LP_CFG_UID_HIGH:
        return (uint8_t *)&identity.uid + 4;
    case LP_CFG_BAUD:
        return (uint8_t *)&identity.baud;
    case LP_CFG_DEBOUNCE_US:
        *size = 2;
        return (uint8_t *)&identity.debounce_us;
    case CFG_BUTTONS:
        *size = 1;
        return &identity.buttons;
    default:
        return NULL;
    }
}

static void *key_stored(const uint8_t *place)
{
    return (uint8_t *)EEPROM_BODY + (place - (const uint8_t *)&identity);
}

static bool store(void *place, uint32_t value, uint8_t size)
{
    uint32_t check = 0;
    eeprom_update_block(&value, place, size);
    eeprom_read_block(&check, place, size);
    return check == value;
}

enum lp_error identity_set(uint16_t key, uint32_t value)
{
    uint8_t size;
    if (is_secret(key)) /* counts from the next start, when all four parts are there */
        return store(EEPROM_SECRET + 4 * (key - LP_CFG_SECRET_0), value, 4) ? LP_OK : LP_ERR_STORE;
    uint8_t *place = key_place(key, &size);
    if (!place)
        return LP_ERR_UNSUPPORTED;
    if (!in_range(key, value))
        return LP_ERR_VALUE;
    if (!store(key_stored(place), value, size))
        return LP_ERR_STORE;
    if (key != LP_CFG_UID_LOW && key != LP_CFG_UID_HIGH && key != LP_CFG_BAUD)
        memcpy(place, &value, size); /* the others take effect at the next start */
    return LP_OK;
}

enum lp_error identity_get(uint16_t key, uint32_t *value)
{
    uint8_t size;
    uint8_t *place = key_place(key, &size);
    if (!place)
        return LP_ERR_UNSUPPORTED;
    *value = 0;
    eeprom_read_block(value, key_stored(place), size);
    return LP_OK;
}
