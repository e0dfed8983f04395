/*
 * A stage in virtual time: the host's boxes room on one side, virtual boxes on the other, memory
 * links between them. Everything is static, for one test program; `stage` is the one instance.
 */
#ifndef BOX_STAGE_H
#define BOX_STAGE_H

#include "../firmware-protocol/virtual-box/cable.h"
#include "../firmware-protocol/virtual-box/faults.h"
#include "../firmware-protocol/virtual-box/vbox.h"
#include "../firmware-protocol/virtual-box/rig.h"
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#define earlier rig_earlier
#undef earlier
#include "box/boxes.h"
#include "box/link.h"

#define START_US    INT64_C(1000000000)
#define STAGE_BOXES 64
#define STAGE_LOG   4096
#define BYTE_115K   86806
#define BYTE_250K   40000

struct stage_event {
    struct box_event event;
    struct arbiter_press press;
    char text[64];
};

struct stage_truth { /* a press as it happened */
    int64_t at_us;
    int box, button;
    uint16_t ev_no;
};

struct stage_box {
    struct rig rig;
    char name[24];
    int index;
    bool on;
};

static struct stage {
    int64_t now_us;
    struct link_mem *mem;
    struct boxes *boxes;
    struct boxes_config config;
    struct stage_box box[STAGE_BOXES];
    size_t count; /* virtual boxes */
    struct stage_event log[STAGE_LOG];
    size_t logged;
    struct stage_truth truth[STAGE_LOG];
    size_t truths;
    const uint8_t *secret;      /* of boxes plugged in from now on; NULL: they do not sign */
    int64_t stall_until_us;     /* the host's thread is not running */
    int64_t slept_us;           /* by so much the host's clock is behind */
    int64_t (*jitter_us)(void); /* of every frame, both ways; NULL: none */
} stage;

static inline int64_t stage_clock(void *user)
{
    (void)user;
    return stage.now_us - stage.slept_us;
}

static inline void stage_on_event(void *user, const struct box_event *event)
{
    (void)user;
    ck_assert_uint_lt(stage.logged, STAGE_LOG);
    struct stage_event *e = &stage.log[stage.logged++];
    e->event = *event;
    snprintf(e->text, sizeof e->text, "%s", event->text);
    e->event.text = e->text;
    if (event->press) {
        e->press = *event->press;
        e->event.press = &e->press;
    }
}

static inline bool stage_deliver(void *ctx, int64_t at_us, const uint8_t *data, size_t n)
{
    (void)at_us;
    struct stage_box *b = ctx;
    return link_mem_give(stage.mem, b->name, data, n) == n;
}

static inline void stage_edge(void *ctx, int64_t at_us, uint8_t button, bool down, uint32_t t,
                              uint16_t ev_no)
{
    const struct stage_box *b = ctx;
    (void)t;
    if (!down || ev_no == 0)
        return;
    ck_assert_uint_lt(stage.truths, STAGE_LOG);
    stage.truth[stage.truths++] = (struct stage_truth){at_us, b->index, button, ev_no};
}

/* Entries for `entries` boxes at mem:b0, mem:b1…; button k of box i is seat i + 1 + k * entries. */
static inline void stage_start(size_t entries)
{
    memset(&stage, 0, sizeof stage);
    stage.now_us = START_US;
    stage.mem = link_mem_create();
    stage.config.count = entries;
    stage.config.mem = stage.mem;
    for (size_t i = 0; i < entries; i++) {
        struct box_config *c = &stage.config.box[i];
        snprintf(c->address, sizeof c->address, "mem:b%zu", i);
        for (int k = 0; k < 4; k++)
            c->seat[k] = (uint8_t)(i + 1 + (size_t)k * entries);
    }
}

static inline void stage_open(void)
{
    stage.boxes = boxes_create(&stage.config, stage_clock, stage_on_event, NULL);
    ck_assert_ptr_nonnull(stage.boxes);
}

static inline void stage_end(void)
{
    boxes_destroy(stage.boxes);
    link_mem_destroy(stage.mem);
    stage.boxes = NULL;
}

/* A virtual box, plugged in, on memory link b<i>. */
static inline struct rig *stage_box(size_t i, uint64_t uid, int32_t ppm, int64_t byte_ns)
{
    struct stage_box *b = &stage.box[i];
    struct vbox_config config = {.uid = uid,
                                 .boot_id = 1000 + (uint32_t)i,
                                 .ppm = ppm,
                                 .max_ppm = 5100,
                                 .clock_offset = (uint32_t)(uid * 2654435761u),
                                 .n_buttons = 4,
                                 .byte_ns = byte_ns,
                                 .name = "virtual"};
    struct rig_witness witness = {.edge = stage_edge, .ctx = b};
    config.has_secret = stage.secret != NULL;
    if (stage.secret)
        memcpy(config.secret, stage.secret, sizeof config.secret);
    rig_init(&b->rig, &config, &witness, stage.now_us);
    b->rig.deliver = stage_deliver;
    b->rig.ctx = b;
    b->index = (int)i;
    b->on = true;
    snprintf(b->name, sizeof b->name, "b%zu", i);
    link_mem_plug(stage.mem, b->name);
    if (i >= stage.count)
        stage.count = i + 1;
    return &b->rig;
}

static inline void stage_exchange(void)
{
    uint8_t data[512];
    size_t n;
    for (size_t i = 0; i < stage.count; i++) {
        struct stage_box *b = &stage.box[i];
        if (!b->on)
            continue;
        while ((n = link_mem_take(stage.mem, b->name, data, sizeof data)) > 0)
            rig_from_host(&b->rig, stage.now_us + (stage.jitter_us ? stage.jitter_us() : 0), data,
                          n);
        if (stage.jitter_us)
            b->rig.faults.delay_us = stage.jitter_us();
        rig_tick(&b->rig, stage.now_us);
    }
}

static inline int64_t stage_next_us(int64_t end_us)
{
    int64_t next_us = stage.stall_until_us > stage.now_us ? stage.stall_until_us
                                                          : boxes_next_wake_us(stage.boxes);
    if (stage.stall_until_us <= stage.now_us && next_us < INT64_MAX)
        next_us += stage.slept_us;
    for (size_t i = 0; i < stage.count; i++) {
        int64_t wake_us = stage.box[i].on ? rig_next_wake(&stage.box[i].rig) : INT64_MAX;
        next_us = wake_us < next_us ? wake_us : next_us;
    }
    if (next_us <= stage.now_us)
        next_us = stage.now_us + 1;
    return next_us < end_us ? next_us : end_us;
}

static inline void stage_run(int64_t for_us)
{
    int64_t end_us = stage.now_us + for_us;
    for (;;) {
        stage_exchange();
        if (stage.now_us >= stage.stall_until_us)
            boxes_step(stage.boxes, NULL, 0, stage_clock(NULL));
        stage_exchange();
        if (stage.now_us >= end_us)
            return;
        stage.now_us = stage_next_us(end_us);
    }
}

static inline size_t stage_count(enum box_event_kind kind, int code)
{
    size_t n = 0;
    for (size_t i = 0; i < stage.logged; i++)
        n += stage.log[i].event.kind == kind && (code < 0 || stage.log[i].event.code == code);
    return n;
}

/* The n-th press told, in the order told. */
static inline const struct arbiter_press *stage_press(size_t n)
{
    for (size_t i = 0; i < stage.logged; i++)
        if (stage.log[i].event.kind == BOX_EVENT_PRESS && n-- == 0)
            return &stage.log[i].press;
    return NULL;
}

static inline struct box_health stage_health(int box)
{
    struct box_health h;
    ck_assert(boxes_box_health(stage.boxes, box, stage.now_us, &h));
    return h;
}

/* Everything known and its clock learned. */
static inline void stage_all_live(size_t n)
{
    stage_run(600000);
    for (size_t i = 0; i < n; i++)
        ck_assert_int_eq(stage_health((int)i).presence, BOX_PRESENCE_LIVE);
}

static inline void stage_three_boxes(void)
{
    stage_start(3);
    stage_box(0, 0xA0, 2021, BYTE_115K);
    stage_box(1, 0xA1, -450, BYTE_250K);
    stage_box(2, 0xA2, 4800, BYTE_115K);
    stage.config.box[0].baud = 115200;
    stage.config.box[1].baud = 250000;
    stage.config.box[2].baud = 115200;
    stage_open();
    stage_all_live(3);
}

#endif
