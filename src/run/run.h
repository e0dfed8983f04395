/* run — the main thread of a show: windows, keys, sounds, photographs, around one engine.
 *
 * It draws the newest view and hands key presses over; it decides nothing and remembers no score.
 * All on the main thread but the engine and the picture loader, which have threads of their own.
 */
#ifndef LEITAI_RUN_H
#define LEITAI_RUN_H

#include "engine/engine.h"
#include "script/script.h"

struct run_options {
    const struct folder *folder;
    const char *journal; /* path, NULL: none */
    bool rehearsal, windowed;
    const struct script *script; /* played in real time, NULL: none; the run ends after it */
    const char *shots;           /* photographs for `shot NAME`, NULL */
    int virtual_boxes;           /* start that many, 0 */
    const char *virtual_dir;     /* where they are linked, see virtual_stage.h */
    const char *box_program;     /* path of leitai-box */
    int width, height;           /* of plain windows, 0: default */
};

/* Runs until the host leaves (Ctrl+Q twice) or the script ends. 0 good, 1 failed (said on stderr).
 */
int run_show(const struct run_options *options);

#endif
