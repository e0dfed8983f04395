/* What the files of the engine room share. */
#ifndef LEITAI_ENGINE_INTERNAL_H
#define LEITAI_ENGINE_INTERNAL_H

#include "box/boxes.h"
#include "engine/engine.h"
#include "engine/stage_boxes.h"
#include "journal/mirror.h"
#include "words/words.h"

#include <pthread.h>

enum {
    MAIL_MAX = 256,
    VIEWS = 3,
    HEALTH_US = 1000000,
    NOTICE_US = 6000000,
    NOTICE_FRESH = -1, /* until_us of a notice that nobody has seen yet */
    COME_BACK_US = 20000000,
    STANDSTILL_US = 2000000, /* the loop woke that much too late: the screens stood as well */
    SLEPT_US = 200000,
    CLOCK_SET_US = 100000,
    MIRROR_WAIT_MS = 2000
};

enum mail_kind { MAIL_KEY, MAIL_PRESS, MAIL_STATUS, MAIL_PAGES, MAIL_NOTICE, MAIL_STOP };

/* A message from another thread; it carries its whole payload. */
struct mail {
    enum mail_kind kind;
    int64_t mono_us;
    int value; /* key, seat, part */
    enum light light;
    char text[MESSAGE_TEXT], remedy[MESSAGE_TEXT];
};

struct mailbox {
    pthread_mutex_t lock;
    struct mail mail[MAIL_MAX];
    int first, count;
    int fd; /* eventfd: readable when mail waits */
};

bool mailbox_init(struct mailbox *m);
void mailbox_finish(struct mailbox *m);
bool mailbox_put(struct mailbox *m, const struct mail *mail);
bool mailbox_take(struct mailbox *m, struct mail *out);
void mailbox_drain(struct mailbox *m); /* makes fd unreadable */
bool mailbox_empty(struct mailbox *m);

/* A line for the operator that passes. */
struct notice {
    enum light light;
    char text[MESSAGE_TEXT], remedy[MESSAGE_TEXT];
    int64_t until_us; /* show time; 0: none */
};

struct engine {
    struct engine_options options;
    struct show *show;
    struct boxes *boxes;
    struct mirror *mirror;
    struct mailbox mailbox;
    pthread_t thread;
    bool started, stopping;
    int64_t base_us; /* monotonic of show time 0 */
    /* The same for what was pressed before this program started (born): the show's clock stood
     * while it was down. */
    int64_t base_before_us, born_us;
    /* effects last given to the boxes */
    uint32_t lamps, lamps_blink, armed;
    uint16_t arm_no;
    bool guarded;
    /* clocks.c: the computer's other clocks against the monotonic one */
    int64_t awake_us; /* monotonic, of the last time the loop was at work */
    int64_t asleep_us, wall_zero_us, wall_told_us;
    int64_t hold_us; /* show time that has not been passed yet, INT64_MAX */
    /* house */
    struct status status[4];
    struct notice notice;
    int accepts;
    struct box_binding bound[TEAMS_MAX * BOUND_MAX]; /* as last given to the boxes */
    size_t bound_count;
    uint32_t disabled;
    /* roll-call: buttons pressed by box, seats pressed without one; from these, seats with all
     * their buttons pressed, and with some of them */
    uint32_t check_pressed[BOXES_MAX], check_bare;
    uint32_t check_ticked, check_begun;
    bool check_running, mirror_gone;
    int64_t health_us;
    bool dirty; /* something a view shows has changed */
    /* views */
    pthread_mutex_t view_lock;
    struct view *views[VIEWS];
    int newest, reading;
    uint64_t serial;
    /* narration so far */
    char *said;
    size_t said_length, said_room;
};

/* clocks.c */
void clocks_start(struct engine *e);
/* After each wait, which was to end at until_us: has the computer stood, slept, or been set? True
 * when it stood or slept. */
bool clocks_watch(struct engine *e, int64_t until_us);
/* The end of a window is for the presses to say that were made before it, however late they are
 * read: show time stands just before it until all that has been read is decided. */
void clocks_hold(struct engine *e, int64_t mono_us);
/* Lets the show's clocks run out, as far as they may. */
void clocks_run(struct engine *e, int64_t mono_us);
/* Show time of what happens at mono_us. */
int64_t clocks_show_us(const struct engine *e, int64_t mono_us);

/* house.c */
void house_event(void *user, const struct box_event *event);
void house_effects(struct engine *e, int64_t mono_us);
void house_fill(struct engine *e, int64_t mono_us, struct view *v);
void house_notice(struct engine *e, enum light light, const char *what, const char *remedy);

/* check.c: roll-call, and what the operator is told of the boxes */
void check_press(struct engine *e, const struct input *in); /* before it is stepped */
void check_follow(struct engine *e);
void check_fill(struct engine *e, int64_t mono_us, struct house *house);
/* The standing message, when nothing more urgent is to be said. */
void check_message(struct engine *e, int64_t mono_us, struct house *house);

/* publish.c */
bool publish_init(struct engine *e);
void publish_finish(struct engine *e);
void publish(struct engine *e, int64_t mono_us);

#endif
