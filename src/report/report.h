/* report — what is handed out after the show, from the journal alone.
 *
 * report_load folds a journal through the contest rules, checking every state digest on the way,
 * and keeps what the outputs need: standings, ledger, presses, prizes, tie decisions, narration.
 * The writers turn it into a workbook, a PDF for signature, CSV, JSON and certificates. Nothing
 * here knows today's date or the machine: the same journal gives the same bytes for ever. Times of
 * day are Beijing time (UTC+8) on every machine, and say so where they are printed.
 *
 * I/O edge: reads and writes files, allocates. A `struct report` belongs to one thread at a time;
 * the writers only read it.
 */
#ifndef LEITAI_REPORT_H
#define LEITAI_REPORT_H

#include "contest/contest.h"
#include "contest/standings.h"

#include <stdio.h>

/* ---- the state as JSON ------------------------------------------------------------------------
 */

/* Writes one JSON object and a newline to `out`: what `leitai play --json` and `log --json` print.
 *
 *   teams   [{seat, name, score, rank}]   in seat order; equal teams share the better rank
 *   ledger  [{seq, at_us, round, question, seat, points, cause}]   as it stands, oldest first;
 *           round and question count from 1, 0: outside of any; cause: one of cause_names
 *   digest  16 hex digits, contest_digest
 *
 * Points are numbers with up to two decimals. Returns false when `out` is in error. Pure but for
 * `out`. */
bool report_json_state(FILE *out, const struct contest *c);

#endif
