#include "contest/standings.h"
#include "script/script.h"

#include <stdio.h>
#include <string.h>

static bool differs(char *message, const char *wanted, const char *found)
{
    snprintf(message, SCRIPT_MESSAGE, "wanted %.90s, found %.120s", wanted, found);
    return false;
}

static bool expect_score(const struct script_step *s, const struct contest *c, char *message)
{
    char wanted[64], found[64], a[16], b[16];
    int32_t cp = contest_score_cp(c, s->seat);
    if (!contest_team(c, s->seat)) {
        snprintf(message, SCRIPT_MESSAGE, "there is no team at seat %d", (int)s->seat);
        return false;
    }
    if (cp == s->value)
        return true;
    snprintf(wanted, sizeof wanted, "score %s of seat %d",
             points_text(s->value, false, a, sizeof a), (int)s->seat);
    snprintf(found, sizeof found, "%s", points_text(cp, false, b, sizeof b));
    return differs(message, wanted, found);
}

static bool expect_rank(const struct script_step *s, const struct contest *c, char *message)
{
    struct standings st;
    char wanted[64], found[64];
    standings_compute(c, false, &st);
    int rank = 0;
    for (int i = 0; i < st.count; i++)
        if (st.row[i].seat == s->seat)
            rank = st.row[i].rank;
    if (rank == s->value)
        return true;
    snprintf(wanted, sizeof wanted, "rank %d of seat %d", (int)s->value, (int)s->seat);
    snprintf(found, sizeof found, "%d", rank);
    return differs(message, wanted, found);
}

static bool expect_clock(const struct script_step *s, const struct contest *c, int64_t now_us,
                         char *message)
{
    const struct show_clock *k =
        c->state.clock.kind == CLOCK_NONE ? &c->state.round_clock : &c->state.clock;
    int left = (int)((clock_left_us(k, now_us) + 999999) / 1000000);
    char wanted[32], found[32];
    if (left == s->value)
        return true;
    snprintf(wanted, sizeof wanted, "clock %d", (int)s->value);
    snprintf(found, sizeof found, "%d", left);
    return differs(message, wanted, found);
}

/* The last lines, so that a failing says shows what was said instead. */
static const char *tail(const char *said)
{
    const char *p = said + strlen(said);
    for (int lines = 0; p > said; p--)
        if (p[-1] == '\n' && ++lines > 2)
            break;
    return p;
}

bool script_expect(const struct script_step *s, const struct contest *c, const char *said,
                   bool refused, int64_t now_us, char message[SCRIPT_MESSAGE])
{
    char wanted[128];
    switch (s->verb) {
    case SCRIPT_EXPECT_SCORE:
        return expect_score(s, c, message);
    case SCRIPT_EXPECT_RANK:
        return expect_rank(s, c, message);
    case SCRIPT_EXPECT_CLOCK:
        return expect_clock(s, c, now_us, message);
    case SCRIPT_EXPECT_PHASE:
        if ((int)c->state.phase == s->value)
            return true;
        snprintf(wanted, sizeof wanted, "phase %s", phase_names[s->value]);
        return differs(message, wanted, phase_names[c->state.phase]);
    case SCRIPT_EXPECT_SAYS:
        snprintf(wanted, sizeof wanted, "'%.80s' in the narration", s->text);
        return strstr(said, s->text) ? true : differs(message, wanted, tail(said));
    case SCRIPT_EXPECT_SILENT:
        snprintf(wanted, sizeof wanted, "no '%.80s' in the narration", s->text);
        return strstr(said, s->text) ? differs(message, wanted, "it was said") : true;
    case SCRIPT_EXPECT_REFUSED:
        return refused ? true : differs(message, "the step before to be refused", "it was taken");
    case SCRIPT_EXPECT_LAMP: {
        bool on = contest_lamps(c) >> (s->seat - 1) & 1;
        snprintf(wanted, sizeof wanted, "lamp of seat %d %s", (int)s->seat,
                 s->value ? "on" : "off");
        return on == (s->value != 0) ? true : differs(message, wanted, on ? "on" : "off");
    }
    default:
        return true;
    }
}
