/* view/compose — building blocks of the sentences in view/text.h. Private to this room; pure.
 *
 * A sentence grows by clauses, each looked up in the catalogue as a whole, in memory of the caller.
 * It never ends in half a character: what has no room is left out from a character's first byte on.
 */
#ifndef LEITAI_VIEW_COMPOSE_H
#define LEITAI_VIEW_COMPOSE_H

#include "contest/contest.h"
#include "words/words.h"

struct sentence {
    char *out;
    size_t size, length;
    bool cut; /* something had no room */
    const struct words *w;
};

enum { PHRASE = 160 };

/* Starts an empty sentence in out[0..size), size ≥ 1. */
void sentence_begin(struct sentence *s, char *out, size_t size, const struct words *w);
void sentence_add(struct sentence *s, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Adds `separator` unless the sentence is empty: between clauses. */
void sentence_join(struct sentence *s, const char *separator);

/* "10", "92.5": the size of a change without its sign. */
const char *points_size(int32_t cp, char *out, size_t size);
/* "加 10 分", "扣 10 分"; `nothing` for 0. */
void sentence_add_points(struct sentence *s, int32_t cp, const char *nothing);
/* "1 号台、4 号台": the seats of `mask` (bit seat-1), spoken. */
void sentence_add_seats(struct sentence *s, uint32_t mask);
/* "7 号台，市卫生健康局": seat and full name, spoken; the seat alone where nobody sits. */
void sentence_add_team(struct sentence *s, const struct contest *c, int seat);
/* "3、2、1，开始！" or "开始！", as the policy has it. */
void sentence_add_go(struct sentence *s, const struct policy *p);

/* Index of the press that won the present go call (a rebound does not change it), -1 when none did.
 */
int press_winner(const struct contest *c);
/* Index of the earliest other press that counted in that go call, -1 when the winner was alone. */
int press_runner_up(const struct contest *c);

#endif
