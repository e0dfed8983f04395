/* When to draw what: only when something has changed, and what changes by itself only when it is
 * due. */
#include "run/internal.h"
#include "layout/motion.h"

/* Ten times a second is enough for one pair of eyes. */
enum { FRAME_US = 16000, OPERATOR_US = 100000 };

static int64_t mono_of(const struct run *r, int64_t show_us, int64_t mono_us)
{
    int64_t now = engine_show_us(r->engine, mono_us);
    return show_us == INT64_MAX ? INT64_MAX : mono_us + (show_us > now ? show_us - now : 0);
}

static struct size size_of(const struct window *w)
{
    struct size s = {1920, 1080};
    if (w)
        window_size(w, &s.w, &s.h);
    return s;
}

static float fade(struct run *r, enum scene scene, int64_t mono_us)
{
    if (scene != r->scene) {
        if (audience_cuts(scene) || audience_cuts(r->scene)) {
            r->fade_from_us = 0;
        } else {
            window_keep(r->audience_window);
            r->fade_from_us = mono_us;
        }
        r->scene = scene;
    }
    if (!r->fade_from_us)
        return 1;
    float t = (float)(mono_us - r->fade_from_us) / MOTION_SCENE_US;
    if (t >= 1)
        r->fade_from_us = 0;
    return t >= 1 ? 1 : 1 - (1 - t) * (1 - t); /* ease out */
}

static void draw_audience(struct run *r, int64_t mono_us)
{
    int64_t now = engine_show_us(r->engine, mono_us);
    struct size size = size_of(r->audience_window);
    const struct draw_list *list = screens_audience(&r->screens, r->view, size, now);
    if (r->audience_window) {
        float mix = fade(r, r->screens.scene, mono_us);
        window_show(r->audience_window, list, mix);
    }
    int64_t next = audience_next_frame_us(r->view, now);
    if (next <= now)
        next = now + FRAME_US;
    r->audience_at_us = r->fade_from_us ? mono_us + FRAME_US : mono_of(r, next, mono_us);
}

static void draw_operator(struct run *r, int64_t mono_us)
{
    int64_t now = engine_show_us(r->engine, mono_us);
    const struct draw_list *list = screens_operator(
        &r->screens, r->view, size_of(r->operator_window), size_of(r->audience_window), now);
    window_show(r->operator_window, list, 1);
    int64_t next = operator_next_frame_us(r->view, now);
    int64_t soonest = now + OPERATOR_US;
    r->operator_at_us = mono_of(r, next < soonest ? soonest : next, mono_us);
    r->operator_drawn_us = mono_us;
}

void run_draw_film(struct run *r)
{
    r->audience_at_us = 0;
    if (r->operator_drawn_us + OPERATOR_US < r->operator_at_us)
        r->operator_at_us = r->operator_drawn_us + OPERATOR_US;
}

void run_draw(struct run *r, bool view_changed)
{
    int64_t now = instant_mono_us();
    if (!r->view)
        return;
    sounds_step(r, now); /* what is heard belongs to this very frame */
    if (view_changed || now >= r->audience_at_us)
        draw_audience(r, now);
    if (r->operator_window && (view_changed || now >= r->operator_at_us))
        draw_operator(r, now);
}

int64_t run_next_draw(const struct run *r)
{
    int64_t next = r->audience_at_us;
    if (r->operator_window && r->operator_at_us < next)
        next = r->operator_at_us;
    return next < r->check_at_us ? next : r->check_at_us;
}
