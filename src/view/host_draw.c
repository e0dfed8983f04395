/* The host's words while seats or packets are drawn. */
#include "view/host.h"

static bool of_seats(const struct contest *c)
{
    return c->state.round < 0;
}

/* "1 号台，题包 B；2 号台，题包 A": read out so that everybody hears what stands on the screen. */
static void add_results(const struct contest *c, struct sentence *s)
{
    uint8_t who[TEAMS_MAX];
    int n = contest_drawers(c, who);
    for (int i = 0; i < n; i++) {
        int drawn = contest_drawn(c, who[i]);
        if (i)
            sentence_add(s, "%s", TR(s->w, "；"));
        if (of_seats(c))
            sentence_add(s, TR(s->w, "%s，%d 号台"), c->def->teams[i].name, drawn);
        else
            sentence_add(s, TR(s->w, "%d 号台，题包 %s"), who[i], contest_packet_name(c, drawn));
    }
    sentence_add(s, "%s", TR(s->w, "。"));
}

void host_draw(const struct contest *c, struct sentence *now, struct sentence *next)
{
    const struct draw_record *d = &c->state.draws[c->state.round + 1];
    int seat = contest_draw_next(c);
    if (!seat) {
        if (d->how == DRAW_PROGRAM)
            sentence_add(now, TR(now->w, "由程序抽签，种子 %llu。"), (unsigned long long)d->seed);
        sentence_add(now, "%s", TR(now->w, "抽签结果："));
        add_results(c, now);
        sentence_add(next, "%s",
                     of_seats(c) ? TR(next->w, "请各代表队就位。") : TR(next->w, "请听题。"));
        return;
    }
    sentence_add(now, "%s",
                 of_seats(c) ? TR(now->w, "现在抽签决定台号。") : TR(now->w, "现在抽取题包。"));
    int i = of_seats(c) ? definition_team_at(c->def, seat) : -1;
    const struct team *team = i >= 0 ? &c->def->teams[i] : contest_team(c, seat);
    if (!of_seats(c))
        sentence_add(now, TR(now->w, "请 %d 号台，%s抽签。"), seat, team ? team->name : "");
    else
        sentence_add(now, TR(now->w, "请%s抽签。"), team ? team->name : "");
}
