#include "engine/internal.h"

#include <stdint.h>
#include <sys/eventfd.h>
#include <unistd.h>

bool mailbox_init(struct mailbox *m)
{
    m->first = m->count = 0;
    m->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    return m->fd >= 0 && pthread_mutex_init(&m->lock, NULL) == 0;
}

void mailbox_finish(struct mailbox *m)
{
    if (m->fd < 0)
        return;
    close(m->fd);
    pthread_mutex_destroy(&m->lock);
    m->fd = -1;
}

bool mailbox_put(struct mailbox *m, const struct mail *mail)
{
    const uint64_t one = 1;
    pthread_mutex_lock(&m->lock);
    bool room = m->count < MAIL_MAX;
    if (room)
        m->mail[(m->first + m->count++) % MAIL_MAX] = *mail;
    pthread_mutex_unlock(&m->lock);
    /* a full counter means that it is readable already */
    ssize_t wrote = write(m->fd, &one, sizeof one);
    (void)wrote;
    return room;
}

bool mailbox_take(struct mailbox *m, struct mail *out)
{
    pthread_mutex_lock(&m->lock);
    bool some = m->count > 0;
    if (some) {
        *out = m->mail[m->first];
        m->first = (m->first + 1) % MAIL_MAX;
        m->count--;
    }
    pthread_mutex_unlock(&m->lock);
    return some;
}

void mailbox_drain(struct mailbox *m)
{
    uint64_t n;
    ssize_t got = read(m->fd, &n, sizeof n);
    (void)got;
}

bool mailbox_empty(struct mailbox *m)
{
    pthread_mutex_lock(&m->lock);
    bool empty = m->count == 0;
    pthread_mutex_unlock(&m->lock);
    return empty;
}
