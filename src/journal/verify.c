/* Proof that a journal is whole and unaltered, or where it is not. */
#include "journal/internal.h"
#include "words/words.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { PROBLEMS_TOLD = 100 };

struct prover {
    sqlite3 *db;
    const struct words *words;
    journal_report report;
    void *ctx;
    struct journal_proof *proof;
};

__attribute__((format(printf, 2, 3))) static void problem(struct prover *p, const char *format, ...)
{
    char line[512];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    if (p->report && p->proof->problems < PROBLEMS_TOLD)
        p->report(p->ctx, true, line);
    p->proof->problems++;
}

/* Reading ended with `rc`: the file is damaged, or the disk did not give it. */
static void read_problem(struct prover *p, int rc)
{
    struct journal_error e;
    int kind = rc & 0xFF;
    if (kind != SQLITE_IOERR && kind != SQLITE_CANTOPEN && kind != SQLITE_PERM &&
        kind != SQLITE_NOMEM && kind != SQLITE_BUSY) {
        problem(p, TR(p->words, "文件读不出来：%s"), sqlite3_errmsg(p->db));
        return;
    }
    int system = sqlite3_system_errno(p->db);
    error_set(&e, p->words, JOURNAL_UNREADABLE, sqlite3_db_filename(p->db, "main"),
              system ? strerror(system) : sqlite3_errstr(rc));
    problem(p, "%s", e.what);
    p->proof->unread = true;
    snprintf(p->proof->remedy, sizeof p->proof->remedy, "%s", e.remedy);
}

static const char *text(sqlite3_stmt *s, int column)
{
    const char *t = (const char *)sqlite3_column_text(s, column);
    return t ? t : "";
}

static void prove_structure(struct prover *p)
{
    sqlite3_stmt *s = NULL;
    int rc = sqlite3_prepare_v2(p->db, "PRAGMA integrity_check(20)", -1, &s, NULL);
    while (rc == SQLITE_OK && (rc = sqlite3_step(s)) == SQLITE_ROW) {
        if (strcmp(text(s, 0), "ok") != 0)
            problem(p, TR(p->words, "数据库结构损坏：%s"), text(s, 0));
        rc = SQLITE_OK;
    }
    sqlite3_finalize(s);
    if (rc != SQLITE_DONE)
        read_problem(p, rc);
}

static void prove_files(struct prover *p)
{
    sqlite3_stmt *s = NULL;
    int rc = sqlite3_prepare_v2(p->db, "SELECT path, sha256, text FROM file", -1, &s, NULL);
    while (rc == SQLITE_OK && (rc = sqlite3_step(s)) == SQLITE_ROW) {
        char sum[JOURNAL_HASH_TEXT];
        const char *body = (const char *)sqlite3_column_blob(s, 2);
        hash_text(body ? body : "", (size_t)sqlite3_column_bytes(s, 2), sum);
        if (strcmp(sum, text(s, 1)) != 0)
            problem(p, TR(p->words, "竞赛文件 %s 被改动"), text(s, 0));
        rc = SQLITE_OK;
    }
    sqlite3_finalize(s);
    if (rc != SQLITE_DONE)
        read_problem(p, rc);
}

struct head {
    int64_t seq, wall_us;
    char chain[JOURNAL_HASH_TEXT];
    bool there;
};

static struct head read_head(sqlite3 *db, const char *what)
{
    struct head head = {0};
    sqlite3_stmt *s = NULL;
    if (sqlite3_prepare_v2(db, "SELECT seq, wall_us, chain FROM head WHERE what=?1", -1, &s,
                           NULL) == SQLITE_OK) {
        sqlite3_bind_text(s, 1, what, -1, SQLITE_STATIC);
        if (sqlite3_step(s) == SQLITE_ROW) {
            head.there = true;
            head.seq = sqlite3_column_int64(s, 0);
            head.wall_us = sqlite3_column_int64(s, 1);
            snprintf(head.chain, sizeof head.chain, "%s", text(s, 2));
        }
    }
    sqlite3_finalize(s);
    return head;
}

/* Rows of other tables that name an entry before `seq` which is not there. */
static void prove_orphans(struct prover *p, struct walk *w, int64_t seq)
{
    for (int t = TABLE_PRESS; t < TABLE_COUNT; t++)
        for (; w->state[t] == SQLITE_ROW && walk_seq(w, t) < seq; walk_step(w, t))
            problem(p, TR(p->words, "%s 表有一行属于并不存在的第 %lld 条"), journal_tables[t].name,
                    (long long)walk_seq(w, t));
}

static void prove_gap(struct prover *p, int64_t from, int64_t to)
{
    if (from == to)
        problem(p, TR(p->words, "缺少第 %lld 条"), (long long)from);
    else
        problem(p, TR(p->words, "缺少第 %lld 至 %lld 条"), (long long)from, (long long)to);
}

/* One entry: in its place, and as it was written. After a break the stored chain is taken on, so
 * that only what was altered is named. */
static void prove_entry(struct prover *p, struct walk *w, int64_t *expected, char *previous)
{
    sqlite3_stmt *s = w->stmt[TABLE_ENTRY];
    char chain[JOURNAL_HASH_TEXT], stored[JOURNAL_HASH_TEXT];
    int64_t seq = walk_seq(w, TABLE_ENTRY);
    bool gap = seq != *expected;
    prove_orphans(p, w, seq);
    if (gap)
        prove_gap(p, *expected, seq - 1);
    snprintf(stored, sizeof stored, "%s", text(s, ENTRY_CHAIN));
    const char *command = text(s, ENTRY_COMMAND);
    const char *name = *command ? command : text(s, ENTRY_KIND);
    int64_t seat = sqlite3_column_int64(s, ENTRY_SEAT);
    walk_chain(w, previous, chain);
    if (!gap && strcmp(chain, stored) != 0)
        problem(p, TR(p->words, "第 %lld 条（%s，台号 %lld）或它的抢答、计分、说明行被改动"),
                (long long)seq, name, (long long)seat);
    snprintf(previous, JOURNAL_HASH_TEXT, "%s", stored);
    *expected = seq + 1;
    p->proof->entries++;
}

static void prove_end(struct prover *p, int64_t count, const char *last_chain)
{
    struct head last = read_head(p->db, "last"), end = read_head(p->db, "finished");
    char chain[JOURNAL_HASH_TEXT];
    snprintf(chain, sizeof chain, "%s", last_chain);
    if (end.there) {
        p->proof->finished = true;
        chain_finish(last_chain, end.seq, end.wall_us, chain);
        if (end.seq == count && strcmp(chain, end.chain) != 0)
            problem(p, "%s", TR(p->words, "封存标记被改动"));
    }
    if (!last.there)
        problem(p, "%s", TR(p->words, "缺少末尾标记"));
    else if (last.seq > count)
        prove_gap(p, count + 1, last.seq);
    else if (last.seq < count)
        problem(p, TR(p->words, "第 %lld 条之后有外来的条目"), (long long)last.seq);
    else if (strcmp(last.chain, chain) != 0)
        problem(p, "%s", TR(p->words, "末尾标记与最后一条不符"));
    snprintf(p->proof->head, sizeof p->proof->head, "%s", chain);
}

static void prove_entries(struct prover *p)
{
    char previous[JOURNAL_HASH_TEXT], start[JOURNAL_HASH_TEXT];
    struct head head = read_head(p->db, "start");
    int64_t expected = 1;
    struct walk w;
    if (!chain_start(p->db, start) || strcmp(start, head.chain) != 0)
        problem(p, "%s", TR(p->words, "比赛信息、竞赛文件或表的结构被改动"));
    snprintf(previous, sizeof previous, "%s", head.chain);
    int rc = walk_open(&w, p->db, INT64_MIN, true);
    if (rc != SQLITE_OK) {
        read_problem(p, rc);
        return;
    }
    for (; w.state[TABLE_ENTRY] == SQLITE_ROW; walk_step(&w, TABLE_ENTRY))
        prove_entry(p, &w, &expected, previous);
    prove_orphans(p, &w, INT64_MAX);
    if (walk_error(&w) != SQLITE_DONE)
        read_problem(p, walk_error(&w));
    walk_close(&w);
    prove_end(p, expected - 1, previous);
}

static void prove_pages(struct prover *p)
{
    struct pagesum_result r;
    int rc = pagesum_check(p->db, &r);
    if (rc != SQLITE_OK)
        read_problem(p, rc);
    if (r.bad > 0)
        problem(p, TR(p->words, "文件第 %lld 页被改动（共 %lld 页）"), (long long)r.first_bad,
                (long long)r.bad);
    if (r.extra_bytes > 0)
        problem(p, "%s", TR(p->words, "文件末尾被截断或多出内容"));
}

void prove(sqlite3 *db, const struct words *words, journal_report report, void *ctx,
           struct journal_proof *proof)
{
    struct prover p = {db, words, report, ctx, proof};
    /* One read transaction: the writer may go on meanwhile. */
    sqlite3_exec(db, "BEGIN", NULL, NULL, NULL);
    prove_pages(&p);
    prove_structure(&p);
    prove_files(&p);
    prove_entries(&p);
    sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
}

/* A show in progress may be writing the log right now: look again before saying anything. */
static void prove_log(struct prover *p, const char *path)
{
    int64_t frame = 0;
    enum wal_finding found = walcheck(path, &frame);
    for (int i = 0; i < 3 && found > WAL_WHOLE && lock_is_held(path); i++) {
        usleep(100000);
        found = walcheck(path, &frame);
    }
    if (found == WAL_DAMAGED)
        problem(p, TR(p->words, "写前日志（-wal）第 %lld 帧被改动，其后的条目会丢失"),
                (long long)frame);
    else if (found == WAL_TORN)
        problem(p, TR(p->words, "写前日志（-wal）第 %lld 帧不完整：断电或被改动"),
                (long long)frame);
}

/* Errors that say nothing about what stands in the file. */
static bool nothing_read(enum journal_error_kind kind)
{
    return kind == JOURNAL_MISSING || kind == JOURNAL_UNREADABLE || kind == JOURNAL_IO ||
           kind == JOURNAL_READ_ONLY || kind == JOURNAL_LOCKED || kind == JOURNAL_NEWER;
}

bool journal_verify(const char *path, const struct words *words, journal_report report, void *ctx,
                    struct journal_proof *proof)
{
    struct journal_error e;
    struct prover p = {NULL, words, report, ctx, proof};
    memset(proof, 0, sizeof *proof);
    if (access(path, F_OK) == 0)
        prove_log(&p, path);
    struct journal *j = journal_open(path, &(struct journal_open_options){.words = words}, &e);
    if (!j) {
        problem(&p, "%s", e.what);
        proof->unread = nothing_read(e.kind);
        if (proof->unread)
            snprintf(proof->remedy, sizeof proof->remedy, "%s", e.remedy);
        return false;
    }
    prove(j->db, words, report, ctx, proof);
    journal_close(j);
    return proof->problems == 0;
}
