#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "folder/loader.h"
#include "folder/nearest.h"
#include "keypad/key_names.h"
#include "words/words.h"

enum { NAME_CHARS = 30, AREA_MAX = 32768, BAUD_MAX = 4000000, KEY_CODE_MAX = 767 };

static const char *const kind_names[] = {"protocol", "ascii", "evdev", "joystick", NULL};
static const char *const languages[] = {"zh_CN", "en", NULL};
static const char *const links[] = {"tty:", "usb:", "tcp:", "evdev:", "joystick:", "mem:", NULL};

/* Index of `text` among `words`, reported with the nearest one when it isn't there; -1 then. */
static int word_load(struct spot s, const char *text, const char *const *words)
{
    struct nearest n;
    char remedy[200];
    nearest_init(&n, text);
    for (int i = 0; words[i]; i++) {
        if (strcmp(words[i], text) == 0)
            return i;
        nearest_offer(&n, words[i]);
    }
    int used = snprintf(remedy, sizeof remedy, "%s", TR(s.at.report->words, N_("可以写：")));
    for (int i = 0; words[i]; i++)
        used +=
            snprintf(remedy + used, sizeof remedy - (size_t)used, "%s%s", i ? ", " : "", words[i]);
    report_at(s.at, SEVERITY_ERROR, s.node, s.key, remedy, N_("不认识“%.60s”"), text);
    return -1;
}

static const char *link_load(struct loader *l, struct spot s, const char *text)
{
    if (!value_given(s, text, N_("写抢答器的地址，例如 link: \"tty:/dev/ttyACM0\"")))
        return "";
    for (int i = 0; links[i]; i++)
        if (strncmp(text, links[i], strlen(links[i])) == 0 && text[strlen(links[i])])
            return value_line(l->arena, s, text, STAGE_ADDRESS_CHARS);
    report_at(s.at, SEVERITY_ERROR, s.node, s.key,
              N_("以 tty: usb: tcp: evdev: joystick: 之一开头，例如 \"tty:/dev/ttyACM0\""),
              N_("地址“%.80s”看不懂"), text);
    return "";
}

static void uid_load(struct spot s, const char *text, uint64_t *out)
{
    char *end;
    if (text_blank(text))
        return;
    errno = 0;
    unsigned long long v = strtoull(text, &end, 16);
    if (*end || errno || text[0] == '-' || v == 0)
        report_at(s.at, SEVERITY_ERROR, s.node, s.key,
                  N_("抄抢答器检查页上的编号，例如 uid: 0x1234"), N_("编号“%.40s”不是十六进制数"),
                  text);
    else
        *out = v;
}

static int numbers_load(struct finder at, const struct node *n, const char *key,
                        const struct raw_list *list, int64_t min, int64_t max, int *out, int cap)
{
    if (list->count > (unsigned)cap)
        report_at(at, SEVERITY_ERROR, n, key, N_("删去多余的数"), N_("有 %u 个数，最多 %d 个"),
                  list->count, cap);
    int count = 0;
    for (unsigned i = 0; i < list->count && i < (unsigned)cap; i++) {
        struct spot s = {at, tree_item(tree_at(n, key), i), NULL};
        int64_t v = 0;
        if (!value_int(s, list->items[i], min, max, &v))
            value_given(s, list->items[i], N_("写一个数"));
        out[count++] = (int)v;
    }
    return count;
}

static void ascii_load(struct loader *l, struct finder at, const struct node *n,
                       const struct raw_box *raw, struct stage_box *b)
{
    if (raw->shapes.count > STAGE_SHAPES_MAX)
        report_at(at, SEVERITY_ERROR, n, "shapes", N_("删去多余的"), N_("最多 %d 种写法"),
                  STAGE_SHAPES_MAX);
    for (unsigned i = 0; i < raw->shapes.count && i < STAGE_SHAPES_MAX; i++)
        b->shapes[b->shape_count++] =
            value_line(l->arena, (struct spot){at, tree_item(tree_at(n, "shapes"), i), NULL},
                       raw->shapes.items[i], 31);
    b->lamp_on = value_line(l->arena, (struct spot){at, n, "lamp_on"}, raw->lamp_on, 31);
    b->lamp_off = value_line(l->arena, (struct spot){at, n, "lamp_off"}, raw->lamp_off, 31);
}

static void seats_check(struct loader *l, struct finder at, const struct node *n,
                        struct stage_config *st, const struct stage_box *b)
{
    if (b->seat_count == 0)
        report_at(at, SEVERITY_ERROR, n, "seats", N_("写每个按钮的台号，例如 seats: [1]"),
                  N_("抢答器没有对应的台号"));
    for (int i = 0; i < b->seat_count; i++) {
        const struct node *item = tree_item(tree_at(n, "seats"), (size_t)i);
        int seat = b->seats[i];
        if (seat == 0)
            continue;
        const struct stage_box *other = NULL;
        int others = 0;
        for (const struct stage_box *k = st->boxes; k <= b; k++)
            for (int j = 0; j < k->seat_count && !(k == b && j >= i); j++)
                if (k->seats[j] == seat && others++ == 0)
                    other = k;
        if (others == 1) /* of a box per player one word is enough */
            report_at(at, SEVERITY_WARNING, item, NULL,
                      N_("一队几名选手各一个按钮，就该这样；否则改台号"),
                      N_("%d 号台已经有按钮（%s）"), seat, other->name);
        bool team = false;
        for (int t = 0; t < l->folder->def.team_count; t++)
            team |= l->folder->def.teams[t].seat == seat;
        if (!team && l->folder->def.team_count > 0)
            report_at(at, SEVERITY_WARNING, item, NULL, N_("改台号，或者写 0 表示不用"),
                      N_("%d 号台没有代表队"), seat);
    }
}

static void box_load(struct loader *l, struct finder at, const struct node *n,
                     const struct raw_box *raw, struct stage_box *b)
{
    struct stage_config *st = &l->folder->stage;
    b->name = value_line(l->arena, (struct spot){at, n, "name"}, raw->name, NAME_CHARS);
    b->link = link_load(l, (struct spot){at, n, "link"}, raw->link);
    if (!text_blank(raw->kind)) {
        int k = word_load((struct spot){at, n, "kind"}, raw->kind, kind_names);
        b->kind = k > 0 ? (enum stage_box_kind)k : STAGE_BOX_PROTOCOL;
    } else if (strncmp(b->link, "evdev:", 6) == 0) {
        b->kind = STAGE_BOX_EVDEV;
    } else if (strncmp(b->link, "joystick:", 9) == 0) {
        b->kind = STAGE_BOX_JOYSTICK;
    }
    uid_load((struct spot){at, n, "uid"}, raw->uid, &b->uid);
    secret_load(l, (struct spot){at, n, "secret"}, raw->secret, b);
    b->seat_count =
        numbers_load(at, n, "seats", &raw->seats, 0, TEAMS_MAX, b->seats, STAGE_BUTTONS_MAX);
    b->key_count =
        numbers_load(at, n, "keys", &raw->keys, 1, KEY_CODE_MAX, b->keys, STAGE_BUTTONS_MAX);
    int64_t ms = 0, baud = 0;
    value_int((struct spot){at, n, "uncertainty_ms"}, raw->uncertainty_ms, 0, 1000, &ms);
    value_int((struct spot){at, n, "baud"}, raw->baud, 300, BAUD_MAX, &baud);
    b->uncertainty_us = ms * 1000;
    b->baud = (int)baud;
    ascii_load(l, at, n, raw, b);
    seats_check(l, at, n, st, b);
    for (const struct stage_box *k = st->boxes; k < b; k++) {
        /* Several boxes may share a USB address: their uids tell them apart. */
        bool may_share = strncmp(b->link, "usb:", 4) == 0;
        if (*b->link && strcmp(k->link, b->link) == 0 && !may_share)
            report_at(at, SEVERITY_ERROR, n, "link",
                      N_("一个抢答器只写一项，几个按钮写在 seats 里"), N_("地址 %s 写了两次"),
                      b->link);
        if (b->uid && k->uid == b->uid)
            report_at(at, SEVERITY_ERROR, n, "uid", N_("改正其中一个编号"),
                      N_("两个抢答器编号相同"));
    }
}

static void boxes_load(struct loader *l, const struct document *d, const struct raw_stage *raw)
{
    struct stage_config *st = &l->folder->stage;
    const struct node *list = tree_at(d->root, "boxes");
    if (raw->box_count > STAGE_BOXES_MAX)
        report_at(d->at, SEVERITY_ERROR, list, NULL, N_("删去多余的"),
                  N_("有 %u 个抢答器，最多 %d 个"), raw->box_count, STAGE_BOXES_MAX);
    for (unsigned i = 0; i < raw->box_count && i < STAGE_BOXES_MAX; i++)
        box_load(l, d->at, tree_item(list, i), &raw->boxes[i], &st->boxes[st->box_count++]);
    for (int t = 0; st->box_count > 0 && t < l->folder->def.team_count; t++) {
        int seat = l->folder->def.teams[t].seat;
        bool has = false;
        for (int i = 0; i < st->box_count; i++)
            for (int k = 0; k < st->boxes[i].seat_count; k++)
                has |= st->boxes[i].seats[k] == seat;
        if (!has && seat > 0)
            report_at(d->at, SEVERITY_WARNING, list, NULL, N_("给这个台号写一个抢答器"),
                      N_("%d 号台没有抢答器"), seat);
    }
}

static void offer_key(void *ctx, const char *name)
{
    nearest_offer(ctx, name);
}

static void unknown_key(struct finder at, const struct node *n, const char *name)
{
    struct nearest near;
    char remedy[160];
    nearest_init(&near, name);
    key_names_each(offer_key, &near);
    if (near.best)
        snprintf(remedy, sizeof remedy, TR(at.report->words, N_("是不是 %.30s？")), near.best);
    else
        snprintf(remedy, sizeof remedy, "%s",
                 TR(at.report->words, N_("写键的名字，例如 KP_Enter、KP_5、F5、PageUp")));
    report_at(at, SEVERITY_ERROR, n, NULL, remedy, N_("没有叫“%.40s”的键"), name);
}

/* Names of one key differ (KP_9, Keypad 9): the keys are compared. */
static void bind(struct loader *l, struct finder at, const struct node *n, int key,
                 const char *text)
{
    struct stage_config *st = &l->folder->stage;
    const char *name = value_line(l->arena, (struct spot){at, n, NULL}, text, 40);
    int usage = key_usage(name);
    if (!*name)
        return;
    if (!usage) {
        unknown_key(at, n, name);
        return;
    }
    for (int k = 0; k < KEY_COUNT; k++)
        for (int i = 0; i < st->binding_count[k]; i++)
            if (key_usage(st->bindings[k][i]) == usage) {
                report_at(at, SEVERITY_ERROR, n, NULL, N_("一个按键只派一个用处"),
                          N_("按键 %s 已经派给 %s"), name, key_names[k]);
                return;
            }
    if (st->binding_count[key] < STAGE_BINDINGS_MAX)
        st->bindings[key][st->binding_count[key]++] = name;
    else
        report_at(at, SEVERITY_ERROR, n, NULL, N_("删去多余的"), N_("一个键最多派 %d 个按键"),
                  STAGE_BINDINGS_MAX);
}

/* A key that another one has by default, and would lose: it would do two things. */
static void default_taken(struct loader *l, struct finder at, const struct node *n, int key,
                          const char *name)
{
    const struct stage_config *st = &l->folder->stage;
    int owner = key_default_of(key_usage(name));
    char remedy[160];
    if (owner < 0 || owner == key || st->binding_count[owner] > 0)
        return;
    snprintf(remedy, sizeof remedy,
             TR(at.report->words, N_("换一个按键，或者给 %s 另写一个：\"%s\": F9")),
             key_names[owner], key_names[owner]);
    report_at(at, SEVERITY_ERROR, n, NULL, remedy, N_("按键 %s 派给了 %s，可它本来就是 %s"), name,
              key_names[key], key_names[owner]);
}

static void keypad_load(struct loader *l, const struct document *d, const struct raw_stage *raw)
{
    struct stage_config *st = &l->folder->stage;
    const struct node *map = tree_at(d->root, "keypad");
    st->keypad_device = "";
    if (!raw->keypad)
        return;
    st->keypad_device = value_line(l->arena, (struct spot){d->at, map, "device"},
                                   raw->keypad[KEY_COUNT].text, STAGE_ADDRESS_CHARS);
    for (int k = 0; k < KEY_COUNT; k++) {
        const struct raw_list *list = &raw->keypad[k].list;
        for (unsigned i = 0; i < list->count; i++)
            bind(l, d->at, tree_item(tree_at(map, key_names[k]), i), k, list->items[i]);
    }
    for (int k = 0; k < KEY_COUNT; k++)
        for (unsigned i = 0; i < raw->keypad[k].list.count; i++)
            default_taken(l, d->at, tree_item(tree_at(map, key_names[k]), i), k,
                          raw->keypad[k].list.items[i]);
}

static void displays_load(struct loader *l, const struct document *d, const struct raw_stage *raw)
{
    struct stage_config *st = &l->folder->stage;
    const struct raw_displays *r = &raw->displays;
    const struct node *n = tree_at(d->root, "displays");
    struct arena *a = l->arena;
    st->audience_display = value_line(a, (struct spot){d->at, n, "audience"}, r->audience, 60);
    st->operator_display = value_line(a, (struct spot){d->at, n, "operator"}, r->operator_, 60);
    if (*st->audience_display && strcmp(st->audience_display, st->operator_display) == 0)
        report_at(d->at, SEVERITY_ERROR, n, "operator",
                  N_("两块屏写两个输出的名字；只有一块就都留空"),
                  N_("观众屏和操作屏是同一个输出 %s"), st->audience_display);
    if (r->audience_area.count == 0)
        return;
    int area[4] = {0};
    int count = numbers_load(d->at, n, "audience_area", &r->audience_area, 0, AREA_MAX, area, 4);
    if (count != 4 || area[2] < 64 || area[3] < 64)
        report_at(d->at, SEVERITY_ERROR, n, "audience_area",
                  N_("写 [左, 上, 宽, 高]，例如 [0, 0, 1920, 1080]"), N_("显示区域不对"));
    else
        memcpy(st->audience_area, area, sizeof area);
}

static const char *language_load(struct document *d, const struct node *n, const char *key,
                                 const char *text)
{
    int i = text_blank(text) ? 0 : word_load((struct spot){d->at, n, key}, text, languages);
    return languages[i < 0 ? 0 : i];
}

/* `theme` is of both screens, `themes` of one; logo, background and fonts come from the audience's.
 */
static void themes_load(struct loader *l, const struct document *d, const struct raw_stage *raw)
{
    struct stage_config *st = &l->folder->stage;
    const struct node *n = tree_at(d->root, "themes");
    const struct spot both = {d->at, d->root, "theme"};
    struct spot audience = {d->at, n, "audience"}, desk = {d->at, n, "operator"};
    const char *common = value_line(l->arena, both, raw->theme, 60);
    const char *a = value_line(l->arena, audience, raw->themes.audience, 60);
    const char *o = value_line(l->arena, desk, raw->themes.operator_, 60);
    if (*a || *common) {
        st->audience_theme_name = *a ? a : common;
        theme_load(l, *a ? audience : both, st->audience_theme_name, &st->audience_theme, st);
    }
    st->operator_theme_name = *o ? o : *common ? common : "night";
    if (strcmp(st->operator_theme_name, st->audience_theme_name) == 0)
        st->operator_theme = st->audience_theme;
    else
        theme_load(l, *o ? desk : both, st->operator_theme_name, &st->operator_theme, NULL);
}

static void mirror_load(struct loader *l, const struct document *d, const struct raw_stage *raw)
{
    struct spot s = {d->at, d->root, "mirror"};
    struct stage_config *st = &l->folder->stage;
    st->mirror = value_line(l->arena, s, raw->mirror, 200);
    if (*st->mirror && st->mirror[0] != '/')
        report_at(d->at, SEVERITY_ERROR, d->root, "mirror",
                  N_("写完整路径，例如 mirror: /media/usb"), N_("副本的位置 %s 不是完整路径"),
                  st->mirror);
    if (*st->mirror && l->real_dir && strcmp(st->mirror, l->real_dir) == 0)
        report_at(d->at, SEVERITY_ERROR, d->root, "mirror", N_("换成另一个盘上的文件夹"),
                  N_("副本和原件在同一个文件夹"));
}

/* "plus", "enter", "numlock": the keys' other names, made the ones of the schema. */
static void keypad_names(struct node *root)
{
    struct node *map = tree_at(root, "keypad");
    for (size_t i = 0; map && map->kind == NODE_MAP && i < map->count; i++) {
        int k = key_find(map->children[i]->key);
        if (k >= 0)
            map->children[i]->key = key_names[k];
    }
}

static void stage_defaults(struct stage_config *st)
{
    st->keypad_device = st->audience_display = st->operator_display = "";
    st->audience_theme_name = st->operator_theme_name = "night";
    st->audience_theme = st->operator_theme = theme_night;
    st->logo = st->background = st->font_sans = st->font_serif = "";
    st->audience_language = st->operator_language = languages[0];
    st->sound_device = st->mirror = "";
    st->volume_percent = 80;
}

void stage_file_load(struct loader *l)
{
    struct stage_config *st = &l->folder->stage;
    struct folder_file file;
    struct document d;
    stage_defaults(st);
    enum source_result r = source_read(l, NULL, "stage.yaml", &file);
    if (r == SOURCE_MISSING && l->dir) {
        const struct words *w = l->report->words;
        folder_report_add(l->report, SEVERITY_WARNING, (struct place){.file = "stage.yaml"},
                          TR(w, N_("没有 stage.yaml：不接抢答器，显示器自动选择")),
                          TR(w, N_("写 stage.yaml，列出抢答器和显示器")));
    }
    if (r != SOURCE_OK || !document_open_with(&d, l->arena, l->report, file.path, file.text,
                                              file.size, l->schemas.stage, keypad_names))
        return;
    const struct raw_stage *raw = d.raw;
    boxes_load(l, &d, raw);
    keypad_load(l, &d, raw);
    displays_load(l, &d, raw);
    const struct node *n = tree_at(d.root, "languages");
    st->audience_language = language_load(&d, n, "audience", raw->languages.audience);
    st->operator_language = language_load(&d, n, "operator", raw->languages.operator_);
    stage_sound_load(l, &d, raw);
    mirror_load(l, &d, raw);
    themes_load(l, &d, raw);
    document_close(&d);
}
