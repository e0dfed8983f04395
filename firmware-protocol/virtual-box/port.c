#include "port.h"
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

static bool fail(char *why, size_t cap, const char *what)
{
    snprintf(why, cap, "%s: %s", what, strerror(errno));
    return false;
}

static void close_fd(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

/* A link appears in one step, so that a host that waits for it never sees half of it. */
static bool publish(const struct port *port)
{
    char temporary[sizeof port->link + 8];
    if (!port->link[0])
        return true;
    snprintf(temporary, sizeof temporary, "%s.new", port->link);
    unlink(temporary);
    return symlink(port->path, temporary) == 0 && rename(temporary, port->link) == 0;
}

static bool slave_raw(struct port *port)
{
    struct termios tio;
    port->slave_fd = open(port->path, O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (port->slave_fd < 0 || tcgetattr(port->slave_fd, &tio) < 0)
        return false;
    cfmakeraw(&tio);
    return tcsetattr(port->slave_fd, TCSANOW, &tio) == 0;
}

static bool plug_pty(struct port *port, char *why, size_t cap)
{
    port->fd = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (port->fd < 0 || grantpt(port->fd) < 0 || unlockpt(port->fd) < 0 ||
        ptsname_r(port->fd, port->path, sizeof port->path) != 0) {
        port_unplug(port);
        return fail(why, cap, "no pseudo-terminal");
    }
    if (!slave_raw(port) || !publish(port)) {
        port_unplug(port);
        return fail(why, cap, port->link[0] ? port->link : port->path);
    }
    return true;
}

static bool plug_tcp(struct port *port, char *why, size_t cap)
{
    int yes = 1;
    struct sockaddr_in addr = {.sin_family = AF_INET, .sin_port = htons(port->tcp_port)};
    addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    port->listen_fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (port->listen_fd < 0)
        return fail(why, cap, "socket");
    setsockopt(port->listen_fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(port->listen_fd, (struct sockaddr *)&addr, sizeof addr) < 0 ||
        listen(port->listen_fd, 1) < 0) {
        close_fd(&port->listen_fd);
        return fail(why, cap, port->path);
    }
    return true;
}

bool port_plug(struct port *port, char *why, size_t cap)
{
    return port->tcp_port ? plug_tcp(port, why, cap) : plug_pty(port, why, cap);
}

static void port_clear(struct port *port)
{
    memset(port, 0, sizeof *port);
    port->fd = port->slave_fd = port->listen_fd = -1;
}

bool port_open_pty(struct port *port, const char *link, char *why, size_t cap)
{
    port_clear(port);
    if (link)
        snprintf(port->link, sizeof port->link, "%s", link);
    return port_plug(port, why, cap);
}

bool port_open_tcp(struct port *port, uint16_t tcp_port, char *why, size_t cap)
{
    port_clear(port);
    port->tcp_port = tcp_port;
    snprintf(port->path, sizeof port->path, "tcp:127.0.0.1:%u", tcp_port);
    return port_plug(port, why, cap);
}

void port_accept(struct port *port)
{
    int yes = 1;
    int fd = accept4(port->listen_fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0)
        return;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    close_fd(&port->fd); /* a serial server serves one; the newest wins, the old one is dead */
    port->fd = fd;
}

void port_unplug(struct port *port)
{
    if (port->link[0])
        unlink(port->link);
    close_fd(&port->fd);
    close_fd(&port->slave_fd);
    close_fd(&port->listen_fd);
}

size_t port_read(struct port *port, uint8_t *data, size_t cap)
{
    ssize_t n = read(port->fd, data, cap);
    if (n > 0)
        return (size_t)n;
    bool gone = n == 0 || (errno != EAGAIN && errno != EINTR);
    if (gone && port->tcp_port)
        close_fd(&port->fd);
    return 0;
}

void port_forget_unread(struct port *port)
{
    if (port->slave_fd >= 0)
        tcflush(port->slave_fd, TCIFLUSH);
}

bool port_write(struct port *port, const uint8_t *data, size_t n)
{
    if (port->fd < 0)
        return false;
    ssize_t written =
        port->tcp_port ? send(port->fd, data, n, MSG_NOSIGNAL) : write(port->fd, data, n);
    return written == (ssize_t)n;
}

void port_close(struct port *port)
{
    port_unplug(port);
}
