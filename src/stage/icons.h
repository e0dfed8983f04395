/*
 * Icons: strokes and shapes in a unit square, as coverage. Pure arithmetic.
 */
#ifndef STAGE_ICONS_H
#define STAGE_ICONS_H

#include <stdint.h>

/* Coverage of enum draw_icon `icon` drawn `size` px wide into side × side bytes. */
void icon_cover(uint8_t *cover, int side, float size, int icon);

#endif
