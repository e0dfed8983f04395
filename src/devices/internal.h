/* What the files of the devices room share. */
#ifndef LEITAI_DEVICES_INTERNAL_H
#define LEITAI_DEVICES_INTERNAL_H

#include "devices/columns.h"
#include "devices/devices.h"
#include "devices/inputs.h"

#include "box/link.h"
#include "box/pads.h"

enum { PORTS_MAX = 48, INPUTS_MAX = 48 };

/* One run of `leitai devices`. */
struct look {
    struct devices_options o;
    struct boxes_config config;
    bool own_config; /* every USB port, not a stage's boxes */
    struct link_port port[PORTS_MAX];
    size_t port_count;
    struct input_port input[INPUTS_MAX];
    size_t input_count;
    struct pad_info pad[PADS_MAX];
    size_t pad_count;
    struct boxes *boxes;
    struct columns table;
    bool watching;
    bool trouble; /* something wants a hand */
    bool denied;  /* a permission is missing */
    int64_t now_us;
};

/* devices.c: what both ways of telling say of a thing */
bool look_port_usable(const struct link_port *p); /* by this user */
/* Not a port without a box behind it, when nobody said there was one. */
bool look_worth_telling(const struct look *l, const struct box_health *h);
/* What to write into stage.yaml for joystick i. Returns out. */
const char *look_pad_link(const struct look *l, size_t i, char *out, size_t size);

/* list.c */
void list_inputs(struct look *l);
void list_joysticks(struct look *l);
void list_ports(struct look *l);
void list_boxes(struct look *l);
void list_advice(struct look *l);

/* watch.c */
void watch_event(void *user, const struct box_event *event);
/* Steps the boxes until `until_us`, or all are live and have been for a while, or it is to stop. */
void watch_run(struct look *l, int64_t until_us, bool until_all_live);

#endif
