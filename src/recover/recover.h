/* recover — starts a show again from scores copied off paper, when its journal is lost for good.
 *
 * The scores come from a small text or table, one team a line, and a line that says where to go on:
 *
 *   round 3            the show goes on at the rule card of round 3 ("round standings": all played)
 *   draw 3,1,2         only if seats had been drawn on stage: the seat of each team as listed
 *   1,120              seat, score; or seat, name, score: then the name must be that seat's
 *   2,市监局,-10
 *
 * Commas, semicolons, tabs or spaces; headings (台号, seat) and what follows # are skipped; 环节
 * and 抽签 may be written for round and draw. Every team must be there, once: a team left out would
 * silently get its base score.
 *
 * The new journal begins with score edits whose reason says what they are, then the round. So the
 * ledger explains every point, each edit can be undone, and `leitai run` resumes it like any other.
 * It is written under another name and put in place only when it is whole; the journal that lay
 * there is put away under the next free number, never overwritten.
 *
 * One thread at a time.
 */
#ifndef LEITAI_RECOVER_H
#define LEITAI_RECOVER_H

#include "folder/folder.h"
#include "journal/journal.h"

/* Why the scores are edited; in the catalogue. */
extern const char recover_reason[];

struct recover_scores {
    int32_t score_cp[TEAMS_MAX]; /* by seat - 1; only seats with a team */
    int line[TEAMS_MAX];         /* where it was said, 0: not yet */
    int round;                   /* 1..; RECOVER_STANDINGS: to the standings; 0: not said */
    int round_line;
    char draw[INPUT_TEXT]; /* as COMMAND_SEAT_DRAW takes it, "" */
};
enum { RECOVER_STANDINGS = -1 };

/* Reads `text` (UTF-8 with or without BOM, or GB18030) for the contest `def`. `file` names it in
 * findings, which go to *report. False: there was an error. */
bool recover_read(struct recover_scores *s, const char *text, const char *file,
                  const struct definition *def, struct folder_report *report);

struct recover_options {
    const char *journal; /* path of the journal to make */
    bool rehearsal;
    bool force; /* an unfinished or unreadable journal at that place may be put away */
    const struct words *words;
    int64_t (*wall_us)(void *ctx); /* as in show_options */
    void *ctx;
};

struct recovered {
    int adjusted;                /* teams whose score had to be edited */
    char away[JOURNAL_PATH_MAX]; /* where the former journal lies now, "" when there was none */
};

/* Makes the journal. False and *e: nothing at the journal's place has changed. A journal that
 * another process is writing is always refused. */
bool recover_show(const struct folder *folder, const struct recover_scores *s,
                  const struct recover_options *options, struct recovered *out,
                  struct journal_error *e);

#endif
