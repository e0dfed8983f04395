/* rooms: run joystick engine show script contest keypad view folder layout journal words catalogue box arbiter stage video preflight codec */
/* What the main thread makes of views: the video's orders, cues, keys. No window is opened. */
#include "layout/motion.h"
#include "run/internal.h"
#include "keypad/key_names.h"
#include "run/virtual_stage.h"

#include <check.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- a contest with one video ---- */

static struct folder *folder;
static struct contest contest;
static struct film film;
static int64_t now_us;

static const char stage_text[] = "boxes: []\n";
static const char contest_text[] =
    "contest: {title: 视频赛}\n"
    "teams:\n"
    "  - {seat: 1, name: 甲队, short: 甲, players: [甲一]}\n"
    "  - {seat: 2, name: 乙队, short: 乙, players: [乙一]}\n"
    "rounds:\n"
    "  - name: 流程纠错\n"
    "    preset: correction\n"
    "    questions: questions.yaml\n"
    "    count: 2\n"
    "    policy: {who: press, value: faults, fault: 5, answer_seconds: 60, window_seconds: 30,\n"
    "             replays_max: 2}\n";
static const char questions_text[] =
    "questions:\n"
    "  - {id: V1, type: video, text: 找错, answer: 两处, media: media/a.mp4, faults: [\n"
    "     {title: 一, right: 改一, from_seconds: 2.5, to_seconds: 4},\n"
    "     {title: 二, right: 改二, from_seconds: 7, to_seconds: 9}]}\n"
    "  - {id: V2, type: video, text: 再找, answer: 一处, media: media/b.mp4, faults: [\n"
    "     {title: 三, right: 改三, from_seconds: 1, to_seconds: 2}]}\n";

static void setup(void)
{
    const struct folder_file files[] = {
        {"contest.yaml", contest_text, sizeof contest_text - 1},
        {"stage.yaml", stage_text, sizeof stage_text - 1},
        {"questions.yaml", questions_text, sizeof questions_text - 1},
    };
    struct folder_report report;
    folder_report_init(&report);
    folder = folder_load_files(files, 3, &report);
    if (!folder)
        folder_report_print(&report, stderr);
    folder_report_finish(&report);
    ck_assert_ptr_nonnull(folder);
    memset(&contest, 0, sizeof contest);
    memset(&film, 0, sizeof film);
    contest_init(&contest, &folder->def, NULL, NULL);
    now_us = 0;
}

static void teardown(void)
{
    folder_destroy(folder);
}

static void wake_until(int64_t until_us)
{
    struct says says;
    for (int64_t at; (at = contest_next_wake(&contest)) <= until_us;)
        contest_step(&contest, &(struct input){.kind = INPUT_WAKE, .at_us = at}, &says);
    now_us = until_us;
}

static void command(enum command c, int value)
{
    struct says says;
    wake_until(now_us + 100000);
    struct input in = {.kind = INPUT_COMMAND, .command = c, .value = value, .at_us = now_us};
    ck_assert_msg(contest_step(&contest, &in, &says) == STEP_DONE, "%s refused: %s",
                  command_names[c], says.count ? says.line[0] : "");
}

static void press(int seat)
{
    struct says says;
    wake_until(now_us + 100000);
    struct input in = {.kind = INPUT_PRESS,
                       .seat = seat,
                       .at_us = now_us,
                       .press_us = now_us,
                       .lo_us = now_us,
                       .hi_us = now_us,
                       .arrived_us = now_us,
                       .box = -1};
    contest_step(&contest, &in, &says);
}

#define ck_film(order)                                                                             \
    do {                                                                                           \
        ck_assert_int_eq(film_next(&film, &contest), order);                                       \
        if ((order) != FILM_NOTHING)                                                               \
            ck_assert_int_eq(film_next(&film, &contest), FILM_NOTHING);                            \
    } while (0)

static void question_on(void)
{
    command(COMMAND_NEXT, 0); /* rule card */
    ck_film(FILM_NOTHING);
    command(COMMAND_NEXT, 0);
    ck_assert_int_eq(contest.state.phase, PHASE_READ);
    ck_film(FILM_LOAD);
    ck_assert_str_eq(film.question->media, "media/a.mp4");
}

static void buzzers_open(void)
{
    command(COMMAND_NEXT, 0);
    wake_until(now_us + 5000000);
    ck_assert_int_eq(contest.state.phase, PHASE_OPEN);
}

START_TEST(a_video_waits_for_the_host_to_play_it)
{
    question_on();
    command(COMMAND_MEDIA, MEDIA_PAUSE);
    film_next(&film, &contest);
    command(COMMAND_MEDIA, MEDIA_PLAY);
    ck_film(FILM_PLAY);
    command(COMMAND_MUTE, 0);
    ck_film(FILM_NOTHING);
    command(COMMAND_MEDIA, MEDIA_PAUSE);
    ck_film(FILM_PAUSE);
}
END_TEST

START_TEST(a_video_nobody_started_starts_with_the_clock)
{
    question_on();
    buzzers_open();
    ck_film(FILM_PLAY);
    press(1);
    ck_film(FILM_PAUSE);
    /* after a restart in the middle of it, everything stands */
    struct says says;
    contest_step(&contest, &(struct input){.kind = INPUT_RESUME, .at_us = now_us}, &says);
    memset(&film, 0, sizeof film);
    ck_film(FILM_LOAD);
}
END_TEST

START_TEST(it_stops_on_a_buzz_and_goes_on_when_told)
{
    question_on();
    command(COMMAND_MEDIA, MEDIA_PAUSE);
    command(COMMAND_MEDIA, MEDIA_PLAY);
    film_next(&film, &contest);
    buzzers_open();
    film_next(&film, &contest);
    press(2);
    ck_assert_int_eq(contest.state.phase, PHASE_ANSWER);
    ck_film(FILM_PAUSE);
    command(COMMAND_MEDIA, MEDIA_PLAY);
    ck_film(FILM_PLAY);
}
END_TEST

START_TEST(stepping_twice_is_two_steps)
{
    question_on();
    for (int i = 0; i < 3; i++) {
        command(COMMAND_MEDIA, MEDIA_STEP);
        ck_film(FILM_STEP);
        ck_film(FILM_NOTHING);
    }
    command(COMMAND_SCREEN, SCREEN_BLACK); /* something else happens: no step */
    ck_film(FILM_NOTHING);
    command(COMMAND_SCREEN, SCREEN_BLACK);
    ck_film(FILM_NOTHING);
    command(COMMAND_MUTE, 0);
    ck_film(FILM_NOTHING);
    command(COMMAND_MEDIA, MEDIA_STEP);
    ck_film(FILM_STEP);
}
END_TEST

START_TEST(every_replay_starts_again)
{
    question_on();
    command(COMMAND_MEDIA, MEDIA_REPLAY);
    ck_film(FILM_REPLAY);
    command(COMMAND_MEDIA, MEDIA_REPLAY);
    ck_film(FILM_REPLAY);
    struct says says;
    struct input in = {
        .kind = INPUT_COMMAND, .command = COMMAND_MEDIA, .value = MEDIA_REPLAY, .at_us = now_us};
    ck_assert_int_eq(contest_step(&contest, &in, &says), STEP_REFUSED); /* two were allowed */
    ck_film(FILM_NOTHING);
}
END_TEST

START_TEST(missed_faults_are_shown_at_their_moment)
{
    question_on();
    buzzers_open();
    press(1);
    if (!contest.state.clock.running)
        command(COMMAND_NEXT, 0);
    while (film_next(&film, &contest) != FILM_NOTHING)
        ;
    command(COMMAND_CHOOSE, 1); /* found: the first */
    ck_film(FILM_NOTHING);
    wake_until(now_us + 70000000); /* time is up */
    ck_assert_int_eq(contest.state.phase, PHASE_RULED);
    ck_film(FILM_PAUSE);
    command(COMMAND_REVEAL, 0);
    ck_film(FILM_JUMP);
    ck_assert_int_eq(film.jump_us, 8000000);
}
END_TEST

START_TEST(the_next_question_has_its_own_video)
{
    question_on();
    command(COMMAND_VOID, 0);
    while (film_next(&film, &contest) != FILM_NOTHING)
        ;
    for (int i = 0; i < 4 && contest.state.phase != PHASE_READ; i++)
        command(COMMAND_NEXT, 0);
    ck_film(FILM_LOAD);
    ck_assert_str_eq(film.question->media, "media/b.mp4");
    contest_init(&contest, &folder->def, NULL, NULL); /* back to the title */
    ck_film(FILM_UNLOAD);
}
END_TEST

/* ---- seconds that are heard ---- */

/* How many ticks the last seconds of a clock give. */
static int ticks_of(struct show_clock *k, enum clock_kind kind, int cue)
{
    int second = 0, ticks = 0;
    *k = (struct show_clock){.kind = kind, .running = true, .length_us = 20000000};
    k->left_us = k->length_us;
    for (int64_t us = 0; us <= 25000000; us += 40000) {
        int found = cue_of_clock(&contest, us, &second);
        ck_assert(found == -1 || found == cue);
        ticks += found == cue;
    }
    *k = (struct show_clock){.kind = CLOCK_NONE};
    return ticks;
}

START_TEST(the_last_seconds_of_a_clock_are_heard)
{
    struct policy *p = &((struct round *)folder->def.rounds)[0].policy;
    contest.state.round = 0;
    ck_assert_int_eq(ticks_of(&contest.state.clock, CLOCK_ANSWER, CUE_LAST), 5);
    ck_assert_int_eq(ticks_of(&contest.state.round_clock, CLOCK_ROUND, CUE_LAST), 5);
    ck_assert_int_eq(ticks_of(&contest.state.clock, CLOCK_COUNTDOWN, CUE_COUNT), 20);
    p->warning_seconds = 10;
    ck_assert_int_eq(ticks_of(&contest.state.clock, CLOCK_ANSWER, CUE_LAST), 10);
    p->warning_seconds = 0;
    ck_assert_int_eq(ticks_of(&contest.state.clock, CLOCK_ANSWER, CUE_LAST), 0);
}
END_TEST

/* ---- the roll, the hit and the beep ---- */

static struct view *view_of(enum phase phase, int prizes_shown)
{
    struct view *v = calloc(1, sizeof *v);
    v->contest.def = &folder->def;
    v->contest.state.round = 0;
    v->contest.state.phase = phase;
    v->contest.state.prizes_shown = prizes_shown;
    v->uncovered_us = 5000000;
    return v;
}

/* The key begins it, the cover's first movement ends it; black, undo and whatever else comes in
 * between end it without the hit. */
START_TEST(a_prize_is_uncovered_with_the_hit)
{
    struct view *a = view_of(PHASE_PRIZES, 1), *b = view_of(PHASE_PRIZES, 2);
    ck_assert_int_eq(cue_between(a, b), -1); /* not at the key: the cover still lies */
    int64_t hit = hit_of_view(a, b, 0);
    ck_assert_int_eq(hit, b->uncovered_us + MOTION_HOLD_US);
    ck_assert(roll_of_view(b, hit) && !roll_of_view(b, 0));
    ck_assert_int_eq(hit_of_view(b, b, hit), hit);
    ck_assert_int_eq(hit_of_view(b, a, hit), 0); /* undone */
    b->contest.state.screen = SCREEN_BLACK;
    ck_assert_int_eq(hit_of_view(a, b, hit), 0);
    ck_assert(!roll_of_view(b, hit));
    b->contest.state.screen = SCREEN_SHOW;
    ck_assert_int_eq(hit_of_view(b, b, 0), 0); /* shown again: it was uncovered before */
    b->contest.state.phase = PHASE_END;
    ck_assert_int_eq(hit_of_view(a, b, hit), 0);
    a->contest.state.phase = PHASE_STANDINGS; /* a jump, with prizes left over */
    a->contest.state.prizes_shown = 0;
    b->contest.state.phase = PHASE_PRIZES;
    ck_assert_int_eq(hit_of_view(a, b, 0), 0);
    free(a);
    free(b);
}
END_TEST

START_TEST(the_roll_is_held_by_the_host)
{
    struct view *v = view_of(PHASE_PRIZES, 0);
    ck_assert(!roll_of_view(v, 0));
    v->keypad.roll = true;
    static const struct {
        enum phase phase;
        bool rolls;
    } cases[] = {{PHASE_PRIZES, true}, {PHASE_STANDINGS, true}, {PHASE_ROUND_END, true},
                 {PHASE_RULED, true},  {PHASE_READ, false},     {PHASE_OPEN, false},
                 {PHASE_TITLE, false}, {PHASE_END, false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        v->contest.state.phase = cases[i].phase;
        ck_assert(roll_of_view(v, 0) == cases[i].rolls);
    }
    v->contest.state.phase = PHASE_PRIZES;
    v->contest.state.screen = SCREEN_LOGO;
    ck_assert(!roll_of_view(v, 0));
    free(v);
}
END_TEST

/* Held points are a reveal, too; where nothing is held there is nothing to hear. */
START_TEST(published_points_have_a_hit)
{
    struct view *a = view_of(PHASE_RULED, 0), *b = view_of(PHASE_RULED, 0);
    struct policy *p = &((struct round *)folder->def.rounds)[0].policy;
    b->contest.state.published = true;
    ck_assert_int_eq(cue_between(a, b), -1);
    p->held_reveal = 1;
    ck_assert_int_eq(cue_between(a, b), CUE_HIT);
    ck_assert_int_eq(cue_between(b, b), -1);
    ck_assert_int_eq(cue_between(b, a), -1);
    free(a);
    free(b);
}
END_TEST

/* A beep for each flash, in the frame that begins it, none behind it, none without the pattern. */
START_TEST(every_flash_has_its_beep)
{
    struct state s = {.screen = SCREEN_TEST};
    int64_t flash = -1;
    ck_assert_int_eq(cue_of_test(&s, 7500000, &flash), -1); /* put on between two flashes */
    int beeps = 0;
    for (int64_t now = 7510000; now < 17500000; now += 16000) {
        bool begins = now / AUDIENCE_FLASH_EVERY_US != (now - 16000) / AUDIENCE_FLASH_EVERY_US;
        int cue = cue_of_test(&s, now, &flash);
        ck_assert_int_eq(cue, begins ? CUE_BEEP : -1);
        ck_assert(cue < 0 || now % AUDIENCE_FLASH_EVERY_US < AUDIENCE_FLASH_US);
        beeps += cue == CUE_BEEP;
    }
    ck_assert_int_eq(beeps, 10);
    s.screen = SCREEN_SHOW;
    ck_assert_int_eq(cue_of_test(&s, 18000000, &flash), -1);
    s.screen = SCREEN_TEST;
    ck_assert_int_eq(cue_of_test(&s, 18010000, &flash), CUE_BEEP); /* put on during a flash */
}
END_TEST

/* ---- keys ---- */

START_TEST(keys_of_the_keypad_and_of_a_laptop)
{
    struct keymap m;
    const char *bad = NULL;
    ck_assert(keymap_init(&m, &folder->stage, &bad));
    ck_assert_int_eq(keymap_find(&m, SDL_SCANCODE_KP_5), KEY_5);
    ck_assert_int_eq(keymap_find(&m, SDL_SCANCODE_5), KEY_5);
    ck_assert_int_eq(keymap_find(&m, SDL_SCANCODE_KP_ENTER), KEY_ENTER);
    ck_assert_int_eq(keymap_find(&m, SDL_SCANCODE_NUMLOCKCLEAR), KEY_NUM);
    ck_assert_int_eq(keymap_find(&m, SDL_SCANCODE_F5), -1);
    ck_assert_int_eq(keymap_find(&m, SDL_SCANCODE_UNKNOWN), -1);
}
END_TEST

/* Names of stage.yaml mean what SDL means by them, where SDL knows the name. */
static void as_sdl_says(void *ctx, const char *name)
{
    int *both = ctx;
    SDL_Scancode code = SDL_GetScancodeFromName(name);
    if (code == SDL_SCANCODE_UNKNOWN)
        return;
    ck_assert_msg((int)code == key_usage(name), "%s", name);
    ++*both;
}

START_TEST(keys_by_name)
{
    int both = 0;
    key_names_each(as_sdl_says, &both);
    ck_assert_int_gt(both, 100);
    ck_assert_int_eq(key_usage("kp_enter"), SDL_SCANCODE_KP_ENTER);
    ck_assert_int_eq(key_usage("KP_Subtract"), SDL_SCANCODE_KP_MINUS);
    ck_assert_int_eq(key_usage("KP_"), 0);
    ck_assert_int_eq(key_usage(""), 0);
    ck_assert_int_eq(key_default_of(SDL_SCANCODE_B), KEY_NUM);
    ck_assert_int_eq(key_default_of(SDL_SCANCODE_PERIOD), KEY_DOT);
    ck_assert_int_eq(key_default_of(SDL_SCANCODE_F5), -1);
    struct keymap m;
    const char *bad = NULL;
    folder->stage.bindings[KEY_ENTER][0] = "KP_9"; /* exchanged */
    folder->stage.bindings[KEY_9][0] = "KP_Enter";
    folder->stage.binding_count[KEY_ENTER] = folder->stage.binding_count[KEY_9] = 1;
    ck_assert(keymap_init(&m, &folder->stage, &bad));
    ck_assert_int_eq(keymap_find(&m, SDL_SCANCODE_KP_9), KEY_ENTER);
    ck_assert_int_eq(keymap_find(&m, SDL_SCANCODE_KP_ENTER), KEY_9);
    ck_assert_int_eq(keymap_find(&m, SDL_SCANCODE_RETURN), -1);
}
END_TEST

/* Every key the keypad may be bound to by default is known under its kernel code, too. */
START_TEST(keys_by_kernel_code)
{
    static const struct {
        unsigned code; /* linux/input-event-codes.h */
        int scancode;
    } cases[] = {{79, SDL_SCANCODE_KP_1},
                 {82, SDL_SCANCODE_KP_0},
                 {73, SDL_SCANCODE_KP_9},
                 {96, SDL_SCANCODE_KP_ENTER},
                 {78, SDL_SCANCODE_KP_PLUS},
                 {74, SDL_SCANCODE_KP_MINUS},
                 {83, SDL_SCANCODE_KP_PERIOD},
                 {55, SDL_SCANCODE_KP_MULTIPLY},
                 {98, SDL_SCANCODE_KP_DIVIDE},
                 {69, SDL_SCANCODE_NUMLOCKCLEAR},
                 {2, SDL_SCANCODE_1},
                 {11, SDL_SCANCODE_0},
                 {13, SDL_SCANCODE_EQUALS},
                 {30, SDL_SCANCODE_A},
                 {50, SDL_SCANCODE_M},
                 {16, SDL_SCANCODE_Q},
                 {63, SDL_SCANCODE_F5},
                 {88, SDL_SCANCODE_F12},
                 {28, SDL_SCANCODE_RETURN},
                 {0, 0},
                 {0x110, 0},
                 {767, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_msg(grab_scancode(cases[i].code) == cases[i].scancode, "code %u: %d",
                      cases[i].code, grab_scancode(cases[i].code));
}
END_TEST

/* ---- a keypad that isn't there ---- */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t news = PTHREAD_COND_INITIALIZER;
static int news_count;

static void on_news(void *ctx)
{
    (void)ctx;
    pthread_mutex_lock(&lock);
    news_count++;
    pthread_cond_signal(&news);
    pthread_mutex_unlock(&lock);
}

static void no_press(void *ctx, enum key key, int64_t mono_us)
{
    (void)ctx;
    (void)key;
    (void)mono_us;
    ck_abort_msg("a key from nowhere");
}

static int first_error(const char *device)
{
    struct keymap m;
    const char *bad;
    ck_assert(keymap_init(&m, &folder->stage, &bad));
    news_count = 0;
    struct grab_want want = {.device = device, .keys = &m, .press = no_press, .news = on_news};
    struct grab *g = grab_create(&want);
    ck_assert_ptr_nonnull(g);
    pthread_mutex_lock(&lock);
    while (!news_count)
        pthread_cond_wait(&news, &lock);
    pthread_mutex_unlock(&lock);
    int error = grab_error(g);
    ck_assert(!grab_holds(g));
    grab_destroy(g);
    return error;
}

START_TEST(a_keypad_that_is_not_there_is_told)
{
    ck_assert_int_eq(first_error("usb-None_Keypad-event-kbd"), ENOENT);
    ck_assert_int_eq(first_error("/dev/input/event99999"), ENOENT);
    ck_assert_int_ne(first_error("/dev/null"), 0); /* no input device */
    ck_assert(!grab_holds(NULL));
    grab_destroy(NULL);
}
END_TEST

/* ---- virtual boxes
 * ------------------------------------------------------------------------------------- */

START_TEST(virtual_boxes_have_a_folder_of_their_own)
{
    char top[] = "/tmp/leitai-run-XXXXXX";
    struct virtual_stage one, two;
    struct stage_config a = {.box_count = 3}, b = {.box_count = 1};
    ck_assert_ptr_nonnull(mkdtemp(top));
    setenv("XDG_RUNTIME_DIR", top, 1);
    a.boxes[0].link = "tty:/tmp/leitai-boxes/box1";
    a.boxes[1].link = "usb:2341:0043";
    a.boxes[2].link = "tty:/tmp/leitai-boxes/box10";
    b.boxes[0].link = "tty:/tmp/leitai-boxes/box1";
    ck_assert(virtual_stage_begin(&one, &a, 10, 0x3ff));
    ck_assert(virtual_stage_begin(&two, &b, 10, 0x3ff));
    ck_assert(strncmp(one.dir, top, strlen(top)) == 0);
    ck_assert_str_ne(one.dir, two.dir);
    ck_assert(strncmp(a.boxes[0].link + 4, one.dir, strlen(one.dir)) == 0);
    ck_assert_str_eq(strrchr(a.boxes[0].link, '/'), "/box1");
    ck_assert_str_eq(a.boxes[1].link, "usb:2341:0043");
    ck_assert_str_eq(strrchr(a.boxes[2].link, '/'), "/box10");
    ck_assert_str_ne(a.boxes[0].link, b.boxes[0].link);
    ck_assert(!one.replaced && a.box_count == 3);
    ck_assert_int_eq(access(one.dir, W_OK), 0);
    virtual_stage_end(&one);
    ck_assert_int_ne(access(one.dir, F_OK), 0);
    virtual_stage_end(&two);
    /* the boxes of a hall are put aside, and a stage without any gets some */
    a.box_count = 1;
    a.boxes[0].link = "usb:2341:0043";
    ck_assert(virtual_stage_begin(&one, &a, 6, 0x15)); /* seats 1, 3, 5 have teams */
    ck_assert(one.replaced);
    ck_assert_int_eq(a.box_count, 3);
    ck_assert_int_eq(a.boxes[1].seats[0], 3);
    ck_assert_str_eq(strrchr(a.boxes[1].link, '/'), "/box3");
    virtual_stage_end(&one);
    setenv("XDG_RUNTIME_DIR", "/nonexistent", 1); /* no such place: the next */
    setenv("TMPDIR", top, 1);
    b.box_count = 0;
    ck_assert(virtual_stage_begin(&two, &b, 2, 0x3));
    ck_assert(strncmp(two.dir, top, strlen(top)) == 0);
    ck_assert(!two.replaced);
    ck_assert_int_eq(b.box_count, 2);
    virtual_stage_end(&two);
    ck_assert_int_eq(rmdir(top), 0);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {a_video_waits_for_the_host_to_play_it,
                                  a_video_nobody_started_starts_with_the_clock,
                                  it_stops_on_a_buzz_and_goes_on_when_told,
                                  stepping_twice_is_two_steps,
                                  every_replay_starts_again,
                                  missed_faults_are_shown_at_their_moment,
                                  the_next_question_has_its_own_video,
                                  the_last_seconds_of_a_clock_are_heard,
                                  a_prize_is_uncovered_with_the_hit,
                                  the_roll_is_held_by_the_host,
                                  published_points_have_a_hit,
                                  every_flash_has_its_beep,
                                  keys_of_the_keypad_and_of_a_laptop,
                                  keys_by_name,
                                  keys_by_kernel_code,
                                  a_keypad_that_is_not_there_is_told,
                                  virtual_boxes_have_a_folder_of_their_own};
    Suite *suite = suite_create("run");
    TCase *tc = tcase_create("run");
    tcase_set_timeout(tc, 60);
    tcase_add_checked_fixture(tc, setup, teardown);
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
        tcase_add_test(tc, tests[i]);
    suite_add_tcase(suite, tc);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
