/* The stage as the engine sees it: boxes and their events, lamps, what the operator is told. */
#include "engine/internal.h"

#include <stdio.h>
#include <string.h>

void house_boxes_config(const struct stage_config *stage, struct boxes_config *out)
{
    static const enum box_kind kinds[] = {[STAGE_BOX_PROTOCOL] = BOX_PROTOCOL,
                                          [STAGE_BOX_ASCII] = BOX_ASCII,
                                          [STAGE_BOX_EVDEV] = BOX_EVDEV,
                                          [STAGE_BOX_JOYSTICK] = BOX_JOYSTICK};
    memset(out, 0, sizeof *out);
    out->seed = 1;
    for (int i = 0; i < stage->box_count && i < BOXES_MAX; i++) {
        const struct stage_box *from = &stage->boxes[i];
        struct box_config *to = &out->box[out->count++];
        snprintf(to->address, sizeof to->address, "%s", from->link);
        snprintf(to->name, sizeof to->name, "%s", from->name);
        to->kind = kinds[from->kind];
        to->uid = from->uid;
        to->has_secret = from->has_secret;
        memcpy(to->secret, from->secret, sizeof to->secret);
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
    words_copy(n->text, sizeof n->text, what);
    words_copy(n->remedy, sizeof n->remedy, remedy);
    n->until_us = NOTICE_FRESH;
    e->dirty = true;
}

static void box_input(struct engine *e, const struct box_event *ev, enum box_state state)
{
    if (ev->seat < 1 || ev->seat > TEAMS_MAX)
        return;
    struct input in = {.kind = INPUT_BOX,
                       .at_us = clocks_show_us(e, ev->t_us),
                       .seat = ev->seat,
                       .value = (int32_t)state,
                       .box = ev->box,
                       .button = ev->button};
    show_input(e->show, &in);
}

/* One of the seat's buttons is on this box; *live: one of them, there or elsewhere, can be pressed.
 */
static bool plays_for(const struct engine *e, int box, int seat, bool *live)
{
    struct box_binding list[BOXES_MAX];
    uint32_t alive = 0;
    size_t n = boxes_seat_buttons(e->boxes, seat, list, BOXES_MAX, &alive);
    bool plays = false;
    for (size_t i = 0; i < n && i < BOXES_MAX; i++)
        plays |= list[i].box == box;
    *live = alive != 0;
    return plays;
}

/* A box event without a seat concerns every seat that is played with it: a seat is lost with its
 * last box, and one that is held is not free because another box of it comes. */
static void box_inputs(struct engine *e, const struct box_event *ev, enum box_state state)
{
    if (ev->seat) {
        box_input(e, ev, state);
        return;
    }
    for (int seat = 1; seat <= TEAMS_MAX; seat++) {
        bool held = show_contest(e->show)->state.teams[seat - 1].box == BOX_HELD;
        struct box_event one = *ev;
        bool live;
        one.seat = seat;
        if (plays_for(e, ev->box, seat, &live) && (state == BOX_LOST ? !live : !held))
            box_input(e, &one, state);
    }
}

/* What the boxes are now, where the contest knows it otherwise: after buttons have changed hands.
 */
static void box_states(struct engine *e, int64_t mono_us)
{
    for (int seat = 1; seat <= TEAMS_MAX; seat++) {
        const struct team_state *t = &show_contest(e->show)->state.teams[seat - 1];
        struct box_event ev = {.seat = seat, .t_us = mono_us};
        struct box_health h;
        enum box_state state = BOX_ABSENT;
        if (boxes_health(e->boxes, seat, mono_us, &h))
            state = h.presence != BOX_PRESENCE_LIVE       ? BOX_LOST
                    : h.held_us > 0 && t->box == BOX_HELD ? BOX_HELD
                                                          : BOX_READY;
        ev.box = h.box;
        ev.button = h.button;
        bool unplugged_yet = t->box == BOX_ABSENT && state == BOX_LOST;
        if (state != t->box && !unplugged_yet && contest_team(show_contest(e->show), seat))
            box_input(e, &ev, state);
    }
}

static bool seat_disabled(const struct engine *e, int seat)
{
    return seat >= 1 && seat <= TEAMS_MAX && show_contest(e->show)->state.teams[seat - 1].disabled;
}

static void press(struct engine *e, const struct arbiter_press *p)
{
    uint32_t untimed = ARBITER_UNTIMED | ARBITER_FUTURE;
    uint32_t unaccepted = ARBITER_UNACCEPTED | untimed;
    if (!seat_disabled(e, p->seat))
        unaccepted |= ARBITER_DISABLED; /* it was when it was pressed */
    int64_t base_us = p->t_us < e->born_us ? e->base_before_us : e->base_us;
    struct input in = {.kind = INPUT_PRESS,
                       .at_us = p->released_us - e->base_us,
                       .seat = p->seat,
                       .press_us = p->t_us - base_us,
                       .lo_us = p->lo_us - base_us,
                       .hi_us = p->hi_us - base_us,
                       .arrived_us = p->arrived_us - e->base_us,
                       .box = p->source,
                       .button = p->button};
    in.flags |= p->flags & ARBITER_LATE ? PRESS_LATE : 0;
    in.flags |= p->flags & ARBITER_BACKDATED ? PRESS_BACKDATED : 0;
    in.flags |= p->flags & unaccepted ? PRESS_UNKNOWN_BOX : 0;
    in.flags |= p->flags & untimed && !(p->flags & ARBITER_UNACCEPTED) ? PRESS_UNTIMED : 0;
    in.flags |= p->flags & ARBITER_DECIDED_LATE ? PRESS_UNCERTAIN : 0;
    if (in.press_us <= e->hold_us && in.at_us > e->hold_us)
        in.at_us = e->hold_us; /* the window was open when it was made */
    check_press(e, &in);
    show_input(e->show, &in);
}

static bool accepted_before(const struct engine *e, uint64_t uid)
{
    const struct state *s = &show_contest(e->show)->state;
    for (int i = 0; i < ACCEPTED_MAX; i++)
        if (uid && s->accepted[i] == uid)
            return true;
    return false;
}

/* Takes in what answers and waits for the operator's word. */
static void accept_unknown(struct engine *e, int64_t mono_us)
{
    for (size_t i = 0; i < boxes_count(e->boxes); i++) {
        struct box_health h;
        if (!boxes_box_health(e->boxes, (int)i, mono_us, &h) ||
            h.presence != BOX_PRESENCE_UNKNOWN || !boxes_accept(e->boxes, h.uid))
            continue;
        struct input in = {
            .kind = INPUT_COMMAND, .command = COMMAND_ACCEPT_BOX, .at_us = mono_us - e->base_us};
        snprintf(in.text, sizeof in.text, "%016llx", (unsigned long long)h.uid);
        show_input(e->show, &in); /* so that it is still known after a restart */
    }
}

/* What a box says of itself, and what helps. */
static void tell_message(struct engine *e, const struct box_event *ev)
{
    static const char *const remedies[] = {
        [BOX_MESSAGE_REBOOTED] = N_("多半是供电不稳：检查电源和插头"),
        [BOX_MESSAGE_SAME_UID] = N_("两盒写了同一个 uid：拔掉一个，给它写新的 uid"),
        [BOX_MESSAGE_VERSION] = N_("给该盒刷入配套的固件"),
        [BOX_MESSAGE_NOISY] = N_("换线、远离电源线；坏帧会重发"),
        [BOX_MESSAGE_FLOOD] = N_("检查该按钮是否接触不良；可按 * 8 停用"),
        [BOX_MESSAGE_BOX_LOST] = N_("查看该盒的线缆和供电"),
        [BOX_MESSAGE_BACKDATED] = N_("换掉该盒"),
        [BOX_MESSAGE_SILENT] = N_("查看该盒的线缆和供电"),
        [BOX_MESSAGE_FULL] = N_("无需处理"),
        [BOX_MESSAGE_LAMP] = N_("抢答不受影响；查看该盒的线缆"),
        [BOX_MESSAGE_COARSE] = N_("把用户加入 input 组，重新登录后误差恢复正常"),
        [BOX_MESSAGE_REFUSED] = N_("抢答不受影响；给该盒刷入配套的固件"),
        [BOX_MESSAGE_RADIO] = N_("用线接上写入密钥，再把密钥交给 stage.yaml"),
        [BOX_MESSAGE_FORGED] = N_("附近可能有别的设备：核对密钥"),
    };
    const struct words *w = e->options.operator_words;
    char what[MESSAGE_TEXT];
    if (ev->code <= 0 || (size_t)ev->code >= sizeof remedies / sizeof *remedies)
        return;
    snprintf(what, sizeof what, TR(w, "第 %d 盒：%s"), ev->box + 1,
             TR(w, box_message_text((enum box_message)ev->code)));
    house_notice(e, LIGHT_WARN, what, TR(w, remedies[ev->code]));
}

void house_event(void *user, const struct box_event *ev)
{
    struct engine *e = user;
    e->dirty = true;
    switch (ev->kind) {
    case BOX_EVENT_PRESS:
        press(e, ev->press);
        break;
    case BOX_EVENT_FOUND:
    case BOX_EVENT_RELEASED:
        box_inputs(e, ev, BOX_READY);
        break;
    case BOX_EVENT_LOST:
        box_inputs(e, ev, BOX_LOST);
        break;
    case BOX_EVENT_HELD:
        box_inputs(e, ev, BOX_HELD);
        break;
    case BOX_EVENT_UNKNOWN: /* stands on the operator screen as long as it does, see check.c */
        if (accepted_before(e, ev->uid))
            boxes_accept(e->boxes, ev->uid);
        break;
    case BOX_EVENT_MESSAGE:
        tell_message(e, ev);
        break;
    }
}

static bool between_questions(enum phase p)
{
    return p == PHASE_TITLE || p == PHASE_RULES || p == PHASE_ROUND_END || p >= PHASE_STANDINGS;
}

/* Boxes that nobody has seen are not taken in while a round runs. After a restart in the middle of
 * one, all of them are unseen: they get a while to come back. */
static void guard_effect(struct engine *e, int64_t mono_us)
{
    bool coming_back =
        show_resumed(e->show) && mono_us - e->base_us < show_start_us(e->show) + COME_BACK_US;
    bool guarded = !between_questions(show_contest(e->show)->state.phase) && !coming_back;
    if (guarded != e->guarded)
        boxes_guard(e->boxes, guarded);
    e->guarded = guarded;
}

static bool among(const struct box_binding *one, const struct box_binding *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (one->seat == list[i].seat && one->box == list[i].box && one->button == list[i].button)
            return true;
    return false;
}

static void tell_binding(struct engine *e, const struct box_binding *list, size_t n)
{
    const struct words *w = e->options.operator_words;
    char what[MESSAGE_TEXT];
    for (size_t i = 0; i < n; i++) {
        if (among(&list[i], e->bound, e->bound_count))
            continue;
        snprintf(what, sizeof what, TR(w, "%d号 的按钮：第 %d 盒第 %d 键"), list[i].seat,
                 list[i].box + 1, list[i].button + 1);
        house_notice(e, LIGHT_GOOD, what, TR(w, "请该队按一下试试；绑错了按 . 撤销"));
    }
}

static size_t bound_list(const struct contest *c, struct box_binding *list)
{
    size_t n = 0;
    for (int seat = 1; seat <= TEAMS_MAX; seat++) {
        const struct bound *b = c->state.teams[seat - 1].bound;
        for (int i = 0; i < BOUND_MAX && b[i].box; i++)
            list[n++] = (struct box_binding){seat, b[i].box - 1, b[i].button - 1};
    }
    return n;
}

static void binding_effect(struct engine *e, int64_t mono_us)
{
    const struct contest *c = show_contest(e->show);
    struct box_binding list[TEAMS_MAX * BOUND_MAX];
    size_t n = bound_list(c, list), same = 0;
    uint32_t disabled = 0;
    for (int seat = 1; seat <= TEAMS_MAX; seat++)
        disabled |= c->state.teams[seat - 1].disabled ? 1u << (seat - 1) : 0;
    for (size_t i = 0; i < n; i++)
        same += among(&list[i], e->bound, e->bound_count);
    bool bound = n != e->bound_count || same != n;
    if (bound) {
        if (!c->state.bind_seat) /* else it is told as long as more are waited for, see check.c */
            tell_binding(e, list, n);
        memcpy(e->bound, list, n * sizeof *list);
        e->bound_count = n;
        boxes_bindings(e->boxes, list, n);
        box_states(e, mono_us);
    }
    if (bound || disabled != e->disabled)
        boxes_disable_seats(e->boxes, disabled);
    e->disabled = disabled;
}

/* What the committed state means for the boxes: lamps first, they are what everybody waits for. */
void house_effects(struct engine *e, int64_t mono_us)
{
    const struct contest *c = show_contest(e->show);
    struct journal_error ignored;
    if (show_blocked(e->show, &ignored))
        return; /* not on disk yet: no effect may be seen */
    check_follow(e);
    uint32_t lamps = contest_lamps(c) | (e->check_running ? e->check_ticked : 0);
    uint32_t blink = e->check_running ? e->check_begun & ~lamps : 0;
    if (lamps != e->lamps || blink != e->lamps_blink)
        boxes_lamp(e->boxes, lamps, blink);
    e->lamps = lamps;
    e->lamps_blink = blink;
    binding_effect(e, mono_us);
    if (c->state.accepts > e->accepts)
        accept_unknown(e, mono_us);
    e->accepts = c->state.accepts;
    boxes_tie_window(e->boxes, contest_policy(c)->tie_window_us);
    uint32_t armed = contest_armed(c);
    if (armed != e->armed) {
        if (armed)
            boxes_arm(e->boxes, ++e->arm_no, armed,
                      c->state.go_at_us ? c->state.go_at_us + e->base_us : mono_us);
        else
            boxes_lock(e->boxes, e->arm_no);
    }
    e->armed = armed;
    guard_effect(e, mono_us);
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
    check_fill(e, mono_us, house);
    if (e->notice.until_us == NOTICE_FRESH)
        e->notice.until_us = v->now_us + NOTICE_US;
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
        check_message(e, mono_us, house);
}
