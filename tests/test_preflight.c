/* rooms: preflight video stage layout view contest folder keypad words */
/* pkgs: sdl2 */
/* What is found before the show, and that a good folder and hall are told to be good. */
#include "preflight/preflight.h"

#include <check.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct preflight list;
static char dir[64];

static void path_of(const char *name, char out[256])
{
    snprintf(out, 256, "%s/%s", dir, name);
}

static void write_bytes(const char *name, const void *data, size_t n)
{
    char path[256];
    path_of(name, path);
    FILE *f = fopen(path, "wb");
    ck_assert_msg(f != NULL, "%s", path);
    ck_assert_uint_eq(fwrite(data, 1, n, f), n);
    ck_assert_int_eq(fclose(f), 0);
}

static void write_text(const char *name, const char *text)
{
    write_bytes(name, text, strlen(text));
}

static void make_dir(const char *name)
{
    char path[256];
    path_of(name, path);
    ck_assert_int_eq(mkdir(path, 0777), 0);
}

/* Copies a file of the demonstration, as much of it as `limit`, one byte of it changed. */
static void copy(const char *from, const char *to, size_t limit, size_t change)
{
    static char data[1 << 20];
    char path[256];
    snprintf(path, sizeof path, "config/zunyi-final/%s", from);
    FILE *f = fopen(path, "rb");
    ck_assert_msg(f != NULL, "%s", path);
    size_t n = fread(data, 1, sizeof data, f);
    fclose(f);
    if (change)
        data[change] = (char)(data[change] ^ 0x55);
    write_bytes(to, data, n < limit ? n : limit);
}

static void setup(void)
{
    setlocale(LC_NUMERIC, "C");
    preflight_init(&list, NULL);
    snprintf(dir, sizeof dir, "build/preflight-XXXXXX");
    mkdir("build", 0777);
    ck_assert_ptr_nonnull(mkdtemp(dir));
}

static void teardown(void)
{
    char command[128];
    preflight_finish(&list);
    snprintf(command, sizeof command, "rm -rf '%s'", dir);
    ck_assert_int_eq(system(command), 0);
}

static struct folder *load(const char *where)
{
    static const char *const presets[] = {"config/presets", NULL};
    struct folder_report report;
    folder_report_init(&report);
    struct folder *f = folder_load(where, presets, &report);
    if (!f)
        folder_report_print(&report, stderr);
    folder_report_finish(&report);
    ck_assert_ptr_nonnull(f);
    return f;
}

static const struct preflight_check *find(enum light light, const char *text)
{
    for (int i = 0; i < list.count; i++)
        if (list.checks[i].light == light &&
            (strstr(list.checks[i].message, text) || strstr(list.checks[i].file, text)))
            return &list.checks[i];
    return NULL;
}

static int problems(void)
{
    int n = 0;
    for (int i = 0; i < list.count; i++) {
        n += list.checks[i].light != LIGHT_GOOD;
        ck_assert(list.checks[i].light == LIGHT_GOOD || list.checks[i].remedy[0]);
    }
    return n;
}

#define ck_found(light, text)                                                                      \
    ck_assert_msg(find(light, text) != NULL, "not found: %s (first: %s)", text,                    \
                  list.count ? list.checks[0].message : "nothing")

/* ---- the folder ---- */

static void check_texts(const struct folder *f)
{
    struct preflight_texts t;
    struct fonts *fonts = fonts_create(NULL, NULL);
    ck_assert_ptr_nonnull(fonts);
    ck_assert(preflight_texts_begin(&t, &list, f, fonts));
    preflight_texts_wall(&t, 1920, 1080, "16:9");
    preflight_texts_wall(&t, 3840, 2160, "4K"); /* the same shape: not looked at twice */
    ck_assert_int_eq(t.wall_count, 1);
    preflight_texts_wall(&t, 1440, 1080, "4:3");
    while (preflight_texts_step(&t))
        ;
    ck_assert(!preflight_texts_step(&t)); /* done is done */
    preflight_texts_end(&t);
    fonts_destroy(fonts);
}

START_TEST(the_demonstration_is_ready)
{
    struct folder *f = load("config/zunyi-final");
    preflight_media(&list, f, NULL);
    preflight_boxes(&list, f, NULL);
    ck_assert_int_eq(problems(), 0);
    ck_found(LIGHT_GOOD, "11 个图片和视频");
    ck_found(LIGHT_GOOD, "10 队都配置了抢答器");
    check_texts(f);
    ck_found(LIGHT_GOOD, "所有文字都有字形");
    folder_destroy(f);
}
END_TEST

static const char head[] = "contest: {title: 赛}\n"
                           "teams:\n"
                           "  - {seat: 1, name: 甲队, short: 甲, players: [甲一]}\n"
                           "  - {seat: 2, name: 乙队, short: 乙, players: [乙一]}\n"
                           "rounds:\n"
                           "  - {name: 纠错, preset: correction, questions: q.yaml, count: 2,\n"
                           "     policy: {who: press, window_seconds: 30}}\n";

START_TEST(broken_media_are_named)
{
    make_dir("media");
    write_text("contest.yaml", head);
    write_text("stage.yaml", "boxes: [{name: A, link: \"tty:/tmp/a\", seats: [2]}]\n");
    write_text(
        "q.yaml",
        "questions:\n"
        "  - {id: P1, type: picture, text: 找错, answer: 一处, media: media/cut.png, faults:\n"
        "     [{title: 一, right: 改, region: [1, 1, 9, 9]}]}\n"
        "  - {id: V1, type: video, text: 找错, answer: 一处, media: media/cut.mp4, faults:\n"
        "     [{title: 一, right: 改, from_seconds: 1, to_seconds: 2}]}\n"
        "  - {id: V2, type: video, text: 找错, answer: 一处, media: media/ok.mp4, faults:\n"
        "     [{title: 一, right: 改, from_seconds: 1, to_seconds: 2},\n"
        "      {title: 二, right: 改, from_seconds: 30, to_seconds: 31}]}\n");
    copy("media/demand.png", "media/cut.png", SIZE_MAX, 20000);
    copy("media/inspection.mp4", "media/cut.mp4", 300000, 0);
    copy("media/inspection.mp4", "media/ok.mp4", SIZE_MAX, 0);
    struct folder *f = load(dir);
    preflight_media(&list, f, NULL);
    ck_assert_int_eq(problems(), 3);
    ck_found(LIGHT_BAD, "media/cut.png");
    ck_found(LIGHT_BAD, "media/cut.mp4");
    ck_assert_ptr_nonnull(strstr(find(LIGHT_BAD, "media/cut.mp4")->message, "视频不能播放"));
    ck_found(LIGHT_WARN, "V2 第 2 处错误到 31.0 秒，视频只有 25.4 秒");
    preflight_boxes(&list, f, NULL);
    ck_found(LIGHT_WARN, "1 号没有配置抢答器");
    struct house house = {0};
    house.seat[1].health = HEALTH_LOST;
    preflight_boxes(&list, f, &house);
    ck_found(LIGHT_BAD, "2 号的抢答器没有就绪");
    folder_destroy(f);
}
END_TEST

START_TEST(it_can_be_ended_early)
{
    struct folder *f = load("config/zunyi-final");
    atomic_bool stop = true;
    preflight_media(&list, f, &stop);
    ck_assert_int_eq(list.count, 0);
    folder_destroy(f);
}
END_TEST

START_TEST(long_questions_and_strange_characters_are_named)
{
    char text[4000] = "contest: {title: 赛\xE2\x92\xB6}\n", q[6000];
    strcat(text, strchr(head, '\n') + 1);
    strcpy(strstr(text, "correction"), "required, questions: q.yaml, count: 1}\n");
    write_text("contest.yaml", text);
    write_text("stage.yaml", "boxes: []\n");
    strcpy(q, "questions:\n  - {id: L1, type: single, answer: A, text: ");
    for (int i = 0; i < 45; i++)
        strcat(q, "行政机关应当依法履行职责");
    strcat(q,
           "。, options: [对, 不\xF3\xB0\x80\x81对, 都可以, 都不行]}\n"); /* private use: no font */
    write_text("q.yaml", q);
    struct folder *f = load(dir);
    check_texts(f);
    ck_found(LIGHT_WARN, "U+F0001");
    ck_assert_ptr_nonnull(strstr(find(LIGHT_WARN, "U+F0001")->message, "L1"));
    ck_found(LIGHT_WARN, "L1（纠错）在 16:9、4:3 的屏上要分");
    ck_assert_ptr_null(find(LIGHT_GOOD, "一页放得下"));
    folder_destroy(f);
}
END_TEST

/* ---- the hall ---- */

START_TEST(displays_present_and_absent)
{
    struct display two[] = {{.name = "eDP-1"}, {.name = "HDMI-2 24\""}};
    struct stage_config c = {.audience_display = "hdmi", .operator_display = ""};
    preflight_displays(&list, &c, two, 2);
    ck_assert_int_eq(problems(), 0);
    ck_found(LIGHT_GOOD, "2 块显示器：eDP-1、HDMI-2");
    c.audience_display = "DP-7";
    preflight_displays(&list, &c, two, 2);
    ck_found(LIGHT_BAD, "没有接上名为“DP-7”的显示器；现有：eDP-1、HDMI-2");
    c.audience_display = "";
    preflight_displays(&list, &c, two, 1);
    ck_found(LIGHT_WARN, "只有一块显示器");
    preflight_displays(&list, &c, two, 0);
    ck_found(LIGHT_BAD, "没有显示器");
    ck_assert_int_eq(problems(), 3);
}
END_TEST

START_TEST(the_disk_of_the_journal)
{
    char path[256];
    path_of("journal/not/there/yet.journal", path);
    preflight_disk(&list, path);
    ck_assert_int_eq(list.count, 1);
    ck_assert_ptr_nonnull(strstr(list.checks[0].message, "磁盘余"));
    preflight_disk(&list,
                   "/proc/none/show.journal"); /* nothing can be written there, not by root */
    ck_assert(list.checks[1].light == LIGHT_BAD || list.checks[1].light == LIGHT_WARN);
    ck_assert(list.checks[1].remedy[0]);
}
END_TEST

START_TEST(a_battery_in_use_is_told)
{
    char root[256];
    const struct blanking lit = {.asked = true, .held = true, .saver_s = 600, .power_s = 900};
    path_of("power", root);
    make_dir("power");
    make_dir("power/AC");
    make_dir("power/BAT0");
    make_dir("power/mouse");
    write_text("power/AC/type", "Mains\n");
    write_text("power/BAT0/type", "Battery\n");
    write_text("power/BAT0/capacity", "63\n");
    write_text("power/mouse/type", "Battery\n");
    write_text("power/mouse/scope", "Device\n");
    write_text("power/mouse/status", "Discharging\n");
    write_text("power/BAT0/status", "Charging\n");
    preflight_power(&list, root, false, &lit);
    ck_assert_int_eq(problems(), 0);
    write_text("power/BAT0/status", "Discharging\n");
    preflight_power(&list, root, true, &lit);
    ck_found(LIGHT_WARN, "剩 63%");
    ck_found(LIGHT_WARN, "屏幕保护没有关掉");
    write_text("power/BAT0/capacity", "9\n");
    preflight_power(&list, root, false, &lit);
    ck_found(LIGHT_BAD, "剩 9%");
    preflight_power(&list, "/nowhere", false, &lit);
    ck_assert_int_eq(problems(), 3);
}
END_TEST

/* A server that would blank and can't be held from it: what comes first, after how long. */
START_TEST(blanking_that_is_not_held_is_told)
{
    struct blanking b = {.asked = true};
    preflight_power(&list, "/nowhere", false, &b); /* it would not */
    ck_assert_int_eq(problems(), 0);
    b = (struct blanking){.asked = true, .saver_s = 600};
    preflight_power(&list, "/nowhere", false, &b);
    ck_found(LIGHT_BAD, "600 秒后屏幕会变黑");
    b.power_s = 300;
    preflight_power(&list, "/nowhere", false, &b);
    ck_found(LIGHT_BAD, "300 秒后显示器会休眠");
    ck_assert_ptr_nonnull(strstr(list.checks[2].remedy, "xset s off -dpms"));
    b.power_s = 1200;
    preflight_power(&list, "/nowhere", false, &b);
    ck_assert_int_eq(problems(), 3);
    b.asked = false; /* no X server */
    preflight_power(&list, "/nowhere", false, &b);
    ck_assert_int_eq(problems(), 3);
}
END_TEST

START_TEST(sound_there_or_not)
{
    struct stage_config c = {.volume_percent = 80};
    preflight_sound(&list, &c, "HDA Intel");
    ck_found(LIGHT_GOOD, "HDA Intel");
    preflight_sound(&list, &c, "");
    ck_found(LIGHT_WARN, "没有声音设备");
    preflight_stage_fault(&list, STAGE_FONT_NONE, "x");
    ck_assert_int_eq(list.checks[2].light, LIGHT_BAD);
}
END_TEST

/* Whatever will not be heard is told by name: muted, or set down to silence. */
START_TEST(muted_sounds_are_told)
{
    struct stage_config c = {.volume_percent = 80};
    c.sounds.level_db[CUE_GO] = -12; /* soft is no mute */
    preflight_sound(&list, &c, "HDA Intel");
    ck_found(LIGHT_GOOD, "HDA Intel");
    c.sounds.muted[CUE_KIND_COUNT + CUE_CLASS_REVEAL] = true;
    c.sounds.level_db[CUE_FOUL] = CUE_LEVEL_MIN_DB;
    preflight_sound(&list, &c, "HDA Intel");
    ck_found(LIGHT_WARN, "犯规 (foul)、揭晓类 (reveal)");
    c = (struct stage_config){.volume_percent = 0};
    preflight_sound(&list, &c, "HDA Intel");
    ck_found(LIGHT_WARN, "volume 0");
    c = (struct stage_config){.volume_percent = 9, .sounds.all_muted = true};
    preflight_sound(&list, &c, "HDA Intel");
    ck_found(LIGHT_WARN, "全部");
}
END_TEST

START_TEST(the_list_is_bounded)
{
    struct preflight more;
    preflight_init(&more, NULL);
    for (int i = 0; i < PREFLIGHT_MAX + 7; i++)
        preflight_add(&more, PREFLIGHT_PAGES, LIGHT_WARN, NULL, "x", "y");
    ck_assert_int_eq(more.count, PREFLIGHT_MAX);
    ck_assert_int_eq(more.dropped, 7);
    preflight_add(&list, PREFLIGHT_PAGES, LIGHT_GOOD, NULL, "first", "");
    preflight_join(&list, &more);
    ck_assert_int_eq(list.count, PREFLIGHT_MAX);
    ck_assert_int_eq(list.dropped, 8);
    ck_assert_int_eq(more.count, 0);
    ck_assert_str_eq(list.checks[0].message, "first");
    preflight_finish(&more);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        the_demonstration_is_ready,  broken_media_are_named,
        it_can_be_ended_early,       long_questions_and_strange_characters_are_named,
        displays_present_and_absent, the_disk_of_the_journal,
        a_battery_in_use_is_told,    blanking_that_is_not_held_is_told,
        sound_there_or_not,          muted_sounds_are_told,
        the_list_is_bounded};
    Suite *suite = suite_create("preflight");
    TCase *tc = tcase_create("preflight");
    tcase_set_timeout(tc, 90);
    tcase_add_checked_fixture(tc, setup, teardown);
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
        tcase_add_test(tc, tests[i]);
    suite_add_tcase(suite, tc);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
