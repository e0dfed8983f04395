/* qualify.yaml: weights, line and ties. */
#include <string.h>

#include "preliminary/internal.h"
#include "words/words.h"

enum { PERCENT_MAX = 1000, TEAM_MAX = 100, QUALIFY_MAX = 1000, REASON_CHARS = 60 };

static void exam_load(struct pre_loader *l, const struct document *d, const struct node *n,
                      const struct raw_exam *raw, bool *seen)
{
    struct spot name = {d->at, n, "name"}, weight = {d->at, n, "weight"};
    if (!value_given(name, raw->name, N_("补上科目名称")))
        return;
    int i = exam_find(l, name, raw->name);
    if (i < 0)
        return;
    if (seen[i])
        report_at(d->at, SEVERITY_ERROR, n, "name", N_("只留一处"), N_("科目“%s”写了两次"),
                  raw->name);
    seen[i] = true;
    if (value_given(weight, raw->weight, N_("补上权重（百分数），例如 weight: 50")))
        value_cp(weight, raw->weight, 0, PERCENT_MAX * 100, &l->p->exams[i].weight);
    if (text_blank(raw->type) || strcmp(raw->type, "individual") == 0)
        return;
    l->p->exams[i].team = strcmp(raw->type, "team") == 0;
    if (!l->p->exams[i].team)
        report_at(d->at, SEVERITY_ERROR, n, "type", N_("个人科目写 individual，团队科目写 team"),
                  N_("不认识“%.40s”"), raw->type);
}

/* Parts of a hundred, or whole marks added up; anything else is probably a slip. */
static void check_weights(struct pre_loader *l, const struct document *d)
{
    int64_t sum = 0;
    bool plain = true;
    for (int i = 0; i < l->p->exam_count; i++) {
        sum += l->p->exams[i].weight;
        plain &= l->p->exams[i].weight == 10000;
    }
    if (sum != 10000 && !plain)
        report_at(d->at, SEVERITY_WARNING, tree_at(d->root, "exams"), NULL,
                  N_("百分数相加为 100；按原始分相加时各科都写 100"),
                  N_("各科权重之和是 %lld.%02lld，不是 100"), (long long)(sum / 100),
                  (long long)(sum % 100));
    if (sum == 0)
        report_at(d->at, SEVERITY_ERROR, d->root, "exams", N_("写各科的权重"),
                  N_("所有科目的权重都是 0"));
}

static void exams_load(struct pre_loader *l, const struct document *d, const struct raw_rules *raw)
{
    const struct node *list = tree_at(d->root, "exams");
    bool seen[EXAMS_MAX] = {false};
    size_t errors = l->report->errors;
    for (unsigned i = 0; i < raw->exam_count; i++)
        exam_load(l, d, tree_item(list, i), &raw->exams[i], seen);
    for (int i = 0; i < l->p->exam_count && l->report->errors == errors; i++)
        if (!seen[i])
            report_at(d->at, SEVERITY_ERROR, d->root, "exams",
                      N_("每个科目写一行；不计分的科目写 weight: 0"), N_("没有写科目“%s”的权重"),
                      l->p->exams[i].name);
    if (l->report->errors == errors)
        check_weights(l, d);
}

static const struct {
    const char *names[2];
    enum tie_by by;
    bool teams_only;
} tie_words[] = {
    {{"total", "总分"}, BY_TOTAL, false},
    {{"best_member", "最高个人分"}, BY_BEST_MEMBER, true},
    {{"lowest_member", "最低个人分"}, BY_LOWEST_MEMBER, true},
    {{"fewer_absent", "缺考少"}, BY_FEWER_MISSING, false},
};

static bool tie_read(struct pre_loader *l, struct spot s, enum side side, const char *text,
                     struct tie_key *out)
{
    for (size_t i = 0; i < sizeof tie_words / sizeof *tie_words; i++) {
        if (strcmp(text, tie_words[i].names[0]) != 0 && strcmp(text, tie_words[i].names[1]) != 0)
            continue;
        *out = (struct tie_key){tie_words[i].by, -1};
        if (side == SIDE_TEAMS || !tie_words[i].teams_only)
            return true;
        report_at(s.at, SEVERITY_ERROR, s.node, s.key, N_("个人可用科目、total、fewer_absent"),
                  N_("%s 只能用于代表队"), tie_words[i].names[0]);
        return false;
    }
    *out = (struct tie_key){BY_EXAM, exam_find(l, s, text)};
    return out->exam >= 0 && subject_fits(l, s, side, out->exam);
}

static void ties_load(struct pre_loader *l, const struct document *d, enum side side,
                      const char *key, const struct raw_list *raw)
{
    const struct node *list = tree_at(tree_at(d->root, "ties"), key);
    for (unsigned i = 0; i < raw->count; i++) {
        struct spot s = {d->at, tree_item(list, i), NULL};
        int *n = &l->p->tie_count[side];
        if (*n == TIE_KEYS_MAX) {
            report_at(d->at, SEVERITY_ERROR, s.node, NULL, N_("最多 12 条"), N_("并列规则太多"));
            return;
        }
        if (tie_read(l, s, side, raw->items[i], &l->p->ties[side][*n]))
            ++*n;
    }
}

/* "姓名" or "代表队/姓名". */
static int member_find(struct pre_loader *l, struct spot s, const char *text)
{
    const char *slash = strrchr(text, '/');
    const char *name = slash ? slash + 1 : text;
    int found = -1, count = 0;
    for (int i = 0; i < l->p->member_count; i++) {
        const struct preliminary_member *m = &l->p->members[i];
        const char *team = l->p->teams[m->team].name;
        if (strcmp(m->name, name) != 0)
            continue;
        if (slash && (strlen(team) != (size_t)(slash - text) ||
                      strncmp(team, text, (size_t)(slash - text)) != 0))
            continue;
        found = i;
        count++;
    }
    if (count == 1)
        return found;
    report_at(s.at, SEVERITY_ERROR, s.node, s.key, N_("写 代表队/姓名"),
              count ? N_("有几名队员叫“%.60s”") : N_("没有队员“%.60s”"), text);
    return -1;
}

static void decision_load(struct pre_loader *l, const struct document *d, const struct node *n,
                          const struct raw_decision *raw, struct tie_decision *out)
{
    struct spot to = {d->at, n, "to"}, of = {d->at, n, "of"}, reason = {d->at, n, "reason"};
    const struct node *list = tree_at(n, "order");
    int *order = arena_array(l->arena, raw->order.count + 1, sizeof *order);
    out->side = SIDE_TEAMS;
    out->subject = SUBJECT_TOTAL;
    if ((!text_blank(raw->to) && !side_read(l, to, raw->to, &out->side)) ||
        (!text_blank(raw->of) && !subject_read(l, of, raw->of, &out->subject)) ||
        !subject_fits(l, of, out->side, out->subject))
        return;
    if (value_given(reason, raw->reason, N_("写明怎样决定的，例如 reason: 现场抽签")))
        out->reason = value_line(l->arena, reason, raw->reason, REASON_CHARS);
    if (raw->order.count < 2)
        report_at(d->at, SEVERITY_ERROR, n, "order", N_("把并列的全部写上，先后就是名次"),
                  N_("order 至少写两个"));
    for (unsigned i = 0; i < raw->order.count; i++) {
        struct spot s = {d->at, tree_item(list, i), NULL};
        int who = out->side == SIDE_TEAMS ? team_find(l, s, raw->order.items[i])
                                          : member_find(l, s, raw->order.items[i]);
        for (unsigned k = 0; k < i && who >= 0; k++)
            if (order[k] == who)
                report_at(d->at, SEVERITY_ERROR, s.node, NULL, N_("每个只写一次"),
                          N_("“%.60s”写了两次"), raw->order.items[i]);
        order[i] = who;
    }
    out->order = order;
    out->count = (int)raw->order.count;
}

void rules_load(struct pre_loader *l, const struct document *d)
{
    const struct raw_rules *raw = d->raw;
    const struct node *team = tree_at(d->root, "team");
    int64_t n = 0;
    exams_load(l, d, raw);
    if (value_int((struct spot){d->at, team, "members"}, raw->team.members, 1, TEAM_MAX, &n))
        l->team_members = (int)n;
    if (value_int((struct spot){d->at, team, "best"}, raw->team.best, 1, COUNTED_MAX, &n))
        l->p->best = (int)n;
    if (value_int((struct spot){d->at, d->root, "qualify"}, raw->qualify, 1, QUALIFY_MAX, &n))
        l->p->qualify = (int)n;
    if (l->p->qualify > l->p->team_count)
        report_at(d->at, SEVERITY_WARNING, d->root, "qualify", N_("核对名额和成绩表"),
                  N_("晋级名额 %d 个，只有 %d 支代表队"), l->p->qualify, l->p->team_count);
    ties_load(l, d, SIDE_TEAMS, "teams", &raw->ties.teams);
    ties_load(l, d, SIDE_MEMBERS, "members", &raw->ties.members);
    struct tie_decision *decisions =
        arena_array(l->arena, raw->decision_count + 1, sizeof *decisions);
    for (unsigned i = 0; i < raw->decision_count; i++)
        decision_load(l, d, tree_item(tree_at(d->root, "decisions"), i), &raw->decisions[i],
                      &decisions[i]);
    l->p->decisions = decisions;
    l->p->decision_count = (int)raw->decision_count;
}
