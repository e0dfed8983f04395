/* A contest folder and tables to bring into it, for the tests of the import room. */
#ifndef LEITAI_TEST_IMPORT_KIT_H
#define LEITAI_TEST_IMPORT_KIT_H

#include <check.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "folder/folder.h"
#include "import/import.h"

#pragma GCC diagnostic ignored "-Wunused-function"

static char dir[64];
static struct folder_report report;

static const char *in_dir(const char *name)
{
    static char path[4][200];
    static int next;
    next = (next + 1) % 4;
    snprintf(path[next], sizeof path[next], "%s/%s", dir, name);
    return path[next];
}

static void write_bytes(const char *name, const void *bytes, size_t size)
{
    FILE *f = fopen(in_dir(name), "wb");
    ck_assert_ptr_nonnull(f);
    ck_assert_uint_eq(fwrite(bytes, 1, size, f), size);
    fclose(f);
}

static char *file_text(const char *name)
{
    static char text[65536];
    FILE *f = fopen(in_dir(name), "rb");
    ck_assert_msg(f != NULL, "%s", name);
    text[fread(text, 1, sizeof text - 1, f)] = '\0';
    fclose(f);
    return text;
}

static void begin(void)
{
    strcpy(dir, "/tmp/leitai-import-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(dir));
    folder_report_init(&report);
    ck_assert(folder_new(dir, &report));
}

static void end(void)
{
    char command[100];
    folder_report_finish(&report);
    snprintf(command, sizeof command, "rm -rf '%s'", dir);
    ck_assert_int_eq(system(command), 0);
}

static int import_one(const char *name, bool partial)
{
    const char *path = in_dir(name);
    return import_tables(dir, &path, 1, partial, &report);
}

static int import_text(const char *text, bool partial)
{
    folder_report_finish(&report);
    write_bytes("t.csv", text, strlen(text));
    return import_one("t.csv", partial);
}

static struct folder *load(void)
{
    struct folder_report r;
    folder_report_init(&r);
    struct folder *f = folder_load(dir, NULL, &r);
    if (!f)
        folder_report_print(&r, stderr);
    folder_report_finish(&r);
    return f;
}

#define HEAD "编号,环节,题型,题目,选项A,选项B,选项C,选项D,答案,解析,依据,分值,图片\r\n"
#define GOOD "X-1,抢答,单选,甲题的题目是什么,一,二,三,四,C,,,,\r\n"

static void expect_rows(int rows, int wanted)
{
    if (rows != wanted)
        folder_report_print(&report, stderr);
    ck_assert_int_eq(rows, wanted);
}

#endif
