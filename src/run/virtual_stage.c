#include "run/virtual_stage.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char prefix[] = "tty:" VIRTUAL_LINKS "/";

/* An address has to stay short enough for the boxes room. */
static bool make_dir(char dir[VIRTUAL_DIR])
{
    const char *const places[] = {getenv("XDG_RUNTIME_DIR"), getenv("TMPDIR"), "/tmp"};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (!places[i] || places[i][0] != '/')
            continue;
        int n = snprintf(dir, VIRTUAL_DIR, "%s/leitai-boxes-XXXXXX", places[i]);
        if (n < VIRTUAL_DIR && mkdtemp(dir))
            return true;
        errno = n < VIRTUAL_DIR ? errno : ENAMETOOLONG;
    }
    dir[0] = '\0';
    return false;
}

static void replace_boxes(struct virtual_stage *v, const char *dir, struct stage_config *stage,
                          int count, uint32_t seats)
{
    v->replaced = stage->box_count > 0;
    stage->box_count = 0;
    for (int seat = 1; seat <= count && seat <= STAGE_BOXES_MAX; seat++) {
        int i = stage->box_count;
        if (!(seats >> (seat - 1) & 1))
            continue;
        snprintf(v->link[i], sizeof v->link[i], "tty:%s/box%d", dir, seat);
        snprintf(v->name[i], sizeof v->name[i], "%d", seat);
        stage->boxes[i] = (struct stage_box){.name = v->name[i],
                                             .link = v->link[i],
                                             .kind = STAGE_BOX_PROTOCOL,
                                             .seats = {seat},
                                             .seat_count = 1,
                                             .lamp_on = "",
                                             .lamp_off = ""};
        stage->box_count++;
    }
}

bool virtual_stage_begin(struct virtual_stage *v, struct stage_config *stage, int count,
                         uint32_t seats)
{
    int moved = 0;
    char dir[VIRTUAL_DIR];
    memset(v, 0, sizeof *v);
    if (!make_dir(dir))
        return false;
    memcpy(v->dir, dir, sizeof dir);
    for (int i = 0; i < stage->box_count; i++) {
        if (strncmp(stage->boxes[i].link, prefix, strlen(prefix)) != 0)
            continue;
        snprintf(v->link[i], sizeof v->link[i], "tty:%s/%.20s", dir,
                 stage->boxes[i].link + strlen(prefix));
        stage->boxes[i].link = v->link[i];
        moved++;
    }
    if (moved == 0)
        replace_boxes(v, dir, stage, count, seats);
    return true;
}

void virtual_stage_end(struct virtual_stage *v)
{
    if (v->dir[0])
        rmdir(v->dir);
    v->dir[0] = '\0';
}
