/* contact_sheet — all photographs of a run on one picture, small, each with its name. Drawn as they
 * are taken: a video's frame is there then, and not later. Main thread. */
#ifndef LEITAI_APP_CONTACT_SHEET_H
#define LEITAI_APP_CONTACT_SHEET_H

#include "stage/stage.h"

struct contact_sheet {
    uint32_t *pixels; /* NULL while empty; grows by rows */
    int cell_height;  /* px, of the photographs' shape */
    int count;
    struct draw_page *page;
};

/* For photographs of this shape. */
void contact_sheet_init(struct contact_sheet *s, int width, int height);
/* False when there is no memory for it. */
bool contact_sheet_add(struct contact_sheet *s, struct painter *p, const struct text_metrics *m,
                       const struct draw_list *photograph, const char *name);
/* Errors as stage_save_png; nothing is written, and true returned, while it is empty. */
bool contact_sheet_save(const struct contact_sheet *s, const char *path, char *why, size_t cap);
void contact_sheet_finish(struct contact_sheet *s);

#endif
