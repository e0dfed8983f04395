#include "contest/internal.h"

/* FNV-1a over 64-bit words: the digest is a fingerprint for replay, not a seal; the journal's chain
 * is that. */
static void word(uint64_t *h, uint64_t n)
{
    *h = (*h ^ n) * 0x100000001b3u;
    *h ^= *h >> 29;
}

static void bytes(uint64_t *h, const void *p, size_t n)
{
    const unsigned char *b = p;
    for (; n >= 8; n -= 8, b += 8) {
        uint64_t w;
        memcpy(&w, b, sizeof w);
        word(h, w);
    }
    uint64_t rest = 0;
    memcpy(&rest, b, n);
    word(h, rest);
}

/* A running clock counts by what it is, not by what is left of it: time passing decides nothing. */
static void show_clock(uint64_t *h, const struct show_clock *k)
{
    word(h, (uint64_t)k->kind << 1 | k->running);
    word(h, (uint64_t)k->length_us);
    if (!k->running)
        word(h, (uint64_t)k->left_us);
}

static void team(uint64_t *h, const struct team_state *t)
{
    word(h, (uint64_t)(uint16_t)t->wins | (uint64_t)(uint16_t)t->failed << 16 |
                (uint64_t)(uint16_t)t->fouls_question << 32 |
                (uint64_t)(uint16_t)t->fouls_round << 48);
    word(h, (uint64_t)(uint16_t)t->fouls_contest | (uint64_t)t->menu_taken << 16 |
                (uint64_t)t->doubles << 24 | (uint64_t)t->lifelines << 32 | (uint64_t)t->out << 40 |
                (uint64_t)t->disabled << 41 | (uint64_t)t->barred << 42 |
                (uint64_t)t->failed_question << 43 | (uint64_t)(uint16_t)t->tie_rank << 48);
    word(h, (uint64_t)(uint8_t)t->reserve_for | (uint64_t)t->foul_go << 8 |
                (uint64_t)t->tie_mates << 16);
    for (int i = 0; i < BOUND_MAX && t->bound[i].box; i++)
        word(h, (uint64_t)t->bound[i].box << 8 | t->bound[i].button);
}

static void press(uint64_t *h, const struct press *p)
{
    word(h, (uint64_t)p->press_us);
    word(h, (uint64_t)p->lo_us);
    word(h, (uint64_t)p->hi_us);
    word(h, (uint64_t)(uint32_t)p->box << 32 | (uint64_t)p->seat << 24 |
                (uint64_t)p->verdict << 16 | (uint64_t)p->go_call << 8 | p->flags);
}

/* Only where lots were drawn: contests without them keep the digests they always had. */
static void lots(uint64_t *h, int place, const struct draw_record *d,
                 const uint8_t drawn[TEAMS_MAX])
{
    uint8_t any = 0;
    for (int i = 0; i < TEAMS_MAX; i++)
        any |= drawn[i];
    if (!any)
        return;
    word(h, (uint64_t)place << 8 | d->how);
    word(h, d->seed);
    bytes(h, drawn, TEAMS_MAX);
}

uint64_t contest_digest(const struct contest *c)
{
    const struct state *s = &c->state;
    uint64_t h = 0xcbf29ce484222325u;
    const int64_t numbers[] = {s->phase,
                               s->round,
                               s->asked,
                               s->voided,
                               s->question,
                               s->turn,
                               s->turn_order_count,
                               s->turn_seat,
                               s->seat,
                               s->player,
                               s->chosen_option,
                               s->menu,
                               s->doubled,
                               s->interrupt,
                               s->rebound,
                               s->rebounds,
                               s->go_calls,
                               s->reading_done,
                               s->outcome,
                               s->outcome_cp,
                               s->outcome_seat,
                               s->answer_shown,
                               s->published,
                               s->published_ledger,
                               s->tied_mask,
                               s->right_mask,
                               s->win_seat,
                               s->win_mask,
                               s->left_now,
                               s->turn_questions,
                               s->turn_again,
                               s->winner_press,
                               s->press_count,
                               s->presses_dropped,
                               s->taken_count,
                               s->tie_break_mask,
                               s->tie_break_level,
                               s->prizes_shown,
                               (int64_t)s->draw,
                               s->ledger_count,
                               (int64_t)s->ledger_hash,
                               s->question_ledger};
    bytes(&h, numbers, sizeof numbers);
    bytes(&h, s->used, sizeof s->used);
    bytes(&h, s->turn_order, sizeof s->turn_order);
    bytes(&h, s->seat_of_team, sizeof s->seat_of_team);
    bytes(&h, &s->correction, sizeof s->correction);
    bytes(&h, s->marks_cp, sizeof s->marks_cp);
    bytes(&h, s->taken, (size_t)s->taken_count * sizeof *s->taken);
    for (int i = 0; i < TEAMS_MAX; i++)
        team(&h, &s->teams[i]);
    for (int i = 0; i < s->press_count; i++)
        press(&h, &s->presses[i]);
    if (s->outcome == OUTCOME_VOID && s->void_reason[0])
        bytes(&h, s->void_reason, strlen(s->void_reason));
    if (s->bonus_seat || s->bonuses || s->power) /* younger than the first journals */
        word(&h, (uint64_t)s->bonus_seat | (uint64_t)s->bonus_left << 8 | (uint64_t)s->bonus << 16 |
                     (uint64_t)s->power << 17 | (uint64_t)(uint32_t)s->bonuses << 32);
    lots(&h, 0, &s->draws[0], s->seat_drawing);
    for (int i = 0; i < ROUNDS_MAX; i++)
        lots(&h, i + 1, &s->draws[i + 1], s->packet_of[i]);
    show_clock(&h, &s->clock);
    show_clock(&h, &s->round_clock);
    return h;
}

size_t state_used_bytes(const struct state *s)
{
    return offsetof(struct state, ledger) + (size_t)s->ledger_count * sizeof *s->ledger;
}
