/* What the files of the run room share. */
#ifndef LEITAI_RUN_INTERNAL_H
#define LEITAI_RUN_INTERNAL_H

#include "instant/instant.h"
#include "joystick/joystick.h"
#include "layout/audience.h"
#include "layout/operator.h"
#include "run/before.h"
#include "run/film.h"
#include "run/grab.h"
#include "run/run.h"
#include "run/screens.h"
#include "contest/undo.h"
#include "stage/stage.h"
#include "video/video.h"
#include "words/words.h"

#include <stdatomic.h>
#include <stdio.h>
#include <sys/types.h>

/* ---- keys.c: SDL keys to keypad keys
 * --------------------------------------------------------------- */

struct keymap {
    int scancode[KEY_COUNT][8]; /* SDL scancodes, 0 ends */
};
/* False when stage.yaml names a key SDL doesn't know; `bad` points to its name. */
bool keymap_init(struct keymap *m, const struct stage_config *stage, const char **bad);
int keymap_find(const struct keymap *m, int scancode); /* enum key, -1 */

/* ---- cues_of_view.c
 * -------------------------------------------------------------------------------- */

/* The cue that going from one view to the next asks for, -1: none. Pure, as all of these. */
int cue_between(const struct view *before, const struct view *after);
/* Show time at which the prize that has just been revealed is uncovered on the screen and the hit
 * ends the roll: `due_us` is what it was with `before`; 0: none is being uncovered. */
int64_t hit_of_view(const struct view *before, const struct view *after, int64_t due_us);
/* Whether the drum roll sounds: held by the host's key, or to the hit that is due. */
bool roll_of_view(const struct view *v, int64_t hit_us);
/* The cue of a second that begins on the running clock: 3-2-1, and the last `warning_seconds`; -1:
 * none. *second is the second heard last, kept by the caller. */
int cue_of_clock(const struct contest *c, int64_t now_us, int *second);
/* The beep that goes with the flash of the test pattern; *flash is the one heard last, -1 none. */
int cue_of_test(const struct state *s, int64_t now_us, int64_t *flash);

/* ---- virtual.c: leitai-box as a child
 * -------------------------------------------------------------- */

struct virtual_boxes {
    pid_t pid;
    FILE *commands; /* its standard input */
};
bool virtual_start(struct virtual_boxes *v, const char *program, int count, const char *dir);
void virtual_press(struct virtual_boxes *v, int seat);
void virtual_command(struct virtual_boxes *v, const char *verb, int seat);
void virtual_stop(struct virtual_boxes *v);

/* ---- live_script.c
 * --------------------------------------------------------------------------------- */

struct live_script {
    const struct script *script;
    size_t next;
    int64_t started_us; /* monotonic */
    bool failed;
};

/* ---- the whole
 * ------------------------------------------------------------------------------------- */

struct run {
    struct run_options options;
    struct engine *engine;
    struct fonts *fonts;
    struct images *images;
    struct painter *painter;
    struct window *audience_window, *operator_window;
    struct sound *sound;
    struct screens screens;
    struct keymap keymap;
    struct virtual_boxes virtual;
    struct live_script live;
    struct video *video; /* NULL: no question needs one */
    struct film film;
    unsigned video_frames; /* handed to `images`: not pictures that arrived */
    bool video_muted, video_bad;
    struct stage_listener listener;
    struct preflight early;              /* what the stage said while starting */
    struct before *check;                /* pre-flight under way */
    struct pads *pads;                   /* NULL: no box could be a joystick */
    struct joysticks *joysticks;         /* sweeps the pads, NULL */
    struct grab *grab;                   /* the chosen keypad, NULL: any window's keys */
    int grab_told;                       /* its error as last told */
    struct window *labels[DISPLAYS_MAX]; /* of identify */
    int64_t labels_until_us;
    SDL_Thread *photographer;
    atomic_bool photographing;
    char music[1024]; /* path, "" none */
    bool music_on, sound_muted, rolling, go_late_told, debug;
    int64_t hit_us, flash;       /* of hit_of_view and cue_of_test */
    _Atomic int64_t go_onset_us; /* when the go tone last left the device, 0: told */
    uint32_t turns_seen;         /* of the keypad's page key */
    int64_t page_key[4];         /* what screens.page belongs to */
    const struct view *view;
    struct view *before; /* for cues */
    enum scene scene;
    int64_t fade_from_us;                                /* monotonic start of a cross-fade, 0 */
    int64_t audience_at_us, operator_at_us, check_at_us; /* monotonic: when next to draw */
    int64_t operator_drawn_us;
    bool quit;
    int64_t quit_until_us;
    int status;
    int last_second; /* of the clock, as last ticked */
};

void run_draw(struct run *r, bool view_changed);
/* A frame of the video has come: the audience screen at once, the miniature when it suits. */
void run_draw_film(struct run *r);
int64_t run_next_draw(const struct run *r);
/* Does the script's steps that are due; the next one's instant, INT64_MAX: done. */
int64_t live_step(struct run *r, int64_t mono_us);

/* ---- hands.c: keys, windows, the chosen keypad
 * ------------------------------------------------ */

void hands_key(struct run *r, const SDL_KeyboardEvent *k, int64_t mono_us);
void hands_start(struct run *r, void (*ready)(void *)); /* grabs the keypad of stage.yaml */
/* After a new view: the page of what the audience reads, and how many there are. */
void hands_pages(struct run *r);
void hands_keypad(struct run *r); /* tells what became of it */

/* ---- identify.c, photo.c
 * ---------------------------------------------------------------------- */

void identify_begin(struct run *r, const struct stage_listener *listener, int64_t mono_us);
void identify_event(struct run *r, const SDL_Event *e);
void identify_end(struct run *r);
void photo_take(struct run *r);
void photo_finish(struct run *r);

/* ---- sounds.c
 * --------------------------------------------------------------------------------- */

void sounds_start(struct run *r, const struct stage_listener *listener);
void sounds_follow(struct run *r, const struct view *before, const struct view *after);
void sounds_step(struct run *r, int64_t mono_us);

/* ---- status.c: what the main thread knows of its parts
 * ------------------------------------------ */

void status_report(struct run *r);

/* ---- projector.c: the video of the present question
 * ------------------------------------------ */

void projector_start(struct run *r, void (*ready)(void *));
/* After a new view: does what the state asks of the video. */
void projector_follow(struct run *r);
/* Takes in frames and troubles. True when there is another frame to be drawn. */
bool projector_step(struct run *r);

#endif
