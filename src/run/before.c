/* The pre-flight of a show that is starting: quick checks at once, texts one question a turn of the
 * loop, files on a thread. Problems are printed and told one after the other; nothing waits. */
#include "run/before.h"
#include "run/internal.h"
#include "catalogue/catalogue.h"

#include <stdlib.h>

/* A message stands for some seconds; boxes get their time to answer. */
enum { TELL_US = 7000000, BOXES_US = 5000000 };

struct before {
    struct preflight list;  /* main thread */
    struct preflight media; /* the thread's, until `done` */
    struct preflight_texts texts;
    const struct folder *folder;
    SDL_Thread *thread;
    atomic_bool stop, done;
    void (*ready)(void *);
    bool texts_going, boxes_done, pages_told;
    int printed, told;
    int64_t began_us, tell_us;
    char wall[24];
};

static int media_main(void *arg)
{
    struct before *b = arg;
    preflight_media(&b->media, b->folder, &b->stop);
    atomic_store(&b->done, true);
    b->ready(NULL);
    return 0;
}

static void hall(struct run *r, struct before *b)
{
    const struct stage_config *c = &b->folder->stage;
    struct display displays[DISPLAYS_MAX];
    preflight_displays(&b->list, c, displays, displays_list(displays));
    if (r->options.journal)
        preflight_disk(&b->list, r->options.journal);
    preflight_sound(&b->list, c, r->sound ? sound_device(r->sound) : "");
    struct blanking blanking = blanking_state();
    preflight_power(&b->list, "/sys/class/power_supply", SDL_IsScreenSaverEnabled(), &blanking);
}

static void begin_texts(struct run *r, struct before *b)
{
    int w = 1920, h = 1080;
    if (!preflight_texts_begin(&b->texts, &b->list, b->folder, r->fonts))
        return;
    if (r->audience_window)
        window_size(r->audience_window, &w, &h);
    snprintf(b->wall, sizeof b->wall, "%d×%d", w, h);
    preflight_texts_wall(&b->texts, w, h, b->wall);
    b->texts_going = true;
}

void before_start(struct run *r, int64_t mono_us, void (*ready)(void *))
{
    struct before *b = r->check = calloc(1, sizeof *b);
    const struct words *w = catalogue_words(r->options.folder->stage.operator_language);
    if (!b)
        return;
    preflight_init(&b->list, w);
    preflight_init(&b->media, w);
    b->folder = r->options.folder;
    b->ready = ready;
    b->began_us = mono_us;
    b->tell_us = mono_us + TELL_US / 2; /* let the first picture stand */
    preflight_join(&b->list, &r->early);
    hall(r, b);
    begin_texts(r, b);
    b->thread = SDL_CreateThread(media_main, "pre-flight", b);
}

void before_stop(struct run *r)
{
    struct before *b = r->check;
    if (!b)
        return;
    atomic_store(&b->stop, true);
    if (b->thread)
        SDL_WaitThread(b->thread, NULL);
    preflight_texts_end(&b->texts);
    preflight_finish(&b->media);
    preflight_finish(&b->list);
    free(b);
    r->check = NULL;
}

int before_print(const struct preflight *p, int from)
{
    for (; from < p->count; from++) {
        const struct preflight_check *c = &p->checks[from];
        if (c->light != LIGHT_GOOD)
            fprintf(stderr, "leitai: %s%s%s: %s\n        %s\n",
                    TR(p->words, preflight_titles[c->kind]), c->file[0] ? " " : "", c->file,
                    c->message, c->remedy);
    }
    return from;
}

static bool calm(enum phase p)
{
    return p == PHASE_TITLE || p == PHASE_RULES || p == PHASE_ROUND_END || p == PHASE_STANDINGS ||
           p == PHASE_DRAW;
}

/* The next finding worth a message, −1: none. Questions that need pages are told as one. */
static int next_problem(struct before *b)
{
    for (; b->told < b->list.count; b->told++) {
        const struct preflight_check *c = &b->list.checks[b->told];
        if (c->light != LIGHT_GOOD && !(c->kind == PREFLIGHT_PAGES && b->pages_told))
            return b->told++;
    }
    return -1;
}

static int paged(const struct preflight *p)
{
    int n = 0;
    for (int i = 0; i < p->count; i++)
        n += p->checks[i].kind == PREFLIGHT_PAGES && p->checks[i].light != LIGHT_GOOD;
    return n;
}

static void tell_next(struct run *r, struct before *b, int64_t mono_us)
{
    char what[MESSAGE_TEXT];
    if (mono_us < b->tell_us || b->texts_going || r->live.script || !r->view ||
        !calm(r->view->contest.state.phase))
        return;
    int i = next_problem(b);
    if (i < 0)
        return;
    const struct preflight_check *c = &b->list.checks[i];
    words_copy(what, sizeof what, c->message);
    if (c->kind == PREFLIGHT_PAGES) {
        b->pages_told = true;
        if (paged(&b->list) > 1)
            snprintf(what, sizeof what, TR(b->list.words, "%d 道题在这块屏上要分页，先是 %.120s"),
                     paged(&b->list), c->message);
    }
    engine_tell(r->engine, c->light, what, c->remedy);
    b->tell_us = mono_us + TELL_US;
}

bool before_step(struct run *r, int64_t mono_us)
{
    struct before *b = r->check;
    if (!b)
        return false;
    if (b->texts_going)
        b->texts_going = preflight_texts_step(&b->texts);
    if (b->thread && atomic_load(&b->done)) {
        SDL_WaitThread(b->thread, NULL);
        b->thread = NULL;
        preflight_join(&b->list, &b->media);
    }
    if (!b->boxes_done && r->view && mono_us > b->began_us + BOXES_US) {
        b->boxes_done = true;
        preflight_boxes(&b->list, b->folder, &r->view->house);
    }
    b->printed = before_print(&b->list, b->printed);
    tell_next(r, b, mono_us);
    return b->texts_going;
}
