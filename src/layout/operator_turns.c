/* Rounds without buzzers: how long, whose turn, who comes next. */
#include "layout/operator_parts.h"
#include "view/text.h"

#include <stdio.h>

static const struct show_clock *clock_of(const struct state *s)
{
    static const struct show_clock none;
    if (s->phase == PHASE_READ) /* what stands there is over */
        return &none;
    return s->clock.kind != CLOCK_NONE ? &s->clock : &s->round_clock;
}

static const char *const clock_texts[] = {
    [CLOCK_NONE] = N_("不计时"),    [CLOCK_CHOOSE] = N_("选择"), [CLOCK_THINK] = N_("思考"),
    [CLOCK_COUNTDOWN] = N_("口令"), [CLOCK_WINDOW] = N_("抢答"), [CLOCK_ANSWER] = N_("作答"),
    [CLOCK_ROUND] = N_("限时"),
};

/* What a clock that stands waits for: it is paused only where it counts at all. */
static const char *standing_word(const struct state *s, const struct show_clock *k, int64_t left_us)
{
    bool ruled = s->phase == PHASE_RULED || s->phase == PHASE_REVEAL;
    if (s->phase == PHASE_JUDGE)
        return N_("打分");
    if (ruled && (k == &s->clock || s->outcome == OUTCOME_DONE))
        return N_("已判定");
    return !left_us ? N_("时间到") : left_us < k->length_us || k->held ? N_("暂停") : N_("未开始");
}

static void draw_ring_of(struct op *o, const struct show_clock *k, float cx, float cy, float r)
{
    int64_t left_us = clock_left_us(k, o->now_us);
    bool blocks = k->length_us && left_us <= 10000000; /* as the audience sees it */
    int parts = blocks ? 10 : 60;
    int64_t whole_us = blocks ? 10000000 : k->length_us;
    int lit = whole_us ? (int)((left_us * parts + whole_us - 1) / whole_us) : 0;
    draw_ring(o->d, &(struct draw_ring){.cx = cx,
                                        .cy = cy,
                                        .radius = r,
                                        .style = blocks ? DRAW_RING_BLOCKS : DRAW_RING_TICKS,
                                        .lit = (uint8_t)(lit > parts ? parts : lit),
                                        .hollow = !k->running || k->held,
                                        .on = paint(COLOUR_GOLD),
                                        .off = paint(COLOUR_SPENT)});
}

static void draw_clock(struct op *o, struct draw_box box)
{
    const struct show_clock *k = clock_of(o->s);
    float r = (box.w < box.h ? box.w : box.h) / 2;
    float cx = box.x + box.w / 2, cy = box.y + box.h / 2;
    int64_t left_us = clock_left_us(k, o->now_us);
    int seconds = (int)((left_us + 999999) / 1000000);
    bool runs = k->running && !k->held, none = k->kind == CLOCK_NONE;
    char text[24];
    draw_ring_of(o, k, cx, cy, r);
    if (seconds >= 100)
        snprintf(text, sizeof text, "%d:%02d", seconds / 60, seconds % 60);
    else
        snprintf(text, sizeof text, "%d", seconds);
    op_text(o,
            &(struct op_say){.x = cx,
                             .y = cy - op_em(o, -5) * 0.5f,
                             .k = 5,
                             .bold = true,
                             .token = none ? COLOUR_TEXT_3 : COLOUR_TEXT,
                             .align = DRAW_CENTRE,
                             .width = r * 1.24f,
                             .role = ROLE_CLOCK},
            none ? "—" : text);
    op_text(o,
            &(struct op_say){.x = cx,
                             .y = cy + r * 0.46f,
                             .k = -5,
                             .align = DRAW_CENTRE,
                             .token = runs ? COLOUR_GOLD : COLOUR_TEXT_3,
                             .width = r},
            TR(o->w, runs || none ? clock_texts[k->kind] : standing_word(o->s, k, left_us)));
}

/* Place of the present turn in the order, −1 when there is none. */
static int turn_at(const struct state *s)
{
    for (int i = 0; i < s->turn_order_count; i++)
        if (s->turn_order[i] == s->turn_seat)
            return i;
    return -1;
}

static void draw_order(struct op *o, struct draw_box box)
{
    const struct state *s = o->s;
    float side = op_em(o, -2) * 1.35f, gap = op_px(o, 12), head = op_em(o, -5) * 1.6f;
    int at = turn_at(s), columns = (int)((box.w + gap) / (side + gap));
    if (at < 0)
        return;
    op_text(o,
            &(struct op_say){
                .x = box.x, .y = box.y + head / 2, .k = -5, .token = COLOUR_TEXT_3, .width = box.w},
            TR(o->w, "答题顺序"));
    columns = columns < 1 ? 1 : columns;
    for (int i = 0; i < s->turn_order_count; i++) {
        float x = box.x + (float)(i % columns) * (side + gap) + side / 2;
        float y = box.y + head + (float)(i / columns) * (side + gap) + side / 2 + op_px(o, 6);
        float ring = op_px(o, 5);
        if (y + side / 2 > box.y + box.h)
            return;
        draw_alpha(o->d, i < at ? 0.4f : 1); /* has had its turn in this lap */
        op_seat(o, x, y, side, s->turn_order[i]);
        draw_alpha(o->d, 1);
        if (i == at)
            op_outline(
                o,
                op_box(x - side / 2 - ring, y - side / 2 - ring, side + 2 * ring, side + 2 * ring),
                8, 3, paint(COLOUR_GOLD));
    }
}

/* Team and player in one line, or the player under the team: the host calls the player by name.
 * Returns the height taken. */
static float whose_turn(struct op *o, struct draw_box box, int seat, const struct team *team)
{
    char text[80], player[96] = "", both[180];
    float line = op_em(o, -1) * 1.5f;
    snprintf(text, sizeof text, TR(o->w, "%d号 %s"), seat, team->short_name);
    if (o->s->player > 0) {
        int n = snprintf(player, sizeof player, TR(o->w, "%d 号队员"), o->s->player);
        snprintf(player + n, sizeof player - (size_t)n, " %s",
                 text_player(o->c, seat, o->s->player));
    }
    snprintf(both, sizeof both, "%s%s%s", text, player[0] ? "\u3000" : "", player);
    bool one = !player[0] || op_width(o, o->k_min, true, both) <= box.w;
    if (!one && op_width(o, o->k_min, true, player) > box.w) /* which one says the name alone */
        snprintf(player, sizeof player, "%s", text_player(o->c, seat, o->s->player));
    struct op_say say = {.x = box.x,
                         .y = box.y + line / 2,
                         .k = -1,
                         .bold = true,
                         .token = COLOUR_TEXT,
                         .width = box.w};
    op_text(o, &say, one ? both : text);
    if (one)
        return line;
    say.y += line;
    op_text(o, &say, player);
    return 2 * line;
}

void op_turns(struct op *o, struct draw_box box)
{
    float ring = box.h < box.w * 0.42f ? box.h : box.w * 0.42f, gap = op_px(o, 36);
    int seat = o->s->turn_seat ? o->s->turn_seat : o->s->seat;
    const struct team *now = contest_team(o->c, seat);
    draw_clock(o, op_box(box.x + op_px(o, 8), box.y + (box.h - ring) / 2, ring, ring));
    struct draw_box right = op_box(box.x + ring + gap, box.y, box.w - ring - gap, box.h);
    if (now) {
        float high = whose_turn(o, right, seat, now);
        right.y += high;
        right.h -= high;
    }
    draw_order(o, right);
}
