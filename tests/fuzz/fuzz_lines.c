/* rooms: box arbiter codec */
/*
 * Coverage-guided: first line of the input is a shape, the rest is what an ASCII box prints. Every
 * button found exists, and matching takes no longer than the line deserves.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "box/box.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char shape[BOX_SHAPE] = "", line[BOX_LINE], out[64];
    const uint8_t *end = memchr(data, '\n', size);
    if (size > 4096 || !end || (size_t)(end - data) >= sizeof shape)
        return 0;
    memcpy(shape, data, (size_t)(end - data));
    if (strlen(shape) != (size_t)(end - data))
        return 0;
    size_t n = 0;
    for (const uint8_t *p = end + 1; p < data + size; p++) {
        if (*p != '\n' && n + 1 < sizeof line) {
            line[n++] = (char)*p;
            continue;
        }
        line[n] = '\0';
        n = 0;
        int button = ascii_match(shape, line);
        if (button < -1 || button >= BOX_BUTTONS)
            abort();
    }
    for (int i = 0; i < BOX_BUTTONS; i++) {
        if (ascii_format(shape, i, out, sizeof out) >= sizeof out)
            abort();
    }
    return 0;
}
