/* rooms: box arbiter codec */
/*
 * Links as they are: a pseudo-terminal, a TCP socket, memory. That nothing blocks, that "gone" is
 * told from "idle", that two programs do not share a port.
 */
#include <arpa/inet.h>
#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

#include "box/link_backend.h"

static int pty_master(char *path, size_t size)
{
    int fd = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK);
    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(grantpt(fd), 0);
    ck_assert_int_eq(unlockpt(fd), 0);
    ck_assert_int_eq(ptsname_r(fd, path, size), 0);
    return fd;
}

static int open_address(struct link *l, const char *address, struct link_mem *mem)
{
    struct link_where where = {.address = address, .baud = 115200, .mem = mem};
    return link_open(l, &where);
}

static short wait_for(int fd, short events)
{
    struct pollfd p = {.fd = fd, .events = events};
    ck_assert_int_ge(poll(&p, 1, 5000), 0);
    return p.revents;
}

START_TEST(addresses)
{
    static const char *const good[] = {"usb:*",
                                       "usb:16c0:0483",
                                       "usb:0403:6001:A50285BI",
                                       "tty:/dev/ttyS0",
                                       "tcp:192.168.1.7:4001",
                                       "tcp:[::1]:4001",
                                       "tcp:localhost:1",
                                       "mem:a"};
    static const char *const bad[] = {
        "",          "usb:",    "usb:16c0",    "usb:16c0:0483:", "tty:ttyS0", "tcp:host",
        "tcp::4001", "tcp:h:0", "tcp:h:70000", "mem:",           "COM3"};
    struct link l;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        ck_assert_msg(link_address_valid(good[i]), "%s", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        ck_assert_msg(!link_address_valid(bad[i]), "%s", bad[i]);
        link_init(&l);
        ck_assert_int_lt(open_address(&l, bad[i], NULL), 0);
        ck_assert_int_eq(l.state, LINK_CLOSED);
        ck_assert_int_eq(l.fd, -1);
    }
}
END_TEST

START_TEST(usb_identity)
{
    struct link_port p = {
        .path = "/dev/ttyUSB0", .serial = "A50285BI", .vid = 0x0403, .pid = 0x6001};
    ck_assert(link_usb_matches("*", &p));
    ck_assert(link_usb_matches("0403:6001", &p));
    ck_assert(link_usb_matches("403:6001:A50285BI", &p));
    ck_assert(!link_usb_matches("0403:6001:A50285B", &p));
    ck_assert(!link_usb_matches("0403:6015", &p));
    ck_assert(!link_usb_matches("rubbish", &p));
    p.vid = -1; /* a port that is not on USB is never taken by a wild card */
    ck_assert(!link_usb_matches("*", &p));
}
END_TEST

START_TEST(pty_carries_every_byte)
{
    char path[64], address[80];
    struct link l;
    uint8_t all[256], back[256];
    int master = pty_master(path, sizeof path);
    snprintf(address, sizeof address, "tty:%s", path);
    link_init(&l);
    ck_assert_int_eq(open_address(&l, address, NULL), 0);
    ck_assert_int_eq(l.state, LINK_OPEN);
    ck_assert(!l.timed_wire);
    for (int i = 0; i < 256; i++)
        all[i] = (uint8_t)i; /* newlines, ^C, ^S, 0xff: nothing may be cooked */
    ck_assert_int_eq(link_read(&l, back, sizeof back), 0); /* idle is not gone */
    ck_assert_int_eq(write(master, all, 256), 256);
    size_t got = 0;
    while (got < 256) {
        ck_assert(wait_for(l.fd, POLLIN) & POLLIN);
        int n = link_read(&l, back + got, sizeof back - got);
        ck_assert_int_ge(n, 0);
        got += (size_t)n;
    }
    ck_assert_mem_eq(all, back, 256);
    ck_assert_int_eq(link_write(&l, all, 256), 0);
    for (got = 0; got < 256;) {
        ck_assert(wait_for(master, POLLIN) & POLLIN);
        ssize_t n = read(master, back + got, sizeof back - got);
        ck_assert_int_gt(n, 0);
        got += (size_t)n;
    }
    ck_assert_mem_eq(all, back, 256);
    link_close(&l);
    close(master);
}
END_TEST

START_TEST(hang_up_is_gone_not_idle)
{
    char path[64], address[80];
    struct link l;
    uint8_t data[16];
    int master = pty_master(path, sizeof path);
    snprintf(address, sizeof address, "tty:%s", path);
    link_init(&l);
    ck_assert_int_eq(open_address(&l, address, NULL), 0);
    close(master);
    ck_assert(wait_for(l.fd, POLLIN) & POLLHUP);
    ck_assert_int_lt(link_read(&l, data, sizeof data), 0);
    ck_assert_int_lt(link_write(&l, data, 4), 0);
    link_close(&l);
    link_close(&l); /* twice does no harm */
    int again = open_address(&l, address, NULL);
    ck_assert_int_lt(again, 0); /* the device is no more */
}
END_TEST

START_TEST(port_is_ours_alone)
{
    char path[64], address[80];
    struct link a, b;
    int master = pty_master(path, sizeof path);
    snprintf(address, sizeof address, "tty:%s", path);
    link_init(&a);
    link_init(&b);
    ck_assert_int_eq(open_address(&a, address, NULL), 0);
    ck_assert_int_eq(open_address(&b, address, NULL), -EBUSY);
    link_close(&a);
    ck_assert_int_eq(open_address(&b, address, NULL), 0);
    link_close(&b);
    ck_assert_int_eq(open_address(&a, "tty:/dev/null", NULL), -ENOTTY);
    ck_assert_int_eq(open_address(&a, "tty:/dev/no-such-port", NULL), -ENOENT);
    close(master);
}
END_TEST

/* Nobody reads at the other end: writing stops, it never waits and never grows. */
START_TEST(jammed_cable_does_not_block)
{
    char path[64], address[80];
    struct link l;
    uint8_t frame[64] = {1};
    int refused = 0;
    int master = pty_master(path, sizeof path);
    snprintf(address, sizeof address, "tty:%s", path);
    link_init(&l);
    ck_assert_int_eq(open_address(&l, address, NULL), 0);
    for (int i = 0; i < 10000; i++) {
        int error = link_write(&l, frame, sizeof frame);
        ck_assert(error == 0 || error == -EAGAIN);
        refused += error == -EAGAIN;
        link_flush(&l);
    }
    ck_assert_int_gt(refused, 5000);
    ck_assert_uint_le(l.queued, sizeof frame);
    link_close(&l);
    close(master);
}
END_TEST

static int listener(char *address, size_t size)
{
    struct sockaddr_in in = {.sin_family = AF_INET};
    socklen_t len = sizeof in;
    in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    ck_assert_int_eq(bind(fd, (struct sockaddr *)&in, sizeof in), 0);
    ck_assert_int_eq(listen(fd, 1), 0);
    ck_assert_int_eq(getsockname(fd, (struct sockaddr *)&in, &len), 0);
    snprintf(address, size, "tcp:127.0.0.1:%d", ntohs(in.sin_port));
    return fd;
}

START_TEST(tcp_connects_without_waiting)
{
    char address[64];
    struct link l;
    uint8_t data[8];
    int server = listener(address, sizeof address);
    link_init(&l);
    ck_assert_int_eq(open_address(&l, address, NULL), 0);
    if (l.state == LINK_CONNECTING) {
        wait_for(l.fd, POLLOUT);
        ck_assert_int_eq(link_connected(&l), 0);
    }
    ck_assert_int_eq(l.state, LINK_OPEN);
    int peer = accept(server, NULL, NULL);
    ck_assert_int_eq(link_read(&l, data, sizeof data), 0);
    ck_assert_int_eq(write(peer, "hi", 2), 2);
    wait_for(l.fd, POLLIN);
    ck_assert_int_eq(link_read(&l, data, sizeof data), 2);
    ck_assert_int_eq(link_write(&l, (const uint8_t *)"yo", 2), 0);
    wait_for(peer, POLLIN);
    ck_assert_int_eq(read(peer, data, sizeof data), 2);
    close(peer);
    wait_for(l.fd, POLLIN);
    ck_assert_int_lt(link_read(&l, data, sizeof data), 0);
    link_close(&l);
    close(server);
    int error = open_address(&l, address, NULL); /* nobody listens any more */
    if (error == 0) {
        wait_for(l.fd, POLLOUT);
        error = link_connected(&l);
    }
    ck_assert_int_eq(error, -ENOENT);
    link_close(&l);
    ck_assert_int_eq(open_address(&l, "tcp:buzzers.invalid:4001", NULL),
                     -EINVAL); /* no name lookups */
}
END_TEST

START_TEST(memory_link_behaves_like_a_cable)
{
    struct link_mem *mem = link_mem_create();
    struct link l, other;
    uint8_t data[16];
    link_init(&l);
    link_init(&other);
    ck_assert_int_eq(open_address(&l, "mem:a", mem), -ENOENT);
    link_mem_plug(mem, "a");
    ck_assert_int_eq(open_address(&l, "mem:a", mem), 0);
    ck_assert_int_eq(open_address(&other, "mem:a", mem), -EBUSY);
    ck_assert_uint_eq(link_mem_give(mem, "a", (const uint8_t *)"xyz", 3), 3);
    link_mem_unplug(mem, "a");
    ck_assert_int_eq(link_read(&l, data, sizeof data), 3); /* what had arrived is read */
    ck_assert_int_lt(link_read(&l, data, sizeof data), 0);
    ck_assert_int_lt(link_write(&l, data, 1), 0);
    link_mem_plug(mem, "a"); /* back before the old one is closed: that stays dead */
    ck_assert_int_lt(link_read(&l, data, sizeof data), 0);
    ck_assert_int_eq(open_address(&other, "mem:a", mem), 0);
    link_close(&l);
    link_mem_jam(mem, "a", 5);
    ck_assert_int_eq(link_write(&other, (const uint8_t *)"12345678", 8), 0);
    ck_assert_uint_eq(other.queued, 3);
    ck_assert_int_eq(link_write(&other, (const uint8_t *)"9", 1), -EAGAIN);
    ck_assert_uint_eq(link_mem_take(mem, "a", data, sizeof data), 5);
    ck_assert_int_eq(link_flush(&other), 0);
    ck_assert_uint_eq(other.queued, 0);
    link_close(&other);
    link_mem_destroy(mem);
}
END_TEST

START_TEST(ports_can_be_listed)
{
    static struct link_port ports[128];
    size_t n = link_ports(ports, 128);
    for (size_t i = 0; i < n && i < 128; i++)
        ck_assert_int_eq(ports[i].path[0], '/');
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("link");
    TCase *tc = tcase_create("link");
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, addresses);
    tcase_add_test(tc, usb_identity);
    tcase_add_test(tc, pty_carries_every_byte);
    tcase_add_test(tc, hang_up_is_gone_not_idle);
    tcase_add_test(tc, port_is_ours_alone);
    tcase_add_test(tc, jammed_cable_does_not_block);
    tcase_add_test(tc, tcp_connects_without_waiting);
    tcase_add_test(tc, memory_link_behaves_like_a_cable);
    tcase_add_test(tc, ports_can_be_listed);
    suite_add_tcase(suite, tc);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
