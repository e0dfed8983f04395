/* Which questions of the round are left, and of each value. */
#include "contest/internal.h"

static bool is_used(const struct state *s, int q)
{
    return s->used[q / 8] >> (q % 8) & 1;
}

/* A menu value's questions are those of exactly that value; a question without a value fits any. */
static bool fits(const struct contest *c, int q, int menu)
{
    const struct policy *p = contest_policy(c);
    int32_t own = c->def->questions[q].points_cp;
    return p->value != VALUE_MENU || menu < 0 || own == 0 || own == p->menu_cp[menu];
}

enum part { PART_OWN, PART_RESERVE, PART_OTHERS };

/* In a round with packets: whether q is of the packet in turn, or free for whoever needs another
 * one: in no packet, or in one nobody drew. Elsewhere every question is the round's own. */
static enum part part_of(const struct contest *c, int q)
{
    const struct state *s = &c->state;
    int packet = c->def->questions[q].packet;
    if (!contest_policy(c)->packets || (packet && packet == contest_packet(c)))
        return PART_OWN;
    for (int i = 0; packet && i < TEAMS_MAX; i++)
        if (s->packet_of[s->round][i] == packet)
            return PART_OTHERS;
    /* a rapid turn ends with its packet: nobody gets more questions than the others */
    return contest_policy(c)->round_seconds ? PART_OTHERS : PART_RESERVE;
}

int flow_pick(const struct contest *c, int menu)
{
    const struct round *r = contest_round(c);
    int own = -1, reserve = -1;
    if (!r)
        return -1;
    for (int i = 0; i < r->question_count; i++) {
        int q = r->first_question + i;
        if (is_used(&c->state, q) || !fits(c, q, menu))
            continue;
        enum part part = part_of(c, q);
        if (part == PART_OWN && own < 0)
            own = q;
        if (own >= 0 && !contest_policy(c)->packets)
            return own;
        bool spare = reserve >= 0 && !c->def->questions[q].packet &&
                     c->def->questions[reserve].packet; /* before a packet is broken open */
        if (part == PART_RESERVE && (reserve < 0 || spare))
            reserve = q;
    }
    /* what makes up for a void question leaves the packet as it is */
    bool makes_up = contest_policy(c)->packets && c->state.turn_again && reserve >= 0;
    return own < 0 || makes_up ? reserve : own;
}

/* A team gets of each value what its packet has; a reserve only makes up for a void question. */
static int packet_menu(const struct contest *c, int menu, bool left)
{
    const struct round *r = contest_round(c);
    const struct state *s = &c->state;
    int own = 0, questions = 0;
    for (int k = 0; k < r->question_count; k++) {
        int q = r->first_question + k;
        enum part part = fits(c, q, menu) ? part_of(c, q) : PART_OTHERS;
        own += part == PART_OWN;
        questions += part != PART_OTHERS && !is_used(s, q);
    }
    if (!left)
        return own;
    for (int k = 0; k < s->taken_count; k++)
        own -= s->taken[k].menu == menu && s->taken[k].seat == s->turn_seat &&
               s->taken[k].outcome != OUTCOME_VOID;
    return own < 0 ? 0 : own < questions ? own : questions;
}

int contest_menu_total(const struct contest *c, int i)
{
    const struct round *r = contest_round(c);
    const struct policy *p = contest_policy(c);
    int total = 0;
    if (!r || i < 0 || i >= p->menu_count)
        return 0;
    if (p->packets)
        return packet_menu(c, i, false);
    if (i < p->menu_stock_count && p->menu_stock[i] > 0)
        return p->menu_stock[i];
    for (int k = 0; k < r->question_count; k++)
        total += fits(c, r->first_question + k, i);
    return total;
}

int contest_menu_left(const struct contest *c, int i)
{
    const struct round *r = contest_round(c);
    const struct policy *p = contest_policy(c);
    int questions = 0, taken = 0;
    if (!r || i < 0 || i >= p->menu_count)
        return 0;
    if (p->packets)
        return packet_menu(c, i, true);
    for (int k = 0; k < r->question_count; k++)
        questions +=
            !is_used(&c->state, r->first_question + k) && fits(c, r->first_question + k, i);
    for (int k = 0; k < c->state.taken_count; k++)
        taken += c->state.taken[k].menu == i && c->state.taken[k].outcome != OUTCOME_VOID;
    if (i < p->menu_stock_count && p->menu_stock[i] > 0) {
        int stock = p->menu_stock[i] > taken ? p->menu_stock[i] - taken : 0;
        return stock < questions ? stock : questions;
    }
    return questions;
}

int contest_question_number(const struct contest *c)
{
    return c->state.asked - c->state.voided - c->state.bonuses;
}

int contest_questions_left(const struct contest *c)
{
    const struct round *r = contest_round(c);
    if (!r)
        return 0;
    int left = r->planned - contest_question_number(c);
    return left > 0 ? left : 0;
}
