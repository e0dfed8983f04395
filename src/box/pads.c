#include "box/pads.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { LATE_SWEEPS_US = 1000000 }; /* "of late" */

struct pad {
    struct pad_info info;
    bool plugged, claimed, asked, lamps_new;
    int fd; /* eventfd */
    int64_t swept_us;
    uint32_t lit;
    unsigned lost;
    size_t first, count;
    struct pad_event queue[PADS_QUEUE];
};

struct pads {
    pthread_mutex_t lock;
    struct pad pad[PADS_MAX];
    /* the longest gap of this second and of the one before */
    int64_t gap_us, gap_before_us, gap_since_us;
    bool played; /* at the sweep before: the gap since then counts */
};

struct pads *pads_create(void)
{
    struct pads *p = calloc(1, sizeof *p);
    bool good = p && pthread_mutex_init(&p->lock, NULL) == 0;
    for (int i = 0; good && i < PADS_MAX; i++)
        p->pad[i].fd = -1;
    for (int i = 0; good && i < PADS_MAX; i++)
        if ((p->pad[i].fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) < 0) {
            pads_destroy(p);
            return NULL;
        }
    if (!good) {
        free(p);
        return NULL;
    }
    return p;
}

void pads_destroy(struct pads *p)
{
    if (!p)
        return;
    for (int i = 0; i < PADS_MAX; i++)
        if (p->pad[i].fd >= 0)
            close(p->pad[i].fd);
    pthread_mutex_destroy(&p->lock);
    free(p);
}

static struct pad *lock(struct pads *p, int pad)
{
    pthread_mutex_lock(&p->lock);
    return &p->pad[pad];
}

static void unlock(struct pads *p)
{
    pthread_mutex_unlock(&p->lock);
}

static void ring(struct pad *d)
{
    const uint64_t one = 1;
    ssize_t wrote = write(d->fd, &one, sizeof one); /* full: it is readable already */
    (void)wrote;
}

/* -- main thread --------------------------------------------------------------------------------
 */

static void begin(struct pad *d)
{
    d->asked = d->lamps_new = false;
    d->first = d->count = d->lost = 0;
    d->lit = 0;
}

int pads_plug(struct pads *p, const struct pad_info *info)
{
    int found = -1;
    lock(p, 0);
    for (int i = 0; i < PADS_MAX && found < 0; i++) {
        struct pad *d = &p->pad[i];
        if (d->plugged || d->claimed)
            continue;
        d->info = *info;
        d->plugged = true;
        d->swept_us = INT64_MIN;
        begin(d);
        found = i;
    }
    unlock(p);
    return found;
}

void pads_unplug(struct pads *p, int pad)
{
    struct pad *d = lock(p, pad);
    d->plugged = false;
    ring(d);
    unlock(p);
}

void pads_press(struct pads *p, int pad, const struct pad_event *event)
{
    struct pad *d = lock(p, pad);
    if (d->claimed && d->count < PADS_QUEUE) {
        d->queue[(d->first + d->count++) % PADS_QUEUE] = *event;
        ring(d);
    } else if (d->claimed) {
        d->lost++;
    }
    unlock(p);
}

void pads_swept(struct pads *p, int64_t began_us, int64_t gap_us)
{
    lock(p, 0);
    if (began_us - p->gap_since_us >= LATE_SWEEPS_US) {
        p->gap_before_us = p->gap_us;
        p->gap_us = 0;
        p->gap_since_us = began_us;
    }
    if (p->played && gap_us > p->gap_us)
        p->gap_us = gap_us;
    p->played = false;
    for (int i = 0; i < PADS_MAX; i++) {
        struct pad *d = &p->pad[i];
        if (!d->plugged)
            continue;
        d->swept_us = began_us;
        p->played = p->played || d->claimed;
        if (d->asked)
            ring(d);
        d->asked = false;
    }
    unlock(p);
}

bool pads_lamps(struct pads *p, int pad, uint32_t *lit)
{
    struct pad *d = lock(p, pad);
    bool news = d->lamps_new;
    *lit = d->lit;
    d->lamps_new = false;
    unlock(p);
    return news;
}

bool pads_in_use(struct pads *p)
{
    bool any = false;
    lock(p, 0);
    for (int i = 0; i < PADS_MAX; i++)
        any = any || (p->pad[i].plugged && p->pad[i].claimed);
    unlock(p);
    return any;
}

/* -- any thread ---------------------------------------------------------------------------------
 */

size_t pads_list(struct pads *p, struct pad_info *out, size_t max)
{
    size_t n = 0;
    lock(p, 0);
    for (int i = 0; i < PADS_MAX; i++)
        if (p->pad[i].plugged) {
            if (n < max)
                out[n] = p->pad[i].info;
            n++;
        }
    unlock(p);
    return n;
}

int64_t pads_gap_us(struct pads *p)
{
    lock(p, 0);
    int64_t gap_us = p->gap_us > p->gap_before_us ? p->gap_us : p->gap_before_us;
    unlock(p);
    return gap_us;
}

/* -- engine thread ------------------------------------------------------------------------------
 */

struct wanted {
    const char *guid, *name; /* one of these, or ids */
    unsigned vid, pid;
    int nth;
};

static bool parse(const char *text, struct wanted *w)
{
    memset(w, 0, sizeof *w);
    if (strncmp(text, "guid=", 5) == 0)
        w->guid = text + 5;
    else if (strncmp(text, "name=", 5) == 0)
        w->name = text + 5;
    else
        return sscanf(text, "%4x:%4x:%d", &w->vid, &w->pid, &w->nth) >= 2 && w->nth >= 0;
    return text[5] != '\0';
}

bool pads_wanted_valid(const char *wanted)
{
    struct wanted w;
    return parse(wanted, &w);
}

static bool fits(const struct wanted *w, const struct pad_info *i)
{
    if (w->guid)
        return strcasecmp(w->guid, i->guid) == 0;
    if (w->name)
        return strstr(i->name, w->name) != NULL;
    return i->vid == (int)w->vid && i->pid == (int)w->pid;
}

int pads_claim(struct pads *p, const char *wanted, struct pad_info *info)
{
    struct wanted w;
    int found = -ENOENT;
    if (!parse(wanted, &w))
        return -EINVAL;
    int skip = w.nth;
    lock(p, 0);
    for (int i = 0; i < PADS_MAX && found < 0; i++) {
        struct pad *d = &p->pad[i];
        if (!d->plugged || !fits(&w, &d->info) || skip-- > 0)
            continue;
        found = d->claimed ? -EBUSY : i;
        if (d->claimed)
            continue;
        d->claimed = true;
        begin(d);
        *info = d->info;
    }
    unlock(p);
    return found;
}

void pads_release(struct pads *p, int pad)
{
    uint64_t ignored;
    struct pad *d = lock(p, pad);
    d->claimed = false;
    d->lamps_new = d->lit != 0; /* its last owner's lamp goes out */
    d->lit = 0;
    d->first = d->count = 0;
    ssize_t got = read(d->fd, &ignored, sizeof ignored);
    (void)got;
    unlock(p);
}

int pads_fd(const struct pads *p, int pad)
{
    return p->pad[pad].fd;
}

bool pads_seen(struct pads *p, int pad, int64_t *seen_us, unsigned *lost)
{
    uint64_t ignored;
    struct pad *d = lock(p, pad);
    ssize_t got = read(d->fd, &ignored, sizeof ignored);
    (void)got;
    *seen_us = d->swept_us;
    *lost = d->lost;
    d->lost = 0;
    bool there = d->plugged;
    unlock(p);
    return there;
}

bool pads_next(struct pads *p, int pad, struct pad_event *out)
{
    struct pad *d = lock(p, pad);
    bool some = d->count > 0;
    if (some) {
        *out = d->queue[d->first];
        d->first = (d->first + 1) % PADS_QUEUE;
        d->count--;
    }
    unlock(p);
    return some;
}

void pads_ask(struct pads *p, int pad)
{
    lock(p, pad)->asked = true;
    unlock(p);
}

void pads_light(struct pads *p, int pad, uint32_t lit)
{
    struct pad *d = lock(p, pad);
    d->lamps_new |= d->lit != lit;
    d->lit = lit;
    unlock(p);
}
