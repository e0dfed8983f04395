#include "box/link_backend.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/serial.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <termios.h>
#include <unistd.h>

enum { PTY_MAJOR_FIRST = 136, PTY_MAJOR_LAST = 143 };

static bool is_pty(int fd)
{
    struct stat st;
    if (fstat(fd, &st) < 0)
        return false;
    return major(st.st_rdev) >= PTY_MAJOR_FIRST && major(st.st_rdev) <= PTY_MAJOR_LAST;
}

/* Two programs reading one port each get half of every frame. */
static int link_tty_claim(int fd)
{
    if (flock(fd, LOCK_EX | LOCK_NB) < 0)
        return errno == EWOULDBLOCK ? -EBUSY : -errno;
    if (!is_pty(fd))
        ioctl(fd, TIOCEXCL); /* against programs that do not use flock; fails harmlessly */
    return 0;
}

static int link_tty_setup(int fd, int baud)
{
    struct termios t;
    if (tcgetattr(fd, &t) < 0)
        return -errno;
    cfmakeraw(&t);
    /* No HUPCL: closing must not reset an Arduino, it still holds presses we have not acknowledged.
     */
    t.c_cflag &= ~(tcflag_t)(CSTOPB | CRTSCTS | HUPCL);
    t.c_cflag |= CLOCAL | CREAD;
    t.c_cc[VMIN] = 1;
    t.c_cc[VTIME] = 0;
    if (tcsetattr(fd, TCSANOW, &t) < 0)
        return -errno;
    if (is_pty(fd))
        return 0;
    int error = link_baud_set(fd, (unsigned)baud);
    if (error < 0)
        return error;
    struct serial_struct serial;
    if (ioctl(fd, TIOCGSERIAL, &serial) == 0) { /* FTDI: 1 ms instead of 16 */
        serial.flags |= (int)ASYNC_LOW_LATENCY;
        ioctl(fd, TIOCSSERIAL, &serial);
    }
    return 0;
}

int link_tty_open(struct link *l, const char *path, int baud)
{
    l->fd = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (l->fd < 0)
        return errno == ENXIO || errno == ENODEV || errno == EIO ? -ENOENT : -errno;
    if (!isatty(l->fd))
        return -ENOTTY;
    int error = link_tty_claim(l->fd);
    if (error == 0)
        error = link_tty_setup(l->fd, baud);
    if (error < 0)
        return error;
    tcflush(l->fd, TCIFLUSH); /* leftovers of whoever had it before */
    l->timed_wire = !is_pty(l->fd);
    snprintf(l->port, sizeof l->port, "%s", path);
    l->state = LINK_OPEN;
    return 0;
}
