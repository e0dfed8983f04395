/* A journal played back from itself. */
#include "show/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct folder *folder_of(struct journal *j, const struct words *words,
                                struct journal_error *e)
{
    size_t count;
    const struct journal_file *files = journal_files(j, &count);
    struct folder_file *copy = calloc(count + 1, sizeof *copy);
    struct folder_report report;
    folder_report_init(&report);
    report.words = words;
    struct folder *f = NULL;
    for (size_t i = 0; copy && i < count; i++)
        copy[i] = (struct folder_file){files[i].path, files[i].text, files[i].size};
    if (copy)
        f = folder_load_files(copy, count, &report);
    if (!f) {
        e->kind = JOURNAL_DAMAGED;
        snprintf(e->what, sizeof e->what, TR(words, "日志里的竞赛定义读不出：%s 第 %d 行 %.120s"),
                 report.count ? report.findings[0].file : "",
                 report.count ? report.findings[0].line : 0,
                 report.count ? report.findings[0].message : "");
        snprintf(e->remedy, sizeof e->remedy, "%s", TR(words, "用写下这份日志的 leitai 版本打开"));
    }
    folder_report_finish(&report);
    free(copy);
    return f;
}

static bool fold(struct show_replay *r, struct journal *j, const struct words *words,
                 show_each each, void *ctx, struct journal_error *e)
{
    struct journal_cursor *cursor = journal_read(j, 1, true, e);
    struct journal_row *row = malloc(sizeof *row);
    struct says *says = malloc(sizeof *says);
    int got = cursor && row && says ? 1 : -1;
    while (got == 1 && (got = journal_next(cursor, row, e)) == 1) {
        contest_step(&r->contest, &row->in, says);
        r->entries = row->seq;
        if (contest_digest(&r->contest) != row->digest) {
            e->kind = JOURNAL_DAMAGED;
            snprintf(e->what, sizeof e->what, TR(words, "日志 %s 第 %lld 条重放后的状态与记录不符"),
                     journal_path(j), (long long)row->seq);
            snprintf(e->remedy, sizeof e->remedy, "%s",
                     TR(words,
                        "用写下这份日志的 leitai 版本打开，或用 leitai verify 查看；文件没有改动"));
            got = -1;
        } else if (each && !each(ctx, r, row)) {
            got = 0;
        }
    }
    free(says);
    free(row);
    journal_cursor_destroy(cursor);
    return got == 0;
}

bool show_replay(struct show_replay *r, const char *path, const struct words *words, show_each each,
                 void *ctx, struct journal_error *e)
{
    memset(r, 0, sizeof *r);
    *e = (struct journal_error){0};
    struct journal_open_options open = {.words = words};
    struct journal *j = journal_open(path, &open, e);
    bool ok = false;
    if (!j)
        return false;
    r->folder = folder_of(j, words, e);
    r->undo = calloc(1, sizeof *r->undo);
    r->undo_memory = malloc(UNDO_BYTES);
    if (r->folder && r->undo && r->undo_memory) {
        undo_init(r->undo, r->undo_memory, UNDO_BYTES);
        contest_init(&r->contest, &r->folder->def, words, r->undo);
        contest_play_as(&r->contest, journal_meta(j)->format);
        ok = fold(r, j, words, each, ctx, e);
    }
    journal_close(j);
    return ok;
}

void show_replay_finish(struct show_replay *r)
{
    folder_destroy(r->folder);
    free(r->undo);
    free(r->undo_memory);
    memset(r, 0, sizeof *r);
}
