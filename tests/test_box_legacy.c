/* rooms: vbox box arbiter codec */
/*
 * Hardware people already own: boxes that print lines, and kernel input devices. The same presses,
 * with a stated uncertainty.
 */
#include "box/box.h"
#include "box_stage.h"

START_TEST(line_shapes)
{
    static const struct {
        const char *shape, *line;
        int button;
    } cases[] = {
        {"%n", "1", 0},          {"%n", "12", 11},         {"%n", "0", -1},
        {"%n", "1x", -1},        {"%z", "0", 0},           {"%c", "A", 0},
        {"%c", "d", 3},          {"%c", "7", -1},          {"BUZZ%n", "BUZZ3", 2},
        {"BUZZ%n", "buzz3", -1}, {"P:%z,*", "P:4,188", 4}, {"P:%z,*", "P:4", -1},
        {"*=%n", "team a=2", 1}, {"*%c!", "!!x!B!", 1},    {"??%n", "##5", 4},
        {"??%n", "#5", -1},      {"%n", "", -1},           {"hello", "hello", -1},
        {"%n", "99", -1},        {"%n*", "3 pressed", 2},  {"100%", "100%", -1},
        {"%n%%", "3%%", 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_msg(ascii_match(cases[i].shape, cases[i].line) == cases[i].button, "%s on %s: %d",
                      cases[i].shape, cases[i].line, ascii_match(cases[i].shape, cases[i].line));
    char out[40];
    ascii_format("L%n=1", 4, out, sizeof out);
    ck_assert_str_eq(out, "L5=1");
    ascii_format("%c%z", 2, out, sizeof out);
    ck_assert_str_eq(out, "C2");
}
END_TEST

static void say(const char *text)
{
    link_mem_give(stage.mem, "b0", (const uint8_t *)text, strlen(text));
}

static void ascii_stage(void)
{
    stage_start(2);
    struct box_config *c = &stage.config.box[0];
    c->kind = BOX_ASCII;
    c->latency_min_us = 1000;
    c->latency_max_us = 5000;
    snprintf(c->shape[0], BOX_SHAPE, "BUZZ%%n");
    snprintf(c->shape[1], BOX_SHAPE, "B%%c");
    snprintf(c->lamp_on, BOX_SHAPE, "L%%n on");
    snprintf(c->lamp_off, BOX_SHAPE, "L%%n off");
    link_mem_plug(stage.mem, "b0");
    stage_box(1, 0xA1, 300, BYTE_115K);
    stage.config.box[1].baud = 115200;
    stage_open();
    stage_run(1000000);
}

START_TEST(line_box_is_a_source_with_its_uncertainty)
{
    ascii_stage();
    ck_assert_int_eq(stage_health(0).presence, BOX_PRESENCE_LIVE);
    ck_assert_int_eq(stage_health(0).uncertainty_us, 2000);
    say("BUZ");
    stage_run(2000);
    say("Z2\r\nBA\nwhat?\n");
    int64_t arrived = stage.now_us;
    stage_run(100000);
    const struct arbiter_press *p = stage_press(0), *q = stage_press(1);
    ck_assert(p && q && !stage_press(2));
    ck_assert_int_eq(p->button, 1);
    ck_assert_int_eq(q->button, 0);
    ck_assert_int_eq(p->lo_us, arrived - 5000);
    ck_assert_int_eq(p->hi_us, arrived - 1000);
    ck_assert_int_eq(p->t_us, arrived - 3000);
    ck_assert(
        arbiter_margin(p, q).overlap); /* lines of one box do not tell their order for certain */
    ck_assert(arbiter_may_win(p));
    ck_assert_uint_eq(stage_count(BOX_EVENT_MESSAGE, BOX_MESSAGE_TALK), 1);
    ck_assert_str_eq(stage.log[stage.logged - 3].text, "what?");
    int64_t least, greatest;
    ck_assert(boxes_unequal(stage.boxes, &least, &greatest)); /* teams with a box 30 times better */
    ck_assert_int_eq(greatest, 2000);
    stage_end();
}
END_TEST

/* The protocol box pressed first, the line arrived first: released in press order, once neither can
 * be beaten. */
START_TEST(line_box_and_protocol_box_in_one_order)
{
    ascii_stage();
    int64_t t = stage.now_us + 1000;
    rig_press(&stage.box[1].rig, t, 0);
    stage_run(3000);
    say("BUZZ1\n");
    stage_run(100000);
    ck_assert_int_eq(stage_press(0)->source, 0); /* its middle is 3 ms before it came */
    ck_assert_int_eq(stage_press(1)->source, 1);
    ck_assert(arbiter_margin(stage_press(0), stage_press(1)).overlap);
    ck_assert_int_eq(stage_press(0)->released_us, stage_press(1)->released_us);
    t = stage.now_us;
    rig_press(&stage.box[1].rig, t, 1);
    stage_run(9000);
    say("BUZZ1\n");
    stage_run(100000);
    ck_assert_int_eq(stage_press(2)->source, 1);
    ck_assert(!arbiter_margin(stage_press(2), stage_press(3)).overlap);
    stage_end();
}
END_TEST

START_TEST(line_box_lamps)
{
    char text[200] = "";
    ascii_stage();
    boxes_lamp(stage.boxes, 0x1, 0); /* seat 1: box 0, button 0; seat 3: button 1 */
    boxes_lamp(stage.boxes, 0x4, 0);
    size_t n = link_mem_take(stage.mem, "b0", (uint8_t *)text, sizeof text - 1);
    ck_assert_uint_gt(n, 0);
    ck_assert_str_eq(text, "L1 on\nL1 off\nL2 on\n");
    link_mem_jam(stage.mem, "b0", 0);
    for (int i = 0; i < 1000; i++)
        boxes_lamp(stage.boxes, i & 1 ? 0x1 : 0x4, 0);
    link_mem_jam(stage.mem, "b0", 8192);
    memset(text, 0, sizeof text);
    boxes_step(stage.boxes, NULL, 0, stage.now_us);
    link_mem_take(stage.mem, "b0", (uint8_t *)text, sizeof text - 1);
    ck_assert_str_eq(text, "L1 on\nL2 off\n");
    stage_end();
}
END_TEST

START_TEST(endless_line_and_replug)
{
    ascii_stage();
    for (int i = 0; i < 500; i++)
        say("xxxxxxxxxxxxxxxx");
    stage_run(100000);
    say("\nBUZZ1\n");
    stage_run(100000);
    ck_assert_ptr_nonnull(stage_press(0));
    link_mem_unplug(stage.mem, "b0");
    stage_run(10000);
    ck_assert_uint_eq(stage_count(BOX_EVENT_LOST, BOX_CAUSE_UNPLUGGED), 1);
    say("BUZZ1\n");
    link_mem_plug(stage.mem, "b0");
    stage_run(3000000);
    ck_assert_uint_eq(stage_count(BOX_EVENT_FOUND, -1), 3);
    stage_end();
}
END_TEST

START_TEST(input_device_that_is_not_there)
{
    stage_start(1);
    stage.config.box[0].kind = BOX_EVDEV;
    snprintf(stage.config.box[0].address, BOX_ADDRESS, "evdev:054c:1000");
    stage_open();
    stage_run(10000000);
    ck_assert_uint_eq(stage_count(BOX_EVENT_LOST, -1), 1);
    ck_assert_int_eq(stage.log[0].event.code, BOX_CAUSE_ABSENT);
    ck_assert_int_eq(stage_health(0).presence, BOX_PRESENCE_ABSENT);
    boxes_lamp(stage.boxes, 1, 0);
    stage_end();
}
END_TEST

START_TEST(malformed_address_is_told_once)
{
    stage_start(2);
    stage.config.box[0].kind = BOX_EVDEV;
    snprintf(stage.config.box[0].address, BOX_ADDRESS, "evdev:keyboard");
    snprintf(stage.config.box[1].address, BOX_ADDRESS, "COM3");
    stage_open();
    stage_run(10000000);
    ck_assert_uint_eq(stage_count(BOX_EVENT_LOST, BOX_CAUSE_ERROR), 2);
    ck_assert_uint_eq(stage_count(BOX_EVENT_LOST, -1), 2);
    stage_end();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("box_legacy");
    TCase *tc = tcase_create("legacy");
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, line_shapes);
    tcase_add_test(tc, line_box_is_a_source_with_its_uncertainty);
    tcase_add_test(tc, line_box_and_protocol_box_in_one_order);
    tcase_add_test(tc, line_box_lamps);
    tcase_add_test(tc, endless_line_and_replug);
    tcase_add_test(tc, input_device_that_is_not_there);
    tcase_add_test(tc, malformed_address_is_told_once);
    suite_add_tcase(suite, tc);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
