/*
 * Displays by name. Main thread, after SDL's video is up.
 *
 * The name is that of the output with the monitor's own behind it ("HDMI-2 DELL U2412M 24\""); only
 * the monitor's where no X server tells the output. Of two with the same the second is "NAME (2)".
 * A wish matches a name exactly, else in part whatever the case ("hdmi" finds "HDMI-2 24\""), else
 * "2" means the second display.
 */
#ifndef STAGE_DISPLAYS_H
#define STAGE_DISPLAYS_H

#include <stdbool.h>

#include "stage/canvas.h"
#include "stage/message.h"

enum { DISPLAYS_MAX = 8, DISPLAY_NAME = 96 };

struct display {
    char name[DISPLAY_NAME];
    struct area bounds;
    int index; /* SDL's */
};

/*
 * Starts SDL's video with what a show needs: no screen saver, no minimising on loss of focus, no
 * activation of windows that merely appear. False when there is no display (said): the show then
 * runs with photographs only. End with stage_video_finish.
 */
bool stage_video_init(const struct stage_listener *listener);
void stage_video_finish(void);

/* Called by stage_video_init before and after SDL's start: an X protocol error is logged, not the
 * end of the program. */
void stage_tolerate_x_errors(void);

/* All displays now; returns their number. */
int displays_list(struct display out[DISPLAYS_MAX]);

/*
 * Another source of the list than SDL, for tests of unplugging (NULL = SDL again). Windows are
 * then not asked which display they are on.
 */
typedef int displays_source(struct display out[DISPLAYS_MAX]);
void displays_set_source(displays_source *source);
bool displays_simulated(void);

/* Index of the wished display, −1 when it is not there. */
int displays_find(const struct display *list, int count, const char *wish);

#endif
