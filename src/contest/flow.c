/* Rounds, turns and questions: what comes next. */
#include "contest/internal.h"

void flow_phase(struct step_context *x, enum phase phase)
{
    S(x)->phase = phase;
}

bool flow_active(const struct contest *c, int seat)
{
    const struct state *s = &c->state;
    if (!contest_team(c, seat))
        return false;
    return s->tie_break_mask ? (s->tie_break_mask & seat_bit(seat)) != 0 : !s->teams[seat - 1].out;
}

static bool by_turns(const struct policy *p)
{
    return p->who == WHO_TURN || p->who == WHO_PLAYER;
}

/* SplitMix64: one seed gives one draw, on every machine. */
uint64_t draw_next(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

/* Whether seat a has its turn before b; both active, a before b in seat order. */
static bool turn_before(const struct contest *c, enum order order, int a, int b)
{
    int32_t sa, sb;
    switch (order) {
    case ORDER_REVERSE:
        return false;
    case ORDER_LOW:
    case ORDER_HIGH:
        sa = contest_score_cp(c, a);
        sb = contest_score_cp(c, b);
        return order == ORDER_LOW ? sa <= sb : sa >= sb;
    case ORDER_SEAT:
    case ORDER_DRAW:
        break;
    }
    return true;
}

/* Sets the order of the coming turns from the scores as they are now. */
void flow_order_turns(struct step_context *x)
{
    struct state *s = S(x);
    enum order order = (enum order)policy(x)->order;
    int n = 0;
    for (int seat = 1; seat <= TEAMS_MAX; seat++) {
        if (!flow_active(x->c, seat))
            continue;
        int at = n++;
        for (; at > 0 && !turn_before(x->c, order, s->turn_order[at - 1], seat); at--)
            s->turn_order[at] = s->turn_order[at - 1];
        s->turn_order[at] = (uint8_t)seat;
    }
    if (order == ORDER_DRAW)
        for (int i = n - 1; i > 0; i--) {
            int j = (int)(draw_next(&s->draw) % (uint64_t)(i + 1));
            uint8_t t = s->turn_order[i];
            s->turn_order[i] = s->turn_order[j];
            s->turn_order[j] = t;
        }
    memset(s->turn_order + n, 0, sizeof s->turn_order - (size_t)n);
    s->turn_order_count = n;
}

/* Rounds with one clock a turn, and judged ones, end with the last team; others after their
 * questions. */
static bool ends_by_turns(const struct round *r)
{
    return by_turns(&r->policy) && (r->policy.round_seconds > 0 || r->policy.value == VALUE_JUDGED);
}

static bool turns_over(const struct state *s)
{
    return s->turn >= s->turn_order_count;
}

static bool turn_goes_on(const struct state *s, const struct policy *p)
{
    return s->turn_again || (s->turn_questions > 0 && s->turn_questions < p->questions_per_turn);
}

bool flow_round_over(const struct contest *c)
{
    const struct round *r = contest_round(c);
    const struct state *s = &c->state;
    if (s->tie_break_mask)
        return flow_pick(c, -1) < 0;
    if (ends_by_turns(r))
        return turns_over(s) && !turn_goes_on(s, &r->policy);
    return contest_questions_left(c) == 0;
}

void flow_enter_round(struct step_context *x, int round)
{
    struct state *s = S(x);
    s->round = round;
    s->asked = s->voided = s->bonuses = s->turn = s->turn_questions = s->left_now = 0;
    s->bonus = false;
    bonus_lost(s);
    s->turn_again = false;
    s->question = -1;
    s->turn_seat = s->seat = s->player = s->menu = 0;
    s->taken_count = 0;
    memset(s->taken, 0, sizeof s->taken);
    s->outcome = OUTCOME_NONE;
    s->answer_shown = false;
    s->tie_break_mask = 0;
    clock_clear(&s->clock);
    clock_clear(&s->round_clock);
    for (int i = 0; i < TEAMS_MAX; i++) {
        struct team_state *t = &s->teams[i];
        t->wins = t->failed = t->fouls_round = t->fouls_question = 0;
        t->menu_taken = t->doubles = t->lifelines = 0;
        t->barred = t->failed_question = false;
        t->locked_until_us = 0;
    }
    flow_order_turns(x);
    flow_phase(x, PHASE_RULES);
    const struct round *r = contest_round(x->c);
    say(x, TR(W(x), "进入第 %d 环节 %s"), round + 1, r->name);
}

/* Everything that belongs to one question begins anew. */
static void clear_question(struct state *s)
{
    s->question = -1;
    s->seat = SEAT_NONE;
    s->chosen_option = 0;
    s->doubled = s->interrupt = s->power = s->rebound = s->reading_done = s->answer_shown = false;
    s->rebounds = s->go_calls = 0;
    s->go_at_us = s->answer_at_us = s->ruled_at_us = s->read_done_us = 0;
    s->outcome = OUTCOME_NONE;
    s->outcome_cp = 0;
    s->outcome_seat = s->win_seat = 0;
    s->tied_mask = s->right_mask = s->win_mask = 0;
    s->winner_press = -1;
    s->press_count = s->presses_dropped = 0;
    memset(s->presses, 0, sizeof s->presses);
    memset(&s->correction, 0, sizeof s->correction);
    for (int t = 0; t < TEAMS_MAX; t++) {
        s->teams[t].barred = s->teams[t].failed_question = false;
        s->teams[t].fouls_question = 0;
        s->teams[t].foul_go = 0;
        s->teams[t].locked_until_us = 0;
        for (int j = 0; j < JUDGES_MAX; j++)
            s->marks_cp[t][j] = MARK_NONE;
    }
    s->question_ledger = s->ledger_count;
    clock_clear(&s->clock);
}

void flow_question_begin(struct step_context *x, int q)
{
    struct state *s = S(x);
    const struct policy *p = policy(x);
    uint8_t seat = s->seat;
    bool doubled = s->doubled;
    stage_clear(x);
    clear_question(s);
    s->seat = seat; /* chosen before the question was drawn */
    s->doubled = doubled;
    s->read_from_us = x->in->at_us;
    s->asked++;
    s->turn_questions++;
    if (q >= 0) {
        s->used[q / 8] = (uint8_t)(s->used[q / 8] | 1u << (q % 8));
        s->question = q;
        if (x->c->def->questions[q].type == QUESTION_VIDEO)
            s->correction.media = MEDIA_PAUSE; /* on its first frame until the host plays it */
    }
    flow_phase(x, PHASE_READ);
    const char *id = q >= 0 ? x->c->def->questions[q].id : "—";
    if (s->seat)
        say(x, TR(W(x), "第 %d 题（%s）上屏，由 %d号 作答"), s->asked, id, s->seat);
    else
        say(x, TR(W(x), "第 %d 题（%s）上屏"), s->asked, id);
    if (p->round_seconds > 0) { /* rapid: no reading phase, the one clock runs */
        flow_phase(x, PHASE_ANSWER);
        s->answer_at_us = x->in->at_us;
        if (s->round_clock.kind == CLOCK_NONE)
            clock_start(x, CLOCK_ROUND, p->round_seconds);
        else /* it stood for a ruling */
            clock_run(&s->round_clock, x->in->at_us);
    }
}

/* The seat whose turn it is, and the player, from the number of turns begun. */
static bool begin_turn(struct step_context *x)
{
    struct state *s = S(x);
    const struct policy *p = policy(x);
    if (s->turn_order_count == 0)
        return false;
    bool by_score = p->order == ORDER_LOW || p->order == ORDER_HIGH;
    if (s->turn == 0 && by_score) /* scores may have been edited since the rule card */
        flow_order_turns(x);
    for (int tries = 0; tries < TEAMS_MAX; tries++) {
        if (s->turn > 0 && s->turn % s->turn_order_count == 0 &&
            !ends_by_turns(contest_round(x->c)))
            flow_order_turns(x); /* by score: as the scores are at each lap */
        int at = s->turn++ % s->turn_order_count;
        s->turn_seat = s->turn_order[at];
        if (flow_active(x->c, s->turn_seat))
            break;
    }
    int lap = (s->turn - 1) / s->turn_order_count;
    const struct team *t = contest_team(x->c, s->turn_seat);
    s->player = p->who == WHO_PLAYER && t->player_count ? (uint8_t)(lap % t->player_count + 1) : 0;
    s->turn_questions = 0;
    s->menu = 0;
    clock_clear(&s->round_clock);
    return true;
}

static void begin_select(struct step_context *x)
{
    struct state *s = S(x);
    clear_question(s);
    s->seat = policy(x)->assign || !by_turns(policy(x)) ? SEAT_NONE : s->turn_seat;
    s->menu = 0;
    flow_phase(x, PHASE_SELECT);
    clock_start(x, CLOCK_CHOOSE, policy(x)->choose_seconds);
    if (policy(x)->assign && s->turn_seat)
        say(x, TR(W(x), "轮到 %d号 指定作答的队"), s->turn_seat);
    else if (s->turn_seat)
        say(x, TR(W(x), "轮到 %d号 选择分值"), s->turn_seat);
    else
        say(x, TR(W(x), "选择分值"));
}

/* Whether there is something to ask the team in turn. */
static bool anything_left(const struct contest *c)
{
    const struct policy *p = contest_policy(c);
    bool any = p->value == VALUE_JUDGED;
    for (int i = 0; p->value == VALUE_MENU && i < p->menu_count && !any; i++)
        any = contest_menu_left(c, i) > 0;
    return any || (p->value != VALUE_MENU && flow_pick(c, -1) >= 0);
}

/* The turn goes on, or the next team with something left in its packet has its own. */
static bool packet_turn(struct step_context *x)
{
    struct state *s = S(x);
    const struct policy *p = policy(x);
    for (int tries = 0; tries <= TEAMS_MAX; tries++) {
        bool goes_on = by_turns(p) && turn_goes_on(s, p);
        if (by_turns(p) && !goes_on) {
            if (flow_round_over(x->c) || !begin_turn(x))
                return false;
        }
        if (anything_left(x->c))
            return true;
        if (goes_on)
            say(x, TR(W(x), "%d号 题包的题目已用完"), s->turn_seat);
        s->turn_again = false;
        s->turn_questions = 0;
    }
    say(x, TR(W(x), "本环节的题目已用完"));
    return false;
}

static bool plain_turn(struct step_context *x)
{
    const struct policy *p = policy(x);
    if (flow_pick(x->c, -1) < 0 && p->value != VALUE_JUDGED) {
        say(x, TR(W(x), "本环节的题目已用完"));
        return false;
    }
    return !by_turns(p) || turn_goes_on(S(x), p) || begin_turn(x);
}

void flow_next_question(struct step_context *x)
{
    struct state *s = S(x);
    if (s->round < 0 || bonus_next(x))
        return;
    const struct policy *p = policy(x);
    if (flow_round_over(x->c)) {
        flow_end_round(x);
        return;
    }
    bool menu = p->value == VALUE_MENU, assign = p->assign && by_turns(p);
    if (p->packets ? !packet_turn(x) : !plain_turn(x)) {
        flow_end_round(x);
        return;
    }
    int q = flow_pick(x->c, -1);
    s->turn_again = false;
    if (menu || assign) {
        begin_select(x);
        return;
    }
    s->seat = by_turns(p) ? s->turn_seat : SEAT_NONE;
    s->doubled = false;
    flow_question_begin(x, q);
}

void flow_reading_over(struct step_context *x)
{
    struct state *s = S(x);
    const struct policy *p = policy(x);
    s->read_done_us = x->in->at_us;
    s->reading_done = true;
    switch (p->who) {
    case WHO_PRESS:
        buzzer_go_call(x);
        break;
    case WHO_AUDIENCE:
        s->answer_shown = true;
        flow_phase(x, PHASE_REVEAL);
        say(x, TR(W(x), "观众题，不计队分，亮答案"));
        break;
    default:
        flow_answer(x, s->seat, p->answer_start == START_AUTO);
        if (s->seat)
            say(x,
                s->clock.kind == CLOCK_THINK ? TR(W(x), "%d号 开始思考")
                                             : TR(W(x), "%d号 开始作答"),
                s->seat);
        else
            say(x, TR(W(x), "各队开始作答"));
    }
}

/* A procedure nobody has started yet is shown from when the clock runs. */
void flow_show_video(struct step_context *x)
{
    const struct question *q = contest_question(x->c);
    if (q && q->type == QUESTION_VIDEO && !S(x)->correction.replays)
        S(x)->correction.media = MEDIA_PLAY;
}

void flow_answer(struct step_context *x, int seat, bool start_clock)
{
    struct state *s = S(x);
    const struct policy *p = policy(x);
    s->seat = (uint8_t)seat;
    s->chosen_option = 0;
    s->answer_at_us = x->in->at_us;
    flow_phase(x, PHASE_ANSWER);
    int32_t seconds = s->rebounds && p->rebound_seconds ? p->rebound_seconds : p->answer_seconds;
    if (p->think_seconds > 0 && !s->rebounds) {
        clock_prepare(x, CLOCK_THINK, p->think_seconds);
        start_clock = p->think_start == START_AUTO;
    } else {
        clock_prepare(x, CLOCK_ANSWER, seconds);
    }
    if (start_clock && p->who != WHO_PRESS)
        flow_show_video(x);
    if (start_clock)
        clock_run(&s->clock, x->in->at_us);
}

/* The lowest teams leave; a tie at the line takes nobody whom it could wrong: once the judges have
 * decided it, this is called again. */
void flow_eliminate(struct step_context *x)
{
    struct state *s = S(x);
    int32_t leaving = policy(x)->eliminate - s->left_now;
    struct standings st;
    if (leaving <= 0)
        return;
    standings_compute(x->c, false, &st);
    int in = 0;
    while (in < st.count && !st.row[in].out)
        in++;
    if (leaving >= in)
        return;
    int line = in - leaving; /* rows [line, in) are to leave */
    bool tie = st.row[line - 1].rank == st.row[line].rank;
    int rank = st.row[line].rank;
    for (int i = 0; i < in; i++) {
        const struct standing *r = &st.row[i];
        if (tie && r->rank == rank) {
            say(x, TR(W(x), "%d号 正处淘汰线并列，未淘汰，须由裁判决定"), r->seat);
        } else if (i >= line) {
            team_at(s, r->seat)->out = true;
            s->left_now++;
            say(x, TR(W(x), "%d号 第 %d 名，本环节后淘汰"), r->seat, r->rank);
        }
    }
}

void flow_end_round(struct step_context *x)
{
    struct state *s = S(x);
    const struct round *r = contest_round(x->c);
    bool tie_break = s->tie_break_mask != 0;
    clear_question(s);
    s->bonus = false;
    bonus_lost(s);
    clock_clear(&s->round_clock);
    s->turn_seat = s->player = s->menu = 0;
    if (tie_break) {
        s->tie_break_mask = 0;
        flow_phase(x, PHASE_STANDINGS);
        say(x, TR(W(x), "加赛结束，回到总排名"));
        return;
    }
    say(x, TR(W(x), "%s 结束"), r->name);
    flow_phase(x, PHASE_ROUND_END);
    flow_eliminate(x);
}

int flow_tie_break_round(const struct contest *c)
{
    for (int i = 0; i < c->def->round_count; i++)
        if (c->def->rounds[i].kind == ROUND_TIE_BREAK)
            return i;
    return -1;
}

static int round_after(const struct contest *c)
{
    for (int i = c->state.round + 1; i < c->def->round_count; i++)
        if (c->def->rounds[i].kind != ROUND_TIE_BREAK)
            return i;
    return -1;
}

bool contest_round_follows(const struct contest *c)
{
    return round_after(c) >= 0;
}

void flow_after_round(struct step_context *x)
{
    struct state *s = S(x);
    int next = round_after(x->c);
    ledger_publish(s);
    if (next >= 0) {
        flow_enter_round(x, next);
        return;
    }
    flow_phase(x, PHASE_STANDINGS);
    say(x, TR(W(x), "各环节结束，公布总排名"));
}
