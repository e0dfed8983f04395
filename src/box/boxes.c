/* The set of all boxes: one step reads what has come, runs the timers, asks for fences, and hands
 * on what the arbiter releases. */
#include "box/box.h"
#include "instant/instant.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ENUMERATE_US = 100000, MEMORY_US = 2000 };

static int64_t monotonic_us(void *user)
{
    (void)user;
    return instant_mono_us();
}

int64_t boxes_clock(struct boxes *b)
{
    return b->clock(b->user);
}

uint32_t boxes_random(struct boxes *b, uint32_t below)
{
    b->rng ^= b->rng << 13;
    b->rng ^= b->rng >> 7;
    b->rng ^= b->rng << 17;
    return (uint32_t)(b->rng >> 32) % below;
}

void boxes_emit(struct box *box, struct box_event event)
{
    event.box = box->index;
    event.t_us = event.press ? event.press->t_us : box->set->now_us;
    if (!event.text)
        event.text = "";
    if (event.uid == 0)
        event.uid = box->known ? box->hello.uid : box->uid;
    event.boot_id = box->hello.boot_id;
    box->set->on_event(box->set->user, &event);
}

void boxes_tell(struct box *box, enum box_message message, int64_t value, const char *text)
{
    boxes_emit(box, (struct box_event){.kind = BOX_EVENT_MESSAGE,
                                       .button = -1,
                                       .code = (int)message,
                                       .value = value,
                                       .text = text});
}

struct box *boxes_owner(struct boxes *b, uint64_t uid)
{
    for (size_t i = 0; i < b->count; i++) {
        if (b->box[i].uid == uid && uid != 0)
            return &b->box[i];
    }
    return NULL;
}

/* One to one between 1..65535 and 1..65535; 0 is none on both sides. A box that kept power while
 * the host was restarted would take a number it knows for the same question, and keep its LOCK. */
uint16_t boxes_round_to_wire(const struct boxes *b, uint16_t round_no)
{
    return (uint16_t)((round_no - 1u + b->round_offset) % 65535u + 1u);
}

uint16_t boxes_round_from_wire(const struct boxes *b, uint16_t wire)
{
    return wire == 0 ? 0 : (uint16_t)((wire - 1u + 65535u - b->round_offset) % 65535u + 1u);
}

static void fill_defaults(struct box_config *c)
{
    if (c->kind != BOX_PROTOCOL && c->latency_max_us <= 0) {
        c->latency_min_us = 0;
        c->latency_max_us = c->kind == BOX_ASCII ? 16000 : 8000;
    }
    if (c->latency_min_us < 0 || c->latency_min_us > c->latency_max_us)
        c->latency_min_us = 0;
}

struct boxes *boxes_create(const struct boxes_config *config, boxes_clock_fn *clock,
                           boxes_event_fn *on_event, void *user)
{
    assert(config->count <= BOXES_MAX && on_event);
    struct boxes *b = calloc(1, sizeof *b);
    if (!b)
        return NULL;
    b->config = *config;
    b->clock = clock ? clock : monotonic_us;
    b->on_event = on_event;
    b->user = user;
    b->count = config->count;
    b->rng = UINT64_C(0x9E3779B97F4A7C15) ^ config->seed ^ (uint64_t)boxes_clock(b) << 20;
    if (b->rng == 0)
        b->rng = 1;
    b->round_offset = (uint16_t)boxes_random(b, 65535);
    arbiter_init(&b->arbiter, config->bound_us);
    for (size_t i = 0; i < b->count; i++) {
        fill_defaults(&b->config.box[i]);
        box_init(&b->box[i], b, (int)i, &b->config.box[i]);
        /* answers to a host that died and came back must not pass for answers to this one */
        b->box[i].token = boxes_random(b, UINT32_MAX);
        b->addresses[i] = b->config.box[i].address;
    }
    return b;
}

void boxes_destroy(struct boxes *b)
{
    if (!b)
        return;
    for (size_t i = 0; i < b->count; i++) {
        link_close(&b->box[i].conn->link);
        evdev_close(&b->box[i]);
        joystick_close(&b->box[i]);
    }
    free(b);
}

/* -- poll loop
 * --------------------------------------------------------------------------------------- */

static int fd_of(const struct box *box)
{
    return box->evdev ? evdev_fd(box) : box->joystick ? joystick_fd(box) : box->conn->link.fd;
}

size_t boxes_pollfds(struct boxes *b, struct pollfd *fds, size_t max)
{
    size_t n = 0;
    for (size_t i = 0; i < b->count && n < max; i++) {
        const struct box *box = &b->box[i];
        const struct link *l = &box->conn->link;
        int fd = fd_of(box);
        if (fd < 0)
            continue;
        bool out = l->state == LINK_CONNECTING || l->queued > 0 || box->conn->jammed;
        fds[n++] = (struct pollfd){.fd = fd, .events = (short)(POLLIN | (out ? POLLOUT : 0))};
    }
    return n;
}

static short revents_of(const struct pollfd *fds, size_t n, int fd)
{
    for (size_t i = 0; i < n; i++) {
        if (fds[i].fd == fd)
            return fds[i].revents;
    }
    return 0;
}

static enum box_cause cause_of(int error)
{
    switch (-error) {
    case ENOENT:
    case ENODEV:
    case ENXIO:
        return BOX_CAUSE_ABSENT;
    case EBUSY:
        return BOX_CAUSE_BUSY;
    case EACCES:
    case EPERM:
        return BOX_CAUSE_DENIED;
    case EPIPE:
    case EIO:
    case ECONNRESET:
        return BOX_CAUSE_UNPLUGGED;
    default:
        return BOX_CAUSE_ERROR;
    }
}

static void connect_step(struct box *box)
{
    int error = link_connected(&box->conn->link);
    if (error == -EINPROGRESS)
        return;
    if (error < 0)
        box_lose(box, cause_of(error), -error);
    else
        box_opened(box);
}

static void read_input(struct box *box)
{
    int error = box->evdev ? evdev_receive(box) : joystick_receive(box);
    if (error < 0)
        box_lose(box, BOX_CAUSE_UNPLUGGED, -error);
}

static void read_step(struct box *box, const struct pollfd *fds, size_t n)
{
    struct box_conn *c = box->conn;
    bool memory = c->link.end != NULL;
    if (c->link.state == LINK_CLOSED && !box_is_input(box))
        return;
    short got = memory ? link_mem_events(&c->link) : revents_of(fds, n, fd_of(box));
    if (got == 0)
        return;
    if (box_is_input(box)) {
        read_input(box);
        return;
    }
    if (c->link.state == LINK_CONNECTING) {
        connect_step(box);
        return;
    }
    if (got & POLLOUT) {
        link_flush(&c->link); /* an error comes back as POLLERR */
        c->jammed = false;
    }
    if (got & (POLLIN | POLLHUP | POLLERR))
        box_receive(box); /* first what is still in there */
    if (box->conn == c && c->link.state == LINK_OPEN && (got & (POLLHUP | POLLERR | POLLNVAL)))
        box_lose(box, BOX_CAUSE_UNPLUGGED, 0);
}

static bool in_use(const struct boxes *b, size_t address)
{
    for (size_t i = 0; i < b->count; i++) {
        if (b->conn[i].link.state != LINK_CLOSED && b->conn[i].address == (int)address)
            return true;
    }
    return false;
}

/* Its own address; while another entry's box hangs there, any that is free, for the box may too. */
static const struct box_config *where_to_look(const struct box *box)
{
    const struct boxes *b = box->set;
    size_t own = (size_t)box->index;
    if (box->config.kind != BOX_PROTOCOL || !in_use(b, own))
        return &b->config.box[own];
    for (size_t i = 0; i < b->count; i++) {
        if (b->config.box[i].kind == BOX_PROTOCOL && !in_use(b, i))
            return &b->config.box[i];
    }
    return NULL;
}

static int open_link(struct box *box, const struct box_config *at)
{
    struct boxes *b = box->set;
    struct box_conn *c = box->conn;
    struct link_where where = {.address = at->address,
                               .baud = at->baud > 0 ? at->baud : 115200,
                               .attempt = c->attempt++,
                               .mem = b->config.mem,
                               .avoid = b->addresses,
                               .avoid_count = b->count};
    int error = link_open(&c->link, &where);
    c->address = (int)(at - b->config.box);
    if (strncmp(at->address, "usb:", 4) == 0)
        b->enumerate_us = b->now_us + ENUMERATE_US;
    return error;
}

static int open_evdev(struct box *box)
{
    struct boxes *b = box->set;
    int error = evdev_open(box);
    bool may_not = error == -EACCES || error == -EPERM || error == -ENOENT;
    if (may_not && joystick_stands_in(box) && joystick_open(box) == 0) {
        boxes_tell(box, BOX_MESSAGE_COARSE, 0, "");
        return 0;
    }
    if (error == 0) /* it may have been a joystick before */
        arbiter_source_add(&b->arbiter, box->index, ARBITER_LEGACY, box->config.latency_max_us);
    return error;
}

static void open_step(struct box *box)
{
    struct boxes *b = box->set;
    struct box_conn *c = box->conn;
    if (c->link.state != LINK_CLOSED || box_is_input(box) || b->now_us < box->retry_us)
        return;
    const struct box_config *at = where_to_look(box);
    if (at && strncmp(at->address, "usb:", 4) == 0 && b->now_us < b->enumerate_us) {
        box->retry_us = b->enumerate_us;
        return;
    }
    int error = -ENOENT;
    if (at)
        error = box->config.kind == BOX_EVDEV      ? open_evdev(box)
                : box->config.kind == BOX_JOYSTICK ? joystick_open(box)
                                                   : open_link(box, at);
    if (error < 0) {
        box_lose(box, cause_of(error), -error);
    } else if (c->link.state == LINK_CONNECTING) {
        box->presence = BOX_PRESENCE_ABSENT;
        c->opened_us = b->now_us;
    } else {
        box_opened(box);
    }
}

static void connecting_timeout(struct box *box)
{
    if (box->conn->link.state == LINK_CONNECTING &&
        box->set->now_us - box->conn->opened_us >= BOX_SILENT_US)
        box_lose(box, BOX_CAUSE_ABSENT, ETIMEDOUT);
}

static void fence_step(struct boxes *b)
{
    if (b->now_us < arbiter_fence_from_us(&b->arbiter))
        return; /* no answer could pass the tie window of the round yet */
    uint64_t wanted = arbiter_wants_fence(&b->arbiter);
    for (size_t i = 0; wanted != 0 && i < b->count; i++) {
        struct box *box = &b->box[i];
        if (!(wanted >> i & 1))
            continue;
        if (box->fence_open && b->now_us - box->fence_asked_us < BOX_FENCE_US)
            continue;
        if (box->joystick)
            joystick_ask(box);
        else
            box_ask_sync(box, true);
    }
}

static void tell_silent(struct boxes *b, const struct arbiter_press *p)
{
    for (size_t i = 0; i < b->count; i++) {
        if (p->silent >> i & 1)
            boxes_tell(&b->box[i], BOX_MESSAGE_SILENT, p->released_us - p->arrived_us, "");
    }
}

static void release_step(struct boxes *b)
{
    struct arbiter_press out[32];
    size_t n;
    uint64_t told = 0;
    do {
        n = arbiter_release(&b->arbiter, b->now_us, out, sizeof out / sizeof *out);
        for (size_t i = 0; i < n; i++) {
            struct box *box = &b->box[out[i].source];
            boxes_emit(box, (struct box_event){.kind = BOX_EVENT_PRESS,
                                               .button = out[i].button,
                                               .seat = out[i].seat,
                                               .press = &out[i]});
            if (box->config.kind == BOX_PROTOCOL)
                box_delivered(box, out[i].ev_no);
            if (out[i].silent & ~told)
                tell_silent(b, &out[i]);
            told |= out[i].silent;
        }
    } while (n == sizeof out / sizeof *out);
}

void boxes_step(struct boxes *b, const struct pollfd *fds, size_t n, int64_t now_us)
{
    b->now_us = now_us;
    for (size_t i = 0; i < b->count; i++)
        box_acknowledge(&b->box[i]); /* what the last step delivered is committed by now */
    for (size_t i = 0; i < b->count; i++)
        read_step(&b->box[i], fds, n);
    release_step(b);
    fence_step(b);
    for (size_t i = 0; i < b->count; i++) {
        box_tick(&b->box[i]);
        connecting_timeout(&b->box[i]);
        open_step(&b->box[i]);
    }
    for (size_t i = 0; i < b->count; i++) {
        if (b->box[i].config.kind == BOX_ASCII && b->box[i].presence == BOX_PRESENCE_LIVE)
            ascii_lamps(&b->box[i]);
    }
}

static int64_t sooner(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

int64_t boxes_next_wake_us(const struct boxes *b)
{
    int64_t wake_us = arbiter_next_wake_us(&b->arbiter);
    uint64_t wanted = arbiter_wants_fence(&b->arbiter);
    int64_t fence_us = arbiter_fence_from_us(&b->arbiter);
    if (b->now_us < fence_us)
        wake_us = sooner(wake_us, fence_us);
    for (size_t i = 0; i < b->count; i++) {
        const struct box *box = &b->box[i];
        wake_us = sooner(wake_us, box_next_wake_us(box));
        if (box->conn->link.end) /* has no descriptor to poll */
            wake_us = sooner(wake_us, b->now_us + MEMORY_US);
        if ((wanted >> i & 1) && box->fence_open)
            wake_us = sooner(wake_us, box->fence_asked_us + BOX_FENCE_US);
    }
    return wake_us;
}
