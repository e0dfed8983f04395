/*
 * link — bytes to and from one box, whatever carries them.
 *
 *   usb:VID:PID[:SERIAL]  usb:*   serial ports by USB identity (hex), through libserialport
 *   tty:/path                     a terminal device or pseudo-terminal, through termios
 *   tcp:host:port                 serial servers; host is a numeric address or localhost
 *   mem:name                      tests: the other end is in this process
 *
 * Non-blocking throughout: nothing here waits, for a device or for a peer. What write() would not
 * take is kept (one frame at most, see link_write) and goes out with link_flush. The owner polls
 * link_fd; the memory link has none and must simply be read. POLLHUP, POLLERR and a read of 0 all
 * mean gone: close at once, a held dead descriptor makes the device come back under another name.
 *
 * Errors are negative errno values. One thread. The struct is the caller's; link_init before first
 * use.
 */
#ifndef BOX_LINK_H
#define BOX_LINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LINK_QUEUE 512
#define LINK_PORT  128

struct link_mem;
struct link_mem_end;

enum link_state { LINK_CLOSED, LINK_CONNECTING, LINK_OPEN };

struct link {
    enum link_state state;
    int fd;                   /* -1: closed, or a memory link */
    struct link_mem_end *end; /* memory link */
    unsigned end_plug;        /* a memory link opened before a replug is dead */
    bool timed_wire;      /* bytes take baud-rate time: false for native USB, pty, TCP, memory */
    char port[LINK_PORT]; /* where it is connected, for people */
    uint8_t queue[LINK_QUEUE];
    size_t queued;
};

/* Where to look. `avoid` lists addresses that belong to other links: `usb:*` does not take those.
 */
struct link_where {
    const char *address;
    int baud;
    unsigned
        attempt; /* `usb:*` starts with candidate number attempt, so that it gets round to all */
    struct link_mem *mem;
    const char *const *avoid;
    size_t avoid_count;
};

void link_init(struct link *l);

/* 0: LINK_OPEN, or LINK_CONNECTING (TCP: poll for POLLOUT, then link_connected). Else: -ENOENT no
 * such device, -EBUSY another program has it, -EACCES, -EINVAL malformed address, … */
int link_open(struct link *l, const struct link_where *where);

/* After POLLOUT while LINK_CONNECTING: 0 now open, -EINPROGRESS not yet, else it failed. */
int link_connected(struct link *l);

/* Idempotent; drops what was queued. */
void link_close(struct link *l);

/* Bytes read; 0 = nothing there now; negative = gone (-EPIPE when the other side hung up). */
int link_read(struct link *l, uint8_t *data, size_t max);

/* Sends or queues all of it (returns 0), or nothing: -EAGAIN when there is something queued already
 * or it does not fit; any other error: gone. */
int link_write(struct link *l, const uint8_t *data, size_t len);

/* Sends what is queued. 0 or negative: gone. */
int link_flush(struct link *l);

/* True: the address is well formed. */
bool link_address_valid(const char *address);

/* -- serial ports of this machine, for `leitai devices` ---------------------------------------- */

struct link_port {
    char path[LINK_PORT];
    char description[LINK_PORT];
    char serial[64];
    int vid, pid; /* -1: not on USB */
};
/* Returns how many there are, filling at most max. Walks sysfs: a few ms. */
size_t link_ports(struct link_port *ports, size_t max);

/* -- memory links (tests) -----------------------------------------------------------------------
 */

struct link_mem *link_mem_create(void);
void link_mem_destroy(struct link_mem *mem);
/* The box side of mem:name appears and disappears; unplugging drops what is under way to the host
 * unless the host reads it first, as a real cable does. False: too many names. */
bool link_mem_plug(struct link_mem *mem, const char *name);
void link_mem_unplug(struct link_mem *mem, const char *name);
/* What the box side reads and writes; counts, 0 when unplugged or full. */
size_t link_mem_take(struct link_mem *mem, const char *name, uint8_t *data, size_t max);
size_t link_mem_give(struct link_mem *mem, const char *name, const uint8_t *data, size_t len);
/* What poll() would say of the host's end, had it a descriptor. */
short link_mem_events(const struct link *l);
/* The cable towards the box accepts no more than this many bytes (a jammed line); default 8192. */
void link_mem_jam(struct link_mem *mem, const char *name, size_t capacity);

#endif
