#include "run/run.h"
#include "run/virtual_stage.h"
#include "app/app.h"
#include "catalogue/catalogue.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The virtual boxes beside this program, in the build folder as after an installation. */
static const char *box_program(void)
{
    static char path[600];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path - 16);
    char *slash = n > 0 ? (path[n] = '\0', strrchr(path, '/')) : NULL;
    snprintf(slash ? slash + 1 : path, 16, "leitai-box");
    return path;
}

/* Only what is a rehearsal and nobody plays is wiped, whatever --journal names. */
static bool may_wipe(const char *path, const struct words *w)
{
    struct journal_error e;
    struct journal *j =
        journal_open(path, &(struct journal_open_options){.write = true, .words = w}, &e);
    bool rehearsal = j && journal_meta(j)->rehearsal;
    journal_close(j);
    if (j && !rehearsal)
        fprintf(stderr, TR(w, "leitai: %s：这是正式比赛的日志，绝不清除\n"), path);
    else if (!j && (e.kind == JOURNAL_LOCKED || e.kind == JOURNAL_NOT_A_JOURNAL ||
                    e.kind == JOURNAL_UNREADABLE))
        app_complain(&e);
    else
        return true;
    return false;
}

static bool wipe_rehearsal(const char *path)
{
    static const char *const parts[] = {"", "-wal", "-shm"};
    char name[JOURNAL_PATH_MAX + 8];
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        snprintf(name, sizeof name, "%s%s", path, parts[i]);
        if (unlink(name) != 0 && errno != ENOENT) {
            fprintf(stderr, "leitai: %s: %s\n", name, strerror(errno));
            return false;
        }
    }
    return true;
}

static int run_virtual(const struct app_options *o, struct folder *folder, struct run_options *r)
{
    struct virtual_stage stage;
    uint32_t seats = 0;
    for (int i = 0; i < folder->def.team_count; i++)
        seats |= 1u << (folder->def.teams[i].seat - 1);
    if (!virtual_stage_begin(&stage, &folder->stage, o->virtual_boxes, seats)) {
        fprintf(stderr, "leitai: leitai-boxes-XXXXXX: %s\n", strerror(errno));
        return 1;
    }
    if (stage.replaced)
        fprintf(stderr, "leitai: %s\n",
                TR(catalogue_words(o->lang), "用虚拟抢答器代替 stage.yaml 的抢答器，真的不接"));
    r->virtual_dir = stage.dir;
    int status = run_show(r);
    virtual_stage_end(&stage);
    return status;
}

static int run(const struct app_options *o, struct folder *folder, const struct script *script)
{
    char path[JOURNAL_PATH_MAX];
    const char *journal =
        o->journal ? o->journal : journal_name(o->args[0], o->rehearsal, path, sizeof path);
    if (o->rehearsal && o->fresh &&
        !(may_wipe(journal, catalogue_words(o->lang)) && wipe_rehearsal(journal)))
        return 1;
    if (o->shots && mkdir(o->shots, 0777) != 0 && errno != EEXIST) {
        fprintf(stderr, "leitai: %s: %s\n", o->shots, strerror(errno));
        return 1;
    }
    struct run_options r = {.folder = folder,
                            .journal = journal,
                            .rehearsal = o->rehearsal,
                            .windowed = o->windowed,
                            .script = script,
                            .shots = o->shots,
                            .virtual_boxes = o->virtual_boxes,
                            .box_program = box_program(),
                            .width = o->width,
                            .height = o->height};
    return o->virtual_boxes ? run_virtual(o, folder, &r) : run_show(&r);
}

int app_run(const struct app_options *o)
{
    struct script script;
    char message[SCRIPT_MESSAGE];
    int line, status = 1;
    if (!app_arguments(o, 1, 1, "run DIR [--rehearsal] [--script FILE] [--virtual-boxes N]"))
        return 2;
    if (o->fresh && !o->rehearsal) {
        fprintf(stderr, "leitai: %s\n",
                TR(catalogue_words(o->lang),
                   "--fresh 清除彩排，要和 --rehearsal 一起用；正式比赛绝不清除"));
        return 2;
    }
    struct folder *folder = app_load(o);
    if (!folder)
        return 1;
    char *text = o->script ? app_read_file(o, o->script) : NULL;
    if (o->script &&
        (!text || !script_parse(&script, text, catalogue_words(o->lang), &line, message))) {
        if (text)
            fprintf(stderr, "%s:%d: %s\n", o->script, line, message);
    } else {
        status = run(o, folder, o->script ? &script : NULL);
        if (o->script)
            script_finish(&script);
    }
    free(text);
    folder_destroy(folder);
    return status;
}
