/* A scratch folder and made-up journals in it, for the tests of the journal room. Each test program
 * uses part of it. */
#ifndef LEITAI_TEST_JOURNAL_KIT_H
#define LEITAI_TEST_JOURNAL_KIT_H

#include "journal/journal.h"

#include "scratch.h"

#include <check.h>
#include <dirent.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#pragma GCC diagnostic ignored "-Wunused-function"

/* ---- a scratch folder and made-up entries -----------------------------------------------------
 */

static char folder[256], path[512];

static void setup(void)
{
    scratch_make("journal", folder, sizeof folder);
    ck_assert_ptr_nonnull(journal_name(folder, false, path, sizeof path));
}

static void teardown(void)
{
    scratch_remove(folder);
}

#define CONTEST_TEXT "title: 决赛\nteams: 10\n"
#define RISK_TEXT    "- 题目\t\\ 一\n"
static const struct journal_file definition[] = {
    {"contest.yaml", CONTEST_TEXT, sizeof CONTEST_TEXT - 1},
    {"questions/risk.yaml", RISK_TEXT, sizeof RISK_TEXT - 1},
};

static const struct journal_meta meta = {.title = "遵义决赛",
                                         .definition = "d1",
                                         .program = "leitai test",
                                         .rehearsal = false,
                                         .base_wall_us = 1700000000000000};

static struct journal *create(void)
{
    struct journal_error e;
    struct journal *j = journal_create(path, &meta, definition, 2, NULL, &e);
    ck_assert_msg(j != NULL, "%s", e.what);
    return j;
}

static struct journal *open_for(bool write)
{
    struct journal_error e;
    struct journal *j = journal_open(path, &(struct journal_open_options){.write = write}, &e);
    ck_assert_msg(j != NULL, "%s", e.what);
    return j;
}

/* Everything the n-th entry of the made-up show consists of. */
struct made {
    struct input in;
    struct says says;
    struct press_result press;
    struct ledger_entry ledger[2];
    struct journal_record record;
};

static void make(struct made *m, int n)
{
    memset(m, 0, sizeof *m);
    m->in.at_us = n * 1000000LL + 7;
    m->in.kind = (enum input_kind)(n % 5);
    m->says.count = n % 4;
    for (int i = 0; i < m->says.count; i++)
        snprintf(m->says.line[i], SAYS_TEXT, "%d 台答对\t加 %d 分\\ 第 %d 行\n", n % 24, n, i);
    m->record = (struct journal_record){.in = &m->in,
                                        .says = &m->says,
                                        .phase = phase_names[n % PHASE_NUMBER],
                                        .digest = 0xfedcba9876543210u ^ (uint64_t)n << 40,
                                        .wall_us = meta.base_wall_us + m->in.at_us,
                                        .ledger_count = n / 5 * 2};
    if (m->in.kind == INPUT_COMMAND) {
        m->in.command = (enum command)(n / 5 % COMMAND_COUNT);
        m->in.seat = n % 25;
        m->in.number = -n;
        m->in.value = n % 3 ? n : MARK_ABSTAIN;
        snprintf(m->in.text, sizeof m->in.text, "理由 “%d”\t\\", n);
        for (int i = 0; n > 0 && i < 2; i++)
            m->ledger[i] = (struct ledger_entry){.at_us = m->in.at_us,
                                                 .seq = n / 5 * 2 - 1 + i,
                                                 .points_cp = n * 25 - 500,
                                                 .asked_cp = n * 25,
                                                 .round = (int16_t)(n % 4 - 1),
                                                 .question_index = -1,
                                                 .seat = (uint8_t)(1 + n % 24),
                                                 .cause = (uint8_t)(n % CAUSE_COUNT),
                                                 .reason = "误判"};
        m->record.ledger = m->ledger;
        m->record.ledger_new = n > 0 ? 2 : 0;
    } else if (m->in.kind == INPUT_PRESS) {
        m->in.seat = 1 + n % 24;
        m->in.press_us = m->in.at_us - 300;
        m->in.lo_us = m->in.at_us - 400;
        m->in.hi_us = m->in.at_us - 200;
        m->in.arrived_us = m->in.at_us - 5;
        m->in.box = n % 64;
        m->in.button = n % 4;
        m->in.flags = n % 16;
        m->press = (struct press_result){(enum verdict)(n % VERDICT_COUNT), -n, 400};
        m->record.press = &m->press;
    } else if (m->in.kind == INPUT_BOX) {
        m->in.seat = 3;
        m->in.value = BOX_LOST;
    }
}

static bool append(struct journal *j, int n, struct journal_error *e)
{
    struct made m;
    make(&m, n);
    return journal_append(j, &m.record, e);
}

static void append_all(struct journal *j, int from, int to)
{
    struct journal_error e;
    for (int n = from; n <= to; n++)
        ck_assert_msg(append(j, n, &e), "%d: %s", n, e.what);
}

/* Entries 1.. of the journal are the made-up ones, byte for byte; returns how many. */
static int check_all(struct journal *j)
{
    struct journal_error e;
    struct journal_row row;
    struct made m;
    int n = 0, rc;
    struct journal_cursor *c = journal_read(j, 1, true, &e);
    ck_assert_ptr_nonnull(c);
    while ((rc = journal_next(c, &row, &e)) == 1) {
        make(&m, ++n);
        ck_assert_int_eq(row.seq, n);
        ck_assert_mem_eq(&row.in, &m.in, sizeof m.in);
        ck_assert_mem_eq(&row.says, &m.says, sizeof m.says);
        ck_assert_str_eq(row.phase, m.record.phase);
        ck_assert_uint_eq(row.digest, m.record.digest);
        ck_assert_int_eq(row.wall_us, m.record.wall_us);
        ck_assert_int_eq(row.ledger_count, m.record.ledger_count);
        ck_assert_int_eq(row.press.verdict, m.press.verdict);
        ck_assert_int_eq(row.press.margin_us, m.press.margin_us);
        ck_assert_int_eq(row.press.uncertainty_us, m.press.uncertainty_us);
    }
    ck_assert_msg(rc == 0, "%s", e.what);
    journal_cursor_destroy(c);
    ck_assert_int_eq(journal_count(j), n);
    return n;
}

static void keep_line(void *ctx, bool problem, const char *line)
{
    char *out = ctx;
    if (problem)
        snprintf(out + strlen(out), 4096 - strlen(out), "%s\n", line);
}

/* Problems of the journal at `name`; their text in `told`. */
static int problems(const char *name, char told[4096])
{
    struct journal_proof proof;
    told[0] = '\0';
    bool whole = journal_verify(name, NULL, keep_line, told, &proof);
    ck_assert_int_eq(whole, proof.problems == 0);
    return proof.problems;
}

static void assert_whole(const char *name)
{
    char told[4096];
    ck_assert_msg(problems(name, told) == 0, "%s", told);
}

static void sql(const char *name, const char *text)
{
    sqlite3 *db;
    char *message = NULL;
    ck_assert_int_eq(sqlite3_open_v2(name, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    int rc = sqlite3_exec(db, text, NULL, NULL, &message);
    ck_assert_msg(rc == SQLITE_OK, "%s: %s", text, message);
    sqlite3_close(db);
}

static double sql_number(const char *name, const char *text)
{
    sqlite3 *db;
    sqlite3_stmt *s;
    ck_assert_int_eq(sqlite3_open_v2(name, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    ck_assert_int_eq(sqlite3_prepare_v2(db, text, -1, &s, NULL), SQLITE_OK);
    ck_assert_int_eq(sqlite3_step(s), SQLITE_ROW);
    double n = sqlite3_column_double(s, 0);
    sqlite3_finalize(s);
    sqlite3_close(db);
    return n;
}

/* Copies a file, or its first `limit` bytes; a missing one is no file. */
static void copy_file(const char *from, const char *to, long limit)
{
    FILE *in = fopen(from, "rb"), *out;
    unlink(to);
    if (!in)
        return;
    out = fopen(to, "wb");
    for (int c; limit-- > 0 && (c = getc(in)) != EOF;)
        putc(c, out);
    fclose(in);
    ck_assert_int_eq(fclose(out), 0);
}

static long file_size(const char *name)
{
    struct stat st;
    return stat(name, &st) == 0 ? (long)st.st_size : -1;
}

static void copy_journal(const char *to, long wal_limit)
{
    char from_log[640], to_log[640];
    snprintf(from_log, sizeof from_log, "%s-wal", path);
    snprintf(to_log, sizeof to_log, "%s-wal", to);
    copy_file(path, to, 1 << 28);
    copy_file(from_log, to_log, wal_limit);
}

static void flip(const char *name, long offset)
{
    unsigned char byte;
    int fd = open(name, O_RDWR);
    ck_assert_int_eq(pread(fd, &byte, 1, offset), 1);
    byte ^= (unsigned char)(1 << offset % 8);
    ck_assert_int_eq(pwrite(fd, &byte, 1, offset), 1);
    close(fd);
}

static void refuse(const struct journal_open_options *o, enum journal_error_kind kind)
{
    struct journal_error e;
    struct journal *j = journal_open(path, o, &e);
    ck_assert_ptr_null(j);
    ck_assert_msg(e.kind == kind, "%d: %s", e.kind, e.what);
    ck_assert_str_ne(e.what, "");
    ck_assert_str_ne(e.remedy, "");
    ck_assert_ptr_nonnull(strstr(e.what, path));
}

static void refuse_all(enum journal_error_kind kind)
{
    refuse(&(struct journal_open_options){.write = false}, kind);
    refuse(&(struct journal_open_options){.write = true}, kind);
}

#endif
