/* view/text — sentences made from the live state: rules on screen, words for the host.
 *
 * Everything is generated from the same policies that score, so what is shown or spoken never
 * contradicts what is counted. Pure; output in language `w` (NULL: Chinese) into the caller's
 * memory, always NUL-terminated.
 */
#ifndef LEITAI_VIEW_TEXT_H
#define LEITAI_VIEW_TEXT_H

#include "contest/contest.h"
#include "words/words.h"

enum { RULE_LINES = 10, RULE_TEXT = 160 };

struct rule_card {
    int count;
    char line[RULE_LINES][RULE_TEXT]; /* one rule each: who answers, time, points, early press,
                                         wrong answer, … */
};

/* The rule card of a round: at most RULE_LINES lines, most important first. */
void text_rule_card(const struct round *r, const struct words *w, struct rule_card *out);

/* The header's right side: "答对 +10   答错 −10   犯规 −10": up to 3 parts of ≤ 10 Han each,
 * separated by \x1f. */
void text_rule_header(const struct contest *c, const struct words *w, char *out, size_t size);

/* "第 8 题 / 共 20 题", "第 10 队 / 共 10 队": where we are in the round. */
void text_progress(const struct contest *c, const struct words *w, char *out, size_t size);

/* Who player `number` (1..) of a seat is: the name in the folder, the reserve's while it stands in;
 * "" when the folder has none. */
const char *text_player(const struct contest *c, int seat, int number);

/* State for the operator's strip: "7号作答中", "等待抢答", … */
void text_phase(const struct contest *c, const struct words *w, char *out, size_t size);

/* What the host says now, and what comes next (may be empty). The go call is spelled as the policy
 * demands. */
void text_host_words(const struct contest *c, const struct words *w, char *now, size_t now_size,
                     char *next, size_t next_size);

/* One sentence on the presses: "判定确定：7号 早于 2号 38.4 ms" and a second with the summed
 * uncertainty and who could not take part. Empty when no press counts. */
void text_verdict(const struct contest *c, const struct words *w, char *line, size_t size,
                  char *detail, size_t detail_size);

/* A margin with as many decimals as the uncertainty allows: "0.038", "约 0.04"; seconds, no unit.
 */
void text_margin(int64_t margin_us, int64_t uncertainty_us, const struct words *w, char *out,
                 size_t size);

#endif
