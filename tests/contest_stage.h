/* A small contest played by hand, for tests of single decisions. */
#ifndef TESTS_CONTEST_STAGE_H
#define TESTS_CONTEST_STAGE_H

#include <check.h>

#include "random_contest.h"

enum { SECOND_US = 1000000 };

/* A contest of four teams (seats 1 to 4) and one round of eight short questions. */
struct stage {
    struct made *made;
    struct contest *c;
    struct state *s;
    struct policy *p;
    struct says says;
    int64_t now_us;
};

static inline struct stage stage_of(enum round_kind kind)
{
    struct stage g = {.made = made_contest(7, true), .now_us = SECOND_US};
    struct definition *def = &g.made->def;
    def->team_count = 4;
    for (int i = 0; i < 4; i++)
        def->teams[i] = (struct team){.seat = i + 1,
                                      .name = "队",
                                      .short_name = "队",
                                      .players = {"某甲", "某乙"},
                                      .player_count = 2,
                                      .reserve = ""};
    def->base_cp = 0;
    def->prize_count = 0;
    def->round_count = 1;
    def->rounds[0] = (struct round){
        .name = "环节", .short_name = "", .kind = kind, .question_count = 8, .planned = 8};
    g.p = &def->rounds[0].policy;
    policy_preset(g.p, kind);
    for (int i = 0; i < 8; i++)
        g.made->questions[i] = (struct question){
            .id = "Q", .type = QUESTION_SHORT, .text = "", .answer = "", .media = ""};
    contest_init(&g.made->contest, def, NULL, &g.made->undo);
    g.c = &g.made->contest;
    g.s = &g.c->state;
    return g;
}

static inline void done(struct stage *g)
{
    free(g->made);
}

static inline enum step feed(struct stage *g, struct input in)
{
    int64_t wake_us;
    while ((wake_us = contest_next_wake(g->c)) <= g->now_us) {
        struct input wake = {.kind = INPUT_WAKE, .at_us = wake_us};
        contest_step(g->c, &wake, &g->says);
    }
    in.at_us = g->now_us;
    return contest_step(g->c, &in, &g->says);
}

static inline enum step command(struct stage *g, enum command what, int seat, int value)
{
    g->now_us += SECOND_US;
    return feed(
        g, (struct input){.kind = INPUT_COMMAND, .command = what, .seat = seat, .value = value});
}

static inline void next(struct stage *g, int times)
{
    while (times-- > 0)
        ck_assert_int_eq(command(g, COMMAND_NEXT, 0, 0), STEP_DONE);
}

/* Pressed at `press_us`, known to ± `half_us`; it arrives now. */
static inline enum verdict press_at(struct stage *g, int seat, int64_t press_us, int64_t half_us)
{
    feed(g, (struct input){.kind = INPUT_PRESS,
                           .seat = seat,
                           .box = seat - 1,
                           .press_us = press_us,
                           .lo_us = press_us - half_us,
                           .hi_us = press_us + half_us,
                           .arrived_us = g->now_us});
    return contest_press_result(g->c).verdict;
}

static inline enum verdict press(struct stage *g, int seat, int64_t later_us)
{
    g->now_us += later_us;
    return press_at(g, seat, g->now_us, 0);
}

static inline void wait_us(struct stage *g, int64_t us)
{
    g->now_us += us;
    feed(g, (struct input){.kind = INPUT_BOX, .seat = 1, .value = BOX_READY});
}

#define said(g, text)                                                                              \
    ck_assert_msg(said_(g, text), "wanted “%s”, found “%s”", text,                                 \
                  (g)->says.count ? (g)->says.line[0] : "")
static inline bool said_(const struct stage *g, const char *text)
{
    for (int i = 0; i < g->says.count; i++)
        if (strstr(g->says.line[i], text))
            return true;
    return false;
}

static inline void refused(struct stage *g, enum command what, int seat, int value, const char *why)
{
    uint64_t before = contest_digest(g->c);
    ck_assert_msg(command(g, what, seat, value) == STEP_REFUSED, "taken, not “%s”", why);
    said(g, why);
    ck_assert_uint_eq(contest_digest(g->c), before);
}

#endif
