#include "box/link_backend.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *after(const char *text, const char *prefix)
{
    size_t n = strlen(prefix);
    return strncmp(text, prefix, n) == 0 ? text + n : NULL;
}

void link_init(struct link *l)
{
    memset(l, 0, sizeof *l);
    l->fd = -1;
}

int link_open(struct link *l, const struct link_where *where)
{
    const char *rest;
    int error = -EINVAL;
    assert(l->state == LINK_CLOSED);
    link_init(l);
    if (after(where->address, "usb:"))
        error = link_serial_open(l, where);
    else if ((rest = after(where->address, "tty:")))
        error = link_tty_open(l, rest, where->baud);
    else if ((rest = after(where->address, "tcp:")))
        error = link_tcp_open(l, rest);
    else if ((rest = after(where->address, "mem:")) && where->mem)
        error = link_mem_open(l, where->mem, rest);
    if (error < 0)
        link_close(l);
    return error;
}

int link_connected(struct link *l)
{
    return l->state == LINK_CONNECTING ? link_tcp_connected(l) : 0;
}

void link_close(struct link *l)
{
    if (l->end)
        link_mem_close(l);
    if (l->fd >= 0)
        close(l->fd);
    link_init(l);
}

int link_read(struct link *l, uint8_t *data, size_t max)
{
    if (l->end)
        return link_mem_read(l, data, max);
    ssize_t n = read(l->fd, data, max);
    if (n > 0)
        return (int)n;
    if (n == 0)
        return -EPIPE; /* raw terminals with VMIN 1 and sockets: hung up, never "idle" */
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR ? 0 : -errno;
}

/* Bytes taken, 0 = none just now, negative = gone. */
static int write_some(struct link *l, const uint8_t *data, size_t len)
{
    if (l->end)
        return link_mem_write(l, data, len);
    ssize_t n = write(l->fd, data, len);
    if (n >= 0)
        return (int)n;
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR ? 0 : -errno;
}

int link_write(struct link *l, const uint8_t *data, size_t len)
{
    if (l->state != LINK_OPEN || l->queued > 0 || len > sizeof l->queue)
        return -EAGAIN;
    int n = write_some(l, data, len);
    if (n < 0)
        return n;
    if (n == 0)
        return -EAGAIN; /* not begun: the caller sends something newer instead */
    l->queued = len - (size_t)n;
    memcpy(l->queue, data + n, l->queued);
    return 0;
}

int link_flush(struct link *l)
{
    if (l->state != LINK_OPEN || l->queued == 0)
        return 0;
    int n = write_some(l, l->queue, l->queued);
    if (n < 0)
        return n;
    l->queued -= (size_t)n;
    memmove(l->queue, l->queue + n, l->queued);
    return 0;
}

static bool usb_pattern_valid(const char *p)
{
    unsigned vid, pid;
    int used = 0;
    if (strcmp(p, "*") == 0)
        return true;
    return sscanf(p, "%4x:%4x%n", &vid, &pid, &used) == 2 && used > 0 &&
           (p[used] == '\0' || (p[used] == ':' && p[used + 1] != '\0'));
}

bool link_address_valid(const char *address)
{
    const char *rest, *colon;
    if ((rest = after(address, "usb:")))
        return usb_pattern_valid(rest);
    if ((rest = after(address, "tty:")))
        return rest[0] == '/';
    if ((rest = after(address, "mem:")))
        return rest[0] != '\0';
    if (!(rest = after(address, "tcp:")) || !(colon = strrchr(rest, ':')) || colon == rest)
        return false;
    int port = atoi(colon + 1);
    return port > 0 && port < 65536;
}
