/* rooms: engine show box arbiter codec journal folder contest keypad view words layout */
/* usage: crash FOLDER CYCLES SEED WORKDIR BOX-PROGRAM
 * FOLDER's stage.yaml expects its boxes in WORKDIR/boxes. With inject.so preloaded the disk fails
 * now and then. Prints one line of figures; exit status 1 when anything seen was lost. */
#include "crash.h"

#include "../box_child.h"
#include "inject.h"
#include "instant/instant.h"

#include <dlfcn.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { BOXES = 10, LONGEST_SHOW = 400, STEP_US = 6000 };

/* Some die on the way back to where they were, some play on until the clocks are synchronised. */
static const int64_t spans_us[] = {12000, 150000, 150000, 700000};

struct drill {
    const struct folder *folder;
    char journal[400], cut[420];
    uint32_t random;
    struct box_child boxes;
    struct inject *inject; /* NULL: the disk is good */
    struct witness *w;
    int64_t cuts, refused, faults;
};

static bool start_boxes(struct drill *d, const char *work, const char *program)
{
    if (!box_child_start(&d->boxes, work, program, BOXES))
        return false;
    d->w->truth = d->boxes.truth;
    usleep(100000);
    return true;
}

/* Reads what the child has published so far. True when there was a view. */
static bool take_views(struct drill *d, struct life *l, struct seen *newest, bool *first)
{
    struct seen s;
    bool some = false;
    while (read(l->views, &s, sizeof s) == (ssize_t)sizeof s) {
        if (*first)
            witness_resumed(d->w, &s);
        *first = false;
        witness_view(d->w, &s);
        *newest = s;
        some = true;
    }
    return some;
}

static void act(struct drill *d, struct life *l, int phase)
{
    unsigned char keys[8];
    uint32_t r = fingers_random(&d->random) % 100;
    if (r < 15) {
        fprintf(d->boxes.fingers, "press %u\n", 1 + fingers_random(&d->random) % BOXES);
    } else if (r < 80) {
        int n = fingers_keys(&d->random, phase, keys);
        ssize_t wrote = write(l->keys, keys, (size_t)n);
        (void)wrote;
    }
    if (d->inject && r >= 92)
        d->inject->percent = d->inject->percent ? 0 : r >= 96 ? 100 : 30;
}

/* One life: until it is killed at an instant nobody has chosen. */
static bool one_life(struct drill *d)
{
    struct life l;
    struct seen newest = {0};
    bool first = true;
    if (!life_begin(&l, d->folder, d->journal))
        return false;
    int64_t span = spans_us[fingers_random(&d->random) % 4];
    int64_t end = instant_mono_us() + fingers_random(&d->random) % span;
    while (instant_mono_us() < end) {
        struct pollfd fd = {.fd = l.views, .events = POLLIN};
        int64_t pause = fingers_random(&d->random) % STEP_US;
        if (pause > end - instant_mono_us())
            pause = end - instant_mono_us();
        if (!first)
            act(d, &l, newest.phase);
        struct timespec t = {.tv_nsec = (pause > 0 ? pause : 0) * 1000};
        if (first) {
            if (poll(&fd, 1, 500) > 0) {
                take_views(d, &l, &newest, &first);
                end = instant_mono_us() +
                      (end - instant_mono_us() > 0 ? fingers_random(&d->random) % span : 0);
            }
        } else {
            nanosleep(&t, NULL);
            take_views(d, &l, &newest, &first);
        }
        if (fd.revents & POLLHUP && first)
            break;
    }
    if (!life_end(&l))
        witness_lost(d->w, "the show ended by itself");
    take_views(d, &l, &newest, &first);
    close(l.views);
    if (d->inject)
        d->inject->percent = 0;
    usleep(2000); /* what the kernel still has for the boxes reaches them */
    witness_truth(d->w);
    return witness_judge(d->w, d->journal);
}

static bool copy_file(const char *from, const char *to, int64_t less)
{
    struct stat st;
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    int64_t left = in && stat(from, &st) == 0 ? st.st_size - less : 0;
    int c;
    while (in && out && left-- > 0 && (c = getc_unlocked(in)) != EOF)
        putc_unlocked(c, out);
    if (in)
        fclose(in);
    return out && fclose(out) == 0;
}

/* A disk that lied about syncing: the end of the write-ahead log is missing. A copy that lost it
 * must give a shorter show with every digest right, or be refused; it must never give another. */
static void cut_off(struct drill *d)
{
    char from[440], to[440];
    struct stat st;
    snprintf(from, sizeof from, "%s-wal", d->journal);
    snprintf(to, sizeof to, "%s-wal", d->cut);
    if (stat(from, &st) != 0 || st.st_size == 0)
        return;
    copy_file(d->journal, d->cut, 0);
    copy_file(from, to, fingers_random(&d->random) % (1 + (uint32_t)st.st_size % 60000));
    struct witness *w = d->w, before = *w;
    struct seen last = w->last;
    w->last.entries = 0;
    w->lit = 0;
    int64_t lost = w->lost;
    struct journal_error e;
    d->cuts++;
    if (!witness_cut(w, d->cut, &e))
        d->refused++;
    bool differs = w->lost != lost;
    lost = w->lost;
    *w = before;
    w->lost = lost;
    w->last = last;
    if (differs)
        fprintf(stderr, "  (with the end of the log cut off)\n");
    snprintf(to, sizeof to, "%s-shm", d->cut);
    unlink(to);
    snprintf(to, sizeof to, "%s-wal", d->cut);
    unlink(to);
    unlink(d->cut);
}

static void new_show(struct drill *d)
{
    static const char *const parts[] = {"", "-wal", "-shm", ".lock"};
    char name[440];
    usleep(30000);
    witness_truth(d->w);
    witness_next_show(d->w);
    if (d->w->lost)
        return; /* the journal and the log of the boxes stay as evidence */
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        snprintf(name, sizeof name, "%s%s", d->journal, parts[i]);
        unlink(name);
    }
}

static int drill(struct drill *d, int cycles)
{
    int64_t start = instant_mono_us();
    for (int i = 0; i < cycles; i++) {
        if (!one_life(d))
            break;
        if (i % 4 == 0)
            cut_off(d);
        if (d->w->last.entries > LONGEST_SHOW || d->w->last.phase == PHASE_END || d->w->lost)
            new_show(d);
        if (d->w->lost)
            break;
    }
    if (!d->w->lost)
        new_show(d);
    const struct witness *w = d->w;
    printf("%lld kills in %lld shows, %.0f s: %lld entries, %lld views and %lld lamps compared, "
           "%lld presses acknowledged (%lld told twice), %lld logs cut off (%lld refused)",
           (long long)w->kills, (long long)w->shows, (double)(instant_mono_us() - start) / 1e6,
           (long long)w->entries, (long long)w->compared, (long long)w->lamps,
           (long long)w->presses, (long long)w->twice, (long long)d->cuts, (long long)d->refused);
    if (d->inject)
        printf(", %ld writes and syncs failed", d->inject->failed);
    printf(", %lld lost\n", (long long)w->lost);
    return w->lost > 0;
}

int main(int argc, char **argv)
{
    struct drill d = {0};
    struct folder_report report;
    if (argc != 6) {
        fprintf(stderr, "usage: crash FOLDER CYCLES SEED WORKDIR BOX-PROGRAM\n");
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    struct inject *(*control)(void);
    *(void **)&control = dlsym(RTLD_DEFAULT, "inject_control");
    d.inject = control ? control() : NULL;
    d.random = (uint32_t)atoi(argv[3]) * 2654435761u | 1;
    snprintf(d.journal, sizeof d.journal, "%s/show.journal", argv[4]);
    snprintf(d.cut, sizeof d.cut, "%s/cut.journal", argv[4]);
    folder_report_init(&report);
    const char *presets[] = {"config/presets", NULL};
    struct folder *folder = folder_load(argv[1], presets, &report);
    d.folder = folder;
    d.w = calloc(1, sizeof *d.w);
    if (!folder || !d.w || !(d.w->seen = calloc(SEEN_MAX, sizeof *d.w->seen)) ||
        !start_boxes(&d, argv[4], argv[5])) {
        folder_report_print(&report, stderr);
        return 2;
    }
    int status = drill(&d, atoi(argv[2]));
    box_child_stop(&d.boxes);
    folder_report_finish(&report);
    folder_destroy(folder);
    free(d.w->seen);
    free(d.w);
    return status;
}
