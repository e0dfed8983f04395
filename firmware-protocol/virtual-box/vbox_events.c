/* From contact to event: first edge, debounce, the ring of what the host has not yet confirmed. */
#include "vbox_parts.h"
#include <assert.h>

static unsigned pending(const struct vbox *box)
{
    return (uint16_t)(box->ev_last - box->ev_first + 1);
}

static struct vbox_event *slot(const struct vbox *box, uint16_t ev_no)
{
    return (struct vbox_event *)&box->ring[(uint16_t)(ev_no - 1) % VBOX_EVENTS];
}

static uint8_t press_flags(struct vbox *box, uint32_t t, uint16_t bit, bool down)
{
    uint8_t flags = 0;
    if (box->overflow)
        flags |= LP_PRESS_OVERFLOW;
    box->overflow = false;
    if (!down)
        return flags | LP_PRESS_RELEASE;
    if (!(box->mask & bit) || box->locked & bit)
        return flags;
    if (box->has_at && !box->at_passed && lp_time_before(t, box->at))
        return flags | LP_PRESS_EARLY;
    flags |= LP_PRESS_ARMED;
    if (!box->first_taken)
        flags |= LP_PRESS_FIRST;
    box->first_taken = true;
    return flags;
}

/* Two edges in one microsecond share a stamp: neither may look like the earlier one, so both are
 * the first, if one is. */
static uint8_t merge_flag(struct vbox *box, const struct lp_press *press)
{
    if (pending(box) == 0)
        return 0;
    struct lp_press *last = &slot(box, box->ev_last)->press;
    if (last->t != press->t || (last->flags ^ press->flags) & LP_PRESS_RELEASE)
        return 0;
    last->flags |= LP_PRESS_MERGED;
    uint8_t shared = press->flags & LP_PRESS_ARMED ? last->flags & LP_PRESS_FIRST : 0;
    return LP_PRESS_MERGED | shared;
}

/* A full ring keeps its old events: the first presses decide, the late ones are noise. */
static uint16_t event_add(struct vbox *box, int64_t edge_us, uint8_t button, bool down)
{
    uint16_t bit = (uint16_t)(1u << button);
    box->levels = (uint16_t)(down ? box->levels | bit : box->levels & ~bit);
    uint32_t debounce = box->arm_debounce_us ? box->arm_debounce_us : box->debounce_us;
    box->quiet_until_us[button] = edge_us + debounce;
    if (pending(box) == VBOX_EVENTS) {
        box->ev_lost++;
        box->overflow = true;
        return 0;
    }
    struct lp_press press = {.t = vbox_clock(box, edge_us), .round = box->round};
    press.button = button;
    press.levels = box->levels;
    press.flags = press_flags(box, press.t, bit, down);
    press.flags |= merge_flag(box, &press);
    press.ev_no = ++box->ev_last;
    slot(box, press.ev_no)->press = press;
    slot(box, press.ev_no)->sent_us = INT64_MIN;
    return press.ev_no;
}

uint16_t vbox_press(struct vbox *box, int64_t edge_us, uint8_t button, bool down)
{
    assert(edge_us >= box->last_fence_us);
    if (button >= box->config.n_buttons)
        return 0;
    vbox_expire(box, edge_us);
    vbox_settle(box, edge_us);
    uint16_t bit = (uint16_t)(1u << button);
    box->raw_levels = (uint16_t)(down ? box->raw_levels | bit : box->raw_levels & ~bit);
    bool was_down = box->levels & bit;
    if (was_down == down || edge_us < box->quiet_until_us[button])
        return 0;
    return event_add(box, edge_us, button, down);
}

/* When the quiet time is over and the contact is not as reported, that is a change too. It is
 * stamped with the end of the quiet time: the true edge is older and was not looked at. */
void vbox_settle(struct vbox *box, int64_t now_us)
{
    for (uint8_t i = 0; i < box->config.n_buttons; i++) {
        uint16_t bit = (uint16_t)(1u << i);
        if (((box->raw_levels ^ box->levels) & bit) && now_us >= box->quiet_until_us[i])
            event_add(box, box->quiet_until_us[i], i, box->raw_levels & bit);
    }
}

int64_t vbox_settle_wake(const struct vbox *box)
{
    int64_t wake = VBOX_NEVER;
    for (uint8_t i = 0; i < box->config.n_buttons; i++) {
        if (((box->raw_levels ^ box->levels) >> i & 1) && box->quiet_until_us[i] < wake)
            wake = box->quiet_until_us[i];
    }
    return wake;
}

/* Cumulative. A number that was never given (an old boot's, a mad host's) is ignored. */
void vbox_events_acknowledge(struct vbox *box, uint16_t ev_no)
{
    if ((uint16_t)(ev_no - box->ev_first) < pending(box))
        box->ev_first = (uint16_t)(ev_no + 1);
}

struct vbox_event *vbox_event_unsent(struct vbox *box)
{
    for (unsigned i = 0; i < pending(box); i++) {
        struct vbox_event *event = slot(box, (uint16_t)(box->ev_first + i));
        if (event->sent_us == INT64_MIN)
            return event;
    }
    return NULL;
}

struct vbox_event *vbox_event_stale(struct vbox *box, int64_t now_us)
{
    struct vbox_event *oldest = NULL;
    for (unsigned i = 0; i < pending(box); i++) {
        struct vbox_event *event = slot(box, (uint16_t)(box->ev_first + i));
        if (now_us - event->sent_us >= VBOX_REPEAT_US &&
            (!oldest || event->sent_us < oldest->sent_us))
            oldest = event;
    }
    return oldest;
}

int64_t vbox_events_wake(const struct vbox *box)
{
    int64_t wake = VBOX_NEVER;
    for (unsigned i = 0; i < pending(box); i++) {
        const struct vbox_event *event = slot(box, (uint16_t)(box->ev_first + i));
        if (event->sent_us == INT64_MIN)
            return INT64_MIN;
        if (event->sent_us + VBOX_REPEAT_US < wake)
            wake = event->sent_us + VBOX_REPEAT_US;
    }
    return wake;
}
