/* report/print — paper for before the show, from a loaded contest folder: `leitai print DIR`.
 *
 *   host-script.pdf   主持人台本: teams, then each round's rules and its questions with answers
 *   answers.pdf       评委答案册: answers with grounds, faulty documents with their faults marked
 *   score-sheet.pdf   记分表: blank tables to keep the score by hand
 *
 * Where a round draws packets, its questions stand packet by packet under a heading each.
 *
 * Rules are the sentences of view/text.h, made from the policies that score. A question is never
 * split over pages. The same folder and language give the same bytes. Errors as in report.h.
 */
#ifndef LEITAI_REPORT_PRINT_H
#define LEITAI_REPORT_PRINT_H

#include "folder/folder.h"
#include "report/report.h"

bool print_host_script(const struct folder *f, const char *path, const struct words *words,
                       struct report_error *e);
bool print_answers(const struct folder *f, const char *path, const struct words *words,
                   struct report_error *e);
bool print_score_sheet(const struct folder *f, const char *path, const struct words *words,
                       struct report_error *e);

/* All three into `dir`, made when missing. */
bool print_all(const struct folder *f, const char *dir, const struct words *words,
               struct report_error *e);

#endif
