/* Pictures of draw lists without a display: photographs of the show, tests, documentation. */
#ifndef STAGE_PNG_H
#define STAGE_PNG_H

#include <stdbool.h>
#include <stddef.h>

#include "stage/painter.h"

/* Paints a list at w × h px and writes it as PNG; false with "path: reason" in `why`. */
bool stage_render_png(struct painter *p, const struct draw_list *list, int w, int h,
                      const char *path, char *why, size_t cap);

/* Writes a canvas as PNG; same errors. */
bool stage_save_png(const struct canvas *c, const char *path, char *why, size_t cap);

#endif
