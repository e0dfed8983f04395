/* preliminary — from members' exam marks to team sums, finalists, squads and prizes.
 *
 * The core (sum.c, rank.c) is pure: no file, no clock, no allocation; it works in the caller's
 * memory and gives the same answer for the same marks in any order. load.h reads the two files.
 *
 * Every exam has a weight. A member's total is the weighted sum of the marks in the individual
 * exams. A team's total is the sum of its members' totals (of all, or of the best n) plus its
 * weighted marks in the exams it sits as a team. In a single exam the marks count unweighted.
 *
 * Nothing is rounded: values are in millionths of a point, so hundredths of a point times
 * hundredths of a percent stay exact, and what looks like a tie is one. A tie is decided by the
 * stated rules in their order, else by a recorded decision, else it stays a tie: whoever is in it
 * shares the rank, and where it lies across a line (of qualifying, of a squad, of a prize band)
 * nobody in it is taken and nobody is cut.
 */
#ifndef LEITAI_PRELIMINARY_H
#define LEITAI_PRELIMINARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    EXAMS_MAX = 16,
    PRELIMINARY_MEMBERS_MAX = 20000,
    COUNTED_MAX = 32, /* `best` at most */
    TIE_KEYS_MAX = 12,
    BANDS_MAX = 8,
    PRIZE_LISTS_MAX = 64,
    SQUADS_MAX = 8,
};

/* One point. 1000 points × 100 % × 20,000 members is far inside int64. */
#define PRELIMINARY_POINT ((int64_t)1000000)

enum side { SIDE_TEAMS, SIDE_MEMBERS };
enum { SUBJECT_TOTAL = -1 }; /* else the index of an exam */

struct exam {
    const char *name;
    int32_t weight; /* hundredths of a percent: 50 % is 5000 */
    bool team;      /* the team sits it together: one mark, counted once, for no member */
};

struct preliminary_member {
    const char *name;
    int team;
    int32_t mark_cp[EXAMS_MAX]; /* hundredths; 0: absent or nothing */
    int64_t total;              /* by preliminary_sum */
};

struct preliminary_team {
    const char *name;
    int first, count;           /* its members lie together */
    int32_t mark_cp[EXAMS_MAX]; /* of team exams */
    /* by preliminary_sum */
    int64_t value[EXAMS_MAX], total;
    int64_t best, lowest; /* among its members' totals */
    int missing;          /* marks of 0 among its members */
};

/* What decides between equals: the higher, except BY_FEWER_MISSING. */
enum tie_by { BY_TOTAL, BY_EXAM, BY_BEST_MEMBER, BY_LOWEST_MEMBER, BY_FEWER_MISSING };
struct tie_key {
    enum tie_by by;
    int exam;
};

/* A draw or a ruling on paper: these in this order. It counts only for a tie all of whose
 * contenders it names, so a decision made for fewer never orders a larger tie. */
struct tie_decision {
    enum side side;
    int subject;
    const int *order; /* indices of teams or members */
    int count;
    const char *reason;
};

struct band {
    const char *name;
    int count;
};

/* A list of prizes for one ranking. */
struct prize_list {
    const char *title;
    enum side side;
    int subject;
    struct band bands[BANDS_MAX];
    int band_count;
};

/* "4+1": players and reserves by individual total, from everybody or from each team. */
struct squad {
    const char *name;
    bool each_team;
    struct band bands[2]; /* players, reserves */
};

struct arena;

struct preliminary {
    struct exam exams[EXAMS_MAX];
    int exam_count;
    struct preliminary_team *teams;
    int team_count;
    struct preliminary_member *members;
    int member_count;
    int best;    /* so many members of a team count, the best in each ranking; 0: all */
    int qualify; /* teams that go on to the final, 0: not asked */
    struct tie_key ties[2][TIE_KEYS_MAX]; /* by side */
    int tie_count[2];
    const struct tie_decision *decisions;
    int decision_count;
    struct prize_list prizes[PRIZE_LISTS_MAX];
    int prize_count;
    struct squad squads[SQUADS_MAX];
    int squad_count;
    const char *organisation;      /* title of the prize given by hand, "" */
    const int *organisation_teams; /* who gets it */
    int organisation_count;
    struct arena *arena; /* of a loaded one: owns everything; else NULL */
};

/* Fills what is said to be filled by it. Members must lie by team. */
void preliminary_sum(struct preliminary *p);

/* What sets a placing apart from the one above it; 0.. is the index of a tie key. */
enum { PLACED_BY_VALUE = -1, PLACED_BY_DECISION = TIE_KEYS_MAX, PLACED_LEVEL };

struct placing {
    int who;       /* index of the team or member */
    int rank;      /* 1..; who is level shares it */
    int level;     /* how many share it, itself included; more than 1: an undecided tie */
    int64_t value; /* of what is ranked */
    int by;        /* PLACED_…; of the first: PLACED_BY_VALUE */
    int decision;  /* PLACED_BY_DECISION: its index */
};

/* Ranks a side by a subject into out[], which has room for all teams or members; `team`
 * (SIDE_MEMBERS only): those of this team, -1 all. Returns how many. Level ones stand in the order
 * of the index. After preliminary_sum. */
int preliminary_rank(const struct preliminary *p, enum side side, int subject, int team,
                     struct placing *out);

/* The bands a placing may fall into: the band itself when first == last, the number of bands when
 * it is in none, a range when an undecided tie lies across a line. A value of 0 is in none. */
struct band_span {
    int first, last;
};
struct band_span band_of(const struct placing *row, const struct band *bands, int count);

/* "86.5", "211.6675": all decimals there are, no more. Returns out. */
enum { PRELIMINARY_TEXT = 32 };
const char *preliminary_text(int64_t value, char out[PRELIMINARY_TEXT]);

#endif
