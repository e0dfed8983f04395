/* rooms: engine show contest keypad view folder layout journal words vbox box arbiter codec */
/*
 * Several boxes for one seat, up to the 64 that a stage may have: a box per player.
 */
#include "house_stage.h"

/* `count` boxes of one button; box i plays for seat i % 10 + 1. */
static void boxes_for_ten_seats(size_t count)
{
    stage_start(count);
    for (size_t i = 0; i < count; i++) {
        memset(stage.config.box[i].seat, 0, sizeof stage.config.box[i].seat);
        stage.config.box[i].seat[0] = (uint8_t)(i % 10 + 1);
        stage_box(i, 0xA000 + i, (int32_t)(i * 37 % 200), 0);
    }
    begin_show(NULL);
    run(2000000);
    ck_assert_int_eq(view->house.boxes_ready, 10);
}

static void press_box(size_t i)
{
    rig_press(&stage.box[i].rig, stage.now_us + 1000, 0);
    run(300000);
}

static uint16_t lamp(size_t i)
{
    return vbox_lamps(&stage.box[i].rig.vbox, stage.now_us);
}

START_TEST(seat_is_there_while_one_of_its_boxes_is)
{
    boxes_for_ten_seats(20);
    link_mem_unplug(stage.mem, "b2"); /* seat 3 has box 13 still */
    run(200000);
    ck_assert_int_eq(view->house.boxes_ready, 10);
    ck_assert_int_eq(state()->teams[2].box, BOX_READY);
    ck_assert_msg(told("3号 有按钮失联"), "%s", view->house.message);
    link_mem_unplug(stage.mem, "b12");
    run(200000);
    ck_assert_int_eq(view->house.boxes_ready, 9);
    ck_assert_int_eq(state()->teams[2].box, BOX_LOST);
    ck_assert_msg(told("3号 的抢答器失联"), "%s", view->house.message);
    link_mem_plug(stage.mem, "b12");
    run(3000000);
    ck_assert_int_eq(state()->teams[2].box, BOX_READY);
    finish();
}
END_TEST

START_TEST(any_button_of_the_seat_wins_and_all_its_lamps_light)
{
    boxes_for_ten_seats(20);
    to_buzzer_question();
    go();
    press_box(16);
    ck_assert_int_eq(state()->phase, PHASE_ANSWER);
    ck_assert_int_eq(state()->seat, 7);
    ck_assert_uint_eq(lamp(6), 1);
    ck_assert_uint_eq(lamp(16), 1);
    ck_assert_uint_eq(lamp(5), 0);
    finish();
}
END_TEST

START_TEST(seat_is_held_until_the_last_button_is_up)
{
    boxes_for_ten_seats(20);
    rig_stick(&stage.box[3].rig, stage.now_us + 1000, 0);
    rig_stick(&stage.box[13].rig, stage.now_us + 1000, 0);
    run(3000000);
    ck_assert_int_eq(state()->teams[3].box, BOX_HELD);
    rig_unstick(&stage.box[3].rig, stage.now_us + 1000, 0);
    run(200000);
    ck_assert_int_eq(state()->teams[3].box, BOX_HELD);
    link_mem_unplug(stage.mem, "b13"); /* the one that is held is gone, the other is free */
    run(200000);
    ck_assert_int_eq(state()->teams[3].box, BOX_READY);
    finish();
}
END_TEST

START_TEST(sixty_four_boxes)
{
    boxes_for_ten_seats(64);
    ck_assert_uint_eq(boxes_count(stage.boxes), 64);
    to_buzzer_question();
    go();
    int64_t t = stage.now_us + 1000;
    for (size_t i = 0; i < 64; i++) /* backwards, 300 us apart: the last box is first */
        rig_press(&stage.box[i].rig, t + (int64_t)(63 - i) * 300, 0);
    run(400000);
    ck_assert_int_eq(state()->phase, PHASE_ANSWER);
    ck_assert_int_eq(state()->seat, 63 % 10 + 1);
    ck_assert_uint_eq(lamp(63), 1);
    ck_assert_uint_eq(lamp(3), 1);
    for (size_t i = 0; i < 64; i++)
        link_mem_unplug(stage.mem, stage.box[i].name);
    run(1000000);
    ck_assert_int_eq(view->house.boxes_ready, 0);
    for (size_t i = 0; i < 64; i++)
        link_mem_plug(stage.mem, stage.box[i].name);
    run(4000000);
    ck_assert_int_eq(view->house.boxes_ready, 10);
    finish();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("house_seats");
    TCase *tc = tcase_create("several boxes a seat");
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, seat_is_there_while_one_of_its_boxes_is);
    tcase_add_test(tc, any_button_of_the_seat_wins_and_all_its_lamps_light);
    tcase_add_test(tc, seat_is_held_until_the_last_button_is_up);
    tcase_add_test(tc, sixty_four_boxes);
    suite_add_tcase(suite, tc);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
