#include "keypad/key_names.h"

#include <ctype.h>
#include <string.h>

enum {
    USAGE_RETURN = 40,
    USAGE_BACKSPACE = 42,
    USAGE_MINUS = 45,
    USAGE_EQUALS = 46,
    USAGE_APOSTROPHE = 52,
    USAGE_PERIOD = 55,
    USAGE_SLASH = 56,
    USAGE_NUMLOCK = 83,
    USAGE_KP_DIVIDE = 84,
    USAGE_KP_MULTIPLY = 85,
    USAGE_KP_MINUS = 86,
    USAGE_KP_PLUS = 87,
    USAGE_KP_ENTER = 88,
    USAGE_KP_1 = 89,
    USAGE_KP_0 = 98,
    USAGE_KP_PERIOD = 99,
    USAGE_A = 4,
    USAGE_1 = 30,
    USAGE_0 = 39,
};

#define DIGIT(n)                                                                                   \
    {                                                                                              \
        USAGE_KP_1 + (n)-1, USAGE_1 + (n)-1                                                        \
    }
const int key_defaults[KEY_COUNT][KEY_DEFAULTS] = {
    [KEY_0] = {USAGE_KP_0, USAGE_0},
    [KEY_1] = DIGIT(1),
    [KEY_2] = DIGIT(2),
    [KEY_3] = DIGIT(3),
    [KEY_4] = DIGIT(4),
    [KEY_5] = DIGIT(5),
    [KEY_6] = DIGIT(6),
    [KEY_7] = DIGIT(7),
    [KEY_8] = DIGIT(8),
    [KEY_9] = DIGIT(9),
    [KEY_ENTER] = {USAGE_KP_ENTER, USAGE_RETURN},
    [KEY_PLUS] = {USAGE_KP_PLUS, USAGE_EQUALS},
    [KEY_MINUS] = {USAGE_KP_MINUS, USAGE_MINUS},
    [KEY_DOT] = {USAGE_KP_PERIOD, USAGE_PERIOD, USAGE_BACKSPACE},
    [KEY_STAR] = {USAGE_KP_MULTIPLY, USAGE_APOSTROPHE},
    [KEY_SLASH] = {USAGE_KP_DIVIDE, USAGE_SLASH},
    [KEY_NUM] = {USAGE_NUMLOCK, USAGE_A + 'B' - 'A'},
};

static const struct {
    const char *name;
    int usage;
} names[] = {
    {"A", 4},
    {"B", 5},
    {"C", 6},
    {"D", 7},
    {"E", 8},
    {"F", 9},
    {"G", 10},
    {"H", 11},
    {"I", 12},
    {"J", 13},
    {"K", 14},
    {"L", 15},
    {"M", 16},
    {"N", 17},
    {"O", 18},
    {"P", 19},
    {"Q", 20},
    {"R", 21},
    {"S", 22},
    {"T", 23},
    {"U", 24},
    {"V", 25},
    {"W", 26},
    {"X", 27},
    {"Y", 28},
    {"Z", 29},
    {"1", 30},
    {"2", 31},
    {"3", 32},
    {"4", 33},
    {"5", 34},
    {"6", 35},
    {"7", 36},
    {"8", 37},
    {"9", 38},
    {"0", 39},
    {"Return", 40},
    {"Enter", 40},
    {"Escape", 41},
    {"Backspace", 42},
    {"Tab", 43},
    {"Space", 44},
    {"-", 45},
    {"=", 46},
    {"[", 47},
    {"]", 48},
    {"\\", 49},
    {";", 51},
    {"'", 52},
    {"`", 53},
    {",", 54},
    {".", 55},
    {"/", 56},
    {"CapsLock", 57},
    {"F1", 58},
    {"F2", 59},
    {"F3", 60},
    {"F4", 61},
    {"F5", 62},
    {"F6", 63},
    {"F7", 64},
    {"F8", 65},
    {"F9", 66},
    {"F10", 67},
    {"F11", 68},
    {"F12", 69},
    {"PrintScreen", 70},
    {"ScrollLock", 71},
    {"Pause", 72},
    {"Insert", 73},
    {"Home", 74},
    {"PageUp", 75},
    {"Delete", 76},
    {"End", 77},
    {"PageDown", 78},
    {"Right", 79},
    {"Left", 80},
    {"Down", 81},
    {"Up", 82},
    {"Numlock", 83},
    {"Num_Lock", 83},
    {"Keypad /", 84},
    {"KP_Divide", 84},
    {"Keypad *", 85},
    {"KP_Multiply", 85},
    {"Keypad -", 86},
    {"KP_Minus", 86},
    {"KP_Subtract", 86},
    {"Keypad +", 87},
    {"KP_Plus", 87},
    {"KP_Add", 87},
    {"Keypad Enter", 88},
    {"KP_Enter", 88},
    {"Keypad 1", 89},
    {"KP_1", 89},
    {"Keypad 2", 90},
    {"KP_2", 90},
    {"Keypad 3", 91},
    {"KP_3", 91},
    {"Keypad 4", 92},
    {"KP_4", 92},
    {"Keypad 5", 93},
    {"KP_5", 93},
    {"Keypad 6", 94},
    {"KP_6", 94},
    {"Keypad 7", 95},
    {"KP_7", 95},
    {"Keypad 8", 96},
    {"KP_8", 96},
    {"Keypad 9", 97},
    {"KP_9", 97},
    {"Keypad 0", 98},
    {"KP_0", 98},
    {"Keypad .", 99},
    {"KP_Period", 99},
    {"KP_Decimal", 99},
    {"Keypad =", 103},
    {"KP_Equal", 103},
    {"F13", 104},
    {"F14", 105},
    {"F15", 106},
    {"F16", 107},
    {"F17", 108},
    {"F18", 109},
    {"F19", 110},
    {"F20", 111},
    {"F21", 112},
    {"F22", 113},
    {"F23", 114},
    {"F24", 115},
    {"Keypad ,", 133},
    {"KP_Separator", 133},
    {"Keypad 00", 176},
    {"Keypad 000", 177},
};

static bool same(const char *a, const char *b)
{
    while (*a && tolower((unsigned char)*a) == tolower((unsigned char)*b)) {
        a++;
        b++;
    }
    return *a == *b;
}

int key_usage(const char *name)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (same(names[i].name, name))
            return names[i].usage;
    return 0;
}

void key_names_each(void (*each)(void *ctx, const char *name), void *ctx)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        each(ctx, names[i].name);
}

int key_default_of(int usage)
{
    for (int key = 0; key < KEY_COUNT; key++)
        for (int i = 0; i < KEY_DEFAULTS && key_defaults[key][i]; i++)
            if (key_defaults[key][i] == usage)
                return key;
    return -1;
}
