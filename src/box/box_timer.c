/* What is due by the clock: hello, sync requests, silence, repeats, and what is looked at once a
 * second. */
#include "box/box.h"

#include <string.h>

enum { NOISY = 5 }; /* damaged frames in a second */

static void hello_tick(struct box *box)
{
    int64_t now_us = box->set->now_us;
    if (now_us < box->hello_us)
        return;
    box_say_hello(box);
    box->hello_us = INT64_MAX;
    if (box->presence == BOX_PRESENCE_OPENING) { /* one lost frame must not cost a whole while */
        box->hello_us = now_us + box->conn->hello_wait_us;
        box->conn->hello_wait_us *= 2;
        if (box->conn->hello_wait_us > BOX_HELLO_US)
            box->conn->hello_wait_us = BOX_HELLO_US;
    }
    if (box->presence == BOX_PRESENCE_REFUSED)
        box->hello_us = now_us + 1000000;
}

static bool fast(const struct box *box)
{
    return box->set->armed || box->set->now_us - box->identified_us < BOX_SYNC_FIRST_US;
}

/* Random phase, so that requests do not keep step with anything in the box or in the USB frame. */
static int64_t sync_interval_us(struct box *box)
{
    int64_t base = fast(box) ? BOX_SYNC_FAST_US : BOX_SYNC_IDLE_US;
    return base * 3 / 4 + boxes_random(box->set, (uint32_t)(base / 2));
}

static bool speaks(const struct box *box)
{
    return box->known && box->presence >= BOX_PRESENCE_UNKNOWN;
}

static void sync_tick(struct box *box)
{
    /* Idle, what is due soon goes along with what is due now: one awakening for several boxes. */
    int64_t early_us = fast(box) ? 0 : BOX_SYNC_IDLE_US / 4;
    if (!speaks(box) || box->set->now_us < box->sync_us - early_us)
        return;
    box_ask_sync(box, false);
    box->sync_us = box->set->now_us + sync_interval_us(box);
}

static void held_tick(struct box *box)
{
    int64_t now_us = box->set->now_us;
    for (int i = 0; i < BOX_BUTTONS; i++) {
        if (box->down_us[i] == 0 || now_us - box->down_us[i] < BOX_HELD_US ||
            (box->held_told >> i & 1))
            continue;
        box->held_told |= UINT32_C(1) << i;
        boxes_emit(box, (struct box_event){
                            .kind = BOX_EVENT_HELD, .button = i, .seat = box->config.seat[i]});
    }
}

static void flood_over(struct box *box)
{
    box->flooding = false;
    if (box->presence == BOX_PRESENCE_LIVE)
        arbiter_source_live(&box->set->arbiter, box->index);
}

static void second_tick(struct box *box)
{
    int64_t now_us = box->set->now_us;
    if (now_us < box->second_us)
        return;
    unsigned limit = 20 * (box->hello.n_buttons + 1u);
    if (box->flooding && box->second_presses <= limit)
        flood_over(box);
    if (box->second_broken >= NOISY && !box->noisy_told)
        boxes_tell(box, BOX_MESSAGE_NOISY, box->second_broken, "");
    box->noisy_told = box->second_broken >= NOISY;
    box->second_presses = box->second_broken = box->second_talk = 0;
    box->second_us = now_us - now_us % 1000000 + 1000000; /* the same for all boxes */
}

void box_tick(struct box *box)
{
    if (box->conn->link.state != LINK_OPEN && !box_is_input(box))
        return;
    if (box->config.kind == BOX_PROTOCOL) {
        if (box->set->now_us - box->conn->heard_us >= BOX_SILENT_US) {
            box_lose(box, BOX_CAUSE_SILENT, 0);
            return;
        }
        box_session_tick(box);
        hello_tick(box);
        sync_tick(box);
        box_commands_tick(box);
    }
    held_tick(box);
    second_tick(box);
}

static void sooner(int64_t *wake_us, int64_t candidate_us)
{
    if (candidate_us < *wake_us)
        *wake_us = candidate_us;
}

int64_t box_next_wake_us(const struct box *box)
{
    int64_t wake_us = INT64_MAX;
    if (box->conn->link.state == LINK_CLOSED && !box_is_input(box))
        return box->retry_us;
    if (box->conn->link.state == LINK_CONNECTING)
        return box->conn->opened_us + BOX_SILENT_US;
    sooner(&wake_us, box->second_us);
    if (box->config.kind != BOX_PROTOCOL)
        return wake_us;
    sooner(&wake_us, box->conn->heard_us + BOX_SILENT_US);
    sooner(&wake_us, box->hello_us);
    if (box->conn->jammed)
        return wake_us; /* POLLOUT comes first */
    if (box->ack_due && box->known && !box->set->acks_held)
        return 0; /* the step after the delivery, as soon as the engine has committed */
    if (speaks(box))
        sooner(&wake_us, box->sync_us);
    for (int i = 0; i < SLOT_COUNT; i++) {
        if (box->command[i].due && box->presence == BOX_PRESENCE_LIVE)
            sooner(&wake_us, box->command[i].at_us);
    }
    return wake_us;
}
