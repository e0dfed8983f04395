#include "faults.h"
#include <string.h>

const char *const faults_fate_names[] = {"", "dropped", "corrupted", "duplicated"};

void faults_init(struct faults *faults, uint32_t seed)
{
    memset(faults, 0, sizeof *faults);
    faults->random = seed * 2654435761u + 1;
}

static uint32_t faults_random(struct faults *faults)
{
    faults->random = faults->random * 1664525u + 1013904223u;
    return faults->random >> 16;
}

static void corrupt(struct faults *faults, uint8_t *wire, uint8_t n)
{
    uint8_t *hit = &wire[faults_random(faults) % (n - 1u)];
    uint8_t bit = (uint8_t)(1u << faults_random(faults) % 8);
    if (*hit == bit)
        bit = (uint8_t)(bit == 0x80 ? 1 : bit << 1);
    *hit ^= bit;
}

static int used_up(unsigned *count)
{
    if (*count == 0)
        return 0;
    --*count;
    return 1;
}

enum faults_fate faults_apply(struct faults *faults, uint8_t *wire, uint8_t n)
{
    if (used_up(&faults->drop))
        return FATE_DROPPED;
    if (used_up(&faults->corrupt)) {
        corrupt(faults, wire, n);
        return FATE_CORRUPTED;
    }
    return used_up(&faults->duplicate) ? FATE_DUPLICATED : FATE_WHOLE;
}
