#include "station.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A host that comes late shall not find a pty full of old frames. */
static bool deliver(void *ctx, int64_t now_us, const uint8_t *data, size_t n)
{
    struct station_box *box = ctx;
    if (vbox_host_silent(&box->rig.vbox, now_us))
        port_forget_unread(&box->port);
    return port_write(&box->port, data, n);
}

/* The crew listens in on what the truth log hears. */
static void heard(void *ctx, int64_t now_us, const struct lp_frame *frame)
{
    struct station_box *box = ctx;
    struct lp_message msg;
    truth_witness(&box->truth).heard(&box->truth, now_us, frame);
    if (box->random && frame && lp_message_decode(frame, &msg) == LP_OK && msg.type == LP_ARM)
        crew_armed(&box->crew, &box->rig, now_us, &msg.arm);
}

static void edge(void *ctx, int64_t at_us, uint8_t button, bool down, uint32_t t, uint16_t ev_no)
{
    struct station_box *box = ctx;
    truth_witness(&box->truth).edge(&box->truth, at_us, button, down, t, ev_no);
}

static void sent(void *ctx, int64_t at_us, const uint8_t *wire, uint8_t n, enum faults_fate fate)
{
    struct station_box *box = ctx;
    truth_witness(&box->truth).sent(&box->truth, at_us, wire, n, fate);
}

static void note(void *ctx, int64_t at_us, const char *what)
{
    struct station_box *box = ctx;
    truth_note(&box->truth, at_us, what);
}

static bool box_open(struct station_box *box, const struct options *options, int number, char *why,
                     size_t cap)
{
    char link[200] = "";
    if (options->tcp_port)
        return port_open_tcp(&box->port, (uint16_t)(options->tcp_port + number - 1), why, cap);
    if (options->link_dir)
        snprintf(link, sizeof link, "%s/box%d", options->link_dir, number);
    return port_open_pty(&box->port, link, why, cap);
}

static struct vbox_config box_config(const struct options *options, int number)
{
    struct vbox_config config = {.uid = options->uid_base + (uint64_t)number - 1};
    uint32_t random = (options->seed * 64 + (uint32_t)number) * 2654435761u;
    config.boot_id = random ^ random >> 15;
    config.clock_offset = random * 1664525u + 1013904223u;
    config.ppm = options->ppm[number - 1];
    config.max_ppm = (uint16_t)(abs(config.ppm) > 5000 ? abs(config.ppm) : 5000);
    config.n_buttons = (uint8_t)options->buttons;
    config.byte_ns = options->baud ? 10000000000 / options->baud : 0;
    config.has_secret = options->has_secret[number - 1];
    memcpy(config.secret, options->secret[number - 1], sizeof config.secret);
    snprintf(config.name, sizeof config.name, "virtual box %d", number);
    return config;
}

static void box_power(struct station_box *box, const struct options *options, int number,
                      int64_t now_us)
{
    const struct rig_witness witness = {
        .edge = edge, .sent = sent, .heard = heard, .note = note, .ctx = box};
    struct vbox_config config = box_config(options, number);
    rig_init(&box->rig, &config, &witness, now_us);
    box->rig.deliver = deliver;
    box->rig.ctx = box;
    box->random = options->random;
    crew_init(&box->crew, options->seed + (uint32_t)number);
    box->replug_us = INT64_MAX;
}

bool station_start(struct station *station, const struct options *options, int64_t now_us,
                   char *why, size_t cap)
{
    memset(station, 0, sizeof *station);
    if (options->log && !(station->log = fopen(options->log, "w"))) {
        snprintf(why, cap, "%s: %s", options->log, strerror(errno));
        return false;
    }
    station->link_dir = options->link_dir;
    if (options->link_dir)
        mkdir(options->link_dir, 0755); /* if it fails, making the links will tell */
    station->boxes = calloc((size_t)options->boxes, sizeof *station->boxes);
    if (!station->boxes) {
        snprintf(why, cap, "out of memory");
        return false;
    }
    for (int i = 0; i < options->boxes; i++) {
        struct station_box *box = &station->boxes[i];
        box->truth = (struct truth){.file = station->log, .box = i + 1};
        if (!box_open(box, options, i + 1, why, cap))
            return false;
        station->count = i + 1;
        box_power(box, options, i + 1, now_us);
    }
    return true;
}

static void hangup(struct station_box *box, int64_t now_us, int64_t for_us)
{
    truth_note(&box->truth, now_us, "hangup");
    port_unplug(&box->port);
    box->replug_us = now_us + for_us;
}

static void box_order(struct station_box *box, int64_t now_us, const struct order *order)
{
    struct rig *rig = &box->rig;
    unsigned count = (unsigned)order->amount;
    int64_t seconds_us = (int64_t)(order->amount * 1e6);
    int64_t ms_us = (int64_t)(order->amount * 1e3);
    switch (order->verb) {
    case VERB_PRESS:
        rig_press(rig, now_us, order->button);
        break;
    case VERB_HOLD:
        rig_hold(rig, now_us, order->button);
        break;
    case VERB_RELEASE:
        rig_release(rig, now_us, order->button);
        break;
    case VERB_STUCK:
        rig_stick(rig, now_us, order->button);
        break;
    case VERB_UNSTICK:
        rig_unstick(rig, now_us, order->button);
        break;
    case VERB_DROP:
        rig->faults.drop = count;
        break;
    case VERB_CORRUPT:
        rig->faults.corrupt = count;
        break;
    case VERB_DUPLICATE:
        rig->faults.duplicate = count;
        break;
    case VERB_DEAF:
        rig->faults.deaf = count;
        break;
    case VERB_DELAY:
        rig->faults.delay_us = ms_us;
        break;
    case VERB_STALL:
        rig_stall(rig, now_us, ms_us);
        break;
    case VERB_REBOOT:
        rig_reboot(rig, now_us);
        break;
    case VERB_HANGUP:
        hangup(box, now_us, seconds_us);
        break;
    case VERB_FLOOD:
        rig_flood(rig, now_us, seconds_us);
        break;
    case VERB_FORGE:
        rig_forge(rig, now_us, order->button);
        break;
    case VERB_REPLAY:
        rig_replay(rig, now_us);
        break;
    case VERB_QUIT:
        break;
    }
}

void station_order(struct station *station, int64_t now_us, const struct order *order)
{
    station->quit |= order->verb == VERB_QUIT;
    for (int i = 0; i < station->count; i++) {
        if (order->box == 0 || order->box == i + 1)
            box_order(&station->boxes[i], now_us, order);
    }
}

static void box_replug(struct station_box *box, int64_t now_us)
{
    char why[128];
    if (now_us < box->replug_us)
        return;
    box->replug_us = INT64_MAX;
    if (port_plug(&box->port, why, sizeof why)) {
        truth_note(&box->truth, now_us, "plugged in again");
        return;
    }
    truth_note(&box->truth, now_us, why);
    box->replug_us = now_us + 1000000;
}

void station_tick(struct station *station, int64_t now_us)
{
    for (int i = 0; i < station->count; i++) {
        box_replug(&station->boxes[i], now_us);
        rig_tick(&station->boxes[i].rig, now_us);
    }
}

int64_t station_next_wake(const struct station *station)
{
    int64_t wake = INT64_MAX;
    for (int i = 0; i < station->count; i++) {
        int64_t mine = rig_next_wake(&station->boxes[i].rig);
        if (mine < wake)
            wake = mine;
        if (station->boxes[i].replug_us < wake)
            wake = station->boxes[i].replug_us;
    }
    return wake;
}

/* The clock is read after the bytes: a t2 before the host's t1 would be a lie. */
void station_readable(struct station *station, int box, int64_t (*clock_us)(void))
{
    uint8_t data[512];
    struct station_box *it = &station->boxes[box];
    size_t n = port_read(&it->port, data, sizeof data);
    if (n > 0)
        rig_from_host(&it->rig, clock_us(), data, n);
}

void station_stop(struct station *station)
{
    for (int i = 0; i < station->count; i++)
        port_close(&station->boxes[i].port);
    if (station->link_dir)
        rmdir(station->link_dir); /* if nothing else is in it */
    free(station->boxes);
    if (station->log)
        fclose(station->log);
    memset(station, 0, sizeof *station);
}
