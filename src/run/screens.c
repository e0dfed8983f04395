#include "run/screens.h"
#include "contest/undo.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

bool screens_init(struct screens *s, const struct text_metrics *metrics, struct images *images)
{
    memset(s, 0, sizeof *s);
    s->metrics = metrics;
    s->images = images;
    s->audience_page = calloc(1, sizeof *s->audience_page);
    s->operator_page = calloc(1, sizeof *s->operator_page);
    for (int i = 0; i < OPERATOR_PREVIEWS; i++)
        s->preview[i] = calloc(1, sizeof *s->preview[i]);
    s->future = calloc(1, sizeof *s->future);
    s->after = calloc(1, sizeof *s->after);
    bool ok = s->audience_page && s->operator_page && s->future && s->after;
    for (int i = 0; i < OPERATOR_PREVIEWS; i++)
        ok = ok && s->preview[i];
    return ok;
}

void screens_finish(struct screens *s)
{
    free(s->audience_page);
    free(s->operator_page);
    for (int i = 0; i < OPERATOR_PREVIEWS; i++)
        free(s->preview[i]);
    free(s->future);
    free(s->after);
    memset(s, 0, sizeof *s);
}

/* A picture of the theme once it is there; until then, and when it is broken, the screen does
 * without. */
static const char *picture_of(const struct screens *s, const char *path)
{
    int w, h;
    if (!path || !*path || !s->images)
        return NULL;
    if (images_size(s->images, path, &w, &h))
        return path;
    images_want(s->images, path);
    return NULL;
}

static struct audience_look look_of(const struct screens *s, const struct view *v)
{
    struct audience_look look = {.page = s->page,
                                 .logo = picture_of(s, s->logo),
                                 .background = picture_of(s, s->background)};
    const struct question *q = contest_question(&v->contest);
    if (q && q->media[0] && s->images) {
        int stride;
        if (q->type == QUESTION_VIDEO)
            images_video(s->images, &look.media_w, &look.media_h, &stride);
        else if (!images_size(s->images, q->media, &look.media_w, &look.media_h))
            images_want(s->images, q->media);
    }
    return look;
}

static const struct draw_list *layout(struct screens *s, struct draw_page *page,
                                      const struct view *v, struct size size, int64_t now_us)
{
    struct audience_look look = look_of(s, v);
    struct draw_list *list = draw_page_begin(page, (float)size.w, (float)size.h, s->metrics);
    audience_layout_look(v, size, &look, now_us, list);
    return list;
}

const struct draw_list *screens_audience(struct screens *s, const struct view *v, struct size size,
                                         int64_t now_us)
{
    bool same_size = s->audience_page->list.width == (float)size.w &&
                     s->audience_page->list.height == (float)size.h;
    if (v->contest.state.screen == SCREEN_FREEZE && s->audience_page->list.count && same_size)
        return &s->audience_page->list;
    s->scene = audience_scene(v);
    return layout(s, s->audience_page, v, size, now_us);
}

static void copy_view(struct view *to, const struct view *from)
{
    /* all but the contest, whose state is large: only what is in use of it */
    struct contest *keep = &to->contest;
    to->serial = from->serial;
    to->keypad = from->keypad;
    to->house = from->house;
    to->rehearsal = from->rehearsal;
    to->audience_words = from->audience_words;
    to->operator_words = from->operator_words;
    to->folder = from->folder;
    to->now_us = from->now_us;
    to->wall_us = from->wall_us;
    to->changed_us = from->changed_us;
    to->uncovered_us = from->uncovered_us;
    keep->def = from->contest.def;
    keep->words = from->contest.words;
    keep->undo = NULL;
    state_copy(&keep->state, &from->contest.state);
}

/* The picture a key would make, drawn from the state it would give. False: the key makes none. */
static bool look_ahead(struct screens *s, int i, const struct view *v, const struct key_meaning *m,
                       struct size size, int64_t now_us)
{
    struct says says;
    struct input in = m->command;
    if (in.command == COMMAND_NONE || !m->text[0])
        return false;
    in.at_us = now_us > v->contest.state.last_us ? now_us : v->contest.state.last_us;
    copy_view(s->after, v);
    if (contest_step(&s->after->contest, &in, &says) == STEP_REFUSED)
        return false;
    s->after->house.check_running = s->after->contest.state.screen == SCREEN_CHECK;
    s->after->changed_us = s->after->uncovered_us =
        in.at_us - 10000000; /* the picture after its transition */
    s->extra.preview[i].list = layout(s, s->preview[i], s->after, size, in.at_us);
    return true;
}

static void previews(struct screens *s, const struct view *v, struct size size, int64_t now_us)
{
    static const enum key order[] = {KEY_PLUS, KEY_MINUS, KEY_ENTER};
    struct key_meaning m[KEY_COUNT];
    memset(s->extra.preview, 0, sizeof s->extra.preview);
    keypad_meanings(&v->keypad, &v->contest, now_us, m);
    int n = 0;
    for (size_t k = 0; k < sizeof order / sizeof *order && n < OPERATOR_PREVIEWS; k++) {
        if (!look_ahead(s, n, v, &m[order[k]], size, now_us))
            continue;
        s->extra.preview[n].key = order[k];
        n++;
    }
    s->previewed = true;
    s->preview_entries = v->house.entries;
    s->preview_keypad = v->keypad;
}

/* What the next keys would make changes with the show and the keypad, not with the boxes' health.
 */
static bool previews_stale(const struct screens *s, const struct view *v, struct size size)
{
    const struct draw_list *first = s->extra.preview[0].list;
    bool resized = first && (first->width != (float)size.w || first->height != (float)size.h);
    return !s->previewed || resized || s->preview_entries != v->house.entries ||
           memcmp(&s->preview_keypad, &v->keypad, sizeof v->keypad) != 0;
}

const struct draw_list *screens_operator(struct screens *s, const struct view *v, struct size size,
                                         struct size audience, int64_t now_us)
{
    time_t wall = (time_t)(v->wall_us / 1000000);
    struct tm tm;
    if (previews_stale(s, v, audience))
        previews(s, v, audience, now_us);
    if (localtime_r(&wall, &tm))
        s->extra.utc_offset_s = (int32_t)tm.tm_gmtoff;
    s->extra.page = s->page;
    s->extra.live = s->audience_page->list.count ? &s->audience_page->list : NULL;
    struct draw_list *list =
        draw_page_begin(s->operator_page, (float)size.w, (float)size.h, s->metrics);
    operator_layout(v, &s->extra, size, now_us, list);
    return list;
}
