#include "sender.h"
#include <avr/interrupt.h>
#include <string.h>
#include "buttons.h"
#include "clock.h"
#include "commands.h"
#include "edges.h"
#include "events.h"
#include "identity.h"
#include "lamps.h"
#include "round.h"
#include "session.h"
#include "uart.h"

#define SYNCS   4
#define ANSWERS 4

/* Building a frame takes less than this; then we wait for exactly t3. */
#define SYNC_LEAD_US 700
#define SIGN_LEAD_US 2200 /* the same with a signature */
/* An edge that comes right after the last look may get a stamp this much too early. */
#define SYNC_GUARD_US 3

static struct {
    uint32_t token, t2;
} syncs[SYNCS];
static uint8_t n_syncs;
static struct lp_ack answers[ANSWERS];
static uint8_t n_answers;
static uint16_t cfg_key;
static bool cfg_wanted, hello_wanted, status_wanted;
static uint8_t seq;

static struct lp_message msg; /* one frame at a time: 60 bytes less on the stack */

void sender_hello(void)
{
    hello_wanted = true;
}

void sender_status(void)
{
    status_wanted = true;
}

bool sender_sync(uint32_t token, uint32_t t2)
{
    if (n_syncs == SYNCS)
        return false;
    syncs[n_syncs].token = token;
    syncs[n_syncs].t2 = t2;
    n_syncs++;
    return true;
}

bool sender_answer(const struct lp_ack *ack)
{
    if (n_answers == ANSWERS)
        return false;
    answers[n_answers++] = *ack;
    return true;
}

bool sender_cfg_value(uint16_t key)
{
    if (cfg_wanted)
        return false;
    cfg_key = key;
    cfg_wanted = true;
    return true;
}

static void begin(uint8_t type)
{
    memset(&msg, 0, sizeof msg);
    msg.type = type;
    msg.seq = seq;
}

static uint8_t build(uint8_t *wire)
{
    struct lp_frame frame;
    lp_message_encode(&msg, &frame);
    session_sign(&frame);
    return lp_frame_encode(&frame, wire);
}

static void sent(void)
{
    seq++;
    session_sent();
}

static void send(void)
{
    uart_start(build(uart_buffer()));
    sent();
}

/* A 0x00 in front: whatever noise the line carried before us is not part of the frame. */
static void send_hello(void)
{
    begin(LP_HELLO);
    struct lp_hello *hello = &msg.hello;
    hello->minor = LP_MINOR;
    hello->n_buttons = identity.buttons;
    hello->n_lamps = identity.buttons;
    hello->uid = identity.uid;
    hello->boot_id = identity.boots;
    hello->caps = LP_CAP_RELEASE | LP_CAP_CFG | (session_has_secret() ? LP_CAP_MAC : 0);
    hello->model = 328;
    hello->max_ppm = 5000; /* the Uno's ceramic resonator */
    hello->stamp_unc = 80; /* 8 us: one other interrupt may be in the way */
    hello->ev_first = events_first();
    hello->fw[0] = 1;
    memcpy(hello->name, identity.name, LP_NAME_LEN);
    uint8_t *wire = uart_buffer();
    wire[0] = 0;
    uint8_t n = build(wire + 1);
    uart_start(n + 1);
    sent();
    hello_wanted = false;
}

static void send_event(struct event *event, uint32_t now)
{
    begin(LP_PRESS);
    msg.press = event->press;
    if (event->sent)
        msg.flags = LP_FLAG_REPEAT;
    event->sent = true;
    event->sent_at = now;
    send();
}

/* The fence. t3 lies ahead, the frame is built with it, and at t3, with interrupts off, nothing
 * may have happened: then every edge before t3 has been sent, and what comes now is later. */
static void send_sync(void)
{
    if (buttons_unsettled())
        return;
    uint32_t t3 = clock_now() + (session_signs() ? SIGN_LEAD_US : SYNC_LEAD_US);
    begin(LP_SYNC_RSP);
    msg.sync_rsp.token = syncs[0].token;
    msg.sync_rsp.t2 = syncs[0].t2;
    msg.sync_rsp.t3 = t3;
    msg.sync_rsp.ev_last = events_last();
    uint8_t n = build(uart_buffer());
    while (lp_time_before(clock_now(), t3 + SYNC_GUARD_US)) {
        if (edges_waiting())
            return;
    }
    cli();
    bool clean = !edges_waiting();
    if (clean)
        uart_start(n);
    sei();
    if (!clean)
        return;
    sent();
    n_syncs--;
    memmove(syncs, syncs + 1, n_syncs * sizeof syncs[0]);
}

static void send_answer(void)
{
    begin(LP_ACK);
    msg.ack = answers[0];
    n_answers--;
    memmove(answers, answers + 1, n_answers * sizeof answers[0]);
    send();
}

static void send_cfg_value(void)
{
    uint32_t value;
    begin(LP_CFG_VALUE);
    identity_get(cfg_key, &value);
    msg.cfg.key = cfg_key;
    msg.cfg.value = value;
    cfg_wanted = false;
    send();
}

static void send_status(uint32_t now)
{
    begin(LP_STATUS);
    struct lp_status *status = &msg.status;
    status->t = now;
    status->boot_id = identity.boots;
    status->round = round_number();
    status->levels = buttons_levels();
    status->lamps = lamps_lit();
    status->state = round_state(now);
    status->ev_pending = events_pending();
    status->crc_errors = commands_broken;
    cli();
    status->rx_overruns = uart_overruns;
    sei();
    status->ev_lost = events_lost;
    status->temperature_c = LP_TEMPERATURE_UNKNOWN;
    status_wanted = false;
    send();
}

/* The order is that of PROTOCOL.md 7.7. */
bool sender_poll(uint32_t now)
{
    struct event *event;
    if (!uart_idle())
        return false; /* the transmitter's interrupt wakes us */
    if (hello_wanted)
        send_hello();
    else if ((event = events_unsent()))
        send_event(event, now);
    else if (n_syncs)
        send_sync();
    else if (n_answers)
        send_answer();
    else if (cfg_wanted)
        send_cfg_value();
    else if (status_wanted)
        send_status(now);
    else if ((event = events_stale(now)))
        send_event(event, now);
    else
        return false;
    return true;
}
