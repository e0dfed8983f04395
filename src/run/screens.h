/* screens — views to draw lists: what is on air, and the operator's screen with it inside and with
 * what the next keys would put there.
 *
 * One thread at a time; no window is needed, so photographs in virtual time use it as the show
 * does.
 */
#ifndef LEITAI_RUN_SCREENS_H
#define LEITAI_RUN_SCREENS_H

#include "layout/audience.h"
#include "layout/operator.h"
#include "stage/stage.h"

struct screens {
    struct draw_page *audience_page, *operator_page, *preview[OPERATOR_PREVIEWS];
    struct contest *future; /* scratch: a state one key ahead */
    struct view *after;     /* scratch: the view of that state */
    const struct text_metrics *metrics;
    struct images *images;
    enum scene scene;
    /* of which state the previews are; previewed false: of none */
    bool previewed;
    int64_t preview_entries;
    struct keypad preview_keypad;
    struct operator_extra extra;
    int page, pages;               /* page shown, from 0; how many there are */
    const char *logo, *background; /* pictures of the theme, "" or NULL: none */
};

bool screens_init(struct screens *s, const struct text_metrics *metrics, struct images *images);
void screens_finish(struct screens *s);
/* Draws the audience list; a frozen screen keeps the one before. */
const struct draw_list *screens_audience(struct screens *s, const struct view *v, struct size size,
                                         int64_t now_us);
/* Draws the operator list, the last audience list inside it. */
const struct draw_list *screens_operator(struct screens *s, const struct view *v, struct size size,
                                         struct size audience, int64_t now_us);

#endif
