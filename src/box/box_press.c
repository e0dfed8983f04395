/* Presses on their way from a frame to the arbiter, and fences. */
#include "box/box.h"

#include <string.h>

enum {
    UNTIMED_US = 60000000,  /* how old a press without a clock may be */
    PRESSES_PER_BUTTON = 20 /* a second; more is no finger */
};

static uint32_t arbiter_flags(const struct lp_press *p, uint8_t frame_flags)
{
    static const struct {
        uint8_t from;
        uint32_t to;
    } map[] = {{LP_PRESS_ARMED, ARBITER_ARMED},
               {LP_PRESS_EARLY, ARBITER_EARLY},
               {LP_PRESS_FIRST, ARBITER_BOX_FIRST},
               {LP_PRESS_MERGED, ARBITER_MERGED},
               {LP_PRESS_OVERFLOW, ARBITER_BOX_LOST}};
    uint32_t flags = frame_flags & LP_FLAG_REPEAT ? ARBITER_REPEATED : 0;
    for (size_t i = 0; i < sizeof map / sizeof *map; i++) {
        if (p->flags & map[i].from)
            flags |= map[i].to;
    }
    return flags;
}

static void place(const struct box *box, struct arbiter_press *p, int button)
{
    p->source = (uint8_t)box->index;
    p->button = (uint8_t)button;
    p->seat = button < BOX_BUTTONS ? box->config.seat[button] : BOX_NO_SEAT;
    if (!box->accepted)
        p->flags |= ARBITER_UNACCEPTED;
    if (button < BOX_BUTTONS && (box->disabled >> button & 1))
        p->flags |= ARBITER_DISABLED;
    if (p->seat == BOX_NO_SEAT)
        p->flags |= ARBITER_UNBOUND;
}

/* False when the box clock is not known. */
static bool to_host_time(struct box *box, uint32_t t, struct arbiter_press *p)
{
    int64_t unc_us = (box->hello.stamp_unc + 9) / 10;
    struct sync_estimate e = sync_host_time(&box->sync, t);
    p->t_us = e.t_us;
    p->lo_us = e.lo_us - unc_us;
    p->hi_us = e.hi_us + unc_us;
    p->own_us = unc_us;
    return e.valid;
}

/* A press from before a fence that held: by rule 2 it had been sent, and all that was sent has
 * come. */
static void check_backdated(struct box *box, uint32_t t, struct arbiter_press *p)
{
    if (!box->fenced || !lp_time_before(t, box->fence_last_t3))
        return;
    p->flags |= ARBITER_BACKDATED;
    boxes_tell(box, BOX_MESSAGE_BACKDATED, (int64_t)(box->fence_last_t3 - t), "");
}

/* True: taken in (or known already), the number counts as received. */
static bool hand_in(struct box *box, const struct lp_press *p, uint8_t frame_flags,
                    int64_t arrived_us)
{
    struct arbiter_press out = {.arrived_us = arrived_us,
                                .ev_no = p->ev_no,
                                .round = boxes_round_from_wire(box->set, p->round),
                                .flags = arbiter_flags(p, frame_flags)};
    bool timed = to_host_time(box, p->t, &out);
    if (!timed || (box->set->slept && out.hi_us < box->set->slept_us)) {
        out.flags |= ARBITER_UNTIMED;
        out.t_us = out.hi_us = arrived_us;
        out.lo_us = arrived_us - UNTIMED_US;
    }
    check_backdated(box, p->t, &out);
    place(box, &out, p->button);
    switch (arbiter_press(&box->set->arbiter, &out)) {
    case ARBITER_TAKEN:
        box->presses++;
        break;
    case ARBITER_DUPLICATE:
        ev_window_put(&box->done, p->ev_no);
        break;
    case ARBITER_FULL:
        boxes_tell(box, BOX_MESSAGE_FULL, (int64_t)box->set->arbiter.counters.full, "");
        return false;
    }
    ev_window_put(&box->have, p->ev_no);
    return true;
}

static void fence_reached(struct box *box)
{
    struct sync_estimate e = sync_host_time(&box->sync, box->fence_t3);
    box->fence_waiting = false;
    box->fenced = true;
    box->fence_last_t3 = box->fence_t3;
    if (e.valid)
        arbiter_watermark(&box->set->arbiter, box->index, e.lo_us);
}

/* The fence says: everything from before t3 has been sent, the newest of it being ev_last. It holds
 * from the moment all up to ev_last have come; a damaged frame between them is on its way again. */
void box_fence(struct box *box, uint32_t t3, uint16_t ev_last)
{
    box->fence_t3 = t3;
    box->fence_ev = ev_last;
    box->fence_waiting = true;
    if (ev_window_covers(&box->have, ev_last))
        fence_reached(box);
}

static bool floods(struct box *box)
{
    unsigned limit = PRESSES_PER_BUTTON * (box->hello.n_buttons + 1u);
    if (++box->second_presses <= limit)
        return false;
    if (!box->flooding) {
        box->flooding = true;
        arbiter_source_lost(&box->set->arbiter, box->index); /* nobody waits for its fences */
        boxes_tell(box, BOX_MESSAGE_FLOOD, box->second_presses, "");
    }
    return true;
}

static void note_button(struct box *box, const struct lp_press *p, int64_t arrived_us)
{
    if (box->hello.caps & LP_CAP_RELEASE)
        box_levels(box, p->levels, arrived_us);
    if ((p->flags & LP_PRESS_OVERFLOW) && !box->lost_told) {
        box->lost_told = true;
        boxes_tell(box, BOX_MESSAGE_BOX_LOST, p->ev_no, "");
    }
}

void box_press_received(struct box *box, const struct lp_press *p, uint8_t frame_flags,
                        int64_t arrived_us)
{
    /* Who is it? After a reconnect it may be another one on the same cable, with other numbers.
     * HELLO is on its way, and so is this press again. */
    if (!box->known || box->presence == BOX_PRESENCE_OPENING)
        return;
    if (ev_window_has(&box->have, p->ev_no)) {
        if (ev_window_has(&box->done, p->ev_no))
            box->ack_due = true; /* our acknowledgement was lost */
        else
            box->set->arbiter.counters.duplicate++;
        return;
    }
    if (floods(box))
        return; /* not acknowledged either: it comes again */
    note_button(box, p, arrived_us);
    if (p->flags & LP_PRESS_RELEASE) {
        ev_window_put(&box->have, p->ev_no);
        ev_window_put(&box->done, p->ev_no);
        box->ack_due = true;
    } else if (sync_ready(&box->sync)) {
        hand_in(box, p, frame_flags, arrived_us);
    } else if (box->early_count < BOX_EARLY) {
        box->early[box->early_count++] =
            (struct box_early){.press = *p, .flags = frame_flags, .arrived_us = arrived_us};
        ev_window_put(&box->have, p->ev_no);
    }
    if (box->fence_waiting && ev_window_covers(&box->have, box->fence_ev))
        fence_reached(box);
}

void box_flush_early(struct box *box, bool untimed)
{
    if (!untimed && !sync_ready(&box->sync))
        return;
    size_t taken = 0;
    while (taken < box->early_count) {
        const struct box_early *e = &box->early[taken];
        if (!hand_in(box, &e->press, e->flags, e->arrived_us))
            break; /* full: stays here */
        taken++;
    }
    box->early_count -= taken;
    memmove(box->early, box->early + taken, box->early_count * sizeof *box->early);
}

void box_delivered(struct box *box, uint16_t ev_no)
{
    ev_window_put(&box->done, ev_no);
    box->ack_due = true;
}

/* -- buttons held down --------------------------------------------------------------------------
 */

static void tell_button(struct box *box, enum box_event_kind kind, int button)
{
    boxes_emit(
        box, (struct box_event){.kind = kind, .button = button, .seat = box->config.seat[button]});
}

static bool plays_for(const struct box *box, int seat)
{
    for (int k = 0; k < BOX_BUTTONS; k++)
        if (box->config.seat[k] == seat)
            return true;
    return false;
}

/* One of several buttons of a seat that are held: the seat is free when the last one is up. */
static bool seat_still_held(const struct boxes *set, int seat)
{
    for (size_t i = 0; seat != BOX_NO_SEAT && i < set->count; i++)
        for (int k = 0; k < BOX_BUTTONS; k++)
            if (set->box[i].config.seat[k] == seat && (set->box[i].held_told >> k & 1))
                return true;
    return false;
}

static void released(struct box *box, int button)
{
    box->held_told &= ~(UINT32_C(1) << button);
    if (!seat_still_held(box->set, box->config.seat[button]))
        tell_button(box, BOX_EVENT_RELEASED, button);
}

/* It is gone: what it held is free where another box plays for the seat. */
void box_let_go(struct box *box)
{
    struct boxes *set = box->set;
    memset(box->down_us, 0, sizeof box->down_us);
    for (int i = 0; i < BOX_BUTTONS; i++) {
        int seat = box->config.seat[i];
        bool others = false;
        for (size_t k = 0; seat != BOX_NO_SEAT && k < set->count; k++)
            others |= &set->box[k] != box && set->box[k].presence == BOX_PRESENCE_LIVE &&
                      plays_for(&set->box[k], seat);
        if ((box->held_told >> i & 1) && others)
            released(box, i);
    }
    box->held_told = 0;
}

void box_levels(struct box *box, uint32_t levels, int64_t now_us)
{
    for (int i = 0; i < BOX_BUTTONS; i++) {
        bool down = levels >> i & 1;
        if (down && box->down_us[i] == 0)
            box->down_us[i] = now_us > 0 ? now_us : 1;
        if (!down)
            box->down_us[i] = 0;
        if (!down && (box->held_told >> i & 1))
            released(box, i);
    }
}

/* -- legacy -------------------------------------------------------------------------------------
 */

void box_legacy_press(struct box *box, int button, int64_t stamp_us, int64_t arrived_us)
{
    const struct box_config *c = &box->config;
    box_bounded_press(box, button, stamp_us - c->latency_max_us, stamp_us - c->latency_min_us,
                      arrived_us);
}

void box_bounded_press(struct box *box, int button, int64_t lo_us, int64_t hi_us,
                       int64_t arrived_us)
{
    struct arbiter_press out = {
        .lo_us = lo_us, .hi_us = hi_us, .arrived_us = arrived_us, .ev_no = ++box->legacy_ev};
    out.t_us = out.lo_us + (out.hi_us - out.lo_us) / 2;
    out.own_us = (out.hi_us - out.lo_us + 1) / 2;
    place(box, &out, button);
    if (arbiter_press(&box->set->arbiter, &out) == ARBITER_TAKEN)
        box->presses++;
    else
        boxes_tell(box, BOX_MESSAGE_FULL, (int64_t)box->set->arbiter.counters.full, "");
}
