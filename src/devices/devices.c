#include "devices/internal.h"
#include "devices/json.h"
#include "instant/instant.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATIENCE_US = 4000000 };

/* Every serial port on USB may have a box at its end. Others are left alone: nothing may be typed
 * into a console. */
static void ask_every_port(struct look *l)
{
    for (size_t i = 0; i < l->port_count && l->config.count < BOXES_MAX; i++) {
        struct box_config *c = &l->config.box[l->config.count];
        if (l->port[i].vid < 0)
            continue;
        snprintf(c->address, sizeof c->address, "tty:%.120s", l->port[i].path);
        c->kind = BOX_PROTOCOL;
        l->config.count++;
    }
    /* joysticks too: watching them is how one learns the numbers of their buttons */
    for (size_t i = 0; i < l->pad_count && l->config.count < BOXES_MAX; i++) {
        struct box_config *c = &l->config.box[l->config.count++];
        look_pad_link(l, i, c->address, sizeof c->address);
        snprintf(c->name, sizeof c->name, "%.30s", l->pad[i].name);
        c->kind = BOX_JOYSTICK;
    }
}

bool look_port_usable(const struct link_port *p)
{
    return access(p->path, R_OK | W_OK) == 0;
}

bool look_worth_telling(const struct look *l, const struct box_health *h)
{
    return !l->own_config || h->presence >= BOX_PRESENCE_UNKNOWN;
}

static bool same_ids(const struct pad_info *a, const struct pad_info *b)
{
    return a->vid == b->vid && a->pid == b->pid;
}

const char *look_pad_link(const struct look *l, size_t i, char *out, size_t size)
{
    const struct pad_info *p = &l->pad[i];
    int before = 0;
    for (size_t k = 0; k < i; k++)
        before += same_ids(&l->pad[k], p);
    if (p->vid == 0)
        snprintf(out, size, "joystick:guid=%s", p->guid);
    else if (before == 0)
        snprintf(out, size, "joystick:%04x:%04x", (unsigned)p->vid, (unsigned)p->pid);
    else
        snprintf(out, size, "joystick:%04x:%04x:%d", (unsigned)p->vid, (unsigned)p->pid, before);
    return out;
}

/* What wants a hand, and whether it is a permission. */
static void judge(struct look *l)
{
    for (size_t i = 0; i < l->input_count; i++)
        l->denied |= l->input[i].error == EACCES || l->input[i].error == EPERM;
    for (size_t i = 0; i < l->port_count; i++)
        l->denied |= !look_port_usable(&l->port[i]) && errno == EACCES;
    for (size_t i = 0; i < boxes_count(l->boxes); i++) {
        struct box_health h;
        boxes_box_health(l->boxes, (int)i, l->now_us, &h);
        l->denied |= h.presence == BOX_PRESENCE_ABSENT && h.cause == BOX_CAUSE_DENIED;
        l->trouble |= look_worth_telling(l, &h) && h.presence != BOX_PRESENCE_LIVE;
    }
    l->trouble |= l->denied;
}

static void ask(struct look *l)
{
    if (!l->o.json && l->config.count) {
        fprintf(l->o.out, TR(l->o.words, "\n正在询问 %d 个抢答盒……\n"), (int)l->config.count);
        fflush(l->o.out);
    }
    if (l->config.count)
        watch_run(l, instant_mono_us() + (l->o.patience_us ? l->o.patience_us : PATIENCE_US), true);
    judge(l);
}

static int show(struct look *l)
{
    l->input_count = input_ports(l->o.root, l->input, INPUTS_MAX);
    l->port_count = link_ports(l->port, PORTS_MAX);
    if (l->port_count > PORTS_MAX)
        l->port_count = PORTS_MAX;
    if (l->o.pads)
        l->pad_count = pads_list(l->o.pads, l->pad, PADS_MAX);
    if (!l->o.json) {
        list_inputs(l);
        list_joysticks(l);
    }
    if (l->o.boxes)
        l->config = *l->o.boxes;
    else
        ask_every_port(l);
    l->own_config = !l->o.boxes;
    l->config.looks_only = true;
    l->config.pads = l->o.pads;
    l->boxes = boxes_create(&l->config, NULL, watch_event, l);
    if (!l->boxes)
        return 1;
    ask(l);
    if (l->o.json) {
        json_document(l);
    } else {
        list_ports(l);
        list_boxes(l);
        list_advice(l);
    }
    if (l->o.watch && l->config.count) {
        if (!l->o.json)
            fprintf(l->o.out, "\n%s\n", TR(l->o.words, "按下按钮，逐行显示；Ctrl+C 结束"));
        fflush(l->o.out);
        l->watching = true;
        watch_run(l, INT64_MAX, false);
    }
    boxes_destroy(l->boxes);
    return l->trouble ? 1 : 0;
}

int devices_show(const struct devices_options *options)
{
    struct look *l = calloc(1, sizeof *l);
    if (!l)
        return 1;
    l->o = *options;
    if (!l->o.root)
        l->o.root = "";
    int status = show(l);
    free(l);
    return status;
}
