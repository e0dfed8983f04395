/* rooms: video */
#include "video/video.h"

#include <check.h>
#include <limits.h>
#include <locale.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* The demonstration's procedure video: 25.4 s, 25 frames a second, 1056 × 882, silent. */
#define FOLDER "config/zunyi-final"
#define FILM   "media/inspection.mp4"

enum { LIMIT_S = 20 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t news = PTHREAD_COND_INITIALIZER;
static unsigned ready_count, seen_count;
static struct video *video;

static void on_ready(void *ctx)
{
    (void)ctx;
    pthread_mutex_lock(&lock);
    ready_count++;
    pthread_cond_signal(&news);
    pthread_mutex_unlock(&lock);
}

/* Waits for libmpv's next piece of news, within a bound, and takes it in. */
static void next_news(const char *what)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += LIMIT_S;
    pthread_mutex_lock(&lock);
    while (ready_count == seen_count)
        ck_assert_msg(pthread_cond_timedwait(&news, &lock, &until) == 0, "never: %s", what);
    seen_count = ready_count;
    pthread_mutex_unlock(&lock);
    video_update(video);
}

#define until(condition)                                                                           \
    while (!(condition))                                                                           \
    next_news(#condition)

static unsigned frame(void)
{
    int w, h, stride;
    unsigned serial;
    return video_frame(video, &w, &h, &stride, &serial) ? serial : 0;
}

static uint64_t picture_hash(void)
{
    int w, h, stride;
    uint64_t hash = 1469598103934665603u;
    const uint32_t *px = video_frame(video, &w, &h, &stride, NULL);
    for (int y = 0; px && y < h; y += 3)
        for (int x = 0; x < w; x += 3)
            hash = (hash ^ px[y * stride + x]) * 1099511628211u;
    return hash;
}

static bool at(int64_t us)
{
    int64_t off = video_position_us(video) - us;
    return off > -45000 && off < 45000; /* a frame either way */
}

static void setup_for(const char *folder)
{
    char why[VIDEO_WHY] = "";
    struct video_want want = {.folder = folder, .ready = on_ready};
    setlocale(LC_NUMERIC, "C");
    ready_count = seen_count = 0;
    video = video_create(&want, why, sizeof why);
    ck_assert_msg(video != NULL, "%s", why);
}

static void setup(void)
{
    setup_for(FOLDER);
}

static void teardown(void)
{
    video_destroy(video);
    video = NULL;
}

static void load(const char *path)
{
    video_load(video, path);
    ck_assert_int_eq(video_state(video), VIDEO_LOADING);
    until(video_state(video) == VIDEO_PAUSED);
}

START_TEST(stands_on_its_first_frame)
{
    int w, h, stride;
    ck_assert_ptr_null(video_frame(video, &w, &h, &stride, NULL));
    load(FILM);
    const uint32_t *px = video_frame(video, &w, &h, &stride, NULL);
    ck_assert_ptr_nonnull(px);
    ck_assert_int_eq(w, 1056);
    ck_assert_int_eq(h, 882);
    ck_assert_int_ge(stride, w);
    for (int i = 0; i < w; i++)
        ck_assert_uint_eq(px[i] >> 24, 0xFF);
    until(video_duration_us(video) > 0);
    ck_assert_int_eq(video_duration_us(video) / 100000, 254);
    ck_assert(at(0));
}
END_TEST

START_TEST(plays_and_pauses)
{
    load(FILM);
    unsigned first = frame();
    video_play(video);
    until(frame() > first + 3 && video_position_us(video) > 100000);
    ck_assert_int_eq(video_state(video), VIDEO_PLAYING);
    video_pause(video);
    until(video_state(video) == VIDEO_PAUSED);
}
END_TEST

START_TEST(steps_frame_by_frame)
{
    load(FILM);
    for (int i = 1; i <= 3; i++) {
        video_step(video);
        until(video_position_us(video) / 1000 == i * 40);
        until(video_state(video) == VIDEO_PAUSED);
    }
}
END_TEST

START_TEST(jumps_exactly_and_stands)
{
    load(FILM);
    unsigned first = frame();
    uint64_t picture = picture_hash();
    video_jump(video, 11400000);
    until(at(11400000) && frame() > first && picture_hash() != picture);
    ck_assert_int_eq(video_state(video), VIDEO_PAUSED);
    video_jump(video, 0); /* and back: the same picture as at first */
    until(at(0) && picture_hash() == picture);
}
END_TEST

START_TEST(ends_on_its_last_frame_and_replays_only_when_asked)
{
    load(FILM);
    video_jump(video, 25200000);
    until(at(25200000));
    video_play(video);
    until(video_state(video) == VIDEO_ENDED);
    ck_assert_uint_ne(frame(), 0);
    video_play(video); /* no free replay */
    video_mute(video, true);
    ck_assert_int_gt(video_position_us(video), 25000000);
    video_replay(video);
    until(video_state(video) == VIDEO_PLAYING && video_position_us(video) < 5000000);
}
END_TEST

START_TEST(the_next_video_may_have_the_same_size)
{
    load(FILM);
    video_unload(video);
    ck_assert_uint_eq(frame(), 0);
    ck_assert_int_eq(video_state(video), VIDEO_NONE);
    video_play(video); /* nothing loaded: nothing happens */
    video_step(video);
    load(FILM);
    ck_assert_uint_ne(frame(), 0);
    video_load(video, FILM); /* again: back to the start without a black frame */
    ck_assert_uint_ne(frame(), 0);
}
END_TEST

START_TEST(frames_are_reduced_to_what_is_wanted)
{
    char why[VIDEO_WHY];
    int w, h, stride;
    teardown();
    struct video_want want = {
        .folder = FOLDER, .ready = on_ready, .width_max = 640, .height_max = 360};
    video = video_create(&want, why, sizeof why);
    ck_assert_ptr_nonnull(video);
    load(FILM);
    ck_assert_ptr_nonnull(video_frame(video, &w, &h, &stride, NULL));
    ck_assert_int_eq(h, 360);
    ck_assert_int_eq(w, 430); /* 1056 × 360 / 882 = 431, even */
}
END_TEST

/* ---- bad files ---- */

static char dir[64];

static void write_file(const char *name, const void *data, size_t n)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *f = fopen(path, "wb");
    ck_assert_ptr_nonnull(f);
    ck_assert_uint_eq(fwrite(data, 1, n, f), n);
    ck_assert_int_eq(fclose(f), 0);
}

static unsigned char film[1 << 20];
static size_t film_size;

static void setup_bad(void)
{
    FILE *f = fopen(FOLDER "/" FILM, "rb");
    ck_assert_ptr_nonnull(f);
    film_size = fread(film, 1, sizeof film, f);
    fclose(f);
    snprintf(dir, sizeof dir, "build/video-XXXXXX");
    mkdir("build", 0777);
    ck_assert_ptr_nonnull(mkdtemp(dir));
    write_file("good.mp4", film, film_size);
    write_file("cut.mp4", film, film_size * 6 / 10);
    write_file("head.mp4", film, 20000);
    for (size_t i = 0; i < 5000; i++)
        film[i] = (unsigned char)(i * i * 31 >> 3);
    write_file("noise.mp4", film, 5000);
    write_file("empty.mp4", film, 0);
    static const char list[] = "#EXTM3U\n#EXTINF:1,\ngood.mp4\n";
    write_file("list.mp4", list, sizeof list - 1);
    static const char edl[] = "# mpv EDL v0\ngood.mp4,0,1\n";
    write_file("edl.mp4", edl, sizeof edl - 1);
    setup_for(dir);
}

static void teardown_bad(void)
{
    static const char *const names[] = {"good.mp4",  "cut.mp4",  "head.mp4", "noise.mp4",
                                        "empty.mp4", "list.mp4", "edl.mp4",  "out.mp4"};
    char path[128];
    teardown();
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, "%s/%s", dir, names[i]);
        unlink(path);
    }
    rmdir(dir);
}

START_TEST(a_file_that_cannot_be_played_is_told_and_the_next_one_plays)
{
    static const char *const bad[] = {"noise.mp4", "empty.mp4", "list.mp4", "edl.mp4"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        video_load(video, bad[i]);
        until(video_state(video) == VIDEO_BAD);
        ck_assert_ptr_nonnull(strstr(video_trouble(video), bad[i]));
        ck_assert_uint_eq(frame(), 0);
    }
    load("good.mp4");
    ck_assert_str_eq(video_trouble(video), "");
}
END_TEST

START_TEST(nothing_outside_the_folder_is_opened)
{
    char link_path[128], target[PATH_MAX];
    video_load(video, "../../etc/hostname");
    ck_assert_int_eq(video_state(video), VIDEO_BAD);
    ck_assert_ptr_nonnull(realpath(FOLDER "/" FILM, target));
    snprintf(link_path, sizeof link_path, "%s/out.mp4", dir);
    ck_assert_int_eq(symlink(target, link_path), 0);
    video_load(video, "out.mp4");
    ck_assert_int_eq(video_state(video), VIDEO_BAD);
    ck_assert_ptr_nonnull(strstr(video_trouble(video), "outside"));
    video_load(video, "none.mp4");
    ck_assert_ptr_nonnull(strstr(video_trouble(video), "not found"));
}
END_TEST

START_TEST(probe_finds_what_would_fail_on_stage)
{
    static const struct {
        const char *name, *says;
    } cases[] = {
        {"good.mp4", NULL},         {"cut.mp4", "breaks off"}, {"head.mp4", "no frame"},
        {"noise.mp4", "noise.mp4"}, {"empty.mp4", "empty"},    {"list.mp4", "list.mp4"},
        {"edl.mp4", "edl.mp4"},     {"none.mp4", "not found"}, {"../x.mp4", "not found"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct video_facts facts;
        char why[VIDEO_WHY] = "";
        bool ok = video_probe(dir, cases[i].name, LIMIT_S * 1000, &facts, why, sizeof why);
        ck_assert_msg(ok == !cases[i].says, "%s: %s", cases[i].name, why);
        ck_assert_msg(ok || strstr(why, cases[i].says), "%s: %s", cases[i].name, why);
    }
    struct video_facts facts;
    char why[VIDEO_WHY];
    ck_assert(video_probe(dir, "good.mp4", LIMIT_S * 1000, &facts, why, sizeof why));
    ck_assert_int_eq(facts.width, 1056);
    ck_assert_int_eq(facts.height, 882);
    ck_assert_int_eq(facts.duration_us / 100000, 254);
    ck_assert(!facts.audio);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("video");
    TCase *play = tcase_create("play"), *bad = tcase_create("bad");
    tcase_set_timeout(play, 60);
    tcase_set_timeout(bad, 60);
    tcase_add_checked_fixture(play, setup, teardown);
    tcase_add_test(play, stands_on_its_first_frame);
    tcase_add_test(play, plays_and_pauses);
    tcase_add_test(play, steps_frame_by_frame);
    tcase_add_test(play, jumps_exactly_and_stands);
    tcase_add_test(play, ends_on_its_last_frame_and_replays_only_when_asked);
    tcase_add_test(play, the_next_video_may_have_the_same_size);
    tcase_add_test(play, frames_are_reduced_to_what_is_wanted);
    suite_add_tcase(suite, play);
    tcase_add_checked_fixture(bad, setup_bad, teardown_bad);
    tcase_add_test(bad, a_file_that_cannot_be_played_is_told_and_the_next_one_plays);
    tcase_add_test(bad, nothing_outside_the_folder_is_opened);
    tcase_add_test(bad, probe_finds_what_would_fail_on_stage);
    suite_add_tcase(suite, bad);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
