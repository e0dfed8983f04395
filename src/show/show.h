/* show — a contest being played: rules, journal, keypad and undo memory, as one thing that takes
 * inputs.
 *
 * The engine feeds it in real time, `leitai play` in virtual time; both get the same states,
 * because there is no other way in. Each accepted input is committed to the journal before
 * show_view hands out anything it changed. When a commit fails (disk full, stick pulled), the input
 * is kept and retried: until it is on disk nothing more is taken, nothing of it is shown, nothing
 * is lost.
 *
 * Not thread-safe; owned by whoever drives it. Times are show time in µs.
 */
#ifndef LEITAI_SHOW_H
#define LEITAI_SHOW_H

#include "contest/undo.h"
#include "folder/folder.h"
#include "journal/journal.h"
#include "view/view.h"

struct show;

struct show_options {
    const char *journal; /* path; NULL: nothing is kept (play without --journal) */
    bool rehearsal;
    const struct words *narration_words; /* language of narration; NULL: Chinese */
    int64_t (*wall_us)(void *ctx);       /* wall clock, µs since 1970 */
    void *ctx;
};

/* Begins a new show on `folder` (kept by the caller until the show is destroyed) or, when the
 * journal exists and is not finished, resumes it exactly where it stood. NULL and *e when that
 * can't be: nothing was touched. */
struct show *show_create(const struct folder *folder, const struct show_options *options,
                         struct journal_error *e);
/* Seals the journal when the contest has come to its end. Accepts NULL. */
void show_destroy(struct show *s);

/* Replays a journal from the texts held in it, without writing: for log, results, and as a check.
 * `each` (may be NULL) is called after every entry; it returns false to stop. The digest of every
 * entry is compared; the first that differs ends the replay with JOURNAL_DAMAGED. */
struct show_replay {
    struct folder *folder;  /* of the journal's texts; destroyed by show_replay_finish */
    struct contest contest; /* after the last entry */
    struct undo *undo;
    unsigned char *undo_memory;
    int64_t entries;
};
typedef bool (*show_each)(void *ctx, const struct show_replay *r, const struct journal_row *row);
bool show_replay(struct show_replay *r, const char *journal, const struct words *words,
                 show_each each, void *ctx, struct journal_error *e);
void show_replay_finish(struct show_replay *r);

/* Was this show resumed, and at which show time does it go on (0 in a new one). */
bool show_resumed(const struct show *s);
int64_t show_start_us(const struct show *s);
/* Resumed: wall time of show time 0 as the run before counted it. A box may still hand over a press
 * from then. */
int64_t show_zero_wall_us(const struct show *s);

enum show_result {
    SHOW_DONE,    /* stepped and committed */
    SHOW_ECHO,    /* only the keypad changed */
    SHOW_REFUSED, /* no meaning now; the message says why */
    SHOW_HELD,    /* waits for the disk; taken as soon as it can be written */
};

/* A key of the keypad (auto-repeat already filtered). */
enum show_result show_key(struct show *s, enum key key, int64_t now_us);
/* How many pages the audience screen needs for what it shows: over 1 a key of the keypad turns
 * them.
 */
void show_pages(struct show *s, int pages);
/* Any other input; its at_us is raised to that of the input before it if it is older. */
enum show_result show_input(struct show *s, const struct input *in);
/* When show_wake must be called at the latest, INT64_MAX: not at all. */
int64_t show_next_wake(const struct show *s, int64_t now_us);
/* Lets clocks that are due run out, retries a held commit, keeps the heartbeat. */
void show_wake(struct show *s, int64_t now_us);

const struct contest *show_contest(const struct show *s);
const char *show_message(const struct show *s); /* refusal or keypad message, "" */
bool show_blocked(const struct show *s, struct journal_error *e);
int64_t show_entries(const struct show *s);
const char *show_journal_head(const struct show *s); /* "" without a journal */

/* Fills contest, undo, keypad, history and journal status of *v; the rest of it is the engine's.
 * While a commit is held, this is the state before it. */
void show_view(struct show *s, int64_t now_us, struct view *v);
/* True when something that show_view fills has changed since the last call of show_view. */
bool show_changed(const struct show *s);

/* Called for each line narrated, in order; `seq` is the journal entry. */
typedef void (*show_listener)(void *ctx, int64_t at_us, int64_t seq, const char *line);
void show_listen(struct show *s, show_listener listener, void *ctx);

#endif
