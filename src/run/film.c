#include "run/film.h"

#include <string.h>

static void remember(struct film *f, const struct contest *c)
{
    const struct state *s = &c->state;
    f->phase = s->phase;
    f->media = s->correction.media;
    f->replays = s->correction.replays;
    f->revealed = s->correction.revealed;
    f->steps = s->correction.steps;
}

static bool found(const struct correction *k, int fault)
{
    for (int i = 0; i < k->found_count; i++)
        if (k->found[i] == fault + 1)
            return true;
    return false;
}

/* The missed fault revealed last. */
static const struct fault *shown_last(const struct contest *c)
{
    const struct question *q = contest_question(c);
    const struct correction *k = &c->state.correction;
    for (int i = 0, missed = 0; i < q->fault_count; i++)
        if (!found(k, i) && ++missed == k->revealed)
            return &q->faults[i];
    return NULL;
}

static enum film_order jump(struct film *f, const struct fault *fault)
{
    /* the middle of it: where it begins there is often nothing to be seen yet */
    f->jump_us = fault ? fault->from_us + (fault->to_us - fault->from_us) / 2 : 0;
    return fault ? FILM_JUMP : FILM_NOTHING;
}

static enum film_order asked_for(struct film *f, const struct contest *c)
{
    const struct question *q = contest_question(c);
    int fault = c->state.correction.zoom; /* of a jump */
    switch ((enum media_action)c->state.correction.media) {
    case MEDIA_PLAY:
        return FILM_PLAY;
    case MEDIA_STEP:
        return FILM_STEP;
    case MEDIA_JUMP:
        return jump(f, fault >= 1 && fault <= q->fault_count ? &q->faults[fault - 1] : NULL);
    case MEDIA_REPLAY: /* undone back to it: it plays on */
        return FILM_PLAY;
    default:
        return FILM_PAUSE;
    }
}

static enum film_order changed(struct film *f, const struct contest *c)
{
    const struct state *s = &c->state;
    const struct correction *k = &s->correction;
    if (k->replays > f->replays)
        return FILM_REPLAY;
    if (k->media != f->media)
        return asked_for(f, c);
    if (k->steps != f->steps && (k->media == MEDIA_STEP || k->media == MEDIA_JUMP))
        return asked_for(f, c);
    if (k->revealed > f->revealed)
        return jump(f, shown_last(c));
    if (s->phase == PHASE_RULED && f->phase != PHASE_RULED)
        return FILM_PAUSE;
    return FILM_NOTHING;
}

enum film_order film_next(struct film *f, const struct contest *c)
{
    const struct state *s = &c->state;
    const struct question *q = contest_question(c);
    if (q && (q->type != QUESTION_VIDEO || !q->media[0]))
        q = NULL;
    if (q != f->question || (q && (s->round != f->round || s->asked != f->asked))) {
        *f = (struct film){.question = q, .round = s->round, .asked = s->asked};
        remember(f, c);
        return q ? FILM_LOAD : FILM_UNLOAD;
    }
    if (!q)
        return FILM_NOTHING;
    enum film_order order = changed(f, c);
    remember(f, c);
    return order;
}
