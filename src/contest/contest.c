#include "contest/internal.h"

#include <stdio.h>

void contest_init(struct contest *c, const struct definition *def, const struct words *words,
                  struct undo *undo)
{
    memset(c, 0, sizeof *c);
    c->def = def;
    c->words = words;
    c->undo = undo;
    struct state *s = &c->state;
    s->round = s->question = s->winner_press = -1;
    s->published = true;
    s->draw = def->seed;
    for (int t = 0; t < TEAMS_MAX; t++)
        for (int j = 0; j < JUDGES_MAX; j++)
            s->marks_cp[t][j] = MARK_NONE;
}

void contest_play_as(struct contest *c, int journal_format)
{
    c->state.played_as = (uint8_t)journal_format;
}

/* Undo does not turn back what the audience screen shows instead, the sound, and the state of the
 * boxes. */
static void apply_undo(struct step_context *x, bool back)
{
    struct state *s = S(x);
    struct undo *u = x->c->undo;
    uint8_t screen = s->screen, breaks = s->breaks, box[TEAMS_MAX];
    int64_t break_until_us = s->break_until_us;
    uint64_t accepted[ACCEPTED_MAX];
    uint8_t programs[ROUNDS_MAX + 1];
    int32_t accepts = s->accepts; /* the engine has acted on it */
    bool muted = s->muted;
    char label[SAYS_TEXT];
    for (int i = 0; i < TEAMS_MAX; i++)
        box[i] = s->teams[i].box;
    for (int i = 0; i <= ROUNDS_MAX; i++)
        programs[i] = s->draws[i].programs;
    memcpy(accepted, s->accepted, sizeof accepted);
    snprintf(label, sizeof label, "%s", u ? u->label : "");
    if (!u || !(back ? undo_back(u, s) : undo_forward(u, s))) {
        refuse(x, "%s", back ? TR(W(x), "没有可撤销的操作") : TR(W(x), "没有可恢复的操作"));
        return;
    }
    /* clocks keep what was left of them at that moment, and stand until the host lets them run */
    clock_hold(&s->clock, s->last_us, true);
    clock_hold(&s->round_clock, s->last_us, true);
    if (s->breaks == breaks) { /* else it was the break that was undone: its screen goes with it */
        s->screen = screen;
        s->break_until_us = break_until_us;
    } else if (screen != SCREEN_SHOW && screen != SCREEN_BREAK) {
        s->screen = screen;
    }
    s->muted = muted;
    s->accepts = accepts;
    s->bind_seat = s->bind_several = 0;
    memcpy(s->accepted, accepted, sizeof accepted);
    for (int i = 0; i <= ROUNDS_MAX; i++)
        s->draws[i].programs = programs[i];
    for (int i = 0; i < TEAMS_MAX; i++)
        s->teams[i].box = box[i];
    s->last_us = x->in->at_us;
    if (back)
        say(x, TR(W(x), "撤销：%.150s"), label);
    else
        say(x, TR(W(x), "恢复：%.150s"), u->label);
}

static void apply_box(struct step_context *x)
{
    const struct input *in = x->in;
    if (in->seat < 1 || in->seat > TEAMS_MAX)
        return;
    struct team_state *t = team_at(S(x), in->seat);
    uint8_t before = t->box;
    t->box = (uint8_t)in->value;
    if (in->value == BOX_LOST && before != BOX_LOST)
        say(x, TR(W(x), "%d号 抢答器失联"), in->seat);
    else if (in->value == BOX_HELD && before != BOX_HELD)
        say(x, TR(W(x), "%d号 按钮按住未松开"), in->seat);
    else if (in->value == BOX_READY && before != BOX_READY)
        say(x, TR(W(x), "%d号 抢答器就绪"), in->seat);
}

static void apply_resume(struct step_context *x)
{
    clock_hold(&S(x)->clock, x->in->at_us, true);
    clock_hold(&S(x)->round_clock, x->in->at_us, true);
    for (int i = 0; i < TEAMS_MAX; i++)
        S(x)->teams[i].box = BOX_ABSENT;
    say(x, TR(W(x), "程序重新启动，从中断处继续，计时暂停"));
}

static bool counts_down(const struct show_clock *k)
{
    return k->running && !k->held;
}

static void apply_standstill(struct step_context *x)
{
    struct state *s = S(x);
    bool counted = counts_down(&s->clock) || counts_down(&s->round_clock);
    int64_t us = (int64_t)x->in->value * 1000;
    clock_hold(&s->clock, x->in->at_us, true);
    clock_hold(&s->round_clock, x->in->at_us, true);
    if (x->in->number == STANDSTILL_SLEEP)
        say(x,
            counted ? TR(W(x), "电脑睡眠了 %s 秒：计时停在睡眠之前") : TR(W(x), "电脑睡眠了 %s 秒"),
            SECONDS_TEXT(us));
    else
        say(x,
            counted ? TR(W(x), "电脑停顿了 %s 秒：计时停在停顿之前") : TR(W(x), "电脑停顿了 %s 秒"),
            SECONDS_TEXT(us));
}

static void apply_clock_set(struct step_context *x)
{
    int64_t us = (int64_t)x->in->value * SECOND + (int64_t)x->in->number * 1000;
    if (us >= 0)
        say(x, TR(W(x), "电脑的时钟被拨快 %s 秒：计时和抢答不受影响，钟点从此按新的记"),
            SECONDS_TEXT(us));
    else
        say(x, TR(W(x), "电脑的时钟被拨慢 %s 秒：计时和抢答不受影响，钟点从此按新的记"),
            SECONDS_TEXT(us));
}

static int64_t clock_end_us(const struct show_clock *k)
{
    return counts_down(k) ? k->anchor_us + k->left_us : INT64_MAX;
}

/* The end of the window is decided only when a press from before it can no longer be on its way. */
static int64_t clock_wake_us(const struct show_clock *k)
{
    int64_t end = clock_end_us(k);
    return end < INT64_MAX && k->kind == CLOCK_WINDOW ? end + LATE_GRACE_US : end;
}

int64_t contest_next_wake(const struct contest *c)
{
    int64_t a = clock_wake_us(&c->state.clock), b = clock_wake_us(&c->state.round_clock);
    return a < b ? a : b;
}

static void answer_time_over(struct step_context *x)
{
    const struct policy *p = contest_policy(x->c);
    clock_stop(&S(x)->clock, x->in->at_us);
    S(x)->clock.left_us = 0;
    if (p->value == VALUE_FAULTS && p->answer_timeout_rules) {
        say(x, TR(W(x), "时间到"));
        correction_finish(x);
        x->point = true;
    } else if (p->answer_timeout_rules && p->who != WHO_ALL && p->value != VALUE_JUDGED &&
               S(x)->seat) {
        rule_timeout(x);
        x->point = true;
    } else {
        say(x, TR(W(x), "时间到，请判定"));
    }
}

static void question_clock_over(struct step_context *x)
{
    struct state *s = S(x);
    const struct policy *p = contest_policy(x->c);
    switch (s->clock.kind) {
    case CLOCK_COUNTDOWN:
        buzzer_open(x, x->in->at_us);
        break;
    case CLOCK_WINDOW:
        say(x, TR(W(x), "%d 秒内无人抢答，本题结束"), p->window_seconds);
        buzzer_nobody(x);
        x->point = true;
        break;
    case CLOCK_THINK:
        clock_prepare(x, CLOCK_ANSWER, p->answer_seconds);
        if (p->answer_start == START_AUTO)
            clock_run(&s->clock, x->in->at_us);
        say(x, TR(W(x), "思考时间到，开始作答"));
        break;
    case CLOCK_ANSWER:
        answer_time_over(x);
        break;
    default:
        clock_stop(&s->clock, x->in->at_us);
        s->clock.left_us = 0;
        say(x, TR(W(x), "时间到"));
    }
}

static void round_clock_over(struct step_context *x)
{
    struct state *s = S(x);
    clock_stop(&s->round_clock, x->in->at_us);
    s->round_clock.left_us = 0;
    say(x, TR(W(x), "%d号 时间到，本轮得 %s"), s->turn_seat,
        points_text(contest_round_points_cp(x->c, s->turn_seat, s->round), true, (char[16]){0},
                    16));
    rule_rapid_over(x);
    x->point = true;
}

static void apply_wake(struct step_context *x)
{
    struct state *s = S(x);
    if (clock_wake_us(&s->clock) <= x->in->at_us)
        question_clock_over(x);
    else if (clock_wake_us(&s->round_clock) <= x->in->at_us)
        round_clock_over(x);
}

enum step contest_step(struct contest *c, const struct input *in, struct says *says)
{
    struct step_context x = {.c = c, .in = in, .says = says};
    struct undo *u = c->undo;
    says->count = 0;
    c->press_result = (struct press_result){0};
    int64_t before_us = c->state.last_us;
    c->state.last_us = in->at_us;
    bool moves =
        in->kind == INPUT_COMMAND && (in->command == COMMAND_UNDO || in->command == COMMAND_REDO);
    if (u && !moves)
        state_copy(&u->prior, &c->state);
    switch (in->kind) {
    case INPUT_COMMAND:
        if (moves)
            apply_undo(&x, in->command == COMMAND_UNDO);
        else
            command_apply(&x);
        break;
    case INPUT_PRESS:
        buzzer_press(&x, &c->press_result);
        break;
    case INPUT_WAKE:
        apply_wake(&x);
        break;
    case INPUT_RESUME:
        apply_resume(&x);
        break;
    case INPUT_BOX:
        apply_box(&x);
        break;
    case INPUT_STANDSTILL:
        apply_standstill(&x);
        break;
    case INPUT_CLOCK_SET:
        apply_clock_set(&x);
        break;
    case INPUT_KIND_COUNT:
        break;
    }
    if (x.dead) { /* half-done handlers may have begun: a refused input leaves no trace */
        if (u && !moves)
            state_copy(&c->state, &u->prior);
        c->state.last_us = before_us;
        return STEP_REFUSED;
    }
    if (x.point && u)
        undo_mark(u, says->count ? says->line[0] : "");
    return STEP_DONE;
}

struct press_result contest_press_result(const struct contest *c)
{
    return c->press_result;
}

int contest_undo_depth(const struct contest *c)
{
    return c->undo ? c->undo->past + c->undo->have_before : 0;
}

int contest_redo_depth(const struct contest *c)
{
    return c->undo ? c->undo->future : 0;
}
