/*
 * Shapes as coverage: corners, glows, rings, icons and glyphs, made once per size and kept in a
 * bounded cache (least recently used goes first). Not thread-safe; one cache per painter.
 */
#ifndef STAGE_MASKS_H
#define STAGE_MASKS_H

#include <stddef.h>
#include <stdint.h>

#include "stage/canvas.h"

enum mask_kind {
    MASK_CORNER,  /* top-left quarter of a rounded box; a = radius·16 */
    MASK_EDGE,    /* top-left corner of an outline; a = radius·16, b = width·16, size = both */
    MASK_GLOW,    /* top-left corner of a glow; a = radius·16, b = spread·16 */
    MASK_RING,    /* a = radius·16, b = thick·16, c = style, d = from | to << 8 | hollow << 16 */
    MASK_ICON,    /* a = size·16, c = enum draw_icon */
    MASK_DOT,     /* a = diameter·16 */
    MASK_HATCH,   /* a = pitch·16: its first row is one period */
    MASK_LATTICE, /* a = pitch·16: one cell */
    MASK_GLYPH,   /* a = em·64, b = code point, c = face */
};

struct mask_key {
    int kind, a, b, c, d;
};

struct mask_cache; /* opaque */

struct mask_cache *mask_cache_create(size_t bytes_max);
void mask_cache_destroy(struct mask_cache *cache);

/* The mask of this key, or NULL. Valid until the next mask_cache_add. */
const struct mask *mask_cache_find(struct mask_cache *cache, const struct mask_key *key);

/* Takes over m's malloc'd coverage. Returns the kept mask, NULL without memory. */
const struct mask *mask_cache_add(struct mask_cache *cache, const struct mask_key *key,
                                  struct mask m);
size_t mask_cache_bytes(const struct mask_cache *cache);

/* Finds or makes any kind but MASK_GLYPH. NULL without memory. */
const struct mask *mask_get(struct mask_cache *cache, struct mask_key key);

/* Profile of a glow: coverage at `distance` px outside the shape. */
float glow_at(float distance, float spread);

#endif
