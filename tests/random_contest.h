/* A contest made up from a seed: any number of teams, any rounds, any policies, also contradictory
 * ones. Everything the rules promise must hold for it. */
#ifndef TESTS_RANDOM_CONTEST_H
#define TESTS_RANDOM_CONTEST_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contest/standings.h"
#include "contest/undo.h"

struct dice {
    uint64_t state;
};

static inline uint32_t roll(struct dice *d, uint32_t sides)
{
    uint64_t z = (d->state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (uint32_t)((z ^ (z >> 31)) >> 16) % sides;
}

static inline bool chance(struct dice *d, uint32_t percent)
{
    return roll(d, 100) < percent;
}

enum { MADE_QUESTIONS = 160, MADE_UNDO = 8 << 20 };

struct made {
    struct definition def;
    struct question questions[MADE_QUESTIONS];
    char text[4096];
    size_t text_used;
    struct contest contest;
    struct undo undo;
    unsigned char memory[MADE_UNDO];
};

static inline const char *made_text(struct made *m, const char *what, int n)
{
    char *at = m->text + m->text_used;
    m->text_used += (size_t)snprintf(at, sizeof m->text - m->text_used, "第%d%s", n, what) + 1;
    return at;
}

static inline void made_teams(struct made *m, struct dice *d)
{
    static const uint8_t sizes[] = {2, 2, 3, 4, 5, 8, 10, 12, 24};
    m->def.team_count = sizes[roll(d, sizeof sizes)];
    bool gaps = m->def.team_count < 12 && chance(d, 30);
    for (int i = 0; i < m->def.team_count; i++) {
        struct team *t = &m->def.teams[i];
        t->seat = gaps ? 2 * i + 1 : i + 1;
        t->name = t->short_name = made_text(m, "队", i + 1);
        t->player_count = (int)roll(d, PLAYERS_MAX + 1);
        for (int p = 0; p < PLAYERS_MAX; p++)
            t->players[p] = "某人";
        t->reserve = chance(d, 50) ? "替补" : "";
        t->carry_in_cp = chance(d, 30) ? (int32_t)roll(d, 10000) : 0;
    }
}

static inline void made_question(struct question *q, struct dice *d, const struct policy *p,
                                 enum round_kind kind)
{
    static const enum question_type types[] = {QUESTION_SINGLE, QUESTION_MULTIPLE,
                                               QUESTION_TRUE_FALSE, QUESTION_SHORT, QUESTION_CASE};
    q->id = "Q";
    q->type = types[roll(d, 5)];
    q->text = q->answer = "文";
    q->accept = q->explanation = q->article = q->author = q->media = "";
    for (int i = 0; i < OPTIONS_MAX; i++)
        q->options[i] = "项";
    q->option_count =
        q->type == QUESTION_SINGLE || q->type == QUESTION_MULTIPLE ? 2 + (int)roll(d, 5) : 0;
    if (p->value == VALUE_MENU && p->menu_count && chance(d, 60))
        q->points_cp = p->menu_cp[roll(d, (uint32_t)p->menu_count)];
    else if (chance(d, 30))
        q->points_cp = (int32_t)(roll(d, 6) * 500);
    if (kind == ROUND_CORRECTION || p->value == VALUE_FAULTS) {
        q->type = chance(d, 50) ? QUESTION_PICTURE : QUESTION_VIDEO;
        q->option_count = 0;
        q->fault_count = (int)roll(d, FAULTS_MAX + 1);
        for (int i = 0; i < q->fault_count; i++)
            q->faults[i] = (struct fault){.title = "错处",
                                          .right = "应为",
                                          .reason = "",
                                          .article = "",
                                          .points_cp = (int32_t)roll(d, 2) * 300};
    }
}

/* Some keys of the preset take other values, whether they make sense together or not. */
static inline void made_policy(struct policy *p, struct dice *d)
{
    for (uint32_t n = roll(d, 10); n > 0; n--) {
        const struct policy_key *key = &policy_keys[roll(d, (uint32_t)policy_key_count)];
        int32_t *at = (int32_t *)(void *)((char *)p + key->offset);
        int32_t small = (int32_t)roll(d, 5);
        uint32_t words = 0;
        switch (key->type) {
        case POLICY_WORD:
            while (key->words[words])
                words++;
            *at = (int32_t)roll(d, words);
            break;
        case POLICY_YES:
            *at = (int32_t)roll(d, 2);
            break;
        case POLICY_POINTS:
            *at = (key->min < 0 ? -1 : 1) * small * 500 * (key->max > 0 && chance(d, 50) ? -1 : 1);
            break;
        case POLICY_POINTS_LIST:
        case POLICY_COUNT_LIST:
            for (int i = 0; i < MENU_MAX; i++)
                at[i] = key->type == POLICY_POINTS_LIST ? 1000 * (i + 1) : (int32_t)roll(d, 3);
            at[MENU_MAX] = (int32_t)roll(d, MENU_MAX + 1);
            break;
        default:
            *at = strstr(key->name, "_us") ? small * 20000 : small * (chance(d, 30) ? 10 : 1);
        }
        if (key->type != POLICY_WORD && key->type != POLICY_POINTS_LIST &&
            key->type != POLICY_COUNT_LIST) {
            *at = *at < key->min ? key->min : *at;
            *at = *at > key->max ? key->max : *at;
        }
    }
}

/* Now and then each team has its packet; too few packets, uneven ones and spares among them. */
static inline void made_packets(struct made *m, struct round *r, struct dice *d)
{
    static const char *const names[PACKETS_MAX] = {
        "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K",  "L",  "M",  "N",  "O",  "P",
        "Q", "R", "S", "T", "U", "V", "W", "X", "Y", "Z", "甲", "乙", "丙", "丁", "戊", "己"};
    if (chance(d, 20))
        r->policy.packets = PACKETS_DRAW;
    if (!r->policy.packets)
        return;
    int teams = m->def.team_count, spare = (int)roll(d, 4);
    r->packet_count = chance(d, 95) ? teams + spare : 1 + (int)roll(d, (uint32_t)teams);
    for (int i = 0; i < r->packet_count; i++)
        r->packets[i] = names[i];
    for (int i = 0; i < r->question_count; i++)
        m->questions[r->first_question + i].packet =
            (uint8_t)roll(d, (uint32_t)r->packet_count + 1);
}

static inline void made_rounds(struct made *m, struct dice *d)
{
    m->def.round_count = 1 + (int)roll(d, 4);
    bool tie_break = chance(d, 50);
    int q = 0;
    for (int i = 0; i < m->def.round_count; i++) {
        struct round *r = &m->def.rounds[i];
        r->kind = chance(d, 45) ? ROUND_BUZZER : (enum round_kind)roll(d, ROUND_KIND_COUNT);
        if (r->kind == ROUND_TIE_BREAK)
            r->kind = ROUND_BUZZER;
        if (tie_break && i > 0 && i == m->def.round_count - 1)
            r->kind = ROUND_TIE_BREAK;
        r->name = r->short_name = made_text(m, "环节", i + 1);
        policy_preset(&r->policy, r->kind);
        made_policy(&r->policy, d);
        if (chance(d, 30))
            r->policy.floor = 1 + (int32_t)roll(d, 2);
        if (r->policy.who == WHO_PRESS && chance(d, 25))
            r->policy.bonus_questions = 1 + (int32_t)roll(d, 2), r->policy.bonus_right_cp = 500;
        policy_bonus(&r->bonus, &r->policy);
        r->first_question = q;
        r->question_count = 1 + (int)roll(d, MADE_QUESTIONS / 4 - 1);
        r->planned = 1 + (int)roll(d, (uint32_t)r->question_count);
        for (int k = 0; k < r->question_count; k++)
            made_question(&m->questions[q + k], d, &r->policy, r->kind);
        made_packets(m, r, d);
        q += r->question_count;
    }
    m->def.question_count = q;
}

/* A contest of `seed`, at its title; the same for the same seed. */
static inline struct made *made_contest(uint64_t seed, bool with_undo)
{
    struct made *m = calloc(1, sizeof *m);
    struct dice d = {seed};
    m->def.title = m->def.subtitle = m->def.when = m->def.where = "";
    m->def.organiser = m->def.undertaker = "";
    m->def.base_cp = (int32_t)roll(&d, 3) * 10000;
    m->def.seed = seed;
    made_teams(m, &d);
    made_rounds(m, &d);
    m->def.questions = m->questions;
    m->def.prize_count = (int)roll(&d, 4);
    for (int i = 0; i < m->def.prize_count; i++)
        m->def.prizes[i] = (struct prize){.name = "奖", .count = 1 + (int)roll(&d, 4)};
    undo_init(&m->undo, m->memory, sizeof m->memory);
    contest_init(&m->contest, &m->def, NULL, with_undo ? &m->undo : NULL);
    return m;
}

#endif
