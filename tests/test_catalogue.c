/* rooms: catalogue words */
#include "catalogue/catalogue.h"

#include <check.h>
#include <locale.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[256], mo[512];

/* A compiled catalogue of two strings and the header, as msgfmt writes it (little-endian). */
static void write_catalogue(void)
{
    static const char *const pairs[][2] = {
        {"", "Content-Type: text/plain; charset=UTF-8\n"},
        {"加 %d 分", "award %d – très bien"},
        {"题目", "question"},
    };
    uint32_t head[7] = {0x950412de, 0, 3, 28, 28 + 24, 0, 28 + 48}, table[2][6];
    char text[512];
    size_t n = 0;
    for (int side = 0; side < 2; side++)
        for (int i = 0; i < 3; i++) {
            table[side][2 * i] = (uint32_t)strlen(pairs[i][side]);
            table[side][2 * i + 1] = (uint32_t)(28 + 48 + n);
            strcpy(text + n, pairs[i][side]);
            n += strlen(pairs[i][side]) + 1;
        }
    FILE *f = fopen(mo, "wb");
    ck_assert_ptr_nonnull(f);
    fwrite(head, sizeof head, 1, f);
    fwrite(table, sizeof table, 1, f);
    fwrite(text, n, 1, f);
    fclose(f);
}

static void setup(void)
{
    const char *tmp = getenv("TMPDIR");
    char dir[400];
    snprintf(folder, sizeof folder, "%s/leitai-words-XXXXXX", tmp ? tmp : "/tmp");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(dir, sizeof dir, "%s/all", folder);
    mkdir(dir, 0755);
    strcat(dir, "/LC_MESSAGES");
    mkdir(dir, 0755);
    snprintf(mo, sizeof mo, "%s/en.mo", dir);
    write_catalogue();
    setenv("LEITAI_LOCALEDIR", folder, 1);
}

static void teardown(void)
{
    char dir[400];
    unlink(mo);
    snprintf(dir, sizeof dir, "%s/all/LC_MESSAGES", folder);
    rmdir(dir);
    *strrchr(dir, '/') = '\0';
    rmdir(dir);
    rmdir(folder);
}

static void check_both(void)
{
    const struct words *zh = catalogue_words("zh_CN"), *en = catalogue_words("en");
    char line[100];
    ck_assert_str_eq(TR(zh, "题目"), "题目");
    ck_assert_str_eq(TR(en, "题目"), "question");
    snprintf(line, sizeof line, TR(en, "加 %d 分"), 10);
    ck_assert_str_eq(line, "award 10 – très bien");
    snprintf(line, sizeof line, TR(zh, "加 %d 分"), 10);
    ck_assert_str_eq(line, "加 10 分");
    ck_assert_str_eq(TR(en, "无译文"), "无译文");
    ck_assert_str_eq(TR(en, ""), "");
}

static const char *const environments[][4] = {
    /* LANGUAGE, LC_ALL, LANG, setlocale */
    {"", "", "", "C"},
    {"", "C", "", ""},
    {"", "POSIX", "zh_CN.UTF-8", ""},
    {"zh_CN:de", "C.UTF-8", "", ""},
    {"de", "", "zh_CN.GB18030", ""},
};

START_TEST(two_languages_at_once_whatever_the_environment)
{
    const char *const *env = environments[_i];
    setenv("LANGUAGE", env[0], 1);
    setenv("LC_ALL", env[1], 1);
    setenv("LANG", env[2], 1);
    setlocale(LC_ALL, env[3]);
    check_both();
}
END_TEST

START_TEST(tags_as_people_write_them)
{
    static const char *const english[] = {"en", "EN", "en_US.UTF-8", "en-GB", "en@x"};
    static const char *const chinese[] = {"zh_CN", "zh", "zh-CN", "", "de", "eng", "C"};
    for (size_t i = 0; i < sizeof english / sizeof *english; i++)
        ck_assert_str_eq(catalogue_words(english[i])->tag, "en");
    for (size_t i = 0; i < sizeof chinese / sizeof *chinese; i++)
        ck_assert_str_eq(catalogue_words(chinese[i])->tag, "zh_CN");
    ck_assert_str_eq(catalogue_words(NULL)->tag, "zh_CN");
    ck_assert_ptr_eq(catalogue_words("en"), catalogue_words("en_US"));
}
END_TEST

START_TEST(what_a_precision_cut_of_a_character_goes)
{
    static const char *const cut[][2] = {
        {"", ""},
        {"甲乙", "甲乙"},
        {"甲\xE4\xB9", "甲"},         /* at the end */
        {"“甲\xE4”不在", "“甲”不在"}, /* within */
        {"\xF0\x9F\x8E”", "”"},       /* four bytes, three left */
        {"a\xC3", "a"},               /* two bytes */
        {"\x80\xFFz", "\x80z"},       /* never whole */
    };
    char text[32];
    for (size_t i = 0; i < sizeof cut / sizeof *cut; i++) {
        snprintf(text, sizeof text, "%s", cut[i][0]);
        words_mend(text);
        ck_assert_str_eq(text, cut[i][1]);
        words_copy(text, sizeof text, cut[i][0]);
        ck_assert_str_eq(text, cut[i][1]);
    }
    words_copy(text, 6, "甲乙");
    ck_assert_str_eq(text, "甲");
    words_copy(text, 7, "甲乙");
    ck_assert_str_eq(text, "甲乙");
}
END_TEST

START_TEST(a_plural_follows_its_number)
{
    static const char *const said[][2] = {
        {"1 question{s} left", "1 question left"},
        {"0 fault{s}", "0 faults"},
        {"12 team{s}, 1 round{s}, 21 question{s}", "12 teams, 1 round, 21 questions"},
        {"11 point{s}", "11 points"},
        {"2.1 point{s}, 1.5 point{s}", "2.1 points, 1.5 points"},
        {"round 3: 1 time{s}", "round 3: 1 time"},
        {"1.", "1."},
        {"甲 1 {x}", "甲 1 {x}"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        char text[64];
        snprintf(text, sizeof text, "%s", said[i][0]);
        words_plural(text);
        ck_assert_str_eq(text, said[i][1]);
    }
}
END_TEST

START_TEST(without_a_file_the_chinese_stands)
{
    setenv("LEITAI_LOCALEDIR", "/nowhere", 1);
    ck_assert_str_eq(TR(catalogue_words("en"), "题目"), "题目");
    ck_assert_str_eq(catalogue_words("en")->tag, "en");
}
END_TEST

START_TEST(a_broken_file_does_no_harm)
{
    FILE *f = fopen(mo, "wb");
    fwrite("\xde\x12\x04\x95\0\0\0\0\xff\xff\xff\x7f", 12, 1, f);
    fclose(f);
    ck_assert_str_eq(TR(catalogue_words("en"), "题目"), "题目");
}
END_TEST

static void *look_up(void *ctx)
{
    (void)ctx;
    for (int i = 0; i < 2000; i++)
        check_both();
    return NULL;
}

START_TEST(any_thread)
{
    pthread_t threads[4];
    catalogue_words("en");
    for (int i = 0; i < 4; i++)
        ck_assert_int_eq(pthread_create(&threads[i], NULL, look_up, NULL), 0);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("catalogue");
    TCase *t = tcase_create("catalogue");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_loop_test(t, two_languages_at_once_whatever_the_environment, 0,
                        sizeof environments / sizeof *environments);
    tcase_add_test(t, tags_as_people_write_them);
    tcase_add_test(t, what_a_precision_cut_of_a_character_goes);
    tcase_add_test(t, a_plural_follows_its_number);
    tcase_add_test(t, without_a_file_the_chinese_stands);
    tcase_add_test(t, a_broken_file_does_no_harm);
    tcase_add_test(t, any_thread);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
