#include "cable.h"
#include <assert.h>
#include <string.h>

void cable_init(struct cable *cable)
{
    cable->first = cable->count = 0;
    cable->last_due_us = INT64_MIN;
}

bool cable_put(struct cable *cable, int64_t due_us, const uint8_t *data, size_t n)
{
    assert(n <= CABLE_CHUNK);
    if (cable->count == CABLE_SLOTS)
        return false;
    if (due_us < cable->last_due_us)
        due_us = cable->last_due_us;
    cable->last_due_us = due_us;
    struct cable_chunk *chunk = &cable->chunks[(cable->first + cable->count++) % CABLE_SLOTS];
    chunk->due_us = due_us;
    chunk->n = (uint8_t)n;
    memcpy(chunk->data, data, n);
    return true;
}

const struct cable_chunk *cable_take(struct cable *cable, int64_t now_us)
{
    if (cable_next_due(cable) > now_us)
        return NULL;
    const struct cable_chunk *chunk = &cable->chunks[cable->first];
    cable->first = (cable->first + 1) % CABLE_SLOTS;
    cable->count--;
    return chunk;
}

int64_t cable_next_due(const struct cable *cable)
{
    return cable->count ? cable->chunks[cable->first].due_us : INT64_MAX;
}
