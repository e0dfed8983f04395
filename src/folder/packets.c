/* Question packets: which the round has, and that no team could say it drew the worse one. */
#include <stdlib.h>
#include <string.h>

#include "folder/loader.h"
#include "words/words.h"

enum { NAME_CHARS = 4 };

/* The packets of one round being put together. */
struct drum {
    struct loader *l;
    struct spot s; /* the round, its questions */
    struct round *r;
    bool ok;
};

static void bad_question(struct drum *p, int q, const char *remedy, const char *message)
{
    const struct origin *o = &p->l->origins[q];
    folder_report_add(p->l->report, SEVERITY_ERROR, (struct place){o->file, "packet", o->line, 0},
                      message, TR(p->l->report->words, remedy));
    p->ok = false;
}

static int find(const struct round *r, const char *name)
{
    for (int i = 0; i < r->packet_count; i++)
        if (strcmp(r->packets[i], name) == 0)
            return i;
    return -1;
}

static bool take(struct drum *p, const char *name)
{
    if (find(p->r, name) >= 0)
        return true;
    if (p->r->packet_count == PACKETS_MAX)
        return false;
    p->r->packets[p->r->packet_count++] = name;
    return true;
}

/* Places in the drum: numbers by their size, single letters by the alphabet, else as written. */
static int rank_of(const char *name)
{
    char *end;
    long n = strtol(name, &end, 10);
    if (end != name && !*end && n > 0 && n < 10000)
        return (int)n;
    return name[0] >= 'A' && name[0] <= 'z' && !name[1] ? name[0] : 0;
}

static void in_order(struct round *r)
{
    bool numbers = true, letters = true;
    for (int i = 0; i < r->packet_count; i++) {
        bool digit = r->packets[i][0] >= '0' && r->packets[i][0] <= '9';
        numbers &= digit && rank_of(r->packets[i]) > 0;
        letters &= !digit && rank_of(r->packets[i]) > 0;
    }
    for (int i = 1; (numbers || letters) && i < r->packet_count; i++) {
        const char *name = r->packets[i];
        int at = i;
        for (; at > 0 && rank_of(r->packets[at - 1]) > rank_of(name); at--)
            r->packets[at] = r->packets[at - 1];
        r->packets[at] = name;
    }
}

static int by_points(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

/* Points of a packet's questions, ascending; returns how many. */
static int points_of(const struct drum *p, int packet, int32_t *out)
{
    int n = 0;
    for (int i = 0; i < p->r->question_count; i++) {
        const struct question *q = &p->l->questions[p->r->first_question + i];
        if (q->packet == packet + 1)
            out[n++] = q->points_cp;
    }
    qsort(out, (size_t)n, sizeof *out, by_points);
    return n;
}

static void check_equal(struct drum *p)
{
    const struct round *r = p->r;
    size_t room = (size_t)r->question_count + 1;
    int32_t *first = arena_array(p->l->arena, room, sizeof *first);
    int32_t *other = arena_array(p->l->arena, room, sizeof *other);
    int n = points_of(p, 0, first);
    for (int i = 1; i < r->packet_count; i++) {
        int m = points_of(p, i, other);
        if (m != n)
            report_at(p->s.at, SEVERITY_ERROR, p->s.node, p->s.key,
                      N_("让各题包的题数相同；备用题不写 packet"),
                      N_("题包 %s 有 %d 题，题包 %s 有 %d 题"), r->packets[0], n, r->packets[i], m);
        else if (memcmp(first, other, (size_t)n * sizeof *first) != 0)
            report_at(p->s.at, SEVERITY_ERROR, p->s.node, p->s.key,
                      N_("让各题包的分值搭配相同，例如都是 10、20、30 各一题"),
                      N_("题包 %s 与题包 %s 的分值不同"), r->packets[0], r->packets[i]);
        else
            continue;
        p->ok = false;
    }
}

static int teams_of(const struct drum *p)
{
    const struct definition *def = &p->l->folder->def;
    int teams = def->team_count;
    for (const struct round *before = def->rounds; before < p->r; before++)
        teams -= before->policy.eliminate;
    return teams;
}

/* As many questions for each team, and no more than its packet has. */
static void plan(struct drum *p, bool counted)
{
    struct round *r = p->r;
    const struct policy *rules = &r->policy;
    int teams = teams_of(p), size = 0;
    for (int i = 0; i < r->question_count; i++)
        size += p->l->questions[r->first_question + i].packet == 1;
    if (teams > r->packet_count) {
        report_at(p->s.at, SEVERITY_ERROR, p->s.node, p->s.key,
                  N_("每队一个题包，最好再多一个备用"), N_("%d 支代表队，只有 %d 个题包"), teams,
                  r->packet_count);
        return;
    }
    if (teams <= 0)
        return;
    if (!counted) {
        r->planned = teams * size;
    } else if (rules->round_seconds == 0 && rules->value != VALUE_JUDGED &&
               (r->planned % teams || r->planned / teams > size)) {
        char remedy[120];
        snprintf(remedy, sizeof remedy, TR(p->l->report->words, N_("写 count: %d，或者删去 count")),
                 teams * size);
        report_at(p->s.at, SEVERITY_ERROR, p->s.node, "count", remedy,
                  N_("count 为 %d：%d 支代表队，每个题包 %d 题"), r->planned, teams, size);
    }
    int each = rules->questions_per_turn > 1 ? rules->questions_per_turn : 1;
    if (rules->round_seconds == 0 && size % each != 0)
        report_at(p->s.at, SEVERITY_WARNING, p->s.node, p->s.key,
                  N_("让题包的题数是 questions_per_turn 的整数倍"),
                  N_("每个题包 %d 题，每次连答 %d 题"), size, each);
}

static void without(struct drum *p)
{
    for (int i = 0; i < p->r->question_count; i++) {
        int q = p->r->first_question + i;
        char message[240];
        if (!*p->l->packets[q])
            continue;
        snprintf(message, sizeof message,
                 TR(p->l->report->words, N_("题目 %s 写了题包，环节“%s”却不抽题包")),
                 p->l->questions[q].id, p->r->name);
        bad_question(p, q, N_("在环节的 policy 写 packets: draw，或者删去 packet"), message);
    }
}

static bool collect(struct drum *p)
{
    for (int i = 0; i < p->r->question_count; i++) {
        int q = p->r->first_question + i;
        const char *name = p->l->packets[q];
        if (*name && !take(p, name)) {
            report_at(p->s.at, SEVERITY_ERROR, p->s.node, p->s.key, N_("合并题包"),
                      N_("题包超过 %d 个"), PACKETS_MAX);
            return false;
        }
        if (!*name || p->r->policy.value != VALUE_MENU || p->l->questions[q].points_cp)
            continue;
        char message[240];
        snprintf(message, sizeof message,
                 TR(p->l->report->words, N_("题目 %s 没有分值，环节“%s”要选分值")),
                 p->l->questions[q].id, p->r->name);
        bad_question(p, q, N_("给题包里的每道题写 points"), message);
    }
    if (p->r->packet_count == 0) {
        report_at(p->s.at, SEVERITY_ERROR, p->s.node, p->s.key,
                  N_("给每道题写题包，例如 packet: A"), N_("抽题包，却没有一题写了题包"));
        return false;
    }
    in_order(p->r);
    for (int i = 0; i < p->r->question_count; i++) {
        int q = p->r->first_question + i;
        p->l->questions[q].packet = (uint8_t)(find(p->r, p->l->packets[q]) + 1);
    }
    return p->ok;
}

const char *packet_name(struct loader *l, struct spot s, const char *text)
{
    return value_line(l->arena, s, text, NAME_CHARS);
}

void packets_load(struct loader *l, struct spot s, struct round *r, bool counted)
{
    struct drum p = {.l = l, .s = s, .r = r, .ok = true};
    if (!r->policy.packets) {
        without(&p);
        return;
    }
    if (!collect(&p))
        return;
    check_equal(&p);
    if (p.ok)
        plan(&p, counted);
}
