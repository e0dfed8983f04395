/* The clock three ways at once: number, ring, bar. In the last ten seconds ring and bar are ten
 * solid blocks, one a second, spent ones hollow: shape, not colour. */
#include "layout/audience_parts.h"

#include <stdio.h>

enum { SECOND_US = 1000000, BLOCKS = 10, TICKS = 60 };

enum dial_state {
    DIAL_IDLE,
    DIAL_RUNNING,
    DIAL_PAUSED,
    DIAL_OVER, /* stopped by the answer: nothing to wait for */
    DIAL_UP
};

struct dial {
    enum dial_state state;
    int64_t left_us, length_us;
    int seconds; /* shown: begun seconds count */
    bool blocks;
    int lit; /* ticks or blocks */
};

const struct show_clock *clock_shown(const struct state *s)
{
    if (s->phase == PHASE_READ || s->phase == PHASE_JUDGE) /* what stands there is over */
        return NULL;
    if (s->clock.kind != CLOCK_NONE && s->clock.length_us > 0)
        return &s->clock;
    if (s->round_clock.kind != CLOCK_NONE && s->round_clock.length_us > 0)
        return &s->round_clock;
    return NULL;
}

static int ceil_div(int64_t a, int64_t b)
{
    return (int)((a + b - 1) / b);
}

/* The question's own clock after the ruling; the round's goes on with the next question until
 * the turn is done. */
static bool clock_over(const struct state *s, const struct show_clock *c)
{
    bool ruled = s->phase == PHASE_RULED || s->phase == PHASE_REVEAL;
    return ruled && !c->running && (c == &s->clock || s->outcome == OUTCOME_DONE);
}

static struct dial dial_of(const struct state *s, const struct show_clock *c, int64_t now_us)
{
    struct dial d = {.length_us = c->length_us, .left_us = clock_left_us(c, now_us)};
    d.seconds = ceil_div(d.left_us, SECOND_US);
    d.blocks = d.left_us <= BLOCKS * SECOND_US;
    d.lit = d.blocks ? d.seconds : ceil_div(d.left_us * TICKS, d.length_us);
    if (d.lit > (d.blocks ? BLOCKS : TICKS))
        d.lit = d.blocks ? BLOCKS : TICKS;
    d.state = d.left_us == 0                         ? DIAL_UP
              : clock_over(s, c)                     ? DIAL_OVER
              : c->running                           ? DIAL_RUNNING
              : c->held || c->left_us < c->length_us ? DIAL_PAUSED
                                                     : DIAL_IDLE;
    return d;
}

/* Two upright bars: the word stands beside the dial then. */
static void pause_sign(struct drawing *k, float cx, float y)
{
    for (int i = 0; i < 2; i++)
        solid(k, box_of(cx + px(k, i ? 4 : -12), y - px(k, 14), px(k, 8), px(k, 28)), 2,
              paint(COLOUR_TEXT));
}

static void ring_words(struct drawing *k, const struct dial *d, float cx, float cy, float radius,
                       enum dial_size size)
{
    if (d->state == DIAL_UP) {
        float w = radius * 1.5f, h = radius * 1.2f; /* two words on two lines in a small dial */
        say_block(k,
                  &(struct say){.k = 3,
                                .token = COLOUR_TEXT,
                                .bold = true,
                                .align = DRAW_CENTRE,
                                .role = ROLE_CLOCK},
                  box_of(cx - w / 2, cy - h / 2, w, h), 2, TR(k->w, "时间到"));
        return;
    }
    char seconds[12];
    if (d->seconds > 120)
        snprintf(seconds, sizeof seconds, "%d:%02d", d->seconds / 60, d->seconds % 60);
    else
        snprintf(seconds, sizeof seconds, "%d", d->seconds);
    bool paused = d->state == DIAL_PAUSED;
    float word_y = cy + radius * (size == DIAL_SMALL ? 0.52f : 0.5f);
    say_line(k,
             &(struct say){.x = cx,
                           .y = cy - radius * (size == DIAL_SMALL ? 0.13f : 0.09f),
                           .k = size == DIAL_SMALL   ? 7
                                : size == DIAL_USUAL ? 10
                                                     : 12,
                           .k_min = 3,
                           .width = radius * 1.44f,
                           .token = d->state == DIAL_IDLE || d->state == DIAL_OVER ? COLOUR_TEXT_3
                                                                                   : COLOUR_TEXT,
                           .bold = true,
                           .align = DRAW_CENTRE,
                           .role = ROLE_CLOCK},
             seconds);
    if (paused && !say_fits(k, 0, true, radius * 1.2f, TR(k->w, "暂停"))) {
        pause_sign(k, cx, word_y);
        return;
    }
    say_line(k,
             &(struct say){.x = cx,
                           .y = word_y,
                           .k = size == DIAL_LARGE ? 2 : 0,
                           .width = radius * 1.2f,
                           .token = paused ? COLOUR_TEXT : COLOUR_TEXT_2,
                           .bold = paused,
                           .align = DRAW_CENTRE,
                           .role = ROLE_CLOCK},
             paused             ? TR(k->w, "暂停")
             : d->seconds > 120 ? "" /* 2:52 is not seconds */
                                : TR(k->w, "秒"));
}

bool clock_paused(const struct drawing *k)
{
    const struct show_clock *c = clock_shown(k->s);
    return c != NULL && dial_of(k->s, c, k->now_us).state == DIAL_PAUSED;
}

void clock_ring(struct drawing *k, float cx, float cy, float radius, enum dial_size size)
{
    const struct show_clock *c = clock_shown(k->s);
    if (c == NULL)
        return;
    struct dial d = dial_of(k->s, c, k->now_us);
    bool idle = d.state == DIAL_IDLE || d.state == DIAL_OVER;
    draw_ring(k->d, &(struct draw_ring){.cx = cx,
                                        .cy = cy,
                                        .radius = radius,
                                        .style = d.blocks ? DRAW_RING_BLOCKS : DRAW_RING_TICKS,
                                        .lit = (uint8_t)(idle ? 0 : d.lit),
                                        .hollow = d.state == DIAL_PAUSED,
                                        .on = paint(COLOUR_GOLD),
                                        .off = paint(COLOUR_SPENT)});
    ring_words(k, &d, cx, cy, radius, size);
}

static void bar_blocks(struct drawing *k, struct draw_box box, const struct dial *d)
{
    for (int i = 0; i < BLOCKS; i++) {
        struct draw_box b = grid_cell(box, BLOCKS, 1, px(k, 12), i);
        if (i < d->lit && d->state == DIAL_RUNNING)
            solid(k, b, 4, paint(COLOUR_GOLD));
        else if (i < d->lit)
            outline(k, b, 4, 4, paint(COLOUR_GOLD));
        else
            outline(k, b, 4, 3, paint(COLOUR_SPENT));
    }
}

static void bar_line(struct drawing *k, struct draw_box thin, const struct dial *d)
{
    float w = thin.w * (float)((double)d->left_us / (double)d->length_us);
    if (d->state == DIAL_PAUSED) {
        float h = px(k, 16), y = thin.y + thin.h / 2 - h / 2;
        outline(k, box_of(thin.x, y, w, h), 8, 4, paint(COLOUR_GOLD));
        solid(k, box_of(thin.x + w, thin.y, thin.w - w, thin.h), 4, paint(COLOUR_SPENT));
        return;
    }
    solid(k, thin, 4, paint(COLOUR_SPENT));
    if (d->state == DIAL_RUNNING)
        solid(k, box_of(thin.x, thin.y, w, thin.h), 4, paint(COLOUR_GOLD));
}

void clock_bar(struct drawing *k, struct draw_box box)
{
    struct draw_box thin = box_of(box.x, box.y + box.h / 2 - px(k, 4), box.w, px(k, 8));
    const struct show_clock *c = clock_shown(k->s);
    if (c == NULL) {
        solid(k, thin, 4, paint(COLOUR_SPENT)); /* stays, so that nothing moves */
        return;
    }
    struct dial d = dial_of(k->s, c, k->now_us);
    if (d.blocks && d.state != DIAL_IDLE && d.state != DIAL_OVER)
        bar_blocks(k, box, &d);
    else
        bar_line(k, thin, &d);
}

int64_t clock_next_us(const struct state *s, int64_t now_us)
{
    const struct show_clock *c = clock_shown(s);
    if (c == NULL || !c->running)
        return MOTION_NEVER;
    int64_t left_us = clock_left_us(c, now_us);
    if (left_us <= 0)
        return MOTION_NEVER;
    if (left_us > BLOCKS * SECOND_US) /* the bar moves smoothly until the blocks take over */
        return motion_first(now_us + 2 * MOTION_FRAME_US, now_us + left_us - BLOCKS * SECOND_US);
    return motion_next_part(now_us, left_us, BLOCKS * SECOND_US, BLOCKS);
}
