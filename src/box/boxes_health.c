/* What can be said about the boxes at any moment. */
#include "box/box.h"
#include "words/words.h"

#include <stdio.h>
#include <string.h>

size_t boxes_count(const struct boxes *b)
{
    return b->count;
}

/* Queries of the clock sync cache inside it, hence a copy for the const set. */
static void clock_health(const struct box *box, struct box_health *out)
{
    if (box->config.kind != BOX_PROTOCOL) {
        int64_t wide_us = box->config.latency_max_us - box->config.latency_min_us;
        if (box->joystick)
            wide_us += pads_gap_us(box->set->config.pads);
        out->uncertainty_us = (wide_us + 1) / 2;
        return;
    }
    struct sync copy = box->sync;
    int64_t half_us = sync_half_width_us(&copy);
    out->uncertainty_us = half_us < 0 ? -1 : half_us + (box->hello.stamp_unc + 9) / 10;
    out->rtt_us = sync_round_trip_us(&copy);
    out->skew_ppm = sync_skew_ppm(&copy);
}

static void identity_health(const struct box *box, struct box_health *out)
{
    const struct lp_hello *h = &box->hello;
    out->uid = box->known ? h->uid : box->uid;
    out->boot_id = h->boot_id;
    memcpy(out->fw, h->fw, sizeof out->fw);
    out->buttons = h->n_buttons;
    out->lamps = h->n_lamps;
    out->model = h->model;
    out->battery_mv = box->battery_mv;
    const char *name = box->config.name[0] ? box->config.name : box->known ? h->name : "";
    snprintf(out->name, sizeof out->name, "%s", name);
    snprintf(out->address, sizeof out->address, "%s", box->config.address);
    snprintf(out->port, sizeof out->port, "%s", box->conn->link.port);
}

bool boxes_box_health(const struct boxes *b, int index, int64_t now_us, struct box_health *out)
{
    memset(out, 0, sizeof *out);
    if (index < 0 || (size_t)index >= b->count)
        return false;
    const struct box *box = &b->box[index];
    bool live = box->presence == BOX_PRESENCE_LIVE;
    out->presence = box->presence;
    out->kind = box->joystick ? BOX_JOYSTICK : box->config.kind;
    out->cause = live ? BOX_CAUSE_NONE : box->cause;
    out->box = index;
    out->button = -1;
    out->uncertainty_us = out->rtt_us = -1;
    if (live || box->presence >= BOX_PRESENCE_UNKNOWN)
        clock_health(box, out);
    if (!live && box->lost_us > 0)
        out->lost_us = now_us - box->lost_us;
    out->frames = box->frames;
    out->presses = box->presses;
    out->errors = box->errors;
    out->forged = box->forged;
    out->reconnects = box->reconnects;
    identity_health(box, out);
    return true;
}

/* The first bound to the seat, a live one before a lost one. */
static const struct box *find_seat(const struct boxes *b, int seat, int *button)
{
    const struct box *found = NULL;
    for (size_t i = 0; i < b->count; i++) {
        for (int k = 0; k < BOX_BUTTONS; k++) {
            const struct box *box = &b->box[i];
            if (box->config.seat[k] != seat)
                continue;
            if (found && box->presence != BOX_PRESENCE_LIVE)
                continue;
            *button = k;
            if (box->presence == BOX_PRESENCE_LIVE)
                return box;
            found = box;
        }
    }
    return found;
}

bool boxes_health(const struct boxes *b, int seat, int64_t now_us, struct box_health *out)
{
    int button = -1;
    const struct box *box = seat >= 1 ? find_seat(b, seat, &button) : NULL;
    if (!box) {
        memset(out, 0, sizeof *out);
        out->box = out->button = -1;
        out->uncertainty_us = out->rtt_us = -1;
        return false;
    }
    boxes_box_health(b, box->index, now_us, out);
    out->button = button;
    out->held_us = box->down_us[button] ? now_us - box->down_us[button] : 0;
    out->lamp_on = (box->want_on | box->want_blink) >> button & 1;
    out->disabled = box->disabled >> button & 1;
    return true;
}

size_t boxes_seat_buttons(const struct boxes *b, int seat, struct box_binding *out, size_t max,
                          uint32_t *live)
{
    size_t n = 0;
    uint32_t alive = 0;
    for (size_t i = 0; i < b->count && seat >= 1; i++) {
        const struct box *box = &b->box[i];
        for (int k = 0; k < BOX_BUTTONS; k++) {
            if (box->config.seat[k] != seat)
                continue;
            if (box->presence == BOX_PRESENCE_LIVE && n < 32)
                alive |= UINT32_C(1) << n;
            if (n < max)
                out[n] = (struct box_binding){.seat = seat, .box = (int)i, .button = k};
            n++;
        }
    }
    if (live)
        *live = alive;
    return n;
}

bool boxes_unequal(const struct boxes *b, int64_t *least_us, int64_t *greatest_us)
{
    int64_t least = INT64_MAX, greatest = 0;
    for (size_t i = 0; i < b->count; i++) {
        struct box_health h;
        boxes_box_health(b, (int)i, b->now_us, &h);
        if (h.presence != BOX_PRESENCE_LIVE || h.uncertainty_us < 0)
            continue;
        if (boxes_buttons(&b->box[i], UINT64_MAX, true) == 0)
            continue;
        least = h.uncertainty_us < least ? h.uncertainty_us : least;
        greatest = h.uncertainty_us > greatest ? h.uncertainty_us : greatest;
    }
    if (least_us)
        *least_us = greatest == 0 ? 0 : least;
    if (greatest_us)
        *greatest_us = greatest;
    return greatest > 1000 && greatest > 4 * least;
}

const char *box_cause_text(enum box_cause cause)
{
    static const char *const text[] = {
        "",           N_("没有这个设备"), N_("被别的程序占用"), N_("没有权限"),
        N_("已拔出"), N_("没有应答"),     N_("打不开"),
    };
    return (size_t)cause < sizeof text / sizeof *text ? text[cause] : "";
}

const char *box_message_text(enum box_message message)
{
    static const char *const text[] = {
        [BOX_MESSAGE_NONE] = "",
        [BOX_MESSAGE_REBOOTED] = N_("重新启动过"),
        [BOX_MESSAGE_SAME_UID] = N_("与另一盒身份相同，已拒绝"),
        [BOX_MESSAGE_VERSION] = N_("协议版本不同，已拒绝"),
        [BOX_MESSAGE_NOISY] = N_("线路有干扰，数据损坏"),
        [BOX_MESSAGE_FLOOD] = N_("按下次数多得不像人手，判定不再等它"),
        [BOX_MESSAGE_BOX_LOST] = N_("来不及上报，丢了几次按下"),
        [BOX_MESSAGE_BACKDATED] = N_("报来的按下时间不可信，不计"),
        [BOX_MESSAGE_SILENT] = N_("没有应答，判定没有等它"),
        [BOX_MESSAGE_FULL] = N_("等待的按下太多，稍后重发"),
        [BOX_MESSAGE_LAMP] = N_("灯不听指挥"),
        [BOX_MESSAGE_REFUSED] = N_("拒绝执行命令"),
        [BOX_MESSAGE_RADIO] = N_("无线盒没有密钥，不作公平来源，未接受"),
        [BOX_MESSAGE_COARSE] = N_("没有权限读输入设备，改由 SDL 读，误差较大"),
        [BOX_MESSAGE_FORGED] = N_("收到无签名或伪造的数据，已丢弃"),
        [BOX_MESSAGE_TALK] = N_("盒子说："),
    };
    return (size_t)message < sizeof text / sizeof *text ? text[message] : "";
}

const char *box_presence_text(enum box_presence presence)
{
    static const char *const text[] = {
        [BOX_PRESENCE_ABSENT] = N_("没有连接"),  [BOX_PRESENCE_OPENING] = N_("没有应答"),
        [BOX_PRESENCE_UNKNOWN] = N_("未接受"),   [BOX_PRESENCE_REFUSED] = N_("已拒绝"),
        [BOX_PRESENCE_SYNCING] = N_("正在对时"), [BOX_PRESENCE_LIVE] = N_("就绪"),
    };
    return (size_t)presence < sizeof text / sizeof *text ? text[presence] : "";
}
