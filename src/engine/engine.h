/* engine — the thread that owns boxes, arbiter, contest and journal, and never waits for a frame.
 *
 * One poll loop: bytes from the boxes, messages from the main thread, clocks. Every input is
 * committed to the journal first; then lamps are set, then the new view is published. The main
 * thread draws the newest view at its own pace and hands keys in; without a display the engine runs
 * all the same.
 *
 * create/start/stop/destroy: one controlling thread. engine_key … engine_status: any thread, never
 * block on the engine's work. engine_take: one reading thread.
 */
#ifndef LEITAI_ENGINE_H
#define LEITAI_ENGINE_H

#include "show/show.h"

struct engine;
struct pads; /* box/pads.h */

struct engine_options {
    const struct folder *folder; /* kept until destroy */
    const char *journal;         /* NULL: none */
    struct pads *pads;           /* joysticks of the main thread, outlive the engine; NULL: none */
    bool rehearsal;
    const struct words *narration_words, *audience_words, *operator_words;
    void (*published)(
        void *ctx); /* called on the engine thread after a view was published; may be NULL */
    void *ctx;
};

/* Opens or resumes the show; NULL and *e when it can't be. Nothing runs yet. */
struct engine *engine_create(const struct engine_options *options, struct journal_error *e);
bool engine_start(struct engine *e); /* false: no thread */
/* Ends the loop after what was handed in has been worked off, and joins. May be called without
 * start. */
void engine_stop(struct engine *e);
void engine_destroy(struct engine *e); /* accepts NULL */

/* Hands over a key press at the time it happened (CLOCK_MONOTONIC µs). False when 256 wait already:
 * it is not taken. */
bool engine_key(struct engine *e, enum key key, int64_t mono_us);
/* A press without a box, for scripts: as if a perfect box had sent it. */
bool engine_press(struct engine *e, int seat, int64_t mono_us);

enum house_part { HOUSE_AUDIENCE, HOUSE_KEYPAD, HOUSE_SOUND, HOUSE_DISK };
/* What the main thread knows of its parts, for the status strip. */
void engine_status(struct engine *e, enum house_part part, enum light light, const char *text);
/* How many pages the audience screen needs now, see show_pages. */
void engine_pages(struct engine *e, int pages);
/* One message for the operator, shown for some seconds: what, and what to do. */
void engine_tell(struct engine *e, enum light light, const char *what, const char *remedy);

/* The newest view, immutable until the next engine_take. NULL before the first. */
const struct view *engine_take(struct engine *e);

/* Show time of a monotonic instant. */
int64_t engine_show_us(const struct engine *e, int64_t mono_us);

/* All narration so far, malloc'd; lines end in \n. */
char *engine_said(struct engine *e);

#endif
