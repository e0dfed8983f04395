/* rooms: engine show contest keypad view folder layout journal words vbox box arbiter codec */
/*
 * Boxes and the show together, in virtual time: roll-call, binding, disabling, boxes nobody has
 * accepted, and what the operator is told of them. The engine's own thread is not running; its
 * parts are stepped here.
 */
#include "house_stage.h"

/* Three boxes of four buttons: seat s is box (s - 1) % 3, button (s - 1) / 3. */
static void press_seat(int seat)
{
    rig_press(&stage.box[(seat - 1) % 3].rig, stage.now_us + 1000, (uint8_t)((seat - 1) / 3));
    run(300000);
}

static void three_boxes(void)
{
    stage_start(3);
    for (size_t i = 0; i < 3; i++)
        stage_box(i, 0xA0 + i, 100, BYTE_115K);
    begin_show(NULL);
    run(1000000);
    ck_assert_int_eq(view->house.boxes_ready, 10);
}

START_TEST(roll_call_ticks_names_and_ends)
{
    three_boxes();
    ck_assert_int_eq(order(COMMAND_SCREEN, 0, 0, SCREEN_CHECK), SHOW_DONE);
    ck_assert(view->house.check_running);
    ck_assert(told("点名 0 / 10"));
    press_seat(2);
    press_seat(7);
    ck_assert_uint_eq(view->house.check_ticked, 1u << 1 | 1u << 6);
    ck_assert(view->house.seat[1].lamp && !view->house.seat[0].lamp);
    ck_assert_uint_eq(vbox_lamps(&stage.box[1].rig.vbox, stage.now_us), 1u << 0);
    ck_assert(told("点名 2 / 10"));
    ck_assert(told("未按：1、3、4、5、6、8号 等 8 队"));

    rig_stick(&stage.box[0].rig, stage.now_us, 1); /* seat 4 */
    run(4000000);
    ck_assert_uint_eq(view->house.check_stuck, 1u << 3);
    ck_assert(told("按住未松：4号"));
    ck_assert(!(view->house.check_ticked & 1u << 3));
    link_mem_unplug(stage.mem, "b2"); /* seats 3, 6, 9 */
    run(500000);
    ck_assert(told("失联：3、6、9号"));

    link_mem_plug(stage.mem, "b2");
    rig_unstick(&stage.box[0].rig, stage.now_us, 1);
    run(4000000);
    for (int seat = 1; seat <= 10; seat++)
        press_seat(seat);
    ck_assert_uint_eq(view->house.check_ticked, 0x3ff);
    ck_assert(told("点名完成"));
    ck_assert_int_eq(view->house.message_light, LIGHT_GOOD);

    order(COMMAND_SCREEN, 0, 0, SCREEN_CHECK);
    ck_assert(!view->house.check_running);
    ck_assert_uint_eq(vbox_lamps(&stage.box[1].rig.vbox, stage.now_us), 0);
    order(COMMAND_SCREEN, 0, 0, SCREEN_CHECK); /* begins anew */
    ck_assert_uint_eq(view->house.check_ticked, 0);
    order(COMMAND_NEXT, 0, 0, 0); /* and ends when the host goes on */
    ck_assert(!view->house.check_running);
    ck_assert_int_eq(state()->screen, SCREEN_SHOW);
    finish();
}
END_TEST

START_TEST(roll_call_is_kept_and_decides_nothing)
{
    three_boxes();
    order(COMMAND_SCREEN, 0, 0, SCREEN_CHECK);
    int64_t entries = show_entries(engine.show);
    struct contest *before = malloc(sizeof *before);
    *before = *show_contest(engine.show);
    press_seat(5);
    ck_assert_int_eq(show_entries(engine.show), entries + 1);
    ck_assert_uint_eq(contest_digest(before), contest_digest(show_contest(engine.show)));
    free(before);
    /* a question ends it: its presses mean something */
    to_buzzer_question();
    ck_assert_int_eq(state()->screen, SCREEN_SHOW);
    ck_assert_int_eq(order(COMMAND_SCREEN, 0, 0, SCREEN_CHECK), SHOW_REFUSED);
    /* after a verdict the next presses would be noted with their margins: not those of a check */
    go();
    press_seat(3);
    order(COMMAND_AWARD, 0, 0, 0);
    ck_assert_int_eq(state()->phase, PHASE_RULED);
    ck_assert_int_eq(order(COMMAND_SCREEN, 0, 0, SCREEN_CHECK), SHOW_DONE);
    press_seat(4);
    ck_assert_int_eq(state()->press_count, 1);
    ck_assert_uint_eq(view->house.check_ticked, 1u << 3);
    finish();
}
END_TEST

START_TEST(a_button_is_bound_by_pressing_it)
{
    three_boxes();
    /* the fourth button of box 3 is seat 12, which has no team: give it to seat 2 */
    ck_assert_int_eq(order(COMMAND_BIND, 2, 0, 0), SHOW_DONE);
    ck_assert(told("下一个按下的按钮归 2号"));
    press_seat(12);
    ck_assert_int_eq(state()->teams[1].bound[0].box, 3);
    ck_assert_int_eq(state()->teams[1].bound[0].button, 4);
    ck_assert_int_eq(state()->bind_seat, 0);
    ck_assert(told("2号 的按钮：第 3 盒第 4 键"));
    ck_assert_int_eq(view->house.seat[1].health, HEALTH_READY);

    to_buzzer_question();
    go();
    press_seat(2); /* the old button is nobody's */
    ck_assert_int_eq(state()->phase, PHASE_OPEN);
    press_seat(12);
    ck_assert_int_eq(state()->phase, PHASE_ANSWER);
    ck_assert_int_eq(state()->seat, 2);
    ck_assert_uint_eq(vbox_lamps(&stage.box[2].rig.vbox, stage.now_us), 1u << 3);
    ck_assert_uint_eq(vbox_lamps(&stage.box[1].rig.vbox, stage.now_us), 0);
    finish();
}
END_TEST

/* As the keypad asks for it: the first press replaces, those after it add, Enter ends it. */
START_TEST(a_team_of_two_players_gets_two_buttons)
{
    three_boxes();
    ck_assert_int_eq(order(COMMAND_BIND, 2, 0, BIND_SEVERAL), SHOW_DONE);
    ck_assert(told("下一个按下的按钮归 2号"));
    press_seat(12); /* box 3 button 4, nobody's */
    ck_assert(told("2号 的按钮：第 3 盒第 4 键，共 1 个；再按一个就增加"));
    press_seat(12); /* the same again changes nothing */
    ck_assert(told("共 1 个"));
    press_seat(11); /* box 2 button 4, nobody's */
    ck_assert(told("2号 的按钮：第 2 盒第 4 键，共 2 个"));
    press_seat(5); /* another team tries its own: it stays its own */
    ck_assert(told("共 2 个"));
    ck_assert_int_eq(view->house.seat[4].health, HEALTH_READY);
    ck_assert_int_eq(state()->bind_seat, 2);
    ck_assert_int_eq(order(COMMAND_BIND, 2, 0, 0), SHOW_DONE);
    ck_assert_int_eq(state()->bind_seat, 0);
    ck_assert_int_eq(view->house.seat[1].buttons, 2);
    ck_assert_int_eq(view->house.seat[1].live, 2);

    to_buzzer_question();
    go();
    press_seat(2); /* the old button is nobody's */
    ck_assert_int_eq(state()->phase, PHASE_OPEN);
    press_seat(11);
    ck_assert_int_eq(state()->seat, 2);
    order(COMMAND_UNDO, 0, 0, 0);
    order(COMMAND_PAUSE, 0, 0, 0);
    press_seat(12);
    ck_assert_int_eq(state()->seat, 2);
    finish();
}
END_TEST

static void keys(const char *names)
{
    char list[64], *save;
    snprintf(list, sizeof list, "%s", names);
    for (char *k = strtok_r(list, " ", &save); k; k = strtok_r(NULL, " ", &save)) {
        ck_assert_int_ge(key_find(k), 0);
        ck_assert_int_ne(
            show_key(engine.show, (enum key)key_find(k), stage.now_us - engine.base_us),
            SHOW_REFUSED);
        run(4000);
    }
    engine.notice.until_us = 0;
    run(20000);
}

static const struct key_meaning *means(enum key key)
{
    static struct key_meaning m[KEY_COUNT];
    keypad_meanings(&view->keypad, &view->contest, view->now_us, m);
    return &m[key];
}

START_TEST(binding_and_disabling_by_keypad_alone)
{
    three_boxes();
    to_buzzer_question();
    order(COMMAND_VOID, 0, 0, 0);
    enum phase phase = state()->phase;
    keys("* * 8 2 Enter");
    ck_assert_str_eq(means(KEY_ENTER)->text, "不绑定");
    keys("Enter");
    ck_assert_int_eq(state()->bind_seat, 0);
    ck_assert_int_eq(state()->phase, phase); /* and the show has not gone on */
    ck_assert_str_ne(means(KEY_ENTER)->text, "不绑定");
    keys("* * 8 2 Enter");
    press_seat(12);
    press_seat(11);
    ck_assert_str_eq(means(KEY_ENTER)->text, "绑定完毕");
    ck_assert_str_eq(means(KEY_ENTER)->detail, "2号");
    keys("Enter");
    ck_assert_int_eq(state()->phase, phase);
    ck_assert_int_eq(view->house.seat[1].buttons, 2);
    keys("* 8 1 0 Enter");
    ck_assert_int_eq(view->house.seat[9].health, HEALTH_DISABLED);
    keys(". .");
    ck_assert_int_eq(view->house.seat[9].health, HEALTH_READY);
    ck_assert_int_eq(view->house.seat[1].buttons, 1);
    keys("* 8 1 0 Enter * 8 1 0 Enter");
    ck_assert_int_eq(view->house.seat[9].health, HEALTH_READY);
    finish();
}
END_TEST

START_TEST(each_button_is_undone_and_begun_anew)
{
    three_boxes();
    order(COMMAND_BIND, 2, 0, BIND_SEVERAL);
    press_seat(12);
    press_seat(11);
    order(COMMAND_UNDO, 0, 0, 0);
    ck_assert_int_eq(state()->teams[1].bound[0].box, 3);
    ck_assert_int_eq(state()->teams[1].bound[1].box, 0);
    ck_assert_int_eq(state()->bind_seat, 0); /* what is pressed now is nobody's */
    press_seat(11);
    ck_assert_int_eq(state()->teams[1].bound[1].box, 0);
    order(COMMAND_UNDO, 0, 0, 0);
    ck_assert_int_eq(state()->teams[1].bound[0].box, 0);
    order(COMMAND_REDO, 0, 0, 0);
    order(COMMAND_REDO, 0, 0, 0);
    ck_assert_int_eq(view->house.seat[1].buttons, 2);
    /* bound again, the buttons of before are gone; the first may be taken from another team */
    order(COMMAND_BIND, 2, 0, BIND_SEVERAL);
    press_seat(4);
    ck_assert_int_eq(view->house.seat[1].buttons, 1);
    ck_assert_int_eq(view->house.seat[3].health, HEALTH_NONE);
    order(COMMAND_BIND, 2, 0, 0);
    /* and one of two can be taken by another: the other stays */
    order(COMMAND_BIND, 2, 0, BIND_SEVERAL);
    press_seat(12);
    press_seat(11);
    order(COMMAND_BIND, 4, 0, BIND_SEVERAL);
    press_seat(12);
    ck_assert_int_eq(view->house.seat[1].buttons, 1);
    ck_assert_int_eq(state()->teams[1].bound[0].box, 2);
    ck_assert_int_eq(view->house.seat[3].buttons, 1);
    /* its own stays; 4's first button has become nobody's, 7 has its own */
    order(COMMAND_BIND, 1, 0, BIND_SEVERAL);
    press_seat(1);
    press_seat(4);
    press_seat(7);
    ck_assert_int_eq(view->house.seat[0].buttons, 2);
    ck_assert_int_eq(view->house.seat[6].buttons, 1);
    finish();
}
END_TEST

START_TEST(roll_call_wants_every_button_of_a_team)
{
    three_boxes();
    order(COMMAND_BIND, 2, 0, BIND_SEVERAL);
    press_seat(12);
    press_seat(11);
    order(COMMAND_BIND, 2, 0, 0);
    order(COMMAND_SCREEN, 0, 0, SCREEN_CHECK);
    press_seat(11);
    ck_assert_uint_eq(view->house.check_ticked, 0);
    ck_assert_int_eq(view->house.seat[1].pressed, 1);
    ck_assert(told("还差一个按钮：2号"));
    ck_assert(vbox_lamps(&stage.box[2].rig.vbox, stage.now_us) & 1u << 3 ||
              vbox_lamps(&stage.box[2].rig.vbox, stage.now_us + 400000) & 1u << 3);
    press_seat(12);
    ck_assert_uint_eq(view->house.check_ticked, 1u << 1);
    ck_assert_uint_eq(vbox_lamps(&stage.box[1].rig.vbox, stage.now_us), 1u << 3);
    /* a cable of one of the two: the team still plays, the operator is told */
    order(COMMAND_SCREEN, 0, 0, SCREEN_CHECK);
    order(COMMAND_BIND, 2, 0, BIND_SEVERAL);
    press_seat(12);
    press_seat(2); /* box 2 button 1, its own from before */
    order(COMMAND_BIND, 2, 0, 0);
    link_mem_unplug(stage.mem, "b1");
    run(500000);
    ck_assert_int_eq(view->house.seat[1].health, HEALTH_READY);
    ck_assert_int_eq(view->house.seat[1].live, 1);
    order(COMMAND_DISABLE, 5, 0, 1); /* lost altogether, which comes first */
    order(COMMAND_DISABLE, 8, 0, 1);
    ck_assert(told("2号 有按钮失联，该队别的按钮可用"));
    finish();
}
END_TEST

START_TEST(binding_takes_the_button_from_whoever_had_it)
{
    three_boxes();
    order(COMMAND_BIND, 2, 0, 0);
    press_seat(3);
    ck_assert_int_eq(view->house.seat[2].health, HEALTH_NONE);
    engine.notice.until_us = 0;
    run(20000);
    ck_assert(told("3号 没有抢答按钮"));
    ck_assert_int_eq(view->house.boxes_ready, 9);
    ck_assert_int_eq(view->house.boxes_expected, 10);
    order(COMMAND_BIND, 3, 0, 0);
    press_seat(2);
    ck_assert_int_eq(view->house.seat[2].health, HEALTH_READY);
    ck_assert_int_eq(view->house.boxes_ready, 10);
    /* and undo gives it back */
    order(COMMAND_UNDO, 0, 0, 0);
    ck_assert_int_eq(view->house.seat[2].health, HEALTH_NONE);
    order(COMMAND_UNDO, 0, 0, 0);
    ck_assert_int_eq(state()->teams[1].bound[0].box, 0);
    ck_assert_int_eq(view->house.boxes_ready, 10);
    order(COMMAND_SCREEN, 0, 0, SCREEN_CHECK);
    press_seat(3);
    ck_assert_uint_eq(view->house.check_ticked, 1u << 2);
    finish();
}
END_TEST

START_TEST(waiting_for_a_button_ends_by_itself)
{
    three_boxes();
    order(COMMAND_BIND, 2, 0, 0);
    order(COMMAND_BIND, 2, 0, 0); /* the same again: not after all */
    ck_assert_int_eq(state()->bind_seat, 0);
    ck_assert_int_eq(order(COMMAND_BIND, 23, 0, 0), SHOW_REFUSED);
    order(COMMAND_BIND, 2, 0, 0);
    to_buzzer_question();
    ck_assert_int_eq(state()->bind_seat, 0);
    go();
    ck_assert_int_eq(order(COMMAND_BIND, 2, 0, 0), SHOW_REFUSED);
    press_seat(6);
    ck_assert_int_eq(state()->seat, 6);
    finish();
}
END_TEST

START_TEST(stuck_button_is_changed_for_another)
{
    three_boxes();
    to_buzzer_question();
    rig_stick(&stage.box[1].rig, stage.now_us, 0); /* seat 2: an early press, then held */
    run(4000000);
    ck_assert_int_eq(view->house.seat[1].health, HEALTH_HELD);
    ck_assert(told("2号"));
    ck_assert(told("按住"));
    order(COMMAND_VOID, 0, 0, 0);
    order(COMMAND_BIND, 2, 0, 0);
    press_seat(12);
    ck_assert_int_eq(view->house.seat[1].health, HEALTH_READY);
    ck_assert_int_eq(state()->teams[1].box, BOX_READY);
    run(5000000); /* the stuck one is nobody's: it is not told as seat 2's again */
    ck_assert_int_eq(state()->teams[1].box, BOX_READY);
    finish();
}
END_TEST

START_TEST(held_button_at_go_is_refused_until_disabled)
{
    three_boxes();
    rig_stick(&stage.box[1].rig, stage.now_us, 0);
    run(4000000);
    to_buzzer_question();
    enum show_result r = SHOW_DONE;
    for (int i = 0; i < 3 && r == SHOW_DONE; i++)
        r = order(COMMAND_NEXT, 0, 0, 0);
    ck_assert_int_eq(r, SHOW_REFUSED);
    ck_assert(told("2号 的按钮按住未松开"));
    ck_assert_int_eq(order(COMMAND_DISABLE, 2, 0, 2), SHOW_DONE);
    ck_assert_int_eq(view->house.seat[1].health, HEALTH_DISABLED);
    go();
    ck_assert(!(contest_armed(show_contest(engine.show)) & 1u << 1));
    finish();
}
END_TEST

START_TEST(disabled_button_is_dark_and_counts_for_nothing)
{
    three_boxes();
    ck_assert_int_eq(order(COMMAND_DISABLE, 5, 0, 2), SHOW_DONE);
    ck_assert_int_eq(view->house.seat[4].health, HEALTH_DISABLED);
    order(COMMAND_SCREEN, 0, 0, SCREEN_CHECK);
    press_seat(5);
    ck_assert_uint_eq(view->house.check_ticked, 0);
    ck_assert_int_eq(contest_press_result(show_contest(engine.show)).verdict, VERDICT_DISABLED);
    ck_assert(told("停用：5号"));
    struct box_health h;
    ck_assert(boxes_health(stage.boxes, 5, stage.now_us, &h) && h.disabled);
    boxes_lamp(stage.boxes, 1u << 4, 0);
    run(200000);
    ck_assert_uint_eq(vbox_lamps(&stage.box[1].rig.vbox, stage.now_us), 0);
    order(COMMAND_DISABLE, 5, 0, 2);
    press_seat(5);
    ck_assert_uint_eq(view->house.check_ticked, 1u << 4);
    ck_assert_uint_eq(vbox_lamps(&stage.box[1].rig.vbox, stage.now_us), 1u << 1);
    finish();
}
END_TEST

START_TEST(unaccepted_box_is_told_ignored_and_taken_in_between_questions)
{
    stage_start(3);
    stage.config.box[1].uid = 0x77; /* another box hangs there */
    for (size_t i = 0; i < 3; i++)
        stage_box(i, 0xA0 + i, 100, BYTE_115K);
    begin_show(NULL);
    run(1500000);
    ck_assert_int_eq(view->house.seat[1].health, HEALTH_UNKNOWN);
    ck_assert_int_eq(view->house.boxes_ready, 7);
    ck_assert(told("00000000000000a1"));
    ck_assert(told("* * * 9"));
    /* it can't be bound, it ticks nothing off, it wins nothing */
    order(COMMAND_BIND, 4, 0, 0);
    press_seat(2);
    ck_assert_int_eq(state()->bind_seat, 4);
    order(COMMAND_BIND, 4, 0, 0);
    order(COMMAND_SCREEN, 0, 0, SCREEN_CHECK);
    press_seat(2);
    ck_assert_uint_eq(view->house.check_ticked, 0);
    ck_assert(told("未接受：2、5、8号"));
    to_buzzer_question();
    go();
    press_seat(2);
    ck_assert_int_eq(state()->phase, PHASE_OPEN);
    ck_assert_int_eq(contest_press_result(show_contest(engine.show)).verdict, VERDICT_UNKNOWN_BOX);
    ck_assert_int_eq(order(COMMAND_ACCEPT_BOX, 0, 0, 0), SHOW_REFUSED);
    press_seat(1);
    ck_assert_int_eq(state()->phase, PHASE_ANSWER);
    order(COMMAND_VOID, 0, 0, 0);
    ck_assert_int_eq(order(COMMAND_ACCEPT_BOX, 0, 0, 0), SHOW_DONE);
    run(500000);
    ck_assert_int_eq(view->house.seat[1].health, HEALTH_READY);
    ck_assert_int_eq(view->house.boxes_ready, 10);
    finish();
}
END_TEST

START_TEST(accepted_box_is_known_after_a_restart_in_a_question)
{
    char dir[] = "/tmp/leitai-house-XXXXXX", path[64], command[96];
    ck_assert_ptr_nonnull(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/show.journal", dir);
    stage_start(3);
    stage.config.box[1].uid = 0x77;
    for (size_t i = 0; i < 3; i++)
        stage_box(i, 0xA0 + i, 100, BYTE_115K);
    begin_show(path);
    run(1500000);
    order(COMMAND_ADJUST, 1, 0, 500);
    ck_assert_int_eq(order(COMMAND_ACCEPT_BOX, 0, 0, 0), SHOW_DONE);
    ck_assert_uint_eq(state()->accepted[0], 0xA1);
    order(COMMAND_UNDO, 0, 0, 0); /* does not forget it */
    to_buzzer_question();
    end_show();
    boxes_destroy(stage.boxes);
    begin_show(path);
    run(3000000);
    ck_assert_int_eq(state()->phase, PHASE_READ);
    ck_assert_uint_eq(state()->accepted[0], 0xA1);
    ck_assert_int_eq(view->house.seat[1].health, HEALTH_READY);
    finish();
    snprintf(command, sizeof command, "rm -r %s", dir);
    ck_assert_int_eq(system(command), 0);
}
END_TEST

START_TEST(second_box_with_one_uid_is_told_and_wins_nothing)
{
    stage_start(3);
    stage_box(0, 0xA0, 100, BYTE_115K);
    stage_box(2, 0xA2, 100, BYTE_115K);
    begin_show(NULL);
    run(1500000);
    stage_box(1, 0xA0, 0, BYTE_115K);
    stage.box[1].rig.config.boot_id = 99;
    run(4000000);
    engine.notice.until_us = 0;
    run(20000);
    ck_assert_int_eq(view->house.seat[1].health, HEALTH_UNKNOWN);
    ck_assert_int_eq(view->house.seat[0].health, HEALTH_READY);
    ck_assert(told("第 2 盒被拒绝"));
    to_buzzer_question();
    go();
    press_seat(2);
    ck_assert_int_eq(state()->phase, PHASE_OPEN);
    press_seat(1);
    ck_assert_int_eq(state()->seat, 1);
    finish();
}
END_TEST

START_TEST(sources_of_different_fairness_are_told)
{
    three_boxes();
    finish();
    stage_start(3);
    for (size_t i = 0; i < 2; i++)
        stage_box(i, 0xA0 + i, 100, BYTE_115K);
    stage.config.box[2].kind = BOX_ASCII;
    stage_box(2, 0xA2, 100, BYTE_115K);
    begin_show(NULL);
    run(1500000);
    ck_assert(told("3、6、9号 的抢答器较粗：±8.0 毫秒"));
    ck_assert_int_eq(view->house.seat[2].source_class, 1);
    finish();
}
END_TEST

START_TEST(bindings_and_disabled_buttons_survive_a_restart)
{
    char dir[] = "/tmp/leitai-house-XXXXXX", path[64];
    ck_assert_ptr_nonnull(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/show.journal", dir);
    stage_start(3);
    for (size_t i = 0; i < 3; i++)
        stage_box(i, 0xA0 + i, 100, BYTE_115K);
    begin_show(path);
    run(1000000);
    order(COMMAND_BIND, 2, 0, 0);
    press_seat(12);
    order(COMMAND_DISABLE, 7, 0, 1);
    to_buzzer_question();
    go();
    end_show();
    boxes_destroy(stage.boxes);

    begin_show(path); /* in the middle of a question: all boxes come back */
    ck_assert(show_resumed(engine.show));
    run(3000000);
    ck_assert_int_eq(state()->phase, PHASE_OPEN);
    ck_assert_int_eq(view->house.seat[1].health, HEALTH_READY);
    ck_assert_int_eq(view->house.seat[6].health, HEALTH_DISABLED);
    ck_assert_int_eq(view->house.boxes_ready, 9);
    order(COMMAND_PAUSE, 0, 0, 0);
    press_seat(2);
    press_seat(7);
    ck_assert_int_eq(state()->phase, PHASE_OPEN);
    press_seat(12);
    ck_assert_int_eq(state()->seat, 2);
    finish();
    char command[96];
    snprintf(command, sizeof command, "rm -r %s", dir);
    ck_assert_int_eq(system(command), 0);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("house");
    TCase *tc = tcase_create("house");
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, roll_call_ticks_names_and_ends);
    tcase_add_test(tc, roll_call_is_kept_and_decides_nothing);
    tcase_add_test(tc, a_button_is_bound_by_pressing_it);
    tcase_add_test(tc, a_team_of_two_players_gets_two_buttons);
    tcase_add_test(tc, binding_and_disabling_by_keypad_alone);
    tcase_add_test(tc, each_button_is_undone_and_begun_anew);
    tcase_add_test(tc, roll_call_wants_every_button_of_a_team);
    tcase_add_test(tc, binding_takes_the_button_from_whoever_had_it);
    tcase_add_test(tc, waiting_for_a_button_ends_by_itself);
    tcase_add_test(tc, stuck_button_is_changed_for_another);
    tcase_add_test(tc, held_button_at_go_is_refused_until_disabled);
    tcase_add_test(tc, disabled_button_is_dark_and_counts_for_nothing);
    tcase_add_test(tc, unaccepted_box_is_told_ignored_and_taken_in_between_questions);
    tcase_add_test(tc, accepted_box_is_known_after_a_restart_in_a_question);
    tcase_add_test(tc, second_box_with_one_uid_is_told_and_wins_nothing);
    tcase_add_test(tc, sources_of_different_fairness_are_told);
    tcase_add_test(tc, bindings_and_disabled_buttons_survive_a_restart);
    suite_add_tcase(s, tc);
    SRunner *runner = srunner_create(s);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
