/*
 * Joysticks, gamepads and Buzz! sets through SDL (pads.h), where the kernel's input devices may not
 * be read. Coarser than evdev: a press is known to lie between two looks of the main thread, and
 * before the earlier by up to the latency of the device (boxes.h). The looks also tell how far
 * nothing more can come, so a decision waits for the next one, not for a worst case.
 */
#include "box/box.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct box_joystick {
    int pad;
    int button[BOX_BUTTONS]; /* the pad's button that is ours, -1 */
    bool buzz;
    struct buzz_leds leds;
};

static const char *wanted(const struct box *box)
{
    const char *colon = strchr(box->config.address, ':');
    return colon ? colon + 1 : "";
}

static bool chooses_keys(const struct box *box)
{
    for (int i = 0; i < BOX_BUTTONS; i++)
        if (box->config.key[i])
            return true;
    return false;
}

/* Codes of the kernel name no button of SDL's, and a path no joystick. */
bool joystick_stands_in(const struct box *box)
{
    return box->set->config.pads && !chooses_keys(box) && pads_wanted_valid(wanted(box));
}

int joystick_open(struct box *box)
{
    struct pads *pads = box->set->config.pads;
    struct pad_info info;
    if (!pads_wanted_valid(wanted(box)))
        return -EINVAL;
    int pad = pads ? pads_claim(pads, wanted(box), &info) : -ENOENT;
    if (pad < 0)
        return pad;
    struct box_joystick *j = calloc(1, sizeof *j);
    if (!j) {
        pads_release(pads, pad);
        return -ENOMEM;
    }
    j->pad = pad;
    j->buzz = buzz_known(info.vid, info.pid);
    bool chosen = chooses_keys(box);
    for (int i = 0; i < BOX_BUTTONS; i++)
        j->button[i] = chosen ? box->config.key[i] - 1 : i;
    if (j->buzz)
        buzz_leds_open(&j->leds);
    else
        buzz_leds_none(&j->leds);
    box->joystick = j;
    arbiter_source_add(&box->set->arbiter, box->index, ARBITER_FENCE, 0);
    snprintf(box->conn->link.port, sizeof box->conn->link.port, "%s", info.name);
    return 0;
}

void joystick_close(struct box *box)
{
    struct box_joystick *j = box->joystick;
    if (!j)
        return;
    pads_release(box->set->config.pads, j->pad);
    buzz_leds_close(&j->leds);
    free(j);
    box->joystick = NULL;
    box->conn->link.port[0] = '\0';
}

int joystick_fd(const struct box *box)
{
    return pads_fd(box->set->config.pads, box->joystick->pad);
}

static void button_event(struct box *box, const struct pad_event *e)
{
    uint32_t levels = 0;
    int button = -1;
    for (int i = 0; i < BOX_BUTTONS; i++) {
        levels |= box->down_us[i] ? UINT32_C(1) << i : 0;
        if (box->joystick->button[i] == e->button && button < 0)
            button = i;
    }
    if (button < 0)
        return;
    uint32_t bit = UINT32_C(1) << button;
    box->frames++;
    box_levels(box, e->down ? levels | bit : levels & ~bit, e->hi_us);
    if (e->down)
        box_bounded_press(box, button, e->lo_us - box->config.latency_max_us,
                          e->hi_us - box->config.latency_min_us, boxes_clock(box->set));
}

int joystick_receive(struct box *box)
{
    struct pads *pads = box->set->config.pads;
    int pad = box->joystick->pad;
    struct pad_event e;
    int64_t seen_us;
    unsigned lost;
    bool there = pads_seen(pads, pad, &seen_us, &lost);
    while (pads_next(pads, pad, &e))
        button_event(box, &e);
    if (lost)
        boxes_tell(box, BOX_MESSAGE_BOX_LOST, lost, "");
    if (!there)
        return -ENODEV;
    if (seen_us > INT64_MIN + box->config.latency_max_us)
        arbiter_watermark(&box->set->arbiter, box->index, seen_us - box->config.latency_max_us);
    box->fence_open = false;
    return 0;
}

void joystick_ask(struct box *box)
{
    if (!box->joystick)
        return;
    pads_ask(box->set->config.pads, box->joystick->pad);
    box->fence_open = true;
    box->fence_asked_us = box->set->now_us;
}

void joystick_lamps(struct box *box)
{
    struct box_joystick *j = box->joystick;
    uint32_t want = box->want_on | box->want_blink, lit = 0;
    if (!j)
        return;
    box->errors += (unsigned)buzz_leds_show(&j->leds, want, &box->told_on);
    for (int i = 0; i < BOX_BUTTONS; i++)
        if ((want >> i & 1) && j->button[i] >= 0 && j->button[i] < BOX_BUTTONS)
            lit |= UINT32_C(1) << j->button[i];
    pads_light(box->set->config.pads, j->pad, lit);
}
