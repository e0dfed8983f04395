#include "preflight/preflight.h"
#include "words/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const preflight_titles[PREFLIGHT_KIND_COUNT] = {
    [PREFLIGHT_DISPLAYS] = N_("显示器"),  [PREFLIGHT_FONTS] = N_("字体"),
    [PREFLIGHT_PAGES] = N_("版面"),       [PREFLIGHT_MEDIA] = N_("图片和视频"),
    [PREFLIGHT_BOXES] = N_("各队抢答器"), [PREFLIGHT_DISK] = N_("磁盘"),
    [PREFLIGHT_SOUND] = N_("声音"),       [PREFLIGHT_POWER] = N_("电源和屏保"),
};

void preflight_init(struct preflight *p, const struct words *words)
{
    *p = (struct preflight){.words = words};
}

void preflight_finish(struct preflight *p)
{
    free(p->checks);
    preflight_init(p, p->words);
}

static struct preflight_check *append(struct preflight *p)
{
    if (p->count == PREFLIGHT_MAX) {
        p->dropped++;
        return NULL;
    }
    if (p->count == p->room) {
        int room = p->room ? 2 * p->room : 16;
        struct preflight_check *more = realloc(p->checks, (size_t)room * sizeof *more);
        if (!more) {
            p->dropped++;
            return NULL;
        }
        p->checks = more;
        p->room = room;
    }
    return &p->checks[p->count++];
}

void preflight_add(struct preflight *p, enum preflight_kind kind, enum light light,
                   const char *file, const char *message, const char *remedy)
{
    preflight_add_at(p, kind, light, &(struct origin){.file = file}, message, remedy);
}

void preflight_add_at(struct preflight *p, enum preflight_kind kind, enum light light,
                      const struct origin *at, const char *message, const char *remedy)
{
    struct preflight_check *c = append(p);
    if (!c)
        return;
    c->kind = kind;
    c->light = light;
    c->line = at->line;
    words_copy(c->file, sizeof c->file, at->file ? at->file : "");
    words_copy(c->message, sizeof c->message, message);
    words_copy(c->remedy, sizeof c->remedy, remedy);
}

void preflight_join(struct preflight *to, struct preflight *from)
{
    for (int i = 0; i < from->count; i++) {
        struct preflight_check *c = append(to);
        if (c)
            *c = from->checks[i];
    }
    to->dropped += from->dropped;
    preflight_finish(from);
}
