/* What the steps of loading share. Private to this room. */
#ifndef LEITAI_PRELIMINARY_INTERNAL_H
#define LEITAI_PRELIMINARY_INTERNAL_H

#include "folder/document.h"
#include "folder/values.h"
#include "preliminary/load.h"

struct raw_member {
    char *team, *name;
    struct raw_list scores;
};
struct raw_marks {
    struct raw_list exams;
    struct raw_member *members;
    unsigned member_count;
};

struct raw_exam {
    char *name, *weight, *type;
};
struct raw_decision {
    char *to, *of, *reason;
    struct raw_list order;
};
struct raw_prizes {
    char *title, *to;
    struct raw_list of, bands, names;
};
struct raw_squad {
    char *name, *from, *players, *reserves;
};
struct raw_size {
    char *members, *best;
};
struct raw_ties {
    struct raw_list teams, members;
};
struct raw_organisation {
    char *title;
    struct raw_list teams;
};
struct raw_rules {
    struct raw_exam *exams;
    unsigned exam_count;
    struct raw_size team;
    char *qualify;
    struct raw_ties ties;
    struct raw_decision *decisions;
    struct raw_prizes *prizes;
    struct raw_squad *squads;
    unsigned decision_count, prize_count, squad_count;
    struct raw_organisation organisation;
};

extern const cyaml_schema_value_t preliminary_marks_schema, preliminary_rules_schema;

#define MARKS_FILE "preliminary.yaml"
#define RULES_FILE "qualify.yaml"

struct pre_loader {
    struct arena *arena;
    struct folder_report *report;
    struct preliminary *p;
    const struct node **nodes; /* of each member, in the order of p->members */
    int team_members;          /* expected, 0: any */
};

/* marks.c: teams, members and marks. The exams have names only. */
void marks_load(struct pre_loader *l, const struct document *d);
/* Once it is known which exams a team sits together, and how many members it should have. */
void marks_check(struct pre_loader *l);

/* rules.c */
void rules_load(struct pre_loader *l, const struct document *d);
/* lists.c: prizes, squads, organisation. */
void lists_load(struct pre_loader *l, const struct document *d);

/* Index of a name, or -1, reported with the nearest one there is. */
int exam_find(struct pre_loader *l, struct spot s, const char *name);
int team_find(struct pre_loader *l, struct spot s, const char *name);
/* An exam or total. False: reported. */
bool subject_read(struct pre_loader *l, struct spot s, const char *text, int *subject);
/* teams or members. False: reported. */
bool side_read(struct pre_loader *l, struct spot s, const char *text, enum side *side);
/* A team exam says nothing about a member. False: reported. */
bool subject_fits(struct pre_loader *l, struct spot s, enum side side, int subject);

#endif
