/* Draws the faulty procedure of the demonstration contest: an on-site inspection as an animated
 * storyboard, five scenes with one fault each. Frames go to stdout as raw BGRx; `--questions`
 * prints the question as YAML instead. An authoring tool, see README.md.
 */
#include <math.h>
#include <pango/pangocairo.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* The panel of the correction scene has this shape; text is never smaller than 1/22 of the height.
 */
enum { WIDTH = 1056, HEIGHT = 882, FPS = 25, FLOOR = 640, CAPTION = 118, TEXT = 42 };

enum prop { PROP_NONE, PROP_COMPUTER, PROP_RECORD };

struct scene {
    double seconds;
    const char *caption;             /* neutral: it must not give the fault away */
    const char *officer, *boss;      /* what they say; the one asked speaks first */
    double officer_at, boss_at;      /* seconds into the scene */
    double officer_from, officer_to; /* x of the officer at the begin and end of the scene */
    enum prop prop;
    const char *title, *right, *reason, *article; /* the fault; NULL title: none */
    int region[4];
};

static const struct scene scenes[] = {
    {2.4,
     "星河网吧　2025年4月12日20时",
     NULL,
     NULL,
     0,
     0,
     -160,
     -160,
     PROP_NONE,
     NULL,
     NULL,
     NULL,
     NULL,
     {0}},
    {4.4,
     "执法人员进场检查",
     "我一个人来检查，\n请配合。",
     NULL,
     1.6,
     0,
     -120,
     300,
     PROP_NONE,
     "执法人数不足",
     "不得少于两人",
     "执法人员不得少于两人，法律另有规定的除外。",
     "《行政处罚法》（2021修订）第四十二条第一款",
     {180, 250, 240, 410}},
    {4.6,
     "经营者询问身份",
     "证件没带，\n我穿着制服呢。",
     "请出示一下\n执法证件。",
     2.0,
     0.3,
     300,
     300,
     PROP_NONE,
     "未出示执法证件",
     "应当主动出示",
     "检查时应当主动出示执法证件；不出示的，当事人有权拒绝。",
     "《行政处罚法》（2021修订）第五十五条第一款",
     {60, 60, 480, 190}},
    {4.6,
     "扣押两台计算机",
     "电脑先扣走，\n不用开决定书。",
     NULL,
     0.6,
     0,
     300,
     430,
     PROP_COMPUTER,
     "未交付决定书清单",
     "应当场交付",
     "扣押应当制作并当场交付扣押决定书和清单。",
     "《行政强制法》第二十四条第一款",
     {190, 60, 480, 190}},
    {4.6,
     "经营者要求说明情况",
     "不用解释，\n我不听。",
     "我想说明\n一下情况。",
     2.0,
     0.3,
     430,
     300,
     PROP_COMPUTER,
     "拒绝听取申辩",
     "应当听取陈述申辩",
     "实施行政强制措施，应当听取当事人的陈述和申辩。",
     "《行政强制法》第十八条第六项",
     {60, 60, 480, 190}},
    {4.8,
     "制作现场笔录",
     "你不签？\n我替你签。",
     NULL,
     0.5,
     0,
     300,
     300,
     PROP_RECORD,
     "代当事人签名",
     "应在笔录中注明",
     "当事人拒绝签名或者盖章的，在笔录中予以注明。",
     "《行政强制法》第十八条第八项",
     {560, 250, 440, 330}},
};
enum { SCENES = sizeof scenes / sizeof scenes[0] };

static void set_hex(cairo_t *cr, uint32_t rgb)
{
    cairo_set_source_rgb(cr, (rgb >> 16) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0);
}

static double ease(double t)
{
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    return 1 - (1 - t) * (1 - t) * (1 - t);
}

static void box(cairo_t *cr, double x, double y, double w, double h, double r, uint32_t rgb)
{
    cairo_new_sub_path(cr);
    cairo_arc(cr, x + w - r, y + r, r, -M_PI / 2, 0);
    cairo_arc(cr, x + w - r, y + h - r, r, 0, M_PI / 2);
    cairo_arc(cr, x + r, y + h - r, r, M_PI / 2, M_PI);
    cairo_arc(cr, x + r, y + r, r, M_PI, 1.5 * M_PI);
    cairo_close_path(cr);
    set_hex(cr, rgb);
    cairo_fill(cr);
}

static void disc(cairo_t *cr, double x, double y, double r, uint32_t rgb)
{
    cairo_arc(cr, x, y, r, 0, 2 * M_PI);
    set_hex(cr, rgb);
    cairo_fill(cr);
}

static void stroke(cairo_t *cr, double x0, double y0, double x1, double y1, double w, uint32_t rgb)
{
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_width(cr, w);
    cairo_move_to(cr, x0, y0);
    cairo_line_to(cr, x1, y1);
    set_hex(cr, rgb);
    cairo_stroke(cr);
}

/* Text centred on (x, y). */
static void text(cairo_t *cr, const char *s, double x, double y, int em, bool bold, uint32_t rgb)
{
    PangoLayout *layout = pango_cairo_create_layout(cr);
    PangoFontDescription *font = pango_font_description_from_string("Noto Sans CJK SC");
    PangoAttrList *attributes = pango_attr_list_new();
    int w, h;
    pango_font_description_set_absolute_size(font, em * PANGO_SCALE);
    pango_font_description_set_weight(font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_attr_list_insert(attributes,
                           pango_attr_language_new(pango_language_from_string("zh-cn")));
    pango_layout_set_font_description(layout, font);
    pango_layout_set_attributes(layout, attributes);
    pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER);
    pango_layout_set_line_spacing(layout, 0.92F);
    pango_layout_set_text(layout, s, -1);
    pango_layout_get_pixel_size(layout, &w, &h);
    set_hex(cr, rgb);
    cairo_move_to(cr, x - w / 2.0, y - h / 2.0);
    pango_cairo_show_layout(cr, layout);
    pango_attr_list_unref(attributes);
    pango_font_description_free(font);
    g_object_unref(layout);
}

/* A speech bubble that grows from its tail at (x, 262); `t` seconds since it began. */
static void bubble(cairo_t *cr, const char *s, double x, double left, double t)
{
    double k = ease(t / 0.25);
    if (t < 0.02) /* a scale of nothing would break the context */
        return;
    cairo_save(cr);
    cairo_translate(cr, x, 262);
    cairo_scale(cr, k, k);
    cairo_translate(cr, -x, -262);
    cairo_move_to(cr, x - 26, 226);
    cairo_line_to(cr, x + 26, 226);
    cairo_line_to(cr, x, 266);
    cairo_close_path(cr);
    set_hex(cr, 0xFFFFFF);
    cairo_fill(cr);
    box(cr, left, 74, 440, 160, 26, 0xFFFFFF);
    text(cr, s, left + 220, 154, TEXT + 4, true, 0x0A1222);
    cairo_restore(cr);
}

static void computer(cairo_t *cr, double x, double y)
{
    box(cr, x, y, 120, 84, 8, 0x2B3346);
    box(cr, x + 8, y + 8, 104, 62, 4, 0x6FAAFF);
    box(cr, x + 50, y + 84, 20, 18, 2, 0x2B3346);
    box(cr, x + 26, y + 100, 68, 10, 5, 0x2B3346);
}

static void room(cairo_t *cr, int computers)
{
    set_hex(cr, 0xCFD9E6);
    cairo_paint(cr);
    set_hex(cr, 0xA88F6C);
    cairo_rectangle(cr, 0, FLOOR, WIDTH, HEIGHT - FLOOR);
    cairo_fill(cr);
    set_hex(cr, 0x8E7656);
    cairo_rectangle(cr, 0, FLOOR, WIDTH, 8);
    cairo_fill(cr);
    box(cr, 24, 270, 96, FLOOR - 270, 8, 0x7C8AA0); /* door */
    disc(cr, 104, 470, 7, 0xF2B84B);
    box(cr, 470, 520, 560, 24, 6, 0x7A5C3E); /* desk */
    box(cr, 490, 544, 22, FLOOR - 544, 2, 0x6A4E34);
    box(cr, 990, 544, 22, FLOOR - 544, 2, 0x6A4E34);
    for (int i = 0; i < computers; i++)
        computer(cr, 490 + 140 * i, 410);
}

struct look {
    uint32_t coat, leg, hair;
    bool cap;
};

/* A person standing on the floor at x; `step` swings the legs, `reach` lifts an arm by that many
 * px. */
static void person(cairo_t *cr, double x, const struct look *l, double step, double reach, int face)
{
    double swing = 26 * sin(step), bob = 4 * fabs(sin(step)), y = FLOOR + 14 - bob;
    stroke(cr, x - 18, y - 130, x - 18 - swing, y, 34, l->leg);
    stroke(cr, x + 18, y - 130, x + 18 + swing, y, 34, l->leg);
    box(cr, x - 56, y - 280, 112, 168, 34, l->coat);
    stroke(cr, x - 48 * face, y - 244, x - 62 * face, y - 150, 28, l->coat);
    stroke(cr, x + 48 * face, y - 244, x + (60 + reach / 2) * face, y - 150 - reach, 28, l->coat);
    disc(cr, x + (60 + reach / 2) * face, y - 142 - reach, 16, 0xF0C9A4);
    disc(cr, x, y - 326, 50, 0xF0C9A4);
    cairo_arc(cr, x, y - 330, 52, M_PI, 2 * M_PI);
    set_hex(cr, l->hair);
    cairo_fill(cr);
    if (l->cap) {
        box(cr, x - 58, y - 384, 116, 44, 18, l->coat);
        box(cr, x - 62 + 14 * face, y - 344, 124, 14, 7, 0x0A1222);
        disc(cr, x + 4 * face, y - 362, 10, 0xF2B84B);
        box(cr, x + 10 * face - 12, y - 238, 26, 16, 3, 0xF2B84B);
    }
    disc(cr, x + 12 * face - 14, y - 318, 5, 0x1B1A17);
    disc(cr, x + 12 * face + 14, y - 318, 5, 0x1B1A17);
    stroke(cr, x + 12 * face - 9, y - 298, x + 12 * face + 9, y - 298, 4, 0x8A3B2A);
}

static const struct look officer = {0x24406E, 0x16233F, 0x1B1A17, true};
static const struct look boss = {0x9A5B3A, 0x4A4A55, 0x3A2A20, false};

/* The record with the party's signature being written by the officer. */
static void record(cairo_t *cr, double t)
{
    double written = ease((t - 1.4) / 2.0);
    box(cr, 566, 256, 428, 320, 10, 0xF3EEDF);
    text(cr, "现 场 笔 录", 780, 300, 46, true, 0x1B1A17);
    for (int i = 0; i < 4; i++)
        stroke(cr, 600, 352 + 36 * i, i == 3 ? 830 : 960, 352 + 36 * i, 5, 0xB9B2A0);
    text(cr, "当事人签名：", 714, 516, TEXT, false, 0x1B1A17);
    cairo_save(cr);
    cairo_rectangle(cr, 836, 480, 140 * written, 80);
    cairo_clip(cr);
    text(cr, "王××", 906, 516, TEXT + 4, true, 0x24406E);
    cairo_restore(cr);
    if (t > 1.2) {
        double x = 840 + 136 * written, y = 540 + 6 * sin(14 * t) * (written < 1);
        stroke(cr, x, y, x + 46, y - 66, 12, 0x1B1A17);
        disc(cr, x + 40, y - 44, 20, 0xF0C9A4);
        stroke(cr, x + 58, y - 30, x + 110, y + 30, 30, officer.coat);
    }
}

static void caption(cairo_t *cr, int index, double t)
{
    char number[12];
    set_hex(cr, 0x0A1222);
    cairo_rectangle(cr, 0, HEIGHT - CAPTION, WIDTH, CAPTION);
    cairo_fill(cr);
    double y = HEIGHT - CAPTION / 2.0;
    if (index > 0) {
        snprintf(number, sizeof number, "%d", index);
        disc(cr, 78, y, 34, 0xF6F3EB);
        text(cr, number, 78, y, TEXT, true, 0x0A1222);
    }
    text(cr, scenes[index].caption, WIDTH / 2.0, y + 12 * (1 - ease(t / 0.3)), TEXT + 4, true,
         0xF6F3EB);
}

static void title_card(cairo_t *cr)
{
    box(cr, 80, 84, 660, 210, 20, 0x16233F);
    text(cr, "现场检查流程", 410, 150, 76, true, 0xF6F3EB);
    text(cr, "请找出五处错误", 410, 242, 50, false, 0xF2B84B);
}

static void draw_scene(cairo_t *cr, int index, double t)
{
    const struct scene *s = &scenes[index];
    double walk = s->officer_from == s->officer_to ? 1 : t / 1.4;
    double x = s->officer_from + (s->officer_to - s->officer_from) * (walk > 1 ? 1 : walk);
    bool carrying = s->prop == PROP_COMPUTER;
    room(cr, carrying || s->prop == PROP_RECORD ? 2 : 4);
    if (index == 0)
        title_card(cr);
    if (s->prop != PROP_RECORD)
        person(cr, 850, &boss, 0, s->boss && t > s->boss_at && t < s->boss_at + 1.4 ? 60 : 0, -1);
    person(cr, x, &officer, walk < 1 ? 9 * t : 0, carrying ? 40 : index == 5 ? 30 : 0, 1);
    if (carrying) {
        computer(cr, x + 10, 452);
        computer(cr, x + 44, 366);
    }
    if (s->prop == PROP_RECORD)
        record(cr, t);
    if (s->boss)
        bubble(cr, s->boss, 850, 580, t - s->boss_at);
    if (s->officer)
        bubble(cr, s->officer, x, x > 400 ? 210 : 80, t - s->officer_at);
    caption(cr, index, t);
}

static bool write_frames(void)
{
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
    cairo_t *cr = cairo_create(surface);
    bool good = true;
    double begin = 0;
    int frame = 0;
    for (int i = 0; i < SCENES && good; begin += scenes[i++].seconds)
        for (; frame < (int)lround((begin + scenes[i].seconds) * FPS) && good; frame++) {
            draw_scene(cr, i, (double)frame / FPS - begin);
            cairo_surface_flush(surface);
            const unsigned char *row = cairo_image_surface_get_data(surface);
            int stride = cairo_image_surface_get_stride(surface);
            for (int y = 0; y < HEIGHT && good; y++, row += stride)
                good = fwrite(row, 4, WIDTH, stdout) == WIDTH;
        }
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    return good && fflush(stdout) == 0;
}

static void print_question(void)
{
    printf("# 流程纠错题：由 assets/documents/storyboard.c "
           "生成，视频和错误时段一并产生，请勿手工修改。\n"
           "questions:\n  - id: Q-451\n    type: video\n"
           "    text: 指出这次现场检查流程中的五处错误。\n    answer: 共五处错误\n"
           "    accept: 扣押一处，答出没有决定书、没有清单或者未经批准，均算找出。\n"
           "    media: media/inspection.mp4\n    author: 法制科\n    faults:\n");
    double begin = 0;
    for (int i = 0; i < SCENES; begin += scenes[i++].seconds) {
        const struct scene *s = &scenes[i];
        if (!s->title)
            continue;
        printf("      - title: %s\n        right: %s\n        reason: %s\n        article: %s\n",
               s->title, s->right, s->reason, s->article);
        printf("        region: [%d, %d, %d, %d]\n", s->region[0], s->region[1], s->region[2],
               s->region[3]);
        printf("        from_seconds: %.1f\n        to_seconds: %.1f\n", begin, begin + s->seconds);
    }
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--questions") == 0) {
        print_question();
        return 0;
    }
    if (argc != 1) {
        fprintf(stderr, "usage: %s [--questions]\n", argv[0]);
        return 2;
    }
    return write_frames() ? 0 : 1;
}
