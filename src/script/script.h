/* script — a show as text: keys, presses, and what is expected of them.
 *
 *   # comment
 *   SECONDS key NAME                 a keypad key: 0-9 Enter + - . * / Num
 *   SECONDS press SEAT               a buzzer, pressed and arriving now
 *   SECONDS press SEAT at SECONDS    pressed then, arriving now
 *   SECONDS hold SEAT | release SEAT a button that stays down, comes up
 *   SECONDS unplug SEAT | plug SEAT  a box that is lost, comes back
 *   SECONDS wait                     nothing but the time passing
 *   SECONDS command NAME [SEAT [VALUE [TEXT]]]
 *                                    a host command by name, for rules tests; `-` for none
 *   SECONDS expect score SEAT N
 *   SECONDS expect phase NAME        title rules select read count open tie foul answer judge ruled
 *                                    reveal round_end standings prizes end
 *   SECONDS expect says TEXT         in the narration so far
 *   SECONDS expect silent TEXT       not in the narration so far
 *   SECONDS expect rank SEAT N
 *   SECONDS expect refused           the step before had no meaning
 *   SECONDS expect clock N           whole seconds left, rounded up
 *   SECONDS expect lamp SEAT on|off
 *
 * SECONDS: decimal seconds since the show began, or +SECONDS after the step before; they never go
 * back. In real time (`leitai run --script`) `shot NAME` photographs both screens; in virtual time
 * it does nothing.
 *
 * Pure parsing and running; files are read by the caller.
 */
#ifndef LEITAI_SCRIPT_H
#define LEITAI_SCRIPT_H

#include "show/show.h"

enum script_verb {
    SCRIPT_KEY,
    SCRIPT_PRESS,
    SCRIPT_HOLD,
    SCRIPT_RELEASE,
    SCRIPT_UNPLUG,
    SCRIPT_PLUG,
    SCRIPT_WAIT,
    SCRIPT_COMMAND,
    SCRIPT_SHOT,
    SCRIPT_EXPECT_SCORE,
    SCRIPT_EXPECT_PHASE,
    SCRIPT_EXPECT_SAYS,
    SCRIPT_EXPECT_SILENT,
    SCRIPT_EXPECT_RANK,
    SCRIPT_EXPECT_REFUSED,
    SCRIPT_EXPECT_CLOCK,
    SCRIPT_EXPECT_LAMP
};

struct words;

struct script_step {
    int line;
    int64_t at_us;
    enum script_verb verb;
    int32_t seat, value; /* value: key, cp, phase, rank, seconds, on; command's value */
    int64_t press_us;    /* SCRIPT_PRESS */
    enum command command;
    const char *text;          /* owned by the script */
    const struct words *words; /* of messages */
};

struct script {
    struct script_step *steps;
    size_t count;
    char *memory;
};

enum { SCRIPT_MESSAGE = 256 };

/* Parses `text`. On failure *line and `message` say what is wrong where, and nothing needs freeing.
 * Messages, also those of expectations, are in the language of `words` (NULL: Chinese), which must
 * outlive the script. */
bool script_parse(struct script *s, const char *text, const struct words *words, int *line,
                  char message[SCRIPT_MESSAGE]);
void script_finish(struct script *s);

/* Runs the script on a show in virtual time, as fast as it can, through the same arbiter as real
 * boxes. Ends after the last step (clocks due by then have run out). False: an expectation failed;
 * *line, message: wanted, found. */
bool script_play(const struct script *s, struct show *show, int *line,
                 char message[SCRIPT_MESSAGE]);

/* The same, with somebody who photographs at each `shot NAME`. */
struct script_camera {
    void (*shot)(void *ctx, struct show *show, const char *name, int64_t now_us);
    void *ctx;
};
bool script_play_filmed(const struct script *s, struct show *show,
                        const struct script_camera *camera, int *line,
                        char message[SCRIPT_MESSAGE]);

/* One expectation against a contest; `said` is all narration so far. True when it holds or is no
 * expectation. */
bool script_expect(const struct script_step *step, const struct contest *c, const char *said,
                   bool refused, int64_t now_us, char message[SCRIPT_MESSAGE]);

#endif
