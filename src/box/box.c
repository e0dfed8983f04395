/* The life of one entry: opened, asked who it is, accepted, its clock learned, live, lost, opened
 * again. */
#include "box/box.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

void box_init(struct box *box, struct boxes *set, int index, const struct box_config *config)
{
    memset(box, 0, sizeof *box);
    box->set = set;
    box->index = index;
    box->config = *config;
    box->uid = config->uid;
    box->conn = &set->conn[index];
    box->presence = BOX_PRESENCE_ABSENT;
    box->backoff_us = BOX_RETRY_MIN_US;
    link_init(&box->conn->link);
    bool fence = config->kind == BOX_PROTOCOL;
    arbiter_source_add(&set->arbiter, index, fence ? ARBITER_FENCE : ARBITER_LEGACY,
                       fence ? 0 : config->latency_max_us);
}

static void forget_connection(struct box *box)
{
    box->presence = BOX_PRESENCE_OPENING;
    box->second_us = box->set->now_us + 1000000;
    box->second_presses = box->second_broken = box->second_talk = 0;
    box->flooding = box->noisy_told = box->lost_told = box->forged_told = false;
    memset(box->asked, 0, sizeof box->asked);
    box->fence_open = box->fence_waiting = false;
    box->told_any = false;
    for (int i = 0; i < SLOT_COUNT; i++)
        box->command[i].due = false;
}

void box_opened(struct box *box)
{
    struct box_conn *c = box->conn;
    int64_t now_us = box->set->now_us;
    static const uint8_t flush = 0; /* ends whatever the line has picked up before */
    lp_decoder_init(&c->decoder);
    c->rx_any = c->jammed = c->secured = false;
    c->hello_wait_us = BOX_HELLO_MIN_US;
    c->bad_hellos = 0;
    c->line_len = 0;
    c->opened_us = c->heard_us = now_us;
    forget_connection(box);
    if (box->config.kind != BOX_PROTOCOL) { /* nothing to ask: it is what it was said to be */
        box->accepted = true;
        box->backoff_us = BOX_RETRY_MIN_US;
        box_try_live(box);
        return;
    }
    link_write(&c->link, &flush, 1);
    box->hello_us = now_us;
    box_tick(box);
}

static bool worth_telling(const struct box *box, enum box_cause cause)
{
    if (!box->cause_told)
        return true;
    /* "unplugged" and then "no such device" is one story; "in use by another program" is news. */
    return cause != box->cause && cause != BOX_CAUSE_ABSENT && cause != BOX_CAUSE_SILENT;
}

void box_lose(struct box *box, enum box_cause cause, int64_t value)
{
    struct boxes *set = box->set;
    bool told = !worth_telling(box, cause);
    box_flush_early(box, true);
    if (box->presence == BOX_PRESENCE_LIVE) {
        box->reconnects++;
        box->lost_us = set->now_us;
    }
    arbiter_source_lost(&set->arbiter, box->index);
    link_close(&box->conn->link);
    evdev_close(box);
    joystick_close(box);
    forget_connection(box);
    box->presence = BOX_PRESENCE_ABSENT;
    box->retry_us = set->now_us + box->backoff_us;
    box->backoff_us *= 2;
    if (box->backoff_us > BOX_RETRY_MAX_US)
        box->backoff_us = BOX_RETRY_MAX_US;
    box_let_go(box);
    if (told)
        return;
    box->cause = cause;
    box->cause_told = true;
    boxes_emit(box, (struct box_event){.kind = BOX_EVENT_LOST,
                                       .button = -1,
                                       .code = (int)cause,
                                       .value = value,
                                       .uid = box->uid});
}

/* -- who is it? -----------------------------------------------------------------------------------
 */

void box_accept(struct box *box)
{
    box->accepted = true;
    if (box->config.kind == BOX_PROTOCOL)
        box->uid = box->hello.uid;
    box->presence = BOX_PRESENCE_SYNCING;
    box_try_live(box);
}

void box_try_live(struct box *box)
{
    bool clock = box->config.kind != BOX_PROTOCOL || sync_ready(&box->sync);
    if (!box->accepted || !clock || box->presence == BOX_PRESENCE_LIVE ||
        box->presence == BOX_PRESENCE_REFUSED)
        return;
    box->presence = BOX_PRESENCE_LIVE;
    box->cause_told = false;
    box->cause = BOX_CAUSE_NONE;
    box->lost_us = 0;
    arbiter_source_live(&box->set->arbiter, box->index);
    boxes_emit(box, (struct box_event){.kind = BOX_EVENT_FOUND, .button = -1, .uid = box->uid});
    if (box->config.kind == BOX_PROTOCOL)
        box_restore(box);
}

void box_slept(struct box *box)
{
    if (box->config.kind != BOX_PROTOCOL)
        return;
    sync_forget(&box->sync);
    memset(box->asked, 0, sizeof box->asked); /* asked before, answered after: no bound */
    box->fence_open = box->fence_waiting = false;
    box->identified_us = box->sync_us = box->set->now_us;
}

static bool is_there(const struct box *box)
{
    return box->known && box->presence != BOX_PRESENCE_ABSENT &&
           box->presence != BOX_PRESENCE_OPENING && box->presence != BOX_PRESENCE_REFUSED &&
           box->set->now_us - box->conn->heard_us < BOX_RECENT_US;
}

static void refuse(struct box *box, enum box_message why, int64_t value, uint64_t uid, bool news)
{
    box->accepted = false;
    box->presence = BOX_PRESENCE_REFUSED;
    arbiter_source_lost(&box->set->arbiter, box->index); /* nobody waits for its fences */
    box->hello_us = box->set->now_us + 1000000;          /* the other one may go away */
    if (news)
        boxes_emit(box, (struct box_event){.kind = BOX_EVENT_MESSAGE,
                                           .button = -1,
                                           .code = (int)why,
                                           .value = value,
                                           .uid = uid});
}

/* A box on another entry's cable: the connections change places, the entries stay. What hangs on
 * the other one may be this entry's own box (two cables swapped), so an unidentified one is kept.
 */
static struct box *move_connection(struct box *from, struct box *to)
{
    struct box_conn *c = from->conn;
    box_flush_early(from, true);
    if (to->conn->link.state != LINK_CLOSED && to->presence != BOX_PRESENCE_OPENING)
        box_lose(to, BOX_CAUSE_SILENT, 0);
    from->conn = to->conn;
    to->conn = c;
    forget_connection(from);
    forget_connection(to);
    from->hello_us = from->set->now_us;
    if (from->conn->link.state == LINK_CLOSED) {
        from->presence = BOX_PRESENCE_ABSENT;
        from->retry_us = from->set->now_us + BOX_RETRY_MIN_US;
    }
    return to;
}

/* Same box, same start: its clock and its event numbers go on. Else all of that begins anew. */
static void take_identity(struct box *box, const struct lp_hello *hello)
{
    bool same_box = box->known && box->hello.uid == hello->uid;
    bool same_boot = same_box && box->hello.boot_id == hello->boot_id;
    box->hello = *hello;
    if (box->hello.n_buttons > 16)
        box->hello.n_buttons = 16;
    if (box->hello.n_lamps > 16)
        box->hello.n_lamps = 16;
    box->known = true;
    arbiter_source_lost(&box->set->arbiter, box->index); /* until its clock is known */
    box->identified_us = box->set->now_us;
    box->backoff_us = BOX_RETRY_MIN_US;
    if (same_boot) {
        uint16_t before = (uint16_t)(hello->ev_first - 1);
        if (!ev_window_covers(&box->have, before)) /* gone for good; do not wait for them */
            ev_window_start(&box->have, before);
        if (!ev_window_covers(&box->done, before))
            ev_window_start(&box->done, before);
        return;
    }
    box_flush_early(box, true);
    int64_t wire_us = 0;
    const struct box_config *at = &box->set->config.box[box->conn->address];
    int baud = at->baud > 0 ? at->baud : 115200;
    int bytes = LP_SYNC_WIRE_LEN + (box->conn->secured ? LP_TAG_LEN : 0);
    if ((box->conn->link.timed_wire || at->baud > 0) && !(hello->caps & LP_CAP_NATIVE_USB))
        wire_us = (bytes * 10 - 1) * INT64_C(970000) / baud;
    box->max_ppm = hello->max_ppm;
    sync_init(&box->sync, box->max_ppm, wire_us);
    ev_window_start(&box->have, (uint16_t)(hello->ev_first - 1));
    ev_window_start(&box->done, (uint16_t)(hello->ev_first - 1));
    box->fenced = false;
    box->ack_due = false;
    arbiter_source_restarted(&box->set->arbiter, box->index);
    if (same_box)
        boxes_tell(box, BOX_MESSAGE_REBOOTED, hello->boot_id, "");
}

static bool same_as_now(const struct box *box, const struct lp_hello *hello)
{
    return box->known && box->presence >= BOX_PRESENCE_UNKNOWN &&
           box->presence != BOX_PRESENCE_REFUSED && box->hello.uid == hello->uid &&
           box->hello.boot_id == hello->boot_id;
}

static void hello_received(struct box *box, const struct lp_hello *hello)
{
    if (same_as_now(box, hello) || hello->uid == 0)
        return;
    struct box *owner = boxes_owner(box->set, hello->uid);
    if (owner && owner != box) {
        if (is_there(owner)) { /* its presses are told all the same, as not accepted */
            bool news = box->presence != BOX_PRESENCE_REFUSED;
            take_identity(box, hello);
            refuse(box, BOX_MESSAGE_SAME_UID, 0, hello->uid, news);
            return;
        }
        box = move_connection(box, owner);
    }
    take_identity(box, hello);
    bool mine = (owner || (box->uid == 0 && !box->set->guarded)) && box_fair(box);
    box->accepted = mine;
    box->presence = mine ? BOX_PRESENCE_SYNCING : BOX_PRESENCE_UNKNOWN;
    box->sync_us = box->set->now_us;
    if (mine)
        box->uid = hello->uid;
    else
        boxes_emit(box, (struct box_event){.kind = BOX_EVENT_UNKNOWN,
                                           .button = -1,
                                           .uid = hello->uid,
                                           .text = hello->name});
    box_ask_sync(box, false);
    if (sync_ready(&box->sync))
        box_try_live(box); /* back from a reconnect: the clock is still good */
}

/* -- messages
 * --------------------------------------------------------------------------------------- */

static void sync_received(struct box *box, const struct lp_sync_rsp *m, int64_t t4_us)
{
    struct box_asked *a = NULL;
    for (int i = 0; i < BOX_ASKED; i++) {
        if (box->asked[i].token == m->token && m->token != 0)
            a = &box->asked[i];
    }
    if (!a || !box->known)
        return; /* answers nothing we asked on this connection */
    enum sync_result r = sync_add(&box->sync, a->t1_us, m->t2, m->t3, t4_us);
    a->token = 0;
    box->conn->answered_us = t4_us;
    if (box->fence_open && (int32_t)(m->token - box->fence_token) >= 0)
        box->fence_open = false;
    if (r == SYNC_REJECTED) {
        /* Faster than the wire: there is none (a USB chip that ignores baud rates, a pty). */
        sync_set_wire(&box->sync, 0, 0);
        return;
    }
    if (r == SYNC_RESTARTED) { /* no boot_id change: the crystal is worse than the box says */
        box->max_ppm = box->max_ppm < 100 ? 200 : box->max_ppm * 2;
        box->max_ppm = box->max_ppm < 20000 ? box->max_ppm : 20000;
        box->sync.slope_max = box->max_ppm * 1e-6;
        box->fenced = false;
    }
    box_flush_early(box, false);
    box_fence(box, m->t3, m->ev_last);
    box_try_live(box);
}

static void status_received(struct box *box, const struct lp_status *m, int64_t arrived_us)
{
    if (!box->known || m->boot_id != box->hello.boot_id) {
        box->hello_us = box->set->now_us; /* it restarted, or we came late: ask */
        return;
    }
    box->battery_mv = m->battery_mv;
    box->ev_lost = m->ev_lost;
    box_levels(box, m->levels, arrived_us);
    bool lamps_due = box->command[SLOT_ON].due || box->command[SLOT_BLINK].due ||
                     box->command[SLOT_OFF].due || box->command[SLOT_IDENTIFY].due;
    if (box->presence == BOX_PRESENCE_LIVE && !lamps_due &&
        m->lamps != (box->told_on | box->told_blink) &&
        box->set->now_us - box->lamp_sent_us > 500000)
        box_lamps(box, true);
}

static void text_received(struct box *box, const struct lp_log *m)
{
    if (++box->second_talk <= 5)
        boxes_tell(box, BOX_MESSAGE_TALK, 0, m->text);
}

void box_message(struct box *box, const struct lp_message *m, int64_t arrived_us)
{
    if ((m->flags & LP_FLAG_ACK) && m->type != LP_ACK) {
        struct lp_message ack = {.type = LP_ACK, .ack = {.of_type = m->type, .of_seq = m->seq}};
        box_send(box, &ack);
    }
    switch (m->type) {
    case LP_HELLO:
        hello_received(box, &m->hello);
        break;
    case LP_PRESS:
        box_press_received(box, &m->press, m->flags, arrived_us);
        break;
    case LP_SYNC_RSP:
        sync_received(box, &m->sync_rsp, arrived_us);
        break;
    case LP_STATUS:
        status_received(box, &m->status, arrived_us);
        break;
    case LP_ACK:
        box_answered(box, &m->ack);
        break;
    case LP_LOG:
        text_received(box, &m->log);
        break;
    default:
        break; /* of a newer minor, or a vendor's */
    }
}

/* It has said, by HELLO or by refusing ours, that its major is not ours. A stray frame of another
 * major says nothing about a box that we understand. */
static bool foreign(const struct box *box, const struct lp_frame *frame, enum lp_error error,
                    const struct lp_message *m)
{
    if (error == LP_ERR_VERSION)
        return box->presence < BOX_PRESENCE_SYNCING;
    return error == LP_OK && ((m->type == LP_HELLO && frame->major != LP_MAJOR) ||
                              (m->type == LP_ACK && m->ack.of_type == LP_HELLO_REQ &&
                               m->ack.result == LP_ERR_VERSION));
}

static void note_frame(struct box *box, struct box_conn *c, const struct lp_frame *frame,
                       int64_t arrived_us)
{
    c->heard_us = arrived_us;
    if (c->rx_any)
        box->errors += (uint8_t)(frame->seq - c->rx_seq - 1);
    c->rx_any = true;
    c->rx_seq = frame->seq;
    box->frames++;
}

/* A frame arrived on a connection; whose it is may change with it (HELLO). */
static void frame_received(struct box_conn *c, struct box *box, const struct lp_frame *frame,
                           int64_t arrived_us)
{
    struct lp_message m;
    enum lp_error error = lp_message_decode(frame, &m);
    bool hello = error == LP_OK && m.type == LP_HELLO;
    if (!(hello ? box_hello_genuine(box, frame, &m.hello) : box_genuine(box, frame)))
        return;
    note_frame(box, c, frame, arrived_us);
    if (foreign(box, frame, error, &m)) {
        box->known = false;
        refuse(box, BOX_MESSAGE_VERSION, frame->major, hello ? m.hello.uid : 0,
               box->presence != BOX_PRESENCE_REFUSED);
    } else if (error == LP_ERR_LENGTH || error == LP_ERR_VERSION) {
        box->errors++;
    } else if (error == LP_OK && frame->addr == LP_ADDR_BOX) {
        box_message(box, &m, arrived_us);
    }
}

static struct box *owner_of(struct boxes *set, const struct box_conn *c)
{
    for (size_t i = 0; i < set->count; i++) {
        if (set->box[i].conn == c)
            return &set->box[i];
    }
    return NULL;
}

static void decode(struct boxes *set, struct box_conn *c, const uint8_t *data, size_t len,
                   int64_t arrived_us)
{
    while (len > 0 && c->link.state == LINK_OPEN) {
        struct lp_frame frame;
        size_t used;
        struct box *box = owner_of(set, c);
        enum lp_feed got = lp_decoder_feed(&c->decoder, data, len, &used, &frame);
        data += used;
        len -= used;
        if (got == LP_FRAME) {
            frame_received(c, box, &frame, arrived_us);
        } else if (got == LP_BROKEN) {
            box->errors++;
            box->second_broken++;
        }
    }
}

void box_receive(struct box *box)
{
    struct boxes *set = box->set;
    struct box_conn *c = box->conn;
    uint8_t data[BOX_READ];
    int n = link_read(&c->link, data, sizeof data);
    int64_t arrived_us =
        boxes_clock(set); /* right after the read: a bound that can only be too late */
    if (n < 0) {
        box_lose(box, BOX_CAUSE_UNPLUGGED, -n);
        return;
    }
    if (n == 0)
        return;
    if (box->config.kind == BOX_ASCII) {
        c->heard_us = arrived_us;
        ascii_receive(box, data, (size_t)n, arrived_us);
    } else {
        decode(set, c, data, (size_t)n, arrived_us);
    }
}
