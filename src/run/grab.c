#include "run/grab.h"
#include "run/internal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

/* After ours: the kernel's KEY_… are macros and hide the keypad's from here on. */
#include <linux/input.h>

enum { RETRY_MS = 1000 };

struct grab {
    struct grab_want want;
    char device[128];
    pthread_t thread;
    int stop; /* eventfd */
    int fd;   /* the device, -1 */
    atomic_int error;
};

/* ---- names of keys
 * ------------------------------------------------------------------------------- */

/* Runs of codes that follow each other in both tables. */
static const struct {
    uint16_t code, count;
    uint16_t scancode;
} runs[] = {
    {KEY_F1, 10, SDL_SCANCODE_F1},      {KEY_F11, 2, SDL_SCANCODE_F11},
    {KEY_F13, 12, SDL_SCANCODE_F13},    {KEY_1, 10, SDL_SCANCODE_1},
    {KEY_MINUS, 2, SDL_SCANCODE_MINUS}, {KEY_LEFTBRACE, 2, SDL_SCANCODE_LEFTBRACKET},
};

static const uint16_t singles[][2] = {
    {KEY_KP0, SDL_SCANCODE_KP_0},
    {KEY_KP1, SDL_SCANCODE_KP_1},
    {KEY_KP2, SDL_SCANCODE_KP_2},
    {KEY_KP3, SDL_SCANCODE_KP_3},
    {KEY_KP4, SDL_SCANCODE_KP_4},
    {KEY_KP5, SDL_SCANCODE_KP_5},
    {KEY_KP6, SDL_SCANCODE_KP_6},
    {KEY_KP7, SDL_SCANCODE_KP_7},
    {KEY_KP8, SDL_SCANCODE_KP_8},
    {KEY_KP9, SDL_SCANCODE_KP_9},
    {KEY_KPENTER, SDL_SCANCODE_KP_ENTER},
    {KEY_KPPLUS, SDL_SCANCODE_KP_PLUS},
    {KEY_KPMINUS, SDL_SCANCODE_KP_MINUS},
    {KEY_KPDOT, SDL_SCANCODE_KP_PERIOD},
    {KEY_KPASTERISK, SDL_SCANCODE_KP_MULTIPLY},
    {KEY_KPSLASH, SDL_SCANCODE_KP_DIVIDE},
    {KEY_KPEQUAL, SDL_SCANCODE_KP_EQUALS},
    {KEY_KPCOMMA, SDL_SCANCODE_KP_COMMA},
    {KEY_NUMLOCK, SDL_SCANCODE_NUMLOCKCLEAR},
    {KEY_ENTER, SDL_SCANCODE_RETURN},
    {KEY_BACKSPACE, SDL_SCANCODE_BACKSPACE},
    {KEY_ESC, SDL_SCANCODE_ESCAPE},
    {KEY_TAB, SDL_SCANCODE_TAB},
    {KEY_SPACE, SDL_SCANCODE_SPACE},
    {KEY_SLASH, SDL_SCANCODE_SLASH},
    {KEY_DOT, SDL_SCANCODE_PERIOD},
    {KEY_COMMA, SDL_SCANCODE_COMMA},
    {KEY_SEMICOLON, SDL_SCANCODE_SEMICOLON},
    {KEY_APOSTROPHE, SDL_SCANCODE_APOSTROPHE},
    {KEY_GRAVE, SDL_SCANCODE_GRAVE},
    {KEY_BACKSLASH, SDL_SCANCODE_BACKSLASH},
    {KEY_INSERT, SDL_SCANCODE_INSERT},
    {KEY_DELETE, SDL_SCANCODE_DELETE},
    {KEY_HOME, SDL_SCANCODE_HOME},
    {KEY_END, SDL_SCANCODE_END},
    {KEY_PAGEUP, SDL_SCANCODE_PAGEUP},
    {KEY_PAGEDOWN, SDL_SCANCODE_PAGEDOWN},
    {KEY_UP, SDL_SCANCODE_UP},
    {KEY_DOWN, SDL_SCANCODE_DOWN},
    {KEY_LEFT, SDL_SCANCODE_LEFT},
    {KEY_RIGHT, SDL_SCANCODE_RIGHT},
};

/* Letters in the order of the kernel's codes: by row of the keyboard. */
static const struct {
    uint16_t code;
    const char *letters;
} rows[] = {{KEY_Q, "QWERTYUIOP"}, {KEY_A, "ASDFGHJKL"}, {KEY_Z, "ZXCVBNM"}};

int grab_scancode(unsigned code)
{
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++)
        if (code >= runs[i].code && code < (unsigned)runs[i].code + runs[i].count)
            return (int)(runs[i].scancode + code - runs[i].code);
    for (size_t i = 0; i < sizeof singles / sizeof *singles; i++)
        if (code == singles[i][0])
            return singles[i][1];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (code >= rows[i].code && code < rows[i].code + strlen(rows[i].letters))
            return SDL_SCANCODE_A + rows[i].letters[code - rows[i].code] - 'A';
    return 0;
}

/* ---- the device
 * ---------------------------------------------------------------------------------- */

static int open_input(const char *path)
{
    return open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
}

static bool has_key(int fd, unsigned code)
{
    unsigned char bits[KEY_MAX / 8 + 1] = {0};
    return ioctl(fd, EVIOCGBIT(EV_KEY, sizeof bits), bits) >= 0 && bits[code / 8] >> (code % 8) & 1;
}

/* 0, or an errno. */
static int take(struct grab *g, const char *path)
{
    int monotonic = CLOCK_MONOTONIC;
    g->fd = open_input(path);
    if (g->fd < 0)
        return errno;
    if (ioctl(g->fd, EVIOCSCLOCKID, &monotonic) < 0 || ioctl(g->fd, EVIOCGRAB, (void *)1) < 0)
        return errno;
    return 0;
}

static void release(struct grab *g)
{
    if (g->fd >= 0)
        close(g->fd); /* gives the device back to the desktop */
    g->fd = -1;
}

static bool calls_itself(const char *path, const char *part)
{
    char name[256] = "";
    int fd = open_input(path);
    bool yes = fd >= 0 && ioctl(fd, EVIOCGNAME(sizeof name - 1), name) >= 0 && strstr(name, part) &&
               has_key(fd, KEY_KP1);
    if (fd >= 0)
        close(fd);
    return yes;
}

static bool in_folder(const char *folder, const char *start, const char *part, bool by_name,
                      char *out, size_t cap)
{
    DIR *dir = opendir(folder);
    bool found = false;
    for (struct dirent *d; dir && !found && (d = readdir(dir));) {
        if (strncmp(d->d_name, start, strlen(start)) != 0)
            continue;
        snprintf(out, cap, "%s/%s", folder, d->d_name);
        found = by_name ? strstr(d->d_name, part) && strstr(d->d_name, "event-kbd")
                        : calls_itself(out, part);
    }
    if (dir)
        closedir(dir);
    return found;
}

static int find_and_take(struct grab *g)
{
    char path[400];
    const char *name = g->device;
    if (name[0] == '/')
        return take(g, name);
    snprintf(path, sizeof path, "/dev/input/by-id/%s", name);
    if (access(path, F_OK) == 0 ||
        in_folder("/dev/input/by-id", "", name, true, path, sizeof path) ||
        in_folder("/dev/input", "event", name, false, path, sizeof path))
        return take(g, path);
    return ENOENT;
}

/* ---- the thread
 * ---------------------------------------------------------------------------------- */

static void tell(struct grab *g, int error)
{
    if (atomic_exchange(&g->error, error) != error)
        g->want.news(g->want.ctx);
}

static void on_input(struct grab *g, const struct input_event *e)
{
    if (e->type != EV_KEY || e->value != 1) /* 2 is auto-repeat */
        return;
    int key = keymap_find(g->want.keys, grab_scancode(e->code));
    if (key >= 0)
        g->want.press(g->want.ctx, (enum key)key,
                      (int64_t)e->input_event_sec * 1000000 + e->input_event_usec);
}

/* False when the device is gone. */
static bool read_all(struct grab *g)
{
    struct input_event e[16];
    for (;;) {
        ssize_t n = read(g->fd, e, sizeof e);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n < 0 && errno == EAGAIN;
        for (size_t i = 0; i < (size_t)n / sizeof *e; i++)
            on_input(g, &e[i]);
    }
}

static bool wait_stop(const struct grab *g, int ms)
{
    struct pollfd p = {.fd = g->stop, .events = POLLIN};
    return poll(&p, 1, ms) > 0;
}

/* Reads until the device goes (false) or the end (true). */
static bool listen_to(struct grab *g)
{
    for (;;) {
        struct pollfd p[2] = {{.fd = g->stop, .events = POLLIN}, {.fd = g->fd, .events = POLLIN}};
        if (poll(p, 2, -1) < 0 && errno != EINTR)
            return false;
        if (p[0].revents)
            return true;
        if (p[1].revents && !read_all(g))
            return false;
    }
}

static void *grab_main(void *arg)
{
    struct grab *g = arg;
    for (;;) {
        int error = find_and_take(g);
        bool end = false;
        tell(g, error);
        if (error == 0)
            end = listen_to(g);
        release(g);
        if (!end && error == 0)
            tell(g, ENODEV);
        if (end || wait_stop(g, RETRY_MS))
            return NULL;
    }
}

struct grab *grab_create(const struct grab_want *want)
{
    struct grab *g = calloc(1, sizeof *g);
    if (!g)
        return NULL;
    g->want = *want;
    g->fd = -1;
    atomic_init(&g->error, GRAB_NOT_TRIED);
    snprintf(g->device, sizeof g->device, "%s", want->device);
    g->stop = eventfd(0, EFD_CLOEXEC);
    if (g->stop >= 0 && pthread_create(&g->thread, NULL, grab_main, g) == 0)
        return g;
    if (g->stop >= 0)
        close(g->stop);
    free(g);
    return NULL;
}

void grab_destroy(struct grab *g)
{
    uint64_t one = 1;
    if (!g)
        return;
    if (write(g->stop, &one, sizeof one) == sizeof one)
        pthread_join(g->thread, NULL);
    close(g->stop);
    free(g);
}

bool grab_holds(const struct grab *g)
{
    return g && atomic_load(&g->error) == 0;
}

int grab_error(const struct grab *g)
{
    return g ? atomic_load(&g->error) : 0;
}
