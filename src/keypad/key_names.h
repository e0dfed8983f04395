/* keypad/key_names — the keys of a keyboard by name, for stage.yaml: which of them is Enter, which
 * 9. Pure.
 *
 * Keys are USB HID usages (HID Usage Tables, page 0x07), which SDL's scancodes are too. Names are
 * SDL's
 * ("Keypad 5", "Keypad Enter", "F5", "PageUp") and X's for the keypad ("KP_5", "KP_Enter"); case
 * does not matter.
 */
#ifndef LEITAI_KEY_NAMES_H
#define LEITAI_KEY_NAMES_H

#include "keypad/keypad.h"

enum { KEY_DEFAULTS = 4 };

/* The numeric keypad, and the same keys on a laptop for those who have none; 0 ends. */
extern const int key_defaults[KEY_COUNT][KEY_DEFAULTS];

int key_usage(const char *name); /* 0: there is no such key */
/* Calls back with every name there is, for suggestions. */
void key_names_each(void (*each)(void *ctx, const char *name), void *ctx);
/* Key of the keypad that `usage` is bound to by default, -1. */
int key_default_of(int usage);

#endif
