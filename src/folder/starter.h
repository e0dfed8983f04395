/* starter — the files of a new contest. Private to this room. */
#ifndef LEITAI_FOLDER_STARTER_H
#define LEITAI_FOLDER_STARTER_H

struct starter_file {
    const char *path;
    const char *text;
};

/* Ends with a NULL path. */
extern const struct starter_file starter_files[];

#endif
