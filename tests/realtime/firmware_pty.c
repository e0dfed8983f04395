/* rooms: box arbiter codec */
/* pkgs: simavr */
/*
 * The whole path in real time: the real firmware under simavr, bridged to pseudo-terminals, read by
 * the real host through its terminal links. What is asserted does not depend on how busy the
 * machine is: late bytes only widen the guaranteed intervals, they cannot make them wrong.
 */
#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include "box/boxes.h"
#include "leitai_proto.h"
#include "sim_box.h"

#define ELF      "build/avr/leitai-box.elf"
#define BOXES    2
#define WARM_US  1500000
#define PAIR_US  80000
#define PAIRS    30
#define LIMIT_US 60000000
#define OUT      4096

static const struct {
    double ppm;
    uint32_t baud;
} crystals[BOXES] = {{-4990, 115200}, {4990, 250000}};

struct side {
    struct sim_box *sim;
    int master, slave;
    double ppm;
    struct {
        double end_us;
        uint8_t byte;
    } out[OUT]; /* left the box, not yet at its end of the wire */
    unsigned first, count;
    double truth_us;
};

static struct side sides[BOXES];
static int64_t start_us;
static struct {
    int early;
    bool open;
    unsigned n_told, done, wrong, outside, ties;
    struct arbiter_press told[2];
} pair;

static int64_t clock_us(void *user)
{
    struct timespec now;
    (void)user;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static double cycles_per_us(const struct side *side)
{
    return SIM_HZ / 1e6 * (1 + side->ppm * 1e-6);
}

static uint64_t cycle_at(const struct side *side, double us)
{
    return (uint64_t)(us * cycles_per_us(side));
}

static void side_hear(void *ctx, uint8_t byte, uint64_t start, uint64_t end)
{
    (void)start;
    struct side *side = ctx;
    ck_assert_uint_lt(side->count, OUT);
    unsigned i = (side->first + side->count++) % OUT;
    side->out[i].byte = byte;
    side->out[i].end_us = (double)end / cycles_per_us(side);
}

static void side_start(int i, char *path, size_t cap)
{
    struct side *side = &sides[i];
    struct termios tio;
    uint32_t baud = crystals[i].baud;
    struct sim_identity identity = {.uid = 0xC0 + (uint64_t)i, .baud = baud, .debounce_us = 5000};
    identity.buttons = 8;
    memset(side, 0, sizeof *side);
    side->ppm = crystals[i].ppm;
    side->sim = sim_box_create(ELF, &identity, baud, baud);
    ck_assert_msg(side->sim != NULL, "no %s: run make firmware", ELF);
    side->sim->byte_cycles = cycle_at(side, 1e7 / baud);
    side->sim->on_byte = side_hear;
    side->sim->ctx = side;
    side->master = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK);
    ck_assert(side->master >= 0 && grantpt(side->master) == 0 && unlockpt(side->master) == 0);
    ck_assert_int_eq(ptsname_r(side->master, path, cap), 0);
    side->slave = open(path, O_RDWR | O_NOCTTY);
    ck_assert_int_eq(tcgetattr(side->slave, &tio), 0);
    cfmakeraw(&tio);
    tcsetattr(side->slave, TCSANOW, &tio);
}

/* Up to now, but at most 3 ms of it, so that nobody waits long; bytes go out when they have left
 * the box, and in no earlier than they were written. */
static void side_run(struct side *side)
{
    double now_us = (double)(clock_us(NULL) - start_us);
    uint64_t target = cycle_at(side, now_us), most = side->sim->avr->cycle + 48000;
    ck_assert(sim_box_run_until(side->sim, target < most ? target : most));
    while (side->count && side->out[side->first].end_us <= now_us) {
        ck_assert_int_eq(write(side->master, &side->out[side->first].byte, 1), 1);
        side->first = (side->first + 1) % OUT;
        side->count--;
    }
    uint8_t data[256];
    ssize_t n = read(side->master, data, sizeof data);
    if (n > 0)
        sim_box_bytes(side->sim, cycle_at(side, (double)(clock_us(NULL) - start_us)), data,
                      (size_t)n);
}

static void judge(void)
{
    bool overlap = arbiter_margin(&pair.told[0], &pair.told[1]).overlap;
    pair.ties += overlap;
    pair.wrong += !overlap && pair.told[0].source != pair.early;
    for (int i = 0; i < 2; i++) {
        const struct arbiter_press *it = &pair.told[i];
        double at_us = (double)start_us + sides[it->source].truth_us;
        pair.outside += at_us < (double)it->lo_us - 1 || at_us > (double)it->hi_us + 1;
    }
    pair.done++;
    pair.open = false;
}

static void on_event(void *user, const struct box_event *event)
{
    (void)user;
    if (event->kind == BOX_EVENT_LOST)
        ck_abort_msg("box %d lost: %s", event->box, box_cause_text(event->code));
    if (event->kind != BOX_EVENT_PRESS)
        return;
    ck_assert_uint_lt(pair.n_told, 2);
    pair.told[pair.n_told++] = *event->press;
    if (pair.n_told == 2)
        judge();
}

static void schedule(struct side *side, double at_us)
{
    uint64_t cycle = cycle_at(side, at_us);
    side->truth_us = (double)cycle / cycles_per_us(side);
    sim_box_edge(side->sim, cycle, 3, true);
    sim_box_edge(side->sim, cycle + cycle_at(side, 30000), 3, false);
}

/* Far enough ahead that a simulation that lags behind has not passed it. */
static void next_pair(void)
{
    double first_us = (double)(clock_us(NULL) - start_us) + 20000;
    pair.early = (int)(pair.done % 2);
    pair.n_told = 0;
    pair.open = true;
    schedule(&sides[pair.early], first_us);
    schedule(&sides[!pair.early], first_us + 3000);
}

static void host_step(struct boxes *boxes)
{
    struct pollfd fds[BOXES + 4];
    size_t n = boxes_pollfds(boxes, fds, BOXES + 4);
    poll(fds, (nfds_t)n, 0);
    boxes_step(boxes, fds, n, clock_us(NULL));
}

START_TEST(test_real_firmware_on_ptys)
{
    struct boxes_config config = {.count = BOXES};
    start_us = clock_us(NULL);
    for (int i = 0; i < BOXES; i++) {
        char path[64];
        side_start(i, path, sizeof path);
        snprintf(config.box[i].address, sizeof config.box[i].address, "tty:%s", path);
        config.box[i].baud = (int)crystals[i].baud;
        config.box[i].seat[3] = (uint8_t)(i + 1);
    }
    struct boxes *boxes = boxes_create(&config, NULL, on_event, NULL);
    ck_assert_ptr_nonnull(boxes);
    boxes_arm(boxes, 1, 3, start_us + 1000);
    int64_t next_us = start_us + WARM_US;
    while (pair.done < PAIRS) {
        int64_t now_us = clock_us(NULL);
        ck_assert_msg(now_us - start_us < LIMIT_US, "%u of %d pairs told", pair.done, PAIRS);
        if (now_us >= next_us && !pair.open) {
            next_pair();
            next_us = now_us + PAIR_US;
        }
        for (int i = 0; i < BOXES; i++)
            side_run(&sides[i]);
        host_step(boxes);
        struct timespec nap = {.tv_nsec = 50000};
        nanosleep(&nap, NULL);
    }
    printf("%u pairs 3 ms apart: wrong order %u, dead heats %u\n", pair.done, pair.wrong,
           pair.ties);
    ck_assert_uint_eq(pair.wrong, 0);
    ck_assert_uint_eq(pair.outside, 0);
    boxes_destroy(boxes);
    for (int i = 0; i < BOXES; i++) {
        close(sides[i].slave);
        close(sides[i].master);
        sim_box_destroy(sides[i].sim);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("firmware on ptys");
    TCase *tc = tcase_create("firmware on ptys");
    tcase_set_timeout(tc, 90);
    tcase_add_test(tc, test_real_firmware_on_ptys);
    suite_add_tcase(suite, tc);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
