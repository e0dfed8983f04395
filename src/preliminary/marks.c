/* preliminary.yaml: who got what. */
#include <stdlib.h>
#include <string.h>

#include "preliminary/internal.h"
#include "words/words.h"

enum { NAME_CHARS = 40, MARK_MAX = 1000 };

static void exams_load(struct pre_loader *l, const struct document *d, const struct raw_list *raw)
{
    const struct node *list = tree_at(d->root, "exams");
    if (raw->count == 0 || raw->count > EXAMS_MAX)
        report_at(d->at, SEVERITY_ERROR, d->root, "exams", N_("写 1 到 16 个科目"),
                  N_("有 %u 个科目"), raw->count);
    for (unsigned i = 0; i < raw->count && i < EXAMS_MAX; i++) {
        struct spot s = {d->at, tree_item(list, i), NULL};
        const char *name = value_line(l->arena, s, raw->items[i], NAME_CHARS);
        for (int k = 0; k < l->p->exam_count; k++)
            if (strcmp(l->p->exams[k].name, name) == 0)
                report_at(d->at, SEVERITY_ERROR, s.node, NULL, N_("改正其中一个"),
                          N_("科目“%s”写了两次"), name);
        if (!*name)
            report_at(d->at, SEVERITY_ERROR, s.node, NULL, N_("补上科目名称"),
                      N_("第 %u 个科目没有名称"), i + 1);
        l->p->exams[l->p->exam_count++].name = name;
    }
}

static bool is_absence(const char *text)
{
    static const char *const words[] = {"缺考", "缺席", "弃权", "-", "/", "—"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(text, words[i]) == 0)
            return true;
    return text_blank(text);
}

static void scores_load(struct pre_loader *l, const struct document *d, const struct node *n,
                        const struct raw_list *raw, struct preliminary_member *m)
{
    const struct node *list = tree_at(n, "scores");
    if ((int)raw->count != l->p->exam_count)
        report_at(d->at, SEVERITY_ERROR, n, "scores", N_("每个科目一个成绩；缺考写 缺考"),
                  N_("%s 有 %u 个成绩，科目有 %d 个"), m->name, raw->count, l->p->exam_count);
    for (unsigned i = 0; i < raw->count && (int)i < l->p->exam_count; i++)
        if (!is_absence(raw->items[i]))
            value_cp((struct spot){d->at, tree_item(list, i), NULL}, raw->items[i], 0,
                     MARK_MAX * 100, &m->mark_cp[i]);
}

/* Index of the team, which is added when it is new. */
static int team_take(struct pre_loader *l, const char *name)
{
    struct preliminary *p = l->p;
    for (int i = p->team_count - 1; i >= 0; i--) /* tables are mostly by team */
        if (strcmp(p->teams[i].name, name) == 0)
            return i;
    p->teams = arena_grow(l->arena, p->teams, (size_t)p->team_count, sizeof *p->teams);
    p->teams[p->team_count] = (struct preliminary_team){.name = name};
    return p->team_count++;
}

/* Puts members of a team together, else as they were. */
static void group(struct pre_loader *l, const struct preliminary_member *given,
                  const struct node *const *nodes, int count)
{
    struct preliminary *p = l->p;
    int first = 0;
    p->members = arena_array(l->arena, (size_t)count + 1, sizeof *p->members);
    l->nodes = arena_array(l->arena, (size_t)count + 1, sizeof *l->nodes);
    for (int i = 0; i < count; i++)
        p->teams[given[i].team].count++;
    for (int t = 0; t < p->team_count; t++) {
        p->teams[t].first = first;
        first += p->teams[t].count;
        p->teams[t].count = 0;
    }
    for (int i = 0; i < count; i++) {
        struct preliminary_team *t = &p->teams[given[i].team];
        int at = t->first + t->count++;
        p->members[at] = given[i];
        l->nodes[at] = nodes[i];
    }
    p->member_count = count;
}

static void check_twice(struct pre_loader *l, struct finder at)
{
    for (int t = 0; t < l->p->team_count; t++) {
        const struct preliminary_team *team = &l->p->teams[t];
        for (int i = team->first; i < team->first + team->count; i++)
            for (int k = team->first; k < i; k++)
                if (strcmp(l->p->members[i].name, l->p->members[k].name) == 0)
                    report_at(at, SEVERITY_ERROR, l->nodes[i], "name",
                              N_("删去一行；同名的加以区别"),
                              N_("“%s”的%s写了两次，第一次在第 %d 行"), team->name,
                              l->p->members[i].name, l->nodes[k]->line);
    }
}

void marks_load(struct pre_loader *l, const struct document *d)
{
    const struct raw_marks *raw = d->raw;
    const struct node *list = tree_at(d->root, "members");
    exams_load(l, d, &raw->exams);
    if (raw->member_count == 0)
        report_at(d->at, SEVERITY_ERROR, d->root, "members", N_("用 leitai import 导入成绩表"),
                  N_("没有成绩"));
    struct preliminary_member *given = arena_array(l->arena, raw->member_count + 1, sizeof *given);
    const struct node **nodes = arena_array(l->arena, raw->member_count + 1, sizeof *nodes);
    int count = 0;
    for (unsigned i = 0; i < raw->member_count; i++) {
        const struct raw_member *r = &raw->members[i];
        const struct node *n = tree_item(list, i);
        struct spot team = {d->at, n, "team"}, name = {d->at, n, "name"};
        bool whole = value_given(team, r->team, N_("补上代表队"));
        if (!(value_given(name, r->name, N_("补上姓名")) && whole))
            continue;
        struct preliminary_member *m = &given[count];
        m->name = value_line(l->arena, name, r->name, NAME_CHARS);
        m->team = team_take(l, value_line(l->arena, team, r->team, NAME_CHARS));
        scores_load(l, d, n, &r->scores, m);
        nodes[count++] = n;
    }
    group(l, given, nodes, count);
    check_twice(l, d->at);
}

/* Written in every member's row or in one; 0 and absence say nothing. */
static void take_team_mark(struct pre_loader *l, struct finder at, struct preliminary_team *t,
                           int exam)
{
    int from = -1;
    for (int i = t->first; i < t->first + t->count; i++) {
        int32_t cp = l->p->members[i].mark_cp[exam];
        if (cp == 0)
            continue;
        if (from < 0) {
            from = i;
            t->mark_cp[exam] = cp;
        } else if (cp != t->mark_cp[exam]) {
            report_at(at, SEVERITY_ERROR, l->nodes[i], "scores",
                      N_("团队科目全队写同一个成绩，或者只写在一行"),
                      N_("“%s”的团队科目“%s”有不同的成绩，另一个在第 %d 行"), t->name,
                      l->p->exams[exam].name, l->nodes[from]->line);
        }
    }
}

void marks_check(struct pre_loader *l)
{
    struct finder at = {l->report, MARKS_FILE};
    for (int i = 0; i < l->p->team_count; i++) {
        struct preliminary_team *t = &l->p->teams[i];
        const struct node *n = l->nodes[t->first];
        for (int e = 0; e < l->p->exam_count; e++)
            if (l->p->exams[e].team)
                take_team_mark(l, at, t, e);
        if (l->team_members > 0 && t->count > l->team_members)
            report_at(at, SEVERITY_ERROR, n, NULL,
                      N_("删去多余的人，或者改 qualify.yaml 的 team.members"),
                      N_("“%s”有 %d 名队员，应有 %d 名"), t->name, t->count, l->team_members);
        else if (l->team_members > 0 && t->count < l->team_members)
            report_at(at, SEVERITY_WARNING, n, NULL, N_("确认有人没有参加，或者补上成绩"),
                      N_("“%s”有 %d 名队员，应有 %d 名"), t->name, t->count, l->team_members);
    }
}
