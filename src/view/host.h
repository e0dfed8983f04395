/* view/host — the host's words, a writer per phase. Private to this room. */
#ifndef LEITAI_VIEW_HOST_H
#define LEITAI_VIEW_HOST_H

#include "view/compose.h"

/* Writes what is said now and what comes next; both sentences are empty at the call. */
typedef void host_writer(const struct contest *c, struct sentence *now, struct sentence *next);

/* host_answer.c: from the press to the answer shown */
host_writer host_open, host_tie, host_foul, host_answer, host_ruled, host_reveal;

/* host_show.c: everything around the questions */
host_writer host_title, host_rules, host_select, host_read, host_count, host_judge, host_round_end,
    host_standings, host_prizes, host_end;

/* host_draw.c: while lots are drawn */
host_writer host_draw;

/* "请听第 9 题。", "请听下一环节的规则。": what follows when the present question is done. */
void host_what_follows(const struct contest *c, struct sentence *next);

#endif
