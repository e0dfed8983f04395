/* The now column: who, what, how long, always in that order. */
#include "layout/audience_now.h"
#include "view/text.h"

#include <stdio.h>
#include <string.h>

static void set_team(struct drawing *k, struct now *n, int seat)
{
    const struct team *t = contest_team(k->c, seat);
    n->seat = seat;
    if (t != NULL)
        snprintf(n->name, sizeof n->name, "%s", t->short_name);
}

/* Who must answer: the name over which its number stands; without one, or where it finds no room,
 * the number alone. */
static void note_member(struct drawing *k, struct now *n)
{
    const char *name = text_player(k->c, n->seat, k->s->player);
    if (!*name || !say_fits(k, 0, true, now_text_width(k), name)) {
        snprintf(n->note, sizeof n->note, TR(k->w, "%d 号队员作答"), k->s->player);
        return;
    }
    snprintf(n->note, sizeof n->note, TR(k->w, "%d 号队员"), k->s->player);
    snprintf(n->figure, sizeof n->figure, "%s", name);
}

static void note_player(struct drawing *k, struct now *n)
{
    const struct state *s = k->s;
    bool rapid = contest_policy(k->c)->round_seconds > 0;
    if (s->phase == PHASE_JUDGE)
        snprintf(n->note, sizeof n->note, "%s", TR(k->w, "评委打分"));
    else if (contest_policy(k->c)->value == VALUE_JUDGED)
        snprintf(n->note, sizeof n->note, "%s", TR(k->w, "展示"));
    else if (s->rebound)
        snprintf(n->note, sizeof n->note, "%s", TR(k->w, "补答"));
    else if (s->player > 0)
        note_member(k, n);
    else if (s->doubled)
        snprintf(n->note, sizeof n->note, "%s", TR(k->w, "本题加倍"));
    else if (s->interrupt)
        snprintf(n->note, sizeof n->note, "%s", TR(k->w, "读题中抢答"));
    else if (rapid && s->turn_questions > 0)
        snprintf(n->note, sizeof n->note, TR(k->w, "第 %d 题"), s->turn_questions);
    else
        snprintf(n->note, sizeof n->note, "%s", TR(k->w, "请作答"));
}

static void note_margin(struct drawing *k, struct now *n)
{
    const struct state *s = k->s;
    for (int i = s->winner_press + 1; i > 0 && i < s->press_count; i++) {
        if (s->presses[i].verdict != VERDICT_LATER)
            continue;
        struct press_result r = contest_margin(k->c, s->winner_press, i);
        char margin[24];
        text_margin(r.margin_us < 0 ? -r.margin_us : r.margin_us, r.uncertainty_us, k->w, margin,
                    sizeof margin);
        snprintf(n->note, sizeof n->note, TR(k->w, "领先 %d 号"), s->presses[i].seat);
        snprintf(n->figure, sizeof n->figure, TR(k->w, "%s 秒"), margin);
        n->figure_gold = true;
        return;
    }
    note_player(k, n);
}

static void now_foul(struct drawing *k, struct now *n)
{
    const struct state *s = k->s;
    set_team(k, n, marks_foul_seat(s));
    n->frame = MARK_VERMILION;
    n->foot = FOOT_FOUL;
    n->verdict = TR(k->w, "抢答犯规");
    n->points_cp = marks_foul_cp(k->c, n->seat);
    n->tell_points = n->points_cp != 0 && outcome_points_public(k);
    snprintf(n->note, sizeof n->note, "%s", TR(k->w, "早于口令"));
    for (int i = s->press_count - 1; i >= 0; i--) {
        const struct press *p = &s->presses[i];
        if (p->verdict != VERDICT_EARLY_FOUL || s->go_at_us <= p->press_us)
            continue;
        char margin[24];
        text_margin(s->go_at_us - p->press_us, (p->hi_us - p->lo_us) / 2, k->w, margin,
                    sizeof margin);
        snprintf(n->figure, sizeof n->figure, TR(k->w, "%s 秒"), margin);
        break;
    }
}

static void now_tie(struct drawing *k, struct now *n)
{
    static const char *const then[] = {
        [TIE_HOST] = N_("请主持人裁定"),
        [TIE_REPRESS] = N_("并列队重新抢答"),
        [TIE_DISCARD] = N_("本次抢答不算"),
        [TIE_BOTH] = N_("并列队都作答"),
    };
    n->seats = k->s->tied_mask;
    n->frame = MARK_GOLD;
    snprintf(n->name, sizeof n->name, "%s", TR(k->w, "同时"));
    n->name_gold = true;
    snprintf(n->note, sizeof n->note, "%s", TR(k->w, then[contest_policy(k->c)->tie]));
}

/* Nobody on the stage is asked. */
static void now_public(struct drawing *k, struct now *n)
{
    n->word = TR(k->w, "观众");
    n->foot = FOOT_NEUTRAL;
    n->verdict = TR(k->w, "不计分");
    snprintf(n->name, sizeof n->name, "%s", TR(k->w, "观众作答"));
}

/* Every team has answered: the strip says who was right. */
static void now_everybody(struct drawing *k, struct now *n)
{
    int right = 0;
    for (uint32_t mask = k->s->right_mask; mask != 0; mask &= mask - 1)
        right++;
    n->word = TR(k->w, "全体");
    n->foot = right > 0 ? FOOT_AWARD : FOOT_NEUTRAL;
    snprintf(n->verdict_text, sizeof n->verdict_text, TR(k->w, "%d 队答对"), right);
    n->verdict = n->verdict_text;
}

/* How long the answer took, where one answer was timed. */
static void note_time(struct drawing *k, struct now *n)
{
    const struct state *s = k->s;
    const struct policy *p = contest_policy(k->c);
    int64_t took_us = s->ruled_at_us - s->answer_at_us;
    if (p->round_seconds > 0 || p->value == VALUE_JUDGED)
        return;
    if (s->answer_at_us > 0 && took_us > 0 && took_us < INT64_C(600000000))
        snprintf(n->note, sizeof n->note, TR(k->w, "用时 %d 秒"),
                 (int)((took_us + 500000) / 1000000));
}

static void now_outcome(struct drawing *k, struct now *n)
{
    const struct state *s = k->s;
    if (s->outcome == OUTCOME_NONE) {
        now_public(k, n);
        return;
    }
    if (contest_policy(k->c)->who == WHO_ALL) {
        now_everybody(k, n);
        return;
    }
    if (s->outcome_seat != SEAT_NONE)
        set_team(k, n, s->outcome_seat);
    else
        n->word = TR(k->w, "题目");
    n->verdict = outcome_word(k);
    n->points_cp = s->outcome_cp;
    n->tell_points = s->outcome_cp != 0 && outcome_points_public(k);
    bool good = s->outcome == OUTCOME_RIGHT || s->outcome_cp > 0;
    bool bad = s->outcome == OUTCOME_WRONG || s->outcome == OUTCOME_TIMEOUT || s->outcome_cp < 0;
    n->frame = n->seat == 0 ? MARK_QUIET : good ? MARK_JADE : bad ? MARK_VERMILION : MARK_FLAG;
    n->foot = good ? FOOT_AWARD : bad ? FOOT_DEDUCT : FOOT_NEUTRAL;
    note_time(k, n);
}

/* The clock has run out on everybody. */
static void now_nobody(struct drawing *k, struct now *n)
{
    n->word = TR(k->w, "无人");
    bool press = contest_policy(k->c)->who == WHO_PRESS;
    snprintf(n->name, sizeof n->name, "%s", press ? TR(k->w, "无人抢答") : TR(k->w, "无人补答"));
    if (clock_shown(k->s) == NULL) {
        n->foot = FOOT_NEUTRAL;
        n->verdict = TR(k->w, "不计分");
    }
}

static void now_void(struct drawing *k, struct now *n)
{
    n->word = TR(k->w, "作废");
    n->foot = FOOT_NEUTRAL;
    n->verdict = TR(k->w, "不计分");
    snprintf(n->name, sizeof n->name, "%s", TR(k->w, "本题作废"));
    const char *reason = k->s->void_reason;
    snprintf(n->note, sizeof n->note, "%s", *reason ? TR(k->w, reason) : TR(k->w, "换题重答"));
}

static void now_word(struct now *n, const char *word, const char *name, const char *note)
{
    n->word = word;
    snprintf(n->name, sizeof n->name, "%s", name);
    snprintf(n->note, sizeof n->note, "%s", note);
}

/* A missed question waits for a team that wants it. */
static void now_bid(struct drawing *k, struct now *n)
{
    if (k->s->seat != SEAT_NONE) {
        set_team(k, n, k->s->seat);
        note_player(k, n);
    } else {
        now_word(n, TR(k->w, "补答"), TR(k->w, "请举手"), "");
    }
}

static void now_reading(struct drawing *k, struct now *n)
{
    const struct policy *p = contest_policy(k->c);
    if (k->s->phase == PHASE_SELECT) {
        now_bid(k, n);
        return;
    }
    if (p->who == WHO_ALL) {
        now_word(n, TR(k->w, "全体"), TR(k->w, "同时作答"), "");
        return;
    }
    if (p->who != WHO_PRESS) {
        int seat = k->s->seat != SEAT_NONE ? k->s->seat : k->s->turn_seat;
        if (seat != SEAT_NONE) {
            set_team(k, n, seat);
            note_player(k, n);
            return;
        }
        if (p->who == WHO_AUDIENCE) {
            now_word(n, TR(k->w, "观众"), TR(k->w, "观众作答"), TR(k->w, "不计队分"));
            return;
        }
    }
    static const char *const reading[] = {
        [READING_IGNORE] = N_("读完再抢"),
        [READING_INTERRUPT] = N_("可以抢答"),
        [READING_FOUL] = N_("抢先即犯规"),
    };
    now_word(n, TR(k->w, "读题"), TR(k->w, "请听题"),
             p->who == WHO_PRESS ? TR(k->w, reading[p->reading_press]) : "");
}

static void now_armed(struct drawing *k, struct now *n)
{
    now_word(n, TR(k->w, "抢答"), TR(k->w, "现在可抢"), "");
    n->word_lit = n->name_gold = true;
    const struct show_clock *c = clock_shown(k->s);
    if (c != NULL)
        snprintf(n->note, sizeof n->note, TR(k->w, "%d 秒内有效"), (int)(c->length_us / 1000000));
}

static void now_answer(struct drawing *k, struct now *n)
{
    set_team(k, n, k->s->seat != SEAT_NONE ? k->s->seat : k->s->turn_seat);
    if (n->seat == SEAT_NONE) {
        now_reading(k, n);
        return;
    }
    bool won = k->s->winner_press >= 0 && contest_policy(k->c)->who == WHO_PRESS;
    n->frame = won ? MARK_GOLD : MARK_QUIET;
    if (won && !k->s->rebound)
        note_margin(k, n);
    else
        note_player(k, n);
}

/* Whose turn it is; the team it named, once it has. */
static void now_turn(struct drawing *k, struct now *n)
{
    const struct state *s = k->s;
    bool assign = contest_policy(k->c)->assign, named = assign && s->seat != SEAT_NONE;
    set_team(k, n, named ? s->seat : s->turn_seat);
    if (named)
        snprintf(n->note, sizeof n->note, TR(k->w, "%d 号指定"), s->turn_seat);
    else
        snprintf(n->note, sizeof n->note, "%s",
                 assign ? TR(k->w, "请指定答题队") : TR(k->w, "准备答题"));
    if (s->doubled)
        snprintf(n->figure, sizeof n->figure, "%s", TR(k->w, "本题加倍"));
    n->figure_gold = true;
}

static void now_menu(struct drawing *k, struct now *n)
{
    set_team(k, n, k->s->seat != SEAT_NONE ? k->s->seat : k->s->turn_seat);
    snprintf(n->note, sizeof n->note, "%s", TR(k->w, "请选择分值"));
}

static void now_pick(struct drawing *k, struct now *n)
{
    if (k->s->turn_seat != SEAT_NONE)
        now_turn(k, n);
    else
        now_word(n, TR(k->w, "候场"), TR(k->w, "即将出题"), "");
}

static void now_count(struct drawing *k, struct now *n)
{
    bool foul = contest_policy(k->c)->early_press == EARLY_FOUL;
    now_word(n, TR(k->w, "预备"), TR(k->w, "听令抢答"), foul ? TR(k->w, "抢先即犯规") : "");
}

static void now_marks(struct drawing *k, struct now *n)
{
    if (k->s->phase == PHASE_JUDGE)
        now_reading(k, n);
    else
        now_outcome(k, n);
}

/* A team that answers waits with its plate; buzzers that are held have nobody's. */
static void now_pause(struct drawing *k, struct now *n)
{
    if (k->s->phase == PHASE_ANSWER)
        now_answer(k, n);
    else
        now_word(n, TR(k->w, "暂停"), TR(k->w, "请稍候"), "");
}

void now_fill(struct drawing *k, struct now *n)
{
    static void (*const fill[SCENE_KIND_COUNT])(struct drawing *, struct now *) = {
        [SCENE_MENU] = now_menu,      [SCENE_PICK] = now_pick,       [SCENE_COUNT] = now_count,
        [SCENE_ARMED] = now_armed,    [SCENE_TIE] = now_tie,         [SCENE_FOUL] = now_foul,
        [SCENE_NOBODY] = now_nobody,  [SCENE_VOID] = now_void,       [SCENE_RIGHT] = now_outcome,
        [SCENE_WRONG] = now_outcome,  [SCENE_TIMEOUT] = now_outcome, [SCENE_PASS] = now_outcome,
        [SCENE_REVEAL] = now_outcome, [SCENE_ANSWER] = now_answer,   [SCENE_WON] = now_answer,
        [SCENE_MARKS] = now_marks,    [SCENE_PAUSE] = now_pause,
    };
    if (fill[k->scene] != NULL)
        fill[k->scene](k, n);
    else
        now_reading(k, n);
}

void now_column(struct drawing *k)
{
    struct now n = {0};
    now_fill(k, &n);
    now_draw(k, &n);
}
