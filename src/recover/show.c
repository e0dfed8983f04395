/* Making the journal of a recovered show. */
#include "recover/recover.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "show/show.h"
#include "words/words.h"

const char recover_reason[] = N_("灾后重录");

static bool fail(struct journal_error *e, enum journal_error_kind kind, const char *what,
                 const char *remedy)
{
    *e = (struct journal_error){.kind = kind};
    words_copy(e->what, sizeof e->what, what);
    words_copy(e->remedy, sizeof e->remedy, remedy);
    return false;
}

static bool fail_file(struct journal_error *e, const struct words *w, const char *path)
{
    char what[320];
    snprintf(what, sizeof what, "%.200s: %s", path, strerror(errno));
    return fail(e, JOURNAL_IO, what, TR(w, "检查权限和磁盘空间；原来的日志没有改动"));
}

/* A database and what SQLite may have left beside it. */
static const char *const parts[] = {"", "-wal", "-shm"};
enum { PARTS = 3 };

static bool part_name(char out[JOURNAL_PATH_MAX + 8], const char *path, int part)
{
    return snprintf(out, JOURNAL_PATH_MAX + 8, "%s%s", path, parts[part]) < JOURNAL_PATH_MAX;
}

/* ---- the journal that lies there -------------------------------------------------------------
 */

enum former { FORMER_NONE, FORMER_SOUND, FORMER_UNREADABLE };

/* What lies at the journal's place, and whether it may be put away. */
static bool look(const struct recover_options *o, enum former *former, struct journal_error *e)
{
    const struct words *w = o->words;
    struct journal *j =
        journal_open(o->journal, &(struct journal_open_options){.write = true, .words = w}, e);
    bool finished = j && journal_is_finished(j);
    journal_close(j);
    if (!j && e->kind == JOURNAL_MISSING) {
        *former = FORMER_NONE;
        return true;
    }
    if (!j && (e->kind == JOURNAL_LOCKED || e->kind == JOURNAL_READ_ONLY))
        return false;
    *former = j ? FORMER_SOUND : FORMER_UNREADABLE;
    if (finished || o->force)
        return true;
    char what[320];
    snprintf(what, sizeof what,
             j ? TR(w, "%.200s 是一场没有结束的比赛：用 leitai run 就能继续，不必重录")
               : TR(w, "%.200s 已经有一份读不出来的日志"),
             o->journal);
    return fail(e, JOURNAL_EXISTS, what,
                TR(w, "确实要重录，加 --force：原来的日志改名保存，不删除"));
}

/* A journal that can't be opened is kept as it lies: somebody may still save something from it. */
static bool put_away_unreadable(const char *path, char *out, size_t size)
{
    char from[JOURNAL_PATH_MAX + 8], to[JOURNAL_PATH_MAX + 8];
    bool moved = false;
    for (int n = 1; n < 1000 && !moved; n++) {
        int length = snprintf(out, size, "%s.damaged-%03d", path, n);
        if (length < 0 || (size_t)length >= size || (size_t)length + 4 >= JOURNAL_PATH_MAX)
            return false;
        moved = journal_rename(path, out) == 0;
        if (!moved && errno != EEXIST)
            return false;
    }
    for (int i = 1; i < PARTS && moved; i++)
        if (part_name(from, path, i) && part_name(to, out, i) && rename(from, to) != 0 &&
            errno != ENOENT)
            return false;
    return moved;
}

static bool put_away(const struct recover_options *o, enum former former, struct recovered *out,
                     struct journal_error *e)
{
    if (former == FORMER_SOUND)
        return journal_archive(o->journal, o->words, out->away, sizeof out->away, e);
    if (former == FORMER_UNREADABLE &&
        !put_away_unreadable(o->journal, out->away, sizeof out->away))
        return fail_file(e, o->words, o->journal);
    return true;
}

/* ---- the new one ------------------------------------------------------------------------------
 */

static bool give(struct show *show, struct input in, struct journal_error *e)
{
    enum show_result r = show_input(show, &in);
    if (r == SHOW_DONE)
        return true;
    if (!show_blocked(show, e))
        fail(e, JOURNAL_IO, show_message(show), "");
    return false;
}

static bool give_scores(struct show *show, const struct recover_scores *s, const char *reason,
                        struct recovered *out, struct journal_error *e)
{
    const struct contest *c = show_contest(show);
    for (int seat = 1; seat <= TEAMS_MAX; seat++) {
        if (!contest_team(c, seat))
            continue;
        struct input in = {.kind = INPUT_COMMAND,
                           .command = COMMAND_ADJUST,
                           .seat = seat,
                           .value = s->score_cp[seat - 1] - contest_score_cp(c, seat)};
        words_copy(in.text, sizeof in.text, reason);
        if (in.value == 0)
            continue;
        if (!give(show, in, e))
            return false;
        out->adjusted++;
    }
    return true;
}

static bool give_all(struct show *show, const struct recover_scores *s, const char *reason,
                     struct recovered *out, struct journal_error *e)
{
    struct input draw = {.kind = INPUT_COMMAND, .command = COMMAND_SEAT_DRAW};
    struct input on = {.kind = INPUT_COMMAND,
                       .command = s->round == RECOVER_STANDINGS ? COMMAND_STANDINGS : COMMAND_ROUND,
                       .value = s->round == RECOVER_STANDINGS ? 0 : s->round};
    memcpy(draw.text, s->draw, sizeof draw.text);
    /* Scores before the round: its order of turns may depend on them, its caps must not. */
    return (!s->draw[0] || give(show, draw, e)) && give_scores(show, s, reason, out, e) &&
           give(show, on, e);
}

/* One that an earlier try left behind; nothing but retyped scores is in it. */
static bool clear_draft(const char *draft, const struct words *w, struct journal_error *e)
{
    char name[JOURNAL_PATH_MAX + 8];
    struct journal *j =
        journal_open(draft, &(struct journal_open_options){.write = true, .words = w}, e);
    journal_close(j);
    if (!j && e->kind == JOURNAL_LOCKED)
        return false;
    for (int i = 0; i < PARTS; i++)
        if (!part_name(name, draft, i) || (unlink(name) != 0 && errno != ENOENT))
            return fail_file(e, w, draft);
    return true;
}

static bool make_draft(const struct folder *folder, const struct recover_scores *s,
                       const struct recover_options *o, const char *draft, struct recovered *out,
                       struct journal_error *e)
{
    struct show_options options = {.journal = draft,
                                   .rehearsal = o->rehearsal,
                                   .narration_words = o->words,
                                   .wall_us = o->wall_us,
                                   .ctx = o->ctx};
    if (!clear_draft(draft, o->words, e))
        return false;
    struct show *show = show_create(folder, &options, e);
    bool ok = show && give_all(show, s, TR(o->words, recover_reason), out, e);
    show_destroy(show);
    return ok;
}

static bool put_in_place(const char *draft, const struct recover_options *o,
                         struct journal_error *e)
{
    char log[JOURNAL_PATH_MAX + 8];
    struct stat st;
    if (part_name(log, draft, 1) && stat(log, &st) == 0 && st.st_size > 0) {
        errno = EBUSY; /* somebody else has it open: the file alone would not be whole */
        return fail_file(e, o->words, draft);
    }
    if (journal_rename(draft, o->journal) != 0)
        return fail_file(e, o->words, o->journal);
    return true;
}

bool recover_show(const struct folder *folder, const struct recover_scores *s,
                  const struct recover_options *o, struct recovered *out, struct journal_error *e)
{
    char draft[JOURNAL_PATH_MAX];
    enum former former;
    *out = (struct recovered){0};
    *e = (struct journal_error){0};
    if (snprintf(draft, sizeof draft, "%s.recovering", o->journal) >= (int)sizeof draft) {
        errno = ENAMETOOLONG;
        return fail_file(e, o->words, o->journal);
    }
    return look(o, &former, e) && make_draft(folder, s, o, draft, out, e) &&
           put_away(o, former, out, e) && put_in_place(draft, o, e);
}
