/* rooms: vbox box arbiter codec */
/*
 * The same in real time, through pseudo-terminals and one poll loop, as the engine runs it: press
 * to verdict, and a cable pulled for real.
 */
#include <fcntl.h>
#include <poll.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "box_stage.h"

enum { BOXES = 3, PRESSES = 60 };

static int master[BOXES];

static int64_t real_us(void *user)
{
    struct timespec t;
    (void)user;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static bool to_pty(void *ctx, int64_t at_us, const uint8_t *data, size_t n)
{
    const struct stage_box *b = ctx;
    (void)at_us;
    return write(master[b->index], data, n) == (ssize_t)n;
}

static void plug(int i, char *address, size_t size)
{
    char path[64];
    master[i] = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK);
    ck_assert_int_ge(master[i], 0);
    ck_assert_int_eq(grantpt(master[i]), 0);
    ck_assert_int_eq(unlockpt(master[i]), 0);
    ck_assert_int_eq(ptsname_r(master[i], path, sizeof path), 0);
    int slave = open(path, O_RDWR | O_NOCTTY);
    struct termios t;
    tcgetattr(slave, &t);
    cfmakeraw(&t);
    tcsetattr(slave, TCSANOW, &t);
    close(slave);
    snprintf(address, size, "tty:%s", path);
}

static void boxes_side(int i)
{
    uint8_t data[512];
    ssize_t n;
    while (master[i] >= 0 && (n = read(master[i], data, sizeof data)) > 0)
        rig_from_host(&stage.box[i].rig, real_us(NULL), data, (size_t)n);
    if (master[i] >= 0)
        rig_tick(&stage.box[i].rig, real_us(NULL));
}

/* One turn of the loop, as the engine's; the boxes' ends are polled in the same call. */
static void turn(int64_t until_us)
{
    struct pollfd fds[BOXES * 2];
    size_t host = boxes_pollfds(stage.boxes, fds, BOXES), n = host;
    int64_t wake_us = boxes_next_wake_us(stage.boxes);
    for (int i = 0; i < BOXES; i++) {
        if (master[i] < 0)
            continue;
        fds[n++] = (struct pollfd){.fd = master[i], .events = POLLIN};
        int64_t box_us = rig_next_wake(&stage.box[i].rig);
        wake_us = box_us < wake_us ? box_us : wake_us;
    }
    wake_us = until_us < wake_us ? until_us : wake_us;
    int64_t left_us = wake_us - real_us(NULL);
    struct timespec t = {.tv_nsec = left_us > 0 ? (left_us < 100000 ? left_us : 100000) * 1000 : 0};
    ppoll(fds, n, &t, NULL);
    stage.now_us = real_us(NULL);
    boxes_step(stage.boxes, fds, host, stage.now_us);
    for (int i = 0; i < BOXES; i++)
        boxes_side(i);
}

static void run_real(int64_t for_us)
{
    int64_t end_us = real_us(NULL) + for_us;
    while (real_us(NULL) < end_us)
        turn(end_us);
}

static void set_up(void)
{
    stage_start(BOXES);
    stage.now_us = real_us(NULL);
    for (int i = 0; i < BOXES; i++) {
        stage_box((size_t)i, 0xD0 + (uint64_t)i, 1000 * (i - 1), 0);
        stage.box[i].rig.deliver = to_pty;
        plug(i, stage.config.box[i].address, BOX_ADDRESS);
    }
    stage.boxes = boxes_create(&stage.config, real_us, stage_on_event, NULL);
    for (int i = 0; i < 100 && stage_count(BOX_EVENT_FOUND, -1) < BOXES; i++)
        run_real(20000);
    ck_assert_uint_eq(stage_count(BOX_EVENT_FOUND, -1), BOXES);
    run_real(300000);
}

static void tear_down(void)
{
    stage_end();
    for (int i = 0; i < BOXES; i++)
        if (master[i] >= 0)
            close(master[i]);
}

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

START_TEST(press_to_verdict)
{
    int64_t took[PRESSES];
    int outside = 0;
    set_up();
    for (int k = 0; k < PRESSES; k++) {
        int box = k % BOXES;
        int64_t at_us = real_us(NULL) + 1000;
        stage.logged = stage.truths = 0;
        rig_press(&stage.box[box].rig, at_us, (uint8_t)(k / BOXES % 4));
        for (int i = 0; i < 2000 && !stage_press(0); i++)
            turn(real_us(NULL) + 1000);
        const struct arbiter_press *p = stage_press(0);
        ck_assert_ptr_nonnull(p);
        ck_assert_int_eq(p->source, box);
        outside += at_us < p->lo_us || at_us > p->hi_us;
        took[k] = p->released_us - at_us;
        run_real(35000);
    }
    ck_assert_int_eq(outside, 0);
    qsort(took, PRESSES, sizeof *took, by_value);
    struct box_health h = stage_health(0);
    printf("pty: press to verdict of 3 boxes p50 %lld p95 %lld µs (fence included); round trip "
           "%lld µs, ±%lld µs\n",
           (long long)took[PRESSES / 2], (long long)took[PRESSES * 95 / 100], (long long)h.rtt_us,
           (long long)h.uncertainty_us);
    tear_down();
}
END_TEST

START_TEST(cable_pulled)
{
    set_up();
    close(master[0]);
    master[0] = -1;
    for (int i = 0; i < 100 && stage_count(BOX_EVENT_LOST, -1) == 0; i++)
        run_real(5000);
    ck_assert_uint_eq(stage_count(BOX_EVENT_LOST, BOX_CAUSE_UNPLUGGED), 1);
    rig_press(&stage.box[1].rig, real_us(NULL) + 1000, 0);
    run_real(100000);
    ck_assert_ptr_nonnull(stage_press(0));
    ck_assert_uint_eq(stage_press(0)->silent, 0);
    run_real(600000);
    ck_assert_uint_eq(stage_count(BOX_EVENT_LOST, -1), 1);
    tear_down();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("box_pty");
    TCase *tc = tcase_create("pty");
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, press_to_verdict);
    tcase_add_test(tc, cable_pulled);
    suite_add_tcase(suite, tc);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
