/* rooms: engine show box arbiter codec journal folder contest keypad view words layout */
/*
 * The engine as the main thread knows it: keys and presses in from several threads, views out; what
 * is published is on disk; it stops, resumes, and tells what it can't do. Under SAN=thread this is
 * also the proof that views and messages are handed over properly.
 */
#include "engine/engine.h"

#include <check.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const char contest_yaml[] =
    "contest: {title: 决赛, base_score: 100}\nteams:\n"
    "  - {seat: 1, name: 甲队, players: [陈一]}\n  - {seat: 2, name: 乙队, players: [周二]}\n"
    "rounds:\n  - {name: 抢答, preset: buzzer, questions: questions/a.yaml, count: 2}\n"
    "prizes:\n  - {name: 一等奖, count: 1}\n  - {name: 二等奖, count: 1}\n";
static const char questions_yaml[] =
    "questions:\n  - {id: a1, type: single, text: 几？, options: [一, 二], answer: B}\n"
    "  - {id: a2, type: single, text: 几个？, options: [一, 二], answer: B}\n";

static struct folder *folder;
static char dir[64], journal[128];
static atomic_int publications;

static int64_t mono_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void published(void *ctx)
{
    (void)ctx;
    atomic_fetch_add(&publications, 1);
}

static void setup(void)
{
    struct folder_file files[] = {{"contest.yaml", contest_yaml, sizeof contest_yaml - 1},
                                  {"questions/a.yaml", questions_yaml, sizeof questions_yaml - 1}};
    struct folder_report report;
    folder_report_init(&report);
    folder = folder_load_files(files, 2, &report);
    ck_assert_msg(folder != NULL, "%s", report.count ? report.findings[0].message : "");
    folder_report_finish(&report);
    strcpy(dir, "/tmp/leitai-engine-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(dir));
    snprintf(journal, sizeof journal, "%s/show.journal", dir);
}

static void teardown(void)
{
    char command[128];
    folder_destroy(folder);
    snprintf(command, sizeof command, "rm -rf %s", dir);
    ck_assert_int_eq(system(command), 0);
}

static struct engine *begin(void)
{
    struct journal_error e = {0};
    struct engine_options o = {.folder = folder, .journal = journal, .published = published};
    struct engine *engine = engine_create(&o, &e);
    ck_assert_msg(engine != NULL, "%s", e.what);
    ck_assert(engine_start(engine));
    return engine;
}

static void end(struct engine *e)
{
    engine_stop(e);
    engine_destroy(e);
}

static void nap(void)
{
    struct timespec t = {.tv_nsec = 1000000};
    nanosleep(&t, NULL);
}

/* The view once its phase is there; fails the test after ten seconds. */
static const struct view *wait_phase(struct engine *e, enum phase phase)
{
    const struct view *v;
    int64_t give_up = mono_us() + 10000000;
    while (!(v = engine_take(e)) || v->contest.state.phase != phase) {
        ck_assert_msg(mono_us() < give_up, "phase %s, wanted %s",
                      v ? phase_names[v->contest.state.phase] : "-", phase_names[phase]);
        nap();
    }
    return v;
}

static void key(struct engine *e, enum key k)
{
    ck_assert(engine_key(e, k, mono_us()));
}

START_TEST(a_question)
{
    struct engine *e = begin();
    wait_phase(e, PHASE_TITLE);
    key(e, KEY_ENTER);
    wait_phase(e, PHASE_RULES);
    key(e, KEY_ENTER);
    wait_phase(e, PHASE_READ);
    key(e, KEY_ENTER);
    wait_phase(e, PHASE_OPEN); /* the clock ran out by itself */
    int64_t at = mono_us();
    ck_assert(engine_press(e, 2, at));
    ck_assert(engine_press(e, 1, at + 1000));
    ck_assert_int_eq(wait_phase(e, PHASE_ANSWER)->contest.state.seat, 2);
    key(e, KEY_PLUS);
    const struct view *v = wait_phase(e, PHASE_RULED);
    ck_assert_int_eq(contest_score_cp(&v->contest, 2), 11000);
    ck_assert_int_gt(v->house.entries, 5);
    char *said = engine_said(e);
    ck_assert_ptr_nonnull(strstr(said, "抢"));
    free(said);
    end(e);
}
END_TEST

/* Whatever a view shows, a reader of the file finds. */
START_TEST(published_is_on_disk)
{
    struct engine *e = begin();
    struct show_replay r;
    struct journal_error error;
    for (int i = 0; i < 12; i++) {
        const struct view *v = engine_take(e);
        int64_t had = v ? v->house.entries : 0;
        key(e, KEY_NUM);
        while (!(v = engine_take(e)) || v->house.entries <= had)
            nap();
        int64_t entries = v->house.entries;
        uint64_t digest = contest_digest(&v->contest);
        ck_assert(show_replay(&r, journal, NULL, NULL, NULL, &error));
        ck_assert_int_ge(r.entries, entries);
        ck_assert(r.entries > entries || contest_digest(&r.contest) == digest);
        show_replay_finish(&r);
    }
    end(e);
}
END_TEST

START_TEST(resumes_where_it_stopped)
{
    struct engine *e = begin();
    key(e, KEY_ENTER);
    key(e, KEY_ENTER);
    wait_phase(e, PHASE_READ);
    key(e, KEY_ENTER);
    const struct view *v = wait_phase(e, PHASE_OPEN);
    int undo = v->undo_depth;
    end(e);
    e = begin();
    v = wait_phase(e, PHASE_OPEN);
    ck_assert_int_eq(v->undo_depth, undo);
    ck_assert(!v->contest.state.clock.running || v->contest.state.clock.held);
    ck_assert_str_ne(v->house.message, "");
    key(e, KEY_DOT);
    ck_assert_int_ne((int)engine_take(e)->contest.state.phase, PHASE_END);
    end(e);
}
END_TEST

static void *many_keys(void *ctx)
{
    struct engine *e = ctx;
    for (int i = 0; i < 400; i++) {
        engine_key(e, (enum key)(i % KEY_COUNT), mono_us());
        engine_press(e, 1 + i % 2, mono_us());
        engine_status(e, HOUSE_SOUND, LIGHT_WARN, "声音");
        engine_tell(e, LIGHT_WARN, "试一试", "再试");
        if (i % 16 == 0)
            nap();
    }
    return NULL;
}

/* A flood from several threads: all of it is taken, or told to be too much; nothing tears. */
START_TEST(flood)
{
    struct engine *e = begin();
    pthread_t threads[3];
    uint64_t serial = 0;
    for (int i = 0; i < 3; i++)
        pthread_create(&threads[i], NULL, many_keys, e);
    for (int i = 0; i < 300; i++) {
        const struct view *v = engine_take(e);
        if (v) {
            ck_assert_uint_ge(v->serial, serial);
            serial = v->serial;
            ck_assert_int_ge(v->house.history_count, 0);
            ck_assert_int_le(v->house.history_count, HISTORY_MAX);
        }
        nap();
    }
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    end(e);
    struct show_replay r;
    struct journal_error error;
    ck_assert_msg(show_replay(&r, journal, NULL, NULL, NULL, &error), "%s", error.what);
    show_replay_finish(&r);
}
END_TEST

START_TEST(second_is_refused)
{
    struct engine *e = begin();
    struct journal_error error = {0};
    struct engine_options o = {.folder = folder, .journal = journal};
    ck_assert_ptr_null(engine_create(&o, &error));
    ck_assert_int_eq((int)error.kind, JOURNAL_LOCKED);
    ck_assert_str_ne(error.what, "");
    ck_assert_str_ne(error.remedy, "");
    end(e);
}
END_TEST

START_TEST(stop_without_start)
{
    struct journal_error e;
    struct engine_options o = {.folder = folder};
    struct engine *engine = engine_create(&o, &e);
    ck_assert_ptr_nonnull(engine);
    ck_assert_ptr_null(engine_take(engine));
    engine_stop(engine);
    engine_destroy(engine);
    engine_destroy(NULL);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("engine");
    TCase *t = tcase_create("engine");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, a_question);
    tcase_add_test(t, published_is_on_disk);
    tcase_add_test(t, resumes_where_it_stopped);
    tcase_add_test(t, flood);
    tcase_add_test(t, second_is_refused);
    tcase_add_test(t, stop_without_start);
    tcase_set_timeout(t, 60);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int bad = srunner_ntests_failed(r);
    srunner_free(r);
    return bad != 0;
}
