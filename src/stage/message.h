/*
 * What the stage has to tell the operator: one sentence what, one what to do. Texts are Chinese
 * and marked for the catalogue; "{}" stands for the subject (a file, a display, a character).
 */
#ifndef STAGE_MESSAGE_H
#define STAGE_MESSAGE_H

#include <stddef.h>

#include "words/words.h"

enum stage_fault {
    STAGE_FONT_NONE,      /* no usable font: nothing can be shown */
    STAGE_FONT_REPLACED,  /* another family stands in */
    STAGE_GLYPH_MISSING,  /* no font has this character */
    STAGE_PICTURE_BAD,    /* missing, malformed or too large */
    STAGE_DISPLAY_NONE,   /* no display at all: photographs only */
    STAGE_DISPLAY_ABSENT, /* the wished display is not connected */
    STAGE_DISPLAY_LOST,   /* it was, and went */
    STAGE_DISPLAY_BACK,
    STAGE_WINDOW_FAILED,
    STAGE_RENDERER_LOST, /* rebuilt; for the log */
    STAGE_SOUND_NONE,    /* no sound device */
    STAGE_SOUND_LOST,    /* it went in the middle of the show */
    STAGE_SOUND_BACK,
    STAGE_SOUND_DEVICE, /* not the wished one */
    STAGE_SOUND_FILE,   /* a replaced cue cannot be read; the built-in one plays */
    STAGE_FAULT_COUNT
};

/* Called once per cause, on the main thread. `subject` is valid during the call. */
struct stage_listener {
    void (*say)(void *ctx, enum stage_fault fault, const char *subject);
    void *ctx;
};

/* Says it, when somebody listens; printf into the subject. */
void stage_say(const struct stage_listener *to, enum stage_fault fault, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* The two sentences in language w, the subject filled in. Always terminated. */
void stage_message(enum stage_fault fault, const char *subject, const struct words *w, char *text,
                   size_t text_size, char *remedy, size_t remedy_size);

#endif
