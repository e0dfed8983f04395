#include "preliminary/load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "folder/file.h"
#include "folder/folder.h"
#include "folder/nearest.h"
#include "preliminary/internal.h"
#include "words/words.h"

/* ---- names ---- */

static void report_unknown(struct spot s, struct nearest *n, const char *name, const char *what)
{
    const struct words *w = s.at.report->words;
    char remedy[300];
    if (n->best)
        snprintf(remedy, sizeof remedy, TR(w, N_("是不是想写 %s？")), n->best);
    else
        snprintf(remedy, sizeof remedy, "%s", TR(w, N_("与 preliminary.yaml 里的名称一致")));
    report_at(s.at, SEVERITY_ERROR, s.node, s.key, remedy, N_("没有%s“%.60s”"), words_tr(w, what),
              name);
}

int exam_find(struct pre_loader *l, struct spot s, const char *name)
{
    struct nearest n;
    nearest_init(&n, name);
    for (int i = 0; i < l->p->exam_count; i++) {
        if (strcmp(l->p->exams[i].name, name) == 0)
            return i;
        nearest_offer(&n, l->p->exams[i].name);
    }
    report_unknown(s, &n, name, N_("科目"));
    return -1;
}

int team_find(struct pre_loader *l, struct spot s, const char *name)
{
    struct nearest n;
    nearest_init(&n, name);
    for (int i = 0; i < l->p->team_count; i++) {
        if (strcmp(l->p->teams[i].name, name) == 0)
            return i;
        nearest_offer(&n, l->p->teams[i].name);
    }
    report_unknown(s, &n, name, N_("代表队"));
    return -1;
}

bool subject_read(struct pre_loader *l, struct spot s, const char *text, int *subject)
{
    *subject = SUBJECT_TOTAL;
    if (strcmp(text, "total") == 0 || strcmp(text, "总分") == 0)
        return true;
    *subject = exam_find(l, s, text);
    return *subject >= 0;
}

bool side_read(struct pre_loader *l, struct spot s, const char *text, enum side *side)
{
    (void)l;
    *side = SIDE_TEAMS;
    if (strcmp(text, "teams") == 0)
        return true;
    *side = SIDE_MEMBERS;
    if (strcmp(text, "members") == 0)
        return true;
    report_at(s.at, SEVERITY_ERROR, s.node, s.key, N_("代表队写 teams，个人写 members"),
              N_("不认识“%.40s”"), text);
    return false;
}

bool subject_fits(struct pre_loader *l, struct spot s, enum side side, int subject)
{
    if (side == SIDE_TEAMS || subject == SUBJECT_TOTAL || !l->p->exams[subject].team)
        return true;
    report_at(s.at, SEVERITY_ERROR, s.node, s.key, N_("只用个人科目或 total"),
              N_("“%s”是团队科目，不分个人"), l->p->exams[subject].name);
    return false;
}

/* ---- files ---- */

static bool source_open(struct arena *a, const char *dir, const char *name,
                        struct folder_report *report, const char *remedy, struct file_text *out)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    const char *why = file_read(a, path, FOLDER_FILE_BYTES_MAX, out);
    if (why)
        folder_report_add(report, SEVERITY_ERROR, (struct place){.file = name},
                          words_tr(report->words, why), words_tr(report->words, remedy));
    return !why;
}

/* ---- both documents ---- */

static void load_rules(struct pre_loader *l, struct file_text rules)
{
    struct document d;
    if (!document_open(&d, l->arena, l->report, RULES_FILE, rules.text, rules.size,
                       &preliminary_rules_schema))
        return;
    rules_load(l, &d);
    marks_check(l);
    lists_load(l, &d);
    document_close(&d);
}

static void load_both(struct pre_loader *l, struct file_text marks, struct file_text rules)
{
    struct document d;
    if (!document_open(&d, l->arena, l->report, MARKS_FILE, marks.text, marks.size,
                       &preliminary_marks_schema))
        return;
    size_t errors = l->report->errors;
    marks_load(l, &d);
    if (l->report->errors == errors || l->p->exam_count > 0)
        load_rules(l, rules);
    document_close(&d);
}

static struct preliminary *load(struct arena *a, struct file_text marks, struct file_text rules,
                                struct folder_report *report)
{
    size_t errors = report->errors;
    struct preliminary *p = arena_alloc(a, sizeof *p);
    struct pre_loader l = {.arena = a, .report = report, .p = p};
    p->arena = a;
    p->organisation = "";
    load_both(&l, marks, rules);
    folder_report_sort(report);
    if (report->errors > errors) {
        arena_destroy(a);
        return NULL;
    }
    preliminary_sum(p);
    return p;
}

struct preliminary *preliminary_load_texts(const char *marks, size_t marks_size, const char *rules,
                                           size_t rules_size, struct folder_report *report)
{
    struct arena *a = arena_create();
    if (!a)
        return NULL;
    return load(a, (struct file_text){arena_copy(a, marks, marks_size), marks_size},
                (struct file_text){arena_copy(a, rules, rules_size), rules_size}, report);
}

struct preliminary *preliminary_load(const char *dir, struct folder_report *report)
{
    struct arena *a = arena_create();
    struct file_text marks, rules;
    if (!a)
        return NULL;
    bool have = source_open(a, dir, MARKS_FILE, report,
                            N_("先用 leitai import 导入成绩表（代表队、姓名、各科成绩）"), &marks);
    have &= source_open(a, dir, RULES_FILE, report,
                        N_("新建这个文件，写各科权重和晋级名额，例如 exams: [{name: 理论, weight: "
                           "100}] 和 qualify: 10"),
                        &rules);
    if (have)
        return load(a, marks, rules, report);
    arena_destroy(a);
    return NULL;
}

void preliminary_destroy(struct preliminary *p)
{
    if (p)
        arena_destroy(p->arena); /* p itself lives in it */
}
