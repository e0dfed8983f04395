/* leitai-box-setup: gives a box what it keeps in its EEPROM. In the workshop, by cable. */
#include <argp.h>
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>
#include "talk.h"

enum { KEY_SECRET = 0x100, KEY_WITH, KEY_NAME, KEY_UID, KEY_BAUD, KEY_DEBOUNCE, KEY_BUTTONS };
enum { SECRET = 16, VENDOR_BUTTONS = LP_CFG_VENDOR_FIRST };

struct want {
    const char *port, *secret_file, *with_file, *name;
    unsigned speed;
    uint64_t uid;
    uint32_t baud, debounce_us, buttons; /* 0: as it is */
};

static const struct argp_option table[] = {
    {"secret", KEY_SECRET, "FILE", 0,
     "Let the box sign its frames with the secret in FILE; made and written if there is none", 0},
    {"with", KEY_WITH, "FILE", 0, "The secret that the box has now", 0},
    {"name", KEY_NAME, "TEXT", 0, "What people call it, up to 16 bytes", 0},
    {"uid", KEY_UID, "HEX", 0, "Its uid, for a box with the uid of another", 0},
    {"baud", KEY_BAUD, "N", 0, "Its speed after the next start", 0},
    {"debounce", KEY_DEBOUNCE, "US", 0, "1000 to 50000 us", 0},
    {"buttons", KEY_BUTTONS, "N", 0, "How many buttons it has", 0},
    {"speed", 's', "N", 0, "Of the port (115200)", 0},
    {0},
};

static const char doc[] =
    "Tells what box hangs on PORT, and gives it settings; they count from its next start.\v"
    "  leitai-box-setup /dev/ttyACM0 --secret ~/.leitai/box1.secret\n"
    "writes a new secret into the box and into that file, which stage.yaml then names:\n"
    "  boxes: [{name: box 1, link: \"usb:*\", secret: \"~/.leitai/box1.secret\", seats: [1]}]";

static uint64_t number(struct argp_state *state, const char *arg, int base, uint64_t max)
{
    char *end;
    errno = 0;
    unsigned long long v = strtoull(arg, &end, base);
    if (*end || end == arg || errno || v == 0 || v > max)
        argp_error(state, "%s: not a number that is possible here", arg);
    return v;
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct want *want = state->input;
    switch (key) {
    case KEY_SECRET:
        want->secret_file = arg;
        break;
    case KEY_WITH:
        want->with_file = arg;
        break;
    case KEY_NAME:
        want->name = arg;
        if (strlen(arg) > LP_NAME_LEN)
            argp_error(state, "%s: more than %d bytes", arg, LP_NAME_LEN);
        break;
    case KEY_UID:
        want->uid = number(state, arg, 16, UINT64_MAX);
        break;
    case KEY_BAUD:
        want->baud = (uint32_t)number(state, arg, 10, 4000000);
        break;
    case KEY_DEBOUNCE:
        want->debounce_us = (uint32_t)number(state, arg, 10, 50000);
        break;
    case KEY_BUTTONS:
        want->buttons = (uint32_t)number(state, arg, 10, 16);
        break;
    case 's':
        want->speed = (unsigned)number(state, arg, 10, 4000000);
        break;
    case ARGP_KEY_ARG:
        if (want->port)
            argp_usage(state);
        want->port = arg;
        break;
    case ARGP_KEY_END:
        if (!want->port)
            argp_usage(state);
        break;
    default:
        return ARGP_ERR_UNKNOWN;
    }
    return 0;
}

/* ---- secrets --------------------------------------------------------------------------------- */

static bool secret_read(const char *path, uint8_t *secret)
{
    char text[64] = "";
    FILE *file = fopen(path, "r");
    if (!file)
        return false;
    bool good = fscanf(file, " %40s", text) == 1 && strlen(text) == 2 * SECRET;
    for (int i = 0; good && i < SECRET; i++)
        good = isxdigit((unsigned char)text[2 * i]) && isxdigit((unsigned char)text[2 * i + 1]) &&
               sscanf(text + 2 * i, "%2hhx", &secret[i]) == 1;
    fclose(file);
    errno = good ? 0 : EINVAL;
    return good;
}

/* Never over a file that is there. */
static bool secret_make(const char *path, uint8_t *secret)
{
    char text[2 * SECRET + 2];
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return false;
    bool good = getrandom(secret, SECRET, 0) == SECRET;
    for (int i = 0; i < SECRET; i++)
        snprintf(text + 2 * i, 4, "%02x\n", secret[i]);
    good = good && write(fd, text, 2 * SECRET + 1) == 2 * SECRET + 1 && fsync(fd) == 0;
    return close(fd) == 0 && good;
}

static bool secret_get(const char *path, bool make, uint8_t *secret)
{
    if (secret_read(path, secret) || (make && errno == ENOENT && secret_make(path, secret)))
        return true;
    fprintf(stderr, "leitai-box-setup: %s: %s\n", path,
            errno == EINVAL ? "not a secret of 32 hexadecimal digits" : strerror(errno));
    return false;
}

/* ---- settings -------------------------------------------------------------------------------- */

static bool set(struct talk *talk, uint16_t key, uint32_t value, const char *what)
{
    if (talk_set(talk, key, value))
        return true;
    fprintf(stderr, "leitai-box-setup: %s: %s\n", what, talk->why);
    return false;
}

/* Sixteen bytes in four settings. */
static bool set_bytes(struct talk *talk, uint16_t key, const uint8_t *bytes, const char *what)
{
    for (int i = 0; i < 4; i++) {
        uint32_t part = 0;
        for (int b = 0; b < 4; b++)
            part |= (uint32_t)bytes[4 * i + b] << 8 * b;
        if (!set(talk, (uint16_t)(key + i), part, what))
            return false;
    }
    return true;
}

static bool set_all(struct talk *talk, const struct want *want, const uint8_t *secret)
{
    uint8_t name[LP_NAME_LEN + 1] = {0};
    if (want->name)
        memcpy(name, want->name, strlen(want->name));
    return (!want->name || set_bytes(talk, LP_CFG_NAME_0, name, "name")) &&
           (!want->uid || (set(talk, LP_CFG_UID_LOW, (uint32_t)want->uid, "uid") &&
                           set(talk, LP_CFG_UID_HIGH, (uint32_t)(want->uid >> 32), "uid"))) &&
           (!want->debounce_us || set(talk, LP_CFG_DEBOUNCE_US, want->debounce_us, "debounce")) &&
           (!want->buttons || set(talk, VENDOR_BUTTONS, want->buttons, "buttons")) &&
           (!want->baud || set(talk, LP_CFG_BAUD, want->baud, "baud")) &&
           (!want->secret_file || set_bytes(talk, LP_CFG_SECRET_0, secret, "secret"));
}

static bool run(struct talk *talk, const struct want *want)
{
    uint8_t secret[SECRET], now[SECRET];
    if ((want->with_file && !secret_get(want->with_file, false, now)) ||
        (want->secret_file && !secret_get(want->secret_file, true, secret)))
        return false;
    if (!talk_open(talk, want->port, want->speed) ||
        !talk_hello(talk, want->with_file ? now : NULL)) {
        fprintf(stderr, "leitai-box-setup: %s\n", talk->why);
        return false;
    }
    const struct lp_hello *h = &talk->hello;
    printf("uid %016llx, \"%s\", firmware %d.%d.%d, %d buttons, %s\n", (unsigned long long)h->uid,
           h->name, h->fw[0], h->fw[1], h->fw[2], h->n_buttons,
           h->caps & LP_CAP_MAC ? "signs its frames" : "does not sign");
    bool any = want->secret_file || want->name || want->uid || want->baud || want->debounce_us ||
               want->buttons;
    if (!set_all(talk, want, secret))
        return false;
    if (any)
        printf("written; take the power off the box and put it on again\n");
    return true;
}

int main(int argc, char **argv)
{
    struct want want = {.speed = 115200};
    struct talk talk = {.fd = -1};
    const struct argp argp = {.options = table, .parser = parse, .args_doc = "PORT", .doc = doc};
    argp_parse(&argp, argc, argv, 0, NULL, &want);
    bool done = run(&talk, &want);
    talk_close(&talk);
    return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
