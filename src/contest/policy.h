/* policy — everything a rule set can say, as one flat table of numbers.
 *
 * All rounds are the same question lifecycle (draw, read, choose, open, answer, rule, reveal,
 * next); what differs is a `struct policy`. A round in contest.yaml names a preset and overrides
 * single keys; the key names there, in the rule card, in `leitai check` and here are the same,
 * because all four read `policy_keys`.
 *
 * Points are in hundredths ("cp": 10 points = 1000 cp) so that judges' means and weights stay
 * exact. Pure; any thread.
 */
#ifndef LEITAI_POLICY_H
#define LEITAI_POLICY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MENU_MAX = 6, CP = 100 };

/* A follow-up value that was not set: as the plain one (a repeated foul as the first, a rebound as
 * an answer). */
enum { AS_FIRST = 1 };

enum who { WHO_TURN, WHO_PLAYER, WHO_ANY, WHO_ALL, WHO_PRESS, WHO_AUDIENCE };
enum order { ORDER_SEAT, ORDER_REVERSE, ORDER_LOW, ORDER_HIGH, ORDER_DRAW };
enum value { VALUE_FIXED, VALUE_QUESTION, VALUE_MENU, VALUE_FAULTS, VALUE_JUDGED };
enum start { START_AUTO, START_HOST };
enum go { GO_KEY, GO_COUNTDOWN };
/* What a press is while the question is being read (READING_*) and between end of reading and go
 * (EARLY_*). */
enum reading_press { READING_IGNORE, READING_INTERRUPT, READING_FOUL };
enum early_press { EARLY_IGNORE, EARLY_LOCK, EARLY_FOUL };
/* What a foul does to the question, besides its points. */
enum foul_then { FOUL_CONTINUE, FOUL_BAR, FOUL_VOID, FOUL_AUDIENCE };
enum foul_scope { FOUL_QUESTION, FOUL_ROUND, FOUL_CONTEST };
enum tie { TIE_HOST, TIE_REPRESS, TIE_DISCARD, TIE_BOTH };
enum after_wrong { AFTER_DEAD, AFTER_NEXT_PRESS, AFTER_REOPEN, AFTER_BID, AFTER_AUDIENCE };
enum combine { COMBINE_MEAN, COMBINE_SUM };
/* first_decides: the first right answer wins and the first wrong one is out. */
enum sudden { SUDDEN_NONE, SUDDEN_FIRST_RIGHT, SUDDEN_FIRST_WRONG, SUDDEN_FIRST_DECIDES };
enum tie_scope { SCOPE_PRIZES, SCOPE_ALL };
enum reveal { REVEAL_HOST, REVEAL_RIGHT, REVEAL_RULED };
enum stake { STAKE_NONE, STAKE_DOUBLE };
/* How far deductions may go: a team's points of the round, or its total, never below 0. */
enum score_floor { FLOOR_NONE, FLOOR_ROUND, FLOOR_TOTAL };
/* draw: each team draws a packet of questions before the round and is asked only from it. */
enum packets { PACKETS_NONE, PACKETS_DRAW };

struct policy {
    /* who and for how much */
    int32_t who, order, value;
    int32_t right_cp, wrong_cp, timeout_cp, incomplete_cp, pass_cp;
    int32_t right_percent, wrong_percent, timeout_percent,
        incomplete_percent; /* of the question's own value (menu, question) */
    int32_t menu_cp[MENU_MAX], menu_count;
    int32_t menu_stock[MENU_MAX], menu_stock_count; /* 0 entries: as many as there are questions */
    int32_t menu_no_repeat;                         /* no team takes the same value twice */
    int32_t may_pass;
    int32_t assign;                          /* the team in turn names the team that answers */
    int32_t stake, doubles_max;              /* a team may double a question this often */
    int32_t lifelines_max, lifeline_seconds; /* extra time on request */
    int32_t questions_per_turn;
    int32_t packets;
    /* clocks, seconds; 0: no such clock */
    int32_t think_seconds, answer_seconds, window_seconds, choose_seconds, round_seconds;
    int32_t think_start, answer_start;
    int32_t warning_seconds; /* the last so many are heard, one tick each */
    int32_t extra_seconds;
    int32_t
        answer_timeout_rules; /* the clock's end rules "timeout" by itself; else the host rules */
    /* the buzzers */
    int32_t go, countdown_seconds;
    int32_t reading_press, early_press;
    int32_t early_cp, early_repeat_cp; /* AS_FIRST: a repeated foul costs what the first does */
    int32_t early_lock_ms;
    int32_t foul_then, foul_scope;
    int32_t interrupt_wrong_cp; /* wrong answer of a legal interrupt; AS_FIRST: as wrong */
    int32_t interrupt_right_cp; /* right answer of one; AS_FIRST: as right. With seconds: of one */
    int32_t interrupt_right_seconds; /* that soon after the question came on; 0: of any */
    /* Whoever answers a toss-up right alone answers this many questions more. */
    int32_t bonus_questions, bonus_right_cp, bonus_wrong_cp;
    int32_t tie,
        tie_window_us;   /* presses closer than this, or with overlapping intervals, are a tie */
    int32_t held_blocks; /* a held button must be released before the buzzers open */
    int32_t after_wrong, rebounds_max, rebound_right_cp, rebound_wrong_cp, rebound_seconds;
    int32_t wins_max, failed_max; /* per team and round; 0: no cap */
    /* scores */
    int32_t round_points_max_cp; /* awards of a round are clipped to this; deductions never */
    int32_t floor;               /* enum score_floor; score edits may go below */
    int32_t weight_percent;
    int32_t eliminate;   /* this many lowest teams leave after the round */
    int32_t held_reveal; /* points reach the audience screen at the host's key */
    int32_t reveal;
    /* error correction */
    int32_t fault_cp, faults_min, faults_min_cp, all_bonus_cp, false_cp, false_max,
        question_points_max_cp;
    int32_t replays_max;
    /* judges */
    int32_t judges, judge_max_cp, drop_high, drop_low, combine, decimals;
    /* tie-break */
    int32_t sudden, tie_scope;
};

enum policy_type {
    POLICY_POINTS, /* decimal, stored in hundredths */
    POLICY_COUNT,  /* whole number */
    POLICY_SECONDS,
    POLICY_PERCENT,
    POLICY_YES,         /* yes or no */
    POLICY_WORD,        /* one of `words`, stored as its index */
    POLICY_POINTS_LIST, /* up to MENU_MAX; the count is stored behind the list */
    POLICY_COUNT_LIST,
};

/* One key of a rule set. */
struct policy_key {
    const char *name; /* as in contest.yaml */
    enum policy_type type;
    size_t offset;            /* of the first int32_t in struct policy */
    int32_t min, max;         /* of the stored number, each element for lists */
    const char *const *words; /* POLICY_WORD: NULL-terminated, index = enumerator */
    const char *meaning;      /* one line for people, Chinese, in the catalogue */
};

extern const struct policy_key policy_keys[];
extern const size_t policy_key_count;

/* The key called `name`, or NULL. */
const struct policy_key *policy_key_find(const char *name);

enum policy_error {
    POLICY_OK,
    POLICY_NOT_A_NUMBER,
    POLICY_RANGE,
    POLICY_UNKNOWN_WORD,
    POLICY_TOO_MANY
};

/* Sets `key` from its text as in YAML: "10", "-2.5", "yes", "countdown", a list as "10, 20, 30".
 * Leaves *p untouched unless it returns POLICY_OK. */
enum policy_error policy_set(struct policy *p, const struct policy_key *key, const char *text);

/* Writes the value of `key` as policy_set reads it; returns the length, as snprintf. */
int policy_get(const struct policy *p, const struct policy_key *key, char *out, size_t size);

/* The round kinds: presets over the one lifecycle. `name` is what contest.yaml calls it. */
enum round_kind {
    ROUND_REQUIRED,
    ROUND_BUZZER,
    ROUND_RISK,
    ROUND_CORRECTION,
    ROUND_RAPID,
    ROUND_TIE_BREAK,
    ROUND_AUDIENCE,
    ROUND_JUDGED,
    ROUND_KIND_COUNT
};
extern const char *const round_kind_names[ROUND_KIND_COUNT]; /* "required", "buzzer", … */
/* Chinese title of the kind (必答题, 抢答题, …), in the catalogue. */
extern const char *const round_kind_titles[ROUND_KIND_COUNT];
/* The kind called `name`, or -1. */
int round_kind_find(const char *name);
/* Fills *p with the preset of `kind`. */
void policy_preset(struct policy *p, enum round_kind kind);

/* *bonus: what holds in the questions that a won toss-up of *p brings its winner. */
void policy_bonus(struct policy *bonus, const struct policy *p);

/* Rule sets that contradict themselves. Calls `found` once for each contradiction with the key at
 * fault and a Chinese sentence saying what is wrong and what to do; returns how many there were. */
size_t policy_contradictions(const struct policy *p, enum round_kind kind,
                             void (*found)(void *ctx, const char *key, const char *message),
                             void *ctx);

#endif
