/* rooms: folder contest keypad layout view words */
#include <check.h>
#include <fcntl.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "folder/folder.h"
#include "folder_base.h"

/* A contest of one correction round with one picture, on disk. */
static char dir[64];

static const char contest_text[] = "contest: {title: 纠错试赛}\n"
                                   "teams:\n"
                                   "  - {seat: 1, name: 甲队, players: [甲]}\n"
                                   "  - {seat: 2, name: 乙队, players: [乙]}\n"
                                   "rounds:\n"
                                   "  - {name: 纠错, preset: correction, questions: "
                                   "questions/p.yaml, policy: {who: any, faults_min: 0}}\n";

static const char picture_text[] =
    "questions:\n"
    "  - id: P-1\n"
    "    type: picture\n"
    "    text: 找出错误\n"
    "    media: media/doc.png\n"
    "    faults:\n"
    "      - {title: 日期, right: 写全年月日, region: [10, 10, 50, 20]}\n"
    "      - {title: 印章, right: 加盖印章, region: [100, 60, 99, 39]}\n";

static void write_bytes(const char *name, const void *bytes, size_t size)
{
    char path[160];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *f = fopen(path, "wb");
    ck_assert_ptr_nonnull(f);
    ck_assert_uint_eq(fwrite(bytes, 1, size, f), size);
    fclose(f);
}

static void write_text(const char *name, const char *text)
{
    write_bytes(name, text, strlen(text));
}

static void write_png(const char *name, unsigned w, unsigned h, size_t cut)
{
    unsigned char b[57] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    b[18] = (unsigned char)(w >> 8);
    b[19] = (unsigned char)w;
    b[22] = (unsigned char)(h >> 8);
    b[23] = (unsigned char)h;
    memcpy(b + 45, "\0\0\0\0IEND\xAE\x42\x60\x82", 12);
    write_bytes(name, b, sizeof b - cut);
}

static void make_dir(const char *name)
{
    char path[160];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    ck_assert_int_eq(mkdir(path, 0777), 0);
}

static void begin(void)
{
    strcpy(dir, "/tmp/leitai-folder-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(dir));
    make_dir("questions");
    make_dir("media");
    write_text("contest.yaml", contest_text);
    write_text("questions/p.yaml", picture_text);
    write_text("stage.yaml", "boxes: []\ntheme: day\n");
    write_png("media/doc.png", 200, 100, 0);
}

static void end(void)
{
    char command[100];
    snprintf(command, sizeof command, "rm -rf '%s'", dir);
    ck_assert_int_eq(system(command), 0);
}

static const char *in_dir(const char *name)
{
    static char path[160];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    return path;
}

static struct folder_report report;

static struct folder *load(void)
{
    folder_report_init(&report);
    return folder_load(dir, NULL, &report);
}

static void refused(const char *file, const char *message, const char *remedy)
{
    ck_assert_ptr_null(load());
    const struct finding *f = &report.findings[0];
    ck_assert_uint_ge(report.count, 1);
    bool met = false;
    for (size_t i = 0; i < report.count && !met; i++) {
        f = &report.findings[i];
        met = f->severity == SEVERITY_ERROR && !strcmp(f->file, file) &&
              strstr(f->message, message) && strstr(f->remedy, remedy);
    }
    if (!met)
        folder_report_print(&report, stderr);
    ck_assert_msg(met, "wanted %s: %s → %s", file, message, remedy);
    folder_report_finish(&report);
}

static void warned(const char *file, const char *message)
{
    struct folder *f = load();
    bool met = false;
    for (size_t i = 0; i < report.count; i++)
        met |= !strcmp(report.findings[i].file, file) &&
               strstr(report.findings[i].message, message) &&
               report.findings[i].severity == SEVERITY_WARNING;
    if (!met || !f)
        folder_report_print(&report, stderr);
    ck_assert_ptr_nonnull(f);
    ck_assert_msg(met, "wanted %s: %s", file, message);
    folder_destroy(f);
    folder_report_finish(&report);
}

START_TEST(a_picture_contest_loads)
{
    begin();
    struct folder *f = load();
    if (report.count)
        folder_report_print(&report, stderr);
    ck_assert_ptr_nonnull(f);
    ck_assert_uint_eq(report.count, 0);
    ck_assert_uint_eq(f->media_count, 1);
    ck_assert_int_eq(f->media[0].width_px, 200);
    ck_assert_int_eq(f->def.questions[0].faults[1].w, 99);
    ck_assert_str_eq(f->stage.audience_theme_name, "day");
    ck_assert_str_eq(f->def.teams[0].short_name, "甲队");
    folder_destroy(f);
    folder_report_finish(&report);
    end();
}
END_TEST

START_TEST(broken_media)
{
    const char *q = "questions/p.yaml";
    begin();
    write_png("media/doc.png", 150, 90, 0);
    refused(q, "超出图片（图片 150 × 90）", "量一下");
    write_png("media/doc.png", 200, 100, 5);
    refused(q, "图片不完整", "重新拷贝");
    write_png("media/doc.png", 30000, 100, 0);
    refused(q, "尺寸", "16384");
    write_png("media/doc.png", 200, 100, 0);
    ck_assert_int_eq(truncate(in_dir("media/doc.png"), 65 << 20), 0);
    refused(q, "文件太大", "64 MiB");
    write_text("media/doc.png", "");
    refused(q, "文件是空的", "重新拷贝");
    write_text("media/doc.png", "hello, I am no picture");
    refused(q, "不是图片", "PNG");
    write_text("media/doc.png", "GIF89a..........");
    refused(q, "格式不能用", "PNG");
    write_bytes("media/doc.png",
                "\0\0\0\x18"
                "ftypmp42....",
                16);
    refused(q, "这是视频", "type: video");
    write_bytes("media/doc.png", "\xFF\xD8\xFF\xE0\0\x10JFIF", 10);
    refused(q, "图片不完整", "重新导出");
    write_png("media/Doc.png", 200, 100, 0);
    write_text("media/doc.png", "");
    ck_assert_int_eq(chdir(dir), 0);
    unlink("media/doc.png");
    refused(q, "找不到文件 media/doc.png", "Doc.png");
    ck_assert_int_eq(mkfifo("media/doc.png", 0600), 0);
    refused(q, "不是普通文件", "换成");
    unlink("media/doc.png");
    ck_assert_int_eq(symlink("/etc/hostname", "media/doc.png"), 0);
    refused(q, "外面", "拷进");
    ck_assert_int_eq(chdir("/"), 0);
    end();
}
END_TEST

/* Start, an application block, the frame header with 100 lines of 200, a scan, the end. */
START_TEST(a_jpeg_gives_its_size)
{
    static const unsigned char jpeg[] = {0xFF, 0xD8, 0xFF, 0xE0, 0,   4, 1,   2,    0xFF, 0xC0,
                                         0,    11,   8,    0,    100, 0, 200, 1,    1,    0x11,
                                         0,    0xFF, 0xDA, 0,    2,   7, 7,   0xFF, 0xD9};
    begin();
    write_bytes("media/doc.png", jpeg, sizeof jpeg);
    struct folder *f = load();
    ck_assert_ptr_nonnull(f);
    ck_assert_int_eq(f->media[0].width_px, 200);
    ck_assert_int_eq(f->media[0].height_px, 100);
    folder_destroy(f);
    folder_report_finish(&report);
    write_bytes("media/doc.png", jpeg, sizeof jpeg - 2);
    refused("questions/p.yaml", "图片不完整", "重新导出");
    end();
}
END_TEST

START_TEST(unused_and_shared_media)
{
    begin();
    write_png("media/other.png", 20, 10, 0);
    warned("media/other.png", "没有题目用到");
    end();
}
END_TEST

static int findings_of(const char *file)
{
    int n = 0;
    struct folder *f = load();
    ck_assert_ptr_nonnull(f);
    for (size_t i = 0; i < report.count; i++)
        n += strcmp(report.findings[i].file, file) == 0;
    folder_destroy(f);
    folder_report_finish(&report);
    return n;
}

/* What is played is no stray file; what never will be is told. */
START_TEST(sounds_are_used_or_told)
{
    begin();
    make_dir("sounds");
    make_dir("media/old");
    write_text("media/standby.ogg", "x");
    write_text("media/old/standby.ogg", "x");
    write_text("media/standby.mid", "x");
    write_text("sounds/go.wav", "x");
    write_text("sounds/standby.mp3", "x");
    write_text("sounds/music.ogg", "x");
    write_text("sounds/goo.wav", "x");
    write_text("sounds/foul.wma", "x");
    ck_assert_int_eq(findings_of("media/standby.ogg"), 0);
    ck_assert_int_eq(findings_of("sounds/go.wav"), 0);
    ck_assert_int_eq(findings_of("sounds/standby.mp3"), 0);
    ck_assert_int_eq(findings_of("media/old/standby.ogg"), 1);
    ck_assert_int_eq(findings_of("media/standby.mid"), 1);
    ck_assert_int_eq(findings_of("sounds/music.ogg"), 1);
    ck_assert_int_eq(findings_of("sounds/goo.wav"), 1);
    ck_assert_int_eq(findings_of("sounds/foul.wma"), 1);
    warned("sounds/goo.wav", "不会播放");
    end();
}
END_TEST

START_TEST(broken_files)
{
    begin();
    ck_assert_int_eq(chdir(dir), 0);
    unlink("stage.yaml");
    warned("stage.yaml", "没有 stage.yaml");
    unlink("questions/p.yaml");
    write_text("questions/P.yaml", picture_text);
    refused("contest.yaml", "找不到文件 questions/p.yaml", "P.yaml");
    ck_assert_int_eq(symlink("/etc/passwd", "questions/p.yaml"), 0);
    refused("questions/p.yaml", "外面", "拷进");
    unlink("questions/p.yaml");
    ck_assert_int_eq(mkfifo("questions/p.yaml", 0600), 0);
    refused("questions/p.yaml", "不是普通文件", "文本文件");
    unlink("questions/p.yaml");
    int fd = open("questions/p.yaml", O_CREAT | O_WRONLY, 0600);
    ck_assert_int_eq(ftruncate(fd, FOLDER_FILE_BYTES_MAX + 1), 0);
    close(fd);
    refused("questions/p.yaml", "16 MiB", "分成几个文件");
    ck_assert_int_eq(truncate("questions/p.yaml", 4096), 0);
    refused("questions/p.yaml", "字节", "UTF-8");
    unlink("contest.yaml");
    refused("contest.yaml", "没有 contest.yaml", "leitai new");
    ck_assert_int_eq(chdir("/"), 0);
    end();
    refused("", "没有文件夹", "leitai new");
}
END_TEST

static void write_encoded(const char *name, const char *to, const char *mark, size_t mark_size,
                          const char *text)
{
    char out[4096], *o = out, *in = strdup(text), *i = in;
    size_t room = sizeof out, left = strlen(text);
    memcpy(out, mark, mark_size);
    o += mark_size;
    room -= mark_size;
    iconv_t cd = iconv_open(to, "UTF-8");
    ck_assert(cd != (iconv_t)-1);
    ck_assert(iconv(cd, &i, &left, &o, &room) != (size_t)-1);
    iconv_close(cd);
    write_bytes(name, out, sizeof out - room);
    free(in);
}

START_TEST(encodings)
{
    begin();
    write_encoded("questions/p.yaml", "GBK", "", 0, picture_text);
    refused("questions/p.yaml", "GB18030（GBK）", "UTF-8");
    write_encoded("questions/p.yaml", "UTF-16LE", "\xFF\xFE", 2, picture_text);
    refused("questions/p.yaml", "UTF-16LE", "UTF-8");
    write_encoded("questions/p.yaml", "UTF-16BE", "", 0, picture_text);
    refused("questions/p.yaml", "UTF-16BE", "UTF-8");
    char broken[2048];
    snprintf(broken, sizeof broken, "%s# 尾\xE5\x90\n", picture_text);
    write_text("questions/p.yaml", broken);
    refused("questions/p.yaml", "损坏", "UTF-8");
    write_encoded("questions/p.yaml", "UTF-8", "\xEF\xBB\xBF", 3, picture_text);
    struct folder *f = load();
    ck_assert_ptr_nonnull(f);
    ck_assert_uint_eq(report.count, 0);
    folder_destroy(f);
    folder_report_finish(&report);
    end();
}
END_TEST

START_TEST(errors_beyond_the_encoding)
{
    begin();
    write_encoded("questions/p.yaml", "GBK", "", 0,
                  "questions:\n  - {id: P-1, type: picture, text: 题, media: media/doc.png}\n");
    ck_assert_ptr_null(load());
    ck_assert_uint_eq(report.errors, 3);
    folder_report_finish(&report);
    end();
}
END_TEST

START_TEST(faults_of_faults)
{
    static const struct {
        const char *fault, *message, *remedy;
    } cases[] = {
        {"{title: 日期, right: 甲}", "0 个", "[左, 上, 宽, 高]"},
        {"{title: 日期, right: 甲, region: [1, 2, 3]}", "3 个", "[左, 上, 宽, 高]"},
        {"{title: 日期, right: 甲, region: [1, 2, 0, 4]}", "超出范围", "范围"},
        {"{title: 日期, right: 甲, region: [1, 2, x, 4]}", "不是数", "半角"},
        {"{title: 日期, right: 甲, region: [190, 2, 11, 4]}", "超出图片", "量一下"},
        {"{right: 甲, region: [1, 2, 3, 4]}", "缺少 title", "补上"},
        {"{title: 日期, region: [1, 2, 3, 4]}", "缺少 right", "补上"},
        {"{title: 这个标题一共有十个字, right: 甲, region: [1, 2, 3, 4]}", "9 个汉字", "缩短"},
        {"{title: 日期, right: 改正的写法这里有十三个字啊, region: [1, 2, 3, 4]}", "12 个汉字",
         "缩短"},
        {"{title: 日期, right: 甲, points: -5, region: [1, 2, 3, 4]}", "超出范围", "范围"},
        {"{title: 日期, right: 甲, form: 1, region: [1, 2, 3, 4]}", "不认识的项目", "reason"},
    };
    char text[1024];
    begin();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        snprintf(
            text, sizeof text,
            "questions:\n  - id: P-1\n    type: picture\n    text: 题\n    media: media/doc.png\n"
            "    faults:\n      - %s\n",
            cases[i].fault);
        write_text("questions/p.yaml", text);
        refused("questions/p.yaml", cases[i].message, cases[i].remedy);
    }
    write_bytes("media/v.mp4",
                "\0\0\0\x18"
                "ftypmp42....",
                16);
    write_text("questions/p.yaml",
               "questions:\n  - id: P-1\n    type: video\n    text: 题\n    media: media/v.mp4\n   "
               " faults:\n"
               "      - {title: 日期, right: 甲, from_seconds: 9, to_seconds: 3.5}\n");
    refused("questions/p.yaml", "颠倒", "大于");
    write_text(
        "questions/p.yaml",
        "questions:\n  - {id: P-1, type: picture, text: 题, media: media/doc.png, answer: 甲}\n");
    refused("questions/p.yaml", "没有写错误", "faults");
    end();
}
END_TEST

START_TEST(own_presets_and_themes)
{
    begin();
    make_dir("presets");
    make_dir("themes");
    write_text(
        "contest.yaml",
        "contest: {title: 试赛}\n"
        "teams: [{seat: 1, name: 甲队, players: [甲]}, {seat: 2, name: 乙队, players: [乙]}]\n"
        "rounds: [{name: 纠错, preset: own, questions: questions/p.yaml}]\n");
    write_text("presets/own.yaml",
               "preset: own\nkind: correction\npolicy: {who: any, fault: 7, faults_min: 0}\n");
    write_text("themes/red.yaml", "base: night\ncolours: {gold: \"#FFCC00\"}\n");
    write_text("stage.yaml", "theme: red\n");
    struct folder *f = load();
    if (!f)
        folder_report_print(&report, stderr);
    ck_assert_ptr_nonnull(f);
    ck_assert_int_eq(f->def.rounds[0].policy.fault_cp, 700);
    ck_assert_uint_eq(f->stage.audience_theme.rgb[COLOUR_GOLD], 0xFFCC00);
    ck_assert_uint_eq(f->file_count, 5);
    /* the journal's copy is enough to load it again */
    struct folder_report again;
    folder_report_init(&again);
    struct folder *g = folder_load_files(f->files, f->file_count, &again);
    ck_assert_ptr_nonnull(g);
    char a[FOLDER_DIGEST_TEXT], b[FOLDER_DIGEST_TEXT];
    folder_digest(f, a);
    folder_digest(g, b);
    ck_assert_str_eq(a, b);
    folder_destroy(g);
    folder_report_finish(&again);
    folder_destroy(f);
    folder_report_finish(&report);
    write_text("presets/own.yaml", "preset: own\nkind: corection\npolicy: {faul: 7}\n");
    refused("presets/own.yaml", "不认识的环节种类", "correction");
    write_text("presets/own.yaml", "preset: own\nkind: correction\npolicy: {faul: 7}\n");
    refused("presets/own.yaml", "不认识的项目 faul", "fault");
    write_text("themes/red.yaml", "colours: {glod: \"#FFCC00\"}\n");
    refused("themes/red.yaml", "不认识的项目 glod", "gold");
    write_text("themes/red.yaml", "colours: {gold: \"#FFC\"}\n");
    refused("themes/red.yaml", "不是颜色", "六位");
    end();
}
END_TEST

static void theme_is(const char *text)
{
    write_text("themes/own.yaml", text);
    write_text("stage.yaml", "boxes: []\ntheme: own\n");
}

/* What can't be read is told with both colours, the ratio found and needed, at its line; and the
 * show has the base's colours instead. */
START_TEST(unreadable_colours_never_reach_a_show)
{
    begin();
    make_dir("themes");
    theme_is("base: night\ncolours:\n  gold: \"#FFCC00\"\n  text-3: \"#202A44\"\n");
    struct folder *f = load();
    ck_assert_ptr_nonnull(f);
    bool met = false;
    for (size_t i = 0; i < report.count; i++) {
        const struct finding *g = &report.findings[i];
        if (strcmp(g->file, "themes/own.yaml") != 0)
            continue;
        ck_assert_int_eq(g->severity, SEVERITY_WARNING);
        ck_assert_int_eq(g->line, 4);
        met |= strstr(g->message, "text-3 在 base 上看不清：对比度 1.3，应有 4.5") != NULL;
    }
    if (!met)
        folder_report_print(&report, stderr);
    ck_assert(met);
    struct theme_fault faults[4];
    ck_assert_int_eq(theme_check(&f->stage.audience_theme, faults, 4), 0);
    ck_assert_uint_eq(f->stage.audience_theme.rgb[COLOUR_TEXT_3], theme_night.rgb[COLOUR_TEXT_3]);
    ck_assert_uint_eq(f->stage.audience_theme.rgb[COLOUR_GOLD], 0xFFCC00);
    folder_destroy(f);
    folder_report_finish(&report);
    /* paper under the night's text: the ground is to blame, and is the line told */
    theme_is("base: night\ncolours:\n  base: \"#FFFFFF\"\n");
    f = load();
    ck_assert_ptr_nonnull(f);
    ck_assert_uint_ge(report.warnings, 1);
    ck_assert_uint_eq(f->stage.audience_theme.rgb[COLOUR_BASE], theme_night.rgb[COLOUR_BASE]);
    folder_destroy(f);
    folder_report_finish(&report);
    end();
}
END_TEST

/* Each screen its own: colours of both are checked, pictures and fonts are the audience's. */
START_TEST(a_theme_for_each_screen)
{
    begin();
    make_dir("themes");
    write_png("media/logo.png", 40, 40, 0);
    write_text("themes/own.yaml", "base: day\nlogo: media/logo.png\ncolours:\n"
                                  "  text-3: \"#F0F0F0\"\n  gold: \"#704000\"\n");
    write_text("stage.yaml", "theme: day\nthemes: {operator: night}\n");
    struct folder *f = load();
    ck_assert_ptr_nonnull(f);
    ck_assert_str_eq(f->stage.audience_theme_name, "day");
    ck_assert_str_eq(f->stage.operator_theme_name, "night");
    ck_assert(memcmp(&f->stage.audience_theme, &theme_day, sizeof theme_day) == 0);
    ck_assert(memcmp(&f->stage.operator_theme, &theme_night, sizeof theme_night) == 0);
    folder_destroy(f);
    folder_report_finish(&report);
    write_text("stage.yaml", "themes:\n  audience: night\n  operator: own\n");
    f = load();
    ck_assert_ptr_nonnull(f);
    ck_assert(memcmp(&f->stage.audience_theme, &theme_night, sizeof theme_night) == 0);
    ck_assert_uint_eq(f->stage.operator_theme.rgb[COLOUR_GOLD], 0x704000);
    ck_assert_uint_eq(f->stage.operator_theme.rgb[COLOUR_TEXT_3], theme_day.rgb[COLOUR_TEXT_3]);
    ck_assert_str_eq(f->stage.logo, "");
    folder_destroy(f);
    folder_report_finish(&report);
    warned("themes/own.yaml", "text-3 在 base 上看不清");
    write_text("stage.yaml", "themes:\n  audience: own\n");
    f = load();
    ck_assert_ptr_nonnull(f);
    ck_assert_str_eq(f->stage.logo, "media/logo.png");
    ck_assert(memcmp(&f->stage.operator_theme, &theme_night, sizeof theme_night) == 0);
    folder_destroy(f);
    folder_report_finish(&report);
    write_text("stage.yaml", "themes:\n  operator: dusk\n");
    refused("stage.yaml", "没有名为 dusk", "night");
    end();
}
END_TEST

START_TEST(themes_have_pictures_and_fonts)
{
    begin();
    make_dir("themes");
    write_png("media/logo.png", 40, 40, 0);
    theme_is("base: day\nlogo: media/logo.png\nbackground: media/doc.png\n"
             "fonts: {sans: Noto Serif CJK SC}\n");
    struct folder *f = load();
    if (!f || report.warnings)
        folder_report_print(&report, stderr);
    ck_assert_ptr_nonnull(f);
    for (size_t i = 0; i < report.count; i++)
        ck_assert_str_ne(report.findings[i].file, "media/logo.png");
    ck_assert_str_eq(f->stage.logo, "media/logo.png");
    ck_assert_str_eq(f->stage.background, "media/doc.png");
    ck_assert_str_eq(f->stage.font_sans, "Noto Serif CJK SC");
    ck_assert_str_eq(f->stage.font_serif, "");
    ck_assert_uint_eq(f->stage.audience_theme.rgb[COLOUR_TEXT], theme_day.rgb[COLOUR_TEXT]);
    folder_destroy(f);
    folder_report_finish(&report);
    theme_is("logo: media/lgo.png\n");
    refused("themes/own.yaml", "找不到文件 media/lgo.png", "logo.png");
    theme_is("background: ../hall.png\n");
    ck_assert_ptr_null(load());
    folder_report_finish(&report);
    theme_is("fonts: {sanz: X}\n");
    refused("themes/own.yaml", "不认识的项目 sanz", "sans");
    end();
}
END_TEST

/* The files to copy from say what the program has. */
START_TEST(shipped_themes_are_the_programs_own)
{
    static const struct {
        const char *file;
        const struct theme *theme;
    } shipped[] = {{"assets/themes/night.yaml", &theme_night},
                   {"assets/themes/day.yaml", &theme_day}};
    for (size_t i = 0; i < 2; i++) {
        char text[8192];
        FILE *in = fopen(shipped[i].file, "r");
        ck_assert_ptr_nonnull(in);
        text[fread(text, 1, sizeof text - 1, in)] = '\0';
        fclose(in);
        for (int c = COLOUR_BASE; c < COLOUR_COUNT; c++) { /* none is left to the base */
            char key[32];
            snprintf(key, sizeof key, "  %s: \"", colour_name((enum colour)c));
            ck_assert_msg(strstr(text, key) != NULL, "%s lacks%s", shipped[i].file, key);
        }
        begin();
        make_dir("themes");
        theme_is(text);
        struct folder *f = load();
        ck_assert_ptr_nonnull(f);
        for (int c = COLOUR_BASE; c < COLOUR_COUNT; c++)
            ck_assert_msg(f->stage.audience_theme.rgb[c] == shipped[i].theme->rgb[c],
                          "%s: %s is #%06X", shipped[i].file, colour_name((enum colour)c),
                          f->stage.audience_theme.rgb[c]);
        folder_destroy(f);
        folder_report_finish(&report);
        end();
    }
}
END_TEST

START_TEST(the_starter_passes_its_own_check)
{
    begin();
    end();
    folder_report_init(&report);
    ck_assert(folder_new(dir, &report));
    ck_assert_uint_eq(report.count, 0);
    struct folder *f = folder_load(dir, NULL, &report);
    if (report.count)
        folder_report_print(&report, stderr);
    ck_assert_ptr_nonnull(f);
    ck_assert_uint_eq(report.count, 0);
    folder_destroy(f);
    ck_assert(!folder_new(dir, &report));
    ck_assert_str_eq(report.findings[0].message, "这里已经有内容，不会覆盖");
    folder_report_finish(&report);
    end();
}
END_TEST

START_TEST(hall_is_not_contest)
{
    begin();
    char a[FOLDER_DIGEST_TEXT], b[FOLDER_DIGEST_TEXT], c[FOLDER_DIGEST_TEXT];
    struct folder *f = load();
    folder_digest(f, a);
    folder_destroy(f);
    folder_report_finish(&report);
    write_text("stage.yaml", "theme: night\n");
    f = load();
    folder_digest(f, b);
    folder_destroy(f);
    folder_report_finish(&report);
    ck_assert_str_eq(a, b);
    char other[1024];
    snprintf(other, sizeof other, "%s# 改\n", picture_text);
    write_text("questions/p.yaml", other);
    f = load();
    folder_digest(f, c);
    folder_destroy(f);
    folder_report_finish(&report);
    ck_assert_str_ne(a, c);
    end();
}
END_TEST

START_TEST(five_thousand_questions_load_at_once)
{
    begin();
    FILE *f = NULL;
    char path[100];
    snprintf(path, sizeof path, "%s/questions/p.yaml", dir);
    f = fopen(path, "w");
    fputs("questions:\n", f);
    for (int i = 0; i < 5000; i++)
        fprintf(f,
                "  - id: N-%d\n    type: single\n    text: "
                "第%d题，行政机关第%d号文件规定的第%d种期限是多久？\n"
                "    options: [%d 日, %d 日, %d 日, %d 日]\n    answer: C\n",
                i, i * 7919 % 5003, i * 104729 % 9973, i % 977, i % 30 + 1, i % 30 + 32,
                i % 30 + 63, i % 30 + 94);
    fclose(f);
    write_text(
        "contest.yaml",
        "contest: {title: 试赛}\n"
        "teams: [{seat: 1, name: 甲队, players: [甲]}, {seat: 2, name: 乙队, players: [乙]}]\n"
        "rounds: [{name: 抢答, preset: buzzer, questions: questions/p.yaml, count: 10}]\n");
    clock_t before = clock();
    struct folder *folder = load();
    double seconds = (double)(clock() - before) / CLOCKS_PER_SEC;
    ck_assert_ptr_nonnull(folder);
    ck_assert_int_eq(folder->def.question_count, 5000);
    ck_assert_int_eq(folder->def.rounds[0].planned, 10);
    ck_assert_msg(seconds < 10, "%.1f s", seconds);
    folder_destroy(folder);
    folder_report_finish(&report);
    end();
}
END_TEST

int main(void)
{
    Suite *s = suite_create("folder on disk");
    TCase *t = tcase_create("disk");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, a_picture_contest_loads);
    tcase_add_test(t, broken_media);
    tcase_add_test(t, a_jpeg_gives_its_size);
    tcase_add_test(t, unused_and_shared_media);
    tcase_add_test(t, broken_files);
    tcase_add_test(t, encodings);
    tcase_add_test(t, errors_beyond_the_encoding);
    tcase_add_test(t, faults_of_faults);
    tcase_add_test(t, own_presets_and_themes);
    tcase_add_test(t, unreadable_colours_never_reach_a_show);
    tcase_add_test(t, a_theme_for_each_screen);
    tcase_add_test(t, sounds_are_used_or_told);
    tcase_add_test(t, themes_have_pictures_and_fonts);
    tcase_add_test(t, shipped_themes_are_the_programs_own);
    tcase_add_test(t, the_starter_passes_its_own_check);
    tcase_add_test(t, hall_is_not_contest);
    tcase_add_test(t, five_thousand_questions_load_at_once);
    suite_add_tcase(s, t);
    SRunner *sr = srunner_create(s);
    srunner_run_all(sr, CK_NORMAL);
    int failed = srunner_ntests_failed(sr);
    srunner_free(sr);
    return failed != 0;
}
