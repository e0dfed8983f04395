/* Serial ports found by USB identity. libserialport enumerates; its blocking calls and sp_wait are
 * never used (after an unplug they spin or hang): the descriptor is ours to poll. */
#include "box/link_backend.h"

#include <errno.h>
#include <libserialport.h>
#include <stdio.h>
#include <string.h>

static void describe(struct sp_port *port, struct link_port *out)
{
    const char *text;
    memset(out, 0, sizeof *out);
    snprintf(out->path, sizeof out->path, "%s", sp_get_port_name(port));
    text = sp_get_port_description(port);
    snprintf(out->description, sizeof out->description, "%s", text ? text : "");
    text = sp_get_port_usb_serial(port);
    snprintf(out->serial, sizeof out->serial, "%s", text ? text : "");
    out->vid = out->pid = -1;
    if (sp_get_port_transport(port) == SP_TRANSPORT_USB)
        sp_get_port_usb_vid_pid(port, &out->vid, &out->pid);
}

size_t link_ports(struct link_port *ports, size_t max)
{
    struct sp_port **list;
    size_t n = 0;
    if (sp_list_ports(&list) != SP_OK)
        return 0;
    for (; list[n]; n++) {
        if (n < max)
            describe(list[n], &ports[n]);
    }
    sp_free_port_list(list);
    return n;
}

bool link_usb_matches(const char *pattern, const struct link_port *port)
{
    unsigned vid, pid;
    int used = 0;
    if (port->vid < 0)
        return false;
    if (strcmp(pattern, "*") == 0)
        return true;
    if (sscanf(pattern, "%4x:%4x%n", &vid, &pid, &used) != 2 || used == 0)
        return false;
    if ((int)vid != port->vid || (int)pid != port->pid)
        return false;
    return pattern[used] == '\0' || strcmp(pattern + used + 1, port->serial) == 0;
}

static bool belongs_elsewhere(const struct link_where *where, const struct link_port *port)
{
    if (strcmp(where->address, "usb:*") != 0)
        return false;
    for (size_t i = 0; i < where->avoid_count; i++) {
        const char *address = where->avoid[i];
        if (strncmp(address, "usb:", 4) == 0 && strcmp(address, "usb:*") != 0 &&
            link_usb_matches(address + 4, port))
            return true;
        if (strncmp(address, "tty:", 4) == 0 && strcmp(address + 4, port->path) == 0)
            return true;
    }
    return false;
}

int link_serial_open(struct link *l, const struct link_where *where)
{
    enum { MOST = 128 };
    struct link_port ports[MOST];
    int error = -ENOENT;
    size_t n = link_ports(ports, MOST);
    if (n > MOST)
        n = MOST;
    for (size_t k = 0; k < n; k++) {
        const struct link_port *port = &ports[(k + where->attempt) % n];
        if (!link_usb_matches(where->address + 4, port) || belongs_elsewhere(where, port))
            continue;
        error = link_tty_open(l, port->path, where->baud);
        if (error == 0)
            return 0;
        link_close(l); /* taken by another box of ours: try the next of its kind */
    }
    return error;
}
