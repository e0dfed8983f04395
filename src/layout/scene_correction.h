/* scene_correction — the two halves of the error-correction scene. Private to scene_correction*. */
#ifndef LAYOUT_SCENE_CORRECTION_H
#define LAYOUT_SCENE_CORRECTION_H

#include "layout/audience_parts.h"

/* Fault indices in the order shown: found ones, then the missed ones revealed so far, in their own
 * order. Returns how many. */
int correction_listed(const struct drawing *k, const struct question *q, int out[FAULTS_MAX]);

/* Width of the column beside the document, of `room` px for both. It depends on the question, never
 * on what has been found, so nothing moves. */
float correction_side_width(const struct drawing *k, const struct question *q, float room);
void correction_side(struct drawing *k, const struct question *q, struct draw_box box);

#endif
