#include "rig.h"
#include <string.h>

static void note(struct rig *rig, int64_t now_us, const char *what)
{
    if (rig->witness.note)
        rig->witness.note(rig->witness.ctx, now_us, what);
}

static int64_t wire_time_us(const struct rig *rig, size_t n)
{
    return ((int64_t)n * rig->config.byte_ns + 999) / 1000;
}

/* What a thief of presses would record. */
static void rig_overhear(struct rig *rig, const uint8_t *wire, uint8_t n)
{
    struct lp_decoder decoder;
    struct lp_frame frame;
    size_t used;
    lp_decoder_init(&decoder);
    if (lp_decoder_feed(&decoder, wire, n, &used, &frame) != LP_FRAME || frame.type != LP_PRESS)
        return;
    memcpy(rig->heard, wire, n);
    rig->n_heard = n;
}

/* A frame leaves the box and meets the cable. */
static void rig_send(void *ctx, int64_t first_byte_us, const uint8_t *wire, uint8_t n)
{
    struct rig *rig = ctx;
    uint8_t copy[LP_WIRE_MAX];
    memcpy(copy, wire, n);
    enum faults_fate fate = faults_apply(&rig->faults, copy, n);
    if (rig->witness.sent)
        rig->witness.sent(rig->witness.ctx, first_byte_us, wire, n, fate);
    rig_overhear(rig, wire, n);
    int64_t due_us = first_byte_us + wire_time_us(rig, n) + rig->faults.delay_us;
    if (fate == FATE_DROPPED)
        return;
    bool room = cable_put(&rig->out, due_us, copy, n);
    if (fate == FATE_DUPLICATED)
        room = cable_put(&rig->out, due_us, copy, n);
    if (!room)
        note(rig, first_byte_us, "cable full: frame lost");
}

static void rig_heard(void *ctx, int64_t now_us, const struct lp_frame *frame)
{
    struct rig *rig = ctx;
    if (rig->witness.heard)
        rig->witness.heard(rig->witness.ctx, now_us, frame);
}

static void power_up(struct rig *rig, int64_t now_us)
{
    vbox_init(&rig->vbox, &rig->config, now_us);
    rig->powered = true;
    rig->vbox.raw_levels = rig->stuck;
    note(rig, now_us, "power up");
}

void rig_init(struct rig *rig, const struct vbox_config *config, const struct rig_witness *witness,
              int64_t now_us)
{
    memset(rig, 0, sizeof *rig);
    rig->config = *config;
    rig->config.send = rig_send;
    rig->config.heard = rig_heard;
    rig->config.ctx = rig;
    if (witness)
        rig->witness = *witness;
    faults_init(&rig->faults, (uint32_t)config->uid);
    cable_init(&rig->in);
    cable_init(&rig->out);
    power_up(rig, now_us);
}

void rig_from_host(struct rig *rig, int64_t now_us, const uint8_t *data, size_t n)
{
    int64_t start_us = now_us;
    if (rig->in.count && rig->in.last_due_us > start_us)
        start_us = rig->in.last_due_us;
    if (rig->faults.deaf > 0) {
        rig->faults.deaf--;
        note(rig, now_us, "deaf: bytes of the host lost");
        return;
    }
    while (n > 0) {
        size_t part = n < CABLE_CHUNK ? n : CABLE_CHUNK;
        start_us += wire_time_us(rig, part);
        if (!cable_put(&rig->in, start_us, data, part))
            rig->vbox.rx_overruns = (uint16_t)(rig->vbox.rx_overruns + part);
        data += part;
        n -= part;
    }
}

static bool edge_add(struct rig *rig, int64_t at_us, uint8_t button, bool down)
{
    if (rig->n_edges == RIG_EDGES || button >= rig->config.n_buttons)
        return false;
    unsigned i = rig->n_edges++;
    for (; i > 0 && rig->edges[i - 1].at_us > at_us; i--)
        rig->edges[i] = rig->edges[i - 1];
    rig->edges[i] = (struct rig_edge){.at_us = at_us, .button = button, .down = down};
    return true;
}

bool rig_press(struct rig *rig, int64_t at_us, uint8_t button)
{
    return edge_add(rig, at_us, button, true) && edge_add(rig, at_us + RIG_HOLD_US, button, false);
}

bool rig_hold(struct rig *rig, int64_t at_us, uint8_t button)
{
    return edge_add(rig, at_us, button, true);
}

bool rig_release(struct rig *rig, int64_t at_us, uint8_t button)
{
    return edge_add(rig, at_us, button, false);
}

void rig_stick(struct rig *rig, int64_t now_us, uint8_t button)
{
    if (edge_add(rig, now_us, button, true))
        rig->stuck |= (uint16_t)(1u << button);
}

void rig_unstick(struct rig *rig, int64_t now_us, uint8_t button)
{
    rig->stuck &= (uint16_t) ~(1u << (button & 15));
    edge_add(rig, now_us, button, false);
}

void rig_stall(struct rig *rig, int64_t now_us, int64_t for_us)
{
    rig->stall_until_us = now_us + for_us;
    note(rig, now_us, "stall");
}

void rig_reboot(struct rig *rig, int64_t now_us)
{
    note(rig, now_us, "reboot");
    rig->powered = false;
    rig->off_until_us = now_us + RIG_BOOT_US;
    rig->config = vbox_stored(&rig->vbox);
    /* Nothing of the old life may be equal in the new one. */
    rig->config.boot_id = rig->config.boot_id * 1664525u + 1013904223u;
    rig->config.clock_offset = rig->config.boot_id ^ (rig->config.boot_id >> 13);
    cable_init(&rig->in);
}

void rig_flood(struct rig *rig, int64_t now_us, int64_t for_us)
{
    note(rig, now_us, "flood");
    rig->flood_next_us = now_us;
    rig->flood_until_us = now_us + for_us;
}

static void somebody_sends(struct rig *rig, int64_t now_us, const uint8_t *wire, uint8_t n,
                           const char *what)
{
    note(rig, now_us, what);
    if (!cable_put(&rig->out, now_us + wire_time_us(rig, n), wire, n))
        note(rig, now_us, "cable full: frame lost");
}

/* Everything about it is right but the signature: its next numbers, its clock, its session. */
void rig_forge(struct rig *rig, int64_t now_us, uint8_t button)
{
    struct vbox *box = &rig->vbox;
    struct lp_message msg = {.type = LP_PRESS, .seq = box->seq};
    struct lp_session session = box->session;
    struct lp_frame frame;
    uint8_t wire[LP_WIRE_MAX];
    msg.press.t = vbox_clock(box, now_us);
    msg.press.ev_no = (uint16_t)(box->ev_last + 1);
    msg.press.round = box->round;
    msg.press.button = button;
    msg.press.flags = LP_PRESS_ARMED | LP_PRESS_FIRST;
    msg.press.levels = (uint16_t)(1u << button);
    lp_message_encode(&msg, &frame);
    somebody_sends(rig, now_us, wire, lp_frame_encode(&frame, wire), "forged: unsigned");
    session.key[0] ^= 0x55;
    lp_frame_sign(&frame, &session, 0, box->tx_counter);
    somebody_sends(rig, now_us, wire, lp_frame_encode(&frame, wire), "forged: another secret");
}

void rig_replay(struct rig *rig, int64_t now_us)
{
    if (rig->n_heard > 0)
        somebody_sends(rig, now_us, rig->heard, rig->n_heard, "a recording");
}

static void edges_due(struct rig *rig, int64_t now_us)
{
    unsigned i = 0;
    for (; i < rig->n_edges && rig->edges[i].at_us <= now_us; i++) {
        const struct rig_edge *edge = &rig->edges[i];
        bool welded = rig->stuck >> edge->button & 1;
        if (!rig->powered || (welded && !edge->down))
            continue;
        uint16_t ev_no = vbox_press(&rig->vbox, edge->at_us, edge->button, edge->down);
        if (rig->witness.edge)
            rig->witness.edge(rig->witness.ctx, edge->at_us, edge->button, edge->down,
                              vbox_clock(&rig->vbox, edge->at_us), ev_no);
    }
    rig->n_edges -= i;
    memmove(rig->edges, rig->edges + i, rig->n_edges * sizeof rig->edges[0]);
}

static void flood_due(struct rig *rig, int64_t now_us)
{
    if (rig->flood_next_us >= rig->flood_until_us || now_us < rig->flood_next_us)
        return;
    vbox_log(&rig->vbox, "the quick brown fox jumps over the lazy dog");
    bool down = rig->vbox.raw_levels & 1;
    edge_add(rig, now_us, 0, !down);
    rig->flood_next_us = now_us + RIG_FLOOD_US;
}

static bool stalled(const struct rig *rig, int64_t now_us)
{
    return now_us < rig->stall_until_us;
}

/* Edges wait while the box is stalled or off, except that time goes on: they keep their instant. */
void rig_tick(struct rig *rig, int64_t now_us)
{
    const struct cable_chunk *chunk;
    if (!rig->powered && now_us >= rig->off_until_us)
        power_up(rig, now_us);
    if (!stalled(rig, now_us)) {
        if (rig->powered)
            flood_due(rig, now_us);
        edges_due(rig, now_us);
        while ((chunk = cable_take(&rig->in, now_us))) {
            if (rig->powered)
                vbox_receive(&rig->vbox, now_us, chunk->data, chunk->n);
        }
        if (rig->powered)
            vbox_tick(&rig->vbox, now_us);
    }
    while ((chunk = cable_take(&rig->out, now_us))) {
        if (rig->deliver && !rig->deliver(rig->ctx, now_us, chunk->data, chunk->n))
            note(rig, now_us, "host does not read: frame lost");
    }
}

static int64_t earlier(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

int64_t rig_next_wake(const struct rig *rig)
{
    int64_t wake = rig->powered ? vbox_next_wake(&rig->vbox) : rig->off_until_us;
    wake = earlier(wake, cable_next_due(&rig->in));
    if (rig->n_edges)
        wake = earlier(wake, rig->edges[0].at_us);
    if (rig->flood_next_us < rig->flood_until_us)
        wake = earlier(wake, rig->flood_next_us);
    if (wake < rig->stall_until_us)
        wake = rig->stall_until_us;
    return earlier(wake, cable_next_due(&rig->out));
}
