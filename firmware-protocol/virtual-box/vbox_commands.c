/* What the host may ask for: one function per message, found in a table. */
#include "vbox_parts.h"
#include <string.h>

/* Also begins a new signed session, with both counters at 0. */
static enum lp_error obey_hello_req(struct vbox *box, int64_t now_us, const struct lp_message *msg)
{
    (void)now_us;
    if (msg->hello_req.major_min > LP_MAJOR || msg->hello_req.major_max < LP_MAJOR)
        return LP_ERR_VERSION;
    box->hello_wanted = true;
    memcpy(box->session.nonce, msg->hello_req.nonce, sizeof box->session.nonce);
    box->has_nonce = true;
    box->tx_counter = box->rx_next = 0;
    return LP_OK;
}

static enum lp_error obey_sync_req(struct vbox *box, int64_t now_us, const struct lp_message *msg)
{
    if (box->n_syncs == VBOX_ANSWERS)
        return LP_ERR_BUSY;
    box->syncs[box->n_syncs].token = msg->sync_req.token;
    box->syncs[box->n_syncs].t2 = vbox_clock(box, now_us);
    box->n_syncs++;
    return LP_OK;
}

static enum lp_error obey_arm(struct vbox *box, int64_t now_us, const struct lp_message *msg)
{
    const struct lp_arm *arm = &msg->arm;
    if (arm->round == 0)
        return LP_ERR_VALUE;
    if (arm->round != box->round) {
        box->first_taken = false;
        box->locked = 0;
        box->lock_until_us = VBOX_NEVER;
    }
    box->round = arm->round;
    box->mask = (uint16_t)(arm->mask & ((1u << box->config.n_buttons) - 1));
    box->has_at = arm->flags & LP_ARM_AT;
    box->at = arm->at;
    box->at_passed = box->has_at && !lp_time_before(vbox_clock(box, now_us), arm->at);
    box->arm_debounce_us = arm->debounce_us;
    box->status_wanted = true; /* a held button must be known before the question */
    return LP_OK;
}

static enum lp_error obey_lock(struct vbox *box, int64_t now_us, const struct lp_message *msg)
{
    if (msg->lock.round != box->round)
        return LP_ERR_STALE;
    box->locked = msg->lock.mask;
    box->lock_until_us =
        msg->lock.duration_ms ? now_us + msg->lock.duration_ms * INT64_C(1000) : VBOX_NEVER;
    box->status_wanted = true;
    return LP_OK;
}

static enum lp_error obey_lamp(struct vbox *box, int64_t now_us, const struct lp_message *msg)
{
    const struct lp_lamp *lamp = &msg->lamp;
    if (lamp->pattern > LP_LAMP_FAST)
        return LP_ERR_VALUE;
    for (unsigned i = 0; i < box->config.n_buttons; i++) {
        if (!(lamp->mask >> i & 1))
            continue;
        box->lamps[i].pattern = lamp->pattern;
        box->lamps[i].level = lamp->level ? lamp->level : 255;
        box->lamps[i].until_us =
            lamp->duration_ms ? now_us + lamp->duration_ms * INT64_C(1000) : VBOX_NEVER;
    }
    return LP_OK;
}

static enum lp_error obey_tone(struct vbox *box, int64_t now_us, const struct lp_message *msg)
{
    (void)box, (void)now_us, (void)msg;
    return LP_ERR_UNSUPPORTED;
}

static enum lp_error obey_ev_ack(struct vbox *box, int64_t now_us, const struct lp_message *msg)
{
    (void)now_us;
    vbox_events_acknowledge(box, msg->ev_ack.ev_no);
    return LP_OK;
}

static bool is_name_key(uint16_t key)
{
    return key >= LP_CFG_NAME_0 && key < LP_CFG_NAME_0 + LP_NAME_LEN / 4;
}

static enum lp_error obey_cfg_set(struct vbox *box, int64_t now_us, const struct lp_message *msg)
{
    (void)now_us;
    uint16_t key = msg->cfg.key;
    uint32_t value = msg->cfg.value;
    if (key == LP_CFG_DEBOUNCE_US) {
        if (value < 1000 || value > 50000)
            return LP_ERR_VALUE;
        box->debounce_us = value;
        return LP_OK;
    }
    if (key >= LP_CFG_SECRET_0 && key < LP_CFG_SECRET_0 + 4) {
        for (unsigned i = 0; i < 4; i++)
            box->secret_set[(key - LP_CFG_SECRET_0) * 4 + i] = (uint8_t)(value >> 8 * i);
        return LP_OK;
    }
    if (is_name_key(key)) {
        for (unsigned i = 0; i < 4; i++)
            box->config.name[(key - LP_CFG_NAME_0) * 4 + i] = (char)(value >> 8 * i);
        return LP_OK;
    }
    return LP_ERR_UNSUPPORTED;
}

static enum lp_error obey_cfg_get(struct vbox *box, int64_t now_us, const struct lp_message *msg)
{
    (void)now_us;
    struct lp_message answer = {.type = LP_CFG_VALUE, .cfg.key = msg->cfg_get.key};
    uint16_t key = msg->cfg_get.key;
    if (key == LP_CFG_DEBOUNCE_US) {
        answer.cfg.value = box->debounce_us;
    } else if (key == LP_CFG_UID_LOW) {
        answer.cfg.value = (uint32_t)box->config.uid;
    } else if (key == LP_CFG_UID_HIGH) {
        answer.cfg.value = (uint32_t)(box->config.uid >> 32);
    } else if (is_name_key(key)) {
        for (unsigned i = 0; i < 4; i++) {
            uint8_t byte = (uint8_t)box->config.name[(key - LP_CFG_NAME_0) * 4 + i];
            answer.cfg.value |= (uint32_t)byte << 8 * i;
        }
    } else {
        return LP_ERR_UNSUPPORTED;
    }
    return vbox_answer(box, &answer) ? LP_OK : LP_ERR_BUSY;
}

static enum lp_error obey_identify(struct vbox *box, int64_t now_us, const struct lp_message *msg)
{
    box->identify_until_us = now_us + msg->identify.seconds * INT64_C(1000000);
    return LP_OK;
}

/* An ACK of the host: nothing of ours waits for one. */
static enum lp_error obey_ack(struct vbox *box, int64_t now_us, const struct lp_message *msg)
{
    (void)box, (void)now_us, (void)msg;
    return LP_OK;
}

static const struct command {
    uint8_t type;
    enum lp_error (*obey)(struct vbox *box, int64_t now_us, const struct lp_message *msg);
} commands[] = {
    {LP_HELLO_REQ, obey_hello_req}, {LP_SYNC_REQ, obey_sync_req}, {LP_ARM, obey_arm},
    {LP_LOCK, obey_lock},           {LP_LAMP, obey_lamp},         {LP_TONE, obey_tone},
    {LP_EV_ACK, obey_ev_ack},       {LP_CFG_SET, obey_cfg_set},   {LP_CFG_GET, obey_cfg_get},
    {LP_IDENTIFY, obey_identify},   {LP_ACK, obey_ack},
};

/* PROTOCOL.md 11. A tag that can't be checked is as bad as a wrong one. */
static bool genuine(struct vbox *box, const struct lp_frame *frame)
{
    if (frame->type == LP_HELLO_REQ)
        return true;
    if (!box->config.has_secret)
        return !(frame->flags & LP_FLAG_MAC);
    return box->has_nonce && lp_frame_verify(frame, &box->session, 1, &box->rx_next);
}

/* To all: obeyed, and but for HELLO not answered. */
static bool answered_by_none(const struct lp_frame *frame)
{
    return frame->addr == LP_ADDR_ALL && (frame->type == LP_SYNC_REQ || frame->type == LP_CFG_GET);
}

static enum lp_error run(struct vbox *box, int64_t now_us, const struct lp_frame *frame)
{
    struct lp_message msg;
    if (!genuine(box, frame))
        return LP_ERR_AUTH;
    enum lp_error error = lp_message_decode(frame, &msg);
    if (error != LP_OK || answered_by_none(frame))
        return error;
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        if (commands[i].type == msg.type)
            return commands[i].obey(box, now_us, &msg);
    }
    return LP_ERR_TYPE; /* a box's message: our own echo, or a cable plugged into another box */
}

/* Refusals are sent when the host asked, and of HELLO_REQ always: it could not know otherwise. */
void vbox_obey(struct vbox *box, int64_t now_us, const struct lp_frame *frame)
{
    if (frame->addr != LP_ADDR_BOX && frame->addr != LP_ADDR_ALL)
        return;
    enum lp_error error = run(box, now_us, frame);
    if (error == LP_ERR_AUTH)
        box->refused++;
    else if (error != LP_ERR_VERSION)
        box->heard_us = now_us;
    bool unasked = frame->type == LP_HELLO_REQ && error == LP_ERR_VERSION;
    if (!(frame->flags & LP_FLAG_ACK || unasked) || frame->addr == LP_ADDR_ALL ||
        frame->type == LP_ACK)
        return;
    struct lp_message answer = {.type = LP_ACK};
    answer.ack.of_type = frame->type;
    answer.ack.of_seq = frame->seq;
    answer.ack.result = (uint8_t)error;
    vbox_answer(box, &answer);
}

/* Everything that ends by itself. */
void vbox_expire(struct vbox *box, int64_t now_us)
{
    /* Latched, or the 32-bit comparison would call the arm instant "future" 35 minutes later. */
    if (box->has_at && !lp_time_before(vbox_clock(box, now_us), box->at))
        box->at_passed = true;
    if (now_us >= box->lock_until_us) {
        box->locked = 0;
        box->lock_until_us = VBOX_NEVER;
    }
    for (unsigned i = 0; i < box->config.n_buttons; i++) {
        if (box->lamps[i].pattern != LP_LAMP_OFF && now_us >= box->lamps[i].until_us)
            box->lamps[i].pattern = LP_LAMP_OFF;
    }
}
