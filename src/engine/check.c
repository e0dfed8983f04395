/* What the operator is told of the buzzers: the roll-call before the show, and in it whatever wants
 * a hand. */
#include "engine/internal.h"

#include <stdio.h>
#include <string.h>

enum { NAMED = 6 };

static uint32_t bit(int seat)
{
    return 1u << (seat - 1);
}

static int count(uint32_t seats)
{
    int n = 0;
    for (; seats; seats &= seats - 1)
        n++;
    return n;
}

/* "2、5、9号", or "2、5、…号等 12 队" when there are too many to read. */
static const char *seats_text(const struct words *w, uint32_t seats, char *out, size_t size)
{
    char list[64] = "";
    size_t used = 0;
    int named = 0, all = 0;
    for (int seat = 1; seat <= TEAMS_MAX; seat++) {
        if (!(seats & bit(seat)))
            continue;
        if (++all <= NAMED)
            used += (size_t)snprintf(list + used, sizeof list - used, "%s%d",
                                     named++ ? TR(w, "、") : "", seat);
    }
    if (all > NAMED)
        snprintf(out, size, TR(w, "%s号 等 %d 队"), list, all);
    else
        snprintf(out, size, TR(w, "%s号"), list);
    return out;
}
#define SEATS(w, mask) seats_text((w), (mask), (char[96]){0}, 96)

/* ---- roll-call
 * ------------------------------------------------------------------------------------- */

void check_press(struct engine *e, const struct input *in)
{
    const struct contest *c = show_contest(e->show);
    bool counts = !(in->flags & (PRESS_UNKNOWN_BOX | PRESS_BACKDATED)) &&
                  contest_team(c, in->seat) && !c->state.teams[in->seat - 1].disabled;
    /* while buttons are being bound only the ones of other teams, after the first, are not */
    bool binding =
        c->state.bind_seat && (c->state.bind_several <= 1 || in->seat == c->state.bind_seat);
    if (!e->check_running || !counts || binding)
        return;
    if (in->box >= 0 && in->box < BOXES_MAX && in->button >= 0 && in->button < BOX_BUTTONS)
        e->check_pressed[in->box] |= UINT32_C(1) << in->button;
    else
        e->check_bare |= bit(in->seat);
}

static int pressed_of(const struct engine *e, int seat, int *all)
{
    struct box_binding list[BOX_BUTTONS];
    size_t n = boxes_seat_buttons(e->boxes, seat, list, BOX_BUTTONS, NULL);
    int pressed = 0;
    *all = (int)n;
    for (size_t i = 0; i < n && i < BOX_BUTTONS; i++)
        pressed += e->check_pressed[list[i].box] >> list[i].button & 1;
    return pressed;
}

/* Every button of a team has to be pressed, where it has several. */
static void tick(struct engine *e)
{
    e->check_ticked = e->check_begun = 0;
    for (int seat = 1; seat <= TEAMS_MAX && e->check_running; seat++) {
        int all, pressed = pressed_of(e, seat, &all);
        bool bare = e->check_bare & bit(seat);
        e->check_ticked |= bare || (pressed && pressed == all) ? bit(seat) : 0;
        e->check_begun |= pressed && pressed < all ? bit(seat) : 0;
    }
}

/* A button that does not come up again has not passed. */
static void untick(struct engine *e, uint32_t stuck)
{
    struct box_binding list[BOX_BUTTONS];
    for (int seat = 1; seat <= TEAMS_MAX; seat++) {
        if (!(stuck & bit(seat)))
            continue;
        size_t n = boxes_seat_buttons(e->boxes, seat, list, BOX_BUTTONS, NULL);
        for (size_t i = 0; i < n && i < BOX_BUTTONS; i++)
            e->check_pressed[list[i].box] &= ~(UINT32_C(1) << list[i].button);
    }
    e->check_bare &= ~stuck;
}

/* Shown again, it begins anew. */
void check_follow(struct engine *e)
{
    bool runs = show_contest(e->show)->state.screen == SCREEN_CHECK;
    if (runs && !e->check_running) {
        memset(e->check_pressed, 0, sizeof e->check_pressed);
        e->check_bare = 0;
    }
    e->check_running = runs;
    tick(e);
}

/* ---- the buttons by seat
 * --------------------------------------------------------------------------- */

/* The box a seat is played with, one of them live if any is. */
static void fill_seat(struct engine *e, int seat, int64_t mono_us, struct seat_health *out)
{
    const struct team_state *t = &show_contest(e->show)->state.teams[seat - 1];
    struct box_health h;
    memset(out, 0, sizeof *out);
    if (!boxes_health(e->boxes, seat, mono_us, &h))
        return;
    uint32_t live;
    int all;
    out->buttons = (uint8_t)boxes_seat_buttons(e->boxes, seat, NULL, 0, &live);
    out->live = (uint8_t)count(live);
    out->pressed = (uint8_t)(e->check_running ? pressed_of(e, seat, &all) : 0);
    out->uncertainty_us = h.uncertainty_us > 0 ? h.uncertainty_us : 0;
    out->lamp = h.lamp_on && h.presence == BOX_PRESENCE_LIVE;
    out->source_class = h.kind == BOX_PROTOCOL ? 0 : h.kind == BOX_ASCII ? 1 : 2;
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

/* Teams whose button is in that state. */
static uint32_t seats_with(const struct engine *e, const struct house *house,
                           enum button_health health)
{
    uint32_t mask = 0;
    for (int seat = 1; seat <= TEAMS_MAX; seat++)
        if (contest_team(show_contest(e->show), seat) && house->seat[seat - 1].health == health)
            mask |= bit(seat);
    return mask;
}

void check_fill(struct engine *e, int64_t mono_us, struct house *house)
{
    for (int seat = 1; seat <= TEAMS_MAX; seat++)
        fill_seat(e, seat, mono_us, &house->seat[seat - 1]);
    int teams = show_contest(e->show)->def->team_count;
    bool any = count(seats_with(e, house, HEALTH_NONE)) < teams;
    house->boxes_expected = any ? teams : 0; /* a show by keypad alone expects none */
    house->boxes_ready = count(seats_with(e, house, HEALTH_READY));
    house->check_stuck = seats_with(e, house, HEALTH_HELD);
    untick(e, house->check_stuck);
    tick(e);
    house->check_running = e->check_running;
    house->check_ticked = e->check_ticked;
}

/* ---- messages
 * -------------------------------------------------------------------------------------- */

static void put(struct house *house, enum light light, const char *what, const char *remedy)
{
    words_copy(house->message, sizeof house->message, what);
    words_copy(house->remedy, sizeof house->remedy, remedy);
    house->message_light = light;
}

static void roll_call(struct engine *e, struct house *house)
{
    const struct words *w = e->options.operator_words;
    uint32_t held = seats_with(e, house, HEALTH_HELD), lost = seats_with(e, house, HEALTH_LOST),
             unknown = seats_with(e, house, HEALTH_UNKNOWN),
             none = seats_with(e, house, HEALTH_NONE), off = seats_with(e, house, HEALTH_DISABLED),
             ready = seats_with(e, house, HEALTH_READY), begun = ready & e->check_begun,
             to_come = ready & ~house->check_ticked & ~begun;
    const char *to_come_remedy = N_("请这些队各按一次；不亮的，换线或换按钮");
    const struct {
        uint32_t seats;
        const char *what, *remedy;
    } troubles[] = {
        {held, N_("按住未松：%s"), N_("请这些队松开；松不开就按 * 8 停用，或 * * 8 换个按钮")},
        {lost, N_("失联：%s"), N_("检查 USB 线和供电，插好后自动恢复")},
        {unknown, N_("未接受：%s"), N_("确认是自己的设备后，按 * * * 9 接受")},
        {none, N_("没有按钮：%s"), N_("按 * * 8 和台号，再按一下要给该队的按钮")},
        {begun, N_("还差一个按钮：%s"), N_("该队有几个按钮，每个都按一次")},
        {to_come, N_("未按：%s"), to_come_remedy},
        {off, N_("停用：%s"), N_("要恢复，按 * 8 和台号")},
    };
    char what[MESSAGE_TEXT];
    const char *remedy = NULL;
    int ticked = count(house->check_ticked), teams = show_contest(e->show)->def->team_count;
    int n = snprintf(what, sizeof what, TR(w, "抢答器点名 %d / %d"), ticked, teams);
    for (size_t i = 0; i < sizeof troubles / sizeof *troubles; i++) {
        char one[128];
        if (!troubles[i].seats)
            continue;
        const char *format = TR(w, troubles[i].what);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        snprintf(one, sizeof one, format, SEATS(w, troubles[i].seats)); /* from the table above */
#pragma GCC diagnostic pop
        if (n > 0 && n < (int)sizeof what)
            n += snprintf(what + n, sizeof what - (size_t)n, TR(w, "；%s"), one);
        if (!remedy)
            remedy = troubles[i].remedy;
    }
    if (ticked == teams)
        put(house, LIGHT_GOOD, TR(w, "抢答器点名完成：各队都正常"),
            TR(w, "再按一次抢答器检查键，回到片头"));
    else
        put(house, remedy == to_come_remedy ? LIGHT_GOOD : LIGHT_WARN, what,
            remedy ? TR(w, remedy) : "");
}

static void waiting_for_button(struct engine *e, struct house *house)
{
    const struct words *w = e->options.operator_words;
    const struct state *s = &show_contest(e->show)->state;
    int seat = s->bind_seat, got = s->bind_several - 1;
    char what[MESSAGE_TEXT];
    if (got < 1) {
        snprintf(what, sizeof what, TR(w, "等待按键：下一个按下的按钮归 %d号"), seat);
        put(house, LIGHT_WARN, what,
            TR(w, "它换下该队原来的按钮；该队有几个按钮，就逐个按一次。不绑定了，按 Enter"));
    } else {
        const struct bound *last = s->teams[seat - 1].bound;
        for (int i = 1; i < BOUND_MAX && last[1].box; i++)
            last++;
        snprintf(what, sizeof what,
                 TR(w, "%d号 的按钮：第 %d 盒第 %d 键，共 %d 个；再按一个就增加"), seat, last->box,
                 last->button, got);
        put(house, LIGHT_WARN, what, TR(w, "绑定完毕按 Enter；最后一个绑错了按 . 撤销"));
    }
}

/* Boxes the operator has to say a word about. */
static bool strangers(struct engine *e, int64_t mono_us, struct house *house)
{
    const struct words *w = e->options.operator_words;
    struct box_health unknown = {.box = -1}, refused = {.box = -1}, h;
    char what[MESSAGE_TEXT];
    for (size_t i = boxes_count(e->boxes); i-- > 0;) {
        boxes_box_health(e->boxes, (int)i, mono_us, &h);
        if (h.presence == BOX_PRESENCE_UNKNOWN)
            unknown = h;
        if (h.presence == BOX_PRESENCE_REFUSED)
            refused = h;
    }
    if (unknown.box >= 0) {
        snprintf(what, sizeof what, TR(w, "第 %d 盒（%016llx）未获接受，它的按下不计"),
                 unknown.box + 1, (unsigned long long)unknown.uid);
        put(house, LIGHT_WARN, what,
            TR(w, "确认是自己的设备后，在两题之间按 * * * 9 接受；否则拔掉"));
    } else if (refused.box >= 0) {
        snprintf(what, sizeof what, TR(w, "第 %d 盒被拒绝：与另一盒身份相同，或协议版本不同"),
                 refused.box + 1);
        put(house, LIGHT_WARN, what, TR(w, "拔掉它，或给它写新的 uid、刷入配套的固件"));
    }
    return unknown.box >= 0 || refused.box >= 0;
}

/* Presses of sources of different fairness are weighed against each other: tell whose. */
static void unequal(struct engine *e, struct house *house)
{
    const struct words *w = e->options.operator_words;
    int64_t least_us, greatest_us;
    uint32_t coarse = 0;
    char what[MESSAGE_TEXT];
    if (!boxes_unequal(e->boxes, &least_us, &greatest_us))
        return;
    for (int seat = 1; seat <= TEAMS_MAX; seat++)
        if (contest_team(show_contest(e->show), seat) &&
            house->seat[seat - 1].uncertainty_us > 4 * least_us &&
            house->seat[seat - 1].uncertainty_us > 1000)
            coarse |= bit(seat);
    if (!coarse)
        return;
    snprintf(what, sizeof what, TR(w, "%s 的抢答器较粗：±%.1f 毫秒，别的 ±%.1f 毫秒"),
             SEATS(w, coarse), (double)greatest_us / 1000, (double)least_us / 1000);
    put(house, LIGHT_WARN, what, TR(w, "尽量让各队用同一种抢答器；接近的先后会标为同时"));
}

/* Why the first of these seats has no box, and what helps. */
static const char *lost_remedy(struct engine *e, uint32_t lost, int64_t mono_us, const char **why)
{
    static const char *const remedies[] = {
        [BOX_CAUSE_BUSY] = N_("关掉占用它的程序，随即自动连上；抢答时可按 8 指定抢到队"),
        [BOX_CAUSE_DENIED] =
            N_("把用户加入 dialout 组（键盘、手柄：input 组），注销后重新登录；可按 8 指定抢到队"),
    };
    struct box_health h = {.cause = BOX_CAUSE_NONE};
    for (int seat = TEAMS_MAX; seat >= 1; seat--)
        if (lost & bit(seat))
            boxes_health(e->boxes, seat, mono_us, &h);
    *why = box_cause_text(h.cause);
    return h.cause < sizeof remedies / sizeof *remedies && remedies[h.cause]
               ? remedies[h.cause]
               : N_("检查 USB 线和供电，插好后自动恢复；抢答时可按 8 指定抢到队");
}

static bool seats_trouble(struct engine *e, int64_t mono_us, struct house *house)
{
    const struct words *w = e->options.operator_words;
    uint32_t held = seats_with(e, house, HEALTH_HELD), lost = seats_with(e, house, HEALTH_LOST),
             none = seats_with(e, house, HEALTH_NONE), ready = seats_with(e, house, HEALTH_READY);
    uint32_t partly = 0;
    for (int seat = 1; seat <= TEAMS_MAX; seat++)
        if (ready & bit(seat) && house->seat[seat - 1].live < house->seat[seat - 1].buttons)
            partly |= bit(seat);
    char what[MESSAGE_TEXT];
    if (held) {
        snprintf(what, sizeof what, TR(w, "%s 的按钮按住未松开"), SEATS(w, held));
        put(house, LIGHT_WARN, what, TR(w, "请该队松开；松不开就按 * 8 停用，或 * * 8 换个按钮"));
    } else if (lost) {
        const char *why, *remedy = lost_remedy(e, lost, mono_us, &why);
        snprintf(what, sizeof what, TR(w, "%s 的抢答器失联：%s"), SEATS(w, lost), TR(w, why));
        put(house, LIGHT_WARN, what, TR(w, remedy));
    } else if (partly) {
        snprintf(what, sizeof what, TR(w, "%s 有按钮失联，该队别的按钮可用"), SEATS(w, partly));
        put(house, LIGHT_WARN, what, TR(w, "检查 USB 线和供电，插好后自动恢复"));
    } else if (none && house->boxes_expected) {
        snprintf(what, sizeof what, TR(w, "%s 没有抢答按钮"), SEATS(w, none));
        put(house, LIGHT_WARN, what, TR(w, "按 * * 8 和台号，再按一下要给该队的按钮"));
    }
    return held || lost || partly || (none && house->boxes_expected);
}

void check_message(struct engine *e, int64_t mono_us, struct house *house)
{
    if (show_contest(e->show)->state.bind_seat)
        waiting_for_button(e, house);
    else if (e->check_running)
        roll_call(e, house);
    else if (!seats_trouble(e, mono_us, house) && !strangers(e, mono_us, house))
        unequal(e, house);
}
