/* view/rules — the writers of the rule card. Private to this room.
 *
 * Each adds one rule to an empty sentence, without the full stop, or nothing where the policy says
 * nothing.
 */
#ifndef LEITAI_VIEW_RULES_H
#define LEITAI_VIEW_RULES_H

#include "view/compose.h"

typedef void rule_writer(const struct round *r, struct sentence *s);

/* A comma unless the sentence is empty. */
void rules_clause(struct sentence *s);

rule_writer rules_go, rules_early, rules_tie, rules_wrong, rules_bonus; /* rules_press.c */

#endif
