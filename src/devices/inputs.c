#include "devices/inputs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <linux/input-event-codes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WORDS_MAX = 24, WORD_BITS = sizeof(long) * CHAR_BIT, PATH_TEXT = 512, LINE = 512 };

static bool read_line(const char *root, const char *event, const char *leaf, char *out, size_t size)
{
    char path[PATH_TEXT];
    snprintf(path, sizeof path, "%s/sys/class/input/%s/device/%s", root, event, leaf);
    FILE *f = fopen(path, "re");
    out[0] = '\0';
    if (!f)
        return false;
    bool got = fgets(out, (int)size, f) != NULL;
    fclose(f);
    out[strcspn(out, "\n")] = '\0';
    return got;
}

/* "3 0 0 ffff…": words of a long, the highest first. */
struct keys {
    unsigned long word[WORDS_MAX];
    int count;
};

static void parse_keys(char *text, struct keys *k)
{
    char *save, *word = strtok_r(text, " ", &save);
    for (k->count = 0; word && k->count < WORDS_MAX; word = strtok_r(NULL, " ", &save))
        k->word[k->count++] = strtoul(word, NULL, 16);
}

static bool has(const struct keys *k, int code)
{
    int at = k->count - 1 - code / (int)WORD_BITS;
    return at >= 0 && (k->word[at] >> (code % (int)WORD_BITS) & 1);
}

/* False: a mouse, a lid, a power button: nothing to press in a contest. */
static bool classify(const struct keys *k, struct input_port *p)
{
    if (p->vid == 0x054c && (p->pid == 0x0002 || p->pid == 0x1000))
        p->what = INPUT_BUZZERS;
    else if (has(k, BTN_SOUTH) || has(k, BTN_TRIGGER) || has(k, BTN_TRIGGER_HAPPY1))
        p->what = INPUT_GAMEPAD;
    else if (has(k, KEY_A) && has(k, KEY_ENTER))
        p->what = INPUT_KEYBOARD;
    else if (has(k, KEY_KP1) || has(k, KEY_1))
        p->what = INPUT_KEYPAD;
    else
        return false;
    return true;
}

static void find_by_id(const char *root, const char *event, struct input_port *p)
{
    char path[PATH_TEXT], target[PATH_TEXT];
    snprintf(path, sizeof path, "%s/dev/input/by-id", root);
    DIR *dir = opendir(path);
    p->by_id[0] = '\0';
    for (struct dirent *d = dir ? readdir(dir) : NULL; d; d = readdir(dir)) {
        ssize_t n = readlinkat(dirfd(dir), d->d_name, target, sizeof target - 1);
        if (n <= 0)
            continue;
        target[n] = '\0';
        const char *base = strrchr(target, '/');
        if (strcmp(base ? base + 1 : target, event) == 0)
            snprintf(p->by_id, sizeof p->by_id, "%.95s", d->d_name);
    }
    if (dir)
        closedir(dir);
}

static void try_open(const char *root, const char *event, struct input_port *p)
{
    char path[PATH_TEXT];
    struct stat st;
    snprintf(path, sizeof path, "%s/dev/input/%s", root, event);
    snprintf(p->path, sizeof p->path, "/dev/input/%.40s", event);
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    p->error = fd < 0 ? errno : 0;
    if (fd >= 0)
        close(fd);
    const struct group *g = stat(path, &st) == 0 ? getgrgid(st.st_gid) : NULL;
    snprintf(p->group, sizeof p->group, "%.31s", g ? g->gr_name : "input");
}

static bool look_at(const char *root, const char *event, struct input_port *p)
{
    char text[LINE];
    struct keys keys;
    memset(p, 0, sizeof *p);
    if (!read_line(root, event, "capabilities/key", text, sizeof text))
        return false;
    parse_keys(text, &keys);
    read_line(root, event, "id/vendor", text, sizeof text);
    p->vid = (int)strtol(text, NULL, 16);
    read_line(root, event, "id/product", text, sizeof text);
    p->pid = (int)strtol(text, NULL, 16);
    read_line(root, event, "name", p->name, sizeof p->name);
    if (!classify(&keys, p))
        return false;
    try_open(root, event, p);
    find_by_id(root, event, p);
    return true;
}

static int by_number(const struct dirent **a, const struct dirent **b)
{
    return atoi((*a)->d_name + 5) - atoi((*b)->d_name + 5);
}

static int is_event(const struct dirent *d)
{
    return strncmp(d->d_name, "event", 5) == 0;
}

size_t input_ports(const char *root, struct input_port *out, size_t max)
{
    char path[PATH_TEXT];
    struct dirent **list;
    size_t found = 0;
    snprintf(path, sizeof path, "%s/sys/class/input", root);
    int n = scandir(path, &list, is_event, by_number);
    for (int i = 0; i < n; i++) {
        if (found < max && look_at(root, list[i]->d_name, &out[found]))
            found++;
        free(list[i]);
    }
    if (n >= 0)
        free(list);
    return found;
}
