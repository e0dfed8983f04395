/* A Sony Buzz! receiver that exists only in the kernel's uhid: four handsets of five buttons and a
 * lamp. Orders on stdin: `press N` (1..20, handset by handset: red, yellow, green, orange, blue).
 * Tells on stdout which lamps the host lights. Ends with its standard input. */
#include <errno.h>
#include <fcntl.h>
#include <linux/uhid.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* As the device describes itself: a joystick of two axes and twenty buttons, seven bytes out. */
static const unsigned char descriptor[] = {
    0x05, 0x01, /* usage page: generic desktop */
    0x09, 0x04, /* usage: joystick */
    0xA1, 0x01, /* application */
    0xA1, 0x02, /* all of it in one logical collection: the driver looks for its buttons there */
    0x15, 0x00, 0x26, 0xFF, 0x00, 0x75, 0x08, 0x95, 0x02, /* two bytes */
    0x09, 0x30, 0x09, 0x31,                               /* x, y */
    0x81, 0x02,                                           /* in */
    0x05, 0x09, 0x19, 0x01, 0x29, 0x14,                   /* buttons 1 to 20 */
    0x15, 0x00, 0x25, 0x01, 0x75, 0x01, 0x95, 0x14,       /* of one bit */
    0x81, 0x02,                                           /* in */
    0x75, 0x04, 0x95, 0x01, 0x81, 0x03,                   /* four bits to fill up */
    0x06, 0x00, 0xFF, 0x09, 0x02,                         /* vendor */
    0x15, 0x00, 0x26, 0xFF, 0x00, 0x75, 0x08, 0x95, 0x07, /* seven bytes */
    0x91, 0x02,                                           /* out: the lamps */
    0xC0, 0xC0};

static int send_event(int fd, const struct uhid_event *ev)
{
    return write(fd, ev, sizeof *ev) == (ssize_t)sizeof *ev ? 0 : -errno;
}

static int create(int fd)
{
    static struct uhid_event ev;
    ev.type = UHID_CREATE2;
    snprintf((char *)ev.u.create2.name, sizeof ev.u.create2.name, "Sony Wbuzz");
    ev.u.create2.rd_size = sizeof descriptor;
    memcpy(ev.u.create2.rd_data, descriptor, sizeof descriptor);
    ev.u.create2.bus = 3; /* USB */
    ev.u.create2.vendor = 0x054c;
    ev.u.create2.product = 0x1000;
    return send_event(fd, &ev);
}

static void report(int fd, unsigned buttons)
{
    static struct uhid_event ev;
    unsigned char data[5] = {0x7f, 0x7f, buttons & 0xff, buttons >> 8 & 0xff, buttons >> 16 & 0xff};
    ev.type = UHID_INPUT2;
    ev.u.input2.size = sizeof data;
    memcpy(ev.u.input2.data, data, sizeof data);
    send_event(fd, &ev);
}

static void tell_lamps(const unsigned char *data, unsigned size)
{
    printf("lamps");
    for (unsigned i = 0; i < size; i++)
        printf(" %02x", data[i]);
    printf("\n");
    fflush(stdout);
}

static void from_kernel(int fd)
{
    static struct uhid_event ev, reply;
    if (read(fd, &ev, sizeof ev) <= 0)
        return;
    if (ev.type == UHID_OUTPUT) {
        tell_lamps(ev.u.output.data, ev.u.output.size);
    } else if (ev.type == UHID_SET_REPORT) {
        tell_lamps(ev.u.set_report.data, ev.u.set_report.size);
        reply.type = UHID_SET_REPORT_REPLY;
        reply.u.set_report_reply.id = ev.u.set_report.id;
        send_event(fd, &reply);
    } else if (ev.type == UHID_GET_REPORT) {
        reply.type = UHID_GET_REPORT_REPLY;
        reply.u.get_report_reply.id = ev.u.get_report.id;
        reply.u.get_report_reply.err = EIO;
        send_event(fd, &reply);
    }
}

static int order(int fd)
{
    char line[64];
    int button;
    ssize_t n = read(STDIN_FILENO, line, sizeof line - 1);
    if (n <= 0)
        return -1;
    line[n] = '\0';
    if (sscanf(line, "press %d", &button) == 1 && button >= 1 && button <= 20) {
        report(fd, 1u << (button - 1));
        usleep(80000);
        report(fd, 0);
    }
    return 0;
}

int main(void)
{
    int fd = open("/dev/uhid", O_RDWR | O_CLOEXEC);
    int error = fd < 0 ? -errno : create(fd);
    if (error < 0) {
        fprintf(stderr, "buzz: %s\n", strerror(-error));
        return 1;
    }
    for (;;) {
        struct pollfd p[2] = {{.fd = STDIN_FILENO, .events = POLLIN}, {.fd = fd, .events = POLLIN}};
        poll(p, 2, -1);
        if (p[1].revents & POLLIN)
            from_kernel(fd);
        if ((p[0].revents & (POLLIN | POLLHUP)) && order(fd) < 0)
            return 0;
    }
}
