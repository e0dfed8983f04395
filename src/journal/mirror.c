#include "journal/mirror.h"

#include "journal/copy.h"
#include "words/words.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { LOOK_AGAIN_S = 2, BATCH = 500 };

struct mirror {
    pthread_t thread;
    pthread_mutex_t mutex; /* held for moments only */
    pthread_cond_t news;
    const struct words *words;
    char source[JOURNAL_PATH_MAX], folder[JOURNAL_PATH_MAX];
    /* under the mutex */
    int64_t latest;
    bool told, stopping, abandoned;
    struct mirror_state state;
    /* the thread's own */
    struct copy copy;
    bool open;
    bool was_elsewhere; /* the folder has been seen on another disk than the journal */
};

static void publish(struct mirror *m, enum mirror_light light, int64_t copied, int64_t total,
                    const char *why)
{
    pthread_mutex_lock(&m->mutex);
    struct mirror_state *s = &m->state;
    if (total > m->latest)
        m->latest = total;
    if (copied >= 0)
        s->copied = copied;
    if (m->open)
        snprintf(s->path, sizeof s->path, "%s", m->copy.path);
    s->light = light;
    snprintf(s->why, sizeof s->why, "%s", why);
    pthread_mutex_unlock(&m->mutex);
}

static void drop(struct mirror *m)
{
    if (m->open)
        copy_close(&m->copy);
    m->open = false;
}

/* Whether the folder is there, and on the disk it was on: an empty mount point is not the stick. */
static bool folder_there(struct mirror *m)
{
    struct stat folder, source;
    if (stat(m->folder, &folder) != 0 || !S_ISDIR(folder.st_mode))
        return false;
    bool elsewhere = stat(m->source, &source) == 0 && folder.st_dev != source.st_dev;
    if (elsewhere)
        m->was_elsewhere = true;
    return elsewhere || !m->was_elsewhere;
}

/* Somebody may have taken the file away while the folder stayed. */
static bool copy_there(struct mirror *m)
{
    int moved = 0;
    sqlite3_file_control(m->copy.to, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    return !moved;
}

static void gone(struct mirror *m, const char *why)
{
    drop(m);
    publish(m, MIRROR_GONE, -1, 0, why);
}

/* Catches up as far as it can. */
static void follow(struct mirror *m)
{
    struct journal_error e = {0};
    int64_t copied = -1, total = 0;
    char why[320];
    if (!folder_there(m)) {
        snprintf(why, sizeof why, TR(m->words, "第二份副本的文件夹“%.200s”不在"), m->folder);
        gone(m, why);
        return;
    }
    if (m->open && !copy_there(m))
        drop(m);
    if (!m->open)
        m->open = copy_open(&m->copy, m->source, m->folder, m->words, &e);
    while (m->open) {
        if (!copy_step(&m->copy, BATCH, &copied, &total, m->words, &e)) {
            drop(m);
            break;
        }
        publish(m, copied < total ? MIRROR_BEHIND : MIRROR_OK, copied, total, "");
        if (copied >= total)
            return;
    }
    gone(m, e.what);
}

static void wait_for_news(struct mirror *m)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += LOOK_AGAIN_S;
    int rc = 0;
    /* While it is gone, news alone are no reason to hurry. */
    while (rc == 0 && !m->stopping && !(m->told && m->state.light != MIRROR_GONE))
        rc = pthread_cond_timedwait(&m->news, &m->mutex, &until);
    m->told = false;
}

static void free_mirror(struct mirror *m)
{
    pthread_mutex_destroy(&m->mutex);
    pthread_cond_destroy(&m->news);
    free(m);
}

static void *run(void *ctx)
{
    struct mirror *m = ctx;
    bool stopping = false;
    while (!stopping) {
        /* Stopping is read before the last look, so that nothing committed is left out. */
        pthread_mutex_lock(&m->mutex);
        stopping = m->stopping;
        pthread_mutex_unlock(&m->mutex);
        follow(m);
        pthread_mutex_lock(&m->mutex);
        if (!m->stopping)
            wait_for_news(m);
        pthread_mutex_unlock(&m->mutex);
    }
    drop(m);
    pthread_mutex_lock(&m->mutex);
    bool abandoned = m->abandoned;
    m->abandoned = true;
    pthread_cond_broadcast(&m->news);
    pthread_mutex_unlock(&m->mutex);
    if (abandoned)
        free_mirror(m);
    return NULL;
}

struct mirror *mirror_start(const char *journal_path, const char *folder, const struct words *words)
{
    struct mirror *m = calloc(1, sizeof *m);
    if (!m)
        return NULL;
    m->words = words;
    m->state.light = MIRROR_BEHIND;
    snprintf(m->source, sizeof m->source, "%s", journal_path);
    snprintf(m->folder, sizeof m->folder, "%s", folder);
    pthread_condattr_t attr;
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&m->news, &attr);
    pthread_condattr_destroy(&attr);
    pthread_mutex_init(&m->mutex, NULL);
    if (pthread_create(&m->thread, NULL, run, m) != 0) {
        free_mirror(m);
        return NULL;
    }
    return m;
}

void mirror_follow(struct mirror *m, int64_t seq)
{
    if (!m)
        return;
    pthread_mutex_lock(&m->mutex);
    if (seq > m->latest)
        m->latest = seq;
    m->told = true;
    pthread_cond_signal(&m->news);
    pthread_mutex_unlock(&m->mutex);
}

struct mirror_state mirror_state(struct mirror *m)
{
    pthread_mutex_lock(&m->mutex);
    struct mirror_state s = m->state;
    s.behind = m->latest > s.copied ? m->latest - s.copied : 0;
    if (s.light == MIRROR_OK && s.behind > 0)
        s.light = MIRROR_BEHIND;
    pthread_mutex_unlock(&m->mutex);
    return s;
}

void mirror_stop(struct mirror *m, int wait_ms)
{
    if (!m)
        return;
    struct timespec until; /* by the clock that nobody sets */
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += wait_ms / 1000;
    until.tv_nsec += wait_ms % 1000 * 1000000L;
    if (until.tv_nsec >= 1000000000L) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000L;
    }
    pthread_t thread = m->thread;
    pthread_mutex_lock(&m->mutex);
    m->stopping = true;
    pthread_cond_broadcast(&m->news);
    for (int rc = 0; rc == 0 && !m->abandoned;)
        rc = pthread_cond_timedwait(&m->news, &m->mutex, &until);
    bool ended = m->abandoned;
    m->abandoned = true;
    pthread_mutex_unlock(&m->mutex);
    if (!ended) {
        pthread_detach(thread);
        return;
    }
    pthread_join(thread, NULL);
    free_mirror(m);
}
