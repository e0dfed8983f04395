/* view — everything the screens, sounds and feed are drawn from: an immutable snapshot.
 *
 * The engine fills one after each committed input and publishes it; the main thread draws the
 * newest. Whatever is in a view is already safe in the journal. A view points into the definition
 * and the words catalogue, which outlive it. Nothing in it is written after publication; readers
 * may copy it.
 */
#ifndef LEITAI_VIEW_H
#define LEITAI_VIEW_H

#include "contest/contest.h"
#include "keypad/keypad.h"

enum { HISTORY_MAX = 40, MESSAGE_TEXT = 200, NAME_TEXT = 48 };

enum button_health {
    HEALTH_NONE,
    HEALTH_READY,
    HEALTH_HELD,
    HEALTH_LOST,
    HEALTH_UNKNOWN,
    HEALTH_DISABLED
};

/* The button of one seat as the operator sees it. */
struct seat_health {
    enum button_health health;
    int64_t uncertainty_us;         /* ± of a press now; 0: exact (virtual time) */
    int64_t since_us;               /* show time since when held or lost */
    uint8_t buttons, live, pressed; /* how many it has, of live boxes, pressed in the roll-call */
    int source_class; /* 0 protocol box, 1 line box, 2 keyboard/gamepad: mixed classes are told */
    bool lamp;
};

/* One line of the operator's history, newest last. */
struct history_line {
    int64_t seq;
    int64_t wall_us; /* µs since 1970, for the clock column */
    char text[72];
    char detail[48]; /* "110 → 100", "第 2 次口令" */
    bool undone;
    bool undo_next; /* the one `.` would take back */
    bool press;     /* a press that decided nothing */
    int8_t tone;    /* -1 deduct/foul, 0, +1 award */
};

enum light { LIGHT_OFF, LIGHT_GOOD, LIGHT_WARN, LIGHT_BAD };

/* State of a house part in the status strip. */
struct status {
    enum light light;
    char text[NAME_TEXT];
};

struct house {
    struct status journal, audience, keypad, sound, disk;
    int boxes_ready, boxes_expected;
    struct seat_health seat[TEAMS_MAX]; /* by seat - 1 */
    /* The one message that says what to do: two lines; empty text: none. */
    char message[MESSAGE_TEXT], remedy[MESSAGE_TEXT];
    enum light message_light;
    struct history_line history[HISTORY_MAX];
    int history_count;
    int64_t entries; /* in the journal */
    /* Buzzer check before the show: seats ticked off. */
    bool check_running;
    uint32_t check_ticked, check_stuck;
};

struct view {
    uint64_t serial;        /* grows with each publication */
    struct contest contest; /* copy without undo memory */
    int undo_depth, redo_depth;
    char undo_label[SAYS_TEXT];
    struct keypad keypad;
    struct house house;
    bool rehearsal;
    const struct words *audience_words, *operator_words;
    const char *folder; /* contest folder: media paths are inside */
    int64_t now_us;     /* show time of publication; screens add what has passed since */
    int64_t wall_us;
    /* Show times at which transitions begin: of the last change of phase or question, and of the
     * last prize or fault uncovered. What covers the screen (black, scoreboard) and undo change
     * neither, so nothing plays twice. */
    int64_t changed_us, uncovered_us;
};

/* Show time at which the audience was told entry i of the ledger: with held reveal that of the
 * host's key; INT64_MAX: not yet. */
int64_t view_told_us(const struct state *s, int i);

/* Points the audience was told within the last 2.5 s for `seat`, 0 if none; `serial` tells equal
 * changes apart. */
int32_t view_recent_points_cp(const struct view *v, int seat, int64_t now_us, int *serial);

#endif
