/* What the back ends of link.c offer it. */
#ifndef BOX_LINK_BACKEND_H
#define BOX_LINK_BACKEND_H

#include "box/link.h"

int link_tty_open(struct link *l, const char *path, int baud);
int link_baud_set(int fd, unsigned baud); /* any rate, not only those termios has names for */
int link_serial_open(struct link *l, const struct link_where *where);
int link_tcp_open(struct link *l, const char *host_port);
int link_tcp_connected(struct link *l);
int link_mem_open(struct link *l, struct link_mem *mem, const char *name);
void link_mem_close(struct link *l);
int link_mem_read(struct link *l, uint8_t *data, size_t max);
int link_mem_write(struct link *l, const uint8_t *data, size_t len);

/* "16c0:0483[:SERIAL]" or "*" against a port; used for `avoid` too. */
bool link_usb_matches(const char *pattern, const struct link_port *port);

#endif
