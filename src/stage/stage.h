/*
 * stage — everything that reaches eyes and ears: fonts, pictures, windows, sounds.
 *
 * Order: stage_video_init → fonts_create → images_create → painter_create → window_create …
 * → window_show with every new draw list → destroy in reverse. Without a display all but the
 * windows still works: stage_render_png makes photographs. All on the main thread.
 *
 *     displays.h  displays by name, SDL's video          window.h  show a draw list in a window
 *     fonts.h     faces, glyphs, metrics for layouts     painter.h draw list → pixels
 *     images.h    pictures of a contest, video frame     png.h     draw list → PNG file
 *     sound.h     the cues                               message.h what the operator is told
 *     blanking.h  screens that stay lit
 */
#ifndef STAGE_STAGE_H
#define STAGE_STAGE_H

#include "stage/blanking.h"
#include "stage/displays.h"
#include "stage/fonts.h"
#include "stage/images.h"
#include "stage/message.h"
#include "stage/painter.h"
#include "stage/png.h"
#include "stage/sound.h"
#include "stage/window.h"

#endif
