/* definition — a contest as it was prepared: teams, rounds, questions, prizes. Immutable once
 * loaded.
 *
 * All text is UTF-8, NUL-terminated and owned by whoever built the definition (the `folder` room),
 * which outlives every contest that uses it. No pointer here is NULL except where said. Indices are
 * 0-based, seats and player numbers 1-based as on stage. Pure; any thread.
 */
#ifndef LEITAI_DEFINITION_H
#define LEITAI_DEFINITION_H

#include "contest/policy.h"

enum {
    TEAMS_MAX = 24, /* seats 1..24 */
    PLAYERS_MAX = 6,
    ROUNDS_MAX = 24,
    QUESTIONS_MAX = 8192,
    PACKETS_MAX = 32,
    OPTIONS_MAX = 6,
    FAULTS_MAX = 12,
    PRIZES_MAX = 8,
    JUDGES_MAX = 15,
};

struct team {
    int seat; /* 1..TEAMS_MAX, unique; teams are sorted by seat */
    const char *name, *short_name;
    const char *players[PLAYERS_MAX];
    int player_count;
    const char *reserve; /* "" when there is none */
    int32_t carry_in_cp;
};

enum question_type {
    QUESTION_SINGLE,
    QUESTION_MULTIPLE,
    QUESTION_TRUE_FALSE,
    QUESTION_SHORT,
    QUESTION_CASE,
    QUESTION_PICTURE,
    QUESTION_VIDEO,
    QUESTION_TYPE_COUNT
};
extern const char *const question_type_names[QUESTION_TYPE_COUNT]; /* as in YAML */

/* One fault of a faulty document (region) or procedure (time span). */
struct fault {
    const char *title, *right, *reason, *article; /* reason, article may be "" */
    int32_t points_cp;                            /* 0: the round's policy says */
    int32_t x, y, w, h;                           /* in picture pixels */
    int64_t from_us, to_us;                       /* video only */
};

struct question {
    const char *id;
    enum question_type type;
    const char *text;
    const char *options[OPTIONS_MAX];
    int option_count;
    const char *answer;      /* as shown; letters ("B", "ACD") for choices */
    unsigned answer_options; /* bit i: option i is right */
    const char *accept, *explanation, *article, *author; /* "" when absent */
    const char *media; /* path inside the contest folder, "" when there is none */
    int32_t points_cp; /* own value, 0: the round's policy says */
    uint8_t packet;    /* the packet of its round it belongs to, 1..; 0: none, a spare for all */
    struct fault faults[FAULTS_MAX];
    int fault_count;
};

struct round {
    const char *name, *short_name;
    enum round_kind kind;
    struct policy policy;
    struct policy bonus; /* policy_bonus of it, where it asks for any */
    int first_question;  /* questions [first, first+count) of the definition are this round's, in
                            order; */
    int question_count;  /* those from `planned` on are spares */
    int planned;         /* how many are to be played; the round ends after them */
    const char *packets[PACKETS_MAX]; /* names as said on stage ("A", "3"), by packet - 1 */
    int packet_count;                 /* 0 but with policy packets: draw */
};

struct prize {
    const char *name;
    int count;
};

/* Reasons the host picks by digit. Few enough for the digits of a keypad. */
enum { REASONS_MAX = 9 };
enum reason_kind { REASON_VOID, REASON_SCORE, REASON_CONDUCT, REASON_KINDS };
struct reasons {
    const char *text[REASONS_MAX];
    int count; /* 0: the usual ones, see reason_usual */
};

struct definition {
    const char *title, *subtitle, *when, *where, *organiser, *undertaker;
    int32_t base_cp;
    uint64_t seed; /* of every draw */
    struct team teams[TEAMS_MAX];
    int team_count;
    struct round rounds[ROUNDS_MAX];
    int round_count;
    const struct question *questions;
    int question_count;
    struct prize prizes[PRIZES_MAX]; /* best first */
    int prize_count;
    struct reasons reasons[REASON_KINDS];
    int break_minutes; /* 0: BREAK_MINUTES */
};

/* The n-th (1..) reason of the contest, as it wrote it, or the usual one, Chinese, in the
 * catalogue; NULL when there are no more. */
const char *definition_reason(const struct definition *d, enum reason_kind kind, int n);

/* How many answers there are to choose from by digit: the options; right and wrong of true_false;
 * else 0. */
int question_choices(const struct question *q);

/* Index of the team at `seat`, or -1. */
int definition_team_at(const struct definition *d, int seat);

#endif
