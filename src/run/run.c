#include "run/internal.h"
#include "catalogue/catalogue.h"

#include <locale.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <time.h>

enum { CHECK_US = 1000000, QUIT_US = 2000000, LOW_DISK_MB = 200 };

int64_t run_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

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
                               .height = r->options.height};
    r->operator_window = window_create(r->painter, r->images, &desk, listener);
    struct window_want audience = {.title = "擂台",
                                   .display = c->audience_display,
                                   .avoid =
                                       r->operator_window ? window_display(r->operator_window) : "",
                                   .audience = !windowed,
                                   .windowed = windowed,
                                   .width = r->options.width,
                                   .height = r->options.height,
                                   .area = {c->audience_area[0], c->audience_area[1],
                                            c->audience_area[2], c->audience_area[3]}};
    r->audience_window = window_create(r->painter, r->images, &audience, listener);
    return r->audience_window && r->operator_window;
}

static void report_status(struct run *r)
{
    const struct words *w = catalogue_words(r->options.folder->stage.operator_language);
    char text[NAME_TEXT];
    const char *display = r->audience_window ? window_display(r->audience_window) : "";
    snprintf(text, sizeof text, TR(w, "观众屏 %.30s"), display[0] ? display : TR(w, "未接"));
    engine_status(r->engine, HOUSE_AUDIENCE, display[0] ? LIGHT_GOOD : LIGHT_BAD, text);
    bool focus = SDL_GetKeyboardFocus() != NULL;
    engine_status(r->engine, HOUSE_KEYPAD, focus ? LIGHT_GOOD : LIGHT_WARN,
                  focus ? TR(w, "小键盘") : TR(w, "小键盘：点一下窗口"));
    bool muted = r->view && r->view->contest.state.muted;
    engine_status(r->engine, HOUSE_SOUND,
                  sound_ready(r->sound) && !muted && !sound_muted_any(r->sound) ? LIGHT_GOOD
                                                                                : LIGHT_WARN,
                  !sound_ready(r->sound) ? TR(w, "无声音设备")
                  : muted                ? TR(w, "已静音")
                                         : TR(w, "声音"));
    struct statvfs fs;
    if (!r->options.folder->stage.mirror[0] && statvfs(r->options.folder->dir, &fs) == 0) {
        unsigned long long mb = (unsigned long long)fs.f_bavail * fs.f_frsize >> 20;
        snprintf(text, sizeof text, TR(w, "磁盘余 %llu MB"), mb);
        engine_status(r->engine, HOUSE_DISK, mb > LOW_DISK_MB ? LIGHT_GOOD : LIGHT_BAD,
                      mb > LOW_DISK_MB ? "" : text);
    }
}

static bool start_engine(struct run *r)
{
    const struct stage_config *c = &r->options.folder->stage;
    struct journal_error e;
    struct engine_options o = {.folder = r->options.folder,
                               .journal = r->options.journal,
                               .rehearsal = r->options.rehearsal,
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
    if (unseen()) {
        say(r, STAGE_DISPLAY_NONE, "DISPLAY, WAYLAND_DISPLAY");
        return false;
    }
    if (!keymap_init(&r->keymap, c, &bad)) {
        fprintf(stderr, "stage.yaml: keypad: there is no key called '%s'\n        %s\n", bad,
                "use SDL's key names, as \"Keypad 5\", \"Keypad Enter\", \"F5\"");
        return false;
    }
    r->fonts = fonts_create(NULL, listener);
    r->images = r->fonts ? images_create(r->options.folder->dir, listener, wake, NULL) : NULL;
    r->painter = r->images ? painter_create(r->fonts, r->images, &c->theme) : NULL;
    return r->painter && screens_init(&r->screens, fonts_metrics(r->fonts), r->images) &&
           open_windows(r, listener);
}

static void start_sound(struct run *r, const struct stage_listener *listener)
{
    const struct stage_config *c = &r->options.folder->stage;
    struct sound_want want = {.device = c->sound_device, .volume_percent = c->volume_percent};
    r->sound = sound_create(&want, listener);
    for (int i = 0; r->sound && i < c->mute_count; i++)
        sound_mute_named(r->sound, c->mutes[i], true);
}

static void stop(struct run *r)
{
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
    virtual_stop(&r->virtual);
    free(r->before);
    stage_video_finish();
}

/* ---- the loop
 * -------------------------------------------------------------------------------------- */

static void on_key(struct run *r, const SDL_KeyboardEvent *k, int64_t mono_us)
{
    const struct words *w = catalogue_words(r->options.folder->stage.operator_language);
    if (k->repeat)
        return; /* a key held down is one press */
    if (k->keysym.sym == SDLK_q && (k->keysym.mod & KMOD_CTRL)) {
        if (mono_us < r->quit_until_us)
            r->quit = true;
        r->quit_until_us = mono_us + QUIT_US;
        engine_tell(r->engine, LIGHT_WARN, TR(w, "再按一次 Ctrl+Q 退出"),
                    TR(w, "已存盘，下次启动从这里继续"));
        return;
    }
    if (k->keysym.sym == SDLK_F11) {
        window_set_fullscreen(
            r->operator_window,
            !(SDL_GetWindowFlags(SDL_GetWindowFromID(window_id(r->operator_window))) &
              SDL_WINDOW_FULLSCREEN_DESKTOP));
        return;
    }
    int key = keymap_find(&r->keymap, k->keysym.scancode);
    if (key >= 0 && !(k->keysym.mod & (KMOD_CTRL | KMOD_ALT | KMOD_GUI)))
        engine_key(r->engine, (enum key)key, mono_us);
}

static bool on_event(struct run *r, const SDL_Event *e)
{
    const struct words *w = catalogue_words(r->options.folder->stage.operator_language);
    bool changed = window_event(r->audience_window, e);
    changed |= window_event(r->operator_window, e);
    if (r->sound)
        sound_event(r->sound, e);
    if (e->type == wake_event) {
        atomic_store(&wake_pending, false);
        return changed;
    }
    if (e->type == SDL_KEYDOWN)
        on_key(r, &e->key, run_now());
    if (e->type == SDL_QUIT ||
        (e->type == SDL_WINDOWEVENT && e->window.event == SDL_WINDOWEVENT_CLOSE))
        engine_tell(r->engine, LIGHT_WARN, TR(w, "窗口没有关闭：演出还在进行"),
                    TR(w, "要退出，按两次 Ctrl+Q"));
    return changed;
}

static void take_view(struct run *r)
{
    const struct view *v = engine_take(r->engine);
    if (!v || (r->view && v->serial == r->view->serial && v == r->view))
        return;
    if (r->before->contest.def && r->sound) {
        int cue = v->contest.state.muted ? -1 : cue_between(r->before, v);
        if (cue >= 0)
            sound_play(r->sound, (enum cue)cue);
    }
    r->before->contest.def = v->contest.def;
    r->before->redo_depth = v->redo_depth;
    state_copy(&r->before->contest.state, &v->contest.state);
    r->view = v;
}

/* Ticks of the clock that no input announces: 3-2-1 and the last five seconds. */
static void tick_sounds(struct run *r, int64_t mono_us)
{
    const struct show_clock *k = &r->view->contest.state.clock;
    int64_t left = clock_left_us(k, engine_show_us(r->engine, mono_us));
    int second = (int)((left + 999999) / 1000000);
    bool counts = k->kind == CLOCK_COUNTDOWN || (k->kind != CLOCK_NONE && second <= 5);
    if (k->running && !k->held && counts && second > 0 && second != r->last_second && r->sound &&
        !r->view->contest.state.muted)
        sound_play(r->sound, k->kind == CLOCK_COUNTDOWN ? CUE_COUNT : CUE_LAST);
    r->last_second = second;
}

static int wait_ms(const struct run *r, int64_t script_us)
{
    int64_t now = run_now(), until = run_next_draw(r);
    if (script_us < until)
        until = script_us;
    int64_t left = until - now;
    return left <= 0 ? 0 : left > 500000 ? 500 : (int)((left + 999) / 1000);
}

static void loop(struct run *r)
{
    int64_t script_us = 0;
    unsigned pictures = 0;
    while (!r->quit) {
        SDL_Event e;
        bool changed = false;
        if (SDL_WaitEventTimeout(&e, wait_ms(r, script_us)))
            do
                changed |= on_event(r, &e);
            while (SDL_PollEvent(&e));
        const struct view *had = r->view;
        uint64_t serial = had ? had->serial : 0;
        take_view(r);
        bool newer = r->view && r->view->serial != serial;
        changed |= newer;
        int64_t now = run_now();
        if (newer)
            projector_follow(r);
        if (projector_step(r))
            run_draw_film(r);
        if (images_serial(r->images) - r->video_frames != pictures) {
            pictures = images_serial(r->images) - r->video_frames;
            r->screens.preview_serial = 0;
            changed = true;
        }
        if (now >= r->check_at_us) {
            changed |= window_check(r->audience_window);
            changed |= window_check(r->operator_window);
            report_status(r);
            r->check_at_us = now + CHECK_US;
        }
        if (r->view)
            tick_sounds(r, now);
        run_draw(r, changed);
        script_us = live_step(r, run_now());
    }
}

int run_show(const struct run_options *options)
{
    struct run *r = calloc(1, sizeof *r);
    struct stage_listener listener = {say, r};
    if (!r)
        return 1;
    r->options = *options;
    r->live.script = options->script;
    r->before = calloc(1, sizeof *r->before);
    setlocale(LC_NUMERIC, "C"); /* libmpv reads numbers; ours have points in both languages */
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    if (options->virtual_boxes &&
        !virtual_start(&r->virtual, options->box_program, options->virtual_boxes))
        fprintf(stderr, "leitai: cannot start %s\n", options->box_program);
    bool ok = r->before && start_stage(r, &listener);
    wake_event = ok ? SDL_RegisterEvents(1) : 0;
    ok = ok && start_engine(r);
    r->status = ok ? 0 : 1;
    if (ok) {
        start_sound(r, &listener);
        projector_start(r, wake);
        loop(r);
    }
    int status = r->status;
    stop(r);
    free(r);
    return status;
}
