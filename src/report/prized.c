/* Who of a final gets a certificate. */
#include "report/certificates.h"
#include "report/internal.h"

#include <stdlib.h>

enum { PAGES_MAX = TEAMS_MAX * (PLAYERS_MAX + 1) };

struct prized {
    struct certificate_page pages[PAGES_MAX];
    char score[TEAMS_MAX][16], players[TEAMS_MAX][1200];
    size_t count;
};

/* A prize that hangs on an undecided tie is nobody's yet. */
static bool is_certain(const struct standing *s)
{
    return s->prize >= 0 && !s->tie_matters;
}

static void add_page(struct prized *all, const struct certificate_page *base, const char *name,
                     const char *role)
{
    struct certificate_page *page = &all->pages[all->count++];
    *page = *base;
    page->name = name;
    page->role = role;
}

static void add_team(struct prized *all, const struct report *r, int i, enum certificate_kind kind)
{
    const struct report_team *t = &r->teams[i];
    report_players(r->words, t->team, all->players[i], sizeof all->players[i]);
    struct certificate_page base = {
        .team = t->team->name,
        .players = all->players[i],
        .award = "",
        .subject = "",
        .prize = report_prize_name(r, &t->standing),
        .score = points_text(t->standing.score_cp, false, all->score[i], sizeof all->score[i])};
    if (kind == CERTIFICATE_TEAM) {
        add_page(all, &base, "", "");
        return;
    }
    for (int k = 0; k < t->team->player_count; k++)
        add_page(all, &base, t->team->players[k], TR(r->words, "队员"));
    if (t->team->reserve[0])
        add_page(all, &base, t->team->reserve, TR(r->words, "替补"));
}

static bool write_kind(const struct report *r, enum certificate_kind kind, const char *sample,
                       const char *path, struct report_error *e)
{
    struct prized *all = calloc(1, sizeof *all);
    char date[PLAIN_TIME];
    if (!all)
        return report_fail_memory(e, r->words);
    for (int i = 0; i < r->team_count; i++)
        if (is_certain(&r->teams[i].standing))
            add_team(all, r, i, kind);
    const struct definition *d = r->def;
    struct certificate_show show = {.title = d->title,
                                    .subtitle = d->subtitle,
                                    .organiser = d->organiser,
                                    .undertaker = d->undertaker,
                                    .where = d->where,
                                    .date = plain_date(r->words, r->begin_us, date),
                                    .created_us = r->end_us};
    bool ok = all->count == 0 ||
              certificates_write(path, kind, &show, all->pages, all->count, sample, r->words, e);
    free(all);
    return ok;
}

bool report_certificates(const struct report *r, const char *sample, const char *path,
                         struct report_error *e)
{
    return write_kind(r, CERTIFICATE_TEAM, sample, path, e);
}

bool report_player_certificates(const struct report *r, const char *sample, const char *path,
                                struct report_error *e)
{
    return write_kind(r, CERTIFICATE_PLAYER, sample, path, e);
}
