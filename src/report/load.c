/* From a journal to a report: the fold. */
#include "report/internal.h"

#include "contest/undo.h"
#include "folder/folder.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Far more than a show needs, touched only as used: no step back is ever forgotten here, whatever
 * the live show had. */
enum { UNDO_BYTES = 64 << 20 };

/* What undo takes back: a change, a press or a decision made at an undo depth. */
struct mark {
    int depth;
    enum { MARK_CHANGE, MARK_PRESS, MARK_DECISION } kind;
    size_t index;
};

struct marks {
    struct mark *at;
    size_t count;
};

struct fold {
    struct report *r;
    struct report_error *e;
    struct undo *undo;
    unsigned char *memory;
    struct marks live, taken_back;
    struct tie_decision *decisions;
    size_t decision_count;
};

static bool push(struct marks *m, struct mark mark)
{
    if (!report_grow((void **)&m->at, m->count, sizeof *m->at))
        return false;
    m->at[m->count++] = mark;
    return true;
}

static int64_t *undone_by(struct fold *f, const struct mark *m)
{
    switch (m->kind) {
    case MARK_CHANGE:
        return &f->r->changes[m->index].undone_by;
    case MARK_PRESS:
        return &f->r->presses[m->index].undone_by;
    default:
        return &f->decisions[m->index].undone_by;
    }
}

/* Follows one undo or redo: what lies deeper than the state now is taken back, the rest stands. */
static bool follow_undo(struct fold *f, int64_t row)
{
    int depth = contest_undo_depth(f->r->contest);
    struct marks *live = &f->live, *back = &f->taken_back;
    while (live->count && live->at[live->count - 1].depth > depth) {
        struct mark m = live->at[--live->count];
        *undone_by(f, &m) = row;
        if (!push(back, m))
            return false;
    }
    while (back->count && back->at[back->count - 1].depth <= depth) {
        struct mark m = back->at[--back->count];
        *undone_by(f, &m) = 0;
        if (!push(live, m))
            return false;
    }
    return true;
}

static bool add_mark(struct fold *f, int kind, size_t index)
{
    return push(&f->live, (struct mark){contest_undo_depth(f->r->contest), kind, index});
}

static bool add_changes(struct fold *f, const struct journal_row *row, int before)
{
    struct report *r = f->r;
    const struct state *s = &r->contest->state;
    for (int i = before; i < s->ledger_count; i++) {
        if (!report_grow((void **)&r->changes, r->change_count, sizeof *r->changes))
            return false;
        struct report_change *c = &r->changes[r->change_count];
        *c =
            (struct report_change){.entry = s->ledger[i], .row = row->seq, .wall_us = row->wall_us};
        c->total_cp = contest_score_cp(r->contest, c->entry.seat);
        for (int k = i + 1; k < s->ledger_count; k++)
            if (s->ledger[k].seat == c->entry.seat)
                c->total_cp -= s->ledger[k].points_cp;
        if (!add_mark(f, MARK_CHANGE, r->change_count++))
            return false;
    }
    return true;
}

/* The press all others of its go call are measured against. */
static const struct press *first_press(const struct state *s, const struct input *in)
{
    const struct press *p = NULL;
    if (s->winner_press >= 0)
        p = &s->presses[s->winner_press];
    for (int i = 0; !p && i < s->press_count; i++)
        if (s->presses[i].verdict == VERDICT_TIED)
            p = &s->presses[i];
    return p && (p->seat != in->seat || p->press_us != in->press_us) ? p : NULL;
}

static bool add_press(struct fold *f, const struct journal_row *row)
{
    struct report *r = f->r;
    const struct state *s = &r->contest->state;
    const struct input *in = &row->in;
    if (!report_grow((void **)&r->presses, r->press_count, sizeof *r->presses))
        return false;
    struct report_press *p = &r->presses[r->press_count];
    *p = (struct report_press){.row = row->seq,
                               .wall_us = row->wall_us - (in->at_us - in->press_us),
                               .press_us = in->press_us,
                               .lo_us = in->lo_us,
                               .hi_us = in->hi_us,
                               .arrived_us = in->arrived_us,
                               .uncertainty_us = row->press.uncertainty_us,
                               .box = in->box,
                               .button = in->button,
                               .flags = in->flags,
                               .round = (int16_t)s->round,
                               .question = (int16_t)(s->question >= 0 ? s->asked : 0),
                               .question_index = (int16_t)s->question,
                               .seat = (uint8_t)in->seat,
                               .verdict = (uint8_t)row->press.verdict,
                               .go_call = s->go_calls};
    const struct press *first = first_press(s, in);
    p->has_margin = first && (p->verdict == VERDICT_LATER || p->verdict == VERDICT_TIED ||
                              p->verdict == VERDICT_LATE);
    p->margin_us = p->has_margin ? in->press_us - first->press_us : 0;
    p->has_go = s->question >= 0 && s->go_at_us > 0;
    p->since_go_us = p->has_go ? in->press_us - s->go_at_us : 0;
    return add_mark(f, MARK_PRESS, r->press_count++);
}

/* A later press or the host may change how an earlier press of the question ended. */
static void refresh_verdicts(struct report *r)
{
    const struct state *s = &r->contest->state;
    for (int i = 0; i < s->press_count; i++)
        for (size_t k = r->press_count; k > 0; k--) {
            struct report_press *p = &r->presses[k - 1];
            if (p->round != s->round || p->question_index != s->question)
                break;
            if (p->seat == s->presses[i].seat && p->press_us == s->presses[i].press_us) {
                p->verdict = s->presses[i].verdict;
                break;
            }
        }
}

static bool add_decision(struct fold *f, const struct journal_row *row)
{
    if (!report_grow((void **)&f->decisions, f->decision_count, sizeof *f->decisions))
        return false;
    struct tie_decision *d = &f->decisions[f->decision_count];
    *d = (struct tie_decision){.seat = row->in.seat};
    plain_text(row->in.text, false, d->reason, sizeof d->reason);
    return add_mark(f, MARK_DECISION, f->decision_count++);
}

static bool add_lines(struct report *r, const struct journal_row *row)
{
    for (int i = 0; i < row->says.count; i++) {
        char text[SAYS_TEXT * 3];
        plain_text(row->says.line[i], false, text, sizeof text);
        if (!report_grow((void **)&r->lines, r->line_count, sizeof *r->lines))
            return false;
        struct report_line *line = &r->lines[r->line_count];
        *line = (struct report_line){row->seq, row->in.at_us, row->wall_us, strdup(text)};
        if (!line->text)
            return false;
        r->line_count++;
    }
    return true;
}

static bool keep_row(struct fold *f, const struct journal_row *row, int ledger_before)
{
    struct report *r = f->r;
    const struct input *in = &row->in;
    bool command = in->kind == INPUT_COMMAND;
    bool ok = add_lines(r, row);
    if (command && (in->command == COMMAND_UNDO || in->command == COMMAND_REDO))
        return ok && follow_undo(f, row->seq);
    if (contest_redo_depth(r->contest) == 0)
        f->taken_back.count = 0;
    ok = ok && add_changes(f, row, ledger_before);
    if (in->kind == INPUT_PRESS)
        ok = ok && add_press(f, row);
    if (command && in->command == COMMAND_DECIDE_TIE)
        ok = ok && add_decision(f, row);
    refresh_verdicts(r);
    return ok;
}

static bool replay_row(struct fold *f, const struct journal_row *row, struct says *says)
{
    struct contest *c = f->r->contest;
    int before = c->state.ledger_count;
    enum step step = contest_step(c, &row->in, says);
    if (step != STEP_DONE || contest_digest(c) != row->digest)
        return report_fail(f->e, TR(f->r->words, "第 %" PRId64 " 条记录重演后与当时的状态不一致"),
                           row->seq,
                           TR(f->r->words, "先用 leitai verify 查日志；用写日志的那一版程序再试"));
    f->r->entries = row->seq;
    f->r->end_us = row->wall_us;
    if (!keep_row(f, row, before))
        return report_fail_memory(f->e, f->r->words);
    return true;
}

static bool replay(struct fold *f, struct journal *j)
{
    struct journal_error je;
    struct journal_cursor *cursor = journal_read(j, 1, true, &je);
    struct journal_row *row = calloc(1, sizeof *row);
    struct says *says = calloc(1, sizeof *says);
    bool ok = row && says;
    int more = cursor ? 1 : -1;
    if (!ok)
        report_fail_memory(f->e, f->r->words);
    while (ok && cursor && (more = journal_next(cursor, row, &je)) == 1)
        ok = replay_row(f, row, says);
    if (ok && more < 0)
        ok = report_fail_text(f->e, je.what, je.remedy);
    journal_cursor_destroy(cursor);
    free(row);
    free(says);
    return ok;
}

/* The changes that stand must be the ledger of the last state, entry by entry. */
static bool changes_agree(struct fold *f)
{
    const struct state *s = &f->r->contest->state;
    int n = 0;
    for (size_t i = 0; i < f->r->change_count; i++) {
        const struct report_change *c = &f->r->changes[i];
        if (c->undone_by)
            continue;
        if (n >= s->ledger_count || s->ledger[n].seq != c->entry.seq ||
            s->ledger[n].points_cp != c->entry.points_cp || s->ledger[n].seat != c->entry.seat)
            break;
        n++;
    }
    return n == s->ledger_count ||
           report_fail_text(f->e, TR(f->r->words, "计分流水与最后得分对不上，没有写结果"),
                            TR(f->r->words, "请保留日志并报告这个错误"));
}

static bool load_definition(struct report *r, struct journal *j, struct report_error *e)
{
    size_t count;
    const struct journal_file *from = journal_files(j, &count);
    struct folder_file *files = calloc(count + 1, sizeof *files);
    if (!files)
        return report_fail_memory(e, r->words);
    for (size_t i = 0; i < count; i++)
        files[i] = (struct folder_file){from[i].path, from[i].text, from[i].size};
    struct folder_report found;
    folder_report_init(&found);
    found.words = r->words;
    r->folder = folder_load_files(files, count, &found);
    for (size_t i = 0; !r->folder && i < found.count; i++)
        if (found.findings[i].severity == SEVERITY_ERROR) {
            const struct finding *x = &found.findings[i];
            snprintf(e->what, sizeof e->what, TR(r->words, "日志里的竞赛定义读不懂：%s:%d：%s"),
                     x->file, x->line, x->message);
            snprintf(e->remedy, sizeof e->remedy, "%s", TR(r->words, "用写日志的那一版程序再试"));
            break;
        }
    folder_report_finish(&found);
    free(files);
    if (r->folder)
        r->def = &r->folder->def;
    return r->folder != NULL;
}

static bool load_meta(struct report *r, const struct journal *j, struct report_error *e)
{
    const struct journal_meta *meta = journal_meta(j);
    r->begin_us = r->end_us = meta->base_wall_us;
    r->rehearsal = meta->rehearsal;
    r->finished = journal_is_finished(j);
    snprintf(r->head, sizeof r->head, "%s", journal_head(j));
    size_t size = strlen(r->def->title) + 32;
    r->title = malloc(size);
    if (!r->title)
        return report_fail_memory(e, r->words);
    snprintf(r->title, size, "%s%s", r->def->title, r->rehearsal ? TR(r->words, "（彩排）") : "");
    return true;
}

static bool fold_prepare(struct fold *f, const struct journal *j)
{
    f->undo = calloc(1, sizeof *f->undo);
    f->memory = malloc(UNDO_BYTES);
    f->r->contest = calloc(1, sizeof *f->r->contest);
    if (!f->undo || !f->memory || !f->r->contest)
        return report_fail_memory(f->e, f->r->words);
    undo_init(f->undo, f->memory, UNDO_BYTES);
    contest_init(f->r->contest, f->r->def, NULL, f->undo);
    contest_play_as(f->r->contest, journal_meta(j)->format);
    return true;
}

static void fold_finish(struct fold *f)
{
    if (f->r->contest)
        f->r->contest->undo = NULL;
    free(f->undo);
    free(f->memory);
    free(f->live.at);
    free(f->taken_back.at);
    free(f->decisions);
}

static void note_problem(void *ctx, bool problem, const char *line)
{
    struct report *r = ctx;
    if (problem && !r->problem[0])
        plain_text(line, false, r->problem, sizeof r->problem);
}

static bool load(struct report *r, const char *path, struct report_error *e)
{
    struct journal_error je = {0};
    struct journal_proof proof = {0};
    struct journal_open_options how = {.words = r->words};
    struct journal *j = journal_open(path, &how, &je);
    if (!j)
        return report_fail_text(e, je.what, je.remedy);
    struct fold f = {.r = r, .e = e};
    bool ok = load_definition(r, j, e) && load_meta(r, j, e) && fold_prepare(&f, j) &&
              replay(&f, j) && changes_agree(&f);
    if (ok)
        report_derive(r, f.decisions, f.decision_count);
    journal_close(j);
    if (ok && !journal_verify(path, r->words, note_problem, r, &proof))
        r->problems = proof.problems ? proof.problems : 1;
    fold_finish(&f);
    return ok;
}

bool report_load(struct report *r, const char *path, const struct words *words,
                 struct report_error *e)
{
    memset(r, 0, sizeof *r);
    memset(e, 0, sizeof *e);
    r->words = words;
    if (load(r, path, e))
        return true;
    report_finish(r);
    return false;
}

void report_finish(struct report *r)
{
    for (size_t i = 0; i < r->line_count; i++)
        free(r->lines[i].text);
    free(r->lines);
    free(r->changes);
    free(r->presses);
    free(r->title);
    free(r->contest);
    folder_destroy(r->folder);
    memset(r, 0, sizeof *r);
}
