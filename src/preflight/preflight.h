/* preflight — what would go wrong on stage, found before anybody is watching.
 *
 * Each check adds findings to a list: what it is, good or not, and what to do about it. Nothing
 * here opens a window, plays a sound or stops a show; whoever runs the checks decides what a
 * finding means. `leitai check` runs those of the folder, `leitai run` all of them.
 *
 * A list belongs to one thread at a time. preflight_media is slow (it decodes every file) and may
 * run on any thread with a list of its own; texts need the fonts and therefore the main thread, a
 * bit at a time; all others are quick.
 */
#ifndef LEITAI_PREFLIGHT_H
#define LEITAI_PREFLIGHT_H

#include "folder/folder.h"
#include "stage/blanking.h"
#include "stage/displays.h"
#include "stage/fonts.h"
#include "view/view.h"

#include <stdatomic.h>

enum preflight_kind {
    PREFLIGHT_DISPLAYS,
    PREFLIGHT_FONTS, /* faces, and a glyph for every character */
    PREFLIGHT_PAGES, /* texts that need more than one page on this wall */
    PREFLIGHT_MEDIA, /* every picture decoded, every video tried */
    PREFLIGHT_BOXES,
    PREFLIGHT_DISK, /* room, and a folder that can be written */
    PREFLIGHT_SOUND,
    PREFLIGHT_POWER, /* blanking, battery */
    PREFLIGHT_KIND_COUNT
};

/* Chinese, in the catalogue. */
extern const char *const preflight_titles[PREFLIGHT_KIND_COUNT];

enum { PREFLIGHT_TEXT = MESSAGE_TEXT, PREFLIGHT_MAX = 400 };

struct preflight_check {
    enum preflight_kind kind;
    enum light light; /* LIGHT_GOOD, LIGHT_WARN, LIGHT_BAD (the show would suffer) */
    char file[160];   /* file concerned, "" none */
    int line;         /* in it, 0: all of it */
    char message[PREFLIGHT_TEXT];
    char remedy[PREFLIGHT_TEXT]; /* "" only with LIGHT_GOOD */
};

struct preflight {
    const struct words *words; /* NULL: Chinese */
    struct preflight_check *checks;
    int count, room;
    int dropped; /* findings beyond PREFLIGHT_MAX */
};

void preflight_init(struct preflight *p, const struct words *words);
void preflight_finish(struct preflight *p);
/* Adds one finding; `message` and `remedy` are finished text. */
void preflight_add(struct preflight *p, enum preflight_kind kind, enum light light,
                   const char *file, const char *message, const char *remedy);
/* The same for one line of a file. */
void preflight_add_at(struct preflight *p, enum preflight_kind kind, enum light light,
                      const struct origin *at, const char *message, const char *remedy);
/* Moves all findings of `from` behind those of `to`. */
void preflight_join(struct preflight *to, struct preflight *from);

/* ---- of the folder ---- */

/* Decodes every picture and tries every video; *stop (may be NULL) true ends it early. */
void preflight_media(struct preflight *p, const struct folder *f, const atomic_bool *stop);

struct preflight_wall {
    int w, h;         /* px */
    const char *name; /* "16:9" */
};
enum { PREFLIGHT_WALLS = 4 };

/* Texts of the contest against the fonts and the walls: begin, step until false. Main thread. */
struct preflight_texts {
    struct preflight *list;
    const struct folder *folder;
    struct fonts *fonts;
    struct preflight_wall wall[PREFLIGHT_WALLS];
    int wall_count;
    struct view *view; /* scratch */
    int next;          /* question, −1: everything else first */
    int missing, paged;
};
bool preflight_texts_begin(struct preflight_texts *t, struct preflight *p, const struct folder *f,
                           struct fonts *fonts);
void preflight_texts_wall(struct preflight_texts *t, int w, int h, const char *name);
/* One question. False when all is done (what was found in general has then been added). */
bool preflight_texts_step(struct preflight_texts *t);
void preflight_texts_end(struct preflight_texts *t);

/* What the stage tells while it starts. Left to the checks above and below, which know more:
 * glyphs, displays that are absent, no sound. */
void preflight_stage_fault(struct preflight *p, enum stage_fault fault, const char *subject);

/* ---- of the hall ---- */

void preflight_displays(struct preflight *p, const struct stage_config *c,
                        const struct display *list, int count);
/* `house`: what the boxes say by now, NULL: only what is configured. */
void preflight_boxes(struct preflight *p, const struct folder *f, const struct house *house);
/* Room on the disk of `journal` and whether its folder can be written. */
void preflight_disk(struct preflight *p, const char *journal);
/* `device`: in use, "" none. What stage.yaml mutes is told. */
void preflight_sound(struct preflight *p, const struct stage_config *c, const char *device);
/* `root`: "/sys/class/power_supply"; `saver`: SDL has not switched the screen saver off. */
void preflight_power(struct preflight *p, const char *root, bool saver,
                     const struct blanking *blanking);

#endif
