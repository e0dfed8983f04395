/*
 * Pictures of a contest: decoded in the background, bounded in size, scaled once per place.
 *
 * A picture is named by its path relative to the contest folder. The first time it is asked for
 * it is queued; until it is there the place shows a quiet panel. A picture larger than a screen
 * is reduced while loading, so a 20-megapixel photo costs no more memory than a screen. Malformed
 * or missing files are said once, with what to do. Main thread only; the loader thread is inside.
 */
#ifndef STAGE_IMAGES_H
#define STAGE_IMAGES_H

#include <stdbool.h>
#include <stdint.h>

#include "stage/canvas.h"
#include "stage/message.h"

struct images;

/* Called on the loader thread when a picture has arrived: post an event that redraws. */
typedef void images_ready(void *ctx);

struct images *images_create(const char *folder, const struct stage_listener *listener,
                             images_ready *ready, void *ready_ctx);
void images_destroy(struct images *images);

/* Ask for a picture before it is needed (the next question's). */
void images_want(struct images *images, const char *path);

/* Decodes now, on this thread (pre-flight, PNG output); false and a sentence when it cannot. */
bool images_load(struct images *images, const char *path);

enum image_state { IMAGE_LOADING, IMAGE_READY, IMAGE_BAD };

/*
 * The part `region` (0..1) of a picture scaled to w × h px: pixels with straight alpha, stride w,
 * valid until the next call. NULL unless *state is IMAGE_READY.
 */
const uint32_t *images_scaled(struct images *images, const char *path, const float region[4], int w,
                              int h, enum image_state *state);

/* Size of a loaded picture in px; false while it is not there. */
bool images_size(struct images *images, const char *path, int *w, int *h);

/* True makes images_scaled decode at once instead of queueing (PNG output). */
void images_set_blocking(struct images *images, bool blocking);

/* Counts pictures that arrived: a change means that lists showing pictures must be drawn anew. */
unsigned images_serial(const struct images *images);

/* The video frame now on screen: ARGB pixels, owned by the caller until replaced; NULL = none. */
void images_set_video(struct images *images, const uint32_t *pixels, int w, int h, int stride);
const uint32_t *images_video(const struct images *images, int *w, int *h, int *stride);

#endif
