/*
 * Keyboards, keypads, gamepads and Buzz! handsets as kernel input devices: stamped by the kernel on
 * our clock, grabbed so that neither the window focus nor the desktop matters. A press is as good
 * as the device's polling: between latency_min and latency_max before its stamp (boxes.h), all keys
 * of one report at the same instant.
 */
#include "box/box.h"

#include <errno.h>
#include <fcntl.h>
#include <libevdev/libevdev.h>
#include <libudev.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

struct box_evdev {
    struct libevdev *dev;
    int fd;
    uint16_t key[BOX_BUTTONS];
    struct buzz_leds leds;
};

/* -- finding it
 * ------------------------------------------------------------------------------------- */

struct wanted {
    const char *path, *name; /* one of these, or ids */
    unsigned vid, pid;
    int nth;
};

static bool parse(const char *address, struct wanted *w)
{
    memset(w, 0, sizeof *w);
    if (strncmp(address, "evdev:", 6) != 0)
        return false;
    const char *rest = address + 6;
    if (rest[0] == '/')
        w->path = rest;
    else if (strncmp(rest, "name=", 5) == 0)
        w->name = rest + 5;
    else if (sscanf(rest, "%4x:%4x:%d", &w->vid, &w->pid, &w->nth) < 2)
        return false;
    return true;
}

/* Which device: fits, and has keys (one USB keypad often shows several nodes). */
static bool fits(const struct wanted *w, const struct libevdev *dev)
{
    if (!libevdev_has_event_type(dev, EV_KEY))
        return false;
    if (w->name)
        return strstr(libevdev_get_name(dev), w->name) != NULL;
    return libevdev_get_id_vendor(dev) == (int)w->vid &&
           libevdev_get_id_product(dev) == (int)w->pid;
}

static int open_path(const char *path, struct libevdev **dev)
{
    int fd = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0 && errno == EACCES)
        fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return errno == ENXIO || errno == ENODEV ? -ENOENT : -errno;
    int error = libevdev_new_from_fd(fd, dev);
    if (error < 0) {
        close(fd);
        return error;
    }
    return fd;
}

static int search(const struct wanted *w, struct libevdev **dev)
{
    struct udev *udev = udev_new();
    struct udev_enumerate *list = udev ? udev_enumerate_new(udev) : NULL;
    struct udev_list_entry *entry;
    int found = -ENOENT, skip = w->nth;
    if (list) {
        udev_enumerate_add_match_subsystem(list, "input");
        udev_enumerate_add_match_sysname(list, "event*");
        udev_enumerate_scan_devices(list);
        udev_list_entry_foreach(entry, udev_enumerate_get_list_entry(list))
        {
            struct udev_device *d =
                udev_device_new_from_syspath(udev, udev_list_entry_get_name(entry));
            const char *node = d ? udev_device_get_devnode(d) : NULL;
            int fd = node ? open_path(node, dev) : -ENOENT;
            udev_device_unref(d);
            if (fd == -EACCES && found == -ENOENT)
                found = fd; /* it may be this one: say why we can't know */
            if (fd < 0)
                continue;
            if (fits(w, *dev) && skip-- == 0) {
                found = fd;
                break;
            }
            libevdev_free(*dev);
            close(fd);
        }
    }
    udev_enumerate_unref(list);
    udev_unref(udev);
    return found;
}

/* -- which key is which button
 * ------------------------------------------------------------------------- */

static bool has(const struct box_evdev *e, unsigned code)
{
    return libevdev_has_event_code(e->dev, EV_KEY, code);
}

static size_t add_range(struct box_evdev *e, size_t n, unsigned first, unsigned last)
{
    for (unsigned code = first; code <= last && n < BOX_BUTTONS; code++) {
        if (has(e, code))
            e->key[n++] = (uint16_t)code;
    }
    return n;
}

static void natural_order(struct box_evdev *e)
{
    memset(e->key, 0, sizeof e->key);
    if (has(e, BTN_TRIGGER_HAPPY1)) {
        add_range(e, 0, BTN_TRIGGER_HAPPY1, BTN_TRIGGER_HAPPY20);
        return;
    }
    size_t n = add_range(e, 0, BTN_JOYSTICK, BTN_DIGI - 1); /* joysticks and gamepads */
    if (n == 0) {
        n = add_range(e, n, KEY_1, KEY_0);
        add_range(e, n, KEY_F1, KEY_F10);
    }
}

static int button_of(const struct box_evdev *e, unsigned code)
{
    for (int i = 0; i < BOX_BUTTONS; i++) {
        if (e->key[i] == code && code != 0)
            return i;
    }
    return -1;
}

void evdev_lamps(struct box *box)
{
    struct box_evdev *e = box->evdev;
    uint32_t want = box->want_on | box->want_blink;
    if (e)
        box->errors += (unsigned)buzz_leds_show(&e->leds, want, &box->told_on);
}

/* -- open, read, close
 * ------------------------------------------------------------------------------------ */

int evdev_open(struct box *box)
{
    struct wanted w;
    struct libevdev *dev = NULL;
    if (!parse(box->config.address, &w))
        return -EINVAL;
    int fd = w.path ? open_path(w.path, &dev) : search(&w, &dev);
    if (fd < 0)
        return fd;
    struct box_evdev *e = calloc(1, sizeof *e);
    int error = e ? 0 : -ENOMEM;
    if (error == 0 && !box->set->config.looks_only)
        error = libevdev_grab(dev, LIBEVDEV_GRAB);
    if (error == 0)
        error = libevdev_set_clock_id(dev, CLOCK_MONOTONIC);
    if (error < 0) {
        free(e);
        libevdev_free(dev);
        close(fd);
        return error;
    }
    e->dev = dev;
    e->fd = fd;
    memcpy(e->key, box->config.key, sizeof e->key);
    bool chosen = false;
    for (int i = 0; i < BOX_BUTTONS; i++)
        chosen = chosen || e->key[i] != 0;
    if (!chosen)
        natural_order(e);
    buzz_leds_none(&e->leds);
    if (buzz_known(libevdev_get_id_vendor(dev), libevdev_get_id_product(dev)))
        buzz_leds_open(&e->leds);
    box->evdev = e;
    snprintf(box->conn->link.port, sizeof box->conn->link.port, "%s", libevdev_get_name(dev));
    return 0;
}

void evdev_close(struct box *box)
{
    struct box_evdev *e = box->evdev;
    if (!e)
        return;
    buzz_leds_close(&e->leds);
    libevdev_free(e->dev); /* ungrabs with the descriptor */
    close(e->fd);
    free(e);
    box->evdev = NULL;
    box->conn->link.port[0] = '\0';
}

int evdev_fd(const struct box *box)
{
    return box->evdev ? box->evdev->fd : -1;
}

static void key_event(struct box *box, const struct input_event *ev)
{
    int button = button_of(box->evdev, ev->code);
    int64_t t_us = (int64_t)ev->input_event_sec * 1000000 + ev->input_event_usec;
    if (ev->type != EV_KEY || button < 0 || ev->value == 2) /* 2: auto-repeat, no press */
        return;
    box->frames++;
    uint32_t levels = 0;
    for (int i = 0; i < BOX_BUTTONS; i++)
        levels |= box->down_us[i] ? UINT32_C(1) << i : 0;
    if (ev->value == 1) {
        box_levels(box, levels | UINT32_C(1) << button, t_us);
        box_legacy_press(box, button, t_us, boxes_clock(box->set));
    } else {
        box_levels(box, levels & ~(UINT32_C(1) << button), t_us);
    }
}

int evdev_receive(struct box *box)
{
    unsigned mode = LIBEVDEV_READ_FLAG_NORMAL;
    for (int i = 0; i < 256; i++) {
        struct input_event ev;
        int got = libevdev_next_event(box->evdev->dev, mode, &ev);
        if (got == -EAGAIN && mode == LIBEVDEV_READ_FLAG_SYNC) {
            mode = LIBEVDEV_READ_FLAG_NORMAL;
            continue;
        }
        if (got == -EAGAIN)
            return 0;
        if (got < 0)
            return got;
        if (got == LIBEVDEV_READ_STATUS_SYNC) { /* events were lost in the kernel: catch up */
            if (mode == LIBEVDEV_READ_FLAG_NORMAL)
                boxes_tell(box, BOX_MESSAGE_BOX_LOST, 0, "");
            mode = LIBEVDEV_READ_FLAG_SYNC;
        }
        key_event(box, &ev);
    }
    return 0;
}
