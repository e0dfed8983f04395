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

static bool in_file(const struct raw_slot *slots, enum colour c)
{
    return slots && !text_blank(slots[c].text);
}

/* Which of an unreadable pair the file is to blame for: its own colour, the text before the ground.
 * COLOUR_NONE: neither is from the file. */
static enum colour blamed(const struct theme_fault *f, const struct theme *own,
                          const struct theme *base)
{
    if (own->rgb[f->front] != base->rgb[f->front])
        return f->front;
    return own->rgb[f->back] != base->rgb[f->back] ? f->back : COLOUR_NONE;
}

/* Every pair that can't be read from the last row is told; then the show's copy takes back the
 * base's colours until all can be read, for the audience must not pay for it. */
static void contrast_check(const struct document *d, const struct raw_slot *slots,
                           const struct theme *base, struct theme *theme)
{
    struct theme_fault faults[64];
    const struct node *map = tree_at(d->root, "colours");
    int n = theme_check(theme, faults, 64);
    for (int i = 0; i < n && i < 64; i++) {
        const struct theme_fault *f = &faults[i];
        enum colour own = in_file(slots, f->front) ? f->front : f->back;
        report_at(d->at, SEVERITY_WARNING, map, colour_name(own),
                  N_("拉开这两种颜色的明暗；在那之前画面用 base 的颜色"),
                  N_("%s 在 %s 上看不清：对比度 %.1f，应有 %.1f"), colour_name(f->front),
                  colour_name(f->back), f->ratio, f->need);
    }
    for (enum colour bad; n > 0 && (bad = blamed(&faults[0], theme, base)) != COLOUR_NONE;) {
        theme->rgb[bad] = base->rgb[bad];
        n = theme_check(theme, faults, 64);
    }
}

static const char *picture_load(struct loader *l, struct spot s, const char *text)
{
    if (text_blank(text) || !value_path(s, text))
        return "";
    const char *path = arena_text(l->arena, text);
    media_picture(l, s, path);
    return path;
}

static const char *font_load(struct loader *l, const struct document *d, const char *key,
                             const char *text)
{
    const struct node *map = tree_at(d->root, "fonts");
    return text_blank(text) ? "" : value_line(l->arena, (struct spot){d->at, map, key}, text, 60);
}

/* `out` NULL: only the colours are wanted. */
static void own_load(struct loader *l, struct document *d, struct theme *theme,
                     struct stage_config *out)
{
    const struct raw_theme *raw = d->raw;
    bool day = raw->base && strcmp(raw->base, "day") == 0;
    if (raw->base && !day && strcmp(raw->base, "night") != 0)
        report_at(d->at, SEVERITY_ERROR, d->root, "base", N_("写 night 或 day"),
                  N_("不认识“%.40s”"), raw->base);
    const struct theme *base = day ? &theme_day : &theme_night;
    *theme = *base;
    colours_load(d, raw->colours, theme);
    contrast_check(d, raw->colours, base, theme);
    if (!out)
        return;
    out->logo = picture_load(l, (struct spot){d->at, d->root, "logo"}, raw->logo);
    out->background = picture_load(l, (struct spot){d->at, d->root, "background"}, raw->background);
    out->font_sans = font_load(l, d, "sans", raw->fonts.sans);
    out->font_serif = font_load(l, d, "serif", raw->fonts.serif);
}

void theme_load(struct loader *l, struct spot s, const char *name, struct theme *theme,
                struct stage_config *out)
{
    char path[128];
    if (strcmp(name, "night") == 0 || strcmp(name, "day") == 0) {
        *theme = strcmp(name, "day") == 0 ? theme_day : theme_night;
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
    own_load(l, &d, theme, out);
    document_close(&d);
}
