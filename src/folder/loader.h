/* loader — what the steps of loading a folder share. Private to this room. */
#ifndef LEITAI_FOLDER_LOADER_H
#define LEITAI_FOLDER_LOADER_H

#include "folder/document.h"
#include "folder/folder.h"
#include "folder/values.h"

struct preset {
    const char *name;
    bool usable;
    enum round_kind kind;
    struct policy policy;
};

struct loader {
    struct arena *arena;
    struct folder_report *report;
    struct folder *folder;
    struct schemas schemas;
    const char *dir;      /* NULL: from texts */
    const char *real_dir; /* canonical, for finding links that lead out */
    const char *const *preset_dirs;
    const struct folder_file *given;
    size_t given_count;
    struct folder_file *files;
    struct question *questions;
    struct origin *origins; /* of each question */
    const char **packets;   /* of each question, as written, "" */
    size_t question_count;
    struct preset *presets;
    size_t preset_count;
    struct folder_media *media;
};

/* ---- source.c: reading files ---- */

enum source_result { SOURCE_OK, SOURCE_MISSING, SOURCE_BAD /* reported */ };
/* Text of `path` in the folder (or among the given texts), kept as a definition file. `from` (may
 * be NULL): another directory to read it from. */
enum source_result source_read(struct loader *l, const char *from, const char *path,
                               struct folder_file *out);
/* Reports a missing file at `s`, with the nearest existing name. */
void source_missing(struct loader *l, struct spot s, const char *path);
/* "dir/path" in the arena. */
const char *path_join(struct arena *a, const char *dir, const char *path);
/* Whether the existing file `full` lies in the folder once links are followed. */
bool path_inside(const struct loader *l, const char *full);

/* ---- the documents ---- */

void contest_file_load(struct loader *l);
void stage_file_load(struct loader *l);
/* `text`: 32 hexadecimal digits, or the path of a file outside of the folder that holds them. */
void secret_load(struct loader *l, struct spot s, const char *text, struct stage_box *b);
/* sound: of stage.yaml, and whether the files in sounds/ are cues. */
void stage_sound_load(struct loader *l, const struct document *d, const struct raw_stage *raw);
/* Warns of files in sounds/ that nothing plays. */
void sounds_unused(struct loader *l);
/* Whether a file of that name in that folder ("media", "sounds") is played. */
bool sound_file_used(const char *dir, const char *name);
enum { STAGE_ADDRESS_CHARS = 120 }; /* of a device or link */

/* Colours of the theme called `name` into *theme, its pictures and fonts into *out, unless NULL. */
void theme_load(struct loader *l, struct spot s, const char *name, struct theme *theme,
                struct stage_config *out);
/* NULL: reported. */
const struct preset *preset_find(struct loader *l, struct spot s, const char *name);
/* Sets what `slots` says on *p. */
bool policy_apply(struct finder at, const struct node *map, const struct raw_slot *slots,
                  struct policy *p);
/* What `slots` says has an effect under *p; false: reported. Also reminds of a timeout left at the
 * preset's points beside a wrong answer that was changed. */
bool policy_used(struct finder at, const struct node *map, const struct raw_slot *slots,
                 const struct policy *p);
void rounds_load(struct loader *l, const struct document *d);
/* A name for narrow places: `text`, or `name` when that is short enough itself. Reports. */
const char *short_load(struct arena *a, struct finder at, const struct node *n, const char *text,
                       const char *name, const char *what);
/* Appends the questions of `path` to l->questions. */
void questions_load(struct loader *l, struct spot s, const char *path);
/* ---- packets.c ---- */

/* A packet's name as written, short enough for a card. Reports. */
const char *packet_name(struct loader *l, struct spot s, const char *text);
/* Names and numbers the packets of r and checks that they are equal; without `counted` (a count
 * was written) also how many questions are played. `s`: the round and its questions. */
void packets_load(struct loader *l, struct spot s, struct round *r, bool counted);

/* Fills answer and answer_options of q. */
void answer_load(struct arena *a, struct finder at, const struct node *n,
                 const struct raw_question *raw, struct question *q);
void faults_load(struct loader *l, struct finder at, const struct node *n,
                 const struct raw_question *raw, struct question *q);
/* Equal ids (errors) and near-equal questions (warnings) over the whole contest. */
void duplicates_check(struct loader *l);

/* ---- media.c ---- */

/* Checks the file of question `index`; size of the picture in *width, *height (0: unknown). */
void media_use(struct loader *l, struct spot s, const char *path, bool video, int *width,
               int *height);
/* The same for a picture that belongs to no question; it may be named more than once. */
void media_picture(struct loader *l, struct spot s, const char *path);
void media_unused(struct loader *l);

#endif
