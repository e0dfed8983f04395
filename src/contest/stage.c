/* Boxes and buttons as the host rules on them. The engine, which has the boxes, acts on the state
 * once it is journalled, and does so again after a restart. */
#include "contest/internal.h"

enum { BOX_HIGHEST = 64, BUTTON_HIGHEST = 32 };

static bool question_runs(const struct state *s)
{
    return s->phase >= PHASE_READ && s->phase <= PHASE_JUDGE;
}

bool stage_may_check(const struct contest *c)
{
    return !question_runs(&c->state);
}

static uint64_t read_uid(const char *text)
{
    static const char digits[] = "0123456789abcdef";
    uint64_t uid = 0;
    for (const char *at; *text && (at = strchr(digits, *text)); text++)
        uid = uid << 4 | (uint64_t)(at - digits);
    return uid;
}

static void note_uid(struct state *s, uint64_t uid)
{
    int at = 0;
    while (at < ACCEPTED_MAX - 1 && s->accepted[at] && s->accepted[at] != uid)
        at++;
    s->accepted[at] = uid;
}

void stage_accept_box(struct step_context *x)
{
    if (question_runs(S(x))) {
        refuse(x, TR(W(x), "题目进行中不接受新的抢答器：本题结束后再按"));
        return;
    }
    if (x->ask)
        return;
    if (x->in->text[0]) {
        note_uid(S(x), read_uid(x->in->text));
        say(x, TR(W(x), "接受抢答器 %.16s"), x->in->text);
        return;
    }
    S(x)->accepts++;
    say(x, TR(W(x), "接受新的抢答器"));
}

void stage_disable(struct step_context *x)
{
    int seat = x->in->seat;
    if (!contest_team(x->c, seat)) {
        refuse(x, TR(W(x), "没有 %d号 台"), seat);
        return;
    }
    if (x->ask)
        return;
    struct team_state *t = team_at(S(x), seat);
    t->disabled = x->in->value == 2 ? !t->disabled : x->in->value != 0;
    if (t->disabled)
        say(x, TR(W(x), "%d号 的按钮停用"), seat);
    else
        say(x, TR(W(x), "%d号 的按钮恢复"), seat);
}

/* ---- which button is whose
 * ------------------------------------------------------------------------- */

static int bound_count(const struct team_state *t)
{
    int n = 0;
    while (n < BOUND_MAX && t->bound[n].box)
        n++;
    return n;
}

static int bound_find(const struct team_state *t, int box, int button)
{
    for (int i = 0; i < bound_count(t); i++)
        if (t->bound[i].box == box && t->bound[i].button == button)
            return i;
    return -1;
}

/* One button, one seat: whoever had it is without until bound anew. */
static void take_from_others(struct state *s, int seat, int box, int button)
{
    for (int i = 1; i <= TEAMS_MAX; i++) {
        struct team_state *t = team_at(s, i);
        int at = i != seat ? bound_find(t, box, button) : -1;
        if (at < 0)
            continue;
        for (; at + 1 < BOUND_MAX; at++)
            t->bound[at] = t->bound[at + 1];
        t->bound[BOUND_MAX - 1] = (struct bound){0};
        if (!t->bound[0].box)
            t->box = BOX_ABSENT;
    }
}

static void bind(struct step_context *x, int seat, int box, int button)
{
    struct state *s = S(x);
    struct team_state *t = team_at(s, seat);
    take_from_others(s, seat, box, button);
    memset(t->bound, 0, sizeof t->bound);
    t->bound[0] = (struct bound){(uint8_t)box, (uint8_t)button};
    t->box = BOX_READY; /* held or lost was the one before */
    x->point = true;
    say(x, TR(W(x), "%d号 的按钮改为第 %d 盒第 %d 键"), seat, box, button);
}

static void bind_also(struct step_context *x, int seat, int box, int button)
{
    struct team_state *t = team_at(S(x), seat);
    t->bound[bound_count(t)] = (struct bound){(uint8_t)box, (uint8_t)button};
    x->point = true;
    say(x, TR(W(x), "%d号 另有第 %d 盒第 %d 键"), seat, box, button);
}

static bool buzzers_run(const struct contest *c)
{
    switch (c->state.phase) {
    case PHASE_READ:
        return contest_policy(c)->reading_press == READING_INTERRUPT && contest_armed(c);
    case PHASE_COUNT:
    case PHASE_OPEN:
    case PHASE_TIE:
        return true;
    default:
        return false;
    }
}

void stage_bind(struct step_context *x)
{
    struct state *s = S(x);
    int seat = x->in->seat, box = x->in->number, button = x->in->value;
    if (!contest_team(x->c, seat)) {
        refuse(x, TR(W(x), "没有 %d号 台"), seat);
    } else if (box == 0 && s->bind_seat == seat) {
        if (x->ask)
            return;
        bool none = s->bind_several <= 1;
        s->bind_seat = s->bind_several = 0;
        if (none)
            say(x, TR(W(x), "不再等待 %d号 的按钮"), seat);
        else
            say(x, TR(W(x), "%d号 的按钮绑定完毕"), seat);
    } else if (buzzers_run(x->c)) {
        refuse(x, TR(W(x), "抢答正在进行：判定之后再绑定按钮"));
    } else if (box == 0) {
        if (x->ask)
            return;
        s->bind_seat = (uint8_t)seat;
        s->bind_several = button == BIND_SEVERAL;
        say(x, TR(W(x), "等待按下要给 %d号 的按钮"), seat);
    } else if (box < 1 || box > BOX_HIGHEST || button < 1 || button > BUTTON_HIGHEST) {
        refuse(x, TR(W(x), "没有第 %d 盒第 %d 键"), box, button);
    } else if (!x->ask) {
        s->bind_seat = s->bind_several = 0;
        bind(x, seat, box, button);
    }
}

/* A press while the host waits for the buttons of bind_seat. False: it is not meant for it. */
static bool bind_press(struct step_context *x)
{
    struct state *s = S(x);
    const struct input *in = x->in;
    int seat = s->bind_seat, box = in->box + 1, button = in->button + 1;
    const struct team_state *t = team_at(s, seat);
    bool others = in->seat != seat && contest_team(x->c, in->seat);
    if (s->bind_several <= 1) {
        if (others)
            team_at(s, in->seat)->box = BOX_ABSENT; /* whose it was until now */
        if (s->bind_several)
            s->bind_several++;
        else
            s->bind_seat = 0;
        bind(x, seat, box, button);
    } else if (bound_find(t, box, button) >= 0) {
        say(x, TR(W(x), "第 %d 盒第 %d 键已是 %d号 的"), box, button, seat);
    } else if (others) {
        return false; /* only the first may be taken from another team: this one pressed its own */
    } else if (bound_count(t) == BOUND_MAX) {
        say(x, TR(W(x), "%d号 已有 %d 个按钮，不再增加"), seat, BOUND_MAX);
    } else {
        s->bind_several++;
        bind_also(x, seat, box, button);
    }
    return true;
}

bool stage_press(struct step_context *x, struct press_result *result)
{
    struct state *s = S(x);
    const struct input *in = x->in;
    bool trusted = !(in->flags & (PRESS_UNKNOWN_BOX | PRESS_BACKDATED));
    if (s->bind_seat && in->box >= 0 && !trusted) {
        result->verdict = VERDICT_UNKNOWN_BOX;
        say(x, TR(W(x), "第 %d 盒未获接受，不能绑定：先接受，再按一次"), in->box + 1);
        return true;
    }
    if (s->bind_seat && in->box >= 0 && bind_press(x)) {
        result->verdict = VERDICT_NOT_OPEN;
        return true;
    }
    bool roll_call = s->screen == SCREEN_CHECK && trusted && contest_team(x->c, in->seat) &&
                     !team_at(s, in->seat)->disabled;
    if (!roll_call)
        return false;
    result->verdict = VERDICT_NOT_OPEN;
    say(x, TR(W(x), "点名：%d号 按下"), in->seat);
    return true;
}

void stage_clear(struct step_context *x)
{
    S(x)->bind_seat = S(x)->bind_several = 0;
    if (S(x)->screen == SCREEN_CHECK)
        S(x)->screen = SCREEN_SHOW;
}
