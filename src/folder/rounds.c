#include <string.h>

#include "folder/loader.h"
#include "words/words.h"

struct round_at {
    struct loader *l;
    struct finder at;
    const struct node *n; /* the round */
    const struct raw_round *raw;
    struct round *r;
};

/* Where a key of the rules is mended: in the round's policy if it has one, else at its preset. */
static const struct node *policy_spot(const struct round_at *x, const char *key, const char **tell)
{
    const struct node *policy = tree_at(x->n, "policy");
    *tell = policy ? key : "preset";
    return policy ? policy : x->n;
}

/* `message` is "what is wrong：what to do". */
static void contradiction(void *ctx, const char *key, const char *message)
{
    struct round_at *x = ctx;
    const struct words *w = x->at.report->words;
    const char *tell, *said = TR(w, message), *colon = strstr(said, "：");
    const struct node *n = policy_spot(x, key, &tell);
    char remedy[200];
    if (colon)
        snprintf(remedy, sizeof remedy, "%s", colon + strlen("："));
    else
        snprintf(remedy, sizeof remedy, TR(w, N_("改 policy 里的 %s，或者换一个 preset")), key);
    report_at(x->at, SEVERITY_ERROR, n, tell, remedy, "%.*s",
              colon ? (int)(colon - said) : (int)strlen(said), said);
}

static bool rules_load(struct round_at *x)
{
    struct spot s = {x->at, x->n, "preset"};
    if (!value_given(s, x->raw->preset, N_("写明规则，例如 preset: required 或 preset: buzzer")))
        return false;
    const struct preset *p = preset_find(x->l, s, x->raw->preset);
    struct policy spare;
    policy_preset(&spare, ROUND_REQUIRED);
    x->r->kind = p ? p->kind : ROUND_REQUIRED;
    x->r->policy = p ? p->policy : spare;
    bool ok =
        policy_apply(x->at, tree_at(x->n, "policy"), x->raw->policy, &x->r->policy) && p != NULL;
    if (ok)
        ok = policy_used(x->at, tree_at(x->n, "policy"), x->raw->policy, &x->r->policy);
    if (ok)
        ok = policy_contradictions(&x->r->policy, x->r->kind, contradiction, x) == 0;
    return ok;
}

static void count_load(struct round_at *x)
{
    struct round *r = x->r;
    int64_t count = 0;
    value_int((struct spot){x->at, x->n, "count"}, x->raw->count, 0, QUESTIONS_MAX, &count);
    if (count > r->question_count && r->question_count > 0)
        report_at(x->at, SEVERITY_ERROR, x->n, "count", N_("减少 count，或者补充题目"),
                  N_("要用 %d 题，只有 %d 题"), (int)count, r->question_count);
    int each = 1 + r->policy.bonus_questions; /* every toss-up may be won */
    r->planned = count > 0 ? (int)count : r->question_count / each;
    if (r->policy.bonus_questions)
        policy_bonus(&r->bonus, &r->policy);
    if (each > 1 && r->question_count > 0 && r->planned * each > r->question_count)
        report_at(x->at, SEVERITY_WARNING, x->n, "count", N_("补充题目，或者减少 count"),
                  N_("%d 题各带 %d 道附加题，共需 %d 题，只有 %d 题"), r->planned, each - 1,
                  r->planned * each, r->question_count);
}

/* Teams in turn: everybody gets the same number of questions, or somebody will ask why not. */
static void check_turns(struct round_at *x)
{
    const struct round *r = x->r;
    const struct policy *p = &r->policy;
    const struct definition *def = &x->l->folder->def;
    int teams = def->team_count;
    for (const struct round *before = def->rounds; before < r; before++)
        teams -= before->policy.eliminate;
    bool in_turn = (p->who == WHO_TURN || p->who == WHO_PLAYER) && p->value != VALUE_JUDGED;
    if (!in_turn || teams <= 0 || r->planned == 0)
        return;
    int each = p->questions_per_turn > 0 ? p->questions_per_turn : 1;
    const char *key = tree_at(x->n, "count") ? "count" : "questions";
    if (r->planned < teams * each) /* odd, but somebody may want just this */
        report_at(x->at, SEVERITY_WARNING, x->n, key, N_("补充题目，或者增加 count"),
                  N_("%d 支代表队轮流，每次 %d 题，至少要 %d 题，只有 %d 题"), teams, each,
                  teams * each, r->planned);
    else if (p->round_seconds == 0 && r->planned % (teams * each) != 0)
        report_at(x->at, SEVERITY_WARNING, x->n, key, N_("让题数是队数的整数倍"),
                  N_("%d 题分给 %d 支代表队，各队题数不等"), r->planned, teams);
}

static bool on_menu(const struct policy *p, int32_t points_cp)
{
    for (int i = 0; i < p->menu_count; i++)
        if (p->menu_cp[i] == points_cp)
            return true;
    return points_cp == 0;
}

static void report_question(struct round_at *x, int q, const char *key, const char *remedy,
                            const char *message)
{
    const struct words *w = x->at.report->words;
    const struct origin *o = &x->l->origins[q];
    folder_report_add(x->at.report, SEVERITY_ERROR, (struct place){o->file, key, o->line, 0},
                      message, TR(w, remedy));
}

static void check_menu(struct round_at *x)
{
    const struct policy *p = &x->r->policy;
    const struct words *w = x->at.report->words;
    int stock[MENU_MAX] = {0};
    for (int i = 0; i < x->r->question_count; i++) {
        int q = x->r->first_question + i;
        int32_t cp = x->l->questions[q].points_cp;
        char message[160];
        for (int m = 0; m < p->menu_count; m++)
            stock[m] += cp == 0 || cp == p->menu_cp[m];
        if (on_menu(p, cp))
            continue;
        snprintf(message, sizeof message, TR(w, N_("题目 %s 的分值 %g 不在“%s”的可选分值里")),
                 x->l->questions[q].id, cp / 100.0, x->r->name);
        report_question(x, q, "points", N_("改成可选的分值，或者改环节的 menu"), message);
    }
    for (int m = 0; m < p->menu_count && x->r->question_count > 0; m++) {
        const char *tell;
        int wanted = m < p->menu_stock_count ? p->menu_stock[m] : 1;
        const struct node *n =
            policy_spot(x, m < p->menu_stock_count ? "menu_stock" : "menu", &tell);
        if (stock[m] < wanted || stock[m] == 0)
            report_at(x->at, SEVERITY_ERROR, n, tell,
                      N_("补充这个分值的题目（points），或者改 menu"),
                      N_("%g 分的题要 %d 道，只有 %d 道"), p->menu_cp[m] / 100.0,
                      wanted ? wanted : 1, stock[m]);
    }
}

static void check_question_kinds(struct round_at *x)
{
    const struct policy *p = &x->r->policy;
    const struct words *w = x->at.report->words;
    for (int i = 0; p->value == VALUE_FAULTS && i < x->r->question_count; i++) {
        int q = x->r->first_question + i;
        const struct question *question = &x->l->questions[q];
        char message[200];
        if (question->fault_count == 0) {
            snprintf(message, sizeof message, TR(w, N_("题目 %s 在纠错环节“%s”里，却没有写错误")),
                     question->id, x->r->name);
            report_question(x, q, "faults", N_("写 faults，或者把题目移到别的环节"), message);
        } else if (p->faults_min > question->fault_count) {
            snprintf(message, sizeof message,
                     TR(w, N_("题目 %s 只有 %d 处错误，环节“%s”至少要找出 %d 处")), question->id,
                     question->fault_count, x->r->name, (int)p->faults_min);
            report_question(x, q, "faults", N_("补充错误，或者改环节的 faults_min"), message);
        }
    }
    for (int i = 0; p->value == VALUE_QUESTION && i < x->r->question_count; i++) {
        int q = x->r->first_question + i;
        char message[200];
        if (x->l->questions[q].points_cp != 0 || p->right_cp != 0)
            continue;
        snprintf(message, sizeof message, TR(w, N_("题目 %s 没有分值，环节“%s”按题目的分值计分")),
                 x->l->questions[q].id, x->r->name);
        report_question(x, q, "points", N_("给题目写 points"), message);
    }
}

static void check_players(struct round_at *x)
{
    const struct definition *def = &x->l->folder->def;
    for (int i = 0; x->r->policy.who == WHO_PLAYER && i < def->team_count; i++)
        if (def->teams[i].player_count == 0)
            report_at(x->at, SEVERITY_ERROR, x->n, "preset",
                      N_("给每支代表队写 players，或者换一个 preset"),
                      N_("这个环节由队员单独作答，“%s”却没有队员"), def->teams[i].name);
}

static void round_load(struct round_at *x)
{
    struct loader *l = x->l;
    struct round *r = x->r;
    struct spot name = {x->at, x->n, "name"};
    r->name = r->short_name = "";
    if (value_given(name, x->raw->name, N_("补上环节名称，例如 name: 必答题"))) {
        r->name = value_line(l->arena, name, x->raw->name, 20);
        r->short_name = short_load(l->arena, x->at, x->n, x->raw->short_name, r->name, N_("环节"));
    }
    bool ok = rules_load(x);
    r->first_question = (int)l->question_count;
    const struct node *list = tree_at(x->n, "questions");
    for (unsigned i = 0; i < x->raw->questions.count; i++) {
        struct spot s = {x->at, tree_item(list, i), NULL};
        if (value_given(s, x->raw->questions.items[i],
                        N_("写题目文件，例如 questions/required.yaml")))
            questions_load(l, s, x->raw->questions.items[i]);
    }
    r->question_count = (int)l->question_count - r->first_question;
    bool needs = r->policy.value != VALUE_JUDGED;
    if (x->raw->questions.count == 0 && needs && ok)
        report_at(x->at, SEVERITY_ERROR, x->n, "questions",
                  N_("写题目文件，例如 questions: questions/required.yaml"),
                  N_("这个环节没有题目"));
    count_load(x);
    if (!ok)
        return;
    packets_load(l, (struct spot){x->at, x->n, "questions"}, r, x->raw->count != NULL);
    check_turns(x);
    if (r->policy.value == VALUE_MENU)
        check_menu(x);
    check_question_kinds(x);
    check_players(x);
}

void rounds_load(struct loader *l, const struct document *d)
{
    const struct raw_contest *raw = d->raw;
    const struct node *list = tree_at(d->root, "rounds");
    struct definition *def = &l->folder->def;
    if (raw->round_count == 0)
        report_at(d->at, SEVERITY_ERROR, d->root, "rounds",
                  N_("至少写一个环节，例如 - {name: 必答题, preset: required, questions: "
                     "questions/required.yaml}"),
                  N_("没有环节"));
    if (raw->round_count > ROUNDS_MAX)
        report_at(d->at, SEVERITY_ERROR, list, NULL, N_("合并环节"), N_("有 %u 个环节，最多 %d 个"),
                  raw->round_count, ROUNDS_MAX);
    for (unsigned i = 0; i < raw->round_count && i < ROUNDS_MAX; i++) {
        struct round_at x = {l, d->at, tree_item(list, i), &raw->rounds[i],
                             &def->rounds[def->round_count++]};
        round_load(&x);
        for (int k = 0; k + 1 < def->round_count; k++)
            if (*x.r->name && strcmp(def->rounds[k].name, x.r->name) == 0)
                report_at(x.at, SEVERITY_ERROR, x.n, "name", N_("换一个能区别的名称"),
                          N_("环节“%s”写了两次"), x.r->name);
    }
}
