/* What the hall and the machine offer: displays, boxes, disk, sound, power. */
#include "preflight/preflight.h"
#include "words/words.h"

#include <dirent.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum { DISK_BAD_MB = 200, DISK_WARN_MB = 1000 };

/* ---- displays ---- */

static void names_of(const struct display *list, int count, char *out, size_t cap)
{
    size_t at = 0;
    out[0] = '\0';
    for (int i = 0; i < count && at + 1 < cap; i++)
        at += (size_t)snprintf(out + at, cap - at, "%s%.40s", i ? "、" : "", list[i].name);
}

static bool wished(struct preflight *p, const struct display *list, int count, const char *wish)
{
    char names[120], message[PREFLIGHT_TEXT];
    if (!wish[0] || displays_find(list, count, wish) >= 0)
        return true;
    names_of(list, count, names, sizeof names);
    snprintf(message, sizeof message, TR(p->words, "没有接上名为“%.40s”的显示器；现有：%s"), wish,
             names);
    preflight_add(p, PREFLIGHT_DISPLAYS, LIGHT_BAD, NULL, message,
                  TR(p->words, "检查连线和 stage.yaml 里的名字；接上后画面自动移过去"));
    return false;
}

void preflight_displays(struct preflight *p, const struct stage_config *c,
                        const struct display *list, int count)
{
    const struct words *w = p->words;
    char names[120], message[PREFLIGHT_TEXT];
    if (count == 0) {
        preflight_add(p, PREFLIGHT_DISPLAYS, LIGHT_BAD, NULL, TR(w, "没有显示器"),
                      TR(w, "接上显示器后重新启动"));
        return;
    }
    bool good = wished(p, list, count, c->audience_display);
    good &= wished(p, list, count, c->operator_display);
    names_of(list, count, names, sizeof names);
    if (count == 1) {
        snprintf(message, sizeof message, TR(w, "只有一块显示器（%s）：两块屏都是窗口"), names);
        preflight_add(p, PREFLIGHT_DISPLAYS, LIGHT_WARN, NULL, message,
                      TR(w, "接上大屏并设为扩展，不要设为复制"));
    } else if (good) {
        snprintf(message, sizeof message, TR(w, "%d 块显示器：%s"), count, names);
        preflight_add(p, PREFLIGHT_DISPLAYS, LIGHT_GOOD, NULL, message, "");
    }
}

/* ---- boxes ---- */

static bool presses(const struct definition *d)
{
    for (int i = 0; i < d->round_count; i++)
        if (d->rounds[i].policy.who == WHO_PRESS)
            return true;
    return false;
}

static uint32_t seats_with_button(const struct stage_config *c)
{
    uint32_t seats = 0;
    for (int i = 0; i < c->box_count; i++)
        for (int k = 0; k < c->boxes[i].seat_count; k++)
            if (c->boxes[i].seats[k] >= 1 && c->boxes[i].seats[k] <= TEAMS_MAX)
                seats |= 1u << (c->boxes[i].seats[k] - 1);
    return seats;
}

static int seat_list(uint32_t seats, char *out, size_t cap)
{
    int n = 0;
    size_t at = 0;
    out[0] = '\0';
    for (int seat = 1; seat <= TEAMS_MAX && at + 1 < cap; seat++)
        if (seats >> (seat - 1) & 1)
            at += (size_t)snprintf(out + at, cap - at, "%s%d", n++ ? "、" : "", seat);
    return n;
}

void preflight_boxes(struct preflight *p, const struct folder *f, const struct house *house)
{
    const struct words *w = p->words;
    uint32_t played = 0, silent = 0, with = seats_with_button(&f->stage);
    char seats[100], message[PREFLIGHT_TEXT];
    if (!presses(&f->def))
        return;
    for (int i = 0; i < f->def.team_count; i++)
        played |= 1u << (f->def.teams[i].seat - 1);
    for (int seat = 1; house && seat <= TEAMS_MAX; seat++)
        if (house->seat[seat - 1].health != HEALTH_READY)
            silent |= 1u << (seat - 1);
    if (seat_list(played & ~with, seats, sizeof seats)) {
        snprintf(message, sizeof message, TR(w, "有抢答环节，但 %s 号没有配置抢答器"), seats);
        preflight_add(p, PREFLIGHT_BOXES, LIGHT_WARN, NULL, message,
                      TR(w, "在 stage.yaml 的 boxes 里写上；没有抢答器时用 8 指定抢到队"));
    }
    if (house && seat_list(played & with & silent, seats, sizeof seats)) {
        snprintf(message, sizeof message, TR(w, "%s 号的抢答器没有就绪"), seats);
        preflight_add(p, PREFLIGHT_BOXES, LIGHT_BAD, NULL, message,
                      TR(w, "检查 USB 线和供电，再按 2 点名检查每个按钮"));
    } else if (!(played & ~with)) {
        snprintf(message, sizeof message,
                 house ? TR(w, "%d 队的抢答器就绪") : TR(w, "%d 队都配置了抢答器"),
                 f->def.team_count);
        preflight_add(p, PREFLIGHT_BOXES, LIGHT_GOOD, NULL, message, "");
    }
}

/* ---- disk ---- */

/* The nearest folder above `path` that exists. */
static void existing(const char *path, char *out, size_t cap)
{
    struct stat st;
    snprintf(out, cap, "%s", path);
    for (int i = 0; i < 64 && !(stat(out, &st) == 0 && S_ISDIR(st.st_mode)); i++) {
        char copy[4096];
        snprintf(copy, sizeof copy, "%s", out);
        snprintf(out, cap, "%s", dirname(copy));
    }
}

void preflight_disk(struct preflight *p, const char *journal)
{
    const struct words *w = p->words;
    char dir[4096], message[PREFLIGHT_TEXT];
    struct statvfs fs;
    existing(journal, dir, sizeof dir);
    if (access(dir, W_OK) != 0) {
        snprintf(message, sizeof message, TR(w, "文件夹 %.120s 不能写：日志存不下来"), dir);
        preflight_add(p, PREFLIGHT_DISK, LIGHT_BAD, NULL, message,
                      TR(w, "把竞赛文件夹复制到可以写的盘上，或者用 --journal 指定位置"));
        return;
    }
    if (statvfs(dir, &fs) != 0)
        return;
    unsigned long long mb = (unsigned long long)fs.f_bavail * fs.f_frsize >> 20;
    snprintf(message, sizeof message, TR(w, "磁盘余 %llu MB"), mb);
    preflight_add(p, PREFLIGHT_DISK,
                  mb < DISK_BAD_MB    ? LIGHT_BAD
                  : mb < DISK_WARN_MB ? LIGHT_WARN
                                      : LIGHT_GOOD,
                  NULL, message, mb < DISK_WARN_MB ? TR(w, "腾出空间，至少留 1 GB") : "");
}

/* ---- sound ---- */

void preflight_sound(struct preflight *p, const struct stage_config *c, const char *device)
{
    const struct words *w = p->words;
    char message[PREFLIGHT_TEXT], names[120];
    bool muted = cue_mix_list(&c->sounds, w, names, sizeof names) > 0 || !c->volume_percent;
    if (!device[0]) {
        preflight_add(p, PREFLIGHT_SOUND, LIGHT_WARN, NULL, TR(w, "没有声音设备"),
                      TR(w, "检查音频连线；没有声音也能比赛，屏上都有提示"));
        return;
    }
    if (muted) {
        snprintf(message, sizeof message, TR(w, "stage.yaml 关掉了声音：%.120s"),
                 c->volume_percent ? names : "volume 0");
        preflight_add(p, PREFLIGHT_SOUND, LIGHT_WARN, NULL, message,
                      TR(w, "有意如此就不用管；否则改 sound 的 mute、levels、volume"));
        return;
    }
    snprintf(message, sizeof message, TR(w, "声音从 %.100s 输出"), device);
    preflight_add(p, PREFLIGHT_SOUND, LIGHT_GOOD, NULL, message, "");
}

/* ---- power ---- */

static bool read_line(const char *root, const char *supply, const char *name, char *out, int cap)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s/%s", root, supply, name);
    FILE *f = fopen(path, "r");
    out[0] = '\0';
    if (!f)
        return false;
    bool ok = fgets(out, cap, f) != NULL;
    fclose(f);
    out[strcspn(out, "\n")] = '\0';
    return ok;
}

/* Percent left of a battery that is being used up, −1: there is none. */
static int discharging(const char *root)
{
    DIR *dir = opendir(root);
    int left = -1;
    for (struct dirent *d; dir && (d = readdir(dir));) {
        char text[64];
        if (d->d_name[0] == '.' || !read_line(root, d->d_name, "type", text, sizeof text) ||
            strcmp(text, "Battery") != 0)
            continue;
        if (read_line(root, d->d_name, "scope", text, sizeof text) && strcmp(text, "Device") == 0)
            continue; /* of a mouse or a pen */
        if (!read_line(root, d->d_name, "status", text, sizeof text) ||
            strcmp(text, "Discharging") != 0)
            continue;
        left = read_line(root, d->d_name, "capacity", text, sizeof text) ? atoi(text) : 0;
    }
    if (dir)
        closedir(dir);
    return left;
}

/* What the X server would do; true: nothing is to be feared. */
static bool stays_lit(struct preflight *p, const struct blanking *b)
{
    const struct words *w = p->words;
    char message[PREFLIGHT_TEXT];
    int after_s = b->power_s && (!b->saver_s || b->power_s < b->saver_s) ? b->power_s : b->saver_s;
    if (!b->asked || b->held || !after_s)
        return true;
    snprintf(message, sizeof message,
             b->power_s == after_s ? TR(w, "没有人按键 %d 秒后显示器会休眠（DPMS）")
                                   : TR(w, "没有人按键 %d 秒后屏幕会变黑"),
             after_s);
    preflight_add(p, PREFLIGHT_POWER, LIGHT_BAD, NULL, message,
                  TR(w, "在终端里执行：xset s off -dpms"));
    return false;
}

void preflight_power(struct preflight *p, const char *root, bool saver,
                     const struct blanking *blanking)
{
    const struct words *w = p->words;
    int left = discharging(root);
    char message[PREFLIGHT_TEXT];
    if (left >= 0) {
        snprintf(message, sizeof message, TR(w, "电脑在用电池，剩 %d%%"), left);
        preflight_add(p, PREFLIGHT_POWER, left < 30 ? LIGHT_BAD : LIGHT_WARN, NULL, message,
                      TR(w, "插上电源；电池供电时屏幕会变暗，电脑会睡眠"));
    }
    if (saver)
        preflight_add(p, PREFLIGHT_POWER, LIGHT_WARN, NULL, TR(w, "屏幕保护没有关掉"),
                      TR(w, "在系统设置里关掉屏幕保护和自动睡眠"));
    if (stays_lit(p, blanking) && left < 0 && !saver)
        preflight_add(p, PREFLIGHT_POWER, LIGHT_GOOD, NULL, TR(w, "外接电源，屏幕保护已关"), "");
}
