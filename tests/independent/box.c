/*
 * A buzzer box built from firmware-protocol/PROTOCOL.md alone: nothing of the project is included
 * or linked. It proves that the page is enough. "§" points into the page.
 *
 *   box --vectors FILE          checks the frames of wire.c against tests/vectors/protocol.txt
 *   box LINK BUTTONS [UID-HEX]  a box on a pseudo-terminal; LINK becomes a symlink to it
 *
 * Commands on stdin: press N.. | down N.. | up N.. | drop | unplug | plug | restart | quit
 * Buttons named in one line close at one instant. `drop` loses the next PRESS on the cable.
 * Stdout: every frame in words (< from the host, > from the box), and `lamp N PATTERN`.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* openpty */
#endif
#include "wire.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

enum { RING = 32, QUEUE = 8, SECOND = 1000000 };

struct event {
    uint64_t v[6];   /* the fields of PRESS */
    int64_t sent_us; /* 0 never */
};

struct box {
    const char *link;
    int master, n, n_syncs, n_acks;
    uint64_t uid, syncs[QUEUE][2], acks[QUEUE][3]; /* token and t2; fields of ACK */
    uint32_t boot_id;
    bool stopped, drop, torn, heard, hello_due, status_due, overflow;
    uint8_t seq, lamp[16];
    struct intake in;
    int64_t hello_us, status_us, heard_us, lamp_end_us[16];
    uint16_t contacts, levels; /* what the contacts are, and what has been reported */
    int64_t quiet_us[16], release_us[16];
    uint16_t round, mask, locked;
    int64_t at_us, lock_end_us, first_us, debounce_us; /* 0: not set */
    struct event ring[RING];                           /* event e is in ring[e % RING] */
    uint16_t ev_first, ev_next, ev_lost, crc_errors;
};

/* The clock of the box; 64 bits here, the low 32 go over the cable and soon wrap (§4). */
static int64_t now_us(void)
{
    static int64_t start_us;
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    int64_t us = (int64_t)t.tv_sec * SECOND + t.tv_nsec / 1000;
    if (!start_us)
        start_us = us;
    return us - start_us + INT64_C(0x100000000) - 15 * SECOND;
}

static void say(const char *mark, const struct frame *f)
{
    const struct message *m = message_of(f->type);
    uint64_t v[14];
    printf("%.6f %s %s seq %d%s%s", (double)(uint32_t)now_us() / SECOND, mark, m ? m->name : "?",
           f->seq, f->ver_flags & WANT_ACK ? " ACK" : "", f->ver_flags & REPEAT ? " REPEAT" : "");
    if (m && f->n >= m->size)
        frame_read(f, v, stdout);
    putchar('\n');
}

static bool host_present(const struct box *b)
{
    struct pollfd p = {b->master, POLLIN, 0};
    return b->master >= 0 && poll(&p, 1, 0) >= 0 && !(p.revents & POLLHUP);
}

/* Counts in seq even when no cable takes it, as a UART would. */
static void send_frame(struct box *b, uint8_t type, uint8_t flags, const uint64_t *values)
{
    struct frame f = {.ver_flags = 0x10 | flags, .type = type, .seq = b->seq++};
    uint8_t raw[64], wire[67] = {0};
    frame_fill(&f, values);
    int n = frame_stuff(raw, frame_raw(&f, raw), wire + 1);
    bool lost = type == PRESS && b->drop;
    say(lost ? "lost >" : ">", &f);
    b->drop = b->drop && !lost;
    if (!lost && host_present(b)) { /* one more 00 after a start or a torn frame (§3) */
        size_t whole = (size_t)n + b->torn;
        b->torn = write(b->master, wire + !b->torn, whole) != (ssize_t)whole;
    }
}

static void send_hello(struct box *b) /* §5.1; no wire time, as on native USB */
{
    const uint64_t n = (uint64_t)b->n;
    send_frame(b, HELLO, 0,
               (uint64_t[]){0, n, n, 0, b->uid, b->boot_id, 1 | 1 << 5, 77, 100, 1000, b->ev_first,
                            (uintptr_t) "\0\0\1", (uintptr_t) "independent box"});
    b->hello_us = now_us();
    b->hello_due = false;
}

static uint16_t locked_at(const struct box *b, int64_t t)
{
    return b->lock_end_us && t >= b->lock_end_us ? 0 : b->locked;
}

static void send_status(struct box *b) /* §5.4 */
{
    int64_t now = now_us();
    int armed = b->mask & ~locked_at(b, now), lit = 0;
    for (int i = 0; i < b->n; i++)
        lit |= (b->lamp[i] != 0) << i;
    uint64_t state = !b->mask ? 0 : b->at_us && now < b->at_us ? 1 : !armed ? 3 : 2;
    send_frame(b, STATUS, 0,
               (uint64_t[]){(uint64_t)now, b->boot_id, b->round, b->contacts, (uint64_t)lit, state,
                            (uint16_t)(b->ev_next - b->ev_first), b->crc_errors, 0, b->ev_lost, 0,
                            (uint64_t)-128, 0});
    b->status_us = now;
    b->status_due = false;
}

/* One edge becomes a numbered event (§5.2); with a full ring it is the new one that goes (§7.4). */
static void note_event(struct box *b, int button, int64_t t, bool merged)
{
    bool down = b->levels >> button & 1, counts = (b->mask & ~locked_at(b, t)) >> button & 1;
    unsigned flags = !down ? RELEASE : !counts ? 0 : b->at_us && t < b->at_us ? EARLY : ARMED;
    if (flags == ARMED && (!b->first_us || b->first_us == t)) {
        flags |= FIRST;
        b->first_us = t;
    }
    if ((uint16_t)(b->ev_next - b->ev_first) == RING) {
        b->ev_lost++;
        b->overflow = true;
        return;
    }
    flags |= (merged ? MERGED : 0u) | (b->overflow ? OVERFLOW : 0u);
    b->overflow = false;
    b->ring[b->ev_next % RING] =
        (struct event){{(uint64_t)t, b->ev_next, b->round, (uint64_t)button, flags, b->levels}, 0};
    b->ev_next++;
}

/* One look at the port at `now`: quiet times that have ended, then edges (§7.3, §7.6). */
static void look(struct box *b, int64_t now)
{
    int64_t stamp[16] = {0};
    for (int i = 0; i < b->n; i++) {
        uint16_t bit = (uint16_t)(1u << i);
        if (b->release_us[i] && now >= b->release_us[i]) { /* the finger of `press` lets go */
            b->release_us[i] = 0;
            b->contacts &= (uint16_t)~bit;
        }
        if (now < b->quiet_us[i])
            continue;
        if ((b->contacts ^ b->levels) & bit) {
            stamp[i] = b->quiet_us[i] ? b->quiet_us[i] : now;
            b->levels ^= bit;
        }
        b->quiet_us[i] = stamp[i] ? stamp[i] + b->debounce_us : 0;
    }
    for (;;) { /* numbered in the order of their stamps */
        int next = -1, same = 0;
        for (int i = 0; i < b->n; i++)
            if (stamp[i] && (next < 0 || stamp[i] < stamp[next]))
                next = i;
        if (next < 0)
            break;
        int64_t t = stamp[next];
        for (int i = 0; i < b->n; i++)
            same += stamp[i] == t;
        for (int i = 0; i < b->n; i++)
            if (stamp[i] == t) {
                note_event(b, i, t, same > 1);
                stamp[i] = 0;
            }
    }
}

static void set_lamp(struct box *b, int i, uint8_t pattern, int64_t end_us)
{
    static const char *const words[] = {"off", "on", "blink", "fast"};
    if (b->lamp[i] != pattern)
        printf("lamp %d %s\n", i, words[pattern]);
    b->lamp[i] = pattern;
    b->lamp_end_us[i] = end_us;
}

/* ---- the host speaks (§6) ---- */

static int obey(struct box *b, const struct frame *f, const uint64_t *v, int64_t now)
{
    const uint16_t all = (uint16_t)((1u << b->n) - 1);
    switch (f->type) {
    case HELLO_REQ:
        b->hello_due = v[0] <= 1 && v[1] >= 1;
        return b->hello_due ? DONE : BAD_VERSION;
    case SYNC_REQ:
        if (f->addr != 255 && b->n_syncs < QUEUE)
            memcpy(b->syncs[b->n_syncs++], (uint64_t[]){v[0], (uint64_t)now}, 16);
        return DONE;
    case ARM:
        if (v[0] == 0)
            return BAD_VALUE;
        if (v[0] != b->round) {
            b->locked = 0;
            b->first_us = 0;
        }
        b->round = (uint16_t)v[0];
        b->mask = (uint16_t)v[1] & all;
        b->at_us = v[4] & 1 ? now + (int32_t)((uint32_t)v[2] - (uint32_t)now) : 0;
        b->debounce_us = v[3] ? (int64_t)v[3] : 5000;
        b->status_due = true;
        return DONE;
    case LOCK:
        if (v[0] != b->round)
            return STALE;
        b->locked = (uint16_t)v[1];
        b->lock_end_us = v[2] ? now + (int64_t)v[2] * 1000 : 0;
        b->status_due = true;
        return DONE;
    case LAMP:
        for (int i = 0; i < b->n && v[1] <= 3; i++)
            if (v[0] >> i & 1)
                set_lamp(b, i, (uint8_t)v[1], v[3] ? now + (int64_t)v[3] * 1000 : 0);
        return v[1] <= 3 ? DONE : BAD_VALUE;
    case EV_ACK:
        if ((uint16_t)(v[0] - b->ev_first) < (uint16_t)(b->ev_next - b->ev_first))
            b->ev_first = (uint16_t)(v[0] + 1);
        return DONE;
    default:
        return f->type > ACK ? UNSUPPORTED : BAD_TYPE;
    }
}

static void take_frame(struct box *b, const struct frame *f, int64_t now)
{
    const struct message *m = message_of(f->type);
    uint64_t v[14];
    int result;
    say("<", f);
    if ((f->addr != 0 && f->addr != 255) || f->type == ACK) /* §3, §5.5 */
        return;
    if (f->ver_flags >> 4 != 1 && f->type != HELLO_REQ) { /* §3, §9 */
        result = BAD_VERSION;
    } else if (f->ver_flags & MAC && f->type != HELLO_REQ) { /* §1: signed frames left out */
        result = AUTH;
    } else if (f->addr == 255 && (f->type == SYNC_REQ || f->type == CFG_GET)) {
        result = DONE; /* §3: answered by none */
    } else if (!m || f->n < m->size) {
        result = m ? BAD_LENGTH : BAD_TYPE;
    } else {
        frame_read(f, v, NULL);
        result = obey(b, f, v, now);
    }
    if (result != BAD_VERSION && result != AUTH) { /* §3: a sign of life */
        b->heard = true;
        b->heard_us = now;
    }
    bool asked = f->ver_flags & WANT_ACK || (f->type == HELLO_REQ && result == BAD_VERSION);
    if (asked && f->addr == 0 && b->n_acks < QUEUE)
        memcpy(b->acks[b->n_acks++], (uint64_t[]){f->type, f->seq, (uint64_t)result}, 24);
}

static void take_bytes(struct box *b)
{
    uint8_t bytes[256];
    ssize_t n = host_present(b) ? read(b->master, bytes, sizeof bytes) : 0;
    int64_t now = now_us(); /* t2: rather too late than too early (§4) */
    for (ssize_t i = 0; i < n; i++) {
        const char *verdict = intake_byte(&b->in, bytes[i]);
        if (!verdict)
            take_frame(b, &b->in.frame, now);
        else if (*verdict) {
            printf("broken frame: %s\n", verdict);
            b->crc_errors++;
        }
    }
}

/* ---- the cable and the fingers ---- */

static void cable_plug(struct box *b)
{
    struct termios raw = {.c_cflag = CS8 | CREAD | CLOCAL}; /* §2: eight bits, nothing cooked */
    int slave;
    raw.c_cc[VMIN] = 1;
    if (b->master >= 0 || openpty(&b->master, &slave, NULL, &raw, NULL))
        return;
    fcntl(b->master, F_SETFL, O_NONBLOCK);
    unlink(b->link);
    if (symlink(ttyname(slave), b->link))
        perror(b->link);
    close(slave); /* a closed far end is how a missing host is seen */
    b->torn = true;
    b->in.n = 0;
}

static void cable_unplug(struct box *b)
{
    unlink(b->link);
    if (b->master >= 0)
        close(b->master);
    b->master = -1;
}

static void box_start(struct box *b) /* a new boot_id; events are counted from 1 (§5.1, §5.2) */
{
    struct box kept = *b;
    *b = (struct box){.link = kept.link, .master = kept.master, .n = kept.n, .uid = kept.uid};
    b->boot_id = (uint32_t)(time(NULL) * 2654435761u) ^ kept.boot_id ^ (uint32_t)getpid();
    b->ev_first = b->ev_next = 1;
    b->debounce_us = 5000;
    b->torn = b->hello_due = true;
}

static void command(struct box *b, char *line, int64_t now)
{
    char *word = strtok(line, " ");
    for (char *n = NULL; word && (n = strtok(NULL, " "));) {
        int button = atoi(n) & 15;
        b->release_us[button] = *word == 'p' ? now + SECOND / 8 : 0;
        b->contacts &= (uint16_t) ~(1u << button);
        b->contacts |= (uint16_t)((*word != 'u') << button);
    }
    b->drop = b->drop || (word && !strcmp(word, "drop"));
    b->stopped = b->stopped || (word && !strcmp(word, "quit"));
    if (word && !strcmp(word, "unplug"))
        cable_unplug(b);
    if (word && !strcmp(word, "plug"))
        cable_plug(b);
    if (word && !strcmp(word, "restart"))
        box_start(b);
}

/* Looks at the fingers; returns the moment up to which every edge is known. */
static int64_t take_fingers(struct box *b)
{
    char lines[400], *rest = NULL;
    struct pollfd p = {0, POLLIN, 0};
    int64_t now = now_us();
    if (poll(&p, 1, 0) > 0) {
        ssize_t n = read(0, lines, sizeof lines - 1);
        lines[n > 0 ? n : 0] = 0;
        b->stopped = b->stopped || n <= 0;
        for (char *l = strtok_r(lines, "\n", &rest); l; l = strtok_r(NULL, "\n", &rest))
            command(b, l, now);
    }
    look(b, now);
    return now;
}

/* ---- sending, in the order of §7.7 ---- */

static void send_events(struct box *b, int64_t now, bool again)
{
    for (uint16_t e = b->ev_first; e != b->ev_next; e++) {
        struct event *event = &b->ring[e % RING];
        if (again ? now - event->sent_us < 20000 : event->sent_us != 0)
            continue;
        send_frame(b, PRESS, again ? REPEAT : 0, event->v);
        event->sent_us = now;
    }
}

static void send_due(struct box *b)
{
    int64_t now = take_fingers(b);
    bool alone = !b->heard || now - b->heard_us >= 3 * SECOND;
    if (b->hello_due || (alone && now - b->hello_us >= SECOND))
        send_hello(b);
    send_events(b, now, false);
    for (int i = 0; i < b->n_syncs; i++) { /* the fence (§7.2): t3 is the moment of the look */
        now = take_fingers(b);
        send_events(b, now, false);
        send_frame(b, SYNC_RSP, 0,
                   (uint64_t[]){b->syncs[i][0], b->syncs[i][1], (uint64_t)now,
                                (uint16_t)(b->ev_next - 1)});
    }
    for (int i = 0; i < b->n_acks; i++)
        send_frame(b, ACK, 0, b->acks[i]);
    b->n_syncs = b->n_acks = 0;
    if (b->status_due || now - b->status_us >= SECOND)
        send_status(b);
    send_events(b, now, true);
    for (int i = 0; i < b->n; i++)
        if (b->lamp_end_us[i] && now >= b->lamp_end_us[i])
            set_lamp(b, i, 0, 0);
}

int main(int argc, char **argv)
{
    if (argc == 3 && !strcmp(argv[1], "--vectors"))
        return vectors_check(argv[2]);
    int n = argc > 2 ? atoi(argv[2]) : 0;
    if (n < 1 || n > 16) {
        fprintf(stderr, "box --vectors FILE | box LINK BUTTONS [UID-HEX]\n");
        return 2;
    }
    struct box b = {.link = argv[1], .master = -1, .n = n};
    b.uid = argc > 3 ? strtoull(argv[3], NULL, 16) : 0x5ca1ab1e00c0ffee;
    setvbuf(stdout, NULL, _IOLBF, 0);
    box_start(&b);
    cable_plug(&b);
    while (!b.stopped) {
        struct pollfd p[2] = {{0, POLLIN, 0}, {host_present(&b) ? b.master : -1, POLLIN, 0}};
        poll(p, 2, 2);
        send_due(&b); /* first the fingers: their time is the one that counts */
        take_bytes(&b);
        send_due(&b);
    }
    cable_unplug(&b);
    return 0;
}
