/* How each team is shown now: who is lit, who is barred, who pressed later, whose score just
 * changed. */
#include "layout/audience_parts.h"
#include "view/text.h"

#include <stdio.h>
#include <string.h>

int marks_foul_seat(const struct state *s)
{
    for (int i = s->press_count - 1; i >= 0; i--)
        if (s->presses[i].verdict == VERDICT_EARLY_FOUL)
            return s->presses[i].seat;
    return s->seat;
}

int32_t marks_foul_cp(const struct contest *c, int seat)
{
    const struct state *s = &c->state;
    for (int i = s->ledger_count - 1; i >= 0; i--) {
        const struct ledger_entry *e = &s->ledger[i];
        if (e->round != s->round || e->question != s->asked)
            break;
        if (e->seat == seat && e->cause == CAUSE_FOUL)
            return e->points_cp;
    }
    return 0;
}

bool outcome_points_public(const struct drawing *k)
{
    return !contest_policy(k->c)->held_reveal || k->s->published;
}

const char *outcome_word(const struct drawing *k)
{
    static const char *const word[OUTCOME_NUMBER] = {
        [OUTCOME_NONE] = "",          [OUTCOME_RIGHT] = N_("答对"),
        [OUTCOME_WRONG] = N_("答错"), [OUTCOME_TIMEOUT] = N_("超时"),
        [OUTCOME_PASS] = N_("放弃"),  [OUTCOME_INCOMPLETE] = N_("不完整"),
        [OUTCOME_VOID] = N_("作废"),  [OUTCOME_NOBODY] = N_("无人抢答"),
        [OUTCOME_DONE] = N_("完成"),
    };
    const char *zh = word[k->s->outcome];
    return *zh != '\0' ? TR(k->w, zh) : "";
}

static void set(struct mark *m, enum mark_kind kind, const char *flag)
{
    m->kind = kind;
    m->lift = 1;
    snprintf(m->flag, sizeof m->flag, "%s", flag);
}

static struct mark *mark_of(struct drawing *k, int seat)
{
    return seat >= 1 && seat <= TEAMS_MAX ? &k->marks[seat - 1] : NULL;
}

/* The team the scene is about. */
static void mark_subject(struct drawing *k, enum mark_kind kind, const char *flag)
{
    const struct state *s = k->s;
    int seat = s->seat != SEAT_NONE ? s->seat : s->turn_seat;
    struct mark *m = mark_of(k, seat);
    if (m != NULL)
        set(m, kind, flag);
}

static void mark_outcome(struct drawing *k)
{
    const struct state *s = k->s;
    struct mark *m = mark_of(k, s->outcome_seat);
    if (m == NULL)
        return;
    char points[16];
    bool tell = s->outcome_cp != 0 && outcome_points_public(k);
    const char *flag =
        tell ? points_text(s->outcome_cp, true, points, sizeof points) : outcome_word(k);
    enum mark_kind kind =
        s->outcome == OUTCOME_RIGHT || s->outcome_cp > 0 ? MARK_JADE
        : s->outcome == OUTCOME_WRONG || s->outcome == OUTCOME_TIMEOUT || s->outcome_cp < 0
            ? MARK_VERMILION
            : MARK_FLAG;
    set(m, kind, flag);
}

/* The next two presses behind the winner, with their margins. */
static void mark_later(struct drawing *k)
{
    const struct state *s = k->s;
    int shown = 0;
    for (int i = s->winner_press + 1; i > 0 && i < s->press_count && shown < 2; i++) {
        const struct press *p = &s->presses[i];
        struct mark *m = mark_of(k, p->seat);
        if (p->verdict != VERDICT_LATER || m == NULL || m->kind != MARK_QUIET)
            continue;
        struct press_result r = contest_margin(k->c, s->winner_press, i);
        char margin[24], flag[40];
        text_margin(r.margin_us < 0 ? -r.margin_us : r.margin_us, r.uncertainty_us, k->w, margin,
                    sizeof margin);
        bool digits = margin[0] >= '0' && margin[0] <= '9';
        snprintf(flag, sizeof flag, "%s%s", digits ? "+" : "", margin);
        set(m, MARK_FLAG, flag);
        shown++;
    }
}

static void mark_tied(struct drawing *k)
{
    for (int seat = 1; seat <= TEAMS_MAX; seat++)
        if (k->s->tied_mask >> (seat - 1) & 1)
            set(mark_of(k, seat), MARK_GOLD, TR(k->w, "同时"));
}

static void mark_foul(struct drawing *k)
{
    int seat = marks_foul_seat(k->s);
    struct mark *m = mark_of(k, seat);
    if (m == NULL)
        return;
    char points[16];
    int32_t cp = marks_foul_cp(k->c, seat);
    bool tell = cp != 0 && outcome_points_public(k);
    set(m, MARK_VERMILION, tell ? points_text(cp, true, points, sizeof points) : TR(k->w, "犯规"));
}

/* Score changes outside a ruling rise on their own and fall after 2.5 s. */
static void mark_recent(struct drawing *k, int seat)
{
    struct mark *m = mark_of(k, seat);
    int serial = 0;
    int32_t cp = view_recent_points_cp(k->v, seat, k->now_us, &serial);
    if (cp == 0 || mark_lit(m->kind))
        return;
    int64_t raised_us = k->now_us;
    for (int i = k->s->ledger_count - 1; i >= 0; i--) {
        if (k->s->ledger[i].seat != seat || view_told_us(k->s, i) > k->now_us)
            continue;
        raised_us = view_told_us(k->s, i);
        break;
    }
    char points[16];
    set(m, cp > 0 ? MARK_UP : MARK_DOWN, points_text(cp, true, points, sizeof points));
    m->lift = motion_ease(k->now_us, raised_us, MOTION_LIFT_US);
}

/* Whose choice it is; the team named to answer, once it is. */
static void mark_choosing(struct drawing *k)
{
    const struct state *s = k->s;
    if (s->rebound && s->seat == SEAT_NONE)
        return;
    mark_subject(k, MARK_GOLD,
                 s->rebound                                    ? TR(k->w, "补答")
                 : contest_policy(k->c)->value == VALUE_MENU   ? TR(k->w, "选题")
                 : contest_policy(k->c)->assign && s->seat > 0 ? TR(k->w, "作答")
                                                               : TR(k->w, "轮到"));
}

static void mark_subjects(struct drawing *k)
{
    const struct policy *p = contest_policy(k->c);
    bool press = p->who == WHO_PRESS;
    const char *at_work = p->value == VALUE_JUDGED ? TR(k->w, "展示") : TR(k->w, "作答");
    switch (k->s->phase) {
    case PHASE_SELECT:
        mark_choosing(k);
        break;
    case PHASE_READ:
        if (!press)
            mark_subject(k, MARK_GOLD, at_work);
        break;
    case PHASE_ANSWER:
        mark_subject(k, MARK_GOLD,
                     k->s->rebound                      ? TR(k->w, "补答")
                     : press && k->s->winner_press >= 0 ? TR(k->w, "抢到")
                                                        : at_work);
        mark_later(k);
        break;
    case PHASE_TIE:
        mark_tied(k);
        break;
    case PHASE_FOUL:
        mark_foul(k);
        break;
    case PHASE_RULED:
    case PHASE_REVEAL:
        mark_outcome(k);
        break;
    case PHASE_JUDGE:
        mark_subject(k, MARK_GOLD, TR(k->w, "展示"));
        break;
    default:
        break;
    }
}

void marks_fill(struct drawing *k)
{
    memset(k->marks, 0, sizeof k->marks);
    mark_subjects(k);
    const struct definition *def = k->c->def;
    bool press = contest_policy(k->c)->who == WHO_PRESS;
    for (int i = 0; i < def->team_count; i++) {
        int seat = k->teams[i].seat;
        struct mark *m = mark_of(k, seat);
        const struct team_state *t = &k->s->teams[seat - 1];
        if (m->kind == MARK_QUIET && press && t->barred && k->s->question >= 0)
            set(m, MARK_BARRED, TR(k->w, "停抢"));
        if (m->kind == MARK_QUIET && t->out)
            set(m, MARK_OUT, TR(k->w, "淘汰"));
        if (m->kind == MARK_QUIET && k->s->tie_break_mask &&
            !(k->s->tie_break_mask >> (seat - 1) & 1))
            set(m, MARK_OUT, ""); /* looks on */
        mark_recent(k, seat);
    }
}

int score_glyphs(const struct contest *c)
{
    int widest = 4;
    for (int seat = 1; seat <= TEAMS_MAX; seat++) {
        char text[16];
        if (!contest_team(c, seat))
            continue;
        score_text(c, seat, text, sizeof text);
        int n = text_count(text, strlen(text));
        if (n > widest)
            widest = n;
    }
    return widest;
}

void score_text(const struct contest *c, int seat, char *out, size_t size)
{
    char text[16];
    snprintf(out, size, "%s",
             points_text(contest_public_score_cp(c, seat), false, text, sizeof text));
}
