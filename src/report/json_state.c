#include "report/json.h"
#include "report/report.h"

#include <inttypes.h>

static int rank_of(const struct standings *s, int seat)
{
    for (int i = 0; i < s->count; i++)
        if (s->row[i].seat == seat)
            return s->row[i].rank;
    return 0;
}

static void put_teams(struct json *j, const struct contest *c)
{
    struct standings s;
    standings_compute(c, false, &s);
    json_open(j, "teams", '[');
    for (int seat = 1; seat <= TEAMS_MAX; seat++) {
        const struct team *team = contest_team(c, seat);
        if (!team)
            continue;
        json_open(j, NULL, '{');
        json_int(j, "seat", seat);
        json_text(j, "name", team->name);
        json_points(j, "score", contest_score_cp(c, seat));
        json_int(j, "rank", rank_of(&s, seat));
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void put_ledger(struct json *j, const struct state *s)
{
    json_open(j, "ledger", '[');
    for (int i = 0; i < s->ledger_count; i++) {
        const struct ledger_entry *e = &s->ledger[i];
        json_open(j, NULL, '{');
        json_int(j, "seq", e->seq);
        json_int(j, "at_us", e->at_us);
        json_int(j, "round", e->round + 1);
        json_int(j, "question", e->question);
        json_int(j, "seat", e->seat);
        json_points(j, "points", e->points_cp);
        json_text(j, "cause", cause_names[e->cause]);
        json_close(j, '}');
    }
    json_close(j, ']');
}

bool report_json_state(FILE *out, const struct contest *c)
{
    struct json j;
    json_begin(&j, out);
    json_open(&j, NULL, '{');
    put_teams(&j, c);
    put_ledger(&j, &c->state);
    char digest[17];
    snprintf(digest, sizeof digest, "%016" PRIx64, contest_digest(c));
    json_text(&j, "digest", digest);
    json_close(&j, '}');
    return !ferror(out);
}
