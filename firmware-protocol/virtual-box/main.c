/* leitai-box: virtual buzzer boxes for trying out and testing the host. One poll() loop. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include "station.h"

static volatile sig_atomic_t stop_asked;

static void on_signal(int number)
{
    (void)number;
    stop_asked = 1;
}

static int64_t clock_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* ---- the person or test at stdin ------------------------------------------------------------ */

struct keyboard {
    bool open, is_tty;
    struct termios before;
    char line[256];
    size_t n;
};

static void keyboard_start(struct keyboard *keyboard)
{
    memset(keyboard, 0, sizeof *keyboard);
    keyboard->open = true;
    keyboard->is_tty = isatty(STDIN_FILENO) && tcgetattr(STDIN_FILENO, &keyboard->before) == 0;
    if (!keyboard->is_tty)
        return;
    struct termios tio = keyboard->before;
    tio.c_lflag &= (tcflag_t) ~(ICANON | ECHO);
    tcsetattr(STDIN_FILENO, TCSANOW, &tio);
}

static void keyboard_stop(struct keyboard *keyboard)
{
    if (keyboard->is_tty)
        tcsetattr(STDIN_FILENO, TCSANOW, &keyboard->before);
}

static void key_pressed(struct station *station, char key, int64_t now_us)
{
    struct order order = {.verb = VERB_PRESS};
    if (key == 'q')
        station->quit = true;
    if (key < '0' || key > '9')
        return;
    order.box = key == '0' ? 10 : key - '0';
    station_order(station, now_us, &order);
}

static void line_entered(struct station *station, const char *line, int64_t now_us)
{
    struct order order;
    const char *why;
    int got = script_parse(line, &order, &why);
    if (got > 0)
        station_order(station, now_us, &order);
    else if (got < 0)
        fprintf(stderr, "leitai-box: %s: %s\n", line, why);
}

/* End of file on stdin is no reason to stop: tests close it, services have none. */
static void keyboard_read(struct keyboard *keyboard, struct station *station, int64_t now_us)
{
    char data[256];
    ssize_t n = read(STDIN_FILENO, data, sizeof data);
    if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
        keyboard->open = false;
    for (ssize_t i = 0; i < n; i++) {
        if (keyboard->is_tty) {
            key_pressed(station, data[i], now_us);
        } else if (data[i] == '\n') {
            keyboard->line[keyboard->n] = 0;
            line_entered(station, keyboard->line, now_us);
            keyboard->n = 0;
        } else if (keyboard->n < sizeof keyboard->line - 1) {
            keyboard->line[keyboard->n++] = data[i];
        }
    }
}

/* ---- the loop -------------------------------------------------------------------------------- */

struct timeline {
    struct order *orders;
    size_t count, next;
    int64_t start_us;
};

static int64_t timeline_wake(const struct timeline *timeline)
{
    if (timeline->next == timeline->count)
        return INT64_MAX;
    return timeline->start_us + (int64_t)(timeline->orders[timeline->next].at_s * 1e6);
}

/* Orders take effect at the instant they were written for, not when we happen to wake. */
static void timeline_run(struct timeline *timeline, struct station *station, int64_t now_us)
{
    int64_t due_us;
    while ((due_us = timeline_wake(timeline)) <= now_us)
        station_order(station, due_us, &timeline->orders[timeline->next++]);
}

static nfds_t gather(const struct station *station, const struct keyboard *keyboard,
                     struct pollfd *fds)
{
    nfds_t n = 0;
    fds[n++] = (struct pollfd){.fd = keyboard->open ? STDIN_FILENO : -1, .events = POLLIN};
    for (int i = 0; i < station->count; i++) {
        fds[n++] = (struct pollfd){.fd = station->boxes[i].port.fd, .events = POLLIN};
        fds[n++] = (struct pollfd){.fd = station->boxes[i].port.listen_fd, .events = POLLIN};
    }
    return n;
}

static void wait_until(struct pollfd *fds, nfds_t n, int64_t wake_us, const sigset_t *during)
{
    int64_t left_us = wake_us - clock_us();
    if (left_us < 0)
        left_us = 0;
    if (left_us > 1000000)
        left_us = 1000000;
    struct timespec timeout = {.tv_sec = left_us / 1000000, .tv_nsec = left_us % 1000000 * 1000};
    if (ppoll(fds, n, &timeout, during) < 0) {
        for (nfds_t i = 0; i < n; i++)
            fds[i].revents = 0;
    }
}

static void run(struct station *station, struct timeline *timeline, struct keyboard *keyboard,
                const sigset_t *during)
{
    struct pollfd fds[1 + 2 * OPTIONS_BOXES];
    while (!station->quit && !stop_asked) {
        int64_t wake_us = station_next_wake(station);
        int64_t order_us = timeline_wake(timeline);
        nfds_t n = gather(station, keyboard, fds);
        wait_until(fds, n, wake_us < order_us ? wake_us : order_us, during);
        int64_t now_us = clock_us();
        timeline_run(timeline, station, now_us);
        if (fds[0].revents)
            keyboard_read(keyboard, station, now_us);
        for (int i = 0; i < station->count; i++) {
            if (fds[2 + 2 * i].revents)
                port_accept(&station->boxes[i].port);
            else if (fds[1 + 2 * i].revents && station->boxes[i].port.fd == fds[1 + 2 * i].fd)
                station_readable(station, i, clock_us);
        }
        station_tick(station, now_us);
    }
}

static void print_paths(const struct station *station)
{
    for (int i = 0; i < station->count; i++) {
        const struct station_box *box = &station->boxes[i];
        printf("box %d uid %016llx %s\n", i + 1, (unsigned long long)box->rig.config.uid,
               box->port.link[0] ? box->port.link : box->port.path);
    }
    fflush(stdout);
}

static bool timeline_load(struct timeline *timeline, const char *path)
{
    char why[128];
    if (!path)
        return true;
    timeline->orders = script_load(path, &timeline->count, why, sizeof why);
    if (!timeline->orders)
        fprintf(stderr, "leitai-box: %s: %s\n", path, why);
    return timeline->orders != NULL;
}

/* Signals are let in only while waiting, so none slips in between the test and the wait. */
static void signals_prepare(sigset_t *during)
{
    struct sigaction action = {.sa_handler = on_signal};
    sigset_t block;
    sigemptyset(&block);
    sigaddset(&block, SIGINT);
    sigaddset(&block, SIGTERM);
    sigprocmask(SIG_BLOCK, &block, during);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    signal(SIGPIPE, SIG_IGN);
}

int main(int argc, char **argv)
{
    struct options options;
    struct station station;
    struct keyboard keyboard;
    struct timeline timeline = {.start_us = clock_us()};
    sigset_t during;
    char why[256] = "";
    options_parse(&options, argc, argv);
    if (!timeline_load(&timeline, options.script))
        return EXIT_FAILURE;
    signals_prepare(&during);
    bool started = station_start(&station, &options, clock_us(), why, sizeof why);
    if (started) {
        if (!options.quiet)
            print_paths(&station);
        keyboard_start(&keyboard);
        run(&station, &timeline, &keyboard, &during);
        keyboard_stop(&keyboard);
    } else {
        fprintf(stderr, "leitai-box: %s\n", why);
    }
    station_stop(&station);
    free(timeline.orders);
    return started ? EXIT_SUCCESS : EXIT_FAILURE;
}
