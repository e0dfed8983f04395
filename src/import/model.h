/* model — what the tables say, before it becomes YAML. All text in the arena. Private to this room.
 */
#ifndef LEITAI_IMPORT_MODEL_H
#define LEITAI_IMPORT_MODEL_H

#include "folder/tree.h"
#include "import/table.h"

/* A fault of a picture or video: one row. */
struct new_fault {
    const struct row *row;
};

struct new_question {
    const struct table *table;
    const struct row *row;
    const char *id, *type; /* type as in YAML */
    const char *answer;
    const char *options[OPTIONS_MAX + 1];
    int option_count;
    struct new_fault faults[FAULTS_MAX];
    int fault_count;
    int target; /* index into targets */
};

struct new_team {
    const struct table *table; /* NULL: kept from contest.yaml */
    const struct row *row;
    const char *seat, *name, *short_name, *reserve, *carry_in;
    const char *players[PLAYERS_MAX + 1];
    int player_count;
};

struct new_score {
    const struct table *table;
    const struct row *row;
    const char *team, *person;
};

/* A round of contest.yaml and its question file. */
struct target {
    const char *name, *short_name, *preset;
    const char *path; /* "" when the round has no question file */
    bool used;
};

enum { IDS_SLOTS = 32768 }; /* > 2 × QUESTIONS_MAX, open addressing */

struct model {
    struct arena *arena;
    struct folder_report *report;
    const char *dir;
    const char *contest; /* text of contest.yaml */
    size_t contest_size;
    const struct node *contest_root;
    struct target targets[ROUNDS_MAX];
    int target_count;
    const char **companions; /* every file contest.yaml names: question files, presets */
    size_t companion_count;
    struct new_question *questions;
    size_t question_count;
    struct new_team *teams;
    size_t team_count;
    bool teams_changed, people_changed;
    struct new_score *scores;
    size_t score_count;
    const struct table *score_table;
    size_t people_rows;                /* people brought in */
    const struct new_question **by_id; /* hash of ids, IDS_SLOTS */
    size_t from, errors;               /* of the report before this import */
};

/* Reads contest.yaml: rounds, teams. False: unreadable, reported. */
bool target_load(struct model *m);
/* Index of the round meant by `name` (name, short name, preset or file name of a table), or -1. */
int target_find(const struct model *m, const char *name);

/* Take the rows of a table of their kind; report what is wrong. */
void take_questions(struct model *m, const struct table *t);
void take_teams(struct model *m, const struct table *t);
void take_people(struct model *m, const struct table *t);
void take_scores(struct model *m, const struct table *t);

/* A cell with `unit` ("分", "号") taken off and "3.0" made "3". */
const char *plain_number(struct arena *a, const char *text);

/* A file to be written. */
struct mark {
    int line;                  /* from this line on … */
    const struct table *table; /* … text came from this row; NULL: from no table */
    int row;
};
struct output {
    const char *path; /* in the folder */
    char *text;       /* from malloc */
    size_t size;
    struct mark *marks; /* ascending */
    size_t mark_count;
};
enum { OUTPUTS_MAX = ROUNDS_MAX + 2 };
struct outputs {
    struct output list[OUTPUTS_MAX];
    int count;
    int rows; /* of tables that are in them */
};

/* Rows with an error among `report`'s findings from index `from` on are left out of what is built
 * from now on. */
void drop_bad_rows(struct model *m, const struct folder_report *report, size_t from);

/* Builds all files; destroy frees them. False: reported. */
bool outputs_build(struct model *m, struct outputs *out);
void outputs_free(struct outputs *out);

/* Checks the folder as it would be; findings about rows go to `report` in terms of the tables. */
void outputs_check(struct model *m, const struct outputs *out, struct folder_report *report);

/* Puts them in place. False: reported. */
bool outputs_write(struct model *m, const struct outputs *out);

#endif
