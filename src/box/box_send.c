/* What goes to a protocol box. Nothing waits: a frame that the cable does not take now is not
 * queued up, it is sent later from what is wanted then. */
#include "box/box.h"

#include <string.h>

bool box_send(struct box *box, struct lp_message *m)
{
    struct box_conn *c = box->conn;
    bool sign = c->secured && m->type != LP_HELLO_REQ;
    struct lp_frame frame;
    uint8_t wire[LP_WIRE_MAX];
    if (c->jammed || lp_message_encode(m, &frame) != LP_OK)
        return false;
    frame.seq = c->tx_seq;
    if (sign)
        lp_frame_sign(&frame, &c->session, 1, c->tx_counter);
    uint8_t n = lp_frame_encode(&frame, wire);
    if (link_write(&c->link, wire, n) != 0) { /* an error shows at the next read or poll as well */
        c->jammed = true;
        return false;
    }
    m->seq = frame.seq;
    c->tx_counter += sign;
    c->tx_seq = (uint8_t)(frame.seq + 1);
    return true;
}

/* Also begins a new signed session: a new nonce, both counters at 0. */
bool box_say_hello(struct box *box)
{
    struct box_conn *c = box->conn;
    struct lp_message m = {.type = LP_HELLO_REQ,
                           .hello_req = {.major_min = LP_MAJOR, .major_max = LP_MAJOR}};
    for (int i = 0; i < 8; i++)
        m.hello_req.nonce[i] = (uint8_t)boxes_random(box->set, 256);
    if (!box_send(box, &m))
        return false;
    memcpy(c->session.nonce, m.hello_req.nonce, sizeof c->session.nonce);
    c->tx_counter = c->rx_next = 0;
    c->asked_us = box->set->now_us;
    return true;
}

bool box_ask_sync(struct box *box, bool fence)
{
    struct lp_message m = {.type = LP_SYNC_REQ};
    struct box_asked *a = &box->asked[box->asked_next % BOX_ASKED];
    m.sync_req.token = ++box->token;
    a->token = box->token;
    a->t1_us = boxes_clock(box->set); /* before the write: a bound that can only be too early */
    if (!box_send(box, &m)) {
        a->token = 0;
        return false;
    }
    box->asked_next++;
    if (fence) {
        box->fence_open = true;
        box->fence_token = box->token;
        box->fence_asked_us = box->set->now_us;
    }
    return true;
}

void box_acknowledge(struct box *box)
{
    struct lp_message m = {.type = LP_EV_ACK, .ev_ack = {.ev_no = box->done.done}};
    if (box->ack_due && box->known && !box->set->acks_held && box_send(box, &m))
        box->ack_due = false;
}

/* -- commands that are repeated until acknowledged
 * ------------------------------------------------- */

static void command_send(struct box *box, struct box_command *c)
{
    c->message.flags = (uint8_t)(LP_FLAG_ACK | (c->tries > 0 ? LP_FLAG_REPEAT : 0));
    if (!box_send(box, &c->message))
        return; /* jammed: tried again at the next step, costs no try */
    c->seq = c->message.seq;
    c->tries++;
    c->at_us = box->set->now_us + BOX_RESEND_US;
    if (c->message.type == LP_LAMP)
        box->lamp_sent_us = box->set->now_us;
}

static void command_set(struct box *box, enum box_slot slot, struct lp_message m)
{
    struct box_command *c = &box->command[slot];
    c->message = m;
    c->due = true;
    c->tries = 0;
    c->at_us = box->set->now_us;
    if (box->presence == BOX_PRESENCE_LIVE)
        command_send(box, c);
}

static void command_give_up(struct box *box, struct box_command *c)
{
    c->due = false;
    if (c->message.type == LP_LAMP)
        boxes_tell(box, BOX_MESSAGE_LAMP, 0, "");
}

void box_commands_tick(struct box *box)
{
    if (box->presence != BOX_PRESENCE_LIVE)
        return;
    for (int i = 0; i < SLOT_COUNT; i++) {
        struct box_command *c = &box->command[i];
        if (!c->due || box->set->now_us < c->at_us)
            continue;
        if (c->tries >= BOX_TRIES)
            command_give_up(box, c);
        else
            command_send(box, c);
    }
}

/* PROTOCOL.md 10, last column. */
static const enum after {
    AFTER_DONE,
    AFTER_WITHOUT, /* the box has no such thing */
    AFTER_AGAIN,
    AFTER_ARM,     /* the next ARM sets it right */
    AFTER_SESSION, /* signed for another session: a new one, and again */
    AFTER_TELL,
} afters[] = {
    [LP_OK] = AFTER_DONE,          [LP_ERR_TYPE] = AFTER_WITHOUT,
    [LP_ERR_LENGTH] = AFTER_TELL,  [LP_ERR_VERSION] = AFTER_TELL,
    [LP_ERR_VALUE] = AFTER_TELL,   [LP_ERR_BUSY] = AFTER_AGAIN,
    [LP_ERR_STALE] = AFTER_ARM,    [LP_ERR_UNSUPPORTED] = AFTER_WITHOUT,
    [LP_ERR_AUTH] = AFTER_SESSION, [LP_ERR_STORE] = AFTER_TELL,
};

static void command_answered(struct box *box, struct box_command *c, uint8_t result)
{
    enum after after = result < sizeof afters / sizeof *afters ? afters[result] : AFTER_TELL;
    if (after == AFTER_AGAIN) /* when it is due */
        return;
    if (after == AFTER_SESSION && c->tries < BOX_TRIES) {
        box_new_session(box);
        return;
    }
    /* Refused for want of an ARM that is lost and on its way again: once more, behind it. */
    c->due = after == AFTER_ARM && box->command[SLOT_ARM].due;
    if (after >= AFTER_SESSION)
        boxes_tell(box, BOX_MESSAGE_REFUSED, result, "");
}

void box_answered(struct box *box, const struct lp_ack *ack)
{
    for (int i = 0; i < SLOT_COUNT; i++) {
        struct box_command *c = &box->command[i];
        if (!c->due || c->message.type != ack->of_type || c->seq != ack->of_seq || c->tries == 0)
            continue;
        command_answered(box, c, ack->result);
        return;
    }
}

void box_arm(struct box *box)
{
    struct boxes *set = box->set;
    struct lp_message m = {.type = LP_ARM};
    m.arm.round = boxes_round_to_wire(set, set->round);
    m.arm.mask = (uint16_t)boxes_buttons(box, set->arm_seats, false);
    if (sync_ready(&box->sync)) {
        m.arm.flags = LP_ARM_AT;
        m.arm.at = sync_device_time(&box->sync, set->arm_at_us);
    }
    box->command[SLOT_LOCK].due = false;
    command_set(box, SLOT_ARM, m);
}

void box_lock(struct box *box)
{
    struct lp_message m = {.type = LP_LOCK};
    m.lock.round = boxes_round_to_wire(box->set, box->set->round);
    m.lock.mask = 0xffff;
    command_set(box, SLOT_LOCK, m);
}

void box_identify(struct box *box, int seconds)
{
    struct lp_message m = {.type = LP_IDENTIFY};
    m.identify.seconds = (uint8_t)(seconds < 0 ? 0 : seconds > 255 ? 255 : seconds);
    command_set(box, SLOT_IDENTIFY, m);
}

static void lamp_slot(struct box *box, enum box_slot slot, uint32_t mask, uint8_t pattern)
{
    struct lp_message m = {.type = LP_LAMP};
    m.lamp.mask = (uint16_t)mask;
    m.lamp.pattern = pattern;
    box->command[slot].due = false;
    if (mask != 0)
        command_set(box, slot, m);
}

/* Only patterns whose set of lamps has changed are sent, lit ones first: that one is being waited
 * for. */
void box_lamps(struct box *box, bool again)
{
    uint32_t all = (UINT32_C(1) << box->hello.n_lamps) - 1;
    uint32_t on = box->want_on & all, blink = box->want_blink & all & ~on;
    uint32_t was_on = box->told_on, was_blink = box->told_blink;
    again = again || !box->told_any;
    box->told_any = true;
    box->told_on = on;
    box->told_blink = blink;
    if (again || on != was_on)
        lamp_slot(box, SLOT_ON, on, LP_LAMP_ON);
    if (again || blink != was_blink)
        lamp_slot(box, SLOT_BLINK, blink, LP_LAMP_BLINK);
    if (again || (on | blink) != (was_on | was_blink))
        lamp_slot(box, SLOT_OFF, all & ~(on | blink), LP_LAMP_OFF);
}

void box_restore(struct box *box)
{
    if (box->set->armed)
        box_arm(box);
    else if (box->set->round != 0)
        box_lock(box);
    box_lamps(box, true);
}
