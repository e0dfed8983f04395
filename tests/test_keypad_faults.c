/* rooms: contest keypad words */
/* Many faults and videos on nine digits: what is typed for one, and where the video's keys are. */
#include "keypad_desk.h"

static struct desk video_desk(int faults, enum round_kind kind, int who)
{
    struct desk d = desk_of(4, kind);
    d.made->def.rounds[0].policy.who = who;
    for (int i = 0; i < 6; i++) {
        d.made->questions[i].type = QUESTION_VIDEO;
        d.made->questions[i].fault_count = faults;
        for (int k = 0; k < faults; k++)
            d.made->questions[i].faults[k] = (struct fault){.title = "错处"};
    }
    keys(&d, "Enter Enter Enter");
    return d;
}

/* However many faults the digits are busy with, the video is played, stepped and replayed. */
START_TEST(a_video_of_many_faults_keeps_its_keys)
{
    struct desk d = video_desk(12, ROUND_CORRECTION, WHO_TURN);
    const struct correction *k = &d.made->contest.state.correction;
    ck_assert_int_eq(d.made->contest.state.phase, PHASE_ANSWER);
    ck_assert_int_eq(k->media, MEDIA_PLAY);
    keys(&d, "*");
    ck_assert_str_eq(drawn(&d, KEY_ENTER), "暂停视频");
    ck_assert_str_eq(drawn(&d, KEY_PLUS), "逐帧");
    ck_assert_str_eq(drawn(&d, KEY_MINUS), "重放");
    ck_assert_int_eq(key(&d, "Enter"), KEYPAD_COMMAND);
    ck_assert_int_eq(k->media, MEDIA_PAUSE);
    ck_assert_int_eq(keys(&d, "* +"), KEYPAD_COMMAND);
    ck_assert_int_eq(k->steps, 1);
    ck_assert_int_eq(keys(&d, "* -"), KEYPAD_COMMAND);
    ck_assert_int_eq(k->replays, 1);
    ck_assert_int_eq(keys(&d, "* Enter"), KEYPAD_COMMAND);
    ck_assert_int_eq(k->media, MEDIA_PLAY);
    free(d.made);
}
END_TEST

/* 2 to 9 are one fault each; 1 begins a number: 1, 10, 11 or 12, and Enter ends it. */
START_TEST(the_tenth_fault_is_typed_with_two_digits)
{
    struct desk d = video_desk(12, ROUND_CORRECTION, WHO_TURN);
    const struct correction *k = &d.made->contest.state.correction;
    ck_assert_int_eq(key(&d, "9"), KEYPAD_COMMAND);
    ck_assert_int_eq(keys(&d, "1 2"), KEYPAD_ECHO);
    char echo[120];
    keypad_echo(&d.keypad, &d.made->contest, echo, sizeof echo);
    ck_assert_ptr_nonnull(strstr(echo, "12_"));
    ck_assert_int_eq(key(&d, "Enter"), KEYPAD_COMMAND);
    ck_assert_int_eq(keys(&d, "1 Enter"), KEYPAD_COMMAND);
    ck_assert_int_eq(keys(&d, "1 0 Enter"), KEYPAD_COMMAND);
    ck_assert_int_eq(k->found_count, 4);
    ck_assert_int_eq(k->found[0], 9);
    ck_assert_int_eq(k->found[1], 12);
    ck_assert_int_eq(k->found[2], 1);
    ck_assert_int_eq(k->found[3], 10);
    ck_assert_str_ne(drawn(&d, KEY_1), ""); /* 11 is left */
    keys(&d, "1 1 Enter");
    ck_assert_str_eq(drawn(&d, KEY_1), "");
    ck_assert_str_eq(drawn(&d, KEY_9), "");
    ck_assert_int_eq(key(&d, "1"), KEYPAD_DEAD);
    free(d.made);
}
END_TEST

/* 7 gives the go call again there: what it is elsewhere is written on it. */
START_TEST(a_video_is_replayed_while_the_buzzers_are_open)
{
    struct desk d = video_desk(3, ROUND_CORRECTION, WHO_PRESS);
    struct key_meaning m[KEY_COUNT];
    d.made->def.rounds[0].policy.window_seconds = 30;
    ck_assert_int_eq(d.made->contest.state.phase, PHASE_OPEN);
    keypad_meanings(&d.keypad, &d.made->contest, d.now_us, m);
    ck_assert_str_eq(m[KEY_7].text, "重新发令");
    ck_assert_ptr_nonnull(strstr(m[KEY_7].detail, "* −"));
    ck_assert_int_eq(keys(&d, "* -"), KEYPAD_COMMAND);
    ck_assert_int_eq(d.made->contest.state.correction.replays, 1);
    ck_assert_int_eq(d.made->contest.state.phase, PHASE_OPEN);
    free(d.made);
}
END_TEST

/* After the ruling the digits show the faults by the numbers they bear, in the order found. */
START_TEST(the_tenth_found_is_shown_with_two_digits)
{
    static const enum question_type types[] = {QUESTION_VIDEO, QUESTION_PICTURE};
    for (int i = 0; i < 2; i++) {
        struct desk d = video_desk(12, ROUND_CORRECTION, WHO_TURN);
        const struct correction *k = &d.made->contest.state.correction;
        for (int n = 0; n < 6; n++)
            d.made->questions[n].type = types[i];
        keys(&d, "1 2 Enter 1 1 Enter 1 0 Enter 9 8 7 6 5 4 3 2");
        ck_assert_int_eq(k->found_count, 11);
        keys(&d, "Enter");
        ck_assert_int_eq(d.made->contest.state.phase, PHASE_RULED);
        ck_assert_int_eq(key(&d, "4"), KEYPAD_COMMAND);
        ck_assert_int_eq(k->zoom, 9);
        ck_assert_int_eq(keys(&d, "1 1"), KEYPAD_ECHO);
        char echo[120];
        keypad_echo(&d.keypad, &d.made->contest, echo, sizeof echo);
        ck_assert_ptr_eq(strstr(echo, i ? "放大错误" : "看错误处"), echo);
        ck_assert_ptr_nonnull(strstr(echo, "11_"));
        ck_assert_int_eq(key(&d, "Enter"), KEYPAD_COMMAND);
        ck_assert_int_eq(k->zoom, 2);
        ck_assert_int_eq(keys(&d, "1 Enter"), KEYPAD_COMMAND);
        ck_assert_int_eq(k->zoom, 12);
        ck_assert_int_eq(keys(&d, "1 2 Enter"), KEYPAD_DEAD); /* not found */
        ck_assert_ptr_nonnull(strstr(d.message, "12"));
        ck_assert_int_eq(k->zoom, 12);
        ck_assert_int_eq(keys(&d, "1 0 Enter"), KEYPAD_COMMAND);
        ck_assert_int_eq(k->zoom, 3);
        free(d.made);
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("keypad_faults");
    TCase *t = tcase_create("keys");
    tcase_add_test(t, a_video_of_many_faults_keeps_its_keys);
    tcase_add_test(t, the_tenth_fault_is_typed_with_two_digits);
    tcase_add_test(t, a_video_is_replayed_while_the_buzzers_are_open);
    tcase_add_test(t, the_tenth_found_is_shown_with_two_digits);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
