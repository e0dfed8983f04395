/* raw — YAML documents as libcyaml gives them: every value still text, so that all of them can be
 * judged (and all complaints made) with their lines at hand. A NULL text is an absent key.
 */
#ifndef LEITAI_FOLDER_RAW_H
#define LEITAI_FOLDER_RAW_H

#include <cyaml/cyaml.h>

#include "contest/definition.h"
#include "folder/arena.h"

/* A list of texts. */
struct raw_list {
    char **items;
    unsigned count;
};

struct raw_fault {
    char *title, *right, *reason, *article, *points, *from_seconds, *to_seconds;
    struct raw_list region;
};

struct raw_question {
    char *id, *type, *text, *answer, *accept, *explanation, *article, *points, *author, *media;
    char *packet;
    struct raw_list options;
    struct raw_fault *faults;
    unsigned fault_count;
};

struct raw_questions {
    struct raw_question *questions;
    unsigned question_count;
};

struct raw_head {
    char *title, *subtitle, *when, *where, *organiser, *undertaker, *base_score, *seed;
    char *break_minutes;
    struct raw_list reasons[REASON_KINDS];
};

struct raw_team {
    char *seat, *name, *short_name, *reserve, *carry_in;
    struct raw_list players;
};

/* Values of a map whose keys are a table elsewhere (policies, keys, colours): slot i belongs to
 * name i. */
struct raw_slot {
    char *text;
    struct raw_list list;
};

struct raw_round {
    char *name, *short_name, *preset, *count;
    struct raw_list questions;
    struct raw_slot *policy;
};

struct raw_prize {
    char *name, *count;
};

struct raw_contest {
    struct raw_head head;
    struct raw_team *teams;
    struct raw_round *rounds;
    struct raw_prize *prizes;
    unsigned team_count, round_count, prize_count;
};

struct raw_preset {
    char *preset, *kind, *title, *source;
    struct raw_slot *policy;
};

struct raw_box {
    char *name, *link, *uid, *secret, *kind, *uncertainty_ms, *baud, *lamp_on, *lamp_off;
    struct raw_list seats, keys, shapes;
};

struct raw_displays {
    char *audience, *operator_;
    struct raw_list audience_area;
};

struct raw_screens { /* one text for each screen */
    char *audience, *operator_;
};

struct raw_sound {
    char *device, *volume;
    struct raw_list mute;
    struct raw_slot *levels; /* CUE_NAMES */
};

struct raw_stage {
    struct raw_box *boxes;
    unsigned box_count;
    struct raw_slot *keypad; /* KEY_COUNT keys, then "device" */
    struct raw_displays displays;
    char *theme;
    struct raw_screens themes, languages;
    struct raw_sound sound;
    char *mirror;
};

struct raw_fonts {
    char *sans, *serif;
};

struct raw_theme {
    char *theme, *base, *logo, *background;
    struct raw_fonts fonts;
    struct raw_slot *colours; /* by enum colour */
};

/* The document kinds; their schemas live in `a`. */
struct schemas {
    const cyaml_schema_value_t *contest, *questions, *preset, *stage, *theme;
};
void schemas_build(struct schemas *s, struct arena *a);

#endif
