#include <stdlib.h>
#include <string.h>

#include "folder/loader.h"
#include "folder/nearest.h"
#include "words/words.h"

static bool parse_colour(const char *text, uint32_t *rgb)
{
    char *end;
    text += *text == '#';
    if (strlen(text) != 6)
        return false;
    unsigned long v = strtoul(text, &end, 16);
    *rgb = (uint32_t)v;
    return *end == '\0';
}

static void colours_load(const struct document *d, const struct raw_slot *slots, struct theme *out)
{
    const struct node *map = tree_at(d->root, "colours");
    for (int i = COLOUR_CUSTOM + 1; slots && i < COLOUR_COUNT; i++) {
        uint32_t rgb;
        if (text_blank(slots[i].text))
            continue;
        if (parse_colour(slots[i].text, &rgb))
            out->rgb[i] = rgb;
        else
            report_at(d->at, SEVERITY_ERROR, map, colour_name((enum colour)i),
                      N_("写六位十六进制颜色并加引号，例如 \"#F2B84B\""), N_("“%.40s”不是颜色"),
                      slots[i].text);
    }
}

/* A theme that can't be read from the last row is an error as much as a missing one. */
static void contrast_check(const struct document *d, const struct theme *theme)
{
    struct theme_fault faults[8];
    int n = theme_check(theme, faults, 8);
    for (int i = 0; i < n && i < 8; i++)
        report_at(d->at, SEVERITY_WARNING, d->root, "colours", N_("拉开这两种颜色的明暗"),
                  N_("%s 在 %s 上看不清：对比度 %.1f，应有 %.1f"), colour_name(faults[i].front),
                  colour_name(faults[i].back), faults[i].ratio, faults[i].need);
}

void theme_load(struct loader *l, struct spot s, const char *name, struct theme *out)
{
    char path[128];
    if (strcmp(name, "night") == 0 || strcmp(name, "day") == 0) {
        *out = strcmp(name, "day") == 0 ? theme_day : theme_night;
        return;
    }
    struct folder_file file;
    enum source_result r = SOURCE_MISSING;
    bool plain = strlen(name) < 100 && !strpbrk(name, "/\\") && name[0] != '.';
    if (plain && snprintf(path, sizeof path, "themes/%s.yaml", name) > 0)
        r = source_read(l, NULL, path, &file);
    if (r == SOURCE_MISSING) {
        report_at(s.at, SEVERITY_ERROR, s.node, s.key,
                  N_("写 night、day，或者放一个 themes/名字.yaml"), N_("没有名为 %s 的配色"), name);
        return;
    }
    struct document d;
    if (r != SOURCE_OK ||
        !document_open(&d, l->arena, l->report, file.path, file.text, file.size, l->schemas.theme))
        return;
    const struct raw_theme *raw = d.raw;
    bool day = raw->base && strcmp(raw->base, "day") == 0;
    if (raw->base && !day && strcmp(raw->base, "night") != 0)
        report_at(d.at, SEVERITY_ERROR, d.root, "base", N_("写 night 或 day"), N_("不认识“%.40s”"),
                  raw->base);
    *out = day ? theme_day : theme_night;
    colours_load(&d, raw->colours, out);
    contrast_check(&d, out);
    document_close(&d);
}
