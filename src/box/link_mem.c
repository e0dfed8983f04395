#include "box/link_backend.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ENDS = 64, PIPE = 8192 };

struct pipe_bytes {
    uint8_t data[PIPE];
    size_t len, capacity;
};

struct link_mem_end {
    char name[32];
    bool plugged, opened;
    unsigned plug;
    struct pipe_bytes to_box, to_host;
};

struct link_mem {
    size_t count;
    struct link_mem_end end[ENDS];
};

struct link_mem *link_mem_create(void)
{
    return calloc(1, sizeof(struct link_mem));
}

void link_mem_destroy(struct link_mem *mem)
{
    free(mem);
}

static struct link_mem_end *find(const struct link_mem *mem, const char *name)
{
    for (size_t i = 0; i < mem->count; i++) {
        if (strcmp(mem->end[i].name, name) == 0)
            return (struct link_mem_end *)&mem->end[i];
    }
    return NULL;
}

static size_t pipe_put(struct pipe_bytes *p, const uint8_t *data, size_t len)
{
    size_t room = p->capacity > p->len ? p->capacity - p->len : 0;
    if (len > room)
        len = room;
    memcpy(p->data + p->len, data, len);
    p->len += len;
    return len;
}

static size_t pipe_get(struct pipe_bytes *p, uint8_t *data, size_t max)
{
    size_t n = p->len < max ? p->len : max;
    memcpy(data, p->data, n);
    p->len -= n;
    memmove(p->data, p->data + n, p->len);
    return n;
}

bool link_mem_plug(struct link_mem *mem, const char *name)
{
    struct link_mem_end *e = find(mem, name);
    if (!e) {
        if (mem->count == ENDS)
            return false;
        e = &mem->end[mem->count++];
        snprintf(e->name, sizeof e->name, "%s", name);
        e->to_box.capacity = e->to_host.capacity = PIPE;
    }
    if (!e->plugged) {
        e->plug++;
        e->to_box.len = e->to_host.len = 0;
    }
    e->plugged = true;
    return true;
}

void link_mem_unplug(struct link_mem *mem, const char *name)
{
    struct link_mem_end *e = find(mem, name);
    if (e)
        e->plugged = e->opened = false;
}

size_t link_mem_take(struct link_mem *mem, const char *name, uint8_t *data, size_t max)
{
    struct link_mem_end *e = find(mem, name);
    return e && e->plugged ? pipe_get(&e->to_box, data, max) : 0;
}

size_t link_mem_give(struct link_mem *mem, const char *name, const uint8_t *data, size_t len)
{
    struct link_mem_end *e = find(mem, name);
    return e && e->plugged && e->opened ? pipe_put(&e->to_host, data, len) : 0;
}

void link_mem_jam(struct link_mem *mem, const char *name, size_t capacity)
{
    struct link_mem_end *e = find(mem, name);
    if (e)
        e->to_box.capacity = capacity < PIPE ? capacity : PIPE;
}

int link_mem_open(struct link *l, struct link_mem *mem, const char *name)
{
    struct link_mem_end *e = find(mem, name);
    if (!e || !e->plugged)
        return -ENOENT;
    if (e->opened)
        return -EBUSY;
    e->opened = true;
    l->end = e;
    l->end_plug = e->plug;
    l->state = LINK_OPEN;
    snprintf(l->port, sizeof l->port, "mem:%s", name);
    return 0;
}

void link_mem_close(struct link *l)
{
    if (l->end_plug == l->end->plug)
        l->end->opened = false;
    l->end = NULL;
}

int link_mem_read(struct link *l, uint8_t *data, size_t max)
{
    if (l->end_plug != l->end->plug)
        return -EPIPE;
    size_t n = pipe_get(&l->end->to_host, data, max);
    return n == 0 && !l->end->plugged ? -EPIPE : (int)n;
}

short link_mem_events(const struct link *l)
{
    const struct pipe_bytes *p = &l->end->to_box;
    return (short)(POLLIN | (p->len < p->capacity ? POLLOUT : 0));
}

int link_mem_write(struct link *l, const uint8_t *data, size_t len)
{
    if (!l->end->plugged || l->end_plug != l->end->plug)
        return -EIO;
    return (int)pipe_put(&l->end->to_box, data, len);
}
