#include "run/internal.h"
#include "catalogue/catalogue.h"

#include <locale.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { CHECK_US = 1000000, MUSIC_MS = 100 };

/* ---- waking the main thread
 * ------------------------------------------------------------------------ */

static Uint32 wake_event;
static atomic_bool wake_pending;

static void wake(void *ctx)
{
    (void)ctx;
    if (atomic_exchange(&wake_pending, true))
        return;
    SDL_Event e = {.type = wake_event};
    if (SDL_PushEvent(&e) < 1)
        atomic_store(&wake_pending, false);
}

/* ---- what the stage has to say
 * --------------------------------------------------------------------- */

static void say(void *ctx, enum stage_fault fault, const char *subject)
{
    struct run *r = ctx;
    char what[MESSAGE_TEXT], remedy[MESSAGE_TEXT];
    const struct words *w = catalogue_words(r->options.folder->stage.operator_language);
    if (!r->check) { /* still starting: told in its turn */
        preflight_stage_fault(&r->early, fault, subject);
        return;
    }
    stage_message(fault, subject, w, what, sizeof what, remedy, sizeof remedy);
    fprintf(stderr, "leitai: %s\n        %s\n", what, remedy);
    if (r->engine)
        engine_tell(r->engine, LIGHT_WARN, what, remedy);
}

/* ---- start and stop
 * -------------------------------------------------------------------------------- */

static bool open_windows(struct run *r, const struct stage_listener *listener)
{
    const struct stage_config *c = &r->options.folder->stage;
    struct display displays[DISPLAYS_MAX];
    int n = displays_list(displays);
    bool windowed = r->options.windowed || n < 2;
    struct window_want desk = {.title = "擂台 操作台",
                               .display = c->operator_display,
                               .windowed = windowed,
                               .width = r->options.width,
                               .height = r->options.height,
                               .theme = &c->operator_theme};
    r->operator_window = window_create(r->painter, r->images, &desk, listener);
    struct window_want audience = {.title = "擂台",
                                   .display = c->audience_display,
                                   .avoid =
                                       r->operator_window ? window_display(r->operator_window) : "",
                                   .audience = !windowed,
                                   .windowed = windowed,
                                   .theme = &c->audience_theme,
                                   .width = r->options.width,
                                   .height = r->options.height,
                                   .area = {c->audience_area[0], c->audience_area[1],
                                            c->audience_area[2], c->audience_area[3]}};
    r->audience_window = window_create(r->painter, r->images, &audience, listener);
    return r->audience_window && r->operator_window;
}

/* Only where a box asks for one: SDL looks for them all the time. */
static void start_joysticks(struct run *r)
{
    const struct stage_config *c = &r->options.folder->stage;
    bool wanted = false;
    for (int i = 0; i < c->box_count; i++)
        wanted |= c->boxes[i].kind == STAGE_BOX_JOYSTICK || c->boxes[i].kind == STAGE_BOX_EVDEV;
    r->pads = wanted ? pads_create() : NULL;
    r->joysticks = r->pads ? joysticks_create(r->pads, NULL, NULL) : NULL;
    if (r->pads && !r->joysticks)
        fprintf(stderr, "leitai: SDL: %s\n", SDL_GetError());
    joysticks_step(r->joysticks); /* what is plugged in is there for the boxes' first look */
}

static bool start_engine(struct run *r)
{
    const struct stage_config *c = &r->options.folder->stage;
    struct journal_error e;
    struct engine_options o = {.folder = r->options.folder,
                               .journal = r->options.journal,
                               .rehearsal = r->options.rehearsal,
                               .pads = r->pads,
                               .narration_words = catalogue_words(c->operator_language),
                               .audience_words = catalogue_words(c->audience_language),
                               .operator_words = catalogue_words(c->operator_language),
                               .published = wake};
    r->engine = engine_create(&o, &e);
    if (!r->engine)
        fprintf(stderr, "leitai: %s\n        %s\n", e.what, e.remedy);
    return r->engine && engine_start(r->engine);
}

/* Where no screen can be had, SDL takes one that nobody sees; only who asks for it by name wants
 * that. */
static bool unseen(void)
{
    const char *driver = SDL_GetCurrentVideoDriver();
    return !getenv("SDL_VIDEODRIVER") && driver &&
           (strcmp(driver, "offscreen") == 0 || strcmp(driver, "dummy") == 0);
}

static bool start_stage(struct run *r, const struct stage_listener *listener)
{
    const struct stage_config *c = &r->options.folder->stage;
    const char *bad;
    if (!stage_video_init(listener))
        return false;
    wake_event = SDL_RegisterEvents(1); /* before anybody can call wake */
    if (unseen()) {
        say(r, STAGE_DISPLAY_NONE, "DISPLAY, WAYLAND_DISPLAY");
        return false;
    }
    if (!keymap_init(&r->keymap, c, &bad)) {
        fprintf(stderr, "stage.yaml: keypad: there is no key called '%s'\n        %s\n", bad,
                "use SDL's key names, as \"Keypad 5\", \"Keypad Enter\", \"F5\"");
        return false;
    }
    r->fonts = fonts_create(&(struct font_names){c->font_sans, c->font_serif}, listener);
    r->images = r->fonts ? images_create(r->options.folder->dir, listener, wake, NULL) : NULL;
    r->painter = r->images ? painter_create(r->fonts, r->images, &c->audience_theme) : NULL;
    if (r->painter)
        painter_set_mini_theme(r->painter, &c->audience_theme);
    if (!r->painter || !screens_init(&r->screens, fonts_metrics(r->fonts), r->images))
        return false;
    r->screens.logo = c->logo;
    r->screens.background = c->background;
    return open_windows(r, listener);
}

static void stop(struct run *r)
{
    before_stop(r);
    grab_destroy(r->grab);
    photo_finish(r);
    identify_end(r);
    preflight_finish(&r->early);
    if (r->engine)
        engine_stop(r->engine);
    window_destroy(r->audience_window);
    window_destroy(r->operator_window);
    screens_finish(&r->screens);
    painter_destroy(r->painter);
    images_destroy(r->images);
    fonts_destroy(r->fonts);
    video_destroy(r->video);
    sound_destroy(r->sound);
    engine_destroy(r->engine);
    joysticks_destroy(r->joysticks);
    pads_destroy(r->pads);
    virtual_stop(&r->virtual);
    free(r->before);
    stage_video_finish();
}

/* ---- the loop
 * -------------------------------------------------------------------------------------- */

static bool on_event(struct run *r, const SDL_Event *e)
{
    const struct words *w = catalogue_words(r->options.folder->stage.operator_language);
    bool changed = window_event(r->audience_window, e);
    changed |= window_event(r->operator_window, e);
    identify_event(r, e);
    if (r->sound)
        sound_event(r->sound, e);
    if (e->type == wake_event) {
        atomic_store(&wake_pending, false);
        return changed;
    }
    if (e->type == SDL_KEYDOWN)
        hands_key(r, &e->key, instant_mono_us());
    if (e->type == SDL_WINDOWEVENT && e->window.event == SDL_WINDOWEVENT_CLOSE)
        engine_tell(r->engine, LIGHT_WARN, TR(w, "窗口没有关闭：演出还在进行"),
                    TR(w, "要退出，按两次 Ctrl+Q"));
    if (e->type == SDL_QUIT) { /* neither signals nor windows send it: Wayland's server is gone */
        fprintf(stderr, "leitai: %s\n        %s\n", TR(w, "显示服务器断开了"),
                TR(w, "重新启动 leitai，从中断处继续"));
        r->status = 1;
        r->quit = true;
    }
    return changed;
}

static void take_view(struct run *r)
{
    const struct view *v = engine_take(r->engine);
    if (v == r->view) /* if not, the engine writes to the one before already */
        return;
    sounds_follow(r, r->before, v);
    r->before->contest.def = v->contest.def;
    r->before->redo_depth = v->redo_depth;
    state_copy(&r->before->contest.state, &v->contest.state);
    r->view = v;
}

static int wait_ms(const struct run *r, int64_t script_us)
{
    int64_t now = instant_mono_us(), until = run_next_draw(r);
    if (script_us < until)
        until = script_us;
    if (r->labels_until_us && r->labels_until_us < until)
        until = r->labels_until_us;
    if (joysticks_next_us(r->joysticks) < until)
        until = joysticks_next_us(r->joysticks);
    int64_t left = until - now, most = r->music_on ? MUSIC_MS : 500;
    return left <= 0 ? 0 : left > most * 1000 ? (int)most : (int)((left + 999) / 1000);
}

static void loop(struct run *r)
{
    int64_t script_us = 0;
    unsigned pictures = 0;
    bool busy = false;
    while (!r->quit) {
        SDL_Event e;
        bool changed = false;
        if (SDL_WaitEventTimeout(&e, busy ? 0 : wait_ms(r, script_us)))
            do
                changed |= on_event(r, &e);
            while (SDL_PollEvent(&e));
        joysticks_step(r->joysticks);
        const struct view *had = r->view;
        uint64_t serial = had ? had->serial : 0;
        take_view(r);
        bool newer = r->view && r->view->serial != serial;
        changed |= newer;
        int64_t now = instant_mono_us();
        if (newer) {
            projector_follow(r);
            hands_pages(r);
        }
        if (projector_step(r))
            run_draw_film(r);
        if (images_serial(r->images) - r->video_frames != pictures) {
            pictures = images_serial(r->images) - r->video_frames;
            r->screens.previewed = false;
            changed = true;
        }
        if (now >= r->check_at_us) {
            changed |= window_check(r->audience_window);
            changed |= window_check(r->operator_window);
            status_report(r);
            r->check_at_us = now + CHECK_US;
        }
        if (r->labels_until_us && now >= r->labels_until_us)
            identify_end(r);
        hands_keypad(r);
        run_draw(r, changed);
        joysticks_step(r->joysticks); /* a picture takes longer than a gap should be */
        busy = before_step(r, now);
        script_us = live_step(r, instant_mono_us());
    }
}

int run_show(const struct run_options *options)
{
    struct run *r = calloc(1, sizeof *r);
    if (!r)
        return 1;
    r->options = *options;
    r->listener = (struct stage_listener){say, r};
    preflight_init(&r->early, catalogue_words(options->folder->stage.operator_language));
    r->live.script = options->script;
    r->before = calloc(1, sizeof *r->before);
    setlocale(LC_NUMERIC, "C"); /* libmpv reads numbers; ours have points in both languages */
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    if (options->virtual_boxes && !virtual_start(&r->virtual, options->box_program,
                                                 options->virtual_boxes, options->virtual_dir))
        fprintf(stderr, "leitai: cannot start %s\n", options->box_program);
    bool ok = r->before && start_stage(r, &r->listener);
    if (ok)
        start_joysticks(r);
    ok = ok && start_engine(r);
    r->status = ok ? 0 : 1;
    if (ok) {
        sounds_start(r, &r->listener);
        projector_start(r, wake);
        hands_start(r, wake);
        before_start(r, instant_mono_us(), wake);
        loop(r);
    } else {
        before_print(&r->early, 0);
    }
    int status = r->status;
    stop(r);
    free(r);
    return status;
}
