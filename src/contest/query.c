/* Questions to a state. */
#include "contest/internal.h"

int definition_team_at(const struct definition *d, int seat)
{
    for (int i = 0; i < d->team_count; i++)
        if (d->teams[i].seat == seat)
            return i;
    return -1;
}

const char *definition_reason(const struct definition *d, enum reason_kind kind, int n)
{
    static const char *const usual[REASON_KINDS][REASONS_MAX] = {
        [REASON_VOID] = {N_("设备故障"), N_("题目有误"), N_("主持人误读"), N_("观众提示"),
                         N_("泄露答案"), N_("其他")},
        [REASON_SCORE] = {N_("裁判裁定"), N_("计分更正"), N_("违反纪律"), N_("设备原因"),
                          N_("附加分"), N_("其他"), N_("抽签结果")},
        [REASON_CONDUCT] = {N_("场外提示"), N_("使用通讯工具"), N_("违反纪律"), N_("不服从裁判"),
                            N_("附加分"), N_("其他")},
    };
    const struct reasons *own = &d->reasons[kind];
    if (n < 1 || n > (own->count ? own->count : REASONS_MAX))
        return NULL;
    return own->count ? own->text[n - 1] : usual[kind][n - 1];
}

int question_choices(const struct question *q)
{
    return q->type == QUESTION_TRUE_FALSE ? 2 : q->option_count;
}

const struct round *contest_round(const struct contest *c)
{
    int r = c->state.round;
    return r >= 0 && r < c->def->round_count ? &c->def->rounds[r] : NULL;
}

const struct question *contest_question(const struct contest *c)
{
    int q = c->state.question;
    return q >= 0 && q < c->def->question_count ? &c->def->questions[q] : NULL;
}

const struct policy *contest_policy(const struct contest *c)
{
    static const struct policy outside = {
        .weight_percent = 100, .extra_seconds = 5, .questions_per_turn = 1};
    const struct round *r = contest_round(c);
    return !r ? &outside : c->state.bonus ? &r->bonus : &r->policy;
}

const struct team *contest_team(const struct contest *c, int seat)
{
    if (seat < 1 || seat > TEAMS_MAX)
        return NULL;
    if (c->state.seat_of_team[0]) { /* seats were drawn */
        for (int i = 0; i < c->def->team_count; i++)
            if (c->state.seat_of_team[i] == seat)
                return &c->def->teams[i];
        return NULL;
    }
    int i = definition_team_at(c->def, seat);
    return i >= 0 ? &c->def->teams[i] : NULL;
}

int contest_seated(const struct contest *c, struct team teams[TEAMS_MAX])
{
    int n = 0;
    for (int seat = 1; seat <= TEAMS_MAX; seat++) {
        const struct team *t = contest_team(c, seat);
        if (!t)
            continue;
        teams[n] = *t;
        teams[n++].seat = seat;
    }
    return n;
}

bool contest_accepts(const struct contest *c, const struct input *in, char *why)
{
    struct says says = {0};
    if (why)
        why[0] = '\0';
    if (in->kind != INPUT_COMMAND)
        return true;
    if (in->command == COMMAND_UNDO)
        return contest_undo_depth(c) > 0;
    if (in->command == COMMAND_REDO)
        return contest_redo_depth(c) > 0;
    /* nothing is written through it: `ask` */
    struct step_context x = {.c = (struct contest *)c, .in = in, .says = &says, .ask = true};
    command_apply(&x);
    if (why)
        words_copy(why, SAYS_TEXT, x.dead && says.count ? says.line[0] : "");
    return !x.dead;
}

uint32_t contest_lamps(const struct contest *c)
{
    const struct state *s = &c->state;
    switch (s->phase) {
    case PHASE_TIE:
        return s->tied_mask;
    case PHASE_ANSWER:
    case PHASE_JUDGE:
        return seat_bit(s->seat);
    case PHASE_SELECT:
        return seat_bit(s->seat ? s->seat : s->turn_seat);
    case PHASE_FOUL:
        return seat_bit(s->outcome_seat);
    default:
        return 0;
    }
}
