/* A photograph of both screens at the host's key, written by a thread of its own: packing a picture
 * takes longer than a frame may. */
#include "run/internal.h"
#include "catalogue/catalogue.h"

#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct photo {
    atomic_bool *busy;
    struct engine *engine;
    const struct words *words;
    uint32_t *pixels[2];
    int w[2], h[2];
    char path[2][1100];
};

static void photo_free(struct photo *p)
{
    free(p->pixels[0]);
    free(p->pixels[1]);
    free(p);
}

static int write_main(void *arg)
{
    struct photo *p = arg;
    char why[256] = "", what[MESSAGE_TEXT];
    bool ok = true;
    for (int i = 0; i < 2; i++) {
        struct canvas c;
        if (!p->pixels[i])
            continue;
        canvas_init(&c, p->pixels[i], p->w[i], p->h[i], p->w[i]);
        ok = stage_save_png(&c, p->path[i], why, sizeof why) && ok;
    }
    if (ok)
        snprintf(what, sizeof what, TR(p->words, "两块屏的照片已存：%.120s"), p->path[0]);
    else
        snprintf(what, sizeof what, TR(p->words, "照片没有存下来：%.120s"), why);
    engine_tell(p->engine, ok ? LIGHT_GOOD : LIGHT_WARN, what,
                ok ? TR(p->words, "演出不受影响") : TR(p->words, "检查磁盘空间和权限"));
    atomic_store(p->busy, false);
    photo_free(p);
    return 0;
}

static void copy(struct photo *p, int i, const struct window *w)
{
    const struct canvas *c = w ? window_picture(w) : NULL;
    if (!c || !c->pixels || !(p->pixels[i] = malloc((size_t)c->width * (size_t)c->height * 4)))
        return;
    p->w[i] = c->width;
    p->h[i] = c->height;
    for (int y = 0; y < c->height; y++)
        memcpy(p->pixels[i] + (size_t)y * (size_t)c->width,
               c->pixels + (size_t)y * (size_t)c->stride, (size_t)c->width * 4);
}

/* Beside the journal, named by the time. */
static void name_files(const struct run *r, struct photo *p)
{
    char journal[1024], when[32] = "photo";
    time_t now = time(NULL);
    struct tm tm;
    snprintf(journal, sizeof journal, "%s", r->options.journal ? r->options.journal : "./x");
    const char *dir = r->options.shots ? r->options.shots : dirname(journal);
    if (localtime_r(&now, &tm))
        strftime(when, sizeof when, "photo-%Y%m%d-%H%M%S", &tm);
    snprintf(p->path[0], sizeof p->path[0], "%s/%s-audience.png", dir, when);
    snprintf(p->path[1], sizeof p->path[1], "%s/%s-operator.png", dir, when);
}

void photo_take(struct run *r)
{
    if (atomic_load(&r->photographing))
        return;
    photo_finish(r);
    struct photo *p = calloc(1, sizeof *p);
    if (!p)
        return;
    p->busy = &r->photographing;
    p->engine = r->engine;
    p->words = catalogue_words(r->options.folder->stage.operator_language);
    name_files(r, p);
    copy(p, 0, r->audience_window);
    copy(p, 1, r->operator_window);
    atomic_store(&r->photographing, true);
    r->photographer = SDL_CreateThread(write_main, "photo", p);
    if (r->photographer)
        return;
    atomic_store(&r->photographing, false);
    photo_free(p);
}

void photo_finish(struct run *r)
{
    if (r->photographer)
        SDL_WaitThread(r->photographer, NULL);
    r->photographer = NULL;
}
