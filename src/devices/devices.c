#include "devices/internal.h"
#include "instant/instant.h"

#include <stdlib.h>
#include <string.h>

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
}

static int show(struct look *l)
{
    const struct words *w = l->o.words;
    l->input_count = input_ports(l->o.root, l->input, INPUTS_MAX);
    l->port_count = link_ports(l->port, PORTS_MAX);
    if (l->port_count > PORTS_MAX)
        l->port_count = PORTS_MAX;
    list_inputs(l);
    if (l->o.boxes)
        l->config = *l->o.boxes;
    else
        ask_every_port(l);
    l->own_config = !l->o.boxes;
    l->config.looks_only = true;
    l->boxes = boxes_create(&l->config, NULL, watch_event, l);
    if (!l->boxes)
        return 1;
    if (l->config.count) {
        fprintf(l->o.out, TR(w, "\n正在询问 %d 个抢答盒……\n"), (int)l->config.count);
        fflush(l->o.out);
        watch_run(l, instant_mono_us() + (l->o.patience_us ? l->o.patience_us : PATIENCE_US), true);
    }
    list_ports(l);
    list_boxes(l);
    list_advice(l);
    if (l->o.watch && l->config.count) {
        fprintf(l->o.out, "\n%s\n", TR(w, "按下按钮，逐行显示；Ctrl+C 结束"));
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
