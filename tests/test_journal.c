/* rooms: journal contest words */
/* pkgs: sqlite3 */
#include "journal/journal.h"

#include <check.h>
#include <dirent.h>
#include <errno.h>
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

/* ---- a scratch folder and made-up entries -----------------------------------------------------
 */

static char folder[256], path[512];

static void remove_folder(const char *name)
{
    char inner[1024];
    DIR *d = opendir(name);
    for (struct dirent *f; d && (f = readdir(d));) {
        if (strcmp(f->d_name, ".") == 0 || strcmp(f->d_name, "..") == 0)
            continue;
        snprintf(inner, sizeof inner, "%s/%s", name, f->d_name);
        if (unlink(inner) != 0)
            remove_folder(inner);
    }
    if (d)
        closedir(d);
    rmdir(name);
}

static void setup(void)
{
    const char *tmp = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%s/leitai-journal-XXXXXX", tmp ? tmp : "/tmp");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_ptr_nonnull(journal_name(folder, false, path, sizeof path));
}

static void teardown(void)
{
    remove_folder(folder);
}

static const struct journal_file definition[] = {
    {"contest.yaml", "title: 决赛\nteams: 10\n", 25},
    {"questions/risk.yaml", "- 题目\t\\ 一\n", 17},
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
    char from_log[600], to_log[600];
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

/* ---- writing and reading back -----------------------------------------------------------------
 */

START_TEST(everything_comes_back)
{
    struct journal *j = create();
    ck_assert_int_eq(journal_count(j), 0);
    append_all(j, 1, 400);
    ck_assert_int_eq(check_all(j), 400);
    journal_close(j);

    j = open_for(true);
    ck_assert_int_eq(check_all(j), 400);
    append_all(j, 401, 500);
    journal_close(j);

    j = open_for(false);
    ck_assert_int_eq(check_all(j), 500);
    const struct journal_meta *m = journal_meta(j);
    ck_assert_str_eq(m->title, meta.title);
    ck_assert_str_eq(m->definition, "d1");
    ck_assert_int_eq(m->base_wall_us, meta.base_wall_us);
    ck_assert_int_eq(m->format, JOURNAL_FORMAT);
    ck_assert(!m->rehearsal);
    size_t count;
    const struct journal_file *files = journal_files(j, &count);
    ck_assert_uint_eq(count, 2);
    for (size_t i = 0; i < count; i++) {
        ck_assert_str_eq(files[i].path, definition[i].path);
        ck_assert_uint_eq(files[i].size, definition[i].size);
        ck_assert_mem_eq(files[i].text, definition[i].text, definition[i].size);
    }
    journal_close(j);
    assert_whole(path);
}
END_TEST

START_TEST(reading_from_the_middle)
{
    struct journal_error e;
    struct journal_row row;
    struct journal *j = create();
    append_all(j, 1, 30);
    struct journal_cursor *c = journal_read(j, 21, false, &e);
    for (int n = 21; n <= 30; n++) {
        ck_assert_int_eq(journal_next(c, &row, &e), 1);
        ck_assert_int_eq(row.seq, n);
        ck_assert_int_eq(row.says.count, 0);
    }
    ck_assert_int_eq(journal_next(c, &row, &e), 0);
    journal_cursor_destroy(c);
    journal_close(j);
}
END_TEST

START_TEST(points_are_decimal_numbers_and_undone_rows_are_known)
{
    struct journal_error e;
    struct made m;
    struct journal *j = create();
    make(&m, 5);
    m.ledger[0].points_cp = 9250;
    m.ledger[1].points_cp = -1000;
    ck_assert(journal_append(j, &m.record, &e)); /* rows 1, 2 */
    make(&m, 1);
    m.in.kind = INPUT_WAKE;
    m.record.press = NULL;
    m.record.ledger_count = 1; /* row 2 undone */
    ck_assert(journal_append(j, &m.record, &e));
    make(&m, 5);
    m.ledger[0] = m.ledger[1];
    m.ledger[0].points_cp = 25;
    m.record.ledger_new = 1;
    m.record.ledger_count = 2; /* another row 2 */
    ck_assert(journal_append(j, &m.record, &e));
    journal_close(j);
    ck_assert_double_eq(sql_number(path, "SELECT points FROM ledger WHERE entry=1 AND seq=1"),
                        92.5);
    ck_assert_double_eq(sql_number(path, "SELECT sum(points) FROM ledger"), 82.75);
    ck_assert_double_eq(sql_number(path, "SELECT sum(points) FROM ledger_now"), 92.75);
    ck_assert_double_eq(sql_number(path, "SELECT count(*) FROM ledger_now"), 2);
    assert_whole(path);
}
END_TEST

START_TEST(the_clock_goes_on_from_the_last_sign_of_life)
{
    struct journal_error e;
    int64_t wall;
    struct journal *j = create();
    ck_assert_int_eq(journal_last_alive(j, NULL), 0);
    append_all(j, 1, 3);
    ck_assert_int_eq(journal_last_alive(j, NULL), 3000007);
    ck_assert(journal_alive(j, 9500000, meta.base_wall_us + 10000000, &e));
    journal_close(j);
    j = open_for(false);
    ck_assert_int_eq(journal_last_alive(j, &wall), 9500000);
    ck_assert_int_eq(wall, meta.base_wall_us + 10000000);
    journal_close(j);
    assert_whole(path);
}
END_TEST

START_TEST(a_finished_journal_is_sealed)
{
    struct journal_error e;
    char head[JOURNAL_HASH_TEXT], told[4096];
    struct journal *j = create();
    append_all(j, 1, 10);
    ck_assert(journal_mark_finished(j, meta.base_wall_us + 1, &e));
    ck_assert(journal_mark_finished(j, meta.base_wall_us + 2, &e));
    ck_assert(!append(j, 11, &e));
    ck_assert_int_eq(e.kind, JOURNAL_FINISHED);
    strcpy(head, journal_head(j));
    journal_close(j);
    j = open_for(false);
    ck_assert(journal_is_finished(j));
    ck_assert_str_eq(journal_head(j), head);
    journal_close(j);
    assert_whole(path);
    sql(path, "DELETE FROM head WHERE what='finished'");
    ck_assert_int_gt(problems(path, told), 0);
}
END_TEST

START_TEST(names_and_archive)
{
    struct journal_error e;
    char out[600], expected[600];
    ck_assert_str_eq(journal_name("c", true, out, sizeof out), "c/journal/rehearsal.journal");
    ck_assert_str_eq(journal_name("c", false, out, 10), "");
    for (int i = 1; i <= 2; i++) {
        struct journal *j = create();
        append_all(j, 1, i);
        journal_close(j);
        ck_assert_msg(journal_archive(path, NULL, out, sizeof out, &e), "%s", e.what);
        snprintf(expected, sizeof expected, "%s/journal/show-00%d.journal", folder, i);
        ck_assert_str_eq(out, expected);
        ck_assert_int_ne(access(path, F_OK), 0);
        assert_whole(out);
    }
}
END_TEST

/* ---- refusals ---------------------------------------------------------------------------------
 */

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

static void write_file(const char *name, const char *text, size_t size)
{
    FILE *f = fopen(name, "wb");
    ck_assert_ptr_nonnull(f);
    fwrite(text, 1, size, f);
    fclose(f);
}

START_TEST(not_a_journal)
{
    char text[9000];
    refuse_all(JOURNAL_MISSING);
    journal_close(create());
    unlink(path);
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)(i * 37);
    write_file(path, text, sizeof text);
    refuse_all(JOURNAL_NOT_A_JOURNAL);
    ck_assert_int_eq(file_size(path), sizeof text);
    write_file(path, "", 0);
    refuse_all(JOURNAL_NOT_A_JOURNAL);
    ck_assert_int_eq(file_size(path), 0);
    unlink(path);
    mkdir(path, 0755);
    refuse_all(JOURNAL_NOT_A_JOURNAL);
    rmdir(path);
    sqlite3 *db;
    sqlite3_open(path, &db);
    sqlite3_exec(db, "CREATE TABLE entry(seq)", NULL, NULL, NULL);
    sqlite3_close(db);
    refuse_all(JOURNAL_NOT_A_JOURNAL);
}
END_TEST

START_TEST(never_overwritten)
{
    struct journal_error e;
    struct journal *j = create();
    append_all(j, 1, 5);
    ck_assert_ptr_null(journal_create(path, &meta, definition, 2, NULL, &e));
    ck_assert_int_eq(e.kind, JOURNAL_EXISTS);
    journal_close(j);
    ck_assert_ptr_null(journal_create(path, &meta, definition, 2, NULL, &e));
    j = open_for(false);
    ck_assert_int_eq(check_all(j), 5);
    journal_close(j);
}
END_TEST

START_TEST(newer_format_and_other_contest)
{
    struct journal_error e;
    struct journal_file changed[] = {definition[0], {"questions/risk.yaml", "- x\n", 4}};
    struct journal *j = create();
    append_all(j, 1, 5);
    journal_close(j);
    struct journal_open_options o = {.definition = "d1"};
    journal_close(j = journal_open(path, &o, &e));
    ck_assert_ptr_nonnull(j);
    o = (struct journal_open_options){.definition = "d2", .files = changed, .file_count = 2};
    refuse(&o, JOURNAL_OTHER_CONTEST);
    ck_assert_ptr_null(journal_open(path, &o, &e));
    ck_assert_ptr_nonnull(strstr(e.what, "questions/risk.yaml"));
    ck_assert_ptr_nonnull(strstr(e.what, meta.title));
    sql(path, "PRAGMA user_version=2");
    refuse_all(JOURNAL_NEWER);
}
END_TEST

START_TEST(one_writer_many_readers)
{
    struct journal *j = create();
    append_all(j, 1, 5);
    refuse(&(struct journal_open_options){.write = true}, JOURNAL_LOCKED);
    struct journal *reader = open_for(false);
    ck_assert_int_eq(check_all(reader), 5);
    append_all(j, 6, 7);
    journal_close(reader);
    pid_t child = fork();
    if (child == 0) {
        struct journal_error e;
        struct journal *other =
            journal_open(path, &(struct journal_open_options){.write = true}, &e);
        _exit(other || e.kind != JOURNAL_LOCKED);
    }
    int status;
    waitpid(child, &status, 0);
    ck_assert_int_eq(status, 0);
    append_all(j, 8, 9);
    journal_close(j);
    journal_close(open_for(true));
    char lock[600];
    snprintf(lock, sizeof lock, "%s.lock", path);
    ck_assert_int_ne(access(lock, F_OK), 0);
}
END_TEST

START_TEST(a_killed_writer_leaves_no_lock)
{
    pid_t child = fork();
    if (child == 0) {
        struct journal_error e;
        struct journal *j = journal_create(path, &meta, definition, 2, NULL, &e);
        bool ok = j != NULL;
        for (int n = 1; ok && n <= 20; n++)
            ok = append(j, n, &e);
        kill(getpid(), ok ? SIGKILL : SIGTERM);
    }
    int status;
    waitpid(child, &status, 0);
    ck_assert_int_eq(WTERMSIG(status), SIGKILL);
    assert_whole(path);
    struct journal *j = open_for(true);
    ck_assert_int_eq(check_all(j), 20);
    append_all(j, 21, 25);
    journal_close(j);
    assert_whole(path);
}
END_TEST

START_TEST(read_only)
{
    struct journal *j = create();
    append_all(j, 1, 5);
    journal_close(j);
    chmod(path, 0444);
    refuse(&(struct journal_open_options){.write = true}, JOURNAL_READ_ONLY);
    j = open_for(false);
    ck_assert_int_eq(check_all(j), 5);
    journal_close(j);
    assert_whole(path);
}
END_TEST

/* ---- writes that fail -------------------------------------------------------------------------
 */

/* The writer's own database handle is not ours; a VFS laid over the system's fails on demand. It is
 * made the default before the journal room looks for it. */
static struct {
    const sqlite3_io_methods *real; /* of the main file; its write and sync serve the log as well */
    sqlite3_io_methods mine[2];     /* main file, log */
    sqlite3_vfs vfs, *parent;
    int fail_writes, fail_syncs; /* 0: none, n: the n-th from now on fails */
    int code;
    bool for_good;
} faults;

static bool faulty(int *countdown)
{
    if (*countdown == 0 || (*countdown > 1 && (*countdown)--))
        return false;
    if (!faults.for_good)
        *countdown = 0;
    return true;
}

static int fault_write(sqlite3_file *f, const void *data, int amount, sqlite3_int64 offset)
{
    if (faulty(&faults.fail_writes)) {
        if (amount > 1000) /* part of it still got there, as on a disk that fills up */
            faults.real->xWrite(f, data, amount / 2, offset);
        return faults.code;
    }
    return faults.real->xWrite(f, data, amount, offset);
}

static int fault_sync(sqlite3_file *f, int flags)
{
    if (faulty(&faults.fail_syncs))
        return SQLITE_IOERR_FSYNC;
    return faults.real->xSync(f, flags);
}

static int fault_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out)
{
    (void)vfs;
    int rc = faults.parent->xOpen(faults.parent, name, f, flags, out);
    if (rc != SQLITE_OK || !(flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL)))
        return rc;
    sqlite3_io_methods *mine = &faults.mine[(flags & SQLITE_OPEN_WAL) != 0];
    if (flags & SQLITE_OPEN_MAIN_DB)
        faults.real = f->pMethods;
    *mine = *f->pMethods;
    mine->xWrite = fault_write;
    mine->xSync = fault_sync;
    f->pMethods = mine;
    return rc;
}

static void install_faults(void)
{
    faults.parent = sqlite3_vfs_find(NULL);
    faults.vfs = *faults.parent;
    faults.vfs.zName = "faults";
    faults.vfs.xOpen = fault_open;
    sqlite3_vfs_register(&faults.vfs, 1);
}

/* With the fault at each place it can have within an entry: refused, nothing half written, the same
 * entry goes in afterwards, and a kill right after the failure brings nothing back. */
static void fail_everywhere(int *countdown, enum journal_error_kind kind)
{
    struct journal_error e;
    char copy[600];
    struct journal *j = create();
    int n = 1, failures = 0;
    snprintf(copy, sizeof copy, "%s/copy.journal", folder);
    for (int at = 1; at < 40; at++, n++) {
        *countdown = at;
        if (!append(j, n, &e)) {
            failures++;
            ck_assert_msg(e.kind == kind, "%d: %s", e.kind, e.what);
            ck_assert_int_eq(journal_count(j), n - 1);
            *countdown = 0;
            ck_assert_msg(append(j, n, &e), "%s", e.what);
        }
        *countdown = 0;
        copy_journal(copy, 1 << 28);
        assert_whole(copy);
        ck_assert_int_eq(check_all(j), n);
    }
    ck_assert_int_gt(failures, 0);
    journal_close(j);
    assert_whole(path);
}

START_TEST(full_disk_and_back)
{
    faults.code = SQLITE_FULL;
    faults.for_good = _i == 1;
    fail_everywhere(&faults.fail_writes, JOURNAL_FULL);
}
END_TEST

START_TEST(writes_that_fail)
{
    faults.code = SQLITE_IOERR_WRITE;
    faults.for_good = _i == 1;
    fail_everywhere(&faults.fail_writes, JOURNAL_IO);
}
END_TEST

START_TEST(syncs_that_fail)
{
    faults.for_good = _i == 1;
    fail_everywhere(&faults.fail_syncs, JOURNAL_IO);
}
END_TEST

START_TEST(heartbeat_on_a_full_disk)
{
    struct journal_error e;
    struct journal *j = create();
    append_all(j, 1, 3);
    faults.code = SQLITE_FULL;
    faults.for_good = true;
    faults.fail_writes = 1;
    ck_assert(!journal_alive(j, 5000000, 1, &e));
    ck_assert_int_eq(e.kind, JOURNAL_FULL);
    faults.fail_writes = 0;
    ck_assert(journal_alive(j, 6000000, 1, &e));
    append_all(j, 4, 5);
    journal_close(j);
    assert_whole(path);
}
END_TEST

START_TEST(moved_away_and_back)
{
    struct journal_error e;
    char away[600];
    struct journal *j = create();
    append_all(j, 1, 3);
    snprintf(away, sizeof away, "%s.away", path);
    rename(path, away);
    ck_assert(!append(j, 4, &e));
    ck_assert_int_eq(e.kind, JOURNAL_MOVED);
    ck_assert(!journal_alive(j, 1, 1, &e));
    rename(away, path);
    append_all(j, 4, 5);
    journal_close(j);
    assert_whole(path);
}
END_TEST

START_TEST(no_half_made_file)
{
    struct journal_error e;
    char draft[600];
    faults.code = SQLITE_FULL;
    faults.for_good = true;
    for (int at = 1; at < 6; at++) {
        faults.fail_writes = at;
        ck_assert_ptr_null(journal_create(path, &meta, definition, 2, NULL, &e));
        ck_assert_int_eq(e.kind, JOURNAL_FULL);
        faults.fail_writes = 0;
        ck_assert_int_ne(access(path, F_OK), 0);
        snprintf(draft, sizeof draft, "%s.new", path);
        ck_assert_int_ne(access(draft, F_OK), 0);
    }
    journal_close(create());
    assert_whole(path);
}
END_TEST

/* ---- kill at any instant ----------------------------------------------------------------------
 */

START_TEST(killed_with_the_log_cut_anywhere)
{
    char copy[600], log[640], wal[640];
    struct journal_error e;
    struct journal *j = create();
    snprintf(copy, sizeof copy, "%s/copy.journal", folder);
    snprintf(wal, sizeof wal, "%s-wal", path);
    snprintf(log, sizeof log, "%s-wal", copy);
    append_all(j, 1, 12);
    long size = file_size(wal);
    ck_assert_int_gt(size, 20000);
    int before = 0;
    for (long cut = 0; cut <= size; cut += cut + 2777 < size || cut == size ? 2777 : size - cut) {
        copy_journal(copy, cut);
        assert_whole(copy);
        struct journal *k = journal_open(copy, &(struct journal_open_options){.write = true}, &e);
        ck_assert_msg(k != NULL, "cut at %ld: %s", cut, e.what);
        int n = check_all(k);
        ck_assert_int_ge(n, before); /* a longer log never has fewer entries */
        before = n;
        append_all(k, n + 1, n + 3);
        ck_assert_int_eq(check_all(k), n + 3);
        journal_close(k);
        assert_whole(copy);
    }
    ck_assert_int_eq(before, 12);
    journal_close(j);
}
END_TEST

START_TEST(a_broken_log_is_named_and_refused)
{
    char copy[600], log[640], wal[640], told[4096];
    struct journal_error e;
    struct journal *j = create();
    snprintf(copy, sizeof copy, "%s/copy.journal", folder);
    snprintf(wal, sizeof wal, "%s-wal", path);
    snprintf(log, sizeof log, "%s-wal", copy);
    append_all(j, 1, 12);
    long size = file_size(wal), frame = 24 + 4096;
    for (long at = 0; at < size; at += 619) {
        copy_journal(copy, size);
        flip(log, at);
        ck_assert_msg(problems(copy, told) > 0, "byte %ld of the log", at);
        /* Where entries would be lost the show is not taken up on it. */
        if (at < size - 12 * frame) {
            struct journal *k =
                journal_open(copy, &(struct journal_open_options){.write = true}, &e);
            ck_assert_ptr_null(k);
            ck_assert_int_eq(e.kind, JOURNAL_DAMAGED);
        }
    }
    journal_close(j);
}
END_TEST

/* ---- tampering --------------------------------------------------------------------------------
 */

static const struct {
    const char *sql, *named;
} tampering[] = {
    {"UPDATE ledger SET points=points+10 WHERE entry=15", "第 15 条"},
    {"UPDATE ledger SET points=points+0.0000001 WHERE entry=15 AND seq=5", "第 15 条"},
    {"UPDATE ledger SET cause='wrong' WHERE entry=20", "第 20 条"},
    {"UPDATE entry SET at_us=at_us+1 WHERE seq=7", "第 7 条"},
    {"UPDATE entry SET chain=replace(chain,'a','b') WHERE seq=7", "第 7 条"},
    {"UPDATE entry SET command=NULL WHERE seq=10", "第 10 条"},
    {"UPDATE entry SET text='' WHERE seq=10", "第 10 条"},
    {"UPDATE press SET press_us=press_us-1 WHERE entry=11", "第 11 条"},
    {"UPDATE press SET verdict='won' WHERE entry=11", "第 11 条"},
    {"UPDATE narration SET text=text||' ' WHERE entry=6 AND line=1", "第 6 条"},
    {"DELETE FROM narration WHERE entry=6 AND line=2", "第 6 条"},
    {"DELETE FROM press WHERE entry=11", "第 11 条"},
    {"DELETE FROM entry WHERE seq=9", "缺少第 9 条"},
    {"DELETE FROM entry WHERE seq BETWEEN 9 AND 12", "缺少第 9 至 12 条"},
    {"DELETE FROM entry WHERE seq=1", "缺少第 1 条"},
    {"DELETE FROM entry WHERE seq>28", "缺少第 29 至 30 条"},
    {"DELETE FROM entry; DELETE FROM press; DELETE FROM ledger; DELETE FROM narration",
     "缺少第 1 至 30 条"},
    {"DELETE FROM narration WHERE entry>28; DELETE FROM ledger WHERE entry>28;"
     "DELETE FROM press WHERE entry>28; DELETE FROM entry WHERE seq>28;"
     "UPDATE head SET seq=28, chain=(SELECT chain FROM entry WHERE seq=28) WHERE what='last'",
     "页被改动"}, /* the end cut off with care: only the pages tell, and the signed sheet */
    {"UPDATE entry SET seq=-1 WHERE seq=8; UPDATE entry SET seq=8 WHERE seq=9;"
     "UPDATE entry SET seq=9 WHERE seq=-1",
     "第 8 条"},
    {"INSERT INTO ledger VALUES(99,1,0,0,0,NULL,3,50,50,'right',NULL,'')", "第 99 条"},
    {"INSERT INTO entry SELECT seq+30,at_us,wall_us,kind,command,seat,number,value,text,phase,"
     "digest,ledger_count,chain FROM entry WHERE seq=1",
     "第 31 条"},
    {"UPDATE file SET text='title: x' WHERE n=1", "contest.yaml"},
    {"UPDATE meta SET value='x' WHERE key='title'", "比赛信息"},
    {"DELETE FROM file WHERE n=2", "比赛信息"},
    {"UPDATE meta SET value='1' WHERE key='rehearsal'", "比赛信息"},
    {"CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM ledger; END", "比赛信息"},
    {"DELETE FROM head WHERE what='last'", "末尾标记"},
    {"UPDATE head SET chain='x' WHERE what='last'", "末尾标记"},
    {"INSERT INTO head VALUES('finished',30,1,'x')", "封存标记"},
    {"UPDATE alive SET at_us=77", "页被改动"},
};

START_TEST(tampering_is_named)
{
    char told[4096];
    struct journal *j = create();
    append_all(j, 1, 30);
    journal_close(j);
    assert_whole(path);
    sql(path, tampering[_i].sql);
    int count = problems(path, told);
    ck_assert_msg(count > 0 && strstr(told, tampering[_i].named), "%s: told “%s”",
                  tampering[_i].sql, told);
}
END_TEST

START_TEST(a_damaged_journal_is_not_taken_up)
{
    struct journal *j = create();
    append_all(j, 1, 30);
    journal_close(j);
    sql(path, "UPDATE ledger SET points=points+10 WHERE entry=15");
    refuse(&(struct journal_open_options){.write = true}, JOURNAL_DAMAGED);
}
END_TEST

START_TEST(every_flipped_byte_is_named)
{
    char told[4096], copy[600];
    struct journal *j = create();
    append_all(j, 1, 60);
    journal_close(j);
    long size = file_size(path);
    snprintf(copy, sizeof copy, "%s/copy.journal", folder);
    copy_file(path, copy, size);
    for (long at = 0; at < size; at += at < 200 ? 1 : 211) {
        flip(copy, at);
        ck_assert_msg(problems(copy, told) > 0, "byte %ld of %ld", at, size);
        flip(copy, at);
    }
    assert_whole(copy);
}
END_TEST

START_TEST(every_cut_is_named)
{
    char told[4096], copy[600];
    struct journal *j = create();
    append_all(j, 1, 60);
    journal_close(j);
    long size = file_size(path);
    snprintf(copy, sizeof copy, "%s/copy.journal", folder);
    for (long cut = 0; cut < size; cut += 1024 - 1 + cut % 3) {
        copy_file(path, copy, cut);
        ck_assert_msg(problems(copy, told) > 0, "cut at %ld of %ld", cut, size);
    }
}
END_TEST

START_TEST(reading_with_the_shell_does_no_harm)
{
    char copy[600];
    struct journal_error e;
    struct journal *j = create();
    append_all(j, 1, 60);
    snprintf(copy, sizeof copy, "%s/copy.journal", folder);
    copy_journal(copy, 1 << 28);             /* as after a kill: entries still in the log */
    sql(copy, "SELECT count(*) FROM entry"); /* another SQLite folds the log in on closing */
    assert_whole(copy);
    struct journal *k = journal_open(copy, &(struct journal_open_options){.write = true}, &e);
    ck_assert_msg(k != NULL, "%s", e.what);
    ck_assert_int_eq(check_all(k), 60);
    journal_close(k);
    journal_close(j);
}
END_TEST

/* ---- figures (not judged) ---------------------------------------------------------------------
 */

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static int64_t now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

START_TEST(figures)
{
    enum { COUNT = 10000 };
    static int64_t took[COUNT], beat[COUNT / 50];
    struct journal_error e;
    struct journal_row row;
    struct journal_proof proof;
    int count = getenv("JOURNAL_FIGURES") ? COUNT : 300;
    struct journal *j = create();
    for (int n = 1; n <= count; n++) {
        int64_t t = now_us();
        append_all(j, n, n);
        took[n - 1] = now_us() - t;
        if (n % 50 == 0) {
            t = now_us();
            ck_assert(journal_alive(j, n * 1000000LL, 0, &e));
            beat[n / 50 - 1] = now_us() - t;
        }
    }
    journal_close(j);
    int64_t t = now_us();
    j = open_for(true);
    int64_t opened = now_us() - t;
    t = now_us();
    struct journal_cursor *c = journal_read(j, 1, false, &e);
    while (journal_next(c, &row, &e) == 1)
        continue;
    journal_cursor_destroy(c);
    int64_t read = now_us() - t;
    journal_close(j);
    t = now_us();
    ck_assert(journal_verify(path, NULL, NULL, NULL, &proof));
    int64_t verified = now_us() - t;
    qsort(took, (size_t)count, sizeof *took, by_value);
    qsort(beat, (size_t)count / 50, sizeof *beat, by_value);
    printf("%d entries: append p50 %" PRId64 " µs, p99 %" PRId64 " µs, max %" PRId64
           " µs; heartbeat p50 %" PRId64 ", max %" PRId64 " µs; open %" PRId64 " ms, read %" PRId64
           " ms, verify %" PRId64 " ms, %ld bytes\n",
           count, took[count / 2], took[count * 99 / 100], took[count - 1], beat[count / 100],
           beat[count / 50 - 1], opened / 1000, read / 1000, verified / 1000, file_size(path));
}
END_TEST

int main(void)
{
    Suite *s = suite_create("journal");
    TCase *t = tcase_create("journal");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_set_timeout(t, 120);
    install_faults();
    tcase_add_test(t, everything_comes_back);
    tcase_add_test(t, reading_from_the_middle);
    tcase_add_test(t, points_are_decimal_numbers_and_undone_rows_are_known);
    tcase_add_test(t, the_clock_goes_on_from_the_last_sign_of_life);
    tcase_add_test(t, a_finished_journal_is_sealed);
    tcase_add_test(t, names_and_archive);
    tcase_add_test(t, not_a_journal);
    tcase_add_test(t, never_overwritten);
    tcase_add_test(t, newer_format_and_other_contest);
    tcase_add_test(t, one_writer_many_readers);
    tcase_add_test(t, a_killed_writer_leaves_no_lock);
    tcase_add_test(t, read_only);
    tcase_add_loop_test(t, full_disk_and_back, 0, 2);
    tcase_add_loop_test(t, writes_that_fail, 0, 2);
    tcase_add_loop_test(t, syncs_that_fail, 0, 2);
    tcase_add_test(t, heartbeat_on_a_full_disk);
    tcase_add_test(t, moved_away_and_back);
    tcase_add_test(t, no_half_made_file);
    tcase_add_test(t, killed_with_the_log_cut_anywhere);
    tcase_add_test(t, a_broken_log_is_named_and_refused);
    tcase_add_loop_test(t, tampering_is_named, 0, sizeof tampering / sizeof *tampering);
    tcase_add_test(t, a_damaged_journal_is_not_taken_up);
    tcase_add_test(t, every_flipped_byte_is_named);
    tcase_add_test(t, every_cut_is_named);
    tcase_add_test(t, reading_with_the_shell_does_no_harm);
    tcase_add_test(t, figures);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
