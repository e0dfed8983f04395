/*
 * Fonts: found through fontconfig, opened through SDL_ttf, handed out as glyph coverage and as
 * advance widths for layouts.
 *
 * Noto Sans CJK SC Regular and Bold for everything, Noto Serif CJK SC inside documents (Debian:
 * fonts-noto-cjk). A .ttc holds several languages' forms of the same characters: fontconfig names
 * the file and the index, and the family is checked after opening. A character no face has is
 * looked for in any installed font, and reported once when there is none.
 *
 * Main thread only, after TTF_Init (fonts_create calls it, counted).
 */
#ifndef STAGE_FONTS_H
#define STAGE_FONTS_H

#include <stdbool.h>
#include <stddef.h>

#include "layout/text.h"
#include "stage/masks.h"
#include "stage/message.h"

struct fonts;

/* Families to use instead of the Noto ones; NULL and "" keep the default. */
struct font_names {
    const char *sans, *serif;
};

/*
 * Opens the faces. Returns NULL only when no usable font at all exists, with the reason and the
 * remedy said; a missing serif or bold face is said and replaced.
 */
struct fonts *fonts_create(const struct font_names *names, const struct stage_listener *listener);
void fonts_destroy(struct fonts *fonts);

/* Metrics for layouts, with libunistring's line breaking. Valid as long as `fonts`. */
const struct text_metrics *fonts_metrics(struct fonts *fonts);

/*
 * Coverage of a glyph, left/top relative to the pen on the baseline (top is negative above it).
 * NULL for spaces and for what nothing can draw.
 */
const struct mask *fonts_glyph(struct fonts *fonts, struct mask_cache *cache,
                               enum text_family family, enum text_weight weight, float em,
                               uint32_t cp);

/*
 * Counts the characters of a text that no font has (pre-flight); the first one is stored in
 * *first when not NULL.
 */
int fonts_missing(struct fonts *fonts, const char *utf8, size_t n, uint32_t *first);

#endif
