/* internal — what the files of the report room share. */
#ifndef LEITAI_REPORT_INTERNAL_H
#define LEITAI_REPORT_INTERNAL_H

#include "report/plain.h"
#include "report/report.h"
#include "words/words.h"

/* ---- errors.c: all return false ---------------------------------------------------------------
 */

bool report_fail(struct report_error *e, const char *format, int64_t number, const char *remedy);
bool report_fail_text(struct report_error *e, const char *what, const char *remedy);
bool report_fail_memory(struct report_error *e, const struct words *words);
/* A file that can't be written or read, with errno. */
bool report_fail_file(struct report_error *e, const struct words *words, const char *path,
                      int error);

/* Room for one more element behind `count`; false when memory is full. */
bool report_grow(void **array, size_t count, size_t size);

/* ---- outfile.c: a file that is complete under its name or not there ---------------------------
 */

struct outfile {
    FILE *file;
    char path[1024], part[1032]; /* written as `part`, renamed when whole */
};

bool outfile_open(struct outfile *o, const char *path, const struct words *words,
                  struct report_error *e);
/* Syncs and renames when `good`, else removes the part. */
bool outfile_close(struct outfile *o, bool good, const struct words *words, struct report_error *e);
/* For libraries that want a name: syncs PATH.part and renames it to PATH. */
bool outfile_settle(const char *path, const struct words *words, struct report_error *e);
bool outfile_folder(const char *dir, const struct words *words, struct report_error *e);

/* ---- derive.c ---------------------------------------------------------------------------------
 */

struct tie_decision {
    int seat;
    int64_t undone_by;
    char reason[INPUT_TEXT * 3];
};

/* Standings, points by round and ties of the last state. */
void report_derive(struct report *r, const struct tie_decision *decisions, size_t count);

/* ---- titles.c ---------------------------------------------------------------------------------
 */

/* In the language of the paper. */
const char *report_cause(const struct report *r, int cause);
const char *report_verdict(const struct report *r, int verdict);
const char *report_status(const struct report *r, int64_t undone_by); /* "有效", "已撤销" */
/* "必答 第 3 题", "必答", "" */
void report_where(const struct report *r, int round, int question, char *out, size_t size);
const char *report_team_name(const struct report *r, int seat); /* "" when the seat is empty */
/* "陈立、周敏、黄河清" */
void report_players(const struct words *w, const struct team *t, char *out, size_t size);
/* What the certificate and the signed sheet call the prize of a standing, "" when none. */
const char *report_prize_name(const struct report *r, const struct standing *s);
/* "与 3 号并列", "加赛胜出", … of a standing, "" mostly. */
const char *report_standing_note(const struct report *r, const struct standing *s);
/* Reason of a change as people read it: reason, clipped by a cap, corrects which. */
void report_change_note(const struct report *r, const struct report_change *c, char *out,
                        size_t size);
/* "演练" / "未完" / problem line that paper must carry, "" when results are final. */
void report_caution(const struct report *r, char *out, size_t size);

#endif
