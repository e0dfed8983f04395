#include "layout/motion.h"

float motion_linear(int64_t now_us, int64_t start_us, int64_t length_us)
{
    if (now_us <= start_us)
        return now_us == start_us && length_us <= 0 ? 1 : 0;
    if (length_us <= 0 || now_us - start_us >= length_us)
        return 1;
    return (float)(now_us - start_us) / (float)length_us;
}

float motion_ease(int64_t now_us, int64_t start_us, int64_t length_us)
{
    float left = 1 - motion_linear(now_us, start_us, length_us);
    return 1 - left * left * left;
}

float motion_mix(float from, float to, float t)
{
    return from + (to - from) * t;
}

int64_t motion_next(int64_t now_us, int64_t start_us, int64_t length_us)
{
    if (now_us < start_us)
        return start_us;
    int64_t end_us = start_us + length_us;
    if (now_us >= end_us)
        return MOTION_NEVER;
    return motion_first(now_us + MOTION_FRAME_US, end_us);
}

int64_t motion_next_part(int64_t now_us, int64_t left_us, int64_t length_us, int parts)
{
    if (parts <= 0 || left_us <= 0 || length_us <= 0)
        return MOTION_NEVER;
    int64_t part_us = length_us / parts;
    if (part_us <= 0)
        return now_us + MOTION_FRAME_US;
    int64_t into_us = left_us % part_us;
    return now_us + (into_us ? into_us : part_us);
}

int64_t motion_first(int64_t a_us, int64_t b_us)
{
    return a_us < b_us ? a_us : b_us;
}
