/* audience_now — what the now column says; filled per scene, drawn by one function. Private. */
#ifndef LAYOUT_AUDIENCE_NOW_H
#define LAYOUT_AUDIENCE_NOW_H

#include "layout/audience_parts.h"

enum foot { FOOT_RING, FOOT_AWARD, FOOT_DEDUCT, FOOT_NEUTRAL, FOOT_FOUL };

/* What the column says; filled per scene, drawn by one function. */
struct now {
    int seat;             /* plate of this team; 0: a word plate */
    uint32_t seats;       /* several plates: bit seat-1 */
    enum mark_kind frame; /* MARK_QUIET: plain plate */
    const char *word;     /* on the plate when there is no team */
    bool word_lit;        /* gold plate */
    char name[64];
    bool name_gold;
    char note[96]; /* alone, or over `figure` */
    char figure[48];
    bool figure_gold;
    enum foot foot;
    const char *verdict;
    char verdict_text[48]; /* for one that is put together */
    int32_t points_cp;
    bool tell_points;
    int larger; /* type steps added in a taller column; set when drawn */
};

/* What the present scene has to say. */
void now_fill(struct drawing *k, struct now *n);
/* Draws it into k->g.now. */
void now_draw(struct drawing *k, struct now *n);
/* Room of its name and notes, px. */
float now_text_width(const struct drawing *k);
/* Its plate alone: one team, several, or a word. */
void now_plate(struct drawing *k, struct draw_box box, const struct now *n);

#endif
