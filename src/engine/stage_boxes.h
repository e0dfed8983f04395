/* stage_boxes — the boxes of a stage's description as the boxes room takes them. Pure. */
#ifndef LEITAI_ENGINE_STAGE_BOXES_H
#define LEITAI_ENGINE_STAGE_BOXES_H

#include "box/boxes.h"
#include "folder/stage_config.h"

/* *out holds copies only; it does not point into the stage. */
void house_boxes_config(const struct stage_config *stage, struct boxes_config *out);

#endif
