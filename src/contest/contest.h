/* contest — the rules: a pure, deterministic state machine.
 *
 * State + one input (which carries its time) → new state + a narration of what was decided and why.
 * No clock, no I/O, no allocation, no randomness but the definition's seed. Feeding the same inputs
 * to the same definition gives the same states for ever; that is what replay, restart and audit
 * rest on.
 *
 * Times are show time: int64 µs since the journal began, standing still while the program is not
 * running. One thread at a time per `struct contest`; copies are independent (except for the undo
 * memory, see below).
 */
#ifndef LEITAI_CONTEST_H
#define LEITAI_CONTEST_H

#include "contest/definition.h"

/* ---- inputs
 * ------------------------------------------------------------------------------------------- */

enum input_kind {
    INPUT_COMMAND,    /* the host, by key or script */
    INPUT_PRESS,      /* a button, in press-time order as the arbiter released it */
    INPUT_WAKE,       /* the instant contest_next_wake asked for */
    INPUT_RESUME,     /* the program was started again on this journal; every clock stands */
    INPUT_BOX,        /* what the engine knows of a seat's button: seat, value = enum box_state */
    INPUT_STANDSTILL, /* the computer stood still from at_us on: every clock stands since then.
                         value: for how long, ms; number: enum standstill */
    INPUT_CLOCK_SET,  /* somebody set the computer's clock, which decides nothing: value: whole
                         seconds  forward (negative: back), number: and ms of the same sign */
    INPUT_KIND_COUNT
};

enum standstill { STANDSTILL_HALT, STANDSTILL_SLEEP };

enum box_state { BOX_ABSENT, BOX_READY, BOX_HELD, BOX_LOST };

/* Host commands. `seat`, `value`, `text` are used as said; all others are 0 / "". */
enum command {
    COMMAND_NONE,
    COMMAND_NEXT,       /* the natural next step of the phase */
    COMMAND_AWARD,      /* the answer is right */
    COMMAND_DEDUCT,     /* the answer is wrong */
    COMMAND_PASS,       /* the team passes */
    COMMAND_INCOMPLETE, /* incomplete answer; value: percent of the right points, 0: the policy's
                           points */
    COMMAND_UNDO,
    COMMAND_REDO,
    COMMAND_PAUSE,    /* stops or restarts the running clock */
    COMMAND_ADD_TIME, /* value: seconds, 0: the policy's extra_seconds */
    COMMAND_CHOOSE, /* value: the n-th choice of the phase, 1-based: menu value, option, fault, next
                       press */
    COMMAND_SEAT,   /* seat: this team is to answer / assigned / bids / chosen; SEAT_NONE clears */
    COMMAND_REGO,   /* give the go call again */
    COMMAND_VOID,   /* the question does not count; its points are taken back; a spare is drawn */
    COMMAND_EQUIPMENT,   /* equipment failure at `seat`: the current question is void, nothing else
                            changes */
    COMMAND_FALSE_CLAIM, /* error correction: the team named something that is no fault */
    COMMAND_ZOOM,    /* value: fault region 1.., ZOOM_GRID + 1..9: a ninth of the picture by keypad
                        place, 0: whole */
    COMMAND_REVEAL,  /* shows the answer, or the next missed fault */
    COMMAND_PUBLISH, /* held_reveal: lets the audience screen follow */
    COMMAND_ADJUST,  /* score edit: seat, value: cp, text: reason */
    COMMAND_CONDUCT, /* conduct: seat, value: cp, text: reason */
    COMMAND_REVERSE, /* reverse the ruling at ledger seq `value`; text: "right", "wrong" or "void"
                      */
    COMMAND_JUDGE,   /* seat's mark by judge `number` (1..): value: cp, or MARK_ABSTAIN */
    COMMAND_SUBSTITUTE, /* seat: player `number` makes room for the reserve */
    COMMAND_DOUBLE,     /* the team in turn doubles this question */
    COMMAND_LIFELINE,   /* the team in turn takes a lifeline: extra time */
    COMMAND_PLAYER,     /* number: this player answers */
    COMMAND_END_ROUND,
    COMMAND_ROUND,     /* value: round 1.. begins with its rule card */
    COMMAND_STANDINGS, /* after a round or at the end */
    COMMAND_TIE_BREAK, /* plays the ties that matter */
    COMMAND_MEDIA,     /* video: value: enum media_action */
    COMMAND_SCREEN,    /* value: enum screen; what the audience screen shows instead. SCREEN_BREAK:
                          number: minutes, 0: BREAK_MINUTES */
    COMMAND_MUTE,      /* sounds off and on */
    COMMAND_DISABLE,   /* seat's button is ignored (value 1), counts again (0), the other one (2) */
    COMMAND_SEAT_DRAW, /* recorded draw: text "3,1,2,…" = seats in order of `teams`; only before the
                          first round */
    COMMAND_PRIZES,    /* to the prizes, whatever is undecided */
    COMMAND_ACCEPT_BOX, /* boxes that showed up unknown count from now on; text: one of them, by its
                           uid (16 hexadecimal digits), as the engine notes it down */
    COMMAND_DECIDE_TIE, /* a draw or decision on paper: seat wins the tie it is in; text: reason */
    COMMAND_BIND,  /* number 0, value BIND_SEVERAL: the buttons pressed from now on become seat's,
                      all others of it are nobody's (again, or going on with the show: that was all);
                      value 0: the next button pressed and no more; else box `number` (1..), button
                      `value` (1..) is seat's */
    COMMAND_BREAK, /* number: enum break_change; value: minutes */
    COMMAND_DRAW,  /* lots. In TITLE, and in RULES of a round with packets: opens the draw of seats,
                      of packets. In DRAW, all at once: text "seed N" (by the program), "2,1,3"
                      (recorded, in drawing order); or one: seat (0: the next) drew number `value` */
    COMMAND_REDRAW, /* forced change of a finished draw: seat gets `value`, whoever had it gets
                       seat's; text: reason, not "" */
    COMMAND_COUNT
};
extern const char
    *const command_names[COMMAND_COUNT]; /* "next", "award", … as in the journal and scripts */
int command_find(const char *name);      /* or -1 */

enum { ZOOM_GRID = 100 };
enum { SEAT_NONE = 0, MARK_ABSTAIN = INT32_MIN };

/* What stands on the audience screen. Journalled, but no undo point: undo keeps the present one. */
enum screen {
    SCREEN_SHOW,
    SCREEN_BLACK,
    SCREEN_LOGO,
    SCREEN_FREEZE,
    SCREEN_TEST,
    SCREEN_SCORES,
    SCREEN_PRESSES,
    SCREEN_BREAK,
    SCREEN_TEAMS,
    SCREEN_CHECK, /* roll-call of the buzzers: presses are told and have no effect */
    SCREEN_COUNT
};
enum { BREAK_MINUTES = 10, BREAK_MINUTES_MAX = 180 };
/* Of `value` minutes, 0: as many as the contest says; `value` more (or fewer) of a running one;
 * back to the show. Each can be undone. */
enum break_change { BREAK_BEGIN, BREAK_MORE, BREAK_OVER };
enum media_action { MEDIA_PLAY, MEDIA_PAUSE, MEDIA_STEP, MEDIA_REPLAY, MEDIA_JUMP };

/* Why a press did or did not win (journal column `verdict`). */
enum verdict {
    VERDICT_NONE,
    VERDICT_WON,
    VERDICT_LATER,
    VERDICT_EARLY_IGNORED,
    VERDICT_EARLY_FOUL,
    VERDICT_EARLY_LOCKED,
    VERDICT_INTERRUPT,
    VERDICT_TIED,
    VERDICT_BARRED,
    VERDICT_CAPPED,
    VERDICT_OUT,
    VERDICT_DISABLED,
    VERDICT_HELD,
    VERDICT_NOT_OPEN,
    VERDICT_AFTER_TIME,
    VERDICT_REPEATED,
    VERDICT_UNKNOWN_BOX,
    VERDICT_BACKDATED,
    VERDICT_LATE, /* earlier than the winner, but arrived after the verdict was final: told to the
                     host */
    VERDICT_COUNT
};
extern const char *const verdict_names[VERDICT_COUNT];

enum {
    PRESS_LATE = 1,
    PRESS_BACKDATED = 2,
    PRESS_UNKNOWN_BOX = 4,
    PRESS_UNCERTAIN = 8,
    PRESS_UNTIMED = 16 /* with PRESS_UNKNOWN_BOX: the box is known, the time of the press is not */
};

enum { INPUT_TEXT = 64 };

struct input {
    int64_t at_us; /* when it is applied; never earlier than the input before it */
    enum input_kind kind;
    enum command command;
    int32_t seat, number, value;
    /* presses */
    int64_t press_us, lo_us,
        hi_us; /* best estimate and guaranteed interval of the press, show time */
    int64_t arrived_us;
    int32_t box, button, flags; /* flags: PRESS_* */
    char text[INPUT_TEXT];      /* UTF-8, NUL-terminated */
};

/* ---- state
 * -------------------------------------------------------------------------------------------- */

enum phase {
    PHASE_TITLE,     /* standby */
    PHASE_RULES,     /* rule card of the round */
    PHASE_SELECT,    /* a team or a value is to be chosen */
    PHASE_READ,      /* the question is on the screen and being read */
    PHASE_COUNT,     /* 3-2-1 before go */
    PHASE_OPEN,      /* buzzers open */
    PHASE_TIE,       /* dead heat: what the tie policy says, or the host */
    PHASE_FOUL,      /* early press shown; waits for the host's next go call */
    PHASE_ANSWER,    /* a team answers */
    PHASE_JUDGE,     /* judges' marks come in */
    PHASE_RULED,     /* right, wrong, timeout, pass, void on the screen */
    PHASE_REVEAL,    /* answer shown */
    PHASE_ROUND_END, /* standings of the round */
    PHASE_STANDINGS, /* full standings */
    PHASE_PRIZES,    /* revealed from the last to the first */
    PHASE_END,
    PHASE_DRAW, /* lots are drawn: seats before the first round, else the round's packets */
    PHASE_NUMBER
};
extern const char
    *const phase_names[PHASE_NUMBER]; /* "title", "rules", … as in scripts and the journal */

enum outcome {
    OUTCOME_NONE,
    OUTCOME_RIGHT,
    OUTCOME_WRONG,
    OUTCOME_TIMEOUT,
    OUTCOME_PASS,
    OUTCOME_INCOMPLETE,
    OUTCOME_VOID,
    OUTCOME_NOBODY,
    OUTCOME_DONE /* faults or marks summed */,
    OUTCOME_NUMBER
};

enum clock_kind {
    CLOCK_NONE,
    CLOCK_CHOOSE,
    CLOCK_THINK,
    CLOCK_COUNTDOWN,
    CLOCK_WINDOW,
    CLOCK_ANSWER,
    CLOCK_ROUND
};

/* One running or standing clock. What is left: contest_clock_left. */
struct show_clock {
    enum clock_kind kind;
    bool running;
    bool held; /* stands since an undo or a restart; COMMAND_PAUSE starts it */
    int64_t length_us;
    int64_t left_us; /* at anchor_us */
    int64_t anchor_us;
};

enum cause {
    CAUSE_RIGHT,
    CAUSE_WRONG,
    CAUSE_TIMEOUT,
    CAUSE_PASS,
    CAUSE_INCOMPLETE,
    CAUSE_FOUL,
    CAUSE_FAULT,
    CAUSE_FALSE_CLAIM,
    CAUSE_ALL_FOUND,
    CAUSE_TOO_FEW,
    CAUSE_JUDGES,
    CAUSE_REBOUND_RIGHT,
    CAUSE_REBOUND_WRONG,
    CAUSE_INTERRUPT_WRONG,
    CAUSE_ADJUST,
    CAUSE_CONDUCT,
    CAUSE_REVERSAL,
    CAUSE_VOID,
    CAUSE_INTERRUPT_RIGHT,
    CAUSE_REDRAW, /* no points: a draw was changed by force, reason "B→C …" */
    CAUSE_COUNT
};
extern const char *const cause_names[CAUSE_COUNT];
/* Chinese, in the catalogue. */
extern const char *const cause_titles[CAUSE_COUNT];

/* One change of one score. Score of a team = base + carry-in + sum of its entries, always. */
struct ledger_entry {
    int64_t at_us;
    int32_t seq; /* 1.. */
    int32_t points_cp;
    int32_t asked_cp;           /* what the rule said before a cap or a floor clipped it */
    int32_t corrects;           /* seq of the entry this one reverses or voids, 0 */
    int32_t right_cp, wrong_cp; /* of a ruling: what right and wrong were worth then */
    uint64_t chain;             /* of this entry and all before it: equal chains, equal prefix */
    int16_t round;              /* index; -1 outside rounds */
    int16_t question;           /* number in its round, 1..; 0 outside questions */
    int16_t question_index;     /* in the definition, -1 */
    uint8_t seat, cause;
    char reason[INPUT_TEXT];
};

/* A press of the current question, in the order released. */
struct press {
    int64_t press_us, lo_us, hi_us;
    int64_t go_us; /* of its go call; before the end of a countdown: as planned; 0: none given */
    int32_t box;
    uint8_t seat, verdict,
        go_call; /* go_call: after which go call of the question, 0 before the first */
    uint8_t flags;
};

enum { BIND_SEVERAL = 1, BOUND_MAX = 4 };

/* A button as the host has bound it, both from 1; box 0: none. */
struct bound {
    uint8_t box, button;
};

enum { LEDGER_MAX = 16384, PRESSES_MAX = 48, TAKEN_MAX = 256, ACCEPTED_MAX = 16 };

/* A menu question taken: who took which value, and how it ended. */
struct taken {
    uint8_t seat, menu, outcome;
};

struct team_state {
    int16_t wins, failed; /* this round */
    int16_t fouls_question, fouls_round, fouls_contest;
    uint8_t menu_taken;            /* bit i: took menu value i in this round */
    uint8_t doubles, lifelines;    /* used in this round */
    bool out;                      /* eliminated */
    bool disabled;                 /* button ignored by the host */
    bool barred;                   /* from this question's buzzers */
    bool failed_question;          /* has answered this question wrongly */
    uint8_t box;                   /* enum box_state */
    struct bound bound[BOUND_MAX]; /* its buttons since the host bound them, packed; none: as in
                                      the stage's description */
    int64_t locked_until_us;       /* early-press lock */
    int8_t reserve_for;            /* player number the reserve stands in for, 0 */
    int16_t tie_rank;              /* order within a decided tie, 0: undecided */
    uint8_t foul_go;               /* go call of its last foul in this question + 1, 0 */
    uint32_t tie_mates;            /* bit seat-1: the teams of the tie that tie_rank decided */
};

enum draw_how { DRAW_NONE, DRAW_RECORDED, DRAW_PROGRAM };

/* How a draw came about. */
struct draw_record {
    int64_t at_us; /* show time of its last lot */
    uint64_t seed; /* DRAW_PROGRAM: of drawing_shuffle */
    uint8_t how;
    uint8_t programs; /* how often the program has drawn it; undo keeps this, so that drawing anew
                         until it suits can't go unseen */
};

/* Faults of the picture or video on the screen, in the order found. */
struct correction {
    uint8_t found[FAULTS_MAX]; /* fault index + 1 in the order found */
    uint8_t found_count;
    uint8_t revealed; /* how many of the missed faults have been shown, in their own order */
    uint8_t false_claims;
    uint8_t zoom;  /* fault + 1, 0: whole picture */
    uint8_t media; /* enum media_action last asked */
    uint8_t replays;
    uint8_t steps; /* MEDIA_STEP and MEDIA_JUMP asked so far, wraps: two are two */
};

/* Plain data: copy it, compare it, hash it. Zero-initialised, padding included. */
struct state {
    enum phase phase;
    int32_t round;   /* index, -1 before the first */
    int32_t asked;   /* questions begun in this round, the present one included: its number */
    int32_t voided;  /* of those, void and to be replaced */
    int32_t bonuses; /* of those, bonus questions that are not void */
    uint8_t bonus_seat, bonus_left; /* who has how many bonus questions to come, 0 */
    int32_t question;               /* index in the definition, -1 */
    uint8_t used[QUESTIONS_MAX / 8];
    int32_t turn;                  /* turns begun in this round, 1.. */
    uint8_t turn_order[TEAMS_MAX]; /* seats */
    int32_t turn_order_count;
    uint8_t turn_seat;     /* whose turn it is */
    uint8_t seat;          /* who answers, SEAT_NONE */
    uint8_t player;        /* player number who must answer, 0: any */
    uint8_t chosen_option; /* 1.., 0 */
    uint8_t menu;          /* chosen value, index + 1 */
    bool doubled;
    bool interrupt; /* the present answer began by a legal interrupt of the reading */
    bool power;     /* … early enough for interrupt_right */
    bool bonus;     /* the question is one that a won toss-up brought `bonus_seat` alone */
    bool rebound;   /* the present answer is a rebound */
    uint8_t rebounds;
    uint8_t go_calls;
    bool reading_done;    /* the host has read to the end; go has not been given */
    int64_t read_from_us; /* when the reading began, later by what interrupts took of it */
    int64_t read_done_us, go_at_us, answer_at_us, ruled_at_us;
    enum outcome outcome;
    int32_t outcome_cp; /* points of the last ruling as shown */
    uint8_t outcome_seat;
    bool answer_shown;
    char void_reason[INPUT_TEXT]; /* with OUTCOME_VOID: why, Chinese or as the host wrote it, "" */
    bool published;               /* held_reveal: the audience has seen the present scores */
    int32_t published_ledger;     /* entries the audience screen may count */
    int32_t published_from;       /* entries from this index on … */
    int64_t published_us;         /* … were told at this time: flags of the points rise then */
    uint32_t tied_mask;           /* bit seat-1: in the dead heat of this question */
    uint32_t right_mask;          /* who: all — seats ruled right so far */
    uint8_t win_seat;             /* whose win of the buzzers the present answer is, 0 */
    uint32_t win_mask;            /* all who have won the buzzers in this question */
    int32_t turn_questions;       /* questions begun in this turn */
    bool turn_again;              /* the question was void: the same team has another */
    int32_t winner_press;         /* index into presses, -1 */
    struct press presses[PRESSES_MAX];
    int32_t press_count;
    int32_t presses_dropped; /* not kept here for want of room; all are in the journal */
    struct correction correction;
    int32_t marks_cp[TEAMS_MAX][JUDGES_MAX]; /* hundredths; MARK_NONE, MARK_ABSTAIN */
    struct taken taken[TAKEN_MAX];
    int32_t taken_count;
    struct team_state teams[TEAMS_MAX]; /* by seat - 1 */
    struct show_clock clock;
    struct show_clock round_clock;
    uint32_t tie_break_mask; /* teams of the running tie-break, 0 */
    int32_t tie_break_level;
    int32_t prizes_shown;            /* teams uncovered so far, from the last */
    uint64_t draw;                   /* state of the seeded generator */
    uint8_t seat_of_team[TEAMS_MAX]; /* after a recorded draw: seat of definition team i; 0: as
                                        written */
    uint8_t seat_drawing[TEAMS_MAX]; /* seats drawn one by one so far, by definition team; all in:
                                        seat_of_team */
    uint8_t packet_of[ROUNDS_MAX][TEAMS_MAX]; /* drawn packets, 1..; by round index, seat - 1 */
    struct draw_record draws[ROUNDS_MAX + 1]; /* [0]: of the seats; [r + 1]: of round r's packets */
    int32_t accepts;                          /* how often the host has accepted new boxes */
    uint64_t accepted[ACCEPTED_MAX];          /* uids of boxes accepted in the show, 0: free */
    uint8_t bind_seat;                        /* the next press gives this seat its button, 0 */
    uint8_t bind_several;   /* … and those after it: 1 + how many it has got so far; 0: one */
    uint8_t screen;         /* enum screen */
    int64_t break_until_us; /* SCREEN_BREAK counts down to it; like the screen, undo keeps
                               it and it decides nothing */
    uint8_t breaks;         /* COMMAND_BREAK so far, wraps: undo of one is undo of its screen */
    bool muted;
    uint8_t played_as;       /* see contest_play_as */
    int64_t last_us;         /* at_us of the last input */
    int32_t left_now;        /* teams eliminated after the present round so far */
    uint64_t ledger_hash;    /* of all entries, so that the digest need not read them again */
    int32_t question_ledger; /* ledger_count when the present question began */
    int32_t ledger_count;
    struct ledger_entry ledger[LEDGER_MAX]; /* last: only the used part is copied and hashed */
};

enum { MARK_NONE = INT32_MIN + 1 };

/* ---- narration
 * ---------------------------------------------------------------------------------------- */

enum { SAYS_MAX = 16, SAYS_TEXT = 224 };

/* What one input decided, a line each, in the language given to contest_init; Chinese without one.
 */
struct says {
    int count;
    char line[SAYS_MAX][SAYS_TEXT];
};

/* ---- the machine
 * -------------------------------------------------------------------------------------- */

/* Verdict of the press most recently stepped, its margin to the winner (µs, negative: before the go
 * call) and the summed uncertainty; for the journal. */
struct press_result {
    enum verdict verdict;
    int64_t margin_us, uncertainty_us;
};
struct undo; /* see undo.h */
struct words;

struct contest {
    const struct definition *def;
    const struct words *words;
    struct state state;
    struct undo *undo; /* NULL: nothing can be undone (previews) */
    struct press_result press_result;
};

enum step {
    STEP_DONE,    /* the state changed or the input is worth keeping: journal it */
    STEP_REFUSED, /* no meaning now: nothing changed; says one line why. Not journalled. */
};

/* Puts *c at the title screen of `def`. `undo` (may be NULL) is initialised by undo_init and owned
 * by the caller. */
void contest_init(struct contest *c, const struct definition *def, const struct words *words,
                  struct undo *undo);

/* Plays on as the programs did that wrote journals of this format (journal.h), what was mended
 * since included: their journals must fold into the states they record. Straight after
 * contest_init; not called: as today. */
void contest_play_as(struct contest *c, int journal_format);

/* Applies one input. *says is overwritten. Presses and wakes are never refused. */
enum step contest_step(struct contest *c, const struct input *in, struct says *says);

/* Whether contest_step would take the command now; changes nothing. What a key is drawn by. `why`
 * (may be NULL): room for SAYS_TEXT bytes, the reason when it would not. */
bool contest_accepts(const struct contest *c, const struct input *in, char *why);

/* The instant at which the contest must get an INPUT_WAKE with exactly this at_us, or INT64_MAX. */
int64_t contest_next_wake(const struct contest *c);

/* Of the press most recently stepped. */
struct press_result contest_press_result(const struct contest *c);

/* FNV-1a 64 of everything that was decided (not of passing time, screen overlay or undo memory). */
uint64_t contest_digest(const struct contest *c);

/* What of the state is in use: copy this many bytes of struct state to have an equal one. */
size_t state_used_bytes(const struct state *s);

/* How many steps back and forward `.` and redo can go, and what the next undo would take back (""
 * if nothing). */
int contest_undo_depth(const struct contest *c);
int contest_redo_depth(const struct contest *c);

/* ---- questions to a state (pure, cheap)
 * ---------------------------------------------------------------- */

const struct round *contest_round(const struct contest *c);       /* NULL before the first */
const struct question *contest_question(const struct contest *c); /* NULL when none is drawn */
const struct policy *
contest_policy(const struct contest *c); /* of the round, a neutral one outside */
const struct team *contest_team(const struct contest *c,
                                int seat); /* NULL when the seat is empty */
/* The teams as they sit, with the seats drawn, in seat order; returns how many. */
int contest_seated(const struct contest *c, struct team teams[TEAMS_MAX]);
int32_t contest_score_cp(const struct contest *c, int seat);
int32_t contest_round_points_cp(const struct contest *c, int seat, int round);
/* Score as the audience may know it (held reveal). */
int32_t contest_public_score_cp(const struct contest *c, int seat);
/* What the question is worth now: right, wrong. */
int32_t contest_right_cp(const struct contest *c);
int32_t contest_wrong_cp(const struct contest *c);
/* Time left on a clock, µs, never negative. */
int64_t clock_left_us(const struct show_clock *k, int64_t now_us);
/* What NEXT does after a ruling (RULED, REVEAL); THEN_NOTHING in other phases. */
enum then {
    THEN_NOTHING,
    THEN_QUESTION, /* the next question or team's turn; the round's end when all packets are used up
                    */
    THEN_TIED,     /* the other one of a dead heat answers */
    THEN_PRESS,    /* the next press answers */
    THEN_READ,     /* the rest of an interrupted question */
    THEN_GO,       /* the others may press: a go call */
    THEN_BID,      /* a team is chosen to answer */
    THEN_AUDIENCE, /* the audience answers */
    THEN_FAULT,    /* a fault that was missed is shown */
    THEN_ANSWER,   /* the answer is shown */
    THEN_ROUND_END
};
enum then contest_then(const struct contest *c);
/* Whether a round other than a tie-break follows the present one. */
bool contest_round_follows(const struct contest *c);
/* Whether `seat` may press for the present question. */
bool contest_may_press(const struct contest *c, int seat);
/* Seats whose lamp is lit: bit seat-1. */
uint32_t contest_lamps(const struct contest *c);
/* Whether and which seats the buzzers are open for. */
uint32_t contest_armed(const struct contest *c);
/* Index of the n-th press (1..), in press order, whose team may answer after the present one; -1.
 */
int contest_next_press(const struct contest *c, int n);
/* A tie matters, and there is a tie-break round with questions left to decide it. */
bool contest_tie_break_due(const struct contest *c);
/* Margin (µs) and summed uncertainty of presses a, b of the present question. */
struct press_result contest_margin(const struct contest *c, int a, int b);
/* Questions left of menu value i (index), and how many of this value the round has. */
int contest_menu_left(const struct contest *c, int i);
int contest_menu_total(const struct contest *c, int i);
/* Points the running error-correction question has brought so far. */
int32_t contest_correction_cp(const struct contest *c);
/* A judged team's result from the marks given so far (policy: drop, mean or sum), false while marks
 * are missing. */
bool contest_judged_cp(const struct contest *c, int seat, int32_t *cp);
/* Number of the present question among those planned: void ones and bonus questions have none. */
int contest_question_number(const struct contest *c);
/* How many questions the round still plays after the present one; void ones are made up for. */
int contest_questions_left(const struct contest *c);

/* PHASE_DRAW: the seat (drawing seats: the one written for the team) that is next to draw, 0: all
 * have drawn, the draw is locked. */
int contest_draw_next(const struct contest *c);
/* What `seat` (as above) has drawn: a seat or packet, 0: nothing yet. */
int contest_drawn(const struct contest *c, int seat);
/* Packet of the round called number `n` on stage: by its name where names are numbers, else the
 * n-th; 0: none. */
int contest_packet_find(const struct round *r, int n);
/* The packet whose questions the present turn brings, 0: none. */
int contest_packet(const struct contest *c);
/* Name of a packet of the present round; "" for 0. */
const char *contest_packet_name(const struct contest *c, int packet);
/* The seats the present round's packet draw is for, in drawing order; returns how many. */
int contest_drawers(const struct contest *c, uint8_t seats[TEAMS_MAX]);
/* The program's draw: lots 1..n shuffled by SplitMix64 from `seed`, Fisher-Yates from the last. */
void drawing_shuffle(uint64_t seed, int n, uint8_t lots[]);

/* "10", "−10", "92.5": U+2212 as minus; `sign` also writes +. Returns out. */
const char *points_text(int32_t cp, bool sign, char *out, size_t size);

#endif
