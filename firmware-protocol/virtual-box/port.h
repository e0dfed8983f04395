/*
 * port - where the host plugs in: a pseudo-terminal, or a TCP port as of a serial server.
 *
 * A pty is set to raw mode before its path is published (it starts cooked, with echo), and its
 * slave end stays open here, so the host sees a hang-up only when one is ordered. Errors are
 * returned as text in why[]; the caller reports them.
 */
#ifndef PORT_H
#define PORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct port {
    int fd; /* to poll and read: pty master or TCP client; -1 while unplugged */
    int slave_fd;
    int listen_fd;     /* TCP; poll it too */
    uint16_t tcp_port; /* 0: a pty */
    char path[64];     /* what the host opens */
    char link[200];    /* symbolic link to it, or empty */
};

bool port_open_pty(struct port *port, const char *link, char *why, size_t cap);
bool port_open_tcp(struct port *port, uint16_t tcp_port, char *why, size_t cap);

/* TCP: the listening socket is readable. */
void port_accept(struct port *port);

/* The cable is pulled: the host sees a hang-up, the path is gone. */
void port_unplug(struct port *port);
bool port_plug(struct port *port, char *why, size_t cap);

/* > 0 bytes read; 0: nothing there. A TCP client that has gone is dropped. */
size_t port_read(struct port *port, uint8_t *data, size_t cap);

/* What the host has not read yet is thrown away, as a wire with nobody at its end does it. */
void port_forget_unread(struct port *port);

/* False: nobody there, or nobody reads; never waits. */
bool port_write(struct port *port, const uint8_t *data, size_t n);

void port_close(struct port *port);

#endif
