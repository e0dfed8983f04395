#include "run/internal.h"
#include "keypad/key_names.h"

#include <string.h>

bool keymap_init(struct keymap *m, const struct stage_config *stage, const char **bad)
{
    memset(m, 0, sizeof *m);
    for (int key = 0; key < KEY_COUNT; key++) {
        int n = stage->binding_count[key];
        for (int i = 0; i < n; i++) {
            m->scancode[key][i] = key_usage(stage->bindings[key][i]);
            if (m->scancode[key][i] == 0) {
                *bad = stage->bindings[key][i];
                return false;
            }
        }
        if (n == 0)
            for (int i = 0; i < KEY_DEFAULTS; i++)
                m->scancode[key][i] = key_defaults[key][i];
    }
    return true;
}

int keymap_find(const struct keymap *m, int scancode)
{
    for (int key = 0; key < KEY_COUNT; key++)
        for (int i = 0; i < 8 && m->scancode[key][i]; i++)
            if (m->scancode[key][i] == scancode)
                return key;
    return -1;
}
