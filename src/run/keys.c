#include "run/internal.h"

#include <string.h>

/* The numeric keypad, and the same keys on a laptop for those who have none. */
static const int defaults[KEY_COUNT][4] = {
    [KEY_0] = {SDL_SCANCODE_KP_0, SDL_SCANCODE_0},
    [KEY_1] = {SDL_SCANCODE_KP_1, SDL_SCANCODE_1},
    [KEY_2] = {SDL_SCANCODE_KP_2, SDL_SCANCODE_2},
    [KEY_3] = {SDL_SCANCODE_KP_3, SDL_SCANCODE_3},
    [KEY_4] = {SDL_SCANCODE_KP_4, SDL_SCANCODE_4},
    [KEY_5] = {SDL_SCANCODE_KP_5, SDL_SCANCODE_5},
    [KEY_6] = {SDL_SCANCODE_KP_6, SDL_SCANCODE_6},
    [KEY_7] = {SDL_SCANCODE_KP_7, SDL_SCANCODE_7},
    [KEY_8] = {SDL_SCANCODE_KP_8, SDL_SCANCODE_8},
    [KEY_9] = {SDL_SCANCODE_KP_9, SDL_SCANCODE_9},
    [KEY_ENTER] = {SDL_SCANCODE_KP_ENTER, SDL_SCANCODE_RETURN},
    [KEY_PLUS] = {SDL_SCANCODE_KP_PLUS, SDL_SCANCODE_EQUALS},
    [KEY_MINUS] = {SDL_SCANCODE_KP_MINUS, SDL_SCANCODE_MINUS},
    [KEY_DOT] = {SDL_SCANCODE_KP_PERIOD, SDL_SCANCODE_PERIOD, SDL_SCANCODE_BACKSPACE},
    [KEY_STAR] = {SDL_SCANCODE_KP_MULTIPLY, SDL_SCANCODE_APOSTROPHE},
    [KEY_SLASH] = {SDL_SCANCODE_KP_DIVIDE, SDL_SCANCODE_SLASH},
    [KEY_NUM] = {SDL_SCANCODE_NUMLOCKCLEAR, SDL_SCANCODE_B},
};

bool keymap_init(struct keymap *m, const struct stage_config *stage, const char **bad)
{
    memset(m, 0, sizeof *m);
    for (int key = 0; key < KEY_COUNT; key++) {
        int n = stage->binding_count[key];
        for (int i = 0; i < n; i++) {
            m->scancode[key][i] = SDL_GetScancodeFromName(stage->bindings[key][i]);
            if (m->scancode[key][i] == SDL_SCANCODE_UNKNOWN) {
                *bad = stage->bindings[key][i];
                return false;
            }
        }
        if (n == 0)
            for (int i = 0; i < 4; i++)
                m->scancode[key][i] = defaults[key][i];
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
