/* What the files of the show room share. */
#ifndef LEITAI_SHOW_INTERNAL_H
#define LEITAI_SHOW_INTERNAL_H

#include "show/show.h"
#include "words/words.h"

enum { UNDO_BYTES = 16 << 20, RETRY_US = 250000, MESSAGE_MAX = 360, HEARTBEAT_US = 1000000 };

/* One line of history while it is being kept. */
struct history {
    struct history_line line[HISTORY_MAX];
    bool point[HISTORY_MAX];
    int count;
};

void history_add(struct history *h, const struct contest *c, const struct input *in,
                 const struct says *says, int64_t seq, int64_t wall_us, bool point,
                 int ledger_before);
void history_undo(struct history *h);
void history_redo(struct history *h);
void history_fill(const struct history *h, const struct contest *c, struct house *out);

/* What transitions are told by. */
struct picture {
    enum phase phase;
    int32_t round, question;
    int32_t uncovered; /* prizes, faults */
};

struct show {
    const struct folder *folder;
    struct show_options options;
    struct contest contest;
    struct undo undo;
    unsigned char *undo_memory;
    struct keypad keypad;
    struct journal *journal;
    struct history history;
    struct says says;
    char message[MESSAGE_MAX];
    bool resumed, changed;
    int64_t start_us, zero_wall_us, entries, changed_us, uncovered_us, heartbeat_us;
    /* a record that the disk did not take yet, and what has come in since */
    bool held;
    struct input held_in;
    struct says held_says;
    int held_ledger_before;
    bool held_point;
    struct journal_error error;
    int64_t retry_us;
    struct input *waiting;
    size_t waiting_count, waiting_room;
    struct state shown; /* while held: the state before, all that may be shown */
    int shown_undo, shown_redo;
    char shown_label[SAYS_TEXT];
    show_listener listener;
    void *listener_ctx;
};

#endif
