#include "talk.h"
#include "box/link_backend.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

enum {
    HELLO_MS = 300, /* between two questions */
    HELLO_TRIES = 15,
    HELLO_UNFIT = 3, /* so many tries without one that we can check, and the secret is another */
    ANSWER_MS = 300,
    ANSWER_TRIES = 6,
};

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool failed(struct talk *talk, const char *what, const char *detail)
{
    snprintf(talk->why, sizeof talk->why, "%s%s%s", what, *detail ? ": " : "", detail);
    return false;
}

bool talk_open(struct talk *talk, const char *path, unsigned baud)
{
    struct termios t;
    memset(talk, 0, sizeof *talk);
    lp_decoder_init(&talk->decoder);
    talk->fd = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (talk->fd < 0)
        return failed(talk, path, strerror(errno));
    if (flock(talk->fd, LOCK_EX | LOCK_NB) < 0)
        return failed(talk, path, "in use by another program, leitai perhaps");
    if (tcgetattr(talk->fd, &t) < 0)
        return failed(talk, path, "not a serial port");
    cfmakeraw(&t);
    t.c_cflag &= ~(tcflag_t)(CSTOPB | CRTSCTS | HUPCL);
    t.c_cflag |= CLOCAL | CREAD;
    if (tcsetattr(talk->fd, TCSANOW, &t) < 0)
        return failed(talk, path, strerror(errno));
    if (link_baud_set(talk->fd, baud) < 0) /* a pseudo-terminal takes any */
        return failed(talk, path, "it does not know this speed");
    return true;
}

void talk_close(struct talk *talk)
{
    if (talk->fd >= 0)
        close(talk->fd);
    talk->fd = -1;
}

static bool say(struct talk *talk, struct lp_message *m)
{
    struct lp_frame frame;
    uint8_t wire[LP_WIRE_MAX + 1] = {0}; /* a 00 ends whatever was on the line */
    lp_message_encode(m, &frame);
    frame.seq = talk->seq;
    if (talk->secured && m->type != LP_HELLO_REQ)
        lp_frame_sign(&frame, &talk->session, 1, talk->tx_counter++);
    talk->seq = (uint8_t)(frame.seq + 1);
    m->seq = frame.seq;
    size_t n = lp_frame_encode(&frame, wire + 1) + 1u;
    return write(talk->fd, wire, n) == (ssize_t)n || failed(talk, "cannot write", strerror(errno));
}

/* Takes a HELLO, or a frame signed as it must be. */
static bool genuine(struct talk *talk, const struct lp_frame *frame, const struct lp_message *m)
{
    if (m->type == LP_HELLO) {
        bool tagged = frame->flags & LP_FLAG_MAC;
        talk->session.boot_id = m->hello.boot_id;
        talk->secured =
            talk->has_key && tagged && lp_frame_verify(frame, &talk->session, 0, &talk->rx_next);
        return true;
    }
    return !talk->secured || lp_frame_verify(frame, &talk->session, 0, &talk->rx_next);
}

/* The next message that `wanted` takes, or false at the end of the time. */
static bool hear(struct talk *talk, int for_ms,
                 bool (*wanted)(const struct lp_message *, const struct lp_message *),
                 const struct lp_message *asked, struct lp_message *out)
{
    int64_t end_ms = now_ms() + for_ms;
    for (int64_t left; (left = end_ms - now_ms()) > 0;) {
        struct pollfd p = {.fd = talk->fd, .events = POLLIN};
        uint8_t byte;
        struct lp_frame frame;
        size_t used;
        if (poll(&p, 1, (int)left) <= 0)
            continue;
        if (read(talk->fd, &byte, 1) != 1)
            return failed(talk, "the box is gone", "");
        if (lp_decoder_feed(&talk->decoder, &byte, 1, &used, &frame) == LP_FRAME &&
            lp_message_decode(&frame, out) == LP_OK && genuine(talk, &frame, out) &&
            wanted(out, asked))
            return true;
    }
    return false;
}

static bool is_hello(const struct lp_message *m, const struct lp_message *asked)
{
    (void)asked;
    return m->type == LP_HELLO;
}

static bool is_ack(const struct lp_message *m, const struct lp_message *asked)
{
    return m->type == LP_ACK && m->ack.of_type == asked->type && m->ack.of_seq == asked->seq;
}

/* A HELLO that is signed, but not as it must be, may be the answer to an earlier question: the
 * right one comes behind it. */
static bool hear_hello(struct talk *talk, const struct lp_message *asked, int *unfit)
{
    struct lp_message got;
    int64_t end_ms = now_ms() + HELLO_MS;
    bool any = false;
    while (hear(talk, (int)(end_ms - now_ms()), is_hello, asked, &got)) {
        talk->hello = got.hello;
        any = true;
        if (!(got.hello.caps & LP_CAP_MAC) || talk->secured)
            return true;
    }
    *unfit += any;
    return false;
}

bool talk_hello(struct talk *talk, const uint8_t *key)
{
    struct lp_message m = {.type = LP_HELLO_REQ, .hello_req = {LP_MAJOR, LP_MAJOR, {0}}};
    int unfit = 0;
    if (key)
        memcpy(talk->session.key, key, sizeof talk->session.key);
    talk->has_key = key != NULL;
    for (int i = 0; i < HELLO_TRIES && unfit < HELLO_UNFIT; i++) {
        if (getrandom(m.hello_req.nonce, sizeof m.hello_req.nonce, 0) < 0)
            return failed(talk, "no random numbers", strerror(errno));
        memcpy(talk->session.nonce, m.hello_req.nonce, sizeof talk->session.nonce);
        talk->tx_counter = talk->rx_next = 0;
        talk->secured = false;
        if (!say(talk, &m))
            return false;
        if (hear_hello(talk, &m, &unfit))
            return true;
    }
    if (talk->hello.caps & LP_CAP_MAC)
        return failed(talk, "the box has a secret already", key ? "and it is not this one" : "");
    return talk->why[0] ? false : failed(talk, "no box answers", "");
}

bool talk_set(struct talk *talk, uint16_t key, uint32_t value)
{
    static const char *const results[] = {
        [LP_ERR_TYPE] = "it has no settings",    [LP_ERR_VALUE] = "out of its range",
        [LP_ERR_UNSUPPORTED] = "it has no such", [LP_ERR_STORE] = "its EEPROM is broken",
        [LP_ERR_BUSY] = "its buttons are armed", [LP_ERR_AUTH] = "it does not know this secret"};
    struct lp_message m = {.type = LP_CFG_SET, .flags = LP_FLAG_ACK, .cfg = {key, value}}, got;
    uint8_t result = LP_OK;
    talk->why[0] = 0;
    for (int i = 0; i < ANSWER_TRIES; i++) {
        if (!say(talk, &m))
            return false;
        if (!hear(talk, ANSWER_MS, is_ack, &m, &got))
            continue;
        result = got.ack.result;
        if (result == LP_OK)
            return true;
        if (result != LP_ERR_BUSY)
            break;
    }
    bool known = result < sizeof results / sizeof *results && results[result];
    return failed(talk, "refused", result == LP_OK ? "no answer" : known ? results[result] : "");
}
