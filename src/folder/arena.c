#include "folder/arena.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_BYTES = 64 << 10, ALIGN = _Alignof(max_align_t) };

struct block {
    struct block *next;
    size_t used, size;
    max_align_t bytes[];
};

struct arena {
    struct block *blocks;
};

struct arena *arena_create(void)
{
    return calloc(1, sizeof(struct arena));
}

void arena_destroy(struct arena *a)
{
    if (!a)
        return;
    while (a->blocks) {
        struct block *next = a->blocks->next;
        free(a->blocks);
        a->blocks = next;
    }
    free(a);
}

static struct block *block_create(size_t size)
{
    struct block *b = calloc(1, sizeof *b + size);
    if (!b) {
        fputs("leitai: out of memory\n", stderr);
        abort();
    }
    b->size = size;
    return b;
}

void *arena_alloc(struct arena *a, size_t size)
{
    size = (size + ALIGN - 1) / ALIGN * ALIGN;
    struct block *b = a->blocks;
    if (!b || b->size - b->used < size) {
        b = block_create(size > BLOCK_BYTES ? size : BLOCK_BYTES);
        b->next = a->blocks;
        a->blocks = b;
    }
    void *p = (unsigned char *)b->bytes + b->used;
    b->used += size;
    return p;
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
    assert(size == 0 || count <= SIZE_MAX / size);
    return arena_alloc(a, count * size);
}

char *arena_copy(struct arena *a, const void *bytes, size_t size)
{
    char *copy = arena_alloc(a, size + 1);
    if (size)
        memcpy(copy, bytes, size);
    return copy;
}

char *arena_text(struct arena *a, const char *text)
{
    return arena_copy(a, text, strlen(text));
}

void *arena_grow(struct arena *a, void *array, size_t count, size_t size)
{
    if (count & (count - 1))
        return array;
    void *bigger = arena_array(a, count ? 2 * count : 1, size);
    if (count)
        memcpy(bigger, array, count * size);
    return bigger;
}
