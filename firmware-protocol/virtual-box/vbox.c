/* What leaves the box, and when: one frame at a time, new events before everything else. */
#include "vbox_parts.h"
#include <assert.h>
#include <string.h>

#define BEACON_US      1000000 /* STATUS, or HELLO while nobody listens */
#define HOST_SILENT_US 3000000

void vbox_init(struct vbox *box, const struct vbox_config *config, int64_t now_us)
{
    assert(config->n_buttons >= 1 && config->n_buttons <= VBOX_BUTTONS);
    memset(box, 0, sizeof *box);
    box->config = *config;
    box->start_us = now_us;
    memcpy(box->session.key, config->secret, sizeof box->session.key);
    box->session.boot_id = config->boot_id;
    memcpy(box->secret_set, config->secret, sizeof box->secret_set);
    box->debounce_us = config->debounce_us ? config->debounce_us : VBOX_DEBOUNCE_US;
    box->ev_first = 1;
    box->line_free_us = now_us;
    box->last_fence_us = INT64_MIN;
    box->heard_us = INT64_MIN;
    box->hello_wanted = true;
    box->beacon_us = now_us + BEACON_US;
    lp_decoder_init(&box->decoder);
}

static bool is_secret(const uint8_t *secret)
{
    uint8_t ones = 0xff, zeros = 0;
    for (int i = 0; i < 16; i++) {
        ones &= secret[i];
        zeros |= secret[i];
    }
    return ones != 0xff && zeros != 0;
}

struct vbox_config vbox_stored(const struct vbox *box)
{
    struct vbox_config config = box->config;
    config.debounce_us = box->debounce_us;
    memcpy(config.secret, box->secret_set, sizeof config.secret);
    config.has_secret = is_secret(config.secret);
    return config;
}

/* start and now are int64 and the product fits for 58 years at 5000 ppm. */
uint32_t vbox_clock(const struct vbox *box, int64_t now_us)
{
    int64_t elapsed = now_us - box->start_us;
    return (uint32_t)(box->config.clock_offset + elapsed + elapsed * box->config.ppm / 1000000);
}

int64_t vbox_instant(const struct vbox *box, uint32_t t, int64_t near_us)
{
    int32_t away = (int32_t)(t - vbox_clock(box, near_us));
    return near_us + (int64_t)away * 1000000 / (1000000 + box->config.ppm);
}

uint16_t vbox_lamps(const struct vbox *box, int64_t now_us)
{
    uint16_t lit = 0;
    for (unsigned i = 0; i < box->config.n_buttons; i++) {
        if (box->lamps[i].pattern != LP_LAMP_OFF || box->identify_until_us > now_us)
            lit |= (uint16_t)(1u << i);
    }
    return lit;
}

enum lp_state vbox_state(const struct vbox *box, int64_t now_us)
{
    if (box->mask == 0)
        return LP_STATE_IDLE;
    if (box->has_at && !box->at_passed && lp_time_before(vbox_clock(box, now_us), box->at))
        return LP_STATE_WAITING;
    return (box->mask & ~box->locked) == 0 ? LP_STATE_LOCKED : LP_STATE_ARMED;
}

bool vbox_answer(struct vbox *box, const struct lp_message *msg)
{
    if (box->n_answers == VBOX_ANSWERS)
        return false;
    box->answers[box->n_answers++] = *msg;
    return true;
}

bool vbox_log(struct vbox *box, const char *text)
{
    struct lp_message msg = {.type = LP_LOG};
    size_t n = strlen(text);
    msg.log.len = (uint8_t)(n < LP_TEXT_MAX ? n : LP_TEXT_MAX);
    memcpy(msg.log.text, text, msg.log.len);
    return vbox_answer(box, &msg);
}

static struct lp_message hello_message(const struct vbox *box)
{
    const struct vbox_config *config = &box->config;
    struct lp_message msg = {.type = LP_HELLO};
    msg.hello.minor = LP_MINOR;
    msg.hello.n_buttons = config->n_buttons;
    msg.hello.n_lamps = config->n_buttons;
    msg.hello.uid = config->uid;
    msg.hello.boot_id = config->boot_id;
    msg.hello.caps = LP_CAP_RELEASE | LP_CAP_CFG | (config->byte_ns ? 0 : LP_CAP_NATIVE_USB) |
                     (config->has_secret ? LP_CAP_MAC : 0);
    msg.hello.max_ppm = config->max_ppm;
    msg.hello.stamp_unc = 10; /* 1 us: the stamp is the truth, rounded down */
    msg.hello.ev_first = box->ev_first;
    msg.hello.fw[0] = LP_MAJOR;
    memcpy(msg.hello.name, config->name, LP_NAME_LEN);
    return msg;
}

static struct lp_message status_message(const struct vbox *box, int64_t now_us)
{
    struct lp_message msg = {.type = LP_STATUS};
    msg.status.t = vbox_clock(box, now_us);
    msg.status.boot_id = box->config.boot_id;
    msg.status.round = box->round;
    msg.status.levels = box->levels;
    msg.status.lamps = vbox_lamps(box, now_us);
    msg.status.state = (uint8_t)vbox_state(box, now_us);
    msg.status.ev_pending = (uint8_t)(uint16_t)(box->ev_last - box->ev_first + 1);
    msg.status.crc_errors = box->crc_errors;
    msg.status.rx_overruns = box->rx_overruns;
    msg.status.ev_lost = box->ev_lost;
    msg.status.temperature_c = LP_TEMPERATURE_UNKNOWN;
    return msg;
}

static bool line_free(const struct vbox *box, int64_t now_us)
{
    return box->line_free_us <= now_us;
}

static void send_message(struct vbox *box, int64_t now_us, struct lp_message *msg)
{
    uint8_t wire[LP_WIRE_MAX];
    struct lp_frame frame;
    msg->seq = box->seq++;
    enum lp_error error = lp_message_encode(msg, &frame);
    assert(error == LP_OK);
    (void)error;
    if (box->config.has_secret && box->has_nonce) {
        lp_frame_sign(&frame, &box->session, 0, box->tx_counter++);
        box->seq = (uint8_t)box->tx_counter;
    }
    uint8_t n = lp_frame_encode(&frame, wire);
    assert(n > 0);
    box->line_free_us = now_us + (n * box->config.byte_ns + 999) / 1000;
    box->config.send(box->config.ctx, now_us, wire, n);
}

static void send_event(struct vbox *box, int64_t now_us, struct vbox_event *event)
{
    struct lp_message msg = {.type = LP_PRESS, .press = event->press};
    if (event->sent_us != INT64_MIN)
        msg.flags |= LP_FLAG_REPEAT;
    event->sent_us = now_us;
    send_message(box, now_us, &msg);
}

/* Only when no event is unsent: then this frame is the fence. */
static void send_sync(struct vbox *box, int64_t now_us)
{
    struct lp_message msg = {.type = LP_SYNC_RSP};
    msg.sync_rsp.token = box->syncs[0].token;
    msg.sync_rsp.t2 = box->syncs[0].t2;
    msg.sync_rsp.t3 = vbox_clock(box, now_us);
    msg.sync_rsp.ev_last = box->ev_last;
    box->n_syncs--;
    memmove(box->syncs, box->syncs + 1, box->n_syncs * sizeof box->syncs[0]);
    box->last_fence_us = now_us;
    send_message(box, now_us, &msg);
}

static void send_answer(struct vbox *box, int64_t now_us)
{
    struct lp_message msg = box->answers[0];
    box->n_answers--;
    memmove(box->answers, box->answers + 1, box->n_answers * sizeof box->answers[0]);
    send_message(box, now_us, &msg);
}

static void send_hello(struct vbox *box, int64_t now_us)
{
    struct lp_message msg = hello_message(box);
    box->hello_wanted = false;
    send_message(box, now_us, &msg);
}

static void send_status(struct vbox *box, int64_t now_us)
{
    struct lp_message msg = status_message(box, now_us);
    box->status_wanted = false;
    send_message(box, now_us, &msg);
}

/* The most urgent frame, if any is due: order is meaning here (the fence). */
static bool send_next(struct vbox *box, int64_t now_us)
{
    struct vbox_event *event;
    if (box->hello_wanted)
        send_hello(box, now_us);
    else if ((event = vbox_event_unsent(box)))
        send_event(box, now_us, event);
    else if (box->n_syncs > 0)
        send_sync(box, now_us);
    else if (box->n_answers > 0)
        send_answer(box, now_us);
    else if (box->status_wanted)
        send_status(box, now_us);
    else if ((event = vbox_event_stale(box, now_us)))
        send_event(box, now_us, event);
    else
        return false;
    return true;
}

bool vbox_host_silent(const struct vbox *box, int64_t now_us)
{
    return box->heard_us == INT64_MIN || now_us - box->heard_us >= HOST_SILENT_US;
}

void vbox_tick(struct vbox *box, int64_t now_us)
{
    vbox_settle(box, now_us);
    vbox_expire(box, now_us);
    if (now_us >= box->beacon_us) {
        if (vbox_host_silent(box, now_us))
            box->hello_wanted = true;
        else
            box->status_wanted = true;
        box->beacon_us = now_us + BEACON_US;
    }
    while (line_free(box, now_us) && send_next(box, now_us))
        continue;
}

static int64_t earlier(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

int64_t vbox_next_wake(const struct vbox *box)
{
    int64_t send_us = vbox_events_wake(box); /* INT64_MIN while one is unsent */
    if (box->hello_wanted || box->n_syncs || box->n_answers || box->status_wanted)
        send_us = INT64_MIN;
    if (send_us < box->line_free_us)
        send_us = box->line_free_us;
    int64_t wake = earlier(send_us, vbox_settle_wake(box));
    return earlier(wake, box->beacon_us);
}

void vbox_receive(struct vbox *box, int64_t now_us, const uint8_t *data, size_t n)
{
    while (n > 0) {
        struct lp_frame frame;
        size_t used;
        enum lp_feed got = lp_decoder_feed(&box->decoder, data, n, &used, &frame);
        data += used;
        n -= used;
        if (got == LP_INCOMPLETE)
            return;
        if (got == LP_BROKEN)
            box->crc_errors++;
        if (box->config.heard)
            box->config.heard(box->config.ctx, now_us, got == LP_FRAME ? &frame : NULL);
        if (got == LP_FRAME)
            vbox_obey(box, now_us, &frame);
    }
}
