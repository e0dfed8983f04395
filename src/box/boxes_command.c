/* What the engine tells the boxes, and what it asks about them. */
#include "box/box.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { IDENTIFY_SECONDS = 3 };

uint32_t boxes_buttons(const struct box *box, uint64_t seats, bool disabled_too)
{
    uint32_t mask = 0;
    for (int i = 0; i < BOX_BUTTONS; i++) {
        int seat = box->config.seat[i];
        if (seat >= 1 && seat <= BOX_SEATS && (seats >> (seat - 1) & 1))
            mask |= UINT32_C(1) << i;
    }
    return disabled_too ? mask : mask & ~box->disabled;
}

void boxes_slept(struct boxes *b, int64_t now_us)
{
    b->now_us = b->slept_us = now_us;
    b->slept = true;
    for (size_t i = 0; i < b->count; i++)
        box_slept(&b->box[i]);
}

bool boxes_deciding(const struct boxes *b)
{
    bool early = false;
    for (size_t i = 0; i < b->count; i++)
        early |= b->box[i].presence == BOX_PRESENCE_LIVE && b->box[i].early_count > 0;
    return early || b->arbiter.waiting_count > 0;
}

static bool commandable(const struct box *box)
{
    return box->config.kind == BOX_PROTOCOL && box->presence == BOX_PRESENCE_LIVE;
}

/* Buttons down at arm are told at once: they must be let go first. */
static void tell_held(struct box *box, uint64_t seats)
{
    uint32_t mask = boxes_buttons(box, seats, false);
    for (int i = 0; i < BOX_BUTTONS; i++) {
        uint32_t bit = UINT32_C(1) << i;
        if (box->down_us[i] == 0 || !(mask & bit) || (box->held_told & bit))
            continue;
        box->held_told |= bit;
        boxes_emit(box, (struct box_event){
                            .kind = BOX_EVENT_HELD, .button = i, .seat = box->config.seat[i]});
    }
}

void boxes_arm(struct boxes *b, uint16_t round_no, uint64_t seats, int64_t at_us)
{
    b->armed = true;
    b->round = round_no ? round_no : 1;
    b->arm_seats = seats;
    b->arm_at_us = at_us;
    for (size_t i = 0; i < b->count; i++) {
        struct box *box = &b->box[i];
        if (commandable(box)) {
            box_arm(box);
            if (box->sync_us > b->now_us + BOX_SYNC_FAST_US)
                box->sync_us = b->now_us + boxes_random(b, BOX_SYNC_FAST_US);
        }
        tell_held(box, seats);
    }
}

void boxes_lock(struct boxes *b, uint16_t round_no)
{
    b->armed = false;
    b->round = round_no ? round_no : b->round;
    for (size_t i = 0; i < b->count && b->round != 0; i++) {
        if (commandable(&b->box[i]))
            box_lock(&b->box[i]);
    }
}

static void show_lamps(struct box *box, uint64_t on, uint64_t blink)
{
    box->want_on = boxes_buttons(box, on, false);
    box->want_blink = boxes_buttons(box, blink & ~on, false);
    if (box->presence != BOX_PRESENCE_LIVE)
        return;
    if (box->config.kind == BOX_PROTOCOL)
        box_lamps(box, false);
    else if (box->config.kind == BOX_ASCII)
        ascii_lamps(box);
    else if (box->joystick)
        joystick_lamps(box);
    else
        evdev_lamps(box);
}

void boxes_lamp(struct boxes *b, uint64_t seats_on, uint64_t seats_blink)
{
    b->seats_on = seats_on;
    b->seats_blink = seats_blink;
    for (size_t i = 0; i < b->count; i++)
        show_lamps(&b->box[i], seats_on, seats_blink);
}

void boxes_tie_window(struct boxes *b, int64_t tie_us)
{
    arbiter_tie_window(&b->arbiter, tie_us);
}

void boxes_hold_acks(struct boxes *b, bool held)
{
    b->acks_held = held;
}

void boxes_guard(struct boxes *b, bool guarded)
{
    b->guarded = guarded;
}

bool boxes_accept(struct boxes *b, uint64_t uid)
{
    for (size_t i = 0; i < b->count; i++) {
        struct box *box = &b->box[i];
        if (box->presence != BOX_PRESENCE_UNKNOWN || !box->known || box->hello.uid != uid)
            continue;
        box_accept(box);
        box_identify(box, IDENTIFY_SECONDS);
        return true;
    }
    return false;
}

static struct box *box_at(struct boxes *b, int box, int button)
{
    if (box < 0 || (size_t)box >= b->count || button < 0 || button >= BOX_BUTTONS)
        return NULL;
    return &b->box[box];
}

bool boxes_bind(struct boxes *b, int box, int button, int seat)
{
    struct box *x = box_at(b, box, button);
    if (!x || seat < 0 || seat > BOX_SEATS)
        return false;
    if (x->config.seat[button] != seat)
        x->held_told &= ~(UINT32_C(1) << button); /* the new seat is to hear of it */
    x->config.seat[button] = (uint8_t)seat;
    show_lamps(x, b->seats_on, b->seats_blink);
    if (b->armed && commandable(x))
        box_arm(x);
    return true;
}

void boxes_bindings(struct boxes *b, const struct box_binding *list, size_t count)
{
    for (size_t i = 0; i < b->count; i++) {
        uint8_t seat[BOX_BUTTONS];
        memcpy(seat, b->config.box[i].seat, sizeof seat);
        for (int k = 0; k < BOX_BUTTONS; k++)
            for (size_t n = 0; n < count; n++)
                if (seat[k] == list[n].seat)
                    seat[k] = BOX_NO_SEAT;
        for (size_t n = 0; n < count; n++)
            if (list[n].box == (int)i && box_at(b, list[n].box, list[n].button))
                seat[list[n].button] = (uint8_t)list[n].seat;
        for (int k = 0; k < BOX_BUTTONS; k++)
            if (b->box[i].config.seat[k] != seat[k])
                boxes_bind(b, (int)i, k, seat[k]);
    }
}

static void set_disabled(struct box *x, uint32_t mask)
{
    struct boxes *b = x->set;
    if (x->disabled == mask)
        return;
    x->disabled = mask;
    show_lamps(x, b->seats_on, b->seats_blink);
    if (b->armed && commandable(x))
        box_arm(x);
}

void boxes_disable_seats(struct boxes *b, uint64_t seats)
{
    for (size_t i = 0; i < b->count; i++)
        set_disabled(&b->box[i], boxes_buttons(&b->box[i], seats, true));
}
