#include "contest/internal.h"

enum { SCORE_MAX_CP = 1000000000 };

static uint64_t mix(uint64_t h, uint64_t n)
{
    return (h ^ n) * 0x100000001b3u;
}

static struct ledger_entry *append(struct step_context *x, int seat, int32_t cp, enum cause cause)
{
    struct state *s = S(x);
    if (s->ledger_count == LEDGER_MAX) {
        say(x, TR(W(x), "计分流水已满（%d 条），%d号 的这次变动未计入：请导出成绩并新开竞赛"),
            LEDGER_MAX, seat);
        return NULL;
    }
    struct ledger_entry *e = &s->ledger[s->ledger_count++];
    memset(e, 0, sizeof *e);
    e->at_us = x->in->at_us;
    e->seq = s->ledger_count;
    e->seat = (uint8_t)seat;
    e->cause = (uint8_t)cause;
    e->points_cp = e->asked_cp = cp;
    e->round = (int16_t)s->round;
    e->question_index = (int16_t)s->question;
    e->question = s->phase >= PHASE_READ && s->phase <= PHASE_REVEAL ? (int16_t)s->asked : 0;
    return e;
}

static void sealed(struct step_context *x, struct ledger_entry *e)
{
    struct state *s = S(x);
    uint64_t h = s->ledger_hash;
    h = mix(h, (uint64_t)e->seq << 32 | (uint32_t)e->points_cp);
    h = mix(h, (uint64_t)e->seat << 40 | (uint64_t)e->cause << 32 | (uint32_t)e->corrects);
    h = mix(h, (uint64_t)(uint16_t)e->round << 32 | (uint64_t)(uint16_t)e->question << 16 |
                   (uint16_t)e->question_index);
    for (const char *p = e->reason; *p; p++)
        h = mix(h, (unsigned char)*p);
    s->ledger_hash = h;
    e->chain = mix(mix(h, (uint64_t)e->at_us), e->seq > 1 ? s->ledger[e->seq - 2].chain : 0);
    if (!contest_policy(x->c)->held_reveal)
        ledger_publish(s);
    else
        s->published = false;
}

/* A cap of the round's points clips awards, never deductions. */
static int32_t clip(struct step_context *x, int seat, int32_t cp)
{
    int32_t cap = contest_policy(x->c)->round_points_max_cp;
    if (!cap || cp <= 0)
        return cp;
    int32_t have = contest_round_points_cp(x->c, seat, S(x)->round);
    int32_t room = have < cap ? cap - have : 0;
    return cp < room ? cp : room;
}

int32_t ledger_floored(const struct contest *c, int seat, int round, int32_t cp)
{
    enum score_floor floor =
        round < 0 ? FLOOR_NONE : (enum score_floor)c->def->rounds[round].policy.floor;
    if (floor == FLOOR_NONE || cp >= 0)
        return cp;
    int32_t have =
        floor == FLOOR_TOTAL ? contest_score_cp(c, seat) : contest_round_points_cp(c, seat, round);
    return have <= 0 ? 0 : cp < -have ? -have : cp;
}

/* Why less was taken than the rule says; also the reason in the ledger. */
static const char *say_floored(struct step_context *x, int seat, int round, int32_t cp)
{
    bool total = x->c->def->rounds[round].policy.floor == FLOOR_TOTAL;
    if (cp)
        say(x,
            total ? TR(W(x), "%d号 总分扣完为止，只扣 %s")
                  : TR(W(x), "%d号 本环节得分扣完为止，只扣 %s"),
            seat, points_text(-cp, false, (char[16]){0}, 16));
    else
        say(x,
            total ? TR(W(x), "%d号 总分已为 0，不再扣分")
                  : TR(W(x), "%d号 本环节得分已为 0，不再扣分"),
            seat);
    return total ? N_("总分扣完为止") : N_("本环节得分扣完为止");
}

int32_t ledger_weighted(const struct policy *p, int32_t cp)
{
    return rule_share(cp, p->weight_percent);
}

struct ledger_entry *ledger_add(struct step_context *x, int seat, int32_t cp, enum cause cause)
{
    const struct policy *p = contest_policy(x->c);
    if (seat == SEAT_NONE) /* nobody answered: there is nobody to give to or take from */
        return NULL;
    int32_t weighted = ledger_weighted(p, cp);
    int32_t capped = clip(x, seat, weighted);
    int32_t points = ledger_floored(x->c, seat, S(x)->round, capped);
    struct ledger_entry *e = append(x, seat, points, cause);
    if (!e)
        return NULL;
    e->asked_cp = weighted;
    if (weighted != cp)
        say(x, TR(W(x), "本环节按 %d%% 计入：%d号 %s"), p->weight_percent, seat,
            points_text(weighted, true, (char[16]){0}, 16));
    if (points != capped)
        words_copy(e->reason, sizeof e->reason, say_floored(x, seat, S(x)->round, points));
    if (capped != weighted)
        say(x, TR(W(x), "%d号 本环节得分已到上限 %s，只计 %s"), seat,
            VALUE_TEXT(p->round_points_max_cp), points_text(points, true, (char[16]){0}, 16));
    sealed(x, e);
    return e;
}

void ledger_correct(struct step_context *x, const struct ledger_entry *of, int32_t cp,
                    enum cause cause, const char *reason)
{
    struct ledger_entry copy = *of;
    int32_t points = ledger_floored(x->c, of->seat, of->round, cp);
    struct ledger_entry *e = append(x, of->seat, points, cause);
    if (!e)
        return;
    e->asked_cp = cp;
    if (points != cp)
        say_floored(x, copy.seat, copy.round, points);
    e->corrects = copy.seq;
    e->round = copy.round; /* the points go where they came from */
    e->question = copy.question;
    e->question_index = copy.question_index;
    words_copy(e->reason, sizeof e->reason, reason);
    sealed(x, e);
}

void ledger_reason(struct step_context *x, int seat, int32_t cp, enum cause cause,
                   const char *reason)
{
    /* a penalty respects the floor of the total; a score edit is the judges' own word */
    bool penalty = cause == CAUSE_CONDUCT && contest_policy(x->c)->floor == FLOOR_TOTAL;
    int32_t points = penalty ? ledger_floored(x->c, seat, S(x)->round, cp) : cp;
    struct ledger_entry *e = append(x, seat, points, cause);
    if (!e)
        return;
    e->asked_cp = cp;
    if (points != cp)
        say_floored(x, seat, S(x)->round, points);
    words_copy(e->reason, sizeof e->reason, reason);
    sealed(x, e);
}

const struct ledger_entry *ledger_find(const struct state *s, int32_t seq)
{
    return seq >= 1 && seq <= s->ledger_count ? &s->ledger[seq - 1] : NULL;
}

int32_t ledger_value_cp(const struct state *s, int32_t seq)
{
    int32_t sum = s->ledger[seq - 1].points_cp;
    for (int i = seq; i < s->ledger_count; i++)
        if (s->ledger[i].corrects == seq)
            sum += s->ledger[i].points_cp;
    return sum;
}

void ledger_publish(struct state *s)
{
    s->published = true;
    if (s->published_ledger == s->ledger_count)
        return;
    s->published_from = s->published_ledger;
    s->published_us = s->last_us;
    s->published_ledger = s->ledger_count;
}

static int32_t sum_cp(const struct contest *c, int seat, int count, int round)
{
    int64_t sum = 0; /* of absurd rules it may be more than a score can be */
    for (int i = 0; i < count; i++) {
        const struct ledger_entry *e = &c->state.ledger[i];
        if (e->seat == seat && (round < 0 || e->round == round))
            sum += e->points_cp;
    }
    return (int32_t)(sum > SCORE_MAX_CP ? SCORE_MAX_CP : sum < -SCORE_MAX_CP ? -SCORE_MAX_CP : sum);
}

static int32_t start_cp(const struct contest *c, int seat)
{
    const struct team *t = contest_team(c, seat);
    return t ? c->def->base_cp + t->carry_in_cp : 0;
}

int32_t contest_score_cp(const struct contest *c, int seat)
{
    return start_cp(c, seat) + sum_cp(c, seat, c->state.ledger_count, -1);
}

int32_t contest_public_score_cp(const struct contest *c, int seat)
{
    return start_cp(c, seat) + sum_cp(c, seat, c->state.published_ledger, -1);
}

int32_t contest_round_points_cp(const struct contest *c, int seat, int round)
{
    return sum_cp(c, seat, c->state.ledger_count, round);
}
