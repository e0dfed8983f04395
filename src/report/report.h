/* report — what is handed out after the show, from the journal alone.
 *
 * report_load folds a journal through the contest rules, checking every state digest on the way,
 * and keeps what the outputs need: standings, ledger, presses, prizes, tie decisions, narration.
 * The writers turn it into a workbook, PDFs for signature, CSV, JSON and certificates. Nothing here
 * knows today's date or the machine: the same journal gives the same bytes for ever. Times of day
 * are Beijing time (UTC+8) on every machine, and say so where they are printed.
 *
 * Paper and errors are in the language of the `words` given; names, questions and narration stay as
 * they were written. The JSON is the same in every language. I/O edge: reads and writes
 * files, allocates. A `struct report` belongs to one thread at a time; the writers only read it.
 */
#ifndef LEITAI_REPORT_H
#define LEITAI_REPORT_H

#include "contest/contest.h"
#include "contest/standings.h"
#include "journal/journal.h"

#include <stdio.h>

struct folder;
struct words;

/* One message for people: what and where; what to do. */
struct report_error {
    char what[400], remedy[320];
};

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

/* ---- a replayed journal -----------------------------------------------------------------------
 */

/* A team with its points by round. */
struct report_team {
    struct standing standing;
    const struct team *team;
    int32_t start_cp; /* base + carry-in */
    int32_t round_cp[ROUNDS_MAX];
    int32_t other_cp; /* outside rounds: start + rounds + other = score */
};

/* A score change, standing or taken back. */
struct report_change {
    struct ledger_entry entry;
    int64_t row; /* journal entry that brought it */
    int64_t wall_us;
    int64_t undone_by; /* journal entry that took it back, 0: it stands */
    int32_t total_cp;  /* the team's score after it */
};

/* A press, in the order in which they were released. */
struct report_press {
    int64_t row, undone_by; /* as above; undone: the step it belonged to was taken back */
    int64_t wall_us;        /* of the press itself */
    int64_t press_us, lo_us, hi_us, arrived_us; /* show time */
    int64_t margin_us; /* after the press that came first, negative: before it; see has_margin */
    int64_t uncertainty_us;
    int64_t since_go_us; /* after the go call; see has_go */
    bool has_margin, has_go;
    int32_t box, button, flags;
    int16_t round, question, question_index; /* as in struct ledger_entry */
    uint8_t seat, verdict, go_call;          /* verdict: the final one of its question */
};

enum { REPORT_TIE_TEXT = 6144 }; /* every team at its longest name */

/* How equal scores were ordered, or that they were not. */
struct report_tie {
    bool decided, matters;
    char text[REPORT_TIE_TEXT]; /* one sentence */
};

/* One line of narration as it was shown to the operator. */
struct report_line {
    int64_t row, at_us, wall_us;
    char *text;
};

struct report {
    const struct words *words; /* of paper and errors */
    const struct definition *def;
    struct contest *contest; /* the last state; without undo memory */
    char head[JOURNAL_HASH_TEXT];
    char *title;      /* def->title, "（彩排）" behind it where it was one */
    int64_t entries;  /* in the journal */
    int64_t begin_us; /* wall time of show time 0 */
    int64_t end_us;   /* wall time of the last entry */
    bool rehearsal;
    bool finished;     /* the show was played to its end: results are final */
    int problems;      /* found by journal_verify; paper then says so and is not to be signed */
    char problem[320]; /* the first of them */
    struct standings standings;
    struct report_team teams[TEAMS_MAX]; /* best first */
    int team_count;
    struct report_tie ties[TEAMS_MAX];
    int tie_count;
    struct report_change *changes;
    size_t change_count;
    struct report_press *presses;
    size_t press_count;
    struct report_line *lines;
    size_t line_count;
    struct folder *folder; /* owns def */
};

/* Reads the journal at `path`, which is not changed, and fills *r. `words` (NULL: Chinese) must
 * outlive it. False: *e says why, *r is empty. An altered journal that still replays loads, with
 * `problems` > 0. */
bool report_load(struct report *r, const char *path, const struct words *words,
                 struct report_error *e);

/* Frees what *r owns. An empty (zeroed) report is accepted. */
void report_finish(struct report *r);

/* Short title of the round `index` ("" when -1) and the id of a question ("" when -1). */
const char *report_round_name(const struct report *r, int index);
const char *report_question_id(const struct report *r, int index);

/* ---- writers ----------------------------------------------------------------------------------
 */

/* Each writes one file at `path`: complete under its name or not at all; an existing file is
 * replaced. False: *e says why. */
bool report_xlsx(const struct report *r, const char *path, struct report_error *e);
bool report_pdf(const struct report *r, const char *path,
                struct report_error *e); /* to be signed */
bool report_ledger_pdf(const struct report *r, const char *path, struct report_error *e);
bool report_csv_standings(const struct report *r, const char *path, struct report_error *e);
bool report_csv_ledger(const struct report *r, const char *path, struct report_error *e);
bool report_csv_presses(const struct report *r, const char *path, struct report_error *e);
bool report_json(const struct report *r, const char *path, struct report_error *e);

/* A page for each prized team, or for each of their players and reserves. `sample`: a certificate
 * text as assets/templates/certificate.txt explains, NULL: that one. Nobody has a prize: a file is
 * not made, true. */
bool report_certificates(const struct report *r, const char *sample, const char *path,
                         struct report_error *e);
bool report_player_certificates(const struct report *r, const char *sample, const char *path,
                                struct report_error *e);

/* All of them into the folder `dir`, made when missing: results.xlsx, results.pdf, ledger.pdf,
 * certificates.pdf, certificates-players.pdf, standings.csv, ledger.csv, presses.csv, results.json.
 * `certificate`: path of a certificate text, NULL: the built-in one. */
bool report_write_all(const struct report *r, const char *dir, const char *certificate,
                      struct report_error *e);

#endif
