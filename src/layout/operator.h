/* operator — what the host reads at a glance: a pure function (view, extra, size, time) → draw
 * list.
 *
 * Left: what the audience sees and what the next keys would show them. Centre: the question, its
 * answer and the words to say. Right: teams and boxes. Below: the keypad as it is, the presses on a
 * time line, the ledger's newest lines. Every place is fixed; what changes is what stands in it.
 *
 * Any thread; nothing is kept between calls. The list must have been begun (draw_page_begin) for
 * the same size; the nested lists of `extra` must outlive it.
 */
#ifndef LAYOUT_OPERATOR_H
#define LAYOUT_OPERATOR_H

#include "layout/audience.h"
#include "layout/draw.h"
#include "view/view.h"

enum { OPERATOR_PREVIEWS = 2 };

/* What one key would put on the audience screen. */
struct operator_preview {
    enum key key;
    const struct draw_list *list; /* NULL: this place stays empty */
    char caption[64]; /* "判对：7号 +10，亮答案"; empty: as on the drawn keypad */
};

/* What the screen shows beside the view. Zero is a good default. */
struct operator_extra {
    const struct draw_list *live; /* the frame on air; NULL: there is no audience screen */
    struct operator_preview preview[OPERATOR_PREVIEWS];
    int page;             /* of what the audience reads, from 0; v->keypad.pages says of how many */
    int32_t utc_offset_s; /* local time = UTC + this, for the clocks */
};

/* Draws into *out. `now_us`: show time, not before v->now_us. */
void operator_layout(const struct view *v, const struct operator_extra *x, struct size size,
                     int64_t now_us, struct draw_list *out);

/* Show time at which the screen changes by itself: the running clock, the wall clock, a pending
 * confirmation; INT64_MAX never (not while the wall clock is shown). */
int64_t operator_next_frame_us(const struct view *v, int64_t now_us);

/* Least sizes and edges of this screen: H/54, 15 px on small laptops. */
struct draw_rules operator_rules(struct size size);

/* Whether the history is folded to its undo target at this size. */
bool operator_folds(struct size size);

#endif
