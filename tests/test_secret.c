/* rooms: folder contest keypad layout view words */
/*
 * The secret of a signing box in stage.yaml: where it may stand, and every way to get it wrong.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "folder/folder.h"
#include "folder_base.h"

#define GOOD "00112233445566778899aabbCCDDEEFF"

static char dir[64], home[80];
static struct folder_report report;

static void write_file(const char *path, const char *text, mode_t mode)
{
    FILE *f = fopen(path, "w");
    ck_assert_ptr_nonnull(f);
    fputs(text, f);
    fclose(f);
    chmod(path, mode);
}

static void set_up(void)
{
    static const char *const files[][2] = {{"contest.yaml", base_contest},
                                           {"questions/a.yaml", base_a},
                                           {"questions/b.yaml", base_b},
                                           {"questions/c.yaml", base_c}};
    char path[160];
    snprintf(dir, sizeof dir, "/tmp/leitai-secret-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/c", dir);
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/c/questions", dir);
    mkdir(path, 0700);
    for (size_t i = 0; i < 4; i++) {
        snprintf(path, sizeof path, "%s/c/%s", dir, files[i][0]);
        write_file(path, files[i][1], 0600);
    }
    snprintf(home, sizeof home, "%s", dir);
    setenv("HOME", home, 1);
    snprintf(path, sizeof path, "%s/good", dir);
    write_file(path, GOOD "\n", 0600);
    snprintf(path, sizeof path, "%s/open", dir);
    write_file(path, GOOD, 0644);
    snprintf(path, sizeof path, "%s/short", dir);
    write_file(path, "0011223344556677\n", 0600);
    snprintf(path, sizeof path, "%s/c/inside", dir);
    write_file(path, GOOD, 0600);
}

static void tear_down(void)
{
    char command[120];
    snprintf(command, sizeof command, "rm -rf %s", dir);
    ck_assert_int_eq(system(command), 0);
}

/* `box`: what the second box says beside its link and seat; @ is the directory. */
static struct folder *load(const char *box)
{
    char text[600], path[160], at[400] = "";
    for (const char *c = box; *c; c++)
        snprintf(at + strlen(at), sizeof at - strlen(at), *c == '@' ? "%s" : "%.1s",
                 *c == '@' ? dir : c);
    snprintf(text, sizeof text,
             "boxes:\n  - {name: 甲, link: \"tty:/dev/a\", seats: [1]}\n"
             "  - {name: 乙, link: \"tty:/dev/b\", seats: [2]%s}\n",
             at);
    snprintf(path, sizeof path, "%s/c/stage.yaml", dir);
    write_file(path, text, 0600);
    snprintf(path, sizeof path, "%s/c", dir);
    folder_report_init(&report);
    return folder_load(path, NULL, &report);
}

START_TEST(every_way_to_write_it)
{
    static const struct {
        const char *box;
        size_t errors, warnings;
        const char *message, *remedy;
    } table[] = {
        {"", 0, 0, NULL, NULL},
        {", secret: \"@/good\"", 0, 0, NULL, NULL},
        {", secret: \"~/good\"", 0, 0, NULL, NULL},
        {", secret: \"@/open\"", 0, 1, "别的用户也能读", "chmod 600"},
        {", secret: \"" GOOD "\"", 0, 1, "写在比赛文件夹里", "文件夹外"},
        {", secret: \"0011\"", 1, 0, "有 4 个字符", "32 位十六进制"},
        {", secret: \"" GOOD "0\"", 1, 0, "有 33 个字符", "leitai-box-setup"},
        {", secret: \"00112233445566778899aabbCCDDEEFG\"", 1, 0, "不是密钥", "32 位十六进制"},
        {", secret: \"00000000000000000000000000000000\"", 1, 0, "不是密钥", "不全是 0"},
        {", secret: \"ffffffffffffffffffffffffffffffff\"", 1, 0, "不是密钥", "不全是 0"},
        {", secret: \"@/short\"", 1, 0, "有 16 个字符", "32 位十六进制"},
        {", secret: \"@/none\"", 1, 0, "/none", "拷到这台电脑上"},
        {", secret: \"@\"", 1, 0, "密钥文件", "拷到这台电脑上"},
        {", secret: \"@/c/inside\"", 1, 0, "在比赛文件夹里", "外面"},
        {", secret: \"@/c/../c/inside\"", 1, 0, "在比赛文件夹里", "外面"},
        {", secret: \"@/good\", kind: ascii", 1, 0, "只有 protocol", "删去"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct folder *f = load(table[i].box);
        if (report.errors != table[i].errors || report.count != table[i].errors + table[i].warnings)
            folder_report_print(&report, stderr);
        ck_assert_msg(report.errors == table[i].errors, "row %zu", i);
        ck_assert_msg(report.count == table[i].errors + table[i].warnings, "row %zu", i);
        ck_assert_int_eq(f != NULL, table[i].errors == 0);
        if (report.count) {
            ck_assert_str_eq(report.findings[0].file, "stage.yaml");
            ck_assert_int_eq(report.findings[0].line, 3);
            ck_assert_str_eq(report.findings[0].field, "boxes[2].secret");
            ck_assert_msg(strstr(report.findings[0].message, table[i].message) != NULL, "%zu: %s",
                          i, report.findings[0].message);
            ck_assert_ptr_nonnull(strstr(report.findings[0].remedy, table[i].remedy));
        }
        if (f && *table[i].box) {
            static const uint8_t key[16] = {0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77,
                                            0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff};
            ck_assert(f->stage.boxes[1].has_secret && !f->stage.boxes[0].has_secret);
            ck_assert_mem_eq(f->stage.boxes[1].secret, key, 16);
        }
        folder_destroy(f);
        folder_report_finish(&report);
    }
}
END_TEST

/* What is told of a file that is none never shows what is in it. */
START_TEST(nothing_of_the_file_is_told)
{
    char path[160];
    snprintf(path, sizeof path, "%s/private", dir);
    write_file(path, "hunter2:and more\n", 0600);
    struct folder *f = load(", secret: \"@/private\"");
    ck_assert_ptr_null(f);
    for (size_t i = 0; i < report.count; i++) {
        ck_assert_ptr_null(strstr(report.findings[i].message, "hunter2"));
        ck_assert_ptr_null(strstr(report.findings[i].remedy, "hunter2"));
    }
    folder_report_finish(&report);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("secret");
    TCase *tc = tcase_create("secret");
    tcase_add_checked_fixture(tc, set_up, tear_down);
    tcase_add_test(tc, every_way_to_write_it);
    tcase_add_test(tc, nothing_of_the_file_is_told);
    suite_add_tcase(suite, tc);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
