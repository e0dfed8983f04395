#include <stdlib.h>
#include <string.h>

#include "contest/definition.h"
#include "cue/cue.h"
#include "folder/raw.h"
#include "folder/schema.h"
#include "keypad/keypad.h"
#include "layout/type.h"

enum { LIST_MAX = 64, QUESTION_FILES_MAX = 64 };

static const cyaml_schema_field_t fault_fields[] = {
    TEXT("title", struct raw_fault, title),
    TEXT("right", struct raw_fault, right),
    TEXT("reason", struct raw_fault, reason),
    TEXT("article", struct raw_fault, article),
    TEXT("points", struct raw_fault, points),
    LIST("region", struct raw_fault, region, LIST_MAX),
    TEXT("from_seconds", struct raw_fault, from_seconds),
    TEXT("to_seconds", struct raw_fault, to_seconds),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t fault_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_fault, fault_fields),
};

static const cyaml_schema_field_t question_fields[] = {
    TEXT("id", struct raw_question, id),
    TEXT("type", struct raw_question, type),
    TEXT("text", struct raw_question, text),
    LIST("options", struct raw_question, options, LIST_MAX),
    TEXT("answer", struct raw_question, answer),
    TEXT("accept", struct raw_question, accept),
    TEXT("explanation", struct raw_question, explanation),
    TEXT("article", struct raw_question, article),
    TEXT("points", struct raw_question, points),
    TEXT("author", struct raw_question, author),
    TEXT("media", struct raw_question, media),
    TEXT("packet", struct raw_question, packet),
    MAPS("faults", struct raw_question, faults, fault_count, &fault_value, FAULTS_MAX),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t question_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_question, question_fields),
};
static const cyaml_schema_field_t questions_fields[] = {
    MAPS("questions", struct raw_questions, questions, question_count, &question_value,
         QUESTIONS_MAX),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t questions_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw_questions, questions_fields),
};

#define REASONS(key, kind)                                                                         \
    CYAML_FIELD_SEQUENCE_COUNT(key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct reason_lists, \
                               of[kind].items, of[kind].count, &text_value, 0, LIST_MAX)
struct reason_lists {
    struct raw_list of[REASON_KINDS];
};
static const cyaml_schema_field_t reason_fields[] = {
    REASONS("void", REASON_VOID),
    REASONS("score", REASON_SCORE),
    REASONS("conduct", REASON_CONDUCT),
    CYAML_FIELD_END,
};
static const cyaml_schema_field_t head_fields[] = {
    TEXT("title", struct raw_head, title),
    TEXT("subtitle", struct raw_head, subtitle),
    TEXT("when", struct raw_head, when),
    TEXT("where", struct raw_head, where),
    TEXT("organiser", struct raw_head, organiser),
    TEXT("undertaker", struct raw_head, undertaker),
    TEXT("base_score", struct raw_head, base_score),
    TEXT("seed", struct raw_head, seed),
    TEXT("break_minutes", struct raw_head, break_minutes),
    MAP("reasons", struct raw_head, reasons, reason_fields),
    CYAML_FIELD_END,
};
static const cyaml_schema_field_t team_fields[] = {
    TEXT("seat", struct raw_team, seat),
    TEXT("name", struct raw_team, name),
    TEXT("short", struct raw_team, short_name),
    LIST("players", struct raw_team, players, LIST_MAX),
    TEXT("reserve", struct raw_team, reserve),
    TEXT("carry_in", struct raw_team, carry_in),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t team_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_team, team_fields),
};
static const cyaml_schema_field_t prize_fields[] = {
    TEXT("name", struct raw_prize, name),
    TEXT("count", struct raw_prize, count),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t prize_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_prize, prize_fields),
};

static const cyaml_schema_field_t box_fields[] = {
    TEXT("name", struct raw_box, name),
    TEXT("link", struct raw_box, link),
    LIST("seats", struct raw_box, seats, LIST_MAX),
    TEXT("uid", struct raw_box, uid),
    TEXT("secret", struct raw_box, secret),
    TEXT("kind", struct raw_box, kind),
    TEXT("uncertainty_ms", struct raw_box, uncertainty_ms),
    TEXT("baud", struct raw_box, baud),
    LIST("keys", struct raw_box, keys, LIST_MAX),
    LIST("shapes", struct raw_box, shapes, LIST_MAX),
    TEXT("lamp_on", struct raw_box, lamp_on),
    TEXT("lamp_off", struct raw_box, lamp_off),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t box_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_box, box_fields),
};
static const cyaml_schema_field_t display_fields[] = {
    TEXT("audience", struct raw_displays, audience),
    TEXT("operator", struct raw_displays, operator_),
    LIST("audience_area", struct raw_displays, audience_area, LIST_MAX),
    CYAML_FIELD_END,
};
static const cyaml_schema_field_t screen_fields[] = {
    TEXT("audience", struct raw_screens, audience),
    TEXT("operator", struct raw_screens, operator_),
    CYAML_FIELD_END,
};
static const cyaml_schema_field_t font_fields[] = {
    TEXT("sans", struct raw_fonts, sans),
    TEXT("serif", struct raw_fonts, serif),
    CYAML_FIELD_END,
};

static void slot_text(cyaml_schema_field_t *f, const char *key, size_t slot)
{
    static const cyaml_schema_field_t one = TEXT("", struct raw_slot, text);
    *f = one;
    f->key = key;
    f->data_offset += (uint32_t)(slot * sizeof(struct raw_slot));
}

static void slot_list(cyaml_schema_field_t *f, const char *key, size_t slot)
{
    static const cyaml_schema_field_t many = LIST("", struct raw_slot, list, LIST_MAX);
    *f = many;
    f->key = key;
    f->data_offset += (uint32_t)(slot * sizeof(struct raw_slot));
    f->count_offset += (uint32_t)(slot * sizeof(struct raw_slot));
}

/* A field "key" whose map has `slots` slots described by `fields`, reached through the pointer at
 * `offset`. */
static cyaml_schema_field_t slots_field(const char *key, size_t offset, size_t slots,
                                        const cyaml_schema_field_t *fields)
{
    return (cyaml_schema_field_t){
        .key = key,
        .data_offset = (uint32_t)offset,
        .value = {.type = CYAML_MAPPING,
                  .flags = (enum cyaml_flag)(CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL),
                  .data_size = (uint32_t)(slots * sizeof(struct raw_slot)),
                  .mapping = {.fields = fields}},
    };
}

static const cyaml_schema_field_t *policy_fields(struct arena *a)
{
    cyaml_schema_field_t *f = arena_array(a, policy_key_count + 1, sizeof *f);
    for (size_t i = 0; i < policy_key_count; i++) {
        const struct policy_key *k = &policy_keys[i];
        if (k->type == POLICY_POINTS_LIST || k->type == POLICY_COUNT_LIST)
            slot_list(&f[i], k->name, i);
        else
            slot_text(&f[i], k->name, i);
    }
    return f;
}

static cyaml_schema_value_t map_of(size_t size, const cyaml_schema_field_t *fields, bool pointer)
{
    return (cyaml_schema_value_t){
        .type = CYAML_MAPPING,
        .flags = pointer ? CYAML_FLAG_POINTER : CYAML_FLAG_DEFAULT,
        .data_size = (uint32_t)size,
        .mapping = {.fields = fields},
    };
}

static const cyaml_schema_value_t *keep_value(struct arena *a, cyaml_schema_value_t v)
{
    cyaml_schema_value_t *kept = arena_alloc(a, sizeof *kept);
    *kept = v;
    return kept;
}

static const cyaml_schema_field_t *keep_fields(struct arena *a, const cyaml_schema_field_t *f,
                                               size_t bytes)
{
    return (const cyaml_schema_field_t *)arena_copy(a, f, bytes);
}

static const cyaml_schema_value_t *contest_schema(struct arena *a,
                                                  const cyaml_schema_field_t *policy)
{
    cyaml_schema_field_t round[] = {
        TEXT("name", struct raw_round, name),
        TEXT("short", struct raw_round, short_name),
        TEXT("preset", struct raw_round, preset),
        LIST("questions", struct raw_round, questions, QUESTION_FILES_MAX),
        TEXT("count", struct raw_round, count),
        slots_field("policy", offsetof(struct raw_round, policy), policy_key_count, policy),
        CYAML_FIELD_END,
    };
    const cyaml_schema_value_t *round_value =
        keep_value(a, map_of(sizeof(struct raw_round), keep_fields(a, round, sizeof round), false));
    cyaml_schema_field_t top[] = {
        MAP("contest", struct raw_contest, head, head_fields),
        MAPS("teams", struct raw_contest, teams, team_count, &team_value, LIST_MAX),
        MAPS("rounds", struct raw_contest, rounds, round_count, round_value, LIST_MAX),
        MAPS("prizes", struct raw_contest, prizes, prize_count, &prize_value, LIST_MAX),
        CYAML_FIELD_END,
    };
    return keep_value(a, map_of(sizeof(struct raw_contest), keep_fields(a, top, sizeof top), true));
}

static const cyaml_schema_value_t *preset_schema(struct arena *a,
                                                 const cyaml_schema_field_t *policy)
{
    cyaml_schema_field_t top[] = {
        TEXT("preset", struct raw_preset, preset),
        TEXT("kind", struct raw_preset, kind),
        TEXT("title", struct raw_preset, title),
        TEXT("source", struct raw_preset, source),
        slots_field("policy", offsetof(struct raw_preset, policy), policy_key_count, policy),
        CYAML_FIELD_END,
    };
    return keep_value(a, map_of(sizeof(struct raw_preset), keep_fields(a, top, sizeof top), true));
}

static const cyaml_schema_value_t *stage_schema(struct arena *a)
{
    cyaml_schema_field_t *keys = arena_array(a, KEY_COUNT + 2, sizeof *keys);
    for (size_t i = 0; i < KEY_COUNT; i++)
        slot_list(&keys[i], key_names[i], i);
    slot_text(&keys[KEY_COUNT], "device", KEY_COUNT);
    cyaml_schema_field_t *levels = arena_array(a, CUE_NAMES + 1, sizeof *levels);
    for (int i = 0; i < CUE_NAMES; i++)
        slot_text(&levels[i], cue_name(i), (size_t)i);
    const cyaml_schema_field_t sound[] = {
        TEXT("device", struct raw_sound, device),
        TEXT("volume", struct raw_sound, volume),
        LIST("mute", struct raw_sound, mute, LIST_MAX),
        slots_field("levels", offsetof(struct raw_sound, levels), CUE_NAMES, levels),
        CYAML_FIELD_END,
    };
    const cyaml_schema_field_t *sound_fields = keep_fields(a, sound, sizeof sound);
    cyaml_schema_field_t top[] = {
        MAPS("boxes", struct raw_stage, boxes, box_count, &box_value, 4 * LIST_MAX),
        slots_field("keypad", offsetof(struct raw_stage, keypad), KEY_COUNT + 1, keys),
        MAP("displays", struct raw_stage, displays, display_fields),
        TEXT("theme", struct raw_stage, theme),
        MAP("themes", struct raw_stage, themes, screen_fields),
        MAP("languages", struct raw_stage, languages, screen_fields),
        MAP("sound", struct raw_stage, sound, sound_fields),
        TEXT("mirror", struct raw_stage, mirror),
        CYAML_FIELD_END,
    };
    return keep_value(a, map_of(sizeof(struct raw_stage), keep_fields(a, top, sizeof top), true));
}

static const cyaml_schema_value_t *theme_schema(struct arena *a)
{
    cyaml_schema_field_t *colours = arena_array(a, COLOUR_COUNT + 1, sizeof *colours);
    size_t n = 0;
    for (int i = COLOUR_CUSTOM + 1; i < COLOUR_COUNT; i++)
        slot_text(&colours[n++], colour_name((enum colour)i), (size_t)i);
    cyaml_schema_field_t top[] = {
        TEXT("theme", struct raw_theme, theme),
        TEXT("base", struct raw_theme, base),
        TEXT("logo", struct raw_theme, logo),
        TEXT("background", struct raw_theme, background),
        MAP("fonts", struct raw_theme, fonts, font_fields),
        slots_field("colours", offsetof(struct raw_theme, colours), COLOUR_COUNT, colours),
        CYAML_FIELD_END,
    };
    return keep_value(a, map_of(sizeof(struct raw_theme), keep_fields(a, top, sizeof top), true));
}

void schemas_build(struct schemas *s, struct arena *a)
{
    const cyaml_schema_field_t *policy = policy_fields(a);
    s->questions = &questions_value;
    s->contest = contest_schema(a, policy);
    s->preset = preset_schema(a, policy);
    s->stage = stage_schema(a);
    s->theme = theme_schema(a);
}
