#include "options.h"
#include <argp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    KEY_UID_BASE = 0x100,
    KEY_LINK,
    KEY_TCP,
    KEY_PPM,
    KEY_RANDOM,
    KEY_SCRIPT,
    KEY_LOG,
    KEY_BAUD,
    KEY_SEED,
    KEY_SECRET,
};

static const struct argp_option table[] = {
    {"boxes", 'n', "N", 0, "How many boxes (1)", 0},
    {"buttons", 'k', "K", 0, "Buttons of each, with lamps (1)", 0},
    {"uid-base", KEY_UID_BASE, "UID", 0, "uid of box 1, counting up (0x1000000001)", 0},
    {"link", KEY_LINK, "DIR", 0, "Make DIR/box1, DIR/box2 ... : the paths the host opens", 0},
    {"tcp", KEY_TCP, "PORT", 0, "Listen on 127.0.0.1:PORT, PORT+1 ... instead of ptys", 0},
    {"ppm", KEY_PPM, "[BOX=]X", 0, "Crystal error, up to +-20000; repeat it for single boxes", 0},
    {"baud", KEY_BAUD, "B", 0, "Let bytes take the time of a wire of that speed", 0},
    {"secret", KEY_SECRET, "[BOX=]HEX", 0,
     "Sign frames (radio) with this secret of 32 digits; repeat it for single boxes", 0},
    {"random", KEY_RANDOM, NULL, 0, "Press at random, 150-400 ms after every ARM", 0},
    {"seed", KEY_SEED, "N", 0, "Of everything random", 0},
    {"script", KEY_SCRIPT, "FILE", 0, "Lines `SECONDS VERB ...`, see below", 0},
    {"log", KEY_LOG, "FILE", 0, "Truth log: contacts and frames, CLOCK_MONOTONIC in us", 0},
    {"quiet", 'q', NULL, 0, "Do not print the paths", 0},
    {0},
};

static const char doc[] =
    "Buzzer boxes that exist only in this program, for trying out and testing leitai.\v"
    "Orders, on stdin or with a time in front in a script (BOX and BUTTON count from 1):\n"
    "  press BOX[.BUTTON]   hold   release   stuck   unstick\n"
    "  drop N [BOX]   corrupt N [BOX]   duplicate N [BOX]   deaf N [BOX]\n"
    "  delay BOX MS   stall BOX MS   reboot BOX   hangup BOX SECONDS   flood BOX SECONDS\n"
    "  forge BOX[.BUTTON]   replay BOX: what somebody else sends in its name\n"
    "  quit\n"
    "On a terminal the keys 1-9 and 0 press boxes 1-10 at once, and q quits.";

static int64_t number(struct argp_state *state, const char *arg, int64_t min, int64_t max)
{
    char *end;
    long long value = strtoll(arg, &end, 0);
    if (end == arg || *end || value < min || value > max)
        argp_error(state, "%s: a number from %lld to %lld is needed", arg, (long long)min,
                   (long long)max);
    return value;
}

/* "HEX" for all boxes, "BOX=HEX" for one. */
static void parse_secret(struct argp_state *state, const char *arg, struct options *options)
{
    const char *equals = strchr(arg, '='), *hex = equals ? equals + 1 : arg;
    int from = equals ? atoi(arg) : 1, to = equals ? from : OPTIONS_BOXES;
    uint8_t secret[16];
    if (from < 1 || from > OPTIONS_BOXES)
        argp_error(state, "%s: no such box", arg);
    if (strspn(hex, "0123456789abcdefABCDEF") != 32 || hex[32])
        argp_error(state, "%s: a secret has 32 hexadecimal digits", arg);
    for (int i = 0; i < 16; i++)
        sscanf(hex + 2 * i, "%2hhx", &secret[i]);
    for (int box = from; box <= to; box++) {
        options->has_secret[box - 1] = true;
        memcpy(options->secret[box - 1], secret, sizeof secret);
    }
}

static void parse_ppm(struct argp_state *state, const char *arg, struct options *options)
{
    const char *equals = strchr(arg, '=');
    int64_t ppm = number(state, equals ? equals + 1 : arg, -20000, 20000);
    if (!equals) {
        for (int i = 0; i < OPTIONS_BOXES; i++)
            options->ppm[i] = (int)ppm;
        return;
    }
    int box = atoi(arg);
    if (box < 1 || box > OPTIONS_BOXES)
        argp_error(state, "%s: no such box", arg);
    else
        options->ppm[box - 1] = (int)ppm;
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct options *options = state->input;
    switch (key) {
    case 'n':
        options->boxes = (int)number(state, arg, 1, OPTIONS_BOXES);
        break;
    case 'k':
        options->buttons = (int)number(state, arg, 1, 16);
        break;
    case 'q':
        options->quiet = true;
        break;
    case KEY_UID_BASE:
        options->uid_base = strtoull(arg, NULL, 0);
        if (options->uid_base == 0)
            argp_error(state, "%s: not a uid", arg);
        break;
    case KEY_LINK:
        options->link_dir = arg;
        break;
    case KEY_TCP:
        options->tcp_port = (int)number(state, arg, 1, 65535 - OPTIONS_BOXES);
        break;
    case KEY_PPM:
        parse_ppm(state, arg, options);
        break;
    case KEY_RANDOM:
        options->random = true;
        break;
    case KEY_SCRIPT:
        options->script = arg;
        break;
    case KEY_LOG:
        options->log = arg;
        break;
    case KEY_SECRET:
        parse_secret(state, arg, options);
        break;
    case KEY_BAUD:
        options->baud = (long)number(state, arg, 1200, 4000000);
        break;
    case KEY_SEED:
        options->seed = (uint32_t)number(state, arg, 0, UINT32_MAX);
        break;
    default:
        return ARGP_ERR_UNKNOWN;
    }
    return 0;
}

void options_parse(struct options *options, int argc, char **argv)
{
    *options = (struct options){.boxes = 1, .buttons = 1, .uid_base = 0x1000000001, .seed = 1};
    const struct argp argp = {.options = table, .parser = parse, .doc = doc};
    argp_parse(&argp, argc, argv, 0, NULL, options);
}
