/* rooms: contest keypad words */
/* Thousands of random inputs over random rule sets: what must hold in every show. */
#include <check.h>

#include "keypad/keypad.h"
#include "random_contest.h"
#include "support/sanitized.h"

enum { SHOWS = 150 / LESS, INPUTS = 420 };

/* One random show being played. */
struct game {
    struct made *made, *bare; /* bare: no undo memory; NULL in shows that undo */
    struct dice dice;
    struct keypad keypad;
    struct state *before;
    struct input *log;
    uint64_t *digest;
    int count;
    int64_t now_us;
    uint64_t seed;
};

static struct contest *contest(struct game *g)
{
    return &g->made->contest;
}

static void scores_are_base_plus_ledger(struct game *g)
{
    const struct contest *c = contest(g);
    for (int i = 0; i < c->def->team_count; i++) {
        int64_t sum[TEAMS_MAX + 1] = {0};
        for (int k = 0; k < c->state.ledger_count; k++)
            sum[c->state.ledger[k].seat] += c->state.ledger[k].points_cp;
        int seat = c->state.seat_of_team[0] ? c->state.seat_of_team[i] : c->def->teams[i].seat;
        const struct team *t = contest_team(c, seat);
        ck_assert_int_eq(contest_score_cp(c, seat), c->def->base_cp + t->carry_in_cp + sum[seat]);
    }
}

static void caps_hold(struct game *g)
{
    const struct contest *c = contest(g);
    const struct policy *p = contest_policy(c);
    for (int seat = 1; seat <= TEAMS_MAX; seat++) {
        const struct team_state *t = &c->state.teams[seat - 1];
        ck_assert_int_ge(t->wins, 0);
        ck_assert_int_ge(t->failed, 0);
        ck_assert_int_ge(t->fouls_round, 0);
        ck_assert_int_ge(t->fouls_contest, 0);
        if (c->state.phase == PHASE_OPEN && p->wins_max && t->wins >= p->wins_max)
            ck_assert(!contest_may_press(c, seat));
    }
}

/* No deduction of a floored round goes through the floor: only score edits may. */
static void floors_hold(struct game *g)
{
    const struct contest *c = contest(g);
    for (int i = g->before->ledger_count; i < c->state.ledger_count; i++) {
        const struct ledger_entry *e = &c->state.ledger[i];
        int32_t floor = e->round < 0 ? FLOOR_NONE : c->def->rounds[e->round].policy.floor;
        if (e->points_cp >= 0 || e->cause == CAUSE_ADJUST)
            continue;
        if (floor == FLOOR_TOTAL)
            ck_assert_msg(contest_score_cp(c, e->seat) >= 0, "seed %llu input %d: %s below 0",
                          (unsigned long long)g->seed, g->count, cause_names[e->cause]);
        if (floor == FLOOR_ROUND && e->cause != CAUSE_CONDUCT)
            ck_assert_int_ge(contest_round_points_cp(c, e->seat, e->round), 0);
        ck_assert_int_le(e->asked_cp, e->points_cp); /* clipped towards 0, never beyond */
    }
}

/* A bonus question is its team's alone, and not one of those planned. */
static void bonus_is_alone(struct game *g)
{
    const struct contest *c = contest(g);
    const struct state *s = &c->state;
    const struct round *r = contest_round(c);
    if (s->bonus) {
        ck_assert_uint_eq(contest_armed(c), 0);
        ck_assert(r->policy.bonus_questions > 0 && !s->tie_break_mask);
        ck_assert(s->phase != PHASE_COUNT && s->phase != PHASE_OPEN && s->phase != PHASE_FOUL);
    }
    ck_assert_int_ge(s->bonuses, 0);
    ck_assert(!s->bonus_left || s->bonus_seat);
    if (r)
        ck_assert_int_le(s->bonuses + s->bonus_left,
                         r->policy.bonus_questions * (contest_question_number(c) + 1));
}

static void winner_was_eligible(struct game *g, const struct input *in)
{
    const struct contest *c = contest(g);
    struct press_result r = contest_press_result(c);
    ck_assert_msg(r.verdict != VERDICT_NONE, "seed %llu input %d: a press without verdict",
                  (unsigned long long)g->seed, g->count);
    if (r.verdict != VERDICT_WON && r.verdict != VERDICT_INTERRUPT)
        return;
    const struct team_state *t = &g->before->teams[in->seat - 1];
    const struct policy *p = contest_policy(c);
    ck_assert_ptr_nonnull(contest_team(c, in->seat));
    ck_assert(!t->barred && !t->failed_question && !t->disabled);
    ck_assert(c->state.tie_break_mask ? c->state.tie_break_mask >> (in->seat - 1) & 1 : !t->out);
    ck_assert(!p->wins_max || t->wins < p->wins_max);
    ck_assert(!p->failed_max || t->failed < p->failed_max);
    ck_assert_int_eq(c->state.seat, in->seat);
    ck_assert_int_eq(c->state.phase, PHASE_ANSWER);
    ck_assert_int_eq(c->state.presses[c->state.winner_press].seat, in->seat);
    if (r.verdict == VERDICT_WON)
        ck_assert_int_ge(in->press_us, c->state.go_at_us);
}

static int drawn_by(const struct contest *c, int packet)
{
    for (int i = 0; i < TEAMS_MAX; i++)
        if (c->state.packet_of[c->state.round][i] == packet)
            return i + 1;
    return 0;
}

/* No packet is drawn twice; nobody is asked from a packet that another team has drawn. */
static void packets_hold(struct game *g)
{
    const struct contest *c = contest(g);
    const struct state *s = &c->state;
    const struct question *q = contest_question(c);
    for (int r = 0; r < c->def->round_count; r++) {
        uint64_t seen = 0;
        for (int i = 0; i < TEAMS_MAX; i++) {
            int packet = s->packet_of[r][i];
            ck_assert(!packet || !(seen >> packet & 1));
            ck_assert_int_le(packet, c->def->rounds[r].packet_count);
            seen |= UINT64_C(1) << packet;
        }
    }
    if (!q || !contest_policy(c)->packets || !q->packet || !s->turn_seat)
        return;
    int owner = drawn_by(c, q->packet);
    ck_assert_msg(!owner || owner == s->turn_seat, "seed %llu input %d: seat %d is asked from %s",
                  (unsigned long long)g->seed, g->count, s->turn_seat,
                  contest_packet_name(c, q->packet));
}

/* What the host's key said it would do after a ruling is what it has done. */
static void then_came_true(struct game *g, enum then then)
{
    static const uint32_t phases[] = {
        [THEN_NOTHING] = ~0u,
        [THEN_QUESTION] = 1u << PHASE_READ | 1u << PHASE_SELECT | 1u << PHASE_ANSWER |
                          1u << PHASE_JUDGE | 1u << PHASE_DRAW,
        [THEN_TIED] = 1u << PHASE_ANSWER,
        [THEN_PRESS] = 1u << PHASE_ANSWER,
        [THEN_READ] = 1u << PHASE_READ,
        [THEN_GO] = 1u << PHASE_COUNT | 1u << PHASE_OPEN,
        [THEN_BID] = 1u << PHASE_SELECT,
        [THEN_AUDIENCE] = 1u << PHASE_READ | 1u << PHASE_REVEAL,
        [THEN_FAULT] = 1u << PHASE_REVEAL,
        [THEN_ANSWER] = 1u << PHASE_REVEAL,
        [THEN_ROUND_END] = 1u << PHASE_ROUND_END | 1u << PHASE_STANDINGS,
    };
    const struct policy *p = contest_policy(contest(g));
    if (then == THEN_QUESTION && p->packets && contest(g)->state.phase == PHASE_ROUND_END)
        return; /* the packets of all that follow are used up */
    ck_assert_msg(phases[then] >> contest(g)->state.phase & 1, "seed %llu input %d: %d led to %s",
                  (unsigned long long)g->seed, g->count, then,
                  phase_names[contest(g)->state.phase]);
}

/* One input into the show and its shadows. */
static enum step feed(struct game *g, struct input *in)
{
    struct says says;
    struct contest *c = contest(g);
    state_copy(g->before, &c->state);
    uint64_t digest = contest_digest(c);
    bool accepts = in->kind == INPUT_COMMAND && contest_accepts(c, in, NULL);
    ck_assert_msg(memcmp(g->before, &c->state, state_used_bytes(&c->state)) == 0,
                  "seed %llu: asking changed something", (unsigned long long)g->seed);
    enum then then = contest_then(c);
    enum step step = contest_step(c, in, &says);
    if (in->kind == INPUT_COMMAND && in->command == COMMAND_NEXT && step == STEP_DONE)
        then_came_true(g, then);
    if (in->kind == INPUT_COMMAND)
        ck_assert_msg(accepts == (step == STEP_DONE), "seed %llu input %d: %s asked %d, done %d",
                      (unsigned long long)g->seed, g->count, command_names[in->command], accepts,
                      step == STEP_DONE);
    ck_assert(in->kind == INPUT_COMMAND || step == STEP_DONE);
    if (step == STEP_REFUSED) {
        ck_assert_uint_eq(contest_digest(c), digest);
        ck_assert(memcmp(g->before, &c->state, state_used_bytes(&c->state)) == 0);
        ck_assert_int_eq(says.count, 1);
    }
    if (g->bare) {
        struct says also;
        enum step again = contest_step(&g->bare->contest, in, &also);
        ck_assert_int_eq(again, step);
        ck_assert_msg(contest_digest(&g->bare->contest) == contest_digest(c),
                      "seed %llu input %d: %s differs without undo memory",
                      (unsigned long long)g->seed, g->count,
                      in->kind == INPUT_COMMAND ? command_names[in->command] : "other");
    }
    if (in->kind == INPUT_PRESS)
        winner_was_eligible(g, in);
    if (step == STEP_DONE) {
        g->log[g->count] = *in;
        g->digest[g->count++] = contest_digest(c);
    }
    scores_are_base_plus_ledger(g);
    caps_hold(g);
    packets_hold(g);
    bonus_is_alone(g);
    if (step == STEP_DONE && !(in->kind == INPUT_COMMAND &&
                               (in->command == COMMAND_UNDO || in->command == COMMAND_REDO)))
        floors_hold(g);
    return step;
}

static void pass_time(struct game *g, int64_t us)
{
    int64_t to_us = g->now_us + us, wake_us;
    while (g->count < INPUTS && (wake_us = contest_next_wake(contest(g))) <= to_us) {
        struct input in = {.kind = INPUT_WAKE, .at_us = wake_us};
        if (wake_us < contest(g)->state.last_us)
            in.at_us = contest(g)->state.last_us;
        feed(g, &in);
        ck_assert_int_gt(contest_next_wake(contest(g)), wake_us);
    }
    g->now_us = to_us;
}

/* ---- inputs
 * ------------------------------------------------------------------------------------ */

static void random_press(struct game *g)
{
    int64_t back = chance(&g->dice, 60) ? roll(&g->dice, 2000) : roll(&g->dice, 700000);
    int64_t half = chance(&g->dice, 20) ? roll(&g->dice, 3000) : 0;
    struct input in = {.kind = INPUT_PRESS,
                       .at_us = g->now_us,
                       .press_us = g->now_us - back,
                       .arrived_us = g->now_us,
                       .seat = (int32_t)roll(&g->dice, TEAMS_MAX + 2)};
    if (chance(&g->dice, 90))
        in.seat =
            contest(g)->def->teams[roll(&g->dice, (uint32_t)contest(g)->def->team_count)].seat;
    in.lo_us = in.press_us - half;
    in.hi_us = in.press_us + half;
    in.box = in.seat - 1;
    in.flags = chance(&g->dice, 95) ? 0 : 1 << roll(&g->dice, 4);
    feed(g, &in);
}

static bool undoes(enum command c)
{
    return c == COMMAND_UNDO || c == COMMAND_REDO;
}

static void random_command(struct game *g)
{
    static const char *const texts[] = {"",    "right",    "wrong",  "void",
                                        "2,1", "裁判裁定", "seed 5", "1,2,3,4"};
    struct input in = {.kind = INPUT_COMMAND, .at_us = g->now_us};
    in.command = (enum command)(1 + roll(&g->dice, COMMAND_COUNT - 1));
    in.seat = (int32_t)roll(&g->dice, TEAMS_MAX + 2);
    in.number = (int32_t)roll(&g->dice, 8);
    in.value = chance(&g->dice, 80) ? (int32_t)roll(&g->dice, 12) : (int32_t)roll(&g->dice, 2000);
    if (in.command == COMMAND_JUDGE && chance(&g->dice, 20))
        in.value = MARK_ABSTAIN;
    snprintf(in.text, sizeof in.text, "%s", texts[roll(&g->dice, 8)]);
    if (!(g->bare && undoes(in.command)))
        feed(g, &in);
}

static void random_box(struct game *g)
{
    struct input in = {.kind = INPUT_BOX, .at_us = g->now_us};
    in.seat = (int32_t)roll(&g->dice, TEAMS_MAX + 2);
    in.value = chance(&g->dice, 60) ? BOX_READY : (int32_t)roll(&g->dice, 4);
    if (chance(&g->dice, 3))
        in = (struct input){.kind = INPUT_RESUME, .at_us = g->now_us};
    else if (chance(&g->dice, 2))
        in = (struct input){.kind = chance(&g->dice, 50) ? INPUT_STANDSTILL : INPUT_CLOCK_SET,
                            .at_us = g->now_us,
                            .value = (int32_t)roll(&g->dice, 100000) - 50000};
    feed(g, &in);
}

/* A key does what it is drawn to do, and does nothing where none is drawn. */
static void press_key(struct game *g, enum key key)
{
    struct key_meaning drawn[KEY_COUNT];
    char message[KEYPAD_MESSAGE];
    struct input in;
    enum keypad_mode mode = g->keypad.mode;
    keypad_meanings(&g->keypad, contest(g), g->now_us, drawn);
    if (g->bare && undoes(drawn[key].command.command))
        return;
    enum keypad_result r = keypad_press(&g->keypad, contest(g), key, g->now_us, &in, message);
    const char *where = phase_names[contest(g)->state.phase];
    bool typing = mode == KEYPAD_SEAT || mode == KEYPAD_NUMBER;
    if (!drawn[key].text[0])
        ck_assert_msg(r == KEYPAD_DEAD, "seed %llu, %s, mode %d: %s is blank, yet does something",
                      (unsigned long long)g->seed, where, mode, key_names[key]);
    else if (!typing)
        ck_assert_msg(r != KEYPAD_DEAD, "seed %llu, %s, mode %d: %s '%s' is drawn, yet dead: %s",
                      (unsigned long long)g->seed, where, mode, key_names[key], drawn[key].text,
                      message);
    ck_assert(r != KEYPAD_DEAD || message[0]);
    if (r != KEYPAD_COMMAND || (g->bare && undoes(in.command)))
        return;
    struct input drawn_in = drawn[key].command;
    if (mode == KEYPAD_SHOW && drawn_in.command != COMMAND_NONE)
        ck_assert(drawn_in.command == in.command && drawn_in.seat == in.seat &&
                  drawn_in.number == in.number && drawn_in.value == in.value);
    enum step step = feed(g, &in);
    bool direct = mode == KEYPAD_SHOW || mode == KEYPAD_MENU || mode == KEYPAD_MENU_2 ||
                  mode == KEYPAD_MENU_3 || mode == KEYPAD_OUTCOME;
    if (direct)
        ck_assert_msg(step == STEP_DONE, "seed %llu, %s, mode %d: %s '%s' is drawn, yet refused",
                      (unsigned long long)g->seed, where, mode, key_names[key], drawn[key].text);
}

static void random_key(struct game *g)
{
    static const enum key often[] = {KEY_ENTER, KEY_ENTER, KEY_PLUS, KEY_MINUS, KEY_1, KEY_2};
    enum key key =
        chance(&g->dice, 50) ? often[roll(&g->dice, 6)] : (enum key)roll(&g->dice, KEY_COUNT);
    press_key(g, key);
    if (key == KEY_ENTER && g->count < INPUTS && chance(&g->dice, 50))
        press_key(g, key); /* keys that want to be confirmed */
}

/* Where the buzzers matter, they are pressed: at once, together, late. */
static bool buzzers_matter(const struct contest *c)
{
    enum phase p = c->state.phase;
    return p == PHASE_READ || p == PHASE_COUNT || p == PHASE_OPEN || p == PHASE_TIE ||
           (p == PHASE_ANSWER && c->state.winner_press >= 0);
}

static void random_input(struct game *g)
{
    uint32_t what = roll(&g->dice, 100);
    if (buzzers_matter(contest(g)) && contest_policy(contest(g))->who == WHO_PRESS &&
        chance(&g->dice, 50)) {
        pass_time(g, chance(&g->dice, 50) ? roll(&g->dice, 3000) : roll(&g->dice, 1500000));
        if (g->count < INPUTS - 4)
            random_press(g);
        return;
    }
    pass_time(g, chance(&g->dice, 80) ? roll(&g->dice, 600000) : roll(&g->dice, 20000000));
    if (g->count >= INPUTS - 4)
        return;
    if (what < 58)
        random_key(g);
    else if (what < 82)
        random_press(g);
    else if (what < 94)
        random_command(g);
    else
        random_box(g);
}

/* ---- what must hold at the end
 * ----------------------------------------------------------------- */

static void replays(struct game *g)
{
    struct made *m = made_contest(g->seed, true);
    for (int i = 0; i < g->count; i++) {
        struct says says;
        ck_assert_int_eq(contest_step(&m->contest, &g->log[i], &says), STEP_DONE);
        ck_assert_uint_eq(contest_digest(&m->contest), g->digest[i]);
    }
    free(m);
}

static void undo_and_redo_everything(struct game *g)
{
    struct contest *c = contest(g);
    struct says says;
    struct made *fresh = made_contest(g->seed, false);
    uint64_t end = contest_digest(c), start = contest_digest(&fresh->contest);
    struct input in = {.kind = INPUT_COMMAND, .command = COMMAND_UNDO, .at_us = g->now_us};
    int undone = 0, redone = 0;
    while (contest_step(c, &in, &says) == STEP_DONE)
        undone++, in.at_us += 1000;
    ck_assert_msg(contest_digest(c) == start, "seed %llu: undo of everything is not the start",
                  (unsigned long long)g->seed);
    in.command = COMMAND_REDO;
    for (; undone > redone && contest_step(c, &in, &says) == STEP_DONE; in.at_us += 1000)
        redone++;
    ck_assert_int_eq(redone, undone);
    ck_assert_msg(contest_digest(c) == end, "seed %llu: redo of everything is not the end",
                  (unsigned long long)g->seed);
    g->now_us = in.at_us;
    free(fresh);
}

/* ---- the keypad alone comes to the end
 * ----------------------------------------------------------- */

static void step_key(struct contest *c, struct keypad *k, enum key key, int64_t *now_us)
{
    struct input in;
    struct says says;
    char message[KEYPAD_MESSAGE];
    if (keypad_press(k, c, key, *now_us, &in, message) == KEYPAD_COMMAND)
        contest_step(c, &in, &says);
    *now_us += 300000;
    for (int64_t w; (w = contest_next_wake(c)) <= *now_us;) {
        struct input wake = {.kind = INPUT_WAKE, .at_us = w};
        contest_step(c, &wake, &says);
    }
}

static bool drawn(const struct contest *c, const struct keypad *k, enum key key, int64_t now_us)
{
    struct key_meaning m[KEY_COUNT];
    keypad_meanings(k, c, now_us, m);
    return m[key].text[0] != '\0';
}

/* A draw somebody has begun to record goes on with a lot that is left: which is in the hall's
 * hands, no key is the natural one. False: nothing is to be recorded. */
static bool record_lot(struct contest *c, struct keypad *k, int64_t *now_us)
{
    struct input in = {.kind = INPUT_COMMAND, .command = COMMAND_DRAW};
    if (c->state.phase != PHASE_DRAW || !contest_draw_next(c))
        return false;
    for (in.value = 1; in.value <= PACKETS_MAX && !contest_accepts(c, &in, NULL); in.value++)
        ;
    if (in.value > PACKETS_MAX)
        return false;
    if (k->mode != KEYPAD_SHOW)
        step_key(c, k, KEY_STAR, now_us);
    step_key(c, k, KEY_2, now_us);
    if (in.value > 9)
        step_key(c, k, (enum key)(KEY_0 + in.value / 10), now_us);
    step_key(c, k, (enum key)(KEY_0 + in.value % 10), now_us);
    if (k->mode != KEYPAD_SHOW)
        step_key(c, k, KEY_ENTER, now_us);
    return true;
}

/* The next natural key; where there is none, the round is ended through the menu. */
static void come_to_the_end(struct game *g, bool impatient)
{
    struct contest *c = contest(g);
    struct keypad k;
    int keys = 0, standings = 0;
    keypad_init(&k);
    for (; c->state.phase != PHASE_END && keys < 4000; keys++) {
        static const enum key tries[] = {KEY_ENTER, KEY_PLUS, KEY_1};
        enum phase phase = c->state.phase;
        bool ends = (phase >= PHASE_RULES && phase <= PHASE_REVEAL) ||
                    (phase == PHASE_DRAW && c->state.round >= 0);
        bool may_enter = drawn(c, &k, KEY_ENTER, g->now_us);
        standings += phase == PHASE_STANDINGS;
        if (phase == PHASE_STANDINGS && standings > 3) { /* enough tie-breaks */
            step_key(c, &k, KEY_3, &g->now_us);
            step_key(c, &k, KEY_3, &g->now_us);
        } else if (!impatient && keys % 2 && record_lot(c, &k, &g->now_us)) {
            continue;
        } else if ((impatient && ends) || (!may_enter && ends && keys % 3 == 2)) {
            static const enum key menu[] = {KEY_STAR, KEY_STAR, KEY_1, KEY_1};
            for (int i = 0; i < 4; i++)
                step_key(c, &k, menu[i], &g->now_us);
        } else {
            step_key(c, &k, may_enter ? KEY_ENTER : tries[keys % 3], &g->now_us);
        }
        ck_assert_msg(c->state.phase != phase || keys < 3999, "seed %llu stuck in %s",
                      (unsigned long long)g->seed, phase_names[phase]);
    }
    ck_assert_msg(c->state.phase == PHASE_END, "seed %llu: %d keys do not end it, in %s",
                  (unsigned long long)g->seed, keys, phase_names[c->state.phase]);
    if (impatient)
        ck_assert_int_lt(keys, 200);
}

START_TEST(random_shows)
{
    struct game g = {.seed = (uint64_t)_i * 7919 + 1};
    bool undo = _i % 2;
    g.made = made_contest(g.seed, true);
    g.bare = undo ? NULL : made_contest(g.seed, false);
    g.before = calloc(1, sizeof *g.before);
    g.log = calloc(INPUTS + 8, sizeof *g.log);
    g.digest = calloc(INPUTS + 8, sizeof *g.digest);
    g.dice.state = g.seed * 31;
    g.now_us = 1000000;
    for (int i = 0; i < 3 * INPUTS && g.count < INPUTS - 4; i++)
        random_input(&g);
    replays(&g);
    undo_and_redo_everything(&g);
    come_to_the_end(&g, _i % 4 < 2);
    free(g.made);
    free(g.bare);
    free(g.before);
    free(g.log);
    free(g.digest);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("contest, random shows");
    TCase *t = tcase_create("shows");
    tcase_set_timeout(t, 60);
    tcase_add_loop_test(t, random_shows, 0, SHOWS);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_set_fork_status(r, CK_FORK);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
