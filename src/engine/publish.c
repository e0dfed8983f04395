/* Views handed to the main thread: three of them, so that neither side ever waits for the other. */
#include "engine/internal.h"

#include <stdlib.h>

bool publish_init(struct engine *e)
{
    e->newest = e->reading = -1;
    pthread_mutex_init(&e->view_lock, NULL);
    for (int i = 0; i < VIEWS; i++)
        if (!(e->views[i] = calloc(1, sizeof *e->views[i])))
            return false;
    return true;
}

void publish_finish(struct engine *e)
{
    for (int i = 0; i < VIEWS; i++)
        free(e->views[i]);
    pthread_mutex_destroy(&e->view_lock);
}

static int free_view(struct engine *e)
{
    pthread_mutex_lock(&e->view_lock);
    int i = 0;
    while (i == e->newest || i == e->reading)
        i++;
    pthread_mutex_unlock(&e->view_lock);
    return i;
}

void publish(struct engine *e, int64_t mono_us)
{
    int i = free_view(e);
    struct view *v = e->views[i];
    show_view(e->show, mono_us - e->base_us, v);
    house_fill(e, mono_us, v);
    v->serial = ++e->serial;
    v->audience_words = e->options.audience_words;
    v->operator_words = e->options.operator_words;
    e->dirty = false;
    pthread_mutex_lock(&e->view_lock);
    e->newest = i;
    pthread_mutex_unlock(&e->view_lock);
    if (e->options.published)
        e->options.published(e->options.ctx);
}

const struct view *engine_take(struct engine *e)
{
    pthread_mutex_lock(&e->view_lock);
    e->reading = e->newest;
    pthread_mutex_unlock(&e->view_lock);
    return e->reading >= 0 ? e->views[e->reading] : NULL;
}
