/*
 * Boxes that print a line per press. No clock, no repeats, no heartbeat: a press is as good as its
 * arrival less what the way takes, which is why latency_min/max are declared (boxes.h).
 */
#include "box/box.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* %n, %z: digits; %c: a letter. Advances *line. -1: not there. */
static int place_holder(char kind, const char **line)
{
    const char *p = *line;
    int value = -1;
    if (kind == 'c' && isalpha((unsigned char)*p)) {
        value = tolower((unsigned char)*p++) - 'a';
    } else if ((kind == 'n' || kind == 'z') && isdigit((unsigned char)*p)) {
        for (value = 0; isdigit((unsigned char)*p) && value < 1000; p++)
            value = value * 10 + (*p - '0');
        if (kind == 'n')
            value--;
    }
    *line = p;
    return value >= 0 && value < BOX_BUTTONS ? value : -1;
}

/* As a file-name pattern with one number in it. On a mismatch only the last `*` need take one
 * character more: what lies before it has matched as early as it can, which leaves most for the
 * rest. */
static int match(const char *shape, const char *line)
{
    const char *star = NULL, *star_line = NULL;
    int button = -1, star_button = -1;
    while (*shape || *line) {
        bool number = *shape == '%' && shape[1] && strchr("nzc", shape[1]);
        int got = number ? place_holder(shape[1], &line) : -1;
        if (*shape == '*') {
            star = ++shape;
            star_line = line;
            star_button = button;
        } else if (number && got >= 0) {
            button = got;
            shape += 2;
        } else if (!number && *shape && *line && (*shape == '?' || *shape == *line)) {
            shape++;
            line++;
        } else if (star && *star_line) {
            shape = star;
            line = ++star_line;
            button = star_button;
        } else {
            return -1;
        }
    }
    return button;
}

int ascii_match(const char *shape, const char *line)
{
    return match(shape, line);
}

size_t ascii_format(const char *shape, int button, char *out, size_t size)
{
    size_t n = 0;
    out[0] = '\0';
    for (; *shape && n + 8 < size; shape++) {
        if (*shape == '%' && shape[1] == 'n')
            n += (size_t)snprintf(out + n, size - n, "%d", button + 1);
        else if (*shape == '%' && shape[1] == 'z')
            n += (size_t)snprintf(out + n, size - n, "%d", button);
        else if (*shape == '%' && shape[1] == 'c')
            n += (size_t)snprintf(out + n, size - n, "%c", 'A' + button % 26);
        else {
            out[n++] = *shape;
            continue;
        }
        shape++;
    }
    out[n] = '\0';
    return n;
}

static void line_received(struct box *box, const char *line, int64_t arrived_us)
{
    bool any = false;
    box->frames++;
    for (int i = 0; i < BOX_SHAPES; i++) {
        const char *shape = box->config.shape[i];
        if (shape[0] == '\0')
            continue;
        any = true;
        int button = ascii_match(shape, line);
        if (button >= 0) {
            box_legacy_press(box, button, arrived_us, arrived_us);
            return;
        }
    }
    int button = any ? -1 : ascii_match("%n", line);
    if (button >= 0) {
        box_legacy_press(box, button, arrived_us, arrived_us);
        return;
    }
    box->errors++;
    if (++box->second_talk <= 3)
        boxes_tell(box, BOX_MESSAGE_TALK, 0, line);
}

void ascii_receive(struct box *box, const uint8_t *data, size_t len, int64_t arrived_us)
{
    struct box_conn *c = box->conn;
    for (size_t i = 0; i < len; i++) {
        char ch = (char)data[i];
        if (ch == '\n' || ch == '\r') {
            c->line[c->line_len] = '\0';
            if (c->line_len > 0)
                line_received(box, c->line, arrived_us);
            c->line_len = 0;
        } else if (c->line_len + 1 < sizeof c->line) {
            c->line[c->line_len++] = ch;
        } else {
            c->line_len = 0; /* endless line: noise */
            box->errors++;
        }
    }
}

/* Lines for the lamps that differ from what was said last; the rest waits for the next step. */
void ascii_lamps(struct box *box)
{
    uint32_t want = box->want_on | box->want_blink;
    if (box->config.lamp_on[0] == '\0')
        return;
    for (int i = 0; i < BOX_BUTTONS; i++) {
        uint32_t bit = UINT32_C(1) << i;
        char line[BOX_SHAPE + 16];
        if (((want ^ box->told_on) & bit) == 0)
            continue;
        size_t n = ascii_format(want & bit ? box->config.lamp_on : box->config.lamp_off, i, line,
                                sizeof line - 1);
        line[n++] = '\n';
        if (n > 1 && link_write(&box->conn->link, (const uint8_t *)line, n) != 0)
            return;
        box->told_on = (box->told_on & ~bit) | (want & bit);
    }
}
