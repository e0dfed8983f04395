/* virtual_stage — a place of its own for the virtual boxes of one run, so that two runs on one
 * machine don't press each other's buttons.
 *
 * The contests of config/ name their boxes tty:/tmp/leitai-boxes/box1, box2, …: where `leitai-box`
 * links its boxes when it is started by hand. `run --virtual-boxes` makes a new folder below
 * XDG_RUNTIME_DIR (TMPDIR, /tmp) and moves those links there, everything else of stage.yaml stays
 * as it is written. A stage that names no such box is that of a hall: its boxes are put aside and
 * box i of the run is seat i's.
 */
#ifndef LEITAI_VIRTUAL_STAGE_H
#define LEITAI_VIRTUAL_STAGE_H

#include "folder/stage_config.h"

#include <stdbool.h>

#define VIRTUAL_LINKS "/tmp/leitai-boxes"

enum { VIRTUAL_DIR = 96, VIRTUAL_LINK = 128 };

struct virtual_stage {
    char dir[VIRTUAL_DIR]; /* where leitai-box is to link its boxes, "" none */
    bool replaced;         /* the boxes of the hall were put aside */
    char link[STAGE_BOXES_MAX][VIRTUAL_LINK], name[STAGE_BOXES_MAX][32];
};

/* Makes the folder and changes the stage, which points into *v from now on. False with errno: no
 * folder can be made; nothing is changed. Seats of `seats` (bit seat - 1) have a team. */
bool virtual_stage_begin(struct virtual_stage *v, struct stage_config *stage, int count,
                         uint32_t seats);
/* Removes what is left of the folder: leitai-box has unlinked its boxes when it has ended. */
void virtual_stage_end(struct virtual_stage *v);

#endif
