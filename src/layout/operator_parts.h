/* operator_parts — what the panes of the operator screen share. Private to layout/operator*.
 *
 * Numbers named `units` are px of the 1080-line drawing. Type steps below the least allowed one are
 * raised to it.
 */
#ifndef LAYOUT_OPERATOR_PARTS_H
#define LAYOUT_OPERATOR_PARTS_H

#include "layout/operator.h"
#include "words/words.h"

/* One drawing of one view. */
struct op {
    const struct view *v;
    const struct contest *c;
    const struct state *s;
    const struct words *w;
    const struct operator_extra *x;
    struct draw_list *d;
    int64_t now_us;
    float width, height;
    int k_min; /* least type step */
    bool folded;
    struct draw_box strip, left, centre, teams, keypad, timeline, history;
    struct key_meaning keys[KEY_COUNT];
};

/* ---- operator_paint.c ---- */

float op_px(const struct op *o, float units);
float op_em(const struct op *o, int k);

/* A run of one line. */
struct op_say {
    float x, y;
    int k;
    float width; /* px it may take: smaller steps are tried, then it ends in …; 0: no limit */
    enum colour token;
    struct paint paint; /* used when token is COLOUR_NONE */
    bool bold;
    enum draw_align align;
    enum draw_role role;
};
/* Returns the width drawn. */
float op_text(struct op *o, const struct op_say *s, const char *text);
float op_width(const struct op *o, int k, bool bold, const char *text);

/* A block of lines. */
struct op_lines {
    struct text_fit fit;
    const char *text;
    bool cut;            /* did not fit: the last line drawn ends in … */
    float width, height; /* px: given, taken */
};
/* Fits `text` into width × height at steps k … least. */
void op_fit(const struct op *o, struct op_lines *l, const char *text, int k, bool bold, float width,
            float height);
/* With lines `pitch` em apart instead of the usual. */
void op_fit_pitch(const struct op *o, struct op_lines *l, const char *text, int k, bool bold,
                  float width, float height, float pitch);
/* The same, broken between clauses where that costs no line; `broken` holds the text and must live
 * as long as *l. */
void op_fit_clauses(const struct op *o, struct op_lines *l, const char *text, int k, bool bold,
                    float width, float height, char *broken, size_t size);
/* Draws it from the top of (x, y), s gives colour, weight and role. */
void op_draw_lines(struct op *o, const struct op_lines *l, float x, float y,
                   const struct op_say *s);

struct draw_box op_box(float x, float y, float w, float h);
void op_panel(struct op *o, struct draw_box box);
void op_card(struct op *o, struct draw_box box);
void op_solid(struct op *o, struct draw_box box, float radius, struct paint p);
void op_outline(struct op *o, struct draw_box box, float radius, float width, struct paint p);
void op_rule(struct op *o, float x0, float x1, float y);
/* A box tinted in `token` with a band of it on the left. */
void op_tinted(struct op *o, struct draw_box box, enum colour token);
/* Section head: bold title left, dim remark right, in one line centred at y. */
void op_head(struct op *o, struct draw_box box, const char *title, const char *remark,
             enum colour remark_token);
/* Square of team colour with the seat number in ink, `side` wide, centred. */
void op_seat(struct op *o, float cx, float cy, float side, int seat);
/* "15:42:07" of a wall time. */
void op_clock(const struct op *o, int64_t wall_us, char out[16]);
enum colour op_light(enum light light);
/* Height of a section head and the gap under it. */
float op_head_height(const struct op *o);

/* ---- panes ---- */

void op_strip(struct op *o);
void op_left(struct op *o);
void op_centre(struct op *o);
void op_teams(struct op *o);
void op_keypad(struct op *o);
void op_timeline(struct op *o);
void op_history(struct op *o);

/* What stands over the host's words: the question with its answer, or what the phase is about. */
void op_question(struct op *o, struct draw_box box);
void op_occasion(struct op *o, struct draw_box box);
void op_lots(struct op *o, struct draw_box box); /* while lots are drawn */
/* In rounds without buzzers: the clock and whose turn it is, in place of the time line. */
void op_turns(struct op *o, struct draw_box box);

#endif
