#include "crash.h"

#include "engine/engine.h"
#include "instant/instant.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static int out;
static struct engine *engine;

static void published(void *ctx)
{
    (void)ctx;
    const struct view *v = engine_take(engine);
    const struct state *s = &v->contest.state;
    struct seen seen = {.entries = v->house.entries,
                        .base_us = -engine_show_us(engine, 0),
                        .digest = contest_digest(&v->contest),
                        .phase = (int32_t)s->phase,
                        .undo = v->undo_depth,
                        .redo = v->redo_depth,
                        .held = v->house.journal.light == LIGHT_BAD,
                        .clock_kind = (int32_t)s->clock.kind,
                        .clock_running = s->clock.running && !s->clock.held,
                        .clock_left_us = clock_left_us(&s->clock, v->now_us)};
    for (int seat = 1; seat <= TEAMS_MAX; seat++)
        seen.score_cp[seat - 1] =
            contest_team(&v->contest, seat) ? contest_score_cp(&v->contest, seat) : 0;
    if (write(out, &seen, sizeof seen) != (ssize_t)sizeof seen)
        _exit(3);
}

static int live(const struct folder *folder, const char *journal, int keys)
{
    struct journal_error e = {0};
    struct engine_options o = {.folder = folder, .journal = journal, .published = published};
    for (int attempt = 0; !engine && attempt < 40; attempt++) { /* a disk that fails may recover */
        engine = engine_create(&o, &e);
        if (!engine && e.kind != JOURNAL_FULL && e.kind != JOURNAL_IO && e.kind != JOURNAL_LOCKED)
            break;
    }
    if (!engine || !engine_start(engine)) {
        fprintf(stderr, "crash: the show does not start: %s\n", e.what);
        return e.kind == JOURNAL_FULL || e.kind == JOURNAL_IO ? 0 : 2;
    }
    unsigned char key;
    while (read(keys, &key, 1) == 1)
        engine_key(engine, (enum key)key, instant_mono_us());
    engine_stop(engine);
    engine_destroy(engine);
    return 0;
}

bool life_begin(struct life *l, const struct folder *folder, const char *journal)
{
    int views[2], keys[2];
    if (pipe(views) != 0 || pipe(keys) != 0)
        return false;
    fcntl(views[1], F_SETPIPE_SZ, 1 << 20);
    l->pid = fork();
    if (l->pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        close(views[0]);
        close(keys[1]);
        out = views[1];
        _exit(live(folder, journal, keys[0]));
    }
    close(views[1]);
    close(keys[0]);
    fcntl(views[0], F_SETFL, O_NONBLOCK);
    fcntl(views[0], F_SETFD, FD_CLOEXEC);
    l->views = views[0];
    l->keys = keys[1];
    return l->pid > 0;
}

bool life_end(struct life *l)
{
    int status = 0;
    kill(l->pid, SIGKILL);
    while (waitpid(l->pid, &status, 0) < 0 && errno == EINTR)
        ;
    close(l->keys);
    return WIFSIGNALED(status) ? WTERMSIG(status) == SIGKILL : WEXITSTATUS(status) == 0;
}
