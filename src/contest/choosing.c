/* What the host chooses from what stands there: a value, an option, a fault, one of a tie, a seat.
 */
#include "contest/internal.h"

bool valid_seat(struct step_context *x)
{
    if (contest_team(x->c, x->in->seat))
        return true;
    refuse(x, TR(W(x), "没有 %d号 台"), x->in->seat);
    return false;
}

static void choose_menu(struct step_context *x, int i)
{
    struct state *s = S(x);
    if (i < 0 || i >= policy(x)->menu_count) {
        refuse(x, TR(W(x), "没有第 %d 个分值"), i + 1);
    } else if (contest_menu_left(x->c, i) < 1) {
        refuse(x, TR(W(x), "%s 分题已选完"), VALUE_TEXT(policy(x)->menu_cp[i]));
    } else if (policy(x)->menu_no_repeat && s->turn_seat &&
               (team_at(s, s->turn_seat)->menu_taken >> i & 1)) {
        refuse(x, TR(W(x), "%d号 已选过 %s 分题"), s->turn_seat, VALUE_TEXT(policy(x)->menu_cp[i]));
    } else if (!x->ask) {
        s->menu = (uint8_t)(i + 1);
        if (s->turn_seat)
            say(x, TR(W(x), "%d号 选择 %s 分"), s->turn_seat, VALUE_TEXT(policy(x)->menu_cp[i]));
        else
            say(x, TR(W(x), "选定 %s 分题"), VALUE_TEXT(policy(x)->menu_cp[i]));
    }
}

static void give_to(struct step_context *x, int seat);

static void choose_tied(struct step_context *x, int n)
{
    struct state *s = S(x);
    for (int i = 0; i < s->press_count; i++)
        if (s->presses[i].verdict == VERDICT_TIED &&
            (s->tied_mask & seat_bit(s->presses[i].seat)) && --n == 0) {
            give_to(x, s->presses[i].seat);
            return;
        }
    refuse(x, TR(W(x), "同时按下的队里没有这一个"));
}

static void choose_in_answer(struct step_context *x, int n)
{
    struct state *s = S(x);
    const struct question *q = contest_question(x->c);
    bool faults = policy(x)->value == VALUE_FAULTS && q;
    if (faults && !s->seat) {
        refuse(x, TR(W(x), "还没有作答的队：先选台号"));
    } else if (faults) {
        correction_tick(x, n - 1);
    } else if (q && question_choices(q) > 0) {
        if (n > question_choices(q)) {
            refuse(x, TR(W(x), "没有第 %d 个选项"), n);
            return;
        }
        if (x->ask)
            return;
        s->chosen_option = (uint8_t)n;
        if (q->type == QUESTION_TRUE_FALSE)
            say(x, TR(W(x), "%d号 选 %s"), s->seat, n == 1 ? TR(W(x), "对") : TR(W(x), "错"));
        else
            say(x, TR(W(x), "%d号 选 %c"), s->seat, 'A' + n - 1);
    } else if (!s->rebounds && contest_next_press(x->c, n) >= 0) {
        give_to(x, s->presses[contest_next_press(x->c, n)].seat);
    } else {
        refuse(x, TR(W(x), "没有第 %d 个后按下的队"), n);
    }
}

void choose(struct step_context *x)
{
    int n = x->in->value;
    if (n < 1)
        refuse(x, TR(W(x), "没有这个选择"));
    else if (S(x)->phase == PHASE_SELECT && !S(x)->rebound)
        choose_menu(x, n - 1);
    else if (S(x)->phase == PHASE_TIE)
        choose_tied(x, n);
    else if (S(x)->phase == PHASE_ANSWER)
        choose_in_answer(x, n);
    else
        refuse(x, TR(W(x), "此时没有可选的"));
}

/* The host's or the judges' word: this team answers, whoever the buzzers named. */
static void give_to(struct step_context *x, int seat)
{
    struct state *s = S(x);
    if (policy(x)->who == WHO_ALL || policy(x)->who == WHO_AUDIENCE) {
        refuse(x, TR(W(x), "本环节没有指定作答的队"));
        return;
    }
    if (!flow_active(x->c, seat) || team_at(s, seat)->failed_question) {
        refuse(x, TR(W(x), "%d号 不能作答本题"), seat);
        return;
    }
    if (x->ask)
        return;
    if (policy(x)->who == WHO_PRESS && !s->rebound)
        buzzer_give(x, seat);
    say(x, TR(W(x), "主持人指定 %d号 作答"), seat);
    flow_answer(x, seat, policy(x)->answer_start == START_AUTO);
}

void choose_seat(struct step_context *x)
{
    struct state *s = S(x);
    int seat = x->in->seat;
    if (!valid_seat(x))
        return;
    if (policy(x)->who == WHO_ALL && s->phase == PHASE_ANSWER) {
        if (!flow_active(x->c, seat))
            refuse(x, TR(W(x), "%d号 不能作答本题"), seat);
        if (x->dead || x->ask)
            return;
        s->right_mask ^= seat_bit(seat);
        if (s->right_mask & seat_bit(seat))
            say(x, TR(W(x), "%d号 记答对"), seat);
        else
            say(x, TR(W(x), "%d号 取消答对"), seat);
    } else if (s->phase == PHASE_SELECT) {
        if (!flow_active(x->c, seat) || team_at(s, seat)->failed_question) {
            refuse(x, TR(W(x), "%d号 不能作答本题"), seat);
            return;
        }
        if (x->ask)
            return;
        s->seat = (uint8_t)seat;
        say(x, TR(W(x), "由 %d号 作答"), seat);
    } else {
        give_to(x, seat);
    }
}
