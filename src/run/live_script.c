/* A script against real windows, real boxes and the real clock. */
#include "run/internal.h"

#include <stdlib.h>
#include <string.h>

static void fail(struct run *r, const struct script_step *s, const char *message)
{
    fprintf(stderr, TR(s->words, "脚本第 %d 行：%s\n"), s->line, message);
    r->live.failed = true;
    r->status = 1;
    r->quit = true;
}

static void press(struct run *r, const struct script_step *s, int64_t mono_us)
{
    if (r->virtual.commands)
        virtual_press(&r->virtual, s->seat);
    else
        engine_press(r->engine, s->seat, mono_us);
}

static void expect(struct run *r, const struct script_step *s, int64_t mono_us)
{
    char message[SCRIPT_MESSAGE];
    char *said = engine_said(r->engine);
    const struct view *v = r->view;
    bool refused = v && v->house.message_light == LIGHT_WARN;
    if (v && said &&
        !script_expect(s, &v->contest, said, refused, engine_show_us(r->engine, mono_us), message))
        fail(r, s, message);
    free(said);
}

static void photograph(const struct window *w, const char *dir, const char *name, const char *which)
{
    char path[1024], why[256];
    snprintf(path, sizeof path, "%s/%s-%s.png", dir, name, which);
    if (w && !stage_save_png(window_picture(w), path, why, sizeof why))
        fprintf(stderr, "leitai: %s\n", why);
}

static void run_photograph(struct run *r, const char *name)
{
    if (!r->options.shots)
        return;
    r->audience_at_us = r->operator_at_us = 0;
    r->fade_from_us = 0;
    run_draw(r, true);
    photograph(r->audience_window, r->options.shots, name, "audience");
    photograph(r->operator_window, r->options.shots, name, "operator");
}

static void act(struct run *r, const struct script_step *s, int64_t mono_us)
{
    switch (s->verb) {
    case SCRIPT_KEY:
        engine_key(r->engine, (enum key)s->value, mono_us);
        break;
    case SCRIPT_PRESS:
        press(r, s, mono_us);
        break;
    case SCRIPT_HOLD:
        virtual_command(&r->virtual, "hold", s->seat);
        break;
    case SCRIPT_RELEASE:
        virtual_command(&r->virtual, "release", s->seat);
        break;
    case SCRIPT_SHOT:
        run_photograph(r, s->text);
        r->live.started_us +=
            instant_mono_us() - mono_us; /* the script's clock stands for the photographer */
        break;
    case SCRIPT_UNPLUG:
    case SCRIPT_PLUG:
    case SCRIPT_COMMAND:
        fail(r, s, "this verb is for virtual time only (leitai play)");
        break;
    default:
        expect(r, s, mono_us);
    }
}

int64_t live_step(struct run *r, int64_t mono_us)
{
    struct live_script *l = &r->live;
    if (!l->script || r->quit)
        return INT64_MAX;
    if (!l->started_us)
        l->started_us = mono_us;
    while (l->next < l->script->count) {
        const struct script_step *s = &l->script->steps[l->next];
        if (l->started_us + s->at_us > mono_us)
            return l->started_us + s->at_us;
        l->next++;
        act(r, s, mono_us);
        /* what it did must have come back as a view before the next step is judged by it */
        if (s->verb == SCRIPT_KEY || s->verb == SCRIPT_PRESS)
            return mono_us + 1000;
    }
    r->quit = true;
    return INT64_MAX;
}
