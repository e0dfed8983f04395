/* rooms: journal contest words */
/* pkgs: sqlite3 */
#include "journal_kit.h"

#include "journal/internal.h"

#include <errno.h>

/* ---- flipped bytes at random ------------------------------------------------------------------
 *
 * Each flip must be named. Where a page stands in the log in a newer form, and behind the end of
 * the log, bytes are never read again: such a flip may go unnamed, and then it is proved here that
 * it lies there, and that every entry reads as before. */

enum { FLIPS = 1500 };

static uint64_t random_state = 20260520;

static uint32_t random_below(uint32_t n)
{
    random_state = random_state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(random_state >> 33) % n;
}

struct tally {
    int named, superseded, behind_end;
};

/* Changes the byte at `at` by `with`; the same again takes it back. */
static void change(const char *name, long at, unsigned char with)
{
    unsigned char byte;
    int fd = open(name, O_RDWR);
    ck_assert_int_eq(pread(fd, &byte, 1, at), 1);
    byte ^= with;
    ck_assert_int_eq(pwrite(fd, &byte, 1, at), 1);
    close(fd);
}

/* Bytes of the log that belong to it; what follows is left from before it was begun anew. */
static long log_end(const char *copy)
{
    char name[640];
    int64_t frame = 0;
    snprintf(name, sizeof name, "%s-wal", copy);
    ck_assert_int_eq(walcheck(copy, &frame), WAL_WHOLE);
    return 32 + (long)(frame - 1) * (24 + PAGE_BYTES);
}

static void entries_are_as_before(const char *copy, int entries, const char *head)
{
    struct journal_error e;
    struct journal *j = journal_open(copy, &(struct journal_open_options){.write = false}, &e);
    ck_assert_msg(j != NULL, "%s", e.what);
    ck_assert_int_eq(check_all(j), entries);
    ck_assert_str_eq(journal_head(j), head);
    journal_close(j);
}

/* `log`: the flip is in the write-ahead log of `copy`, not in the file itself. */
static void flip_once(const char *copy, bool log, long at, int entries, const char *head,
                      struct tally *t)
{
    char told[4096], name[640], index[640];
    unsigned char with = (unsigned char)(1 + random_below(255));
    long end = log_end(copy);
    snprintf(name, sizeof name, "%s%s", copy, log ? "-wal" : "");
    change(name, at, with);
    snprintf(index, sizeof index, "%s-shm", copy);
    unlink(index); /* the next reader builds it anew from the log */
    if (problems(copy, told) > 0) {
        t->named++;
    } else {
        if (log)
            ck_assert_msg(at >= end, "byte %ld of the log, end %ld", at, end);
        else
            ck_assert_msg(walcheck_holds(copy, at / PAGE_BYTES + 1), "byte %ld", at);
        entries_are_as_before(copy, entries, head);
        t->superseded += !log;
        t->behind_end += log;
    }
    change(name, at, with);
}

/* As after a kill: `early` entries are in the file, the others in its log only. */
static void kill_copy(const char *copy, int early, int entries, char head[JOURNAL_HASH_TEXT])
{
    struct journal_error e;
    struct journal *j = create();
    append_all(j, 1, early);
    journal_close(j);
    j = journal_open(path, &(struct journal_open_options){.write = true}, &e);
    ck_assert_msg(j != NULL, "%s", e.what);
    append_all(j, early + 1, entries);
    copy_journal(copy, 1 << 28);
    snprintf(head, JOURNAL_HASH_TEXT, "%s", journal_head(j));
    journal_close(j);
}

START_TEST(every_flip_in_a_closed_journal_is_named)
{
    char copy[600], told[4096];
    struct journal *j = create();
    append_all(j, 1, 60);
    journal_close(j);
    snprintf(copy, sizeof copy, "%s/copy.journal", folder);
    copy_journal(copy, 1 << 28);
    long size = file_size(copy);
    for (int i = 0; i < FLIPS; i++) {
        /* the header of the file and of its pages as often as all the rest */
        long at = (long)random_below((uint32_t)size);
        if (i % 4 == 0)
            at = (long)random_below(100);
        else if (i % 4 == 1)
            at = at / PAGE_BYTES * PAGE_BYTES + random_below(12);
        unsigned char with = (unsigned char)(1 + random_below(255));
        change(copy, at, with);
        ck_assert_msg(problems(copy, told) > 0, "byte %ld of %ld", at, size);
        change(copy, at, with);
    }
    assert_whole(copy);
    printf("closed journal: %d flips in %ld bytes, all named\n", FLIPS, size);
}
END_TEST

START_TEST(every_flip_after_a_kill_is_named_or_harmless)
{
    char copy[600], head[JOURNAL_HASH_TEXT], name[640];
    struct tally in_file = {0}, in_log = {0};
    snprintf(copy, sizeof copy, "%s/copy.journal", folder);
    snprintf(name, sizeof name, "%s-wal", copy);
    kill_copy(copy, 40, 60, head);
    assert_whole(copy);
    long size = file_size(copy), log = file_size(name);
    if (log <= 0) /* nothing in the log: the kill came too late */
        ck_abort_msg("no log");
    for (int i = 0; i < FLIPS; i++) {
        bool which = i % 2;
        long limit = which ? log : size, at = (long)random_below((uint32_t)limit);
        if (which && i % 10 == 1)
            at = (long)random_below(32); /* the log's header */
        else if (which && i % 10 == 3)   /* a frame's */
            at =
                32 +
                (at - at % (24 + PAGE_BYTES)) % (log - 64) / (24 + PAGE_BYTES) * (24 + PAGE_BYTES) +
                random_below(24);
        flip_once(copy, which, at < limit ? at : limit - 1, 60, head, which ? &in_log : &in_file);
    }
    assert_whole(copy);
    printf("after a kill: file: %d named, %d in pages the log holds newer; "
           "log: %d named, %d behind its end\n",
           in_file.named, in_file.superseded, in_log.named, in_log.behind_end);
    ck_assert_int_gt(in_log.named, FLIPS / 8);
    ck_assert_int_gt(in_file.named, 0);
}
END_TEST

static void remove_journal(const char *name)
{
    static const char *const parts[] = {"", "-wal", "-shm", ".lock"};
    char part[640];
    for (int i = 0; i < 4; i++) {
        snprintf(part, sizeof part, "%s%s", name, parts[i]);
        unlink(part);
    }
}

/* Of any length, closed or as after a kill, sealed or not. */
START_TEST(an_unaltered_journal_never_fails)
{
    char copy[600];
    struct journal_error e;
    snprintf(copy, sizeof copy, "%s/copy.journal", folder);
    for (int length = 0; length <= 120; length += 1 + length / 8) {
        struct journal *j = create();
        append_all(j, 1, length);
        assert_whole(path); /* while it is being written */
        copy_journal(copy, 1 << 28);
        assert_whole(copy);
        if (length % 2)
            ck_assert_msg(journal_mark_finished(j, meta.base_wall_us + 1, &e), "%s", e.what);
        journal_close(j);
        assert_whole(path);
        remove_journal(path);
        remove_journal(copy);
    }
}
END_TEST

/* ---- what can't be read -----------------------------------------------------------------------
 */

static void expect_unread(const char *name, const char *reason)
{
    struct journal_proof proof;
    char told[4096] = "";
    ck_assert(!journal_verify(name, NULL, keep_line, told, &proof));
    ck_assert_msg(proof.unread, "%s", told);
    ck_assert_msg(strstr(told, reason) && !strstr(told, "改动"), "%s", told);
    ck_assert_str_ne(proof.remedy, "");
}

START_TEST(what_cannot_be_read_is_not_called_altered)
{
    char name[600];
    snprintf(name, sizeof name, "%s/loop", folder);
    ck_assert_int_eq(symlink(name, name), 0);
    expect_unread(name, strerror(ELOOP));
    snprintf(name, sizeof name, "%s/none", folder);
    expect_unread(name, "找不到日志");
    struct journal *j = create();
    append_all(j, 1, 5);
    journal_close(j);
    ck_assert_int_eq(chmod(path, 0), 0);
    ck_assert_int_eq(chmod(folder, 0755), 0);
    if (geteuid() == 0) /* root reads everything */
        ck_assert_int_eq(seteuid(65534), 0);
    expect_unread(path, strerror(EACCES));
    if (getuid() == 0)
        ck_assert_int_eq(seteuid(0), 0);
}
END_TEST

START_TEST(another_file_is_not_unread)
{
    struct journal_proof proof;
    char told[4096] = "", name[600];
    snprintf(name, sizeof name, "%s/x", folder);
    FILE *f = fopen(name, "w");
    fputs("no journal", f);
    fclose(f);
    ck_assert(!journal_verify(name, NULL, keep_line, told, &proof));
    ck_assert(!proof.unread);
    ck_assert_ptr_nonnull(strstr(told, "不是日志文件"));
}
END_TEST

int main(void)
{
    Suite *s = suite_create("journal_flips");
    TCase *t = tcase_create("journal_flips");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_set_timeout(t, 300);
    tcase_add_test(t, every_flip_in_a_closed_journal_is_named);
    tcase_add_test(t, every_flip_after_a_kill_is_named_or_harmless);
    tcase_add_test(t, an_unaltered_journal_never_fails);
    tcase_add_test(t, what_cannot_be_read_is_not_called_altered);
    tcase_add_test(t, another_file_is_not_unread);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
