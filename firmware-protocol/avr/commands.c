#include "commands.h"
#include <avr/pgmspace.h>
#include "events.h"
#include "identity.h"
#include "lamps.h"
#include "round.h"
#include "sender.h"
#include "session.h"
#include "uart.h"

#define SILENT_US 3000000

uint16_t commands_broken;

static struct lp_decoder decoder;
static bool heard;
static uint32_t heard_at;

/* What a command needs to know. */
struct call {
    const struct lp_message *msg;
    uint32_t now;
    uint32_t arrived; /* when its last byte came */
};

static enum lp_error obey_hello_req(const struct call *call)
{
    const struct lp_hello_req *req = &call->msg->hello_req;
    if (req->major_min > LP_MAJOR || req->major_max < LP_MAJOR)
        return LP_ERR_VERSION;
    session_begin(req->nonce);
    sender_hello();
    return LP_OK;
}

static enum lp_error obey_sync_req(const struct call *call)
{
    return sender_sync(call->msg->sync_req.token, call->arrived) ? LP_OK : LP_ERR_BUSY;
}

static enum lp_error obey_arm(const struct call *call)
{
    sender_status(); /* a held button is seen before the question */
    return round_arm(&call->msg->arm);
}

static enum lp_error obey_lock(const struct call *call)
{
    sender_status();
    return round_lock(&call->msg->lock, call->now);
}

static enum lp_error obey_lamp(const struct call *call)
{
    return lamps_set(&call->msg->lamp, call->now);
}

static enum lp_error obey_ev_ack(const struct call *call)
{
    events_acknowledge(call->msg->ev_ack.ev_no);
    return LP_OK;
}

/* Writing stops the main loop for up to 15 ms: not while a press may come. */
static enum lp_error obey_cfg_set(const struct call *call)
{
    enum lp_state state = round_state(call->now);
    if (state != LP_STATE_IDLE)
        return LP_ERR_BUSY;
    return identity_set(call->msg->cfg.key, call->msg->cfg.value);
}

static enum lp_error obey_cfg_get(const struct call *call)
{
    uint32_t value;
    uint16_t key = call->msg->cfg_get.key;
    enum lp_error error = identity_get(key, &value);
    if (error != LP_OK)
        return error;
    return sender_cfg_value(key) ? LP_OK : LP_ERR_BUSY;
}

static enum lp_error obey_identify(const struct call *call)
{
    lamps_identify(call->msg->identify.seconds, call->now);
    return LP_OK;
}

static enum lp_error obey_tone(const struct call *call)
{
    (void)call;
    return LP_ERR_UNSUPPORTED;
}

static enum lp_error obey_ack(const struct call *call)
{
    (void)call;
    return LP_OK;
}

static const struct command {
    uint8_t type;
    enum lp_error (*obey)(const struct call *call);
} commands[] PROGMEM = {
    {LP_HELLO_REQ, obey_hello_req}, {LP_SYNC_REQ, obey_sync_req}, {LP_ARM, obey_arm},
    {LP_LOCK, obey_lock},           {LP_LAMP, obey_lamp},         {LP_EV_ACK, obey_ev_ack},
    {LP_CFG_SET, obey_cfg_set},     {LP_CFG_GET, obey_cfg_get},   {LP_IDENTIFY, obey_identify},
    {LP_TONE, obey_tone},           {LP_ACK, obey_ack},
};

void commands_init(void)
{
    lp_decoder_init(&decoder);
}

/* To all: obeyed, and but for HELLO not answered. */
static bool answered_by_none(const struct lp_frame *frame)
{
    return frame->addr == LP_ADDR_ALL && (frame->type == LP_SYNC_REQ || frame->type == LP_CFG_GET);
}

static enum lp_error run(const struct lp_frame *frame, uint32_t now, uint32_t arrived)
{
    struct lp_message msg;
    if (!session_genuine(frame))
        return LP_ERR_AUTH;
    enum lp_error error = lp_message_decode(frame, &msg);
    if (error != LP_OK || answered_by_none(frame))
        return error;
    struct call call = {.msg = &msg, .now = now, .arrived = arrived};
    for (uint8_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        struct command command;
        memcpy_P(&command, &commands[i], sizeof command);
        if (command.type == msg.type)
            return command.obey(&call);
    }
    return LP_ERR_TYPE;
}

/* Refusals are sent when the host asked, and of HELLO_REQ always: it could not know otherwise. */
static void obey(const struct lp_frame *frame, uint32_t now, uint32_t arrived)
{
    if (frame->addr != LP_ADDR_BOX && frame->addr != LP_ADDR_ALL)
        return;
    enum lp_error error = run(frame, now, arrived);
    if (error != LP_ERR_VERSION && error != LP_ERR_AUTH) {
        heard = true;
        heard_at = now;
    }
    bool unasked = frame->type == LP_HELLO_REQ && error == LP_ERR_VERSION;
    if (!(frame->flags & LP_FLAG_ACK || unasked) || frame->addr == LP_ADDR_ALL ||
        frame->type == LP_ACK)
        return;
    struct lp_ack ack = {.of_type = frame->type, .of_seq = frame->seq, .result = (uint8_t)error};
    sender_answer(&ack); /* if there is no room, the host will ask again */
}

bool commands_poll(uint32_t now)
{
    uint8_t byte;
    uint32_t arrived = 0;
    bool any = false;
    while (uart_read(&byte, &arrived)) {
        struct lp_frame frame;
        size_t used;
        any = true;
        enum lp_feed got = lp_decoder_feed(&decoder, &byte, 1, &used, &frame);
        if (got == LP_BROKEN)
            commands_broken++;
        if (got == LP_FRAME) {
            obey(&frame, now, arrived);
            break; /* edges and the line come first again */
        }
    }
    return any;
}

bool commands_host_silent(uint32_t now)
{
    if (heard && now - heard_at >= SILENT_US)
        heard = false; /* remembered: the clock wraps */
    return !heard;
}
