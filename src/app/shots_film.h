/* shots_film — the frame of a question's video that a photograph shows. */
#ifndef LEITAI_APP_SHOTS_FILM_H
#define LEITAI_APP_SHOTS_FILM_H

#include "contest/contest.h"
#include "stage/stage.h"

struct video;

struct shots_film {
    struct video *video;             /* NULL until the first one */
    const struct question *question; /* loaded */
    bool failed;                     /* told; no second try */
};

/* Puts the frame into `images`, none when the present question has no video. Waits for the decoder,
 * some seconds at the most. */
void shots_film_show(struct shots_film *f, const char *folder, const struct contest *c,
                     struct images *images);
void shots_film_finish(struct shots_film *f, struct images *images);

#endif
