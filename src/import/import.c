#include "import/import.h"

#include <string.h>

#include "import/model.h"
#include "words/words.h"

enum { PASSES_MAX = 8 };

static void take(struct model *m, const struct table *t)
{
    static void (*const takers[])(struct model *, const struct table *) = {
        [TABLE_QUESTIONS] = take_questions,
        [TABLE_TEAMS] = take_teams,
        [TABLE_PEOPLE] = take_people,
        [TABLE_SCORES] = take_scores,
    };
    takers[t->kind](m, t);
}

/* Teams before the people in them, whatever the order of the tables. */
static void take_all(struct model *m, const struct table *tables, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (tables[i].kind != TABLE_PEOPLE)
            take(m, &tables[i]);
    for (size_t i = 0; i < count; i++)
        if (tables[i].kind == TABLE_PEOPLE)
            take(m, &tables[i]);
}

/* A number twice among the tables themselves: told in rows, which the check of the YAML can't. */
static void check_ids(struct model *m)
{
    const struct words *w = m->report->words;
    for (size_t i = 0; i < m->question_count; i++) {
        const struct new_question *q = &m->questions[i];
        size_t slot = 0;
        for (const char *c = q->id; *c; c++)
            slot = slot * 31 + (unsigned char)*c;
        const struct new_question **at = &m->by_id[slot % IDS_SLOTS];
        while (*at && strcmp((*at)->id, q->id) != 0)
            at = at + 1 < m->by_id + IDS_SLOTS ? at + 1 : m->by_id;
        if (!*at) {
            *at = q;
            continue;
        }
        char message[200];
        snprintf(message, sizeof message, TR(w, N_("编号 %.40s 已经用过（%.80s 第 %d 行）")), q->id,
                 (*at)->table->file, (*at)->row->number);
        cell_report(q->table, SEVERITY_ERROR, q->row->number, COLUMN_ID, message,
                    N_("给这道题另一个编号"));
    }
}

/* Partial: leaves out bad rows until the rest is sound. False: it can't be made sound. */
static bool without_bad_rows(struct model *m, struct outputs *out, size_t from)
{
    drop_bad_rows(m, m->report, from);
    for (int pass = 0; pass < PASSES_MAX; pass++) {
        struct folder_report scratch;
        folder_report_init(&scratch);
        outputs_free(out);
        bool built = outputs_build(m, out);
        if (built)
            outputs_check(m, out, &scratch);
        bool sound = built && scratch.errors == 0;
        drop_bad_rows(m, &scratch, 0);
        folder_report_finish(&scratch);
        if (sound || !built)
            return sound;
    }
    return false;
}

static int import_all(struct model *m, struct table *tables, size_t count, bool partial)
{
    struct folder_report *r = m->report;
    struct outputs out = {.count = 0};
    size_t from = m->from, errors = m->errors;
    take_all(m, tables, count);
    check_ids(m);
    bool ok = outputs_build(m, &out);
    if (ok)
        outputs_check(m, &out, r);
    if (ok && r->errors > errors)
        ok = partial && r->dropped == 0 && without_bad_rows(m, &out, from);
    ok = ok && out.rows > 0 && outputs_write(m, &out);
    int rows = ok ? out.rows : -1;
    outputs_free(&out);
    return rows;
}

int import_tables(const char *dir, const char *const *paths, size_t count, bool partial,
                  struct folder_report *report)
{
    struct arena *a = arena_create();
    if (!a)
        return -1;
    struct model m = {
        .arena = a, .report = report, .dir = dir, .from = report->count, .errors = report->errors};
    m.by_id = arena_array(a, IDS_SLOTS, sizeof *m.by_id);
    struct table *tables = arena_array(a, count ? count : 1, sizeof *tables);
    size_t readable = 0;
    bool contest = target_load(&m);
    for (size_t i = 0; i < count; i++)
        readable += table_read(&tables[readable], a, paths[i], report);
    int rows = -1;
    /* An unreadable table is not a bad row: partial or not, nothing is written. */
    if (contest && readable == count && count > 0)
        rows = import_all(&m, tables, readable, partial);
    folder_report_sort(report);
    arena_destroy(a);
    return rows;
}
