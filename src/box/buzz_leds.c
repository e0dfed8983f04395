#include "box/buzz_leds.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool buzz_known(int vid, int pid)
{
    return vid == 0x054c && (pid == 0x0002 || pid == 0x1000);
}

uint32_t buzz_handset(int handset)
{
    return UINT32_C(0x1f) << (handset * BUZZ_KEYS);
}

void buzz_leds_none(struct buzz_leds *l)
{
    memset(l->fd, -1, sizeof l->fd);
}

void buzz_leds_open(struct buzz_leds *l)
{
    DIR *dir = opendir("/sys/class/leds");
    struct dirent *d;
    buzz_leds_none(l);
    while (dir && (d = readdir(dir))) {
        const char *colon = strstr(d->d_name, "::buzz");
        int n = colon ? atoi(colon + 6) : 0;
        char path[320];
        if (n < 1 || n > BUZZ_HANDSETS || l->fd[n - 1] >= 0)
            continue;
        snprintf(path, sizeof path, "/sys/class/leds/%s/brightness", d->d_name);
        l->fd[n - 1] = open(path, O_WRONLY | O_CLOEXEC);
    }
    if (dir)
        closedir(dir);
}

int buzz_leds_show(const struct buzz_leds *l, uint32_t want, uint32_t *told)
{
    int failed = 0;
    for (int h = 0; h < BUZZ_HANDSETS; h++) {
        uint32_t mine = buzz_handset(h);
        bool on = want & mine, was = *told & mine;
        if (l->fd[h] < 0 || on == was)
            continue;
        if (pwrite(l->fd[h], on ? "255" : "0", on ? 3 : 1, 0) < 0)
            failed++;
        *told = on ? *told | mine : *told & ~mine;
    }
    return failed;
}

void buzz_leds_close(struct buzz_leds *l)
{
    for (int i = 0; i < BUZZ_HANDSETS; i++)
        if (l->fd[i] >= 0)
            close(l->fd[i]);
    buzz_leds_none(l);
}
