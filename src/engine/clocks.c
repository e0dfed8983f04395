/* The computer's clocks, of which only the monotonic one decides anything: what is done when the
 * computer stood still, when it slept, and when somebody set its clock. */
#include "engine/internal.h"

#include "instant/instant.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    READING_US = 5000,        /* two readings further apart were interrupted: no comparison */
    SLEEP_CLOCK_US = 2000000, /* how far off the clock may be that counts a sleep */
    TELL_AGAIN_US = 60000000,
};

/* Clocks other than the monotonic one, as differences that stay the same unless something is done
 * to them. */
struct clocks {
    int64_t mono_us, asleep_us, wall_zero_us;
};

static bool read_clocks(struct clocks *c)
{
    c->mono_us = instant_mono_us();
    int64_t boot_us = instant_boot_us(), wall_us = instant_wall_us(), after_us = instant_mono_us();
    c->asleep_us = boot_us - c->mono_us;
    c->wall_zero_us = wall_us - boot_us;
    return after_us - c->mono_us < READING_US;
}

void clocks_start(struct engine *e)
{
    struct clocks c;
    for (int i = 0; i < 10 && !read_clocks(&c); i++)
        ;
    e->awake_us = c.mono_us;
    e->asleep_us = c.asleep_us;
    e->wall_zero_us = c.wall_zero_us;
    e->wall_told_us = INT64_MIN;
    e->hold_us = INT64_MAX;
}

static bool counts(const struct contest *c)
{
    const struct show_clock *k = &c->state.clock, *r = &c->state.round_clock;
    return (k->running && !k->held) || (r->running && !r->held);
}

static void stood_still(struct engine *e, enum standstill how, int64_t us)
{
    const struct words *w = e->options.operator_words;
    bool counted = counts(show_contest(e->show));
    char what[MESSAGE_TEXT];
    const char *remedy;
    int64_t ms = us / 1000;
    struct input in = {.kind = INPUT_STANDSTILL,
                       .at_us = e->awake_us - e->base_us,
                       .number = (int32_t)how,
                       .value = ms < INT32_MAX ? (int32_t)ms : INT32_MAX};
    show_input(e->show, &in);
    if (how == STANDSTILL_SLEEP) {
        snprintf(what, sizeof what, TR(w, "电脑睡眠了 %.1f 秒，抢答器正在重新对时"),
                 (double)us / 1e6);
        remedy = counted ? TR(w, "计时停着：抢答器就绪后按 0 继续；在系统设置里关掉自动睡眠")
                         : TR(w, "抢答器就绪后继续；在系统设置里关掉自动睡眠");
    } else {
        snprintf(what, sizeof what, TR(w, "电脑停顿了 %.1f 秒"), (double)us / 1e6);
        remedy = counted ? TR(w, "计时停在停顿之前：按 0 继续；关掉别的程序")
                         : TR(w, "无需处理；关掉别的程序");
    }
    house_notice(e, LIGHT_WARN, what, remedy);
}

static void clock_set(struct engine *e, int64_t us, int64_t mono_us)
{
    const struct words *w = e->options.operator_words;
    char what[MESSAGE_TEXT];
    us = (us + (us < 0 ? -500 : 500)) / 1000 * 1000;
    struct input in = {.kind = INPUT_CLOCK_SET,
                       .at_us = clocks_show_us(e, mono_us),
                       .value = (int32_t)(us / 1000000),
                       .number = (int32_t)(us % 1000000 / 1000)};
    show_input(e->show, &in); /* explains the times of day from here on */
    if (e->wall_told_us > mono_us - TELL_AGAIN_US)
        return;
    e->wall_told_us = mono_us;
    snprintf(what, sizeof what,
             us >= 0 ? TR(w, "电脑的时钟被拨快 %.1f 秒") : TR(w, "电脑的时钟被拨慢 %.1f 秒"),
             (double)llabs(us) / 1e6);
    house_notice(e, LIGHT_WARN, what,
                 TR(w, "计时、抢答和得分不受影响，无需处理；流水从此按新的钟点记"));
}

bool clocks_watch(struct engine *e, int64_t until_us)
{
    struct clocks c;
    bool good = read_clocks(&c);
    int64_t late_us = c.mono_us > until_us ? c.mono_us - until_us : 0;
    int64_t slept_us = good ? c.asleep_us - e->asleep_us : 0;
    int64_t set_us = good ? c.wall_zero_us - e->wall_zero_us : 0;
    bool slept = slept_us > SLEPT_US;
    if (slept) {
        stood_still(e, STANDSTILL_SLEEP, slept_us + late_us);
        boxes_slept(e->boxes, c.mono_us);
    } else if (late_us > STANDSTILL_US) {
        stood_still(e, STANDSTILL_HALT, late_us);
    }
    if (llabs(set_us) > (slept ? SLEEP_CLOCK_US : CLOCK_SET_US))
        clock_set(e, set_us, c.mono_us);
    if (good) {
        e->asleep_us = c.asleep_us;
        e->wall_zero_us = c.wall_zero_us;
    }
    return slept || late_us > STANDSTILL_US;
}

void clocks_hold(struct engine *e, int64_t mono_us)
{
    const struct state *s = &show_contest(e->show)->state;
    int64_t wake_us = contest_next_wake(show_contest(e->show));
    bool window = s->phase == PHASE_OPEN && s->clock.kind == CLOCK_WINDOW;
    e->hold_us = window && wake_us <= mono_us - e->base_us ? wake_us - 1 : INT64_MAX;
}

void clocks_run(struct engine *e, int64_t mono_us)
{
    show_wake(e->show, clocks_show_us(e, mono_us));
}

int64_t clocks_show_us(const struct engine *e, int64_t mono_us)
{
    int64_t us = mono_us - e->base_us;
    return us < e->hold_us ? us : e->hold_us;
}
