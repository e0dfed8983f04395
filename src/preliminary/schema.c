/* The two documents as libcyaml reads them: all optional, all text; what is wrong is told later. */
#include "folder/schema.h"
#include "preliminary/internal.h"

enum { FEW = 64, NAMES = 4096 };

static const cyaml_schema_field_t member_fields[] = {
    TEXT("team", struct raw_member, team),
    TEXT("name", struct raw_member, name),
    LIST("scores", struct raw_member, scores, FEW),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t member_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_member, member_fields),
};
static const cyaml_schema_field_t marks_fields[] = {
    LIST("exams", struct raw_marks, exams, FEW),
    MAPS("members", struct raw_marks, members, member_count, &member_value,
         PRELIMINARY_MEMBERS_MAX),
    CYAML_FIELD_END,
};
const cyaml_schema_value_t preliminary_marks_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw_marks, marks_fields),
};

static const cyaml_schema_field_t exam_fields[] = {
    TEXT("name", struct raw_exam, name),
    TEXT("weight", struct raw_exam, weight),
    TEXT("type", struct raw_exam, type),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t exam_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_exam, exam_fields),
};
static const cyaml_schema_field_t size_fields[] = {
    TEXT("members", struct raw_size, members),
    TEXT("best", struct raw_size, best),
    CYAML_FIELD_END,
};
static const cyaml_schema_field_t tie_fields[] = {
    LIST("teams", struct raw_ties, teams, FEW),
    LIST("members", struct raw_ties, members, FEW),
    CYAML_FIELD_END,
};
static const cyaml_schema_field_t decision_fields[] = {
    TEXT("to", struct raw_decision, to),
    TEXT("of", struct raw_decision, of),
    LIST("order", struct raw_decision, order, NAMES),
    TEXT("reason", struct raw_decision, reason),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t decision_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_decision, decision_fields),
};
static const cyaml_schema_field_t prize_fields[] = {
    TEXT("title", struct raw_prizes, title),      TEXT("to", struct raw_prizes, to),
    LIST("of", struct raw_prizes, of, FEW),       LIST("bands", struct raw_prizes, bands, FEW),
    LIST("names", struct raw_prizes, names, FEW), CYAML_FIELD_END,
};
static const cyaml_schema_value_t prize_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_prizes, prize_fields),
};
static const cyaml_schema_field_t squad_fields[] = {
    TEXT("name", struct raw_squad, name),
    TEXT("from", struct raw_squad, from),
    TEXT("players", struct raw_squad, players),
    TEXT("reserves", struct raw_squad, reserves),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t squad_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_squad, squad_fields),
};
static const cyaml_schema_field_t organisation_fields[] = {
    TEXT("title", struct raw_organisation, title),
    LIST("teams", struct raw_organisation, teams, NAMES),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t rules_fields[] = {
    MAPS("exams", struct raw_rules, exams, exam_count, &exam_value, FEW),
    MAP("team", struct raw_rules, team, size_fields),
    TEXT("qualify", struct raw_rules, qualify),
    MAP("ties", struct raw_rules, ties, tie_fields),
    MAPS("decisions", struct raw_rules, decisions, decision_count, &decision_value, FEW),
    MAPS("prizes", struct raw_rules, prizes, prize_count, &prize_value, FEW),
    MAPS("squads", struct raw_rules, squads, squad_count, &squad_value, FEW),
    MAP("organisation", struct raw_rules, organisation, organisation_fields),
    CYAML_FIELD_END,
};
const cyaml_schema_value_t preliminary_rules_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw_rules, rules_fields),
};
