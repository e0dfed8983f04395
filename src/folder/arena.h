/* arena — memory that is given back all at once: a loaded contest is thousands of small texts with
 * one life. */
#ifndef LEITAI_ARENA_H
#define LEITAI_ARENA_H

#include <stddef.h>

struct arena;

/* NULL without memory; destroy accepts NULL. */
struct arena *arena_create(void);
void arena_destroy(struct arena *a);

/* Zeroed memory, aligned for anything. Never NULL: a preparation step that can't get a few
 * megabytes can only stop, so no memory ends the program here with a message. */
void *arena_alloc(struct arena *a, size_t size);
void *arena_array(struct arena *a, size_t count, size_t size);

/* A copy with a NUL behind it. */
char *arena_copy(struct arena *a, const void *bytes, size_t size);
char *arena_text(struct arena *a, const char *text);

/* Room for one more element: doubles the array when `count` has reached a power of two. Returns
 * where it is now. */
void *arena_grow(struct arena *a, void *array, size_t count, size_t size);

#endif
