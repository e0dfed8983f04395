/* shots: a script played in virtual time, every `shot NAME` of it drawn as PNG, without any window.
 */
#include "app/app.h"
#include "app/contact_sheet.h"
#include "catalogue/catalogue.h"
#include "app/shots_film.h"
#include "run/screens.h"
#include "script/script.h"
#include "stage/stage.h"

#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* A photograph is of the picture after its transition. */
enum { SETTLED_US = 10000000 };

struct camera {
    const struct app_options *o;
    const struct folder *folder;
    struct fonts *fonts;
    struct images *images;
    struct painter *painter;
    struct view *view;
    struct screens screens; /* of the operator's pictures */
    struct shots_film film;
    struct contact_sheet sheet;
    struct draw_page page;
    bool failed;
};

static void say(void *ctx, enum stage_fault fault, const char *subject)
{
    char what[MESSAGE_TEXT], remedy[MESSAGE_TEXT];
    const struct camera *c = ctx;
    stage_message(fault, subject, catalogue_words(c->o->lang), what, sizeof what, remedy,
                  sizeof remedy);
    fprintf(stderr, "leitai: %s\n        %s\n", what, remedy);
}

static struct size wall(const struct app_options *o)
{
    return (struct size){o->width ? o->width : 1920, o->height ? o->height : 1080};
}

static void path_of(const struct camera *c, const char *name, char *out, size_t cap)
{
    struct size size = wall(c->o);
    snprintf(out, cap, "%s/%s-%dx%d-%s.png", c->o->to, name, size.w, size.h, c->o->lang);
}

static void save(struct camera *c, const struct draw_list *list, const char *name)
{
    char path[1024], why[256] = "not enough memory";
    struct size size = wall(c->o);
    path_of(c, name, path, sizeof path);
    if (stage_render_png(c->painter, list, size.w, size.h, path, why, sizeof why) &&
        contact_sheet_add(&c->sheet, c->painter, fonts_metrics(c->fonts), list, name))
        return;
    fprintf(stderr, "leitai: %s\n", why);
    c->failed = true;
}

static const char *theme_picture(const struct camera *c, const char *path)
{
    return *path && images_load(c->images, path) ? path : NULL;
}

/* What the main thread and the boxes would say in a hall where all is well. */
static void good_house(struct view *v)
{
    const struct words *w = v->operator_words;
    struct house *h = &v->house;
    h->boxes_ready = h->boxes_expected = v->contest.def->team_count;
    for (int i = 0; i < TEAMS_MAX; i++)
        if (h->seat[i].health == HEALTH_NONE && contest_team(&v->contest, i + 1))
            h->seat[i] = (struct seat_health){
                .health = HEALTH_READY, .uncertainty_us = 300, .lamp = h->seat[i].lamp};
    h->journal.light = h->audience.light = h->keypad.light = h->sound.light = LIGHT_GOOD;
    snprintf(h->journal.text, sizeof h->journal.text, TR(w, "已存盘 %lld 条"),
             (long long)h->entries);
    snprintf(h->audience.text, sizeof h->audience.text, TR(w, "观众屏 %.30s"), "HDMI-2");
    snprintf(h->keypad.text, sizeof h->keypad.text, "%s", TR(w, "小键盘"));
    snprintf(h->sound.text, sizeof h->sound.text, "%s", TR(w, "声音"));
}

static void photograph_operator(struct camera *c, const char *name, int64_t now_us)
{
    struct size size = wall(c->o);
    static const struct size projector = {1920, 1080};
    good_house(c->view);
    c->screens.previewed = false;
    screens_audience(&c->screens, c->view, projector, now_us);
    const struct draw_list *list = screens_operator(&c->screens, c->view, size, projector, now_us);
    save(c, list, name);
}

static void photograph(void *ctx, struct show *show, const char *name, int64_t now_us)
{
    struct camera *c = ctx;
    struct size size = wall(c->o);
    const struct stage_config *stage = &c->folder->stage;
    struct audience_look look = {.logo = theme_picture(c, stage->logo),
                                 .background = theme_picture(c, stage->background)};
    show_view(show, now_us, c->view);
    c->view->audience_words = c->view->operator_words = catalogue_words(c->o->lang);
    c->view->changed_us = c->view->uncovered_us = now_us - SETTLED_US;
    const struct question *q = contest_question(&c->view->contest);
    shots_film_show(&c->film, c->folder->dir, &c->view->contest, c->images);
    if (q && q->type == QUESTION_PICTURE && images_load(c->images, q->media))
        images_size(c->images, q->media, &look.media_w, &look.media_h);
    else if (q && q->type == QUESTION_VIDEO)
        images_video(c->images, &look.media_w, &look.media_h, &(int){0});
    if (c->o->operator_screen) {
        photograph_operator(c, name, now_us);
        return;
    }
    struct draw_list *list =
        draw_page_begin(&c->page, (float)size.w, (float)size.h, fonts_metrics(c->fonts));
    audience_layout_look(c->view, size, &look, now_us, list);
    save(c, list, name);
}

static bool save_sheet(struct camera *c)
{
    char path[1024], why[256];
    path_of(c, "contact-sheet", path, sizeof path);
    bool ok = contact_sheet_save(&c->sheet, path, why, sizeof why);
    if (!ok)
        fprintf(stderr, "leitai: %s\n", why);
    return ok;
}

static bool play(struct camera *c, const struct script *script)
{
    struct show_options options = {.narration_words = catalogue_words(c->o->lang),
                                   .wall_us = app_wall_us};
    struct journal_error e;
    struct show *show = show_create(c->folder, &options, &e);
    struct script_camera camera = {photograph, c};
    char message[SCRIPT_MESSAGE];
    int line = 0;
    bool ok = show && script_play_filmed(script, show, &camera, &line, message);
    if (!show)
        app_complain(&e);
    else if (!ok)
        fprintf(stderr, "%s:%d: %s\n", c->o->args[1], line, message);
    show_destroy(show);
    return ok && !c->failed;
}

static bool film(const struct app_options *o, const struct folder *folder,
                 const struct script *script)
{
    static struct camera c; /* large */
    struct size size = wall(o);
    c = (struct camera){.o = o, .folder = folder};
    contact_sheet_init(&c.sheet, size.w, size.h);
    struct stage_listener listener = {say, &c};
    const struct stage_config *stage = &folder->stage;
    c.fonts = fonts_create(&(struct font_names){stage->font_sans, stage->font_serif}, &listener);
    c.images = c.fonts ? images_create(folder->dir, &listener, NULL, NULL) : NULL;
    c.painter = c.images ? painter_create(c.fonts, c.images, &folder->stage.audience_theme) : NULL;
    if (c.painter && o->operator_screen) {
        painter_set_theme(c.painter, &stage->operator_theme);
        painter_set_mini_theme(c.painter, &stage->audience_theme);
    }
    c.view = calloc(1, sizeof *c.view);
    if (c.images)
        images_set_blocking(c.images, true);
    bool ok = c.painter && c.view && screens_init(&c.screens, fonts_metrics(c.fonts), c.images) &&
              play(&c, script);
    ok = ok && save_sheet(&c);
    contact_sheet_finish(&c.sheet);
    screens_finish(&c.screens);
    shots_film_finish(&c.film, c.images);
    free(c.view);
    painter_destroy(c.painter);
    images_destroy(c.images);
    fonts_destroy(c.fonts);
    return ok && !c.failed;
}

int app_shots(const struct app_options *o)
{
    struct script script;
    char message[SCRIPT_MESSAGE];
    int line, status = 1;
    setlocale(LC_NUMERIC, "C"); /* libmpv's wish */
    if (!app_arguments(o, 2, 2, "shots DIR SCRIPT --to DIR [--size WxH] [--lang LANG]"))
        return 2;
    if (!o->to || (mkdir(o->to, 0777) != 0 && errno != EEXIST)) {
        fprintf(stderr, "leitai: shots: --to %s: %s\n", o->to ? o->to : "DIR",
                o->to ? strerror(errno) : "missing");
        return 2;
    }
    char *text = app_read_file(o, o->args[1]);
    struct folder *folder = text ? app_load(o) : NULL;
    if (folder && !script_parse(&script, text, catalogue_words(o->lang), &line, message)) {
        fprintf(stderr, "%s:%d: %s\n", o->args[1], line, message);
    } else if (folder) {
        status = film(o, folder, &script) ? 0 : 1;
        script_finish(&script);
    }
    folder_destroy(folder);
    free(text);
    return status;
}
