/* standings — ranking with ties resolved or flagged, and prizes. Derived; nothing here is stored.
 */
#ifndef LEITAI_STANDINGS_H
#define LEITAI_STANDINGS_H

#include "contest/contest.h"

struct standing {
    int seat;
    int rank; /* 1..; equal teams share the better rank */
    int32_t score_cp;
    int prize;         /* index into the definition's prizes, -1 none */
    bool tied;         /* shares its rank with another team */
    bool tie_matters;  /* the tie decides a prize (or scope all): a tie-break is due */
    bool by_tie_break; /* its place among equal scores was decided by a tie-break */
    bool out;          /* eliminated: behind all others */
};

struct standings {
    int count;
    bool undecided;                 /* some tie matters */
    struct standing row[TEAMS_MAX]; /* best first; equal teams in seat order */
};

/* Ranks all teams by score, then by decided tie-breaks. `public_only`: by what the audience has
 * seen. */
void standings_compute(const struct contest *c, bool public_only, struct standings *out);

/* The team uncovered n-th (0: first uncovered, the last prize) and how many there are in all. */
int standings_prize_count(const struct standings *s, const struct definition *def);
const struct standing *standings_prize_at(const struct standings *s, const struct definition *def,
                                          int n);

#endif
