/* stage_config — what stage.yaml says: everything that differs from hall to hall.
 *
 * Plain data; text belongs to the folder it came from. No pointer is NULL. Seats are 1-based.
 * Addresses are not checked against the machine here: that is the pre-flight's work on the spot.
 */
#ifndef LEITAI_STAGE_CONFIG_H
#define LEITAI_STAGE_CONFIG_H

#include "cue/cue.h"
#include "keypad/keypad.h"
#include "layout/type.h"

enum {
    STAGE_BOXES_MAX = 64, /* several may play for one seat: a box per player */
    STAGE_SECRET = 16,    /* bytes */
    STAGE_BUTTONS_MAX = 16,
    STAGE_SHAPES_MAX = 8,
    STAGE_BINDINGS_MAX = 4,
};

enum stage_box_kind { STAGE_BOX_PROTOCOL, STAGE_BOX_ASCII, STAGE_BOX_EVDEV, STAGE_BOX_JOYSTICK };

struct stage_box {
    const char *name; /* for people */
    const char *link; /* "tty:/dev/…", "usb:VID:PID", "tcp:host:port", "evdev:…", "joystick:…" */
    enum stage_box_kind kind;
    uint64_t uid;                 /* 0: the first that answers */
    int seats[STAGE_BUTTONS_MAX]; /* seat of button 0, 1, …; 0: unused */
    int seat_count;
    int keys[STAGE_BUTTONS_MAX]; /* evdev: kernel key code of each button; joystick: its number from
                                  * 1; none given: key_count 0 */
    int key_count;
    bool has_secret; /* protocol: it signs, and unsigned frames are thrown away */
    uint8_t secret[STAGE_SECRET];
    int baud;                             /* 0: the link's default */
    int64_t uncertainty_us;               /* 0: as measured or the kind's default */
    const char *shapes[STAGE_SHAPES_MAX]; /* ascii: forms of a press line, see box/boxes.h */
    int shape_count;
    const char *lamp_on, *lamp_off; /* ascii, "" when it has no lamp */
};

struct stage_config {
    struct stage_box boxes[STAGE_BOXES_MAX];
    int box_count;
    /* SDL key names bound to each key of the keypad; count 0: the default. */
    const char *bindings[KEY_COUNT][STAGE_BINDINGS_MAX];
    int binding_count[KEY_COUNT];
    const char *keypad_device; /* by-id name of the keypad to take over, "" none */
    const char *audience_display, *operator_display; /* output names, "" any */
    int audience_area[4]; /* x, y, w, h in px of the display; w = 0: all of it */
    /* "night", "day" or a themes/NAME.yaml; resolved, always readable: see theme.c */
    const char *audience_theme_name, *operator_theme_name;
    struct theme audience_theme, operator_theme;
    const char *logo;                   /* picture of the folder in place of the seal, "" none */
    const char *background;             /* picture of the folder under every scene, "" none */
    const char *font_sans, *font_serif; /* families as fontconfig knows them, "" the program's */
    const char *audience_language, *operator_language; /* "zh_CN", "en" */
    const char *sound_device;                          /* "" default */
    int volume_percent;                                /* 0..100 */
    struct cue_mix sounds;                             /* muted ones and levels */
    const char *mirror; /* directory of the second copy of the journal, "" none */
};

#endif
