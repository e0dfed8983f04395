#include "contest/standings.h"
#include "script/script.h"

#include "words/words.h"

#include <stdio.h>
#include <string.h>

static bool differs(const struct script_step *s, char *message, const char *wanted,
                    const char *found)
{
    snprintf(message, SCRIPT_MESSAGE, TR(s->words, "应为 %.90s，实为 %.120s"), wanted, found);
    return false;
}

static bool expect_score(const struct script_step *s, const struct contest *c, char *message)
{
    char wanted[64], found[64], a[16], b[16];
    int32_t cp = contest_score_cp(c, s->seat);
    if (!contest_team(c, s->seat)) {
        snprintf(message, SCRIPT_MESSAGE, TR(s->words, "台号 %d 没有代表队"), (int)s->seat);
        return false;
    }
    if (cp == s->value)
        return true;
    snprintf(wanted, sizeof wanted, TR(s->words, "%s 分（台号 %d）"),
             points_text(s->value, false, a, sizeof a), (int)s->seat);
    snprintf(found, sizeof found, "%s", points_text(cp, false, b, sizeof b));
    return differs(s, message, wanted, found);
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
    snprintf(wanted, sizeof wanted, TR(s->words, "第 %d 名（台号 %d）"), (int)s->value,
             (int)s->seat);
    snprintf(found, sizeof found, "%d", rank);
    return differs(s, message, wanted, found);
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
    snprintf(wanted, sizeof wanted, TR(s->words, "计时 %d 秒"), (int)s->value);
    snprintf(found, sizeof found, "%d", left);
    return differs(s, message, wanted, found);
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
        snprintf(wanted, sizeof wanted, TR(s->words, "阶段 %s"), phase_names[s->value]);
        return differs(s, message, wanted, phase_names[c->state.phase]);
    case SCRIPT_EXPECT_SAYS:
        snprintf(wanted, sizeof wanted, TR(s->words, "说明里有“%.80s”"), s->text);
        return strstr(said, s->text) ? true : differs(s, message, wanted, tail(said));
    case SCRIPT_EXPECT_SILENT:
        snprintf(wanted, sizeof wanted, TR(s->words, "说明里没有“%.80s”"), s->text);
        return strstr(said, s->text) ? differs(s, message, wanted, TR(s->words, "说过了")) : true;
    case SCRIPT_EXPECT_REFUSED:
        return refused
                   ? true
                   : differs(s, message, TR(s->words, "上一步被拒绝"), TR(s->words, "被接受了"));
    case SCRIPT_EXPECT_LAMP: {
        bool on = contest_lamps(c) >> (s->seat - 1) & 1;
        snprintf(wanted, sizeof wanted, TR(s->words, "%d 号的灯 %s"), (int)s->seat,
                 s->value ? "on" : "off");
        return on == (s->value != 0) ? true : differs(s, message, wanted, on ? "on" : "off");
    }
    default:
        return true;
    }
}
