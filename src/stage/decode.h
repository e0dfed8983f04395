/*
 * Decoding of one picture file, bounded in every direction. Any thread.
 */
#ifndef STAGE_DECODE_H
#define STAGE_DECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    DECODE_SIDE_MAX = 3200,        /* larger pictures are reduced to this */
    DECODE_PIXELS_MAX = 160000000, /* larger ones are refused unread */
    DECODE_BYTES_MAX = 64 << 20,
};

struct decoded {
    uint32_t *pixels; /* straight alpha, stride w; free() */
    int w, h;
    int file_w, file_h; /* as stored */
};

/* PNG or JPEG by what it holds; pipes, devices and folders are refused without waiting.
 * False with "name: reason" in `why`. */
bool decode_picture(const char *file, const char *name, struct decoded *out, char *why, size_t cap);

#endif
