/* qualify.yaml: prizes, squads and the prize given by hand. */
#include <string.h>

#include "preliminary/internal.h"
#include "words/words.h"

enum { BAND_MAX = 1000, TITLE_CHARS = 40, SQUAD_MAX = 100 };

static void bands_load(struct pre_loader *l, const struct document *d, const struct node *n,
                       const struct raw_prizes *raw, struct prize_list *out)
{
    static const char *const usual[] = {N_("一等奖"), N_("二等奖"), N_("三等奖")};
    const struct node *counts = tree_at(n, "bands"), *names = tree_at(n, "names");
    unsigned count = raw->bands.count;
    if (count == 0 || count > BANDS_MAX)
        report_at(d->at, SEVERITY_ERROR, n, "bands", N_("写各等奖的名额，例如 bands: [1, 2, 3]"),
                  N_("有 %u 等奖"), count);
    else if (raw->names.count > 0 ? raw->names.count != count : count > 3)
        report_at(d->at, SEVERITY_ERROR, n, "names",
                  N_("每等奖一个名称，例如 names: [一等奖, 二等奖, 三等奖]"),
                  N_("%u 等奖，有 %u 个名称"), count, raw->names.count);
    else
        out->band_count = (int)count;
    for (int i = 0; i < out->band_count; i++) {
        struct spot s = {d->at, tree_item(counts, (size_t)i), NULL};
        int64_t places = 0;
        if (!value_int(s, raw->bands.items[i], 0, BAND_MAX, &places) &&
            text_blank(raw->bands.items[i]))
            report_at(d->at, SEVERITY_ERROR, s.node, NULL, N_("写名额，不设写 0"),
                      N_("名额是空的"));
        out->bands[i].count = (int)places;
        out->bands[i].name = i < 3 ? words_tr(l->report->words, usual[i]) : "";
        if (raw->names.count > 0)
            out->bands[i].name =
                value_line(l->arena, (struct spot){d->at, tree_item(names, (size_t)i), NULL},
                           raw->names.items[i], TITLE_CHARS);
    }
}

static void prize_add(struct pre_loader *l, struct spot s, struct prize_list *list, int subject)
{
    struct preliminary *p = l->p;
    if (!subject_fits(l, s, list->side, subject))
        return;
    if (p->prize_count == PRIZE_LISTS_MAX) {
        report_at(s.at, SEVERITY_ERROR, s.node, s.key, N_("最多 64 项"), N_("奖项太多"));
        return;
    }
    for (int i = 0; i < p->prize_count; i++)
        if (p->prizes[i].side == list->side && p->prizes[i].subject == subject)
            report_at(s.at, SEVERITY_ERROR, s.node, s.key, N_("只留一处"),
                      N_("同一个排名设了两次奖：%s"),
                      subject == SUBJECT_TOTAL ? TR(l->report->words, N_("总分"))
                                               : p->exams[subject].name);
    list->subject = subject;
    p->prizes[p->prize_count++] = *list;
}

static void prize_load(struct pre_loader *l, const struct document *d, const struct node *n,
                       const struct raw_prizes *raw)
{
    struct spot title = {d->at, n, "title"}, to = {d->at, n, "to"}, of = {d->at, n, "of"};
    struct prize_list list = {.title = ""};
    if (value_given(title, raw->title, N_("补上奖项名称，例如 title: 团体奖")))
        list.title = value_line(l->arena, title, raw->title, TITLE_CHARS);
    bands_load(l, d, n, raw, &list);
    if (!value_given(to, raw->to, N_("代表队写 teams，个人写 members")) ||
        !side_read(l, to, raw->to, &list.side))
        return;
    if (raw->of.count == 0)
        prize_add(l, of, &list, SUBJECT_TOTAL);
    for (unsigned i = 0; i < raw->of.count; i++) {
        struct spot s = {d->at, tree_item(tree_at(n, "of"), i), NULL};
        const char *text = raw->of.items[i];
        int subject;
        bool all = strcmp(text, "exams") == 0 || strcmp(text, "各科") == 0;
        for (int e = 0; all && e < l->p->exam_count; e++)
            if (list.side == SIDE_TEAMS || !l->p->exams[e].team)
                prize_add(l, s, &list, e);
        if (!all && subject_read(l, s, text, &subject))
            prize_add(l, s, &list, subject);
    }
}

static void squad_load(struct pre_loader *l, const struct document *d, const struct node *n,
                       const struct raw_squad *raw)
{
    struct spot name = {d->at, n, "name"}, players = {d->at, n, "players"};
    struct squad *s = &l->p->squads[l->p->squad_count++];
    int64_t count = 0;
    s->name = "";
    if (value_given(name, raw->name, N_("补上名称，例如 name: 集训队")))
        s->name = value_line(l->arena, name, raw->name, TITLE_CHARS);
    s->bands[0].name = TR(l->report->words, N_("队员"));
    s->bands[1].name = TR(l->report->words, N_("替补"));
    if (value_given(players, raw->players, N_("补上人数，例如 players: 4")) &&
        value_int(players, raw->players, 1, SQUAD_MAX, &count))
        s->bands[0].count = (int)count;
    count = 0;
    value_int((struct spot){d->at, n, "reserves"}, raw->reserves, 0, SQUAD_MAX, &count);
    s->bands[1].count = (int)count;
    s->each_team = raw->from && strcmp(raw->from, "each_team") == 0;
    if (!s->each_team && !text_blank(raw->from) && strcmp(raw->from, "all") != 0)
        report_at(d->at, SEVERITY_ERROR, n, "from", N_("全体中选写 all，各队自选写 each_team"),
                  N_("不认识“%.40s”"), raw->from);
}

static void organisation_load(struct pre_loader *l, const struct document *d,
                              const struct raw_rules *raw)
{
    const struct node *n = tree_at(d->root, "organisation");
    const struct raw_list *teams = &raw->organisation.teams;
    struct spot title = {d->at, n, "title"};
    if (!n)
        return;
    if (value_given(title, raw->organisation.title, N_("补上名称，例如 title: 优秀组织奖")))
        l->p->organisation = value_line(l->arena, title, raw->organisation.title, TITLE_CHARS);
    int *who = arena_array(l->arena, teams->count + 1, sizeof *who);
    for (unsigned i = 0; i < teams->count; i++) {
        struct spot s = {d->at, tree_item(tree_at(n, "teams"), i), NULL};
        who[i] = team_find(l, s, teams->items[i]);
        for (unsigned k = 0; k < i && who[i] >= 0; k++)
            if (who[k] == who[i])
                report_at(d->at, SEVERITY_ERROR, s.node, NULL, N_("每个只写一次"),
                          N_("“%.60s”写了两次"), teams->items[i]);
    }
    l->p->organisation_teams = who;
    l->p->organisation_count = (int)teams->count;
}

void lists_load(struct pre_loader *l, const struct document *d)
{
    const struct raw_rules *raw = d->raw;
    for (unsigned i = 0; i < raw->prize_count; i++)
        prize_load(l, d, tree_item(tree_at(d->root, "prizes"), i), &raw->prizes[i]);
    if (raw->squad_count > SQUADS_MAX)
        report_at(d->at, SEVERITY_ERROR, d->root, "squads", N_("最多 8 支"), N_("有 %u 支"),
                  raw->squad_count);
    for (unsigned i = 0; i < raw->squad_count && i < SQUADS_MAX; i++)
        squad_load(l, d, tree_item(tree_at(d->root, "squads"), i), &raw->squads[i]);
    organisation_load(l, d, raw);
}
