#include <dirent.h>
#include <string.h>

#include "folder/loader.h"
#include "folder/nearest.h"
#include "words/words.h"

enum { VALUE_TEXT = 400 };

/* The value as policy_set reads it: a list becomes "10, 20, 30". NULL: the key is absent. */
static const char *slot_value(const struct raw_slot *slot, char out[VALUE_TEXT])
{
    if (slot->text)
        return slot->text;
    if (slot->list.count == 0)
        return NULL;
    size_t used = 0;
    out[0] = '\0';
    for (unsigned i = 0; i < slot->list.count && used < VALUE_TEXT; i++)
        used += (size_t)snprintf(out + used, VALUE_TEXT - used, "%s%s", i ? ", " : "",
                                 slot->list.items[i]);
    return out;
}

static void word_remedy(const struct words *w, const struct policy_key *k, const char *text,
                        char *out, size_t size)
{
    struct nearest n;
    nearest_init(&n, text);
    size_t used = 0;
    int wrote = snprintf(out, size, "%s", TR(w, N_("可以写：")));
    used = (size_t)wrote;
    for (const char *const *word = k->words; *word && used < size; word++) {
        nearest_offer(&n, *word);
        used +=
            (size_t)snprintf(out + used, size - used, "%s%s", word == k->words ? "" : ", ", *word);
    }
    if (n.best && used < size)
        snprintf(out + used, size - used, TR(w, N_("；是不是想写 %s？")), n.best);
}

static void range_remedy(const struct words *w, const struct policy_key *k, char *out, size_t size)
{
    bool points = k->type == POLICY_POINTS || k->type == POLICY_POINTS_LIST;
    int by = points ? CP : 1;
    snprintf(out, size, TR(w, N_("写 %d 到 %d 之间的数")), k->min / by, k->max / by);
}

static const char *number_remedy(enum policy_type type)
{
    switch (type) {
    case POLICY_YES:
        return N_("写 yes 或 no");
    case POLICY_POINTS:
        return N_("写分数，例如 10 或 -2.5，用半角数字");
    case POLICY_SECONDS:
        return N_("写整数秒数，例如 30，不带单位");
    case POLICY_POINTS_LIST:
    case POLICY_COUNT_LIST:
        return N_("写成列表，例如 [10, 20, 30]");
    default:
        return N_("写整数，例如 3，不带单位");
    }
}

static void report_policy(struct finder at, const struct node *map, const struct policy_key *k,
                          const char *text, enum policy_error e)
{
    const struct words *w = at.report->words;
    char remedy[400];
    switch (e) {
    case POLICY_UNKNOWN_WORD:
        if (k->words)
            word_remedy(w, k, text, remedy, sizeof remedy);
        else
            snprintf(remedy, sizeof remedy, "%s", words_tr(w, number_remedy(k->type)));
        report_at(at, SEVERITY_ERROR, map, k->name, remedy, N_("%s（%s）不认识“%.60s”"), k->name,
                  TR(w, k->meaning), text);
        break;
    case POLICY_RANGE:
        range_remedy(w, k, remedy, sizeof remedy);
        report_at(at, SEVERITY_ERROR, map, k->name, remedy, N_("%s（%s）的 %.60s 超出范围"),
                  k->name, TR(w, k->meaning), text);
        break;
    case POLICY_TOO_MANY:
        report_at(at, SEVERITY_ERROR, map, k->name, N_("删去多余的数"), N_("%s（%s）最多 %d 个数"),
                  k->name, TR(w, k->meaning), MENU_MAX);
        break;
    default:
        report_at(at, SEVERITY_ERROR, map, k->name, number_remedy(k->type),
                  N_("%s（%s）的“%.60s”不是数"), k->name, TR(w, k->meaning), text);
        break;
    }
}

bool policy_apply(struct finder at, const struct node *map, const struct raw_slot *slots,
                  struct policy *p)
{
    bool ok = true;
    for (size_t i = 0; slots && i < policy_key_count; i++) {
        char joined[VALUE_TEXT];
        const char *text = slot_value(&slots[i], joined);
        if (!text)
            continue;
        enum policy_error e = policy_set(p, &policy_keys[i], text);
        if (e != POLICY_OK) {
            report_policy(at, map, &policy_keys[i], text, e);
            ok = false;
        }
    }
    return ok;
}

static bool written(const struct raw_slot *slots, const char *name)
{
    char joined[VALUE_TEXT];
    const struct policy_key *k = policy_key_find(name);
    return slots && k && slot_value(&slots[k - policy_keys], joined);
}

/* Points that this kind of value never looks at: whoever wrote them would be scored differently. */
static const struct {
    enum value value;
    const char *key, *why, *remedy;
} idle_keys[] = {
    {VALUE_MENU, "right", N_("得分按所选的分值计"), N_("改写 right_percent，例如 100")},
    {VALUE_MENU, "wrong", N_("扣分按所选的分值计"),
     N_("改写 wrong_percent：-100 扣同样的分，0 不扣")},
    {VALUE_MENU, "timeout", N_("扣分按所选的分值计"),
     N_("改写 timeout_percent：-100 扣同样的分，0 不扣")},
    {VALUE_QUESTION, "wrong", N_("扣分按题目的分值计"),
     N_("改写 wrong_percent：-100 扣同样的分，0 不扣")},
    {VALUE_QUESTION, "timeout", N_("扣分按题目的分值计"),
     N_("改写 timeout_percent：-100 扣同样的分，0 不扣")},
    {VALUE_FAULTS, "right", N_("得分按找出的处数计"), N_("改写 fault")},
    {VALUE_FAULTS, "wrong", N_("没有判错，只有误指"), N_("改写 false_claim")},
    {VALUE_JUDGED, "right", N_("得分由评委打"), N_("改写 judge_max")},
};

bool policy_used(struct finder at, const struct node *map, const struct raw_slot *slots,
                 const struct policy *p)
{
    static const struct {
        const char *wrong, *timeout;
    } pairs[] = {{"wrong", "timeout"}, {"wrong_percent", "timeout_percent"}};
    const struct words *w = at.report->words;
    bool ok = true;
    for (size_t i = 0; i < sizeof idle_keys / sizeof *idle_keys; i++) {
        const char *key = idle_keys[i].key;
        char text[16];
        if (idle_keys[i].value != (enum value)p->value || !written(slots, key))
            continue;
        policy_get(p, policy_key_find(key), text, sizeof text);
        if (p->value != VALUE_MENU && p->value != VALUE_QUESTION && strcmp(text, "0") == 0)
            continue; /* nothing is taken, as written */
        report_at(at, SEVERITY_ERROR, map, key, idle_keys[i].remedy, N_("%s（%s）不起作用：%s"),
                  key, TR(w, policy_key_find(key)->meaning), TR(w, idle_keys[i].why));
        ok = false;
    }
    for (size_t i = 0; ok && p->answer_seconds && i < sizeof pairs / sizeof *pairs; i++) {
        char wrong[16], timeout[16], remedy[80];
        if (!written(slots, pairs[i].wrong) || written(slots, pairs[i].timeout))
            continue;
        policy_get(p, policy_key_find(pairs[i].wrong), wrong, sizeof wrong);
        policy_get(p, policy_key_find(pairs[i].timeout), timeout, sizeof timeout);
        if (strcmp(wrong, timeout) == 0)
            continue;
        snprintf(remedy, sizeof remedy, TR(w, N_("写明 %s，例如 %s: %s")), pairs[i].timeout,
                 pairs[i].timeout, wrong);
        report_at(at, SEVERITY_WARNING, map, pairs[i].wrong, remedy,
                  N_("写了 %s: %s，没有写 %s，超时按 %s 计"), pairs[i].wrong, wrong,
                  pairs[i].timeout, timeout);
    }
    return ok;
}

static void offer_files(struct nearest *n, const char *dir, char best[128])
{
    DIR *d = dir ? opendir(dir) : NULL;
    for (struct dirent *e; d && (e = readdir(d));) {
        char stem[128];
        size_t len = strlen(e->d_name);
        if (len <= 5 || len >= sizeof stem || strcmp(e->d_name + len - 5, ".yaml") != 0)
            continue;
        snprintf(stem, sizeof stem, "%.*s", (int)(len - 5), e->d_name);
        size_t before = n->distance;
        nearest_offer(n, stem);
        if (n->distance < before)
            snprintf(best, 128, "%s", stem);
    }
    if (d)
        closedir(d);
}

static void report_unknown(struct loader *l, struct spot s, const char *name)
{
    const struct words *w = l->report->words;
    char best[128] = "", remedy[400];
    struct nearest n;
    nearest_init(&n, name);
    for (int i = 0; i < ROUND_KIND_COUNT; i++) {
        size_t before = n.distance;
        nearest_offer(&n, round_kind_names[i]);
        if (n.distance < before)
            snprintf(best, sizeof best, "%s", round_kind_names[i]);
    }
    if (l->dir)
        offer_files(&n, path_join(l->arena, l->dir, "presets"), best);
    for (size_t i = 0; l->preset_dirs && l->preset_dirs[i]; i++)
        offer_files(&n, l->preset_dirs[i], best);
    if (*best) {
        snprintf(remedy, sizeof remedy, TR(w, N_("是不是想写 %s？")), best);
    } else {
        int used = snprintf(remedy, sizeof remedy, "%s", TR(w, N_("可以写：")));
        for (int i = 0; i < ROUND_KIND_COUNT; i++)
            used += snprintf(remedy + used, sizeof remedy - (size_t)used, "%s%s %s", i ? ", " : "",
                             round_kind_names[i], TR(w, round_kind_titles[i]));
    }
    report_at(s.at, SEVERITY_ERROR, s.node, s.key, remedy, N_("没有名为 %.60s 的规则"), name);
}

static enum source_result preset_read(struct loader *l, const char *path, struct folder_file *file)
{
    enum source_result r = source_read(l, NULL, path, file);
    for (size_t i = 0; r == SOURCE_MISSING && l->dir && l->preset_dirs && l->preset_dirs[i]; i++)
        r = source_read(l, l->preset_dirs[i], path, file);
    return r;
}

static void preset_fill(struct preset *p, const struct document *d)
{
    const struct raw_preset *raw = d->raw;
    struct spot kind = {d->at, d->root, "kind"};
    if (raw->preset && strcmp(raw->preset, p->name) != 0)
        report_at(d->at, SEVERITY_WARNING, d->root, "preset", N_("两个名字写成一样"),
                  N_("规则叫 %.60s，文件却叫 %s.yaml"), raw->preset, p->name);
    if (!value_given(kind, raw->kind, N_("写明环节种类，例如 kind: buzzer")))
        return;
    int k = round_kind_find(raw->kind);
    if (k < 0) {
        struct nearest n;
        char remedy[200] = "";
        nearest_init(&n, raw->kind);
        for (int i = 0; i < ROUND_KIND_COUNT; i++)
            nearest_offer(&n, round_kind_names[i]);
        snprintf(remedy, sizeof remedy, TR(d->at.report->words, N_("例如 %s")),
                 n.best ? n.best : round_kind_names[ROUND_BUZZER]);
        report_at(d->at, SEVERITY_ERROR, d->root, "kind", remedy, N_("不认识的环节种类 %.60s"),
                  raw->kind);
        return;
    }
    p->kind = (enum round_kind)k;
    policy_preset(&p->policy, p->kind);
    p->usable = policy_apply(d->at, tree_at(d->root, "policy"), raw->policy, &p->policy) &&
                policy_used(d->at, tree_at(d->root, "policy"), raw->policy, &p->policy);
}

static bool plain_name(const char *name)
{
    for (const char *c = name; *c; c++)
        if (strchr("/\\\n", *c) || (*c == '.' && c == name))
            return false;
    return *name && strlen(name) < 100;
}

const struct preset *preset_find(struct loader *l, struct spot s, const char *name)
{
    for (size_t i = 0; i < l->preset_count; i++)
        if (strcmp(l->presets[i].name, name) == 0)
            return l->presets[i].usable ? &l->presets[i] : NULL;
    struct preset p = {.name = arena_text(l->arena, name)};
    int kind = round_kind_find(name);
    if (kind >= 0) {
        p.kind = (enum round_kind)kind;
        policy_preset(&p.policy, p.kind);
        p.usable = true;
    } else {
        char path[128];
        struct folder_file file;
        enum source_result r = SOURCE_MISSING;
        snprintf(path, sizeof path, "presets/%.100s.yaml", name);
        if (plain_name(name))
            r = preset_read(l, path, &file);
        if (r == SOURCE_MISSING) {
            report_unknown(l, s, name);
            return NULL; /* asked again, told again: each place needs mending */
        }
        struct document d;
        if (r == SOURCE_OK && document_open(&d, l->arena, l->report, file.path, file.text,
                                            file.size, l->schemas.preset)) {
            preset_fill(&p, &d);
            document_close(&d);
        }
    }
    l->presets = arena_grow(l->arena, l->presets, l->preset_count, sizeof p);
    l->presets[l->preset_count++] = p;
    /* A later growth moves the array; a copy stays. */
    struct preset *kept = arena_alloc(l->arena, sizeof *kept);
    *kept = p;
    return p.usable ? kept : NULL;
}
