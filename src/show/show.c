#include "show/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int64_t wall(const struct show *s)
{
    return s->options.wall_us ? s->options.wall_us(s->options.ctx) : 0;
}

static void tell(struct show *s, int64_t at_us)
{
    for (int i = 0; i < s->says.count && s->listener; i++)
        s->listener(s->listener_ctx, at_us, s->entries, s->says.line[i]);
}

static struct picture picture_of(const struct state *s)
{
    const struct correction *k = &s->correction;
    return (struct picture){s->phase, s->round, s->question,
                            s->prizes_shown + k->found_count + k->revealed};
}

/* Going back uncovers nothing, so it plays no transition again. */
static void note_times(struct show *s, const struct picture *before, int64_t at_us)
{
    struct picture now = picture_of(&s->contest.state);
    bool same = now.phase == before->phase && now.round == before->round &&
                now.question == before->question;
    if (!same)
        s->changed_us = at_us;
    if (same && now.uncovered > before->uncovered)
        s->uncovered_us = at_us;
}

/* What a committed input leaves: history, listeners, and the times screens move by. */
static void settled(struct show *s, const struct input *in, bool point, int ledger_before,
                    struct picture before)
{
    s->entries++;
    if (in->kind == INPUT_COMMAND && in->command == COMMAND_UNDO)
        history_undo(&s->history);
    else if (in->kind == INPUT_COMMAND && in->command == COMMAND_REDO)
        history_redo(&s->history);
    history_add(&s->history, &s->contest, in, &s->says, s->entries, wall(s), point, ledger_before);
    note_times(s, &before, in->at_us);
    s->changed = true;
    tell(s, in->at_us);
}

static bool commit(struct show *s, const struct input *in, int ledger_before)
{
    if (!s->journal)
        return true;
    struct journal_record r;
    struct press_result press;
    journal_record_from(&r, &s->contest, in, &s->says, ledger_before, &press);
    r.wall_us = wall(s);
    if (journal_append(s->journal, &r, &s->error))
        return true;
    return false;
}

static enum show_result step(struct show *s, const struct input *given)
{
    struct input in = *given;
    if (in.at_us < s->contest.state.last_us)
        in.at_us = s->contest.state.last_us;
    int ledger_before = s->contest.state.ledger_count, depth = contest_undo_depth(&s->contest);
    struct picture before = picture_of(&s->contest.state);
    if (s->journal) {
        state_copy(&s->shown, &s->contest.state);
        s->shown_undo = depth;
        s->shown_redo = contest_redo_depth(&s->contest);
        snprintf(s->shown_label, sizeof s->shown_label, "%s", s->undo.label);
    }
    if (contest_step(&s->contest, &in, &s->says) == STEP_REFUSED) {
        snprintf(s->message, sizeof s->message, "%s", s->says.count ? s->says.line[0] : "");
        s->changed = true;
        return SHOW_REFUSED;
    }
    bool point = contest_undo_depth(&s->contest) > depth;
    if (!commit(s, &in, ledger_before)) {
        s->held = true;
        s->held_in = in;
        s->held_says = s->says;
        s->held_ledger_before = ledger_before;
        s->held_point = point;
        s->retry_us = in.at_us + RETRY_US;
        s->changed = true;
        return SHOW_HELD;
    }
    settled(s, &in, point, ledger_before, before);
    return SHOW_DONE;
}

/* Presses wait their turn while the disk is full; the host's keys are told to wait. */
static enum show_result wait_for_disk(struct show *s, const struct input *in)
{
    if (in->kind == INPUT_COMMAND) {
        snprintf(s->message, sizeof s->message, "%s", s->error.what);
        return SHOW_REFUSED;
    }
    if (s->waiting_count == s->waiting_room) {
        size_t room = s->waiting_room ? 2 * s->waiting_room : 64;
        struct input *more = realloc(s->waiting, room * sizeof *more);
        if (!more)
            return SHOW_REFUSED; /* neither disk nor memory */
        s->waiting = more;
        s->waiting_room = room;
    }
    s->waiting[s->waiting_count++] = *in;
    return SHOW_HELD;
}

/* Clocks that ran out before `us` come first: a press that waited for the disk must not be judged
 * by a countdown that was over when it was made. */
static void run_clocks(struct show *s, int64_t us)
{
    while (!s->held && contest_next_wake(&s->contest) <= us) {
        struct input in = {.kind = INPUT_WAKE, .at_us = contest_next_wake(&s->contest)};
        step(s, &in);
    }
}

enum show_result show_input(struct show *s, const struct input *in)
{
    run_clocks(s, in->at_us - 1);
    s->message[0] = '\0';
    return s->held ? wait_for_disk(s, in) : step(s, in);
}

enum show_result show_key(struct show *s, enum key key, int64_t now_us)
{
    struct input in;
    char message[KEYPAD_MESSAGE];
    s->message[0] = '\0';
    s->changed = true;
    enum keypad_result r = keypad_press(&s->keypad, &s->contest, key, now_us, &in, message);
    if (r != KEYPAD_COMMAND) {
        snprintf(s->message, sizeof s->message, "%s", message);
        return r == KEYPAD_ECHO ? SHOW_ECHO : SHOW_REFUSED;
    }
    return show_input(s, &in);
}

void show_pages(struct show *s, int pages)
{
    s->changed = s->changed || s->keypad.pages != pages;
    s->keypad.pages = pages;
}

static void retry(struct show *s, int64_t now_us)
{
    struct picture before = picture_of(&s->shown);
    s->says = s->held_says;
    if (!commit(s, &s->held_in, s->held_ledger_before)) {
        s->retry_us = now_us + RETRY_US;
        return;
    }
    s->held = false;
    s->error = (struct journal_error){0};
    settled(s, &s->held_in, s->held_point, s->held_ledger_before, before);
    size_t n = s->waiting_count;
    s->waiting_count = 0;
    for (size_t i = 0; i < n; i++) {
        struct input in = s->waiting[i];
        show_input(s, &in); /* may be held again: then the rest lines up anew, in order */
    }
}

int64_t show_next_wake(const struct show *s, int64_t now_us)
{
    if (s->held)
        return s->retry_us;
    int64_t wake = contest_next_wake(&s->contest);
    int64_t beat = s->journal ? s->heartbeat_us + HEARTBEAT_US : INT64_MAX;
    if (s->keypad.confirm_until_us && s->keypad.confirm_until_us >= now_us &&
        s->keypad.confirm_until_us + 1 < wake)
        wake = s->keypad.confirm_until_us + 1;
    return wake < beat ? wake : beat;
}

void show_wake(struct show *s, int64_t now_us)
{
    if (s->held && now_us >= s->retry_us)
        retry(s, now_us);
    run_clocks(s, now_us);
    if (s->keypad.confirm_until_us && now_us > s->keypad.confirm_until_us) {
        s->keypad.confirm_until_us = 0;
        s->changed = true;
    }
    if (s->journal && !s->held && now_us >= s->heartbeat_us + HEARTBEAT_US) {
        struct journal_error e;
        journal_alive(s->journal, now_us, wall(s),
                      &e); /* a lost beat costs a second of clock, nothing else */
        s->heartbeat_us = now_us;
    }
}

/* ---- beginning and resuming
 * ------------------------------------------------------------------------ */

/* Folds one entry read back into the state; false when the digest differs. */
static bool refold(struct show *s, const struct journal_row *row)
{
    int ledger_before = s->contest.state.ledger_count, depth = contest_undo_depth(&s->contest);
    struct picture before = picture_of(&s->contest.state);
    contest_step(&s->contest, &row->in, &s->says);
    bool point = contest_undo_depth(&s->contest) > depth;
    settled(s, &row->in, point, ledger_before, before);
    if (s->history.count)
        s->history.line[s->history.count - 1].wall_us = row->wall_us;
    return contest_digest(&s->contest) == row->digest;
}

static void differs(struct journal_error *e, const struct show *s, const char *path, int64_t seq)
{
    const struct words *w = s->options.narration_words;
    e->kind = JOURNAL_DAMAGED;
    snprintf(e->what, sizeof e->what, TR(w, "日志 %s 第 %lld 条重放后的状态与记录不符"), path,
             (long long)seq);
    snprintf(e->remedy, sizeof e->remedy, "%s",
             TR(w, "用写下这份日志的 leitai 版本打开，或用 leitai verify 查看；文件没有改动"));
}

static bool resume(struct show *s, struct journal_error *e)
{
    struct journal_cursor *cursor = journal_read(s->journal, 1, false, e);
    struct journal_row *row = malloc(sizeof *row);
    int got = cursor && row ? 1 : -1;
    while (got == 1 && (got = journal_next(cursor, row, e)) == 1)
        if (!refold(s, row)) {
            differs(e, s, journal_path(s->journal), row->seq);
            got = -1;
        }
    free(row);
    journal_cursor_destroy(cursor);
    if (got < 0)
        return false;
    int64_t alive_wall_us = 0;
    int64_t alive = journal_last_alive(s->journal, &alive_wall_us);
    s->zero_wall_us = alive_wall_us - alive;
    s->start_us = alive > s->contest.state.last_us ? alive : s->contest.state.last_us;
    s->heartbeat_us = s->start_us;
    s->resumed = s->entries > 0;
    if (s->resumed) {
        struct input in = {.kind = INPUT_RESUME, .at_us = s->start_us};
        if (step(s, &in) == SHOW_HELD) {
            *e = s->error;
            return false;
        }
    }
    return true;
}

static bool begin_journal(struct show *s, struct journal_error *e)
{
    const struct folder *f = s->folder;
    char digest[FOLDER_DIGEST_TEXT];
    folder_digest(f, digest);
    struct journal_file *files = calloc(f->file_count + 1, sizeof *files);
    if (!files)
        return false;
    for (size_t i = 0; i < f->file_count; i++)
        files[i] = (struct journal_file){f->files[i].path, f->files[i].text, f->files[i].size};
    struct journal_open_options open = {.write = true,
                                        .definition = digest,
                                        .files = files,
                                        .file_count = f->file_count,
                                        .words = s->options.narration_words};
    s->journal = journal_open(s->options.journal, &open, e);
    if (s->journal && journal_is_finished(s->journal)) {
        char away[JOURNAL_PATH_MAX];
        journal_close(s->journal);
        s->journal = NULL;
        if (journal_archive(s->options.journal, s->options.narration_words, away, sizeof away, e))
            e->kind = JOURNAL_MISSING;
    }
    if (!s->journal && e->kind == JOURNAL_MISSING) {
        struct journal_meta meta = {.title = f->def.title,
                                    .definition = digest,
                                    .program = "leitai 1",
                                    .rehearsal = s->options.rehearsal,
                                    .base_wall_us = wall(s)};
        s->journal = journal_create(s->options.journal, &meta, files, f->file_count,
                                    s->options.narration_words, e);
    }
    free(files);
    if (s->journal)
        contest_play_as(&s->contest, journal_meta(s->journal)->format);
    return s->journal && resume(s, e);
}

struct show *show_create(const struct folder *folder, const struct show_options *options,
                         struct journal_error *e)
{
    struct show *s = calloc(1, sizeof *s);
    *e = (struct journal_error){0};
    if (s)
        s->undo_memory = malloc(UNDO_BYTES);
    if (!s || !s->undo_memory) {
        free(s);
        e->kind = JOURNAL_IO;
        snprintf(e->what, sizeof e->what, "%s", "内存不足");
        snprintf(e->remedy, sizeof e->remedy, "%s", "关闭其他程序后再试");
        return NULL;
    }
    s->folder = folder;
    s->options = *options;
    s->changed = true;
    undo_init(&s->undo, s->undo_memory, UNDO_BYTES);
    contest_init(&s->contest, &folder->def, options->narration_words, &s->undo);
    keypad_init(&s->keypad);
    if (options->journal && !begin_journal(s, e)) {
        show_destroy(s);
        return NULL;
    }
    return s;
}

void show_destroy(struct show *s)
{
    if (!s)
        return;
    if (s->journal && !s->held && s->contest.state.phase == PHASE_END) {
        struct journal_error e;
        journal_mark_finished(s->journal, wall(s), &e);
    }
    journal_close(s->journal);
    free(s->waiting);
    free(s->undo_memory);
    free(s);
}

/* ---- what others see
 * ------------------------------------------------------------------------------- */

bool show_resumed(const struct show *s)
{
    return s->resumed;
}

int64_t show_start_us(const struct show *s)
{
    return s->start_us;
}

int64_t show_zero_wall_us(const struct show *s)
{
    return s->zero_wall_us;
}

const struct contest *show_contest(const struct show *s)
{
    return &s->contest;
}

const char *show_message(const struct show *s)
{
    return s->message;
}

bool show_blocked(const struct show *s, struct journal_error *e)
{
    if (s->held && e)
        *e = s->error;
    return s->held;
}

int64_t show_entries(const struct show *s)
{
    return s->entries;
}

const char *show_journal_head(const struct show *s)
{
    return s->journal ? journal_head(s->journal) : "";
}

bool show_changed(const struct show *s)
{
    return s->changed;
}

void show_listen(struct show *s, show_listener listener, void *ctx)
{
    s->listener = listener;
    s->listener_ctx = ctx;
}

void show_view(struct show *s, int64_t now_us, struct view *v)
{
    const struct words *w = s->options.narration_words;
    v->contest.def = s->contest.def;
    v->contest.words = w;
    v->contest.undo = NULL;
    v->contest.press_result = s->contest.press_result;
    state_copy(&v->contest.state, s->held ? &s->shown : &s->contest.state);
    v->undo_depth = s->held ? s->shown_undo : contest_undo_depth(&s->contest);
    v->redo_depth = s->held ? s->shown_redo : contest_redo_depth(&s->contest);
    snprintf(v->undo_label, sizeof v->undo_label, "%s", s->held ? s->shown_label : s->undo.label);
    v->keypad = s->keypad;
    v->rehearsal = s->options.rehearsal;
    v->folder = s->folder->dir;
    v->now_us = now_us;
    v->wall_us = wall(s);
    v->changed_us = s->changed_us;
    v->uncovered_us = s->uncovered_us;
    history_fill(&s->history, &s->contest, &v->house);
    v->house.entries = s->entries;
    v->house.journal.light = s->held ? LIGHT_BAD : s->journal ? LIGHT_GOOD : LIGHT_OFF;
    if (s->held)
        snprintf(v->house.journal.text, sizeof v->house.journal.text, "%s", TR(w, "未存盘"));
    else
        snprintf(v->house.journal.text, sizeof v->house.journal.text, TR(w, "已存盘 %lld 条"),
                 (long long)s->entries);
    v->house.message[0] = v->house.remedy[0] = '\0';
    v->house.message_light = LIGHT_OFF;
    if (s->held) {
        words_copy(v->house.message, sizeof v->house.message, s->error.what);
        words_copy(v->house.remedy, sizeof v->house.remedy, s->error.remedy);
        v->house.message_light = LIGHT_BAD;
    } else if (s->message[0]) {
        words_copy(v->house.message, sizeof v->house.message, s->message);
        v->house.message_light = LIGHT_WARN;
    }
    s->changed = false;
}
