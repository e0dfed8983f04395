/* rooms: journal contest words */
/* pkgs: sqlite3 */
#include "journal_kit.h"

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

/* A process that writes as fast as it can and tells each entry it has been promised. */
static pid_t start_writer(int from, int *told)
{
    int ends[2];
    ck_assert_int_eq(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        struct journal_error e;
        struct journal *j =
            from == 1 ? journal_create(path, &meta, definition, 2, NULL, &e)
                      : journal_open(path, &(struct journal_open_options){.write = true}, &e);
        if (!j)
            _exit(1);
        for (int n = from; append(j, n, &e) && write(ends[1], &n, sizeof n) == sizeof n; n++)
            if (n % 10 == 0)
                journal_alive(j, n * 1000000LL + 8, 0, &e);
        _exit(1);
    }
    close(ends[1]);
    *told = ends[0];
    return child;
}

START_TEST(killed_at_any_instant)
{
    int last = 0, promised = 0, told;
    srand(_i + 1);
    for (int cycle = 0; cycle < 25; cycle++) {
        pid_t child = start_writer(last + 1, &told);
        int until = last + 1 + rand() % 12;
        while (promised < until && read(told, &promised, sizeof promised) == sizeof promised)
            continue;
        usleep((unsigned)rand() % 2000);
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        while (read(told, &promised, sizeof promised) == sizeof promised)
            continue;
        close(told);
        ck_assert_int_ge(promised, until);
        assert_whole(path);
        struct journal *j = open_for(true);
        last = check_all(j);
        ck_assert_int_ge(last, promised); /* at most one more: committed, not yet told */
        ck_assert_int_le(last, promised + 1);
        journal_close(j);
    }
}
END_TEST

START_TEST(proved_while_it_is_written)
{
    int told, n = 0;
    pid_t child = start_writer(1, &told);
    while (n < 1500 && read(told, &n, sizeof n) == sizeof n)
        if (n % 25 == 1)
            assert_whole(path);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    close(told);
    ck_assert_int_ge(n, 1500);
    assert_whole(path);
}
END_TEST

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

int main(void)
{
    Suite *s = suite_create("journal_faults");
    TCase *t = tcase_create("journal_faults");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_set_timeout(t, 120);
    install_faults();
    tcase_add_loop_test(t, full_disk_and_back, 0, 2);
    tcase_add_loop_test(t, writes_that_fail, 0, 2);
    tcase_add_loop_test(t, syncs_that_fail, 0, 2);
    tcase_add_test(t, heartbeat_on_a_full_disk);
    tcase_add_test(t, moved_away_and_back);
    tcase_add_test(t, no_half_made_file);
    tcase_add_loop_test(t, killed_at_any_instant, 0, 2);
    tcase_add_test(t, proved_while_it_is_written);
    tcase_add_test(t, killed_with_the_log_cut_anywhere);
    tcase_add_test(t, a_broken_log_is_named_and_refused);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
