/* The stage as the engine sees it: boxes and their events, lamps, what the operator is told. */
#include "engine/internal.h"

#include <stdio.h>
#include <string.h>

void house_boxes_config(const struct stage_config *stage, struct boxes_config *out)
{
    static const enum box_kind kinds[] = {[STAGE_BOX_PROTOCOL] = BOX_PROTOCOL,
                                          [STAGE_BOX_ASCII] = BOX_ASCII,
                                          [STAGE_BOX_EVDEV] = BOX_EVDEV};
    memset(out, 0, sizeof *out);
    out->seed = 1;
    for (int i = 0; i < stage->box_count && i < BOXES_MAX; i++) {
        const struct stage_box *from = &stage->boxes[i];
        struct box_config *to = &out->box[out->count++];
        snprintf(to->address, sizeof to->address, "%s", from->link);
        snprintf(to->name, sizeof to->name, "%s", from->name);
        to->kind = kinds[from->kind];
        to->uid = from->uid;
        to->baud = from->baud;
        to->latency_max_us = from->uncertainty_us * 2;
        for (int k = 0; k < from->seat_count; k++)
            to->seat[k] = (uint8_t)from->seats[k];
        for (int k = 0; k < from->key_count; k++)
            to->key[k] = (uint16_t)from->keys[k];
        for (int k = 0; k < from->shape_count && k < BOX_SHAPES; k++)
            snprintf(to->shape[k], sizeof to->shape[k], "%s", from->shapes[k]);
        snprintf(to->lamp_on, sizeof to->lamp_on, "%s", from->lamp_on ? from->lamp_on : "");
        snprintf(to->lamp_off, sizeof to->lamp_off, "%s", from->lamp_off ? from->lamp_off : "");
    }
}

void house_notice(struct engine *e, enum light light, const char *what, const char *remedy)
{
    struct notice *n = &e->notice;
    n->light = light;
    snprintf(n->text, sizeof n->text, "%.199s", what);
    snprintf(n->remedy, sizeof n->remedy, "%.199s", remedy);
    n->until_us = engine_now() - e->base_us + NOTICE_US;
    e->dirty = true;
}

static void box_input(struct engine *e, const struct box_event *ev, enum box_state state)
{
    if (ev->seat < 1 || ev->seat > TEAMS_MAX)
        return;
    struct input in = {.kind = INPUT_BOX,
                       .at_us = ev->t_us - e->base_us,
                       .seat = ev->seat,
                       .value = (int32_t)state,
                       .box = ev->box,
                       .button = ev->button};
    show_input(e->show, &in);
}

/* A box event without a seat concerns every seat that is played with it. */
static void box_inputs(struct engine *e, const struct box_event *ev, enum box_state state)
{
    if (ev->seat) {
        box_input(e, ev, state);
        return;
    }
    for (int seat = 1; seat <= TEAMS_MAX; seat++) {
        struct box_health h;
        struct box_event one = *ev;
        one.seat = seat;
        if (boxes_health(e->boxes, seat, ev->t_us, &h) && h.box == ev->box)
            box_input(e, &one, state);
    }
}

static void press(struct engine *e, const struct arbiter_press *p)
{
    uint32_t unaccepted = ARBITER_UNACCEPTED | ARBITER_UNBOUND | ARBITER_DISABLED | ARBITER_UNTIMED;
    struct input in = {.kind = INPUT_PRESS,
                       .at_us = p->released_us - e->base_us,
                       .seat = p->seat,
                       .press_us = p->t_us - e->base_us,
                       .lo_us = p->lo_us - e->base_us,
                       .hi_us = p->hi_us - e->base_us,
                       .arrived_us = p->arrived_us - e->base_us,
                       .box = p->source,
                       .button = p->button};
    in.flags |= p->flags & ARBITER_LATE ? PRESS_LATE : 0;
    in.flags |= p->flags & ARBITER_BACKDATED ? PRESS_BACKDATED : 0;
    in.flags |= p->flags & unaccepted ? PRESS_UNKNOWN_BOX : 0;
    in.flags |= p->flags & ARBITER_DECIDED_LATE ? PRESS_UNCERTAIN : 0;
    if (e->check_running && p->seat >= 1 && p->seat <= TEAMS_MAX)
        e->check_ticked |= 1u << (p->seat - 1);
    show_input(e->show, &in);
}

static void remember_unknown(struct engine *e, uint64_t uid)
{
    for (int i = 0; i < e->unknown_count; i++)
        if (e->unknown_uid[i] == uid)
            return;
    if (e->unknown_count < ACCEPT_MAX)
        e->unknown_uid[e->unknown_count++] = uid;
}

static void accept_unknown(struct engine *e)
{
    for (int i = 0; i < e->unknown_count; i++)
        boxes_accept(e->boxes, e->unknown_uid[i]);
    e->unknown_count = 0;
}

static void unknown(struct engine *e, const struct box_event *ev)
{
    const struct words *w = e->options.operator_words;
    char what[MESSAGE_TEXT];
    remember_unknown(e, ev->uid);
    snprintf(what, sizeof what, TR(w, "有未接受的抢答器 %016llx，它的按下不计"),
             (unsigned long long)ev->uid);
    house_notice(e, LIGHT_WARN, what, TR(w, "确认是自己的设备后，按 * * * 9 接受"));
}

void house_event(void *user, const struct box_event *ev)
{
    struct engine *e = user;
    const struct words *w = e->options.operator_words;
    char what[MESSAGE_TEXT];
    e->dirty = true;
    switch (ev->kind) {
    case BOX_EVENT_PRESS:
        press(e, ev->press);
        break;
    case BOX_EVENT_FOUND:
        box_inputs(e, ev, BOX_READY);
        break;
    case BOX_EVENT_LOST:
        box_inputs(e, ev, BOX_LOST);
        break;
    case BOX_EVENT_HELD:
        box_inputs(e, ev, BOX_HELD);
        break;
    case BOX_EVENT_RELEASED:
        box_inputs(e, ev, BOX_READY);
        break;
    case BOX_EVENT_UNKNOWN:
        unknown(e, ev);
        break;
    case BOX_EVENT_MESSAGE:
        if (ev->code == BOX_MESSAGE_TALK || ev->code == BOX_MESSAGE_NONE)
            break;
        snprintf(what, sizeof what, TR(w, "%d 号抢答盒：%s"), ev->box + 1,
                 TR(w, box_message_text((enum box_message)ev->code)));
        house_notice(e, LIGHT_WARN, what, TR(w, "查看该盒的线缆和供电；节目可以继续"));
        break;
    }
}

static bool between_questions(enum phase p)
{
    return p == PHASE_TITLE || p == PHASE_RULES || p == PHASE_ROUND_END || p >= PHASE_STANDINGS;
}

/* What the committed state means for the boxes: lamps first, they are what everybody waits for. */
void house_effects(struct engine *e, int64_t mono_us)
{
    const struct contest *c = show_contest(e->show);
    struct journal_error ignored;
    if (show_blocked(e->show, &ignored))
        return; /* not on disk yet: no effect may be seen */
    if (c->state.accepts > e->accepts)
        accept_unknown(e);
    e->accepts = c->state.accepts;
    bool check = c->state.screen == SCREEN_CHECK;
    if (check && !e->check_running)
        e->check_ticked = 0;
    e->check_running = check;
    uint32_t lamps = contest_lamps(c) | (check ? e->check_ticked : 0);
    if (lamps != e->lamps)
        boxes_lamp(e->boxes, lamps, 0);
    e->lamps = lamps;
    uint32_t armed = contest_armed(c);
    if (armed != e->armed) {
        if (armed)
            boxes_arm(e->boxes, ++e->arm_no, armed,
                      c->state.go_at_us ? c->state.go_at_us + e->base_us : mono_us);
        else
            boxes_lock(e->boxes, e->arm_no);
    }
    e->armed = armed;
    bool guarded = !between_questions(c->state.phase);
    if (guarded != e->guarded)
        boxes_guard(e->boxes, guarded);
    e->guarded = guarded;
}

/* ---- what the operator sees
 * ------------------------------------------------------------------------ */

static void fill_seat(struct engine *e, int seat, int64_t mono_us, struct seat_health *out)
{
    struct box_health h;
    memset(out, 0, sizeof *out);
    if (!boxes_health(e->boxes, seat, mono_us, &h))
        return;
    out->uncertainty_us = h.uncertainty_us > 0 ? h.uncertainty_us : 0;
    out->round_trip_us = h.rtt_us > 0 ? h.rtt_us : 0;
    out->lamp = h.lamp_on || (e->lamps >> (seat - 1) & 1);
    out->source_class = h.kind == BOX_PROTOCOL ? 0 : h.kind == BOX_ASCII ? 1 : 2;
    const struct team_state *t = &show_contest(e->show)->state.teams[seat - 1];
    if (h.disabled || t->disabled)
        out->health = HEALTH_DISABLED;
    else if (h.presence == BOX_PRESENCE_UNKNOWN || h.presence == BOX_PRESENCE_REFUSED)
        out->health = HEALTH_UNKNOWN;
    else if (h.presence != BOX_PRESENCE_LIVE)
        out->health = HEALTH_LOST;
    else
        out->health = t->box == BOX_HELD ? HEALTH_HELD : HEALTH_READY;
    out->since_us = mono_us - e->base_us - (out->health == HEALTH_HELD ? h.held_us : h.lost_us);
}

/* The standing trouble of the boxes, when nothing more urgent is to be said. */
static void box_trouble(struct engine *e, struct house *house)
{
    const struct words *w = e->options.operator_words;
    const struct contest *c = show_contest(e->show);
    int lost = 0, held = 0, first_lost = 0, first_held = 0;
    for (int seat = 1; seat <= TEAMS_MAX; seat++) {
        if (!contest_team(c, seat))
            continue;
        if (house->seat[seat - 1].health == HEALTH_LOST && ++lost == 1)
            first_lost = seat;
        if (house->seat[seat - 1].health == HEALTH_HELD && ++held == 1)
            first_held = seat;
    }
    int64_t least, greatest;
    if (held) {
        snprintf(house->message, sizeof house->message, TR(w, "%d号 按钮按住未松开"), first_held);
        snprintf(house->remedy, sizeof house->remedy, "%s",
                 TR(w, "请该队松开；松不开就按 * 8 停用这个按钮"));
        house->message_light = LIGHT_WARN;
    } else if (lost) {
        snprintf(house->message, sizeof house->message,
                 lost > 1 ? TR(w, "%d号 等 %d 台抢答器失联") : TR(w, "%d号 抢答器失联"), first_lost,
                 lost);
        snprintf(house->remedy, sizeof house->remedy, "%s",
                 TR(w, "检查 USB 线和供电，插好后自动恢复；也可用 8 指定抢到队"));
        house->message_light = LIGHT_WARN;
    } else if (boxes_unequal(e->boxes, &least, &greatest)) {
        snprintf(house->message, sizeof house->message,
                 TR(w, "各队抢答器精度不同：±%.1f 至 ±%.1f 毫秒"), (double)least / 1000,
                 (double)greatest / 1000);
        snprintf(house->remedy, sizeof house->remedy, "%s",
                 TR(w, "尽量让各队用同一种抢答器；接近的先后会标为同时"));
        house->message_light = LIGHT_WARN;
    }
}

static void fill_mirror(struct engine *e, struct house *house)
{
    struct mirror_state m = mirror_state(e->mirror);
    const struct words *w = e->options.operator_words;
    static const char *const texts[] = {[MIRROR_OK] = N_("副本已同步"),
                                        [MIRROR_BEHIND] = N_("副本追赶中"),
                                        [MIRROR_GONE] = N_("副本断开")};
    e->status[HOUSE_DISK].light = m.light == MIRROR_GONE ? LIGHT_WARN : LIGHT_GOOD;
    snprintf(e->status[HOUSE_DISK].text, sizeof e->status[HOUSE_DISK].text, "%s",
             TR(w, texts[m.light]));
    if (m.light == MIRROR_GONE && !e->mirror_gone)
        house_notice(e, LIGHT_WARN, m.why, TR(w, "插回 U 盘后副本自动补齐，演出不受影响"));
    e->mirror_gone = m.light == MIRROR_GONE;
    house->disk = e->status[HOUSE_DISK];
}

void house_fill(struct engine *e, int64_t mono_us, struct view *v)
{
    struct house *house = &v->house;
    const struct words *w = e->options.operator_words;
    house->audience = e->status[HOUSE_AUDIENCE];
    house->keypad = e->status[HOUSE_KEYPAD];
    house->sound = e->status[HOUSE_SOUND];
    if (e->mirror)
        fill_mirror(e, house);
    house->disk = e->status[HOUSE_DISK];
    house->boxes_ready = house->boxes_expected = 0;
    house->check_stuck = 0;
    for (int seat = 1; seat <= TEAMS_MAX; seat++) {
        struct seat_health *h = &house->seat[seat - 1];
        fill_seat(e, seat, mono_us, h);
        if (h->health == HEALTH_NONE || !contest_team(show_contest(e->show), seat))
            continue;
        house->boxes_expected++;
        house->boxes_ready += h->health == HEALTH_READY;
        if (h->health == HEALTH_HELD)
            house->check_stuck |= 1u << (seat - 1);
    }
    house->check_running = e->check_running;
    house->check_ticked = e->check_ticked;
    if (house->message_light == LIGHT_OFF && e->notice.until_us > v->now_us) {
        memcpy(house->message, e->notice.text, sizeof house->message);
        memcpy(house->remedy, e->notice.remedy, sizeof house->remedy);
        house->message_light = e->notice.light;
    }
    if (house->message_light == LIGHT_OFF && show_resumed(e->show) &&
        v->now_us < show_start_us(e->show) + 2 * NOTICE_US) {
        snprintf(house->message, sizeof house->message, TR(w, "已从中断处恢复：第 %lld 条记录"),
                 (long long)show_entries(e->show));
        snprintf(house->remedy, sizeof house->remedy, "%s", TR(w, "计时暂停着，按 0 继续"));
        house->message_light = LIGHT_GOOD;
    }
    if (house->message_light == LIGHT_OFF)
        box_trouble(e, house);
}
