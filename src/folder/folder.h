/* folder — a contest as it lies on disk: one folder that can be copied on a USB stick.
 *
 *   contest.yaml      title, teams, rounds with preset and overridden policies, prizes
 *   stage.yaml        what differs per hall: boxes, keypad, displays, theme (optional)
 *   questions/…       question files named by the rounds
 *   presets/NAME.yaml own rule sets (optional; else those that come with the program)
 *   themes/NAME.yaml  own colours, logo, background and fonts (optional)
 *   media/…           pictures and videos named by the questions
 *
 * Loading reads everything and reports every error, not only the first; a folder with errors gives
 * no `struct folder`, so a broken folder never starts a show. Files are untrusted: sizes, counts
 * and depth are limited, paths can't leave the folder, names can't drive a terminal. Reads files,
 * allocates, knows no SDL. One thread at a time; a loaded folder is immutable and may be read by
 * all threads.
 */
#ifndef LEITAI_FOLDER_H
#define LEITAI_FOLDER_H

#include "contest/definition.h"
#include "folder/report.h"
#include "folder/stage_config.h"

enum {
    FOLDER_FILES_MAX = 256,           /* definition files of one contest */
    FOLDER_FILE_BYTES_MAX = 16 << 20, /* one YAML file */
    FOLDER_MEDIA_MAX = 4096,
};

/* One definition file as read. What the journal keeps and folder_load_files takes. */
struct folder_file {
    const char *path; /* relative to the folder, '/' between; preset files are "presets/NAME.yaml"
                       * wherever they were found */
    const char *text; /* raw bytes, NUL behind them */
    size_t size;
};

struct folder_media {
    const char *path;        /* relative to the folder */
    int width_px, height_px; /* pictures; 0 for videos */
    int question;            /* first question that uses it, -1: a picture of the theme */
};

struct arena;

/* Where a question is written. */
struct origin {
    const char *file; /* inside the folder */
    int line;         /* from 1 */
};

struct folder {
    struct definition def;
    const struct origin *origins; /* of def.questions, one each */
    struct stage_config stage;
    const struct folder_file *files; /* contest.yaml first */
    size_t file_count;
    const struct folder_media *media;
    size_t media_count;
    const char *dir;     /* as given to folder_load; "" when loaded from texts */
    struct arena *arena; /* owns all text above */
};

/* Reads and checks the folder at `dir`. `preset_dirs` (NULL-terminated, or NULL): where presets are
 * looked for after dir/presets. Findings are added to *report (initialised by the caller). Returns
 * NULL when there is any error; warnings alone give a folder. The caller destroys it. */
struct folder *folder_load(const char *dir, const char *const *preset_dirs,
                           struct folder_report *report);

/* The same from texts held in a journal: no directory is touched, media are taken as they were.
 * Text is copied. */
struct folder *folder_load_files(const struct folder_file *files, size_t count,
                                 struct folder_report *report);

/* Accepts NULL. */
void folder_destroy(struct folder *f);

enum { FOLDER_DIGEST_TEXT = 65 };

/* SHA-256 in hex over the paths and texts of all definition files but stage.yaml and themes: two
 * folders with the same digest are the same contest, whatever hall they are played in. */
void folder_digest(const struct folder *f, char out[FOLDER_DIGEST_TEXT]);

/* Writes a commented starter contest into `dir`, which is created or must be empty. It passes its
 * own check. Findings say what went wrong; returns false then. */
bool folder_new(const char *dir, struct folder_report *report);

#endif
