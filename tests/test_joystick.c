/* rooms: joystick box arbiter codec words */
/* pkgs: sdl2 */
/*
 * Joysticks through SDL, from SDL's own virtual ones to the events of the boxes, in virtual time:
 * the bounds a press is given, what a decision waits for, lamps, plugging, and standing in for an
 * input device that may not be read.
 */
#include "box/boxes.h"
#include "box/pads.h"
#include "instant/instant.h"
#include "joystick/joystick.h"

#include <SDL.h>
#include <check.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

enum { VID = 0xf1f1, PID = 0x0107, LATENCY_US = 8000, BUTTONS = 20, LOG = 64 };

static struct rig {
    int64_t now_us;
    int64_t update_us; /* how long SDL takes to look */
    struct pads *pads;
    struct joysticks *sticks;
    struct boxes *boxes;
    struct boxes_config config;
    struct box_event log[LOG];
    struct arbiter_press press[LOG];
    size_t logged;
    uint8_t led, rumble;
    uint8_t report[7];
} rig;

static int64_t rig_clock(void *ctx)
{
    (void)ctx;
    return rig.now_us;
}

/* SDL takes its time between the two looks at the clock. */
static void SDLCALL on_update(void *ctx)
{
    (void)ctx;
    rig.now_us += rig.update_us;
}

static int SDLCALL on_rumble(void *ctx, Uint16 low, Uint16 high)
{
    (void)ctx;
    (void)high;
    rig.rumble = low > 0;
    return 0;
}

static int SDLCALL on_led(void *ctx, Uint8 red, Uint8 green, Uint8 blue)
{
    (void)ctx;
    rig.led = red | green | blue;
    return 0;
}

static int SDLCALL on_effect(void *ctx, const void *data, int size)
{
    (void)ctx;
    ck_assert_int_eq(size, 7);
    memcpy(rig.report, data, 7);
    return 0;
}

static void on_event(void *ctx, const struct box_event *e)
{
    (void)ctx;
    ck_assert_uint_lt(rig.logged, LOG);
    struct arbiter_press *p = &rig.press[rig.logged];
    rig.log[rig.logged] = *e;
    if (e->press) {
        *p = *e->press;
        rig.log[rig.logged].press = p;
    }
    rig.logged++;
}

static int plug_in(const char *name, int vid, int pid, bool led, bool rumble)
{
    SDL_VirtualJoystickDesc d = {.version = SDL_VIRTUAL_JOYSTICK_DESC_VERSION,
                                 .type = SDL_JOYSTICK_TYPE_GAMECONTROLLER,
                                 .nbuttons = BUTTONS,
                                 .vendor_id = (Uint16)vid,
                                 .product_id = (Uint16)pid,
                                 .name = name,
                                 .Update = on_update,
                                 .Rumble = rumble ? on_rumble : NULL,
                                 .SetLED = led ? on_led : NULL,
                                 .SendEffect = on_effect};
    int index = SDL_JoystickAttachVirtualEx(&d);
    ck_assert_msg(index >= 0, "%s", SDL_GetError());
    return index;
}

static void rig_start(void)
{
    memset(&rig, 0, sizeof rig);
    rig.now_us = 1000000000;
    rig.pads = pads_create();
    ck_assert_ptr_nonnull(rig.pads);
    rig.sticks = joysticks_create(rig.pads, rig_clock, NULL);
    ck_assert_msg(rig.sticks != NULL, "%s", SDL_GetError());
    rig.config.pads = rig.pads;
}

static struct box_config *box(const char *address, enum box_kind kind, int seat)
{
    struct box_config *c = &rig.config.box[rig.config.count++];
    snprintf(c->address, sizeof c->address, "%s", address);
    c->kind = kind;
    for (int i = 0; i < BUTTONS; i++)
        c->seat[i] = (uint8_t)(seat + i);
    return c;
}

static void step(void)
{
    struct pollfd fds[BOXES_MAX];
    size_t n = boxes_pollfds(rig.boxes, fds, BOXES_MAX);
    poll(fds, n, 0);
    boxes_step(rig.boxes, fds, n, rig.now_us);
}

/* Sweeps so often until then. */
static void sweep_for(int64_t for_us, int64_t every_us)
{
    int64_t until = rig.now_us + for_us;
    while (rig.now_us < until) {
        rig.now_us += every_us;
        joysticks_step(rig.sticks);
        step();
    }
}

static void rig_open(void)
{
    joysticks_step(rig.sticks);
    rig.boxes = boxes_create(&rig.config, rig_clock, on_event, NULL);
    ck_assert_ptr_nonnull(rig.boxes);
    sweep_for(10000, 1000);
}

static void rig_end(void)
{
    boxes_destroy(rig.boxes);
    joysticks_destroy(rig.sticks);
    pads_destroy(rig.pads);
}

static size_t count(enum box_event_kind kind, int code)
{
    size_t n = 0;
    for (size_t i = 0; i < rig.logged; i++)
        n += rig.log[i].kind == kind && (code < 0 || rig.log[i].code == code);
    return n;
}

static const struct arbiter_press *press_no(size_t n)
{
    for (size_t i = 0; i < rig.logged; i++)
        if (rig.log[i].press && n-- == 0)
            return rig.log[i].press;
    return NULL;
}

static void finger(int index, int button, bool down)
{
    SDL_Joystick *s = SDL_JoystickOpen(index); /* one more reference to the same */
    ck_assert_ptr_nonnull(s);
    ck_assert_int_eq(SDL_JoystickSetVirtualButton(s, button, down), 0);
    SDL_JoystickClose(s);
}

static struct box_health health(int i)
{
    struct box_health h;
    boxes_box_health(rig.boxes, i, rig.now_us, &h);
    return h;
}

START_TEST(a_press_lies_between_two_sweeps)
{
    rig_start();
    box("joystick:f1f1:0107", BOX_JOYSTICK, 3);
    int index = plug_in("Pad", VID, PID, false, false);
    rig_open();
    ck_assert_uint_eq(count(BOX_EVENT_FOUND, -1), 1);
    ck_assert_int_eq(health(0).presence, BOX_PRESENCE_LIVE);
    ck_assert_str_eq(health(0).port, "Pad");
    rig.update_us = 300;
    int64_t before = rig.now_us;
    joysticks_step(rig.sticks);
    rig.now_us += 17000; /* the main thread draws a picture */
    finger(index, 4, true);
    rig.now_us += 5000;
    joysticks_step(rig.sticks);
    int64_t found = rig.now_us;
    step();
    ck_assert_ptr_null(press_no(0)); /* another may still lie in the same gap */
    rig.now_us += 2000;
    joysticks_step(rig.sticks);
    step();
    rig.now_us += 8000;
    joysticks_step(rig.sticks);
    step();
    const struct arbiter_press *p = press_no(0);
    ck_assert_ptr_nonnull(p);
    ck_assert_int_eq(p->button, 4);
    ck_assert_int_eq(p->seat, 7);
    ck_assert_int_eq(p->lo_us, before - LATENCY_US);
    ck_assert_int_eq(p->hi_us, found);
    ck_assert_int_eq(p->t_us, (p->lo_us + p->hi_us) / 2);
    ck_assert(arbiter_may_win(p));
    ck_assert(!(p->flags & ARBITER_DECIDED_LATE));
    finger(index, 4, false);
    sweep_for(10000, 2000);
    ck_assert_ptr_null(press_no(1)); /* letting go is none */
    rig_end();
}
END_TEST

/* Two presses in one gap can't be told apart; in gaps far enough from each other they can. */
START_TEST(order_is_told_where_it_is_known)
{
    rig_start();
    box("joystick:f1f1:0107", BOX_JOYSTICK, 1);
    int index = plug_in("Pad", VID, PID, false, false);
    rig_open();
    finger(index, 3, true);
    finger(index, 1, true);
    sweep_for(30000, 2000);
    ck_assert(arbiter_margin(press_no(0), press_no(1)).overlap);
    finger(index, 2, true);
    sweep_for(30000, 2000);
    ck_assert(!arbiter_margin(press_no(1), press_no(2)).overlap);
    ck_assert_int_gt(arbiter_margin(press_no(1), press_no(2)).margin_us, 0);
    rig_end();
}
END_TEST

START_TEST(what_is_shown_is_measured)
{
    rig_start();
    box("joystick:f1f1:0107", BOX_JOYSTICK, 1);
    plug_in("Pad", VID, PID, false, false);
    rig_open();
    sweep_for(3000000, 2000);
    ck_assert_int_eq(health(0).uncertainty_us, (LATENCY_US + 2000) / 2);
    ck_assert_int_eq(health(0).kind, BOX_JOYSTICK);
    sweep_for(200000, 40000); /* pictures take long now */
    ck_assert_int_eq(health(0).uncertainty_us, (LATENCY_US + 40000) / 2);
    sweep_for(3000000, 2000);
    ck_assert_int_eq(health(0).uncertainty_us, (LATENCY_US + 2000) / 2);
    rig_end();
}
END_TEST

START_TEST(a_main_thread_that_hangs_is_not_waited_for)
{
    rig_start();
    box("joystick:f1f1:0107", BOX_JOYSTICK, 1);
    box("joystick:f1f1:0108", BOX_JOYSTICK, 5);
    int index = plug_in("Pad", VID, PID, false, false);
    plug_in("Other", VID, 0x0108, false, false);
    rig_open();
    finger(index, 0, true);
    rig.now_us += 2000;
    joysticks_step(rig.sticks);
    step();
    int64_t arrived = rig.now_us;
    while (!press_no(0)) {
        int64_t wake = boxes_next_wake_us(rig.boxes);
        ck_assert_int_le(wake, arrived + ARBITER_BOUND_US);
        rig.now_us = wake > rig.now_us ? wake : rig.now_us + 100;
        step();
    }
    ck_assert_int_eq(press_no(0)->released_us, arrived + ARBITER_BOUND_US);
    ck_assert(press_no(0)->flags & ARBITER_DECIDED_LATE);
    ck_assert(arbiter_may_win(press_no(0)));
    ck_assert_uint_eq(count(BOX_EVENT_MESSAGE, BOX_MESSAGE_SILENT), 2);
    rig_end();
}
END_TEST

START_TEST(unplugged_and_back)
{
    rig_start();
    box("joystick:name=Red", BOX_JOYSTICK, 1);
    int index = plug_in("A Red Pad", VID, PID, false, false);
    rig_open();
    ck_assert_int_eq(SDL_JoystickDetachVirtual(index), 0);
    sweep_for(2000, 2000);
    ck_assert_uint_eq(count(BOX_EVENT_LOST, BOX_CAUSE_UNPLUGGED), 1);
    ck_assert_int_eq(health(0).presence, BOX_PRESENCE_ABSENT);
    sweep_for(5000000, 100000);
    ck_assert_uint_eq(count(BOX_EVENT_LOST, -1), 1); /* told once */
    index = plug_in("A Red Pad", VID, PID, false, false);
    sweep_for(2500000, 100000);
    ck_assert_uint_eq(count(BOX_EVENT_FOUND, -1), 2);
    finger(index, 0, true);
    sweep_for(30000, 2000);
    ck_assert_ptr_nonnull(press_no(0));
    ck_assert_uint_eq(health(0).reconnects, 1);
    for (int i = 0; i < 100; i++) { /* numbers of pads are given back */
        ck_assert_int_eq(SDL_JoystickDetachVirtual(index), 0);
        sweep_for(2000, 2000);
        index = plug_in("A Red Pad", VID, PID, false, false);
        sweep_for(2500000, 100000);
        ck_assert_int_eq(health(0).presence, BOX_PRESENCE_LIVE);
        rig.logged = 0;
    }
    rig_end();
}
END_TEST

START_TEST(two_of_a_kind_are_two_boxes)
{
    rig_start();
    box("joystick:f1f1:0107:0", BOX_JOYSTICK, 1);
    box("joystick:f1f1:0107:1", BOX_JOYSTICK, 5);
    box("joystick:f1f1:0107:2", BOX_JOYSTICK, 9);
    struct box_config *c = box("joystick:guid=", BOX_JOYSTICK, 13);
    box("joystick:keyboard", BOX_JOYSTICK, 17);
    plug_in("Pad", VID, PID, false, false);
    int second = plug_in("Pad", VID, PID, false, false);
    int third = plug_in("Other", VID, 0x0109, false, false);
    SDL_JoystickGetGUIDString(SDL_JoystickGetDeviceGUID(third), c->address + strlen(c->address),
                              PAD_GUID);
    c->key[0] = 7; /* its seventh button alone */
    c->key[1] = 2;
    rig_open();
    ck_assert_int_eq(health(0).presence, BOX_PRESENCE_LIVE);
    ck_assert_int_eq(health(1).presence, BOX_PRESENCE_LIVE);
    ck_assert_int_eq(health(2).cause, BOX_CAUSE_ABSENT);
    ck_assert_int_eq(health(3).presence, BOX_PRESENCE_LIVE);
    ck_assert_int_eq(health(4).cause, BOX_CAUSE_ERROR); /* malformed */
    finger(second, 1, true);
    finger(third, 6, true);
    finger(third, 0, true);
    sweep_for(30000, 2000);
    ck_assert_int_eq(press_no(0)->seat + press_no(1)->seat, 6 + 13);
    ck_assert_ptr_null(press_no(2)); /* a button without a place */
    rig_end();
}
END_TEST

START_TEST(lamps_where_there_are_some)
{
    rig_start();
    box("joystick:f1f1:0001", BOX_JOYSTICK, 1);
    box("joystick:f1f1:0002", BOX_JOYSTICK, 21);
    box("joystick:054c:1000", BOX_JOYSTICK, 41);
    plug_in("Light", VID, 1, true, true);
    plug_in("Motor", VID, 2, false, true);
    plug_in("Wbuzz", 0x054c, 0x1000, false, false);
    rig_open();
    boxes_lamp(rig.boxes, UINT64_C(1) << (2 - 1), 0);
    sweep_for(2000, 2000);
    ck_assert_uint_eq(rig.led, 255);
    ck_assert_uint_eq(rig.rumble, 0);
    boxes_lamp(rig.boxes, UINT64_C(1) << (21 - 1), 0);
    sweep_for(2000, 2000);
    ck_assert_uint_eq(rig.led, 0);
    ck_assert_uint_eq(rig.rumble, 1);
    /* handset 2 and, slowly blinking on others, 4 */
    boxes_lamp(rig.boxes, UINT64_C(1) << (41 + 5 - 1), UINT64_C(1) << (41 + 15 - 1));
    sweep_for(2000, 2000);
    ck_assert_uint_eq(rig.rumble, 0);
    ck_assert_mem_eq(rig.report, "\0\0\xff\0\xff\0\0", 7);
    boxes_lamp(rig.boxes, 0, 0);
    sweep_for(2000, 2000);
    ck_assert_mem_eq(rig.report, "\0\0\0\0\0\0\0", 7);
    rig_end();
}
END_TEST

START_TEST(stands_in_for_a_device_that_may_not_be_read)
{
    rig_start();
    box("evdev:f1f1:0107", BOX_EVDEV, 1);
    box("evdev:f1f1:0107:1", BOX_EVDEV, 5)->key[0] = 288; /* a code of the kernel's */
    box("evdev:/dev/input/by-id/nothing", BOX_EVDEV, 9);
    int index = plug_in("Pad", VID, PID, false, false);
    plug_in("Pad", VID, PID, false, false);
    rig_open();
    ck_assert_int_eq(health(0).presence, BOX_PRESENCE_LIVE);
    ck_assert_int_eq(health(0).kind, BOX_JOYSTICK);
    ck_assert_uint_eq(count(BOX_EVENT_MESSAGE, BOX_MESSAGE_COARSE), 1);
    ck_assert_int_eq(health(1).presence, BOX_PRESENCE_ABSENT);
    ck_assert_int_eq(health(2).presence, BOX_PRESENCE_ABSENT);
    finger(index, 1, true);
    sweep_for(30000, 2000);
    ck_assert_int_eq(press_no(0)->seat, 2);
    rig_end();
}
END_TEST

START_TEST(held_is_told_and_a_flood_counted)
{
    rig_start();
    box("joystick:f1f1:0107", BOX_JOYSTICK, 1);
    int index = plug_in("Pad", VID, PID, false, false);
    rig_open();
    finger(index, 0, true);
    sweep_for(2500000, 100000);
    ck_assert_uint_eq(count(BOX_EVENT_HELD, -1), 1);
    finger(index, 0, false);
    sweep_for(2000, 2000);
    ck_assert_uint_eq(count(BOX_EVENT_RELEASED, -1), 1);
    rig.logged = 0;
    for (int i = 0; i < PADS_QUEUE; i++) { /* the engine hangs */
        finger(index, 0, i % 2 == 0);
        rig.now_us += 1000;
        joysticks_step(rig.sticks);
    }
    finger(index, 1, true);
    rig.now_us += 1000;
    joysticks_step(rig.sticks);
    step();
    ck_assert_uint_eq(count(BOX_EVENT_MESSAGE, BOX_MESSAGE_BOX_LOST), 1);
    rig_end();
}
END_TEST

/* As in the show: the engine's thread steps the boxes, this one hears SDL. Real time. */
static atomic_bool engine_ends;
static atomic_int engine_heard;

static void count_press(void *ctx, const struct box_event *e)
{
    (void)ctx;
    if (e->press)
        atomic_fetch_add(&engine_heard, 1);
}

static void *engine_thread(void *ctx)
{
    struct boxes *b = ctx;
    struct pollfd fds[BOXES_MAX];
    while (!atomic_load(&engine_ends)) {
        size_t n = boxes_pollfds(b, fds, BOXES_MAX);
        poll(fds, n, 1);
        boxes_step(b, fds, n, instant_mono_us());
        boxes_lamp(b, (uint64_t)atomic_load(&engine_heard) & 1, 0);
    }
    return NULL;
}

START_TEST(two_threads)
{
    pthread_t thread;
    rig_start();
    joysticks_destroy(rig.sticks);
    rig.sticks = joysticks_create(rig.pads, NULL, NULL);
    box("joystick:f1f1:0107", BOX_JOYSTICK, 1);
    int index = plug_in("Pad", VID, PID, true, false);
    joysticks_step(rig.sticks);
    rig.boxes = boxes_create(&rig.config, NULL, count_press, NULL);
    ck_assert_int_eq(pthread_create(&thread, NULL, engine_thread, rig.boxes), 0);
    while (!pads_in_use(rig.pads))
        joysticks_step(rig.sticks);
    for (int i = 0; i < 100; i++) {
        finger(index, i % BUTTONS, true);
        joysticks_step(rig.sticks);
        finger(index, i % BUTTONS, false);
        joysticks_step(rig.sticks);
        while (atomic_load(&engine_heard) <= i)
            joysticks_step(rig.sticks);
    }
    ck_assert_int_eq(SDL_JoystickDetachVirtual(index), 0);
    joysticks_step(rig.sticks);
    while (pads_in_use(rig.pads))
        joysticks_step(rig.sticks);
    atomic_store(&engine_ends, true);
    pthread_join(thread, NULL);
    ck_assert_int_eq(atomic_load(&engine_heard), 100);
    rig_end();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("joystick");
    TCase *tc = tcase_create("joystick");
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, a_press_lies_between_two_sweeps);
    tcase_add_test(tc, order_is_told_where_it_is_known);
    tcase_add_test(tc, what_is_shown_is_measured);
    tcase_add_test(tc, a_main_thread_that_hangs_is_not_waited_for);
    tcase_add_test(tc, unplugged_and_back);
    tcase_add_test(tc, two_of_a_kind_are_two_boxes);
    tcase_add_test(tc, lamps_where_there_are_some);
    tcase_add_test(tc, stands_in_for_a_device_that_may_not_be_read);
    tcase_add_test(tc, two_threads);
    tcase_add_test(tc, held_is_told_and_a_flood_counted);
    suite_add_tcase(suite, tc);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
