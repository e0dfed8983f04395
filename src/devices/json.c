#include "devices/json.h"

#include "devices/internal.h"
#include "folder/unicode.h"
#include "instant/instant.h"

#include <inttypes.h>
#include <string.h>

enum { PLANE = 0x10000 };

static void escape(FILE *out, uint32_t c)
{
    if (c >= PLANE)
        fprintf(out, "\\u%04x\\u%04x", (unsigned)(0xd800 + ((c - PLANE) >> 10)),
                (unsigned)(0xdc00 + ((c - PLANE) & 0x3ff)));
    else
        fprintf(out, "\\u%04x", (unsigned)c);
}

void json_string(FILE *out, const char *text)
{
    size_t left = strlen(text);
    putc('"', out);
    while (left > 0) {
        uint32_t c;
        size_t n = utf8_decode(text, left, &c);
        if (n == 0)
            escape(out, 0xfffd);
        else if (c == '"' || c == '\\')
            fprintf(out, "\\%c", (char)c);
        else if (!unicode_is_printable(c))
            escape(out, c);
        else
            fwrite(text, 1, n, out);
        text += n ? n : 1;
        left -= n ? n : 1;
    }
    putc('"', out);
}

/* ---- members: the first of an object has no comma before it
 * ----------------------------------------- */

static void key(FILE *out, bool first, const char *name)
{
    fprintf(out, "%s\"%s\": ", first ? "" : ", ", name);
}

static void text_of(FILE *out, const char *name, const char *text)
{
    key(out, false, name);
    json_string(out, text);
}

static void number_of(FILE *out, const char *name, bool known, int64_t n)
{
    key(out, false, name);
    if (known)
        fprintf(out, "%" PRId64, n);
    else
        fputs("null", out);
}

static void truth_of(FILE *out, const char *name, bool yes)
{
    key(out, false, name);
    fputs(yes ? "true" : "false", out);
}

static void usb_of(FILE *out, bool known, int vid, int pid)
{
    key(out, false, "usb");
    if (known)
        fprintf(out, "\"%04x:%04x\"", (unsigned)vid & 0xffff, (unsigned)pid & 0xffff);
    else
        fputs("null", out);
}

/* ---- the document
 * --------------------------------------------------------------------------------- */

static const char *const kinds[] = {[BOX_PROTOCOL] = "protocol",
                                    [BOX_ASCII] = "ascii",
                                    [BOX_EVDEV] = "evdev",
                                    [BOX_JOYSTICK] = "joystick"};
static const char *const states[] = {
    [BOX_PRESENCE_ABSENT] = "absent",   [BOX_PRESENCE_OPENING] = "opening",
    [BOX_PRESENCE_UNKNOWN] = "unknown", [BOX_PRESENCE_REFUSED] = "refused",
    [BOX_PRESENCE_SYNCING] = "syncing", [BOX_PRESENCE_LIVE] = "live",
};
static const char *const causes[] = {
    [BOX_CAUSE_NONE] = "none",     [BOX_CAUSE_ABSENT] = "absent",
    [BOX_CAUSE_BUSY] = "busy",     [BOX_CAUSE_DENIED] = "denied",
    [BOX_CAUSE_SILENT] = "silent", [BOX_CAUSE_UNPLUGGED] = "unplugged",
    [BOX_CAUSE_ERROR] = "error",
};

/* Begins an element of a list, each on a line of its own. */
static void element(FILE *out, size_t i)
{
    fprintf(out, "%s\n    {", i ? "," : "");
}

static void inputs(const struct look *l, FILE *out)
{
    static const char *const whats[] = {[INPUT_KEYBOARD] = "keyboard",
                                        [INPUT_KEYPAD] = "keypad",
                                        [INPUT_GAMEPAD] = "gamepad",
                                        [INPUT_BUZZERS] = "buzz"};
    for (size_t i = 0; i < l->input_count; i++) {
        const struct input_port *p = &l->input[i];
        element(out, i);
        key(out, true, "path");
        json_string(out, p->path);
        text_of(out, "kind", whats[p->what]);
        text_of(out, "name", p->name);
        usb_of(out, true, p->vid, p->pid);
        text_of(out, "by_id", p->by_id);
        truth_of(out, "usable", p->error == 0);
        text_of(out, "group", p->group);
        text_of(out, "error", p->error ? strerror(p->error) : "");
        putc('}', out);
    }
}

static void joysticks(const struct look *l, FILE *out)
{
    for (size_t i = 0; i < l->pad_count; i++) {
        const struct pad_info *p = &l->pad[i];
        char link[80];
        element(out, i);
        key(out, true, "name");
        json_string(out, p->name);
        text_of(out, "guid", p->guid);
        usb_of(out, p->vid != 0, p->vid, p->pid);
        number_of(out, "buttons", true, p->buttons);
        truth_of(out, "lamp", p->lamp);
        text_of(out, "link", look_pad_link(l, i, link, sizeof link));
        putc('}', out);
    }
}

static void ports(const struct look *l, FILE *out)
{
    for (size_t i = 0; i < l->port_count; i++) {
        const struct link_port *p = &l->port[i];
        element(out, i);
        key(out, true, "path");
        json_string(out, p->path);
        usb_of(out, p->vid >= 0, p->vid, p->pid);
        text_of(out, "serial", p->serial);
        text_of(out, "description", p->description);
        truth_of(out, "usable", look_port_usable(p));
        putc('}', out);
    }
}

static void identity(const struct box_health *h, FILE *out)
{
    bool known = h->kind == BOX_PROTOCOL && h->presence >= BOX_PRESENCE_UNKNOWN;
    key(out, false, "uid");
    if (known)
        fprintf(out, "\"%016" PRIx64 "\"", h->uid);
    else
        fputs("null", out);
    key(out, false, "firmware");
    if (known)
        fprintf(out, "\"%d.%d.%d\"", h->fw[0], h->fw[1], h->fw[2]);
    else
        fputs("null", out);
    number_of(out, "buttons", known, h->buttons);
    number_of(out, "lamps", known, h->lamps);
    number_of(out, "round_trip_us", h->rtt_us >= 0, h->rtt_us);
    number_of(out, "skew_ppm", known, (int64_t)(h->skew_ppm + (h->skew_ppm < 0 ? -0.5 : 0.5)));
    number_of(out, "battery_mv", h->battery_mv > 0, h->battery_mv);
}

static void seats(const struct box_config *c, FILE *out)
{
    int last = BOX_BUTTONS;
    while (last > 0 && c->seat[last - 1] == BOX_NO_SEAT)
        last--;
    key(out, false, "seats");
    putc('[', out);
    for (int i = 0; i < last; i++)
        fprintf(out, "%s%d", i ? ", " : "", c->seat[i]);
    putc(']', out);
}

static void boxes(const struct look *l, FILE *out)
{
    size_t shown = 0;
    for (size_t i = 0; i < boxes_count(l->boxes); i++) {
        struct box_health h;
        boxes_box_health(l->boxes, (int)i, l->now_us, &h);
        if (!look_worth_telling(l, &h))
            continue;
        element(out, shown++);
        key(out, true, "number");
        fprintf(out, "%d", h.box + 1);
        text_of(out, "name", h.name);
        text_of(out, "address", h.address);
        text_of(out, "port", h.port);
        text_of(out, "kind", kinds[h.kind]);
        text_of(out, "state", states[h.presence]);
        text_of(out, "cause", causes[h.cause]);
        seats(&l->config.box[i], out);
        number_of(out, "uncertainty_us", h.uncertainty_us >= 0, h.uncertainty_us);
        identity(&h, out);
        number_of(out, "frames", true, (int64_t)h.frames);
        number_of(out, "bad_frames", true, (int64_t)h.errors);
        number_of(out, "presses", true, (int64_t)h.presses);
        number_of(out, "reconnects", true, (int64_t)h.reconnects);
        putc('}', out);
    }
}

void json_document(struct look *l)
{
    static const struct {
        const char *name;
        void (*write)(const struct look *l, FILE *out);
    } lists[] = {{"inputs", inputs}, {"joysticks", joysticks}, {"ports", ports}, {"boxes", boxes}};
    FILE *out = l->o.out;
    fputs("{\"format\": 1", out);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        fprintf(out, ",\n  \"%s\": [", lists[i].name);
        lists[i].write(l, out);
        putc(']', out);
    }
    fprintf(out, ",\n  \"permissions_missing\": %s, \"trouble\": %s}\n",
            l->denied ? "true" : "false", l->trouble ? "true" : "false");
    fflush(out);
}

/* ---- what happens
 * --------------------------------------------------------------------------------- */

static void press(const struct arbiter_press *p, FILE *out)
{
    static const struct {
        uint32_t flag;
        const char *text;
    } flags[] = {{ARBITER_UNACCEPTED, "unaccepted"},
                 {ARBITER_UNTIMED, "untimed"},
                 {ARBITER_BACKDATED, "backdated"},
                 {ARBITER_REPEATED, "repeated"}};
    bool first = true;
    number_of(out, "uncertainty_us", true, (p->hi_us - p->lo_us + 1) / 2);
    key(out, false, "flags");
    putc('[', out);
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
        if (!(p->flags & flags[i].flag))
            continue;
        fprintf(out, "%s\"%s\"", first ? "" : ", ", flags[i].text);
        first = false;
    }
    putc(']', out);
}

void json_event(struct look *l, const struct box_event *ev)
{
    static const char *const events[] = {
        [BOX_EVENT_PRESS] = "press",     [BOX_EVENT_FOUND] = "found",
        [BOX_EVENT_LOST] = "lost",       [BOX_EVENT_HELD] = "held",
        [BOX_EVENT_UNKNOWN] = "unknown", [BOX_EVENT_RELEASED] = "released",
        [BOX_EVENT_MESSAGE] = "message",
    };
    static const char *const messages[] = {
        [BOX_MESSAGE_NONE] = "none",
        [BOX_MESSAGE_REBOOTED] = "rebooted",
        [BOX_MESSAGE_SAME_UID] = "same_uid",
        [BOX_MESSAGE_VERSION] = "version",
        [BOX_MESSAGE_NOISY] = "noisy",
        [BOX_MESSAGE_FLOOD] = "flood",
        [BOX_MESSAGE_BOX_LOST] = "lost_presses",
        [BOX_MESSAGE_BACKDATED] = "backdated",
        [BOX_MESSAGE_SILENT] = "silent",
        [BOX_MESSAGE_FULL] = "full",
        [BOX_MESSAGE_LAMP] = "lamp",
        [BOX_MESSAGE_RADIO] = "radio",
        [BOX_MESSAGE_FORGED] = "forged",
        [BOX_MESSAGE_COARSE] = "coarse",
        [BOX_MESSAGE_TALK] = "talk",
    };
    FILE *out = l->o.out;
    putc('{', out);
    key(out, true, "event");
    json_string(out, events[ev->kind]);
    number_of(out, "time_us", true, instant_wall_us() - instant_mono_us() + ev->t_us);
    number_of(out, "box", true, ev->box + 1);
    number_of(out, "button", ev->button >= 0, ev->button + 1);
    number_of(out, "seat", true, ev->seat);
    if (ev->press)
        press(ev->press, out);
    if (ev->kind == BOX_EVENT_LOST)
        text_of(out, "cause", causes[ev->code]);
    if (ev->kind == BOX_EVENT_MESSAGE) {
        bool named = ev->code >= 0 && (size_t)ev->code < sizeof messages / sizeof *messages;
        text_of(out, "code", named ? messages[ev->code] : "none");
        text_of(out, "text", ev->text);
    }
    fputs("}\n", out);
    fflush(out);
}
