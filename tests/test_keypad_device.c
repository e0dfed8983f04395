/* rooms: run joystick engine show script contest keypad view folder layout journal words catalogue box arbiter stage video preflight codec */
/* The host's keypad as a device of its own: no other keyboard can act in its place. */
#include "engine/internal.h"
#include "run/internal.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { PLUS = KEY_PLUS };

/* After ours: the kernel's KEY_… are macros and hide the keypad's from here on. */
#include <linux/input.h>

/* A pipe stands for the keypad: what only an input device can do is answered here, for that
 * descriptor alone. */
static atomic_int pipe_grabs;
static dev_t pipe_dev;
static ino_t pipe_ino;

int ioctl(int fd, unsigned long request, ...)
{
    struct stat st;
    va_list args;
    va_start(args, request);
    void *argument = va_arg(args, void *);
    va_end(args);
    if (pipe_ino && fstat(fd, &st) == 0 && st.st_ino == pipe_ino && st.st_dev == pipe_dev) {
        if (request == EVIOCGRAB)
            atomic_fetch_add(&pipe_grabs, argument ? 1 : 0);
        return 0;
    }
    return (int)syscall(SYS_ioctl, fd, request, argument);
}

static sem_t *told;

static void grab_news(void *ctx)
{
    (void)ctx;
    sem_post(told);
}

static void wait_news(sem_t *news)
{
    while (sem_wait(news) != 0)
        ck_assert_int_eq(errno, EINTR);
}

/* A key of any keyboard, as the desktop hands it to a window. */
static void window_key(struct run *r, int scancode, SDL_Keycode sym)
{
    SDL_KeyboardEvent e = {.type = SDL_KEYDOWN, .keysym = {.scancode = scancode, .sym = sym}};
    hands_key(r, &e, 1);
}

static bool next_key(struct engine *e, struct mail *m)
{
    return mailbox_take(&e->mailbox, m) && m->kind == MAIL_KEY;
}

START_TEST(a_second_keyboard_is_not_listened_to)
{
    char dir[] = "/tmp/leitai-keypad-XXXXXX", path[64];
    struct stat st;
    static struct engine engine;
    static struct run r;
    const char *bad = NULL;
    struct mail m;
    sem_t news;
    ck_assert_ptr_nonnull(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/keypad", dir);
    ck_assert_int_eq(mkfifo(path, 0600), 0);
    ck_assert_int_eq(stat(path, &st), 0);
    pipe_dev = st.st_dev;
    pipe_ino = st.st_ino;
    ck_assert(mailbox_init(&engine.mailbox));
    ck_assert_int_eq(sem_init(&news, 0, 0), 0);
    static struct folder folder;
    folder.stage.keypad_device = path;
    folder.stage.operator_language = "zh_CN";
    r.options.folder = &folder;
    r.engine = &engine;
    ck_assert(keymap_init(&r.keymap, &folder.stage, &bad));
    int keypad = open(path, O_RDWR | O_CLOEXEC); /* so that it is there, and stays */
    ck_assert_int_ge(keypad, 0);
    told = &news;
    hands_start(&r, grab_news);
    wait_news(&news);
    ck_assert(grab_holds(r.grab));
    ck_assert_int_eq(atomic_load(&pipe_grabs), 1); /* nobody else hears the keypad */

    window_key(&r, SDL_SCANCODE_KP_PLUS, SDLK_KP_PLUS); /* a stranger awards himself */
    window_key(&r, SDL_SCANCODE_RETURN, SDLK_RETURN);
    ck_assert(mailbox_empty(&engine.mailbox));
    const struct input_event press = {.type = EV_KEY,
                                      .code = KEY_KPPLUS,
                                      .value = 1,
                                      .input_event_sec = 7,
                                      .input_event_usec = 42};
    ck_assert_int_eq(write(keypad, &press, sizeof press), sizeof press);
    while (mailbox_empty(&engine.mailbox))
        sched_yield();
    ck_assert(next_key(&engine, &m));
    ck_assert_int_eq(m.value, PLUS);
    ck_assert_int_eq(m.mono_us, 7000042); /* as the kernel stamped it */

    unlink(path);
    close(keypad); /* unplugged: the windows' keys count again */
    wait_news(&news);
    ck_assert(!grab_holds(r.grab));
    window_key(&r, SDL_SCANCODE_KP_PLUS, SDLK_KP_PLUS);
    ck_assert(next_key(&engine, &m));
    ck_assert_int_eq(m.value, PLUS);
    grab_destroy(r.grab);
    mailbox_finish(&engine.mailbox);
    sem_destroy(&news);
    pipe_ino = 0;
    rmdir(dir);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("keypad device");
    TCase *tc = tcase_create("keypad device");
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, a_second_keyboard_is_not_listened_to);
    suite_add_tcase(suite, tc);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
