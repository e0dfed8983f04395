/* rooms: import folder contest keypad layout view words */
#include <check.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "folder/folder.h"
#include "import/import.h"

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

START_TEST(questions_of_all_types)
{
    unsigned char png[57] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    png[18] = png[22] = 1; /* 256 × 256 */
    memcpy(png + 49, "IEND\xAE\x42\x60\x82", 8);
    begin();
    mkdir(in_dir("media"), 0777);
    int rows = import_text(
        "竞赛题库,,,,,,,,,,,,,,,,\r\n"
        "序号,题目,题型,环节,A,B,选项C,选项D,答案,解析,依据,分值,图片,错误,改正,位置,备注\r\n"
        "1,\"单选的题目，带“引号”和\"\"英文引号\"\"\",单选题,抢答题,A.甲,B、乙,丙,,b,,,,,,,,x\r\n"
        "2,\"两行的\r\n题目\",多选题,抢答,甲甲,乙乙,丙丙,丁丁,A、C,因为: "
        "如此,《某法》第一条,,,,,,\r\n"
        "3,判断的题目在这里,判断,抢答题,,,,,√,,,,,,,,\r\n"
        ",,,,,,,,,,,,,,,,\r\n"
        "4,简答的题目在这里,简答,抢答题,,,,,# 号开头,,,10分,,,,,\r\n"
        "5,图片的题目在这里,文书纠错,抢答题,,,,,,,,,media/a.png,日期,写全,\"10,20,30,40\",\r\n"
        ",,,,,,,,,,,,,印章,加盖,50 60 70 80,\r\n",
        false);
    expect_rows(rows, 6);
    ck_assert_uint_eq(report.errors, 0);
    struct folder *f = load();
    ck_assert_ptr_null(f); /* the picture is not there yet */
    write_bytes("media/a.png", png, sizeof png);
    f = load();
    ck_assert_ptr_nonnull(f);
    const struct question *q = &f->def.questions[f->def.rounds[1].first_question];
    ck_assert_int_eq(f->def.rounds[1].question_count, 5);
    ck_assert_str_eq(q[0].text, "单选的题目，带“引号”和\"英文引号\"");
    ck_assert_str_eq(q[0].options[1], "乙");
    ck_assert_str_eq(q[0].answer, "B");
    ck_assert_str_eq(q[1].text, "两行的\n题目");
    ck_assert_str_eq(q[1].answer, "AC");
    ck_assert_str_eq(q[1].explanation, "因为: 如此");
    ck_assert_str_eq(q[2].answer, "对");
    ck_assert_str_eq(q[3].answer, "# 号开头");
    ck_assert_int_eq(q[3].points_cp, 1000);
    ck_assert_int_eq(q[4].fault_count, 2);
    ck_assert_int_eq(q[4].faults[1].h, 80);
    ck_assert_str_eq(q[4].id, "R2-005");
    folder_destroy(f);
    ck_assert(access(in_dir("questions/buzzer.yaml.bak"), F_OK) == 0);
    end();
}
END_TEST

START_TEST(what_cannot_be_kept_is_not_replaced)
{
    char before[65536];
    begin();
    strcpy(before, file_text("questions/buzzer.yaml"));
    mkdir(in_dir("questions/buzzer.yaml.bak"), 0777); /* stands for a full disk */
    int rows = import_text(HEAD GOOD, false);
    ck_assert_int_le(rows, 0);
    ck_assert_uint_gt(report.errors, 0);
    ck_assert_str_eq(file_text("questions/buzzer.yaml"), before);
    ck_assert(access(in_dir("questions/buzzer.yaml.new"), F_OK) != 0);
    end();
}
END_TEST

/* One table in every encoding and with every separator gives the same questions. */
START_TEST(encodings_and_separators)
{
    static const struct {
        const char *to, *mark;
        size_t mark_size;
        char separator;
    } ways[] = {
        {"UTF-8", "", 0, ','},
        {"UTF-8", "\xEF\xBB\xBF", 3, ','},
        {"GB18030", "", 0, ','},
        {"GBK", "", 0, ';'},
        {"UTF-16LE", "\xFF\xFE", 2, '\t'},
        {"UTF-16BE", "\xFE\xFF", 2, ','},
        {"UTF-16LE", "", 0, '\t'},
        {"UTF-8", "sep=;\r\n", 7, ';'},
    };
    static const char table[] =
        "题目,答案,环节\r\n行政处罚由谁来决定,行政机关,抢答题\r\n"
        "复议机关怎么确定下来,上一级,抢答题\r\n第三道题目的题目呢,丙,抢答题\r\n"
        "第四道完全不同的内容,丁,抢答题\r\n";
    char first[4096] = "";
    begin();
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        char in[1024], out[4096];
        strcpy(in, table);
        for (char *c = in; *c; c++)
            *c = *c == ',' ? ways[i].separator : *c;
        memcpy(out, ways[i].mark, ways[i].mark_size);
        char *from = in, *to = out + ways[i].mark_size;
        size_t left = strlen(in), room = sizeof out - ways[i].mark_size;
        iconv_t cd = iconv_open(ways[i].to, "UTF-8");
        ck_assert(iconv(cd, &from, &left, &to, &room) != (size_t)-1);
        iconv_close(cd);
        folder_report_finish(&report);
        write_bytes("t.csv", out, sizeof out - room);
        expect_rows(import_one("t.csv", false), 4);
        if (i == 0)
            strcpy(first, file_text("questions/buzzer.yaml"));
        ck_assert_str_eq(file_text("questions/buzzer.yaml"), first);
    }
    end();
}
END_TEST

struct bad {
    const char *table;
    int row;
    const char *field, *message, *remedy;
};

/* clang-format off */
static const struct bad bad_tables[] = {
    {"", 0, "", "空的", "另存"},
    {"PK\3\4....", 0, "", "xlsx", "CSV"},
    {"\xD0\xCF\x11\xE0....", 0, "", "xls 工作簿", "CSV"},
    {"%PDF-1.7", 0, "", "PDF", "CSV"},
    {"<html><table>", 0, "", "网页", "CSV"},
    {"题\xFF\xFF\xFF\xFF\xFF\xFF", 1, "", "编码", "UTF-8"},
    {"甲,乙,丙\r\n1,2,3\r\n", 0, "", "列标题", "题目"},
    {"编号,分值,依据\r\n1,2,3\r\n", 1, "", "认不出", "题目"},
    {HEAD, 1, "", "没有内容", "填写"},
    {"题目,题目,答案\r\n一,二,三\r\n", 1, "题目", "第 1 列重复", "只留一列"},
    {"题目,题干,答案\r\n一,二,三\r\n", 1, "题干", "第 1 列重复", "只留一列"},
    {HEAD "X-1,抢答,单选,题目,一,二,三,四,E,,,,\r\n", 2, "答案", "只有 4 个选项", "选项"},
    {HEAD GOOD "X-2,抢答,单选,乙题的题目又是什么,一,二,三,四,,,,,\r\n", 3, "答案", "缺少", "补上"},
    {HEAD "X-1,抢答,单选,题目,一,二,三,四,BC,,,,\r\n", 2, "答案", "2 个答案", "multiple"},
    {HEAD "X-1,抢答,单选,题目,一,二,三,四,第一,,,,\r\n", 2, "答案", "不是选项字母", "字母"},
    {HEAD "X-1,抢答,单选,题目,一,二,三,四,二,,,,\r\n", 2, "答案", "不是字母", "B"},
    {HEAD "X-1,抢答,单选,题目,一,一,三,四,A,,,,\r\n", 2, "选项B", "重复", "改正"},
    {HEAD "X-1,抢答,单选,题目,一,,三,四,A,,,,\r\n", 2, "选项B", "空的", "补上"},
    {HEAD "X-1,抢答,单选,题目,一,,,,A,,,,\r\n", 2, "选项A", "1 个选项", "2 到 6"},
    {HEAD "X-1,抢答,单选,,一,二,三,四,A,,,,\r\n", 2, "题目", "缺少", "补上"},
    {HEAD "X-1,抢答,单选题目,题目,一,二,三,四,A,,,,\r\n", 2, "题型", "不认识的题型", "单选"},
    {HEAD "X-1,抢答,判断,题目,,,,,大概,,,,\r\n", 2, "答案", "看不懂", "对"},
    {HEAD "X-1,抢答,判断,题目,甲,乙,,,对,,,,\r\n", 2, "选项A", "没有选项", "single"},
    {HEAD "X-1,快答,单选,题目,一,二,三,四,A,,,,\r\n", 2, "环节", "没有环节“快答”", "抢答题"},
    {HEAD "X-1,,单选,题目,一,二,三,四,A,,,,\r\n", 2, "环节", "哪个环节", "抢答题"},
    {HEAD GOOD "X-1,抢答,判断,另一道题目是什么,,,,,对,,,,\r\n", 3, "编号", "已经用过", "另一个编号"},
    {HEAD "B-01,抢答,判断,另一道题目是什么,,,,,对,,,,\r\n", 2, "编号", "已经用过", "另一个编号"},
    {HEAD "甲1,抢答,判断,另一道题目是什么,,,,,对,,,,\r\n", 2, "编号", "不能用的字符", "字母"},
    {HEAD "X-1,抢答,判断,题目,,,,,对,,,很多,\r\n", 2, "分值", "不是数", "半角"},
    {HEAD "X-1,抢答,判断,题目,,,,,对,,,-5,\r\n", 2, "分值", "超出范围", "范围"},
    {HEAD "X-1,风险,简答,题目,,,,,对,,,15,\r\n", 2, "分值", "不在", "menu"},
    {HEAD "X-1,抢答,判断,#REF!,,,,,对,,,,\r\n", 2, "题目", "公式", "公式"},
    {HEAD "X-1,抢答,判断,??????,,,,,对,,,,\r\n", 2, "题目", "问号", "UTF-8"},
    {HEAD "X-1,抢答,判断,题目,,,,,对,,,,,多出来\r\n", 2, "", "没有列标题", "引号"},
    {HEAD "X-1,抢答,判断,\"题目,,,,,对,,,,\r\n", 2, "", "引号不成对", "另存"},
    {HEAD "X-1,抢答,判断,题\"目,,,,,对,,,,\r\n" GOOD, 2, "", "引号不成对", "另存"},
    {HEAD "X-1,抢答,判断,题\x1b[31m目,,,,,对,,,,\r\n", 2, "题目", "控制字符", "删去"},
    {HEAD "X-1,抢答,图片,题目,,,,,对,,,,../a.png\r\n", 2, "图片", "..", "media"},
    {HEAD "X-1,抢答,图片,题目,,,,,对,,,,\r\n", 2, "图片", "缺少", "media"},
    {HEAD "X-1,抢答,图片,题目,,,,,,,,,media/a.png\r\n", 2, "错误", "既没有错误也没有答案", "答案"},
    {HEAD "X-1,抢答,判断,题目,,,,,对,,,,media/a.png\r\n", 2, "图片", "不显示图片", "picture"},
    {"题目,图片,错误,改正,位置,环节\r\n找错,media/a.png,日期,写全,\"1,2,3\",抢答\r\n", 2, "位置", "3 个", "左, 上"},
    {"题目,图片,错误,改正,位置,环节\r\n找错,media/a.png,日期,,\"1,2,3,4\",抢答\r\n", 2, "改正", "缺少", "补上"},
    {"题目,图片,错误,改正,位置,环节\r\n找错,media/a.png,日期,写全,\"1,2,3,4\",抢答\r\n,,日期,写全,\"5,6,7,8\",\r\n", 3, "错误", "写了两次", "改正"},
    {"编号,题目,图片,错误,改正,位置,环节\r\n1,找错,media/a.png,日期,写全,\"1,2,3,4\",抢答\r\n2,,,印章,盖上,\"5,6,7,8\",\r\n", 3, "题目", "不属于上一行", "连着写"},
    {"题目,视频,错误,改正,开始秒,结束秒,环节\r\n找错,media/a.mp4,日期,写全,9,3,抢答\r\n", 2, "结束秒", "颠倒", "大于"},
    {"台号,代表队,简称,队员1\r\n1,甲甲甲甲甲队,甲,一\r\n1,乙乙乙乙乙队,乙,二\r\n", 3, "台号", "已经有", "另一个台号"},
    {"台号,代表队,简称,队员1\r\n1,甲甲甲甲甲队,,一\r\n2,乙乙乙乙乙队,乙,二\r\n", 2, "简称", "缺少简称", "4 个汉字"},
    {"台号,代表队,简称,队员1\r\n30,甲队,甲,一\r\n2,乙队,乙,二\r\n", 2, "台号", "超出范围", "范围"},
    {"台号,代表队,简称,队员1\r\n一,甲队,甲,一\r\n2,乙队,乙,二\r\n", 2, "台号", "不是数", "半角"},
    {"台号,代表队,简称,队员1\r\n,甲队,甲,一\r\n2,乙队,乙,二\r\n", 2, "台号", "缺少", "台号"},
    {"台号,代表队,简称,队员1\r\n1,,甲,一\r\n2,乙队,乙,二\r\n", 2, "代表队", "缺少", "队名"},
    {"台号,代表队,简称,队员1\r\n1,甲队,甲,一\r\n2,甲队,乙,二\r\n", 3, "代表队", "重复", "改正"},
    {"台号,代表队,简称,队员\r\n1,甲队,甲,一、一\r\n2,乙队,乙,二\r\n", 2, "队员", "写了两次", "改正"},
    {"台号,代表队,简称,队员\r\n1,甲队,甲,一、二、三、四、五、六、七\r\n2,乙队,乙,二\r\n", 2, "队员", "多于 6 名", "替补"},
    {"台号,代表队,简称,队员1,替补\r\n1,甲队,甲,一,一\r\n2,乙队,乙,二,\r\n", 2, "替补", "已经是队员", "另外"},
    {"台号,代表队,简称,队员1,带入分\r\n1,甲队,甲,一,高\r\n2,乙队,乙,二,\r\n", 2, "带入分", "不是数", "半角"},
    {"代表队,姓名,角色\r\n第五代表队,张三,队员\r\n", 2, "代表队", "没有代表队", "第"},
    {"代表队,姓名,角色\r\n第一代表队,,队员\r\n", 2, "姓名", "没有姓名", "补上"},
    {"代表队,姓名,角色\r\n第一代表队,张三,队员\r\n第一代表队,张三,队员\r\n", 3, "姓名", "写了两次", "同名"},
    {"代表队,姓名,角色\r\n第一代表队,张三,替补\r\n第一代表队,李四,替补\r\n", 3, "姓名", "已经有替补", "一名"},
    {"代表队,姓名,理论,文书\r\n甲队,张三,90,优\r\n甲队,李四,80,70\r\n乙队,王五,80,70\r\n", 2, "文书", "不是数", "缺考"},
    {"代表队,姓名,理论,文书\r\n甲队,张三,90,1e9\r\n甲队,李四,80,70\r\n", 2, "文书", "不是数", "86.5"},
    {"代表队,姓名,理论,文书\r\n甲队,张三,90,-4\r\n甲队,李四,80,70\r\n", 2, "文书", "超出", "改正"},
    {"代表队,姓名,理论,文书\r\n甲队,张三,90,60\r\n甲队,张三,80,70\r\n", 3, "姓名", "写了两次", "同名"},
    {"代表队,姓名,角色\r\n甲队,张\x06三,替补\r\n", 2, "姓名", "U+0006", "删去"},
    {"代表队,姓名,角色\r\n甲队,张三\xe2\x80\xae,替补\r\n", 2, "姓名", "U+202E", "删去"},
    {"代表队,姓名,理论,文书\r\n甲队,,90,60\r\n甲队,张三,80,70\r\n", 2, "姓名", "空的", "补上"},
};
/* clang-format on */

static void expect_bad(const struct bad *b, int rows)
{
    bool met = false;
    for (size_t i = 0; i < report.count; i++) {
        const struct finding *f = &report.findings[i];
        met |= f->severity == SEVERITY_ERROR && strcmp(f->file, in_dir("t.csv")) == 0 &&
               f->line == b->row && strstr(f->field, b->field) && strstr(f->message, b->message) &&
               strstr(f->remedy, b->remedy) &&
               (!*b->field || f->column > 0 || !strstr(b->table, f->field));
    }
    if (!met || rows != -1)
        folder_report_print(&report, stderr);
    ck_assert_msg(met, "wanted row %d %s: %s → %s", b->row, b->field, b->message, b->remedy);
    ck_assert_int_eq(rows, -1);
}

START_TEST(every_bad_row_is_named_and_nothing_written)
{
    const struct bad *b = &bad_tables[_i];
    begin();
    char before[8192], contest[8192];
    strcpy(before, file_text("questions/buzzer.yaml"));
    strcpy(contest, file_text("contest.yaml"));
    expect_bad(b, import_text(b->table, false));
    ck_assert_str_eq(file_text("questions/buzzer.yaml"), before);
    ck_assert_str_eq(file_text("contest.yaml"), contest);
    ck_assert(access(in_dir("preliminary.yaml"), F_OK) != 0);
    end();
}
END_TEST

START_TEST(partial_leaves_out_bad_rows)
{
    begin();
    int rows =
        import_text(HEAD GOOD "X-2,抢答,单选,乙题的题目又是什么呢,一,二,三,四,E,,,,\r\n"
                              "X-3,抢答,判断,丙题在这里考一考,,,,,也许,,,,\r\n"
                              "X-4,快答,判断,丁题问的是完全别的,,,,,对,,,,\r\n"
                              "X-1,抢答,判断,戊题的编号已经用了,,,,,对,,,,\r\n"
                              "X-6,抢答,判断,己题这一行没有毛病,,,,,错,,,,\r\n"
                              "X-7,抢答,判断,庚题,,,,,对,,,,\r\nX-8,抢答,判断,辛题,,,,,对,,,,\r\n",
                    true);
    expect_rows(rows, 4);
    ck_assert_uint_eq(report.errors, 4);
    struct folder *f = load();
    ck_assert_ptr_nonnull(f);
    const struct round *r = &f->def.rounds[1];
    ck_assert_int_eq(r->question_count, 4);
    ck_assert_str_eq(f->def.questions[r->first_question + 1].id, "X-6");
    folder_destroy(f);
    end();
}
END_TEST

START_TEST(teams_and_people)
{
    begin();
    char contest[8192];
    strcpy(contest, file_text("contest.yaml"));
    write_bytes("teams.csv",
                "队名,抽签号,简称,带入分\n甲甲甲甲局,2号,甲局,86.5\n乙乙乙乙局,1号,乙局,90.0\n"
                "丙局,3,,\n丁局,4,,\n",
                strlen("队名,抽签号,简称,带入分\n甲甲甲甲局,2号,甲局,86.5\n乙乙乙乙局,1号,乙局,90."
                       "0\n丙局,3,,\n丁局,4,,\n"));
    static const char people[] = "单位,姓名,角色\n甲甲甲甲局,张三,队员\n甲局,李四,\n甲局,王五,"
                                 "替补\n乙局,赵六,队员\n乙局,领导,领队\n";
    write_bytes("people.csv", people, strlen(people));
    char a[200], b[200];
    strcpy(a, in_dir("people.csv"));
    strcpy(b, in_dir("teams.csv"));
    const char *tables[] = {a, b};
    expect_rows(import_tables(dir, tables, 2, false, &report), 8);
    struct folder *f = load();
    ck_assert_ptr_nonnull(f);
    ck_assert_int_eq(f->def.team_count, 4);
    ck_assert_str_eq(f->def.teams[1].name, "甲甲甲甲局");
    ck_assert_int_eq(f->def.teams[1].player_count, 2);
    ck_assert_str_eq(f->def.teams[1].reserve, "王五");
    ck_assert_int_eq(f->def.teams[1].carry_in_cp, 8650);
    ck_assert_int_eq(f->def.teams[0].carry_in_cp, 9000);
    ck_assert_int_eq(f->def.round_count, 3);
    folder_destroy(f);
    /* all else of contest.yaml stands as it was written, comments included */
    const char *now = file_text("contest.yaml");
    ck_assert_ptr_nonnull(strstr(now, "# 大屏幕上的标题"));
    ck_assert_str_eq(strstr(now, "\n# 环节按顺序进行"), strstr(contest, "\n# 环节按顺序进行"));
    end();
}
END_TEST

START_TEST(scores)
{
    begin();
    expect_rows(
        import_text(
            "名次,代表队,姓名,理论,文书纠错,电话,总分\n1,甲队,张三,86.5,缺考,13800000000,86.5\n"
            "2,甲队,李四,80,70,,150\n3,乙队,王五,77,,,77\n",
            false),
        3);
    ck_assert_uint_eq(report.warnings, 2);
    ck_assert_ptr_nonnull(strstr(file_text("preliminary.yaml"), "exams: [理论, 文书纠错]"));
    ck_assert_ptr_nonnull(
        strstr(file_text("preliminary.yaml"), "- {team: 甲队, name: 张三, scores: [86.5, 0]}"));
    end();
}
END_TEST

START_TEST(starter_tables_import)
{
    begin();
    expect_rows(import_one("templates/代表队.csv", false), 4);
    expect_rows(import_one("templates/初赛成绩.csv", false), 12);
    expect_rows(import_one("templates/题目.csv", false), 4);
    ck_assert_uint_eq(report.errors, 0);
    end();
}
END_TEST

START_TEST(paths_stay_in_the_folder)
{
    begin();
    static const char contest[] =
        "contest: {title: 甲}\nteams:\n  - {seat: 1, name: 甲队, players: [甲]}\n  - {seat: 2, "
        "name: 乙队, players: [乙]}\n"
        "rounds:\n  - {name: 抢答, preset: buzzer, questions: ../escape.yaml}\n";
    write_bytes("contest.yaml", contest, strlen(contest));
    ck_assert_int_eq(import_text("题目,答案\n甲是什么,乙\n", false), -1);
    ck_assert(access("/tmp/escape.yaml", F_OK) != 0);
    ck_assert_int_eq(import_one("no-such.csv", true), -1);
    ck_assert_str_eq(report.findings[report.count - 1].message, "没有这个文件");
    end();
    folder_report_init(&report);
    const char *table = "/dev/null";
    ck_assert_int_eq(import_tables("/nonexistent", &table, 1, false, &report), -1);
    ck_assert_uint_ge(report.errors, 1);
    folder_report_finish(&report);
}
END_TEST

START_TEST(five_thousand_questions_in_a_moment)
{
    begin();
    FILE *f = fopen(in_dir("t.csv"), "w");
    fputs("\xEF\xBB\xBF" HEAD, f);
    for (int i = 0; i < 5000; i++)
        fprintf(f,
                "N-%d,抢答题,单选,第%d题，行政机关第%d号文件规定的第%d种期限是多久？,%d日,%d日,%"
                "d日,%d日,C,,,,\r\n",
                i, i * 7919 % 5003, i * 104729 % 9973, i % 977, i % 30 + 1, i % 30 + 32,
                i % 30 + 63, i % 30 + 94);
    fclose(f);
    clock_t before = clock();
    expect_rows(import_one("t.csv", false), 5000);
    double seconds = (double)(clock() - before) / CLOCKS_PER_SEC;
    ck_assert_msg(seconds < 10, "%.1f s", seconds);
    end();
}
END_TEST

/* Tables cut or damaged anywhere are named or taken; nothing crashes. */
START_TEST(damage_never_crashes)
{
    static const char table[] = HEAD GOOD "X-2,抢答,多选,\"乙\r\n题\",一,二,三,四,\"A,C\",,,,\r\n";
    char text[sizeof table];
    begin();
    for (size_t i = 0; i < sizeof table - 1; i += 2) {
        memcpy(text, table, sizeof table);
        text[i] = "\"\xFF,\n\0"[i / 2 % 5];
        folder_report_finish(&report);
        write_bytes("t.csv", text, i % 3 ? sizeof table - 1 : i);
        int rows = import_one("t.csv", i % 4 == 0);
        ck_assert(rows >= 0 || report.errors > 0);
    }
    end();
}
END_TEST

int main(void)
{
    Suite *s = suite_create("import");
    TCase *t = tcase_create("tables");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, questions_of_all_types);
    tcase_add_test(t, what_cannot_be_kept_is_not_replaced);
    tcase_add_test(t, encodings_and_separators);
    tcase_add_loop_test(t, every_bad_row_is_named_and_nothing_written, 0,
                        (int)(sizeof bad_tables / sizeof bad_tables[0]));
    tcase_add_test(t, partial_leaves_out_bad_rows);
    tcase_add_test(t, teams_and_people);
    tcase_add_test(t, scores);
    tcase_add_test(t, starter_tables_import);
    tcase_add_test(t, paths_stay_in_the_folder);
    tcase_add_test(t, five_thousand_questions_in_a_moment);
    tcase_add_test(t, damage_never_crashes);
    suite_add_tcase(s, t);
    SRunner *sr = srunner_create(s);
    srunner_run_all(sr, CK_NORMAL);
    int failed = srunner_ntests_failed(sr);
    srunner_free(sr);
    return failed != 0;
}
