/* app — the commands of the program, one file each; main.c chooses among them. */
#ifndef LEITAI_APP_H
#define LEITAI_APP_H

#include "contest/contest.h"
#include "folder/folder.h"
#include "journal/journal.h"

#include <stdbool.h>

/* What a command was called with. Strings are the caller's, never NULL where a default is named. */
struct app_options {
    const char *command;  /* "run", … */
    const char *args[64]; /* positional arguments behind the command */
    int arg_count;
    const char *journal; /* --journal FILE, NULL */
    const char *script;  /* --script FILE, NULL */
    const char *to;      /* --to DIR, NULL */
    const char *lang;    /* --lang: "zh_CN" (default) or "en" */
    bool json, rehearsal, fresh, partial, watch, force;
    const char *shots;    /* --shots DIR: photographs of both screens, NULL */
    int virtual_boxes;    /* --virtual-boxes N: start leitai-box, 0 */
    bool windowed;        /* --windowed: never full-screen */
    int width, height;    /* --size WxH of photographs, 0: 1920x1080 */
    bool operator_screen; /* --operator: shots of the operator screen */
};

/* Each returns the exit status: 0 good, 1 the answer is no (an error found, an expectation failed),
 * 2 misuse. */
int app_run(const struct app_options *o);
int app_check(const struct app_options *o);
int app_new(const struct app_options *o);
int app_play(const struct app_options *o);
int app_log(const struct app_options *o);
int app_verify(const struct app_options *o);
int app_results(const struct app_options *o);
int app_print(const struct app_options *o);
int app_import(const struct app_options *o);
int app_devices(const struct app_options *o);
int app_qualify(const struct app_options *o);
int app_recover(const struct app_options *o);
int app_shots(const struct app_options *o);

/* common.c */
/* What is said behind a count of errors where no show is meant; msgid. */
extern const char *const app_try_again;
const char *const *app_preset_dirs(void); /* NULL-terminated */
/* Loads the folder in args[0], printing every finding to stderr; NULL when it can't start a show.
 */
struct folder *app_load(const struct app_options *o);
char *app_read_file(const struct app_options *o,
                    const char *path); /* malloc; NULL with a message on stderr */
void app_complain(const struct journal_error *e);
int64_t app_wall_us(void *ctx);
bool app_arguments(const struct app_options *o, int min, int max, const char *usage);

#endif
