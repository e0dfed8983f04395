/* rooms: layout stage view contest keypad words */
/* pkgs: x11 xscrnsaver */
/* A real X server in memory: would it blank, and does it while a show runs? */
#include "stage/stage.h"

#include <check.h>
#include <X11/Xlib.h>
#include <X11/extensions/scrnsaver.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t server;
static Display *display;

static void server_start(void)
{
    char number[16], said[16];
    int pipes[2];
    ck_assert_int_eq(pipe(pipes), 0);
    snprintf(number, sizeof number, ":%d", 1000 + (int)getpid() % 30000);
    snprintf(said, sizeof said, "%d", pipes[1]);
    server = fork();
    if (server == 0) {
        int null = open("/dev/null", O_WRONLY);
        dup2(null, 2);
        close(pipes[0]);
        execlp("Xvfb", "Xvfb", number, "-displayfd", said, "-screen", "0", "640x480x24",
               "-nolisten", "tcp", "-noreset", (char *)NULL);
        _exit(127);
    }
    close(pipes[1]);
    /* it is ready; the pipe stays open, for it may have more to say */
    ck_assert_int_gt(read(pipes[0], said, sizeof said), 0);
    unsetenv("WAYLAND_DISPLAY");
    setenv("DISPLAY", number, 1);
    display = XOpenDisplay(NULL);
    ck_assert_ptr_nonnull(display);
}

static void server_end(void)
{
    kill(server, SIGKILL);
    waitpid(server, NULL, 0);
}

/* Whether it goes dark within three seconds, though it should after one. */
static bool goes_dark(void)
{
    XScreenSaverInfo *info = XScreenSaverAllocInfo();
    bool dark = false;
    XResetScreenSaver(display);
    XSync(display, False);
    for (int i = 0; i < 60 && !dark; i++) {
        usleep(50000);
        ck_assert(XScreenSaverQueryInfo(display, DefaultRootWindow(display), info));
        dark = info->state == ScreenSaverOn;
    }
    XFree(info);
    return dark;
}

START_TEST(a_show_keeps_the_screens_lit)
{
    server_start();
    XSetScreenSaver(display, 1, 600, PreferBlanking, AllowExposures);
    ck_assert(goes_dark());
    ck_assert(stage_video_init(NULL));
    ck_assert_str_eq(SDL_GetCurrentVideoDriver(), "x11");
    ck_assert(!SDL_IsScreenSaverEnabled());
    struct blanking b = blanking_state();
    ck_assert(b.asked && b.held);
    ck_assert_int_eq(b.saver_s, 1); /* what the hall had set stays set */
    ck_assert(!goes_dark());
    stage_video_finish();
    ck_assert(!blanking_state().asked);
    ck_assert(goes_dark()); /* and is as it was */
    server_end();
}
END_TEST

/* Without the hold SDL alone would leave it to its own devices: the hold is what keeps it. */
START_TEST(a_hold_ends_with_its_program)
{
    server_start();
    XSetScreenSaver(display, 1, 600, PreferBlanking, AllowExposures);
    pid_t show = fork();
    if (show == 0) {
        stage_video_init(NULL);
        pause();
    }
    usleep(500000);
    ck_assert(!goes_dark());
    kill(show, SIGKILL);
    waitpid(show, NULL, 0);
    ck_assert(goes_dark());
    server_end();
}
END_TEST

START_TEST(without_a_server_nothing_is_held)
{
    blanking_hold();
    struct blanking b = blanking_state();
    ck_assert(!b.asked && !b.held && !b.saver_s && !b.power_s);
    blanking_release();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("blanking");
    TCase *tc = tcase_create("blanking");
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, a_show_keeps_the_screens_lit);
    tcase_add_test(tc, a_hold_ends_with_its_program);
    tcase_add_test(tc, without_a_server_nothing_is_held);
    suite_add_tcase(suite, tc);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
