/* What the files of the contest room share; nobody else includes this. */
#ifndef LEITAI_CONTEST_INTERNAL_H
#define LEITAI_CONTEST_INTERNAL_H

#include "contest/contest.h"
#include "contest/standings.h"
#include "contest/undo.h"
#include "words/words.h"

#include <assert.h>
#include <string.h>

enum { SECOND = 1000000, LATE_GRACE_US = 60000, TIE_STILL_US = 250000 };

/* One step in progress. */
struct step_context {
    struct contest *c;
    const struct input *in;
    struct says *says;
    bool point; /* this input is one that undo goes back to */
    bool dead;  /* refused: nothing may have been changed */
    bool
        ask; /* only asked whether it would be taken: handlers return before they change anything */
};

/* Adds a line of narration. */
void say(struct step_context *x, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Refuses the input with one line. */
void refuse(struct step_context *x, const char *format, ...) __attribute__((format(printf, 2, 3)));
#define W(x) ((x)->c->words)
#define S(x) (&(x)->c->state)

static inline const struct policy *policy(const struct step_context *x)
{
    return contest_policy(x->c);
}

static inline uint32_t seat_bit(int seat)
{
    return seat > 0 ? 1u << (seat - 1) : 0;
}
static inline struct team_state *team_at(struct state *s, int seat)
{
    assert(seat >= 1 && seat <= TEAMS_MAX);
    return &s->teams[seat - 1];
}

/* Mended in the program that writes journals of this format; journals from before keep to what they
 * were played by. */
static inline bool mended_in(const struct state *s, int journal_format)
{
    return s->played_as == 0 || s->played_as >= journal_format;
}

/* clocks.c */
void clock_start(struct step_context *x, enum clock_kind kind, int32_t seconds);
void clock_prepare(struct step_context *x, enum clock_kind kind, int32_t seconds); /* stands full */
void clock_run(struct show_clock *k, int64_t now_us);
void clock_stop(struct show_clock *k, int64_t now_us);
void clock_clear(struct show_clock *k);
void clock_hold(struct show_clock *k, int64_t now_us, bool hold);

/* ledger.c */
struct ledger_entry *ledger_add(struct step_context *x, int seat, int32_t cp, enum cause cause);
/* Of a deduction, what a floor of the round's rules leaves. */
int32_t ledger_floored(const struct contest *c, int seat, int round, int32_t cp);
int32_t ledger_weighted(const struct policy *p, int32_t cp);
void ledger_correct(struct step_context *x, const struct ledger_entry *e, int32_t cp,
                    enum cause cause, const char *reason);
void ledger_reason(struct step_context *x, int seat, int32_t cp, enum cause cause,
                   const char *reason);
int32_t ledger_value_cp(const struct state *s, int32_t seq); /* entry + its corrections */
const struct ledger_entry *ledger_find(const struct state *s, int32_t seq);
void ledger_publish(struct state *s);

/* flow.c: rounds, turns, questions */
void flow_enter_round(struct step_context *x, int round);
void flow_next_question(struct step_context *x); /* or the next turn, or the end of the round */
void flow_question_begin(struct step_context *x, int question);
void flow_reading_over(struct step_context *x);
void flow_show_video(struct step_context *x);
void flow_answer(struct step_context *x, int seat, bool start_clock);
void flow_end_round(struct step_context *x);
void flow_after_round(struct step_context *x);
bool flow_active(const struct contest *c, int seat);
int flow_tie_break_round(const struct contest *c); /* index or -1 */
uint64_t draw_next(uint64_t *state);               /* the seeded generator of every draw */
void flow_phase(struct step_context *x, enum phase phase);
void flow_order_turns(struct step_context *x);
void flow_eliminate(struct step_context *x);

/* bonus.c: questions for the winner of a toss-up alone */
void bonus_won(struct step_context *x, int seat); /* answered right, on the buzzers */
void bonus_lost(struct state *s);                 /* … it was not, after all */
void bonus_void(struct state *s);                 /* the present one is asked again */
bool bonus_next(struct step_context *x);          /* puts the next one on; false: none is due */

/* stock.c: the next unused question (of a menu value), or -1 */
int flow_pick(const struct contest *c, int menu);
/* All questions or turns of the round have been played. */
bool flow_round_over(const struct contest *c);

/* drawing.c */
void drawing_draw(struct step_context *x);
void drawing_change(struct step_context *x);
/* The present round's packets must be drawn before it begins. */
bool drawing_due(const struct contest *c);

/* choosing.c */
bool valid_seat(struct step_context *x); /* refuses when the input names no team */
void choose(struct step_context *x);
void choose_seat(struct step_context *x);

/* buzzer.c */
/* Refuses and returns false while a held button forbids the go call. */
bool buzzer_may_call(struct step_context *x);
void buzzer_go_call(struct step_context *x); /* after buzzer_may_call */
void buzzer_open(struct step_context *x, int64_t at_us);
void buzzer_press(struct step_context *x, struct press_result *result);
/* Takes the press into the question's table; returns its index. */
int buzzer_keep(struct step_context *x, enum verdict verdict);
/* Whether the team has a press that counts after the present go call. */
bool buzzer_pressed(const struct state *s, int seat);
void buzzer_nobody(struct step_context *x);
void buzzer_win(struct step_context *x, int press);
void buzzer_give(struct step_context *x, int seat); /* by the host's word */
void buzzer_not_won(struct step_context *x);        /* the present win does not count after all */
/* Presses a, b cannot be told apart. */
bool buzzer_dead_heat(const struct contest *c, int a, int b);

/* early.c: a press before the go call, and one while the button is locked for it */
void early_press(struct step_context *x, struct press_result *result);
void early_lock(struct step_context *x, struct press_result *result);

/* edits.c: what the host may do beside the question */
void edit_points(struct step_context *x);
void edit_substitute(struct step_context *x);
void edit_media(struct step_context *x);
void edit_zoom(struct step_context *x);
void edit_screen(struct step_context *x);
void edit_break(struct step_context *x);
void edit_mute(struct step_context *x);
void edit_publish(struct step_context *x);
void edit_seat_draw(struct step_context *x);

/* ruling.c */
void rule(struct step_context *x, enum outcome outcome, int32_t cp, enum cause cause);
void rule_right(struct step_context *x);
void rule_wrong(struct step_context *x);
void rule_timeout(struct step_context *x);
void rule_incomplete(struct step_context *x);
void rule_pass(struct step_context *x);
void rule_all(struct step_context *x); /* who: all: the boards as they are marked */
void rule_rapid_over(struct step_context *x);
void rule_next(struct step_context *x); /* COMMAND_NEXT in PHASE_RULED */
void rule_void(struct step_context *x, bool fouls_too);
int32_t rule_share(int32_t cp, int32_t percent);
int32_t rule_value_cp(const struct contest *c, enum outcome outcome);

/* correction.c, judges.c, tie_break.c */
void correction_tick(struct step_context *x, int fault);
void correction_false_claim(struct step_context *x);
void correction_finish(struct step_context *x);
void correction_reveal(struct step_context *x);
bool correction_all_shown(const struct contest *c);
void judges_finish(struct step_context *x);
void tie_break_ruled(struct step_context *x, enum outcome outcome);
bool tie_break_settled(const struct contest *c);
void tie_break_decide(struct step_context *x);
void tie_break_begin(struct step_context *x);

/* then.c */
/* Who else may answer after a wrong answer; AFTER_DEAD: nobody. */
enum after_wrong rule_rebound_due(const struct contest *c);
/* tie: both — the seat of the dead heat that has not answered yet, 0. */
int rule_other_of_tie(const struct contest *c);

/* reversal.c */
void reverse_ruling(struct step_context *x);

/* stage.c: the host's word about boxes and buttons */
void stage_accept_box(struct step_context *x);
void stage_disable(struct step_context *x);
void stage_bind(struct step_context *x);
/* The roll-call may be shown: no question is running that a press could mean something for. */
bool stage_may_check(const struct contest *c);
/* A press that names a button or answers the roll-call, and means nothing for the game. */
bool stage_press(struct step_context *x, struct press_result *result);
/* The game wants the buttons now: ends roll-call and binding. */
void stage_clear(struct step_context *x);

/* steps.c */
void next_step(struct step_context *x);

/* commands.c */
void command_apply(struct step_context *x);

/* Points as text in a temporary of the calling expression. */
#define POINTS_TEXT(cp) points_text((cp), true, (char[16]){0}, 16)
#define VALUE_TEXT(cp)  points_text((cp), false, (char[16]){0}, 16)
/* "1.234" seconds of a µs span, absolute. */
const char *seconds_text(int64_t us, char *out, size_t size);
#define SECONDS_TEXT(us) seconds_text((us), (char[24]){0}, 24)

#endif
