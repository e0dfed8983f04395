/* results.json; assets/templates/results.schema.json describes it. */
#include "report/draws.h"
#include "report/internal.h"
#include "report/json.h"

static void put_contest(struct json *j, const struct report *r)
{
    const struct definition *d = r->def;
    char begin[PLAIN_TIME], end[PLAIN_TIME], zone[2 * PLAIN_TIME];
    json_open(j, "contest", '{');
    json_text(j, "title", d->title);
    json_text(j, "subtitle", d->subtitle);
    json_text(j, "when", d->when);
    json_text(j, "where", d->where);
    json_text(j, "organiser", d->organiser);
    json_text(j, "undertaker", d->undertaker);
    snprintf(zone, sizeof zone, "%s+08:00", plain_iso_date(r->begin_us, begin));
    json_text(j, "begun", zone);
    snprintf(zone, sizeof zone, "%s+08:00", plain_iso_date(r->end_us, end));
    json_text(j, "ended", zone);
    json_bool(j, "rehearsal", r->rehearsal);
    json_bool(j, "finished", r->finished);
    json_bool(j, "ties_undecided", r->standings.undecided);
    json_close(j, '}');
}

static void put_journal(struct json *j, const struct report *r)
{
    json_open(j, "journal", '{');
    json_int(j, "entries", r->entries);
    json_text(j, "head", r->head);
    json_int(j, "problems", r->problems);
    json_close(j, '}');
}

static void put_rounds(struct json *j, const struct report *r)
{
    json_open(j, "rounds", '[');
    for (int i = 0; i < r->def->round_count; i++) {
        json_open(j, NULL, '{');
        json_int(j, "round", i + 1);
        json_text(j, "name", r->def->rounds[i].name);
        json_text(j, "kind", round_kind_names[r->def->rounds[i].kind]);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void put_players(struct json *j, const struct team *t)
{
    json_open(j, "players", '[');
    for (int i = 0; i < t->player_count; i++)
        json_text(j, NULL, t->players[i]);
    json_close(j, ']');
    json_text(j, "reserve", t->reserve);
}

static void put_teams(struct json *j, const struct report *r)
{
    json_open(j, "teams", '[');
    for (int i = 0; i < r->team_count; i++) {
        const struct report_team *t = &r->teams[i];
        json_open(j, NULL, '{');
        json_int(j, "seat", t->standing.seat);
        json_text(j, "name", t->team->name);
        json_points(j, "score", t->standing.score_cp);
        json_int(j, "rank", t->standing.rank);
        json_points(j, "start", t->start_cp);
        json_open(j, "rounds", '[');
        for (int k = 0; k < r->def->round_count; k++)
            json_points(j, NULL, t->round_cp[k]);
        json_close(j, ']');
        json_points(j, "other", t->other_cp);
        json_text(j, "prize", report_prize_name(r, &t->standing));
        json_bool(j, "tied", t->standing.tied);
        json_bool(j, "by_tie_break", t->standing.by_tie_break);
        json_bool(j, "out", t->standing.out);
        put_players(j, t->team);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void put_ties(struct json *j, const struct report *r)
{
    json_open(j, "ties", '[');
    for (int i = 0; i < r->tie_count; i++) {
        json_open(j, NULL, '{');
        json_bool(j, "decided", r->ties[i].decided);
        json_bool(j, "matters", r->ties[i].matters);
        json_text(j, "text", r->ties[i].text);
        json_close(j, '}');
    }
    json_close(j, ']');
}

/* Where in the contest something happened. */
static void put_place(struct json *j, const struct report *r, int round, int question, int index)
{
    json_int(j, "round", round + 1);
    json_int(j, "question", question);
    json_text(j, "question_id", report_question_id(r, index));
}

static void put_ledger(struct json *j, const struct report *r)
{
    json_open(j, "ledger", '[');
    for (size_t i = 0; i < r->change_count; i++) {
        const struct report_change *x = &r->changes[i];
        const struct ledger_entry *e = &x->entry;
        json_open(j, NULL, '{');
        json_int(j, "seq", e->seq);
        json_int(j, "at_us", e->at_us);
        json_int(j, "wall_us", x->wall_us);
        json_int(j, "entry", x->row);
        put_place(j, r, e->round, e->question, e->question_index);
        json_int(j, "seat", e->seat);
        json_points(j, "points", e->points_cp);
        json_points(j, "asked", e->asked_cp);
        json_points(j, "total", x->total_cp);
        json_text(j, "cause", cause_names[e->cause]);
        json_int(j, "corrects", e->corrects);
        json_text(j, "reason", e->reason);
        json_int(j, "undone_by", x->undone_by);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void put_presses(struct json *j, const struct report *r)
{
    json_open(j, "presses", '[');
    for (size_t i = 0; i < r->press_count; i++) {
        const struct report_press *p = &r->presses[i];
        json_open(j, NULL, '{');
        json_int(j, "entry", p->row);
        put_place(j, r, p->round, p->question, p->question_index);
        json_int(j, "go_call", p->go_call);
        json_int(j, "seat", p->seat);
        json_int(j, "box", p->box);
        json_int(j, "button", p->button);
        json_text(j, "verdict", verdict_names[p->verdict]);
        json_int(j, "press_us", p->press_us);
        json_int(j, "low_us", p->lo_us);
        json_int(j, "high_us", p->hi_us);
        json_int(j, "arrived_us", p->arrived_us);
        json_int(j, "uncertainty_us", p->uncertainty_us);
        if (p->has_margin)
            json_int(j, "margin_us", p->margin_us);
        if (p->has_go)
            json_int(j, "since_go_us", p->since_go_us);
        json_int(j, "undone_by", p->undone_by);
        json_close(j, '}');
    }
    json_close(j, ']');
}

bool report_json(const struct report *r, const char *path, struct report_error *e)
{
    struct outfile o;
    if (!outfile_open(&o, path, r->words, e))
        return false;
    struct json j;
    char digest[17];
    json_begin(&j, o.file);
    json_open(&j, NULL, '{');
    json_text(&j, "format", "leitai-results-1");
    put_contest(&j, r);
    put_journal(&j, r);
    put_rounds(&j, r);
    put_teams(&j, r);
    put_ties(&j, r);
    report_draws_json(&j, r);
    put_ledger(&j, r);
    put_presses(&j, r);
    snprintf(digest, sizeof digest, "%016llx", (unsigned long long)contest_digest(r->contest));
    json_text(&j, "digest", digest);
    json_close(&j, '}');
    return outfile_close(&o, true, r->words, e);
}
