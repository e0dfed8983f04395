/* shots: a script played in virtual time, every `shot NAME` of it drawn as PNG, without any window.
 */
#include "app/app.h"
#include "catalogue/catalogue.h"
#include "layout/audience.h"
#include "script/script.h"
#include "stage/stage.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct camera {
    const struct app_options *o;
    const struct folder *folder;
    struct fonts *fonts;
    struct images *images;
    struct painter *painter;
    struct view *view;
    struct draw_page *page;
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

static void photograph(void *ctx, struct show *show, const char *name, int64_t now_us)
{
    struct camera *c = ctx;
    struct size size = {c->o->width ? c->o->width : 1920, c->o->height ? c->o->height : 1080};
    struct audience_look look = {0};
    char path[1024], why[256];
    show_view(show, now_us, c->view);
    c->view->audience_words = c->view->operator_words = catalogue_words(c->o->lang);
    const struct question *q = contest_question(&c->view->contest);
    if (q && q->type == QUESTION_PICTURE && images_load(c->images, q->media))
        images_size(c->images, q->media, &look.media_w, &look.media_h);
    struct draw_list *list =
        draw_page_begin(c->page, (float)size.w, (float)size.h, fonts_metrics(c->fonts));
    audience_layout_look(c->view, size, &look, now_us, list);
    snprintf(path, sizeof path, "%s/%s-%dx%d-%s.png", c->o->to, name, size.w, size.h, c->o->lang);
    if (!stage_render_png(c->painter, list, size.w, size.h, path, why, sizeof why)) {
        fprintf(stderr, "leitai: %s\n", why);
        c->failed = true;
    }
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
    struct camera c = {.o = o, .folder = folder};
    struct stage_listener listener = {say, &c};
    c.fonts = fonts_create(NULL, &listener);
    c.images = c.fonts ? images_create(folder->dir, &listener, NULL, NULL) : NULL;
    c.painter = c.images ? painter_create(c.fonts, c.images, &folder->stage.theme) : NULL;
    c.view = calloc(1, sizeof *c.view);
    c.page = calloc(1, sizeof *c.page);
    if (c.images)
        images_set_blocking(c.images, true);
    bool ok = c.painter && c.view && c.page && play(&c, script);
    free(c.view);
    free(c.page);
    painter_destroy(c.painter);
    images_destroy(c.images);
    fonts_destroy(c.fonts);
    return ok;
}

int app_shots(const struct app_options *o)
{
    struct script script;
    char message[SCRIPT_MESSAGE];
    int line, status = 1;
    if (!app_arguments(o, 2, 2, "shots DIR SCRIPT --to DIR [--size WxH] [--lang LANG]"))
        return 2;
    if (!o->to || (mkdir(o->to, 0777) != 0 && errno != EEXIST)) {
        fprintf(stderr, "leitai: shots: --to %s: %s\n", o->to ? o->to : "DIR",
                o->to ? strerror(errno) : "missing");
        return 2;
    }
    char *text = app_read_file(o->args[1]);
    struct folder *folder = text ? app_load(o) : NULL;
    if (folder && !script_parse(&script, text, &line, message)) {
        fprintf(stderr, "%s:%d: %s\n", o->args[1], line, message);
    } else if (folder) {
        status = film(o, folder, &script) ? 0 : 1;
        script_finish(&script);
    }
    folder_destroy(folder);
    free(text);
    return status;
}
